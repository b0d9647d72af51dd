//! A labelled list of which one is taken.

use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// A select with its label; `choices` are value, words and whether it is the present one.
pub fn choice(label: &'static str, choices: &[(String, String, bool)], on_choice: Callback<String>) -> Html {
    let onchange = Callback::from(move |event: Event| {
        if let Some(select) = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok()) {
            on_choice.emit(select.value());
        }
    });
    html! {
        <label class="select-label"><span class="dim">{ label }</span>
            <select {onchange}>{ for choices.iter().map(|(value, words, is_present)| html! {
                <option value={value.clone()} selected={*is_present}>{ words.clone() }</option>
            }) }</select>
        </label>
    }
}
