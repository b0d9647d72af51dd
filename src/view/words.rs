//! Words and numbers as people read them.

use super::scene::is_hidden;
use crate::graph::{Graph, NodeIndex};
use crate::licenses::{ComponentJudgement, Components, Evidence, Verdict};
use serde::{Deserialize, Serialize};

/// `1234567` → `1,234,567`.
pub fn number(value: impl Into<u128>) -> String {
    let digits = value.into().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A length as a number with separators.
pub fn length(value: usize) -> String {
    number(value as u128)
}

/// `1 component`, `2 components`, `2 dependencies`.
pub fn count(value: usize, word: &str) -> String {
    format!("{} {}", length(value), plural(value, word))
}

/// The word alone, in the right number.
pub fn plural(value: usize, word: &str) -> String {
    if value == 1 {
        return word.to_owned();
    }
    match word.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ => format!("{word}s"),
    }
}

/// `a, b and c`; with more than `most` names `a, b and 3 more`.
pub fn list(names: &[String], most: usize) -> String {
    let shown = names.len().min(most);
    let rest = names.len() - shown;
    let mut parts: Vec<String> = names.iter().take(shown).cloned().collect();
    if rest > 0 {
        parts.push(format!("{} more", length(rest)));
    }
    match parts.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}

/// Directional and invisible characters made visible, so that a name cannot pretend to be another.
pub fn visible(text: &str) -> String {
    if !text.contains(is_hidden) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '\n' | '\t' => out.push(letter),
            letter if is_hidden(letter) => out.extend(letter.escape_unicode()),
            letter => out.push(letter),
        }
    }
    out
}

/// A component as other screens mention it: enough to name it, mark it and go there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    pub node: NodeIndex,
    pub name: String,
    pub version: String,
    pub verdict: Verdict,
    pub is_root: bool,
}

impl Link {
    pub fn new(graph: &Graph, judged: &Components, node: NodeIndex) -> Self {
        let component = graph.nodes.get(node as usize).map(|node| &node.component);
        Self {
            node,
            name: component.map(|component| visible(&component.name)).unwrap_or_default(),
            version: component.and_then(|component| component.version.as_deref()).map(visible).unwrap_or_default(),
            verdict: judged.get(node as usize).map_or(Verdict::Unknown, |judged| judged.verdict),
            is_root: graph.nodes.get(node as usize).is_some_and(|node| node.depth == Some(0)),
        }
    }

    /// `name version`.
    pub fn label(&self) -> String {
        if self.version.is_empty() { self.name.clone() } else { format!("{} {}", self.name, self.version) }
    }
}

/// The licence cell of a table: the expression, or why there is none.
pub fn license_cell(judged: &ComponentJudgement) -> (String, bool) {
    if let Some(expression) = &judged.expression {
        return (visible(expression), true);
    }
    if judged.own {
        return ("own package".to_owned(), false);
    }
    let words = match &judged.evidence {
        Evidence::Ambiguous(candidates) => return (format!("one of {}", list(candidates, 3)), false),
        Evidence::Unreadable(text) => text.as_str(),
        Evidence::NotStated => "not stated by the author",
        Evidence::StatedNone => "the author states there is none",
        Evidence::NotInFile => "not in this file",
        Evidence::FormatHoldsNone => "this format holds no licences",
        Evidence::Exact
        | Evidence::Rewritten(_)
        | Evidence::Alias(_)
        | Evidence::Url(_)
        | Evidence::Joined(_)
        | Evidence::Settled(_) => "not in this file",
    };
    (visible(words), false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_lists_read_well() {
        assert_eq!(number(1_099_511_627_776_u128), "1,099,511,627,776");
        assert_eq!(number(7_u32), "7");
        assert_eq!(count(1, "dependency"), "1 dependency");
        assert_eq!(count(1200, "dependency"), "1,200 dependencies");
        assert_eq!(list(&["a".into(), "b".into(), "c".into()], 2), "a, b and 1 more");
        assert_eq!(list(&["a".into()], 2), "a");
    }

    #[test]
    fn a_name_that_runs_backwards_is_shown_as_it_is() {
        assert_eq!(visible("evil\u{202E}txt"), "evil\\u{202e}txt");
        assert_eq!(visible("a\u{2028}b\u{E0041}"), "a\\u{2028}b\\u{e0041}");
    }
}
