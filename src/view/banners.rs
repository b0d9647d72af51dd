//! What must be said once, above the views: formats without licences, files without dependencies.

use serde::{Deserialize, Serialize};

use super::facts::{Facts, ReadFile};
use super::words::{count, length, list, visible};
use crate::licenses::Evidence;
use crate::model::Role;

/// One banner.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Banner {
    /// Stable, so that the page remembers which one was put away.
    pub key: String,
    pub title: String,
    pub text: String,
}

/// The banners for the present state, at most one of each sort.
pub fn banners(facts: &Facts) -> Vec<Banner> {
    [no_licenses(facts), no_dependencies(facts)].into_iter().flatten().collect()
}

fn no_licenses(facts: &Facts) -> Option<Banner> {
    let names: Vec<String> = facts
        .files
        .iter()
        .filter(|file| file.included)
        .filter(|file| file.content.as_ref().is_ok_and(|read| !read.holds_licenses() && lists_components(read)))
        .map(|file| visible(&file.name))
        .collect();
    let lacking =
        facts.judgement.components.iter().filter(|judged| judged.evidence == Evidence::FormatHoldsNone && !judged.own);
    let lacking = lacking.count();
    if names.is_empty() || lacking == 0 {
        return None;
    }
    let verb = if names.len() == 1 { "holds" } else { "hold" };
    Some(Banner {
        key: "no-licenses".to_owned(),
        title: format!("{} {verb} no licences by format", list(&names, 3)),
        text: format!(
            "{} not judged, which is not the same as nothing found. Drop an SBOM or a licence list of the same project beside it, or its node_modules, site-packages or vendor folder: what belongs together is joined",
            if lacking == 1 { "1 component is".to_owned() } else { format!("{} components are", length(lacking)) }
        ),
    })
}

/// Is it a document of its own? Manifests sharpen others, and supplements fill them.
fn lists_components(read: &ReadFile) -> bool {
    !read.format.holds.manifest && read.document.role == Role::Inventory && !read.document.components.is_empty()
}

fn no_dependencies(facts: &Facts) -> Option<Banner> {
    let names: Vec<String> = facts
        .included()
        .into_iter()
        .filter(|(_, document)| document.role == Role::Inventory)
        .filter(|(_, document)| !document.has_dependencies() && document.components.len() > 1)
        .filter_map(|(position, _)| facts.files.get(position).map(|file| visible(&file.name)))
        .collect();
    if names.is_empty() {
        return None;
    }
    let unreached = facts.depths.unreached;
    let verb = if names.len() == 1 { "declares" } else { "declare" };
    Some(Banner {
        key: "no-dependencies".to_owned(),
        title: format!("{} {verb} no dependency relationships; you see an inventory", list(&names, 3)),
        text: format!("{} without a route: judged as if all were combined in one work", count(unreached, "component")),
    })
}
