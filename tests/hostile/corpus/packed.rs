//! Archives and compressed files that grow, lie, point outside or lie in each other.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};

use super::{Files, cyclonedx};

fn small() -> Vec<u8> {
    cyclonedx(&["\"name\":\"cup\",\"version\":\"1.0.0\"".to_owned()]).into_bytes()
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let written = encoder.write_all(bytes);
    written.and_then(|()| encoder.finish()).unwrap_or_default()
}

/// A gzip file of so many zeros, made in pieces.
fn gz_zeros(mebibytes: usize) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let piece = vec![0; 1 << 20];
    for _ in 0..mebibytes {
        if encoder.write_all(&piece).is_err() {
            break;
        }
    }
    encoder.finish().unwrap_or_default()
}

pub fn gzip(files: &mut Files) {
    files.add("good", "bom.json.gz", gz(&small()));
    files.add("zeros-50-mib", "bom.json.gz", gz_zeros(50));
    let mut layers = small();
    for depth in 1..=12 {
        layers = gz(&layers);
        if [2, 5, 6, 7, 12].contains(&depth) {
            files.add(format!("layers-{depth}"), "bom.json.gz", layers.clone());
        }
    }
    let good = gz(&small());
    files.add("cut", "bom.json.gz", &good[..good.len() / 2]);
    files.add("cut-header", "bom.json.gz", &good[..8]);
    let mut wrong = good.clone();
    let end = wrong.len() - 6;
    wrong[end] ^= 0xFF;
    files.add("wrong-checksum", "bom.json.gz", wrong);
    files.add("members-2000", "bom.json.gz", gz(b" ").repeat(2_000));
    files.add("two-good-members", "bom.json.gz", [good.clone(), good.clone()].concat());
    files.add("rubbish-behind", "bom.json.gz", [good, vec![0xAB; 5_000]].concat());
    files.add("empty-inside", "bom.json.gz", gz(b""));
    files.add(
        "extra-field-too-long",
        "bom.json.gz",
        [&[0x1F, 0x8B, 8, 4, 0, 0, 0, 0, 0, 3, 0xFF, 0xFF][..], &[1; 20]].concat(),
    );
}

/// An entry of a zip archive as it is written, and what is said of it.
struct Entry<'e> {
    name: &'e [u8],
    bytes: &'e [u8],
    /// In place of the true unpacked size.
    size: Option<u32>,
    method: u16,
    flags: u16,
    /// Where the directory says it begins, in place of the truth.
    at: Option<u32>,
}

impl<'e> Entry<'e> {
    fn new(name: &'e [u8], bytes: &'e [u8]) -> Self {
        Self { name, bytes, size: None, method: 8, flags: 0, at: None }
    }
}

fn zipped(entries: &[Entry]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for entry in entries {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        let written = encoder.write_all(entry.bytes);
        let packed = written.and_then(|()| encoder.finish()).unwrap_or_default();
        let mut crc = flate2::Crc::new();
        crc.update(entry.bytes);
        let mut header = [20u16, entry.flags, entry.method, 0, 0].map(u16::to_le_bytes).concat();
        header.extend(crc.sum().to_le_bytes());
        header.extend((packed.len() as u32).to_le_bytes());
        header.extend(entry.size.unwrap_or(entry.bytes.len() as u32).to_le_bytes());
        header.extend((entry.name.len() as u16).to_le_bytes());
        header.extend([0, 0]);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&header);
        directory.extend([0; 10]);
        directory.extend(entry.at.unwrap_or(out.len() as u32).to_le_bytes());
        directory.extend(entry.name);
        out.extend(b"PK\x03\x04");
        out.extend(&header);
        out.extend(entry.name);
        out.extend(packed);
    }
    let (start, count) = (out.len() as u32, (entries.len() as u16).to_le_bytes());
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([count, count].concat());
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0, 0]);
    out
}

