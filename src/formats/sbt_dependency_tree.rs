//! What sbt's `dependencyTree` and `dependencyList` print: a tree of two characters a level, or a plain
//! list of `group:artifact:version`. Coursier's tree (`cs resolve --tree`, Mill) differs in its lines and in
//! that it names no project.
//!
//! An evicted version stands for the one that was taken instead, which Coursier puts behind `->`. Lines that the width of the terminal
//! cut off (they end in `..`) are left out.
//! Source: <https://www.scala-sbt.org/1.x/docs/Dependency-Management-Flow.html>.

use super::support::arrows::Arrows;
use super::support::maven::{Artifacts, Coordinates, is_name};
use super::support::notices::Notices;
use super::support::roots;
use super::support::text_tree::{Branch, OpenBranches, branch, logged, place, without_colors};
use super::{Format, Holds, Input};
use crate::model::{ComponentIndex, Document, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "sbt-dependency-tree",
    title: "sbt or Coursier dependency tree",
    family: "JVM",
    file_names: &["sbt-dependency-tree.txt"],
    versions: "tree, list",
    holds: Holds { dependencies: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    let head = without_colors(input.head());
    let mut lines = head.lines().map(logged).filter(|line| !line.trim().is_empty());
    if lines.clone().any(|line| drawn(line).is_some_and(|branch| Entry::read(branch.label).is_some())) {
        return true;
    }
    // Two lines at least: one could be anything.
    let mut count = 0;
    lines.by_ref().take(20).all(|line| {
        count += 1;
        is_listed(line)
    }) && count > 1
}

/// `group:artifact:version` and nothing else.
fn is_listed(line: &str) -> bool {
    let coordinates = Coordinates::read(line.trim());
    coordinates.is_some_and(|known| is_name(known.group) && known.version.bytes().any(|byte| byte.is_ascii_digit()))
}

/// A line of a tree: `+-group:artifact:version`, `├─ group:artifact:version`.
fn drawn(line: &str) -> Option<Branch<'_>> {
    let branch = branch(line);
    let stem = line.trim_end().strip_suffix(branch.label)?;
    let is_drawn = ["+-", "├─ ", "└─ "].iter().any(|end| stem.ends_with(end));
    (is_drawn && !branch.label.is_empty()).then_some(branch)
}

/// What a label says: `a:b:1 [S]`, `a:b:1 (evicted by: 2)`, `a:b:1 (error: …)`, `a:b:1 -> 2`.
struct Entry<'a> {
    coordinates: Coordinates<'a>,
    is_missing: bool,
}

impl<'a> Entry<'a> {
    fn read(label: &'a str) -> Option<Self> {
        let (coordinates, remarks) = label.split_once(' ').unwrap_or((label, ""));
        let mut coordinates = Coordinates::read(coordinates)?;
        let evicted = remarks.split_once("(evicted by: ").and_then(|(_, rest)| rest.split(')').next());
        let winner = evicted.or_else(|| remarks.strip_prefix("-> ")?.split(' ').next());
        coordinates.version = winner.map(str::trim).unwrap_or(coordinates.version);
        Some(Self { coordinates, is_missing: remarks.contains("(error: ") })
    }
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let text = without_colors(&input.text);
    let mut notices = Notices::new(input.notices.clone());
    let mut artifacts = Artifacts::default();
    let mut arrows = Arrows::default();
    let mut tops = Vec::new();
    let mut open: OpenBranches<Option<ComponentIndex>> = OpenBranches::new();
    let (mut is_tree, mut is_loose) = (false, false);
    for (line, whole) in (1..).zip(text.lines()) {
        let text = logged(whole);
        let (branch, is_top) = match drawn(text) {
            Some(branch) => (branch, false),
            None if is_listed(text.split(' ').next().unwrap_or("")) => (branch(text), true),
            None => {
                if !branch(text).is_drawn && !text.trim().is_empty() {
                    open.close();
                }
                continue;
            }
        };
        is_tree |= !is_top;
        let place = Some(place(line, whole, branch.label));
        let parent = open.parent(branch.column).copied();
        is_loose |= parent.is_none() && !is_top;
        let entry = Entry::read(branch.label).filter(|_| !branch.label.ends_with(".."));
        let index = entry.map(|entry| {
            if entry.is_missing {
                let message = format!("sbt did not find `{}`", branch.label);
                notices.warning("unresolved-dependency", place.clone(), message);
            }
            artifacts.add(entry.coordinates, place.clone())
        });
        match (parent.flatten(), index) {
            (Some(from), Some(to)) => arrows.add(from, to, Scope::Unknown),
            (None, Some(top)) if is_top => tops.push(top),
            (_, None) => {
                let message = format!("Not `group:artifact:version`, or cut off: `{}`", branch.label);
                notices.warning("skipped-entry", place, message);
            }
            _ => {}
        }
        open.open(branch.column, index);
    }
    if is_loose {
        let message = "The tree does not name the project; what stands at its top is what the project needs";
        notices.info("no-root", None, message);
    }
    if is_tree {
        tops.iter().for_each(|&top| artifacts.own(top));
    } else {
        let message = "This file declares no dependency relationships; you see an inventory";
        notices.info("no-dependencies", None, message);
        tops.clear();
    }
    let mut document = Document {
        format: FORMAT.id,
        format_version: Some(if is_tree { "tree" } else { "list" }.to_owned()),
        components: artifacts.components.into(),
        dependencies: arrows.finish(),
        notices: notices.finish(),
        ..Document::default()
    };
    let tops: std::collections::HashSet<ComponentIndex> = tops.into_iter().collect();
    document.roots = roots::tops(&document, |index| tops.contains(&index));
    Ok(document)
}
