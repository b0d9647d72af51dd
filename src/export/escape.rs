//! One escaping function for each output language. What they are given has hidden characters written out already.

use std::fmt::Write;

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
        assert_eq!(markdown("[a](x:y)\n@b www.c"), "&#91;a&#93;&#40;x&#58;y&#41; &#64;b www&#46;c");
        assert_eq!(markdown_code("a`b``c\n# d"), "```a`b``c # d```");
        assert_eq!(markdown_code("`a"), "`` `a ``");
        assert_eq!(markdown_code(""), "");
        assert_eq!(markdown_block("a\n````\nb"), "`````text\na\n````\nb\n`````\n");
    }
}
