//! What was just done, shown for a moment and said to screen readers.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// How long it stays, in milliseconds.
const SHOWN: u32 = 4_000;

#[derive(Properties, PartialEq)]
pub struct ToastProps {
    /// Said and shown; the number tells a repeated sentence from an old one.
    pub shown: (u32, String),
    /// Said only.
    pub said: String,
}

/// The toast and the live region.
#[component]
pub fn Toast(props: &ToastProps) -> Html {
    let hidden = use_state_eq(|| 0_u32);
    {
        let hidden = hidden.setter();
        use_effect_with(props.shown.0, move |serial| {
            let serial = *serial;
            let timeout = Timeout::new(SHOWN, move || hidden.set(serial));
            move || drop(timeout)
        });
    }
    let (serial, words) = &props.shown;
    let visible = *serial != *hidden && !words.is_empty();
    html! {
        <>
            <div class="unseen" role="status" aria-live="polite">{ props.said.clone() }</div>
            <div class={classes!("toast", visible.then_some("shown"))} role="status" aria-live="polite">{ if visible { words.clone() } else { String::new() } }</div>
        </>
    }
}
