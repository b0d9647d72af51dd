//! `go mod graph`: what each module version requires, one arrow a line.
//!
//! The output names every version that anything asks for. Of each module Go builds the highest (minimal
//! version selection), so one component stands for a module, and arrows lead to it. What a version that was
//! not selected requires counts only for modules that nothing selected needs.
//!
//! Sources: <https://go.dev/ref/mod#go-mod-graph>, <https://go.dev/ref/mod#minimal-version-selection>.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::support::arrows::Arrows;
use super::support::go;
use super::support::notices::Notices;
use super::support::places::counted;
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Place, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "go-mod-graph",
    title: "go mod graph",
    family: "Go",
    file_names: &["go-mod-graph.txt"],
    versions: "",
    holds: Holds { dependencies: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    const LOOKED_AT: usize = 20;
    let mut lines = lines(input.head()).map(|(line, _)| line).take(LOOKED_AT).peekable();
    let is_first_main = lines.peek().and_then(|line| arrow(line)).is_some_and(|(from, _)| from.version.is_none());
    is_first_main && lines.all(|line| arrow(line).is_some_and(|(_, to)| to.version.is_some_and(|it| to.fits(it))))
}

/// The lines that are not progress messages of the `go` command.
fn lines(text: &str) -> impl Iterator<Item = (&str, u32)> {
    let is_arrow = |(line, _): &(&str, u32)| !line.trim().is_empty() && !line.starts_with("go: ");
    text.lines().zip(1_u32..).filter(is_arrow)
}

/// `path@version`; a main module has no version.
#[derive(Clone, Copy)]
struct Module<'a> {
    path: &'a str,
    version: Option<&'a str>,
}

impl<'a> Module<'a> {
    fn of(text: &'a str) -> Self {
        match text.split_once('@') {
            Some((path, version)) => Self { path, version: Some(version) },
            None => Self { path: text, version: None },
        }
    }

    /// `go` and `toolchain` stand among the modules with versions of Go itself.
    fn is_go_itself(self) -> bool {
        matches!(self.path, "go" | "toolchain")
    }

    fn fits(self, version: &str) -> bool {
        let digits =
            if self.is_go_itself() { version.trim_start_matches("go") } else { version.trim_start_matches('v') };
        (self.is_go_itself() || version.starts_with('v')) && digits.starts_with(|first: char| first.is_ascii_digit())
    }
}

fn arrow(line: &str) -> Option<(Module<'_>, Module<'_>)> {
    let mut words = line.split_whitespace();
    let arrow = (Module::of(words.next()?), Module::of(words.next()?));
    words.next().is_none().then_some(arrow)
}

/// One module of the build: the version selected so far, `None` for a main module.
struct Selected<'a> {
    path: &'a str,
    version: Option<&'a str>,
    place: Place,
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let mut notices = Notices::new(input.notices.clone());
    let mut arrows: Vec<(Module, Module)> = Vec::new();
    let mut selected: Vec<Selected> = Vec::new();
    let mut by_path: HashMap<&str, ComponentIndex> = HashMap::new();
    let mut go_version: Option<&str> = None;
    let mut main_lists_all = false;
    for (line, number) in lines(&input.text) {
        let place = Place::Line { line: number, column: 1 };
        let Some((from, to)) = arrow(line) else {
            notices.warning("skipped-entry", Some(place), "This line is not two modules");
            continue;
        };
        if to.path == "go" {
            let higher = |old: &str| to.version.is_some_and(|new| go::compare(new, old) == Ordering::Greater);
            go_version = if go_version.is_none_or(higher) { to.version } else { go_version };
            let lists_all = to.version.is_some_and(|version| go::compare(version, "1.17") != Ordering::Less);
            main_lists_all |= from.version.is_none() && lists_all;
        }
        for module in [from, to].into_iter().filter(|module| !module.is_go_itself()) {
            let index = *by_path.entry(module.path).or_insert_with(|| {
                selected.push(Selected { path: module.path, version: module.version, place: place.clone() });
                selected.len() as ComponentIndex - 1
            });
            if let Some(known) = selected.get_mut(index as usize)
                && is_higher(module.version, known.version)
            {
                (known.version, known.place) = (module.version, place.clone());
            }
        }
        if !from.is_go_itself() && !to.is_go_itself() {
            arrows.push((from, to));
        }
    }
    if let Some(version) = go_version {
        notices.info("go-version", None, format!("The modules ask for Go {version} or later"));
    }
    if main_lists_all {
        let message = "From Go 1.17 on the main module lists indirect modules among its own; go.mod tells which";
        notices.info("indirect", None, message);
    }
    let is_main = |module: &Selected| module.version.is_none();
    let roots: Vec<ComponentIndex> =
        (0..).zip(&selected).filter(|(_, module)| is_main(module)).map(|(at, _)| at).collect();
    let dependencies = fold(&arrows, &selected, &by_path, &roots, &mut notices);
    let component = |module: &Selected| Component {
        own: is_main(module),
        place: Some(module.place.clone()),
        ..go::module(module.path, module.version)
    };
    Ok(Document {
        format: FORMAT.id,
        components: selected.iter().map(component).collect(),
        roots,
        dependencies,
        notices: notices.finish(),
        ..Document::default()
    })
}

/// A main module is always selected.
fn is_higher(version: Option<&str>, known: Option<&str>) -> bool {
    match (version, known) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(version), Some(known)) => go::compare(version, known) == Ordering::Greater,
    }
}

fn fold(
    lines: &[(Module, Module)],
    selected: &[Selected],
    by_path: &HashMap<&str, ComponentIndex>,
    roots: &[ComponentIndex],
    notices: &mut Notices,
) -> Vec<crate::model::Dependency> {
    let mut arrows = Arrows::default();
    let mut targets: Vec<Vec<ComponentIndex>> = vec![Vec::new(); selected.len()];
    let mut unselected = Vec::new();
    for (from, to) in lines {
        let (Some(&start), Some(&end)) = (by_path.get(from.path), by_path.get(to.path)) else { continue };
        if start == end {
            continue;
        }
        if selected.get(start as usize).is_some_and(|module| module.version == from.version) {
            arrows.add(start, end, Scope::Unknown);
            if let Some(targets) = targets.get_mut(start as usize) {
                targets.push(end);
            }
        } else {
            unselected.push((start, end));
        }
    }
    let mut reached = vec![false; selected.len()];
    let mut open = roots.to_vec();
    while let Some(index) = open.pop() {
        if let Some(reached) = reached.get_mut(index as usize).filter(|reached| !**reached) {
            *reached = true;
            open.extend(targets.get(index as usize).into_iter().flatten());
        }
    }
    for (start, end) in unselected.into_iter().filter(|(_, end)| reached.get(*end as usize) == Some(&false)) {
        arrows.add(start, end, Scope::Unknown);
    }
    let count = reached.iter().filter(|reached| !**reached).count();
    if count > 0 {
        let message = format!(
            "{} only by versions that were not selected; Go keeps them in the build list",
            counted(count, "module is needed", "modules are needed")
        );
        notices.info("needed-by-unselected", None, message);
    }
    arrows.finish()
}
