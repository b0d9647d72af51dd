//! The top bar: search, the judging context, theme and help.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::licenses::{Context, Modified};
use crate::session::{Action, Dialog, Theme};
use crate::ui::hooks::keys::focus;
use crate::ui::hooks::ports::{Ports, use_ports};
use crate::ui::parts::button::{icon_button, icon_button_with};
use crate::ui::parts::icon::{icon, mark};
use crate::view::search::Hit;

#[derive(Properties, PartialEq)]
pub struct TopBarProps {
    pub search: AttrValue,
    pub hits: Option<Rc<(String, Vec<Hit>)>>,
    pub context: Context,
    pub theme: Theme,
    /// The empty page has neither search nor context.
    pub bare: bool,
}

/// The top bar.
#[component]
pub fn TopBar(props: &TopBarProps) -> Html {
    let ports = use_ports();
    html! {
        <header class="top">
            <span class="brand"><svg aria-hidden="true"><use href="#brand" /></svg><span>{ "Lockscope" }</span></span>
            { if props.bare { Html::default() } else { html! { <SearchField search={props.search.clone()} hits={props.hits.clone()} /> } } }
            <span class="grow" />
            { if props.bare { Html::default() } else { context_chip(&props.context, &ports) } }
            { if props.bare { Html::default() } else { html! { <span class="top-div" /> } } }
            { icon_button_with("command", "Commands (Ctrl K)", ports.on_act(Action::Open(Some(Dialog::Commands))), false, "btn ghost hide-s") }
            { icon_button("theme", format!("Theme: {}", props.theme.title()), ports.on_act(Action::SetTheme(props.theme.next()))) }
            { icon_button("help", "Keys and help (?)", ports.on_act(Action::Open(Some(Dialog::Help)))) }
        </header>
    }
}

fn context_chip(context: &Context, ports: &Ports) -> Html {
    let modified = match context.modified {
        Modified::Nothing => "unmodified",
        Modified::Everything => "modified",
    };
    let (use_case, outbound) = (context.use_case.title(), context.outbound.title().to_owned());
    html! {
        <button class="chip context" type="button" aria-haspopup="dialog" onclick={ports.on_act(Action::Open(Some(Dialog::Context)))}
            title={format!("Judged for: {use_case}, outbound {outbound}, {modified}. Press to change")}>
            { icon("scales") }<span class="chip-word">{ "Judged for" }</span><b>{ use_case }</b><span class="sep" /><b>{ outbound }</b>
            <span class="sep opt" /><span class="opt">{ modified }</span>{ icon("down") }
        </button>
    }
}

#[derive(Properties, PartialEq)]
struct SearchFieldProps {
    search: AttrValue,
    hits: Option<Rc<(String, Vec<Hit>)>>,
}

/// The search field with its hits: a combobox by the ARIA pattern.
#[component]
fn SearchField(props: &SearchFieldProps) -> Html {
    let ports = use_ports();
    let active = use_state(|| 0_usize);
    let hits: &[Hit] = match &props.hits {
        Some(found) if !props.search.trim().is_empty() && found.0 == *props.search => &found.1,
        _ => &[],
    };
    let answered = props.hits.as_ref().is_some_and(|found| found.0 == *props.search);
    let oninput = {
        let (act, active) = (ports.act.clone(), active.clone());
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
                active.set(0);
                act.emit(Action::SetSearch(input.value()));
            }
        })
    };
    let onkeydown = {
        let (act, active) = (ports.act.clone(), active.clone());
        let nodes: Vec<u32> = hits.iter().map(|hit| hit.link.node).collect();
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "ArrowDown" if !nodes.is_empty() => {
                event.prevent_default();
                active.set((*active + 1) % nodes.len());
            }
            "ArrowUp" if !nodes.is_empty() => {
                event.prevent_default();
                active.set((*active + nodes.len() - 1) % nodes.len());
            }
            "Enter" => {
                let typed = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
                match (nodes.get(*active), typed) {
                    (Some(node), _) => act.emit(Action::Locate(*node)),
                    (None, Some(input)) => act.emit(Action::LocateFirst(input.value())),
                    (None, None) => {}
                }
                focus("main");
            }
            "Escape" => {
                act.emit(Action::SetSearch(String::new()));
                focus("main");
            }
            _ => {}
        })
    };
    let open = !props.search.trim().is_empty() && answered;
    html! {
        <div class="search" role="search">
            { icon("search") }
            <input type="search" id="search" placeholder="Find a component, licence or package URL" aria-label="Search" autocomplete="off" spellcheck="false"
                role="combobox" aria-expanded={open.to_string()} aria-controls="hits" aria-activedescendant={(!hits.is_empty()).then(|| format!("hit-{}", *active))}
                value={props.search.clone()} {oninput} {onkeydown} />
            <kbd>{ "/" }</kbd>
            { if open { hit_list(hits, *active, &ports) } else { Html::default() } }
        </div>
    }
}

fn hit_list(hits: &[Hit], active: usize, ports: &Ports) -> Html {
    html! {
        <ul class="pop menu hits" id="hits" role="listbox" aria-label="Hits">
            { if hits.is_empty() { html! { <li class="dim">{ "Nothing by that name, licence or package URL" }</li> } } else { Html::default() } }
            { for hits.iter().enumerate().map(|(position, hit)| html! {
                <li id={format!("hit-{position}")} role="option" aria-selected={(position == active).to_string()} key={hit.link.node}
                    class={(position == active).then_some("is-hover")} onmousedown={ports.on_act(Action::Locate(hit.link.node))}>
                    { mark(hit.link.verdict) }<span class="trunc">{ hit.link.name.clone() }</span><span class="ver">{ hit.link.version.clone() }</span>
                    <span class="grow" /><span class="dim trunc">{ hit.license.clone() }</span>
                </li>
            }) }
        </ul>
    }
}
