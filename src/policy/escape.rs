//! Texts as TOML, JSON and YAML write them, whatever is in them.

use std::fmt::Write as _;

/// A text in double quotes, as TOML and JSON both read it, and YAML's double-quoted style as well.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            letter if (letter as u32) < 0x20 || letter == '\u{7f}' => {
                let _ = write!(out, "\\u{:04X}", letter as u32);
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

/// A list on one line.
pub fn list(texts: &[String]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", texts.join(", "))
}

/// A text on one line of a comment: nothing in it can end the line.
pub fn comment(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_leaves_its_quotes() {
        assert_eq!(quoted("a\"b\\c\nd\u{1}"), "\"a\\\"b\\\\c\\nd\\u0001\"");
        assert_eq!(comment("a\nb = 1"), "a b = 1");
        let odd = "é \u{7f}\u{85}\u{2028} \" \\ \r\n\t# : -";
        assert_eq!(serde_json::from_str::<String>(&quoted(odd)).ok().as_deref(), Some(odd));
        let table: toml::Table = toml::from_str(&format!("a = {}", quoted(odd))).unwrap_or_default();
        assert_eq!(table.get("a").and_then(toml::Value::as_str), Some(odd));
        let yaml = format!("a: {}\n", quoted(odd));
        let read = crate::formats::support::yaml::read(&yaml);
        let found = read.ok().and_then(|read| Some(read.documents.first()?.text("a")?.to_owned()));
        assert_eq!(found.as_deref(), Some(odd));
    }
}
