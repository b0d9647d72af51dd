//! Workbooks hold what is shown, as text and numbers, and no formula.

use std::io::Read as _;
use std::process::Command;

use base64::Engine as _;
use lockscope::engine::{ExportFormat, Request, Response, Workspace};
use lockscope::view::inventory::InventoryRequest;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::{hostile_lockfile, open, text_of};

fn workbook(workspace: &mut Workspace, request: InventoryRequest) -> Vec<u8> {
    match workspace.handle(Request::Export(ExportFormat::InventoryXlsx(request)), &mut |_| {}) {
        Response::FileBytes { base64, name, .. } if name.ends_with(".xlsx") => {
            base64::engine::general_purpose::STANDARD.decode(base64).expect("base64")
        }
        other => panic!("{other:?}"),
    }
}

/// The files of an archive, by its directory.
fn unzipped(bytes: &[u8]) -> Vec<(String, String)> {
    let end = bytes.windows(4).rposition(|at| at == b"PK\x05\x06").expect("an end");
    let number = |at: usize, length: usize| {
        bytes[at..at + length].iter().rev().fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte))
    };
    let (count, mut at) = (number(end + 10, 2), number(end + 16, 4));
    let mut files = Vec::new();
    for _ in 0..count {
        assert_eq!(&bytes[at..at + 4], b"PK\x01\x02");
        let (packed, size, name, header) =
            (number(at + 20, 4), number(at + 24, 4), number(at + 28, 2), number(at + 42, 4));
        let title = String::from_utf8(bytes[at + 46..at + 46 + name].to_vec()).expect("a name");
        let start = header + 30 + number(header + 26, 2) + number(header + 28, 2);
        let mut text = String::new();
        flate2::read::DeflateDecoder::new(&bytes[start..start + packed]).read_to_string(&mut text).expect("text");
        assert_eq!(text.len(), size);
        let mut crc = flate2::Crc::new();
        crc.update(text.as_bytes());
        assert_eq!(crc.sum() as usize, number(at + 16, 4));
        files.push((title, text));
        at += 46 + name + number(at + 30, 2) + number(at + 32, 2);
    }
    files
}

/// Hands over each file of an archive.
pub fn each_file(bytes: &[u8], take: &mut dyn FnMut(&str, &[u8])) {
    unzipped(bytes).iter().for_each(|(name, text)| take(name, text.as_bytes()));
}

/// The rows of a sheet, each cell as its type and text; no formula is met.
fn rows(xml: &str) -> Vec<Vec<(String, String)>> {
    let mut reader = Reader::from_str(xml);
    let (mut rows, mut cells, mut cell): (Vec<Vec<_>>, Vec<_>, Option<(String, String)>) = Default::default();
    loop {
        match reader.read_event().expect("XML") {
            Event::Start(tag) => {
                assert_ne!(tag.local_name().as_ref(), "f", "a formula");
                if tag.local_name().as_ref() == "c" {
                    let kind = tag.try_get_attribute("t").expect("attributes").map(|kind| kind.value.into_owned());
                    cell = Some((kind.unwrap_or_else(|| "n".to_owned()), String::new()));
                }
            }
            Event::Text(text) => {
                if let Some((_, value)) = &mut cell {
                    value.push_str(&text.xml_content(quick_xml::XmlVersion::Implicit1_0));
                }
            }
            Event::GeneralRef(name) => {
                if let Some((_, value)) = &mut cell {
                    let letter = name.resolve_char_ref().expect("a letter").unwrap_or_else(|| match name.as_ref() {
                        "lt" => '<',
                        "gt" => '>',
                        "amp" => '&',
                        "quot" => '"',
                        other => panic!("{other}"),
                    });
                    value.push(letter);
                }
            }
            Event::End(tag) => match tag.local_name().as_ref() {
                "c" => cells.extend(cell.take()),
                "row" => rows.push(std::mem::take(&mut cells)),
                _ => {}
            },
            Event::Eof => return rows,
            _ => {}
        }
    }
}

fn sheet(files: &[(String, String)], number: usize) -> Vec<Vec<(String, String)>> {
    let name = format!("xl/worksheets/sheet{number}.xml");
    let (_, xml) = files.iter().find(|(known, _)| *known == name).expect("a sheet");
    rows(xml)
}

