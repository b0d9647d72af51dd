//! The estate as tables to be saved: all rows of what is shown, not a window of them.

use serde::{Deserialize, Serialize};

use super::open::how;
use super::rows::{self, version_words};
use super::{Choice, EstateRequest, PackageRow, ProjectRow, judged, owner_of, package_name};
use crate::licenses::Verdict;
use crate::view::facts::Facts;
use crate::view::words::{license_cell, visible};

/// Uses in a table at most.
pub const MOST_USES: usize = 200_000;

/// One of the tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum EstateTable {
    #[default]
    Packages,
    Projects,
    Uses,
}

impl EstateTable {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Packages => "packages",
            Self::Projects => "projects",
            Self::Uses => "uses",
        }
    }
}

/// All rows that are chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EstateTables {
    pub packages: Vec<PackageRow>,
    pub packages_total: usize,
    pub projects: Vec<ProjectRow>,
    pub projects_total: usize,
    /// In the order of the packages; at most `MOST_USES`.
    pub uses: Vec<UseRow>,
    pub uses_total: usize,
}

/// One component of one project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UseRow {
    pub name: String,
    pub ecosystem: String,
    pub version: String,
    pub project: String,
    pub owner: String,
    pub scope: String,
    pub how: String,
    pub license: String,
    pub verdict: Verdict,
    pub package_url: String,
}

/// All rows the request chooses, sorted as it asks. `table`: only those of one; the other lists stay empty.
pub fn tables(facts: &Facts, request: &EstateRequest, table: Option<EstateTable>) -> EstateTables {
    let choice = Choice::new(facts, request);
    let wants = |wanted: EstateTable| table.is_none_or(|table| table == wanted);
    let packages = rows::sorted_packages(&choice, request);
    let mut tables = EstateTables {
        packages_total: choice.estate.packages.len(),
        projects_total: choice.estate.projects.len(),
        uses_total: choice.added.totals.projects.iter().map(|total| total.matching as usize).sum(),
        ..EstateTables::default()
    };
    if wants(EstateTable::Packages) {
        tables.packages = packages.iter().map(|total| rows::package_row(&choice, total)).collect();
    }
    if wants(EstateTable::Projects) {
        tables.projects = rows::all_projects(&choice, request);
    }
    if wants(EstateTable::Uses) {
        let found = packages.iter().filter_map(|total| choice.package(total));
        let uses = found.flat_map(|package| choice.uses(package).map(move |used| (package, used)));
        tables.uses = uses
            .take(MOST_USES)
            .map(|(package, used)| {
                let project = choice.estate.projects.get(used.project as usize);
                let component = facts.graph.nodes.get(used.node as usize).map(|node| &node.component);
                UseRow {
                    name: package_name(facts, package),
                    ecosystem: package.ecosystem.as_str().to_owned(),
                    version: version_words(choice.version(used.node)),
                    project: visible(choice.project_name(used.project)),
                    owner: project.map(|project| owner_of(facts, project).to_owned()).unwrap_or_default(),
                    scope: used.scope.as_str().to_owned(),
                    how: how(used),
                    license: facts.judgement.components.get(used.node as usize).map(license_cell).unwrap_or_default().0,
                    verdict: judged(facts, used).0,
                    package_url: component
                        .and_then(|component| component.package_url.as_ref())
                        .map(ToString::to_string)
                        .unwrap_or_default(),
                }
            })
            .collect();
    }
    tables
}
