//! pnpm lockfile: importers (the project or its workspaces) and packages, once for each peer context.
//!
//! Reads versions 5, 6 and 9 and the older shrinkwrap.yaml. The names of importers are not in the file:
//! they go by their paths until a `package.json` gives the name.
//!
//! Source: <https://github.com/pnpm/spec/tree/master/lockfile>.

mod file;
mod importers;
mod lines;
mod packages;
mod reference;
#[cfg(test)]
mod tests;
mod tree;

use super::support::arrows::Arrows;
use super::support::conflict::refuse_merge_conflict;
use super::support::notices::Notices;
use super::support::npm;
use super::support::yaml::{self, Node};
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Manifest, PackageUrl, ReadError, StatedLicense};
use file::{File, Spot};
use importers::Importers;
use packages::Packages;
use reference::Layout;

pub const FORMAT: Format = Format {
    id: "pnpm-lock",
    title: "pnpm lockfile",
    family: "JavaScript",
    file_names: &["pnpm-lock.yaml", "shrinkwrap.yaml"],
    versions: "5, 6, 9",
    holds: Holds { dependencies: true, hashes: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: Some(sharpen),
};

/// The keys under which packages are listed.
const SECTIONS: [&str; 5] = ["importers", "packages", "dependencies", "devDependencies", "optionalDependencies"];

/// A document under construction.
struct Draft {
    components: Vec<Component>,
    roots: Vec<ComponentIndex>,
    arrows: Arrows,
    notices: Notices,
}

impl Draft {
    /// Adds a component and says where it stands.
    fn push(&mut self, component: Component) -> ComponentIndex {
        let index = ComponentIndex::try_from(self.components.len()).unwrap_or(ComponentIndex::MAX);
        self.components.push(component);
        index
    }
}

fn identify(input: &Input) -> bool {
    let is_version = |line: &str| line.starts_with("lockfileVersion:") || line.starts_with("shrinkwrapVersion:");
    if input.head().lines().any(is_version) {
        return true;
    }
    // Old versions sort their keys: much may stand before the version.
    let is_section = |line: &str| SECTIONS.iter().any(|section| line.strip_prefix(section) == Some(":"));
    input.head().lines().any(is_section)
        && ["\nlockfileVersion:", "\nshrinkwrapVersion:"].into_iter().any(|key| input.text.contains(key))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    match File::of_lines(&input.text) {
        Some(file) => Ok(document(Some(&file), input.name, Notices::new(input.notices.clone()))),
        None => parse_tree(input),
    }
}

/// Reads what is not written as pnpm writes it, and what is wrong.
fn parse_tree(input: &Input) -> Result<Document, ReadError> {
    refuse_merge_conflict(&input.text)?;
    let yaml = yaml::read(&input.text)?;
    let mut notices = Notices::new([input.notices.clone(), yaml.notices].concat());
    let main = main_document(&yaml.documents, &mut notices);
    Ok(document(main.map(File::of_tree).as_ref(), input.name, notices))
}

fn document(file: Option<&File>, name: &str, notices: Notices) -> Document {
    let mut draft = Draft { components: Vec::new(), roots: Vec::new(), arrows: Arrows::default(), notices };
    let mut document = Document { format: FORMAT.id, ..Document::default() };
    if let Some(file) = file {
        let (version, layout) = read_version(file, &mut draft.notices);
        document.format_version = version;
        draft.arrows.reserve(file.wanted.len());
        let mut importers = Importers::read(file, name, &mut draft);
        let mut packages = Packages::read(file, layout, &mut draft);
        packages.resolve();
        npm::note_platforms(file.packages.iter().filter(|package| package.is_for_some).count(), &mut draft.notices);
        importers.connect(file, &mut packages, &mut draft);
        packages.connect(&mut importers, &mut draft);
    }
    document.components = draft.components.into();
    document.roots = draft.roots;
    document.dependencies = draft.arrows.finish();
    document.notices = draft.notices.finish();
    document
}

/// The last document that lists packages. From pnpm 11 on, one before it may list what pnpm needs for
/// itself: its configuration packages and its own version.
fn main_document<'a, 'b>(documents: &'b [Node<'a>], notices: &mut Notices) -> Option<&'b Node<'a>> {
    let lists = |node: &&Node| SECTIONS.iter().any(|section| node.get(section).is_some());
    let main = documents.iter().rfind(lists).or(documents.last())?;
    if let Some(other) = documents.iter().find(|node| lists(node) && node.line != main.line) {
        notices.info(
            "configuration-dependencies",
            Some(other.place()),
            "The file begins with what pnpm needs for itself; only the project's own packages were read",
        );
    }
    Some(main)
}

/// The version as written, and the layout that goes with it.
fn read_version(file: &File, notices: &mut Notices) -> (Option<String>, Layout) {
    let (stated, spot) = file.version.unzip();
    let version = stated.flatten().or(file.shrinkwrap_version).unwrap_or("");
    let major = version.split(['.', '-']).next().unwrap_or("").parse::<u32>().ok();
    let layout = match major {
        _ if file.has_snapshots => Layout::Snapshots,
        Some(9..) => Layout::Snapshots,
        Some(6..=8) => Layout::AtSign,
        _ => Layout::Slash,
    };
    if !matches!(major, Some(5 | 6 | 9)) && file.shrinkwrap_version.is_none() {
        let like = match layout {
            Layout::Slash => "5",
            Layout::AtSign => "6",
            Layout::Snapshots => "9",
        };
        let message = format!("Lockfile version `{version}` is not known; it was read like version {like}");
        notices.warning("unknown-version", spot.map(Spot::place), message);
    }
    (Some(version.to_owned()).filter(|version| !version.is_empty()), layout)
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
