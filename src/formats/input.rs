//! What a parser is given: a name and decoded text.

use std::borrow::Cow;
use std::cell::{Cell, OnceCell};

use super::support::places::{Places, grouped};
use super::support::sketch::{Sketch, head, sketch};
use crate::model::{Notice, ReadError};

/// The largest file that is read, in bytes.
pub const LARGEST_FILE: usize = 512 * 1024 * 1024;

/// How much [`Input::head`] shows, in bytes.
pub const HEAD: usize = 64 * 1024;

/// How much [`Input::head`] shows of JSON, in bytes.
pub const HEAD_OF_JSON: usize = 4 * 1024;

/// How much [`Input::tail`] shows, in bytes.
pub const TAIL: usize = 16 * 1024;

/// One file as text. Byte order marks are gone, UTF-16 is decoded, line ends are as written.
pub struct Input<'a> {
    /// The file's name as dropped, with its folders where known (`signer/Cargo.lock`).
    pub name: &'a str,
    /// The file as it came.
    pub bytes: &'a [u8],
    /// The content; empty where the bytes are no text.
    pub text: Cow<'a, str>,
    /// Why the bytes are no text. A binary format looks at `bytes`; all others claim nothing.
    pub binary: Option<ReadError>,
    /// What decoding had to repair; parsers start their notices with these.
    pub notices: Vec<Notice>,
    quick_sketch: OnceCell<Option<Sketch>>,
    whole_sketch: OnceCell<Option<Sketch>>,
    /// The beginning told no format what this is: from now on sketches are of the whole text.
    look_further: Cell<bool>,
}

