//! Whole expressions: AND is the worst of its parts, OR the best, and which alternative was taken is kept.
//!
//! An alternative with no verdict never spoils the others. Where another component's licence forbids an
//! alternative, that decides, and is named. What a person settled comes before everything.

use super::catalogue::catalogue;
use super::compatibility::{Outcome, Target, Usage, outcome};
use super::expression::{Expression, Known, Leaf};
use super::{ChosenBecause, EvaluatedTerm, LicenseClass, Relation, TermTree, Verdict};

/// Which licences cannot be taken because of another component, and whose licence forbids them.
pub type Clash<'a> = &'a dyn Fn(Known) -> Option<(u32, String)>;

/// What weighs on the choices of an OR beside the verdicts.
#[derive(Clone, Copy)]
pub struct Leaning<'a> {
    pub clash: Clash<'a>,
    pub picks: &'a [Pick],
    /// Licences to take first where all else is equal, best first.
    pub preferences: &'a [Expression],
    /// Licences to take only where nothing else is left.
    pub refused: &'a [Expression],
}

impl Leaning<'_> {
    /// Verdicts alone decide.
    pub const NONE: Leaning<'static> = Leaning { clash: &|_| None, picks: &[], preferences: &[], refused: &[] };
}

/// An alternative that was settled.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pick {
    /// The alternatives of the OR.
    pub of: Vec<Expression>,
    /// Which of them is taken.
    pub taken: usize,
    pub because: String,
}

/// An expression judged.
#[derive(Clone, Debug)]
pub struct Evaluation {
    pub tree: TermTree,
    pub verdict: Verdict,
    /// The strictest class among what was chosen.
    pub class: LicenseClass,
    /// Of the term that decided.
    pub reason: String,
    pub source: String,
    /// The term that decided, `GPL-2.0-only`.
    pub decided_by: String,
    /// The licences that hold after every choice.
    pub chosen: Vec<Leaf>,
    clash: Option<(u32, String)>,
}

/// Judges an expression. Depth is bounded by the parser.
pub fn evaluate(expression: &Expression, target: &Target, usage: Usage, leaning: Leaning<'_>) -> Evaluation {
    match expression {
        Expression::Leaf(leaf) => evaluate_leaf(leaf, target, usage, leaning),
        Expression::All(parts) => evaluate_all(parts, target, usage, leaning),
        Expression::Any(parts) => evaluate_any(parts, target, usage, leaning),
    }
}

fn evaluate_leaf(leaf: &Leaf, target: &Target, usage: Usage, leaning: Leaning<'_>) -> Evaluation {
    let judged = leaf_outcome(leaf, target, usage);
    let forbidden = match leaf {
        Leaf::Known(known) => (leaning.clash)(*known),
        _ => None,
    };
    Evaluation {
        tree: TermTree::Term(EvaluatedTerm {
            license: leaf.to_string(),
            class: leaf.class(),
            verdict: judged.verdict,
            reason: judged.reason.clone(),
        }),
        verdict: judged.verdict,
        class: leaf.class(),
        reason: judged.reason,
        source: judged.source,
        decided_by: leaf.to_string(),
        chosen: vec![leaf.clone()],
        clash: forbidden,
    }
}

fn leaf_outcome(leaf: &Leaf, target: &Target, usage: Usage) -> Outcome {
    if usage.relation == Relation::Tool {
        return Outcome::new(Verdict::NotShipped, "Only needed for developing, building or testing");
    }
    match leaf {
        Leaf::Known(known) => outcome(target, *known, usage),
        Leaf::Ambiguous { text, candidates } => range(text, candidates, target, usage),
        Leaf::Reference(text) => {
            Outcome::new(Verdict::Unknown, format!("“{text}” is a licence text of its own: it must be read"))
        }
        Leaf::Closed(text) => {
            let copyleft = match target {
                Target::Licenses(outbounds, _) => outbounds.iter().find(|outbound| {
                    matches!(outbound.class(), LicenseClass::StrongCopyleft | LicenseClass::NetworkCopyleft)
                }),
                _ => None,
            };
            match copyleft.filter(|_| usage.relation > Relation::Process) {
                Some(outbound) => {
                    Outcome::new(Verdict::Conflict, format!("“{text}” software cannot go into a work under {outbound}"))
                }
                None => Outcome::new(Verdict::Review, format!("“{text}”: the terms are those of its maker")),
            }
        }
        Leaf::Unread(text) => Outcome::new(Verdict::Unknown, format!("“{text}” names no licence of the SPDX list")),
    }
}

/// All that an ambiguous name may mean: one verdict where all agree, else a range to be reviewed.
fn range(text: &str, candidates: &[Known], target: &Target, usage: Usage) -> Outcome {
    let judged: Vec<(Known, Outcome)> =
        candidates.iter().map(|known| (*known, outcome(target, *known, usage))).collect();
    let best = judged.iter().min_by_key(|(_, judged)| judged.verdict);
    let worst = judged.iter().max_by_key(|(_, judged)| judged.verdict);
    match (best, worst) {
        (Some((_, best)), Some((_, worst))) if best.verdict == worst.verdict => {
            let mut same = best.clone();
            if !same.reason.is_empty() {
                same.reason = format!("“{text}”, whichever of its meanings holds: {}", same.reason);
            }
            same
        }
        (Some((mild, best)), Some((grave, worst))) => {
            let reason = format!(
                "“{text}” may mean several licences: from {} ({mild}) to {} ({grave})",
                best.verdict.title(),
                worst.verdict.title()
            );
            Outcome { verdict: Verdict::Review, reason, source: worst.source.clone() }
        }
        _ => Outcome::new(Verdict::Unknown, format!("“{text}” names no licence")),
    }
}

