//! The estate as CSV, a table a file, and as a workbook of all its tables with a sheet on what they were made from.

use super::csv;
use super::xlsx::{Cell, Column, Sheet, workbook};
use crate::view::estate::{EstateTable, EstateTables, PackageRow, ProjectRow, UseRow};

/// Title and width in characters of each column.
type Columns<const N: usize> = [(&'static str, u16); N];

const PACKAGES: Columns<9> = [
    ("Gravest verdict", 20),
    ("Package", 40),
    ("Ecosystem", 12),
    ("Versions", 10),
    ("Which", 36),
    ("Projects", 10),
    ("Direct in", 10),
    ("Scopes", 22),
    ("Licences", 36),
];
const PROJECTS: Columns<12> = [
    ("Project", 40),
    ("Root", 30),
    ("Owner", 20),
    ("Files", 8),
    ("Ecosystems", 20),
    ("Components", 12),
    ("Matching", 10),
    ("Direct", 8),
    ("In conflict", 12),
    ("Licence unknown", 16),
    ("Duplicates", 12),
    ("Deepest", 9),
];
const USES: Columns<10> = [
    ("Package", 40),
    ("Version", 16),
    ("Ecosystem", 12),
    ("Project", 40),
    ("Owner", 20),
    ("Scope", 14),
    ("How", 18),
    ("Licence", 36),
    ("Verdict", 20),
    ("Package URL", 60),
];

/// One table, and at the end lines that say what was saved.
pub fn csv(tables: &EstateTables, table: EstateTable, stamp: &[String]) -> String {
    let mut out = String::new();
    match table {
        EstateTable::Packages => lines(&mut out, &PACKAGES, tables.packages.iter().map(package)),
        EstateTable::Projects => lines(&mut out, &PROJECTS, tables.projects.iter().map(project)),
        EstateTable::Uses => lines(&mut out, &USES, tables.uses.iter().map(used)),
    }
    for text in stamp {
        csv::line(&mut out, [text.as_str()].into_iter());
    }
    out
}

/// All tables; `provenance` holds pairs of what and which.
pub fn xlsx(tables: &EstateTables, provenance: &[(String, String)]) -> Vec<u8> {
    workbook(&[
        sheet("Packages", &PACKAGES, tables.packages.iter().map(package)),
        sheet("Projects", &PROJECTS, tables.projects.iter().map(project)),
        sheet("Uses", &USES, tables.uses.iter().map(used)),
        sheet(
            "Provenance",
            &[("What", 24), ("Which", 110)],
            provenance.iter().map(|(what, which)| [what.as_str().into(), which.as_str().into()]),
        ),
    ])
}

fn sheet<const N: usize>(name: &'static str, columns: &Columns<N>, rows: impl Iterator<Item = [Cell; N]>) -> Sheet {
    Sheet {
        name,
        columns: columns.iter().map(|(title, width)| Column { title, width: *width }).collect(),
        rows: rows.map(Vec::from).collect(),
    }
}

fn lines<const N: usize>(out: &mut String, columns: &Columns<N>, rows: impl Iterator<Item = [Cell; N]>) {
    csv::line(out, columns.iter().map(|(title, _)| *title));
    for row in rows {
        let cells = row.map(|cell| match cell {
            Cell::Text(text) => text,
            Cell::Number(number) => number.to_string(),
            Cell::Empty => String::new(),
        });
        csv::line(out, cells.iter().map(String::as_str));
    }
}

fn package(row: &PackageRow) -> [Cell; 9] {
    [
        row.verdict.title().into(),
        row.name.as_str().into(),
        row.ecosystem.as_str().into(),
        Cell::Number(row.versions_total),
        row.versions.as_str().into(),
        Cell::Number(row.projects_total),
        Cell::Number(row.direct),
        row.scopes.as_str().into(),
        row.license.as_str().into(),
    ]
}

fn project(row: &ProjectRow) -> [Cell; 12] {
    [
        row.name.as_str().into(),
        row.root.as_str().into(),
        row.owner.as_str().into(),
        Cell::Number(row.files),
        row.ecosystems.as_str().into(),
        Cell::Number(row.components),
        Cell::Number(row.matching),
        Cell::Number(row.direct),
        Cell::Number(row.conflicts),
        Cell::Number(row.unknown),
        Cell::Number(row.duplicates),
        Cell::Number(row.deepest),
    ]
}

fn used(row: &UseRow) -> [Cell; 10] {
    [
        row.name.as_str().into(),
        row.version.as_str().into(),
        row.ecosystem.as_str().into(),
        row.project.as_str().into(),
        row.owner.as_str().into(),
        row.scope.as_str().into(),
        row.how.as_str().into(),
        row.license.as_str().into(),
        row.verdict.title().into(),
        row.package_url.as_str().into(),
    ]
}
