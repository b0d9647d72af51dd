//! The third-party list in its five formats, from a document whose names, texts and addresses are hostile.
//!
//! `UPDATE_FIXTURES=1 cargo test --test engine third_party` rewrites the expected files; read the difference.

use std::path::Path;

use lockscope::engine::{ExportFormat, Request, Response, ThirdPartyFormat};
use lockscope::licenses::texts::HEADING;
use lockscope::licenses::{Outbound, UseCase};
use lockscope::view::license_text::LicenseTextView;

use super::door::{Door, package_lock};

const BOM: &str = include_str!("third-party/bom.json");

fn door(with_texts: bool) -> Door {
    let mut door = Door::with(&[("bom.json", BOM)]);
    door.judge(UseCase::Binary, Outbound::Proprietary);
    if with_texts {
        door.take_texts(&block(&[
            ("MIT", "MIT License\n\nCopyright (c) <year> <copyright holders>\n\nPermission is hereby granted"),
            ("Apache-2.0", "Apache License\nVersion 2.0"),
            ("GPL-2.0-only", "GNU GENERAL PUBLIC LICENSE\nVersion 2"),
            ("Classpath-exception-2.0", "Linking this library statically or dynamically"),
        ]));
    }
    door
}

/// A block of texts as the sealed page holds it.
fn block(texts: &[(&str, &str)]) -> Vec<u8> {
    let (mut head, mut body) = (format!("{HEADING}\n"), String::new());
    for (id, text) in texts {
        head.push_str(&format!("{id}\t{}\t{}\n", body.len(), text.len()));
        body.push_str(text);
    }
    let whole = format!("{head}\n{body}");
    ruzstd::encoding::compress_to_vec(whole.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest)
}

fn list(door: &mut Door, format: ThirdPartyFormat) -> String {
    match door.ask(Request::Export(ExportFormat::ThirdParty(format))) {
        Response::File { name, media_type, text } => {
            assert_eq!((name.as_str(), media_type.as_str()), (format.file_name(), format.media_type()));
            text
        }
        other => panic!("{other:?}"),
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "this test reads and writes files natively")]
fn the_lists_are_as_expected() {
    let mut door = door(true);
    for format in ThirdPartyFormat::ALL {
        let version = concat!("Lockscope ", env!("CARGO_PKG_VERSION"));
        let actual = list(&mut door, format).replace(version, "Lockscope VERSION");
        let path = Path::new("tests/engine/third-party").join(format.file_name());
        if std::env::var_os("UPDATE_FIXTURES").is_some() {
            std::fs::write(&path, &actual).expect("a writable folder");
            continue;
        }
        let expected = std::fs::read_to_string(&path).unwrap_or_default();
        let lines = expected.lines().zip(actual.lines()).find(|(expected, actual)| expected != actual);
        assert!(expected == actual, "{} differs: {lines:?}", path.display());
    }
}

#[test]
fn every_shipped_component_stands_in_every_format_and_no_other_does() {
    for with_texts in [false, true] {
        let mut door = door(with_texts);
        for format in ThirdPartyFormat::ALL {
            let text = list(&mut door, format);
            for name in ["plain", "own-words", "copyleft", "classpath", "silent", "vague", "reference", "=cmd"] {
                assert!(text.contains(name), "{name} in {format:?}");
            }
            assert!(!text.contains("9.9.9"), "the tool in {format:?}");
            assert!(text.contains("1 component needed only for developing, building or testing"), "{format:?}");
            assert!(text.contains("Information, not legal advice") && text.contains("OSADL"), "{format:?}");
            assert!(text.contains("NOTICE files are not in this list"), "{format:?}");
        }
    }
}

