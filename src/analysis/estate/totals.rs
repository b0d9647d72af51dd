//! What a choice of uses comes to: by package and by project.

use super::{Estate, Use};
use crate::graph::Graph;
use crate::licenses::Verdict;
use crate::model::Ecosystem;

/// Which uses count; `None` everywhere: all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// By node of the graph.
    pub nodes: Option<Vec<bool>>,
    /// By position in `Estate::projects`.
    pub projects: Option<Vec<bool>>,
    pub ecosystem: Option<Ecosystem>,
}

impl Chosen {
    /// Does the project count?
    pub fn takes_project(&self, project: u32) -> bool {
        self.projects.as_ref().is_none_or(|projects| projects.get(project as usize) == Some(&true))
    }

    /// Does the use of a package of this ecosystem count?
    pub fn takes(&self, ecosystem: Ecosystem, used: &Use) -> bool {
        self.ecosystem.is_none_or(|wanted| wanted == ecosystem)
            && self.takes_project(used.project)
            && self.nodes.as_ref().is_none_or(|nodes| nodes.get(used.node as usize) == Some(&true))
    }
}

/// What the chosen uses of one package come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PackageTotal {
    /// A position in `Estate::packages`.
    pub package: u32,
    /// Different versions, and projects that use one.
    pub versions: u32,
    pub projects: u32,
    /// Projects that ask for it themselves.
    pub direct: u32,
    /// Dependencies of anything in the estate on one of its versions.
    pub dependents: u32,
    /// The gravest of all uses.
    pub verdict: Verdict,
}

/// What one project comes to, whatever is chosen, but for `matching`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProjectTotal {
    pub components: u32,
    pub direct: u32,
    /// Components with the verdict *conflict* here.
    pub conflicts: u32,
    /// Components without a licence that is known.
    pub unknown: u32,
    /// Chosen ones.
    pub matching: u32,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Packages of which a use is chosen, in the order of `Estate::packages`.
    pub packages: Vec<PackageTotal>,
    /// In the order of `Estate::projects`.
    pub projects: Vec<ProjectTotal>,
    /// Different chosen components.
    pub components: usize,
}

/// Adds up the uses that count. `judge` tells the verdict on a use, and whether its licence is known. Costs uses.
pub fn totals(graph: &Graph, estate: &Estate, chosen: &Chosen, judge: impl Fn(&Use) -> (Verdict, bool)) -> Totals {
    let mut all = Totals { projects: vec![ProjectTotal::default(); estate.projects.len()], ..Totals::default() };
    // The last package that was met in each project, at all and as a direct dependency.
    let mut met = vec![u32::MAX; estate.projects.len()];
    let mut met_directly = met.clone();
    let is_new = |met: &mut [u32], project: u32, package: u32| {
        met.get_mut(project as usize).is_some_and(|last| std::mem::replace(last, package) != package)
    };
    let mut versions: Vec<&str> = Vec::new();
    for (package, number) in estate.packages.iter().zip(0..) {
        let mut total = PackageTotal { package: number, verdict: Verdict::NotShipped, ..PackageTotal::default() };
        let mut last_node = None;
        versions.clear();
        for used in estate.uses_of(package) {
            let (verdict, is_known) = judge(used);
            let Some(project) = all.projects.get_mut(used.project as usize) else { continue };
            project.components += 1;
            project.direct += u32::from(used.is_direct);
            project.conflicts += u32::from(verdict == Verdict::Conflict);
            project.unknown += u32::from(!is_known);
            if !chosen.takes(package.ecosystem, used) {
                continue;
            }
            project.matching += 1;
            total.verdict = total.verdict.max(verdict);
            total.projects += u32::from(is_new(&mut met, used.project, number));
            total.direct += u32::from(used.is_direct && is_new(&mut met_directly, used.project, number));
            if last_node.replace(used.node) != Some(used.node) {
                let component = graph.nodes.get(used.node as usize).map(|node| &node.component);
                versions.push(component.and_then(|component| component.version.as_deref()).unwrap_or_default());
                total.dependents += graph.dependent_count(used.node);
            }
        }
        all.components += versions.len();
        if versions.len() > 1 {
            versions.sort_unstable();
            versions.dedup();
        }
        total.versions = versions.len() as u32;
        if total.projects > 0 {
            all.packages.push(total);
        }
    }
    all
}
