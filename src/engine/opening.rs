//! From the bytes of one file to what is kept of it: one document, a reason why not, or an archive's many.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::formats::{self, Input, installed, packed};
use crate::model::{Notice, ReadError};
use crate::view::facts::{Archive, LoadedFile, ReadFile};

/// Ids of files inside an archive begin here: the archive's own id, and the position above it. The page
/// hands out smaller ones.
pub const FIRST_INNER_ID: u32 = 1 << 20;

/// What one opened file came to.
pub struct Opened {
    pub files: Vec<LoadedFile>,
    pub archive: Option<Archive>,
}

/// Reads a file, or the files inside it. `tell` hears the name of each file as it is begun. `digest` is the SHA-256
/// of the bytes, where it is known already.
pub fn open(id: u32, name: &str, bytes: &[u8], digest: Option<String>, tell: &mut dyn FnMut(&str)) -> Opened {
    let digest = digest.unwrap_or_else(|| sha256(bytes));
    let mut inner: Vec<(String, usize, String, Result<ReadFile, ReadError>)> = Vec::new();
    let unpacked = packed::unpack(name, bytes, packed::Budget::default(), &mut |path, content| {
        tell(path);
        inner.push((path.to_owned(), content.len(), sha256(content), read(path, content)));
    });
    let file = |content| LoadedFile {
        id,
        name: name.to_owned(),
        size: bytes.len(),
        sha256: digest.clone(),
        included: true,
        content,
        companion_of: Vec::new(),
        inside: None,
    };
    let unpacked = match unpacked {
        None => {
            tell(name);
            return Opened { files: vec![file(read(name, bytes))], archive: None };
        }
        Some(Err(error)) => return Opened { files: vec![file(Err(error))], archive: None },
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
            return Opened { files: vec![file(Ok(ReadFile { format: &installed::FORMAT, document }))], archive: None };
        }
        inner.push((folder, size, String::new(), Ok(ReadFile { format: &installed::FORMAT, document })));
    }
    if !unpacked.is_archive && inner.len() == 1 {
        let content = inner.pop().map(|(_, size, _, content)| content.map(|read| with_layers(read, &unpacked, size)));
        return Opened { files: content.map(file).into_iter().collect(), archive: None };
    }
    if inner.is_empty() {
        return Opened { files: vec![file(Err(nothing_inside(&unpacked)))], archive: None };
    }
    let files = (1u32..).zip(inner).map(|(position, (path, size, sha256, content))| LoadedFile {
        id: id | position.saturating_mul(FIRST_INNER_ID),
        name: format!("{name}/{path}"),
        size,
        sha256,
        included: true,
        content,
        companion_of: Vec::new(),
        inside: Some(id),
    });
    Opened {
        files: files.collect(),
        archive: Some(Archive { id, name: name.to_owned(), size: bytes.len(), sha256: digest.clone(), unpacked }),
    }
}

fn read(name: &str, bytes: &[u8]) -> Result<ReadFile, ReadError> {
    let input = Input::new(name, bytes)?;
    let format = formats::identify(&input)?;
    (format.parse)(&input).map(|document| ReadFile { format, document })
}

/// Says in the document what it was taken out of.
fn with_layers(mut read: ReadFile, unpacked: &packed::Unpacked, size: usize) -> ReadFile {
    let message = format!("Unpacked from {}; {size} bytes", unpacked.words());
    let mut notices = vec![Notice::info("unpacked", message, None)];
    notices.extend(unpacked.notices.iter().cloned());
    notices.append(&mut read.document.notices);
    read.document.notices = notices;
    read
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

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
