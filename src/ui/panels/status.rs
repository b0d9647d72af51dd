//! The bar at the bottom: what is counted, on which data, and what this is not.

use yew::prelude::*;

use crate::licenses::CLASS_DATE;
use crate::session::{Action, Dialog};
use crate::ui::hooks::ports::use_ports;
use crate::ui::parts::icon::icon;

#[derive(Properties, PartialEq)]
pub struct StatusProps {
    pub status: AttrValue,
    /// Which matrix verdicts rest on.
    pub matrix: AttrValue,
    /// Are internal names replaced in what is saved?
    pub replaces_names: bool,
}

/// The status bar.
#[component]
pub fn Status(props: &StatusProps) -> Html {
    let ports = use_ports();
    html! {
        <footer class="status">
            <span>{ props.status.clone() }</span>
            <span class="hide-m">{ format!("Licence data: OSADL matrix {} · class data {CLASS_DATE}", props.matrix) }</span>
            <span class="grow" />
            { if props.replaces_names { html! {
                <button type="button" class="link redacting" onclick={ports.on_act(Action::Open(Some(Dialog::Save)))}>{ "Internal names are replaced in what is saved" }</button>
            } } else { Html::default() } }
            <span>{ "Information, not legal advice" }</span>
            <span class="hide-s">{ icon("lock") }{ "Nothing leaves this machine" }</span>
        </footer>
    }
}
