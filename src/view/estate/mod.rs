//! All loaded files as one estate, ready to show: which project uses which package, in which version, how.
//!
//! A query chooses components, the other filters choose projects and ecosystems; every table and figure is made from the
//! uses that are left. Rows are cut to a window here, not on the page.

mod figures;
mod open;
mod panels;
mod rows;
mod tables;

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::facts::Facts;
use super::query::Query;
use super::words::{count, visible};
use crate::analysis::estate::{self, Chosen, Estate, PackageTotal, Totals, Use};
use crate::graph::NodeIndex;
use crate::licenses::Verdict;
pub use crate::model::Ecosystem;
pub use open::{MOST_LINES, OpenPackage, UseLine};
pub use panels::{Cell, MOST_MATRIX, MOST_RANKED, Matrix, MatrixRow, Panels, SharedRow, SprawlRow, VersionGroup};
pub use rows::{PackageRow, ProjectRow};
pub use tables::{EstateTable, EstateTables, MOST_USES, UseRow, tables};

/// Rows of the table of projects, unless all are asked for.
pub const MOST_PROJECTS: usize = 12;
/// Rows at most, even then.
pub const MOST_PROJECTS_OF_ALL: usize = 1_000;

/// What to show of the estate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EstateRequest {
    pub query: String,
    /// The key of the one project that counts.
    pub project: Option<String>,
    /// The label of the projects that count; empty: those without one.
    pub owner: Option<String>,
    pub ecosystem: Option<Ecosystem>,
    pub sort: PackageColumn,
    pub descending: bool,
    /// First row of the packages, from 0, and at most so many.
    pub offset: usize,
    pub limit: usize,
    pub project_sort: ProjectColumn,
    pub projects_descending: bool,
    /// Show all rows of the projects.
    pub all_projects: bool,
    /// The package (by position) whose uses are listed.
    pub open: Option<u32>,
}

/// The columns of the packages; each can be sorted by, numbers from the greatest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PackageColumn {
    Verdict,
    Name,
    Ecosystem,
    Versions,
    #[default]
    Projects,
    Direct,
}

impl PackageColumn {
    pub const ALL: [Self; 6] =
        [Self::Verdict, Self::Name, Self::Ecosystem, Self::Versions, Self::Projects, Self::Direct];

    pub fn title(self) -> &'static str {
        match self {
            Self::Verdict => "Gravest verdict",
            Self::Name => "Package",
            Self::Ecosystem => "Ecosystem",
            Self::Versions => "Versions",
            Self::Projects => "Projects",
            Self::Direct => "Direct in",
        }
    }
}

/// The columns of the projects; each can be sorted by, numbers from the greatest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ProjectColumn {
    Name,
    Files,
    #[default]
    Components,
    Direct,
    Conflicts,
    Unknown,
    Duplicates,
    Deepest,
    Owner,
}

impl ProjectColumn {
    pub const ALL: [Self; 9] = [
        Self::Name,
        Self::Files,
        Self::Components,
        Self::Direct,
        Self::Conflicts,
        Self::Unknown,
        Self::Duplicates,
        Self::Deepest,
        Self::Owner,
    ];

    pub fn title(self) -> &'static str {
        match self {
            Self::Name => "Project",
            Self::Files => "Files",
            Self::Components => "Components",
            Self::Direct => "Direct",
            Self::Conflicts => "In conflict",
            Self::Unknown => "Licence unknown",
            Self::Duplicates => "Duplicates",
            Self::Deepest => "Deepest",
            Self::Owner => "Owner",
        }
    }
}

