//! A link that leads out of the page. Only http and https are links; anything else stays text.

use yew::prelude::*;

/// The words as a link that opens beside the page and tells nothing of it.
pub fn outward(address: &str, words: &str) -> Html {
    if !(address.starts_with("https://") || address.starts_with("http://")) {
        return html! { <span>{ words.to_owned() }</span> };
    }
    html! { <a href={address.to_owned()} target="_blank" rel="noreferrer noopener" title={address.to_owned()}>{ words.to_owned() }</a> }
}
