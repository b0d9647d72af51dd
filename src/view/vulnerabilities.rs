//! Known vulnerabilities, ready to show: which, in what, how severe, and what was never checked.

mod lines;
mod of_one;
mod sources;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde::{Deserialize, Serialize};

use super::facts::Facts;
use super::query::Query;
use super::words::{Link, count, length, plural};
use crate::analysis::vulnerabilities::{
    self, Database, HUES, Known, Severity, Standing, State, Vulnerabilities, vulnerabilities as weigh,
};
use crate::graph::NodeIndex;
use crate::model::SafeUrl;

pub use lines::all_lines;
pub use of_one::{cell, of_component, state_words};

/// Vulnerabilities on one page at most.
pub const MOST_LINES: usize = 500;

/// What to show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VulnerabilitiesRequest {
    /// Only those in components that the query accepts; a word alone may also stand in an id or the summary.
    pub query: String,
    /// Severities and states that are left out, in their words.
    pub hidden: BTreeSet<String>,
    /// Those that statements clear as well.
    pub with_cleared: bool,
    /// The first line.
    pub offset: usize,
}

/// The page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VulnerabilitiesView {
    /// `4 vulnerabilities in 3 components; 120 components not affected by the data, 17 not checked`.
    pub summary: String,
    /// Is there a file that says anything of vulnerabilities?
    pub has_data: bool,
    /// Open vulnerabilities that fit the query by severity, worst first: (`critical`, how many).
    pub severities: Vec<(String, usize)>,
    /// Vulnerabilities that fit the query by state, the one that asks most first: (`affected`, how many).
    pub states: Vec<(String, usize)>,
    /// Components by colour, in the order of `HUES`: those of others, and own ones where they are affected.
    pub counts: Vec<(String, usize)>,
    /// Why components were not checked, most frequent first.
    pub unchecked: Vec<(String, usize)>,
    /// What was looked at: files with lists, statements and databases.
    pub sources: Vec<SourceLine>,
    /// Databases that were read before files that name other packages: open them again, by id.
    pub reread: Vec<u32>,
    /// Why the query was not understood; then all are shown.
    pub error: String,
    pub lines: Vec<VulnerabilityLine>,
    /// Lines in all under the filters, from which `offset` is counted.
    pub total: usize,
    /// Vulnerabilities that fit the query and that statements clear, shown or not.
    pub cleared: usize,
}

/// One file that says something.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceLine {
    pub file: u32,
    pub name: String,
    /// `2026-05-02`, or that none is stated.
    pub date: String,
    /// `2 records, about npm`.
    pub words: String,
}

/// One vulnerability.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VulnerabilityLine {
    pub id: String,
    pub aliases: Vec<String>,
    pub summary: String,
    /// `critical`, …, `unknown`.
    pub severity: String,
    /// `9.8`; empty where only words are stated.
    pub score: String,
    /// The vector or word as stated.
    pub rating: String,
    /// `affected`, `under investigation`, `fixed` or `not affected`: what asks most.
    pub state: String,
    /// Must somebody still look?
    pub is_open: bool,
    /// Addresses where more is told of it: http or https.
    pub links: Vec<SafeUrl>,
    /// The query that finds its components.
    pub query: String,
    pub components: Vec<AffectedLine>,
    pub total: usize,
    /// `reached by 12 routes`; empty where none is counted.
    pub routes: String,
}

/// One component of a vulnerability.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AffectedLine {
    pub link: Link,
    /// Empty where none is stated.
    pub package_url: String,
    pub state: String,
    /// Who says so, and why: a sentence a line.
    pub words: Vec<String>,
    /// `fixed in 2.0.1`; empty where nobody says.
    pub fixed: String,
    pub is_contradicted: bool,
}

