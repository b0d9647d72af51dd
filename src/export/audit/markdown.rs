//! The audit table as Markdown. What comes from files stands in code spans, bars escaped as tables need it.

use std::fmt::Write as _;

use super::{Audit, TITLE};
use crate::export::escape::{markdown as escape, markdown_code};
use crate::view::audit::AUDIT_COLUMNS;

/// One table, then what it rests on.
pub fn markdown(audit: &Audit) -> String {
    let mut out = format!("# {TITLE}\n\n{}\n\n| {} |\n|", escape(&audit.counts), AUDIT_COLUMNS.join(" | "));
    out.push_str(&"---|".repeat(AUDIT_COLUMNS.len()));
    out.push('\n');
    for row in &audit.rows {
        let cells: Vec<String> = row.iter().map(|cell| markdown_code(cell).replace('|', "\\|")).collect();
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    out.push('\n');
    for text in &audit.stamp {
        let _ = writeln!(out, "* {}", markdown_code(text));
    }
    out
}
