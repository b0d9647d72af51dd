//! A range, a tag or nothing where a lockfile should name one version.

use super::{Concern, Entry, Found, HygieneKind};
use crate::model::{ComponentKind, Ecosystem};

pub(super) fn check(entries: &[Entry], found: &mut Found) {
    for entry in entries {
        let component = entry.component;
        if component.kind != ComponentKind::Library
            || matches!(component.ecosystem, Ecosystem::Generic | Ecosystem::Other | Ecosystem::Github)
        {
            continue;
        }
        match component.version.as_deref().map(str::trim) {
            None | Some("") => found.add((HygieneKind::RangeNotVersion, Concern::Medium), "", entry.node, || {
                "No version is stated".to_owned()
            }),
            Some(version) if is_range(component.ecosystem, version) => {
                found.add((HygieneKind::RangeNotVersion, Concern::Medium), "range", entry.node, || {
                    format!("What stands for a version is a range or a moving tag, such as `{version}`")
                });
            }
            Some(_) => {}
        }
    }
}

/// Does it stand for several versions?
fn is_range(ecosystem: Ecosystem, version: &str) -> bool {
    // Of Debian, RPM and Alpine `~` and `^` are part of versions.
    let is_system = matches!(ecosystem, Ecosystem::Deb | Ecosystem::Rpm | Ecosystem::Apk | Ecosystem::Opam);
    let starts = version.starts_with(['<', '>', '=', '*', '[', '(']) || !is_system && version.starts_with(['^', '~']);
    let core = version.split(['-', '+']).next().unwrap_or(version);
    // A branch of Composer, `1.x-dev`, is one version as far as its commit is kept.
    let is_branch = version.ends_with("-dev");
    let is_wild = !is_branch && core.split('.').any(|part| matches!(part, "*" | "x" | "X"));
    let is_tag = matches!(version, "latest" | "next" | "LATEST" | "RELEASE");
    starts || is_wild || is_tag || version.contains("||") || version.contains(" - ") || version.ends_with(".+")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_told_from_versions_that_look_odd() {
        for version in ["^1.2", "~> 1.0", ">=1", "1.x", "1.*", "[1,2)", "latest", "1 || 2", "1.+", "*"] {
            assert!(is_range(Ecosystem::Npm, version), "{version}");
        }
        for version in ["1.2.3", "1.0.0-x.7.z.92", "1.0+build", "2024-01-01", "dev-main", "1.x-dev", "1.2.3-rc.1"] {
            assert!(!is_range(Ecosystem::Npm, version), "{version}");
        }
        assert!(!is_range(Ecosystem::Deb, "1:1.0~rc1") && !is_range(Ecosystem::Rpm, "1.0^git1"));
    }
}
