//! Known vulnerabilities of the loaded components, by what the files state and by the databases that were dropped.
//!
//! Three answers for a component: affected; not affected, by a database of a date; **not checked**. Statements on
//! exploitability (VEX) come before what lists and databases say, each with its file; where they contradict each other
//! the later file counts, and both are told. Nothing is fetched.

mod claims;
mod packages;
mod ranges;
mod rating;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::graph::{DocumentIndex, Graph, NodeIndex};
use crate::model::{Advisory, Document, MOST_LINKS, VulnerabilityStatus};

pub use packages::{Package, PackageKey, Packages, Registry, Unknown, is_of_release, key, registry, release, spelled};
pub use ranges::{fixed_after, is_affected, is_stated};
pub use rating::{Rating, Severity, rating};

use claims::{Claim, Claims};

/// One dropped database, as far as it concerns what is loaded.
pub struct Database<'d> {
    pub advisories: &'d [Advisory],
    /// The ecosystems that it is about, as it writes them; empty where it is single records.
    pub covers: Vec<&'d str>,
    /// The packages it was asked about while it was read; `None` where all of it was kept.
    pub asked: Option<&'d HashSet<PackageKey>>,
}

/// Who says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    Document(DocumentIndex),
    /// A position in the list of databases.
    Database(usize),
}

/// How a component stands to a vulnerability, all statements weighed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    NotAffected,
    Fixed,
    UnderInvestigation,
    Affected,
}

impl Standing {
    /// From what asks most of somebody.
    pub const ALL: [Self; 4] = [Self::Affected, Self::UnderInvestigation, Self::Fixed, Self::NotAffected];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotAffected => "not affected",
            Self::Fixed => "fixed",
            Self::UnderInvestigation => "under investigation",
            Self::Affected => "affected",
        }
    }

    /// Must somebody still look?
    pub fn is_open(self) -> bool {
        self >= Self::UnderInvestigation
    }
}

impl From<VulnerabilityStatus> for Standing {
    fn from(status: VulnerabilityStatus) -> Self {
        match status {
            VulnerabilityStatus::Affected => Self::Affected,
            VulnerabilityStatus::NotAffected => Self::NotAffected,
            VulnerabilityStatus::Fixed => Self::Fixed,
            VulnerabilityStatus::UnderInvestigation => Self::UnderInvestigation,
        }
    }
}

/// One component and one vulnerability.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    pub node: NodeIndex,
    pub standing: Standing,
    /// Lists and databases that name the component; sorted.
    pub listed_by: Vec<Source>,
    /// The statement that counts: who, and why, as stated.
    pub statement: Option<(Source, Option<String>)>,
    /// Statements that say otherwise.
    pub contradicted_by: Vec<(Source, Standing)>,
    /// Versions in which it is fixed, newer than this one; oldest first.
    pub fixed_in: Vec<String>,
    /// The versions that a list states could not be read; it is taken to be among them.
    pub is_unclear: bool,
}

/// One vulnerability, under all its ids.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    /// `CVE-…` where it has such an id.
    pub id: String,
    /// Its other ids, sorted.
    pub aliases: Vec<String>,
    pub summary: Option<String>,
    pub rating: Rating,
    /// Addresses where more is told of it, as stated: http and https alone, each once.
    pub links: Vec<String>,
    /// Sorted by node; each once.
    pub pairs: Vec<Pair>,
}

impl Known {
    /// The standing that asks most of somebody.
    pub fn standing(&self) -> Option<Standing> {
        self.pairs.iter().map(|pair| pair.standing).max()
    }
}

/// The answer for a component.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// With the worst severity of what it is affected by.
    Affected(Severity),
    /// By this database.
    NotAffected(usize),
    NotChecked(Why),
}

/// Why a component was not checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// No database was dropped.
    NoDatabase,
    /// The databases are not about its ecosystem or release.
    NotCovered,
    /// The database was read before the file that names it; read it again.
    ReadBefore,
    NoVersion,
    /// No database that we know is about its ecosystem.
    UnknownEcosystem,
    /// The file does not say of which release of its distribution it is.
    NoRelease,
}

impl Why {
    /// One sentence without a full stop.
    pub fn words(self) -> &'static str {
        match self {
            Self::NoDatabase => "No database of vulnerabilities was dropped",
            Self::NotCovered => "The data is not about its ecosystem or release",
            Self::ReadBefore => "The data was read before this file: open it again",
            Self::NoVersion => "No version is stated",
            Self::UnknownEcosystem => "Its ecosystem cannot be looked up",
            Self::NoRelease => "The release of its distribution is not stated",
        }
    }
}

