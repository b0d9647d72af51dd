//! Everything the judgement of one graph rests on, gathered once: relations, expressions, who is first-party.

use std::collections::BTreeMap;

use super::compatibility::{Target, Usage};
use super::dispute::dispute;
use super::evidence::{Readings, Stated, conclude};
use super::expression::Expression;
use super::relation::{Relations, relations};
use super::{Context, Evidence, Relation};
use crate::graph::{Graph, NodeIndex, dominators};

/// A graph with what its documents state, under one context.
pub struct Case<'a> {
    pub graph: &'a Graph,
    pub context: &'a Context,
    pub target: Target,
    pub relations: Relations,
    /// The different expressions; nodes refer to them by position.
    pub expressions: Vec<Expression>,
    /// One for each node.
    pub facts: Vec<Fact>,
    fix_points: Vec<Option<NodeIndex>>,
}

/// What is known of one node before any verdict.
#[derive(Clone, Debug)]
pub struct Fact {
    pub own: bool,
    /// As judged: what no root reaches and is not for development keeps `Relation::None`, judged as linked.
    pub relation: Relation,
    pub expression: Option<usize>,
    pub evidence: Evidence,
    pub read_as_all: Option<Expression>,
    /// How its sources disagree, in one sentence.
    pub dispute: Option<String>,
}

impl<'a> Case<'a> {
    /// Gathers the facts. Costs nodes and edges five times over, and each different text once.
    pub fn new(graph: &'a Graph, context: &'a Context, holds_licenses: &[bool]) -> Self {
        let relations = relations(graph);
        let mut readings = Readings::default();
        let mut positions: BTreeMap<Expression, usize> = BTreeMap::new();
        let mut expressions = Vec::new();
        let mut facts = Vec::with_capacity(graph.nodes.len());
        for (position, node) in graph.nodes.iter().enumerate() {
            let mut stated = conclude(node, holds_licenses, context.evidence, &mut readings);
            let expression = stated.expression.take().map(|expression| {
                *positions.entry(expression).or_insert_with_key(|expression| {
                    expressions.push(expression.clone());
                    expressions.len() - 1
                })
            });
            let reached = relations.of.get(position).copied().unwrap_or_default();
            let relation = match reached {
                Relation::None if !node.component.scope.is_shipped() => Relation::Tool,
                reached => reached,
            };
            let own = relations.own.get(position) == Some(&true);
            let dispute = dispute(node, &mut readings);
            let Stated { evidence, read_as_all, .. } = stated;
            facts.push(Fact { own, relation, expression, evidence, read_as_all, dispute });
        }
        let fix_points = fix_points(graph, &relations.own);
        Self { graph, context, target: Target::new(&context.outbound), relations, expressions, facts, fix_points }
    }

    /// How a component with this relation is used.
    pub fn usage(&self, relation: Relation) -> Usage {
        Usage::new(relation, self.context.use_case, self.context.modified)
    }

    /// Nodes with their facts.
    pub fn nodes(&self) -> impl Iterator<Item = (NodeIndex, &Fact)> {
        self.facts.iter().enumerate().map(|(node, fact)| (node as NodeIndex, fact))
    }

    /// The facts of a node.
    pub fn fact(&self, node: NodeIndex) -> Option<&Fact> {
        self.facts.get(node as usize)
    }

    /// Is it first-party?
    pub fn is_own(&self, node: NodeIndex) -> bool {
        self.fact(node).is_some_and(|fact| fact.own)
    }

    /// The expression at a position.
    pub fn expression(&self, position: usize) -> Option<&Expression> {
        self.expressions.get(position)
    }

    /// The node that all routes to this one pass through, nearest to our own code: a direct dependency where one
    /// dominates. `None` where routes part at our own code already.
    pub fn fix_point(&self, node: NodeIndex) -> Option<NodeIndex> {
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
