//! What need not be drawn at once.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// False at first, true so many milliseconds after it is first wanted.
#[hook]
pub fn use_later(is_wanted: bool, pause: u32) -> bool {
    let is_due = use_state_eq(|| false);
    {
        let is_due = is_due.setter();
        use_effect_with(is_wanted, move |is_wanted| {
            let timeout = is_wanted.then(|| Timeout::new(pause, move || is_due.set(true)));
            move || drop(timeout)
        });
    }
    *is_due
}
