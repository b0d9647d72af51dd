//! The graph view: which part is drawn, and the picture of it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::facts::Facts;
use super::scene::{self, Asked, Palette, Scene};
use crate::graph::{self, NodeIndex, SubsetRequest};
use crate::licenses::Verdict;

/// Marks of a first view: under 150, whatever the file's size.
pub const FIRST_VIEW_MARKS: usize = 140;

/// Which part of the graph to draw.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GraphRequest {
    pub expanded: BTreeSet<NodeIndex>,
    pub collapsed: BTreeSet<NodeIndex>,
    pub focus: Option<NodeIndex>,
    /// Shown with its shortest route, whatever the limit: the selection, a search hit, a finding's routes.
    pub also: BTreeSet<NodeIndex>,
    pub palette: Palette,
    /// Positions in the palette that the legend dims.
    pub dimmed: BTreeSet<u8>,
}

/// The picture, and how much of the whole it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GraphView {
    pub scene: Scene,
    /// Components drawn, groups drawn, components in all.
    pub shown: usize,
    pub groups: usize,
    pub total: usize,
}

/// Draws the part the request asks for. Costs nodes + edges for the choice, marks + edges for the layout.
pub fn graph(facts: &Facts, request: &GraphRequest) -> GraphView {
    let subset = graph::subset(&facts.graph, &subset_request(facts, request));
    let asked = Asked::layered(&facts.graph, &facts.judgement, &subset);
    let picture = scene::scene(&Asked { palette: request.palette, dimmed: &request.dimmed, ..asked }, &mut |_| {});
    GraphView { scene: picture, shown: subset.nodes.len(), groups: subset.groups.len(), total: facts.graph.nodes.len() }
}

fn subset_request(facts: &Facts, request: &GraphRequest) -> SubsetRequest {
    let mut important: Vec<NodeIndex> = request.also.iter().copied().collect();
    for finding in facts.judgement.findings.iter().filter(|finding| finding.verdict >= Verdict::Review) {
        important.extend(finding.components.iter().take(FIRST_VIEW_MARKS));
    }
    SubsetRequest {
        important,
        expanded: request.expanded.clone(),
        collapsed: request.collapsed.clone(),
        focus: request.focus,
        hidden: BTreeSet::new(),
        limit: FIRST_VIEW_MARKS,
    }
}
