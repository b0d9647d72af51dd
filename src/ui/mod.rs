//! What is on the screen. (A first, empty page: it starts an engine, opens files, says what it hears.)

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Event, HtmlInputElement};
use yew::prelude::*;

use crate::browser::files;
use crate::worker::{Bridge, BridgeEvent};

#[wasm_bindgen]
extern "C" {
    /// `www/boot/page.js`: the panel outside this app that says why the page stopped.
    #[wasm_bindgen(js_namespace = lockscope, js_name = recover)]
    fn recover(reason: &str);
}

/// Mounts the app in `#app`.
pub fn start() {
    std::panic::set_hook(Box::new(|panic| recover(&panic.to_string())));
    let root = web_sys::window().and_then(|window| window.document()).and_then(|page| page.get_element_by_id("app"));
    match root {
        Some(root) => {
            yew::Renderer::<App>::with_root(root).render();
        }
        None => recover("The page has no place for the app"),
    }
}

#[component]
fn App() -> Html {
    let heard = use_state_eq(Vec::<String>::new);
    let bridge = use_memo((), {
        let setter = heard.setter();
        let lines = std::cell::RefCell::new(Vec::new());
        move |()| {
            Bridge::new(Callback::from(move |event: BridgeEvent| {
                lines.borrow_mut().push(format!("{event:?}"));
                setter.set(lines.borrow().clone());
            }))
        }
    });
    let on_change = {
        let bridge = bridge.clone();
        Callback::from(move |event: Event| {
            let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            for (index, file) in input.iter().flat_map(files::take_from_input).enumerate() {
                bridge.open(index as u32, &file.path, &file.blob);
            }
        })
    };
    html! {
        <main>
            <h1>{ "Lockscope" }</h1>
            <input type="file" multiple=true onchange={on_change} />
            <ol>{ for heard.iter().map(|line| html! { <li>{ line.clone() }</li> }) }</ol>
        </main>
    }
}
