//! The marks chosen so far.

use crate::graph::NodeIndex;
use crate::model::Scope;

/// Nodes and groups chosen to be drawn. A node is drawn, in one group, or in neither.
pub(super) struct Choice {
    pub drawn: Vec<bool>,
    pub groups: Vec<ChosenGroup>,
    /// Nodes drawn and groups, counted.
    pub marks: usize,
}

/// A group before its contents are counted.
pub(super) struct ChosenGroup {
    pub parent: Option<NodeIndex>,
    pub scope: Scope,
    pub members: Vec<NodeIndex>,
}

impl Choice {
    pub fn new(count: usize) -> Self {
        Self { drawn: vec![false; count], groups: Vec::new(), marks: 0 }
    }

    pub fn is_drawn(&self, node: NodeIndex) -> bool {
        self.drawn[node as usize]
    }

    pub fn draw(&mut self, node: NodeIndex) {
        if !std::mem::replace(&mut self.drawn[node as usize], true) {
            self.marks += 1;
        }
    }

    pub fn add_group(&mut self, parent: Option<NodeIndex>, scope: Scope, members: Vec<NodeIndex>) {
        self.groups.push(ChosenGroup { parent, scope, members });
        self.marks += 1;
    }

    /// After nodes were drawn that stood in groups: each node once, no empty groups, no groups of one.
    pub fn settle_groups(&mut self) {
        let mut grouped = vec![false; self.drawn.len()];
        for group in &mut self.groups {
            let drawn = &self.drawn;
            group
                .members
                .retain(|node| !drawn[*node as usize] && !std::mem::replace(&mut grouped[*node as usize], true));
            group.members.sort_unstable();
        }
        for group in std::mem::take(&mut self.groups) {
            match group.members.as_slice() {
                [] => {}
                [only] => self.drawn[*only as usize] = true,
                _ => self.groups.push(group),
            }
        }
        self.marks = self.drawn.iter().filter(|drawn| **drawn).count() + self.groups.len();
    }
}
