//! The text that `cargo tree` prints: drawn, with depths (`--prefix depth`) or as a list (`--prefix none`),
//! with licences where `--format "{p} {l}"` was asked for.
//!
//! `[build-dependencies]` and `[dev-dependencies]` give scopes, `(*)` repeats a crate whose dependencies
//! stand further up, and the features of `-e features` are passed through. A tree of `--invert` is turned
//! round. Source: <https://doc.rust-lang.org/cargo/commands/cargo-tree.html>.

use std::collections::{HashMap, HashSet};

use super::support::arrows::Arrows;
use super::support::notices::Notices;
use super::support::roots;
use super::support::text_tree::{OpenBranches, branch, without_colors};
use super::{Format, Holds, Input};
use crate::model::{
    Component, ComponentIndex, Dependency, Document, Ecosystem, PackageUrl, Place, ReadError, Scope, StatedLicense,
};

pub const FORMAT: Format = Format {
    id: "cargo-tree",
    title: "cargo tree",
    family: "Rust",
    file_names: &["cargo-tree.txt"],
    versions: "indent, depth, none",
    holds: Holds { dependencies: true, licenses: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    let head = without_colors(input.head());
    let mut lines = head.lines().filter(|line| !line.trim().is_empty());
    let Some(first) = lines.next().map(Line::read) else { return false };
    let Some(crate_) = first.crate_.filter(|_| first.column == 0) else { return false };
    let second = lines.next().map(Line::read);
    match second {
        Some(second) => second.crate_.is_some() || second.section.is_some() || second.feature.is_some(),
        // A crate that needs nothing: only a path tells that this is a crate.
        None => crate_.path().is_some(),
    }
}

/// One line, whichever the prefix.
struct Line<'a> {
    /// Where the label begins, or the depth.
    column: usize,
    crate_: Option<Crate<'a>>,
    section: Option<Scope>,
    /// A feature of a crate, with the crate's name.
    feature: Option<&'a str>,
    label: &'a str,
    is_nested: bool,
}

impl<'a> Line<'a> {
    fn read(text: &'a str) -> Self {
        let drawn = branch(text);
        let digits = drawn.label.bytes().take_while(u8::is_ascii_digit).count();
        let depth = drawn.label.get(..digits).and_then(|digits| digits.parse::<u32>().ok());
        let (column, label) = match depth {
            Some(depth) if !drawn.is_drawn => (depth as usize, drawn.label.get(digits..).unwrap_or("")),
            _ => (drawn.column, drawn.label),
        };
        let label = label.strip_suffix(" (*)").unwrap_or(label).trim_end();
        let section = match label {
            "[dependencies]" => Some(Scope::Runtime),
            "[build-dependencies]" => Some(Scope::Build),
            "[dev-dependencies]" => Some(Scope::Development),
            _ => None,
        };
        let feature = label.strip_suffix('"').and_then(|label| label.split_once(" feature \"")).map(|(name, _)| name);
        Self { column, crate_: Crate::read(label), section, feature, label, is_nested: column > 0 }
    }
}

/// `name v1.0.0 (proc-macro) (/path) MIT OR Apache-2.0`.
#[derive(Clone, Copy)]
struct Crate<'a> {
    name: &'a str,
    version: &'a str,
    source: Option<&'a str>,
    license: Option<&'a str>,
}

impl<'a> Crate<'a> {
    fn read(label: &'a str) -> Option<Self> {
        let (name, rest) = label.split_once(" v")?;
        let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
        let end = rest.find([' ', '|', ',', ';']).unwrap_or(rest.len());
        let (version, mut rest) = rest.split_at_checked(end)?;
        let is_version = version.starts_with(|first: char| first.is_ascii_digit()) && version.contains('.');
        if name.is_empty() || !is_name || !is_version {
            return None;
        }
        let mut source = None;
        while let Some((remark, after)) = rest.trim_start().strip_prefix('(').and_then(|rest| rest.split_once(')')) {
            match remark {
                "proc-macro" | "*" => {}
                remark if is_source(remark) => source = Some(remark),
                _ => break,
            }
            rest = after;
        }
        let rest = rest.trim_matches([' ', '|', ';', '\t']);
        Some(Self { name, version, source, license: Some(rest).filter(|text| is_license(text)) })
    }

    /// Where it lies, if it is no one else's.
    fn path(&self) -> Option<&'a str> {
        self.source.filter(|source| !source.contains("://") && !source.starts_with("registry"))
    }
}

fn is_source(text: &str) -> bool {
    let is_drive = text.get(1..3).is_some_and(|drive| drive == ":\\" || drive == ":/");
    text.starts_with('/') || is_drive || text.contains("://") || text.starts_with("registry `")
}

/// Does this read like a licence, and not like the features of `{f}`?
fn is_license(text: &str) -> bool {
    let begins = text.starts_with(|first: char| first.is_ascii_uppercase() || first == '(' || first == '0');
    begins && !text.contains([',', '|']) && !text.contains("://")
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let text = without_colors(&input.text);
    let mut reading = Reading::new(Notices::new(input.notices.clone()));
    for (line, text) in (1..).zip(text.lines()) {
        reading.read(line, text);
    }
    Ok(reading.finish())
}

/// What a line stands for, and the scope of what hangs on it.
#[derive(Clone, Copy)]
struct Open<'a> {
    index: Option<ComponentIndex>,
    feature: Option<&'a str>,
    scope: Scope,
}

