//! Asks an expression of every component.

use std::cmp::Ordering;

use super::index::Index;
use super::keys::{Flag, Number, Text};
use super::parse::{Expression, Test};
use super::pattern::Pattern;
use super::scan::Comparison;
use crate::analysis::duplicates::is_duplicate;
use crate::graph::{Direction, NodeIndex, reachable_from};
use crate::licenses::{ComponentJudgement, Verdict};
use crate::versions;
use crate::view::facts::Facts;
use crate::view::words::license_cell;
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

/// The expression without the terms on projects that stand side by side, and the projects that fit all of those.
pub(super) fn projects(expression: Option<&Expression>, facts: &Facts) -> (Option<Expression>, Option<Vec<bool>>) {
    let parts = match expression {
        None => return (None, None),
        Some(Expression::All(parts)) => parts.as_slice(),
        Some(other) => std::slice::from_ref(other),
    };
    let mut found: Option<Vec<bool>> = None;
    let mut rest = Vec::new();
    for part in parts {
        let (test, wanted) = match part {
            Expression::Test(test) => (Some(test), true),
            Expression::Not(inner) => match &**inner {
                Expression::Test(test) => (Some(test), false),
                _ => (None, true),
            },
            _ => (None, true),
        };
        let count = facts.estate().projects.len();
        let fitting: Vec<bool> = match test {
            Some(Test::Text(Text::Project, pattern)) => (0..count).map(|at| is_project(facts, at, pattern)).collect(),
            Some(Test::Text(Text::Owner, pattern)) => (0..count).map(|at| is_owned(facts, at, pattern)).collect(),
            _ => {
                rest.push(part.clone());
                continue;
            }
        };
        let kept = found.get_or_insert_with(|| vec![true; count]);
        kept.iter_mut().zip(fitting).for_each(|(kept, fits)| *kept &= fits == wanted);
    }
    let rest = match rest.len() {
        0 => None,
        1 => rest.pop(),
        _ => Some(Expression::All(rest)),
    };
    (rest, found)
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
    let facts = ground.facts;
    match test {
        Test::Needs(pattern) => near(pattern, Direction::Dependents, ground, asked),
        Test::BroughtBy(pattern) => near(pattern, Direction::Dependencies, ground, asked),
        Test::Text(text @ (Text::Vulnerability | Text::Hygiene | Text::Lacks), pattern) => {
            let fits = |word: &str| pattern.is(word);
            let found = match text {
                Text::Vulnerability => vulnerabilities::matching(facts, &fits),
                Text::Hygiene => hygiene::matching(facts, &fits),
                _ => quality::lacking(facts, &fits),
            };
            keep(asked, |node| found.binary_search(&node).is_ok());
        }
        Test::Text(Text::Project, pattern) => {
            keep_marked(asked, &of_projects(facts, |at| is_project(facts, at, pattern)))
        }
        Test::Text(Text::Owner, pattern) => keep_marked(asked, &of_projects(facts, |at| is_owned(facts, at, pattern))),
        Test::Number(number @ (Number::Projects | Number::Versions), comparison, wanted) => {
            let estate = facts.estate();
            let packages = estate.package_of_nodes(asked.len());
            keep(asked, |node| {
                let package = packages.get(node as usize).copied().flatten();
                let package = package.and_then(|package| estate.packages.get(package as usize));
                package.is_some_and(|package| {
                    let value = if *number == Number::Projects { package.projects } else { package.versions };
                    compared(*comparison, value.cmp(wanted))
                })
            });
        }
        Test::Text(Text::File, pattern) => {
            let name = |position: &usize| facts.files.get(*position).map(|file| file.name.to_lowercase());
            let fits = |position: &usize| name(position).is_some_and(|name| pattern.is_in(&name));
            let fitting: Vec<bool> = facts.document_files.iter().map(fits).collect();
            let is_in = |(document, _): &(u32, u32)| fitting.get(*document as usize) == Some(&true);
            keep(asked, |node| {
                facts.graph.nodes.get(node as usize).is_some_and(|found| found.members.iter().any(is_in))
            });
        }
        Test::Text(Text::License, pattern) => keep_judged(asked, facts, |judged| is_license(pattern, judged)),
        Test::Text(Text::Class, pattern) => keep_judged(asked, facts, |judged| {
            pattern.is(judged.class.as_str()) || pattern.is(&judged.class.title().to_lowercase())
        }),
        Test::Text(Text::Verdict, pattern) => {
            keep_judged(asked, facts, |judged| !judged.own && is_verdict(pattern, judged.verdict));
        }
        Test::Anything(pattern) => {
            let mut licensed = asked.to_vec();
            keep_judged(&mut licensed, facts, |judged| pattern.is_in(&license_cell(judged).0.to_lowercase()));
            let index = ground.index;
            for ((asked, licensed), node) in asked.iter_mut().zip(licensed).zip(0..) {
                let is_said = || pattern.is_in(index.name(node)) || pattern.is_in(index.package_url(node));
                *asked = *asked && (licensed || is_said());
            }
        }
        _ => keep(asked, |node| holds(test, ground, node)),
    }
}

