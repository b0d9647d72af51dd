//! What a value is compared with: text, a glob or a regular expression. All in small letters.

use regex_lite::{Regex, RegexBuilder};

/// Bytes a compiled regular expression may take.
const LARGEST_REGEX: usize = 1 << 20;

/// A value of a term.
#[derive(Clone, Debug)]
pub(super) enum Pattern {
    /// Written in quotes: no letter of it has a meaning of its own.
    Quoted(String),
    /// `*` stands for any run of letters.
    Word(String),
    /// With a word that everything fits which the expression fits, where one is known: most texts are told apart by it
    /// sooner.
    Regex(Regex, Option<String>),
}

impl Pattern {
    /// A regular expression.
    ///
    /// # Errors
    /// In words, where it is none or would take too much room.
    pub fn regex(source: &str) -> Result<Self, String> {
        let built = RegexBuilder::new(source).case_insensitive(true).size_limit(LARGEST_REGEX).build();
        built
            .map(|regex| Self::Regex(regex, looser(source)))
            .map_err(|fault| format!("this is no regular expression: {fault}"))
    }

    /// Does it fit the whole text? A regular expression need fit a part only. `text` is in small letters.
    pub fn is(&self, text: &str) -> bool {
        match self {
            Self::Quoted(quoted) => quoted == text,
            Self::Word(word) => glob(word, text),
            Self::Regex(regex, looser) => matches(regex, looser.as_deref(), text),
        }
    }

    /// Does it fit the text, or without a `*` a part of it?
    pub fn is_in(&self, text: &str) -> bool {
        match self {
            Self::Quoted(quoted) => text.contains(quoted.as_str()),
            Self::Word(word) if word.contains('*') => glob(word, text),
            Self::Word(word) => text.contains(word.as_str()),
            Self::Regex(regex, looser) => matches(regex, looser.as_deref(), text),
        }
    }

    /// Is it just this word?
    pub fn is_word(&self, wanted: &str) -> bool {
        matches!(self, Self::Word(word) if word == wanted)
    }
}

fn matches(regex: &Regex, looser: Option<&str>, text: &str) -> bool {
    looser.is_none_or(|word| glob(word, text)) && regex.is_match(text)
}

/// A word in small letters that every text fits which a regular expression fits: its letters that must be there, in order,
/// and `*` for all between. `None` where that would say nothing, or is not known.
fn looser(source: &str) -> Option<String> {
    if source.contains("(?") {
        return None;
    }
    let (mut word, mut run) = (String::new(), String::new());
    let mut letters = source.chars().peekable();
    let is_anchored = letters.next_if_eq(&'^').is_some();
    if !is_anchored {
        word.push('*');
    }
    let end = |word: &mut String, run: &mut String| {
        word.push_str(run);
        run.clear();
        if !word.ends_with('*') {
            word.push('*');
        }
    };
    while let Some(letter) = letters.next() {
        match letter {
            '|' => return None,
            '$' if letters.peek().is_none() => {
                word.push_str(&run);
                return (!matches!(word.as_str(), "" | "*")).then_some(word);
            }
            // What it repeats may not be there at all; nor what a further sign repeats.
            '*' | '?' => {
                run.pop();
                end(&mut word, &mut run);
            }
            '+' if letters.peek().is_some_and(|next| "*?{+".contains(*next)) => {
                run.pop();
                end(&mut word, &mut run);
            }
            '{' => {
                run.pop();
                end(&mut word, &mut run);
                letters.by_ref().find(|letter| *letter == '}')?;
            }
            '[' => {
                end(&mut word, &mut run);
                skip_class(&mut letters)?;
            }
            '(' => {
                end(&mut word, &mut run);
                skip_group(&mut letters)?;
            }
            '\\' => match letters.next()? {
                '*' => end(&mut word, &mut run),
                escaped if escaped.is_ascii_punctuation() => run.push(escaped),
                _ => end(&mut word, &mut run),
            },
            '.' | '^' | '$' | '+' => end(&mut word, &mut run),
            letter => run.push(letter.to_ascii_lowercase()),
        }
    }
    end(&mut word, &mut run);
    (word != "*").then_some(word)
}

