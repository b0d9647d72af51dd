//! Recognises a profile that SBOMs are measured by and keeps it. One with errors is a file that could not be read.

use super::opening::Opened;
use crate::analysis::quality::{is_profile, read_profile};
use crate::formats::Input;
use crate::model::{Notice, ReadError};
use crate::view::facts::LoadedFile;
use crate::view::quality::LoadedProfile;

/// Reads a profile; `None` where the file is none.
pub fn read(id: u32, name: &str, digest: &str, input: &Input<'_>) -> Option<Opened> {
    if !is_profile(name, &input.text) {
        return None;
    }
    let (name, size, sha256) = (name.to_owned(), input.bytes.len(), digest.to_owned());
    let mut opened = Opened::default();
    match read_profile(&input.text) {
        Ok(profile) => opened.profile = Some(LoadedProfile { id, name, size, sha256, included: true, profile }),
        Err(errors) => opened.files.push(LoadedFile {
            id,
            name,
            size,
            sha256,
            included: true,
            content: Err(refusal(&errors)),
            companion_of: Vec::new(),
            inside: None,
        }),
    }
    Some(opened)
}

/// The first error with its place, and how many more there are.
fn refusal(errors: &[Notice]) -> ReadError {
    let more = match errors.len().saturating_sub(1) {
        0 => String::new(),
        1 => ", and one more error".to_owned(),
        more => format!(", and {more} more errors"),
    };
    let (message, place) = errors.first().map(|first| (first.message.clone(), first.place.clone())).unwrap_or_default();
    let advice = "Put its text into the editor of the view Quality, which tells all errors with their places";
    ReadError::new("invalid-profile", format!("The profile is not used: {message}{more}"), place, advice)
}
