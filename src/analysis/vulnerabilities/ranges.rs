//! Is a version among those that a statement is about? By the events of an advisory, or by ranges in words.
//!
//! Source: <https://ossf.github.io/osv-schema/#evaluation>.

use std::cmp::Ordering;

use crate::model::{AdvisoryEvent, AdvisoryPackage, AdvisoryRange, Ecosystem};
use crate::versions;

/// Is the version affected by what an advisory says of the package?
pub fn is_affected(package: &AdvisoryPackage, ecosystem: Ecosystem, version: &str) -> bool {
    let is_same = |listed: &String| listed == version || versions::compare(ecosystem, listed, version).is_eq();
    package.versions.iter().any(is_same) || package.ranges.iter().any(|range| is_in(range, ecosystem, version))
}

/// Is the version in the range? The events are looked at in the order of their versions.
fn is_in(range: &AdvisoryRange, ecosystem: Ecosystem, version: &str) -> bool {
    let ecosystem = if range.is_semantic { Ecosystem::Npm } else { ecosystem };
    let order = |one: &str, other: &str| match (one == "0", other == "0") {
        (true, true) => Ordering::Equal,
        // `0` comes before every version.
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
        (false, false) => versions::compare(ecosystem, one, other),
    };
    let mut limits = range.events.iter().filter(|(event, _)| *event == AdvisoryEvent::Limit).peekable();
    let is_within = limits.peek().is_none() || limits.any(|(_, limit)| limit == "*" || order(version, limit).is_lt());
    if !is_within {
        return false;
    }
    let mut events: Vec<&(AdvisoryEvent, String)> = range.events.iter().collect();
    events.sort_by(|one, other| order(&one.1, &other.1));
    let mut is_affected = false;
    for (event, at) in events {
        let order = order(version, at);
        match event {
            AdvisoryEvent::Introduced if order.is_ge() => is_affected = true,
            AdvisoryEvent::Fixed if order.is_ge() => is_affected = false,
            AdvisoryEvent::LastAffected if order.is_gt() => is_affected = false,
            _ => {}
        }
    }
    is_affected
}

/// The versions in which an advisory says it is fixed and which are newer than this one; oldest first.
pub fn fixed_after(package: &AdvisoryPackage, ecosystem: Ecosystem, version: &str) -> Vec<String> {
    let events = package.ranges.iter().flat_map(|range| &range.events);
    let mut fixed: Vec<String> = events
        .filter(|(event, at)| *event == AdvisoryEvent::Fixed && versions::compare(ecosystem, at, version).is_gt())
        .map(|(_, at)| at.clone())
        .collect();
    fixed.sort_by(|one, other| versions::compare(ecosystem, one, other));
    fixed.dedup();
    fixed
}

/// Is the version among those that are stated in words: versions, `>=1.0 <2.0`, `vers:npm/>=1.0|<2.0`? `None` where one
/// of them cannot be read and no other holds it. An empty list is about every version.
pub fn is_stated(stated: &[String], ecosystem: Ecosystem, version: &str) -> Option<bool> {
    let mut is_unclear = false;
    for text in stated {
        match holds(text.trim(), ecosystem, version) {
            Some(true) => return Some(true),
            Some(false) => {}
            None => is_unclear = true,
        }
    }
    if is_unclear { None } else { Some(stated.is_empty()) }
}

fn holds(text: &str, ecosystem: Ecosystem, version: &str) -> Option<bool> {
    if let Some(rest) = text.strip_prefix("vers:") {
        let (_, ranges) = rest.split_once('/')?;
        return of_vers(ranges, ecosystem, version);
    }
    let is_range = text.contains(['<', '>', '=', '~', '^', '*', '|', ',']) || text.contains(" - ");
    if !is_range {
        return Some(versions::compare(ecosystem, text, version).is_eq());
    }
    let clauses: Vec<&str> = text.split([' ', ',']).filter(|clause| !clause.is_empty()).collect();
    let mut all = true;
    for clause in clauses {
        all &= clause_holds(clause, ecosystem, version)?;
    }
    Some(all)
}

/// Does an order fit a sign?
type Fits = fn(Ordering) -> bool;

/// `>=1.2.3`; `None` where it is none.
fn clause_holds(clause: &str, ecosystem: Ecosystem, version: &str) -> Option<bool> {
    const SIGNS: [(&str, Fits); 6] = [
        (">=", Ordering::is_ge),
        ("<=", Ordering::is_le),
        ("!=", Ordering::is_ne),
        (">", Ordering::is_gt),
        ("<", Ordering::is_lt),
        ("=", Ordering::is_eq),
    ];
    let (sign, fits) = SIGNS.iter().find(|(sign, _)| clause.starts_with(sign))?;
    let bound = clause.strip_prefix(sign)?.trim_start_matches('=');
    if bound.is_empty() || bound.starts_with(['~', '^', '*', '|']) {
        return None;
    }
    let order = if bound == "0" { Ordering::Greater } else { versions::compare(ecosystem, version, bound) };
    Some(fits(order))
}

