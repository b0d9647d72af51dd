//! What people settled, found in one graph: corrected licences, chosen alternatives, and what of it cannot be used.
//!
//! Laid over the facts of the graph, which stay as they are; it costs what was settled, never the graph.

use std::collections::BTreeMap;

use super::evaluation::Pick;
use super::expression::Expression;
use super::grounds::Grounds;
use super::reading::{Reading, read};
use super::{Choice, Evidence, Settlements};
use crate::graph::{Graph, NodeIndex};

/// Settlements as they bear on one graph.
#[derive(Debug, Default)]
pub struct Settled {
    /// How many expressions the documents have; positions from there on are those of `added`.
    stated: usize,
    added: Vec<Added>,
    /// Choices that hold wherever an expression of the documents occurs, by its position.
    everywhere: BTreeMap<usize, Chosen>,
    /// The expression, and on whose word: a position in `words`.
    corrected: BTreeMap<NodeIndex, (usize, usize)>,
    words: Vec<Evidence>,
    chosen: BTreeMap<NodeIndex, usize>,
    /// Licences to take first, best first.
    pub preferences: Vec<Expression>,
    /// Licences to take last.
    pub refused: Vec<Expression>,
    /// What cannot be used, each a sentence.
    pub unused: Vec<String>,
}

#[derive(Debug)]
struct Added {
    expression: Expression,
    chosen: Chosen,
}

/// The choices taken in one expression, and what is left of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Chosen {
    picks: Vec<Pick>,
    effective: Option<Expression>,
}

/// A choice with its texts read.
struct ReadChoice<'a> {
    choice: &'a Choice,
    given: Option<Expression>,
    taken: Expression,
    /// The components it is about; `None`: all.
    nodes: Option<Vec<NodeIndex>>,
}

impl Settled {
    /// Finds what the settlements are about.
    pub fn new(graph: &Graph, grounds: &Grounds, settlements: &Settlements) -> Self {
        let mut settled = Self { stated: grounds.expressions.len(), ..Self::default() };
        let texts = |list: &[String]| list.iter().filter_map(|text| read(text).expression).collect();
        settled.preferences = texts(&settlements.preferences);
        settled.refused = texts(&settlements.refused);
        let choices = settled.read_choices(graph, grounds, settlements);
        let mut is_used = vec![false; choices.len()];
        settled.correct(graph, grounds, settlements);
        settled.choose(grounds, &choices, &mut is_used);
        for (choice, is_used) in choices.iter().zip(is_used) {
            let is_here = choice.nodes.as_ref().is_none_or(|nodes| !nodes.is_empty());
            if !is_used && is_here {
                settled.unused.extend(unused_choice(choice, grounds));
            }
        }
        settled
    }

    /// The corrected expression of a node, and on whose word.
    pub fn corrected(&self, node: NodeIndex) -> Option<(usize, &Evidence)> {
        let (expression, word) = self.corrected.get(&node)?;
        Some((*expression, self.words.get(*word)?))
    }

    /// The expression of a node with choices of its own.
    pub fn chosen(&self, node: NodeIndex) -> Option<usize> {
        self.chosen.get(&node).copied()
    }

    /// The nodes that something is settled for, beside choices that hold everywhere.
    pub fn nodes(&self) -> impl Iterator<Item = NodeIndex> {
        self.corrected.keys().chain(self.chosen.keys()).copied()
    }

    /// The expression at a position, among those stated or added.
    pub fn expression<'a>(&'a self, position: usize, stated: &'a [Expression]) -> Option<&'a Expression> {
        stated.get(position).or_else(|| self.added(position).map(|added| &added.expression))
    }

    /// What is left of an expression after its choices, where there are any.
    pub fn effective(&self, position: usize) -> Option<&Expression> {
        self.choices(position).and_then(|chosen| chosen.effective.as_ref())
    }

    /// The choices taken in an expression.
    pub fn picks(&self, position: usize) -> &[Pick] {
        self.choices(position).map_or(&[], |chosen| chosen.picks.as_slice())
    }

    fn choices(&self, position: usize) -> Option<&Chosen> {
        self.everywhere.get(&position).or_else(|| self.added(position).map(|added| &added.chosen))
    }

    fn added(&self, position: usize) -> Option<&Added> {
        self.added.get(position.checked_sub(self.stated)?)
    }

    /// The position of an expression with these choices, added where it is new.
    fn position(&mut self, expression: &Expression, chosen: Chosen) -> usize {
        let same = |added: &Added| added.expression == *expression && added.chosen == chosen;
        let at = self.added.iter().position(same).unwrap_or_else(|| {
            self.added.push(Added { expression: expression.clone(), chosen: chosen.clone() });
            self.added.len() - 1
        });
        self.stated + at
    }

