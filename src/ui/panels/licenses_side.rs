//! Beside the findings: what the whole could go out under, what must ship with it, which rules hold, and whose data it
//! rests on.

use yew::prelude::*;

use crate::licenses::CLASS_DATE;
use crate::session::{Action, LicensesPart};
use crate::ui::hooks::ports::Ports;
use crate::ui::parts::button::small_button;
use crate::ui::parts::icon::icon;
use crate::view::licenses::{LicensesView, RootOutboundView};
use crate::view::words::{Link, count, length, list};

/// Roots told one by one.
const ROOTS: usize = 8;

/// What the work of one root could go out under, or what stands in the way.
fn root_outbound(root: &RootOutboundView) -> Html {
    let names: Vec<String> = root.roots.iter().map(Link::label).collect();
    let name = if names.is_empty() { "What no root reaches".to_owned() } else { list(&names, 2) };
    html! {
        <li><span>{ name }{ if root.obstacle.is_empty() { Html::default() } else { html! { <span class="dim small">{ format!(": {}", root.obstacle) }</span> } } }</span><b>{ length(root.accepted.len()) }</b></li>
    }
}

/// The summary.
pub fn side(view: &LicensesView, ports: &Ports) -> Html {
    let possible = &view.possible_outbound;
    html! {
        <aside class="lic-side" aria-label="Summary">
            <section>
                <h2>{ "Could go out under" }</h2>
                { if possible.is_empty() { html! { <p class="lead">{ "Nothing: no outbound licence in the matrix accepts all that is shipped." }</p> } } else { html! {
                    <>
                        <p class="lead"><b>{ length(possible.len()) }</b>{ format!(" of the {} licences in the matrix", length(view.matrix_licenses)) }</p>
                        <p class="dim small">{ list(possible, 12) }</p>
                    </>
                } } }
                { if view.root_outbounds.len() > 1 || view.root_outbounds.iter().any(|root| !root.obstacle.is_empty()) { html! {
                    <>
                        <ul class="sums">{ for view.root_outbounds.iter().take(ROOTS).map(root_outbound) }</ul>
                        { if view.root_outbounds.len() > ROOTS { html! { <p class="dim small">{ format!("{ROOTS} of {} shown; at most 200 are told one by one", count(view.root_outbounds.len(), "root")) }</p> } } else { Html::default() } }
                    </>
                } } else { Html::default() } }
                <p class="dim small">{ "Computed from components whose licence is known. Unknown ones are left out, not taken as fine." }</p>
            </section>
            <section>
                <h2>{ "Must ship with it" }</h2>
                { if view.duties.is_empty() { html! { <p class="lead small">{ "No duty is stated for this use." }</p> } } else { html! {
                    <ul class="sums">{ for view.duties.iter().map(|(title, number)| html! { <li><span>{ title.clone() }</span><b>{ length(*number) }</b></li> }) }</ul>
                } } }
                { small_button("Duties and third-party list", ports.on_act(Action::ShowPart(LicensesPart::Duties))) }
            </section>
            <section>
                <h2>{ "Policy" }</h2>
                <p class="lead small">{ if view.policy.is_empty() { "Not checked: no rules are loaded.".to_owned() } else { format!("Judged by {}.", view.policy) } }</p>
                { small_button(if view.policy.is_empty() { "Write or load rules" } else { "Show the rules" }, ports.on_act(Action::ShowPart(LicensesPart::Policy))) }
            </section>
            <section>
                <h2>{ "Decisions" }</h2>
                <p class="lead small">{ format!("{}.", view.decided.in_words()) }</p>
                { small_button("Show them", ports.on_act(Action::ShowPart(LicensesPart::Decisions))) }
            </section>
            { if view.unused.is_empty() { Html::default() } else { html! {
                <section><h2>{ "Settled, but not used here" }</h2><ul class="plain small">{ for view.unused.iter().take(20).map(|note| html! { <li>{ note.clone() }</li> }) }</ul></section>
            } } }
            <section>
                { if view.data_age.is_empty() { Html::default() } else { html! { <p class="lead small">{ icon("notice") }{ format!(" {}.", view.data_age) }</p> } } }
                <p class="dim small">{ format!("Information, not legal advice. A project by the Open Source Automation Development Lab (OSADL) eG: licence compatibility matrix, CC-BY-4.0, reduced to verdict and reason codes; in use: {}. Class data: ScanCode LicenseDB, {CLASS_DATE}, CC-BY-4.0, nexB Inc. and others, with changes. Not affiliated.", view.matrix) }</p>
            </section>
        </aside>
    }
}
