//! requirements.txt: what pip is asked to install, line by line, and the `# via` remarks of pip-compile and uv,
//! which say what needs it.
//!
//! Files that `-r` and `-c` name are not opened: drop them too. A requirement that names a range or nothing
//! is listed without a version.
//!
//! Source: <https://pip.pypa.io/en/stable/reference/requirements-file-format/>.

mod lines;

use std::collections::{HashMap, HashSet};

use super::support::arrows::Arrows;
use super::support::conflict::refuse_merge_conflict;
use super::support::notices::Notices;
use super::support::python::requirement::Requirement;
use super::support::python::{self, Packages};
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, ComponentKind, Document, Ecosystem, Place, ReadError, Scope};
use lines::Line;

pub const FORMAT: Format = Format {
    id: "requirements-txt",
    title: "requirements.txt",
    family: "Python",
    file_names: &["requirements.txt", "*requirements.txt", "constraints.txt", "requirements.in"],
    versions: "",
    holds: Holds { dependencies: true, hashes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: Some(python::project::sharpen),
};

/// After this many lines that belong to something else, and none of ours, no more are looked at.
const MOST_STRANGE_LINES: usize = 20;

fn identify(input: &Input) -> bool {
    if input.sketch().is_some() {
        return false;
    }
    let head = input.head();
    // Where the look ends inside a line, that line says nothing.
    let whole =
        if head.len() < input.text.len() { head.rsplit_once('\n').map_or(head, |(whole, _)| whole) } else { head };
    let (mut sure, mut likely, mut other) = (0_usize, 0_usize, 0_usize);
    let mut continues = false;
    for line in whole.lines().map(str::trim) {
        let continued = std::mem::replace(&mut continues, line.ends_with('\\') && !line.starts_with('#'));
        let is_conflict = ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|mark| line.starts_with(mark));
        if continued || line.is_empty() || line.starts_with('#') || is_conflict {
            continue;
        }
        match lines::likelihood(line.trim_end_matches('\\')) {
            lines::Likelihood::Sure => sure += 1,
            lines::Likelihood::Likely => likely += 1,
            lines::Likelihood::Other => other += 1,
        }
        if other > MOST_STRANGE_LINES && sure == 0 {
            return false;
        }
    }
    sure > 0 && other * 3 < sure + likely + 1
}

/// A document under construction.
struct Draft {
    components: Vec<Component>,
    known: HashMap<(String, String), ComponentIndex>,
    /// Who needs a component, as its `# via` remark says.
    needed_by: Vec<(ComponentIndex, String, Place)>,
    notices: Notices,
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    refuse_merge_conflict(&input.text)?;
    let mut draft = Draft {
        components: Vec::new(),
        known: HashMap::new(),
        needed_by: Vec::new(),
        notices: Notices::new(input.notices.clone()),
    };
    let mut last = None;
    for line in lines::read(&input.text) {
        match line {
            Line::Requirement { text, remark, place } => {
                last = draft.add(&text, place.clone());
                if let (Some(index), Some(via)) = (last, remark.and_then(|remark| remark.strip_prefix("via "))) {
                    draft.note_via(index, via, &place);
                }
            }
            Line::Via { requesters, place } => {
                if let Some(index) = last {
                    draft.note_via(index, requesters, &place);
                }
            }
        }
    }
    Ok(finish(draft))
}

impl Draft {
    /// Reads one requirement or option; gives the component it names.
    fn add(&mut self, text: &str, place: Place) -> Option<ComponentIndex> {
        if let Some((option, value)) = lines::option(text) {
            return match option {
                "-e" | "--editable" => self.add_address(value, true, place),
                "-r" | "--requirement" | "-c" | "--constraint" => {
                    let message = format!("`{value}` is another file; drop it too to see what it lists");
                    self.notices.info("not-read", Some(place), message);
                    None
                }
                _ => None,
            };
        }
        let (text, options) = lines::without_options(text);
        let hashes = lines::hashes(options);
        if let Some(requirement) = Requirement::parse(text) {
            return Some(self.add_requirement(&requirement, hashes, place));
        }
        if lines::is_address(text) {
            let index = self.add_address(text, false, place)?;
            self.components.get_mut(index as usize)?.hashes.extend(hashes);
            return Some(index);
        }
        let shown: String = text.chars().take(80).collect();
        self.notices.warning("skipped-entry", Some(place), format!("`{shown}` is not a requirement and was left out"));
        None
    }

    fn add_requirement(&mut self, requirement: &Requirement, hashes: Vec<String>, place: Place) -> ComponentIndex {
        let name = requirement.name;
        let from_address = requirement.url.and_then(lines::named_by_address).and_then(|(_, version)| version);
        let version = requirement.pinned().or(from_address);
        if version.is_none() && requirement.url.is_none() {
            let (code, message) = match requirement.specifier {
                "" => (
                    "missing-version",
                    format!("`{name}` is asked for in any version; which one is installed is not said"),
                ),
                range => (
                    "range-as-version",
                    format!("`{name}` is asked for as {range}; which version is installed is not said"),
                ),
            };
            self.notices.warning(code, Some(place.clone()), message);
        }
        let component = Component {
            hashes,
            source: requirement.url.map(str::to_owned),
            ..python::component(name, version, Some(place))
        };
        self.push(component, requirement.marker.is_some())
    }

