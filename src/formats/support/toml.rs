//! TOML by the `toml` crate, with our words for its errors and places for its values.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::places::Places;
use crate::model::{Place, ReadError};

/// A table of a file, with the spans of its values.
pub type Table<'a> = DeTable<'a>;
/// A value of a file.
pub type Value<'a> = DeValue<'a>;

/// A whole file.
pub struct Toml<'a> {
    pub table: Table<'a>,
    places: Places<'a>,
}

/// Reads a whole file.
///
/// # Errors
/// `invalid-toml` with the place of the first error; `truncated` where it stands at the end.
pub fn read(text: &str) -> Result<Toml<'_>, ReadError> {
    let places = Places::new(text);
    match DeTable::parse(text) {
        Ok(table) => Ok(Toml { table: table.into_inner(), places }),
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            let place = Some(places.at(at));
            let message = error.message().lines().next().unwrap_or("").to_owned();
            if at >= text.trim_end().len() {
                let advice = "Check that the whole file was saved or downloaded";
                return Err(ReadError::new("truncated", format!("The file ends too early: {message}"), place, advice));
            }
            let advice = "Write the file anew with its package manager, or correct this line";
            Err(ReadError::new("invalid-toml", format!("Not TOML: {message}"), place, advice))
        }
    }
}

impl Toml<'_> {
    /// Where a value begins.
    pub fn place(&self, span: Range<usize>) -> Place {
        self.places.at(span.start)
    }
}

/// The keys at the beginning of lines, each with the header it stands under (`[[package]]`; empty before the
/// first): a look at a part of a file, made to recognise a format before anything is read.
pub fn outline(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut section = "";
    text.lines().filter_map(move |line| {
        let line = line.trim_end();
        if line.starts_with('[') && line.ends_with(']') {
            section = line;
            return Some((section, ""));
        }
        let (key, _) = line.split_once('=')?;
        let key = key.trim_end();
        let is_key = |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '.');
        (!key.is_empty() && key.chars().all(is_key)).then_some((section, key))
    })
}

/// The value under a key.
pub fn get<'t, 'a>(table: &'t Table<'a>, key: &str) -> Option<&'t Value<'a>> {
    table.get(key).map(|value| value.get_ref())
}

/// The text under a key.
pub fn text<'t>(table: &'t Table, key: &str) -> Option<&'t str> {
    get(table, key).and_then(Value::as_str)
}

/// The table under a key.
pub fn table<'t, 'a>(table: &'t Table<'a>, key: &str) -> Option<&'t Table<'a>> {
    get(table, key).and_then(Value::as_table)
}

/// Is `true` written under this key?
pub fn is_true(table: &Table, key: &str) -> bool {
    get(table, key).and_then(Value::as_bool) == Some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_error(text: &str, code: &str) {
        let error = read(text).err().unwrap_or_else(|| panic!("{}", &text[..20.min(text.len())]));
        assert_eq!(error.code, code, "{error}");
        assert!(error.place.is_some());
    }

    #[test]
    fn errors_have_a_place() {
        check_error("a = 1\na = 2\nb = 3\n", "invalid-toml");
        check_error("a = 1\nb = \"x", "truncated");
        check_error("a = [1,", "truncated");
    }

    #[test]
    fn an_outline_shows_keys_under_their_headers() {
        let text = "a = 1\nb = [\n  \"x = y\",\n]\n[[c]]\nd-e = { f = 1 }\n";
        let seen: Vec<_> = outline(text).collect();
        assert_eq!(seen, [("", "a"), ("", "b"), ("[[c]]", ""), ("[[c]]", "d-e")]);
    }

    #[test]
    fn deep_nesting_is_refused() {
        check_error(&format!("a = {}", "[".repeat(100_000)), "invalid-toml");
        check_error(&format!("a = {}", "{b = ".repeat(100_000)), "invalid-toml");
        check_error(&format!("{}a = 1", "a.".repeat(100_000)), "invalid-toml");
    }
}