/// What is known; worked out at first use.
pub fn known(facts: &Facts) -> &Vulnerabilities {
    facts.vulnerabilities.get_or_init(|| {
        let databases = facts.included_databases();
        let inputs: Vec<Database> = databases
            .iter()
            .map(|database| Database {
                advisories: &database.advisories.kept,
                covers: database.advisories.covers.keys().map(String::as_str).collect(),
                asked: database.asked.as_ref(),
            })
            .collect();
        let ids: HashSet<u32> = databases.iter().map(|database| database.id).collect();
        let is_database = |position: &usize| facts.files.get(*position).is_some_and(|file| ids.contains(&file.id));
        let documents: Vec<_> = facts.included().into_iter().map(|(_, document)| document).collect();
        let skipped: HashSet<u32> =
            (0..).zip(&facts.document_files).filter(|(_, file)| is_database(file)).map(|(index, _)| index).collect();
        weigh(&facts.graph, &documents, &skipped, &inputs)
    })
}

/// Does any file that counts say anything of vulnerabilities? Asked before what is known is worked out.
pub fn has_data(facts: &Facts) -> bool {
    !facts.included_databases().is_empty()
        || facts.included().iter().any(|(_, document)| !document.vulnerabilities.is_empty())
}

/// Vulnerabilities that somebody must still look at. Costs nothing where no file says anything of them.
pub fn open(facts: &Facts) -> usize {
    if has_data(facts) { known(facts).list.iter().filter(is_open).count() } else { 0 }
}

/// Databases, by id, that were read before files that name other packages. As `open`, it costs nothing without data.
pub fn reread(facts: &Facts) -> Vec<u32> {
    if facts.included_databases().is_empty() { Vec::new() } else { sources::reread(facts, known(facts)) }
}

/// Why components were not checked, most frequent first.
pub fn unchecked(facts: &Facts) -> Vec<(String, usize)> {
    components(facts, known(facts)).1
}

/// The colour of every node, positions in `HUES`: critical, high, medium, low, none, unknown severity, not affected, not
/// checked.
pub fn hues(facts: &Facts) -> Vec<u8> {
    let known = known(facts);
    (0..facts.graph.nodes.len() as NodeIndex).map(|node| known.hue(node)).collect()
}

/// What a query may ask of each node: `critical`, `not checked`.
pub fn words(facts: &Facts) -> Vec<&'static str> {
    let words = HUES.map(|word| if word == "unknown severity" { Severity::Unknown.as_str() } else { word });
    hues(facts).into_iter().filter_map(|hue| words.get(hue as usize).copied()).collect()
}

/// The nodes that a query asks for: an id or alias of what they are affected by that `fits` (it is given in small
/// letters), `any`, a severity, `affected`, `cleared`, `not affected` or `not checked`.
pub fn matching(facts: &Facts, fits: &dyn Fn(&str) -> bool) -> Vec<NodeIndex> {
    let known = known(facts);
    // A pattern that fits everything asks for vulnerabilities, not for what has none.
    let fits_all = fits("");
    let is_any = fits("any") || fits("affected");
    let (is_clear, is_unchecked) = (!fits_all && fits("not affected"), !fits_all && fits("not checked"));
    let severities: Vec<Severity> = Severity::ALL.into_iter().filter(|severity| fits(severity.as_str())).collect();
    let by_state = |node: &NodeIndex| match known.states.get(*node as usize) {
        Some(State::Affected(severity)) => is_any || severities.contains(severity),
        Some(State::NotAffected(_)) => is_clear,
        Some(State::NotChecked(_)) | None => is_unchecked,
    };
    let mut found: HashSet<NodeIndex> = (0..facts.graph.nodes.len() as NodeIndex).filter(by_state).collect();
    let wants_cleared = fits("cleared");
    for vulnerability in &known.list {
        let mut ids = std::iter::once(&vulnerability.id).chain(&vulnerability.aliases);
        let is_named = ids.any(|id| fits(&id.to_lowercase()));
        let pairs = vulnerability.pairs.iter();
        found.extend(pairs.filter(|pair| is_named || wants_cleared && !pair.standing.is_open()).map(|pair| pair.node));
    }
    let mut found: Vec<NodeIndex> = found.into_iter().collect();
    found.sort_unstable();
    found
}

fn is_open(known: &&Known) -> bool {
    known.standing().is_some_and(Standing::is_open)
}

