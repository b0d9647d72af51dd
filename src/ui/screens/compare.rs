//! Two files side by side.

use yew::prelude::*;

use crate::session::Session;

#[derive(Properties, PartialEq)]
pub struct CompareProps {
    pub session: Session,
}

/// The screen.
#[component]
pub fn CompareScreen(_props: &CompareProps) -> Html {
    html! { <div class="pad"></div> }
}
