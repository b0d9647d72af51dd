//! What must ship with the product: the duties of all components, added up by what there is to do.
//!
//! What no source covers is counted as unknown, never as nothing to do. Duties that bind later (once modified, for
//! whoever builds with it) are told apart.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::facts::Facts;
use super::words::{Link, count, length, visible};
use crate::graph::NodeIndex;
use crate::licenses::{self, Duty, DutyCode, Relation, UseCase, Verdict, When};

/// Components named at most in one line.
const MOST_NAMED: usize = 200;

/// The roll-up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DutiesView {
    pub judged_for: String,
    /// `38 components are shipped; 4 of them bring duties nobody states`, or what the use case changes.
    pub summary: String,
    /// What to do now, most pressing first; what is unknown comes before all.
    pub lines: Vec<DutyLine>,
    /// What binds later or others.
    pub later: Vec<DutyLine>,
    /// Terms worth knowing: patents, trademarks, licences without a stated duty.
    pub terms: Vec<DutyLine>,
    /// Lines of what is left out, and why.
    pub left_out: Vec<String>,
    pub credit: String,
}

/// One kind of duty and whom it is owed for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DutyLine {
    pub code: DutyCode,
    pub when: When,
    /// `licence text`.
    pub title: String,
    /// `12 licence texts for 340 components`.
    pub words: String,
    /// How many things: different licence texts, else components.
    pub count: usize,
    /// The terms that bring it, with the number of components under each; most used first.
    pub terms: Vec<(String, usize)>,
    /// Who states it.
    pub sources: Vec<String>,
    /// Named as far as there is room, sorted by name; `total` counts all.
    pub components: Vec<Link>,
    pub total: usize,
}

/// The duties of one component, ready to show; empty for what is not shipped.
pub fn of_component(facts: &Facts, node: NodeIndex) -> Vec<Duty> {
    let Some(judged) = facts.judgement.components.get(node as usize) else { return Vec::new() };
    let mut duties = licenses::duties(judged.terms.as_ref(), judged.relation, judged.own, &facts.context);
    for duty in &mut duties {
        duty.term = visible(&duty.term);
        duty.words = visible(&duty.words);
    }
    duties
}

/// Adds up the duties of all components. Costs components, and each different (terms, relation) once.
pub fn duties(facts: &Facts) -> DutiesView {
    let mut gathered: BTreeMap<(DutyCode, When), Gathered> = BTreeMap::new();
    let mut known: BTreeMap<(Vec<&str>, Relation), Vec<Duty>> = BTreeMap::new();
    let (mut shipped, mut own, mut tools) = (0, 0, 0);
    for (node, judged) in facts.judgement.components.iter().enumerate() {
        if judged.own {
            own += 1;
            continue;
        }
        if judged.verdict == Verdict::NotShipped {
            tools += 1;
            continue;
        }
        shipped += 1;
        let chosen = judged.terms.as_ref().map(licenses::chosen_terms).unwrap_or_default();
        let duties = known
            .entry((chosen, judged.relation))
            .or_insert_with(|| licenses::duties(judged.terms.as_ref(), judged.relation, false, &facts.context));
        for duty in duties {
            let found = gathered.entry((duty.code, duty.when)).or_default();
            if found.nodes.last() != Some(&(node as NodeIndex)) {
                found.nodes.push(node as NodeIndex);
            }
            *found.terms.entry(visible(&duty.term)).or_default() += 1;
            found.sources.insert(duty.source.clone());
        }
    }
    let unknown = gathered.get(&(DutyCode::NoData, When::Now)).map_or(0, |found| found.nodes.len());
    let mut view = DutiesView {
        judged_for: facts.judged_for(),
        summary: summary(facts.context.use_case, shipped, unknown),
        credit: licenses::DUTY_CREDIT.to_owned(),
        ..DutiesView::default()
    };
    for ((code, when), found) in gathered {
        let line = found.line(facts, code, when);
        match (code.is_duty(), when) {
            (true, When::Now) => view.lines.push(line),
            (true, _) => view.later.push(line),
            (false, _) => view.terms.push(line),
        }
    }
    if own > 0 {
        view.left_out.push(format!("{} of the product itself", count(own, "component")));
    }
    if tools > 0 {
        view.left_out.push(format!("{} needed only for developing, building or testing", count(tools, "component")));
    }
    view
}

