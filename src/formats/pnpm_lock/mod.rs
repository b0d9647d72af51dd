//! pnpm lockfile: importers (the project or its workspaces) and packages, once for each peer context.
//!
//! Reads versions 5, 6 and 9 and the older shrinkwrap.yaml. The names of importers are not in the file:
//! they go by their paths until a `package.json` gives the name.
//!
//! Source: <https://github.com/pnpm/spec/tree/master/lockfile>.

mod importers;
mod packages;
mod reference;

use super::support::arrows::Arrows;
use super::support::conflict::refuse_merge_conflict;
use super::support::yaml::{self, Node};
use super::{Format, Holds, Input};
use crate::model::{Document, Manifest, Notice, PackageUrl, ReadError, StatedLicense};
use importers::Importers;
use packages::Packages;
use reference::Layout;

pub const FORMAT: Format = Format {
    id: "pnpm-lock",
    title: "pnpm lockfile",
    family: "JavaScript",
    file_names: &["pnpm-lock.yaml", "shrinkwrap.yaml"],
    versions: "5, 6, 9",
    holds: Holds { dependencies: true, licenses: false, hashes: true, scopes: true, manifest: false },
    identify,
    parse,
    sharpen: Some(sharpen),
};

fn identify(input: &Input) -> bool {
    input.text.lines().any(|line| line.starts_with("lockfileVersion:") || line.starts_with("shrinkwrapVersion:"))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    refuse_merge_conflict(&input.text)?;
    let mut yaml = yaml::read(&input.text)?;
    let mut document = Document { format: FORMAT.id, notices: input.notices.clone(), ..Document::default() };
    document.notices.append(&mut yaml.notices);
    let Some(file) = main_document(&yaml.documents, &mut document.notices) else { return Ok(document) };
    let layout = read_version(file, &mut document);
    let mut importers = Importers::read(file, input.name, &mut document);
    let mut packages = Packages::read(file, layout, &mut document);
    importers.connect(&mut packages, &mut document);
    packages.connect(&mut importers, &mut document);
    document.dependencies = Arrows::from_iter(std::mem::take(&mut document.dependencies)).finish();
    Ok(document)
}

/// The last document that lists packages. From pnpm 11 on, one before it may list what pnpm needs for
/// itself: its configuration packages and its own version.
fn main_document<'a, 'b>(documents: &'b [Node<'a>], notices: &mut Vec<Notice>) -> Option<&'b Node<'a>> {
    const SECTIONS: [&str; 5] = ["importers", "packages", "dependencies", "devDependencies", "optionalDependencies"];
    let lists = |node: &&Node| SECTIONS.iter().any(|section| node.get(section).is_some());
    let main = documents.iter().rfind(lists).or(documents.last())?;
    if let Some(other) = documents.iter().find(|node| lists(node) && node.line != main.line) {
        notices.push(Notice::info(
            "configuration-dependencies",
            "The file begins with what pnpm needs for itself; only the project's own packages were read",
            Some(other.place()),
        ));
    }
    Some(main)
}

fn read_version(file: &Node, document: &mut Document) -> Layout {
    let shrinkwrap = file.text("shrinkwrapVersion");
    let version = file.text("lockfileVersion").or(shrinkwrap).unwrap_or("");
    document.format_version = Some(version.to_owned()).filter(|version| !version.is_empty());
    let major = version.split(['.', '-']).next().unwrap_or("").parse::<u32>().ok();
    let layout = match major {
        _ if file.get("snapshots").is_some() => Layout::Snapshots,
        Some(9..) => Layout::Snapshots,
        Some(6..=8) => Layout::AtSign,
        _ => Layout::Slash,
    };
    if !matches!(major, Some(5 | 6 | 9)) && shrinkwrap.is_none() {
        let like = match layout {
            Layout::Slash => "5",
            Layout::AtSign => "6",
            Layout::Snapshots => "9",
        };
        let message = format!("Lockfile version `{version}` is not known; it was read like version {like}");
        let place = file.get("lockfileVersion").map(Node::place);
        document.notices.push(Notice::warning("unknown-version", message, place));
    }
    layout
}

/// Gives the project of a `package.json` its name, version and licence. In a workspace the manifest could
/// be that of any importer, so nothing is guessed there.
fn sharpen(document: &mut Document, manifest: &Manifest) {
    let [root] = document.roots.as_slice() else { return };
    let Some(project) = document.components.get_mut(*root as usize) else { return };
    if let Some(name) = &manifest.name {
        project.name.clone_from(name);
        project.package_url = PackageUrl::npm(name, manifest.version.as_deref());
    }
    project.version.clone_from(&manifest.version);
    project.licenses = manifest.license.iter().map(StatedLicense::declared).collect();
}
