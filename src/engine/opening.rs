//! From the bytes of one file to what is kept of it: one document, a reason why not, or an archive's many.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::{matrix_file, profile_file};
use crate::export::record::{self, Record};
use crate::export::saved;
use crate::formats::{self, Input, installed, packed};
use crate::model::{Notice, ReadError};
use crate::policy;
use crate::view::facts::{Archive, LoadedFile, LoadedMatrix, LoadedPolicy, ReadFile, RecordFile, RefusedPolicy};
use crate::view::quality::LoadedProfile;

/// Ids of files inside an archive begin here: the archive's own id, and the position above it. The page
/// hands out smaller ones.
pub const FIRST_INNER_ID: u32 = 1 << 20;

/// What one opened file came to.
#[derive(Default)]
pub struct Opened {
    pub files: Vec<LoadedFile>,
    pub archive: Option<Archive>,
    pub records: Vec<(RecordFile, Record)>,
    /// Our own rules; only a file of its own can be that, none inside an archive.
    pub policy: Option<LoadedPolicy>,
    /// What licences are judged by; as with a policy, a file of its own.
    pub matrix: Option<LoadedMatrix>,
    /// What SBOMs are measured by; as with a policy, a file of its own.
    pub profile: Option<LoadedProfile>,
    /// Rules with errors, all of them told.
    pub refused: Option<RefusedPolicy>,
}

/// What the bytes of one file say.
enum Content {
    Document(Box<ReadFile>),
    Record(Box<Record>, Vec<Notice>),
}

/// Reads a file, or the files inside it. `tell` hears the name of each file as it is begun. `digest` is the SHA-256
/// of the bytes, where it is known already.
pub fn open(id: u32, name: &str, bytes: &[u8], digest: Option<String>, tell: &mut dyn FnMut(&str)) -> Opened {
    let digest = digest.unwrap_or_else(|| sha256(bytes));
    let mut inner: Vec<(String, usize, String, Result<Content, ReadError>)> = Vec::new();
    let unpacked = packed::unpack(name, bytes, packed::Budget::default(), &mut |path, content| {
        tell(path);
        inner.push((path.to_owned(), content.len(), sha256(content), read(path, content)));
    });
    let frame = Frame { id, name: name.to_owned(), size: bytes.len(), sha256: digest.clone(), inside: None };
    let alone = |content| {
        let mut opened = Opened::default();
        opened.add(frame, content);
        opened
    };
    let unpacked = match unpacked {
        None => {
            tell(name);
            return match read_rules(id, name, bytes, &digest) {
                Some(opened) => opened,
                None => alone(read(name, bytes)),
            };
        }
        Some(Err(error)) => return alone(Err(error)),
        Some(Ok(unpacked)) => unpacked,
    };
    let mut unpacked = unpacked;
    let manifests = std::mem::take(&mut unpacked.installed);
    if !manifests.is_empty() {
        tell("the installed packages");
        let mut document = installed::read(&manifests);
        let size = manifests.iter().map(|(_, bytes)| bytes.len()).sum();
        let folder = manifests.first().and_then(|(path, _)| path.split('/').next()).unwrap_or_default().to_owned();
        if inner.is_empty() {
            document.notices.append(&mut unpacked.notices);
            return alone(Ok(Content::Document(Box::new(ReadFile { format: &installed::FORMAT, document }))));
        }
        let content = Content::Document(Box::new(ReadFile { format: &installed::FORMAT, document }));
        inner.push((folder, size, String::new(), Ok(content)));
    }
    let is_one = !unpacked.is_archive && inner.len() == 1;
    if let Some((_, size, _, content)) = inner.pop_if(|_| is_one) {
        return alone(content.map(|content| with_layers(content, &unpacked, size)));
    }
    if inner.is_empty() {
        return alone(Err(nothing_inside(&unpacked)));
    }
    let archive = Archive { id, name: name.to_owned(), size: bytes.len(), sha256: digest.clone(), unpacked };
    let mut opened = Opened { archive: Some(archive), ..Opened::default() };
    for (position, (path, size, sha256, content)) in (1u32..).zip(inner) {
        let id_inside = id | position.saturating_mul(FIRST_INNER_ID);
        let frame = Frame { id: id_inside, name: format!("{name}/{path}"), size, sha256, inside: Some(id) };
        opened.add(frame, content);
    }
    opened
}

