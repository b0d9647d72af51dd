//! The overview: the answers first, each number a door to the view that explains it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::facts::Facts;
use super::vulnerabilities;
use super::words::{Link, count, length, list, visible};
use crate::licenses::{Finding, FindingKind, LicenseClass, Severity, Verdict};

/// The whole overview.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverviewView {
    pub judged_for: String,
    /// In the order of `Verdict::ALL`; third-party components only.
    pub verdicts: Vec<(Verdict, usize)>,
    pub stats: Vec<Stat>,
    pub asks: Vec<Ask>,
    pub asks_total: usize,
    pub not_looked_at: Vec<String>,
    /// Files of one project side by side: position and sentence.
    pub between: Vec<(usize, String)>,
    pub classes: Vec<(LicenseClass, usize)>,
    /// Most used licences, up to ten, and how many there are in all.
    pub licenses: Vec<(String, usize)>,
    pub licenses_total: usize,
    pub depths: Vec<(usize, usize)>,
    /// What would take the most with it, up to eight.
    pub heaviest: Vec<(Link, usize)>,
}

/// One figure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stat {
    pub value: String,
    pub title: String,
    pub note: String,
    pub opens: Opens,
}

/// The view a figure opens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Opens {
    #[default]
    Inventory,
    Graph,
    Licenses,
    Files,
    Vulnerabilities,
    Hygiene,
    Sbom,
}

/// One place to fix, with what it would end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// `None` where no single component is the place.
    pub place: Option<Link>,
    /// Shown where there is no place.
    pub place_words: String,
    pub verdict: Verdict,
    /// `4 conflicts`.
    pub findings: String,
    pub why: String,
    /// `direct, runtime`.
    pub position: String,
}

/// Builds the overview. Costs nodes + findings.
pub fn overview(facts: &Facts) -> OverviewView {
    let mut verdicts: BTreeMap<Verdict, usize> = BTreeMap::new();
    let mut classes: BTreeMap<LicenseClass, usize> = BTreeMap::new();
    let mut licenses: BTreeMap<&str, usize> = BTreeMap::new();
    for judged in facts.judgement.components.iter().filter(|judged| !judged.own) {
        *verdicts.entry(judged.verdict).or_default() += 1;
        *classes.entry(judged.class).or_default() += 1;
        if let Some(expression) = &judged.expression {
            *licenses.entry(expression).or_default() += 1;
        }
    }
    let mut by_use: Vec<(String, usize)> = licenses.iter().map(|(name, uses)| (visible(name), *uses)).collect();
    by_use.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let licenses_total = by_use.len();
    by_use.truncate(10);
    let (asks, asks_total) = asks(facts);
    OverviewView {
        judged_for: facts.judged_for(),
        verdicts: Verdict::ALL.iter().map(|verdict| (*verdict, verdicts.get(verdict).copied().unwrap_or(0))).collect(),
        stats: stats(facts, &verdicts),
        asks,
        asks_total,
        not_looked_at: not_looked_at(facts),
        between: super::between::lines(facts),
        classes: LicenseClass::ALL.iter().map(|class| (*class, classes.get(class).copied().unwrap_or(0))).collect(),
        licenses: by_use,
        licenses_total,
        depths: facts.depths.at.iter().enumerate().map(|(position, count)| (position + 1, *count)).collect(),
        heaviest: heaviest(facts),
    }
}

