//! JSON with comments and trailing commas, made plain JSON of the same length: offsets stay true.
//!
//! Only what stands outside strings is changed. No other leniency.

use std::borrow::Cow;

/// The text with comments and trailing commas turned into spaces; the text itself where it has none.
pub fn plain(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let mut blanks: Vec<(usize, usize)> = Vec::new();
    let mut comma = None;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let next = bytes.get(at + 1);
        match (byte, next) {
            (b' ' | b'\t' | b'\n' | b'\r', _) => at += 1,
            (b'/', Some(b'/' | b'*')) => {
                let end = comment_end(bytes, at);
                blanks.push((at, end));
                at = end;
            }
            (b',', _) => {
                comma = Some((blanks.len(), at));
                at += 1;
            }
            (b']' | b'}', _) => {
                if let Some((position, comma)) = comma.take() {
                    blanks.insert(position, (comma, comma + 1));
                }
                at += 1;
            }
            (b'"', _) => {
                comma = None;
                at = string_end(bytes, at);
            }
            _ => {
                comma = None;
                at += 1;
            }
        }
    }
    if blanks.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for (start, end) in blanks {
        out.push_str(text.get(copied..start).unwrap_or(""));
        let blanked = bytes.get(start..end).unwrap_or(&[]);
        out.extend(blanked.iter().map(|byte| if *byte == b'\n' { '\n' } else { ' ' }));
        copied = end;
    }
    out.push_str(text.get(copied..).unwrap_or(""));
    Cow::Owned(out)
}

/// Just after a comment; an open one ends with the text.
fn comment_end(bytes: &[u8], start: usize) -> usize {
    let rest = bytes.get(start + 2..).unwrap_or(&[]);
    let length = match bytes.get(start + 1) {
        Some(b'/') => rest.iter().position(|byte| *byte == b'\n'),
        _ => rest.windows(2).position(|pair| pair == b"*/").map(|length| length + 2),
    };
    length.map_or(bytes.len(), |length| start + 2 + length)
}

/// Just after the quote that closes a string; an open one ends with the text.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let plain = plain(text);
        assert_eq!(plain, expected);
        assert_eq!(plain.len(), text.len());
    }

    #[test]
    fn trailing_commas_and_comments_become_spaces() {
        check(r#"{"a":[1,2,],}"#, r#"{"a":[1,2 ] }"#);
        check("[1, // é\n]", "[1       \n]");
        check("[1,/* , */\n]", "[1        \n]");
        check("[1 /* open", "[1        ");
        check(r#"{"a":1,"b":"#, r#"{"a":1,"b":"#);
    }

    #[test]
    fn strings_stay_as_they_are() {
        check(r#"["a,]","//","\",]",]"#, r#"["a,]","//","\",]" ]"#);
        assert!(matches!(plain(r#"["a,]"]"#), Cow::Borrowed(_)));
    }
}
