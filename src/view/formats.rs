//! The formats that are read, by family: for the empty page, made from the format list itself.

use std::collections::BTreeMap;

use crate::formats;

/// The largest file that is read, in megabytes.
pub const LARGEST_MEGABYTES: usize = formats::LARGEST_FILE / 1_000_000;

/// (family, titles with versions), families by name; manifests stand under `Beside them`.
pub fn families() -> BTreeMap<&'static str, Vec<String>> {
    let mut out: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for format in formats::all() {
        let title = match format.versions {
            "" => format.title.to_owned(),
            versions => format!("{} {versions}", format.title),
        };
        let family = if format.holds.manifest { "Beside them" } else { format.family };
        out.entry(family).or_default().push(title);
    }
    out
}
