//! The package ecosystems, named as the package URL specification names its types; those that have no
//! registered type yet (`terraform`, `helm`, `nix`, …) are named as other readers name them.

use serde::{Deserialize, Serialize};

/// Where a component comes from. `Other` keeps nothing: the package URL holds the exact type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Ecosystem {
    Npm,
    Cargo,
    Pypi,
    Golang,
    Maven,
    Nuget,
    Gem,
    Composer,
    Swift,
    Cocoapods,
    Pub,
    Hex,
    Hackage,
    Conan,
    Conda,
    Deb,
    Rpm,
    Apk,
    Oci,
    Github,
    Cran,
    Julia,
    Cpan,
    Opam,
    Luarocks,
    Bazel,
    Terraform,
    Helm,
    Nix,
    Elm,
    Shards,
    Zig,
    Nim,
    Haxe,
    Dub,
    Spago,
    Vcpkg,
    Jsr,
    Generic,
    #[default]
    Other,
}

impl Ecosystem {
    /// The package URL type, such as `npm`; `other` where there is none.
    pub fn as_str(self) -> &'static str {
        ALL.iter().find(|(ecosystem, _)| *ecosystem == self).map_or("other", |(_, name)| name)
    }

    /// The ecosystem of a package URL type; `Other` for a type this list does not hold.
    pub fn from_package_url_type(name: &str) -> Self {
        let name = match name {
            "docker" => "oci",
            name => name,
        };
        ALL.iter().find(|(_, known)| *known == name).map_or(Self::Other, |(ecosystem, _)| *ecosystem)
    }
}

const ALL: [(Ecosystem, &str); 39] = [
    (Ecosystem::Npm, "npm"),
    (Ecosystem::Cargo, "cargo"),
    (Ecosystem::Pypi, "pypi"),
    (Ecosystem::Golang, "golang"),
    (Ecosystem::Maven, "maven"),
    (Ecosystem::Nuget, "nuget"),
    (Ecosystem::Gem, "gem"),
    (Ecosystem::Composer, "composer"),
    (Ecosystem::Swift, "swift"),
    (Ecosystem::Cocoapods, "cocoapods"),
    (Ecosystem::Pub, "pub"),
    (Ecosystem::Hex, "hex"),
    (Ecosystem::Hackage, "hackage"),
    (Ecosystem::Conan, "conan"),
    (Ecosystem::Conda, "conda"),
    (Ecosystem::Deb, "deb"),
    (Ecosystem::Rpm, "rpm"),
    (Ecosystem::Apk, "apk"),
    (Ecosystem::Oci, "oci"),
    (Ecosystem::Github, "github"),
    (Ecosystem::Cran, "cran"),
    (Ecosystem::Julia, "julia"),
    (Ecosystem::Cpan, "cpan"),
    (Ecosystem::Opam, "opam"),
    (Ecosystem::Luarocks, "luarocks"),
    (Ecosystem::Bazel, "bazel"),
    (Ecosystem::Terraform, "terraform"),
    (Ecosystem::Helm, "helm"),
    (Ecosystem::Nix, "nix"),
    (Ecosystem::Elm, "elm"),
    (Ecosystem::Shards, "shards"),
    (Ecosystem::Zig, "zig"),
    (Ecosystem::Nim, "nim"),
    (Ecosystem::Haxe, "haxe"),
    (Ecosystem::Dub, "dub"),
    (Ecosystem::Spago, "spago"),
    (Ecosystem::Vcpkg, "vcpkg"),
    (Ecosystem::Jsr, "jsr"),
    (Ecosystem::Generic, "generic"),
];
