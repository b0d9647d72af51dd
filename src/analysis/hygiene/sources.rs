//! Where packages come from: hosts that differ within the file, plain http, git, paths.

use std::collections::{BTreeMap, BTreeSet};

use super::address::{self, Address, Way};
use super::{Concern, Entry, Found, HygieneKind};
use crate::model::{Component, Ecosystem};

/// Hosts told one by one for each document and ecosystem; what is behind them is told together.
const MOST_HOSTS: usize = 50;

pub(super) fn check(entries: &[Entry], found: &mut Found) {
    let read: Vec<(&Entry, Address)> =
        entries.iter().filter_map(|entry| Some((entry, address::read(entry.component.source.as_deref()?)))).collect();
    for (entry, address) in &read {
        each(entry, address, found);
    }
    let fetched = read.iter().filter(|(_, address)| matches!(address.way, Way::Https | Way::Http));
    let mut by_ecosystem: BTreeMap<Ecosystem, Vec<(&Entry, &str)>> = BTreeMap::new();
    for (entry, address) in fetched.filter(|(_, address)| !address.origin.is_empty()) {
        by_ecosystem.entry(entry.component.ecosystem).or_default().push((*entry, &address.origin));
    }
    for entries in by_ecosystem.values() {
        hosts(entries, found);
        names_of_several(entries, found);
    }
}

fn each(entry: &Entry, address: &Address, found: &mut Found) {
    let component = entry.component;
    if address.is_plain {
        let about = &address.origin;
        found.add((HygieneKind::PlainHttp, Concern::High), about, entry.node, || {
            format!("The way to {about} is not encrypted")
        });
    }
    match address.way {
        Way::Git if !is_pinned(component) => {
            let about = &address.origin;
            found.add((HygieneKind::GitWithoutCommit, Concern::High), about, entry.node, || {
                format!("The repository at {about} is named without a commit")
            });
        }
        // There git is how packages are published.
        Way::Git if is_published_by_git(component.ecosystem) => {}
        Way::Git => {
            let about = &address.origin;
            found.add((HygieneKind::GitSource, Concern::Low), about, entry.node, || {
                format!("A commit of a repository at {about} in place of a published version")
            });
        }
        Way::Path => found.add((HygieneKind::PathSource, Concern::Low), "", entry.node, || {
            "It is read from a folder or file of the machine that wrote the file".to_owned()
        }),
        Way::Https | Way::Http | Way::Unknown => {}
    }
}

fn is_published_by_git(ecosystem: Ecosystem) -> bool {
    matches!(
        ecosystem,
        Ecosystem::Golang
            | Ecosystem::Swift
            | Ecosystem::Github
            | Ecosystem::Nix
            | Ecosystem::Zig
            | Ecosystem::Composer
    )
}

/// Does the source, the version or the package URL hold a commit? There, a published version is as good as one where
/// packages are published by git.
fn is_pinned(component: &Component) -> bool {
    let url = component.package_url.as_ref().map(|url| url.as_str()).unwrap_or_default();
    let version = component.version.as_deref().unwrap_or_default();
    let is_version = is_published_by_git(component.ecosystem)
        && version.starts_with(|first: char| first == 'v' || first.is_ascii_digit());
    let holds_sum = !component.hashes.is_empty();
    is_version
        || holds_sum
        || [component.source.as_deref().unwrap_or_default(), version, url].into_iter().any(address::has_commit)
        || matches!(version.len(), 7..=64) && version.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Hosts other than the one most packages of the ecosystem come from. One that brings a tenth or more is a second
/// registry rather than a stranger, and told more quietly.
fn hosts(entries: &[(&Entry, &str)], found: &mut Found) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, origin) in entries {
        *counts.entry(origin).or_default() += 1;
    }
    // Of two that bring the same, neither is the rest of the file.
    let mut order: Vec<(usize, &str)> = counts.iter().map(|(origin, count)| (*count, *origin)).collect();
    order.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(other.1)));
    let [(most, usual), (second, _), ..] = order.as_slice() else { return };
    if most == second {
        return;
    }
    let told: BTreeSet<&str> = order.iter().skip(1).rev().take(MOST_HOSTS).map(|(_, origin)| *origin).collect();
    let hidden = order.len() - 1 - told.len();
    for (entry, origin) in entries.iter().filter(|(_, origin)| origin != usual) {
        let count = counts.get(origin).copied().unwrap_or_default();
        let concern = if count * 10 >= entries.len() { Concern::Low } else { Concern::Medium };
        if told.contains(origin) {
            found.add((HygieneKind::OtherHost, concern), origin, entry.node, || {
                format!("{count} of {} come from {origin}, {most} from {usual}", entries.len())
            });
        } else {
            found.add((HygieneKind::OtherHost, Concern::Low), "", entry.node, || {
                format!("{hidden} further hosts than the {MOST_HOSTS} that are told one by one")
            });
        }
    }
}

/// One name from two hosts: which one a new version comes from is then a matter of settings.
fn names_of_several(entries: &[(&Entry, &str)], found: &mut Found) {
    let mut by_name: BTreeMap<&str, (BTreeSet<&str>, Vec<&Entry>)> = BTreeMap::new();
    for (entry, origin) in entries {
        let known = by_name.entry(&entry.component.name).or_default();
        known.0.insert(origin);
        known.1.push(entry);
    }
    for (name, (origins, entries)) in by_name.iter().filter(|(_, (origins, _))| origins.len() > 1) {
        for entry in entries {
            found.add((HygieneKind::SeveralHosts, Concern::Medium), name, entry.node, || {
                let shown: Vec<&str> = origins.iter().take(4).copied().collect();
                let more = if origins.len() > shown.len() { " and others" } else { "" };
                format!("{name} comes from {}{more}", shown.join(" and "))
            });
        }
    }
}
