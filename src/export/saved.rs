//! A workspace as one file (`docs/workspace.md`): the files themselves, context, settlements, decisions, rules, view.
//!
//! Reading is strict: a file with an error changes nothing. What the page keeps of its view is carried word for word.

use std::io::{Read as _, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use crate::export::record::{self, Record};
use crate::licenses::Settlements;
use crate::model::{Notice, Place, ReadError};

/// What the key `schema` says.
pub const SCHEMA: &str = "lockscope-workspace/1";
const SCHEMA_OF_ANY_VERSION: &str = "lockscope-workspace/";

/// The largest workspace file that is read, in bytes.
pub const LARGEST: usize = 768 << 20;
/// The most files one holds.
pub const MOST_FILES: usize = 10_000;
/// The most bytes that its files have together, unpacked.
pub const MOST_BYTES: usize = 1 << 30;

/// Everything a workspace file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Saved {
    /// Which version of Lockscope saved it: `0.1.0`.
    pub tool: String,
    /// Decisions, context and relations, as in a record.
    pub record: Record,
    pub settlements: Settlements,
    /// Our own rules, where they were given as text: name and text.
    pub policy: Option<(String, String)>,
    /// What the page showed; `null` where nobody said.
    pub view: Value,
    pub files: Vec<SavedFile>,
}

/// One file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SavedFile {
    pub name: String,
    /// Unticked files stay loaded and are not counted.
    pub included: bool,
    pub bytes: Vec<u8>,
}

/// The keys of the file, in the order in which they are written.
#[derive(Serialize, Deserialize)]
struct Written<'a> {
    schema: String,
    #[serde(default)]
    tool: String,
    #[serde(borrow)]
    record: &'a RawValue,
    #[serde(default)]
    settlements: Settlements,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    policy: Option<WrittenPolicy>,
    #[serde(default)]
    view: Value,
    files: Vec<WrittenFile>,
}

#[derive(Serialize, Deserialize)]
struct WrittenPolicy {
    name: String,
    text: String,
}

#[derive(Serialize, Deserialize)]
struct WrittenFile {
    name: String,
    size: usize,
    sha256: String,
    #[serde(default = "ticked")]
    included: bool,
    /// Deflated, in base64.
    content: String,
}

fn ticked() -> bool {
    true
}

/// Writes a workspace. Reading it gives the same workspace. `None` where a part of it cannot be said in JSON.
pub fn write(saved: &Saved) -> Option<String> {
    let record = record::write(&saved.record);
    let files = saved.files.iter().map(|file| WrittenFile {
        name: file.name.clone(),
        size: file.bytes.len(),
        sha256: sha256(&file.bytes),
        included: file.included,
        content: STANDARD.encode(deflated(&file.bytes)),
    });
    let written = Written {
        schema: SCHEMA.to_owned(),
        tool: saved.tool.clone(),
        record: serde_json::from_str(&record).ok()?,
        settlements: saved.settlements.clone(),
        policy: saved.policy.clone().map(|(name, text)| WrittenPolicy { name, text }),
        view: saved.view.clone(),
        files: files.collect(),
    };
    serde_json::to_string(&written).ok().map(|text| text + "\n")
}

/// Does a file begin like one of ours?
pub fn is_saved(text: &str) -> bool {
    let start: String = text.chars().take(200).filter(|letter| !letter.is_whitespace()).collect();
    start.starts_with("{\"schema\":\"") && start.contains(SCHEMA_OF_ANY_VERSION)
}

/// Reads a workspace, with remarks on its record. `name` is the file's, for messages.
///
/// # Errors
/// Where it is too large, cut off, no JSON, of another schema, or a file in it is not what it says it is.
pub fn read(name: &str, text: &str) -> Result<(Saved, Vec<Notice>), ReadError> {
    if text.len() > LARGEST {
        let message = format!("A workspace file may have {LARGEST} bytes, {name} has {}", text.len());
        return Err(ReadError::new("too-large", message, None, "Open its files by themselves"));
    }
    if let Some(schema) = schema_of(text).filter(|schema| schema != SCHEMA) {
        let message = format!("This workspace is of schema “{}”; this version reads “{SCHEMA}”", schema.escape_debug());
        return Err(refused(
            "another-schema",
            message,
            "schema",
            "Open it with the version of Lockscope that saved it",
        ));
    }
    let written: Written<'_> = serde_json::from_str(text).map_err(|error| broken(name, &error))?;
    if written.files.len() > MOST_FILES {
        let message = format!("A workspace may hold {MOST_FILES} files, this one holds {}", written.files.len());
        return Err(refused("too-many-files", message, "files", "Open its files by themselves"));
    }
    let (record, notices) = record::read(name, written.record.get()).map_err(|mut error| {
        error.place = Some(Place::Path(match error.place {
            Some(place) => format!("record, {place}"),
            None => "record".to_owned(),
        }));
        error
    })?;
    let mut left = MOST_BYTES;
    let mut files = Vec::with_capacity(written.files.len());
    for (at, file) in written.files.into_iter().enumerate() {
        files.push(unpacked(file, at, &mut left)?);
    }
    let policy = written.policy.map(|policy| (policy.name, policy.text));
    let (tool, settlements, view) = (written.tool, written.settlements, written.view);
    Ok((Saved { tool, record, settlements, policy, view, files }, notices))
}

