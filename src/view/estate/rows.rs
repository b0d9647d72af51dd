//! The rows of the two tables: packages and projects.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    Choice, EstateRequest, MOST_PROJECTS, MOST_PROJECTS_OF_ALL, PackageColumn, ProjectColumn, judged, owner_of,
    package_name,
};
use crate::analysis::estate::PackageTotal;
use crate::graph::NodeIndex;
use crate::licenses::Verdict;
use crate::model::Scope;
use crate::versions;
use crate::view::words::{license_cell, list, visible};

/// Versions, projects, licences and files named in one cell.
const MOST_NAMED: usize = 3;

/// One package, whatever its versions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackageRow {
    /// A position among all packages.
    pub package: u32,
    /// The component with the gravest verdict, the newest of those.
    pub node: NodeIndex,
    pub name: String,
    pub ecosystem: String,
    /// Newest first, as far as there is room.
    pub versions: String,
    pub versions_total: usize,
    /// The short names of the projects that use it, as far as there is room.
    pub projects: String,
    pub projects_total: usize,
    /// Projects that ask for it themselves.
    pub direct: usize,
    /// `runtime, development`.
    pub scopes: String,
    pub license: String,
    /// False where `license` says why there is none.
    pub is_license: bool,
    pub verdict: Verdict,
}

/// One project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectRow {
    pub key: String,
    pub name: String,
    /// The root that it states: `ledger-portal 3.4.0`; empty where there is none.
    pub root: String,
    pub files: usize,
    pub file_names: String,
    pub ecosystems: String,
    pub components: usize,
    pub direct: usize,
    pub deepest: usize,
    pub conflicts: usize,
    pub unknown: usize,
    pub duplicates: usize,
    /// Components that the query and the other filters choose.
    pub matching: usize,
    pub owner: String,
}

/// The matching packages in the order that is asked for.
pub(super) fn sorted_packages(choice: &Choice<'_>, request: &EstateRequest) -> Vec<PackageTotal> {
    let mut packages = choice.added.totals.packages.clone();
    // They come by name.
    match request.sort {
        PackageColumn::Name => {}
        PackageColumn::Verdict => packages.sort_by_key(|total| Reverse(total.verdict)),
        PackageColumn::Ecosystem => {
            packages.sort_by_key(|total| choice.package(total).map(|package| package.ecosystem.as_str()));
        }
        PackageColumn::Versions => packages.sort_by_key(|total| Reverse((total.versions, total.projects))),
        PackageColumn::Projects => packages.sort_by_key(|total| Reverse((total.projects, total.direct))),
        PackageColumn::Direct => packages.sort_by_key(|total| Reverse((total.direct, total.projects))),
    }
    if request.descending {
        packages.reverse();
    }
    packages
}

pub(super) fn package_row(choice: &Choice<'_>, total: &PackageTotal) -> PackageRow {
    let Some(package) = choice.package(total) else { return PackageRow::default() };
    let facts = choice.facts;
    let mut versions: Vec<(&str, Verdict, NodeIndex)> = Vec::new();
    let (mut projects, mut scopes) = (Vec::new(), BTreeSet::new());
    let mut licenses: BTreeSet<(bool, String)> = BTreeSet::new();
    let mut last_node = None;
    for used in choice.uses(package) {
        let (verdict, _) = judged(facts, used);
        versions.push((choice.version(used.node), verdict, used.node));
        projects.push(used.project);
        scopes.insert(Reverse(used.scope));
        if last_node.replace(used.node) != Some(used.node)
            && let Some(judged) = facts.judgement.components.get(used.node as usize)
        {
            let (words, is_license) = license_cell(judged);
            licenses.insert((!is_license, words));
        }
    }
    versions.sort_by(|(one, ..), (other, ..)| versions::compare(package.ecosystem, other, one));
    let gravest = versions.iter().find(|(_, verdict, _)| *verdict == total.verdict);
    let node = gravest.map_or(package.node, |(_, _, node)| *node);
    let mut names: Vec<String> = versions.iter().map(|(version, ..)| version_words(version)).collect();
    names.dedup();
    projects.sort_unstable();
    projects.dedup();
    let some = projects.iter().map(|project| visible(choice.short_name(*project)));
    let scopes: Vec<&str> = scopes.iter().map(|Reverse(scope): &Reverse<Scope>| scope.as_str()).collect();
    let is_license = licenses.iter().all(|(is_missing, _)| !is_missing);
    let licenses: Vec<String> = licenses.into_iter().map(|(_, words)| words).collect();
    PackageRow {
        package: total.package,
        node,
        name: package_name(facts, package),
        ecosystem: package.ecosystem.as_str().to_owned(),
        versions: list(&names, MOST_NAMED),
        versions_total: total.versions as usize,
        projects: list(&some.collect::<Vec<_>>(), MOST_NAMED),
        projects_total: total.projects as usize,
        direct: total.direct as usize,
        scopes: scopes.join(", "),
        license: list(&licenses, MOST_NAMED),
        is_license,
        verdict: total.verdict,
    }
}