/// Everything that is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vulnerabilities {
    /// Open ones first, then by severity and score from the worst, then by id.
    pub list: Vec<Known>,
    /// By node.
    pub states: Vec<State>,
    /// By node, positions in `list`, in its order.
    pub of_node: Vec<Vec<u32>>,
    /// By document, statements that name nothing that is loaded.
    pub unplaced: BTreeMap<DocumentIndex, usize>,
    /// Positions of databases that are about a package they were not asked about.
    pub unasked: BTreeSet<usize>,
}

impl Vulnerabilities {
    /// The colour of a node: a position in [`Severity::ALL`], then 6 for not affected, 7 for not checked.
    pub fn hue(&self, node: NodeIndex) -> u8 {
        match self.states.get(node as usize) {
            Some(State::Affected(severity)) => {
                Severity::ALL.iter().position(|known| known == severity).map_or(5, |at| at as u8)
            }
            Some(State::NotAffected(_)) => 6,
            Some(State::NotChecked(_)) | None => 7,
        }
    }
}

/// The words for the values of [`Vulnerabilities::hue`], in their order.
pub const HUES: [&str; 8] =
    ["critical", "high", "medium", "low", "none", "unknown severity", "not affected", "not checked"];

/// Weighs everything. `documents` are those the graph was built from; `skipped` are documents whose records are among
/// the databases already. Costs statements, and the advisories of loaded packages.
pub fn vulnerabilities(
    graph: &Graph,
    documents: &[&Document],
    skipped: &HashSet<DocumentIndex>,
    databases: &[Database],
) -> Vulnerabilities {
    let packages = Packages::new(graph);
    let mut claims = Claims::default();
    let mut unplaced = BTreeMap::new();
    claims::of_documents(graph, documents, skipped, &packages, &mut claims, &mut unplaced);
    for (position, database) in databases.iter().enumerate() {
        claims::of_database(position, database, &packages, &mut claims);
    }
    let created: Vec<&str> = documents.iter().map(|document| document.created.as_deref().unwrap_or_default()).collect();
    let mut list: Vec<Known> = claims.grouped().into_iter().map(|group| known(group, &created)).collect();
    list.retain(|known| !known.pairs.is_empty());
    let score = |known: &Known| (known.rating.score.unwrap_or_default() * 10.0).round() as i64;
    list.sort_by(|one, other| {
        let is_open = |known: &Known| known.standing().is_some_and(Standing::is_open);
        let order = is_open(other).cmp(&is_open(one)).then(other.rating.severity.cmp(&one.rating.severity));
        order.then(score(other).cmp(&score(one))).then_with(|| one.id.cmp(&other.id))
    });
    let mut of_node: Vec<Vec<u32>> = vec![Vec::new(); graph.nodes.len()];
    let mut worst: HashMap<NodeIndex, Severity> = HashMap::new();
    for (known, position) in list.iter().zip(0..) {
        for pair in &known.pairs {
            if let Some(known) = of_node.get_mut(pair.node as usize) {
                known.push(position);
            }
            if pair.standing.is_open() {
                let severity = worst.entry(pair.node).or_default();
                *severity = (*severity).max(known.rating.severity);
            }
        }
    }
    let coverage = Coverage::new(databases);
    let states = (0..).zip(&packages.of_node).map(|(node, package)| match worst.get(&node) {
        Some(severity) => State::Affected(*severity),
        None => coverage.state(package),
    });
    let states = states.collect();
    let unasked = packages.of_node.iter().flatten().flat_map(|package| coverage.unasked(package)).collect();
    Vulnerabilities { list, states, of_node, unplaced, unasked }
}

/// By registry, the releases; `None` where it has none.
type Releases<'d> = HashMap<Registry, Vec<Option<&'d str>>>;

/// What the databases are about.
struct Coverage<'d> {
    /// For each, the releases of each registry, and the packages it was asked about.
    databases: Vec<(Releases<'d>, Option<&'d HashSet<PackageKey>>)>,
    is_empty: bool,
}

