//! The rankings and the matrix: what is there in most versions, what most projects share, who holds which.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::rows::version_words;
use super::{Choice, judged, package_name};
use crate::analysis::estate::{Package, PackageTotal};
use crate::graph::{MOST_SETS, NodeIndex};
use crate::licenses::Verdict;
use crate::versions;
use crate::view::words::{list, visible};

/// Rows of a ranking.
pub const MOST_RANKED: usize = 10;
/// Rows and columns of the matrix.
pub const MOST_MATRIX: usize = 24;
/// Versions shown of one package, and projects named for one version.
const MOST_VERSIONS: usize = 6;
const MOST_NAMED: usize = 4;

/// The rankings and the matrix.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Panels {
    /// Packages in several versions, most versions first.
    pub sprawl: Vec<SprawlRow>,
    pub sprawl_total: usize,
    /// Packages of several projects, those of most first.
    pub shared: Vec<SharedRow>,
    pub shared_total: usize,
    pub matrix: Matrix,
}

/// A package that is there in several versions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SprawlRow {
    pub package: u32,
    pub name: String,
    pub ecosystem: String,
    /// Newest first, as far as there is room.
    pub versions: Vec<VersionGroup>,
    pub versions_total: usize,
    pub projects: usize,
    /// Projects that hold the newest of these versions.
    pub newest: usize,
}

/// The projects that hold one version.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionGroup {
    pub version: String,
    pub node: NodeIndex,
    pub projects: usize,
    /// Their short names, as far as there is room.
    pub names: String,
    pub verdict: Verdict,
}

/// A package that several projects use.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedRow {
    pub package: u32,
    pub node: NodeIndex,
    pub name: String,
    pub ecosystem: String,
    pub verdict: Verdict,
    pub projects: usize,
    pub direct: usize,
    pub versions: usize,
    /// Components of the estate that need it, near or far, whatever is filtered.
    pub dependents: usize,
}

/// Packages that most projects use, against projects.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matrix {
    /// Key, name and short name.
    pub projects: Vec<(String, String, String)>,
    pub projects_total: usize,
    pub rows: Vec<MatrixRow>,
    pub packages_total: usize,
}

/// One package against the projects.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatrixRow {
    pub package: u32,
    pub node: NodeIndex,
    pub name: String,
    pub ecosystem: String,
    pub verdict: Verdict,
    /// In the order of the projects; `None`: not used there.
    pub cells: Vec<Option<Cell>>,
}

/// A package in a project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// `4.17.21 and 4.17.20, runtime, direct`.
    pub words: String,
    /// The newest that is held here, counted from the newest version of all, 1.
    pub rank: usize,
    /// Are there several?
    pub is_several: bool,
    pub verdict: Verdict,
}

/// What a project holds of a package, while it is gathered: versions, scope, direct, verdict.
type Held<'v> = (BTreeSet<&'v str>, crate::model::Scope, bool, Verdict);

/// All of it. Costs the packages, nodes and edges.
pub(super) fn panels(choice: &Choice<'_>) -> Panels {
    let packages = &choice.added.totals.packages;
    let several = |test: fn(&PackageTotal) -> bool| packages.iter().filter(move |total| test(total));
    let sprawl = first(several(|total| total.versions > 1), MOST_RANKED, |total| (total.versions, total.projects));
    let most_used = first(packages.iter(), MOST_SETS, |total| (total.projects, total.dependents));
    Panels {
        sprawl: sprawl.into_iter().filter_map(|total| sprawl_row(choice, total)).collect(),
        sprawl_total: several(|total| total.versions > 1).count(),
        shared: shared(choice, &most_used),
        shared_total: several(|total| total.projects > 1).count(),
        matrix: matrix(choice, &most_used),
    }
}

/// The packages with the greatest keys, greatest first, then by name.
fn first<'t>(
    totals: impl Iterator<Item = &'t PackageTotal>,
    most: usize,
    key: fn(&PackageTotal) -> (u32, u32),
) -> Vec<&'t PackageTotal> {
    let mut found: Vec<&PackageTotal> = totals.collect();
    let by = |total: &&PackageTotal| (Reverse(key(total)), total.package);
    if found.len() > most {
        found.select_nth_unstable_by_key(most, by);
        found.truncate(most);
    }
    found.sort_unstable_by_key(by);
    found
}

fn sprawl_row(choice: &Choice<'_>, total: &PackageTotal) -> Option<SprawlRow> {
    let package = choice.package(total)?;
    let mut held: BTreeMap<&str, (NodeIndex, BTreeSet<u32>, Verdict)> = BTreeMap::new();
    for used in choice.uses(package) {
        let (_, projects, verdict) =
            held.entry(choice.version(used.node)).or_insert_with(|| (used.node, BTreeSet::new(), Verdict::NotShipped));
        projects.insert(used.project);
        *verdict = judged(choice.facts, used).0.max(*verdict);
    }
    let newest_first = newest_first(package, held.keys().copied());
    let group = |version: &&str| {
        let (node, projects, verdict) = held.get(version)?;
        let names: Vec<String> = projects.iter().map(|project| visible(choice.short_name(*project))).collect();
        Some(VersionGroup {
            version: version_words(version),
            node: *node,
            projects: projects.len(),
            names: list(&names, MOST_NAMED),
            verdict: *verdict,
        })
    };
    let newest =
        newest_first.first().and_then(|version| held.get(version)).map_or(0, |(_, projects, _)| projects.len());
    Some(SprawlRow {
        package: total.package,
        name: package_name(choice.facts, package),
        ecosystem: package.ecosystem.as_str().to_owned(),
        versions: newest_first.iter().take(MOST_VERSIONS).filter_map(group).collect(),
        versions_total: newest_first.len(),
        projects: total.projects as usize,
        newest,
    })
}

