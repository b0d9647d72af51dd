//! What could change a finding: sentences, each only where it is true.

use crate::graph::NodeIndex;
use crate::licenses::LicenseClass;
use crate::licenses::Relation;
use crate::licenses::TermTree;
use crate::licenses::case::Case;
use crate::licenses::catalogue::catalogue;
use crate::licenses::expression::Known;

/// How many names a sentence lists.
const NAMES: usize = 4;

/// Names of components, the first few.
pub fn labels(case: &Case<'_>, nodes: &[NodeIndex]) -> String {
    let mut names: Vec<String> = nodes.iter().take(NAMES).map(|node| case.graph.label(*node)).collect();
    if nodes.len() > NAMES {
        names.push(format!("{} more", nodes.len() - NAMES));
    }
    names.join(", ")
}

/// Where to act: the place all routes pass, or the component itself.
pub fn replace(case: &Case<'_>, nodes: &[NodeIndex], fix_point: Option<NodeIndex>) -> String {
    match fix_point {
        Some(fix) if !nodes.contains(&fix) => {
            format!("Replace, upgrade or drop {}: every route passes through it", case.graph.label(fix))
        }
        _ => format!("Replace or drop {}", labels(case, nodes)),
    }
}

/// A settled choice may be what stands in the way: another alternative with a milder verdict. Iterative: expressions
/// can be deep.
pub fn other_alternative(tree: &TermTree) -> Option<String> {
    let mut stack = vec![tree];
    while let Some(tree) = stack.pop() {
        match tree {
            TermTree::Term(_) => {}
            TermTree::All { parts, .. } => stack.extend(parts.iter().rev()),
            TermTree::Any { parts, chosen, verdict, .. } => {
                let milder = parts.iter().filter(|part| part.verdict() < *verdict).min_by_key(|part| part.verdict());
                if let Some(milder) = milder {
                    return Some(format!("Take another alternative: {}", milder.licenses().join(" AND ")));
                }
                stack.extend(parts.get(*chosen));
            }
        }
    }
    None
}

/// Only a dependency declared in our own manifest can be moved to another scope.
pub fn development(case: &Case<'_>, fix_point: Option<NodeIndex>) -> Option<String> {
    let fix = fix_point.filter(|fix| case.graph.dependents(*fix).any(|edge| case.is_own(edge.from)))?;
    Some(format!("If {} is not needed at run time, declare it a development dependency", case.graph.label(fix)))
}

/// A separate program keeps its copyleft to itself.
pub fn separate(case: &Case<'_>, known: Option<Known>, relation: Relation, node: NodeIndex) -> Option<String> {
    let class = known?.class();
    let copyleft =
        matches!(class, LicenseClass::WeakCopyleft | LicenseClass::StrongCopyleft | LicenseClass::NetworkCopyleft);
    (copyleft && relation != Relation::Process).then(|| {
        format!("Run {} as a separate program: its copyleft ends at the program's border", case.graph.label(node))
    })
}

/// Licences to distribute the work under, where there are any.
pub fn outbounds(names: &[String], present: &[String]) -> Option<String> {
    if names.is_empty() {
        return None;
    }
    // A licence that is in the work already is the natural answer.
    let mut sorted: Vec<&str> =
        names.iter().map(String::as_str).filter(|name| present.iter().any(|held| held == name)).collect();
    for name in ["MIT", "Apache-2.0", "GPL-2.0-only", "GPL-3.0-only", "AGPL-3.0-only"]
        .into_iter()
        .chain(names.iter().map(String::as_str))
    {
        if names.iter().any(|known| known == name) && !sorted.contains(&name) {
            sorted.push(name);
        }
    }
    sorted.truncate(NAMES);
    Some(format!("Distribute the whole work under a licence that takes all its components: {}", sorted.join(", ")))
}

/// The `-or-later` form of an `-only` licence.
pub fn or_later(known: Known) -> Option<Known> {
    let stem = known.id().strip_suffix("-only")?;
    Some(Known { license: catalogue().find_license(&format!("{stem}-or-later"))?, ..known })
}
