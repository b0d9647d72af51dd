//! The comparison as one HTML file: no script, nothing from elsewhere, light and dark, fit for print.

use std::fmt::Write as _;

use super::{COLUMNS, Said, TITLE, changes, counts, figure_words, remarks};
use crate::export::escape::html as escape;
use crate::export::page::begin;
use crate::view::compare::{CauseView, CompareLine, CompareView, TopLine, TopList, shown_words};
use crate::view::words::{Link, length, visible};

const STYLE: &str = include_str!("html.css");

/// The whole comparison.
pub fn html(view: &CompareView, stamp: &[String]) -> String {
    let mut out = begin(TITLE, STYLE);
    let (before, after, judged_for) = (escape(&view.before), escape(&view.after), escape(&view.judged_for));
    let _ = writeln!(
        out,
        "<p>A: {before}<br>B: {after}</p>\n<p>Judged for: {judged_for}. Each file is judged by itself</p>"
    );
    out.push_str("<h2>Figures</h2>\n<ul>\n");
    for figure in &view.figures {
        let note = if figure.note.is_empty() {
            String::new()
        } else {
            format!(" <span class=\"quiet\">{}</span>", escape(&figure.note))
        };
        let _ = writeln!(out, "<li>{}{note}</li>", escape(&figure_words(figure)));
    }
    out.push_str("</ul>\n");
    for (title, list) in [
        ("New conflicts", &view.new_conflicts),
        ("Gone conflicts", &view.gone_conflicts),
        ("New duplicates", &view.new_duplicates),
    ] {
        top_list(&mut out, title, list);
    }
    let _ = writeln!(out, "<h2>Why it changed</h2>\n<p>{}</p>", escape(&view.summary));
    for cause in &view.causes {
        one_cause(&mut out, cause);
    }
    let shown = shown_words(view.causes.len(), view.causes_total);
    if !shown.is_empty() {
        let _ = writeln!(out, "<p>{shown} causes</p>");
    }
    if !view.left_out.is_empty() {
        out.push_str("<h2>Not compared</h2>\n<ul>\n");
        for line in &view.left_out {
            let _ = writeln!(out, "<li>{}</li>", escape(line));
        }
        out.push_str("</ul>\n");
    }
    out.push_str("<h2>What this rests on</h2>\n<ul>\n");
    for line in stamp {
        let _ = writeln!(out, "<li>{}</li>", escape(&visible(line)));
    }
    out.push_str("</ul>\n</body>\n</html>\n");
    out
}

fn top_list(out: &mut String, title: &str, list: &TopList) {
    if list.total == 0 {
        return;
    }
    let _ = writeln!(out, "<h2>{title}</h2>\n<ul>");
    for line in &list.lines {
        let _ = writeln!(out, "<li>{}</li>", top_line(line));
    }
    let shown = shown_words(list.lines.len(), list.total);
    if !shown.is_empty() {
        let _ = writeln!(out, "<li>{shown}</li>");
    }
    out.push_str("</ul>\n");
}

fn top_line(line: &TopLine) -> String {
    let links: Vec<String> = line.links.iter().map(Link::label).map(|label| escape(&label)).collect();
    let more = if line.more > 0 { format!(" and {} more", length(line.more)) } else { String::new() };
    let cause = if line.cause.is_empty() { String::new() } else { format!(", because of {}", escape(&line.cause)) };
    format!("<strong>{}</strong>: {}{more}{}{cause}", escape(&line.title), links.join(", "), remarks(line))
}

fn one_cause(out: &mut String, cause: &CauseView) {
    let (title, versions) = (escape(&cause.title), escape(&cause.versions));
    let (how, outcome) = (escape(&cause.how), escape(&cause.outcome));
    let _ = writeln!(out, "<h3>{title} {versions}</h3>\n<p class=\"quiet\">{how}. {outcome}. {}</p>", counts(cause));
    out.push_str("<div class=\"wide\">\n<table>\n<thead>\n<tr>");
    for column in COLUMNS {
        let _ = write!(out, "<th scope=\"col\">{column}</th>");
    }
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    for line in &cause.lines {
        row(out, line);
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
    if cause.more > 0 {
        let _ = writeln!(out, "<p>{} more not told here: {}</p>", length(cause.more), escape(&cause.more_words));
    }
}

fn row(out: &mut String, line: &CompareLine) {
    let said = |said: &Said| match said {
        Said::Words(words) => escape(words),
        Said::Text(text) => format!("<code>{}</code>", escape(text)),
    };
    let parts = changes(line);
    let parts: Vec<String> = parts.iter().map(|part| part.iter().map(said).collect::<Vec<_>>().join(" ")).collect();
    let (sign, title) = (line.tone.sign(), line.tone.title());
    let (name, versions) = (escape(&line.link.name), escape(&line.versions()));
    let _ = writeln!(
        out,
        "<tr><td>{sign} {title}</td><td>{name}</td><td>{versions}</td><td>{}</td><td>{}</td></tr>",
        line.link.verdict.title(),
        parts.join("; ")
    );
}
