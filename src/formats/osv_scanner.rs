//! OSV-Scanner JSON: packages of lockfiles and SBOMs with their licences and vulnerabilities. Without `--all-packages`
//! it lists those only that have some.
//!
//! Source: <https://google.github.io/osv-scanner/output/>.

use super::support::json::{self, Json};
use super::support::license_lists::set_list_meaning;
use super::support::notices::Notices;
use super::support::osv;
use super::{Format, Holds, Input};
use crate::model::{
    Affected, Component, ComponentIndex, Document, Ecosystem, PackageUrl, ReadError, StatedLicense, Vulnerability,
    VulnerabilityStatus,
};

pub const FORMAT: Format = Format {
    id: "osv-scanner-json",
    title: "OSV-Scanner JSON",
    family: "Report",
    file_names: &["osv-scanner.json"],
    versions: "",
    holds: Holds { licenses: true, vulnerabilities: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    let first = input.sketch().and_then(|seen| seen.first("results"));
    first.is_some_and(|first| first.has_object("source") && first.has_list("packages"))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let mut components: Vec<Component> = Vec::new();
    let mut vulnerabilities = Vec::new();
    for result in json.root.list("results") {
        let source = result.get("source").and_then(|source| source.filled_text("path"));
        for entry in result.list("packages") {
            let Some(stated) = entry.get("package").filter(|stated| stated.is_object()) else {
                notices.warning("skipped-entry", json.place(entry), "An entry names no package");
                continue;
            };
            let component = components.len() as ComponentIndex;
            let package = package(stated, entry);
            for record in entry.list("vulnerabilities") {
                let affected = Affected {
                    component: Some(component),
                    versions: package.version.iter().cloned().collect(),
                    status: Some(VulnerabilityStatus::Affected),
                    ..Affected::default()
                };
                let read = osv::vulnerability(&json, record, &mut notices);
                vulnerabilities.extend(read.map(|read| Vulnerability { affects: vec![affected], ..read }));
            }
            components.push(Component { source: source.map(str::to_owned), place: json.place(stated), ..package });
        }
    }
    let message = "This file declares no dependency relationships; it may list only packages with findings";
    notices.info("no-dependencies", None, message);
    Ok(Document {
        format: FORMAT.id,
        generator: Some("osv-scanner".to_owned()),
        components: components.into(),
        vulnerabilities,
        notices: notices.finish(),
        ..Document::default()
    })
}

fn package(stated: &Json, entry: &Json) -> Component {
    let name = stated.filled_text("name").unwrap_or("unnamed");
    let version = stated.filled_text("version");
    let package_url = package_url(stated.filled_text("ecosystem").unwrap_or(""), name, version);
    let ecosystem = package_url.as_ref().map_or(Ecosystem::Other, PackageUrl::ecosystem);
    let texts = entry.list("licenses").iter().filter_map(Json::as_text).map(str::trim);
    let mut licenses: Vec<StatedLicense> =
        texts.filter(|text| !matches!(*text, "" | "UNKNOWN")).map(StatedLicense::declared).collect();
    set_list_meaning(&mut licenses, ecosystem);
    Component {
        name: name.to_owned(),
        version: version.map(str::to_owned),
        ecosystem,
        licenses,
        package_url,
        ..Component::default()
    }
}

/// For the ecosystems of OSV that have a package URL type of their own.
fn package_url(ecosystem: &str, name: &str, version: Option<&str>) -> Option<PackageUrl> {
    let with_v = version.map(|version| format!("v{}", version.trim_start_matches('v')));
    // OSV leaves out the "v" that versions of Go modules begin with.
    let version = if ecosystem == "Go" { with_v.as_deref() } else { version };
    let kind = match ecosystem.split(':').next().unwrap_or("") {
        "npm" => return PackageUrl::npm(name, version),
        "Maven" => {
            let (group, artifact) = name.split_once(':')?;
            return PackageUrl::new("maven", Some(group), artifact, version);
        }
        "Go" => "golang",
        "Packagist" => "composer",
        "PyPI" => "pypi",
        "RubyGems" => "gem",
        "NuGet" => "nuget",
        "Hex" => "hex",
        "Pub" => "pub",
        "ConanCenter" => "conan",
        rust if rust.starts_with("crates") => "cargo",
        _ => return None,
    };
    match name.rsplit_once('/') {
        Some((namespace, name)) => PackageUrl::new(kind, Some(namespace), name, version),
        None => PackageUrl::new(kind, None, name, version),
    }
}
