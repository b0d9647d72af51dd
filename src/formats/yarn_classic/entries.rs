//! The lines of a Yarn classic lockfile as entries. Looks like YAML and is not: values follow their
//! keys after a blank, and only keys that open a block end in a colon.

use std::borrow::Cow;
use std::ops::Range;

use crate::formats::support::notices::Notices;
use crate::formats::support::scan::{all_plain, either, first_of, next, plain_end};
use crate::model::{Place, ReadError};

/// One block: the requests it answers and what they resolved to.
#[derive(Debug, Default)]
pub(super) struct Entry<'a> {
    pub descriptors: Vec<Cow<'a, str>>,
    pub version: Option<Cow<'a, str>>,
    pub resolved: Option<Cow<'a, str>>,
    pub integrity: Option<Cow<'a, str>>,
    /// Which of [`Entries::wanted`] it needs.
    pub dependencies: Range<usize>,
    pub line: u32,
}

/// All blocks of a file, and all lines below their `dependencies:`.
#[derive(Debug, Default)]
pub(super) struct Entries<'a> {
    pub entries: Vec<Entry<'a>>,
    pub wanted: Vec<Wanted<'a>>,
}

/// One line below `dependencies:` or `optionalDependencies:`.
#[derive(Debug)]
pub(super) struct Wanted<'a> {
    pub name: Cow<'a, str>,
    pub range: Cow<'a, str>,
    pub optional: bool,
    pub line: u32,
}

/// Which lines of the inner block count.
enum Block {
    Dependencies { optional: bool },
    Other,
}

/// What a file has for each dependency at least, in bytes, in ordinary files; only to make room at once.
const BYTES_PER_DEPENDENCY: usize = 96;

/// Reads every block. An unreadable line becomes a notice.
///
/// # Errors
/// `invalid-yarn-lock` where the file begins with something that is no block.
#[inline(never)]
pub(super) fn read<'a>(text: &'a str, notices: &mut Notices) -> Result<Entries<'a>, ReadError> {
    let (mut entries, mut wanted) = (Vec::<Entry>::new(), Vec::with_capacity(text.len() / BYTES_PER_DEPENDENCY));
    let mut block = Block::Other;
    let mut at = 0;
    for number in 1_u32.. {
        if let (Some(entry), Some(Pair { indent, key, value, end })) = (entries.last_mut(), pair(text, at)) {
            match (indent, &block) {
                (4, Block::Dependencies { optional }) => {
                    let (name, range) = (Cow::Borrowed(key), Cow::Borrowed(value));
                    wanted.push(Wanted { name, range, optional: *optional, line: number });
                    entry.dependencies.end = wanted.len();
                }
                (2, _) => entry.set(key, Cow::Borrowed(value)),
                _ => {}
            }
            at = end;
            continue;
        }
        let Some((line, end)) = line(text, at) else { break };
        at = end;
        match line {
            "" => continue,
            "  dependencies:" if !entries.is_empty() => {
                block = Block::Dependencies { optional: false };
                continue;
            }
            _ => {}
        }
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let indent = line.len() - line.trim_start_matches(' ').len();
        if indent == 0 {
            let descriptors = words(trimmed).unwrap_or_default();
            if !trimmed.ends_with(':') || descriptors.is_empty() || trimmed.starts_with("<<<<<<<") {
                return Err(not_a_block(number, number as usize == text.lines().count()));
            }
            let dependencies = wanted.len()..wanted.len();
            entries.push(Entry { descriptors, dependencies, line: number, ..Entry::default() });
            block = Block::Other;
            continue;
        }
        let Some(entry) = entries.last_mut() else { return Err(not_a_block(number, false)) };
        let (first, second) = two_words(trimmed);
        match (indent, first, second) {
            (1..=3, Some(key), None) if trimmed.ends_with(':') => {
                block = match key.as_ref() {
                    "dependencies" => Block::Dependencies { optional: false },
                    "optionalDependencies" => Block::Dependencies { optional: true },
                    _ => Block::Other,
                };
            }
            (1..=3, Some(key), Some(value)) => entry.set(&key, value),
            (4.., Some(name), range) => {
                if let Block::Dependencies { optional } = block {
                    let range = range.unwrap_or_default();
                    wanted.push(Wanted { name, range, optional, line: number });
                    entry.dependencies.end = wanted.len();
                }
            }
            _ => notices.warning(
                "unreadable-line",
                Some(Place::Line { line: number, column: 1 }),
                "This line is neither a field nor a block and was left out",
            ),
        }
    }
    for entry in entries.iter().filter(|entry| entry.version.is_none()) {
        let descriptor = entry.descriptors.first().map_or("", |descriptor| descriptor.as_ref());
        let place = Some(Place::Line { line: entry.line, column: 1 });
        notices.warning("missing-version", place, format!("`{descriptor}` has no version"));
    }
    Ok(Entries { entries, wanted })
}

