//! The figures above the tables, and the packages by verdict.

use std::collections::BTreeSet;

use super::{Choice, Figure, owner_of};
use crate::analysis::estate::PackageTotal;
use crate::licenses::Verdict;
use crate::model::Ecosystem;
use crate::view::words::{count, length, list, plural};

/// Ecosystems named under their number.
const MOST_NAMED: usize = 2;

pub(super) fn figures(choice: &Choice<'_>, projects_matching: usize) -> Vec<Figure> {
    let packages = &choice.added.totals.packages;
    let figure = |value: usize, title: &str, note: String, query: &str| Figure {
        value: length(value),
        title: title.to_owned(),
        note,
        query: query.to_owned(),
    };
    let counted = |test: &dyn Fn(&PackageTotal) -> bool| packages.iter().filter(|total| test(total)).count();
    let most = |of: fn(&PackageTotal) -> u32| packages.iter().map(of).max().unwrap_or(0) as usize;
    let projects = choice.estate.projects.iter();
    let files: usize = projects.clone().map(|project| project.documents.len()).sum();
    let unlabelled = projects.filter(|project| owner_of(choice.facts, project).is_empty()).count();
    let ecosystems: BTreeSet<Ecosystem> =
        packages.iter().filter_map(|total| choice.package(total)).map(|package| package.ecosystem).collect();
    let names: Vec<String> = ecosystems.iter().map(|known| known.as_str().to_owned()).collect();
    vec![
        figure(
            projects_matching,
            &plural(projects_matching, "project"),
            format!("of {}, from {}", length(choice.estate.projects.len()), count(files, "file")),
            "",
        ),
        figure(
            packages.len(),
            &plural(packages.len(), "package"),
            format!("in {}", count(choice.added.totals.components, "component")),
            "",
        ),
        figure(
            counted(&|total| total.projects > 1),
            "in several projects",
            format!("at most in {}", length(most(|total| total.projects))),
            "projects>1",
        ),
        figure(
            counted(&|total| total.versions > 1),
            "in several versions",
            format!("at most {}", length(most(|total| total.versions))),
            "versions>1",
        ),
        figure(
            counted(&|total| total.verdict == Verdict::Conflict),
            "in conflict",
            "by their gravest use".to_owned(),
            "verdict:conflict",
        ),
        figure(
            counted(&|total| total.verdict == Verdict::Unknown),
            "unknown",
            "verdict not known".to_owned(),
            "verdict:unknown",
        ),
        figure(ecosystems.len(), &plural(ecosystems.len(), "ecosystem"), list(&names, MOST_NAMED), ""),
        figure(unlabelled, "without an owner", "projects without a label".to_owned(), "owner:none"),
    ]
}

/// Packages by their gravest verdict, in the order of `Verdict::ALL`.
pub(super) fn verdicts(choice: &Choice<'_>) -> Vec<(Verdict, usize)> {
    let mut verdicts = Verdict::ALL.map(|verdict| (verdict, 0));
    for total in &choice.added.totals.packages {
        if let Some((_, count)) = verdicts.iter_mut().find(|(known, _)| *known == total.verdict) {
            *count += 1;
        }
    }
    verdicts.to_vec()
}
