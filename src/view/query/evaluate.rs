//! Asks an expression of every component.

use std::cmp::Ordering;

use super::index::Index;
use super::keys::{Flag, Number, Text};
use super::parse::{Expression, Test};
use super::pattern::Pattern;
use super::scan::Comparison;
use crate::analysis::duplicates::is_duplicate;
use crate::graph::{Direction, NodeIndex, reachable_from};
use crate::licenses::Verdict;
use crate::versions;
use crate::view::facts::Facts;
use crate::view::{hygiene, quality, vulnerabilities};

/// For each node, does the expression hold?
pub(super) fn select(expression: Option<&Expression>, facts: &Facts) -> Vec<bool> {
    let mut asked = vec![true; facts.graph.nodes.len()];
    if let Some(expression) = expression {
        let ground = Ground::new(facts);
        narrow(expression, &ground, &mut asked);
    }
    asked
}

/// What tests look at.
struct Ground<'a> {
    facts: &'a Facts,
    index: &'a Index,
    on_cycle: Vec<bool>,
    is_root: Vec<bool>,
}

impl<'a> Ground<'a> {
    fn new(facts: &'a Facts) -> Self {
        let count = facts.graph.nodes.len();
        let marked = |nodes: &mut dyn Iterator<Item = NodeIndex>| {
            let mut marks = vec![false; count];
            nodes.for_each(|node| marks[node as usize] = true);
            marks
        };
        Self {
            facts,
            index: facts.index(),
            on_cycle: marked(&mut facts.graph.cycles.iter().flatten().copied()),
            is_root: marked(&mut facts.graph.roots.iter().copied()),
        }
    }
}

/// Leaves of `asked` what the expression holds for. The depth is bounded by the parser.
fn narrow(expression: &Expression, ground: &Ground, asked: &mut [bool]) {
    match expression {
        Expression::All(parts) => parts.iter().for_each(|part| narrow(part, ground, asked)),
        Expression::Any(parts) => {
            let mut left = asked.to_vec();
            for part in parts {
                let mut held = left.clone();
                narrow(part, ground, &mut held);
                left.iter_mut().zip(held).for_each(|(left, held)| *left &= !held);
            }
            asked.iter_mut().zip(left).for_each(|(asked, left)| *asked &= !left);
        }
        Expression::Not(inner) => {
            let mut held = asked.to_vec();
            narrow(inner, ground, &mut held);
            asked.iter_mut().zip(held).for_each(|(asked, held)| *asked &= !held);
        }
        Expression::Test(test) => narrow_test(test, ground, asked),
    }
}

fn narrow_test(test: &Test, ground: &Ground, asked: &mut [bool]) {
    let near = match test {
        Test::Needs(pattern) => Some((pattern, Direction::Dependents)),
        Test::BroughtBy(pattern) => Some((pattern, Direction::Dependencies)),
        Test::Text(text @ (Text::Vulnerability | Text::Hygiene | Text::Lacks), pattern) => {
            let fits = |word: &str| pattern.is(word);
            let found = match text {
                Text::Vulnerability => vulnerabilities::matching(ground.facts, &fits),
                Text::Hygiene => hygiene::matching(ground.facts, &fits),
                _ => quality::lacking(ground.facts, &fits),
            };
            return asked.iter_mut().zip(0..).for_each(|(asked, node)| *asked &= found.binary_search(&node).is_ok());
        }
        _ => None,
    };
    if let Some((pattern, direction)) = near {
        let names = 0..asked.len() as NodeIndex;
        let found: Vec<NodeIndex> = names.filter(|node| pattern.is(ground.index.name(*node))).collect();
        let mut reached = reachable_from(&ground.facts.graph, &found, direction);
        // What fits does not count as needing itself, but for a cycle, which is another question.
        found.iter().for_each(|node| reached[*node as usize] = false);
        return asked.iter_mut().zip(reached).for_each(|(asked, reached)| *asked &= reached);
    }
    for (asked, node) in asked.iter_mut().zip(0..) {
        *asked = *asked && holds(test, ground, node);
    }
}