/// What is known of a file before it is read.
struct Frame {
    id: u32,
    name: String,
    size: usize,
    sha256: String,
    inside: Option<u32>,
}

impl Opened {
    fn add(&mut self, frame: Frame, content: Result<Content, ReadError>) {
        let Frame { id, name, size, sha256, inside } = frame;
        let content = match content {
            Ok(Content::Record(record, notices)) => {
                let file = RecordFile {
                    id,
                    name,
                    size,
                    sha256,
                    included: true,
                    inside,
                    decisions: record.decisions.len(),
                    unread: record.unread_decisions.len(),
                    judged_for: record.context.clone(),
                    notices,
                };
                self.records.push((file, *record));
                return;
            }
            Ok(Content::Document(read)) => Ok(*read),
            Err(error) => Err(error),
        };
        self.files.push(LoadedFile {
            id,
            name,
            size,
            sha256,
            included: true,
            content,
            companion_of: Vec::new(),
            inside,
        });
    }
}

/// What licences are judged by, a matrix or our own rules, or SBOMs are measured by; `None` where the file is none of
/// them.
fn read_rules(id: u32, name: &str, bytes: &[u8], digest: &str) -> Option<Opened> {
    // A record of decisions names policies' licences too, and says what it is.
    let input = Input::new(name, bytes).ok().filter(|input| !record::is_record(&input.text))?;
    matrix_file::read(id, name, digest, &input)
        .or_else(|| profile_file::read(id, name, digest, &input))
        .or_else(|| read_policy(id, name, digest, &input))
}

/// The rules of a policy file; `None` where it is none. One with errors is a file that could not be read.
fn read_policy(id: u32, name: &str, digest: &str, input: &Input<'_>) -> Option<Opened> {
    let format = policy::recognise(name, &input.text)?;
    let mut opened = Opened::default();
    match policy::read_as(format, &input.text) {
        Ok(read) => {
            opened.policy = Some(LoadedPolicy {
                id: Some(id),
                name: name.to_owned(),
                size: input.bytes.len(),
                sha256: digest.to_owned(),
                included: true,
                text: input.text.to_string(),
                read,
            });
        }
        Err(refused) => {
            let (name, size, sha256) = (name.to_owned(), input.bytes.len(), digest.to_owned());
            let frame = Frame { id, name: name.clone(), size, sha256, inside: None };
            opened.add(frame, Err(refused.first));
            opened.refused = Some(RefusedPolicy { name, notices: refused.notices });
        }
    }
    Some(opened)
}

/// A record says what it is; everything else is tried format by format.
fn read(name: &str, bytes: &[u8]) -> Result<Content, ReadError> {
    if saved::is_saved(bytes) {
        let advice = "Drop it on the page by itself, not in an archive";
        return Err(ReadError::new("saved-workspace", "This is a saved workspace, not one document", None, advice));
    }
    let input = Input::new(name, bytes)?;
    if record::is_record(&input.text) {
        let (record, mut notices) = record::read(name, &input.text)?;
        notices.splice(0..0, input.notices);
        return Ok(Content::Record(Box::new(record), notices));
    }
    let format = formats::identify(&input)?;
    formats::parse(format, &input).map(|document| Content::Document(Box::new(ReadFile { format, document })))
}

/// Says in the document what it was taken out of.
fn with_layers(mut content: Content, unpacked: &packed::Unpacked, size: usize) -> Content {
    let message = format!("Unpacked from {}; {size} bytes", unpacked.words());
    let mut notices = vec![Notice::info("unpacked", message, None)];
    notices.extend(unpacked.notices.iter().cloned());
    let of_content = match &mut content {
        Content::Document(read) => &mut read.document.notices,
        Content::Record(_, notices) => notices,
    };
    notices.append(of_content);
    *of_content = notices;
    content
}

fn nothing_inside(unpacked: &packed::Unpacked) -> ReadError {
    let seen: Vec<&str> = unpacked.notices.iter().map(|notice| notice.message.as_str()).collect();
    let layers = unpacked.words();
    let message = match seen.as_slice() {
        [] => format!("This is {layers} without a file"),
        seen => format!("This is {layers} without a lockfile or SBOM. {}", seen.join(". ")),
    };
    ReadError::new("nothing-to-read", message, None, "Drop the lockfile or SBOM itself, or an archive that holds one")
}

/// The digest of bytes, in hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
