//! The same document in every encoding that occurs, and what is said about what is not text.

use lockscope::formats;
use lockscope::model::Document;

const LOCKFILE: &str = include_str!("../fixtures/npm-package-lock/v3-walks-upward/package-lock.json");

fn read(bytes: &[u8]) -> Document {
    formats::read("unknown", bytes).expect("a document")
}

fn utf16(text: &str, unit: fn(u16) -> [u8; 2], mark: bool) -> Vec<u8> {
    let mark = mark.then_some('\u{feff}');
    let text: String = mark.into_iter().chain(text.chars()).collect();
    text.encode_utf16().flat_map(unit).collect()
}

fn error_code(bytes: &[u8]) -> String {
    formats::read("package-lock.json", bytes)
        .map(|document| document.format.to_owned())
        .unwrap_or_else(|error| error.code)
}

#[test]
fn encodings_and_line_ends_give_the_same_document() {
    let plain = read(LOCKFILE.as_bytes());
    assert_eq!(plain.format, "npm-package-lock");
    assert_eq!(read(format!("\u{feff}{LOCKFILE}").as_bytes()), plain, "UTF-8 with a mark");
    for mark in [true, false] {
        assert_eq!(read(&utf16(LOCKFILE, u16::to_le_bytes, mark)), plain, "UTF-16 LE, mark {mark}");
        assert_eq!(read(&utf16(LOCKFILE, u16::to_be_bytes, mark)), plain, "UTF-16 BE, mark {mark}");
    }
    assert_eq!(read(LOCKFILE.replace('\n', "\r\n").as_bytes()), plain, "CRLF");
}

#[test]
fn every_fixture_reads_the_same_with_carriage_returns() {
    for fixture in crate::dump::all_fixtures() {
        let Ok(text) = std::str::from_utf8(&fixture.bytes) else { continue };
        if text.contains('\r') {
            continue;
        }
        let carriage = formats::read(&fixture.name, text.replace('\n', "\r\n").as_bytes());
        if let Ok(document) = formats::read(&fixture.name, &fixture.bytes) {
            assert_eq!(carriage.as_ref(), Ok(&document), "{}/{}", fixture.format, fixture.scenario);
        }
    }
}

#[test]
fn bytes_that_are_no_text_become_replacement_characters_and_a_notice() {
    let bytes = b"{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\n\"components\":[{\"name\":\"a\xFFb\"}]}";
    let document = read(bytes);
    assert_eq!(document.components[0].name, "a\u{fffd}b");
    let notice = &document.notices[0];
    assert_eq!(
        (notice.code.as_str(), notice.place.as_ref().unwrap().to_string().as_str()),
        ("invalid-text", "line 2, column 25")
    );
    let mut odd = utf16(LOCKFILE, u16::to_le_bytes, true);
    odd.push(b'x');
    assert_eq!(read(&odd).notices[0].code, "invalid-text");
}

#[test]
fn what_is_not_text_is_named() {
    assert_eq!(error_code(b""), "empty");
    assert_eq!(error_code(b"\xEF\xBB\xBF \r\n"), "empty");
    assert_eq!(error_code(&[0xFF, 0xFE]), "empty");
    assert_eq!(error_code(&[0x1F, 0x8B, 8, 0, 0, 0]), "packed");
    assert_eq!(error_code(b"PK\x03\x04\x14\x00"), "packed");
    assert_eq!(error_code(&[0x28, 0xB5, 0x2F, 0xFD, 0]), "packed");
    assert_eq!(error_code(b"\x7FELF\x02\x01\x01\x00\x00\x00"), "binary");
    assert_eq!(error_code(b"#!/usr/bin/env bun\nbun-lockfile-format-v0\n\x02\x00"), "unsupported-format");
    let gzip = formats::read("a", &[0x1F, 0x8B, 8]).unwrap_err();
    assert_eq!(gzip.message, "This is a gzip file, not text");
}