/// Leaves of `asked` the nodes that fit.
fn keep(asked: &mut [bool], fits: impl Fn(NodeIndex) -> bool) {
    for (asked, node) in asked.iter_mut().zip(0..) {
        *asked = *asked && fits(node);
    }
}

fn keep_marked(asked: &mut [bool], marked: &[bool]) {
    asked.iter_mut().zip(marked).for_each(|(asked, marked)| *asked &= marked);
}

/// Leaves of `asked` the nodes whose conclusion fits: asked once for each conclusion, of which there are few.
fn keep_judged(asked: &mut [bool], facts: &Facts, fits: impl Fn(&ComponentJudgement) -> bool) {
    let components = &facts.judgement.components;
    let fitting: Vec<bool> = components.different().iter().map(fits).collect();
    keep(asked, |node| components.position(node as usize).and_then(|at| fitting.get(at)) == Some(&true));
}

fn near(pattern: &Pattern, direction: Direction, ground: &Ground, asked: &mut [bool]) {
    let names = 0..asked.len() as NodeIndex;
    let found: Vec<NodeIndex> = names.filter(|node| pattern.is(ground.index.name(*node))).collect();
    let mut reached = reachable_from(&ground.facts.graph, &found, direction);
    // What fits does not count as needing itself, but for a cycle, which is another question.
    found.iter().for_each(|node| reached[*node as usize] = false);
    keep_marked(asked, &reached);
}

/// The nodes of the projects (by position) that fit: what they use, and what they are made of.
fn of_projects(facts: &Facts, fits: impl Fn(usize) -> bool) -> Vec<bool> {
    let estate = facts.estate();
    let fitting: Vec<bool> = (0..estate.projects.len()).map(fits).collect();
    let mut marked = vec![false; facts.graph.nodes.len()];
    let mut mark = |node: NodeIndex| {
        if let Some(mark) = marked.get_mut(node as usize) {
            *mark = true;
        }
    };
    let used = estate.uses.iter().filter(|used| fitting.get(used.project as usize) == Some(&true));
    used.for_each(|used| mark(used.node));
    let projects = estate.projects.iter().zip(&fitting).filter(|(_, fits)| **fits);
    projects.flat_map(|(project, _)| &project.own).for_each(|node| mark(*node));
    marked
}

/// The whole name, its short form, or what stands behind its last `/`.
fn is_project(facts: &Facts, at: usize, pattern: &Pattern) -> bool {
    facts.estate().projects.get(at).is_some_and(|project| {
        let is_called = |name: &str| pattern.is(&name.to_lowercase());
        is_named(pattern, &project.name.to_lowercase()) || is_called(&project.short) || is_called(&project.key)
    })
}

fn is_owned(facts: &Facts, at: usize, pattern: &Pattern) -> bool {
    let owner = facts.estate().projects.get(at).and_then(|project| facts.owners.get(&project.key));
    match owner {
        Some(owner) => pattern.is(&owner.to_lowercase()),
        None => pattern.is_word("none"),
    }
}

fn is_license(pattern: &Pattern, judged: &ComponentJudgement) -> bool {
    let license = license_cell(judged).0.to_lowercase();
    pattern.is(&license) || license.split([' ', '(', ')']).any(|term| !term.is_empty() && pattern.is(term))
}

fn holds(test: &Test, ground: &Ground, node: NodeIndex) -> bool {
    let (facts, index) = (ground.facts, ground.index);
    let graph = &facts.graph;
    let Some(found) = graph.nodes.get(node as usize) else { return false };
    match test {
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
                Number::NeededBy => graph.dependent_count(node),
                Number::Needs => graph.dependencies(node).len() as u32,
                Number::Brings => facts.leaves_with.get(node as usize).copied().unwrap_or_default(),
                Number::Projects | Number::Versions => return false,
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
        // Asked of all nodes at once.
        Test::Anything(_) | Test::Needs(_) | Test::BroughtBy(_) => false,
    }
}

/// The whole name, or what stands behind its last `:` or `/`: `log4j-core` of `org.apache.logging.log4j:log4j-core`.
fn is_named(pattern: &Pattern, name: &str) -> bool {
    pattern.is(name) || name.rsplit([':', '/']).next().is_some_and(|short| pattern.is(short))
}

fn text_holds(text: Text, pattern: &Pattern, ground: &Ground, node: NodeIndex) -> bool {
    let (facts, index) = (ground.facts, ground.index);
    let Some(found) = facts.graph.nodes.get(node as usize) else { return false };
    let stated = |text: Option<&str>| match text {
        Some(text) => pattern.is_in(&text.to_lowercase()),
        None => pattern.is_word("none"),
    };
    match text {
        Text::Name => pattern.is(index.name(node)),
        Text::Scope => pattern.is(found.scope.as_str()),
        Text::Ecosystem => pattern.is(found.component.ecosystem.as_str()),
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
        // Asked of all nodes at once.
        Text::License
        | Text::Class
        | Text::Verdict
        | Text::File
        | Text::Project
        | Text::Owner
        | Text::Vulnerability
        | Text::Hygiene
        | Text::Lacks => false,
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
