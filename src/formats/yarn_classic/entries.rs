//! The lines of a Yarn classic lockfile as entries. Looks like YAML and is not: values follow their
//! keys after a blank, and only keys that open a block end in a colon.

use std::borrow::Cow;

use crate::formats::support::notices::Notices;
use crate::model::{Place, ReadError};

/// One block: the requests it answers and what they resolved to.
#[derive(Debug, Default)]
pub(super) struct Entry<'a> {
    pub descriptors: Vec<Cow<'a, str>>,
    pub version: Option<Cow<'a, str>>,
    pub resolved: Option<Cow<'a, str>>,
    pub integrity: Option<Cow<'a, str>>,
    pub dependencies: Vec<Wanted<'a>>,
    pub line: u32,
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

/// Reads every block. An unreadable line becomes a notice.
///
/// # Errors
/// `invalid-yarn-lock` where the file begins with something that is no block.
pub(super) fn read<'a>(text: &'a str, notices: &mut Notices) -> Result<Vec<Entry<'a>>, ReadError> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut block = Block::Other;
    let last = u32::try_from(text.lines().count()).unwrap_or(u32::MAX);
    for (line, number) in text.lines().zip(1_u32..) {
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let indent = line.len() - line.trim_start_matches(' ').len();
        let words = words(trimmed).unwrap_or_default();
        if indent == 0 {
            if !trimmed.ends_with(':') || words.is_empty() {
                return Err(not_a_block(number, number == last));
            }
            entries.push(Entry { descriptors: words, line: number, ..Entry::default() });
            block = Block::Other;
            continue;
        }
        let Some(entry) = entries.last_mut() else { return Err(not_a_block(number, false)) };
        let mut words = words.into_iter();
        match (indent, words.next(), words.next()) {
            (1..=3, Some(key), None) if trimmed.ends_with(':') => {
                block = match key.as_ref() {
                    "dependencies" => Block::Dependencies { optional: false },
                    "optionalDependencies" => Block::Dependencies { optional: true },
                    _ => Block::Other,
                };
            }
            (1..=3, Some(key), Some(value)) => match key.as_ref() {
                "version" => entry.version = Some(value),
                "resolved" => entry.resolved = Some(value),
                "integrity" => entry.integrity = Some(value),
                _ => {}
            },
            (4.., Some(name), range) => {
                if let Block::Dependencies { optional } = block {
                    let range = range.unwrap_or_default();
                    entry.dependencies.push(Wanted { name, range, optional, line: number });
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
    Ok(entries)
}

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

/// The words of a line, without quotes, separating commas and the last colon; `None` where a quote stays
/// open.
fn words(line: &str) -> Option<Vec<Cow<'_, str>>> {
    let mut words = Vec::new();
    let mut rest = line.strip_suffix(':').unwrap_or(line);
    loop {
        rest = rest.trim_start_matches([' ', '\t', ',']);
        if rest.is_empty() {
            return Some(words);
        }
        let end = match rest.strip_prefix('"') {
            Some(quoted) => Some(closing_quote(quoted)?),
            None => rest.find([' ', '\t', ',']),
        };
        let (word, after) = match (rest.strip_prefix('"'), end) {
            (Some(quoted), Some(end)) => (unescaped(quoted.get(..end).unwrap_or("")), quoted.get(end + 1..)),
            (_, Some(end)) => (Cow::Borrowed(rest.get(..end).unwrap_or("")), rest.get(end..)),
            (_, None) => (Cow::Borrowed(rest), None),
        };
        words.push(word);
        // Older versions write `"name":` with the colon outside the quotes.
        rest = after.unwrap_or("").trim_start_matches(':');
    }
}

fn closing_quote(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.bytes().position(|byte| {
        let closes = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        closes
    })
}

fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
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
