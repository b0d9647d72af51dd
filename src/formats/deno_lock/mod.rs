//! deno.lock, versions 2 to 5: packages from npm and JSR, and modules imported by address.
//!
//! What a project asks for stands under `workspace`; older files leave it out, and what nothing needs is
//! taken for direct. Nothing says which module imports which address.
//!
//! Source: <https://github.com/denoland/deno_lockfile>.

mod packages;
mod remote;

use std::collections::HashSet;

use super::support::arrows::Arrows;
use super::support::conflict::refuse_merge_conflict;
use super::support::json::{self, Json, JsonDocument};
use super::support::notices::Notices;
use super::support::npm;
use super::support::places::counted;
use super::support::roots::tops;
use super::support::sketch::Sketch;
use super::support::stand_in::assume_direct;
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Ecosystem, PackageUrl, ReadError, Scope};
use packages::{Layout, Packages};

pub const FORMAT: Format = Format {
    id: "deno-lock",
    title: "deno.lock",
    family: "JavaScript",
    file_names: &["deno.lock"],
    versions: "2 to 5",
    holds: Holds { dependencies: true, hashes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: Some(npm::name_project),
};

fn identify(input: &Input) -> bool {
    const PARTS: [&str; 6] = ["specifiers", "npm", "jsr", "remote", "redirects", "workspace"];
    let Some(seen) = input.sketch() else { return false };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !seen.text("version").is_some_and(is_number) {
        return false;
    }
    let has_part = |seen: &Sketch| PARTS.iter().any(|part| seen.has_object(part));
    // A project without dependencies leaves nothing but the version.
    seen.entries().len() == 1 || has_part(seen) || seen.get("packages").is_some_and(has_part)
}

/// A document under construction.
struct Draft<'a> {
    json: &'a JsonDocument<'a>,
    packages: Packages<'a>,
    arrows: Arrows,
    notices: Notices,
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    refuse_merge_conflict(&input.text)?;
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let version = read_version(&json, &mut notices);
    let layout = Layout::of(&json.root);
    let packages = Packages::read(&json, &layout, &mut notices);
    let mut draft = Draft { json: &json, packages, arrows: Arrows::default(), notices };
    draft.add_arrows(&layout);
    let mut document = Document { format: FORMAT.id, format_version: version, ..Document::default() };
    let projects = draft.add_projects();
    document.components = draft.packages.components.into();
    document.dependencies = draft.arrows.finish();
    if projects.is_empty() {
        assume_direct(&mut document, Ecosystem::Npm, |_| Scope::Unknown, None, &mut draft.notices);
    } else {
        document.roots = tops(&document, |index| projects.contains(&index));
    }
    let remote = remote::components(&json, &layout);
    if !remote.is_empty() {
        let message = format!(
            "{} imported by address; the file does not say by what",
            counted(remote.len(), "package or file is", "packages or files are")
        );
        draft.notices.info("importers-unknown", None, message);
        document.components.extend(remote);
    }
    document.notices = draft.notices.finish();
    Ok(document)
}

fn read_version(json: &JsonDocument, notices: &mut Notices) -> Option<String> {
    let stated = json.root.get("version")?;
    let version = stated.as_text_or_number()?;
    if !matches!(version, "2" | "3" | "4" | "5") {
        let message = format!("Lockfile version {version} is not known; it was read as what it looks like");
        notices.warning("unknown-version", json.place(stated), message);
    }
    Some(version.to_owned())
}

fn project(name: &str, source: Option<&str>) -> Component {
    Component {
        name: name.to_owned(),
        ecosystem: Ecosystem::Npm,
        own: true,
        source: source.map(str::to_owned),
        ..Component::default()
    }
}

impl<'a> Draft<'a> {
    fn add_arrows(&mut self, layout: &Layout<'a>) {
        for (id, package) in layout.npm {
            let Some(from) = self.packages.npm(id) else { continue };
            let peers: HashSet<&str> = package.list("optionalPeers").iter().filter_map(Json::as_text).collect();
            let usual = |wanted: &str| if peers.contains(wanted) { Scope::Peer } else { Scope::Runtime };
            for wanted in package.list("dependencies") {
                self.add_npm(from, wanted, usual(wanted.as_text().unwrap_or("")));
            }
            // Versions 2 and 3: from the name asked for to the id.
            for (_, wanted) in package.object("dependencies") {
                self.add_npm(from, wanted, Scope::Runtime);
            }
            for wanted in package.list("optionalDependencies") {
                self.add_npm(from, wanted, Scope::Optional);
            }
        }
        for (id, package) in layout.jsr {
            let Some(from) = self.packages.jsr(id) else { continue };
            self.add_specifiers(from, package.list("dependencies"), Scope::Runtime);
        }
    }

    fn add_npm(&mut self, from: ComponentIndex, wanted: &Json, scope: Scope) {
        let text = wanted.as_text().unwrap_or("");
        match self.packages.npm(text) {
            Some(to) => self.arrows.add(from, to, scope),
            None => self.note_dangling(wanted),
        }
    }

    fn add_specifiers(&mut self, from: ComponentIndex, specifiers: &[Json], scope: Scope) {
        for wanted in specifiers {
            match self.packages.specifier(wanted.as_text().unwrap_or("")) {
                Some(to) => self.arrows.add(from, to, scope),
                None => self.note_dangling(wanted),
            }
        }
    }

    fn note_dangling(&mut self, wanted: &Json) {
        let message = format!("Nothing in the file answers `{}`", wanted.as_text().unwrap_or("?"));
        self.notices.warning("dangling-reference", self.json.place(wanted), message);
    }

    /// The project, the members of its workspace and the packages that are linked into it.
    fn add_projects(&mut self) -> HashSet<ComponentIndex> {
        let mut projects = HashSet::new();
        let Some(workspace) = self.json.root.get("workspace") else { return projects };
        let parts = ["members", "links", "patches"].map(|key| (key, workspace.object(key)));
        let is_alone = parts.iter().all(|(_, entries)| entries.is_empty());
        if is_alone || workspace.get("dependencies").is_some() || workspace.get("packageJson").is_some() {
            let place = self.json.place(workspace);
            projects.insert(self.add_project(Component { place, ..project("project", None) }, workspace));
        }
        for (key, entries) in parts {
            for (name, entry) in entries {
                let component = match key {
                    "members" => project(name, Some(name)),
                    _ => linked(name),
                };
                let place = self.json.place(entry);
                projects.insert(self.add_project(Component { place, ..component }, entry));
            }
        }
        projects
    }

    fn add_project(&mut self, component: Component, entry: &Json) -> ComponentIndex {
        let index = self.packages.components.len() as ComponentIndex;
        self.packages.components.push(component);
        self.add_specifiers(index, entry.list("dependencies"), Scope::Unknown);
        self.add_specifiers(index, entry.list("peerDependencies"), Scope::Peer);
        if let Some(manifest) = entry.get("packageJson") {
            self.add_specifiers(index, manifest.list("dependencies"), Scope::Unknown);
        }
        index
    }
}

/// `jsr:@scope/name@1.0.0` or `npm:name@1.0.0`: a package that lies in a folder here.
fn linked(specifier: &str) -> Component {
    let (kind, rest) = specifier.split_once(':').unwrap_or(("", specifier));
    let (name, _) = npm::split_descriptor(rest);
    let (ecosystem, package_url) = match kind {
        "npm" => (Ecosystem::Npm, PackageUrl::npm(name, None)),
        _ => (Ecosystem::Jsr, packages::jsr_url(name, None)),
    };
    Component { ecosystem, package_url, ..project(name, None) }
}
