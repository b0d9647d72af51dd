//! Checksums that are missing, or of algorithms for which two files with one checksum can be made.

use std::collections::BTreeMap;

use super::address::{self, Way};
use super::{Concern, Entry, Found, HygieneKind};
use crate::model::{ComponentKind, Ecosystem};

pub(super) fn check(entries: &[Entry], holds_hashes: bool, found: &mut Found) {
    // What is fetched as a file; of the rest, a commit stands for a checksum or there is nothing to fetch.
    let fetched: Vec<&Entry> = entries.iter().filter(|entry| is_fetched(entry)).collect();
    let mut with: BTreeMap<Ecosystem, usize> = BTreeMap::new();
    for entry in fetched.iter().filter(|entry| !entry.component.hashes.is_empty()) {
        *with.entry(entry.component.ecosystem).or_default() += 1;
    }
    for entry in fetched {
        let component = entry.component;
        let others = with.get(&component.ecosystem).copied().unwrap_or_default();
        if component.hashes.is_empty() && component.marks.for_some_platforms {
            found.add((HygieneKind::MissingIntegrity, Concern::Low), "other platforms", entry.node, || {
                "Meant for some platforms alone: Yarn notes a checksum of what it fetches".to_owned()
            });
        } else if component.hashes.is_empty() {
            // Where all others have one, the one without stands out.
            let concern = if others > 0 { Concern::High } else { Concern::Medium };
            if others > 0 || holds_hashes {
                let kind = component.ecosystem.as_str();
                found.add((HygieneKind::MissingIntegrity, concern), kind, entry.node, || match others {
                    0 => "No package of this ecosystem has a checksum in this file".to_owned(),
                    others => format!("{others} others of this ecosystem have a checksum in this file"),
                });
            }
        } else if component.hashes.iter().all(|hash| is_weak(hash)) {
            found.add((HygieneKind::WeakIntegrity, Concern::Medium), "", entry.node, || {
                "Only MD5 or SHA-1 is stated".to_owned()
            });
        }
    }
}

fn is_fetched(entry: &Entry) -> bool {
    let component = entry.component;
    let way = component.source.as_deref().map_or(Way::Unknown, |source| address::read(source).way);
    component.kind == ComponentKind::Library
        && component.version.is_some()
        && !matches!(way, Way::Git | Way::Path)
        && !matches!(component.ecosystem, Ecosystem::Generic | Ecosystem::Other | Ecosystem::Github)
}

/// MD2, MD4, MD5 and SHA-1, however written. An algorithm that is not known is not called weak.
fn is_weak(hash: &str) -> bool {
    let Some((algorithm, _)) = hash.split_once(':') else { return false };
    let algorithm = algorithm.to_ascii_lowercase().replace(['-', '_'], "");
    matches!(algorithm.as_str(), "md2" | "md4" | "md5" | "sha1")
}
