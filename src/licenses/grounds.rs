//! What a graph says by itself, gathered once: licences as read, who is first-party, how parts are joined, where to act.
//!
//! No context changes it, so it is kept between judgements. What people settled is laid over it in `settled`; only their
//! rules on relations reach in here, since every route depends on them.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;

use super::basis::Basis;
use super::dispute::dispute;
use super::disputes::Disputes;
use super::evidence::{Readings, Stated, conclude};
use super::expression::Expression;
use super::kinds::Kinds;
use super::outbounds::Accepted;
use super::relation::{Relations, relations};
use super::subject::Packages;
use super::works::Walked;
use super::{Evidence, EvidenceView, Relation, RelationRule};
use crate::graph::{Graph, NodeIndex, dominators};
use crate::model::Scope;

/// The facts of one graph.
#[derive(Debug, Default)]
pub struct Grounds {
    /// The different expressions; nodes refer to them by position.
    pub(super) expressions: Vec<Expression>,
    /// The different statements; nodes refer to them by position.
    pub(super) said: Vec<Said>,
    said_of: Vec<u32>,
    pub(super) relations: Relations,
    pub(super) kinds: Kinds,
    pub(super) walked: Walked,
    /// The rules under which `relations` were found.
    rules: Vec<RelationRule>,
    /// Whose word on licences was taken.
    view: EvidenceView,
    fix_points: Vec<Option<NodeIndex>>,
    packages: OnceCell<Packages>,
    /// The matrix that is judged by.
    pub(super) basis: Basis,
    /// Which licences accept which by it: asked again under every context.
    pub(super) accepted: RefCell<Accepted>,
    /// On which licences the sources differ, likewise.
    pub(super) disputes: RefCell<Disputes>,
}

/// What the documents say of one node; many say the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    /// Position among the different expressions.
    pub expression: Option<usize>,
    pub evidence: Evidence,
    pub read_as_all: Option<Expression>,
    /// How its sources disagree, in one sentence.
    pub dispute: Option<String>,
}

impl Grounds {
    /// Gathers the facts. `holds_licenses[d]` says whether document d's format can carry licences at all. Costs nodes
    /// and edges five times over, and each different text once.
    pub fn new(graph: &Graph, holds_licenses: &[bool], view: EvidenceView) -> Self {
        let mut readings = Readings::default();
        let mut positions: BTreeMap<Expression, usize> = BTreeMap::new();
        let mut expressions = Vec::new();
        let mut known: BTreeMap<Said, u32> = BTreeMap::new();
        let mut said_of = Vec::with_capacity(graph.nodes.len());
        for node in &graph.nodes {
            let mut stated = conclude(node, holds_licenses, view, &mut readings);
            let expression = stated.expression.take().map(|expression| {
                *positions.entry(expression).or_insert_with_key(|expression| {
                    expressions.push(expression.clone());
                    expressions.len() - 1
                })
            });
            let dispute = dispute(node, &mut readings);
            let Stated { evidence, read_as_all, .. } = stated;
            let count = known.len() as u32;
            said_of.push(*known.entry(Said { expression, evidence, read_as_all, dispute }).or_insert(count));
        }
        let mut said: Vec<(Said, u32)> = known.into_iter().collect();
        said.sort_unstable_by_key(|(_, position)| *position);
        let said = said.into_iter().map(|(said, _)| said).collect();
        let mut grounds = Self { expressions, said, said_of, view, ..Self::default() };
        grounds.join(graph, &[]);
        grounds.fix_points = fix_points(graph, &grounds.relations.own);
        grounds
    }

    /// The position of a node's expression among the different ones, as stated: whatever was settled.
    pub fn expression_of(&self, node: NodeIndex) -> Option<usize> {
        self.said.get(*self.said_of.get(node as usize)? as usize)?.expression
    }

    /// Judges by this matrix from now on. What was computed by another is dropped.
    pub fn judge_by(&mut self, basis: &Basis) {
        if self.basis != *basis {
            self.basis = basis.clone();
            self.accepted = RefCell::new(Accepted::by_basis(basis.clone()));
            self.disputes = RefCell::new(Disputes::by_basis(basis.clone()));
        }
    }

