//! Bytes before they are text: encodings, control characters, characters that hide, files cut short, files of other kinds.

use super::{Files, cyclonedx, npm, quoted};

const BOM: &str = "bom.json";

fn good() -> String {
    cyclonedx(&["\"name\":\"caf\u{e9}\",\"version\":\"1.0.0\"".to_owned()])
}

fn utf_16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

pub fn encodings(files: &mut Files) {
    let text = good();
    let with = |mark: &[u8], bytes: Vec<u8>| [mark.to_vec(), bytes].concat();
    files.add("utf-8-mark", BOM, with(&[0xEF, 0xBB, 0xBF], text.clone().into_bytes()));
    files.add("utf-8-mark-twice", BOM, with(&[0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF], text.clone().into_bytes()));
    files.add("utf-16-le", BOM, with(&[0xFF, 0xFE], utf_16(&text, u16::to_le_bytes)));
    files.add("utf-16-be", BOM, with(&[0xFE, 0xFF], utf_16(&text, u16::to_be_bytes)));
    files.add("utf-16-le-no-mark", BOM, utf_16(&text, u16::to_le_bytes));
    files.add("utf-16-be-no-mark", BOM, utf_16(&text, u16::to_be_bytes));
    let mut odd = with(&[0xFF, 0xFE], utf_16(&text, u16::to_le_bytes));
    odd.pop();
    files.add("utf-16-odd", BOM, odd);
    files.add(
        "utf-16-half-pair",
        BOM,
        with(
            &[0xFF, 0xFE],
            [utf_16("{\"a\":\"", u16::to_le_bytes), vec![0x00, 0xD8], utf_16("\"}", u16::to_le_bytes)].concat(),
        ),
    );
    files.add(
        "utf-32-le",
        BOM,
        with(&[0xFF, 0xFE, 0, 0], text.chars().flat_map(|letter| (letter as u32).to_le_bytes()).collect()),
    );
    files.add("latin-1", BOM, text.chars().map(|letter| letter as u8).collect::<Vec<u8>>());
    for (title, bytes) in [
        ("overlong-slash", &[0xC0, 0xAF][..]),
        ("overlong-nul", &[0xC0, 0x80]),
        ("surrogate", &[0xED, 0xA0, 0x80]),
        ("beyond-unicode", &[0xF5, 0x80, 0x80, 0x80]),
        ("lone-continuation", &[0x80; 50]),
        ("cut-letter", &[0xE2, 0x82]),
        ("shift-jis", &[0x83, 0x5C, 0x83, 0x5C]),
    ] {
        let (before, after) = text.split_once("caf").unwrap_or((&text, ""));
        files.add(title, BOM, [before.as_bytes(), bytes, after.as_bytes()].concat());
    }
    files.add("utf-7", BOM, "+AHsAIgBhACI-:1}");
    files.add(
        "declared-latin-1",
        "pom.xml",
        [&b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><project><artifactId>caf\xE9</artifactId></project>"[..]]
            .concat(),
    );
    files.add(
        "declared-unknown",
        "pom.xml",
        "<?xml version=\"1.0\" encoding=\"x-evil\"?><project><artifactId>a</artifactId></project>",
    );
    files.add("line-ends-mixed", "yarn.lock", "# yarn lockfile v1\r\n\r\na@1:\r  version \"1\"\n\n");
}

pub fn control_characters(files: &mut Files) {
    files.add("nul-in-name", BOM, cyclonedx(&["\"name\":\"a\\u0000b\"".to_owned()]));
    files.add("nul-raw", BOM, good().replace("caf", "\0"));
    files.add("nuls-alone", "unknown", vec![0; 100_000]);
    files.add("nul-after-the-end", BOM, format!("{}\0\0\0", good()));
    let all: String = (1..32u8).map(char::from).collect();
    files.add("all-escaped", BOM, cyclonedx(&[format!("\"name\":{}", quoted(&all))]));
    files.add("all-raw", BOM, good().replace("caf", &all));
    files.add("terminal-codes", BOM, cyclonedx(&[format!("\"name\":{}", quoted("\u{1b}[2J\u{1b}]0;x\u{7}"))]));
    files.add("line-separators", BOM, cyclonedx(&["\"name\":\"a\u{2028}b\u{2029}c\u{85}d\"".to_owned()]));
    files.add("in-yaml", "pnpm-lock.yaml", "lockfileVersion: '9.0'\npackages:\n  \u{1}a\u{b}@1.0.0: {}\n");
    files.add("in-toml", "Cargo.lock", "version = 4\n[[package]]\nname = \"a\\u0000\"\nversion = \"1\u{1}\"\n");
    files.add("in-xml", "pom.xml", "<project><artifactId>a\u{1}\u{b}</artifactId></project>");
    files.add("tabs", "pnpm-lock.yaml", "lockfileVersion: '9.0'\n\tpackages:\n\t\ta@1.0.0: {}\n");
}

pub fn bidi_and_homoglyphs(files: &mut Files) {
    for (title, name) in [
        ("override", "safe\u{202e}gpj.exe"),
        ("embedding", "\u{202a}a\u{202b}b"),
        ("isolates", "a\u{2066}b\u{2067}c\u{2068}d\u{2069}"),
        ("unclosed", &"\u{202e}".repeat(1_000)),
        ("zero-width-space", "lod\u{200b}ash"),
        ("zero-width-joiners", "lod\u{200c}\u{200d}ash"),
        ("soft-hyphen", "lod\u{ad}ash"),
        ("mark-inside", "lod\u{feff}ash"),
        ("cyrillic", "l\u{43e}dash"),
        ("greek", "\u{3b1}xios"),
        ("full-width", "\u{ff4c}\u{ff4f}\u{ff44}\u{ff41}\u{ff53}\u{ff48}"),
        ("combining", &format!("a{}", "\u{301}".repeat(5_000))),
        ("composed-and-not", "caf\u{e9}/cafe\u{301}"),
        ("tags", "a\u{e0061}\u{e0062}"),
        ("variation-selectors", "a\u{fe0f}\u{e0100}"),
        ("not-characters", "a\u{ffff}\u{fdd0}"),
        ("private-use", "\u{e000}\u{f8ff}"),
        ("half-pairs", "ok"),
    ] {
        let name = if title == "half-pairs" { "\"a\\ud800b\\udc00\"".to_owned() } else { quoted(name) };
        files.add(
            title,
            BOM,
            cyclonedx(&[
                format!("\"name\":{name},\"version\":\"1.0.0\""),
                "\"name\":\"lodash\",\"version\":\"1.0.0\"".to_owned(),
            ]),
        );
    }
}

pub fn truncations(files: &mut Files) {
    let lock = "version = 4\n\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\ndependencies = [\n \"b\",\n]\n\n[[package]]\nname = \"b\"\nversion = \"2.0.0\"\n";
    let pnpm = "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      a:\n        specifier: ^1.0.0\n        version: 1.0.0\npackages:\n  a@1.0.0:\n    resolution: {integrity: sha512-AA==}\nsnapshots:\n  a@1.0.0: {}\n";
    let xml = "<?xml version=\"1.0\"?><bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"><components><component type=\"library\"><name>a</name><version>1</version></component></components></bom>";
    let whole = [
        ("package-lock.json", npm(&["\"node_modules/a\":{\"version\":\"1.0.0\",\"license\":\"MIT\"}".to_owned()])),
        (BOM, good()),
        ("Cargo.lock", lock.to_owned()),
        ("pnpm-lock.yaml", pnpm.to_owned()),
        ("bom.xml", xml.to_owned()),
        ("yarn.lock", "# yarn lockfile v1\n\n\na@^1.0.0:\n  version \"1.0.0\"\n  dependencies:\n    b \"^2\"\n\nb@^2:\n  version \"2.0.0\"\n".to_owned()),
        ("sbom.spdx", "SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\nSPDXID: SPDXRef-DOCUMENT\nDocumentName: a\nPackageName: a\nSPDXID: SPDXRef-a\nPackageVersion: 1\nPackageComment: <text>two\nlines</text>\n".to_owned()),
        ("go.sum", "a.b/c v1.0.0 h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\na.b/c v1.0.0/go.mod h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n".to_owned()),
    ];
    for (name, text) in &whole {
        for tenths in [0, 1, 3, 5, 7, 9] {
            let at = text.floor_char_boundary(text.len() * tenths / 10);
            files.add(format!("{name}-at-{tenths}-tenths"), name, &text.as_bytes()[..at]);
        }
        files.add(format!("{name}-without-its-last-byte"), name, &text.as_bytes()[..text.len() - 1]);
    }
}

pub fn other_files(files: &mut Files) {
    for (title, bytes) in [
        ("empty", &b""[..]),
        ("one-byte", b"{"),
        ("blanks", b"  \n\t  \n"),
        ("picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01"),
        ("program", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0"),
        ("windows-program", b"MZ\x90\0\x03\0\0\0PE\0\0"),
        ("paper", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj"),
        ("module", b"\0asm\x01\0\0\0"),
        ("database", b"SQLite format 3\0\x10\0"),
        ("page", b"<!doctype html><script>alert(1)</script>"),
        ("drawing", b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>"),
        ("script", b"#!/bin/sh\nrm -rf /\n"),
        ("bzip2", b"BZh91AY&SY\0\0\0\0"),
        ("xz", b"\xFD7zXZ\0\0\x04"),
        ("seven-zip", b"7z\xBC\xAF\x27\x1C\0\x04"),
        ("rar", b"Rar!\x1a\x07\x01\0"),
    ] {
        files.add(title, "package-lock.json", bytes);
    }
    let noise: Vec<u8> = (0..100_000u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    files.add("noise", "unknown", noise);
}
