//! What is replaced in running text: the longest term that begins at a place, small and capital letters alike.

use std::collections::{BTreeMap, BTreeSet};

/// Terms by what stands in their place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Terms {
    /// Replaced where they stand between other letters than a word's.
    words: BTreeMap<String, String>,
    /// Replaced within words too.
    parts: BTreeMap<String, String>,
    /// The lengths of all terms in bytes, each once, the longest first.
    lengths: Vec<usize>,
    /// The first bytes of all terms.
    first: BTreeSet<u8>,
}

impl Terms {
    /// Terms that hold no letter and no digit are left out.
    pub fn new(terms: impl IntoIterator<Item = Term>) -> Self {
        let mut out = Self::default();
        for Term { text, by, is_word } in terms {
            let text = folded(&text);
            let Some(first) = text.bytes().next().filter(|_| text.chars().any(char::is_alphanumeric)) else { continue };
            out.first.insert(first);
            out.lengths.push(text.len());
            let known = if is_word { &mut out.words } else { &mut out.parts };
            known.entry(text).or_insert(by);
        }
        out.lengths.sort_unstable_by_key(|length| std::cmp::Reverse(*length));
        out.lengths.dedup();
        out
    }

    /// The text with all terms replaced; `None` where it holds none. Costs its length · the number of lengths.
    pub fn replaced(&self, text: &str) -> Option<String> {
        let lower = folded(text);
        let (mut out, mut from) = (String::new(), 0);
        for (at, _) in lower.char_indices() {
            if at < from {
                continue;
            }
            if let Some((length, by)) = self.at(&lower, at) {
                out.push_str(text.get(from..at)?);
                out.push_str(by);
                from = at + length;
            }
        }
        if from == 0 {
            return None;
        }
        out.push_str(text.get(from..)?);
        Some(out)
    }

    /// The longest term that begins here, and what stands in its place.
    fn at(&self, lower: &str, at: usize) -> Option<(usize, &str)> {
        lower.as_bytes().get(at).filter(|first| self.first.contains(first))?;
        let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        let rest = lower.get(at..)?;
        let is_within = is_letter(rest.chars().next()) && is_letter(lower.get(..at)?.chars().next_back());
        self.lengths.iter().find_map(|length| {
            let found = rest.get(..*length)?;
            let goes_on = is_letter(found.chars().next_back()) && is_letter(rest.get(*length..)?.chars().next());
            let word = self.words.get(found).filter(|_| !is_within && !goes_on);
            word.or_else(|| self.parts.get(found)).map(|by| (*length, by.as_str()))
        })
    }
}

/// One term, as it is written.
pub struct Term {
    pub text: String,
    pub by: String,
    /// Must it stand between other letters than a word's?
    pub is_word: bool,
}

/// In small letters, of the same length in bytes: letters that would change theirs stay.
fn folded(text: &str) -> String {
    let small = |letter: char| {
        let mut small = letter.to_lowercase();
        match (small.next(), small.next()) {
            (Some(small), None) if small.len_utf8() == letter.len_utf8() => small,
            _ => letter,
        }
    };
    text.chars().map(small).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_term_at_a_place_is_replaced_once() {
        let term = |text: &str, by: &str, is_word| Term { text: text.to_owned(), by: by.to_owned(), is_word };
        let terms = Terms::new([
            term("Acme", "internal", false),
            term("acme-shop", "internal-1", true),
            term("internal", "internal-2", true),
            term("Größe", "internal-3", true),
            term("@x/y", "internal-4", true),
            term("--", "never", true),
        ]);
        for (text, expected) in [
            ("ACME-Shop needs acme-shopping", "internal-1 needs internal-shopping"),
            ("internal acme", "internal-2 internal"),
            ("GRÖßE, größer", "internal-3, größer"),
            ("@x/y @x/yz a@x/y", "internal-4 @x/yz ainternal-4"),
            ("ƵacmeⱯ", "ƵinternalⱯ"),
        ] {
            assert_eq!(terms.replaced(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "--", "left-pad", "İ"] {
            assert_eq!(terms.replaced(text), None, "{text}");
        }
    }
}
