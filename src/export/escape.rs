//! One escaping function for each output language. What they are given has hidden characters written out already.

use std::fmt::Write;

use serde::Serialize;

use crate::view::scene::is_hidden;

/// Text between tags, or in a quoted attribute, of HTML and XML.
pub fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            letter => out.push(letter),
        }
    }
    out
}

/// Text between tags, or in a quoted attribute, of XML 1.0. Line ends come back as they were; what XML 1.0 cannot hold,
/// even as a reference, is written out as `\u{0}`.
pub fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' | '\u{7f}'..='\u{9f}' => _ = write!(out, "&#{};", u32::from(letter)),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.extend(letter.escape_unicode()),
            letter => out.push(letter),
        }
    }
    out
}

/// Text within the quotes of a DOT string. Graphviz reads escapes in labels, so a backslash is doubled everywhere.
pub fn dot(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            letter if letter.is_control() => {
                out.push('\\');
                out.extend(letter.escape_unicode());
            }
            letter => out.push(letter),
        }
    }
    out
}

/// Text within quotes, or of a comment, of a Mermaid chart: what could end it, begin markup or a directive becomes `#…;`.
pub fn mermaid(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '"' | '#' | '<' | '>' | '&' | '`' | '%' | '{' | '}' | '[' | ']' | ':' | ';' | '\\' | '$' | '\n' | '\r' => {
                _ = write!(out, "#{};", u32::from(letter));
            }
            letter => out.push(letter),
        }
    }
    out
}

/// A value as JSON on one line. Hidden characters in it stand as `\uXXXX`, so that an editor shows what is there.
pub fn json(value: &(impl Serialize + ?Sized)) -> String {
    // Texts, numbers, flags and lists of them: there is nothing in them that JSON cannot hold.
    let text = serde_json::to_string(value).unwrap_or_default();
    if !text.contains(is_hidden) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        if is_hidden(letter) {
            letter.encode_utf16(&mut [0; 2]).iter().for_each(|unit| _ = write!(out, "\\u{unit:04x}"));
        } else {
            out.push(letter);
        }
    }
    out
}

/// Our own words within a line of Markdown: punctuation that could begin markup or a link becomes a character reference.
/// What comes from files belongs into code: some hosts look for mentions in all other text, however it is written.
pub fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '\n' | '\r' | '\t' => out.push(' '),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '(' | ')' | '#' | '+' | '!' | '|' | '&'
            | '~' | '@' | '$' | '=' | '^' | '"' | ':' => _ = write!(out, "&#{};", u32::from(letter)),
            letter => out.push(letter),
        }
    }
    // `www.` alone becomes a link in some dialects.
    out.replace("www.", "www&#46;")
}

/// Text as a code span of Markdown; empty text stays empty.
pub fn markdown_code(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let text = text.replace(['\n', '\r', '\t'], " ");
    let fence = "`".repeat(longest_run(&text, '`') + 1);
    // A blank at both ends is not part of the span: it keeps backticks and blanks of the text apart from the fence.
    let pad = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Text of several lines as a fenced block of Markdown.
pub fn markdown_block(text: &str) -> String {
    let fence = "`".repeat((longest_run(text, '`') + 1).max(3));
    format!("{fence}text\n{text}\n{fence}\n")
}

fn longest_run(text: &str, letter: char) -> usize {
    let (mut longest, mut run) = (0, 0);
    for found in text.chars() {
        run = if found == letter { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_its_place() {
        assert_eq!(html("<b a=\"1\" c='2'>&amp;"), "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;");
        assert_eq!(xml("<a b='\"&\u{0}\u{b}\n]]>-->"), "&lt;a b=&#39;&quot;&amp;\\u{0}\\u{b}&#10;]]&gt;--&gt;");
        assert_eq!(dot("a\"\\N\n<b>\u{0}\\"), "a\\\"\\\\N\\n<b>\\\\u{0}\\\\");
        assert_eq!(mermaid("a\"] --> b\n%%{"), "a#34;#93; --#62; b#10;#37;#37;#123;");
        assert_eq!(json("a\"\u{202e}\u{e0041}\0"), r#""a\"\u202e\udb40\udc41\u0000""#);
        assert_eq!(markdown("[a](x:y)\n@b www.c"), "&#91;a&#93;&#40;x&#58;y&#41; &#64;b www&#46;c");
        assert_eq!(markdown_code("a`b``c\n# d"), "```a`b``c # d```");
        assert_eq!(markdown_code("`a"), "`` `a ``");
        assert_eq!(markdown_code(""), "");
        assert_eq!(markdown_block("a\n````\nb"), "`````text\na\n````\nb\n`````\n");
    }
}
