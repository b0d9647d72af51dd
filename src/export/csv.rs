//! The inventory as CSV (RFC 4180), safe to open in a spreadsheet.
//!
//! A cell that a spreadsheet would run as a formula gets an apostrophe in front.

use crate::view::inventory::Row;

/// All rows with a heading line and, at the end, lines that say what was exported.
pub fn csv(rows: &[Row], stamp: &[String]) -> String {
    let headings = [
        "verdict",
        "component",
        "version",
        "licence",
        "class",
        "scope",
        "depth",
        "direct",
        "needed by",
        "brings",
        "vulnerabilities",
        "read from",
        "package URL",
    ];
    let mut out = String::new();
    line(&mut out, headings.iter().copied());
    for row in rows {
        let depth = row.depth.map(|depth| depth.to_string()).unwrap_or_default();
        let (needed_by, brings) = (row.needed_by.to_string(), row.brings.to_string());
        let cells = [
            row.verdict.title(),
            &row.name,
            &row.version,
            &row.license,
            row.class.title(),
            &row.scope,
            &depth,
            if row.direct { "yes" } else { "no" },
            &needed_by,
            &brings,
            &row.vulnerabilities,
            &row.file,
            &row.package_url,
        ];
        line(&mut out, cells.into_iter());
    }
    for text in stamp {
        line(&mut out, [text.as_str()].into_iter());
    }
    out
}

/// One line: every cell quoted, none a formula.
pub(super) fn line<'a>(out: &mut String, cells: impl Iterator<Item = &'a str>) {
    for (position, cell) in cells.enumerate() {
        if position > 0 {
            out.push(',');
        }
        out.push('"');
        if is_formula(cell) {
            out.push('\'');
        }
        for letter in cell.chars() {
            if letter == '"' {
                out.push('"');
            }
            out.push(letter);
        }
        out.push('"');
    }
    out.push_str("\r\n");
}

/// Would a spreadsheet compute this? The full-width forms count too.
fn is_formula(cell: &str) -> bool {
    cell.starts_with(['\t', '\r', '\n'])
        || cell.trim_start().starts_with(['=', '+', '-', '@', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_and_every_quote_is_doubled() {
        let row = Row {
            name: "=HYPERLINK(\"x\")".to_owned(),
            version: " +1".to_owned(),
            license: "@SUM".to_owned(),
            ..Row::default()
        };
        let text = csv(&[row], &[]);
        assert!(text.contains("\"'=HYPERLINK(\"\"x\"\")\""), "{text}");
        assert!(text.contains("\"' +1\",\"'@SUM\""), "{text}");
    }
}
