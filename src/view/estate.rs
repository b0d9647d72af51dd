//! All loaded files as one estate, ready to show: which project uses which package.

use serde::{Deserialize, Serialize};

use super::facts::Facts;

/// What to show of the estate.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EstateRequest {
    pub query: String,
}

/// The estate.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EstateView {
    pub summary: String,
}

/// The estate as asked for.
pub fn estate(_facts: &Facts, _request: &EstateRequest) -> EstateView {
    EstateView::default()
}
