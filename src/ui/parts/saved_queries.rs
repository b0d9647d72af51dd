//! Queries under names, beside a field: one is picked, the present one kept, another forgotten.

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::button::icon_button_with;
use super::icon::icon;
use crate::session::{Action, LONGEST_LABEL, SavedQuery};
use crate::ui::hooks::ports::use_ports;

#[derive(Properties, PartialEq)]
pub struct SavedQueriesProps {
    /// The field's id.
    pub field: &'static str,
    pub queries: Vec<SavedQuery>,
    /// What stands in the field.
    pub present: AttrValue,
    pub on_pick: Callback<String>,
}

/// A button that opens the list. Escape closes it.
#[component]
pub fn SavedQueries(props: &SavedQueriesProps) -> Html {
    let ports = use_ports();
    let is_open = use_state_eq(|| false);
    let name = use_state(String::new);
    let toggle = {
        let is_open = is_open.clone();
        Callback::from(move |_: MouseEvent| is_open.set(!*is_open))
    };
    let onkeydown = {
        let is_open = is_open.clone();
        Callback::from(move |event: KeyboardEvent| {
            if *is_open && event.key() == "Escape" {
                is_open.set(false);
                event.stop_propagation();
            }
        })
    };
    let oninput = {
        let name = name.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
                name.set(input.value());
            }
        })
    };
    let keep = {
        let (name, act, present) = (name.clone(), ports.act.clone(), props.present.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            act.emit(Action::KeepQuery((*name).clone(), present.to_string()));
            act.emit(Action::Say(format!("Kept as {}", name.trim())));
            name.set(String::new());
        })
    };
    let is_nothing = props.present.trim().is_empty();
    let list_id = format!("{}-saved", props.field);
    html! {
        <div class="saved-queries" {onkeydown}>
            <button type="button" class="btn ghost small" title="Saved queries" aria-label="Saved queries" aria-expanded={is_open.to_string()} aria-controls={list_id.clone()} onclick={toggle}>{ icon("pin") }</button>
            <div class="saved-list" id={list_id} hidden={!*is_open}>
                { if props.queries.is_empty() { html! { <p class="dim small">{ "No query is kept yet. Kept ones can be picked in the graph, the inventory and the estate, for as long as this page is open." }</p> } } else { html! {
                    <ul>{ for props.queries.iter().map(|saved| {
                        let pick = {
                            let (on_pick, query, is_open) = (props.on_pick.clone(), saved.query.clone(), is_open.clone());
                            Callback::from(move |_: MouseEvent| {
                                on_pick.emit(query.clone());
                                is_open.set(false);
                            })
                        };
                        html! {
                            <li key={saved.name.clone()}>
                                <button type="button" class="link" onclick={pick}><b>{ saved.name.clone() }</b><code>{ saved.query.clone() }</code></button>
                                { icon_button_with("close", format!("Forget {}", saved.name), ports.on_act(Action::ForgetQuery(saved.name.clone())), false, "btn ghost small") }
                            </li>
                        }
                    }) }</ul>
                } } }
                <form class="saved-form" onsubmit={keep}>
                    <input type="text" aria-label="Name of the query" placeholder="Name" maxlength={LONGEST_LABEL.to_string()} value={(*name).clone()} {oninput} />
                    <button type="submit" class="btn small" disabled={is_nothing || name.trim().is_empty()}><span>{ "Keep this query" }</span></button>
                </form>
            </div>
        </div>
    }
}