fn holds(test: &Test, ground: &Ground, node: NodeIndex) -> bool {
    let (facts, index) = (ground.facts, ground.index);
    let graph = &facts.graph;
    let Some(found) = graph.nodes.get(node as usize) else { return false };
    match test {
        Test::Anything(pattern) => {
            pattern.is_in(index.name(node))
                || pattern.is_in(index.license(node))
                || pattern.is_in(index.package_url(node))
        }
        Test::Text(text, pattern) => text_holds(*text, pattern, ground, node),
        Test::Flag(flag) => match flag {
            Flag::Direct => graph.is_direct(node),
            Flag::Duplicate => is_duplicate(&facts.duplicates, &found.component.name, found.component.ecosystem),
            Flag::Involved => facts.judgement.components.get(node as usize).is_some_and(|judged| judged.involved),
            Flag::Own => facts.judgement.components.get(node as usize).is_some_and(|judged| judged.own),
            Flag::Root => ground.is_root.get(node as usize) == Some(&true),
            Flag::Cycle => ground.on_cycle.get(node as usize) == Some(&true),
            Flag::Unreached => found.depth.is_none(),
        },
        Test::Number(number, comparison, wanted) => {
            let value = match number {
                Number::Depth => match found.depth {
                    Some(depth) => depth,
                    None => return false,
                },
                Number::NeededBy => graph.dependents(node).count() as u32,
                Number::Needs => graph.dependencies(node).len() as u32,
                Number::Brings => facts.leaves_with.get(node as usize).copied().unwrap_or_default(),
            };
            compared(*comparison, value.cmp(wanted))
        }
        Test::Version { name, comparison, version } => {
            let fits = name.as_ref().is_none_or(|name| is_named(name, index.name(node)));
            fits && found
                .component
                .version
                .as_deref()
                .is_some_and(|own| compared(*comparison, versions::compare(found.component.ecosystem, own, version)))
        }
        Test::VersionText(pattern) => {
            found.component.version.as_deref().is_some_and(|version| pattern.is(&version.to_lowercase()))
        }
        Test::Needs(_) | Test::BroughtBy(_) => false,
    }
}

/// The whole name, or what stands behind its last `:` or `/`: `log4j-core` of `org.apache.logging.log4j:log4j-core`.
fn is_named(pattern: &Pattern, name: &str) -> bool {
    pattern.is(name) || name.rsplit([':', '/']).next().is_some_and(|short| pattern.is(short))
}

fn text_holds(text: Text, pattern: &Pattern, ground: &Ground, node: NodeIndex) -> bool {
    let (facts, index) = (ground.facts, ground.index);
    let (Some(found), Some(judged)) =
        (facts.graph.nodes.get(node as usize), facts.judgement.components.get(node as usize))
    else {
        return false;
    };
    let stated = |text: Option<&str>| match text {
        Some(text) => pattern.is_in(&text.to_lowercase()),
        None => pattern.is_word("none"),
    };
    match text {
        Text::Name => pattern.is(index.name(node)),
        Text::License => {
            let license = index.license(node);
            pattern.is(license) || license.split([' ', '(', ')']).any(|term| !term.is_empty() && pattern.is(term))
        }
        Text::Class => pattern.is(judged.class.as_str()) || pattern.is(&judged.class.title().to_lowercase()),
        Text::Verdict => !judged.own && is_verdict(pattern, judged.verdict),
        Text::Scope => pattern.is(found.scope.as_str()),
        Text::Ecosystem => pattern.is(found.component.ecosystem.as_str()),
        Text::File => facts.files_of(node).any(|file| pattern.is_in(&file.name.to_lowercase())),
        Text::PackageUrl => pattern.is(index.package_url(node)),
        Text::Source => stated(found.component.source.as_deref()),
        Text::Supplier => stated(found.component.supplier.as_deref()),
        Text::Kind => pattern.is(found.component.kind.as_str()),
        Text::Hash => match found.component.hashes.as_slice() {
            [] => pattern.is_word("none"),
            hashes => hashes.iter().any(|hash| {
                let hash = hash.to_lowercase();
                pattern.is(&hash) || hash.split_once(':').is_some_and(|(_, digest)| pattern.is(digest))
            }),
        },
        Text::Vulnerability | Text::Hygiene | Text::Lacks => false,
    }
}

fn is_verdict(pattern: &Pattern, verdict: Verdict) -> bool {
    pattern.is(verdict.as_str()) || pattern.is_in(verdict.title())
}

fn compared(comparison: Comparison, order: Ordering) -> bool {
    match comparison {
        Comparison::Is => order.is_eq(),
        Comparison::IsNot => order.is_ne(),
        Comparison::Less => order.is_lt(),
        Comparison::AtMost => order.is_le(),
        Comparison::More => order.is_gt(),
        Comparison::AtLeast => order.is_ge(),
    }
}
