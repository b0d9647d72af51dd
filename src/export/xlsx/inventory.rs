//! The inventory as a workbook: the rows as shown, and a sheet that says what they were made from.

use super::{Cell, Column, Sheet, workbook};
use crate::view::inventory::Row;

/// All rows, and in a second sheet pairs of what and which: files with checksums, filters, tool, data.
pub fn inventory(rows: &[Row], provenance: &[(String, String)]) -> Vec<u8> {
    let column = |title, width| Column { title, width };
    let components = Sheet {
        name: "Components",
        columns: vec![
            column("Verdict", 20),
            column("Component", 40),
            column("Version", 16),
            column("Licence", 36),
            column("Class", 18),
            column("Scope", 14),
            column("Depth", 8),
            column("Direct", 8),
            column("Needed by", 11),
            column("Brings", 9),
            column("Vulnerabilities", 20),
            column("Read from", 40),
            column("Package URL", 60),
        ],
        rows: rows.iter().map(cells).collect(),
    };
    let provenance = Sheet {
        name: "Provenance",
        columns: vec![column("What", 24), column("Which", 110)],
        rows: provenance.iter().map(|(what, which)| vec![what.as_str().into(), which.as_str().into()]).collect(),
    };
    workbook(&[components, provenance])
}

fn cells(row: &Row) -> Vec<Cell> {
    vec![
        row.verdict.title().into(),
        row.name.as_str().into(),
        row.version.as_str().into(),
        row.license.as_str().into(),
        row.class.title().into(),
        row.scope.as_str().into(),
        row.depth.map_or(Cell::Empty, |depth| Cell::Number(depth as usize)),
        if row.direct { "yes" } else { "no" }.into(),
        Cell::Number(row.needed_by),
        Cell::Number(row.brings),
        row.vulnerabilities.as_str().into(),
        row.file.as_str().into(),
        row.package_url.as_str().into(),
    ]
}
