//! What matching an export of a vulnerability database costs: made here, zipped, read for a graph of 20,000 packages.
//!
//! ```text
//! cargo run --release --example osv -- [MEGABYTES] [PACKAGES]     # 200 and 20,000 where they are left out
//! ```
//!
//! Megabytes are those of the records, unpacked. One in fifty records concerns a loaded package. The same numbers give
//! the same bytes. It measures; it says nothing about real advisories.
#![cfg_attr(
    not(target_arch = "wasm32"),
    expect(clippy::disallowed_methods, reason = "it runs outside a browser: it reads a clock")
)]

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    native::main();
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::io::Write as _;
    use std::time::Instant;

    use flate2::write::DeflateEncoder;
    use flate2::{Compression, Crc};
    use lockscope::engine::{Request, Response, Workspace};
    use lockscope::view::vulnerabilities::VulnerabilitiesRequest;

    #[expect(clippy::print_stdout, reason = "it prints what it measured")]
    pub fn main() {
        let mut numbers = std::env::args().skip(1).filter_map(|word| word.parse::<usize>().ok());
        let megabytes = numbers.next().unwrap_or(200);
        let packages = numbers.next().unwrap_or(20_000);
        let mut workspace = Workspace::new();
        workspace.open(1, "package-lock.json", lockfile(packages).as_bytes(), &mut |_| {});
        workspace.handle(Request::Workspace, &mut |_| {});
        let (zip, records, bytes) = export(megabytes * 1_000_000, packages);
        println!(
            "{records} records, {} MB, {} MB zipped; {packages} packages",
            bytes / 1_000_000,
            zip.len() / 1_000_000
        );
        for run in 1..=3 {
            let (mut words, mut longest) = (0, 0.0f64);
            let start = Instant::now();
            let mut last = start;
            workspace.open(2, "all.zip", &zip, &mut |_| {
                words += 1;
                longest = longest.max(last.elapsed().as_secs_f64());
                last = Instant::now();
            });
            let read = start.elapsed().as_secs_f64();
            let start = Instant::now();
            let answer = workspace.handle(Request::Vulnerabilities(VulnerabilitiesRequest::default()), &mut |_| {});
            let weighed = start.elapsed().as_secs_f64();
            let Response::Vulnerabilities(view) = answer else { continue };
            println!(
                "run {run}: read {read:.2} s with {words} words on progress at most {longest:.2} s apart, graph, judged and weighed \
                 {weighed:.2} s: {}",
                view.summary
            );
        }
    }

    fn lockfile(packages: usize) -> String {
        let mut text = r#"{"lockfileVersion":3,"packages":{"":{"name":"app","version":"1.0.0"}"#.to_owned();
        for at in 0..packages {
            text.push_str(&format!(r#","node_modules/package-{at}":{{"version":"1.{}.0","license":"MIT"}}"#, at % 40));
        }
        text + "}}"
    }

    /// The zipped export, its records and their bytes.
    fn export(wanted: usize, packages: usize) -> (Vec<u8>, usize, usize) {
        let (mut out, mut directory) = (Vec::new(), Vec::new());
        let (mut records, mut bytes) = (0usize, 0usize);
        while bytes < wanted {
            let text = record(records, packages);
            bytes += text.len();
            let mut crc = Crc::new();
            crc.update(text.as_bytes());
            let mut packer = DeflateEncoder::new(Vec::new(), Compression::default());
            let packed = packer.write_all(text.as_bytes()).and_then(|()| packer.finish()).unwrap_or_default();
            let path = format!("GHSA-{records:08}.json");
            let at = out.len() as u32;
            let mut fields = Vec::new();
            for field in [crc.sum(), packed.len() as u32, text.len() as u32] {
                fields.extend(field.to_le_bytes());
            }
            let length = (path.len() as u16).to_le_bytes();
            out.extend(b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0");
            out.extend(&fields);
            out.extend(length);
            out.extend([0, 0]);
            out.extend(path.bytes());
            out.extend(packed);
            directory.extend(b"PK\x01\x02\x14\0\x14\0\0\0\x08\0\0\0\0\0");
            directory.extend(&fields);
            directory.extend(length);
            directory.extend([0; 12]);
            directory.extend(at.to_le_bytes());
            directory.extend(path.bytes());
            records += 1;
        }
        let (start, size) = (out.len() as u64, directory.len() as u64);
        out.extend(directory);
        // The large record, its locator, and the record at the end that points to it.
        let large_at = out.len() as u64;
        out.extend(b"PK\x06\x06");
        out.extend(44u64.to_le_bytes());
        out.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        for field in [records as u64, records as u64, size, start] {
            out.extend(field.to_le_bytes());
        }
        out.extend(b"PK\x06\x07\0\0\0\0");
        out.extend(large_at.to_le_bytes());
        out.extend(1u32.to_le_bytes());
        out.extend(b"PK\x05\x06\0\0\0\0");
        out.extend([0xFF; 12]);
        out.extend([0, 0]);
        (out, records, bytes)
    }

    fn record(at: usize, packages: usize) -> String {
        let name = match at % 50 {
            0 => format!("package-{}", at * 7 % packages),
            _ => format!("elsewhere-{at}"),
        };
        let words = ["input", "is", "not", "checked", "before", "it", "reaches", "the", "parser", "and", "may", "stop"];
        let details: String =
            (0..260 + at % 400).map(|word| format!("{} ", words[(word * 7 + at) % words.len()])).collect();
        format!(
            "{{\n  \"schema_version\": \"1.6.0\",\n  \"id\": \"GHSA-{at:08}\",\n  \"modified\": \"2026-0{}-01T00:00:00Z\",\n  \"aliases\": [\"CVE-2026-{at}\"],\n  \
             \"summary\": \"Record {at}\",\n  \"details\": \"{details}\",\n  \"severity\": [{{\"type\": \"CVSS_V3\", \"score\": \"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N\"}}],\n  \
             \"affected\": [{{\"package\": {{\"ecosystem\": \"npm\", \"name\": \"{name}\"}}, \"ranges\": [{{\"type\": \"SEMVER\", \"events\": [{{\"introduced\": \"0\"}}, \
             {{\"fixed\": \"1.{}.0\"}}]}}]}}],\n  \"references\": [{{\"type\": \"WEB\", \"url\": \"https://advisories.example/{at}\"}}]\n}}\n",
            at % 9 + 1,
            at % 40
        )
    }
}
