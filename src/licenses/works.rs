//! What goes out together: one work for each root, of what that root needs tightly enough.
//!
//! Roots nobody claims are the top of one product not in the file. What no root reaches joins the only work, or
//! is a work of its own: assumed, and said so in the findings.

use std::collections::VecDeque;

use super::Relation;
use super::case::Case;
use super::relation::reach;
use crate::graph::NodeIndex;

/// How many steps are spent on looking at roots one by one; the roots beyond are judged as one work.
pub const STEP_BUDGET: usize = 20_000_000;

/// One work, by where it starts.
#[derive(Clone, Debug, Default)]
pub struct Work {
    starts: Vec<NodeIndex>,
    with_unreached: bool,
    /// Several of our own roots, judged together for want of time.
    pub joined: bool,
}

/// What a work holds, and the node before each on its shortest route.
#[derive(Debug)]
pub struct Members {
    pub nodes: Vec<NodeIndex>,
    pub previous: Vec<Option<NodeIndex>>,
}

/// The works of a graph, handed out one at a time.
#[derive(Debug)]
pub struct Works {
    own: VecDeque<NodeIndex>,
    other: VecDeque<Work>,
    steps: usize,
}

/// Joined tightly enough to be one work.
pub fn is_combined(relation: Relation) -> bool {
    relation >= Relation::Dynamic || relation == Relation::None
}

impl Works {
    /// All works of a graph.
    pub fn new(case: &Case<'_>) -> Self {
        let (own, other): (VecDeque<NodeIndex>, Vec<NodeIndex>) = {
            let (own, other): (Vec<NodeIndex>, Vec<NodeIndex>) =
                case.graph.roots.iter().partition(|root| case.is_own(**root));
            (own.into(), other)
        };
        let shipped = |node: &NodeIndex| case.fact(*node).is_some_and(|fact| fact.relation != Relation::Tool);
        let starts: Vec<NodeIndex> = other.into_iter().filter(shipped).collect();
        let mut works = Self { own, other: VecDeque::new(), steps: 0 };
        if !starts.is_empty() {
            works.other.push_back(Work { starts, ..Work::default() });
        }
        let unreached = Work { with_unreached: true, ..Work::default() };
        match (works.own.len(), works.other.front_mut()) {
            (0, Some(only)) => only.with_unreached = true,
            (1, None) => {
                let starts = works.own.drain(..).collect();
                works.other.push_back(Work { starts, ..unreached });
            }
            _ => works.other.push_back(unreached),
        }
        works
    }

    /// The next work and what it holds; `None` after the last.
    pub fn next(&mut self, case: &Case<'_>) -> Option<(Work, Members)> {
        let work = if self.steps > STEP_BUDGET && self.own.len() > 1 {
            Work { starts: self.own.drain(..).collect(), joined: true, ..Work::default() }
        } else if let Some(root) = self.own.pop_front() {
            Work { starts: vec![root], ..Work::default() }
        } else {
            self.other.pop_front()?
        };
        let members = work.members(case);
        let edges = members.nodes.iter().map(|node| case.graph.dependencies(*node).len()).sum::<usize>();
        // Clearing the marks of all nodes costs less than walking, not nothing.
        let steps = edges.saturating_add(members.nodes.len()).saturating_add(case.graph.nodes.len() / 8);
        self.steps = self.steps.saturating_add(steps);
        Some((work, members))
    }
}

impl Work {
    /// The roots it starts at; none for what no root reaches.
    pub fn starts(&self) -> &[NodeIndex] {
        &self.starts
    }

    /// Walks what the work holds.
    pub fn members(&self, case: &Case<'_>) -> Members {
        let starts = self.starts.iter().copied();
        let (mut nodes, previous) = reach(case.graph, &case.relations().edges, starts, Relation::Dynamic);
        if self.with_unreached {
            let unreached =
                case.nodes().filter(|(node, fact)| !fact.own && case.is_unreached(*node) && is_combined(fact.relation));
            nodes.extend(unreached.map(|(node, _)| node));
        }
        Members { nodes, previous }
    }
}
