//! Which of two versions is newer, as the tools of their ecosystem would say.
//!
//! Every order here is total over any text: what a scheme cannot read still has its place, so lists sort the same way
//! every time. Nothing reads ranges or asks which version a requirement takes. Costs are linear in the texts.

mod apk;
mod composer;
mod conda;
mod cpan;
mod deb;
mod gem;
mod maven;
mod natural;
mod nuget;
mod parts;
mod pep440;
mod rpm;
mod semver;

#[cfg(test)]
mod check;

use std::cmp::Ordering;

use crate::model::Ecosystem;

/// Compares two versions of one name; `Greater` where `one` is the newer. Versions that differ in text may be equal
/// (`1.0` and `1.0.0` of a Python package).
pub fn compare(ecosystem: Ecosystem, one: &str, other: &str) -> Ordering {
    let scheme = match ecosystem {
        Ecosystem::Npm
        | Ecosystem::Jsr
        | Ecosystem::Golang
        | Ecosystem::Swift
        | Ecosystem::Hex
        | Ecosystem::Terraform
        | Ecosystem::Helm
        | Ecosystem::Elm
        | Ecosystem::Shards
        | Ecosystem::Zig
        | Ecosystem::Haxe
        | Ecosystem::Dub
        | Ecosystem::Spago => semver::compare,
        Ecosystem::Cargo | Ecosystem::Pub | Ecosystem::Julia => semver::compare_with_builds,
        Ecosystem::Pypi => pep440::compare,
        Ecosystem::Maven => maven::compare,
        Ecosystem::Nuget => nuget::compare,
        Ecosystem::Gem | Ecosystem::Cocoapods => gem::compare,
        Ecosystem::Composer => composer::compare,
        Ecosystem::Deb => deb::compare,
        Ecosystem::Opam => deb::compare_upstream,
        Ecosystem::Rpm => rpm::compare,
        Ecosystem::Apk => apk::compare,
        Ecosystem::Conda => conda::compare,
        Ecosystem::Cpan => cpan::compare,
        Ecosystem::Hackage
        | Ecosystem::Conan
        | Ecosystem::Oci
        | Ecosystem::Github
        | Ecosystem::Cran
        | Ecosystem::Luarocks
        | Ecosystem::Bazel
        | Ecosystem::Nix
        | Ecosystem::Nim
        | Ecosystem::Vcpkg
        | Ecosystem::Generic
        | Ecosystem::Other => natural::compare,
    };
    scheme(one.trim(), other.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_ecosystem_has_its_own_order() {
        let newer = |ecosystem, one: &str, other: &str| compare(ecosystem, one, other) == Ordering::Greater;
        assert!(newer(Ecosystem::Npm, "1.10.0", "1.9.0"));
        assert!(newer(Ecosystem::Npm, "1.0.0", "1.0.0-post1") && newer(Ecosystem::Pypi, "1.0.0-post1", "1.0.0"));
        assert!(newer(Ecosystem::Maven, "1.0-sp", "1.0") && newer(Ecosystem::Npm, "1.0.0", "1.0.0-sp"));
        assert!(newer(Ecosystem::Pub, "1.0.0+2", "1.0.0+1"));
        assert_eq!(compare(Ecosystem::Npm, "1.0.0+2", "1.0.0+1"), Ordering::Equal);
        assert!(newer(Ecosystem::Deb, "1:0.1", "9.9"));
        assert!(newer(Ecosystem::Opam, "2.0", "2.0~rc1"));
        assert!(newer(Ecosystem::Conan, "1.1.1k", "1.1.1"));
        assert_eq!(compare(Ecosystem::Pypi, " 1.0 ", "1.0.0"), Ordering::Equal);
    }

    #[test]
    fn very_long_texts_cost_what_they_are_long() {
        let kinds = [
            "npm", "cargo", "pypi", "maven", "nuget", "gem", "composer", "deb", "opam", "rpm", "apk", "conda", "cpan",
            "generic",
        ];
        for part in ["1.", "0.", "1", "a", "1a", "~", "-", "_p", "-0-a", "é", ".x"] {
            let (one, other) = (format!("1{}", part.repeat(10_000)), format!("1{}2", part.repeat(10_000)));
            for kind in kinds {
                let ecosystem = Ecosystem::from_package_url_type(kind);
                let order = compare(ecosystem, &one, &other);
                assert_eq!(compare(ecosystem, &other, &one), order.reverse(), "{kind}: {part}");
            }
        }
    }
}
