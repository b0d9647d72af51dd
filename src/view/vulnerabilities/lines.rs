//! One vulnerability with the components it is in: who says what, and where it is fixed.

use std::collections::BTreeMap;

use super::sources::{source_name, teller};
use super::{AffectedLine, VulnerabilityLine};
use crate::analysis::vulnerabilities::{Known, Pair, Standing};
use crate::graph::{self, NodeIndex, RouteCount};
use crate::model::SafeUrl;
use crate::view::facts::Facts;
use crate::view::query::term;
use crate::view::words::{Link, list, number, visible};

/// Components named at most under one vulnerability.
const MOST_NAMED: usize = 50;
/// Routes are counted for so many components of a vulnerability, and of all on a page.
const MOST_COUNTED: usize = 8;
const MOST_COUNTED_IN_ALL: usize = 100;

/// Every line with all its components, whatever is shown; routes are not counted. For exports.
pub fn all_lines(facts: &Facts) -> Vec<VulnerabilityLine> {
    let components = |known: &Known| known.pairs.iter().map(|pair| affected_line(facts, pair)).collect();
    let all = super::known(facts).list.iter();
    all.map(|known| VulnerabilityLine { components: components(known), ..described(known) }).collect()
}

/// One line of a page; `counted` keeps routes from line to line.
pub(super) fn line(facts: &Facts, known: &Known, counted: &mut BTreeMap<NodeIndex, RouteCount>) -> VulnerabilityLine {
    let open = known.pairs.iter().filter(|pair| pair.standing.is_open());
    let (mut routes, mut is_exact) = (0u128, known.pairs.len() <= MOST_COUNTED);
    for pair in open.take(MOST_COUNTED) {
        if counted.len() >= MOST_COUNTED_IN_ALL && !counted.contains_key(&pair.node) {
            is_exact = false;
            continue;
        }
        let count = counted.entry(pair.node).or_insert_with(|| graph::route_count(&facts.graph, pair.node));
        is_exact &= count.exact;
        routes = routes.saturating_add(count.routes);
    }
    VulnerabilityLine {
        components: known.pairs.iter().take(MOST_NAMED).map(|pair| affected_line(facts, pair)).collect(),
        routes: match routes {
            0 => String::new(),
            1 if is_exact => "reached by 1 route".to_owned(),
            routes => {
                format!("reached by {}{} routes", if is_exact { "" } else { "more than " }, number(routes))
            }
        },
        ..described(known)
    }
}

/// What is said of it, wherever it is.
fn described(known: &Known) -> VulnerabilityLine {
    VulnerabilityLine {
        id: visible(&known.id),
        aliases: known.aliases.iter().map(|alias| visible(alias)).collect(),
        summary: visible(known.summary.as_deref().unwrap_or_default()),
        severity: known.rating.severity.as_str().to_owned(),
        score: known.rating.score.map(|score| format!("{score:.1}")).unwrap_or_default(),
        rating: visible(&known.rating.stated),
        state: known.standing().map(Standing::as_str).unwrap_or_default().to_owned(),
        is_open: known.standing().is_some_and(Standing::is_open),
        links: known.links.iter().filter_map(|link| SafeUrl::parse(link)).collect(),
        query: term("vuln", &known.id),
        total: known.pairs.len(),
        ..VulnerabilityLine::default()
    }
}

fn affected_line(facts: &Facts, pair: &Pair) -> AffectedLine {
    let mut words = Vec::new();
    if !pair.listed_by.is_empty() {
        let names: Vec<String> = pair.listed_by.iter().map(|source| source_name(facts, *source)).collect();
        words.push(format!("Named by {}", list(&names, 4)));
    }
    if let Some((source, justification)) = &pair.statement {
        let why = justification.as_deref().map(|why| format!(": {}", visible(why))).unwrap_or_default();
        words.push(format!("{} says {}{why}", teller(facts, *source), pair.standing.as_str()));
    }
    for (source, standing) in &pair.contradicted_by {
        words.push(format!("{} says {}", teller(facts, *source), standing.as_str()));
    }
    if pair.is_unclear {
        words.push("The stated versions could not be read; this one is taken to be among them".to_owned());
    }
    let component = facts.graph.nodes.get(pair.node as usize).map(|node| &node.component);
    let url = component.and_then(|component| component.package_url.as_ref());
    AffectedLine {
        link: Link::new(&facts.graph, &facts.judgement.components, pair.node),
        package_url: url.map(|url| visible(url.as_str())).unwrap_or_default(),
        state: pair.standing.as_str().to_owned(),
        words,
        fixed: fixed(pair).unwrap_or_default(),
        is_contradicted: !pair.contradicted_by.is_empty(),
    }
}

/// `fixed in 2.0.1`; `None` where nobody says.
pub(super) fn fixed(pair: &Pair) -> Option<String> {
    let versions: Vec<String> = pair.fixed_in.iter().map(|version| visible(version)).collect();
    (!versions.is_empty()).then(|| format!("fixed in {}", list(&versions, 3)))
}
