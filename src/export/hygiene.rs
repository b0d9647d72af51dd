//! Hygiene of lockfiles as CSV and Markdown: one row for each component of each finding, then what was not checked.

use std::fmt::Write as _;

use super::csv::line as csv_line;
use super::escape::{markdown as plain, markdown_code as code};
use crate::view::facts::Facts;
use crate::view::hygiene::{self, HygieneLine};
use crate::view::words::length;

const TITLE: &str = "Hygiene of lockfiles";
const COLUMNS: [&str; 10] =
    ["severity", "kind", "finding", "file", "about", "component", "version", "place", "reason", "what to do"];
/// Components named under one finding in Markdown.
const MOST_NAMED: usize = 50;

/// Everything that was found, ready to write.
pub struct Hygiene {
    pub summary: String,
    pub lines: Vec<HygieneLine>,
    pub unchecked: Vec<String>,
}

impl Hygiene {
    pub fn new(facts: &Facts) -> Self {
        Self {
            summary: hygiene::summary(facts),
            lines: hygiene::all_lines(facts),
            unchecked: hygiene::unchecked(facts),
        }
    }
}

/// As CSV. No cell is a formula.
pub fn csv(found: &Hygiene, stamp: &[String]) -> String {
    let mut out = String::new();
    csv_line(&mut out, COLUMNS.into_iter());
    for line in &found.lines {
        for (link, place) in &line.components {
            let cells = [
                &line.severity,
                &line.kind,
                &line.title,
                &line.file,
                &line.about,
                &link.name,
                &link.version,
                place,
                &line.reason,
                &line.advice,
            ];
            csv_line(&mut out, cells.into_iter().map(String::as_str));
        }
    }
    for text in [&found.summary].into_iter().chain(&found.unchecked).chain(stamp) {
        csv_line(&mut out, [text.as_str()].into_iter());
    }
    out
}

/// As Markdown.
pub fn markdown(found: &Hygiene, stamp: &[String]) -> String {
    let mut out = format!("# {TITLE}\n\n{}\n", section(found));
    for line in stamp {
        let _ = writeln!(out, "* {}", code(&crate::view::words::visible(line)));
    }
    out
}

/// What stands under the heading, here and in a report.
pub fn section(found: &Hygiene) -> String {
    let mut out = format!("{}\n\n", plain(&found.summary));
    for line in &found.lines {
        let _ = writeln!(out, "### {}: {}\n", line.severity, line.title);
        let about: Vec<String> =
            [&line.file, &line.about].into_iter().filter(|part| !part.is_empty()).map(|part| code(part)).collect();
        let _ = writeln!(out, "{}\n\n{}. {}\n", about.join(", "), code(&line.reason), line.advice);
        for (link, place) in line.components.iter().take(MOST_NAMED) {
            let _ = writeln!(out, "* {} {}", code(&link.label()), code(place));
        }
        if line.components.len() > MOST_NAMED {
            let _ = writeln!(out, "* and {} more", length(line.components.len() - MOST_NAMED));
        }
        out.push('\n');
    }
    for words in &found.unchecked {
        let _ = writeln!(out, "* {}", code(words));
    }
    out
}
