//! The third-party list as JSON: the view as it is, under the name of its form.

use serde::Serialize;

use crate::view::third_party::ThirdPartyView;

/// What the form is called; a change that breaks readers changes the number.
const FORM: &str = "lockscope-third-party/1";

#[derive(Serialize)]
struct File<'v> {
    form: &'static str,
    #[serde(flatten)]
    list: &'v ThirdPartyView,
}

/// The list. Hidden characters are written out in it as in the other formats.
pub fn json(view: &ThirdPartyView) -> String {
    let text = serde_json::to_string_pretty(&File { form: FORM, list: view });
    // The view holds only texts, numbers and lists of them: there is nothing in it that JSON cannot hold.
    text.map(|text| text + "\n").unwrap_or_default()
}
