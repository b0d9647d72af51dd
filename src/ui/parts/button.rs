//! Buttons: with words, or an icon alone with a title.

use yew::prelude::*;

use super::icon::icon;

/// An icon button; `title` says what it does and which key does the same.
pub fn icon_button(name: &str, title: impl Into<AttrValue>, onclick: Callback<MouseEvent>) -> Html {
    icon_button_with(name, title, onclick, false, "btn ghost")
}

/// An icon button that may be disabled, with classes of its own.
pub fn icon_button_with(
    name: &str,
    title: impl Into<AttrValue>,
    onclick: Callback<MouseEvent>,
    disabled: bool,
    classes: &'static str,
) -> Html {
    let title = title.into();
    html! {
        <button class={classes} type="button" title={title.clone()} aria-label={title} {onclick} {disabled}>{ icon(name) }</button>
    }
}

/// A button with an icon and words.
pub fn button(name: &str, words: &str, onclick: Callback<MouseEvent>) -> Html {
    html! { <button class="btn" type="button" {onclick}>{ icon(name) }<span>{ words.to_owned() }</span></button> }
}

/// A small button with words only.
pub fn small_button(words: &str, onclick: Callback<MouseEvent>) -> Html {
    html! { <button class="btn small" type="button" {onclick}><span>{ words.to_owned() }</span></button> }
}
