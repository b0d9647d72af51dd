//! Beside the findings: what the whole could go out under, what must ship with it, which rules hold, and whose data it
//! rests on.

use yew::prelude::*;

use crate::licenses::{CLASS_DATE, MATRIX_DATE};
use crate::session::{Action, LicensesPart};
use crate::ui::hooks::ports::Ports;
use crate::ui::parts::button::small_button;
use crate::ui::parts::icon::icon;
use crate::view::licenses::LicensesView;
use crate::view::words::{length, list};

/// The summary.
pub fn side(view: &LicensesView, ports: &Ports) -> Html {
    let possible = &view.possible_outbound;
    html! {
        <aside class="lic-side" aria-label="Summary">
            <section>
                <h2>{ "Could go out under" }</h2>
                { if possible.is_empty() { html! { <p class="lead">{ "Nothing: no outbound licence in the matrix accepts all that is shipped." }</p> } } else { html! {
                    <>
                        <p class="lead"><b>{ length(possible.len()) }</b>{ " of the 121 licences in the matrix" }</p>
                        <p class="dim small">{ list(possible, 12) }</p>
                    </>
                } } }
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
            <section>
                { if view.data_age.is_empty() { Html::default() } else { html! { <p class="lead small">{ icon("notice") }{ format!(" {}.", view.data_age) }</p> } } }
                <p class="dim small">{ format!("Information, not legal advice. A project by the Open Source Automation Development Lab (OSADL) eG: licence compatibility matrix, {MATRIX_DATE}, CC-BY-4.0, reduced to verdict and reason codes. Class data: ScanCode LicenseDB, {CLASS_DATE}, CC-BY-4.0, nexB Inc. and others, with changes. Not affiliated.") }</p>
            </section>
        </aside>
    }
}