/// Steps behind the `]` that ends a class; not of one in which another may begin.
fn skip_class(letters: &mut impl Iterator<Item = char>) -> Option<()> {
    // A `]` that comes first is a letter of the class.
    let mut is_first = true;
    loop {
        match letters.next()? {
            '\\' => _ = letters.next()?,
            '^' if is_first => continue,
            '[' => return None,
            ']' if !is_first => return Some(()),
            _ => {}
        }
        is_first = false;
    }
}

/// Steps behind the `)` that ends a group.
fn skip_group(letters: &mut impl Iterator<Item = char>) -> Option<()> {
    let mut depth = 0;
    loop {
        match letters.next()? {
            '\\' => _ = letters.next()?,
            '[' => skip_class(letters)?,
            '(' => depth += 1,
            ')' if depth == 0 => return Some(()),
            ')' => depth -= 1,
            _ => {}
        }
    }
}

/// Does `text` fit `pattern`, in which `*` stands for any run of letters? Linear in both.
fn glob(pattern: &str, text: &str) -> bool {
    let Some((head, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(mut text) = text.strip_prefix(head) else { return false };
    let (middle, tail) = rest.rsplit_once('*').map_or((None, rest), |(middle, tail)| (Some(middle), tail));
    for part in middle.into_iter().flat_map(|middle| middle.split('*')) {
        match memchr::memmem::find(text.as_bytes(), part.as_bytes()) {
            Some(at) => text = text.get(at + part.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    text.ends_with(tail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_match_whole_words() {
        assert!(glob("agpl*", "agpl-3.0-only"));
        assert!(!glob("gpl*", "agpl-3.0-only"));
        assert!(glob("*core*2", "log4j-core-2"));
        assert!(glob("mit", "mit"));
        assert!(!glob("a*a", "a"));
    }

    #[test]
    fn a_quoted_star_is_a_star() {
        assert!(!Pattern::Quoted("a*".to_owned()).is("ab"));
        assert!(Pattern::Quoted("a*".to_owned()).is("a*"));
    }

    #[test]
    fn the_looser_word_of_an_expression_holds_what_must_be_there() {
        let told = [
            ("^lodash\\.", Some("lodash.*")),
            ("^package-(kit|core)-[0-9]+7$", Some("package-*-*7")),
            ("pkg:npm.*9@1\\.[0-4]\\.", Some("*pkg:npm*9@1.*.*")),
            ("Ab?c{2}d+", Some("*a*d*")),
            ("a|b", None),
            ("(?i)a", None),
            (".*", None),
            ("^$", None),
            ("x\\*y", Some("*x*y*")),
            ("[]a](b[)]c)d", Some("*d*")),
        ];
        for (source, word) in told {
            assert_eq!(looser(source).as_deref(), word, "{source}");
        }
    }

    #[test]
    fn the_looser_word_changes_no_answer() {
        let pieces =
            ["a", "b", "B", ".", "*", "+", "?", "^", "$", "(", ")", "[", "]", "|", "\\.", "\\d", "{2}", "-", "1"];
        let texts = ["", "a", "b", "ab", "ba", "aab", "a.b", "a-b1", "1", "abab", "bb-", "a1b", "]", "b."];
        let (mut state, mut built) = (11u32, 0);
        let mut draw = |below: usize| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) as usize % below
        };
        for _ in 0..20_000 {
            let source: String = (0..draw(7) + 1).map(|_| pieces[draw(pieces.len())]).collect();
            let Ok(Pattern::Regex(regex, Some(word))) = Pattern::regex(&source) else { continue };
            built += 1;
            for text in texts {
                assert!(!regex.is_match(text) || glob(&word, text), "{source} fits {text}, {word} does not");
            }
        }
        assert!(built > 1_000, "{built}");
    }
}
