//! The third-party list as plain text. Licence texts are indented, so that none can pass for a heading.

use std::fmt::Write;

use super::{NO_COPYRIGHT, TITLE, facts, labels};
use crate::view::third_party::ThirdPartyView;
use crate::view::words::length;

/// The list. What it is given holds no line ends outside licence texts.
pub fn text(view: &ThirdPartyView) -> String {
    let mut out = String::new();
    heading(&mut out, TITLE, '=');
    let _ = writeln!(out, "{}", view.summary);
    for line in &view.left_out {
        let _ = writeln!(out, "Left out: {line}");
    }
    let _ = writeln!(out, "\n{}", view.notice);
    heading(&mut out, "Licences", '=');
    for group in &view.licenses {
        let _ = writeln!(out, "{}: {}", group.license, length(group.used_by.len()));
    }
    heading(&mut out, "Components", '=');
    for entry in &view.entries {
        heading(&mut out, &entry.label(), '-');
        for (title, text) in facts(entry) {
            let _ = writeln!(out, "{title}: {text}");
        }
        if let Some(source) = &entry.source {
            let _ = writeln!(out, "Source: {source}");
        }
        match entry.copyright.as_slice() {
            [] => _ = writeln!(out, "Copyright: {NO_COPYRIGHT}"),
            lines => lines.iter().for_each(|line| _ = writeln!(out, "Copyright: {line}")),
        }
    }
    heading(&mut out, "Licence texts", '=');
    for group in &view.licenses {
        heading(&mut out, &group.license, '-');
        if !group.full_name.is_empty() {
            let _ = writeln!(out, "{}", group.full_name);
        }
        let _ = writeln!(out, "{}", group.origin.words());
        for label in labels(view, &group.used_by) {
            let _ = writeln!(out, "Used by: {label}");
        }
        if !group.text.is_empty() {
            out.push('\n');
            for line in group.text.lines() {
                let _ = writeln!(out, "{}", format!("    {line}").trim_end());
            }
        }
    }
    heading(&mut out, "Gaps", '=');
    if view.gaps.is_empty() {
        out.push_str("None found\n");
    }
    for (position, gap) in view.gaps.iter().enumerate() {
        let between = if position > 0 { "\n" } else { "" };
        let _ = writeln!(out, "{between}{}: {}", gap.title, length(gap.entries.len()));
        for label in labels(view, &gap.entries) {
            let _ = writeln!(out, "* {label}");
        }
    }
    heading(&mut out, "About this list", '=');
    for line in view.stamp.iter().chain(&view.credits) {
        let _ = writeln!(out, "{line}");
    }
    out
}

fn heading(out: &mut String, title: &str, rule: char) {
    if !out.is_empty() {
        out.push('\n');
    }
    let rule: String = std::iter::repeat_n(rule, title.chars().count().min(78)).collect();
    let _ = writeln!(out, "{title}\n{rule}");
}
