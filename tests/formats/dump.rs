//! A document as readable text, for comparing with `expected.txt`, and the walk over the fixtures.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use lockscope::formats;
use lockscope::model::{
    Component, Dependency, DependencyKind, Document, Manifest, Notice, ReadError, Role, Vulnerability,
    VulnerabilityStatus,
};

/// The folder of the fixtures.
pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// One fixture: `tests/fixtures/<format id>/<scenario>/` with one file and, perhaps, a manifest beside it.
pub struct Fixture {
    pub format: String,
    pub scenario: String,
    pub folder: PathBuf,
    pub name: String,
    pub bytes: Vec<u8>,
    pub companion: Option<(String, Vec<u8>)>,
}

/// Every fixture, in the order of their paths.
pub fn all_fixtures() -> Vec<Fixture> {
    let mut found = Vec::new();
    for format in folders(&fixtures()) {
        for folder in folders(&format) {
            found.push(fixture(&file_name(&format), folder));
        }
    }
    found
}

fn fixture(format: &str, folder: PathBuf) -> Fixture {
    let mut files: Vec<(String, Vec<u8>)> = entries(&folder)
        .into_iter()
        .filter(|path| path.is_file() && file_name(path) != "expected.txt")
        .map(|path| (file_name(&path), bytes_of(&path)))
        .collect();
    assert!(!files.is_empty(), "{} has no file to read", folder.display());
    assert!(files.len() <= 2, "{} has more than a file and its manifest", folder.display());
    let mut companion = None;
    if files.len() == 2 {
        let is_manifest = |(name, bytes): &(String, Vec<u8>)| {
            formats::read(name, bytes).is_ok_and(|document| document.manifest.is_some())
        };
        let manifest = files.iter().position(is_manifest);
        let manifest = manifest.unwrap_or_else(|| panic!("{} has two files and no manifest", folder.display()));
        companion = Some(files.remove(manifest));
    }
    let (name, bytes) = files.remove(0);
    Fixture { format: format.to_owned(), scenario: file_name(&folder), folder, name, bytes, companion }
}

pub fn folders(path: &Path) -> Vec<PathBuf> {
    entries(path).into_iter().filter(|path| path.is_dir()).collect()
}

pub fn entries(path: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        .map(|entry| entry.expect("a readable folder").path())
        .collect();
    found.sort();
    found
}

pub fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

