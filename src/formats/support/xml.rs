//! XML, read in one of two ways.
//!
//! [`Cursor`] walks through a file from start to end and keeps nothing: for large files. [`parse`] makes a
//! small tree of [`Element`]s: for small formats. Both borrow from the text.
//!
//! ```
//! use lockscope::formats::support::xml::{self, Cursor};
//!
//! let text = r#"<p:list xmlns:p="urn:x"><p:item id="a">one</p:item><p:other/></p:list>"#;
//!
//! let xml = xml::parse(text)?;
//! let found = xml.root.named("item").map(|item| (item.attribute("id"), item.text()));
//! assert_eq!(found.collect::<Vec<_>>(), [(Some("a"), "one")]);
//!
//! let mut cursor = Cursor::new(text);
//! let list = cursor.root()?;
//! while let Some(child) = cursor.child(&list)? {
//!     if child.name == "item" {
//!         assert_eq!(cursor.attribute("id").as_deref(), Some("a"));
//!         assert_eq!(cursor.text(&child)?, "one");
//!     }
//! }
//! assert!(cursor.finish()?.is_empty());
//! # Ok::<(), lockscope::model::ReadError>(())
//! ```
//!
//! Names are local: `<p:item>` is called `item`, and `prefix` says `p`; an attribute `rdf:about` is called
//! `about`. Prefixes are not looked up: a format that must know its namespace looks at the head of the file.
//!
//! It keeps going where a repair is no guess, and says so: a bare `&` and an entity that nobody defines stay as
//! written, an attribute written twice counts once. A document type declaration is passed over and its
//! entities are not expanded. Tags that do not match are an error. Everything is linear in the text.
//!
//! Source: XML 1.0, fifth edition; Namespaces in XML 1.0. The tokens are found by the crate `quick-xml`.

mod cursor;
mod entities;
mod repairs;
mod tags;
#[cfg(test)]
mod tests;
mod tree;

pub use cursor::{Cursor, Event, Start};
pub use tree::{Element, XmlDocument, parse};

/// How deep elements may nest.
pub const DEEPEST_NESTING: usize = 128;

/// How many attributes one element may have.
pub const MOST_ATTRIBUTES: usize = 256;

/// How many elements a tree may have; a cursor has no such limit.
pub const MOST_ELEMENTS: usize = 2_000_000;
