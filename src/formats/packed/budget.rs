//! How much may come out of one packed file, over all its layers.

use std::io::Read;

use crate::formats::support::places::grouped;
use crate::model::ReadError;

/// The most bytes that come out of one packed file, all layers together.
pub const MOST_BYTES: usize = 1024 * 1024 * 1024;
/// The most bytes that come out of an export of advisories, all records together.
pub const MOST_EXPORT_BYTES: usize = 3 * 1024 * 1024 * 1024;
/// The most records of an export of advisories.
pub const MOST_RECORDS: usize = 1_000_000;
/// The most entries of all its archives.
pub const MOST_ENTRIES: usize = 200_000;
/// The most files handed on.
pub const MOST_FILES: usize = 2_000;
/// The most manifests taken from folders of installed code.
pub const MOST_INSTALLED: usize = 20_000;
/// How deep archives may lie in archives: an archive, and archives in it.
pub const DEEPEST_ARCHIVE: usize = 2;
/// How many layers of any kind may lie in each other.
pub const MOST_LAYERS: usize = 6;

/// What is left of the limits.
#[derive(Clone, Debug)]
pub struct Budget {
    most_bytes: usize,
    bytes: usize,
    entries: usize,
    most_entries: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self::new(MOST_BYTES)
    }
}

const LIMIT_CODE: &str = "unpacks-too-large";

/// Was a limit passed, so that nothing of the file may be used?
pub(super) fn is_limit(error: &ReadError) -> bool {
    error.code == LIMIT_CODE
}

fn limit(message: String) -> ReadError {
    ReadError::new(LIMIT_CODE, message, None, "Unpack it yourself and drop the lockfiles or SBOMs inside")
}

pub(super) fn too_many_files() -> ReadError {
    limit(format!("It holds more than {} files to read", grouped(MOST_FILES)))
}

pub(super) fn too_many_installed() -> ReadError {
    limit(format!("It holds more than {} installed packages", grouped(MOST_INSTALLED)))
}

impl Budget {
    /// A budget of so many bytes.
    pub fn new(most_bytes: usize) -> Self {
        Self { most_bytes, bytes: most_bytes, entries: MOST_ENTRIES, most_entries: MOST_ENTRIES }
    }

    /// The budget of an export of advisories, which is looked at record by record and never held as a whole.
    pub fn of_export() -> Self {
        Self { entries: MOST_RECORDS, most_entries: MOST_RECORDS, ..Self::new(MOST_EXPORT_BYTES) }
    }

    /// Goes one layer down.
    pub(super) fn enter(&self, layers: usize, archives: usize, name: &str) -> Result<(), ReadError> {
        if archives > DEEPEST_ARCHIVE {
            return Err(limit(format!("{name} lies deeper than {DEEPEST_ARCHIVE} archives in each other")));
        }
        if layers >= MOST_LAYERS {
            return Err(limit(format!("{name} lies deeper than {MOST_LAYERS} layers of packing")));
        }
        Ok(())
    }

    /// Counts one entry of an archive.
    pub(super) fn count_entry(&mut self) -> Result<(), ReadError> {
        match self.entries.checked_sub(1) {
            Some(left) => {
                self.entries = left;
                Ok(())
            }
            None => Err(limit(format!("The archive has more than {} entries", grouped(self.most_entries)))),
        }
    }

    /// Takes bytes that are there already.
    pub(super) fn take(&mut self, count: usize, name: &str) -> Result<(), ReadError> {
        match self.bytes.checked_sub(count) {
            Some(left) => {
                self.bytes = left;
                Ok(())
            }
            None => {
                let most = grouped(self.most_bytes);
                Err(limit(format!("The file unpacks to more than {most} bytes; the limit was passed in {name}")))
            }
        }
    }

    /// Reads a decompressor to its end, as far as the budget and a declared size go.
    ///
    /// # Errors
    /// The limit, or `broken-packing` with what the decompressor says.
    pub(super) fn read(
        &mut self,
        from: &mut dyn Read,
        declared: Option<usize>,
        name: &str,
    ) -> Result<Vec<u8>, ReadError> {
        // One byte more than allowed tells "too much" from "just enough".
        let most = declared.unwrap_or(usize::MAX).min(self.bytes);
        let mut out = Vec::with_capacity(declared.unwrap_or(0).min(16 * 1024 * 1024));
        let read = from.take(most as u64 + 1).read_to_end(&mut out);
        read.map_err(|error| broken(format!("{name} cannot be unpacked: {error}")))?;
        if out.len() > most && declared.is_some_and(|declared| declared == most) {
            return Err(broken(format!("{name} unpacks to more than the {} bytes it declares", grouped(most))));
        }
        self.take(out.len(), name)?;
        Ok(out)
    }
}

/// The packing is damaged.
pub(super) fn broken(message: String) -> ReadError {
    ReadError::new("broken-packing", message, None, "Fetch or copy the file again, or unpack it yourself")
}
