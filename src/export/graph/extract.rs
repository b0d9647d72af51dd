//! What is written of the graph: marks and edges with their attributes, the same for every format.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use crate::graph::{NodeIndex, Subset, SubsetEdge};
use crate::licenses::Verdict;
use crate::model::DependencyKind;
use crate::view::facts::Facts;
use crate::view::graph::{self, GraphRequest};
use crate::view::scene::visible;
use crate::view::words::count;

/// Nodes and edges to write. Marks are numbered: nodes first, then groups of folded components.
pub struct Extract<'a> {
    facts: &'a Facts,
    subset: Subset,
    /// All of the graph, nothing folded.
    pub whole: bool,
    /// Files with their checksums, data and their dates, context, advice.
    pub stamp: &'a [String],
}

/// What an attribute holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueType {
    Text,
    Number,
    Flag,
}

/// An attribute of a mark or an edge. Text is as it was read: a format makes hidden characters visible, or carries them.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    Text(Cow<'a, str>),
    Number(u32),
    Flag(bool),
    /// Not known, or not asked of a group.
    Nothing,
}

impl Value<'_> {
    /// As text, with hidden characters written out; `None` where there is nothing to say.
    pub fn words(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Text(text) if text.is_empty() => None,
            Self::Text(text) => Some(visible(text)),
            Self::Number(number) => Some(number.to_string().into()),
            Self::Flag(flag) => Some(if *flag { "true" } else { "false" }.into()),
            Self::Nothing => None,
        }
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => serializer.serialize_u32(*number),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Nothing => serializer.serialize_none(),
        }
    }
}

/// Attributes of marks, in the order of `Mark::values`. `depth`: edges on the shortest route from a root; `verdict`: as
/// judged for the context in the stamp; `folded`: components that are not written and stand behind this mark.
pub const NODE_ATTRIBUTES: [(&str, ValueType); 13] = [
    ("label", ValueType::Text),
    ("name", ValueType::Text),
    ("version", ValueType::Text),
    ("package_url", ValueType::Text),
    ("ecosystem", ValueType::Text),
    ("scope", ValueType::Text),
    ("depth", ValueType::Number),
    ("license", ValueType::Text),
    ("verdict", ValueType::Text),
    ("direct", ValueType::Flag),
    ("root", ValueType::Flag),
    ("group", ValueType::Flag),
    ("folded", ValueType::Number),
];

/// Attributes of edges, in the order of `edge_values`.
pub const EDGE_ATTRIBUTES: [(&str, ValueType); 3] =
    [("scope", ValueType::Text), ("kind", ValueType::Text), ("in_cycle", ValueType::Flag)];

/// A component, or a group of folded ones.
pub struct Mark<'a> {
    /// `n12` is the component in place 12 of the graph, `g0` the first group: letters and digits only.
    pub id: String,
    /// In the order of `NODE_ATTRIBUTES`.
    pub values: [Value<'a>; NODE_ATTRIBUTES.len()],
    /// `None` for a group.
    pub verdict: Option<Verdict>,
    pub is_root: bool,
    /// `None`: no root reaches it, or a group.
    pub depth: Option<u32>,
}

impl Mark<'_> {
    /// Name and version, or how many are folded; hidden characters are written out.
    pub fn label(&self) -> &str {
        match self.values.first() {
            Some(Value::Text(label)) => label,
            _ => "",
        }
    }
}

impl<'a> Extract<'a> {
    /// What a view draws; all of the graph where there is no request.
    pub fn new(facts: &'a Facts, request: Option<&GraphRequest>, stamp: &'a [String]) -> Self {
        let subset = request.map_or_else(|| whole(facts), |request| graph::subset(facts, request));
        Self { facts, subset, whole: request.is_none(), stamp }
    }

    /// Components in all, written or not.
    pub fn total(&self) -> usize {
        self.facts.graph.nodes.len()
    }

    /// Number of marks.
    pub fn len(&self) -> usize {
        self.subset.nodes.len() + self.subset.groups.len()
    }

