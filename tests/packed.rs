//! Files inside files: archives, compressed files, envelopes, several documents in one text.

#![expect(clippy::expect_used, reason = "a test may fail loudly")]

use std::io::Write as _;

use base64::Engine as _;
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use lockscope::engine::{FIRST_INNER_ID, Request, Response, Workspace};
use lockscope::formats::packed::{Budget, DEEPEST_ARCHIVE, MOST_BYTES, MOST_FILES, Unpacked, unpack};
use lockscope::model::ReadError;
use lockscope::view::files::{FileView, WorkspaceView};
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

const LOCK: &str = r#"{ "lockfileVersion": 3, "packages": { "": { "name": "shop" },
    "node_modules/cup": { "version": "1.0.0", "license": "MIT" } } }"#;
const BOM: &str =
    r#"{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"library","name":"cup","version":"1.0.0"}]}"#;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("room");
    encoder.finish().expect("room")
}

/// A zip archive; `lie` is what every entry's size is declared to be, in place of the truth.
fn zip(entries: &[(&str, &[u8])], lie: Option<u32>) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in entries {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).expect("room");
        let packed = encoder.finish().expect("room");
        let mut crc = flate2::Crc::new();
        crc.update(bytes);
        let mut header = vec![20, 0, 0, 0, 8, 0, 0, 0, 0, 0];
        header.extend(crc.sum().to_le_bytes());
        header.extend((packed.len() as u32).to_le_bytes());
        header.extend(lie.unwrap_or(bytes.len() as u32).to_le_bytes());
        header.extend((name.len() as u16).to_le_bytes());
        header.extend([0, 0]);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&header);
        directory.extend([0; 10]);
        directory.extend((out.len() as u32).to_le_bytes());
        directory.extend(name.as_bytes());
        out.extend(b"PK\x03\x04");
        out.extend(&header);
        out.extend(name.as_bytes());
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

fn tar(entries: &[(&str, u8, &[u8])]) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, kind, bytes) in entries {
        let mut header = [0u8; 512];
        header[..name.len()].copy_from_slice(name.as_bytes());
        header[124..135].copy_from_slice(format!("{:011o}", bytes.len()).as_bytes());
        header[148..156].copy_from_slice(b"        ");
        header[156] = *kind;
        header[257..265].copy_from_slice(b"ustar\x0000");
        let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
        header[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
        out.extend(header);
        out.extend(*bytes);
        out.resize(out.len().next_multiple_of(512), 0);
    }
    out.resize(out.len() + 1024, 0);
    out
}

fn open(name: &str, bytes: &[u8]) -> (Workspace, WorkspaceView) {
    let mut workspace = Workspace::new();
    workspace.open(1, name, bytes, &mut |_| {});
    let frame = frame(&mut workspace);
    (workspace, frame)
}

fn frame(workspace: &mut Workspace) -> WorkspaceView {
    match workspace.handle(Request::Workspace, &mut |_| {}) {
        Response::Workspace(frame) => frame,
        other => unreachable!("{other:?}"),
    }
}

fn names(frame: &WorkspaceView) -> Vec<&str> {
    frame.files.iter().map(|file| file.name.as_str()).collect()
}

fn taken(name: &str, bytes: &[u8], budget: Budget) -> (Result<Unpacked, ReadError>, Vec<String>) {
    let mut paths = Vec::new();
    let unpacked = unpack(name, bytes, budget, &mut |path, _| paths.push(path.to_owned()));
    (unpacked.expect("a packed file"), paths)
}

