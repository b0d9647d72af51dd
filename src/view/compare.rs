//! Two files side by side, ready to show.

use serde::{Deserialize, Serialize};

use super::facts::Facts;

/// Which two files, by id.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CompareRequest {
    /// The first two inventories where `None`.
    pub before: Option<u32>,
    pub after: Option<u32>,
}

/// What differs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CompareView {
    /// The files there are to compare: id and name.
    pub files: Vec<(u32, String)>,
}

/// Compares two files.
pub fn compare(_facts: &Facts, _request: &CompareRequest) -> CompareView {
    CompareView::default()
}
