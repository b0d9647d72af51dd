//! One package opened: which project holds which version, how, and what there needs it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::rows::version_words;
use super::{Choice, judged, owner_of, package_name};
use crate::analysis::estate::{PackageTotal, Use};
use crate::graph::NodeIndex;
use crate::licenses::Verdict;
use crate::versions;
use crate::view::words::{license_cell, list, visible};

/// Uses listed at most.
pub const MOST_LINES: usize = 500;
/// Dependents named in one line.
const MOST_NAMED: usize = 3;

/// The uses of one package.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenPackage {
    pub package: u32,
    pub name: String,
    /// Its row among the matching packages.
    pub position: usize,
    /// Newest version first, then by project.
    pub lines: Vec<UseLine>,
    pub total: usize,
    /// Uses that the filters leave out.
    pub left_out: usize,
}

/// One component of one project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UseLine {
    pub node: NodeIndex,
    /// The project's key and name.
    pub key: String,
    pub project: String,
    pub owner: String,
    pub version: String,
    pub scope: String,
    pub is_direct: bool,
    /// `direct`, `depth 3`, `no route stated`.
    pub how: String,
    /// What needs it there, as far as there is room.
    pub needed_by: String,
    pub license: String,
    pub is_license: bool,
    pub verdict: Verdict,
}

/// The uses of a package that is among the matching ones. Costs them, and the dependencies of their projects.
pub(super) fn open(choice: &Choice<'_>, package: u32, matching: &[PackageTotal]) -> Option<OpenPackage> {
    let position = matching.iter().position(|total| total.package == package)?;
    let found = choice.estate.packages.get(package as usize)?;
    let mut uses: Vec<&Use> = choice.uses(found).collect();
    let total = uses.len();
    uses.sort_by(|one, other| {
        let by_version = versions::compare(found.ecosystem, choice.version(other.node), choice.version(one.node));
        by_version.then_with(|| choice.project_name(one.project).cmp(choice.project_name(other.project)))
    });
    uses.truncate(MOST_LINES);
    let dependents = dependents(choice, &uses);
    let lines = uses.iter().map(|used| {
        let names = dependents.get(&(used.project, used.node)).cloned().unwrap_or_default();
        line(choice, used, &names.into_iter().collect::<Vec<_>>())
    });
    Some(OpenPackage {
        package,
        name: package_name(choice.facts, found),
        position,
        lines: lines.collect(),
        total,
        left_out: choice.estate.uses_of(found).len() - total,
    })
}

fn line(choice: &Choice<'_>, used: &Use, needed_by: &[String]) -> UseLine {
    let facts = choice.facts;
    let project = choice.estate.projects.get(used.project as usize);
    let license = facts.judgement.components.get(used.node as usize).map(license_cell);
    let (license, is_license) = license.unwrap_or_default();
    UseLine {
        node: used.node,
        key: project.map(|project| project.key.clone()).unwrap_or_default(),
        project: visible(choice.project_name(used.project)),
        owner: project.map(|project| owner_of(facts, project).to_owned()).unwrap_or_default(),
        version: version_words(choice.version(used.node)),
        scope: used.scope.as_str().to_owned(),
        is_direct: used.is_direct,
        how: how(used),
        needed_by: list(needed_by, MOST_NAMED),
        license,
        is_license,
        verdict: judged(facts, used).0,
    }
}

/// How a project comes to it.
pub(super) fn how(used: &Use) -> String {
    match used.depth {
        _ if used.is_direct => "direct".to_owned(),
        Some(0) => "stands for a root".to_owned(),
        Some(depth) => format!("depth {depth}"),
        None => "no route stated".to_owned(),
    }
}

/// By project and node, the names of what needs it there, as the project's own documents state it.
fn dependents(choice: &Choice<'_>, uses: &[&Use]) -> BTreeMap<(u32, NodeIndex), BTreeSet<String>> {
    let documents = choice.facts.documents();
    // By document: the components that stand for the uses of its project.
    let mut wanted: BTreeMap<u32, BTreeMap<u32, (u32, NodeIndex)>> = BTreeMap::new();
    for used in uses {
        let of_project = choice.estate.projects.get(used.project as usize).map(|project| project.documents.as_slice());
        let members = choice.facts.graph.nodes.get(used.node as usize).map(|node| node.members.as_slice());
        for (document, component) in members.unwrap_or_default() {
            if of_project.is_some_and(|documents| documents.binary_search(document).is_ok()) {
                wanted.entry(*document).or_default().insert(*component, (used.project, used.node));
            }
        }
    }
    let mut found: BTreeMap<(u32, NodeIndex), BTreeSet<String>> = BTreeMap::new();
    for (document, components) in wanted {
        let Some(document) = documents.get(document as usize) else { continue };
        for dependency in &document.dependencies {
            let Some(used) = components.get(&dependency.to) else { continue };
            if let Some(from) = document.components.get(dependency.from as usize) {
                found.entry(*used).or_default().insert(visible(&from.name));
            }
        }
    }
    found
}
