//! What a redacted copy replaces, ready to show before anything is saved.

use serde::{Deserialize, Serialize};

/// Names and what stands in their place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RedactionView {
    /// `12 components and 3 files get other names`.
    pub summary: String,
    /// Names of components with what replaces them, as far as there is room; `total` counts all.
    pub names: Vec<(String, String)>,
    pub total: usize,
    /// Of what was typed: nothing that is loaded lies under it.
    pub unused: Vec<String>,
}
