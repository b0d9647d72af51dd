//! The page on one component as Markdown, for a ticket or a review. What may hold text of files stands in code.

use std::fmt::Write as _;

use super::escape::{markdown as escaped, markdown_code};
use crate::view::evaluation::{EvaluationView, Named};
use crate::view::words::length;

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
        for Named { words, links, more } in &section.named {
            let names: Vec<String> = links.iter().map(|link| markdown_code(&link.label())).collect();
            let rest = if *more > 0 { format!(" and {} more", length(*more)) } else { String::new() };
            let _ = writeln!(out, "* {words}: {}{rest}", names.join(", "));
        }
        if !section.lines.is_empty() || !section.named.is_empty() {
            out.push('\n');
        }
    }
    let _ = writeln!(out, "{}", escaped(&view.remark));
    out
}
