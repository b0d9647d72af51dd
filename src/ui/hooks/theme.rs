//! Light or dark: follows the system until the user says otherwise; kept as a setting.

use yew::prelude::*;

use crate::browser::media::{self, Preference};
use crate::browser::settings;
use crate::session::Theme;

const SETTING: &str = "theme";

/// The theme kept from the last visit.
pub fn kept_theme() -> Theme {
    match settings::load(SETTING).as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    }
}

/// Puts the theme on the page, keeps it, and tells whether it is dark now.
#[hook]
pub fn use_theme(theme: Theme) -> bool {
    let system_dark = use_state(|| media::prefers(Preference::Dark));
    {
        let setter = system_dark.setter();
        use_effect_with((), move |()| {
            let listener = media::on_change(Preference::Dark, move |dark| setter.set(dark));
            move || drop(listener)
        });
    }
    // While rendering, not after: effects of children, which read the colours, run before ours.
    let _ = use_memo(theme, |theme| {
        let root = web_sys::window().and_then(|window| window.document()).and_then(|page| page.document_element());
        if let Some(root) = root {
            let kept = match theme.as_str() {
                Some(name) => root.set_attribute("data-theme", name).map(|()| settings::save(SETTING, name)),
                None => root.remove_attribute("data-theme").map(|()| settings::remove(SETTING)),
            };
            // A browser without storage forgets the theme: nothing else is lost.
            drop(kept);
        }
    });
    match theme {
        Theme::Dark => true,
        Theme::Light => false,
        Theme::System => *system_dark,
    }
}