#[expect(clippy::disallowed_methods, reason = "tests run where there are files")]
pub fn bytes_of(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Reads a file and, where a manifest lies beside it, lets it add what it knows.
pub fn read(name: &str, bytes: &[u8], companion: Option<&(String, Vec<u8>)>) -> Result<Document, ReadError> {
    let mut document = formats::read(name, bytes)?;
    if let Some((name, bytes)) = companion {
        let manifest = formats::read(name, bytes)?.manifest.unwrap_or_else(|| panic!("{name} is no manifest"));
        let format = formats::by_id(document.format).expect("a known format");
        if let Some(sharpen) = format.sharpen {
            sharpen(&mut document, &manifest);
        }
    }
    Ok(document)
}

/// The readable text of what reading gave.
pub fn dump(result: &Result<Document, ReadError>) -> String {
    match result {
        Ok(document) => dump_document(document),
        Err(error) => {
            let place = error.place.as_ref().map(|place| format!("\nplace: {place}")).unwrap_or_default();
            format!("error {}\n{}{place}\nadvice: {}\n", error.code, error.message, error.advice)
        }
    }
}

fn dump_document(document: &Document) -> String {
    let mut out = format!("format {} {}\n", document.format, document.format_version.as_deref().unwrap_or("-"));
    if let Some(generator) = &document.generator {
        let _ = writeln!(out, "generator {generator}");
    }
    if let Some(created) = &document.created {
        let _ = writeln!(out, "created {created}");
    }
    if document.role == Role::Supplement {
        out.push_str("supplement\n");
    }
    let named = |index: u32| format!("#{index} {}", document.label(index));
    section(&mut out, "roots", document.roots.iter().map(|&root| named(root)));
    section(
        &mut out,
        "components",
        document.components.iter().enumerate().map(|(index, component)| {
            format!("#{index} {}{}", document.label(index as u32), dump_component(component))
        }),
    );
    section(
        &mut out,
        "dependencies",
        document.dependencies.iter().map(|&Dependency { from, to, scope, kind, linkage }| {
            let kind = if kind == DependencyKind::Contains { " contains" } else { "" };
            let linkage = linkage.map(|linkage| format!(" {}", linkage.as_str())).unwrap_or_default();
            format!("{} -> {} {}{kind}{linkage}", named(from), named(to), scope.as_str())
        }),
    );
    section(&mut out, "requests", document.requests.iter().map(|(text, index)| format!("{text} -> {}", named(index))));
    if let Some(manifest) = &document.manifest {
        section(&mut out, "manifest", dump_manifest(manifest));
    }
    section(
        &mut out,
        "vulnerabilities",
        document.vulnerabilities.iter().map(|known| dump_vulnerability(document, known)),
    );
    section(&mut out, "notices", document.notices.iter().map(dump_notice));
    out
}

fn dump_component(component: &Component) -> String {
    let mut out = format!("\n    {} {}", component.ecosystem.as_str(), component.kind.as_str());
    let _ = write!(out, ", scope {}", component.scope.as_str());
    if component.own {
        out.push_str(", own");
    }
    if let Some(url) = &component.package_url {
        let _ = write!(out, "\n    package url {url}");
    }
    for license in &component.licenses {
        let _ = write!(out, "\n    license {:?} {:?} {:?}", license.raw, license.role, license.list);
    }
    if !component.hashes.is_empty() {
        let _ = write!(out, "\n    hashes {}: {}", component.hashes.len(), component.hashes.join(" "));
    }
    if let Some(supplier) = &component.supplier {
        let _ = write!(out, "\n    supplier {supplier}");
    }
    if let Some(copyright) = &component.copyright {
        let _ = write!(out, "\n    copyright {copyright:?}");
    }
    if let Some(source) = &component.source {
        let _ = write!(out, "\n    source {source}");
    }
    if let Some(place) = &component.place {
        let _ = write!(out, "\n    place {place}");
    }
    out
}

fn dump_vulnerability(document: &Document, known: &Vulnerability) -> String {
    let mut out = known.id.clone();
    for (title, list) in [("aliases", &known.aliases), ("ratings", &known.ratings), ("links", &known.links)] {
        if !list.is_empty() {
            let _ = write!(out, "\n    {title} {}", list.join(" | "));
        }
    }
    if let Some(summary) = &known.summary {
        let _ = write!(out, "\n    summary {summary}");
    }
    for affected in &known.affects {
        let component = affected.component.map(|index| format!("#{index} {}", document.label(index)));
        let whom = component.or_else(|| affected.reference.clone()).unwrap_or_else(|| "-".to_owned());
        let status = affected.status.map_or("listed", VulnerabilityStatus::as_str);
        let _ = write!(out, "\n    {status} {whom} {}", affected.versions.join(" | "));
        if let Some(why) = &affected.justification {
            let _ = write!(out, "\n      because {why}");
        }
    }
    out
}

fn dump_manifest(manifest: &Manifest) -> Vec<String> {
    let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
    let mut lines = vec![
        format!("name {}", text(&manifest.name)),
        format!("version {}", text(&manifest.version)),
        format!("license {}", text(&manifest.license)),
    ];
    lines.extend(
        manifest
            .dependencies
            .iter()
            .map(|wanted| format!("needs {} {:?} {}", wanted.name, wanted.requirement, wanted.scope.as_str())),
    );
    lines
}

fn dump_notice(notice: &Notice) -> String {
    let place = notice.place.as_ref().map(|place| format!(" ({place})")).unwrap_or_default();
    format!("{} {}{place}: {}", notice.level.as_str(), notice.code, notice.message)
}

fn section(out: &mut String, title: &str, lines: impl IntoIterator<Item = String>) {
    let mut lines = lines.into_iter().peekable();
    if lines.peek().is_some() {
        let _ = writeln!(out, "{title}");
    }
    for line in lines {
        let _ = writeln!(out, "  {line}");
    }
}