fn stats(facts: &Facts, verdicts: &BTreeMap<Verdict, usize>) -> Vec<Stat> {
    let graph = &facts.graph;
    let (direct, transitive) = (facts.depths.direct, facts.depths.transitive);
    let conflicts = facts.judgement.findings.iter().filter(|finding| finding.verdict == Verdict::Conflict);
    let mut places: Vec<_> = conflicts.clone().map(|finding| finding.fix_point).collect();
    places.sort_unstable();
    places.dedup();
    let versions: usize = facts.duplicates.iter().map(|duplicate| duplicate.versions.len()).sum();
    let notices: usize =
        facts.files.iter().map(|file| file.content.as_ref().map_or(1, |read| read.document.notices.len())).sum();
    let broken = facts.files.iter().filter(|file| file.content.is_err()).count();
    let unreached = facts.depths.unreached;
    let in_cycles: usize = graph.cycles.iter().map(Vec::len).sum();
    let of = |value: usize, word: &str, note: String, opens| Stat {
        value: length(value),
        title: super::words::plural(value, word),
        note,
        opens,
    };
    vec![
        of(
            graph.nodes.len(),
            "component",
            match unreached {
                0 => format!("{} direct · {} transitive", length(direct), length(transitive)),
                unreached => format!(
                    "{} direct · {} transitive · {} without a route",
                    length(direct),
                    length(transitive),
                    length(unreached)
                ),
            },
            Opens::Inventory,
        ),
        of(graph.edges.len(), "dependency", count(graph.roots.len(), "root"), Opens::Graph),
        Stat {
            value: length(facts.depths.at.len()),
            title: "deepest".to_owned(),
            note: format!("median depth {}", facts.depths.median()),
            opens: Opens::Graph,
        },
        of(
            conflicts.count(),
            "conflict",
            if places.is_empty() {
                "none found by these sources".to_owned()
            } else {
                format!("at {} to fix", count(places.len(), "place"))
            },
            Opens::Licenses,
        ),
        of(
            facts.duplicates.len(),
            "duplicate",
            match facts.duplicates.len() {
                0 => "one version of each name".to_owned(),
                names => format!("{versions} versions, {} could go", length(versions - names)),
            },
            Opens::Inventory,
        ),
        of(
            graph.cycles.len(),
            "cycle",
            if in_cycles == 0 { "none".to_owned() } else { format!("{} in them", count(in_cycles, "component")) },
            Opens::Graph,
        ),
        Stat {
            value: length(verdicts.get(&Verdict::Unknown).copied().unwrap_or(0)),
            title: "unknown".to_owned(),
            note: "licence not known".to_owned(),
            opens: Opens::Licenses,
        },
        of(
            notices,
            "notice",
            if broken == 0 {
                "every file could be read".to_owned()
            } else {
                format!("{} could not be read", count(broken, "file"))
            },
            Opens::Files,
        ),
    ]
}

/// Findings by place to fix, gravest first; up to eight.
fn asks(facts: &Facts) -> (Vec<Ask>, usize) {
    let mut places: BTreeMap<(std::cmp::Reverse<Verdict>, Option<u32>), Vec<&Finding>> = BTreeMap::new();
    let mut gravest: BTreeMap<Option<u32>, Verdict> = BTreeMap::new();
    // What is for information asks nothing.
    let asking = || facts.judgement.findings.iter().filter(|finding| finding.severity >= Severity::Review);
    for finding in asking() {
        let verdict = gravest.entry(finding.fix_point).or_insert(finding.verdict);
        *verdict = (*verdict).max(finding.verdict);
    }
    for finding in asking() {
        let verdict = gravest.get(&finding.fix_point).copied().unwrap_or(finding.verdict);
        places.entry((std::cmp::Reverse(verdict), finding.fix_point)).or_default().push(finding);
    }
    let total = places.len();
    let asks = places
        .into_iter()
        .take(8)
        .map(|((std::cmp::Reverse(verdict), fix_point), findings)| {
            let place = fix_point.or(single_component(&findings));
            Ask {
                place: place.map(|node| Link { verdict, ..Link::new(&facts.graph, &facts.judgement.components, node) }),
                place_words: count(findings.iter().map(|finding| finding.components.len()).sum(), "component"),
                verdict,
                findings: finding_counts(&findings),
                why: list(&titles(&findings), 2),
                position: place.map(|node| position(facts, node)).unwrap_or_default(),
            }
        })
        .collect();
    (asks, total)
}

