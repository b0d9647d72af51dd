//! The dependency trees of Clojure's tools: `clj -Stree` (`. lib version`, `X lib version :reason`) and
//! `lein deps :tree` (`[lib "version"]`).
//!
//! Neither names the project, so what stands at the top is its direct dependencies and there is no root.
//! A version that lost (`X`) stands for the one that was taken; `:excluded` and `:parent-omitted` stand
//! for nothing. Source: <https://clojure.org/reference/clojure_cli#tree>.

use std::collections::HashMap;

use super::support::arrows::Arrows;
use super::support::maven::{self, Artifacts, Coordinates, is_name};
use super::support::notices::Notices;
use super::support::text_tree::{Branch, OpenBranches, branch, place, without_colors};
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "clojure-tree",
    title: "clj -Stree, lein deps :tree",
    family: "JVM",
    file_names: &["clj-tree.txt", "lein-tree.txt"],
    versions: "",
    holds: Holds { dependencies: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    let head = without_colors(input.head());
    let mut lines = head.lines().filter(|line| !line.trim().is_empty()).take(40).peekable();
    let is_vector = |line: &str| Entry::read(branch(line).label).is_some_and(|entry| entry.is_vector);
    if lines.peek().is_some_and(|line| is_vector(line)) {
        return true;
    }
    // Two words and no more could be anything: the marks tell.
    let mut is_marked = false;
    lines.all(|line| {
        let entry = Entry::read(branch(line).label);
        is_marked |= entry.as_ref().is_some_and(|entry| entry.is_marked);
        entry.is_some()
    }) && is_marked
}

/// What a line says.
struct Entry<'a> {
    coordinates: Coordinates<'a>,
    scope: Scope,
    is_omitted: bool,
    reason: &'a str,
    is_vector: bool,
    /// Does `.` or `X` stand before it?
    is_marked: bool,
}

impl<'a> Entry<'a> {
    /// What this is a version of.
    fn library(&self) -> Coordinates<'a> {
        Coordinates { version: "", ..self.coordinates }
    }

    fn read(label: &'a str) -> Option<Self> {
        match label.strip_prefix('[') {
            Some(rest) => Self::read_vector(rest.strip_suffix(']')?),
            None => Self::read_words(label),
        }
    }

    /// `lib "version" :scope "test" :exclusions [[…]]`, without the brackets.
    fn read_vector(inner: &'a str) -> Option<Self> {
        let (name, rest) = inner.split_once(" \"")?;
        let (version, options) = rest.split_once('"')?;
        let option = |key: &str| options.split_once(key).and_then(|(_, rest)| rest.split('"').nth(1)).unwrap_or("");
        if !version.bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let coordinates = coordinates(name, version)?.of_kind(option(":extension"), option(":classifier"));
        let scope = maven::scope(option(":scope")).unwrap_or_default();
        Some(Self { coordinates, scope, is_omitted: false, reason: "", is_vector: true, is_marked: false })
    }

    /// `. lib version`, `X lib version :reason`, `lib version`.
    fn read_words(label: &'a str) -> Option<Self> {
        let (is_marked, is_omitted, rest) = match label.split_once(' ')? {
            ("X", rest) => (true, true, rest),
            (".", rest) => (true, false, rest),
            _ => (false, false, label),
        };
        let mut words = rest.split_whitespace();
        let (name, version) = (words.next()?, words.next()?);
        let mut reason = "";
        for word in words {
            match word.strip_prefix(':') {
                Some(word) => reason = word,
                // A git address and its commit, a path with blanks: the first word tells enough.
                None if reason.is_empty() => {}
                None => return None,
            }
        }
        if !version.bytes().any(|byte| byte.is_ascii_digit() || matches!(byte, b'/' | b'\\')) {
            return None;
        }
        let coordinates = coordinates(name, version)?;
        Some(Self { coordinates, scope: Scope::Unknown, is_omitted, reason, is_vector: false, is_marked })
    }
}

/// `group/artifact`, or one word that is both.
fn coordinates<'a>(name: &'a str, version: &'a str) -> Option<Coordinates<'a>> {
    let (group, artifact) = name.split_once('/').unwrap_or((name, name));
    (is_name(group) && is_name(artifact)).then(|| Coordinates::new(group, artifact, version))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let text = without_colors(&input.text);
    let mut notices = Notices::new(input.notices.clone());
    let mut lines = Vec::new();
    for (line, text) in (1..).zip(text.lines()) {
        let Branch { column, label, .. } = branch(text);
        let place = place(line, text, label);
        match Entry::read(label) {
            Some(entry) => lines.push((column, place, entry)),
            None if label.is_empty() => {}
            None => {
                let message = format!("Not a library and a version: `{label}`");
                notices.warning("skipped-entry", Some(place), message);
            }
        }
    }
    let chosen = chosen(lines.iter().map(|(.., entry)| entry));
    let mut artifacts = Artifacts::default();
    let mut arrows = Arrows::default();
    let mut open: OpenBranches<Option<ComponentIndex>> = OpenBranches::new();
    for (column, place, entry) in lines {
        let parent = open.parent(column).copied().flatten();
        let chosen = chosen.get(&entry.library()).filter(|_| !matches!(entry.reason, "excluded" | "parent-omitted"));
        let index = chosen.map(|chosen| {
            let index = artifacts.add(*chosen, Some(place));
            if let Some(component) = artifacts.components.get_mut(index as usize) {
                keep_path_apart(component, entry.library());
            }
            index
        });
        if let (Some(from), Some(to)) = (parent, index) {
            arrows.add(from, to, entry.scope);
        }
        // What another version needs is not needed.
        let is_chosen = !entry.is_omitted && chosen == Some(&entry.coordinates);
        open.open(column, index.filter(|_| is_chosen));
    }
    let message = "The tree does not name the project; what stands at its top is what the project needs";
    notices.info("no-root", None, message);
    Ok(Document {
        format: FORMAT.id,
        components: artifacts.components.into(),
        dependencies: arrows.finish(),
        notices: notices.finish(),
        ..Document::default()
    })
}

/// Of each library there is one version in the end: the newer one where it says so.
fn chosen<'a, 'e>(entries: impl Iterator<Item = &'e Entry<'a>>) -> HashMap<Coordinates<'a>, Coordinates<'a>>
where
    'a: 'e,
{
    let mut chosen = HashMap::new();
    for entry in entries.filter(|entry| !entry.is_omitted) {
        let slot = chosen.entry(entry.library()).or_insert(entry.coordinates);
        if entry.reason == "newer-version" {
            *slot = entry.coordinates;
        }
    }
    chosen
}

/// A library that lies in a folder has a path where others have a version.
fn keep_path_apart(component: &mut Component, library: Coordinates) {
    if component.version.as_ref().is_some_and(|version| version.contains(['/', '\\'])) {
        component.own = true;
        component.source = component.version.take();
        component.package_url = library.package_url();
    }
}