    /// The different expressions that are stated, each with its alternatives and parts in one order: where two graphs state
    /// the same, the texts are equal.
    pub fn stated_texts(&self) -> Vec<String> {
        self.expressions.iter().map(|expression| expression.clone().sorted().to_string()).collect()
    }

    /// Whose word on licences was taken.
    pub fn view(&self) -> EvidenceView {
        self.view
    }

    /// Scope and relation of the step between two nodes; the tightest where there are several edges.
    pub fn step(&self, graph: &Graph, from: NodeIndex, to: NodeIndex) -> Option<(Scope, Relation)> {
        let first = graph.out_start.get(from as usize).copied().unwrap_or_default() as usize;
        let edges = graph.dependencies(from).iter().enumerate().filter(|(_, edge)| edge.to == to);
        let steps = edges.filter_map(|(at, edge)| Some((edge.scope, *self.relations.edges.get(first + at)?)));
        steps.max_by_key(|(scope, relation)| (*relation, *scope))
    }

    /// Takes the rules on relations. Where they are those it has, nothing is done.
    pub(super) fn relate(&mut self, graph: &Graph, rules: &[RelationRule]) {
        if self.rules != rules {
            self.join(graph, rules);
        }
    }

    fn join(&mut self, graph: &Graph, rules: &[RelationRule]) {
        let settled = super::relation_rules::lookup(graph, self.packages(graph), rules);
        self.relations = relations(graph, &settled, std::mem::take(&mut self.relations));
        let related: Vec<Relation> = (0..graph.nodes.len())
            .map(|position| match self.relations.of.get(position).copied().unwrap_or_default() {
                Relation::None => {
                    let is_shipped = graph.nodes.get(position).is_some_and(|node| node.component.scope.is_shipped());
                    settled.component(position as NodeIndex).unwrap_or(match is_shipped {
                        true => Relation::None,
                        false => Relation::Tool,
                    })
                }
                reached => reached,
            })
            .collect();
        self.kinds = Kinds::new(graph, &self.said_of, &self.relations, &related);
        self.walked = Walked::default();
        self.rules = rules.to_vec();
    }

    /// The nodes by the names of their packages; gathered at first use.
    pub(super) fn packages(&self, graph: &Graph) -> &Packages {
        self.packages.get_or_init(|| Packages::of(graph))
    }

    /// The node that all routes to this one pass through, nearest to our own code: a direct dependency where one
    /// dominates. `None` where routes part at our own code already.
    pub(super) fn fix_point(&self, node: NodeIndex) -> Option<NodeIndex> {
        self.fix_points.get(node as usize).copied().flatten()
    }
}

/// The fix point of every node; each step up the dominator tree is taken once.
fn fix_points(graph: &Graph, own: &[bool]) -> Vec<Option<NodeIndex>> {
    let is_own = |node: NodeIndex| own.get(node as usize) == Some(&true);
    let dominators = dominators(graph);
    let above = |node: NodeIndex| dominators.get(node as usize).copied().flatten().filter(|above| !is_own(*above));
    let mut top: Vec<Option<NodeIndex>> = vec![None; graph.nodes.len()];
    for node in 0..graph.nodes.len() as NodeIndex {
        let mut path = vec![node];
        let mut at = node;
        let found = loop {
            match (top.get(at as usize).copied().flatten(), above(at)) {
                (Some(known), _) => break known,
                (None, Some(next)) if path.len() <= graph.nodes.len() => {
                    path.push(next);
                    at = next;
                }
                (None, _) => break at,
            }
        };
        for node in path {
            if let Some(top) = top.get_mut(node as usize) {
                *top = Some(found);
            }
        }
    }
    let mut direct = vec![false; graph.nodes.len()];
    let needed = graph.edges.iter().filter(|edge| is_own(edge.from)).map(|edge| edge.to);
    for node in needed.chain(graph.roots.iter().copied()) {
        if let Some(direct) = direct.get_mut(node as usize) {
            *direct = true;
        }
    }
    let place = |(node, top): (usize, Option<NodeIndex>)| {
        top.filter(|top| *top as usize != node || direct.get(node) == Some(&true))
    };
    top.into_iter().enumerate().map(place).collect()
}
