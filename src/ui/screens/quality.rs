//! What is lacking in what is loaded: vulnerabilities, hygiene of lockfiles, quality of SBOMs.

use yew::prelude::*;

use crate::session::Session;

#[derive(Properties, PartialEq)]
pub struct QualityProps {
    pub session: Session,
}

/// The screen.
#[component]
pub fn QualityScreen(_props: &QualityProps) -> Html {
    html! { <div class="pad"></div> }
}