impl<'a> Entries<'a> {
    /// What an entry needs, in the order of the file.
    pub fn wanted_by(&self, entry: &Entry) -> &[Wanted<'a>] {
        self.wanted.get(entry.dependencies.clone()).unwrap_or_default()
    }
}

impl<'a> Entry<'a> {
    fn set(&mut self, key: &str, value: Cow<'a, str>) {
        match key {
            "version" => self.version = Some(value),
            "resolved" => self.resolved = Some(value),
            "integrity" => self.integrity = Some(value),
            _ => {}
        }
    }
}

/// A line that holds a key and a value.
struct Pair<'a> {
    indent: usize,
    key: &'a str,
    value: &'a str,
    /// Where the next line begins.
    end: usize,
}

/// The line at a place, as Yarn writes it: two words with one blank between, quoted or not, and nothing that needs a
/// second look. All others are for [`two_words`].
fn pair(text: &str, start: usize) -> Option<Pair<'_>> {
    let bytes = text.as_bytes();
    let indent = match bytes.get(start..)? {
        [b' ', b' ', b' ', b' ', ..] => 4,
        [b' ', b' ', ..] => 2,
        _ => return None,
    };
    let (key, after) = word(text, start + indent)?;
    if key.is_empty() || bytes.get(after) != Some(&b' ') {
        return None;
    }
    let (value, after) = word(text, after + 1)?;
    let end = match bytes.get(after..)? {
        [] => after,
        [b'\n', ..] => after + 1,
        [b'\r', b'\n', ..] => after + 2,
        _ => return None,
    };
    Some(Pair { indent, key, value, end })
}

/// The word at a place, in quotes or not, and what comes after it. Not in quotes it has a letter at least.
#[inline]
fn word(text: &str, start: usize) -> Option<(&str, usize)> {
    let bytes = text.as_bytes();
    if bytes.get(start) == Some(&b'"') {
        let end = first_of(bytes, start + 1, *b"\"\\\n");
        return Some((text.get(start + 1..end)?, end + 1)).filter(|_| bytes.get(end) == Some(&b'"'));
    }
    let end = plain_end(bytes, start, NOT_PLAIN);
    Some((text.get(start..end)?, end)).filter(|_| end > start)
}

/// Marks that end a word or begin one that differs, beside blanks and what is not printable ASCII. (A colon at the end of
/// a line would be left out.)
const NOT_PLAIN: [u8; 5] = *b"\",:#\\";

fn not_a_block(line: u32, is_last: bool) -> ReadError {
    if is_last {
        return ReadError::new(
            "truncated",
            "The file ends in the middle of a line `name@range:`",
            Some(Place::Line { line, column: 1 }),
            "Check that the whole file was saved or downloaded",
        );
    }
    ReadError::new(
        "invalid-yarn-lock",
        "A line `name@range:` was expected here",
        Some(Place::Line { line, column: 1 }),
        "Write the lockfile anew with `yarn install`",
    )
}

/// The line at a place without its end, and where the next one begins; none at the end of the text.
fn line(text: &str, start: usize) -> Option<(&str, usize)> {
    let end = next(text.as_bytes(), start, b'\n');
    let line = text.get(start..end).filter(|_| start < text.len())?;
    Some((line.strip_suffix('\r').unwrap_or(line), end + 1))
}