pub fn zip(files: &mut Files) {
    let bom = small();
    let one = |name: &'static str| zipped(&[Entry::new(name.as_bytes(), &bom)]);
    files.add("good", "a.zip", one("bom.json"));
    for (title, name) in [
        ("climbs-out", "../../../etc/bom.json"),
        ("absolute", "/etc/bom.json"),
        ("backslashes", "..\\..\\bom.json"),
        ("drive", "C:\\bom.json"),
        ("nul-in-name", "bom.json\0.txt"),
        ("markup-in-name", "<img src=x onerror=x()>/bom.json"),
        ("bidi-in-name", "\u{202e}nosj.mob/bom.json"),
        ("empty-name", ""),
        ("prototype", "__proto__/bom.json"),
    ] {
        files.add(title, "a.zip", one(name));
    }
    files.add(
        "long-name",
        "a.zip",
        zipped(&[Entry::new(&[b"a/".repeat(30_000), b"bom.json".to_vec()].concat(), &bom)]),
    );
    files.add("name-not-utf-8", "a.zip", zipped(&[Entry::new(b"\xFF\xFE/bom.json", &bom)]));
    files.add("size-too-small", "a.zip", zipped(&[Entry { size: Some(1), ..Entry::new(b"bom.json", &bom) }]));
    files.add(
        "size-too-large",
        "a.zip",
        zipped(&[Entry { size: Some(u32::MAX - 1), ..Entry::new(b"bom.json", &bom) }]),
    );
    files.add(
        "zip64-without-field",
        "a.zip",
        zipped(&[Entry { size: Some(u32::MAX), ..Entry::new(b"bom.json", &bom) }]),
    );
    files.add("encrypted", "a.zip", zipped(&[Entry { flags: 1, ..Entry::new(b"bom.json", &bom) }]));
    files.add("unknown-method", "a.zip", zipped(&[Entry { method: 99, ..Entry::new(b"bom.json", &bom) }]));
    files.add("stored-but-deflated", "a.zip", zipped(&[Entry { method: 0, ..Entry::new(b"bom.json", &bom) }]));
    files.add(
        "points-behind-the-end",
        "a.zip",
        zipped(&[Entry { at: Some(u32::MAX / 2), ..Entry::new(b"bom.json", &bom) }]),
    );
    let same: Vec<String> = (0..2_100).map(|number| format!("{number}/bom.json")).collect();
    let overlapping: Vec<Entry> =
        same.iter().map(|name| Entry { at: Some(0), ..Entry::new(name.as_bytes(), &bom) }).collect();
    files.add("overlapping-2100", "a.zip", zipped(&overlapping));
    let same_name: Vec<Entry> = (0..300).map(|_| Entry::new(b"bom.json", &bom)).collect();
    files.add("one-name-300-times", "a.zip", zipped(&same_name));
    let zeros = vec![0; 30 << 20];
    files.add("zeros-30-mib", "a.zip", zipped(&[Entry::new(b"bom.json", &zeros)]));
    let mut nested = zipped(&[Entry::new(b"bom.json", &bom)]);
    for depth in 1..=8 {
        nested = zipped(&[Entry::new(b"in.zip", &nested)]);
        if [1, 2, 3, 8].contains(&depth) {
            files.add(format!("archives-in-archives-{depth}"), "a.zip", nested.clone());
        }
    }
    let good = one("bom.json");
    files.add("cut", "a.zip", &good[..good.len() - 30]);
    files.add("directory-alone", "a.zip", &good[good.len() - 22..]);
    files.add("empty", "a.zip", zipped(&[]));
    let mut lying = good.clone();
    let end = lying.len();
    lying[end - 12..end - 8].copy_from_slice(&[0xFF; 4]);
    files.add("directory-size-lies", "a.zip", lying);
    files.add("rubbish-in-front", "a.zip", [vec![b'x'; 999], good].concat());
}

/// A header of a tar archive; `size` as it is written there.
fn header(name: &[u8], size: &[u8], kind: u8, link: &[u8]) -> Vec<u8> {
    let mut block = vec![0u8; 512];
    let mut put = |at: usize, bytes: &[u8], room: usize| {
        let length = bytes.len().min(room);
        block[at..at + length].copy_from_slice(&bytes[..length]);
    };
    put(0, name, 100);
    put(100, b"0000644\0", 8);
    put(124, size, 12);
    put(148, b"        ", 8);
    put(156, &[kind], 1);
    put(157, link, 100);
    put(257, b"ustar\x0000", 8);
    let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
    block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    block
}

fn file(name: &[u8], bytes: &[u8]) -> Vec<u8> {
    let mut out = header(name, format!("{:011o}\0", bytes.len()).as_bytes(), b'0', b"");
    out.extend(bytes);
    out.resize(out.len().next_multiple_of(512), 0);
    out
}

fn end(mut archive: Vec<u8>) -> Vec<u8> {
    archive.extend([0; 1_024]);
    archive
}

