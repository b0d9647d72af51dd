//! What to say about a file that no format claims: what it looks like and what to do.

use super::support::json;
use super::support::sketch::Sketch;
use super::{Input, all, unsupported};
use crate::model::ReadError;

/// The error for a file that no format recognises.
pub(super) fn explain(input: &Input) -> ReadError {
    if let Some((title, advice)) = unsupported::recognise(input) {
        let message = format!("This is {title}; this version of Lockscope does not read it");
        return ReadError::new("unsupported-format", message, None, advice);
    }
    let Some(sketch) = input.sketch() else {
        return unknown(input, &describe_text(&input.text));
    };
    match json::parse(&input.text) {
        Err(_) if has_section_line(&input.text) => unknown(input, &describe_text(&input.text)),
        Err(error) => error,
        Ok(_) => unknown(input, &describe_json(sketch)),
    }
}

/// `[package]` begins TOML, although a JSON list begins with a bracket too.
fn has_section_line(text: &str) -> bool {
    let first = first_line(text);
    let name = first.trim_matches(['[', ']']);
    let is_name = |character: char| character.is_alphanumeric() || "._- \"".contains(character);
    first.starts_with('[') && first.ends_with(']') && !name.is_empty() && name.chars().all(is_name)
}

/// The first line that is neither blank nor a comment.
fn first_line(text: &str) -> &str {
    let mut lines = text.lines().map(str::trim);
    lines.find(|line| !line.is_empty() && !line.starts_with('#')).unwrap_or("")
}

fn unknown(input: &Input, looks_like: &str) -> ReadError {
    let named = all().iter().find(|format| format.has_name(input.file_name()));
    let advice = match named {
        Some(format) => format!("The name is that of {}, the content is not: check what wrote the file", format.title),
        None => "Drop a lockfile or an SBOM; the list of formats says which".to_owned(),
    };
    ReadError::new("unknown-format", format!("No lockfile or SBOM that Lockscope knows: {looks_like}"), None, advice)
}

fn describe_json(sketch: &Sketch) -> String {
    match sketch {
        Sketch::Object(entries) if entries.is_empty() => "a JSON object without keys".to_owned(),
        Sketch::Object(entries) => format!("a JSON object with the {}", keys(entries)),
        Sketch::List(Some(first)) => match first.as_ref() {
            Sketch::Object(entries) if !entries.is_empty() => {
                format!("a JSON list of objects with the {}", keys(entries))
            }
            _ => "a JSON list".to_owned(),
        },
        Sketch::List(None) => "an empty JSON list".to_owned(),
        Sketch::Text(_) | Sketch::Word(_) => "a single JSON value".to_owned(),
    }
}

fn keys(entries: &[(String, Sketch)]) -> String {
    const SHOWN: usize = 6;
    let names: Vec<&str> = entries.iter().take(SHOWN).map(|(name, _)| name.as_str()).collect();
    let more = if entries.len() > SHOWN { ", …" } else { "" };
    let word = if entries.len() == 1 { "key" } else { "keys" };
    format!("{word} {}{more}", names.join(", "))
}

fn describe_text(text: &str) -> String {
    let first = first_line(text);
    let shown: String = first.chars().take(60).collect();
    let kind = if first.starts_with("<!DOCTYPE html") || first.starts_with("<html") {
        "a web page; perhaps a sign-in page was saved instead of the file"
    } else if first.starts_with('<') {
        "XML"
    } else if first.starts_with('[') {
        "TOML or text"
    } else if first == "---" || looks_like_yaml(text) {
        "YAML or text"
    } else {
        "text"
    };
    format!("{kind}, beginning \"{shown}\"")
}

fn looks_like_yaml(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let is_key = |line: &str| {
        let key = line.split(':').next().unwrap_or("");
        line.contains(':') && !key.is_empty() && !key.contains(' ') && !line.starts_with(' ')
    };
    lines.next().is_some_and(is_key)
}
