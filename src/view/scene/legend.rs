//! What the colour of a mark means, and how many marks have it.

use super::{LegendKey, Palette};
use crate::graph::{Graph, NodeIndex, Subset};
use crate::licenses::{Judgement, LicenseClass, Verdict};
use crate::model::Scope;

/// The scopes in the order of the legend.
pub const SCOPES: [Scope; 8] = [
    Scope::Runtime,
    Scope::Optional,
    Scope::Peer,
    Scope::Provided,
    Scope::Build,
    Scope::Development,
    Scope::Test,
    Scope::Unknown,
];

/// The verdict of a node; *unknown* where nothing was judged, never *allowed*.
pub fn verdict(judgement: &Judgement, node: NodeIndex) -> Verdict {
    judgement.components.get(node as usize).map_or(Verdict::Unknown, |judged| judged.verdict)
}

/// The colour of every node in a palette, and what the colours say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hues {
    /// By node: a position in `keys`.
    pub of: Vec<u8>,
    /// Not counted yet.
    pub keys: Vec<LegendKey>,
}

impl Hues {
    /// Those that need nothing but graph and judgement: verdict, class, scope; any other palette gives verdicts.
    pub fn new(graph: &Graph, judgement: &Judgement, palette: Palette) -> Self {
        let nodes = 0..graph.nodes.len() as NodeIndex;
        let judged = |node: NodeIndex| judgement.components.get(node as usize);
        match palette {
            Palette::Class => {
                let class = |node| judged(node).map_or(LicenseClass::Unknown, |judged| judged.class);
                let at = |node| LicenseClass::ALL.iter().position(|known| *known == class(node));
                Self {
                    of: nodes.map(|node| at(node).unwrap_or_default() as u8).collect(),
                    keys: LicenseClass::ALL.iter().map(|class| key("c", class.as_str(), class.title())).collect(),
                }
            }
            Palette::Scope => {
                let scope = |node: NodeIndex| graph.nodes.get(node as usize).map_or(Scope::Unknown, |node| node.scope);
                let at = |node| SCOPES.iter().position(|known| *known == scope(node));
                Self {
                    of: nodes.map(|node| at(node).unwrap_or_default() as u8).collect(),
                    keys: SCOPES.iter().map(|scope| key("s", scope.as_str(), scope.as_str())).collect(),
                }
            }
            _ => {
                let at = |node| Verdict::ALL.iter().position(|known| *known == verdict(judgement, node));
                Self {
                    of: nodes.map(|node| at(node).unwrap_or_default() as u8).collect(),
                    keys: Verdict::ALL.iter().map(|verdict| key("v", verdict.as_str(), verdict.title())).collect(),
                }
            }
        }
    }

    /// The position of a node's colour.
    pub fn hue(&self, node: NodeIndex) -> u8 {
        self.of.get(node as usize).copied().unwrap_or_default()
    }
}

/// The letter that says a hue where the shape does not. `None` for verdicts.
pub fn letter(palette: Palette, hue: u8) -> Option<&'static str> {
    const LETTERS: [&str; 8] = ["A", "B", "C", "D", "E", "F", "G", "…"];
    const DIGITS: [&str; 8] = ["1", "2", "3", "4", "5", "6", "7", "…"];
    let hue = hue as usize;
    match palette {
        Palette::Verdict => None,
        Palette::Class => LicenseClass::ALL.get(hue).map(|class| class.letter()),
        Palette::Scope => ["R", "O", "P", "V", "B", "D", "T", "?"].get(hue).copied(),
        Palette::Ecosystem | Palette::File => LETTERS.get(hue).copied(),
        Palette::Depth => DIGITS.get(hue).copied(),
        Palette::Duplicates => ["1", "2"].get(hue).copied(),
        Palette::Difference => ["=", "+", "\u{2212}", "~", "§", "·"].get(hue).copied(),
        Palette::Severity => ["C", "H", "M", "L", "N", "U", "–", "?"].get(hue).copied(),
    }
}

/// The legend: every hue with its words, counted over the drawn nodes and over all nodes; own
/// packages are left out of both.
pub fn legend(graph: &Graph, judgement: &Judgement, hues: &Hues, subset: &Subset) -> Vec<LegendKey> {
    let mut keys = hues.keys.clone();
    let own = own(graph, judgement);
    let counted = |node: &NodeIndex| !own.get(*node as usize).copied().unwrap_or(true);
    for node in (0..graph.nodes.len() as NodeIndex).filter(counted) {
        if let Some(key) = keys.get_mut(hues.hue(node) as usize) {
            key.all += 1;
        }
    }
    for node in subset.nodes.iter().filter(|node| counted(node)) {
        if let Some(key) = keys.get_mut(hues.hue(*node) as usize) {
            key.in_view += 1;
        }
    }
    keys
}

/// The entry for the ring: components involved in a conflict that another one bears.
pub fn ring(judgement: &Judgement, subset: &Subset) -> LegendKey {
    let is_involved = |node: NodeIndex| judgement.components.get(node as usize).is_some_and(|judged| judged.involved);
    LegendKey {
        in_view: subset.nodes.iter().filter(|node| is_involved(**node)).count() as u32,
        all: judgement.components.iter().filter(|judged| judged.involved).count() as u32,
        ..key("v", "involved", "involved in a conflict")
    }
}

/// For each node: is it a root or an own package? These are judged as part of the product and take no
/// part in the legend.
pub fn own(graph: &Graph, judgement: &Judgement) -> Vec<bool> {
    let mut own: Vec<bool> = graph.nodes.iter().map(|node| node.component.own).collect();
    for (own, judged) in own.iter_mut().zip(&judgement.components) {
        *own |= judged.own;
    }
    for root in &graph.roots {
        if let Some(own) = own.get_mut(*root as usize) {
            *own = true;
        }
    }
    own
}

/// An entry that nothing was counted for.
pub fn key(prefix: &str, name: &str, title: &str) -> LegendKey {
    LegendKey { key: format!("{prefix}-{name}"), title: title.to_owned(), in_view: 0, all: 0 }
}
