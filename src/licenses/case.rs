//! One judgement's view of a graph: what its documents say, what people settled, and the context, kind by kind.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::compatibility::{Target, Usage};
use super::evaluation::{Leaning, Pick};
use super::expression::Expression;
use super::grounds::Grounds;
use super::kinds::Kind;
use super::relation::Relations;
use super::settled::Settled;
use super::works::Walked;
use super::{Context, Evidence, Relation, UseCase};
use crate::graph::{Graph, NodeIndex};

/// A graph with what its documents state and people settled, under one context.
pub struct Case<'a> {
    pub graph: &'a Graph,
    pub context: &'a Context,
    pub target: Target,
    pub settled: &'a Settled,
    grounds: &'a Grounds,
    /// One for each kind of components; those that something is settled for come last.
    kinds: Vec<Fact<'a>>,
    /// By node, a position in `kinds`.
    of: Cow<'a, [u32]>,
}

/// What is known of the components of one kind before any verdict.
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
    /// Puts the three together. Costs the kinds, and the nodes that something is settled for.
    pub fn new(graph: &'a Graph, grounds: &'a Grounds, settled: &'a Settled, context: &'a Context) -> Self {
        let kinds = grounds.kinds.list.iter().map(|kind| stated(grounds, context, *kind)).collect();
        let of = Cow::Borrowed(grounds.kinds.of.as_slice());
        let mut case = Self { graph, context, target: Target::new(&context.outbound), settled, grounds, kinds, of };
        case.settle();
        case
    }

    /// Kinds of their own for what was corrected or chosen.
    fn settle(&mut self) {
        let settled = self.settled;
        let mut known: BTreeMap<(usize, usize, Option<&Evidence>), u32> = BTreeMap::new();
        for node in settled.nodes() {
            let Some((kind, fact)) = self.grounds.kinds.of(node).and_then(|at| Some((at, *self.kinds.get(at)?))) else {
                continue;
            };
            let (fact, key) = match (settled.corrected(node), settled.chosen(node)) {
                (Some((expression, evidence)), _) => {
                    let fact =
                        Fact { expression: Some(expression), evidence, read_as_all: None, dispute: None, ..fact };
                    (fact, (kind, expression, Some(evidence)))
                }
                // A settled choice says which reading of the list is meant.
                (None, Some(expression)) if fact.expression != Some(expression) => {
                    let fact = Fact { expression: Some(expression), read_as_all: None, ..fact };
                    (fact, (kind, expression, None))
                }
                _ => continue,
            };
            let position = *known.entry(key).or_insert_with(|| {
                self.kinds.push(fact);
                self.kinds.len() as u32 - 1
            });
            if let Some(of) = self.of.to_mut().get_mut(node as usize) {
                *of = position;
            }
        }
    }

    /// How tightly everything is joined.
    pub fn relations(&self) -> &'a Relations {
        &self.grounds.relations
    }

    /// Works walked before, see `Works`.
    pub fn walked(&self) -> &'a Walked {
        &self.grounds.walked
    }

    /// The facts of each kind.
    pub fn kinds(&self) -> &[Fact<'a>] {
        &self.kinds
    }

    /// The kind of each node, a position in `kinds`.
    pub fn kind_of(&self) -> &[u32] {
        &self.of
    }

    /// The kind of one node, as `kind_of`.
    pub fn kind(&self, node: NodeIndex) -> Option<usize> {
        self.of.get(node as usize).map(|kind| *kind as usize)
    }

    /// The facts of a node.
    pub fn fact(&self, node: NodeIndex) -> Option<Fact<'a>> {
        self.kinds.get(self.kind(node)?).copied()
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

/// What the documents say of a kind.
fn stated<'a>(grounds: &'a Grounds, context: &Context, kind: Kind) -> Fact<'a> {
    let usage = usage_of(context, kind);
    let said = grounds.said.get(kind.said as usize);
    Fact {
        own: kind.own,
        relation: usage.relation,
        usage,
        expression: said.and_then(|said| said.expression),
        evidence: said.map_or(&Evidence::NotInFile, |said| &said.evidence),
        read_as_all: said.and_then(|said| said.read_as_all.as_ref()),
        dispute: said.and_then(|said| said.dispute.as_deref()),
    }
}

/// What runs in the browser is shipped, whoever hosts the rest, and a bundler merges it into our own files.
fn usage_of(context: &Context, kind: Kind) -> Usage {
    let is_client = context.client_side
        && !kind.own
        && kind.relation != Relation::Tool
        && kind.relation != Relation::Process
        && (kind.relation == Relation::Merged || kind.is_npm);
    match (is_client, context.use_case) {
        (true, UseCase::Saas | UseCase::Binary) => Usage::new(Relation::Merged, UseCase::Binary, context.modified),
        (_, use_case) => Usage::new(kind.relation, use_case, context.modified),
    }
}
