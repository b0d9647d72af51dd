//! How marks and edges look in each state, in the words of the design; the same for canvas and SVG.

use super::{Palette, Scene, edge, flag};
use crate::licenses::{LicenseClass, Verdict};

/// A colour by its role. `token` names the custom property that holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ink {
    Surface0,
    Surface1,
    Surface2,
    Text,
    Text2,
    Text3,
    Border,
    BorderStrong,
    BorderControl,
    Accent,
    AccentSoft,
    Focus,
    Edge,
    EdgeDim,
    Lit,
    /// Positions in `Verdict::ALL`, `LicenseClass::ALL` and the legend of scopes.
    Verdict(u8),
    VerdictText(u8),
    Class(u8),
    /// One of eight that keep apart, where a letter stands in each mark.
    Kind(u8),
    /// One of eight steps from pale to strong.
    Step(u8),
    /// Same, added, removed, changed.
    Difference(u8),
    /// Critical, high, medium, low, none, unknown; not affected; not checked.
    Severity(u8),
}

/// How many inks of `Kind` and of `Step` there are.
pub const KINDS: usize = 8;

impl Ink {
    /// Every ink there is.
    pub fn all() -> Vec<Self> {
        let mut all = vec![
            Self::Surface0,
            Self::Surface1,
            Self::Surface2,
            Self::Text,
            Self::Text2,
            Self::Text3,
            Self::Border,
            Self::BorderStrong,
            Self::BorderControl,
            Self::Accent,
            Self::AccentSoft,
            Self::Focus,
            Self::Edge,
            Self::EdgeDim,
            Self::Lit,
        ];
        all.extend((0..Verdict::ALL.len() as u8).flat_map(|at| [Self::Verdict(at), Self::VerdictText(at)]));
        all.extend((0..LicenseClass::ALL.len() as u8).map(Self::Class));
        all.extend((0..KINDS as u8).flat_map(|at| [Self::Kind(at), Self::Step(at)]));
        all.extend((0..DIFFERENCES.len() as u8).map(Self::Difference));
        all.extend((0..SEVERITIES.len() as u8).map(Self::Severity));
        all
    }

    /// The custom property of the style sheet, such as `--v-conflict-text`.
    pub fn token(self) -> String {
        let verdict = |at: u8| Verdict::ALL.get(at as usize).map_or("unknown", |verdict| verdict.as_str());
        match self {
            Self::Surface0 => "--surface-0".to_owned(),
            Self::Surface1 => "--surface-1".to_owned(),
            Self::Surface2 => "--surface-2".to_owned(),
            Self::Text => "--text".to_owned(),
            Self::Text2 => "--text-2".to_owned(),
            Self::Text3 => "--text-3".to_owned(),
            Self::Border => "--border".to_owned(),
            Self::BorderStrong => "--border-strong".to_owned(),
            Self::BorderControl => "--border-control".to_owned(),
            Self::Accent => "--accent".to_owned(),
            Self::AccentSoft => "--accent-soft".to_owned(),
            Self::Focus => "--focus".to_owned(),
            Self::Edge => "--edge".to_owned(),
            Self::EdgeDim => "--edge-dim".to_owned(),
            Self::Lit => "--lit".to_owned(),
            Self::Verdict(at) => format!("--v-{}", verdict(at)),
            Self::VerdictText(at) => format!("--v-{}-text", verdict(at)),
            Self::Class(at) => {
                format!("--c-{}", LicenseClass::ALL.get(at as usize).map_or("unknown", |class| class.as_str()))
            }
            // scopes, files and ecosystems have no colours of their own: the class colours keep apart for every
            // reader, and a letter stands in each mark
            Self::Kind(at) => {
                const TOKENS: [&str; KINDS] = [
                    "--c-permissive",
                    "--c-weak",
                    "--c-public",
                    "--c-strong",
                    "--c-restricted",
                    "--c-network",
                    "--bar",
                    "--c-unknown",
                ];
                TOKENS.get(at as usize).copied().unwrap_or("--c-unknown").to_owned()
            }
            Self::Step(at) => format!("--step-{}", at.min(KINDS as u8 - 1)),
            Self::Difference(at) => DIFFERENCES.get(at as usize).copied().unwrap_or("--bar").to_owned(),
            Self::Severity(at) => SEVERITIES.get(at as usize).copied().unwrap_or("--sev-unchecked").to_owned(),
        }
    }

    /// What it becomes where the reader's system chooses all colours.
    pub fn forced(self) -> &'static str {
        match self {
            Self::Surface0 | Self::Surface1 | Self::Surface2 | Self::AccentSoft => "Canvas",
            Self::Accent | Self::Focus | Self::Lit => "Highlight",
            Self::EdgeDim => "GrayText",
            _ => "CanvasText",
        }
    }
}

/// Same, added, removed, changed, licence changed, of neither file.
const DIFFERENCES: [&str; 6] = ["--bar", "--d-added", "--d-removed", "--d-changed", "--c-strong", "--edge"];

/// In the order of `analysis::vulnerabilities::HUES`.
const SEVERITIES: [&str; 8] = [
    "--sev-critical",
    "--sev-high",
    "--sev-medium",
    "--sev-low",
    "--sev-none",
    "--sev-unknown",
    "--sev-unaffected",
    "--sev-unchecked",
];

/// The colour of a mark's symbol.
pub fn mark_ink(scene: &Scene, mark: u32) -> Ink {
    let hue = scene.hue.get(mark as usize).copied().unwrap_or_default();
    match scene.palette {
        Palette::Verdict if scene.has(mark, flag::NO_DATA) => Ink::BorderControl,
        palette => hue_ink(palette, hue),
    }
}

