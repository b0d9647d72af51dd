//! What is known as an SBOM in a standard's words: CycloneDX or SPDX. One format a file, all behind one list.
//!
//! A format lays out what [`Sbom`] holds; it chooses nothing and judges nothing. What a format cannot hold is told in
//! `docs/sbom.md`.

mod content;
mod cyclonedx;
mod digests;
mod gather;
mod identity;
mod references;
mod spdx2;
mod spdx3;

pub use content::{Arrow, Part, Sbom, Statement};
pub use gather::{of_file, of_workspace};

/// A format that SBOMs are written in.
pub struct SbomFormat {
    /// The name in requests and on the command line.
    pub id: &'static str,
    /// The words on a menu.
    pub title: &'static str,
    pub file_name: &'static str,
    pub media_type: &'static str,
    /// What it is good for.
    pub hint: &'static str,
    /// Costs components + arrows, in time and in length of the text.
    pub write: fn(&Sbom) -> String,
}

/// Every format, as the menu lists them.
pub const ALL: [SbomFormat; 4] = [cyclonedx::V1_6, cyclonedx::V1_7, spdx2::FORMAT, spdx3::FORMAT];

impl SbomFormat {
    /// The format of an id.
    pub fn by_id(id: &str) -> Option<&'static Self> {
        static FORMATS: [SbomFormat; 4] = ALL;
        FORMATS.iter().find(|format| format.id == id)
    }
}