fn summary(use_case: UseCase, shipped: usize, unknown: usize) -> String {
    let about = match use_case {
        UseCase::Internal => {
            format!("{}, used inside: most duties arise when they are handed to others", components(shipped))
        }
        UseCase::Saas => {
            format!("{}, hosted: parts that are sent to browsers are shipped, judge them as such", components(shipped))
        }
        UseCase::Binary => format!("{} shipped", components(shipped)),
        UseCase::Source | UseCase::Library => {
            format!("{}: most duties bind whoever builds with them", components(shipped))
        }
    };
    match unknown {
        0 => about,
        unknown => format!("{about}; of {} no duty is known", length(unknown)),
    }
}

fn components(value: usize) -> String {
    count(value, "component")
}

#[derive(Default)]
struct Gathered {
    nodes: Vec<NodeIndex>,
    terms: BTreeMap<String, usize>,
    sources: BTreeSet<String>,
}

impl Gathered {
    fn line(self, facts: &Facts, code: DutyCode, when: When) -> DutyLine {
        let total = self.nodes.len();
        let things = if code == DutyCode::Text { self.terms.len() } else { total };
        let mut terms: Vec<(String, usize)> = self.terms.into_iter().collect();
        terms.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let mut nodes = self.nodes;
        nodes.sort_by_cached_key(|node| (facts.graph.label(*node), *node));
        let link = |node: &NodeIndex| Link::new(&facts.graph, &facts.judgement.components, *node);
        DutyLine {
            code,
            when,
            title: code.title().to_owned(),
            words: words(code, things, total),
            count: things,
            terms,
            sources: self.sources.into_iter().collect(),
            components: nodes.iter().take(MOST_NAMED).map(link).collect(),
            total,
        }
    }
}

fn words(code: DutyCode, things: usize, total: usize) -> String {
    let of = |word: &str| count(total, word);
    match code {
        DutyCode::NoData => format!("{} without duty data: read the texts", of("component")),
        DutyCode::Text => format!("{} for {}", count(things, "licence text"), of("component")),
        DutyCode::Copyright => format!("Copyright notices of {}", of("component")),
        DutyCode::Notice => format!("NOTICE content of {}, where they have any", of("component")),
        DutyCode::Changes => format!("Changes to be marked in {}", of("component")),
        DutyCode::Source => of("source offer"),
        DutyCode::SameWork => format!("The work itself under the licence of {}", of("component")),
        DutyCode::SameLibrary => format!("{} to stay under its licence", of("library")),
        DutyCode::SameFile => format!("Files of {} to stay under their licence", of("component")),
        DutyCode::NetworkSource => format!("Source of {} for those who use it over a network", of("component")),
        DutyCode::Relink => format!("Material to relink {}", of("library")),
        DutyCode::InstallInformation => format!("Installation information for {}", of("component")),
        DutyCode::Advertising => of("acknowledgement"),
        DutyCode::Name => format!("Names of {} not to be used for promotion", of("component")),
        DutyCode::NoRestriction => format!("No further restrictions on {}", of("component")),
        DutyCode::NoneStated => format!("{} under licences without a stated duty for this use", of("component")),
        DutyCode::PatentGrant => format!("{} with a patent grant", of("component")),
        DutyCode::NoPatentGrant => format!("{} without patent rights, as stated", of("component")),
        DutyCode::NoTrademark => format!("{} without trademark rights, as stated", of("component")),
    }
}