/// The titles of findings as parts of one sentence: only the first begins with a capital, and ids keep theirs.
fn titles(findings: &[&Finding]) -> Vec<String> {
    let title = |(at, finding): (usize, &&Finding)| {
        let title = visible(&finding.title);
        let mut letters = title.chars();
        match (at, letters.next(), letters.next()) {
            (1.., Some(first), Some(second)) if second.is_lowercase() => {
                first.to_lowercase().chain(title.chars().skip(1)).collect()
            }
            _ => title,
        }
    };
    findings.iter().enumerate().map(title).collect()
}

fn single_component(findings: &[&Finding]) -> Option<u32> {
    match findings {
        [only] => match only.components.as_slice() {
            [component] => Some(*component),
            _ => None,
        },
        _ => None,
    }
}

/// `4 conflicts, 1 unknown`.
pub fn finding_counts(findings: &[&Finding]) -> String {
    let number = |test: &dyn Fn(&Finding) -> bool| findings.iter().filter(|finding| test(finding)).count();
    let conflicts = number(&|finding| finding.verdict == Verdict::Conflict);
    let unknown = number(&|finding| {
        finding.kind == FindingKind::Unknown
            && finding.verdict != Verdict::Conflict
            && finding.severity >= Severity::Review
    });
    let told = number(&|finding| finding.severity < Severity::Review && finding.verdict != Verdict::Conflict);
    let review = findings.len().saturating_sub(conflicts + unknown + told);
    let mut parts = Vec::new();
    if conflicts > 0 {
        parts.push(count(conflicts, "conflict"));
    }
    if review > 0 {
        parts.push(format!("{} to review", length(review)));
    }
    if unknown > 0 {
        parts.push(format!("{} unknown", length(unknown)));
    }
    if told > 0 {
        parts.push(format!("{} for information", length(told)));
    }
    parts.join(", ")
}

/// `direct, runtime` or `depth 3, optional`.
pub fn position(facts: &Facts, node: u32) -> String {
    let Some(found) = facts.graph.nodes.get(node as usize) else { return String::new() };
    let depth = match found.depth {
        Some(0) => "root".to_owned(),
        Some(_) if facts.graph.is_direct(node) => "direct".to_owned(),
        Some(depth) => format!("depth {depth}"),
        None => "no route from a root".to_owned(),
    };
    format!("{depth}, {} scope", found.scope.as_str())
}

fn not_looked_at(facts: &Facts) -> Vec<String> {
    let mut out = Vec::new();
    for file in &facts.files {
        match &file.content {
            Err(error) => out.push(format!(
                "{} could not be read: {}. Nothing of it is counted here",
                visible(&file.name),
                visible(&error.message)
            )),
            Ok(_) if !file.included => out.push(format!("{} is unticked and not counted", visible(&file.name))),
            Ok(_) => {}
        }
    }
    if facts.policy().is_none() {
        out.push("Policy: not checked, no rules are loaded".to_owned());
    }
    if vulnerabilities::has_data(facts) {
        let unchecked = vulnerabilities::unchecked(facts).into_iter();
        out.extend(
            unchecked
                .map(|(why, number)| format!("Vulnerabilities of {}: not checked. {why}", count(number, "component"))),
        );
    } else {
        out.push("Vulnerabilities: not checked, no data on them is loaded".to_owned());
    }
    out
}

fn heaviest(facts: &Facts) -> Vec<(Link, usize)> {
    let mut by_weight: Vec<(u32, u32)> = facts
        .leaves_with
        .iter()
        .zip(0..)
        .filter(|(weight, node)| **weight > 0 && facts.is_third_party(*node))
        .map(|(weight, node)| (*weight, node))
        .collect();
    by_weight.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    by_weight
        .into_iter()
        .take(8)
        .map(|(weight, node)| (Link::new(&facts.graph, &facts.judgement.components, node), weight as usize))
        .collect()
}
