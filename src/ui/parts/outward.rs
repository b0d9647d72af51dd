//! A link that leads out of the page.

use yew::prelude::*;

use crate::view::SafeUrl;

/// The words as a link that opens beside the page and tells nothing of it.
pub fn outward(address: &SafeUrl, words: &str) -> Html {
    let address = address.to_string();
    html! { <a href={address.clone()} target="_blank" rel="noreferrer noopener" title={address}>{ words.to_owned() }</a> }
}
