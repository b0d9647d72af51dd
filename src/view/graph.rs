//! The graph view: which part is drawn, and the picture of it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::facts::Facts;
use super::scene::{self, Palette, Scene};
use crate::graph::{self, NodeIndex, Subset, SubsetRequest};
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
    let subset = subset(facts, request);
    let picture = scene::scene(&facts.graph, &facts.judgement, &subset, request.palette, &request.dimmed);
    GraphView { scene: picture, shown: subset.nodes.len(), groups: subset.groups.len(), total: facts.graph.nodes.len() }
}

/// The part itself, as it is drawn and saved.
pub fn subset(facts: &Facts, request: &GraphRequest) -> Subset {
    graph::subset(&facts.graph, &subset_request(facts, request))
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
