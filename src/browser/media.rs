//! What the reader prefers: dark, less motion, forced colours; and being told when that changes.

use gloo::events::EventListener;

/// A preference the browser can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preference {
    Dark,
    ReducedMotion,
    ForcedColors,
    Print,
}

impl Preference {
    fn query(self) -> &'static str {
        match self {
            Self::Dark => "(prefers-color-scheme: dark)",
            Self::ReducedMotion => "(prefers-reduced-motion: reduce)",
            Self::ForcedColors => "(forced-colors: active)",
            Self::Print => "print",
        }
    }
}

/// Whether the reader prefers it; no where the browser cannot tell.
pub fn prefers(preference: Preference) -> bool {
    list(preference).is_some_and(|list| list.matches())
}

/// Calls back with each new answer until the listener is dropped.
pub fn on_change(preference: Preference, on_change: impl Fn(bool) + 'static) -> Option<EventListener> {
    let list = list(preference)?;
    let heard = list.clone();
    Some(EventListener::new(&list, "change", move |_| on_change(heard.matches())))
}

/// Device pixels in a CSS pixel.
pub fn pixel_ratio() -> f64 {
    web_sys::window().map_or(1.0, |window| window.device_pixel_ratio())
}

fn list(preference: Preference) -> Option<web_sys::MediaQueryList> {
    web_sys::window()?.match_media(preference.query()).ok().flatten()
}

/// Is the window as narrow as a phone's? The style sheet draws the line at the same width.
pub fn is_narrow() -> bool {
    let query = web_sys::window().and_then(|window| window.match_media("(max-width: 720px)").ok().flatten());
    query.is_some_and(|list| list.matches())
}
