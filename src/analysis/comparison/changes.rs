//! In what the two sides of a row differ, beside their versions, and what cannot be compared.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{ChangeKind, Changes, Comparison, Row, Side};
use crate::analysis::checksums::{disagreement, has_one_file};
use crate::analysis::hygiene::address::{self, Way};
use crate::graph::NodeIndex;
use crate::model::{Component, DependencyKind, Scope};

/// Of which documents something is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Which {
    Before,
    After,
    Both,
}

/// What is not compared, since one of the documents does not say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// It states no dependencies at all.
    Dependencies(Which),
    /// It does not say which dependencies are direct; some were assumed to be.
    Direct(Which),
    /// It states no dependencies on peers.
    Peers(Which),
    Licenses(Which),
    Scopes(Which),
    Checksums(Which),
    /// Files of two kinds name different things as the source.
    Sources,
}

/// What a document states at all.
pub(super) struct Stated {
    pub dependencies: bool,
    pub direct: bool,
    pub peers: bool,
    licenses: bool,
    checksums: bool,
    /// One bit for each scope that occurs.
    scopes: u8,
}

impl Stated {
    pub fn new(side: &Side<'_>) -> Self {
        let document = side.document;
        let any = |test: fn(&Component) -> bool| document.components.iter().any(test);
        let scopes = (0..side.graph.nodes.len()).filter_map(|node| scope(side, node as NodeIndex));
        Self {
            dependencies: document.dependencies.iter().any(|arrow| arrow.kind == DependencyKind::DependsOn),
            direct: !document.roots.is_empty()
                && !document.notices.iter().any(|notice| notice.code == "assumed-direct"),
            peers: document.dependencies.iter().any(|arrow| arrow.scope == Scope::Peer),
            licenses: any(|component| component.licenses.iter().any(|license| license.says_something())),
            checksums: any(|component| !component.hashes.is_empty()),
            scopes: scopes.fold(0, |all, scope| all | bit(scope)),
        }
    }
}

/// Are both of one format, whatever its version?
pub(super) fn is_one_format(before: &Side<'_>, after: &Side<'_>) -> bool {
    before.document.format == after.document.format
}

fn bit(scope: Scope) -> u8 {
    1 << scope as u8
}

/// Everything that is compared with.
pub(super) struct Comparing<'a> {
    before: &'a Side<'a>,
    after: &'a Side<'a>,
    found: &'a Comparison,
    stated: &'a [Stated; 2],
    /// Are both of one format and made by the same program? Then each says a thing in the same words.
    is_one_kind: bool,
    is_one_format: bool,
    /// For each document, its different licences as positions in `texts`.
    licenses: [Vec<usize>; 2],
    texts: Vec<String>,
}

