//! The inventory: every component as a row; sorted, filtered and cut to a window here, not on the page.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::facts::Facts;
use super::query::Query;
use super::vulnerabilities;
use super::words::{license_cell, visible};
use crate::graph::NodeIndex;
use crate::licenses::{LicenseClass, Verdict};
use crate::model::Ecosystem;
use crate::versions;

/// Which rows to show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InventoryRequest {
    pub query: String,
    pub sort: Column,
    pub descending: bool,
    /// First row, from 0.
    pub offset: usize,
    /// At most this many rows.
    pub limit: usize,
}

/// The columns; each can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Column {
    #[default]
    Verdict,
    Name,
    Version,
    License,
    Class,
    Scope,
    Depth,
    NeededBy,
    Brings,
    /// Shown where a file says anything of vulnerabilities.
    Vulnerabilities,
    File,
}

impl Column {
    pub const ALL: [Self; 11] = [
        Self::Verdict,
        Self::Name,
        Self::Version,
        Self::License,
        Self::Class,
        Self::Scope,
        Self::Depth,
        Self::NeededBy,
        Self::Brings,
        Self::Vulnerabilities,
        Self::File,
    ];

    pub fn title(self) -> &'static str {
        match self {
            Self::Verdict => "Verdict",
            Self::Name => "Component",
            Self::Version => "Version",
            Self::License => "Licence",
            Self::Class => "Class",
            Self::Scope => "Scope",
            Self::Depth => "Depth",
            Self::NeededBy => "Needed by",
            Self::Brings => "Brings",
            Self::Vulnerabilities => "Vulnerabilities",
            Self::File => "Read from",
        }
    }
}

/// A window of rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InventoryPage {
    pub total: usize,
    pub matching: usize,
    pub offset: usize,
    pub rows: Vec<Row>,
    /// Matching third-party rows by verdict, in the order of `Verdict::ALL`.
    pub verdicts: Vec<(Verdict, usize)>,
    /// Does any file say anything of vulnerabilities?
    pub has_vulnerabilities: bool,
    /// Why the query was not understood; then all rows match.
    pub error: Option<String>,
}

/// One component.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    pub node: NodeIndex,
    pub verdict: Verdict,
    pub name: String,
    pub version: String,
    pub license: String,
    /// False where `license` says why there is none.
    pub is_license: bool,
    pub class: LicenseClass,
    pub own: bool,
    /// One of many on its side of a clash that another component bears.
    pub involved: bool,
    pub direct: bool,
    pub scope: String,
    pub depth: Option<u32>,
    pub needed_by: usize,
    /// What would leave with it.
    pub brings: usize,
    /// `critical, 2 in all`, `not affected`, `not checked`.
    pub vulnerabilities: String,
    pub file: String,
    pub package_url: String,
}

/// The rows the request asks for. Costs nodes · log for the sort.
pub fn inventory(facts: &Facts, request: &InventoryRequest) -> InventoryPage {
    let (nodes, error) = matching(facts, request);
    let mut verdicts = Verdict::ALL.map(|verdict| (verdict, 0));
    for node in &nodes {
        let judged = facts.judgement.components.get(*node as usize).filter(|judged| !judged.own);
        let verdict = judged.map(|judged| judged.verdict);
        if let Some((_, count)) = verdicts.iter_mut().find(|(known, _)| Some(*known) == verdict) {
            *count += 1;
        }
    }
    let has_vulnerabilities = vulnerabilities::has_data(facts);
    let shown = nodes.iter().skip(request.offset).take(request.limit);
    InventoryPage {
        total: facts.graph.nodes.len(),
        matching: nodes.len(),
        offset: request.offset,
        rows: shown.map(|node| row(facts, *node, has_vulnerabilities)).collect(),
        verdicts: verdicts.to_vec(),
        has_vulnerabilities,
        error,
    }
}

/// Every row the query accepts, sorted: for exports.
pub fn all_rows(facts: &Facts, request: &InventoryRequest) -> Vec<Row> {
    let has_vulnerabilities = vulnerabilities::has_data(facts);
    matching(facts, request).0.into_iter().map(|node| row(facts, node, has_vulnerabilities)).collect()
}

fn matching(facts: &Facts, request: &InventoryRequest) -> (Vec<NodeIndex>, Option<String>) {
    let (query, error) = match Query::parse(&request.query) {
        Ok(query) => (query, None),
        Err(error) => (Query::default(), Some(error.words())),
    };
    let mut nodes = query.nodes(facts);
    sort(facts, &mut nodes, request.sort);
    if request.descending {
        nodes.reverse();
    }
    (nodes, error)
}

