//! The graph view: which part is drawn, and the picture of it.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::facts::Facts;
use super::hues::{hues, is_difference};
use super::query::Query;
use super::scene::{self, Asked, Hues, Palette, Scene};
pub use crate::analysis::grouping::Grouping;
use crate::analysis::grouping::grouping;
pub use crate::graph::Reach;
use crate::graph::{self, Collapse, NodeIndex, Subset, SubsetRequest};
use crate::layout::{self, Form, Point};
use crate::licenses::Verdict;

/// Marks of a first view: under 150, whatever the file's size.
pub const FIRST_VIEW_MARKS: usize = 140;
/// Marks of a picture of everything.
pub const MOST_POINTS: usize = 100_000;
/// Boxes of a picture by area; more would be smaller than a pixel.
pub const MOST_BOXES: usize = 20_000;

/// Which part of the graph to draw, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GraphRequest {
    /// The id of a layout; the default for any other word.
    pub layout: String,
    pub expanded: BTreeSet<NodeIndex>,
    pub collapsed: BTreeSet<NodeIndex>,
    pub focus: Option<NodeIndex>,
    /// What of the focus is kept.
    pub reach: Reach,
    /// Shown with its shortest route, whatever the limit: the selection, a search hit, a finding's routes.
    pub also: BTreeSet<NodeIndex>,
    /// Taken out of the picture one by one.
    pub hidden: BTreeSet<NodeIndex>,
    /// Only what this query accepts, with the shortest way to it from a root.
    pub query: String,
    /// Sets drawn as one, but for those that are open (by name).
    pub grouping: Option<Grouping>,
    pub open_sets: BTreeSet<String>,
    pub palette: Palette,
    /// Positions in the palette that the legend dims, or takes out of the picture.
    pub dimmed: BTreeSet<u8>,
    pub dimmed_are_hidden: bool,
    /// A first picture of a large map, in a tenth of the time.
    pub quick: bool,
    /// The files (by id) that `Palette::Difference` compares: before, after. `None`: those of `compare::pair`.
    pub compare: Option<(u32, u32)>,
}

impl GraphRequest {
    /// The same way of looking, at nothing in particular: what names nodes or words of a file is left out.
    pub fn from_the_start(&self) -> Self {
        Self { layout: self.layout.clone(), grouping: self.grouping, palette: self.palette, ..Self::default() }
    }
}

/// The picture, and how much of the whole it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GraphView {
    /// Shared, since the page hands it on a lot.
    pub scene: Rc<Scene>,
    /// The id of the layout it was placed by.
    pub layout: String,
    /// Components drawn, groups drawn, components in all.
    pub shown: usize,
    pub groups: usize,
    pub total: usize,
    /// Components that a filter takes out.
    pub hidden: usize,
    /// Components a query accepted; `None` without a query.
    pub matching: Option<usize>,
    /// Why the query was not understood; then nothing is filtered.
    pub error: Option<String>,
    /// The cap that leaves components out of a picture of everything; 0 where all are in it.
    pub cap: usize,
}

/// Where the nodes of a picture stood, for the one that follows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Places {
    layout: String,
    of: BTreeMap<NodeIndex, Point>,
}

impl Places {
    /// Those of a picture.
    pub fn new(request: &GraphRequest, view: &GraphView) -> Self {
        Self { layout: request.layout.clone(), of: view.scene.places() }
    }
}

/// Draws the part the request asks for; what was in the picture before stays where it stood as far as its layout can.
/// Hears the share that is done. Costs nodes + edges for the choice, and what the layout costs.
pub fn graph(facts: &Facts, request: &GraphRequest, before: &Places, progress: &mut dyn FnMut(f32)) -> GraphView {
    let hues = hues(facts, request.palette, request.compare);
    let chosen = choose(facts, request, &hues);
    let asked = Asked::layered(&facts.graph, &facts.judgement, &chosen.subset);
    let method = layout::method(&request.layout);
    let asked = Asked {
        palette: request.palette,
        hues: Some(&hues),
        dimmed: &request.dimmed,
        method,
        dominators: Some(&facts.dominators),
        is_quick: request.quick,
        previous: (before.layout == request.layout && stays_much(before, &chosen.subset)).then_some(&before.of),
        ..asked
    };
    let picture = scene::scene(&asked, progress);
    let total = facts.graph.nodes.len();
    let kept = total - chosen.hidden;
    GraphView {
        scene: Rc::new(picture),
        layout: method.id.to_owned(),
        shown: chosen.subset.nodes.len(),
        groups: chosen.subset.groups.len(),
        total,
        hidden: chosen.hidden,
        matching: chosen.matching,
        error: chosen.error,
        cap: if chosen.whole && kept > chosen.limit { chosen.limit } else { 0 },
    }
}

