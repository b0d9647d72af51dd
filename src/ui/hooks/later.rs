//! What need not be drawn at once.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// False at first, true after so many milliseconds.
#[hook]
pub fn use_later(pause: u32) -> bool {
    let is_due = use_state(|| false);
    {
        let is_due = is_due.clone();
        use_effect_with((), move |()| {
            let timeout = Timeout::new(pause, move || is_due.set(true));
            move || drop(timeout)
        });
    }
    *is_due
}
