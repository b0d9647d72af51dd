//! The report as Markdown. What comes from files stands in code spans, so that none of it becomes markup or a link.

use std::fmt::Write as _;

use super::{COLUMNS, Report, TITLE, cells};
use crate::export::escape::{markdown as plain, markdown_code as code};
use crate::export::{hygiene, quality, vulnerabilities};
use crate::view::licenses::FindingView;
use crate::view::words::{count, length};

/// The whole report.
pub fn markdown(report: &Report) -> String {
    let mut out = format!("# {TITLE}\n\nJudged for: {}\n\n## Figures\n\n", plain(&report.overview.judged_for));
    for stat in &report.overview.stats {
        let _ = writeln!(out, "* {}: {} {}", plain(&stat.title), code(&stat.value), code(&stat.note));
    }
    for (verdict, number) in report.overview.verdicts.iter().filter(|(_, number)| *number > 0) {
        let _ = writeln!(out, "* Components, {}: {}", verdict.title(), length(*number));
    }
    out.push('\n');
    for line in report.overview.not_looked_at.iter().chain(report.overview.between.iter().map(|(_, line)| line)) {
        let _ = writeln!(out, "{}\n", code(line));
    }
    out.push_str("## Findings\n\n");
    if report.licenses.groups.is_empty() {
        out.push_str("None found in what was read\n\n");
    }
    for group in &report.licenses.groups {
        let _ = writeln!(out, "### {}\n\n{}\n", code(&group.title), plain(&group.counts));
        for finding in &group.findings {
            one_finding(&mut out, finding);
        }
        if group.more > 0 {
            let _ = writeln!(out, "{} more not told here\n", length(group.more));
        }
    }
    let _ = writeln!(out, "## Duties\n\n{}\n", plain(&report.duties.summary));
    for line in report.duties.lines.iter().chain(&report.duties.later) {
        let terms: Vec<String> = line.terms.iter().map(|(term, number)| format!("{} ({number})", code(term))).collect();
        let _ = writeln!(out, "* {}: {}. {}", plain(&line.title), plain(&line.words), terms.join(", "));
    }
    for line in &report.duties.left_out {
        let _ = writeln!(out, "* Left out: {}", plain(line));
    }
    let _ = writeln!(out, "\n## Known vulnerabilities\n\n{}", vulnerabilities::section(&report.vulnerabilities));
    let _ = writeln!(out, "## Hygiene of lockfiles\n\n{}", hygiene::section(&report.hygiene));
    let _ = writeln!(out, "## Quality of SBOMs\n\n{}", quality::section(&report.quality));
    let _ = writeln!(out, "## Components\n\n{}\n", count(report.total, "component"));
    if report.rows.len() < report.total {
        let _ = writeln!(out, "The first {} stand here\n", length(report.rows.len()));
    }
    let _ = writeln!(out, "| {} |\n|{}", COLUMNS.join(" | "), " --- |".repeat(COLUMNS.len()));
    for row in &report.rows {
        // A bar ends a cell even inside code.
        let cells = cells(row).map(|cell| code(&cell).replace('|', "\\|"));
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    out.push_str("\n## What this rests on\n\n");
    for line in report.stamp.iter().map(String::as_str).chain(report.credits.iter().copied()) {
        let _ = writeln!(out, "* {}", code(line));
    }
    out
}

fn one_finding(out: &mut String, finding: &FindingView) {
    let (severity, verdict) = (finding.severity.title(), finding.verdict.title());
    let _ = writeln!(out, "#### {severity}, {verdict}: {}\n\n{}\n", code(&finding.title), code(&finding.reason));
    for side in &finding.sides {
        let _ = writeln!(out, "* {}{}", code(&side.link.label()), side.told(code));
    }
    let more = finding.more + finding.involved_total;
    if more > 0 {
        let _ = writeln!(out, "* and {} more", length(more));
    }
    out.push('\n');
    if let Some(meeting) = &finding.meeting {
        let _ = writeln!(out, "They meet at {}\n", code(&meeting.label()));
    }
    for change in &finding.changes {
        let _ = writeln!(out, "What could change this: {}\n", code(change));
    }
    let _ = writeln!(out, "Source: {}\n", code(&finding.source));
}
