//! The report as one HTML file: no script, nothing from elsewhere, light and dark, fit for print.
//!
//! Its policy forbids everything but its own style sheet. Its links lead within the page.

use std::fmt::Write as _;

use super::{COLUMNS, Report, TITLE, cells};
use crate::export::escape::html as escape;
use crate::export::page::begin;
use crate::view::licenses::FindingView;
use crate::view::words::{count, length};

const STYLE: &str = include_str!("html.css");

/// The whole report.
pub fn html(report: &Report) -> String {
    let mut out = begin(TITLE, STYLE);
    let _ = write!(out, "<p>Judged for: {}</p>\n<nav>\n<ul>\n", escape(&report.overview.judged_for));
    for (anchor, title) in [
        ("figures", "Figures"),
        ("findings", "Findings"),
        ("duties", "Duties"),
        ("vulnerabilities", "Known vulnerabilities"),
        ("hygiene", "Hygiene of lockfiles"),
        ("quality", "Quality of SBOMs"),
        ("components", "Components"),
        ("basis", "What this rests on"),
    ] {
        let _ = writeln!(out, "<li><a href=\"#{anchor}\">{title}</a></li>");
    }
    out.push_str("</ul>\n</nav>\n");
    figures(&mut out, report);
    findings(&mut out, report);
    duties(&mut out, report);
    super::html_quality::sections(&mut out, report);
    components(&mut out, report);
    out.push_str("<h2 id=\"basis\">What this rests on</h2>\n<ul>\n");
    for line in report.stamp.iter().map(String::as_str).chain(report.credits.iter().copied()) {
        let _ = writeln!(out, "<li>{}</li>", escape(line));
    }
    out.push_str("</ul>\n</body>\n</html>\n");
    out
}

fn figures(out: &mut String, report: &Report) {
    out.push_str("<h2 id=\"figures\">Figures</h2>\n<dl>\n");
    for stat in &report.overview.stats {
        let (title, value, note) = (escape(&stat.title), escape(&stat.value), escape(&stat.note));
        let _ = writeln!(out, "<dt>{title}</dt><dd>{value} <span class=\"quiet\">{note}</span></dd>");
    }
    for (verdict, number) in report.overview.verdicts.iter().filter(|(_, number)| *number > 0) {
        let _ = writeln!(out, "<dt>Components: {}</dt><dd>{}</dd>", verdict.title(), length(*number));
    }
    out.push_str("</dl>\n");
    for line in report.overview.not_looked_at.iter().chain(report.overview.between.iter().map(|(_, line)| line)) {
        let _ = writeln!(out, "<p>{}</p>", escape(line));
    }
}

fn findings(out: &mut String, report: &Report) {
    out.push_str("<h2 id=\"findings\">Findings</h2>\n");
    if report.licenses.groups.is_empty() {
        out.push_str("<p>None found in what was read</p>\n");
    }
    for group in &report.licenses.groups {
        let _ = writeln!(out, "<h3>{}</h3>\n<p class=\"quiet\">{}</p>", escape(&group.title), escape(&group.counts));
        for finding in &group.findings {
            one_finding(out, finding);
        }
        if group.more > 0 {
            let _ = writeln!(out, "<p>{} more not told here</p>", length(group.more));
        }
    }
}

fn one_finding(out: &mut String, finding: &FindingView) {
    let _ = writeln!(
        out,
        "<h4>{}, {}: {}</h4>\n<p>{}</p>\n<ul>",
        finding.severity.title(),
        finding.verdict.title(),
        escape(&finding.title),
        escape(&finding.reason)
    );
    for side in &finding.sides {
        let told = side.told(|text| escape(text).to_string());
        let _ = writeln!(out, "<li><strong>{}</strong>{told}</li>", escape(&side.link.label()));
    }
    let more = finding.more + finding.involved_total;
    if more > 0 {
        let _ = writeln!(out, "<li>and {} more</li>", length(more));
    }
    out.push_str("</ul>\n");
    if let Some(meeting) = &finding.meeting {
        let _ = writeln!(out, "<p>They meet at {}</p>", escape(&meeting.label()));
    }
    for change in &finding.changes {
        let _ = writeln!(out, "<p>What could change this: {}</p>", escape(change));
    }
    let _ = writeln!(out, "<p class=\"quiet\">Source: {}</p>", escape(&finding.source));
}

fn duties(out: &mut String, report: &Report) {
    let _ = writeln!(out, "<h2 id=\"duties\">Duties</h2>\n<p>{}</p>\n<dl>", escape(&report.duties.summary));
    for line in report.duties.lines.iter().chain(&report.duties.later) {
        let terms: Vec<String> = line.terms.iter().map(|(term, number)| format!("{term} ({number})")).collect();
        let (title, words, terms) = (escape(&line.title), escape(&line.words), escape(&terms.join(", ")));
        let _ = writeln!(out, "<dt>{title}</dt><dd>{words}<br><span class=\"quiet\">{terms}</span></dd>");
    }
    out.push_str("</dl>\n");
    for line in &report.duties.left_out {
        let _ = writeln!(out, "<p>Left out: {}</p>", escape(line));
    }
    let _ = writeln!(out, "<p class=\"quiet\">{}</p>", escape(&report.duties.credit));
}

fn components(out: &mut String, report: &Report) {
    let _ = writeln!(out, "<h2 id=\"components\">Components</h2>\n<p>{}</p>", count(report.total, "component"));
    if report.rows.len() < report.total {
        let _ = writeln!(out, "<p>The first {} stand here</p>", length(report.rows.len()));
    }
    out.push_str("<div class=\"wide\">\n<table>\n<thead>\n<tr>");
    for column in COLUMNS {
        let _ = write!(out, "<th scope=\"col\">{column}</th>");
    }
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    for row in &report.rows {
        out.push_str("<tr>");
        for cell in cells(row) {
            let _ = write!(out, "<td>{}</td>", escape(&cell));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
}
