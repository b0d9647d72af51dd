//! The page on one component as Markdown, for a ticket or a review. What may hold text of files stands in code.

use std::fmt::Write as _;

use super::escape::{markdown as escaped, markdown_code};
use crate::view::evaluation::EvaluationView;

/// The page as Markdown.
pub fn markdown(view: &EvaluationView) -> String {
    let mut out = format!("## {}\n\n", markdown_code(&view.link.label()));
    if !view.package_url.is_empty() {
        let _ = writeln!(out, "{}\n", markdown_code(&view.package_url));
    }
    let _ = writeln!(out, "{}\n", escaped(&view.about));
    for section in &view.sections {
        let _ = writeln!(out, "**{}**: {}\n", section.title, markdown_code(&section.answer));
        for line in &section.lines {
            let _ = writeln!(out, "* {}", markdown_code(line));
        }
        if !section.lines.is_empty() {
            out.push('\n');
        }
    }
    let _ = writeln!(out, "{}", escaped(&view.remark));
    out
}
