//! The quality of one SBOM by one profile, ready to show: coverage first, a score with its parts second.

use serde::{Deserialize, Serialize};

use super::facts::{Facts, LoadedFile};
use super::words::{Link, count, length, visible};
use crate::analysis::quality::{self, Answer, Coverage, Profile};
use crate::graph::NodeIndex;
use crate::model::{ComponentIndex, Document};

/// Components named at most in one line; `missing` holds all.
const MOST_NAMED: usize = 200;

/// What to measure.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct QualityRequest {
    /// The file's id; the first SBOM where `None`.
    pub file: Option<u32>,
    /// The id of a profile that is built in, such as `ntia-2021`; the first one where it is not known.
    pub profile: String,
    /// The text of a profile of one's own, in its place.
    pub own: Option<String>,
}

/// One file by one profile.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct QualityView {
    /// The SBOMs there are: id and name. Empty: there is nothing to measure.
    pub files: Vec<(u32, String)>,
    pub file: u32,
    /// The profiles there are: id and title.
    pub profiles: Vec<(String, String)>,
    pub profile: String,
    /// `An approximation of …; read the standard`.
    pub label: String,
    /// `http` or `https`; empty where there is none.
    pub link: String,
    /// `CycloneDX 1.6, made by syft 1.2.0`.
    pub about: String,
    pub lines: Vec<QualityLine>,
    /// `71 of 100: the mean of 9 of 11 required elements; 2 were not checked`; empty where none could be checked.
    pub score: String,
    pub rules: Vec<RuleLine>,
    /// Errors of the profile of one's own, with their places: then there are no lines.
    pub errors: Vec<String>,
}

/// One element.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct QualityLine {
    pub title: String,
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
}

/// One rule of the file's own specification.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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
    let profiles = quality::profiles();
    let mut view = QualityView {
        files: sboms.iter().map(|(_, file, _)| (file.id, visible(&file.name))).collect(),
        profiles: profiles.iter().map(|profile| (profile.id.clone(), profile.title.clone())).collect(),
        ..QualityView::default()
    };
    let own = request.own.as_deref().map(quality::read_profile);
    let profile = match own {
        Some(Ok(profile)) => Some(profile),
        Some(Err(errors)) => {
            let told = |notice: &crate::model::Notice| match &notice.place {
                Some(place) => visible(&format!("{place}: {}", notice.message)),
                None => visible(&notice.message),
            };
            view.errors = errors.iter().map(told).collect();
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
    view
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

fn fill(view: &mut QualityView, facts: &Facts, number: u32, document: &Document, profile: &Profile) {
    let found = quality::assess(document, profile);
    let mut node_of: Vec<Option<NodeIndex>> = vec![None; document.components.len()];
    for (node, index) in facts.graph.nodes.iter().zip(0..) {
        for (_, component) in node.members.iter().filter(|(of, _)| *of == number) {
            if let Some(slot) = node_of.get_mut(*component as usize) {
                *slot = Some(index);
            }
        }
    }
    let node = |component: &ComponentIndex| node_of.get(*component as usize).copied().flatten();
    let generator = document.generator.as_deref();
    view.profile = profile.id.clone();
    view.link = profile.link.clone();
    view.label = format!("An approximation of {}; the standard itself counts", visible(&profile.title));
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
            format!("{} of {} have {}", length(*have), count(*of, "component"), element.title())
        }
        Answer::Document(Some(stated)) => format!("The file states {}: {}", element.title(), visible(stated)),
        Answer::Document(None) => format!("The file does not show {}", element.title()),
        Answer::NotChecked(why) => why.clone(),
    };
    let is_met = coverage.is_met();
    let is_whole = coverage.answer.share().is_none_or(|share| share >= 1.0);
    QualityLine {
        title: visible(&requirement.title),
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
        missing,
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
