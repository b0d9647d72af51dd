//! One component: a package, module, image or file that a document names.

use super::{Ecosystem, PackageUrl, Place, Scope, StatedLicense};

/// The position of a component in `Document::components`.
pub type ComponentIndex = u32;

/// A component as one document states it. Nothing is inferred from other documents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Component {
    /// The ecosystem's full name: `@scope/name`, `group:artifact`, `github.com/a/b`.
    pub name: String,
    /// The version as written; `None` where the document gives none.
    pub version: Option<String>,
    pub ecosystem: Ecosystem,
    pub kind: ComponentKind,
    /// Built from what the document says, or taken from it, by the package URL specification.
    pub package_url: Option<PackageUrl>,
    /// The document's own word on the scope (npm's `dev` flag, CycloneDX `scope`). The scope along
    /// routes is computed later, from the edges.
    pub scope: Scope,
    /// First-party: a root, a workspace member, a linked folder.
    pub own: bool,
    /// Every licence statement, in document order; empty where the document has none.
    pub licenses: Vec<StatedLicense>,
    /// `algorithm:value` as the document writes it, such as `sha512:…` (hexadecimal or base64 kept).
    pub hashes: Vec<String>,
    /// Where it is fetched from, as written (registry address, git address, path).
    pub source: Option<String>,
    /// Who supplies it, as stated.
    pub supplier: Option<String>,
    /// Its copyright text, as stated.
    pub copyright: Option<String>,
    /// What the document remarks on it beside what it is.
    pub marks: Marks,
    /// Where in the document this component begins.
    pub place: Option<Place>,
}

/// Remarks that some lockfiles make on a package. `false` also where the format cannot say it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// It runs a program of its own when it is installed (npm `hasInstallScript`, pnpm `requiresBuild`).
    pub install_script: bool,
    /// Its authors advise against it (npm and pnpm `deprecated`, Composer `abandoned`).
    pub deprecated: bool,
    /// It is meant for some platforms alone, and the tool that wrote the file may not have fetched it (Yarn `conditions`).
    pub for_some_platforms: bool,
}

impl Marks {
    /// What holds by either of two statements.
    pub fn with(self, other: Self) -> Self {
        Self {
            install_script: self.install_script || other.install_script,
            deprecated: self.deprecated || other.deprecated,
            for_some_platforms: self.for_some_platforms || other.for_some_platforms,
        }
    }
}

impl Component {
    /// A component of which nothing is known.
    pub(super) const NOTHING: Self = Self {
        name: String::new(),
        version: None,
        ecosystem: Ecosystem::Other,
        kind: ComponentKind::Library,
        package_url: None,
        scope: Scope::Unknown,
        own: false,
        licenses: Vec::new(),
        hashes: Vec::new(),
        source: None,
        supplier: None,
        copyright: None,
        marks: Marks { install_script: false, deprecated: false, for_some_platforms: false },
        place: None,
    };
}

/// What sort of thing a component is, in CycloneDX's terms; lockfiles hold libraries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ComponentKind {
    #[default]
    Library,
    Application,
    Container,
    OperatingSystem,
    File,
    Firmware,
    Device,
    Data,
    Service,
}

impl ComponentKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Library => "library",
            Self::Application => "application",
            Self::Container => "container",
            Self::OperatingSystem => "operating system",
            Self::File => "file",
            Self::Firmware => "firmware",
            Self::Device => "device",
            Self::Data => "data",
            Self::Service => "service",
        }
    }
}
