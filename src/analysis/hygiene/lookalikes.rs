//! Names of one ecosystem that could be taken for each other: the same face, or one slip of the hand apart.
//!
//! Every name is filed under its face and under its face with each one letter left out: two names within one slip
//! (a letter more, less, other, or two swapped) meet under one of these. Costs the letters of the names · log.
//! What both may mean is for a person to say: many pairs are meant.

use std::collections::BTreeMap;

use super::faces::{Letter, face, is_disguised};
use super::{Concern, Found, HygieneKind};
use crate::graph::{Graph, NodeIndex};
use crate::model::Ecosystem;

/// Pairs told at most, in the order of the names.
pub const MOST_LOOKALIKES: usize = 200;
/// Names of an ecosystem that are compared, in their order.
pub const MOST_NAMES: usize = 400_000;
/// Names that meet in one place: so many are compared each with each.
const MOST_MEETING: usize = 8;
/// Longer faces are compared whole only.
const LONGEST_FACE: usize = 64;
/// In a shorter word one letter makes another word.
const SHORTEST_WORD: usize = 5;

/// Two names that could be taken for each other, by their positions in the list they were found in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lookalike {
    pub one: u32,
    pub other: u32,
    pub difference: Difference,
}

/// How two names differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// Letters that pass for each other: `l` and `1`, Latin and Cyrillic `a`, `rn` and `m`.
    Face,
    /// `-`, `_`, `.` or small and capital letters.
    Separator,
    /// One letter more, less or other, or two swapped.
    Slip,
    /// An `s` at the end.
    Plural,
}

impl Difference {
    fn words(self) -> &'static str {
        match self {
            Self::Face => "letters that look like each other",
            Self::Separator => "separators or capital letters only",
            Self::Slip => "one letter, or two that are swapped",
            Self::Plural => "an s at the end",
        }
    }
}

pub(super) fn check(graph: &Graph, found: &mut Found) {
    let mut by_name: BTreeMap<(Ecosystem, String), (&str, Vec<NodeIndex>)> = BTreeMap::new();
    for (node, position) in graph.nodes.iter().zip(0..) {
        let component = &node.component;
        if is_disguised(&component.name) {
            found.add((HygieneKind::HiddenLetters, Concern::High), &component.name, position, || {
                "The name mixes scripts, or holds characters that cannot be seen".to_owned()
            });
        }
        if matches!(component.ecosystem, Ecosystem::Other | Ecosystem::Generic) {
            continue;
        }
        let key = (component.ecosystem, one_spelling(component.ecosystem, &component.name));
        by_name.entry(key).or_insert_with(|| (&component.name, Vec::new())).1.push(position);
    }
    let names: Vec<(Ecosystem, &str, &[NodeIndex])> =
        by_name.iter().map(|((ecosystem, _), (name, nodes))| (*ecosystem, *name, nodes.as_slice())).collect();
    let mut told = 0;
    for group in names.chunk_by(|one, other| one.0 == other.0) {
        let texts: Vec<&str> = group.iter().take(MOST_NAMES).map(|(_, name, _)| *name).collect();
        for pair in lookalikes(&texts) {
            let (Some(one), Some(other)) = (group.get(pair.one as usize), group.get(pair.other as usize)) else {
                continue;
            };
            told += 1;
            let nodes = one.2.iter().chain(other.2).copied();
            if told > MOST_LOOKALIKES {
                let reason = || format!("More pairs than the {MOST_LOOKALIKES} that are told one by one");
                nodes.for_each(|node| found.add((HygieneKind::LookalikeName, Concern::Low), "", node, reason));
                continue;
            }
            let concern = match pair.difference {
                Difference::Face => Concern::High,
                Difference::Separator | Difference::Slip => Concern::Medium,
                Difference::Plural => Concern::Low,
            };
            let about = format!("{} and {}", one.1, other.1);
            let reason = || format!("{about} differ by {}", pair.difference.words());
            nodes.for_each(|node| found.add((HygieneKind::LookalikeName, concern), &about, node, reason));
        }
    }
}

/// Names that an ecosystem holds for one name are one name here.
fn one_spelling(ecosystem: Ecosystem, name: &str) -> String {
    match ecosystem {
        Ecosystem::Pypi => name.to_lowercase().replace(['_', '.'], "-"),
        Ecosystem::Nuget | Ecosystem::Composer | Ecosystem::Hex | Ecosystem::Cocoapods | Ecosystem::Github => {
            name.to_lowercase()
        }
        Ecosystem::Cargo => name.replace('_', "-"),
        _ => name.to_owned(),
    }
}

