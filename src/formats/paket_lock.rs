//! paket.lock: what Paket resolved for .NET projects, group by group: packages, files and repositories.
//!
//! The file does not list what is asked for (`paket.dependencies` does): what nothing else needs is taken
//! for direct. Groups are resolved apart, so a package of two groups is two components. Restrictions to
//! target frameworks are not kept.
//!
//! Source: <https://fsprojects.github.io/Paket/lock-file.html>; the layout is that of `LockFile.fs`.

use std::collections::HashMap;

use super::support::arrows::Arrows;
use super::support::conflict::refuse_merge_conflict;
use super::support::notices::Notices;
use super::support::repositories::Repository;
use super::support::stand_in::assume_direct;
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Ecosystem, PackageUrl, Place, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "paket-lock",
    title: "paket.lock",
    family: ".NET",
    file_names: &["paket.lock"],
    versions: "",
    holds: Holds { dependencies: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    let mut section = "";
    for line in input.head().lines().map(str::trim_end) {
        if !line.starts_with(' ') && !line.is_empty() {
            section = line;
            continue;
        }
        let has_remote = line.starts_with("  remote: ") && matches!(section, "NUGET" | "GITHUB" | "GIST" | "HTTP");
        if has_remote || (line.starts_with("     (") && section == "GIT") {
            return true;
        }
    }
    false
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    refuse_merge_conflict(&input.text)?;
    let mut lock = Lock::new(Notices::new(input.notices.clone()));
    for (line, number) in input.text.lines().zip(1..) {
        lock.read_line(line.trim_end(), number);
    }
    Ok(lock.finish())
}

/// A lockfile being read, line by line.
struct Lock<'t> {
    /// The group's position; the first one has no name.
    group: usize,
    scope: Scope,
    section: &'t str,
    remote: &'t str,
    /// What the following dependencies belong to.
    current: Option<ComponentIndex>,
    components: Vec<Component>,
    /// Packages by group and name in lower case; files and repositories by their remote and version too.
    listed: HashMap<(usize, String), ComponentIndex>,
    /// What something needs: (what, group, name, line).
    needs: Vec<(ComponentIndex, usize, &'t str, u32)>,
    notices: Notices,
}

impl<'t> Lock<'t> {
    fn new(notices: Notices) -> Self {
        Self {
            group: 0,
            scope: Scope::Unknown,
            section: "",
            remote: "",
            current: None,
            components: Vec::new(),
            listed: HashMap::new(),
            needs: Vec::new(),
            notices,
        }
    }

    fn read_line(&mut self, line: &'t str, number: u32) {
        let text = line.trim_start();
        let place = Place::Line { line: number, column: 1 };
        match line.len() - text.len() {
            _ if text.is_empty() => {}
            0 => self.read_heading(text, place),
            2 => {
                if let Some(remote) = text.strip_prefix("remote: ") {
                    self.remote = remote;
                    self.current = None;
                }
            }
            4 if self.section == "NUGET" => self.read_package(text, place),
            4 | 5 if matches!(self.section, "GITHUB" | "GIT" | "GIST" | "HTTP") => self.read_remote(text, place),
            // `path: /packages/` and the like stand beside what a repository needs.
            6 if self.section == "GIT" && text.contains(": ") => {}
            6 => match self.current {
                Some(from) => self.needs.push((from, self.group, split(text).0, number)),
                None => self.note_unread(place),
            },
            _ => self.note_unread(place),
        }
    }

    fn read_heading(&mut self, text: &'t str, place: Place) {
        self.current = None;
        if let Some(name) = text.strip_prefix("GROUP ") {
            self.group += 1;
            self.section = "";
            self.scope = match name.to_ascii_lowercase().as_str() {
                "build" => Scope::Build,
                "test" | "tests" => Scope::Test,
                _ => Scope::Unknown,
            };
            if self.scope != Scope::Unknown {
                let message = format!("The group {name} is taken for {} dependencies by its name", self.scope.as_str());
                self.notices.info("assumed-scope", Some(place), message);
            }
        } else if !text.contains(':') {
            self.section = text;
            self.remote = "";
        }
    }

