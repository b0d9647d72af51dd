//! Icons and verdict marks, by their names in the sprite.

use yew::prelude::*;

use crate::licenses::{LicenseClass, Verdict};

/// An icon of the sprite, decoration only: the words stand beside it or in a title.
pub fn icon(name: &str) -> Html {
    classed_icon(name, "i")
}

/// An icon with further classes.
pub fn classed_icon(name: &str, classes: &str) -> Html {
    html! { <svg class={classes.to_owned()} aria-hidden="true"><use href={format!("#i-{name}")} /></svg> }
}

/// The mark of a verdict: shape and colour.
pub fn mark(verdict: Verdict) -> Html {
    let key = verdict.as_str();
    html! { <svg class={format!("m m-{key}")} aria-hidden="true"><use href={format!("#m-{key}")} /></svg> }
}

/// Mark and word.
pub fn verdict_words(verdict: Verdict) -> Html {
    html! { <span class={format!("vt v-{}", verdict.as_str())}>{ mark(verdict) }{ verdict.title() }</span> }
}

/// Mark and word on the verdict's ground.
pub fn badge(verdict: Verdict) -> Html {
    html! { <span class={format!("badge v-{}", verdict.as_str())}>{ mark(verdict) }{ verdict.title() }</span> }
}

/// The letter of a licence class and its words.
pub fn class_words(class: LicenseClass) -> Html {
    html! { <><span class={format!("cbadge c-{}", class.as_str())} aria-hidden="true">{ class.letter() }</span>{ class.title() }</> }
}