#[test]
fn nothing_hidden_and_nothing_secret_comes_out() {
    let mut door = door(true);
    for format in ThirdPartyFormat::ALL {
        let text = list(&mut door, format);
        let is_hidden = |letter: &char| matches!(letter, '\u{200b}' | '\u{202e}' | '\u{2066}');
        assert_eq!(text.chars().find(is_hidden), None, "{format:?}");
        assert!(text.contains("u{202e}"), "{format:?}");
        assert!(!text.contains("secret"), "{format:?}");
    }
}

#[test]
fn the_page_holds_no_markup_from_names_and_links_only_to_the_web() {
    let text = list(&mut door(true), ThirdPartyFormat::Html);
    let tags = |name: &str| text.matches(&format!("<{name}")).count();
    assert_eq!((tags("script"), tags("img"), tags("b>"), tags("iframe"), tags("textarea")), (0, 0, 0, 0, 0));
    let links: Vec<&str> = text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(links.iter().all(|link| link.starts_with('#') || link.starts_with("https://")), "{links:?}");
    assert!(links.contains(&"https://code.example/copyleft.git"), "{links:?}");
    assert!(text.contains("default-src 'none'; style-src 'sha256-"));
    // The licence text of the document cannot end its element.
    assert!(text.contains("&lt;/pre&gt;&lt;script&gt;alert(2)"));
}

#[test]
fn no_cell_is_a_formula() {
    let text = list(&mut door(true), ThirdPartyFormat::Csv);
    let cells = text.split("\r\n").flat_map(|line| line.split("\",\"")).map(|cell| cell.trim_start_matches('"'));
    let formulas: Vec<&str> = cells.filter(|cell| cell.starts_with(['=', '+', '-', '@', '\t'])).collect();
    assert_eq!(formulas, [""; 0]);
}

#[test]
fn in_markdown_all_that_comes_from_files_is_code() {
    let text = list(&mut door(true), ThirdPartyFormat::Markdown);
    let mut block = None;
    for line in text.lines() {
        if let Some(fence) = block {
            block = (line != fence).then_some(fence);
        } else if let Some(fence) = line.strip_suffix("text").filter(|fence| fence.starts_with("```")) {
            block = Some(fence);
        } else {
            let outside = without_spans(line);
            for sign in ["javascript", "<script", "@mention", "**", "](", "====", "turned"] {
                assert!(!outside.contains(sign), "{line}");
            }
        }
    }
    assert_eq!(block, None);
}

/// A line of Markdown without its code spans.
fn without_spans(line: &str) -> String {
    let (mut out, mut rest) = (String::new(), line);
    while let Some(start) = rest.find('`') {
        out.push_str(&rest[..start]);
        let fence = rest[start..].chars().take_while(|letter| *letter == '`').count();
        let inside = &rest[start + fence..];
        let mut end = None;
        let mut at = 0;
        while let Some(found) = inside[at..].find('`') {
            let run = inside[at + found..].chars().take_while(|letter| *letter == '`').count();
            if run == fence {
                end = Some(at + found + run);
                break;
            }
            at += found + run;
        }
        let Some(end) = end else { break };
        rest = &inside[end..];
    }
    out.push_str(rest);
    out
}

#[test]
fn the_json_is_read_back() {
    let text = list(&mut door(true), ThirdPartyFormat::Json);
    let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(value["form"], "lockscope-third-party/1");
    assert_eq!(value["entries"].as_array().map(Vec::len), Some(8));
}

#[test]
fn without_texts_every_licence_is_a_gap_unless_the_document_holds_its_text() {
    let text = list(&mut door(false), ThirdPartyFormat::Text);
    let gap = "No text of the licence: the texts of the SPDX list were not loaded: ";
    let start = text.find(gap).expect("the gap");
    let gap = text[start..].split("\n\n").next().unwrap_or_default();
    assert!(gap.contains("* plain 1.2.3") && gap.contains("* silent 0.1.0"), "{gap}");
    assert!(!gap.contains("own-words"), "{gap}");
    assert!(text.contains("    Copyright (c) 2019 Own Words"));
}

