//! A document that only tells facts about components of others, such as a list of licences.

use super::notices::Notices;
use crate::model::{Component, Document, Role};

/// The document of a list of licences, with the remark that it states no dependencies.
pub fn license_list(format: &'static str, components: Vec<Component>, mut notices: Notices) -> Document {
    let message = "This file declares no dependency relationships; it adds licences to the others";
    notices.info("no-dependencies", None, message);
    Document {
        format,
        role: Role::Supplement,
        components: components.into(),
        notices: notices.finish(),
        ..Document::default()
    }
}
