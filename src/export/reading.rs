//! How a file was read, as Markdown to be copied. Names and words of files never become markup.

use std::fmt::Write as _;

use super::escape::{markdown as escape, markdown_code as code};
use crate::view::report::ReportView;
use crate::view::words::length;

/// The whole report.
pub fn markdown(view: &ReportView) -> String {
    let mut out = format!("# How {} was read\n\n", code(&view.name));
    for (title, text) in view.facts.iter().chain(&view.carries) {
        let _ = writeln!(out, "* {title}: {}", escape(text));
    }
    if let Some(error) = &view.error {
        let _ = writeln!(out, "\nNot read: {}\n{}", escape(&error.in_words()), escape(&error.advice));
    }
    for group in &view.groups {
        let _ = writeln!(out, "\n## {} ({})\n", group.title, length(group.total));
        for line in &group.lines {
            let place = if line.place.is_empty() { String::new() } else { format!(" ({})", code(&line.place)) };
            let _ = writeln!(out, "* {}{place}", escape(&line.text));
        }
    }
    if !view.fills.is_empty() || !view.between.is_empty() {
        out.push_str("\n## Beside other files\n\n");
        for line in view.fills.iter().chain(view.between.iter().map(|(_, line)| line)) {
            let _ = writeln!(out, "* {}", escape(line));
        }
    }
    out
}
