//! The fields of a tag-value text, one after another, each with its line.

/// One field, or what could not be read as one.
pub enum Field<'a> {
    /// A tag and its value, without white space around it and without `<text>`.
    Tag { tag: &'a str, value: &'a str, line: u32 },
    /// A line that holds neither a tag nor a comment.
    Loose { line: u32 },
    /// A `<text>` without its end; the tag comes next.
    Open { line: u32 },
}

/// Walks over a text.
pub struct Lines<'a> {
    rest: &'a str,
    line: u32,
    /// No `</text>` comes any more.
    all_closed: bool,
    waiting: Option<Field<'a>>,
}

impl<'a> Lines<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { rest: text, line: 1, all_closed: false, waiting: None }
    }

    /// The text as far as `length`, which is then behind.
    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.line = self.line.saturating_add(taken.bytes().filter(|byte| *byte == b'\n').count() as u32);
        self.rest = rest;
        taken
    }

    fn take_line(&mut self) -> &'a str {
        let end = self.rest.find('\n').map_or(self.rest.len(), |at| at + 1);
        self.take(end)
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = Field<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(field) = self.waiting.take() {
            return Some(field);
        }
        while !self.rest.is_empty() {
            let line = self.line;
            let start = self.rest;
            let whole = self.take_line();
            let written = whole.trim();
            if written.is_empty() || written.starts_with('#') {
                continue;
            }
            let Some((tag, value)) = written.split_once(':').filter(|(tag, _)| is_tag(tag)) else {
                return Some(Field::Loose { line });
            };
            let (tag, value) = (tag.trim_end(), value.trim());
            let Some(opened) = value.strip_prefix("<text>") else {
                return Some(Field::Tag { tag, value, line });
            };
            if let Some((text, _)) = opened.split_once("</text>") {
                return Some(Field::Tag { tag, value: text.trim(), line });
            }
            // It goes on below: from just after `<text>` to the next `</text>`, wherever that is.
            let opening = whole.find("<text>").map_or(0, |at| at + "<text>".len());
            let body = start.get(opening..).unwrap_or("");
            let end = if self.all_closed { None } else { body.find("</text>") };
            let Some(end) = end else {
                self.all_closed = true;
                self.waiting = Some(Field::Tag { tag, value: opened.trim(), line });
                return Some(Field::Open { line });
            };
            let behind = (opening + end).saturating_sub(whole.len());
            self.take(behind);
            self.take_line();
            return Some(Field::Tag { tag, value: body.get(..end).unwrap_or("").trim(), line });
        }
        None
    }
}

/// `PackageName`: letters and digits, perhaps with white space before the colon.
fn is_tag(tag: &str) -> bool {
    let tag = tag.trim_end();
    !tag.is_empty() && tag.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let shown = |field| match field {
            Field::Tag { tag, value, line } => format!("{line} {tag}={value:?}"),
            Field::Loose { line } => format!("{line} loose"),
            Field::Open { line } => format!("{line} open"),
        };
        assert_eq!(Lines::new(text).map(shown).collect::<Vec<_>>().join("; "), expected);
    }

    #[test]
    fn a_field_a_line() {
        check("# a\nA: 1\r\n\n  B : x: y \nloose\nC:", "2 A=\"1\"; 4 B=\"x: y\"; 5 loose; 6 C=\"\"");
    }

    #[test]
    fn texts_go_over_lines() {
        check(
            "A: <text>one\ntwo: 2\n</text> rest\nB: <text>x</text>\nC: 3",
            "1 A=\"one\\ntwo: 2\"; 4 B=\"x\"; 5 C=\"3\"",
        );
    }

    #[test]
    fn a_text_without_end_is_its_line() {
        check("A: <text>one\nB: <text>two\nC: 3", "1 open; 1 A=\"one\"; 2 open; 2 B=\"two\"; 3 C=\"3\"");
    }
}
