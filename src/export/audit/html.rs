//! The audit table as one HTML file: no script, nothing from elsewhere, light and dark, fit for print.
//!
//! Its policy forbids everything but its own style sheet. It holds no link.

use std::fmt::Write as _;

use super::{Audit, TITLE};
use crate::export::escape::html as escape;
use crate::export::page::begin;
use crate::view::audit::AUDIT_COLUMNS;

const STYLE: &str = include_str!("html.css");

/// One table, then what it rests on.
pub fn html(audit: &Audit) -> String {
    let mut out = begin(TITLE, STYLE);
    let _ = write!(out, "<p>{}</p>\n<table>\n<thead>\n<tr>", escape(&audit.counts));
    for column in AUDIT_COLUMNS {
        let _ = write!(out, "<th scope=\"col\">{column}</th>");
    }
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    for row in &audit.rows {
        out.push_str("<tr>");
        for cell in row {
            let _ = write!(out, "<td>{}</td>", escape(cell));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n<h2>What this rests on</h2>\n<ul>\n");
    for text in &audit.stamp {
        let _ = writeln!(out, "<li>{}</li>", escape(text));
    }
    out.push_str("</ul>\n</body>\n</html>\n");
    out
}