/// A version as it is shown; none is not nothing.
pub(super) fn version_words(version: &str) -> String {
    if version.is_empty() { "no version stated".to_owned() } else { visible(version) }
}

/// The rows that are shown, and how many there are.
pub(super) fn projects(choice: &Choice<'_>, request: &EstateRequest) -> (Vec<ProjectRow>, usize) {
    let mut rows = all_projects(choice, request);
    let matching = rows.len();
    rows.truncate(if request.all_projects { MOST_PROJECTS_OF_ALL } else { MOST_PROJECTS });
    (rows, matching)
}

/// Every project of which something is chosen, sorted.
pub(super) fn all_projects(choice: &Choice<'_>, request: &EstateRequest) -> Vec<ProjectRow> {
    let narrows = choice.added.chosen.nodes.is_some() || choice.added.chosen.ecosystem.is_some();
    let totals = choice.estate.projects.iter().zip(&choice.added.totals.projects).zip(0..);
    let mut rows: Vec<ProjectRow> = totals
        .filter(|((_, total), number)| choice.added.chosen.takes_project(*number) && (total.matching > 0 || !narrows))
        .map(|((project, total), _)| {
            let of_document = |document: &u32| choice.facts.file_of_document(*document);
            let files: Vec<String> =
                project.documents.iter().filter_map(of_document).map(|file| visible(&file.name)).collect();
            let ecosystems: Vec<&str> = project.ecosystems.iter().map(|ecosystem| ecosystem.as_str()).collect();
            ProjectRow {
                key: project.key.clone(),
                name: visible(&project.name),
                root: project.root.map(|root| visible(&choice.facts.graph.label(root))).unwrap_or_default(),
                files: project.documents.len(),
                file_names: list(&files, MOST_NAMED),
                ecosystems: ecosystems.join(", "),
                components: total.components as usize,
                direct: total.direct as usize,
                deepest: project.deepest as usize,
                conflicts: total.conflicts as usize,
                unknown: total.unknown as usize,
                duplicates: project.duplicates as usize,
                matching: total.matching as usize,
                owner: owner_of(choice.facts, project).to_owned(),
            }
        })
        .collect();
    rows.sort_by_cached_key(|row| row.name.to_lowercase());
    match request.project_sort {
        ProjectColumn::Name => {}
        ProjectColumn::Files => rows.sort_by_key(|row| Reverse(row.files)),
        ProjectColumn::Components if narrows => rows.sort_by_key(|row| Reverse((row.matching, row.components))),
        ProjectColumn::Components => rows.sort_by_key(|row| Reverse(row.components)),
        ProjectColumn::Direct => rows.sort_by_key(|row| Reverse(row.direct)),
        ProjectColumn::Conflicts => rows.sort_by_key(|row| Reverse(row.conflicts)),
        ProjectColumn::Unknown => rows.sort_by_key(|row| Reverse(row.unknown)),
        ProjectColumn::Duplicates => rows.sort_by_key(|row| Reverse(row.duplicates)),
        ProjectColumn::Deepest => rows.sort_by_key(|row| Reverse(row.deepest)),
        // Those without a label come last.
        ProjectColumn::Owner => rows.sort_by_key(|row| (row.owner.is_empty(), row.owner.to_lowercase())),
    }
    if request.projects_descending {
        rows.reverse();
    }
    rows
}
