//! A finding as Markdown, for a ticket or a mail. Names, licences and routes come from files and stand in code; sentences that
//! quote them are escaped. `tests/untrusted.rs` holds it to that.

use crate::export::escape::{markdown as escape, markdown_code};
use crate::view::licenses::FindingView;
use crate::view::words::length;

/// One finding, with what it was judged for.
pub fn markdown(finding: &FindingView, judged_for: &str) -> String {
    let mut out = format!(
        "### {}, {}: {}\n\n{}\n\n",
        finding.severity.title(),
        finding.verdict.title(),
        escape(&finding.title),
        escape(&finding.reason)
    );
    for side in &finding.sides {
        out.push_str(&format!("* {}{}\n", markdown_code(&side.link.label()), side.told(markdown_code)));
    }
    if finding.involved_total > 0 {
        out.push_str(&format!("* and {} more\n", length(finding.involved_total)));
    }
    if let Some(meeting) = &finding.meeting {
        out.push_str(&format!("\nThey meet at {}.\n", markdown_code(&meeting.label())));
    }
    if !finding.changes.is_empty() {
        out.push_str("\nWhat could change this:\n\n");
        for change in &finding.changes {
            out.push_str(&format!("* {}\n", escape(change)));
        }
    }
    out.push_str(&format!(
        "\nSource: {}. Judged for: {}. Information, not legal advice.\n",
        escape(&finding.source),
        escape(judged_for)
    ));
    out
}
