//! A quick look at JSON: its outermost keys and a little of what is under them.
//!
//! Made to recognise a format before anything is read, so it is lenient where `json` is strict (comments,
//! trailing commas, a text that breaks off) and tells nothing about errors. One pass, bounded memory.

/// What a look shows. Objects and lists deeper than [`DEPTH`] show as empty.
#[derive(Clone, Debug, PartialEq)]
pub enum Sketch {
    /// A text, cut at [`LONGEST_TEXT`] bytes; escapes are left as written.
    Text(String),
    /// A number, `true`, `false` or `null`, as written.
    Word(String),
    /// The first keys, in document order.
    Object(Vec<(String, Sketch)>),
    /// The first element.
    List(Option<Box<Sketch>>),
}

const DEPTH: usize = 4;
const LONGEST_TEXT: usize = 200;
const MOST_KEYS: usize = 64;

/// Looks at a text; `None` where it does not begin like a JSON object or list.
pub fn sketch(text: &str) -> Option<Sketch> {
    let mut look = Look { text, bytes: text.as_bytes(), at: 0 };
    look.skip_space();
    match look.peek() {
        Some(b'{' | b'[') => look.value(0),
        _ => None,
    }
}

/// The beginning of a text, at most this many bytes.
pub fn head(text: &str, length: usize) -> &str {
    let mut end = text.len().min(length);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or("")
}

impl Sketch {
    /// What stands under a key.
    pub fn get(&self, key: &str) -> Option<&Sketch> {
        self.entries().iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// Is there such a key?
    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// The text under a key.
    pub fn text(&self, key: &str) -> Option<&str> {
        match self.get(key) {
            Some(Self::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The entries of an object; empty for anything else.
    pub fn entries(&self) -> &[(String, Sketch)] {
        match self {
            Self::Object(entries) => entries,
            _ => &[],
        }
    }

    /// Is there an object under this key?
    pub fn has_object(&self, key: &str) -> bool {
        matches!(self.get(key), Some(Self::Object(_)))
    }

    /// Is there a list under this key?
    pub fn has_list(&self, key: &str) -> bool {
        matches!(self.get(key), Some(Self::List(_)))
    }

    /// The first element of the list under a key.
    pub fn first(&self, key: &str) -> Option<&Sketch> {
        match self.get(key) {
            Some(Self::List(Some(first))) => Some(first),
            _ => None,
        }
    }
}

struct Look<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
}

impl Look<'_> {
    fn value(&mut self, depth: usize) -> Option<Sketch> {
        match self.peek()? {
            b'{' | b'[' if depth >= DEPTH => {
                let opening = self.peek()?;
                self.skip_nested();
                Some(if opening == b'{' { Sketch::Object(Vec::new()) } else { Sketch::List(None) })
            }
            b'{' => Some(self.object(depth)),
            b'[' => {
                self.at += 1;
                self.skip_space();
                let first = if self.peek() == Some(b']') { None } else { self.value(depth + 1).map(Box::new) };
                self.skip_to_end();
                Some(Sketch::List(first))
            }
            b'"' => Some(Sketch::Text(self.string())),
            _ => {
                let start = self.at;
                while self.peek().is_some_and(|byte| byte.is_ascii_alphanumeric() || b"+-._".contains(&byte)) {
                    self.at += 1;
                }
                (self.at > start).then(|| Sketch::Word(self.cut(start, self.at)))
            }
        }
    }

    fn object(&mut self, depth: usize) -> Sketch {
        let mut entries = Vec::new();
        self.at += 1;
        loop {
            self.skip_space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'"') if entries.len() < MOST_KEYS => {
                    let key = self.string();
                    self.skip_space();
                    if self.peek() != Some(b':') {
                        break;
                    }
                    self.at += 1;
                    self.skip_space();
                    let Some(value) = self.value(depth + 1) else { break };
                    entries.push((key, value));
                }
                _ => break,
            }
        }
        self.skip_to_end();
        Sketch::Object(entries)
    }

    /// From the bracket here to just after the one that closes it.
    fn skip_nested(&mut self) {
        self.at += 1;
        self.skip_to_end();
    }

    /// From inside an object or list to just after its end.
    fn skip_to_end(&mut self) {
        let mut open = 1usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => {
                    self.skip_string();
                    continue;
                }
                b'{' | b'[' => open += 1,
                b'}' | b']' => open -= 1,
                _ => {}
            }
            self.at += 1;
            if open == 0 {
                return;
            }
        }
    }

    fn string(&mut self) -> String {
        let start = self.at + 1;
        let end = self.skip_string();
        self.cut(start, end)
    }

    /// From the opening quote to just after the closing one; gives where that stands.
    fn skip_string(&mut self) -> usize {
        self.at += 1;
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or(&[]);
            self.at += memchr::memchr2(b'"', b'\\', rest).unwrap_or(rest.len());
            match self.peek() {
                Some(b'\\') => self.at += 2,
                _ => break,
            }
        }
        let end = self.at.min(self.bytes.len());
        self.at = end + 1;
        end
    }

    fn cut(&self, start: usize, end: usize) -> String {
        head(self.text.get(start..end).unwrap_or(""), LONGEST_TEXT).to_owned()
    }

    fn skip_space(&mut self) {
        loop {
            match (self.peek(), self.bytes.get(self.at + 1)) {
                (Some(b' ' | b'\t' | b'\n' | b'\r'), _) => self.at += 1,
                (Some(b'/'), Some(b'/')) => {
                    while self.peek().is_some_and(|byte| byte != b'\n') {
                        self.at += 1;
                    }
                }
                _ => return,
            }
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_the_outermost_keys() {
        let seen = sketch(" // c\n{\"a\":1,\"b\":{\"c\":[{\"d\":\"e\"},2]},\"f\":\"g\\\"h\",}").unwrap();
        assert_eq!(seen.get("a"), Some(&Sketch::Word("1".to_owned())));
        assert_eq!(seen.get("b").and_then(|b| b.first("c")).and_then(|first| first.text("d")), Some("e"));
        assert_eq!(seen.text("f"), Some("g\\\"h"));
    }

    #[test]
    fn a_text_that_breaks_off_shows_what_was_there() {
        assert!(sketch("{\"a\":\"b\",\"c\":[1,{\"d").unwrap().has("a"));
        assert!(sketch("{\"a\":{\"b\":\"").unwrap().has_object("a"));
        assert_eq!(sketch("not: json"), None);
    }
}