/// The estate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EstateView {
    /// `1,204 packages in 37 projects`.
    pub summary: String,
    pub figures: Vec<Figure>,
    /// Why the query was not understood; then it chooses everything.
    pub error: Option<String>,
    /// Is anything left out by the query or another filter?
    pub is_filtered: bool,
    /// The name of the one project that counts.
    pub project: String,
    /// Labels with how many projects bear them; the empty one stands for none.
    pub owners: Vec<(String, usize)>,
    /// Ecosystems with how many packages of them there are, whatever is filtered.
    pub ecosystems: Vec<(Ecosystem, usize)>,
    pub projects: Vec<ProjectRow>,
    pub projects_matching: usize,
    pub projects_total: usize,
    pub packages: Vec<PackageRow>,
    pub matching: usize,
    pub total: usize,
    pub offset: usize,
    /// Matching packages by their gravest verdict, in the order of `Verdict::ALL`.
    pub verdicts: Vec<(Verdict, usize)>,
    pub open: Option<OpenPackage>,
    pub panels: Panels,
}

/// One figure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    pub value: String,
    pub title: String,
    pub note: String,
    /// The query that lists what it counts; empty where there is none.
    pub query: String,
}

/// What filters choose, added up: kept for the next answer, which mostly has the same ones.
#[derive(Clone, Debug, Default)]
pub struct Added {
    filters: Filters,
    chosen: Chosen,
    totals: Totals,
    error: Option<String>,
    panels: Panels,
}

/// The part of a request that chooses.
#[derive(Clone, Debug, Default, PartialEq)]
struct Filters {
    query: String,
    project: Option<String>,
    owner: Option<String>,
    ecosystem: Option<Ecosystem>,
}

impl Filters {
    fn of(request: &EstateRequest) -> Self {
        let EstateRequest { query, project, owner, ecosystem, .. } = request.clone();
        Self { query, project, owner, ecosystem }
    }

    fn chosen(&self, facts: &Facts, query: &Query) -> Chosen {
        let projects = &facts.estate().projects;
        let is_wanted = |project: &estate::Project| {
            self.project.as_ref().is_none_or(|key| *key == project.key)
                && self.owner.as_ref().is_none_or(|owner| owner == owner_of(facts, project))
        };
        let is_any = self.project.is_none() && self.owner.is_none();
        let (query, asked) = query.with_projects(facts);
        let projects = match asked {
            None if is_any => None,
            None => Some(projects.iter().map(is_wanted).collect()),
            Some(asked) => {
                Some(projects.iter().zip(asked).map(|(project, asked)| asked && is_wanted(project)).collect())
            }
        };
        let nodes = (!query.is_empty()).then(|| query.select(facts));
        Chosen { nodes, projects, ecosystem: self.ecosystem }
    }
}

/// What a request chooses.
struct Choice<'f> {
    facts: &'f Facts,
    estate: &'f Estate,
    added: Rc<Added>,
}

impl<'f> Choice<'f> {
    fn new(facts: &'f Facts, request: &EstateRequest) -> Self {
        let estate = facts.estate();
        let filters = Filters::of(request);
        let known = facts.estate_added.borrow().clone().filter(|known| known.filters == filters);
        if let Some(added) = known {
            return Self { facts, estate, added };
        }
        let (query, error) = match Query::parse(&request.query) {
            Ok(query) => (query, None),
            Err(error) => (Query::default(), Some(error.words())),
        };
        let chosen = filters.chosen(facts, &query);
        let totals = estate::totals(&facts.graph, estate, &chosen, |used| judged(facts, used));
        let added = Added { filters, chosen, totals, error, panels: Panels::default() };
        let bare = Self { facts, estate, added: Rc::new(added) };
        let panels = panels::panels(&bare);
        let added = Rc::new(Added { panels, ..Rc::unwrap_or_clone(bare.added) });
        facts.estate_added.replace(Some(added.clone()));
        Self { facts, estate, added }
    }

