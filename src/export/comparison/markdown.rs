//! The comparison as Markdown. What comes from files stands in code spans, so that none of it becomes markup or a link.

use std::fmt::Write as _;

use super::{COLUMNS, Said, TITLE, changes, counts, figure_words, remarks};
use crate::export::escape::{markdown as plain, markdown_code as code};
use crate::view::compare::{CauseView, CompareLine, CompareView, TopLine, TopList, shown_words};
use crate::view::words::{Link, length, visible};

/// The whole comparison.
pub fn markdown(view: &CompareView, stamp: &[String]) -> String {
    let mut out = format!(
        "# {TITLE}\n\nA: {}\n\nB: {}\n\nJudged for: {}. Each file is judged by itself\n\n## Figures\n\n",
        code(&view.before),
        code(&view.after),
        plain(&view.judged_for)
    );
    for figure in &view.figures {
        let note = if figure.note.is_empty() { String::new() } else { format!(" ({})", plain(&figure.note)) };
        let _ = writeln!(out, "* {}{note}", plain(&figure_words(figure)));
    }
    out.push('\n');
    for (title, list) in [
        ("New conflicts", &view.new_conflicts),
        ("Gone conflicts", &view.gone_conflicts),
        ("New duplicates", &view.new_duplicates),
    ] {
        top_list(&mut out, title, list);
    }
    let _ = writeln!(out, "## Why it changed\n\n{}\n", plain(&view.summary));
    for cause in &view.causes {
        one_cause(&mut out, cause);
    }
    let shown = shown_words(view.causes.len(), view.causes_total);
    if !shown.is_empty() {
        let _ = writeln!(out, "{shown} causes\n");
    }
    if !view.left_out.is_empty() {
        out.push_str("## Not compared\n\n");
        for line in &view.left_out {
            let _ = writeln!(out, "* {}", code(line));
        }
        out.push('\n');
    }
    out.push_str("## What this rests on\n\n");
    for line in stamp {
        let _ = writeln!(out, "* {}", code(&visible(line)));
    }
    out
}

fn top_list(out: &mut String, title: &str, list: &TopList) {
    if list.total == 0 {
        return;
    }
    let _ = writeln!(out, "## {title}\n");
    for line in &list.lines {
        let _ = writeln!(out, "* {}", top_line(line));
    }
    let shown = shown_words(list.lines.len(), list.total);
    if !shown.is_empty() {
        let _ = writeln!(out, "* {shown}");
    }
    out.push('\n');
}

fn top_line(line: &TopLine) -> String {
    let links: Vec<String> = line.links.iter().map(Link::label).map(|label| code(&label)).collect();
    let more = if line.more > 0 { format!(" and {} more", length(line.more)) } else { String::new() };
    let cause = if line.cause.is_empty() { String::new() } else { format!(", because of {}", code(&line.cause)) };
    format!("{}: {}{more}{}{cause}", code(&line.title), links.join(", "), remarks(line))
}

fn one_cause(out: &mut String, cause: &CauseView) {
    let versions = if cause.versions.is_empty() { String::new() } else { format!(" {}", code(&cause.versions)) };
    let _ = writeln!(out, "### {}{versions}\n", code(&cause.title));
    let _ = writeln!(out, "{}. {}. {}\n", plain(&cause.how), plain(&cause.outcome), counts(cause));
    let _ = writeln!(out, "| {} |\n|{}", COLUMNS.join(" | "), " --- |".repeat(COLUMNS.len()));
    for line in &cause.lines {
        let _ = writeln!(out, "| {} |", cells(line).join(" | "));
    }
    out.push('\n');
    if cause.more > 0 {
        let _ = writeln!(out, "{} more not told here: {}\n", length(cause.more), plain(&cause.more_words));
    }
}

fn cells(line: &CompareLine) -> [String; 5] {
    let said = |said: &Said| match said {
        Said::Words(words) => plain(words),
        Said::Text(text) => code(text),
    };
    let parts = changes(line);
    let parts: Vec<String> = parts.iter().map(|part| part.iter().map(said).collect::<Vec<_>>().join(" ")).collect();
    let cells = [
        format!("{} {}", line.tone.sign(), line.tone.title()),
        code(&line.link.name),
        code(&line.versions()),
        line.link.verdict.title().to_owned(),
        parts.join("; "),
    ];
    // A bar ends a cell even inside code.
    cells.map(|cell| cell.replace('|', "\\|"))
}
