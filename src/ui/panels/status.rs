//! The bar at the bottom: what is counted, on which data, and what this is not.

use yew::prelude::*;

use crate::licenses::CLASS_DATE;
use crate::ui::parts::icon::icon;

#[derive(Properties, PartialEq)]
pub struct StatusProps {
    pub status: AttrValue,
    /// Which matrix verdicts rest on.
    pub matrix: AttrValue,
}

/// The status bar.
#[component]
pub fn Status(props: &StatusProps) -> Html {
    html! {
        <footer class="status">
            <span>{ props.status.clone() }</span>
            <span class="hide-m">{ format!("Licence data: OSADL matrix {} · class data {CLASS_DATE}", props.matrix) }</span>
            <span class="grow" />
            <span>{ "Information, not legal advice" }</span>
            <span class="hide-s">{ icon("lock") }{ "Nothing leaves this machine" }</span>
        </footer>
    }
}