impl<'a> Input<'a> {
    /// Decodes a file's bytes.
    ///
    /// # Errors
    /// Where the bytes are empty or too many: `empty`, `too-large`.
    pub fn new(name: &'a str, bytes: &'a [u8]) -> Result<Self, ReadError> {
        if bytes.len() > LARGEST_FILE {
            return Err(too_large(bytes.len()));
        }
        let (text, notices) = match bytes {
            [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest),
            [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
            [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
            _ => match nul_side(bytes) {
                Some(NulSide::Second) => utf16(bytes, u16::from_le_bytes),
                Some(NulSide::First) => utf16(bytes, u16::from_be_bytes),
                None => match packed_or_binary(bytes) {
                    Some(error) => return Ok(Self::of_binary(name, bytes, error)),
                    None => utf8(bytes),
                },
            },
        };
        if text.trim_start().is_empty() {
            return Err(ReadError::new(
                "empty",
                "The file is empty",
                None,
                "Check that it was saved or downloaded completely",
            ));
        }
        Ok(Self { text, notices, ..Self::without_text(name, bytes) })
    }

    fn of_binary(name: &'a str, bytes: &'a [u8], error: ReadError) -> Self {
        Self { binary: Some(error), ..Self::without_text(name, bytes) }
    }

    fn without_text(name: &'a str, bytes: &'a [u8]) -> Self {
        Self {
            name,
            bytes,
            text: Cow::Borrowed(""),
            binary: None,
            notices: Vec::new(),
            quick_sketch: OnceCell::new(),
            whole_sketch: OnceCell::new(),
            look_further: Cell::new(false),
        }
    }

    /// The beginning of the text, at most [`HEAD`] bytes: what most formats need to be recognised. Of a text that
    /// begins like a JSON object only [`HEAD_OF_JSON`] bytes: there, [`Self::sketch`] says more.
    pub fn head(&self) -> &str {
        let is_json = self.text.trim_ascii_start().starts_with('{');
        head(&self.text, if is_json { HEAD_OF_JSON } else { HEAD })
    }

    /// The end of the text, at most [`TAIL`] bytes: some formats say at their end what they are.
    pub fn tail(&self) -> &str {
        let mut start = self.text.len().saturating_sub(TAIL);
        while !self.text.is_char_boundary(start) {
            start += 1;
        }
        self.text.get(start..).unwrap_or("")
    }

    /// A quick look at the content where it begins like JSON, made once for all formats: first at its beginning
    /// ([`HEAD`]), and at all of it where that told no format what it is.
    pub fn sketch(&self) -> Option<&Sketch> {
        match self.look_further.get() {
            false => self.quick_sketch.get_or_init(|| sketch(head(&self.text, HEAD))).as_ref(),
            true => self.whole_sketch.get_or_init(|| sketch(&self.text)).as_ref(),
        }
    }

    /// Lets sketches be of the whole text. Is that more than was shown before?
    pub(super) fn look_further(&self) -> bool {
        !self.look_further.replace(true) && self.text.len() > HEAD && self.sketch().is_some()
    }

    /// The name without its folders.
    pub fn file_name(&self) -> &str {
        self.name.rsplit(['/', '\\']).next().unwrap_or(self.name)
    }
}

fn too_large(size: usize) -> ReadError {
    ReadError::new(
        "too-large",
        format!("The file has {} bytes; the limit is {}", grouped(size), grouped(LARGEST_FILE)),
        None,
        "Split it, or make an SBOM of a part of the project",
    )
}

fn utf8(bytes: &[u8]) -> (Cow<'_, str>, Vec<Notice>) {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return (Cow::Borrowed(text), Vec::new()),
        Err(error) => error,
    };
    let count = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    let text = String::from_utf8_lossy(bytes).into_owned();
    let message = format!("Not UTF-8 in {}; read as the replacement character", times(count));
    let place = Places::new(&text).at(error.valid_up_to());
    (Cow::Owned(text), vec![Notice::warning("invalid-text", message, Some(place))])
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> (Cow<'_, str>, Vec<Notice>) {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(pairs.len());
    let mut first = None;
    let mut count = 0usize;
    for decoded in char::decode_utf16(pairs.iter().map(|&pair| unit(pair))) {
        text.push(decoded.unwrap_or_else(|_| {
            first.get_or_insert(text.len());
            count += 1;
            char::REPLACEMENT_CHARACTER
        }));
    }
    if !odd.is_empty() {
        first.get_or_insert(text.len());
        count += 1;
    }
    let notices = first.map(|offset| {
        let message = format!("Not UTF-16 in {}; read as the replacement character", times(count));
        Notice::warning("invalid-text", message, Some(Places::new(&text).at(offset)))
    });
    let notices = notices.into_iter().collect();
    (Cow::Owned(text), notices)
}

fn times(count: usize) -> String {
    match count {
        1 => "1 place".to_owned(),
        count => format!("{} places", grouped(count)),
    }
}

/// Which byte of a pair is NUL, where UTF-16 without a mark is likely.
enum NulSide {
    First,
    Second,
}

fn nul_side(bytes: &[u8]) -> Option<NulSide> {
    let (pairs, _) = bytes.get(..bytes.len().min(512)).unwrap_or(&[]).as_chunks::<2>();
    let count = |side: fn(&[u8; 2]) -> bool| pairs.iter().filter(|pair| side(pair)).count();
    let second = count(|pair| pair[0] != 0 && pair[1] == 0);
    let first = count(|pair| pair[0] == 0 && pair[1] != 0);
    if pairs.is_empty() || (second + first) * 10 < pairs.len() * 7 {
        None
    } else if first == 0 {
        Some(NulSide::Second)
    } else if second == 0 {
        Some(NulSide::First)
    } else {
        None
    }
}

fn packed_or_binary(bytes: &[u8]) -> Option<ReadError> {
    const PACKED: [(&[u8], &str); 7] = [
        (&[0x1F, 0x8B], "a gzip file"),
        (b"PK\x03\x04", "a zip archive"),
        (b"PK\x05\x06", "an empty zip archive"),
        (&[0x28, 0xB5, 0x2F, 0xFD], "a Zstandard file"),
        (b"BZh", "a bzip2 file"),
        (&[0xFD, b'7', b'z', b'X', b'Z', 0], "an xz file"),
        (&[b'7', b'z', 0xBC, 0xAF], "a 7z archive"),
    ];
    if bytes.starts_with(b"#!/usr/bin/env bun\nbun-lockfile-format-v0") {
        return Some(ReadError::new(
            "unsupported-format",
            "This is a binary Bun lockfile (bun.lockb); this version of Lockscope does not read it",
            None,
            "Run `bun install --save-text-lockfile` and drop bun.lock",
        ));
    }
    let is_tar = bytes.get(257..262) == Some(b"ustar");
    let packed = PACKED.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, what)| *what);
    let packed = packed.filter(|what| *what != "a bzip2 file" || bytes.contains(&0));
    if let Some(what) = packed.or(is_tar.then_some("a tar archive")) {
        return Some(ReadError::new(
            "packed",
            format!("This is {what}, not text"),
            None,
            "Unpack it and drop the files inside",
        ));
    }
    let start = bytes.get(..bytes.len().min(8192)).unwrap_or(&[]);
    let offset = start.iter().position(|&byte| byte == 0)?;
    Some(ReadError::new(
        "binary",
        format!("This is not text: byte {} is NUL", grouped(offset)),
        None,
        "Drop a lockfile or an SBOM in a text format",
    ))
}
