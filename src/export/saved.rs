//! A workspace as one file (`docs/workspace.md`): context, settlements, decisions, rules, view, and the files themselves.
//!
//! Written and read file by file, so that nobody holds the bytes of all of them. Reading is strict: a file with an
//! error changes nothing. What the page keeps of its view is carried word for word.

use std::borrow::Cow;
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
/// How far the schema is looked for, in bytes.
const HEAD: usize = 200;

/// The largest workspace file that is read, in bytes.
pub const LARGEST: usize = 512 << 20;
/// The largest file in one, in bytes, unpacked.
pub const LARGEST_FILE: usize = 512 << 20;
/// The most files one holds.
pub const MOST_FILES: usize = 10_000;
/// The most bytes that its files have together, unpacked.
pub const MOST_BYTES: usize = 1 << 30;

/// Everything a workspace file holds but the bytes of its files.
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
    /// In the order in which they were opened.
    pub files: Vec<SavedFile>,
}

/// One file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SavedFile {
    /// By which `view` names it; 0 where nobody said.
    pub id: u32,
    pub name: String,
    /// Unticked files stay loaded and are not counted.
    pub included: bool,
    /// Of an archive: the files inside, by their positions from 1, that are unticked and that were closed.
    pub unticked_inside: Vec<u32>,
    pub closed_inside: Vec<u32>,
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
    #[serde(borrow)]
    files: Vec<WrittenFile<'a>>,
}

#[derive(Serialize, Deserialize)]
struct WrittenPolicy {
    name: String,
    text: String,
}

#[derive(Serialize, Deserialize)]
struct WrittenFile<'a> {
    #[serde(default)]
    id: u32,
    name: String,
    size: usize,
    sha256: String,
    #[serde(default = "ticked")]
    included: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    unticked_inside: Vec<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    closed_inside: Vec<u32>,
    /// Deflated, in base64.
    #[serde(borrow)]
    content: Cow<'a, str>,
}

fn ticked() -> bool {
    true
}

/// What stands between the entries of two files.
pub const BETWEEN: &str = ",\n";

/// The text before the entries of files and the text after them; `None` where a part cannot be said in JSON.
pub fn frame(saved: &Saved) -> Option<(String, &'static str)> {
    const END: &str = "]}";
    let record = record::write(&saved.record);
    let written = Written {
        schema: SCHEMA.to_owned(),
        tool: saved.tool.clone(),
        record: serde_json::from_str(&record).ok()?,
        settlements: saved.settlements.clone(),
        policy: saved.policy.clone().map(|(name, text)| WrittenPolicy { name, text }),
        view: saved.view.clone(),
        files: Vec::new(),
    };
    let text = serde_json::to_string(&written).ok()?;
    Some((text.strip_suffix(END)?.to_owned() + "\n", "\n]}\n"))
}

/// The entry of one file, with its bytes; `None` where its name cannot be said in JSON.
pub fn entry(file: &SavedFile, bytes: &[u8]) -> Option<String> {
    let written = WrittenFile {
        id: file.id,
        name: file.name.clone(),
        size: bytes.len(),
        sha256: sha256(bytes),
        included: file.included,
        unticked_inside: file.unticked_inside.clone(),
        closed_inside: file.closed_inside.clone(),
        content: STANDARD.encode(deflated(bytes)).into(),
    };
    serde_json::to_string(&written).ok()
}

/// Does a file begin like one of ours?
pub fn is_saved(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes));
    let start: String = start.trim_start_matches('\u{feff}').chars().filter(|letter| !letter.is_whitespace()).collect();
    start.starts_with("{\"schema\":\"") && start.contains(SCHEMA_OF_ANY_VERSION)
}

/// Reads a workspace, with remarks on its record; `take` is handed the bytes of each of its files, in their order.
/// `name` is the workspace's, for messages.
///
/// # Errors
/// Where it is too large, cut off, no JSON, of another schema, or a file in it is not what it says it is.
pub fn read(name: &str, bytes: &[u8], take: &mut dyn FnMut(Vec<u8>)) -> Result<(Saved, Vec<Notice>), ReadError> {
    if bytes.len() > LARGEST {
        let message = format!("A workspace file may have {LARGEST} bytes, {name} has {}", bytes.len());
        return Err(ReadError::new("too-large", message, None, "Open its files by themselves"));
    }
    let text = text_of(name, bytes)?;
    if let Some(schema) = schema_of(text).filter(|schema| schema != SCHEMA) {
        let message = format!("This workspace is of schema “{}”; this version reads “{SCHEMA}”", schema.escape_debug());
        let advice = "Open it with the version of Lockscope that saved it";
        return Err(refused("another-schema", message, "schema", advice));
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
        take(unpacked(&file, at, &mut left)?);
        let WrittenFile { id, name, included, unticked_inside, closed_inside, .. } = file;
        files.push(SavedFile { id, name, included, unticked_inside, closed_inside });
    }
    let policy = written.policy.map(|policy| (policy.name, policy.text));
    let (tool, settlements, view) = (written.tool, written.settlements, written.view);
    Ok((Saved { tool, record, settlements, policy, view, files }, notices))
}

fn text_of<'b>(name: &str, bytes: &'b [u8]) -> Result<&'b str, ReadError> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let line = before.iter().filter(|byte| **byte == b'\n').count() as u32 + 1;
        let place = Place::Line { line, column: (before.len() - line_start) as u32 + 1 };
        ReadError::new("invalid-text", format!("{name} is no text in UTF-8"), Some(place), ADVICE)
    })
}

/// The schema that the text states, where it is JSON at all.
fn schema_of(text: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Schema {
        schema: String,
    }
    serde_json::from_str::<Schema>(text).ok().map(|found| found.schema)
}

