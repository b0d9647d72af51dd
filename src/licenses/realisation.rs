//! What an "or later" licence can become: GPL-2.0-or-later may be taken as GPL-3.0-only.
//!
//! The later versions are those of the SPDX list 3.29.0.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::catalogue::{LicenseId, catalogue};
use super::expression::Known;

/// The licence itself and, where it says "or later", every later one it may be taken as.
pub fn realisations(known: Known) -> Vec<Known> {
    let mut list = vec![known];
    let later = if known.later {
        later_by_plus(known.license)
    } else {
        table().get(&known.license).cloned().unwrap_or_default()
    };
    list.extend(later.into_iter().map(|license| Known { license, later: false, exception: known.exception }));
    list
}

fn table() -> &'static BTreeMap<LicenseId, Vec<LicenseId>> {
    static TABLE: OnceLock<BTreeMap<LicenseId, Vec<LicenseId>>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = BTreeMap::new();
        for (position, license) in catalogue().licenses.iter().enumerate() {
            let Some((family, version)) = license.id.strip_suffix("-or-later").and_then(split_version) else {
                continue;
            };
            let later = catalogue().licenses.iter().enumerate().filter(|(other, candidate)| {
                let stem = candidate.id.strip_suffix("-only").or_else(|| candidate.id.strip_suffix("-or-later"));
                *other != position
                    && !candidate.deprecated
                    && stem.and_then(split_version).is_some_and(|(name, number)| name == family && number >= version)
            });
            table.insert(position as LicenseId, later.map(|(other, _)| other as LicenseId).collect());
        }
        table
    })
}

fn later_by_plus(license: LicenseId) -> Vec<LicenseId> {
    let Some((family, version)) = split_version(catalogue().license(license).id) else { return Vec::new() };
    let newer = |id: &str| split_version(id).is_some_and(|(name, number)| name == family && number > version);
    let all = catalogue().licenses.iter().enumerate();
    all.filter(|(_, other)| !other.deprecated && newer(other.id)).map(|(other, _)| other as LicenseId).collect()
}

/// `GPL-2.0` → (`GPL`, (2, 0)).
fn split_version(id: &str) -> Option<(&str, (u32, u32))> {
    let (family, version) = id.rsplit_once('-')?;
    let (major, minor) = version.split_once('.').unwrap_or((version, "0"));
    Some((family, (major.parse().ok()?, minor.parse().ok()?)))
}