    fn read_choices<'a>(
        &mut self,
        graph: &Graph,
        grounds: &Grounds,
        settlements: &'a Settlements,
    ) -> Vec<ReadChoice<'a>> {
        let mut list = Vec::new();
        for choice in &settlements.choices {
            let given = choice.given.as_deref().map(|text| read(text).expression.map(Expression::sorted));
            match (read(&choice.choice).expression, given) {
                (Some(taken), None | Some(Some(_))) => list.push(ReadChoice {
                    choice,
                    given: given_of(choice),
                    taken: taken.sorted(),
                    nodes: choice.subject.as_ref().map(|subject| grounds.packages(graph).nodes(graph, subject)),
                }),
                _ => self.unused.push(format!(
                    "The choice of “{}”{} is not used: it cannot be read as a licence",
                    choice.choice,
                    for_whom(choice)
                )),
            }
        }
        list
    }

    fn correct(&mut self, graph: &Graph, grounds: &Grounds, settlements: &Settlements) {
        for correction in &settlements.corrections {
            let Reading { expression: Some(expression), evidence } = read(&correction.expression) else {
                self.unused.push(format!(
                    "The correction of {} to “{}” is not used: it cannot be read as a licence",
                    correction.subject.package, correction.expression
                ));
                continue;
            };
            // A name with several meanings is no more certain for having been settled.
            let evidence = match evidence {
                Evidence::Ambiguous(candidates) => Evidence::Ambiguous(candidates),
                _ => Evidence::Settled(correction.because.clone()),
            };
            let position = self.position(&expression, Chosen::default());
            self.words.push(evidence);
            for node in grounds.packages(graph).nodes(graph, &correction.subject) {
                self.corrected.entry(node).or_insert((position, self.words.len() - 1));
            }
        }
    }

    fn choose(&mut self, grounds: &Grounds, choices: &[ReadChoice<'_>], is_used: &mut [bool]) {
        let everywhere: Vec<usize> =
            choices.iter().enumerate().filter(|(_, choice)| choice.nodes.is_none()).map(|(at, _)| at).collect();
        if !everywhere.is_empty() {
            for (position, expression) in grounds.expressions.iter().enumerate() {
                let chosen = choose(expression, choices, &everywhere, is_used);
                if !chosen.picks.is_empty() {
                    self.everywhere.insert(position, chosen);
                }
            }
        }
        let mut of_node: BTreeMap<NodeIndex, Vec<usize>> = BTreeMap::new();
        for (at, choice) in choices.iter().enumerate() {
            for node in choice.nodes.iter().flatten() {
                of_node.entry(*node).or_insert_with(|| everywhere.clone()).push(at);
            }
        }
        // What was corrected may hold a choice as well.
        for node in self.corrected.keys().filter(|_| !everywhere.is_empty()) {
            of_node.entry(*node).or_insert_with(|| everywhere.clone());
        }
        for (node, mut mine) in of_node {
            mine.sort_unstable();
            let corrected = self.corrected.get(&node).map(|(position, _)| *position);
            let Some(position) = corrected.or_else(|| grounds.expression_of(node)) else { continue };
            let Some(expression) = self.expression(position, &grounds.expressions).cloned() else { continue };
            let chosen = choose(&expression, choices, &mine, is_used);
            if chosen.picks.is_empty() {
                continue;
            }
            let position = self.position(&expression, chosen);
            match self.corrected.get_mut(&node) {
                Some((known, _)) => *known = position,
                None => {
                    self.chosen.insert(node, position);
                }
            }
        }
    }
}

fn given_of(choice: &Choice) -> Option<Expression> {
    choice.given.as_deref().and_then(|text| read(text).expression).map(Expression::sorted)
}

fn for_whom(choice: &Choice) -> String {
    match (&choice.subject, &choice.given) {
        (Some(subject), _) => format!(" for {}", subject.package),
        (None, Some(given)) => format!(" of “{given}”"),
        (None, None) => String::new(),
    }
}

/// Why a choice found nothing to choose from. One that is about an expression that is not here is silent: the same
/// settlements serve several products.
fn unused_choice(choice: &ReadChoice<'_>, grounds: &Grounds) -> Option<String> {
    if choice.nodes.is_none() {
        let given = choice.given.as_ref()?;
        grounds.expressions.iter().find(|expression| (*expression).clone().sorted() == *given)?;
    }
    let (taken, whom) = (&choice.choice.choice, for_whom(choice.choice));
    Some(format!("The choice of “{taken}”{whom} is not used: its licence has no such alternative"))
}

/// Takes the choices in an expression, the first that fits each OR.
fn choose(expression: &Expression, choices: &[ReadChoice<'_>], mine: &[usize], is_used: &mut [bool]) -> Chosen {
    let whole = expression.clone().sorted();
    let mut picks: Vec<Pick> = Vec::new();
    let mut stack = vec![expression];
    while let Some(part) = stack.pop() {
        let parts = match part {
            Expression::Leaf(_) => continue,
            Expression::All(parts) | Expression::Any(parts) => parts,
        };
        stack.extend(parts.iter().rev());
        if matches!(part, Expression::All(_)) {
            continue;
        }
        let this = part.clone().sorted();
        for at in mine {
            let Some(choice) = choices.get(*at) else { continue };
            let is_meant = choice.given.as_ref().is_none_or(|given| *given == whole || *given == this);
            let taken = parts.iter().position(|part| part.clone().sorted() == choice.taken);
            let (true, Some(taken)) = (is_meant, taken) else { continue };
            if let Some(is_used) = is_used.get_mut(*at) {
                *is_used = true;
            }
            if !picks.iter().any(|pick| pick.of == parts.as_slice()) {
                picks.push(Pick { of: parts.clone(), taken, because: choice.choice.because.clone() });
            }
        }
    }
    let effective = (!picks.is_empty()).then(|| taken(expression, &picks));
    Chosen { picks, effective }
}

/// What is left of an expression. As deep as the parser allows, 128.
fn taken(expression: &Expression, picks: &[Pick]) -> Expression {
    match expression {
        Expression::Leaf(_) => expression.clone(),
        Expression::All(parts) => {
            let parts = parts.iter().map(|part| taken(part, picks)).collect();
            Expression::all(parts).unwrap_or_else(|| expression.clone())
        }
        Expression::Any(parts) => match picks.iter().find(|pick| pick.of == parts.as_slice()) {
            Some(pick) => parts.get(pick.taken).map_or_else(|| expression.clone(), |part| taken(part, picks)),
            None => {
                let parts = parts.iter().map(|part| taken(part, picks)).collect();
                Expression::any(parts).unwrap_or_else(|| expression.clone())
            }
        },
    }
}
