//! Tables as a workbook (Office Open XML): text as text, numbers as numbers, no formula anywhere.
//!
//! Every text is an inline string of a style that keeps it text when it is edited. No macro, no link, no date.
//!
//! Source: ECMA-376, part 1, SpreadsheetML.

mod inventory;
mod parts;

pub use inventory::inventory;

use super::zip::zip;

/// The rows that a sheet may have, its heading included.
pub const MOST_ROWS: usize = 1_048_576;
/// The characters (UTF-16 units) that a cell may hold.
pub const LONGEST_CELL: usize = 32_767;

/// One sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// At most 31 characters, none of `[]:*?/\`.
    pub name: &'static str,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
}

/// One column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    pub title: &'static str,
    /// In characters.
    pub width: u16,
}

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Text(String),
    Number(usize),
    Empty,
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

/// A workbook of these sheets; the bytes of a file. Rows past [`MOST_ROWS`] are left out, and the last row says so.
pub fn workbook(sheets: &[Sheet]) -> Vec<u8> {
    let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name).collect();
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), parts::content_types(sheets.len())),
        ("_rels/.rels".to_owned(), parts::relationships()),
        ("xl/workbook.xml".to_owned(), parts::workbook(&names)),
        ("xl/_rels/workbook.xml.rels".to_owned(), parts::workbook_relationships(sheets.len())),
        ("xl/styles.xml".to_owned(), parts::styles()),
    ];
    for (number, sheet) in (1..).zip(sheets) {
        files.push((format!("xl/worksheets/sheet{number}.xml"), parts::sheet(sheet)));
    }
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    zip(&files)
}
