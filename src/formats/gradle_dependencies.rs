//! The text that `gradle dependencies` prints: a tree for each configuration of each project.
//!
//! Marks: `(*)` was listed before, `(c)` is a constraint and no dependency, `(n)` was declared and never
//! resolved, `FAILED` was not found; behind `->` stands what was chosen. Constraints and declarations are
//! left out. Source: <https://docs.gradle.org/current/userguide/viewing_debugging_dependencies.html>.

use std::collections::HashMap;

use super::support::arrows::Arrows;
use super::support::gradle::configuration_scope;
use super::support::maven::{Artifacts, Coordinates, is_name};
use super::support::notices::Notices;
use super::support::places::counted;
use super::support::roots;
use super::support::text_tree::{Branch, OpenBranches, branch, place, without_colors};
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Ecosystem, Place, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "gradle-dependencies",
    title: "gradle dependencies",
    family: "JVM",
    file_names: &["gradle-dependencies.txt"],
    versions: "",
    holds: Holds { dependencies: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    let head = without_colors(input.head());
    let has_empty = head.contains("\nNo dependencies");
    let mut after_rule = false;
    for line in head.lines().map(str::trim_end) {
        if after_rule && heading(line).is_some() && has_empty {
            return true;
        }
        after_rule = is_rule(line);
        if drawn(line).is_some_and(|branch| Entry::read(branch.label).is_some()) {
            return true;
        }
    }
    false
}

/// A line of a tree, five characters a level.
fn drawn(line: &str) -> Option<Branch<'_>> {
    let branch = branch(line);
    let stem: &str = line.strip_suffix(branch.label)?;
    (stem.ends_with("+--- ") || stem.ends_with("\\--- ")).then_some(branch)
}

fn is_rule(line: &str) -> bool {
    line.len() >= 20 && line.bytes().all(|byte| byte == b'-')
}

/// `Root project 'a' - what it is`, `Project ':a:b'`, `Project :a` as a path and a name.
fn heading(line: &str) -> Option<(&str, &str)> {
    let (is_root, rest) = match line.strip_prefix("Root project") {
        Some(rest) => (true, rest),
        None => (false, line.strip_prefix("Project ")?),
    };
    let rest = rest.trim_start();
    let name = match rest.strip_prefix('\'') {
        Some(quoted) => quoted.split('\'').next()?,
        None => rest.split(" - ").next()?.trim(),
    };
    match (is_root, name) {
        (true, "") => Some((":", "root project")),
        (true, name) => Some((":", name)),
        (false, name) => Some((name, name)).filter(|_| name.starts_with(':')),
    }
}

/// What one line of a tree says.
struct Entry<'a> {
    target: Target<'a>,
    mark: Mark,
}

enum Target<'a> {
    Project(&'a str),
    Artifact(Coordinates<'a>),
}

#[derive(Clone, Copy, PartialEq)]
enum Mark {
    Plain,
    Constraint,
    Declared,
    Failed,
}

impl<'a> Entry<'a> {
    /// `a:b:1`, `a:b -> 2`, `a:b:{strictly 1} -> 1 (c)`, `a:b:1 -> c:d:2`, `project :x (*)`, …
    fn read(label: &'a str) -> Option<Self> {
        let (mut label, mut mark) = (label.trim_end(), Mark::Plain);
        for (text, meaning) in [
            (" (*)", Mark::Plain),
            (" (c)", Mark::Constraint),
            (" (n)", Mark::Declared),
            (" FAILED", Mark::Failed),
            (" (*)", Mark::Plain),
        ] {
            if let Some(rest) = label.strip_suffix(text) {
                label = rest.trim_end();
                mark = if meaning == Mark::Plain { mark } else { meaning };
            }
        }
        let (wanted, chosen) = match label.split_once(" -> ") {
            Some((wanted, chosen)) => (wanted, Some(chosen.trim())),
            None => (label, None),
        };
        let target = match (Target::read(wanted)?, chosen) {
            (wanted, None) => wanted,
            (_, Some(chosen)) if chosen.starts_with("project ") || chosen.contains(':') => Target::read(chosen)?,
            (Target::Artifact(wanted), Some(version)) => Target::Artifact(Coordinates { version, ..wanted }),
            (Target::Project(_), Some(_)) => return None,
        };
        Some(Self { target, mark })
    }
}

impl<'a> Target<'a> {
    fn read(text: &'a str) -> Option<Self> {
        if let Some(path) = text.strip_prefix("project ") {
            let path = path.trim().trim_matches('\'');
            return (!path.is_empty() && !path.contains(' ')).then_some(Self::Project(path));
        }
        let mut parts = text.splitn(3, ':');
        let (group, artifact, version) = (parts.next()?, parts.next()?, parts.next().unwrap_or(""));
        let fits = (group.is_empty() || is_name(group)) && is_name(artifact) && !version.contains(": ");
        fits.then(|| Self::Artifact(Coordinates::new(group, artifact, version)))
    }
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let text = without_colors(&input.text);
    let mut report = Report::new(Notices::new(input.notices.clone()));
    for (line, text) in (1..).zip(text.lines()) {
        report.read(line, text.trim_end());
    }
    Ok(report.finish())
}

/// The report as far as it has been read.
struct Report<'a> {
    artifacts: Artifacts<'a>,
    projects: HashMap<String, ComponentIndex>,
    arrows: Arrows,
    notices: Notices,
    project: Option<ComponentIndex>,
    scope: Scope,
    /// What is open: a component, or a line that stands for none.
    open: OpenBranches<Option<ComponentIndex>>,
    after_rule: bool,
    constraints: usize,
    declarations: usize,
    loose: usize,
}