    /// Reads `git+https://…#egg=name`, the address of an archive, or a folder.
    fn add_address(&mut self, text: &str, editable: bool, place: Place) -> Option<ComponentIndex> {
        if let Some(requirement) = Requirement::parse(text).filter(|requirement| requirement.url.is_some()) {
            return Some(self.add_requirement(&requirement, Vec::new(), place));
        }
        let address = text.split(" ;").next().unwrap_or(text).trim();
        let is_folder =
            !address.contains("://") && lines::named_by_address(address).is_none_or(|(_, version)| version.is_none());
        let Some((name, version)) = lines::named_by_address(address) else {
            let what = if editable { "The project in this folder" } else { "What stands at this address" };
            let message = format!("{what} is not named here and was left out: `{address}`");
            self.notices.info("missing-name", Some(place), message);
            return None;
        };
        let mut component = python::component(name, version, Some(place));
        component.own = is_folder;
        component.source = Some(address.to_owned());
        Some(self.push(component, false))
    }

    /// Adds a component, or gives the one that stands there already: once for each marker is no mistake.
    fn push(&mut self, component: Component, conditional: bool) -> ComponentIndex {
        let new = ComponentIndex::try_from(self.components.len()).unwrap_or(ComponentIndex::MAX);
        let key = (python::normalised(&component.name).into_owned(), component.version.clone().unwrap_or_default());
        let index = *self.known.entry(key).or_insert(new);
        if index == new {
            self.components.push(component);
        } else if let Some(earlier) = self.components.get_mut(index as usize) {
            if !conditional {
                let message = format!("`{}` stands twice; the first one counts", component.name);
                self.notices.warning("repeated-reference", component.place, message);
            }
            earlier.hashes.extend(component.hashes);
        }
        index
    }

    fn note_via(&mut self, index: ComponentIndex, requesters: &str, place: &Place) {
        let requesters = requesters.split(',').map(str::trim).filter(|requester| !requester.is_empty());
        self.needed_by.extend(requesters.map(|requester| (index, requester.to_owned(), place.clone())));
    }
}

/// Turns the `# via` remarks into arrows. The files and projects they name become roots.
fn finish(mut draft: Draft) -> Document {
    for component in &mut draft.components {
        let mut seen = HashSet::new();
        component.hashes.retain(|hash| seen.insert(hash.clone()));
    }
    let packages = Packages::new(&draft.components);
    let mut arrows = Arrows::default();
    let mut roots: Vec<ComponentIndex> = Vec::new();
    let mut requesters: HashMap<String, ComponentIndex> = HashMap::new();
    for (needed, requester, place) in std::mem::take(&mut draft.needed_by) {
        if requester.starts_with("-c ") || requester.starts_with("--constraint") {
            continue;
        }
        let Some(root) = root_named(&requester) else {
            let found = packages.named(&requester);
            if found.is_empty() {
                let name = draft.components.get(needed as usize).map_or("?", |component| component.name.as_str());
                let message = format!("`{requester}` is said to need `{name}`: the file does not hold it");
                draft.notices.warning("dangling-reference", Some(place), message);
            }
            let found = found.get(..python::MOST_VERSIONS).unwrap_or(found);
            found.iter().for_each(|from| arrows.add(*from, needed, Scope::Unknown));
            continue;
        };
        let new = ComponentIndex::try_from(draft.components.len()).unwrap_or(ComponentIndex::MAX);
        let from = *requesters.entry(root.to_owned()).or_insert(new);
        if from == new {
            roots.push(new);
            draft.components.push(Component {
                name: root.to_owned(),
                ecosystem: Ecosystem::Pypi,
                kind: ComponentKind::Application,
                own: true,
                ..Component::default()
            });
        }
        arrows.add(from, needed, Scope::Unknown);
    }
    let dependencies = arrows.finish();
    if dependencies.is_empty() {
        let message = "This file declares no dependency relationships; you see an inventory";
        draft.notices.info("no-dependencies", None, message);
    }
    Document {
        format: FORMAT.id,
        roots,
        components: draft.components.into(),
        dependencies,
        notices: draft.notices.finish(),
        ..Document::default()
    }
}

/// `-r requirements.in` is a file, `shop (pyproject.toml)` a project: what the packages were chosen for.
fn root_named(requester: &str) -> Option<&str> {
    let file = requester.strip_prefix("-r ").or_else(|| requester.strip_prefix("--requirement "));
    file.or_else(|| requester.ends_with(')').then(|| requester.rsplit_once(" (").map_or(requester, |(name, _)| name)))
        .map(|name| name.rsplit_once(" (line ").map_or(name, |(name, _)| name).trim())
}
