//! The text that `cargo tree` prints: drawn, with depths (`--prefix depth`) or as a list (`--prefix none`),
//! with licences where `--format "{p} {l}"` was asked for.
//!
//! `[build-dependencies]` and `[dev-dependencies]` give scopes, `(*)` repeats a crate whose dependencies
//! stand further up, and the features of `-e features` are passed through. A tree of `--invert` is turned
//! round. Source: <https://doc.rust-lang.org/cargo/commands/cargo-tree.html>.

use std::collections::{HashMap, HashSet};

use super::support::arrows::Arrows;
use super::support::notices::Notices;
use super::support::places::counted;
use super::support::roots;
use super::support::text_tree::{OpenBranches, branch, place, without_colors};
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
    is_drawn: bool,
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
        Self { column, crate_: Crate::read(label), section, feature, label, is_drawn: depth.is_none() }
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

/// One line that has been read: a crate, a feature of one, or nothing.
struct Node<'a> {
    /// For a feature, what it belongs to as soon as that is known.
    crate_: Option<ComponentIndex>,
    feature: Option<Feature<'a>>,
    /// What it hangs on, and how.
    parent: Option<(usize, Scope)>,
}

/// A node of `-e features`: `name feature "default"`.
#[derive(Clone, Copy)]
struct Feature<'a> {
    label: &'a str,
    crate_name: &'a str,
}

/// What is open: a node and the scope of what hangs on it.
#[derive(Clone, Copy)]
struct Open {
    node: usize,
    scope: Scope,
}

/// The tree as far as it has been read.
struct Reading<'a> {
    components: Vec<Component>,
    known: HashMap<(&'a str, &'a str, Option<&'a str>), ComponentIndex>,
    nodes: Vec<Node<'a>>,
    notices: Notices,
    open: OpenBranches<Open>,
    section: Option<Scope>,
    tops: HashSet<ComponentIndex>,
    after_blank: bool,
    is_nested: bool,
}

impl<'a> Reading<'a> {
    fn new(notices: Notices) -> Self {
        Self {
            components: Vec::new(),
            known: HashMap::new(),
            nodes: Vec::new(),
            notices,
            open: OpenBranches::default(),
            section: None,
            tops: HashSet::new(),
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
        self.is_nested |= read.column > 0;
        let section = self.section.take();
        let parent = self.open.parent(read.column).map(|parent| {
            parent.scope = section.unwrap_or(parent.scope);
            (parent.node, parent.scope)
        });
        let place = place(line, text, branch(text).label);
        let feature = read.feature.map(|crate_name| Feature { label: read.label, crate_name });
        let crate_ = read.crate_.map(|crate_| self.component(crate_, place.clone()));
        if crate_.is_none() && feature.is_none() {
            let message = format!("Not a crate and its version: `{}`", read.label);
            self.notices.warning("skipped-entry", Some(place), message);
        }
        if parent.is_none() && after_blank {
            self.tops.extend(crate_);
        }
        // What a crate needs is for running it until a section says otherwise. Depths come without sections.
        let scope = match (feature, parent) {
            (Some(_), Some((_, scope))) => scope,
            _ if read.is_drawn => Scope::Runtime,
            _ => Scope::Unknown,
        };
        self.open.open(read.column, Open { node: self.nodes.len(), scope });
        self.nodes.push(Node { crate_, feature, parent });
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

    /// Finds out which crate each feature belongs to: below it stands that crate, unless it was listed before.
    fn resolve_features(&mut self) {
        self.resolve_from_below();
        let mut known: HashMap<&str, Option<ComponentIndex>> = HashMap::new();
        for (label, crate_) in self.nodes.iter().filter_map(|node| Some((node.feature?.label, node.crate_?))) {
            let slot = known.entry(label).or_insert(Some(crate_));
            // Two versions have a feature of this name.
            *slot = slot.filter(|first| *first == crate_);
        }
        let mut unclear = 0usize;
        for node in &mut self.nodes {
            if let (None, Some(feature)) = (node.crate_, node.feature) {
                node.crate_ = known.get(feature.label).copied().flatten();
                unclear += usize::from(node.crate_.is_none());
            }
        }
        if unclear > 0 {
            let count = counted(unclear, "feature fits", "features fit");
            let message = format!("{count} several versions of a crate or none; what needs it is not known");
            self.notices.warning("unresolved-dependency", None, message);
        }
    }

    fn resolve_from_below(&mut self) {
        for at in (0..self.nodes.len()).rev() {
            let Some(Node { crate_: Some(crate_), parent: Some((parent, _)), .. }) = self.nodes.get(at) else {
                continue;
            };
            let (crate_, parent) = (*crate_, *parent);
            let name = self.components.get(crate_ as usize).map(|known| known.name.as_str());
            if let Some(above) = self.nodes.get_mut(parent)
                && above.feature.is_some_and(|feature| Some(feature.crate_name) == name)
            {
                above.crate_.get_or_insert(crate_);
            }
        }
    }

    fn arrows(&self) -> Vec<Dependency> {
        let ends = |node: &Node| {
            let (parent, scope) = node.parent?;
            let (from, to) = (self.nodes.get(parent)?.crate_?, node.crate_?);
            (from != to).then(|| Dependency::new(from, to, scope))
        };
        self.nodes.iter().filter_map(ends).collect::<Arrows>().finish()
    }

    fn finish(mut self) -> Document {
        self.resolve_features();
        let mut document = Document {
            format: FORMAT.id,
            dependencies: self.arrows(),
            components: self.components.into(),
            ..Document::default()
        };
        let is_own = |index: ComponentIndex| document.components.get(index as usize).is_some_and(|known| known.own);
        let is_inverted =
            !self.tops.iter().any(|top| is_own(*top)) && document.components.iter().any(|known| known.own);
        if !self.is_nested && document.components.len() > 1 {
            let message = "This file declares no dependency relationships; you see an inventory";
            self.notices.info("no-dependencies", None, message);
        }
        if is_inverted {
            let turned = |arrow: &Dependency| Dependency { from: arrow.to, to: arrow.from, ..*arrow };
            document.dependencies = document.dependencies.iter().map(turned).collect::<Arrows>().finish();
            let message = "The tree shows what needs a crate (`--invert`); its arrows were turned round";
            self.notices.info("reversed-relationships", None, message);
            document.roots = roots::tops(&document, is_own);
        } else {
            document.roots = roots::tops(&document, |index| self.tops.contains(&index));
        }
        document.notices = self.notices.finish();
        document
    }
}
