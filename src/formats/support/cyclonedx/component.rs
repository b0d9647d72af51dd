//! A component or service as a document states it, and the model's component that it is.

use std::borrow::Cow;

use super::Text;
use super::licenses::Choice;
use crate::formats::support::license_lists::set_list_meaning;
use crate::formats::support::names::full_name;
use crate::formats::support::notices::Notices;
use crate::model::{
    Component, ComponentKind, Ecosystem, LicenseRole, ListMeaning, Marks, PackageUrl, Place, Scope, StatedLicense,
};

/// A component or service as stated.
#[derive(Default)]
pub struct Stated<'a> {
    pub is_service: bool,
    /// `type` as JSON writes it: `library`, `operating-system`.
    pub kind: Text<'a>,
    /// `bom-ref`: any text at all.
    pub reference: Text<'a>,
    pub group: Text<'a>,
    pub name: Text<'a>,
    pub version: Text<'a>,
    /// `purl`.
    pub package_url: Text<'a>,
    /// `required`, `optional` or `excluded`.
    pub scope: Text<'a>,
    pub copyright: Text<'a>,
    /// The name of the supplier; of a service, the provider.
    pub supplier: Text<'a>,
    pub publisher: Text<'a>,
    /// Is there a pedigree?
    pub has_pedigree: bool,
    hashes: Vec<String>,
    licenses: Vec<StatedLicense>,
    /// Licences with their texts.
    pub(super) texts: Vec<(String, String)>,
    /// Copyright found as evidence.
    copyrights: Vec<String>,
    distribution: Text<'a>,
    repository: Text<'a>,
    property_scope: Option<Scope>,
    /// What we wrote ourselves, beyond the standard's words.
    pub(super) ours: Ours,
}

/// Our own properties (`lockscope:…`), see `docs/sbom.md`.
#[derive(Default)]
pub(super) struct Ours {
    pub own: Option<bool>,
    pub is_root: bool,
    /// References of components that contain this one and that it is not nested in.
    pub containers: Vec<String>,
    scope: Option<Scope>,
    ecosystem: Option<Ecosystem>,
    /// How lists of licences are meant.
    list: Option<ListMeaning>,
    version: Option<String>,
    source: Option<String>,
}

impl Ours {
    fn property(&mut self, name: &str, value: &str, hashes: &mut Vec<String>) {
        match name {
            "own" => self.own = Some(value == "true"),
            "root" => self.is_root = value == "true",
            "contained-in" => self.containers.push(value.to_owned()),
            "scope" => self.scope = Scope::from_word(value),
            "ecosystem" => self.ecosystem = Some(Ecosystem::from_package_url_type(value)),
            "licenses-are" => {
                self.list = match value {
                    "any" => Some(ListMeaning::Any),
                    "all" => Some(ListMeaning::All),
                    _ => Some(ListMeaning::Unstated),
                }
            }
            "version" => self.version = Some(value.to_owned()),
            "source" => self.source = Some(value.to_owned()),
            "hash" => hashes.push(value.to_owned()),
            _ => {}
        }
    }
}

/// A text, trimmed, unless it is blank.
pub(super) fn filled<'t>(text: &'t Text) -> Option<&'t str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

impl<'a> Stated<'a> {
    /// A component or service of which nothing is stated yet.
    pub fn new(is_service: bool) -> Self {
        Self { is_service, ..Self::default() }
    }

    /// An entry of `licenses`.
    pub fn license(&mut self, choice: &Choice) {
        self.licenses.extend(choice.stated(None));
        self.texts.extend(choice.text());
    }

    /// An entry of `evidence.licenses`.
    pub fn detected_license(&mut self, choice: &Choice) {
        self.licenses.extend(choice.stated(Some(LicenseRole::Detected)));
    }