impl<'a> Report<'a> {
    fn new(notices: Notices) -> Self {
        Self {
            artifacts: Artifacts::default(),
            projects: HashMap::new(),
            arrows: Arrows::default(),
            notices,
            project: None,
            scope: Scope::Unknown,
            open: OpenBranches::default(),
            after_rule: false,
            constraints: 0,
            declarations: 0,
            loose: 0,
        }
    }

    fn read(&mut self, line: u32, text: &'a str) {
        let after_rule = std::mem::replace(&mut self.after_rule, is_rule(text));
        if let Some(branch) = drawn(text) {
            let place = place(line, text, branch.label);
            self.read_branch(branch, place);
        } else if after_rule && let Some((path, name)) = heading(text) {
            self.project = Some(self.project(path, name, Some(Place::Line { line, column: 1 })));
            self.open.close();
        } else if !text.is_empty() && !text.starts_with(' ') {
            let name = text.split(" - ").next().unwrap_or(text).trim_end_matches(" (n)");
            self.scope = configuration_scope(name);
            self.open.close();
        } else {
            self.open.close();
        }
    }

    fn read_branch(&mut self, branch: Branch<'a>, place: Place) {
        const LEVEL: usize = 5;
        let parent = match self.open.parent(branch.column).copied() {
            None if branch.column == LEVEL => self.project,
            None => None,
            Some(parent) => parent,
        };
        let is_loose = parent.is_none() && self.open.parent(branch.column).is_none();
        let target = match Entry::read(branch.label) {
            Some(entry) => self.target(&entry, place),
            None if branch.label == "unspecified (n)" => {
                self.declarations += 1;
                None
            }
            None => {
                let message = format!("Not `group:artifact:version`: `{}`", branch.label);
                self.notices.warning("skipped-entry", Some(place), message);
                None
            }
        };
        match (parent, target) {
            (Some(from), Some(to)) => self.arrows.add(from, to, self.scope),
            (None, Some(_)) if is_loose => self.loose += 1,
            _ => {}
        }
        self.open.open(branch.column, target);
    }

    /// The component that a line stands for; `None` where it is no dependency.
    fn target(&mut self, entry: &Entry<'a>, place: Place) -> Option<ComponentIndex> {
        match entry.mark {
            Mark::Constraint => {
                self.constraints += 1;
                return None;
            }
            Mark::Declared => {
                self.declarations += 1;
                return None;
            }
            Mark::Failed | Mark::Plain => {}
        }
        let coordinates = match entry.target {
            Target::Project(path) => return Some(self.project(path, path, Some(place))),
            Target::Artifact(coordinates) => coordinates,
        };
        let index = self.artifacts.add(coordinates, Some(place.clone()));
        let is_range = coordinates.version.starts_with(['{', '[', '(', ']']) || coordinates.version.ends_with('+');
        if entry.mark == Mark::Failed {
            let message = format!("Gradle did not find `{}`", label(&coordinates));
            self.notices.warning("unresolved-dependency", Some(place), message);
        } else if is_range {
            let message = format!("`{}` is a range; no version is stated", label(&coordinates));
            self.notices.warning("range-as-version", Some(place), message);
        }
        if is_range && let Some(component) = self.artifacts.components.get_mut(index as usize) {
            component.package_url = Coordinates { version: "", ..coordinates }.package_url();
        }
        Some(index)
    }

    fn project(&mut self, path: &str, name: &str, place: Option<Place>) -> ComponentIndex {
        let absolute = if path.starts_with(':') { path.to_owned() } else { format!(":{path}") };
        let name = if name == path { absolute.as_str() } else { name };
        let components = &mut self.artifacts.components;
        if let Some(&index) = self.projects.get(&absolute) {
            // The root project has a name only where its own part begins.
            if let Some(known) = components.get_mut(index as usize).filter(|known| known.name == ":") {
                known.name = name.to_owned();
            }
            return index;
        }
        let index = components.len() as ComponentIndex;
        let name = name.to_owned();
        components.push(Component { name, ecosystem: Ecosystem::Maven, own: true, place, ..Component::default() });
        self.projects.insert(absolute, index);
        index
    }

    fn finish(mut self) -> Document {
        if self.constraints > 0 {
            let count = counted(self.constraints, "constraint, marked (c), is", "constraints, marked (c), are");
            self.notices.info("constraints-left-out", None, format!("{count} no dependency and left out"));
        }
        if self.declarations > 0 {
            let count = counted(self.declarations, "declaration, marked (n), was", "declarations, marked (n), were");
            self.notices.info("not-read", None, format!("{count} never resolved and left out"));
        }
        if self.loose > 0 {
            let count = counted(self.loose, "entry stands", "entries stand");
            let message = format!("{count} under no project: the text is a part of a report");
            self.notices.info("no-root", None, message);
        }
        let mut document = Document {
            format: FORMAT.id,
            components: self.artifacts.components.into(),
            dependencies: self.arrows.finish(),
            notices: self.notices.finish(),
            ..Document::default()
        };
        let is_own = |index: ComponentIndex| document.components.get(index as usize).is_some_and(|known| known.own);
        document.roots = roots::tops(&document, is_own);
        document
    }
}

fn label(coordinates: &Coordinates) -> String {
    match coordinates.version {
        "" => coordinates.name(),
        version => format!("{}:{version}", coordinates.name()),
    }
}