    fn package(&self, total: &PackageTotal) -> Option<&'f estate::Package> {
        self.estate.packages.get(total.package as usize)
    }

    /// The chosen uses of a package.
    fn uses(&self, package: &'f estate::Package) -> impl Iterator<Item = &'f Use> {
        let uses = self.estate.uses_of(package).iter();
        uses.filter(|used| self.added.chosen.takes(package.ecosystem, used))
    }

    fn version(&self, node: NodeIndex) -> &'f str {
        let node = self.facts.graph.nodes.get(node as usize);
        node.and_then(|node| node.component.version.as_deref()).unwrap_or_default()
    }

    fn project_name(&self, project: u32) -> &'f str {
        self.estate.projects.get(project as usize).map_or("", |project| project.name.as_str())
    }

    fn short_name(&self, project: u32) -> &'f str {
        self.estate.projects.get(project as usize).map_or("", |project| project.short.as_str())
    }

    fn is_filtered(&self) -> bool {
        self.added.chosen != Chosen::default()
    }
}

/// The name of a package, as its first component bears it.
fn package_name(facts: &Facts, package: &estate::Package) -> String {
    facts.graph.nodes.get(package.node as usize).map(|node| visible(&node.component.name)).unwrap_or_default()
}

/// Who answers for a project; empty where nobody was named.
fn owner_of<'f>(facts: &'f Facts, project: &estate::Project) -> &'f str {
    facts.owners.get(&project.key).map_or("", String::as_str)
}

/// The verdict on a use, and whether a licence is known. What another project ships and this one does not is not shipped
/// here.
fn judged(facts: &Facts, used: &Use) -> (Verdict, bool) {
    let Some(judged) = facts.judgement.components.get(used.node as usize) else { return (Verdict::Unknown, false) };
    let is_shipped = || facts.graph.nodes.get(used.node as usize).is_some_and(|node| node.scope.is_shipped());
    let verdict = if !used.scope.is_shipped() && is_shipped() { Verdict::NotShipped } else { judged.verdict };
    (verdict, judged.expression.is_some() || judged.own)
}

/// The estate as asked for. The first answer after a change of files puts all uses together; each one with other filters
/// costs the query, the uses, and sorting the packages; another window or order of rows costs what it shows.
pub fn estate(facts: &Facts, request: &EstateRequest) -> EstateView {
    let choice = Choice::new(facts, request);
    let packages = rows::sorted_packages(&choice, request);
    let (projects, projects_matching) = rows::projects(&choice, request);
    let window = packages.iter().skip(request.offset).take(request.limit);
    let panels = choice.added.panels.clone();
    EstateView {
        summary: format!("{} in {}", count(packages.len(), "package"), count(projects_matching, "project")),
        figures: figures::figures(&choice, projects_matching),
        is_filtered: choice.is_filtered(),
        project: request.project.as_ref().map(|key| name_of(choice.estate, key)).unwrap_or_default(),
        owners: owners(facts, choice.estate),
        ecosystems: ecosystems(choice.estate),
        projects,
        projects_matching,
        projects_total: choice.estate.projects.len(),
        packages: window.map(|total| rows::package_row(&choice, total)).collect(),
        matching: packages.len(),
        total: choice.estate.packages.len(),
        offset: request.offset,
        verdicts: figures::verdicts(&choice),
        open: request.open.and_then(|package| open::open(&choice, package, &packages)),
        panels,
        error: choice.added.error.clone(),
    }
}

fn name_of(estate: &Estate, key: &str) -> String {
    let known = estate.projects.iter().find(|project| project.key == key);
    visible(known.map_or(key, |project| project.name.as_str()))
}

fn owners(facts: &Facts, estate: &Estate) -> Vec<(String, usize)> {
    let mut found = std::collections::BTreeMap::new();
    for project in &estate.projects {
        *found.entry(owner_of(facts, project).to_owned()).or_insert(0) += 1;
    }
    found.into_iter().collect()
}

fn ecosystems(estate: &Estate) -> Vec<(Ecosystem, usize)> {
    let mut found = std::collections::BTreeMap::new();
    for package in &estate.packages {
        *found.entry(package.ecosystem).or_insert(0) += 1;
    }
    let mut found: Vec<(Ecosystem, usize)> = found.into_iter().collect();
    found.sort_by_key(|(ecosystem, packages)| (std::cmp::Reverse(*packages), ecosystem.as_str()));
    found
}
