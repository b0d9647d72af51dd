//! Where the complexity is and what could go: what leaves with what, depth, bridges, duplicates, cycles, what-ifs.
//!
//! Numbers come from `graph` and `analysis`; nothing here changes the workspace: a removal is only thought through.

mod lists;
mod picture;
mod what_if;

use serde::{Deserialize, Serialize};

use super::facts::Facts;
use super::words::Link;
pub use crate::graph::Cuttable;
use crate::graph::{self, CycleBreak, NodeIndex, TransitiveCounts};
use crate::licenses::Verdict;

/// Rows of a ranking.
pub const MOST_RANKED: usize = 8;
/// Rows of the tables of direct dependencies, duplicates and cycles, unless all are asked for.
pub const MOST_ROWS: usize = 12;
/// Rows at most, even then.
pub const MOST_ROWS_OF_ALL: usize = 1_000;
/// Leaving components that are listed.
pub const MOST_LEAVING: usize = 200;

/// What to answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComplexityRequest {
    /// Taken out in thought, in this order.
    pub removed: Vec<NodeIndex>,
    /// The component to get rid of, and where may be cut.
    pub rid: Option<NodeIndex>,
    pub cuttable: Cuttable,
    pub picture: PictureKind,
    /// Draw only what would leave with this one.
    pub within: Option<NodeIndex>,
    /// Show all rows.
    pub all: bool,
}

/// How "what leaves if it goes" is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PictureKind {
    #[default]
    Icicle,
    Treemap,
    Table,
}

impl PictureKind {
    pub const ALL: [Self; 3] = [Self::Icicle, Self::Treemap, Self::Table];

    pub fn title(self) -> &'static str {
        match self {
            Self::Icicle => "Icicle",
            Self::Treemap => "Treemap",
            Self::Table => "Table",
        }
    }
}

/// The whole screen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComplexityView {
    pub picture: Picture,
    /// Direct dependencies, the heaviest first.
    pub weights: Vec<WeightRow>,
    pub weights_total: usize,
    pub depths: DepthRows,
    pub bridges: Vec<(Link, usize)>,
    pub most_needed: Vec<(Link, usize, String)>,
    pub needs_most: Vec<(Link, usize, String)>,
    /// Empty, or how counts that are estimates are to be read.
    pub estimate_words: String,
    pub duplicates: Vec<DuplicateRow>,
    pub duplicates_total: usize,
    pub duplicates_words: String,
    pub cycles: Vec<CycleRow>,
    pub cycles_total: usize,
    pub what_if: Option<WhatIf>,
    pub rid: Option<Rid>,
    /// Main counts of each file, where there are several.
    pub files: Vec<FileCounts>,
    pub files_total: usize,
}

/// Boxes of what would leave with what.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    pub boxes: Vec<PictureBox>,
    pub width: f32,
    pub height: f32,
    /// From everything down to what is drawn.
    pub within: Vec<Link>,
    /// What is left out, and that it is.
    pub words: String,
}

/// No number in it is NaN.
impl Eq for Picture {}

/// One box: a component, or several folded into one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PictureBox {
    /// `None`: several components, or everything.
    pub link: Option<Link>,
    pub label: String,
    /// Components it stands for, itself and all that would leave with it.
    pub count: usize,
    pub kind: BoxKind,
    pub level: usize,
    /// The position of the box it would leave with.
    pub parent: Option<usize>,
    pub has_more: bool,
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

/// No number in it is NaN.
impl Eq for PictureBox {}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum BoxKind {
    Everything,
    Root,
    Direct,
    /// Leaves with what it lies in.
    #[default]
    Leaving,
    /// Several that nothing alone holds.
    Shared,
    /// Several that have no room of their own.
    Folded,
}

