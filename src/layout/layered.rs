//! The layered layout: rank, order, place, route.

use super::{Layout, LayoutRequest};

/// Places marks in layers from left to right. Iterative, deterministic.
pub fn layered(_request: &LayoutRequest) -> Layout {
    Layout::default()
}