/// The version range specifier (<https://github.com/package-url/vers-spec>): pairs of bounds that follow each other.
fn of_vers(ranges: &str, ecosystem: Ecosystem, version: &str) -> Option<bool> {
    if ranges == "*" {
        return Some(true);
    }
    let parts: Vec<&str> = ranges.split('|').map(str::trim).filter(|part| !part.is_empty()).collect();
    let mut lower: Option<bool> = None;
    let (mut found, mut excluded) = (false, false);
    for part in parts {
        let is_bound = part.starts_with(['<', '>', '!', '=']);
        let holds = match is_bound {
            true => clause_holds(part, ecosystem, version)?,
            false => versions::compare(ecosystem, part, version).is_eq(),
        };
        match part.as_bytes().first() {
            Some(b'>') => lower = Some(holds),
            Some(b'<') => found |= lower.take().unwrap_or(true) && holds,
            Some(b'!') => excluded |= !holds,
            _ => found |= holds,
        }
    }
    found |= lower.unwrap_or(false);
    Some(found && !excluded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(semantic: bool, events: &[(AdvisoryEvent, &str)]) -> AdvisoryPackage {
        let events = events.iter().map(|(event, at)| (*event, (*at).to_owned())).collect();
        AdvisoryPackage { ranges: vec![AdvisoryRange { is_semantic: semantic, events }], ..AdvisoryPackage::default() }
    }

    use AdvisoryEvent::{Fixed, Introduced, LastAffected, Limit};

    #[test]
    fn events_open_and_close_ranges() {
        let two = package(true, &[(Introduced, "0"), (Fixed, "1.20.12"), (Introduced, "1.21.0-0"), (Fixed, "1.21.5")]);
        let affected = |version: &str| is_affected(&two, Ecosystem::Golang, version);
        assert!(affected("v1.20.11") && affected("1.0.0") && affected("v1.21.0-rc.1") && affected("1.21.4"));
        assert!(!affected("v1.20.12") && !affected("1.20.99") && !affected("v1.21.5") && !affected("1.22.0"));
        let last = package(false, &[(Introduced, "1.0"), (LastAffected, "1.2")]);
        let affected = |version: &str| is_affected(&last, Ecosystem::Pypi, version);
        assert!(
            affected("1.0") && affected("1.2.0") && !affected("1.2.1") && !affected("0.9") && !affected("1.2.post1")
        );
    }

    #[test]
    fn the_order_of_events_in_the_file_does_not_matter() {
        let turned = package(false, &[(Fixed, "2.0"), (Introduced, "1.0")]);
        assert!(is_affected(&turned, Ecosystem::Npm, "1.5.0") && !is_affected(&turned, Ecosystem::Npm, "2.0.0"));
    }

    #[test]
    fn each_ecosystem_has_its_own_order() {
        let maven = package(false, &[(Introduced, "2.0-beta9"), (Fixed, "2.15.0")]);
        assert!(is_affected(&maven, Ecosystem::Maven, "2.0-beta9") && is_affected(&maven, Ecosystem::Maven, "2.9.1"));
        assert!(
            !is_affected(&maven, Ecosystem::Maven, "2.15.0") && !is_affected(&maven, Ecosystem::Maven, "2.0-alpha1")
        );
        let deb = package(false, &[(Introduced, "0"), (Fixed, "1:1.2-3+deb12u1")]);
        assert!(is_affected(&deb, Ecosystem::Deb, "1:1.2-3") && is_affected(&deb, Ecosystem::Deb, "9.0"));
        assert!(!is_affected(&deb, Ecosystem::Deb, "1:1.2-3+deb12u2"));
    }

    #[test]
    fn limits_listed_versions_and_ranges_add_up() {
        let mut limited = package(false, &[(Introduced, "0"), (Limit, "2.0")]);
        assert!(is_affected(&limited, Ecosystem::Npm, "1.9.0") && !is_affected(&limited, Ecosystem::Npm, "2.0.0"));
        limited.versions = vec!["3.0.0".to_owned()];
        assert!(is_affected(&limited, Ecosystem::Npm, "3.0.0") && !is_affected(&limited, Ecosystem::Npm, "3.0.1"));
        assert!(!is_affected(&AdvisoryPackage::default(), Ecosystem::Npm, "1.0.0"));
    }

    #[test]
    fn fixes_that_are_newer_are_named() {
        let two = package(true, &[(Introduced, "0"), (Fixed, "1.2.0"), (Introduced, "2.0.0"), (Fixed, "2.1.0")]);
        assert_eq!(fixed_after(&two, Ecosystem::Npm, "1.0.0"), ["1.2.0", "2.1.0"]);
        assert_eq!(fixed_after(&two, Ecosystem::Npm, "2.0.1"), ["2.1.0"]);
    }

    #[test]
    fn ranges_in_words_are_read_or_said_to_be_unclear() {
        let stated = |text: &str, version: &str| is_stated(&[text.to_owned()], Ecosystem::Npm, version);
        assert_eq!((stated(">=1.0.0 <1.2.3", "1.2.2"), stated(">=1.0.0 <1.2.3", "1.2.3")), (Some(true), Some(false)));
        assert_eq!((stated("1.2.3", "v1.2.3"), stated("1.2.3", "1.2.4")), (Some(true), Some(false)));
        assert_eq!(
            (stated("vers:npm/>=1.0.0|<2.0.0|!=1.5.0", "1.4.0"), stated("vers:npm/>=1.0.0|<2.0.0|!=1.5.0", "1.5.0")),
            (Some(true), Some(false))
        );
        assert_eq!(
            (stated("vers:npm/1.0.0|>=2.0.0", "3.0.0"), stated("vers:npm/<1.0.0", "0.1.0"), stated("vers:npm/*", "9")),
            (Some(true), Some(true), Some(true))
        );
        assert_eq!((stated("^1.2", "1.3.0"), stated(">", "1"), stated("vers:npm", "1")), (None, None, None));
        assert_eq!(is_stated(&[], Ecosystem::Npm, "1.0.0"), Some(true));
    }
}
