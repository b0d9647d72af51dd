//! The colours and faces of the page, read from its style sheet when the theme changes.

use std::collections::BTreeMap;

use web_sys::{Element, window};

use crate::view::scene::Ink;

/// Every ink as a CSS colour, and the font of the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Look {
    colours: BTreeMap<Ink, String>,
    font: String,
}

impl Look {
    /// Reads the custom properties that hold at an element. Where the system forces its colours, those.
    pub fn read(element: &Element) -> Self {
        let Some(window) = window() else { return Self::default() };
        let is_forced = matches("(forced-colors: active)");
        let style = window.get_computed_style(element).ok().flatten();
        let property = |name: &str| {
            let value = style.as_ref().and_then(|style| style.get_property_value(name).ok()).unwrap_or_default();
            value.trim().to_owned()
        };
        let colour = |ink: Ink| if is_forced { ink.forced().to_owned() } else { property(&ink.token()) };
        Self { colours: Ink::all().into_iter().map(|ink| (ink, colour(ink))).collect(), font: property("--font") }
    }

    /// Black where the style sheet has no such colour: visible, and plainly wrong.
    pub fn colour(&self, ink: Ink) -> &str {
        self.colours.get(&ink).map(String::as_str).filter(|colour| !colour.is_empty()).unwrap_or("#000")
    }

    /// A CSS font of a size in pixels.
    pub fn font(&self, size: f32, bold: bool, italic: bool) -> String {
        let family = if self.font.is_empty() { "sans-serif" } else { &self.font };
        let style = if italic { "italic " } else { "" };
        format!("{style}{} {size}px {family}", if bold { 600 } else { 400 })
    }
}

/// Does a media query hold?
pub fn matches(query: &str) -> bool {
    window().and_then(|window| window.match_media(query).ok().flatten()).is_some_and(|list| list.matches())
}