/// The page. Costs what is known, and routes for a few components of each line.
pub fn view(facts: &Facts, request: &VulnerabilitiesRequest) -> VulnerabilitiesView {
    let known = known(facts);
    let (fitting, error) = fitting(facts, known, &request.query);
    let is_shown = |known: &&&Known| {
        (request.with_cleared || is_open(known))
            && !request.hidden.contains(known.rating.severity.as_str())
            && !known.standing().is_some_and(|standing| request.hidden.contains(standing.as_str()))
    };
    let shown: Vec<&Known> = fitting.iter().filter(is_shown).copied().collect();
    let (counts, unchecked) = components(facts, known);
    let severity = |severity: &Severity| {
        let open = fitting.iter().copied().filter(is_open);
        (severity.as_str().to_owned(), open.filter(|known| known.rating.severity == *severity).count())
    };
    let state = |standing: &Standing| {
        let of_state = fitting.iter().filter(|known| known.standing() == Some(*standing));
        (standing.as_str().to_owned(), of_state.count())
    };
    VulnerabilitiesView {
        summary: summary(known, &counts),
        has_data: has_data(facts),
        severities: Severity::ALL.iter().map(severity).collect(),
        states: Standing::ALL.iter().map(state).collect(),
        counts: HUES.iter().map(|word| (*word).to_owned()).zip(counts).collect(),
        unchecked,
        sources: sources::sources(facts, known),
        reread: sources::reread(facts, known),
        error,
        total: shown.len(),
        cleared: fitting.iter().filter(|known| !is_open(known)).count(),
        lines: {
            let mut counted = BTreeMap::new();
            let page = shown.iter().skip(request.offset).take(MOST_LINES);
            page.map(|known| lines::line(facts, known, &mut counted)).collect()
        },
    }
}

/// Those in components that the query accepts, in their order; and why it was not understood.
fn fitting<'k>(facts: &Facts, known: &'k Vulnerabilities, text: &str) -> (Vec<&'k Known>, String) {
    let all = || known.list.iter().collect();
    let query = match Query::parse(text) {
        Ok(query) if query.is_empty() => return (all(), String::new()),
        Ok(query) => query,
        Err(error) => return (all(), error.words()),
    };
    let accepted = query.select(facts);
    let word = text.trim().trim_matches('"').to_lowercase();
    let is_named = |known: &Known| {
        let mut texts = std::iter::once(&known.id).chain(&known.aliases).chain(&known.summary);
        query.is_plain() && texts.any(|text| text.to_lowercase().contains(&word))
    };
    let fits = |known: &&Known| {
        known.pairs.iter().any(|pair| accepted.get(pair.node as usize) == Some(&true)) || is_named(known)
    };
    (known.list.iter().filter(fits).collect(), String::new())
}

/// Components by colour, and why some were not checked.
fn components(facts: &Facts, known: &Vulnerabilities) -> (Vec<usize>, Vec<(String, usize)>) {
    let mut counts = vec![0usize; HUES.len()];
    let mut why: Vec<(vulnerabilities::Why, usize)> = Vec::new();
    for (node, state) in (0..).zip(&known.states) {
        if !facts.is_third_party(node) && !matches!(state, State::Affected(_)) {
            continue;
        }
        if let Some(count) = counts.get_mut(known.hue(node) as usize) {
            *count += 1;
        }
        if let State::NotChecked(reason) = state {
            match why.iter_mut().find(|(known, _)| known == reason) {
                Some((_, count)) => *count += 1,
                None => why.push((*reason, 1)),
            }
        }
    }
    why.sort_by_key(|(reason, count)| (std::cmp::Reverse(*count), *reason));
    (counts, why.into_iter().map(|(reason, count)| (reason.words().to_owned(), count)).collect())
}

fn summary(known: &Vulnerabilities, counts: &[usize]) -> String {
    let open = known.list.iter().filter(is_open).count();
    let at = |hue: usize| length(counts.get(hue).copied().unwrap_or_default());
    let mut summary = format!(
        "{} in {}; {} not affected by the data, {} not checked",
        counted(open),
        count(counts.iter().take(6).sum(), "component"),
        at(6),
        at(7)
    );
    let cleared = known.list.len() - open;
    if cleared > 0 {
        summary.push_str(&format!("; {} cleared by statements", length(cleared)));
    }
    summary
}

/// `1 vulnerability`.
fn counted(value: usize) -> String {
    format!("{} {}", length(value), plural(value, "vulnerability"))
}