impl<'a> Comparing<'a> {
    pub fn new(before: &'a Side<'a>, after: &'a Side<'a>, stated: &'a [Stated; 2], found: &'a Comparison) -> Self {
        let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
        let mut licenses = |side: &Side<'_>| -> Vec<usize> {
            let texts = side.grounds.stated_texts().into_iter();
            texts
                .map(|text| {
                    let next = numbers.len();
                    *numbers.entry(text).or_insert(next)
                })
                .collect()
        };
        let licenses = [licenses(before), licenses(after)];
        let mut texts = vec![String::new(); numbers.len()];
        for (text, number) in numbers {
            if let Some(place) = texts.get_mut(number) {
                *place = text;
            }
        }
        let is_one_format = is_one_format(before, after);
        let is_one_kind = is_one_format && before.document.generator == after.document.generator;
        Self { before, after, found, stated, is_one_kind, is_one_format, licenses, texts }
    }

    /// What of a row is another, but for being there and its version.
    pub fn changes(&self, row: &Row) -> Changes {
        let mut changes = Changes::default();
        let (before, after) = (self.found.before(row), self.found.after(row));
        if before.is_empty() || after.is_empty() {
            return changes;
        }
        let is_one_version = !row.changes.has(ChangeKind::Version);
        for (kind, differs) in [
            (ChangeKind::License, self.license_differs(before, after)),
            (ChangeKind::Scope, self.scopes_differ(before, after)),
            (ChangeKind::Source, self.sources_differ(before, after, is_one_version)),
            (ChangeKind::Checksum, is_one_version && self.checksums_differ(row, before, after)),
            (ChangeKind::Dependents, self.found.basis.dependents_differ(self.before, self.after, self.found, row)),
        ] {
            if differs {
                changes.add(kind);
            }
        }
        changes
    }

    pub fn left_out(&self) -> Vec<LeftOut> {
        let mut out = Vec::new();
        let mut lacks = |what: fn(Which) -> LeftOut, has: fn(&Stated) -> bool| {
            let has = self.stated.each_ref().map(has);
            match has {
                [false, true] => out.push(what(Which::Before)),
                [true, false] => out.push(what(Which::After)),
                [false, false] => out.push(what(Which::Both)),
                [true, true] => {}
            }
            has == [true, true]
        };
        if lacks(LeftOut::Dependencies, |stated| stated.dependencies) {
            lacks(LeftOut::Direct, |stated| stated.direct);
            if self.stated.iter().any(|stated| stated.peers) {
                lacks(LeftOut::Peers, |stated| stated.peers);
            }
        }
        lacks(LeftOut::Licenses, |stated| stated.licenses);
        lacks(LeftOut::Scopes, |stated| stated.scopes != 0);
        lacks(LeftOut::Checksums, |stated| stated.checksums);
        if !self.is_one_format {
            out.push(LeftOut::Sources);
        }
        out
    }

    fn license_differs(&self, before: &[NodeIndex], after: &[NodeIndex]) -> bool {
        let [one, other] = &self.licenses;
        let (one, other) = (said(self.before, one, before), said(self.after, other, after));
        if one.is_empty() || other.is_empty() || one == other {
            return false;
        }
        let loosely = |said: &[(Option<usize>, &str)]| -> Vec<String> {
            let text = |number: &Option<usize>| number.and_then(|number| self.texts.get(number)).map(String::as_str);
            said.iter().map(|(number, raw)| without_reference(text(number).unwrap_or(raw))).collect()
        };
        self.is_one_format || loosely(&one) != loosely(&other)
    }

    /// Between documents of two kinds only words count that both use: `optional` of an SBOM may be a lockfile's
    /// `development`; and one may state what holds along the routes, the other what the package was asked for.
    fn scopes_differ(&self, before: &[NodeIndex], after: &[NodeIndex]) -> bool {
        let [one, other] = [(self.before, before), (self.after, after)].map(|(side, nodes)| strongest(side, nodes));
        let Some((from, to)) = both(one, other, self.stated.iter().all(|stated| stated.direct)) else { return false };
        if from == to || self.is_one_kind {
            return from != to;
        }
        let [before, after] = self.stated;
        let is_common = after.scopes & bit(from) != 0 && before.scopes & bit(to) != 0;
        is_common && !one.iter().flatten().any(|scope| other.contains(&Some(*scope)))
    }

    fn sources_differ(&self, before: &[NodeIndex], after: &[NodeIndex], is_one_version: bool) -> bool {
        let source =
            |side: &'a Side<'a>, nodes: &[NodeIndex]| component(side, nodes).and_then(|one| one.source.as_deref());
        match (source(self.before, before), source(self.after, after)) {
            (Some(one), Some(other)) if one != other => {
                if is_one_version && self.is_one_format {
                    return true;
                }
                let (from, to) = (address::read(one), address::read(other));
                let is_known = from.way != Way::Unknown && to.way != Way::Unknown;
                let is_comparable = self.is_one_format || (is_archive(one) && is_archive(other));
                is_known && is_comparable && (from.way, from.origin) != (to.way, to.origin)
            }
            _ => false,
        }
    }

    fn checksums_differ(&self, row: &Row, before: &[NodeIndex], after: &[NodeIndex]) -> bool {
        let (one, other) = (hashes(self.before, before), hashes(self.after, after));
        if one == other {
            return false;
        }
        match (one.is_empty(), other.is_empty()) {
            (false, false) => {
                (self.is_one_format || has_one_file(row.ecosystem)) && disagreement(&one, &other).is_some()
            }
            // Only where the other document does state checksums, and by the same rules.
            _ => {
                let versions = [self.before, self.after].map(|side| side.document.format_version.as_deref());
                self.is_one_kind && versions[0] == versions[1] && self.stated.iter().all(|stated| stated.checksums)
            }
        }
    }
}

/// The checksums that a document states of some nodes.
pub fn hashes<'a>(side: &Side<'a>, nodes: &[NodeIndex]) -> Cow<'a, [String]> {
    let of = |node: &NodeIndex| side.document.components.get(*node as usize).map(|one| one.hashes.as_slice());
    match nodes {
        [only] => Cow::Borrowed(of(only).unwrap_or_default()),
        several => Cow::Owned(several.iter().filter_map(of).flatten().cloned().collect()),
    }
}

