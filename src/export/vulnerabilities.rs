//! Known vulnerabilities as CSV and Markdown: one row for each component that each is in, then what was not checked.

use std::fmt::Write as _;

use super::csv::line as csv_line;
use super::escape::{markdown as plain, markdown_code as code};
use crate::view::facts::Facts;
use crate::view::vulnerabilities::{self, SourceLine, VulnerabilitiesRequest, VulnerabilityLine};
use crate::view::words::count;

const TITLE: &str = "Known vulnerabilities";
const COLUMNS: [&str; 12] = [
    "id",
    "other ids",
    "severity",
    "score",
    "stated rating",
    "state",
    "component",
    "version",
    "package URL",
    "fixed in",
    "who says so",
    "summary",
];

/// Everything there is to say, ready to write.
pub struct Vulnerabilities {
    pub summary: String,
    pub lines: Vec<VulnerabilityLine>,
    /// Why components were not checked.
    pub unchecked: Vec<(String, usize)>,
    pub sources: Vec<SourceLine>,
}

impl Vulnerabilities {
    pub fn new(facts: &Facts) -> Self {
        let view = vulnerabilities::view(facts, &VulnerabilitiesRequest::default());
        Self {
            summary: view.summary,
            lines: vulnerabilities::all_lines(facts),
            unchecked: view.unchecked,
            sources: view.sources,
        }
    }

    /// What was not checked and what was looked at, a sentence a line.
    pub fn remarks(&self) -> Vec<String> {
        let unchecked =
            self.unchecked.iter().map(|(why, number)| format!("Not checked: {}. {why}", count(*number, "component")));
        let sources = self.sources.iter().map(|source| format!("{}, {}: {}", source.name, source.date, source.words));
        let sources = sources.map(|words| format!("Looked at: {words}"));
        unchecked.chain(sources).collect()
    }
}

/// As CSV. No cell is a formula.
pub fn csv(found: &Vulnerabilities, stamp: &[String]) -> String {
    let mut out = String::new();
    csv_line(&mut out, COLUMNS.into_iter());
    for line in &found.lines {
        let aliases = line.aliases.join(" ");
        for affected in &line.components {
            let says = affected.words.join("; ");
            let cells = [
                &line.id,
                &aliases,
                &line.severity,
                &line.score,
                &line.rating,
                &affected.state,
                &affected.link.name,
                &affected.link.version,
                &affected.package_url,
                affected.fixed.strip_prefix("fixed in ").unwrap_or(&affected.fixed),
                &says,
                &line.summary,
            ];
            csv_line(&mut out, cells.into_iter());
        }
    }
    for text in [&found.summary].into_iter().chain(&found.remarks()).chain(stamp) {
        csv_line(&mut out, [text.as_str()].into_iter());
    }
    out
}

/// As Markdown.
pub fn markdown(found: &Vulnerabilities, stamp: &[String]) -> String {
    let mut out = format!("# {TITLE}\n\n{}\n", section(found));
    for line in stamp {
        let _ = writeln!(out, "* {}", code(&crate::view::words::visible(line)));
    }
    out
}

/// What stands under the heading, here and in a report.
pub fn section(found: &Vulnerabilities) -> String {
    let mut out = format!("{}\n\n", plain(&found.summary));
    for line in &found.lines {
        let score = if line.score.is_empty() { String::new() } else { format!(" {}", line.score) };
        let ids: Vec<String> = std::iter::once(&line.id).chain(&line.aliases).map(|id| code(id)).collect();
        let _ = writeln!(
            out,
            "### {}\n\n{}{score}, {}. {}\n",
            ids.join(" "),
            line.severity,
            line.state,
            code(&line.summary)
        );
        for affected in &line.components {
            let mut words = affected.words.clone();
            words.extend([affected.fixed.clone()].into_iter().filter(|fixed| !fixed.is_empty()));
            let words: Vec<String> = words.iter().map(|words| code(words)).collect();
            let _ = writeln!(out, "* {} {}: {}", code(&affected.link.label()), affected.state, words.join("; "));
        }
        out.push('\n');
    }
    for remark in found.remarks() {
        let _ = writeln!(out, "* {}", code(&remark));
    }
    out
}