/// The words of a line; `None` where a quote stays open.
#[inline(never)]
fn words(line: &str) -> Option<Vec<Cow<'_, str>>> {
    // Nearly always it is one alone.
    let only = line.strip_suffix(':').filter(|word| !word.is_empty() && all_plain(word.as_bytes(), NOT_PLAIN));
    if let Some(word) = only {
        return Some(vec![Cow::Borrowed(word)]);
    }
    let mut words = Words::of(line);
    let found = words.by_ref().collect();
    (!words.is_open).then_some(found)
}

/// The first two words of a line; none where a quote stays open.
#[inline(never)]
fn two_words(line: &str) -> (Option<Cow<'_, str>>, Option<Cow<'_, str>>) {
    let mut words = Words::of(line);
    let found = (words.next(), words.next());
    words.by_ref().for_each(drop);
    if words.is_open { (None, None) } else { found }
}

/// The words of a line, without quotes, separating commas and the last colon.
struct Words<'a> {
    rest: &'a str,
    /// A quote has no end.
    is_open: bool,
}

impl<'a> Words<'a> {
    fn of(line: &'a str) -> Self {
        Self { rest: line.strip_suffix(':').unwrap_or(line), is_open: false }
    }
}

impl<'a> Iterator for Words<'a> {
    type Item = Cow<'a, str>;

    fn next(&mut self) -> Option<Self::Item> {
        let blank = self.rest.bytes().take_while(|byte| matches!(byte, b' ' | b'\t' | b',')).count();
        let rest = self.rest.get(blank..).unwrap_or("");
        if rest.is_empty() {
            self.rest = "";
            return None;
        }
        let (word, after) = match rest.strip_prefix('"') {
            Some(quoted) => {
                let Some(end) = closing_quote(quoted) else {
                    (self.rest, self.is_open) = ("", true);
                    return None;
                };
                (unescaped(quoted.get(..end).unwrap_or("")), quoted.get(end + 1..))
            }
            None => {
                let end = first_of(rest.as_bytes(), 0, *b" \t,");
                (Cow::Borrowed(rest.get(..end).unwrap_or("")), rest.get(end..))
            }
        };
        // Older versions write `"name":` with the colon outside the quotes.
        self.rest = after.unwrap_or("").trim_start_matches(':');
        Some(word)
    }
}

fn closing_quote(text: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        at = either(text.as_bytes(), at, b'"', b'\\');
        match text.as_bytes().get(at)? {
            b'"' => return Some(at),
            _ => at += 2,
        }
    }
}

fn unescaped(text: &str) -> Cow<'_, str> {
    if next(text.as_bytes(), 0, b'\\') == text.len() {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => plain.extend(characters.next()),
            other => plain.push(other),
        }
    }
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line taken as a pair must say what its words say.
    fn check(text: &str) {
        let Some(Pair { indent, key, value, end }) = pair(text, 0) else { return };
        let (line, next) = line(text, 0).unwrap_or_default();
        assert_eq!(end, next.min(text.len()), "{text:?}");
        let trimmed = line.trim();
        assert_eq!(indent, line.len() - line.trim_start_matches(' ').len(), "{line:?}");
        assert!(!trimmed.starts_with('#') && !trimmed.is_empty(), "{line:?}");
        assert_eq!(two_words(trimmed), (Some(Cow::Borrowed(key)), Some(Cow::Borrowed(value))), "{line:?}");
    }

    #[test]
    fn pairs_say_what_words_say() {
        for line in [
            "  version \"1.0.0\"",
            "  resolved \"https://registry.example/a/-/a-1.0.0.tgz#0123\"",
            "  integrity sha512-a+/b==",
            "    a \"^1.0.0 || 2\"",
            "    \"@s/a\" \"\"",
            "    a ^1.0.0",
        ] {
            assert!(pair(line, 0).is_some() && pair(&format!("{line}\r\n"), 0).is_some(), "{line}");
            for at in 0..=line.len() {
                for other in ["", " ", "  ", "\t", ":", ",", "\"", "\\", "#", "é", "\u{a0}", "\r", "\u{c}", "\n"] {
                    for end in ["", "\n", "\r\n", "\n    b 1"] {
                        check(&format!("{}{other}{}{end}", &line[..at], &line[at..]));
                        check(&format!("{}{other}{}{end}", &line[..at], line.get(at + 1..).unwrap_or("")));
                    }
                }
            }
        }
    }
}
