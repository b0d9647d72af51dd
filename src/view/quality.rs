//! The quality of one SBOM by one profile, ready to show: coverage first, a score with its parts second.

use serde::{Deserialize, Serialize};

use super::facts::{Facts, LoadedFile};
use super::query::term;
use super::words::{Link, count, length, visible};
use crate::analysis::quality::{self, Answer, Coverage, Element, Profile};
use crate::graph::NodeIndex;
use crate::model::{ComponentIndex, Document, Notice, Place, SafeUrl};

/// Components named at most in one line; `missing` holds all.
const MOST_NAMED: usize = 200;

/// A profile that SBOMs are measured by and that came as a file.
pub struct LoadedProfile {
    /// As for a file.
    pub id: u32,
    pub name: String,
    /// Bytes.
    pub size: usize,
    pub sha256: String,
    /// Nothing is measured by an unticked one.
    pub included: bool,
    pub profile: Profile,
}

/// What to measure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QualityRequest {
    /// The file's id; the first SBOM where `None`.
    pub file: Option<u32>,
    /// The id of a profile: one that is built in, such as `ntia-2021`, or `file-12` of a file; the first one where it is
    /// not known.
    pub profile: String,
    /// The text of a profile of one's own, in its place.
    pub own: Option<String>,
    /// A profile while it is written: only its errors are told.
    pub draft: Option<String>,
}

/// One file by one profile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QualityView {
    /// The SBOMs there are: id and name. Empty: there is nothing to measure.
    pub files: Vec<(u32, String)>,
    pub file: u32,
    /// The profiles there are: id and title.
    pub profiles: Vec<(String, String)>,
    pub profile: String,
    /// `An approximation of …; read the standard`.
    pub label: String,
    /// The standard's own page.
    pub link: Option<SafeUrl>,
    /// `CycloneDX 1.6, made by syft 1.2.0`.
    pub about: String,
    pub lines: Vec<QualityLine>,
    /// `71 of 100: the mean of 9 of 11 required elements; 2 were not checked`; empty where none could be checked.
    pub score: String,
    pub rules: Vec<RuleLine>,
    /// Errors of the draft, else of the profile of one's own; with errors of the latter there are no lines.
    pub errors: Vec<ProfileError>,
    /// The profiles as text to begin with: title and text.
    pub templates: Vec<(String, String)>,
}

/// What is wrong with a profile, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileError {
    /// From 1; 0 where no place is known.
    pub line: u32,
    /// In letters, from 1.
    pub column: u32,
    pub words: String,
}

/// One element.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QualityLine {
    pub title: String,
    /// The word in profiles and queries: `supplier`.
    pub element: String,
    pub is_required: bool,
    /// `met`, `lacking` or `not checked`.
    pub state: String,
    /// `38 of 41 components have a supplier`, `The file states …`.
    pub words: String,
    /// From 0 to 100; `None` where it was not checked.
    pub percent: Option<u8>,
    /// What to do; empty where nothing is missing.
    pub repair: String,
    /// Those without it, named as far as there is room.
    pub components: Vec<Link>,
    /// The nodes of all those without it.
    pub missing: Vec<NodeIndex>,
    /// The query that finds them; empty where none does.
    pub query: String,
}

/// One rule of the file's own specification.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleLine {
    pub code: String,
    pub rule: String,
    /// `nothing found`, `broken` or `not checked`.
    pub state: String,
    /// Where it is broken, or why it was not checked.
    pub words: Vec<String>,
}

/// Measures a file. Costs its components times the elements.
pub fn quality(facts: &Facts, request: &QualityRequest) -> QualityView {
    let sboms: Vec<(u32, &LoadedFile, &Document)> = sboms(facts);
    let profiles = profiles(facts);
    let mut view = QualityView {
        files: sboms.iter().map(|(_, file, _)| (file.id, visible(&file.name))).collect(),
        profiles: profiles.iter().map(|profile| (profile.id.clone(), visible(&profile.title))).collect(),
        templates: profiles.iter().map(|known| (visible(&known.title), quality::write_profile(known))).collect(),
        ..QualityView::default()
    };
    if let Some(draft) = &request.draft {
        view.errors = quality::read_profile(draft).err().unwrap_or_default().iter().map(profile_error).collect();
    }
    let profile = match request.own.as_deref().map(quality::read_profile) {
        Some(Ok(profile)) => Some(profile),
        Some(Err(errors)) => {
            if request.draft.is_none() {
                view.errors = errors.iter().map(profile_error).collect();
            }
            None
        }
        None => {
            let asked = profiles.iter().find(|profile| profile.id == request.profile);
            asked.or_else(|| profiles.first()).cloned()
        }
    };
    let chosen = sboms.iter().find(|(_, file, _)| Some(file.id) == request.file).or_else(|| sboms.first());
    let (Some((number, file, document)), Some(profile)) = (chosen, profile) else { return view };
    view.file = file.id;
    fill(&mut view, facts, *number, document, &profile);
    if sboms.len() > 1 {
        let of_file = term("file", &file.name);
        view.lines.iter_mut().filter(|line| !line.query.is_empty()).for_each(|line| {
            line.query = format!("{} {of_file}", line.query);
        });
    }
    view
}

