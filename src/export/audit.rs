//! The audit table: every component of every finding, what was decided on it, by whom, when and why.

mod html;
mod markdown;

pub use html::html;
pub use markdown::markdown;

use super::csv::line;
use crate::view::audit::{AUDIT_COLUMNS, AuditRow};

const TITLE: &str = "Licence findings and decisions";

/// All of it in words; hidden characters are written out in the cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Audit {
    /// `3 findings open, 2 decided`.
    pub counts: String,
    pub rows: Vec<AuditRow>,
    /// Files with their checksums, data and their dates, context, advice.
    pub stamp: Vec<String>,
}

/// As CSV. No cell is a formula.
pub fn csv(audit: &Audit) -> String {
    let mut out = String::new();
    line(&mut out, AUDIT_COLUMNS.into_iter());
    for row in &audit.rows {
        line(&mut out, row.iter().map(String::as_str));
    }
    for text in [&audit.counts].into_iter().chain(&audit.stamp) {
        line(&mut out, [text.as_str()].into_iter());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn audit(text: &str) -> Audit {
        let row: AuditRow = std::array::from_fn(|_| text.to_owned());
        Audit { counts: "1 finding open".to_owned(), rows: vec![row], stamp: vec![format!("File: {text}")] }
    }

    #[test]
    fn no_cell_becomes_a_formula_markup_or_another_cell() {
        let table = csv(&audit("=1+1,\"x\"\n"));
        assert!(table.contains("\"'=1+1,\"\"x\"\"\n\","), "{table}");
        let page = html(&audit("<script>alert('1')</script>\"&"));
        assert!(
            !page.contains("<script") && page.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&amp;")
        );
        let text = markdown(&audit("a | b `c` [d](e:f)\n# g"));
        let rows = text.lines().filter(|line| line.starts_with("| ``")).count();
        assert_eq!(rows, 1, "{text}");
        assert!(!text.contains("\n# g") && text.contains(r"a \| b `c` [d](e:f) # g"), "{text}");
    }

    #[test]
    fn every_column_has_a_heading_in_every_form() {
        for (text, is_row) in [(csv(&audit("x")), true), (markdown(&audit("x")), true), (html(&audit("x")), true)] {
            assert!(is_row && AUDIT_COLUMNS.iter().all(|column| text.contains(column)), "{text}");
        }
    }
}
