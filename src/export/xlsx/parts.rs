//! The XML files that a workbook is made of.

use std::fmt::Write as _;

use super::{Cell, LONGEST_CELL, MOST_ROWS, Sheet};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// The style of headings, of texts, of numbers; positions in `cellXfs`.
const HEADING: u8 = 1;
const TEXT: u8 = 2;
const NUMBER: u8 = 0;

pub fn content_types(sheets: usize) -> String {
    let mut out = format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"{KIND}.sheet.main+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" ContentType=\"{KIND}.styles+xml\"/>"
    );
    for number in 1..=sheets {
        let _ = write!(
            out,
            "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"{KIND}.worksheet+xml\"/>"
        );
    }
    out + "</Types>"
}

pub fn relationships() -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    )
}

pub fn workbook(sheets: &[&str]) -> String {
    let mut out = format!("{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>");
    for (number, name) in (1..).zip(sheets) {
        let _ = write!(out, "<sheet name=\"{}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>", text(name));
    }
    out + "</sheets></workbook>"
}

pub fn workbook_relationships(sheets: usize) -> String {
    let mut out = format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for number in 1..=sheets {
        let _ = write!(
            out,
            "<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        );
    }
    let styles = sheets + 1;
    let _ = write!(out, "<Relationship Id=\"rId{styles}\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/>");
    out + "</Relationships>"
}

/// Plain, bold, and text that stays text (`@`, as if typed after an apostrophe).
pub fn styles() -> String {
    format!(
        "{HEAD}<styleSheet xmlns=\"{MAIN}\">\
         <fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>\
         <font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>\
         <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>\
         <fill><patternFill patternType=\"gray125\"/></fill></fills>\
         <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
         <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
         <cellXfs count=\"3\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
         <xf numFmtId=\"49\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/>\
         <xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" quotePrefix=\"1\" \
         applyNumberFormat=\"1\"/></cellXfs></styleSheet>"
    )
}

/// A sheet: headings that stay in view, a filter on them, column widths, rows.
pub fn sheet(sheet: &Sheet) -> String {
    let mut out = format!(
        "{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\">\
         <pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>"
    );
    for (number, column) in (1..).zip(&sheet.columns) {
        let width = column.width;
        let _ = write!(out, "<col min=\"{number}\" max=\"{number}\" width=\"{width}\" customWidth=\"1\"/>");
    }
    out.push_str("</cols><sheetData>");
    let titles: Vec<Cell> = sheet.columns.iter().map(|column| column.title.into()).collect();
    row(&mut out, 1, &titles, HEADING);
    let most = MOST_ROWS - 1;
    let is_cut = sheet.rows.len() > most;
    let shown = if is_cut { most - 1 } else { sheet.rows.len() };
    for (number, cells) in (2..).zip(sheet.rows.iter().take(shown)) {
        row(&mut out, number, cells, TEXT);
    }
    if is_cut {
        let left_out = sheet.rows.len() - shown;
        row(&mut out, shown + 2, &[Cell::Text(format!("{left_out} more rows do not fit into a sheet"))], TEXT);
    }
    let last = format!("{}{}", letters(sheet.columns.len().saturating_sub(1)), shown + 1 + usize::from(is_cut));
    let _ = write!(out, "</sheetData><autoFilter ref=\"A1:{last}\"/></worksheet>");
    out
}

fn row(out: &mut String, number: usize, cells: &[Cell], style: u8) {
    let _ = write!(out, "<row r=\"{number}\">");
    for (position, cell) in cells.iter().enumerate() {
        let place = format!("{}{number}", letters(position));
        match cell {
            Cell::Empty => {}
            Cell::Number(value) => {
                let _ = write!(out, "<c r=\"{place}\" s=\"{NUMBER}\"><v>{value}</v></c>");
            }
            Cell::Text(value) => {
                let value = text(&fitting(value));
                let _ = write!(
                    out,
                    "<c r=\"{place}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{value}</t></is></c>"
                );
            }
        }
    }
    out.push_str("</row>");
}

/// The letters of a column, from 0: `A`, `Z`, `AA`.
pub fn letters(mut column: usize) -> String {
    let mut out = Vec::new();
    loop {
        out.push(char::from(b'A' + (column % 26) as u8));
        if column < 26 {
            break;
        }
        column = column / 26 - 1;
    }
    out.iter().rev().collect()
}

/// Text that fits into a cell; longer text is cut, and says so.
fn fitting(value: &str) -> String {
    const CUT: &str = " … (cut)";
    if value.encode_utf16().count() <= LONGEST_CELL {
        return value.to_owned();
    }
    let mut left = LONGEST_CELL - CUT.encode_utf16().count();
    let kept = value.chars().take_while(|letter| {
        let fits = letter.len_utf16() <= left;
        left = left.saturating_sub(letter.len_utf16());
        fits
    });
    kept.collect::<String>() + CUT
}

/// Text between tags. What XML 1.0 cannot say is written out, and so is what would be taken for the workbook's own way
/// of writing it (`_x0041_`).
pub fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 8);
    for (at, letter) in value.char_indices() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            '_' if looks_written_out(value.get(at..).unwrap_or_default()) => out.push_str("_x005F_"),
            '\u{0}'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{FFFE}' | '\u{FFFF}' => {
                let _ = write!(out, "_x{:04X}_", u32::from(letter));
            }
            letter => out.push(letter),
        }
    }
    out
}

fn looks_written_out(rest: &str) -> bool {
    match rest.as_bytes() {
        [b'_', b'x' | b'X', digits @ .., _] => {
            digits.get(..4).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
                && rest.as_bytes().get(6) == Some(&b'_')
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        let found: Vec<String> = [0, 25, 26, 27, 701, 702].into_iter().map(letters).collect();
        assert_eq!(found, ["A", "Z", "AA", "AB", "ZZ", "AAA"]);
    }

    #[test]
    fn what_xml_cannot_say_is_written_out_once() {
        assert_eq!(
            text("a\u{0}\n<b>&\"_x0041_ _x_\u{FFFF}"),
            "a_x0000_&#10;&lt;b&gt;&amp;&quot;_x005F_x0041_ _x__xFFFF_"
        );
    }

    #[test]
    fn long_text_is_cut_and_says_so() {
        let cut = fitting(&"😀".repeat(20_000));
        assert!(cut.encode_utf16().count() <= LONGEST_CELL && cut.ends_with("(cut)"));
        assert_eq!(fitting("short"), "short");
    }

    #[test]
    fn a_sheet_says_that_rows_do_not_fit() {
        let rows = vec![vec![Cell::Number(1)]; MOST_ROWS];
        let made = sheet(&Sheet { name: "a", columns: vec![Default::default()], rows });
        assert!(made.contains("2 more rows do not fit into a sheet"));
        assert!(made.contains(&format!("<autoFilter ref=\"A1:A{MOST_ROWS}\"/>")));
    }
}