    /// Is there nothing to write?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every mark, made as it is asked for.
    pub fn marks(&self) -> impl Iterator<Item = Mark<'a>> {
        (0..self.len() as u32).map(|mark| self.mark(mark))
    }

    /// Between marks.
    pub fn edges(&self) -> &[SubsetEdge] {
        &self.subset.edges
    }

    /// The id of a mark.
    pub fn id(&self, mark: u32) -> String {
        match self.subset.nodes.get(mark as usize) {
            Some(node) => format!("n{node}"),
            None => format!("g{}", (mark as usize).saturating_sub(self.subset.nodes.len())),
        }
    }

    /// One mark.
    pub fn mark(&self, mark: u32) -> Mark<'a> {
        let id = self.id(mark);
        match self.subset.nodes.get(mark as usize) {
            Some(node) => self.component(id, *node, self.subset.folded.get(mark as usize).copied().unwrap_or_default()),
            None => self.group(id, (mark as usize).saturating_sub(self.subset.nodes.len())),
        }
    }

    fn component(&self, id: String, node: NodeIndex, folded: u32) -> Mark<'a> {
        let graph = &self.facts.graph;
        let Some(found) = graph.nodes.get(node as usize) else { return nothing(id) };
        let judged = self.facts.judgement.components.get(node as usize);
        let component = &found.component;
        let verdict = judged.map(|judged| judged.verdict).unwrap_or(Verdict::Unknown);
        let is_root = found.depth == Some(0);
        let text = |text: Option<&'a str>| text.map_or(Value::Nothing, |text| Value::Text(text.into()));
        let label = graph.label(node);
        let label = match visible(&label) {
            Cow::Borrowed(_) => label,
            Cow::Owned(visible) => visible,
        };
        let values = [
            Value::Text(label.into()),
            text(Some(&component.name)),
            text(component.version.as_deref()),
            text(component.package_url.as_ref().map(|url| url.as_str())),
            text(Some(component.ecosystem.as_str())),
            text(Some(found.scope.as_str())),
            found.depth.map_or(Value::Nothing, Value::Number),
            text(judged.and_then(|judged| judged.expression.as_deref())),
            text(Some(verdict.as_str())),
            Value::Flag(graph.is_direct(node)),
            Value::Flag(is_root),
            Value::Flag(false),
            Value::Number(folded),
        ];
        Mark { id, values, verdict: Some(verdict), is_root, depth: found.depth }
    }

    fn group(&self, id: String, position: usize) -> Mark<'a> {
        let Some(group) = self.subset.groups.get(position) else { return nothing(id) };
        let mut mark = nothing(id);
        for (value, (name, _)) in mark.values.iter_mut().zip(NODE_ATTRIBUTES) {
            *value = match name {
                "label" => Value::Text(format!("{}, folded", count(group.count as usize, "component")).into()),
                "scope" => Value::Text(group.scope.as_str().into()),
                "folded" => Value::Number(group.count),
                "direct" | "root" => Value::Flag(false),
                "group" => Value::Flag(true),
                _ => Value::Nothing,
            };
        }
        mark
    }
}

fn nothing<'a>(id: String) -> Mark<'a> {
    let values = [const { Value::Nothing }; NODE_ATTRIBUTES.len()];
    Mark { id, values, verdict: None, is_root: false, depth: None }
}

/// The words of an edge, in the order of `EDGE_ATTRIBUTES`.
pub fn edge_values(edge: &SubsetEdge) -> [Value<'static>; EDGE_ATTRIBUTES.len()] {
    let kind = match edge.kind {
        DependencyKind::DependsOn => "depends on",
        DependencyKind::Contains => "contains",
    };
    [Value::Text(edge.scope.as_str().into()), Value::Text(kind.into()), Value::Flag(edge.in_cycle)]
}

/// Every node and every edge: two components are joined once by each kind of edge there is between them.
fn whole(facts: &Facts) -> Subset {
    const NONE: u32 = u32::MAX;
    let graph = &facts.graph;
    let count = graph.nodes.len();
    let mut cycle_of = vec![NONE; count];
    for (cycle, members) in (0..).zip(&graph.cycles) {
        for member in members {
            if let Some(slot) = cycle_of.get_mut(*member as usize) {
                *slot = cycle;
            }
        }
    }
    let cycle = |node: NodeIndex| cycle_of.get(node as usize).copied().unwrap_or(NONE);
    let edges = (0..count as NodeIndex).flat_map(|node| graph.dependencies(node)).map(|edge| SubsetEdge {
        from: edge.from,
        to: edge.to,
        scope: edge.scope,
        kind: edge.kind,
        in_cycle: cycle(edge.from) != NONE && cycle(edge.from) == cycle(edge.to),
    });
    Subset {
        nodes: (0..count as NodeIndex).collect(),
        folded: vec![0; count],
        groups: Vec::new(),
        edges: edges.collect(),
    }
}
