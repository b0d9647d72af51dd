//! What goes out together: one work for each root, of what that root needs tightly enough.
//!
//! Roots nobody claims are the top of one product not in the file. What no root reaches joins the only work, or
//! is a work of its own: assumed, and said so in the findings. Neither context nor licence changes what a work holds.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::sync::Arc;

use super::Relation;
use super::case::Case;
use super::relation::reach;
use crate::graph::NodeIndex;

/// How many steps are spent on looking at roots one by one; the roots beyond are judged as one work.
pub const STEP_BUDGET: usize = 20_000_000;

/// Up to how many nodes in all works are kept for the next judgement; the works beyond are walked again.
const MOST_KEPT: usize = 4_000_000;

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
    /// In order, each once.
    pub nodes: Vec<NodeIndex>,
    pub previous: Vec<Option<NodeIndex>>,
}

/// What the first works hold, as long as relations stay the same.
#[derive(Debug, Default)]
pub struct Walked(RefCell<Vec<Arc<Members>>>);

/// The works of a graph, handed out one at a time.
#[derive(Debug)]
pub struct Works {
    own: VecDeque<NodeIndex>,
    other: VecDeque<Work>,
    steps: usize,
    /// How many were handed out.
    count: usize,
    /// Nodes kept so far.
    kept: usize,
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
        let mut works = Self { own, other: VecDeque::new(), steps: 0, count: 0, kept: 0 };
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
    pub fn next(&mut self, case: &Case<'_>) -> Option<(Work, Arc<Members>)> {
        let work = if self.steps > STEP_BUDGET && self.own.len() > 1 {
            Work { starts: self.own.drain(..).collect(), joined: true, ..Work::default() }
        } else if let Some(root) = self.own.pop_front() {
            Work { starts: vec![root], ..Work::default() }
        } else {
            self.other.pop_front()?
        };
        let members = self.members(case, &work);
        let edges = members.nodes.iter().map(|node| case.graph.dependencies(*node).len()).sum::<usize>();
        // Clearing the marks of all nodes costs less than walking, not nothing.
        let steps = edges.saturating_add(members.nodes.len()).saturating_add(case.graph.nodes.len() / 8);
        self.steps = self.steps.saturating_add(steps);
        Some((work, members))
    }

    /// Works come in the same order every time, so the position says which one it is.
    fn members(&mut self, case: &Case<'_>, work: &Work) -> Arc<Members> {
        let position = self.count;
        self.count += 1;
        let known = case.walked().0.borrow().get(position).cloned();
        let members = known.unwrap_or_else(|| Arc::new(work.members(case)));
        self.kept = self.kept.saturating_add(members.nodes.len()).saturating_add(members.previous.len());
        let mut walked = case.walked().0.borrow_mut();
        if walked.len() == position && self.kept <= MOST_KEPT {
            walked.push(Arc::clone(&members));
        }
        members
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
            let is_unreached = |node: &NodeIndex| {
                let fact = case.fact(*node).filter(|fact| !fact.own && is_combined(fact.relation));
                fact.is_some() && case.is_unreached(*node)
            };
            nodes.extend((0..case.graph.nodes.len() as NodeIndex).filter(is_unreached));
        }
        nodes.sort_unstable();
        nodes.dedup();
        Members { nodes, previous }
    }
}