impl<'d> Coverage<'d> {
    fn new(databases: &[Database<'d>]) -> Self {
        let read = |database: &Database<'d>| {
            let mut covers: Releases = HashMap::new();
            for ecosystem in &database.covers {
                if let Some(registry) = registry(ecosystem) {
                    covers.entry(registry).or_default().push(release(ecosystem));
                }
            }
            (covers, database.asked)
        };
        let databases: Vec<_> = databases.iter().map(read).collect();
        let is_empty = databases.iter().all(|(covers, _)| covers.is_empty());
        Self { databases, is_empty }
    }

    fn state(&self, package: &Result<Package, Unknown>) -> State {
        if self.is_empty {
            return State::NotChecked(Why::NoDatabase);
        }
        let package = match package {
            Ok(package) => package,
            Err(Unknown::Version) => return State::NotChecked(Why::NoVersion),
            Err(Unknown::Ecosystem) => return State::NotChecked(Why::UnknownEcosystem),
            Err(Unknown::Release) => return State::NotChecked(Why::NoRelease),
        };
        let mut why = Why::NotCovered;
        for (position, was_asked) in self.covering(package) {
            if was_asked {
                return State::NotAffected(position);
            }
            why = Why::ReadBefore;
        }
        State::NotChecked(why)
    }

    /// The databases about a package, and whether each was asked about it.
    fn covering(&self, package: &Package) -> impl Iterator<Item = (usize, bool)> {
        self.databases.iter().enumerate().filter_map(|(position, (covers, asked))| {
            let mut releases = covers.get(&package.key.0).into_iter().flatten();
            let is_covered = releases.any(|release| is_of_release(package.release.as_deref(), *release));
            is_covered.then(|| (position, asked.is_none_or(|asked| asked.contains(&package.key))))
        })
    }

    fn unasked(&self, package: &Package) -> impl Iterator<Item = usize> {
        self.covering(package).filter(|(_, was_asked)| !was_asked).map(|(position, _)| position)
    }
}

/// One vulnerability from all that is claimed of it.
fn known(group: claims::Group, created: &[&str]) -> Known {
    let claims::Group { mut ids, summary, ratings, mut links, claims } = group;
    links.retain(|link| link.starts_with("https://") || link.starts_with("http://"));
    links.sort();
    links.dedup();
    links.truncate(MOST_LINKS);
    ids.sort_by_key(|id| (!id.starts_with("CVE-"), id.clone()));
    let mut by_node: BTreeMap<NodeIndex, Vec<Claim>> = BTreeMap::new();
    for claim in claims {
        by_node.entry(claim.node).or_default().push(claim);
    }
    let mut ids = ids.into_iter();
    Known {
        id: ids.next().unwrap_or_default(),
        aliases: ids.collect(),
        summary,
        rating: rating(&ratings),
        links,
        pairs: by_node.into_iter().map(|(node, claims)| pair(node, claims, created)).collect(),
    }
}

fn pair(node: NodeIndex, claims: Vec<Claim>, created: &[&str]) -> Pair {
    let time = |source: Source| match source {
        Source::Document(document) => created.get(document as usize).copied().unwrap_or_default(),
        Source::Database(_) => "",
    };
    let statements = || claims.iter().filter_map(|claim| Some((claim, Standing::from(claim.status?))));
    // The latest; of one time, what asks most of somebody.
    let latest = statements().max_by(|(one, standing), (other, other_standing)| {
        time(one.source).cmp(time(other.source)).then(standing.cmp(other_standing))
    });
    let standing = latest.map_or(Standing::Affected, |(_, standing)| standing);
    let mut contradicted_by: Vec<(Source, Standing)> =
        statements().filter(|(_, other)| *other != standing).map(|(claim, other)| (claim.source, other)).collect();
    contradicted_by.sort();
    contradicted_by.dedup();
    let mut listed_by: Vec<Source> =
        claims.iter().filter(|claim| claim.status.is_none()).map(|claim| claim.source).collect();
    listed_by.sort();
    listed_by.dedup();
    let mut fixed_in: Vec<String> = Vec::new();
    for version in claims.iter().flat_map(|claim| &claim.fixed_in) {
        if !fixed_in.contains(version) {
            fixed_in.push(version.clone());
        }
    }
    Pair {
        node,
        standing,
        listed_by,
        statement: latest.map(|(claim, _)| (claim.source, claim.justification.clone())),
        contradicted_by,
        fixed_in,
        is_unclear: claims.iter().any(|claim| claim.is_unclear),
    }
}

#[cfg(test)]
mod tests;