fn component<'a>(side: &Side<'a>, nodes: &[NodeIndex]) -> Option<&'a Component> {
    side.document.components.get(*nodes.first()? as usize)
}

/// What a document itself says of the licences of some nodes: expressions by number, and texts that are none. Sorted.
fn said<'a>(side: &Side<'a>, numbers: &[usize], nodes: &[NodeIndex]) -> Vec<(Option<usize>, &'a str)> {
    let mut out = Vec::new();
    for node in nodes {
        let Some(component) = side.document.components.get(*node as usize) else { continue };
        let mut texts = component.licenses.iter().filter(|license| license.says_something()).peekable();
        match side.grounds.expression_of(*node).and_then(|position| numbers.get(position)) {
            Some(number) if texts.peek().is_some() => out.push((Some(*number), "")),
            _ => out.extend(texts.map(|license| (None, license.raw.trim()))),
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// The scope of a node where the document states it, else along its routes.
fn scope(side: &Side<'_>, node: NodeIndex) -> Option<Scope> {
    let stated = side.document.components.get(node as usize)?.scope;
    let routed = side.graph.nodes.get(node as usize)?.scope;
    Some(if stated == Scope::Unknown { routed } else { stated }).filter(|scope| *scope != Scope::Unknown)
}

/// The strongest scope that the document states of some nodes, and the strongest along their routes.
fn strongest(side: &Side<'_>, nodes: &[NodeIndex]) -> [Option<Scope>; 2] {
    let known = |scope: Option<Scope>| scope.filter(|scope| *scope != Scope::Unknown);
    let stated = nodes.iter().filter_map(|node| side.document.components.get(*node as usize)).map(|one| one.scope);
    let routed = nodes.iter().filter_map(|node| side.graph.nodes.get(*node as usize)).map(|one| one.scope);
    [known(stated.max()), known(routed.max())]
}

/// The scopes of both sides, found in the same way; `None` where one of them is not known.
fn both(one: [Option<Scope>; 2], other: [Option<Scope>; 2], are_roots_stated: bool) -> Option<(Scope, Scope)> {
    let ([stated_one, routed_one], [stated_other, routed_other]) = (one, other);
    stated_one.zip(stated_other).or_else(|| routed_one.zip(routed_other).filter(|_| are_roots_stated))
}

/// The scopes of a row before and after, as they were compared; `None` where one is not known.
pub fn scopes(before: &Side<'_>, after: &Side<'_>, found: &Comparison, row: &Row) -> Option<(Scope, Scope)> {
    both(strongest(before, found.before(row)), strongest(after, found.after(row)), true)
}

/// The licences that each document itself states for a row, as written, each once.
pub fn licenses<'a>(before: &Side<'a>, after: &Side<'a>, found: &Comparison, row: &Row) -> [Vec<&'a str>; 2] {
    let texts = |side: &Side<'a>, nodes: &[NodeIndex]| -> Vec<&'a str> {
        let components = nodes.iter().filter_map(|node| side.document.components.get(*node as usize));
        let said = components.flat_map(|component| &component.licenses).filter(|license| license.says_something());
        let mut texts: Vec<&str> = said.map(|license| license.raw.trim()).collect();
        texts.sort_unstable();
        texts.dedup();
        texts
    };
    [texts(before, found.before(row)), texts(after, found.after(row))]
}

/// A licence text as two formats may write it: a name that is no id (`Public Domain`) is `LicenseRef-Public-Domain` in
/// SPDX.
fn without_reference(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.replace("LicenseRef-", "").chars().flat_map(char::to_lowercase) {
        match letter {
            letter if letter.is_alphanumeric() || letter == '.' => out.push(letter),
            _ if out.ends_with('-') => {}
            _ => out.push('-'),
        }
    }
    out
}

/// Does the address name a file to fetch, rather than a repository or a page?
fn is_archive(address: &str) -> bool {
    const ENDS: [&str; 10] =
        [".tgz", ".tar.gz", ".tar.bz2", ".tar.xz", ".zip", ".whl", ".crate", ".jar", ".nupkg", ".gem"];
    let path = address.split(['?', '#']).next().unwrap_or(address);
    ENDS.iter().any(|end| path.ends_with(end))
}
