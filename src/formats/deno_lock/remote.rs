//! Modules imported by address. Addresses that hold a version are one package for all their files.

use std::collections::HashSet;

use super::packages::Layout;
use crate::formats::support::json::JsonDocument;
use crate::model::{Component, ComponentKind, Ecosystem};

/// One component for each package, and one for each file whose address names no version.
pub fn components(json: &JsonDocument, layout: &Layout) -> Vec<Component> {
    let mut components: Vec<Component> = Vec::new();
    let mut packages: HashSet<(&str, &str)> = HashSet::new();
    for (address, hash) in layout.remote {
        let place = json.place(hash);
        let common = Component { ecosystem: Ecosystem::Generic, place, ..Component::default() };
        match package(address) {
            Some((name, version)) => {
                if packages.insert((name, version)) {
                    components.push(Component {
                        name: name.to_owned(),
                        version: Some(version.to_owned()),
                        source: Some(format!("{name}@{version}")),
                        ..common
                    });
                }
            }
            None => components.push(Component {
                name: address.to_string(),
                kind: ComponentKind::File,
                hashes: hash.as_text().map(|hash| format!("sha256:{hash}")).into_iter().collect(),
                source: Some(address.to_string()),
                ..common
            }),
        }
    }
    components
}

/// `https://host/x/name@1.0.0/mod.ts` as everything before the `@` and the version.
fn package(address: &str) -> Option<(&str, &str)> {
    let path = address.find("://").map(|at| at + 3)?;
    let mut start = path;
    loop {
        let segment = address.get(start..)?;
        let end = segment.find(['/', '?', '#']).unwrap_or(segment.len());
        // A scope begins with the `@`; a name and its version have it in between.
        let at = segment.get(..end)?.rfind('@').filter(|at| *at > 0 && start > path);
        if let Some(at) = at {
            let version = segment.get(at + 1..end).filter(|version| !version.is_empty())?;
            return Some((address.get(..start + at)?, version));
        }
        segment.get(end..)?.strip_prefix('/')?;
        start += end + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::package;

    #[test]
    fn a_version_in_an_address_makes_a_package() {
        let check = |address, expected| assert_eq!(package(address), expected);
        check("https://a.example/std@0.1.0/x/mod.ts", Some(("https://a.example/std", "0.1.0")));
        check("https://a.example/v1/@s/n@1.0.0?dev", Some(("https://a.example/v1/@s/n", "1.0.0")));
        check("https://me@a.example/mod.ts", None);
        check("https://a.example/x/mod.ts", None);
        check("not an address@1", None);
    }
}