/// The tree as far as it has been read.
struct Reading<'a> {
    components: Vec<Component>,
    known: HashMap<(&'a str, &'a str, Option<&'a str>), ComponentIndex>,
    /// What a feature belongs to, by its label.
    features: HashMap<&'a str, ComponentIndex>,
    /// A feature that hangs on a crate: both ends and the scope, the second one to be looked up at the end.
    through: Vec<(ComponentIndex, &'a str, Scope)>,
    arrows: Arrows,
    notices: Notices,
    open: OpenBranches<Open<'a>>,
    section: Option<Scope>,
    tops: Vec<ComponentIndex>,
    after_blank: bool,
    is_nested: bool,
}

impl<'a> Reading<'a> {
    fn new(notices: Notices) -> Self {
        Self {
            components: Vec::new(),
            known: HashMap::new(),
            features: HashMap::new(),
            through: Vec::new(),
            arrows: Arrows::default(),
            notices,
            open: OpenBranches::default(),
            section: None,
            tops: Vec::new(),
            after_blank: true,
            is_nested: false,
        }
    }

    fn read(&mut self, line: u32, text: &'a str) {
        if text.trim().is_empty() {
            self.after_blank = true;
            return;
        }
        let after_blank = std::mem::take(&mut self.after_blank);
        let read = Line::read(text);
        if let Some(scope) = read.section {
            // It stands directly above the first crate that it speaks of.
            self.section = Some(scope);
            return;
        }
        self.is_nested |= read.is_nested;
        let place = Place::Line { line, column: branch(text).column as u32 + 1 };
        let section = self.section.take();
        let parent = self.open.parent(read.column).map(|parent| {
            parent.scope = section.unwrap_or(parent.scope);
            *parent
        });
        let index = match (read.crate_, read.feature) {
            (Some(crate_), _) => Some(self.component(crate_, place)),
            (None, Some(_)) => parent.and_then(|parent| parent.index),
            (None, None) => {
                let message = format!("Not a crate and its version: `{}`", read.label);
                self.notices.warning("skipped-entry", Some(place), message);
                None
            }
        };
        let scope = parent.map_or(Scope::Runtime, |parent| parent.scope);
        match (parent, read.crate_, index) {
            (Some(Open { feature: Some(label), index: from, .. }), Some(crate_), Some(to)) => {
                let name = label.split(' ').next().unwrap_or("");
                if name == crate_.name {
                    self.features.insert(label, to);
                }
                self.arrow(from, to, scope);
            }
            (Some(Open { index: from, .. }), Some(_), Some(to)) => self.arrow(from, to, scope),
            (Some(Open { index: Some(from), .. }), None, Some(_)) => self.through.push((from, read.label, scope)),
            (None, Some(_), Some(top)) if after_blank => self.tops.push(top),
            _ => {}
        }
        let feature = read.feature.map(|_| read.label);
        // The dependencies of a crate are its ordinary ones until a section says otherwise.
        let scope = if feature.is_some() { scope } else { Scope::Runtime };
        self.open.open(read.column, Open { index, feature, scope });
    }

    fn arrow(&mut self, from: Option<ComponentIndex>, to: ComponentIndex, scope: Scope) {
        if let Some(from) = from.filter(|from| *from != to) {
            self.arrows.add(from, to, scope);
        }
    }

    fn component(&mut self, crate_: Crate<'a>, place: Place) -> ComponentIndex {
        let Crate { name, version, source, license } = crate_;
        let index = *self.known.entry((name, version, source)).or_insert_with(|| {
            self.components.push(Component {
                name: name.to_owned(),
                version: Some(version.to_owned()),
                ecosystem: Ecosystem::Cargo,
                package_url: PackageUrl::new("cargo", None, name, Some(version)),
                own: crate_.path().is_some(),
                source: source.map(str::to_owned),
                place: Some(place),
                ..Component::default()
            });
            self.components.len() as ComponentIndex - 1
        });
        if let Some(component) = self.components.get_mut(index as usize).filter(|known| known.licenses.is_empty()) {
            component.licenses = license.map(StatedLicense::declared).into_iter().collect();
        }
        index
    }

    fn finish(mut self) -> Document {
        for (from, label, scope) in std::mem::take(&mut self.through) {
            if let Some(&to) = self.features.get(label) {
                self.arrow(Some(from), to, scope);
            }
        }
        let mut document = Document {
            format: FORMAT.id,
            components: self.components,
            dependencies: self.arrows.finish(),
            ..Document::default()
        };
        let own = |index: &ComponentIndex| document.components.get(*index as usize).is_some_and(|known| known.own);
        let tops: HashSet<ComponentIndex> = self.tops.into_iter().collect();
        let is_inverted = !tops.iter().any(own) && document.components.iter().any(|known| known.own);
        if !self.is_nested && document.components.len() > 1 {
            let message = "This file declares no dependency relationships; you see an inventory";
            self.notices.info("no-dependencies", None, message);
        }
        if is_inverted {
            let turned = |arrow: &Dependency| Dependency { from: arrow.to, to: arrow.from, ..*arrow };
            document.dependencies = document.dependencies.iter().map(turned).collect::<Arrows>().finish();
            let message = "The tree shows what needs a crate (`--invert`); its arrows were turned round";
            self.notices.info("reversed-relationships", None, message);
            document.roots = roots::tops(&document, |index| own(&index));
        } else {
            document.roots = roots::tops(&document, |index| tops.contains(&index));
        }
        document.notices = self.notices.finish();
        document
    }
}
