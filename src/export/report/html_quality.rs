//! The sections on vulnerabilities, hygiene and the quality of SBOMs, as HTML.

use std::fmt::Write as _;

use super::Report;
use crate::export::escape::html as escape;
use crate::view::words::{Link, length, list};

/// Components named under one entry.
const MOST_NAMED: usize = 50;

/// The three sections; their anchors are `vulnerabilities`, `hygiene` and `quality`.
pub fn sections(out: &mut String, report: &Report) {
    vulnerabilities(out, report);
    hygiene(out, report);
    quality(out, report);
}

fn heading(out: &mut String, anchor: &str, title: &str, summary: &str) {
    let _ = writeln!(out, "<h2 id=\"{anchor}\">{title}</h2>\n<p>{}</p>", escape(summary));
}

fn table(out: &mut String, columns: &[&str], rows: impl Iterator<Item = Vec<String>>) {
    out.push_str("<div class=\"wide\">\n<table>\n<thead>\n<tr>");
    columns.iter().for_each(|column| _ = write!(out, "<th scope=\"col\">{column}</th>"));
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    for row in rows {
        out.push_str("<tr>");
        row.iter().for_each(|cell| _ = write!(out, "<td>{}</td>", escape(cell)));
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
}

fn vulnerabilities(out: &mut String, report: &Report) {
    let found = &report.vulnerabilities;
    heading(out, "vulnerabilities", "Known vulnerabilities", &found.summary);
    if !found.lines.is_empty() {
        let rows = found.lines.iter().flat_map(|line| {
            line.components.iter().map(|affected| {
                let severity = format!("{} {}", line.severity, line.score);
                let ids: Vec<&str> = std::iter::once(&line.id).chain(&line.aliases).map(String::as_str).collect();
                let mut words = affected.words.clone();
                words.extend([affected.fixed.clone()].into_iter().filter(|fixed| !fixed.is_empty()));
                let label = affected.link.label();
                vec![severity, ids.join(" "), label, affected.state.clone(), words.join("; "), line.summary.clone()]
            })
        });
        table(out, &["Severity", "Vulnerability", "Component", "State", "Who says so", "About"], rows);
    }
    for remark in found.remarks() {
        let _ = writeln!(out, "<p class=\"quiet\">{}</p>", escape(&remark));
    }
}

fn hygiene(out: &mut String, report: &Report) {
    let found = &report.hygiene;
    heading(out, "hygiene", "Hygiene of lockfiles", &found.summary);
    if !found.lines.is_empty() {
        let rows = found.lines.iter().map(|line| {
            let labels: Vec<String> = line.components.iter().map(|(link, _)| link.label()).collect();
            let title = match line.about.as_str() {
                "" => line.title.clone(),
                about => format!("{}: {about}", line.title),
            };
            vec![line.severity.clone(), title, line.file.clone(), list(&labels, MOST_NAMED), line.advice.clone()]
        });
        table(out, &["Severity", "Finding", "File", "Components", "What to do"], rows);
    }
    for words in &found.unchecked {
        let _ = writeln!(out, "<p class=\"quiet\">{}</p>", escape(words));
    }
}

fn quality(out: &mut String, report: &Report) {
    let summary = if report.quality.is_empty() { "No SBOM is loaded" } else { "Coverage first, the score second" };
    heading(out, "quality", "Quality of SBOMs", summary);
    for view in &report.quality {
        let name = view.files.iter().find(|(id, _)| *id == view.file).map_or("", |(_, name)| name);
        let _ = writeln!(out, "<h3>{}</h3>\n<p class=\"quiet\">{}</p>", escape(name), escape(&view.about));
        let _ = writeln!(out, "<p>{}. {}</p>", escape(&view.label), escape(&view.score));
        let rows = view.lines.iter().map(|line| {
            let level = if line.is_required { "required" } else { "recommended" };
            let names: Vec<String> = line.components.iter().map(Link::label).collect();
            let more = line.missing.len().saturating_sub(names.len());
            let more = if more > 0 { format!(" (and {} more)", length(more)) } else { String::new() };
            let lacking = format!("{}{more}", list(&names, MOST_NAMED));
            vec![
                line.title.clone(),
                level.to_owned(),
                line.state.clone(),
                line.words.clone(),
                lacking,
                line.repair.clone(),
            ]
        });
        table(out, &["Element", "Level", "State", "What was found", "Without it", "What to do"], rows);
        for rule in view.rules.iter().filter(|rule| rule.state != "nothing found") {
            let words = format!("{}, {}: {}", rule.rule, rule.state, rule.words.join("; "));
            let _ = writeln!(out, "<p class=\"quiet\">{}</p>", escape(&words));
        }
    }
}
