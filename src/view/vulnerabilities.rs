//! Known vulnerabilities, ready to show: which, in what, how severe, and what was never checked.

use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};

use super::facts::Facts;
use super::words::{Link, count, length, list, number, plural, visible};
use crate::analysis::vulnerabilities::{
    self, Database, HUES, Known, Pair, Severity, Source, Standing, State, Vulnerabilities,
};
use crate::graph::{self, NodeIndex, RouteCount};

/// Vulnerabilities on one page at most.
pub const MOST_LINES: usize = 500;
/// Components named at most under one vulnerability.
const MOST_NAMED: usize = 50;
/// Routes are counted for so many components of a vulnerability, and of all on a page.
const MOST_COUNTED: usize = 8;
const MOST_COUNTED_IN_ALL: usize = 100;

/// What to show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VulnerabilitiesRequest {
    /// Those that statements clear as well.
    pub with_cleared: bool,
    /// The first line.
    pub offset: usize,
}

/// The page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct VulnerabilitiesView {
    /// `4 vulnerabilities in 3 components; 120 components not affected by the data, 17 not checked`.
    pub summary: String,
    /// Open vulnerabilities by severity, worst first: (`critical`, how many).
    pub severities: Vec<(String, usize)>,
    /// Components by colour, in the order of `HUES`.
    pub counts: Vec<(String, usize)>,
    /// Why components were not checked, most frequent first.
    pub unchecked: Vec<(String, usize)>,
    /// What was looked at: files with lists, statements and databases.
    pub sources: Vec<String>,
    /// Databases that were read before files that name other packages: open them again, by id.
    pub reread: Vec<u32>,
    pub lines: Vec<VulnerabilityLine>,
    /// Lines in all, from which `offset` is counted.
    pub total: usize,
}

/// One vulnerability.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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
    pub components: Vec<AffectedLine>,
    pub total: usize,
    /// `reached by 12 routes`; empty where none is counted.
    pub routes: String,
}

/// One component of a vulnerability.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AffectedLine {
    pub link: Link,
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
        vulnerabilities::vulnerabilities(&facts.graph, &documents, &skipped, &inputs)
    })
}

