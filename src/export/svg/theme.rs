//! The colours of a picture that stands alone: no style sheet goes with it.

use crate::view::scene::Ink;

/// Light or dark; the same colours as on the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SvgTheme {
    #[default]
    Light,
    Dark,
}

impl SvgTheme {
    /// An ink as `#rrggbb`.
    pub fn colour(self, ink: Ink) -> &'static str {
        let token = ink.token();
        COLOURS.iter().find(|(name, _, _)| *name == token).map_or("#000000", |(_, light, dark)| match self {
            Self::Light => light,
            Self::Dark => dark,
        })
    }
}

/// Custom property, light, dark: as in `www/style/10-tokens.css`; a test compares the two.
pub const COLOURS: [(&str, &str, &str); 56] = [
    ("--surface-0", "#ffffff", "#0f1216"),
    ("--surface-1", "#f7f8fa", "#161a20"),
    ("--surface-2", "#f0f2f5", "#1c2129"),
    ("--text", "#171b21", "#e6e9ee"),
    ("--text-2", "#434b58", "#b4bbc7"),
    ("--text-3", "#586170", "#99a2b0"),
    ("--border", "#dfe3e9", "#2a313c"),
    ("--border-strong", "#c4cad4", "#3b4452"),
    ("--border-control", "#7c8695", "#737e8f"),
    ("--accent", "#1f5fd6", "#5aa2ff"),
    ("--accent-soft", "#e4edfc", "#16263c"),
    ("--focus", "#1f5fd6", "#8cc0ff"),
    ("--edge", "#8b93a0", "#67717f"),
    ("--edge-dim", "#dde1e7", "#323a46"),
    ("--lit", "#171b21", "#f2f5f9"),
    ("--bar", "#7d8797", "#6b7789"),
    ("--v-allowed", "#01725e", "#369e88"),
    ("--v-allowed-text", "#046351", "#5cc5ae"),
    ("--v-duties", "#2f81f8", "#5ec6f8"),
    ("--v-duties-text", "#1556b8", "#7fd0fa"),
    ("--v-review", "#b27200", "#edc02f"),
    ("--v-review-text", "#7a4d00", "#f0c94e"),
    ("--v-conflict", "#a51510", "#f15a48"),
    ("--v-conflict-text", "#9c1410", "#ff8a7b"),
    ("--v-nosource", "#4a3c50", "#c4d6e0"),
    ("--v-nosource-text", "#4a3c50", "#c4d6e0"),
    ("--v-unknown", "#6d3fb5", "#a367e7"),
    ("--v-unknown-text", "#5f34a3", "#c29af5"),
    ("--v-notshipped", "#828091", "#6e7794"),
    ("--v-notshipped-text", "#575a68", "#a0a9c0"),
    ("--c-public", "#0a92ab", "#b8e3bb"),
    ("--c-permissive", "#265050", "#36a07c"),
    ("--c-weak", "#2e4aeb", "#4bc7ff"),
    ("--c-strong", "#75228b", "#bd2ae4"),
    ("--c-network", "#3b033b", "#eeddf0"),
    ("--c-restricted", "#b74500", "#f6c74f"),
    ("--c-unknown", "#706e5b", "#9f8fa6"),
    ("--step-0", "#8796b5", "#5c6b8a"),
    ("--step-1", "#6f83ad", "#6d7fa3"),
    ("--step-2", "#5a71a3", "#7f93bb"),
    ("--step-3", "#466098", "#92a7d0"),
    ("--step-4", "#344f8b", "#a6bbe2"),
    ("--step-5", "#243f7b", "#bacdf0"),
    ("--step-6", "#162f68", "#cfdefa"),
    ("--step-7", "#0b1f50", "#e6efff"),
    ("--d-added", "#0b5c7d", "#62c8f0"),
    ("--d-removed", "#9a2f1f", "#f09a8d"),
    ("--d-changed", "#6f5200", "#dcbf57"),
    ("--sev-critical", "#7b0f19", "#e22d1e"),
    ("--sev-high", "#aa3c11", "#f0906d"),
    ("--sev-medium", "#b57503", "#fee23f"),
    ("--sev-low", "#2670b8", "#7bd0fd"),
    ("--sev-none", "#696b4e", "#e1ebd4"),
    ("--sev-unknown", "#460d70", "#9f51de"),
    ("--sev-unaffected", "#455856", "#97a8ab"),
    ("--sev-unchecked", "#7c8391", "#6e758b"),
];
