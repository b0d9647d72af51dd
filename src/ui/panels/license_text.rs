//! The text of a licence, to be read.

use std::rc::Rc;

use yew::prelude::*;

use crate::ui::parts::modal::Modal;
use crate::view::license_text::LicenseTextView;

#[derive(Properties, PartialEq)]
pub struct LicenseTextProps {
    /// `None` while the texts are being unpacked.
    pub view: Option<Rc<LicenseTextView>>,
    pub on_close: Callback<()>,
}

/// The dialog.
#[component]
pub fn LicenseTextDialog(props: &LicenseTextProps) -> Html {
    let Some(view) = &props.view else {
        return html! { <Modal title="Licence text" on_close={props.on_close.clone()}><p class="dim">{ "Unpacking the texts…" }</p></Modal> };
    };
    html! {
        <Modal title={view.term.clone()} on_close={props.on_close.clone()}>
            { for view.texts.iter().map(|text| html! {
                <>
                    <h3>{ if text.full_name.is_empty() { text.id.clone() } else { text.full_name.clone() } }</h3>
                    { if text.is_template { html! { <p class="dim small">{ "A template: the copyright line is that of each component" }</p> } } else { Html::default() } }
                    <pre class="license-text" tabindex="0">{ text.text.clone() }</pre>
                </>
            }) }
            <p class="dim small">{ view.note.clone() }</p>
        </Modal>
    }
}