/// Those that are built in, then those of ticked files.
fn profiles(facts: &Facts) -> Vec<Profile> {
    let of_files = facts.profiles.iter().filter(|loaded| loaded.included);
    let of_files = of_files.map(|loaded| Profile { id: format!("file-{}", loaded.id), ..loaded.profile.clone() });
    quality::profiles().into_iter().chain(of_files).collect()
}

fn profile_error(notice: &Notice) -> ProfileError {
    let (line, column) = match &notice.place {
        Some(Place::Line { line, column }) => (*line, *column),
        _ => (0, 0),
    };
    ProfileError { line, column, words: visible(&notice.message) }
}

/// The score of each SBOM by the first profile: name and score; `None` where nothing could be checked.
pub fn scores(facts: &Facts) -> Vec<(String, Option<f64>)> {
    let profiles = quality::profiles();
    let Some(profile) = profiles.first() else { return Vec::new() };
    let score = |document: &Document| quality::assess(document, profile).score;
    sboms(facts).into_iter().map(|(_, file, document)| (visible(&file.name), score(document))).collect()
}

/// What `scores` are by.
pub fn first_profile() -> String {
    quality::profiles().first().map(|profile| profile.title.clone()).unwrap_or_default()
}

/// The nodes of components that lack an element in some SBOM, by the word of the element; it is given in small letters.
pub fn lacking(facts: &Facts, fits: &dyn Fn(&str) -> bool) -> Vec<NodeIndex> {
    let elements: Vec<Element> = Element::ALL.into_iter().filter(|element| fits(element.as_str())).collect();
    let mut nodes = Vec::new();
    for (number, _, document) in sboms(facts) {
        let node_of = nodes_of(facts, number, document);
        for element in &elements {
            let missing = quality::missing(document, *element).unwrap_or_default();
            nodes.extend(missing.iter().filter_map(|component| node_of.get(*component as usize).copied().flatten()));
        }
    }
    nodes.sort_unstable();
    nodes.dedup();
    nodes
}

fn sboms(facts: &Facts) -> Vec<(u32, &LoadedFile, &Document)> {
    let documents = (0..).zip(&facts.document_files);
    documents
        .filter_map(|(number, file)| {
            let file = facts.files.get(*file)?;
            let read = file.content.as_ref().ok()?;
            quality::is_sbom(read.format.id).then_some((number, file, &read.document))
        })
        .collect()
}

/// The node of each component of a document.
fn nodes_of(facts: &Facts, number: u32, document: &Document) -> Vec<Option<NodeIndex>> {
    let mut node_of: Vec<Option<NodeIndex>> = vec![None; document.components.len()];
    for (node, index) in facts.graph.nodes.iter().zip(0..) {
        for (_, component) in node.members.iter().filter(|(of, _)| *of == number) {
            if let Some(slot) = node_of.get_mut(*component as usize) {
                *slot = Some(index);
            }
        }
    }
    node_of
}

fn fill(view: &mut QualityView, facts: &Facts, number: u32, document: &Document, profile: &Profile) {
    let found = quality::assess(document, profile);
    let node_of = nodes_of(facts, number, document);
    let node = |component: &ComponentIndex| node_of.get(*component as usize).copied().flatten();
    let generator = document.generator.as_deref();
    view.profile = profile.id.clone();
    view.link = profile.link.clone();
    view.label = match quality::profiles().iter().any(|known| known.id == profile.id) {
        true => format!("An approximation of {}; the standard itself counts", visible(&profile.title)),
        false => format!("By {}", visible(&profile.title)),
    };
    let title =
        facts.file_of_document(number).and_then(|file| file.content.as_ref().ok()).map_or("", |read| read.format.title);
    view.about = match (document.format_version.as_deref(), generator) {
        (version, Some(tool)) => visible(&format!("{title} {}, made by {tool}", version.unwrap_or(""))),
        (version, None) => visible(&format!("{title} {}, no tool stated", version.unwrap_or(""))),
    };
    view.lines = found.coverage.iter().map(|coverage| line(facts, coverage, generator, &node)).collect();
    view.score = match found.score {
        None => String::new(),
        Some(score) => {
            let rest = found.required - found.checked;
            let not = if rest > 0 { format!("; {} not checked", length(rest)) } else { String::new() };
            format!(
                "{} of 100: the mean of {} of {} required elements{not}",
                score.floor(),
                length(found.checked),
                length(found.required)
            )
        }
    };
    view.rules = quality::specification(document).into_iter().map(rule_line).collect();
}

