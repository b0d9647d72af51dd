//! The words of the field, as types: what a document says, before anything is concluded from it.
//!
//! Nothing here parses a format, walks a graph or judges a licence. Every other layer may import
//! this one; this one imports none of ours.

mod advisory;
mod component;
mod components;
mod dependency;
mod document;
mod ecosystem;
mod license;
mod notice;
mod package_url;
mod requests;
mod safe_url;
mod vulnerability;

pub use advisory::{Advisory, AdvisoryEvent, AdvisoryPackage, AdvisoryRange};
pub use component::{Component, ComponentIndex, ComponentKind, Marks};
pub use components::{Components, SharedComponent};
pub use dependency::{Dependency, DependencyKind, Linkage, Scope};
pub use document::{Document, LONGEST_LICENSE_TEXT, Manifest, ManifestDependency, Role, StatedText};
pub use ecosystem::Ecosystem;
pub use license::{LicenseRole, ListMeaning, StatedLicense};
pub use notice::{Level, Notice, Place, ReadError};
pub use package_url::{LONGEST_PACKAGE_URL, PackageUrl};
pub use requests::Requests;
pub use safe_url::SafeUrl;
pub use vulnerability::{Affected, MOST_LINKS, Vulnerability, VulnerabilityStatus};