/// The colour of every node, positions in `HUES`: critical, high, medium, low, none, unknown severity, not affected, not
/// checked.
pub fn hues(facts: &Facts) -> Vec<u8> {
    let known = known(facts);
    (0..facts.graph.nodes.len() as NodeIndex).map(|node| known.hue(node)).collect()
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

/// The page. Costs what is shown, and routes for a few components of each line.
pub fn view(facts: &Facts, request: &VulnerabilitiesRequest) -> VulnerabilitiesView {
    let known = known(facts);
    let is_open = |known: &&Known| known.standing().is_some_and(Standing::is_open);
    let shown: Vec<&Known> = known.list.iter().filter(|known| request.with_cleared || is_open(known)).collect();
    let open: Vec<&Known> = known.list.iter().filter(is_open).collect();
    let mut counts = vec![0usize; HUES.len()];
    let mut why: Vec<(vulnerabilities::Why, usize)> = Vec::new();
    for (node, state) in (0..).zip(&known.states) {
        if !facts.is_third_party(node) {
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
    let severity_count = |severity: Severity| open.iter().filter(|known| known.rating.severity == severity).count();
    let affected: usize = counts.iter().take(6).sum();
    let cleared = known.list.len() - open.len();
    let mut summary = format!(
        "{} in {}; {} not affected by the data, {} not checked",
        counted(open.len()),
        count(affected, "component"),
        length(counts.get(6).copied().unwrap_or_default()),
        length(counts.get(7).copied().unwrap_or_default())
    );
    if cleared > 0 {
        summary.push_str(&format!("; {} cleared by statements", length(cleared)));
    }
    VulnerabilitiesView {
        summary,
        severities: Severity::ALL.iter().map(|known| (known.as_str().to_owned(), severity_count(*known))).collect(),
        counts: HUES.iter().map(|word| (*word).to_owned()).zip(counts).collect(),
        unchecked: why.into_iter().map(|(reason, count)| (reason.words().to_owned(), count)).collect(),
        sources: sources(facts, known),
        reread: reread(facts, known),
        total: shown.len(),
        lines: {
            let mut counted = BTreeMap::new();
            let page = shown.iter().skip(request.offset).take(MOST_LINES);
            page.map(|known| line(facts, known, &mut counted)).collect()
        },
    }
}

fn counted(value: usize) -> String {
    format!("{} {}", length(value), plural(value, "vulnerability"))
}

/// `critical`, `not affected`, `not checked`, and a sentence on it.
pub fn state_words(facts: &Facts, node: NodeIndex) -> (String, String) {
    let known = known(facts);
    let hue = HUES.get(known.hue(node) as usize).copied().unwrap_or_default().to_owned();
    let words = match known.states.get(node as usize) {
        Some(State::Affected(_)) => {
            let open = of_component(facts, node).into_iter().filter(|(.., is_open)| *is_open).count();
            format!("Affected by {}", counted(open))
        }
        Some(State::NotAffected(database)) => {
            let database = facts.included_databases().get(*database).copied();
            let name = database.and_then(|database| facts.files.iter().find(|file| file.id == database.id));
            let date = database.map(|database| date(&database.advisories.modified)).unwrap_or_default();
            format!("Not affected by {} of {date}", name.map(|file| visible(&file.name)).unwrap_or_default())
        }
        Some(State::NotChecked(why)) => format!("Not checked: {}", why.words()),
        None => "Not checked".to_owned(),
    };
    (hue, words)
}

/// What one component is named in: id, severity, summary, state, whether it is open.
pub fn of_component(facts: &Facts, node: NodeIndex) -> Vec<(String, String, String, String, bool)> {
    let known = known(facts);
    let positions = known.of_node.get(node as usize).map(Vec::as_slice).unwrap_or_default();
    positions
        .iter()
        .filter_map(|position| {
            let vulnerability = known.list.get(*position as usize)?;
            let pair = vulnerability.pairs.iter().find(|pair| pair.node == node)?;
            let mut state = pair.standing.as_str().to_owned();
            if let Some(fixed) = fixed(pair) {
                state = format!("{state}, {fixed}");
            }
            Some((
                visible(&vulnerability.id),
                vulnerability.rating.severity.as_str().to_owned(),
                visible(vulnerability.summary.as_deref().unwrap_or_default()),
                state,
                pair.standing.is_open(),
            ))
        })
        .collect()
}

/// The day of a time as written.
fn date(modified: &str) -> String {
    let day = modified.get(..10).unwrap_or(modified);
    if day.is_empty() { "an unknown date".to_owned() } else { visible(day) }
}

fn sources(facts: &Facts, known: &Vulnerabilities) -> Vec<String> {
    let mut out = Vec::new();
    for database in facts.included_databases() {
        let name = facts.files.iter().find(|file| file.id == database.id).map(|file| visible(&file.name));
        let found = &database.advisories;
        let covers: Vec<String> = found.covers.keys().map(|name| visible(name)).collect();
        let about = match covers.is_empty() {
            true => "single records".to_owned(),
            false => format!("about {}", list(&covers, 4)),
        };
        let git: usize = found.kept.iter().flat_map(|known| &known.packages).map(|package| package.git_ranges).sum();
        let git = match git {
            0 => String::new(),
            git => format!("; {} of commits not compared", count(git, "range")),
        };
        out.push(format!(
            "{}: {} of {}, {about}{git}",
            name.unwrap_or_default(),
            count(found.records, "record"),
            date(&found.modified)
        ));
    }
    for (index, file) in (0u32..).zip(&facts.document_files) {
        let Some(file) = facts.files.get(*file) else { continue };
        let Ok(read) = &file.content else { continue };
        let stated = read.document.vulnerabilities.len();
        if stated > 0 && facts.databases.iter().all(|database| database.id != file.id) {
            let unplaced = known.unplaced.get(&index).copied().unwrap_or_default();
            let unplaced = match unplaced {
                0 => String::new(),
                unplaced => format!("; {} nothing that is loaded", named(unplaced)),
            };
            out.push(format!("{}: {} stated{unplaced}", visible(&file.name), counted(stated)));
        }
    }
    out
}

fn named(statements: usize) -> String {
    format!("{} {}", count(statements, "statement"), if statements == 1 { "names" } else { "name" })
}

/// The databases that cover components they were not asked about.
fn reread(facts: &Facts, known: &Vulnerabilities) -> Vec<u32> {
    let is_stale = |state: &State| matches!(state, State::NotChecked(vulnerabilities::Why::ReadBefore));
    if !known.states.iter().any(is_stale) {
        return Vec::new();
    }
    let databases = facts.included_databases();
    databases.iter().filter(|database| database.asked.is_some()).map(|database| database.id).collect()
}

/// `counted` keeps routes from line to line.
fn line(facts: &Facts, known: &Known, counted: &mut BTreeMap<NodeIndex, RouteCount>) -> VulnerabilityLine {
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
        id: visible(&known.id),
        aliases: known.aliases.iter().map(|alias| visible(alias)).collect(),
        summary: visible(known.summary.as_deref().unwrap_or_default()),
        severity: known.rating.severity.as_str().to_owned(),
        score: known.rating.score.map(|score| format!("{score:.1}")).unwrap_or_default(),
        rating: visible(&known.rating.stated),
        state: known.standing().map(Standing::as_str).unwrap_or_default().to_owned(),
        components: known.pairs.iter().take(MOST_NAMED).map(|pair| affected_line(facts, pair)).collect(),
        total: known.pairs.len(),
        routes: match routes {
            0 => String::new(),
            1 if is_exact => "reached by 1 route".to_owned(),
            routes => {
                format!("reached by {}{} routes", if is_exact { "" } else { "more than " }, number(routes))
            }
        },
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
        words.push(format!("{} says {}{why}", source_name(facts, *source), pair.standing.as_str()));
    }
    for (source, standing) in &pair.contradicted_by {
        words.push(format!("{} says {}", source_name(facts, *source), standing.as_str()));
    }
    if pair.is_unclear {
        words.push("The stated versions could not be read; this one is taken to be among them".to_owned());
    }
    AffectedLine {
        link: Link::new(&facts.graph, &facts.judgement.components, pair.node),
        state: pair.standing.as_str().to_owned(),
        words,
        fixed: fixed(pair).unwrap_or_default(),
        is_contradicted: !pair.contradicted_by.is_empty(),
    }
}

fn fixed(pair: &Pair) -> Option<String> {
    let versions: Vec<String> = pair.fixed_in.iter().map(|version| visible(version)).collect();
    (!versions.is_empty()).then(|| format!("fixed in {}", list(&versions, 3)))
}

fn source_name(facts: &Facts, source: Source) -> String {
    let name = match source {
        Source::Document(document) => facts.file_of_document(document).map(|file| &file.name),
        Source::Database(position) => {
            let id = facts.included_databases().get(position).map(|database| database.id);
            facts.files.iter().find(|file| Some(file.id) == id).map(|file| &file.name)
        }
    };
    name.map(|name| visible(name)).unwrap_or_default()
}