fn notice_texts(file: &FileView) -> String {
    file.notices.iter().map(|notice| notice.text.as_str()).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_compressed_file_is_the_file_inside() {
    let zst = compress_to_vec(LOCK.as_bytes(), CompressionLevel::Fastest);
    for (name, bytes) in [("package-lock.json.gz", gzip(LOCK.as_bytes())), ("a.zst", zst)] {
        let (_, frame) = open(name, &bytes);
        let [file] = frame.files.as_slice() else { unreachable!("{:?}", names(&frame)) };
        assert_eq!((file.name.as_str(), file.format.as_str(), file.error.as_ref()), (name, "npm lockfile 3", None));
        assert!(notice_texts(file).contains("Unpacked from a"), "{file:?}");
    }
}

#[test]
fn an_archive_becomes_its_lockfiles_and_says_what_was_passed_over() {
    let sources: Vec<(String, Vec<u8>)> =
        (0..70).map(|n| (format!("repo/src/{n}.rs"), b"fn main() {}".to_vec())).collect();
    let mut entries: Vec<(&str, &[u8])> =
        sources.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    entries.push(("repo/shop/package-lock.json", LOCK.as_bytes()));
    entries.push(("repo/../../etc/bom.json", BOM.as_bytes()));
    let (mut workspace, frame) = open("repo.zip", &zip(&entries, None));
    assert_eq!(names(&frame), ["repo.zip", "repo.zip/repo/shop/package-lock.json", "repo.zip/repo/etc/bom.json"]);
    let archive = &frame.files[0];
    assert_eq!((archive.format.as_str(), archive.holds), ("Zip archive", Some(2)));
    assert_eq!(notice_texts(archive), "70 files were passed over, not named like a lockfile or SBOM: 70 *.rs");
    assert!(frame.files[1..].iter().all(|file| file.inside == Some(1) && file.id >= FIRST_INNER_ID));
    workspace.handle(Request::Remove { file: frame.files[1].id }, &mut |_| {});
    assert_eq!(self::frame(&mut workspace).files.len(), 2);
    workspace.handle(Request::Include { file: 1, included: false }, &mut |_| {});
    assert_eq!(self::frame(&mut workspace).components, 0);
    workspace.handle(Request::Remove { file: 1 }, &mut |_| {});
    assert!(self::frame(&mut workspace).files.is_empty());
}

#[test]
fn a_small_archive_is_searched_by_content() {
    let (_, frame) = open("mail.zip", &zip(&[("report.txt", BOM.as_bytes()), ("letter.txt", b"Dear all")], None));
    assert_eq!(names(&frame), ["mail.zip", "mail.zip/report.txt"]);
    assert!(notice_texts(&frame.files[0]).contains("1 file was passed over"));
}

#[test]
fn a_tar_archive_is_read_through_its_compression_and_its_long_names() {
    let long = format!("{}/package-lock.json", "folder".repeat(20));
    let pax = format!("{} path={long}\n", long.len() + 10);
    let archive = tar(&[
        ("pax", b'x', pax.as_bytes()),
        ("cut", b'0', LOCK.as_bytes()),
        ("././@LongLink", b'L', format!("{long}\0").as_bytes()),
        ("cut", b'0', LOCK.as_bytes()),
        ("b/bom.json", b'0', BOM.as_bytes()),
        ("b/link.json", b'2', b""),
    ]);
    let (_, frame) = open("all.tgz", &gzip(&archive));
    assert_eq!(
        names(&frame),
        ["all.tgz".to_owned(), format!("all.tgz/{long}"), format!("all.tgz/{long}"), "all.tgz/b/bom.json".to_owned()]
    );
}

#[test]
fn an_envelope_is_opened_and_its_signature_not_vouched_for() {
    let statement = format!(
        r#"{{"_type":"https://in-toto.io/Statement/v1","subject":[],"predicateType":"https://cyclonedx.org/bom","predicate":{BOM}}}"#
    );
    let text = serde_json::to_string(BOM).expect("text");
    let custom = statement.replace(BOM, &format!(r#"{{"Data":{text}}}"#));
    for statement in [statement, custom] {
        let payload = base64::engine::general_purpose::STANDARD.encode(&statement);
        let envelope =
            format!(r#"{{"payloadType":"application/vnd.in-toto+json","payload":"{payload}","signatures":[]}}"#);
        let (_, frame) = open("bom.intoto.jsonl", envelope.as_bytes());
        let [file] = frame.files.as_slice() else { unreachable!("{:?}", names(&frame)) };
        assert_eq!(file.format, "CycloneDX JSON 1.6");
        assert!(notice_texts(file).contains("the signature was not checked"));
        let bundle =
            format!(r#"{{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","dsseEnvelope":{envelope}}}"#);
        assert_eq!(open("bundle.json", bundle.as_bytes()).1.files[0].format, "CycloneDX JSON 1.6");
        let (_, lines) = open("two.jsonl", format!("{envelope}\n{envelope}\n").as_bytes());
        assert_eq!(names(&lines), ["two.jsonl", "two.jsonl/two.jsonl line 1", "two.jsonl/two.jsonl line 2"]);
    }
}

#[test]
fn an_attestation_without_an_sbom_says_so() {
    let statement = r#"{"_type":"https://in-toto.io/Statement/v1","predicateType":"https://slsa.dev/provenance/v1","predicate":{"buildDefinition":{}}}"#;
    let (_, frame) = open("a.json", statement.as_bytes());
    let error = frame.files[0].error.as_ref().expect("an error");
    assert_eq!(error.message, "This attestation holds no SBOM; its predicate is https://slsa.dev/provenance/v1");
}

#[test]
fn documents_one_a_line_are_files_of_their_own() {
    let (_, frame) = open("boms.ndjson", format!("{BOM}\n\n{BOM}\nnonsense\n").as_bytes());
    assert_eq!(names(&frame), ["boms.ndjson", "boms.ndjson/boms.ndjson line 1", "boms.ndjson/boms.ndjson line 3"]);
    assert!(notice_texts(&frame.files[0]).contains("line 4 was left out"));
}

#[test]
fn a_listing_of_one_package_a_line_is_one_file() {
    let listings = [
        "{\"value\":\"a@npm:1.0.0\",\"children\":{\"Version\":\"1.0.0\"}}\n",
        "{\"Path\":\"example.org/a\",\"Version\":\"v1.0.0\"}\n",
    ];
    for line in listings {
        let (_, frame) = open("listing.json", line.repeat(2).as_bytes());
        assert_eq!(names(&frame), ["listing.json"]);
    }
}

#[test]
fn a_bomb_is_refused_by_name_and_number() {
    let zeros = vec![b' '; 300_000];
    let small = || Budget::new(100_000);
    let bombs = [
        ("bomb.gz", gzip(&zeros)),
        ("bomb.zst", compress_to_vec(zeros.as_slice(), CompressionLevel::Fastest)),
        ("bomb.zip", zip(&[("bom.json", &zeros)], None)),
        ("bomb.tgz", gzip(&tar(&[("bom.json", b'0', &zeros)]))),
        ("many.zip", zip(&[("a/bom.json", &zeros[..60_000]), ("b/bom.json", &zeros[..60_000])], None)),
    ];
    for (name, bytes) in bombs {
        let error = taken(name, &bytes, small()).0.expect_err(name);
        assert_eq!(error.code, "unpacks-too-large");
        assert!(error.message.starts_with("The file unpacks to more than 100,000 bytes"), "{name}: {error}");
    }
    assert_eq!(MOST_BYTES, 1_073_741_824);
}

#[test]
fn an_entry_larger_than_it_declares_is_left_out() {
    let zeros = vec![b' '; 300_000];
    let (unpacked, paths) = taken("liar.zip", &zip(&[("bom.json", &zeros)], Some(10)), Budget::default());
    let notices = unpacked.expect("an archive").notices;
    assert!(paths.is_empty() && notices[0].message.contains("more than the 10 bytes it declares"), "{notices:?}");
}

#[test]
fn archives_nest_twice_and_no_deeper() {
    assert_eq!(DEEPEST_ARCHIVE, 2);
    let inner = zip(&[("bom.json", BOM.as_bytes())], None);
    let twice = zip(&[("inner.zip", &inner)], None);
    let thrice = zip(&[("twice.zip", &twice)], None);
    assert_eq!(names(&open("twice.zip", &twice).1), ["twice.zip", "twice.zip/inner.zip/bom.json"]);
    let (_, frame) = open("thrice.zip", &thrice);
    let error = frame.files[0].error.as_ref().expect("an error");
    assert_eq!(error.message, "inner.zip lies deeper than 2 archives in each other");
    let mut wrapped = BOM.as_bytes().to_vec();
    for _ in 0..8 {
        wrapped = gzip(&wrapped);
    }
    assert!(taken("a.gz", &wrapped, Budget::default()).0.is_err_and(|error| error.message.contains("6 layers")));
}

#[test]
fn too_many_files_are_refused() {
    let paths: Vec<String> = (0..=MOST_FILES).map(|n| format!("{n}/bom.json")).collect();
    let entries: Vec<(&str, &[u8])> = paths.iter().map(|path| (path.as_str(), BOM.as_bytes())).collect();
    let error = taken("many.zip", &zip(&entries, None), Budget::default()).0.expect_err("too many");
    assert_eq!(error.message, "It holds more than 2,000 files to read");
}

#[test]
fn damaged_packing_is_told_and_never_stops_the_engine() {
    let whole = [
        gzip(LOCK.as_bytes()),
        compress_to_vec(LOCK.as_bytes(), CompressionLevel::Fastest),
        zip(&[("package-lock.json", LOCK.as_bytes()), ("bom.json", BOM.as_bytes())], None),
        tar(&[("package-lock.json", b'0', LOCK.as_bytes())]),
    ];
    for bytes in &whole {
        for cut in 1..16 {
            let end = bytes.len() * cut / 16;
            let (_, frame) = open("cut", &bytes[..end]);
            assert!(!frame.files.is_empty());
        }
        for at in 0..bytes.len().min(700) {
            let mut flipped = bytes.clone();
            flipped[at] ^= 0xFF;
            assert!(!open("flipped", &flipped).1.files.is_empty());
        }
    }
    let broken = open("a.gz", &whole[0][..20]).1;
    assert_eq!(
        broken.files[0].error.as_ref().map(|error| error.advice.as_str()),
        Some("Fetch or copy the file again, or unpack it yourself")
    );
}

#[test]
fn one_broken_entry_leaves_the_others() {
    let mut bytes = zip(&[("a/package-lock.json", LOCK.as_bytes()), ("b/bom.json", BOM.as_bytes())], None);
    bytes[60] ^= 0xFF;
    let (_, frame) = open("half.zip", &bytes);
    assert_eq!(names(&frame), ["half.zip", "half.zip/b/bom.json"]);
    assert!(notice_texts(&frame.files[0]).contains("a/package-lock.json was left out"));
}

#[test]
fn an_archive_without_anything_to_read_says_so() {
    let (_, frame) = open("photos.zip", &zip(&[("a.jpg", b"\xFF\xD8")], None));
    let error = frame.files[0].error.as_ref().expect("an error");
    assert!(
        error.message.starts_with("This is a zip archive without a lockfile or SBOM. 1 file was passed over"),
        "{error:?}"
    );
}

#[test]
fn a_folder_of_installed_code_tells_licences_and_adds_nothing() {
    let metadata = b"Metadata-Version: 2.4\nName: plate\nVersion: 2.0\nLicense: UNKNOWN\nClassifier: License :: OSI Approved :: MIT License\n\nLong text\nName: wrong\n";
    let archive = tar(&[
        ("node_modules/cup/package.json", b'0', br#"{"name":"cup","version":"1.0.0","license":"Apache-2.0"}"#),
        ("node_modules/cup/lib/package.json", b'0', br#"{"type":"module"}"#),
        ("node_modules/cup/index.js", b'0', b"x"),
        (
            "node_modules/old/package.json",
            b'0',
            br#"{"name":"old","version":"1.0.0","licenses":[{"type":"MIT"},{"type":"GPL-2.0"}]}"#,
        ),
        ("node_modules/broken/package.json", b'0', b"{"),
        ("site-packages/plate-2.0.dist-info/METADATA", b'0', metadata),
        ("vendor/bowl/Cargo.toml", b'0', b"[package]\nname = \"bowl\"\nversion = \"0.1.0\"\nlicense = \"MIT\"\n"),
    ]);
    let mut workspace = Workspace::new();
    workspace.open(1, "package-lock.json", LOCK.replace(r#", "license": "MIT""#, "").as_bytes(), &mut |_| {});
    workspace.open(2, "node_modules", &archive, &mut |_| {});
    let frame = frame(&mut workspace);
    assert_eq!(frame.components, 2, "{:?}", names(&frame));
    assert_eq!(frame.files[1].format, "Installed packages");
    assert!(notice_texts(&frame.files[1]).contains("1 manifests could not be read"), "{:?}", frame.files[1]);
    let facts = workspace.facts(&mut |_| {});
    let licenses: Vec<&str> =
        facts.graph.nodes[1].component.licenses.iter().map(|license| license.raw.as_str()).collect();
    assert_eq!(licenses, ["Apache-2.0"]);
    let told: Vec<String> = facts.files[1]
        .content
        .as_ref()
        .ok()
        .into_iter()
        .flat_map(|read| &read.document.components)
        .map(|component| {
            let licenses: Vec<&str> = component.licenses.iter().map(|license| license.raw.as_str()).collect();
            format!(
                "{} {}",
                component.package_url.as_ref().map(ToString::to_string).unwrap_or_default(),
                licenses.join(" / ")
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "pkg:npm/cup@1.0.0 Apache-2.0",
            "pkg:npm/old@1.0.0 MIT / GPL-2.0",
            "pkg:pypi/plate@2.0 MIT License",
            "pkg:cargo/bowl@0.1.0 MIT"
        ]
    );
}

#[test]
fn installed_code_inside_an_archived_project_is_passed_over() {
    let entries: [(&str, &[u8]); 2] =
        [("repo/package-lock.json", LOCK.as_bytes()), ("repo/node_modules/x/package-lock.json", LOCK.as_bytes())];
    assert_eq!(names(&open("repo.zip", &zip(&entries, None)).1), ["repo.zip", "repo.zip/repo/package-lock.json"]);
}