/// Versions in the order of their ecosystem.
fn newest_first<'v>(package: &Package, versions: impl Iterator<Item = &'v str>) -> Vec<&'v str> {
    let mut versions: Vec<&str> = versions.collect();
    versions.sort_by(|one, other| versions::compare(package.ecosystem, other, one));
    versions
}

/// Packages of most projects first; of those with as many, the ones that most components need, near or far.
fn shared(choice: &Choice<'_>, most_used: &[&PackageTotal]) -> Vec<SharedRow> {
    let found: Vec<&PackageTotal> = most_used.iter().copied().filter(|total| total.projects > 1).collect();
    let nodes = |total: &&PackageTotal| {
        let uses = choice.package(total).into_iter().flat_map(|package| choice.uses(package));
        let mut nodes: Vec<NodeIndex> = uses.map(|used| used.node).collect();
        nodes.dedup();
        nodes
    };
    let sets: Vec<Vec<NodeIndex>> = found.iter().map(nodes).collect();
    let dependents = choice.estate.order.dependents_of(&choice.facts.graph, &sets);
    let mut rows: Vec<(&PackageTotal, usize)> = found.into_iter().zip(dependents).collect();
    rows.sort_by_key(|(total, dependents)| Reverse((total.projects, *dependents)));
    let row = |(total, dependents): &(&PackageTotal, usize)| {
        let package = choice.package(total)?;
        Some(SharedRow {
            package: total.package,
            node: gravest_node(choice, package, total),
            name: package_name(choice.facts, package),
            ecosystem: package.ecosystem.as_str().to_owned(),
            verdict: total.verdict,
            projects: total.projects as usize,
            direct: total.direct as usize,
            versions: total.versions as usize,
            dependents: *dependents,
        })
    };
    rows.iter().take(MOST_RANKED).filter_map(row).collect()
}

fn gravest_node(choice: &Choice<'_>, package: &Package, total: &PackageTotal) -> NodeIndex {
    let uses = choice.estate.uses_of(package).iter().filter(|used| choice.added.chosen.takes(package.ecosystem, used));
    let gravest = uses.into_iter().find(|used| judged(choice.facts, used).0 == total.verdict);
    gravest.map_or(package.node, |used| used.node)
}

/// The packages of most projects against the projects with most chosen components.
fn matrix(choice: &Choice<'_>, most_used: &[&PackageTotal]) -> Matrix {
    let mut columns: Vec<u32> = (0..choice.estate.projects.len() as u32).collect();
    let matching = |project: u32| choice.added.totals.projects.get(project as usize).map_or(0, |total| total.matching);
    columns.retain(|project| matching(*project) > 0);
    let projects_total = columns.len();
    columns.sort_by_key(|project| Reverse(matching(*project)));
    columns.truncate(MOST_MATRIX);
    columns.sort_by_key(|project| choice.project_name(*project).to_lowercase());
    let mut column_of = vec![None; choice.estate.projects.len()];
    for (project, column) in columns.iter().zip(0..) {
        if let Some(place) = column_of.get_mut(*project as usize) {
            *place = Some(column);
        }
    }
    let rows = most_used.iter().take(MOST_MATRIX);
    let rows = rows.filter_map(|total| matrix_row(choice, total, &column_of, columns.len()));
    let heading = |project: &u32| {
        let found = choice.estate.projects.get(*project as usize)?;
        Some((found.key.clone(), visible(&found.name), visible(&found.short)))
    };
    Matrix {
        projects: columns.iter().filter_map(heading).collect(),
        projects_total,
        rows: rows.collect(),
        packages_total: choice.added.totals.packages.len(),
    }
}

fn matrix_row(
    choice: &Choice<'_>,
    total: &PackageTotal,
    column_of: &[Option<usize>],
    width: usize,
) -> Option<MatrixRow> {
    let package = choice.package(total)?;
    let mut held: Vec<Option<Held<'_>>> = vec![None; width];
    let mut all = BTreeSet::new();
    for used in choice.uses(package) {
        let version = choice.version(used.node);
        all.insert(version);
        let column = column_of.get(used.project as usize).copied().flatten();
        let Some(cell) = column.and_then(|column| held.get_mut(column)) else { continue };
        let (versions, scope, is_direct, verdict) =
            cell.get_or_insert_with(|| (BTreeSet::new(), used.scope, false, Verdict::NotShipped));
        versions.insert(version);
        *scope = used.scope.max(*scope);
        *is_direct |= used.is_direct;
        *verdict = judged(choice.facts, used).0.max(*verdict);
    }
    let newest_first = newest_first(package, all.into_iter());
    let cell = |(versions, scope, is_direct, verdict): Held<'_>| {
        let here: Vec<&str> = newest_first.iter().copied().filter(|version| versions.contains(version)).collect();
        let rank = here.first().and_then(|newest| newest_first.iter().position(|version| version == newest));
        let words: Vec<String> = here.iter().map(|version| version_words(version)).collect();
        let how = if is_direct { ", direct" } else { "" };
        Cell {
            words: format!("{}, {}{how}", list(&words, MOST_VERSIONS), scope.as_str()),
            rank: rank.map_or(0, |rank| rank + 1),
            is_several: here.len() > 1,
            verdict,
        }
    };
    Some(MatrixRow {
        package: total.package,
        node: gravest_node(choice, package, total),
        name: package_name(choice.facts, package),
        ecosystem: package.ecosystem.as_str().to_owned(),
        verdict: total.verdict,
        cells: held.into_iter().map(|held| held.map(cell)).collect(),
    })
}
