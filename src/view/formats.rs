//! The formats that are read, by family: for the empty page, made from the format list itself.

use std::collections::BTreeMap;

use crate::formats;

/// The largest file that is read, in megabytes.
pub const LARGEST_MEGABYTES: usize = formats::LARGEST_FILE / 1_000_000;

/// Families that people look for first, in this order; the others follow by name.
const FIRST: [&str; 9] = ["SBOM", "JavaScript", "Python", "JVM", ".NET", "Go", "Rust", "Ruby", "PHP"];
/// Families of one or two formats stand together under this heading.
const FURTHER: &str = "Further";
const MANIFESTS: &str = "Manifests beside them";

/// How many formats there are.
pub fn count() -> usize {
    formats::all().len()
}

/// (family, titles): the families that people look for first, others by name, then the small ones together and
/// the manifests.
pub fn families() -> Vec<(&'static str, Vec<&'static str>)> {
    let mut by_family: BTreeMap<&'static str, Vec<&'static str>> = BTreeMap::new();
    for format in formats::all() {
        let family = if format.holds.manifest { MANIFESTS } else { format.family };
        by_family.entry(family).or_default().push(format.title);
    }
    let manifests = by_family.remove(MANIFESTS);
    let mut out: Vec<(&str, Vec<&str>)> =
        FIRST.into_iter().filter_map(|family| Some((family, by_family.remove(family)?))).collect();
    let (large, small): (Vec<_>, Vec<_>) = by_family.into_iter().partition(|(_, titles)| titles.len() > 2);
    out.extend(large);
    let mut further: Vec<&str> = small.into_iter().flat_map(|(_, titles)| titles).collect();
    further.sort_unstable_by_key(|title| title.to_lowercase());
    out.push((FURTHER, further));
    out.extend(manifests.map(|titles| (MANIFESTS, titles)));
    out
}