/// Is half of what was drawn still there? A few that kept their places would stand far apart.
fn stays_much(before: &Places, now: &Subset) -> bool {
    let kept = now.nodes.iter().filter(|node| before.of.contains_key(node)).count();
    kept > 0 && kept * 2 >= before.of.len()
}

/// The part itself, as it is drawn and saved.
pub fn subset(facts: &Facts, request: &GraphRequest) -> Subset {
    choose(facts, request, &hues(facts, request.palette, request.compare)).subset
}

/// What is drawn, and what was left out by what.
struct Chosen {
    subset: Subset,
    hidden: usize,
    matching: Option<usize>,
    error: Option<String>,
    whole: bool,
    limit: usize,
}

fn choose(facts: &Facts, request: &GraphRequest, hues: &Hues) -> Chosen {
    let mut important: Vec<NodeIndex> = request.also.iter().copied().collect();
    if request.palette == Palette::Difference {
        important.extend((0..facts.graph.nodes.len() as NodeIndex).filter(|node| is_difference(hues.hue(*node))));
    }
    for finding in facts.judgement.findings.iter().filter(|finding| finding.verdict >= Verdict::Review) {
        important.extend(finding.components.iter().take(FIRST_VIEW_MARKS));
    }
    let (matching, error) = match Query::parse(&request.query) {
        Ok(query) if query.is_empty() => (None, None),
        Ok(query) => (Some(query.select(facts)), None),
        Err(error) => (None, Some(error.words())),
    };
    let mut hidden = request.hidden.clone();
    if let Some(matching) = &matching {
        let kept = with_ways(facts, matching);
        hidden.extend(kept.iter().zip(0..).filter(|(kept, _)| !**kept).map(|(_, node)| node));
        important.splice(0..0, matching.iter().zip(0..).filter(|(fits, _)| **fits).map(|(_, node)| node));
    }
    if request.dimmed_are_hidden && !request.dimmed.is_empty() {
        let own = scene::own(&facts.graph, &facts.judgement);
        let nodes = (0..facts.graph.nodes.len() as NodeIndex).filter(|node| !own.get(*node as usize).unwrap_or(&false));
        hidden.extend(nodes.filter(|node| request.dimmed.contains(&hues.hue(*node))));
    }
    let method = layout::method(&request.layout);
    if method.form == Form::Grid {
        // A matrix is looked at for its cycles.
        important.extend(facts.graph.cycles.iter().flatten());
    }
    let (whole, limit) = match method.form {
        Form::Columns => (false, FIRST_VIEW_MARKS),
        Form::Points => (true, MOST_POINTS),
        Form::Boxes => (true, MOST_BOXES),
        Form::Grid => (false, FIRST_VIEW_MARKS),
    };
    let collapse = request.grouping.map(|by| opened(facts, by, &request.open_sets)).unwrap_or_default();
    let number = hidden.range(..facts.graph.nodes.len() as NodeIndex).count();
    let asked = SubsetRequest {
        important,
        expanded: request.expanded.clone(),
        collapsed: request.collapsed.clone(),
        focus: request.focus,
        reach: request.reach,
        hidden,
        limit,
        whole,
        collapse,
    };
    Chosen {
        subset: graph::subset(&facts.graph, &asked),
        hidden: number,
        matching: matching.map(|matching| matching.into_iter().filter(|fits| *fits).count()),
        error,
        whole,
        limit,
    }
}

/// What fits, and one shortest way to each of it from a root. Costs nodes + edges.
fn with_ways(facts: &Facts, matching: &[bool]) -> Vec<bool> {
    let mut kept = matching.to_vec();
    for (_, node) in matching.iter().zip(0..).filter(|(fits, _)| **fits) {
        let mut at: NodeIndex = node;
        while let Some(depth) =
            facts.graph.nodes.get(at as usize).and_then(|node| node.depth).filter(|depth| *depth > 0)
        {
            let nearer =
                |node: &NodeIndex| facts.graph.nodes.get(*node as usize).and_then(|node| node.depth) == Some(depth - 1);
            let before = facts.graph.dependents(at).map(|edge| edge.from).find(nearer);
            let Some(before) = before else { break };
            // What is kept and does not fit was walked up before.
            let is_walked = kept.get(before as usize) == Some(&true) && matching.get(before as usize) == Some(&false);
            if let Some(kept) = kept.get_mut(before as usize) {
                *kept = true;
            }
            if is_walked || matching.get(before as usize) == Some(&true) {
                break;
            }
            at = before;
        }
    }
    kept
}

fn opened(facts: &Facts, by: Grouping, open_sets: &BTreeSet<String>) -> Collapse {
    let mut collapse = grouping(&facts.graph, &facts.dominators, by);
    let is_open: Vec<bool> = collapse.names.iter().map(|name| open_sets.contains(name)).collect();
    for set in &mut collapse.set_of {
        *set = set.filter(|set| is_open.get(*set as usize) == Some(&false));
    }
    collapse
}