    /// An entry of `evidence.copyright`.
    pub fn detected_copyright(&mut self, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            self.copyrights.push(text.to_owned());
        }
    }

    /// An entry of `hashes`: the algorithm as JSON writes it (`SHA-256`), and the value.
    pub fn hash(&mut self, algorithm: &str, content: &str) {
        let (algorithm, content) = (algorithm.trim(), content.trim());
        if !algorithm.is_empty() && !content.is_empty() {
            self.hashes.push([algorithm, ":", content].concat());
        }
    }

    /// An entry of `externalReferences`.
    pub fn external_reference(&mut self, kind: &str, url: Cow<'a, str>) {
        let slot = match kind {
            "distribution" => &mut self.distribution,
            "vcs" => &mut self.repository,
            _ => return,
        };
        if slot.is_none() {
            *slot = Some(url);
        }
    }

    /// An entry of `properties`: some generators write there when a component is needed.
    pub fn property(&mut self, name: &str, value: &str) {
        let value = value.trim();
        if let Some(name) = name.strip_prefix("lockscope:") {
            return self.ours.property(name, value, &mut self.hashes);
        }
        let is_true = value.eq_ignore_ascii_case("true");
        let scope = match name {
            "cdx:npm:package:development" | "cdx:composer:package:isDevRequirement" if is_true => Scope::Development,
            "cdx:maven:package:test" if is_true => Scope::Test,
            "cdx:maven:component_scope" | "cdx:maven:scope" if value == "test" => Scope::Test,
            "cdx:maven:component_scope" | "cdx:maven:scope" if value == "provided" => Scope::Provided,
            "cdx:poetry:group" | "cdx:poetry:package:group" if value == "dev" => Scope::Development,
            "cdx:pipenv:category" if matches!(value, "develop" | "dev-packages") => Scope::Development,
            _ => return,
        };
        self.property_scope.get_or_insert(scope);
    }

    /// The component that this states.
    pub(super) fn component(&mut self, place: Option<Place>, notices: &mut Notices) -> Component {
        let written = filled(&self.package_url);
        let package_url = written.and_then(PackageUrl::parse);
        if let (Some(written), None) = (written, &package_url) {
            let shown: String = written.chars().take(80).collect();
            let message = format!("Not a package URL: {shown}");
            notices.warning("invalid-package-url", place.clone(), message);
        }
        let name = match (filled(&self.name), &package_url) {
            (Some(name), _) => full_name(filled(&self.group), name, package_url.as_ref()),
            (None, Some(url)) => url.full_name(),
            (None, None) => {
                let what = if self.is_service { "service" } else { "component" };
                notices.warning("missing-name", place.clone(), format!("A {what} has no name"));
                filled(&self.reference).unwrap_or("unnamed").to_owned()
            }
        };
        let version = self.ours.version.take().or_else(|| filled(&self.version).map(str::to_owned));
        let version = version.or_else(|| Some(package_url.as_ref()?.version()?.into_owned()));
        let told = self.ours.ecosystem.unwrap_or(Ecosystem::Other);
        let ecosystem = package_url.as_ref().map_or(told, PackageUrl::ecosystem);
        let mut licenses = std::mem::take(&mut self.licenses);
        set_list_meaning(&mut licenses, ecosystem);
        if let Some(meaning) = self.ours.list {
            let lists = licenses.iter_mut().filter(|license| license.list != ListMeaning::Single);
            lists.for_each(|license| license.list = meaning);
        }
        let copyright = filled(&self.copyright).map(str::to_owned);
        let copyrights = std::mem::take(&mut self.copyrights);
        Component {
            name,
            version,
            ecosystem,
            kind: if self.is_service { ComponentKind::Service } else { kind(filled(&self.kind).unwrap_or("")) },
            scope: self.scope(),
            own: false,
            licenses,
            hashes: std::mem::take(&mut self.hashes),
            source: (self.ours.source.take())
                .or_else(|| filled(&self.distribution).or_else(|| filled(&self.repository)).map(str::to_owned)),
            supplier: filled(&self.supplier).or_else(|| filled(&self.publisher)).map(str::to_owned),
            copyright: copyright.or_else(|| (!copyrights.is_empty()).then(|| copyrights.join("\n"))),
            package_url,
            marks: Marks::default(),
            place,
        }
    }

    /// `scope`, sharpened by what generators write into properties.
    ///
    /// `excluded` is for "test and other non-runtime purposes" (specification), so it is read as test.
    fn scope(&self) -> Scope {
        self.ours.scope.or(self.property_scope).unwrap_or(match filled(&self.scope) {
            Some("required") => Scope::Runtime,
            Some("optional") => Scope::Optional,
            Some("excluded") => Scope::Test,
            _ => Scope::Unknown,
        })
    }
}

fn kind(text: &str) -> ComponentKind {
    match text {
        "application" | "platform" => ComponentKind::Application,
        "container" => ComponentKind::Container,
        "operating-system" => ComponentKind::OperatingSystem,
        "device" | "device-driver" => ComponentKind::Device,
        "firmware" => ComponentKind::Firmware,
        "file" => ComponentKind::File,
        "data" | "machine-learning-model" | "cryptographic-asset" => ComponentKind::Data,
        _ => ComponentKind::Library,
    }
}