/// The pairs among different names, sorted.
pub fn lookalikes(names: &[&str]) -> Vec<Lookalike> {
    let faces: Vec<Vec<Letter>> = names.iter().map(|name| face(name)).collect();
    let mut meeting: Vec<(u64, u32)> = Vec::with_capacity(names.len() * 8);
    for (letters, name) in faces.iter().zip(0..) {
        hashes(letters, &mut |hash| meeting.push((hash, name)));
    }
    meeting.sort_unstable();
    meeting.dedup();
    let mut pairs = Vec::new();
    for met in meeting.chunk_by(|one, other| one.0 == other.0).filter(|met| met.len() > 1) {
        let met: Vec<u32> = met.iter().take(MOST_MEETING).map(|(_, name)| *name).collect();
        for (at, one) in met.iter().enumerate() {
            for other in met.iter().skip(at + 1) {
                pairs.push((*one, *other));
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    let look = |(one, other): (u32, u32)| {
        let (first, second) = (names.get(one as usize)?, names.get(other as usize)?);
        let (faces_one, faces_other) = (faces.get(one as usize)?, faces.get(other as usize)?);
        let difference = difference((first, faces_one), (second, faces_other))?;
        Some(Lookalike { one, other, difference })
    };
    pairs.into_iter().filter_map(look).collect()
}

/// The hash of a face, and those of it with one letter left out; digits are never left out.
fn hashes(letters: &[Letter], take: &mut dyn FnMut(u64)) {
    const BASE: u64 = 0x9E37_79B9_7F4A_7C15;
    let value = |letter: &Letter| u64::from(u32::from(letter.face)) + 1;
    let whole = letters.iter().fold(0u64, |hash, letter| hash.wrapping_mul(BASE).wrapping_add(value(letter)));
    take(whole);
    if letters.len() > LONGEST_FACE {
        return;
    }
    // What stands behind each letter, and the power of its length.
    let mut behind = Vec::with_capacity(letters.len());
    let (mut hash, mut power) = (0u64, 1u64);
    for letter in letters.iter().rev() {
        behind.push((hash, power));
        hash = hash.wrapping_add(value(letter).wrapping_mul(power));
        power = power.wrapping_mul(BASE);
    }
    let mut before = 0u64;
    for (letter, (behind, power)) in letters.iter().zip(behind.iter().rev()) {
        if !letter.is_digit {
            take(before.wrapping_mul(*power).wrapping_add(*behind));
        }
        before = before.wrapping_mul(BASE).wrapping_add(value(letter));
    }
}

/// How two names differ, where they could be taken for each other.
fn difference((one, face_one): (&str, &[Letter]), (other, face_other): (&str, &[Letter])) -> Option<Difference> {
    if face_one.len() == face_other.len() && face_one.iter().zip(face_other).all(|(a, b)| a.face == b.face) {
        let plain = |name: &str| name.to_lowercase().replace(['-', '_', '.'], "");
        return Some(if plain(one) == plain(other) { Difference::Separator } else { Difference::Face });
    }
    if owner(one).is_some() && owner(one) == owner(other) {
        // Of one publisher.
        return None;
    }
    let (one, other): (Vec<char>, Vec<char>) =
        (one.to_lowercase().chars().collect(), other.to_lowercase().chars().collect());
    let (short, long) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    let start = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let (short_rest, long_rest) = (short.get(start..)?, long.get(start..)?);
    let end = short_rest.iter().rev().zip(long_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let short_middle = short_rest.get(..short_rest.len() - end)?;
    let long_middle = long_rest.get(..long_rest.len() - end)?;
    let is_word_letter = |letters: &[char]| letters.iter().all(|letter| letter.is_alphabetic());
    let is_slip = match (short_middle, long_middle) {
        ([], [_]) | ([_], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    };
    if !is_slip || !is_word_letter(short_middle) || !is_word_letter(long_middle) || word_at(long, start) < SHORTEST_WORD
    {
        return None;
    }
    let ends_word = long.get(start + long_middle.len()).is_none_or(|next| !next.is_alphanumeric());
    let is_plural = short_middle.is_empty() && long_middle == ['s'] && ends_word;
    Some(if is_plural { Difference::Plural } else { Difference::Slip })
}

/// How long the word around a place is.
fn word_at(name: &[char], at: usize) -> usize {
    let is_in = |letter: &&char| letter.is_alphanumeric();
    let before = name.iter().take(at).rev().take_while(is_in).count();
    before + name.iter().skip(at).take_while(is_in).count()
}

/// The scope, group or path of a name: one publisher's.
fn owner(name: &str) -> Option<&str> {
    name.rsplit_once(['/', ':']).map(|(owner, _)| owner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(names: &[&str]) -> Vec<String> {
        let mut sorted = names.to_vec();
        sorted.sort_unstable();
        let name = |at: u32| sorted[at as usize];
        lookalikes(&sorted)
            .iter()
            .map(|pair| format!("{} {} {:?}", name(pair.one), name(pair.other), pair.difference))
            .collect()
    }

    #[test]
    fn slips_faces_and_separators_are_found() {
        assert_eq!(pairs(&["lodash", "lodahs"]), ["lodahs lodash Slip"]);
        assert_eq!(pairs(&["lodash", "lodsh"]), ["lodash lodsh Slip"]);
        assert_eq!(pairs(&["request", "requests"]), ["request requests Plural"]);
        assert_eq!(pairs(&["lodash", "l0dash"]), ["l0dash lodash Face"]);
        assert_eq!(pairs(&["modern-ui", "modem-ui"]), ["modem-ui modern-ui Face"]);
        assert_eq!(pairs(&["cross-env", "crossenv"]), ["cross-env crossenv Separator"]);
        assert_eq!(pairs(&["@acme/logger", "@acne/logger"]), [""; 0]);
        assert_eq!(pairs(&["@company/logger", "@compamy/logger"]), ["@compamy/logger @company/logger Slip"]);
    }

    #[test]
    fn short_words_numbers_and_one_publisher_are_left_alone() {
        assert_eq!(pairs(&["ms", "ws", "is-map", "is-nap", "d3-a", "d3-b"]), [""; 0]);
        assert_eq!(pairs(&["package1", "package2", "python3", "python", "win32-x64", "win32-x86"]), [""; 0]);
        assert_eq!(pairs(&["@acme/parser", "@acme/parsers", "org.a:reader", "org.a:header"]), [""; 0]);
    }

    #[test]
    fn very_many_names_that_meet_in_one_place_cost_no_squares() {
        let names: Vec<String> =
            (0..50_000u32).map(|at| format!("packa{}e", char::from_u32(0x4E00 + at % 20_000).unwrap_or('x'))).collect();
        let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
        names.sort_unstable();
        names.dedup();
        assert!(lookalikes(&names).len() <= MOST_MEETING * MOST_MEETING);
    }
}
