//! One judgement's view of a graph: what its documents say, what people settled, and the context, node by node.

use super::basis::Basis;
use super::compatibility::{Target, Usage};
use super::evaluation::{Leaning, Pick};
use super::expression::Expression;
use super::grounds::Grounds;
use super::relation::Relations;
use super::settled::Settled;
use super::{Context, Evidence, Relation, UseCase};
use crate::graph::{Graph, NodeIndex};
use crate::model::Ecosystem;

/// A graph with what its documents state and people settled, under one context.
pub struct Case<'a> {
    pub graph: &'a Graph,
    pub context: &'a Context,
    pub target: Target,
    pub settled: &'a Settled,
    grounds: &'a Grounds,
}

/// What is known of one node before any verdict.
#[derive(Clone, Copy, Debug)]
pub struct Fact<'a> {
    pub own: bool,
    /// As judged: what no root reaches and is not for development keeps `Relation::None`, judged as linked.
    pub relation: Relation,
    pub usage: Usage,
    /// The position of its expression with the choices settled in it.
    pub expression: Option<usize>,
    pub evidence: &'a Evidence,
    pub read_as_all: Option<&'a Expression>,
    /// How its sources disagree, in one sentence.
    pub dispute: Option<&'a str>,
}

impl<'a> Case<'a> {
    /// Puts the three together; nothing is computed yet.
    pub fn new(graph: &'a Graph, grounds: &'a Grounds, settled: &'a Settled, context: &'a Context) -> Self {
        Self { graph, context, target: Target::new(&context.outbound, &grounds.basis), settled, grounds }
    }

    /// What verdicts rest on.
    pub fn basis(&self) -> &'a Basis {
        &self.grounds.basis
    }

    /// How tightly everything is joined.
    pub fn relations(&self) -> &'a Relations {
        &self.grounds.relations
    }

    /// Nodes with their facts.
    pub fn nodes(&self) -> impl Iterator<Item = (NodeIndex, Fact<'a>)> {
        (0..self.grounds.said.len() as NodeIndex).filter_map(|node| Some((node, self.fact(node)?)))
    }

    /// The facts of a node.
    pub fn fact(&self, node: NodeIndex) -> Option<Fact<'a>> {
        let said = self.grounds.said.get(node as usize)?;
        let relation = self.grounds.related.get(node as usize).copied().unwrap_or_default();
        let own = self.is_own(node);
        let usage = self.usage_of(node, relation, own);
        let relation = usage.relation;
        Some(match self.settled.corrected(node) {
            Some((expression, evidence)) => {
                Fact { own, relation, usage, expression: Some(expression), evidence, read_as_all: None, dispute: None }
            }
            None => {
                let expression = self.settled.chosen(node).or(said.expression);
                // A settled choice says which reading of the list is meant.
                let is_open = expression == said.expression;
                Fact {
                    own,
                    relation,
                    usage,
                    expression,
                    evidence: &said.evidence,
                    read_as_all: said.read_as_all.as_ref().filter(|_| is_open),
                    dispute: said.dispute.as_deref(),
                }
            }
        })
    }

    /// What runs in the browser is shipped, whoever hosts the rest, and a bundler merges it into our own files.
    fn usage_of(&self, node: NodeIndex, relation: Relation, own: bool) -> Usage {
        let is_client = self.context.client_side
            && !own
            && relation != Relation::Tool
            && relation != Relation::Process
            && (relation == Relation::Merged
                || self.graph.nodes.get(node as usize).is_some_and(|node| node.component.ecosystem == Ecosystem::Npm));
        match (is_client, self.context.use_case) {
            (true, UseCase::Saas | UseCase::Binary) => {
                Usage::new(Relation::Merged, UseCase::Binary, self.context.modified)
            }
            (_, use_case) => Usage::new(relation, use_case, self.context.modified),
        }
    }

    /// Is it first-party?
    pub fn is_own(&self, node: NodeIndex) -> bool {
        self.relations().own.get(node as usize) == Some(&true)
    }

    /// Joined to the work though no route leads there: assumed, and said so in the findings.
    pub fn is_unreached(&self, node: NodeIndex) -> bool {
        self.relations().of.get(node as usize) == Some(&Relation::None)
    }

    /// The expression at a position, as stated.
    pub fn expression(&self, position: usize) -> Option<&'a Expression> {
        self.settled.expression(position, &self.grounds.expressions)
    }

    /// The same with the settled choices taken: what may still hold.
    pub fn effective(&self, position: usize) -> Option<&'a Expression> {
        self.settled.effective(position).or_else(|| self.expression(position))
    }

    /// The choices settled in the expression at a position.
    pub fn picks(&self, position: usize) -> &'a [Pick] {
        self.settled.picks(position)
    }

    /// What weighs on the choices in the expression at a position, other components left aside.
    pub fn leaning(&self, position: usize) -> Leaning<'a> {
        Leaning {
            picks: self.picks(position),
            preferences: &self.settled.preferences,
            refused: &self.settled.refused,
            ..Leaning::NONE
        }
    }

    /// The place to fix a node, see `Grounds::fix_point`.
    pub fn fix_point(&self, node: NodeIndex) -> Option<NodeIndex> {
        self.grounds.fix_point(node)
    }
}
