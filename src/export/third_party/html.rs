//! The third-party list as one HTML file: no script, nothing from elsewhere, light and dark, fit for print.
//!
//! Its policy forbids everything but its own style sheet. Links lead to `http` and `https` addresses only.

use std::fmt::Write;

use super::{NO_COPYRIGHT, TITLE, facts};
use crate::export::escape::html as escape;
use crate::export::page::begin;
use crate::view::third_party::{Entry, LicenseGroup, ThirdPartyView};
use crate::view::words::length;

const STYLE: &str = include_str!("html.css");

/// The list.
pub fn html(view: &ThirdPartyView) -> String {
    let mut out = begin(TITLE, STYLE);
    let _ = writeln!(out, "<p>{}</p>", escape(&view.summary));
    for line in &view.left_out {
        let _ = writeln!(out, "<p>Left out: {}</p>", escape(line));
    }
    let _ = writeln!(out, "<p>{}</p>", escape(&view.notice));
    out.push_str("<nav>\n<h2>Licences</h2>\n<ul>\n");
    for (position, group) in view.licenses.iter().enumerate() {
        let license = escape(&group.license);
        let _ = writeln!(out, "<li><a href=\"#l{position}\">{license}</a> {}</li>", length(group.used_by.len()));
    }
    out.push_str("</ul>\n<p><a href=\"#gaps\">Gaps</a></p>\n</nav>\n<h2>Components</h2>\n");
    for (position, entry) in view.entries.iter().enumerate() {
        component(&mut out, view, entry, position);
    }
    out.push_str("<h2>Licence texts</h2>\n");
    for (position, group) in view.licenses.iter().enumerate() {
        license(&mut out, view, group, position);
    }
    out.push_str("<h2 id=\"gaps\">Gaps</h2>\n");
    if view.gaps.is_empty() {
        out.push_str("<p>None found</p>\n");
    }
    for gap in &view.gaps {
        let _ = writeln!(out, "<h3>{}: {}</h3>", escape(&gap.title), length(gap.entries.len()));
        links(&mut out, view, &gap.entries);
    }
    out.push_str("<h2>About this list</h2>\n<ul>\n");
    for line in view.stamp.iter().chain(&view.credits) {
        let _ = writeln!(out, "<li>{}</li>", escape(line));
    }
    out.push_str("</ul>\n</body>\n</html>\n");
    out
}

fn component(out: &mut String, view: &ThirdPartyView, entry: &Entry, position: usize) {
    let _ = writeln!(out, "<section id=\"c{position}\">\n<h3>{}</h3>\n<dl>", escape(&entry.label()));
    for (title, text) in facts(entry) {
        let _ = writeln!(out, "<dt>{title}</dt><dd>{}</dd>", escape(&text));
    }
    if let Some(source) = &entry.source {
        let address = escape(source.as_str());
        let _ = writeln!(out, "<dt>Source</dt><dd><a href=\"{address}\" rel=\"noreferrer\">{address}</a></dd>");
    }
    out.push_str("<dt>Copyright</dt>");
    match entry.copyright.as_slice() {
        [] => _ = writeln!(out, "<dd>{NO_COPYRIGHT}</dd>"),
        lines => lines.iter().for_each(|line| _ = writeln!(out, "<dd>{}</dd>", escape(line))),
    }
    let texts = entry.licenses.iter().filter_map(|at| Some((at, view.licenses.get(*at)?)));
    let texts: Vec<String> =
        texts.map(|(at, group)| format!("<a href=\"#l{at}\">{}</a>", escape(&group.license))).collect();
    if !texts.is_empty() {
        let _ = writeln!(out, "<dt>Licence text</dt><dd>{}</dd>", texts.join(", "));
    }
    out.push_str("</dl>\n</section>\n");
}

fn license(out: &mut String, view: &ThirdPartyView, group: &LicenseGroup, position: usize) {
    let _ = writeln!(out, "<section id=\"l{position}\">\n<h3>{}</h3>", escape(&group.license));
    if !group.full_name.is_empty() {
        let _ = writeln!(out, "<p>{}</p>", escape(&group.full_name));
    }
    let _ = writeln!(out, "<p>{}</p>\n<p>Used by</p>", group.origin.words());
    links(out, view, &group.used_by);
    if !group.text.is_empty() {
        // A line end right after the tag would be swallowed.
        let _ = writeln!(out, "<pre>\n{}</pre>", escape(&group.text));
    }
    out.push_str("</section>\n");
}

fn links(out: &mut String, view: &ThirdPartyView, positions: &[usize]) {
    out.push_str("<ul>\n");
    for position in positions {
        if let Some(entry) = view.entries.get(*position) {
            let _ = writeln!(out, "<li><a href=\"#c{position}\">{}</a></li>", escape(&entry.label()));
        }
    }
    out.push_str("</ul>\n");
}
