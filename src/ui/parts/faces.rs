//! The sizes and weights of text that the screens use, drawn unseen while the page is still empty.

use yew::prelude::*;

use crate::ui::hooks::later::use_later;

/// How long after the page's first picture. Milliseconds.
const PAUSE: u32 = 100;
/// Letters, digits and marks of the screens.
const SAMPLE: &str = "Aa 0 ·";

/// A browser asks the system for each size and weight when it first draws with it, one after the other: without this, most of
/// the time of the first overview's layout (Chromium on Linux).
#[component]
pub fn Faces() -> Html {
    if !use_later(true, PAUSE) {
        return Html::default();
    }
    html! {
        <div class="faces" aria-hidden="true">
            { for (0..6).map(|size| html! {
                <p class={format!("face-{size}")}>
                    { SAMPLE }<span class="medium">{ SAMPLE }</span><span class="heavy">{ SAMPLE }</span><strong>{ SAMPLE }</strong><b>{ SAMPLE }</b><code>{ SAMPLE }</code>
                    <svg><text>{ SAMPLE }</text></svg>
                </p>
            }) }
        </div>
    }
}
