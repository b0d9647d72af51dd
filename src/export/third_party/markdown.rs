//! The third-party list as Markdown. What comes from files stands in code spans and blocks.

use std::fmt::Write;

use super::{NO_COPYRIGHT, TITLE, facts, labels};
use crate::export::escape::{markdown as escape, markdown_block, markdown_code};
use crate::view::third_party::ThirdPartyView;
use crate::view::words::length;

/// The list.
pub fn markdown(view: &ThirdPartyView) -> String {
    let mut out = format!("# {TITLE}\n\n{}\n", view.summary);
    for line in &view.left_out {
        let _ = writeln!(out, "\nLeft out: {line}");
    }
    let _ = writeln!(out, "\n{}\n\n## Licences\n", escape(&view.notice));
    for group in &view.licenses {
        let _ = writeln!(out, "* {}: {}", markdown_code(&group.license), length(group.used_by.len()));
    }
    out.push_str("\n## Components\n");
    for entry in &view.entries {
        let _ = writeln!(out, "\n### {}\n", markdown_code(&entry.label()));
        for (title, text) in facts(entry) {
            let _ = writeln!(out, "* {title}: {}", markdown_code(&text));
        }
        if let Some(source) = &entry.source {
            let _ = writeln!(out, "* Source: <{source}>");
        }
        match entry.copyright.as_slice() {
            [] => _ = writeln!(out, "* Copyright: {NO_COPYRIGHT}"),
            lines => lines.iter().for_each(|line| _ = writeln!(out, "* Copyright: {}", markdown_code(line))),
        }
    }
    out.push_str("\n## Licence texts\n");
    for group in &view.licenses {
        let _ = writeln!(out, "\n### {}\n", markdown_code(&group.license));
        if !group.full_name.is_empty() {
            let _ = writeln!(out, "{}\n", escape(&group.full_name));
        }
        let _ = writeln!(out, "{}\n\nUsed by:\n", escape(group.origin.words()));
        for label in labels(view, &group.used_by) {
            let _ = writeln!(out, "* {}", markdown_code(&label));
        }
        if !group.text.is_empty() {
            let _ = write!(out, "\n{}", markdown_block(&group.text));
        }
    }
    out.push_str("\n## Gaps\n");
    if view.gaps.is_empty() {
        out.push_str("\nNone found\n");
    }
    for gap in &view.gaps {
        let _ = writeln!(out, "\n{}: {}\n", escape(&gap.title), length(gap.entries.len()));
        for label in labels(view, &gap.entries) {
            let _ = writeln!(out, "* {}", markdown_code(&label));
        }
    }
    out.push_str("\n## About this list\n\n");
    for line in &view.stamp {
        let _ = writeln!(out, "* {}", markdown_code(line));
    }
    for line in &view.credits {
        let _ = writeln!(out, "* {}", escape(line));
    }
    out
}
