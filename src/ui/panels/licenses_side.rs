//! Beside the findings: what the whole could go out under, what is not checked, and whose data it rests on.

use yew::prelude::*;

use crate::licenses::{CLASS_DATE, MATRIX_DATE};
use crate::view::licenses::LicensesView;
use crate::view::words::{length, list};

/// The summary.
pub fn side(view: &LicensesView) -> Html {
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
                <h2>{ "Not checked" }</h2>
                <p class="lead small">{ "Policy: no policy file is loaded." }</p>
                <p class="lead small">{ "Duties: listed with each verdict; a full list is not made yet." }</p>
            </section>
            <section>
                <p class="dim small">{ format!("Information, not legal advice. A project by the Open Source Automation Development Lab (OSADL) eG: licence compatibility matrix, {MATRIX_DATE}, CC-BY-4.0, reduced to verdict and reason codes. Class data: ScanCode LicenseDB, {CLASS_DATE}, CC-BY-4.0, nexB Inc. and others, with changes. Not affiliated.") }</p>
            </section>
        </aside>
    }
}