    /// `FAKE (4.64.17) - restriction: >= net461`
    fn read_package(&mut self, text: &'t str, place: Place) {
        let (name, version) = split(text);
        if version.is_none() {
            self.notices.warning("missing-version", Some(place.clone()), format!("`{name}` has no version"));
        }
        let component = Component {
            name: name.to_owned(),
            version: version.map(str::to_owned),
            ecosystem: Ecosystem::Nuget,
            package_url: PackageUrl::new("nuget", None, name, version),
            source: Some(self.remote).filter(|remote| !remote.is_empty()).map(str::to_owned),
            ..Component::default()
        };
        let is_new = self.add(name.to_lowercase(), component, place.clone());
        if !is_new {
            let message = format!("The package {name} stands twice in its group; the first one counts");
            self.notices.warning("repeated-reference", Some(place), message);
        }
    }

    /// `src/Globbing.fs (0341a2…)`: a file of a repository, whose commit is its version.
    fn read_remote(&mut self, text: &'t str, place: Place) {
        let (file, version) = if text.starts_with('(') { ("", split(text).1) } else { split(text) };
        let remote = self.remote;
        let mut component = Component {
            name: remote.to_owned(),
            version: version.map(str::to_owned),
            ecosystem: Ecosystem::Generic,
            source: Some(remote.to_owned()),
            ..Component::default()
        };
        match self.section {
            "GITHUB" => {
                if let Some((owner, name)) = remote.split_once('/') {
                    component.ecosystem = Ecosystem::Github;
                    component.package_url = PackageUrl::new("github", Some(owner), name, version);
                    component.source = None;
                }
            }
            "GIT" => {
                if let Some(found) = Repository::read(remote) {
                    component.name = found.full_name();
                    component.package_url = found.package_url(version);
                }
            }
            // What stands in brackets is a path on the host.
            "HTTP" => {
                component.name = file.to_owned();
                component.version = None;
                component.source = Some(format!("{remote}{}", version.unwrap_or("")));
            }
            _ => {}
        }
        if component.name.is_empty() {
            self.current = None;
            return self.note_unread(place);
        }
        let key =
            format!("{} {remote} {} {}", self.section, component.name, component.version.as_deref().unwrap_or(""));
        self.add(key, component, place);
    }

    /// Adds a component unless its group has it already; what follows belongs to it either way.
    fn add(&mut self, key: String, component: Component, place: Place) -> bool {
        let next = ComponentIndex::try_from(self.components.len()).unwrap_or(ComponentIndex::MAX);
        let index = *self.listed.entry((self.group, key)).or_insert(next);
        self.current = Some(index);
        if index == next {
            self.components.push(Component { scope: self.scope, place: Some(place), ..component });
        }
        index == next
    }

    fn note_unread(&mut self, place: Place) {
        let message = "This line is not indented like any that Paket writes; it was left out";
        self.notices.warning("unreadable-line", Some(place), message);
    }

    fn finish(mut self) -> Document {
        let mut arrows = Arrows::default();
        for (from, group, name, line) in std::mem::take(&mut self.needs) {
            match self.listed.get(&(group, name.to_lowercase())) {
                Some(&to) => arrows.add(from, to, Scope::Runtime),
                None => {
                    let who = self.components.get(from as usize).map_or("", |component| component.name.as_str());
                    let message = format!("`{who}` needs `{name}`: its group does not hold it");
                    let place = Place::Line { line, column: 1 };
                    self.notices.warning("dangling-reference", Some(place), message);
                }
            }
        }
        let mut document = Document {
            format: FORMAT.id,
            components: self.components.into(),
            dependencies: arrows.finish(),
            ..Document::default()
        };
        let better = Some("paket.dependencies tells, which Lockscope does not read");
        assume_direct(&mut document, Ecosystem::Nuget, |component| component.scope, better, &mut self.notices);
        document.notices = self.notices.finish();
        document
    }
}

/// `FAKE` and `4.64.17` of `FAKE (4.64.17) - restriction: >= net461`
fn split(text: &str) -> (&str, Option<&str>) {
    match text.split_once('(') {
        Some((name, rest)) => (name.trim_end(), rest.split(')').next().filter(|version| !version.is_empty())),
        None => (text.split(" - ").next().unwrap_or(text).trim_end(), None),
    }
}