const ADVICE: &str = "Save the workspace again, or open its files by themselves";

fn unpacked(file: &WrittenFile<'_>, at: usize, left: &mut usize) -> Result<Vec<u8>, ReadError> {
    let refused =
        |code: &str, message: String, key: &str| refused(code, message, &format!("files[{at}].{key}"), ADVICE);
    let name = file.name.escape_debug();
    if file.size > LARGEST_FILE {
        let message = format!("A file of a workspace may have {LARGEST_FILE} bytes; “{name}” has {}", file.size);
        return Err(refused("too-large", message, "size"));
    }
    let Some(rest) = left.checked_sub(file.size) else {
        let message =
            format!("The files of a workspace may have {MOST_BYTES} bytes together; with “{name}” they have more");
        return Err(refused("too-large", message, "size"));
    };
    *left = rest;
    let packed = STANDARD.decode(file.content.as_bytes()).map_err(|error| {
        refused("broken-content", format!("The content of “{name}” is no base64: {error}"), "content")
    })?;
    let mut bytes = Vec::new();
    // One byte more than stated, to see that there is more.
    let read = DeflateDecoder::new(packed.as_slice()).take(file.size as u64 + 1).read_to_end(&mut bytes);
    if read.is_err() || bytes.len() != file.size {
        let message = format!("The content of “{name}” is not the {} bytes that are stated", file.size);
        return Err(refused("broken-content", message, "content"));
    }
    if sha256(&bytes) != file.sha256 {
        let message = format!("The content of “{name}” has another SHA-256 than is stated: it was changed or damaged");
        return Err(refused("broken-content", message, "sha256"));
    }
    Ok(bytes)
}

fn refused(code: &str, message: String, place: &str, advice: &str) -> ReadError {
    ReadError::new(code, message, Some(Place::Path(place.to_owned())), advice)
}

fn broken(name: &str, error: &serde_json::Error) -> ReadError {
    let place = Place::Line { line: error.line() as u32, column: error.column() as u32 };
    let (code, what) = if error.is_eof() { ("truncated", "is cut off") } else { ("invalid-json", "cannot be read") };
    let why = error.to_string();
    let why = why.split(" at line ").next().unwrap_or_default().to_owned();
    ReadError::new(code, format!("{name} {what}: {why}"), Some(place), ADVICE)
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    // Writing into memory does not fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

/// In hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved() -> (Saved, Vec<Vec<u8>>) {
        let file = |id, name: &str| SavedFile { id, name: name.to_owned(), included: id != 7, ..SavedFile::default() };
        let inside = SavedFile { unticked_inside: vec![2], closed_inside: vec![1, 3], ..file(9, "c.zip") };
        let saved = Saved {
            tool: "0.1.0".to_owned(),
            policy: Some(("rules.toml".to_owned(), "a = 1\n".to_owned())),
            view: serde_json::json!({ "screen": "graph" }),
            files: vec![file(3, "a/package-lock.json"), file(7, "b"), inside],
            ..Saved::default()
        };
        (saved, vec![b"{}".to_vec(), vec![0, 255, 13, 10], b"PK".to_vec()])
    }

    fn write(saved: &Saved, bytes: &[Vec<u8>]) -> String {
        let (head, end) = frame(saved).unwrap();
        let entries: Vec<String> =
            saved.files.iter().zip(bytes).map(|(file, bytes)| entry(file, bytes).unwrap()).collect();
        head + &entries.join(BETWEEN) + end
    }

    #[test]
    fn what_is_written_is_read_again() {
        let (saved, bytes) = saved();
        let text = write(&saved, &bytes);
        assert!(is_saved(text.as_bytes()) && is_saved(format!("\u{feff}{text}").as_bytes()));
        let mut taken = Vec::new();
        let (mut again, _) = read("x", text.as_bytes(), &mut |bytes| taken.push(bytes)).unwrap();
        again.record = Record::default();
        assert_eq!((again, taken), (saved, bytes));
    }

    #[test]
    fn a_workspace_without_files_is_one() {
        let text = write(&Saved::default(), &[]);
        assert!(read("x", text.as_bytes(), &mut |_| {}).unwrap().0.files.is_empty());
    }

    #[test]
    fn errors_name_the_place_and_the_reason() {
        let (saved, bytes) = saved();
        let text = write(&saved, &bytes);
        let hash = sha256(b"{}");
        let broken = |from: &str, to: &str| text.replace(from, to).into_bytes();
        for (broken, code, place) in [
            (broken("workspace/1", "workspace/9"), "another-schema", "schema"),
            (broken("\"size\":4,", "\"size\":1,"), "broken-content", "files[1].content"),
            (broken("\"size\":4,", "\"size\":5,"), "broken-content", "files[1].content"),
            (broken("\"size\":4,", "\"size\":9999999999,"), "too-large", "files[1].size"),
            (broken(&hash, "00"), "broken-content", "files[0].sha256"),
            (broken("\"content\":\"", "\"content\":\"!"), "broken-content", "files[0].content"),
            (broken("lockscope-record/1", "lockscope-record/9"), "another-schema", "record"),
            (broken("\"files\":[", "\"files\":[7,"), "invalid-json", "line "),
            (text.as_bytes().get(..text.len() / 2).unwrap().to_vec(), "truncated", "line "),
            ([text.as_bytes().get(..40).unwrap(), b"\n\xff"].concat(), "invalid-text", "line 2, column 1"),
        ] {
            let error = read("x", &broken, &mut |_| {}).unwrap_err();
            let found = error.place.clone().map(|place| place.to_string()).unwrap_or_default();
            assert_eq!(error.code, code, "{error}");
            assert!(found.starts_with(place), "{code}: {found}");
        }
    }
}
