//! Which part of the graph is drawn: starts small, grows on demand, folds what is left into counts.
//!
//! The first view is chosen as if nothing was expanded or collapsed, so opening or closing one
//! component never moves another out of view.

mod choice;
mod collapse;
mod field;
mod first_view;
mod fold;
mod open_close;

use std::collections::BTreeSet;

use field::Field;
use serde::{Deserialize, Serialize};

use super::{Graph, NodeIndex};
use crate::model::{DependencyKind, Scope};

/// What to show. The default shows roots, direct dependencies and what is important.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SubsetRequest {
    /// Findings first: these nodes are shown with their shortest route from a root, in this order,
    /// as far as the limit goes.
    pub important: Vec<NodeIndex>,
    /// Nodes whose own dependencies are all shown, beyond the limit.
    pub expanded: BTreeSet<NodeIndex>,
    /// Nodes whose dependencies are folded away, unless another visible node or `important` holds them.
    pub collapsed: BTreeSet<NodeIndex>,
    /// Only what `reach` says of this node.
    pub focus: Option<NodeIndex>,
    pub reach: Reach,
    /// Nodes a filter hides; they are not drawn and not counted as folded.
    pub hidden: BTreeSet<NodeIndex>,
    /// Marks (nodes and groups) in the first view; 0 means `FIRST_VIEW`.
    pub limit: usize,
    /// All nodes, those nearest the roots first as far as the limit goes; nothing is chosen or grouped.
    pub whole: bool,
    /// Nodes that are drawn as one; an empty one collapses nothing.
    pub collapse: Collapse,
}

/// How far a focus goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reach {
    /// Everything it needs and everything that needs it.
    #[default]
    Through,
    /// Everything that needs it: what a fault in it affects.
    NeededBy,
    /// Everything it needs: what it reaches.
    Needs,
    /// What is at most so many edges away, whichever way they run.
    Around(u32),
}

/// Nodes that belong together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Collapse {
    /// For each node its set, a position in `names`; `None` stands for itself. A set of one node is none.
    pub set_of: Vec<Option<u32>>,
    /// What each set is called.
    pub names: Vec<String>,
}

/// The drawn part. Marks are numbered: `nodes` first, then `groups`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Subset {
    /// Sorted.
    pub nodes: Vec<NodeIndex>,
    /// For each of `nodes`: how many components are folded away under it. Every hidden component is
    /// counted once, under the mark through which the shortest route to it runs, or in a group.
    pub folded: Vec<u32>,
    pub groups: Vec<Group>,
    /// Between marks; parallel edges merged.
    pub edges: Vec<SubsetEdge>,
}

/// A folded group: dependencies of one parent that do not fit, or a set that is drawn as one.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Of a set; empty for dependencies of one parent.
    pub name: String,
    /// `None`: components that no root reaches, or roots that do not fit.
    pub parent: Option<NodeIndex>,
    /// The scope they share; without a parent the strongest among them.
    pub scope: Scope,
    /// Sorted; each is a direct dependency of `parent`, and in no other group.
    pub members: Vec<NodeIndex>,
    /// Everything folded under the members, themselves included.
    pub count: u32,
}

/// An edge between two marks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SubsetEdge {
    pub from: u32,
    pub to: u32,
    pub scope: Scope,
    pub kind: DependencyKind,
    /// Lies inside a cycle.
    pub in_cycle: bool,
}

/// Marks in the first view where the request names no limit.
pub const FIRST_VIEW: usize = 140;

/// Chooses the marks to draw. Costs nodes + edges.
pub fn subset(graph: &Graph, request: &SubsetRequest) -> Subset {
    if !request.collapse.names.is_empty() {
        return collapse::subset(graph, request);
    }
    choose(graph, request, &[])
}

/// The same where nodes stand for several components: so many each, one where nothing is said.
fn choose(graph: &Graph, request: &SubsetRequest, weights: &[u32]) -> Subset {
    let limit = if request.limit == 0 { FIRST_VIEW } else { request.limit };
    let field = Field::new(graph, request);
    let mut choice = if request.whole {
        first_view::whole(&field, limit)
    } else {
        let mut choice = first_view::first_view(&field, limit);
        open_close::expand(&field, &mut choice);
        choice
    };
    open_close::collapse(&field, &mut choice);
    fold::fold(&field, choice, weights)
}