#[test]
fn copies_of_one_component_stand_once_and_name_all_their_files() {
    let lock = package_lock("app | | a\na | MIT |");
    let other = package_lock("two | | a\na | MIT |");
    let mut door = Door::with(&[("one/package-lock.json", &lock), ("two/package-lock.json", &other)]);
    let text = list(&mut door, ThirdPartyFormat::Text);
    assert_eq!(text.matches("\na 1.0.0\n").count(), 1, "{text}");
    assert!(text.contains("Read from: one/package-lock.json, two/package-lock.json"), "{text}");
}

#[test]
fn a_licence_text_is_shown_with_its_exception_or_says_why_not() {
    let show = |door: &mut Door, term: &str| -> LicenseTextView {
        match door.ask(Request::LicenseText { term: term.to_owned() }) {
            Response::LicenseText(view) => view,
            other => panic!("{other:?}"),
        }
    };
    let mut with = door(true);
    let view = show(&mut with, "GPL-2.0-only WITH Classpath-exception-2.0");
    let ids: Vec<&str> = view.texts.iter().map(|text| text.id.as_str()).collect();
    assert_eq!(ids, ["GPL-2.0-only", "Classpath-exception-2.0"]);
    assert!(show(&mut with, "MIT").texts.iter().all(|text| text.is_template));
    assert_eq!(show(&mut with, "LicenseRef-x").note, "The SPDX list has no text of this");
    assert_eq!(show(&mut with, "ISC").note, "The SPDX list has no text of this id");
    assert_eq!(show(&mut door(false), "MIT").note, "The texts of the SPDX list are not loaded");
}

#[test]
fn texts_that_documents_hold_are_shown_whatever_the_syntax() {
    let spdx = r#"{
        "spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "name": "house", "documentDescribes": ["SPDXRef-app"],
        "packages": [
            { "SPDXID": "SPDXRef-app", "name": "app", "licenseDeclared": "MIT" },
            { "SPDXID": "SPDXRef-part", "name": "part", "versionInfo": "1", "licenseDeclared": "LicenseRef-house" }
        ],
        "hasExtractedLicensingInfos": [
            { "licenseId": "LicenseRef-house", "extractedText": "House rules\nno running" },
            { "licenseId": "LicenseRef-other", "extractedText": "Not used" }
        ],
        "relationships": [
            { "spdxElementId": "SPDXRef-app", "relationshipType": "DEPENDS_ON", "relatedSpdxElement": "SPDXRef-part" }
        ]
    }"#;
    let tag_value = "SPDXVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\nDocumentName: house\nPackageName: part\n\
        SPDXID: SPDXRef-part\nPackageVersion: 1\nPackageLicenseDeclared: LicenseRef-house\n\
        LicenseID: LicenseRef-house\nExtractedText: <text>House rules\nno running</text>\n";
    let base64 = r#"{
        "bomFormat": "CycloneDX", "specVersion": "1.6",
        "components": [{ "type": "library", "name": "part", "version": "1", "licenses": [{ "license": {
            "name": "House", "text": { "encoding": "base64", "content": "SG91c2UgcnVsZXMKbm8gcnVubmluZw==" } } }] }]
    }"#;
    let xml = r#"<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components><component type="library"><name>part</name>
        <version>1</version><licenses><license><name>House</name><text>House rules
no running</text></license></licenses></component></components></bom>"#;
    for (name, document) in [("a.spdx.json", spdx), ("a.spdx", tag_value), ("bom.json", base64), ("bom.xml", xml)] {
        let text = list(&mut Door::with(&[(name, document)]), ThirdPartyFormat::Text);
        assert!(
            text.contains("Text from a file that was read\nUsed by: part 1\n\n    House rules\n    no running\n"),
            "{text}"
        );
        assert!(!text.contains("Not used") && !text.contains("that no file holds"), "{name}\n{text}");
    }
}
