//! A package or file as a component: its name in the ecosystem, its licences, what it is.

use super::{Element, Mark, Text};
use crate::formats::support::names::full_name;
use crate::formats::support::notices::Notices;
use crate::formats::support::places::{Places, counted};
use crate::model::{Component, ComponentKind, LicenseRole, ListMeaning, PackageUrl, Place, StatedLicense};

/// The component that a package or file is.
pub fn component(element: &Element, place: Option<Place>, places: &Places, notices: &mut Notices) -> Component {
    let package_url = package_url(&element.package_urls, places, notices);
    let stated = element.name.as_deref().filter(|name| !name.is_empty());
    let name = match (stated, &package_url) {
        (Some(name), url) => full_name(None, name, url.as_ref()),
        (None, Some(url)) => url.full_name(),
        (None, None) => {
            let what = if element.kind == ComponentKind::File { "A file" } else { "A package" };
            notices.warning("missing-name", place.clone(), format!("{what} has no name"));
            element.id.as_deref().filter(|id| !id.is_empty()).unwrap_or("unnamed").to_owned()
        }
    };
    let version = asserted(&element.version).map(str::to_owned);
    let version = version.or_else(|| package_url.as_ref()?.version().map(|version| version.into_owned()));
    Component {
        name,
        version,
        ecosystem: package_url.as_ref().map(PackageUrl::ecosystem).unwrap_or_default(),
        kind: element.kind,
        licenses: licenses(&element.licenses),
        hashes: element.checksums.iter().map(|(algorithm, value)| hash(algorithm, value)).collect(),
        source: asserted(&element.location).map(str::to_owned),
        supplier: asserted(&element.supplier).and_then(supplier).map(str::to_owned),
        copyright: asserted(&element.copyright).map(with_plain_line_ends),
        package_url,
        place,
        ..Component::default()
    }
}

/// What a package is for, in the words of SPDX 2 (`OPERATING-SYSTEM`) or 3 (`operatingSystem`).
pub fn kind(purpose: &str) -> ComponentKind {
    const PURPOSES: [(&str, ComponentKind); 10] = [
        ("application", ComponentKind::Application),
        ("container", ComponentKind::Container),
        ("operatingsystem", ComponentKind::OperatingSystem),
        ("device", ComponentKind::Device),
        ("devicedriver", ComponentKind::Device),
        ("firmware", ComponentKind::Firmware),
        ("file", ComponentKind::File),
        ("data", ComponentKind::Data),
        ("model", ComponentKind::Data),
        ("platform", ComponentKind::Application),
    ];
    let is = |name: &str| {
        let letters = purpose.bytes().filter(u8::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase());
        letters.eq(name.bytes())
    };
    PURPOSES.iter().find(|(name, _)| is(name)).map(|(_, kind)| *kind).unwrap_or_default()
}

/// GitHub writes `npm:lodash`, which is no name in the ecosystem.
pub fn name_as_in_ecosystem(components: &mut [Component]) {
    for component in components.iter_mut().filter(|component| component.name.contains(':')) {
        match &component.package_url {
            Some(url) if url.kind() == "maven" => {
                component.name = component.name.trim_start_matches("maven:").to_owned();
            }
            Some(url) => component.name = url.full_name(),
            None => {}
        }
    }
}

/// GitHub exports what a manifest asks for where there is no lockfile.
pub fn note_ranges(components: &[Component], notices: &mut Notices) {
    let is_range = |version: &str| {
        let mut bytes = version.bytes();
        bytes.next().is_some_and(|first| b"^~><=*".contains(&first)) || bytes.any(|byte| byte == b'|')
    };
    let ranges = components.iter().filter_map(|component| component.version.as_deref()).filter(|text| is_range(text));
    let ranges = ranges.count();
    if ranges > 0 {
        let ranges = counted(ranges, "version is a range", "versions are ranges");
        notices.warning("range-as-version", None, format!("{ranges}: what was asked for, not what was installed"));
    }
}

/// The first package URL that can be read.
fn package_url(written: &[(Text, Mark)], places: &Places, notices: &mut Notices) -> Option<PackageUrl> {
    for (text, mark) in written {
        let url = PackageUrl::parse(text);
        if url.is_some() {
            return url;
        }
        let shown: String = text.trim().chars().take(80).collect();
        notices.warning("invalid-package-url", mark.place(places), format!("Not a package URL: {shown}"));
    }
    None
}

/// The text, unless it says that nothing is said.
fn asserted<'t>(text: &'t Option<Text>) -> Option<&'t str> {
    text.as_deref().filter(|text| !matches!(*text, "" | "NONE" | "NOASSERTION"))
}

fn with_plain_line_ends(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n") } else { text.to_owned() }
}

/// `Organization: Example (mail@example.org)` without its first word, and without empty parentheses.
fn supplier(stated: &str) -> Option<&str> {
    let named = ["Organization:", "Person:"].iter().find_map(|kind| stated.strip_prefix(kind)).unwrap_or(stated);
    let named = named.trim();
    let named = named.strip_suffix("()").unwrap_or(named).trim_end();
    (!named.is_empty()).then_some(named)
}

/// Concluded, declared and found in files, as written; `NOASSERTION` stays.
fn licenses(stated: &[(LicenseRole, Text)]) -> Vec<StatedLicense> {
    let mut licenses: Vec<StatedLicense> = Vec::with_capacity(stated.len());
    for role in [LicenseRole::Concluded, LicenseRole::Declared, LicenseRole::Detected] {
        let of_role = stated.iter().filter(|(other, raw)| *other == role && !raw.is_empty());
        let list = if of_role.clone().nth(1).is_some() { ListMeaning::Unstated } else { ListMeaning::Single };
        licenses.extend(of_role.map(|(_, raw)| StatedLicense { raw: raw.to_string(), role, list }));
    }
    licenses
}

fn hash(algorithm: &str, value: &str) -> String {
    [algorithm, ":", value].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn purposes_in_both_spellings() {
        assert_eq!(kind("OPERATING-SYSTEM"), ComponentKind::OperatingSystem);
        assert_eq!(kind("operatingSystem"), ComponentKind::OperatingSystem);
        assert_eq!(kind("SOURCE"), ComponentKind::Library);
    }

    #[test]
    fn suppliers_are_named() {
        assert_eq!(supplier("Organization: Example ()"), Some("Example"));
        assert_eq!(supplier("Person: A B (a@example.org)"), Some("A B (a@example.org)"));
        assert_eq!(supplier("Organization: "), None);
    }
}