fn sort(facts: &Facts, nodes: &mut [NodeIndex], column: Column) {
    let judged = |node: NodeIndex| facts.judgement.components.get(node as usize);
    let found = |node: NodeIndex| facts.graph.nodes.get(node as usize);
    let index = facts.index();
    nodes.sort_unstable_by_key(|node| index.rank(*node));
    match column {
        Column::Verdict => nodes.sort_by_key(|node| std::cmp::Reverse(judged(*node).map(|judged| judged.verdict))),
        Column::Name => {}
        Column::Version => {
            let places = version_places(facts, nodes);
            nodes.sort_by_key(|node| versioned(facts, *node).and_then(|version| places.get(&version)));
        }
        Column::License => {
            let places = license_places(facts);
            let place = |node: NodeIndex| places.get(facts.judgement.components.position(node as usize)?);
            nodes.sort_by_key(|node| place(*node));
        }
        Column::Class => nodes.sort_by_key(|node| std::cmp::Reverse(judged(*node).map(|judged| judged.class))),
        Column::Scope => nodes.sort_by_key(|node| std::cmp::Reverse(found(*node).map(|found| found.scope))),
        Column::Depth => nodes.sort_by_key(|node| found(*node).and_then(|found| found.depth).unwrap_or(u32::MAX)),
        Column::NeededBy => nodes.sort_by_key(|node| std::cmp::Reverse(facts.graph.dependent_count(*node))),
        Column::Brings => nodes.sort_by_key(|node| std::cmp::Reverse(facts.leaves_with.get(*node as usize).copied())),
        Column::Vulnerabilities if vulnerabilities::has_data(facts) => {
            let hues = vulnerabilities::hues(facts);
            nodes.sort_by_key(|node| hues.get(*node as usize));
        }
        Column::Vulnerabilities => {}
        Column::File => {
            let file = |node: NodeIndex| facts.file_of(node).map(|file| file.name.as_str());
            nodes.sort_by(|one, other| file(*one).cmp(&file(*other)));
        }
    }
}

fn versioned(facts: &Facts, node: NodeIndex) -> Option<(Ecosystem, &str)> {
    let component = &facts.graph.nodes.get(node as usize)?.component;
    Some((component.ecosystem, component.version.as_deref()?))
}

/// For each different version its place when those of an ecosystem are sorted as it orders them.
fn version_places<'a>(facts: &'a Facts, nodes: &[NodeIndex]) -> HashMap<(Ecosystem, &'a str), usize> {
    let mut places: HashMap<_, usize> =
        nodes.iter().filter_map(|node| versioned(facts, *node)).map(|version| (version, 0)).collect();
    let mut sorted: Vec<(Ecosystem, &str)> = places.keys().copied().collect();
    sorted.sort_by(|(kind, one), (other_kind, other)| {
        kind.cmp(other_kind).then_with(|| versions::compare(*kind, one, other)).then_with(|| one.cmp(other))
    });
    for (place, version) in sorted.into_iter().enumerate() {
        places.insert(version, place);
    }
    places
}

/// For each different conclusion its place when all are sorted by licence; alike ones share a place.
fn license_places(facts: &Facts) -> Vec<usize> {
    let cells: Vec<(String, bool)> = facts.judgement.components.different().iter().map(license_cell).collect();
    let mut sorted: Vec<&(String, bool)> = cells.iter().collect();
    sorted.sort_unstable();
    cells.iter().map(|cell| sorted.partition_point(|known| *known < cell)).collect()
}

fn row(facts: &Facts, node: NodeIndex, has_vulnerabilities: bool) -> Row {
    let (Some(found), Some(judged)) =
        (facts.graph.nodes.get(node as usize), facts.judgement.components.get(node as usize))
    else {
        return Row { node, ..Row::default() };
    };
    let (license, is_license) = license_cell(judged);
    Row {
        node,
        verdict: judged.verdict,
        name: visible(&found.component.name),
        version: found.component.version.as_deref().map(visible).unwrap_or_default(),
        license,
        is_license,
        class: judged.class,
        own: judged.own,
        involved: judged.involved,
        direct: facts.graph.is_direct(node),
        scope: found.scope.as_str().to_owned(),
        depth: found.depth,
        needed_by: facts.graph.dependent_count(node) as usize,
        brings: facts.leaves_with.get(node as usize).copied().unwrap_or(0) as usize,
        vulnerabilities: match has_vulnerabilities {
            true => vulnerabilities::cell(facts, node),
            false => "not checked".to_owned(),
        },
        file: facts.file_of(node).map(|file| visible(&file.name)).unwrap_or_default(),
        package_url: found.component.package_url.as_ref().map(ToString::to_string).unwrap_or_default(),
    }
}