#[test]
fn a_workbook_of_hostile_rows_holds_text_and_numbers_and_no_formula() {
    let mut workspace = open("package-lock.json", hostile_lockfile(300).as_bytes());
    let files = unzipped(&workbook(&mut workspace, InventoryRequest::default()));
    for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".xml") || name.ends_with(".rels")) {
        let mut reader = Reader::from_str(text);
        while reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}")) != Event::Eof {}
    }
    let components = sheet(&files, 1);
    assert_eq!(components.len(), 302);
    assert!(components.iter().flatten().all(|(kind, _)| kind == "inlineStr" || kind == "n"));
    let holds = |text: &str| components.iter().flatten().any(|(_, value)| value.contains(text));
    assert!(
        holds("=HYPERLINK(\"https:__evil.example\",\"x\")0") && holds("_x005F_x0041_") && holds("]]><_t><f>1+1<_f>")
    );
    assert!(!components.iter().flatten().any(|(_, value)| value.contains(['\u{0}', '\u{1b}'])));
    let numbers = components[1].iter().filter(|(kind, _)| kind == "n");
    assert!(numbers.clone().count() >= 2 && numbers.into_iter().all(|(_, value)| value.parse::<usize>().is_ok()));
}

#[test]
fn a_workbook_says_what_it_was_made_from() {
    let mut workspace = open("package-lock.json", hostile_lockfile(3).as_bytes());
    let request = InventoryRequest { query: "verdict:unknown".to_owned(), ..InventoryRequest::default() };
    let files = unzipped(&workbook(&mut workspace, request));
    let said: Vec<String> = sheet(&files, 2)
        .into_iter()
        .map(|row| row.into_iter().map(|(_, value)| value).collect::<Vec<_>>().join(": "))
        .collect();
    let says = |start: &str, end: &str| said.iter().any(|line| line.starts_with(start) && line.contains(end));
    assert!(says("Filter: verdict:unknown", ""), "{said:?}");
    assert!(says("File: package-lock.json", "SHA-256"), "{said:?}");
    assert!(says("About: Lockscope", env!("CARGO_PKG_VERSION")), "{said:?}");
    assert!(says("Saved: 2026-11-28", ""), "{said:?}");
    assert!(says("About: Information, not legal advice", ""), "{said:?}");
}

#[test]
fn the_same_rows_are_the_same_bytes() {
    let made =
        || workbook(&mut open("package-lock.json", hostile_lockfile(20).as_bytes()), InventoryRequest::default());
    assert_eq!(made(), made());
}

/// Where LibreOffice is installed: what it makes of 10,000 hostile rows, as a workbook and as CSV.
#[test]
fn libreoffice_opens_ten_thousand_hostile_rows_without_a_formula() {
    let is_there = Command::new("soffice").arg("--version").output().is_ok_and(|output| output.status.success());
    if !is_there {
        println!("skipped: soffice is not installed; libreoffice-calc has it");
        return;
    }
    let folder = std::env::temp_dir().join(format!("lockscope-workbook-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut workspace = open("package-lock.json", hostile_lockfile(10_000).as_bytes());
    let (book, text) = (folder.join("book.xlsx"), folder.join("text.csv"));
    std::fs::write(&book, workbook(&mut workspace, InventoryRequest::default())).expect("a file");
    let (_, csv) = text_of(&mut workspace, ExportFormat::InventoryCsv(InventoryRequest::default()));
    std::fs::write(&text, csv).expect("a file");
    // A formula as LibreOffice sees one: were none found here, none would be found anywhere.
    let bait = folder.join("bait.csv");
    std::fs::write(&bait, "\"=1+1\"\r\n").expect("a file");
    // Separated by commas, in UTF-8, formulas computed where a cell looks like one: as a double click opens it.
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let status = Command::new("soffice")
        .args([&profile, "--headless", "--infilter=CSV:44,34,76,1,,0,false,true,false,true", "--convert-to", "fods"])
        .arg("--outdir")
        .args([&folder, &text, &bait])
        .status()
        .expect("soffice");
    assert!(status.success());
    let status = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "fods", "--outdir"])
        .args([&folder, &book])
        .status()
        .expect("soffice");
    assert!(status.success());
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect("the converted file");
    assert!(read("bait.fods").contains("table:formula"), "this LibreOffice finds no formula where one is");
    for name in ["book.fods", "text.fods"] {
        let text = read(name);
        assert!(!text.contains("table:formula"), "a formula in {name}");
        assert!(text.matches("<table:table-row").count() > 10_000, "{name}");
        assert!(text.contains("HYPERLINK"), "the hostile text itself is not in {name}");
    }
    std::fs::remove_dir_all(&folder).expect("a folder");
}
