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
use super::support::text_tree::{OpenBranches, branch, without_colors};
use super::{Format, Holds, Input};
use crate::model::{ComponentIndex, Document, Place, ReadError, Scope};

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
    let entries: Vec<(u32, usize, Option<Entry>, &str)> = (1..)
        .zip(text.lines())
        .map(|(line, text)| (line, branch(text)))
        .filter(|(_, branch)| !branch.label.is_empty())
        .map(|(line, branch)| (line, branch.column, Entry::read(branch.label), branch.label))
        .collect();
    let mut artifacts = Artifacts::default();
    let mut taken: HashMap<(&str, &str), ComponentIndex> = HashMap::new();
    for (line, column, entry, label) in &entries {
        let place = Some(Place::Line { line: *line, column: *column as u32 + 1 });
        match entry {
            Some(entry) if !entry.is_omitted => {
                let index = artifacts.add(entry.coordinates, place);
                taken.entry((entry.coordinates.group, entry.coordinates.artifact)).or_insert(index);
                if let Some(component) = artifacts.components.get_mut(index as usize)
                    && entry.coordinates.version.contains(['/', '\\'])
                {
                    component.own = true;
                    component.source = component.version.take().or(component.source.take());
                    component.package_url = Coordinates { version: "", ..entry.coordinates }.package_url();
                }
            }
            Some(_) => {}
            None => notices.warning("skipped-entry", place, format!("Not a library and a version: `{label}`")),
        }
    }
    let mut arrows = Arrows::default();
    let mut open: OpenBranches<Option<ComponentIndex>> = OpenBranches::new();
    for (_, column, entry, _) in &entries {
        let parent = open.parent(*column).copied().flatten();
        let index = entry.as_ref().and_then(|entry| match (entry.is_omitted, entry.reason) {
            (false, _) => artifacts.find(&entry.coordinates),
            (true, "excluded" | "parent-omitted") => None,
            (true, _) => taken.get(&(entry.coordinates.group, entry.coordinates.artifact)).copied(),
        });
        if let (Some(from), Some(to), Some(entry)) = (parent, index, entry) {
            arrows.add(from, to, entry.scope);
        }
        // What an omitted version needs is not needed.
        open.open(*column, index.filter(|_| entry.as_ref().is_some_and(|entry| !entry.is_omitted)));
    }
    notices.info(
        "no-root",
        None,
        "The tree does not name the project; what stands at its top is what the project needs",
    );
    Ok(Document {
        format: FORMAT.id,
        components: artifacts.components,
        dependencies: arrows.finish(),
        notices: notices.finish(),
        ..Document::default()
    })
}