fn evaluate_all(parts: &[Expression], target: &Target, usage: Usage, leaning: Leaning<'_>) -> Evaluation {
    let judged: Vec<Evaluation> = parts.iter().map(|part| evaluate(part, target, usage, leaning)).collect();
    let mut worst = 0;
    for (position, part) in judged.iter().enumerate() {
        if judged.get(worst).is_some_and(|found| part.verdict > found.verdict) {
            worst = position;
        }
    }
    let class = judged.iter().map(|part| part.class).max().unwrap_or_default();
    let clash = judged.iter().find_map(|part| part.clash.clone());
    let mut decided = nothing();
    let mut trees = Vec::with_capacity(judged.len());
    let mut chosen = Vec::new();
    for (position, mut part) in judged.into_iter().enumerate() {
        trees.push(std::mem::replace(&mut part.tree, empty_tree()));
        chosen.extend(part.chosen.iter().cloned());
        if position == worst {
            decided = part;
        }
    }
    Evaluation { tree: TermTree::All { verdict: decided.verdict, parts: trees }, class, clash, chosen, ..decided }
}

fn evaluate_any(parts: &[Expression], target: &Target, usage: Usage, leaning: Leaning<'_>) -> Evaluation {
    let judged: Vec<Evaluation> = parts.iter().map(|part| evaluate(part, target, usage, leaning)).collect();
    let pick = leaning.picks.iter().find(|pick| pick.of == parts).filter(|pick| pick.taken < judged.len());
    let best = match pick {
        Some(pick) => pick.taken,
        None => best_of(parts, &judged, leaning),
    };
    let because = match pick {
        Some(pick) => ChosenBecause::Settled(pick.because.clone()),
        None => because(parts, &judged, best, leaning),
    };
    let mut decided = nothing();
    let mut trees = Vec::with_capacity(judged.len());
    for (position, mut part) in judged.into_iter().enumerate() {
        trees.push(std::mem::replace(&mut part.tree, empty_tree()));
        if position == best {
            decided = part;
        }
    }
    Evaluation { tree: TermTree::Any { verdict: decided.verdict, parts: trees, chosen: best, because }, ..decided }
}

/// What an alternative is compared by: what is forbidden or refused comes last, then the verdict, the class, the
/// preferences, and what brings the fewest duties.
type Rank = (Verdict, Verdict, LicenseClass, usize, (usize, usize));

fn rank(expression: &Expression, judged: &Evaluation, leaning: Leaning<'_>) -> Rank {
    let is_refused = judged.chosen.iter().any(|leaf| stands_in(leaning.refused, leaf).is_some());
    let is_last = judged.clash.is_some() || is_refused;
    let verdict = if is_last { Verdict::Conflict.max(judged.verdict) } else { judged.verdict };
    (verdict, judged.verdict, judged.class, preference(expression, judged, leaning.preferences), duties(judged))
}

/// The position of the alternative among the preferences: as a whole, else that of its last licence.
fn preference(expression: &Expression, judged: &Evaluation, preferences: &[Expression]) -> usize {
    if preferences.is_empty() {
        return 0;
    }
    let place = |leaf| stands_in(preferences, leaf).unwrap_or(preferences.len());
    let whole = preferences.iter().position(|preferred| preferred == expression);
    whole.unwrap_or_else(|| judged.chosen.iter().map(place).max().unwrap_or(preferences.len()))
}

fn stands_in(list: &[Expression], leaf: &Leaf) -> Option<usize> {
    list.iter().position(|wanted| matches!(wanted, Expression::Leaf(wanted) if wanted == leaf))
}

/// Licences to comply with, and advertising clauses among them.
fn duties(judged: &Evaluation) -> (usize, usize) {
    let advertises =
        |leaf: &&Leaf| matches!(leaf, Leaf::Known(known) if catalogue().license(known.license).advertising);
    (judged.chosen.len(), judged.chosen.iter().filter(advertises).count())
}

fn best_of(parts: &[Expression], judged: &[Evaluation], leaning: Leaning<'_>) -> usize {
    let ranks = parts.iter().zip(judged).map(|(part, judged)| rank(part, judged, leaning));
    ranks.enumerate().min_by(|one, other| one.1.cmp(&other.1)).map_or(0, |(position, _)| position)
}

fn because(parts: &[Expression], judged: &[Evaluation], best: usize, leaning: Leaning<'_>) -> ChosenBecause {
    let Some(chosen) = judged.get(best) else { return ChosenBecause::BestVerdict };
    // Another alternative, as good by itself, that another component's licence forbids.
    let forbidden = judged.iter().find_map(|part| part.clash.clone().filter(|_| part.verdict <= chosen.verdict));
    match forbidden {
        Some((component, license)) if chosen.clash.is_none() => {
            return ChosenBecause::OtherComponent { component, license };
        }
        _ => {}
    }
    let unbent = Leaning { preferences: &[], refused: &[], ..leaning };
    if best_of(parts, judged, unbent) == best { ChosenBecause::BestVerdict } else { ChosenBecause::Preferred }
}

fn nothing() -> Evaluation {
    Evaluation {
        tree: empty_tree(),
        verdict: Verdict::Unknown,
        class: LicenseClass::Unknown,
        reason: String::new(),
        source: String::new(),
        decided_by: String::new(),
        chosen: Vec::new(),
        clash: None,
    }
}

fn empty_tree() -> TermTree {
    TermTree::All { verdict: Verdict::Unknown, parts: Vec::new() }
}