fn line(
    facts: &Facts,
    coverage: &Coverage,
    generator: Option<&str>,
    node: &dyn Fn(&ComponentIndex) -> Option<NodeIndex>,
) -> QualityLine {
    let requirement = &coverage.requirement;
    let element = requirement.element;
    let mut missing: Vec<NodeIndex> = Vec::new();
    let words = match &coverage.answer {
        Answer::Components { have, of, missing: lacking } => {
            missing = lacking.iter().filter_map(node).collect();
            missing.sort_unstable();
            missing.dedup();
            let asked = match requirement.at_least {
                100 => String::new(),
                percent => format!("; {percent} percent are asked for"),
            };
            let verb = if *of == 1 { "has" } else { "have" };
            format!("{} of {} {verb} {}{asked}", length(*have), count(*of, "component"), element.title())
        }
        Answer::Document(stated) => document_words(element, stated.as_deref()),
        Answer::NotChecked(why) => why.clone(),
    };
    let is_met = coverage.is_met();
    let is_whole = coverage.answer.share().is_none_or(|share| share >= 1.0);
    QualityLine {
        title: visible(&requirement.title),
        element: element.as_str().to_owned(),
        is_required: requirement.is_required,
        state: match is_met {
            Some(true) => "met",
            Some(false) => "lacking",
            None => "not checked",
        }
        .to_owned(),
        words,
        // Rounded down: 99.9 percent is not all.
        percent: coverage.answer.share().map(|share| (share * 100.0).floor() as u8),
        repair: if is_whole { String::new() } else { quality::repair(element, generator) },
        components: missing
            .iter()
            .take(MOST_NAMED)
            .map(|node| Link::new(&facts.graph, &facts.judgement.components, *node))
            .collect(),
        query: if missing.is_empty() { String::new() } else { term("lacks", element.as_str()) },
        missing,
    }
}

/// From a place in a text to the end of its line, in the units that browsers count text in (UTF-16).
pub fn line_in_text(text: &str, line: u32, column: u32) -> (u32, u32) {
    let units = |text: &str| text.encode_utf16().count();
    let (mut before, mut start) = (0, 0);
    for (number, content) in (1..).zip(text.split('\n')) {
        if number == line {
            let skipped: String = content.chars().take(column.saturating_sub(1) as usize).collect();
            start = before + units(&skipped);
            before += units(content);
            break;
        }
        before += units(content) + 1;
    }
    (start.min(units(text)) as u32, before.min(units(text)) as u32)
}

fn document_words(element: Element, stated: Option<&str>) -> String {
    match (element, stated) {
        (Element::Complete, Some(_)) => "The file does not say that it is incomplete".to_owned(),
        (Element::Complete, None) => "The file says that it is incomplete".to_owned(),
        (Element::WithoutVulnerabilities, Some(_)) => "No vulnerabilities are inside".to_owned(),
        (Element::WithoutVulnerabilities, None) => "Vulnerabilities are inside".to_owned(),
        (element, Some(stated)) => format!("The file states {}: {}", element.title(), visible(stated)),
        (element, None) => format!("The file does not show {}", element.title()),
    }
}

fn rule_line(check: quality::SpecificationCheck) -> RuleLine {
    use quality::RuleState;
    let (state, words) = match check.state {
        RuleState::NothingFound => ("nothing found", Vec::new()),
        RuleState::Broken(notices) => {
            let told = |notice: crate::model::Notice| match &notice.place {
                Some(place) => visible(&format!("{} ({place})", notice.message)),
                None => visible(&notice.message),
            };
            ("broken", notices.into_iter().map(told).collect())
        }
        RuleState::NotChecked(why) => ("not checked", vec![why.to_owned()]),
    };
    RuleLine { code: check.code.to_owned(), rule: check.rule.to_owned(), state: state.to_owned(), words }
}
