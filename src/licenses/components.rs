//! What is concluded about every component, each different conclusion kept once: a hundred thousand components come to a few
//! hundred of them.

use std::ops::Index;

use super::{ComponentJudgement, Evidence, LicenseClass, Relation, Verdict};
use crate::graph::NodeIndex;

/// One conclusion for each node of the graph.
#[derive(Clone, Debug, Default)]
pub struct Components {
    /// The different conclusions; some may be alike, and some of no node.
    different: Vec<ComponentJudgement>,
    /// By node, a position in `different`.
    of: Vec<u32>,
}

/// What is said of a node that is not there.
static UNKNOWN: ComponentJudgement = ComponentJudgement {
    verdict: Verdict::Unknown,
    relation: Relation::None,
    class: LicenseClass::Unknown,
    expression: None,
    evidence: Evidence::NotInFile,
    terms: None,
    reason: String::new(),
    own: false,
    involved: false,
};

impl Components {
    /// `of` holds a position in `different` for each node.
    pub(super) fn new(different: Vec<ComponentJudgement>, of: Vec<u32>) -> Self {
        Self { different, of }
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.of.len()
    }

    pub fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    /// What is concluded about a node.
    pub fn get(&self, node: usize) -> Option<&ComponentJudgement> {
        self.different.get(self.position(node)?)
    }

    /// One for each node, in order.
    pub fn iter(&self) -> impl Iterator<Item = &ComponentJudgement> {
        self.of.iter().map(|position| self.different.get(*position as usize).unwrap_or(&UNKNOWN))
    }

    /// The different conclusions; a node's is at its [`Self::position`].
    pub fn different(&self) -> &[ComponentJudgement] {
        &self.different
    }

    /// For each node, which of the different conclusions is its.
    pub(super) fn positions(&self) -> &[u32] {
        &self.of
    }

    /// Which of the different conclusions is that of a node.
    pub fn position(&self, node: usize) -> Option<usize> {
        self.of.get(node).map(|position| *position as usize)
    }

    /// Concludes something else about one node.
    pub fn change(&mut self, node: usize, change: impl FnOnce(&mut ComponentJudgement)) {
        let mut change = Some(change);
        self.change_all([node as NodeIndex], &mut Vec::new(), |judged| {
            let mut judged = judged.clone();
            change.take()?(&mut judged);
            Some(judged)
        });
    }

    /// Concludes something else about some nodes; nodes of one conclusion stay together. `changed` remembers what became of
    /// each conclusion: empty at first, and kept by the caller for nodes that are to be changed in the same way.
    pub(super) fn change_all(
        &mut self,
        nodes: impl IntoIterator<Item = NodeIndex>,
        changed: &mut Vec<Option<u32>>,
        mut change: impl FnMut(&ComponentJudgement) -> Option<ComponentJudgement>,
    ) {
        for node in nodes {
            let Some(place) = self.of.get_mut(node as usize) else { continue };
            let position = *place as usize;
            if changed.len() <= position {
                changed.resize(self.different.len(), None);
            }
            let known = changed.get(position).copied().flatten();
            *place = known.unwrap_or_else(|| {
                let after = match self.different.get(position).and_then(&mut change) {
                    Some(judged) => {
                        self.different.push(judged);
                        self.different.len() as u32 - 1
                    }
                    None => *place,
                };
                if let Some(changed) = changed.get_mut(position) {
                    *changed = Some(after);
                }
                after
            });
        }
    }
}

impl PartialEq for Components {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Components {}

/// A node that is not there is unknown.
impl Index<usize> for Components {
    type Output = ComponentJudgement;

    fn index(&self, node: usize) -> &ComponentJudgement {
        self.get(node).unwrap_or(&UNKNOWN)
    }
}

impl FromIterator<ComponentJudgement> for Components {
    fn from_iter<I: IntoIterator<Item = ComponentJudgement>>(list: I) -> Self {
        let different: Vec<ComponentJudgement> = list.into_iter().collect();
        let of = (0..different.len() as u32).collect();
        Self { different, of }
    }
}

impl<'a> IntoIterator for &'a Components {
    type Item = &'a ComponentJudgement;
    type IntoIter = Box<dyn Iterator<Item = &'a ComponentJudgement> + 'a>;

    fn into_iter(self) -> Self::IntoIter {
        Box::new(self.iter())
    }
}