/// The schema that the text states, where it is JSON at all.
fn schema_of(text: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Schema {
        schema: String,
    }
    serde_json::from_str::<Schema>(text).ok().map(|found| found.schema)
}

fn unpacked(file: WrittenFile, at: usize, left: &mut usize) -> Result<SavedFile, ReadError> {
    let place = |key: &str| format!("files[{at}].{key}");
    let advice = "Save the workspace again, or open its files by themselves";
    let name = file.name.escape_debug();
    let Some(rest) = left.checked_sub(file.size) else {
        let message =
            format!("The files of a workspace may have {MOST_BYTES} bytes together; with “{name}” they have more");
        return Err(refused("too-large", message, &place("size"), advice));
    };
    *left = rest;
    let packed = STANDARD.decode(&file.content).map_err(|error| {
        refused("broken-content", format!("The content of “{name}” is no base64: {error}"), &place("content"), advice)
    })?;
    let mut bytes = Vec::new();
    // One byte more than stated, to see that there is more.
    let read = DeflateDecoder::new(packed.as_slice()).take(file.size as u64 + 1).read_to_end(&mut bytes);
    if read.is_err() || bytes.len() != file.size {
        let message = format!("The content of “{name}” is not the {} bytes that are stated", file.size);
        return Err(refused("broken-content", message, &place("content"), advice));
    }
    if sha256(&bytes) != file.sha256 {
        let message = format!("The content of “{name}” has another SHA-256 than is stated: it was changed or damaged");
        return Err(refused("broken-content", message, &place("sha256"), advice));
    }
    Ok(SavedFile { name: file.name, included: file.included, bytes })
}

fn refused(code: &str, message: String, place: &str, advice: &str) -> ReadError {
    ReadError::new(code, message, Some(Place::Path(place.to_owned())), advice)
}

fn broken(name: &str, error: &serde_json::Error) -> ReadError {
    let place = Place::Line { line: error.line() as u32, column: error.column() as u32 };
    let (code, what) = if error.is_eof() { ("truncated", "is cut off") } else { ("invalid-json", "cannot be read") };
    let why = error.to_string();
    let why = why.split(" at line ").next().unwrap_or_default().to_owned();
    let message = format!("{name} {what}: {why}");
    ReadError::new(code, message, Some(place), "Save the workspace again, or open its files by themselves")
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    // Writing into memory does not fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved() -> Saved {
        let file = |name: &str, bytes: &[u8]| SavedFile {
            name: name.to_owned(),
            included: name != "b",
            bytes: bytes.to_vec(),
        };
        Saved {
            tool: "0.1.0".to_owned(),
            policy: Some(("rules.toml".to_owned(), "a = 1\n".to_owned())),
            view: serde_json::json!({ "tab": "graph" }),
            files: vec![file("a/package-lock.json", b"{}"), file("b", &[0, 255, 13, 10])],
            ..Saved::default()
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let text = write(&saved()).unwrap();
        assert!(is_saved(&text));
        let (mut again, _) = read("x", &text).unwrap();
        again.record = Record::default();
        assert_eq!(again, saved());
    }

    #[test]
    fn errors_name_the_place_and_the_reason() {
        let text = write(&saved()).unwrap();
        let hash = sha256(b"{}");
        for (broken, code, place) in [
            (text.replace("workspace/1", "workspace/9"), "another-schema", "schema"),
            (text.replace("\"size\":2,", "\"size\":1,"), "broken-content", "files[0].content"),
            (text.replace("\"size\":2,", "\"size\":3,"), "broken-content", "files[0].content"),
            (text.replace("\"size\":2,", "\"size\":9999999999,"), "too-large", "files[0].size"),
            (text.replace(&hash, "00"), "broken-content", "files[0].sha256"),
            (text.replace("\"content\":\"", "\"content\":\"!"), "broken-content", "files[0].content"),
            (text.replace("lockscope-record/1", "lockscope-record/9"), "another-schema", "record"),
            (text.replace("\"files\":[", "\"files\":[7,"), "invalid-json", "line "),
            (text.get(..text.len() / 2).unwrap().to_owned(), "truncated", "line "),
        ] {
            let error = read("x", &broken).unwrap_err();
            let found = error.place.clone().map(|place| place.to_string()).unwrap_or_default();
            assert_eq!(error.code, code, "{error}");
            assert!(found.starts_with(place), "{code}: {found}");
        }
    }
}
