//! A component's name as a button that selects it.

use yew::prelude::*;

use super::icon::mark;
use crate::session::Action;
use crate::view::words::Link;

/// Mark, name and version; a press selects the component.
pub fn component_link(link: &Link, act: &Callback<Action>) -> Html {
    html! {
        <button type="button" class="comp link" onclick={select(link, act)}>
            { if link.is_root { html! { <span class="rootmark" /> } } else { mark(link.verdict) } }
            <span>{ link.name.clone() }</span>
            <span class="ver">{ link.version.clone() }</span>
        </button>
    }
}

/// What a press on a component does: select it, inspector open.
pub fn select(link: &Link, act: &Callback<Action>) -> Callback<MouseEvent> {
    let node = link.node;
    act.reform(move |_: MouseEvent| Action::Select(Some(node)))
}