pub fn tar(files: &mut Files) {
    let bom = small();
    files.add("good", "a.tar", end(file(b"bom.json", &bom)));
    for (title, name) in [
        ("climbs-out", "../../etc/bom.json"),
        ("absolute", "/etc/bom.json"),
        ("markup-in-name", "<svg onload=x()>/bom.json"),
        ("control-in-name", "a\u{1b}[31m\n/bom.json"),
    ] {
        files.add(title, "a.tar", end(file(name.as_bytes(), &bom)));
    }
    for (title, kind) in
        [("symbolic-link", b'2'), ("hard-link", b'1'), ("device", b'3'), ("pipe", b'6'), ("unknown-kind", b'~')]
    {
        files.add(title, "a.tar", end(header(b"bom.json", b"00000000000\0", kind, b"/etc/passwd")));
    }
    for (title, size) in [
        ("size-huge", &b"77777777777\0"[..]),
        ("size-base-256", &[0x80, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]),
        ("size-negative", &[0xFF; 12]),
        ("size-not-octal", b"99zz9999999\0"),
    ] {
        files.add(title, "a.tar", end([header(b"bom.json", size, b'0', b""), bom.clone()].concat()));
    }
    let mut wrong = end(file(b"bom.json", &bom));
    wrong[150] ^= 1;
    files.add("wrong-checksum", "a.tar", wrong);
    let many: Vec<u8> = (0..2_100).flat_map(|number| file(format!("{number}/bom.json").as_bytes(), b"{}")).collect();
    files.add("files-2100", "a.tar", end(many));
    let long = |kind: u8, text: &[u8]| {
        [header(b"x", format!("{:011o}\0", text.len()).as_bytes(), kind, b""), {
            let mut body = text.to_vec();
            body.resize(body.len().next_multiple_of(512), 0);
            body
        }]
        .concat()
    };
    files.add("long-name-256-kib", "a.tar", end([long(b'L', &vec![b'a'; 1 << 18]), file(b"bom.json", &bom)].concat()));
    files.add("pax-lies", "a.tar", end([long(b'x', b"99999999 path=bom.json\n"), file(b"a", &bom)].concat()));
    files.add(
        "pax-size",
        "a.tar",
        end([long(b'x', b"30 size=99999999999999999999\n"), file(b"bom.json", &bom)].concat()),
    );
    let whole = end(file(b"bom.json", &bom));
    files.add("cut", "a.tar", &whole[..700]);
    files.add("no-end", "a.tar", file(b"bom.json", &bom));
    files.add("in-gzip-in-tar", "a.tar", end(file(b"in.tar.gz", &gz(&whole))));
}

/// A Zstandard frame of blocks that each repeat one byte: four bytes make up to 128 KiB.
fn frame(blocks: usize, descriptor: &[u8]) -> Vec<u8> {
    let mut out = vec![0x28, 0xB5, 0x2F, 0xFD];
    out.extend(descriptor);
    for block in 0..blocks {
        let last = u32::from(block + 1 == blocks);
        let head = last | 1 << 1 | (128 * 1024) << 3;
        out.extend(&head.to_le_bytes()[..3]);
        out.push(b' ');
    }
    out
}

pub fn zstd(files: &mut Files) {
    let window = |exponent: u8| [0x00, exponent << 3];
    files.add("blanks-128-kib", "bom.json.zst", frame(1, &window(7)));
    files.add("blanks-50-mib", "bom.json.zst", frame(400, &window(7)));
    files.add("window-4-gib", "bom.json.zst", frame(1, &window(22)));
    files.add("window-largest", "bom.json.zst", frame(1, &[0x00, 0xFF]));
    files.add("size-lies", "bom.json.zst", frame(1, &[0xC0, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]));
    files.add("frames-2000", "bom.json.zst", frame(1, &window(7)).repeat(20).repeat(5));
    files.add("no-block", "bom.json.zst", frame(0, &window(7)));
    files.add("cut", "bom.json.zst", &frame(3, &window(7))[..9]);
    files.add("dictionary", "bom.json.zst", frame(1, &[0x03, 7 << 3, 1, 2, 3, 4]));
    files.add(
        "reserved-block",
        "bom.json.zst",
        [&[0x28, 0xB5, 0x2F, 0xFD, 0x00, 7 << 3, 0x07, 0, 0][..], &[0; 9]].concat(),
    );
    files.add("magic-alone", "bom.json.zst", [0x28, 0xB5, 0x2F, 0xFD]);
    files.add("rubbish", "bom.json.zst", [&[0x28, 0xB5, 0x2F, 0xFD][..], &[0xA5; 300]].concat());
}