/// The colour of a hue.
pub fn hue_ink(palette: Palette, hue: u8) -> Ink {
    match palette {
        Palette::Verdict => Ink::Verdict(hue),
        Palette::Class => Ink::Class(hue),
        Palette::Scope | Palette::Ecosystem | Palette::File => Ink::Kind(hue),
        Palette::Depth => Ink::Step(hue),
        Palette::Duplicates => Ink::Kind(if hue == 0 { 6 } else { 4 }),
        Palette::Difference => Ink::Difference(hue),
        Palette::Severity => Ink::Severity(hue),
    }
}

/// The colour of a mark that is drawn as a dot.
pub fn dot_ink(scene: &Scene, mark: u32) -> Ink {
    match () {
        () if scene.has(mark, flag::DIMMED) => Ink::EdgeDim,
        () if scene.has(mark, flag::ROOT) => Ink::Text,
        () if scene.has(mark, flag::GROUP) => Ink::Text3,
        () => mark_ink(scene, mark),
    }
}

/// The colour of a mark in the minimap: findings and the lit route in colour, the rest grey.
pub fn mini_ink(scene: &Scene, mark: u32, lit: bool) -> Ink {
    let hue = scene.hue.get(mark as usize).copied().unwrap_or_default();
    let verdict = Verdict::ALL.get(hue as usize).filter(|_| scene.palette == Palette::Verdict);
    match verdict {
        Some(Verdict::Conflict | Verdict::Review | Verdict::Unknown)
            if !scene.has(mark, flag::GROUP) && !scene.has(mark, flag::ROOT) && !scene.has(mark, flag::NO_DATA) =>
        {
            Ink::Verdict(hue)
        }
        _ if lit || scene.has(mark, flag::ROOT) => Ink::Lit,
        _ => Ink::BorderControl,
    }
}

/// How a mark is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MarkLook<'a> {
    pub label: &'a str,
    pub ink: Ink,
    pub bold: bool,
    pub italic: bool,
    /// Of symbol and label.
    pub opacity: f32,
    /// The label is not cut and may run over what lies behind it: draw a ground under it.
    pub over: bool,
}

/// The look of a mark. `lit`: on a lit route; `quiet`: something else is lit; `near`: selected or hovered.
pub fn mark_look(scene: &Scene, mark: u32, lit: bool, quiet: bool, near: bool) -> MarkLook<'_> {
    let at = mark as usize;
    let cut = scene.label.get(at);
    let whole = Some(scene.whole.get(at)).filter(|whole| !whole.is_empty() && (lit || near));
    let (root, group) = (scene.has(mark, flag::ROOT), scene.has(mark, flag::GROUP));
    let dimmed = scene.has(mark, flag::DIMMED) && !near;
    let verdict = scene.shape.get(at).and_then(|shape| Verdict::ALL.get(*shape as usize)).copied();
    let shape = scene.shape.get(at).copied().unwrap_or_default();
    let ink = match verdict {
        _ if root => Ink::Text,
        _ if group => Ink::Text3,
        _ if scene.has(mark, flag::NO_DATA) && !lit && !near => Ink::Text2,
        Some(Verdict::Conflict | Verdict::Review | Verdict::Unknown) if scene.palette == Palette::Verdict => {
            Ink::VerdictText(shape)
        }
        _ if lit || near => Ink::Text,
        Some(Verdict::NotShipped) if !quiet => Ink::Text3,
        _ => Ink::Text2,
    };
    MarkLook {
        label: whole.unwrap_or(cut),
        ink: if quiet && !lit && !near && ink == Ink::Text { Ink::Text2 } else { ink },
        bold: scene.has(mark, flag::BOLD) || (lit && !group),
        italic: group,
        opacity: if dimmed { 0.45 } else { 1.0 },
        over: whole.is_some(),
    }
}

/// How an edge is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EdgeLook {
    pub ink: Ink,
    pub width: f32,
    pub dash: &'static [f32],
    pub opacity: f32,
    /// Dots rather than strokes: the ends are round.
    pub round: bool,
    /// Radius of its turns.
    pub radius: f32,
    pub arrow: bool,
}

/// The look of an edge by its value in `Scene::line`. `dimmed`: one of its marks is; `quiet`: something
/// else is lit.
pub fn edge_look(line: u8, lit: bool, quiet: bool, dimmed: bool) -> EdgeLook {
    let (dash, width): (&'static [f32], f32) = match line {
        edge::DEVELOPMENT => (&[4.0, 3.0], 1.0),
        edge::OPTIONAL => (&[1.0, 3.0], 1.5),
        edge::CONTAINS => (&[8.0, 4.0], 1.0),
        edge::CYCLE => (&[], 1.5),
        _ => (&[], 1.0),
    };
    let unknown = Verdict::ALL.iter().position(|verdict| *verdict == Verdict::Unknown).unwrap_or_default() as u8;
    let ink = match line {
        _ if lit => Ink::Lit,
        edge::CYCLE => Ink::Verdict(unknown),
        _ => Ink::Edge,
    };
    EdgeLook {
        ink,
        width: if lit { 2.0 } else { width },
        dash,
        opacity: if lit {
            1.0
        } else if dimmed {
            0.45
        } else if quiet {
            0.7
        } else {
            1.0
        },
        round: line == edge::OPTIONAL,
        radius: if line == edge::CYCLE { 24.0 } else { 10.0 },
        arrow: lit,
    }
}
