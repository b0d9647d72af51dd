//! Nested tables as Lua and ZON (Zig) write them, flattened: each text with the keys that lead to it.
//!
//! `{ a = { ["b-c"] = "1" } }` and `.{ .a = .{ .@"b-c" = "1" } }` both give `a`, `b-c`, `1`. Nothing is evaluated.

use std::borrow::Cow;

use super::tokens::{Comments, Token, Tokens};
use crate::model::{Notice, Place, ReadError};

/// How deep tables are followed; lockfiles need three. What is deeper is passed over, and said so.
pub const DEEPEST_TABLE: usize = 8;

/// One text (or word: a number, an enum literal) and the keys that lead to it, outermost first.
pub struct Leaf<'a> {
    pub path: Vec<Cow<'a, str>>,
    pub text: Cow<'a, str>,
    pub place: Place,
}

/// Every leaf with a key, in document order, and what was odd.
///
/// # Errors
/// `truncated` where a text or a table does not end.
pub fn leaves(text: &str, comments: Comments) -> Result<(Vec<Leaf<'_>>, Vec<Notice>), ReadError> {
    let mut tokens = Tokens::new(text, comments);
    let (mut leaves, mut notices) = (Vec::new(), Vec::new());
    let mut path: Vec<Cow<str>> = Vec::new();
    let mut depth = 0usize;
    let mut name: Option<(Place, Cow<str>)> = None;
    let mut key: Option<Cow<str>> = None;
    let mut opened = Place::Line { line: 1, column: 1 };
    while let Some((place, token)) = tokens.token()? {
        match token {
            Token::Word(word) => name = Some((place, Cow::Borrowed(word))),
            Token::Text(text) => name = Some((place, text)),
            // The brackets of a Lua key; in ZON there are none.
            Token::Mark('[' | ']' | '.' | '@') => {}
            Token::Mark('=') => key = name.take().map(|(_, name)| name),
            Token::Mark('{') => {
                depth += 1;
                opened = place;
                if depth <= DEEPEST_TABLE {
                    path.push(key.take().unwrap_or_default());
                }
                name = None;
            }
            Token::Mark(mark) => {
                if let (Some(key), Some((place, text))) = (key.take(), name.take())
                    && depth <= DEEPEST_TABLE
                {
                    let keys = path.iter().skip(1).cloned().chain([key]);
                    leaves.push(Leaf { path: keys.collect(), text, place });
                }
                if mark == '}' {
                    if depth <= DEEPEST_TABLE {
                        path.pop();
                    } else if depth == DEEPEST_TABLE + 1 {
                        let message = format!("What is nested deeper than {DEEPEST_TABLE} was left out");
                        notices.push(Notice::warning("too-deep", message, Some(place)));
                    }
                    depth = depth.saturating_sub(1);
                }
            }
        }
    }
    if depth > 0 {
        let advice = "Check that the whole file was saved or downloaded";
        return Err(ReadError::new("truncated", "A table begins here and does not end", Some(opened), advice));
    }
    Ok((leaves, notices))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let (leaves, _) = leaves(text, Comments { line: &["--", "//"], block: None }).expect("tables");
        let shown: Vec<String> = leaves.iter().map(|leaf| format!("{}={}", leaf.path.join("/"), leaf.text)).collect();
        assert_eq!(shown.join(" "), expected);
    }

    #[test]
    fn lua_and_zon_give_the_same() {
        check("return { a = { [\"b-c\"] = \"1\", d = \"2\" }, e = 3 }", "a/b-c=1 a/d=2 e=3");
        check(".{ .a = .{ .@\"b-c\" = \"1\", .d = \"2\" }, .e = 3 }", "a/b-c=1 a/d=2 e=3");
        check(".{ .name = .zig, .paths = .{ \"\", \"x\" }, }", "name=zig");
    }

    #[test]
    fn deep_tables_are_passed_over() {
        let text = format!("a = {}x = 1{}", "{ a = ".repeat(100_000), "}".repeat(100_000));
        check(&text, "");
    }

    #[test]
    fn an_open_table_is_an_error() {
        let comments = Comments { line: &[], block: None };
        assert_eq!(leaves("return { a = { b = 1,", comments).err().expect("an error").code, "truncated");
    }
}
