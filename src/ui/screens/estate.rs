//! All loaded files as one estate.

use yew::prelude::*;

use crate::session::Session;

#[derive(Properties, PartialEq)]
pub struct EstateProps {
    pub session: Session,
}

/// The screen.
#[component]
pub fn EstateScreen(_props: &EstateProps) -> Html {
    html! { <div class="pad"></div> }
}
