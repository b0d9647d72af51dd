//! One document: everything a file says, in the model's words.

use super::{Component, ComponentIndex, Components, Dependency, Notice, Requests, Scope, Vulnerability};

/// What one file says. Produced by a format; indices are positions in `components`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The id of the format that read it, such as `npm-package-lock`.
    pub format: &'static str,
    /// The version of the format that the file states or implies, such as `3` or `1.6`.
    pub format_version: Option<String>,
    /// What made the file, as stated (`syft 1.2.0`).
    pub generator: Option<String>,
    /// When the file was made, as stated (`2026-03-01T10:00:00Z`).
    pub created: Option<String>,
    /// People and organisations that stand for the file, as stated; tools are in `generator`.
    pub authors: Vec<String>,
    /// What this very file is called everywhere (`urn:uuid:…`, a document namespace), as stated.
    pub identity: Option<String>,
    /// In which phase of the life of the software it was made, as stated (`build`).
    pub phases: Vec<String>,
    pub role: Role,
    /// What the document describes. Empty where it states no root (a flat SBOM).
    pub roots: Vec<ComponentIndex>,
    pub components: Components,
    pub dependencies: Vec<Dependency>,
    /// What a lockfile's requests resolved to. Lets a manifest dropped alongside name the roots. Empty where the format has
    /// its own roots.
    pub requests: Requests,
    /// What a manifest declares; `None` for lockfiles and SBOMs.
    pub manifest: Option<Manifest>,
    /// What the document says about known vulnerabilities, of its own components or of others.
    pub vulnerabilities: Vec<Vulnerability>,
    /// Licence texts that the document itself holds; sorted by component and licence, those of the whole document
    /// first.
    pub license_texts: Vec<StatedText>,
    pub notices: Vec<Notice>,
}

/// What a document is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// It says what is there.
    #[default]
    Inventory,
    /// It tells facts (checksums, licences) about components, and lists more than is there (go.sum) or no
    /// more than a report does (a list of licences). Beside inventories it fills what they lack.
    Supplement,
}

/// A licence text that stands in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedText {
    /// Whose licence it is; `None` where it is told of the whole document (SPDX `hasExtractedLicensingInfos`).
    pub component: Option<ComponentIndex>,
    /// The licence as the document calls it: an id, a name, `LicenseRef-…`.
    pub license: String,
    /// At most `LONGEST_LICENSE_TEXT` bytes; longer texts are left out.
    pub text: String,
}

/// The longest licence text kept, in bytes; the longest of the SPDX list has 46 kB.
pub const LONGEST_LICENSE_TEXT: usize = 200_000;

impl Document {
    /// Does at least one arrow of this document state that something needs something?
    pub fn has_dependencies(&self) -> bool {
        !self.dependencies.is_empty()
    }

    /// The licence texts told of a component.
    pub fn texts_of(&self, component: ComponentIndex) -> impl Iterator<Item = &StatedText> {
        let start = self.license_texts.partition_point(|text| text.component < Some(component));
        let told = self.license_texts.get(start..).unwrap_or_default();
        told.iter().take_while(move |text| text.component == Some(component))
    }

    /// The text told of a licence for the whole document (`LicenseRef-…`).
    pub fn text_of_reference(&self, license: &str) -> Option<&StatedText> {
        let shared = self.license_texts.partition_point(|text| text.component.is_none());
        let shared = self.license_texts.get(..shared).unwrap_or_default();
        let found = shared.partition_point(|text| text.license.as_str() < license);
        shared.get(found).filter(|text| text.license == license)
    }

    /// `name@version` of a component, or its name alone where no version is stated.
    pub fn label(&self, component: ComponentIndex) -> String {
        match self.components.get(component as usize) {
            Some(Component { name, version: Some(version), .. }) => format!("{name}@{version}"),
            Some(Component { name, .. }) => name.clone(),
            None => String::new(),
        }
    }
}

/// What a manifest (`package.json`, `Cargo.toml`) declares. It sharpens a lockfile beside it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Manifest {
    pub name: Option<String>,
    pub version: Option<String>,
    pub license: Option<String>,
    pub dependencies: Vec<ManifestDependency>,
}

/// One declared dependency of a manifest.
#[derive(Clone, Debug, PartialEq)]
pub struct ManifestDependency {
    pub name: String,
    /// The range or address as written.
    pub requirement: String,
    pub scope: Scope,
}