/// What one direct dependency brings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeightRow {
    pub link: Link,
    pub license: String,
    pub brings: usize,
    pub leaves: usize,
    /// Of itself and what it brings, the part in percent that nothing else needs.
    pub alone: usize,
    /// Of what would leave, itself included, by verdict, gravest first; allowed ones too.
    pub verdicts: Vec<(Verdict, usize)>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DepthRows {
    /// Depth, shipped, all.
    pub rows: Vec<(usize, usize, usize)>,
    pub unreached: usize,
    pub median: usize,
    pub chain: Vec<Link>,
    pub chain_words: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DuplicateRow {
    pub name: String,
    pub ecosystem: String,
    /// One link for each version, and how many need it.
    pub versions: Vec<(Link, usize)>,
    pub dependents: usize,
    /// `simplest: 8 move to 7.6.2`, or who keeps the old one.
    pub words: String,
    /// Who keeps the oldest version.
    pub keepers: Vec<Link>,
    pub keepers_total: usize,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CycleRow {
    pub members: Vec<Link>,
    pub members_total: usize,
    pub entries: Vec<Link>,
    pub entries_total: usize,
    /// (dependent, dependency) to cut.
    pub edges: Vec<(Link, Link)>,
    pub edges_total: usize,
    /// Why fewer may do; empty where all of `edges` are needed.
    pub limit: String,
}

/// Counts as they are and as they would be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhatIf {
    pub removed: Vec<Link>,
    /// (what, before, after).
    pub counts: Vec<(String, usize, usize)>,
    pub leaving: Vec<(Link, String)>,
    pub leaving_total: usize,
    pub verdicts: Vec<(Verdict, usize)>,
}

/// The cheapest way to get rid of a component.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rid {
    pub link: Link,
    pub words: String,
    pub edges: Vec<(Link, Link)>,
    pub edges_total: usize,
    pub leaving: Vec<(Link, String)>,
    pub leaving_total: usize,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileCounts {
    pub name: String,
    pub components: usize,
    pub direct: usize,
    pub transitive: usize,
    pub deepest: usize,
    pub duplicates: usize,
    pub cycles: usize,
    pub dependencies: usize,
}

/// What the screen rests on and no request changes; worked out at first use.
pub struct Questions {
    counts: TransitiveCounts,
    breaks: Vec<CycleBreak>,
    chain: graph::Chain,
    files: Vec<FileCounts>,
    files_total: usize,
}

impl Questions {
    fn new(facts: &Facts) -> Self {
        let (files, files_total) = lists::files(facts);
        Self {
            counts: graph::transitive_counts(&facts.graph),
            breaks: graph::cycle_breaks(&facts.graph),
            chain: graph::longest_chain(&facts.graph),
            files,
            files_total,
        }
    }
}

/// Builds the view. The first one after a change of files costs the transitive counts, see `graph::transitive_counts`;
/// each one nodes + edges, and judging anew where something is taken out.
pub fn complexity(facts: &Facts, request: &ComplexityRequest) -> ComplexityView {
    let questions = facts.questions.get_or_init(|| Questions::new(facts));
    let most = if request.all { MOST_ROWS_OF_ALL } else { MOST_ROWS };
    let mut view = ComplexityView {
        picture: picture::picture(facts, request),
        what_if: what_if::what_if(facts, &request.removed),
        rid: request.rid.and_then(|node| what_if::rid(facts, node, request.cuttable)),
        files: questions.files.clone(),
        files_total: questions.files_total,
        ..ComplexityView::default()
    };
    lists::fill(facts, questions, most, &mut view);
    view
}

/// A component as the screen mentions it.
fn link(facts: &Facts, node: NodeIndex) -> Link {
    Link::new(&facts.graph, &facts.judgement.components, node)
}

/// Its licence in words.
fn license(facts: &Facts, node: NodeIndex) -> String {
    facts.judgement.components.get(node as usize).map(|judged| super::words::license_cell(judged).0).unwrap_or_default()
}

/// How many of these bear each verdict, gravest first; own packages left out.
fn verdicts(facts: &Facts, nodes: &[NodeIndex]) -> Vec<(Verdict, usize)> {
    let mut counts = std::collections::BTreeMap::new();
    let judged = nodes.iter().filter_map(|node| facts.judgement.components.get(*node as usize));
    judged.filter(|judged| !judged.own).for_each(|judged| *counts.entry(judged.verdict).or_insert(0) += 1);
    counts.into_iter().rev().collect()
}
