//! Everything the judgement of one graph rests on, gathered once: relations, expressions, who is first-party.

use std::collections::BTreeMap;

use super::compatibility::{Target, Usage};
use super::evidence::{Readings, conclude};
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
    dominators: Vec<Option<NodeIndex>>,
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
            let stated = conclude(node, holds_licenses, &mut readings);
            let expression = stated.expression.map(|expression| {
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
            facts.push(Fact { own, relation, expression, evidence: stated.evidence, read_as_all: stated.read_as_all });
        }
        let dominators = dominators(graph);
        Self { graph, context, target: Target::new(&context.outbound), relations, expressions, facts, dominators }
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
        let mut at = node;
        for _ in 0..self.graph.nodes.len() {
            match self.dominators.get(at as usize).copied().flatten() {
                Some(above) if above != at && !self.is_own(above) => at = above,
                _ => break,
            }
        }
        let direct = self.graph.is_direct(at)
            || self.graph.dependents(at).any(|edge| self.is_own(edge.from))
            || self.graph.roots.contains(&at);
        (at != node || direct).then_some(at)
    }
}
