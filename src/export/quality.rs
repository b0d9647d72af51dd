//! The quality of SBOMs as CSV and Markdown: one row for each element of each file, and one for each component without it.

use std::fmt::Write as _;

use super::csv::line as csv_line;
use super::escape::{markdown as plain, markdown_code as code};
use crate::view::facts::Facts;
use crate::view::quality::{self, QualityLine, QualityRequest, QualityView};
use crate::view::words::{Link, length};

const TITLE: &str = "Quality of SBOMs";
const COLUMNS: [&str; 10] =
    ["file", "profile", "element", "level", "state", "percent", "what was found", "component", "version", "what to do"];
/// Components named under one element in Markdown.
const MOST_NAMED: usize = 50;

/// Every SBOM by the same profile.
pub fn of_all(facts: &Facts, request: &QualityRequest) -> Vec<QualityView> {
    let of = |file: u32| quality::quality(facts, &QualityRequest { file: Some(file), draft: None, ..request.clone() });
    let files = quality::quality(facts, request).files;
    files.iter().map(|(file, _)| of(*file)).collect()
}

/// As CSV. No cell is a formula.
pub fn csv(facts: &Facts, views: &[QualityView], stamp: &[String]) -> String {
    let mut out = String::new();
    csv_line(&mut out, COLUMNS.into_iter());
    for view in views {
        for line in &view.lines {
            row(&mut out, view, line, None);
            for node in &line.missing {
                row(&mut out, view, line, Some(&Link::new(&facts.graph, &facts.judgement.components, *node)));
            }
        }
        for rule in &view.rules {
            let words = rule.words.join("; ");
            let cells = [file(view), "specification", &rule.rule, "required", &rule.state, "", &words, "", "", ""];
            csv_line(&mut out, cells.into_iter());
        }
        csv_line(&mut out, [format!("{}: {}. {}", file(view), view.score, view.label).as_str()].into_iter());
    }
    for text in stamp {
        csv_line(&mut out, [text.as_str()].into_iter());
    }
    out
}

fn row(out: &mut String, view: &QualityView, line: &QualityLine, link: Option<&Link>) {
    let percent = line.percent.map(|percent| percent.to_string()).unwrap_or_default();
    let state = if link.is_some() { "lacking" } else { &line.state };
    let (name, version) = link.map_or(("", ""), |link| (&link.name, &link.version));
    let cells = [
        file(view),
        profile(view),
        &line.title,
        level(line),
        state,
        if link.is_some() { "" } else { &percent },
        if link.is_some() { "" } else { &line.words },
        name,
        version,
        &line.repair,
    ];
    csv_line(out, cells.into_iter());
}

/// As Markdown.
pub fn markdown(views: &[QualityView], stamp: &[String]) -> String {
    let mut out = format!("# {TITLE}\n\n{}\n", section(views));
    for line in stamp {
        let _ = writeln!(out, "* {}", code(&crate::view::words::visible(line)));
    }
    out
}

/// What stands under the heading, here and in a report.
pub fn section(views: &[QualityView]) -> String {
    let mut out = String::new();
    if views.is_empty() {
        out.push_str("No SBOM is loaded\n\n");
    }
    for view in views {
        let _ = writeln!(out, "### {}\n\n{}\n\n{}\n", code(file(view)), code(&view.about), plain(&view.label));
        if let Some(link) = &view.link {
            let _ = writeln!(out, "{}\n", code(link.as_str()));
        }
        if !view.score.is_empty() {
            let _ = writeln!(out, "{}\n", plain(&view.score));
        }
        out.push_str("| Element | Level | State | What was found | What to do |\n| --- | --- | --- | --- | --- |\n");
        for line in &view.lines {
            let cells = [&line.title, level(line), &line.state, &line.words, &line.repair];
            // A bar ends a cell even inside code.
            let cells = cells.map(|cell| code(cell).replace('|', "\\|"));
            let _ = writeln!(out, "| {} |", cells.join(" | "));
        }
        out.push('\n');
        for line in view.lines.iter().filter(|line| !line.components.is_empty()) {
            let shown = line.components.iter().take(MOST_NAMED);
            let names: Vec<String> = shown.map(|link| code(&link.label())).collect();
            let more = match line.missing.len().saturating_sub(MOST_NAMED) {
                0 => String::new(),
                more => format!(" and {} more", length(more)),
            };
            let _ = writeln!(out, "* Without {}: {}{more}", code(&line.title), names.join(", "));
        }
        for rule in view.rules.iter().filter(|rule| rule.state != "nothing found") {
            let words: Vec<String> = rule.words.iter().map(|words| code(words)).collect();
            let _ = writeln!(out, "* {}, {}: {}", plain(&rule.rule), rule.state, words.join("; "));
        }
        out.push('\n');
    }
    out
}

fn file(view: &QualityView) -> &str {
    view.files.iter().find(|(id, _)| *id == view.file).map_or("", |(_, name)| name)
}

fn profile(view: &QualityView) -> &str {
    view.profiles.iter().find(|(id, _)| *id == view.profile).map_or(&view.label, |(_, title)| title)
}

fn level(line: &QualityLine) -> &'static str {
    if line.is_required { "required" } else { "recommended" }
}
