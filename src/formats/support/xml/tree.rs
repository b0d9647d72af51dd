//! XML as a small tree, for formats whose files are small.

use std::borrow::Cow;

use super::MOST_ELEMENTS;
use super::cursor::{Cursor, Event, Start};
use crate::formats::support::places::{Places, grouped};
use crate::model::{Notice, Place, ReadError};

/// One element.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Element<'a> {
    /// The name without its namespace prefix.
    pub name: &'a str,
    /// The namespace prefix as written; empty where there is none.
    pub prefix: &'a str,
    /// Names without prefix (but `xmlns:…` as written), and values, in document order.
    pub attributes: Vec<(&'a str, Cow<'a, str>)>,
    /// The elements directly inside, in document order.
    pub children: Vec<Element<'a>>,
    /// The text directly inside, joined; as written, with its blanks. [`Element::text`] is what formats ask.
    pub raw_text: Cow<'a, str>,
    /// The byte of the text at which the element begins.
    pub offset: usize,
}

/// A document read: its outermost element, what had to be repaired, and how offsets become places.
pub struct XmlDocument<'a> {
    /// The outermost element.
    pub root: Element<'a>,
    /// What reading had to repair.
    pub notices: Vec<Notice>,
    places: Places<'a>,
}

/// Reads a text that is one XML document.
///
/// # Errors
/// `truncated` where the text ends early, `invalid-xml` where it is no XML, `too-deep`, `too-many-attributes`
/// and `too-many-elements` past the limits.
pub fn parse(text: &str) -> Result<XmlDocument<'_>, ReadError> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut cursor = Cursor::new(text);
    let mut open: Vec<Element> = Vec::new();
    let mut root = Element::default();
    let mut count = 0;
    loop {
        match cursor.next()? {
            Event::Start(start) => {
                count += 1;
                if count > MOST_ELEMENTS {
                    return Err(too_many(cursor.place(start.offset)));
                }
                open.push(begin(&mut cursor, start));
            }
            Event::Text(piece) => {
                if let Some(element) = open.last_mut() {
                    match element.raw_text.is_empty() {
                        true => element.raw_text = piece,
                        false => element.raw_text.to_mut().push_str(&piece),
                    }
                }
            }
            Event::End => {
                if let Some(element) = open.pop() {
                    match open.last_mut() {
                        Some(parent) => parent.children.push(element),
                        None => root = element,
                    }
                }
            }
            Event::Done => break,
        }
    }
    Ok(XmlDocument { root, notices: cursor.finish()?, places: Places::new(text) })
}

fn begin<'a>(cursor: &mut Cursor<'a>, start: Start<'a>) -> Element<'a> {
    let Start { name, prefix, offset, .. } = start;
    Element { name, prefix, offset, attributes: cursor.attributes(), ..Element::default() }
}

fn too_many(place: Place) -> ReadError {
    ReadError::new(
        "too-many-elements",
        format!("The file has more than {} elements", grouped(MOST_ELEMENTS)),
        Some(place),
        "Split it, or make an SBOM of a part of the project",
    )
}

impl XmlDocument<'_> {
    /// Where an element begins.
    pub fn place(&self, element: &Element) -> Option<Place> {
        Some(self.places.at(element.offset))
    }
}

impl<'a> Element<'a> {
    /// The first element of this name directly inside.
    pub fn child(&self, name: &str) -> Option<&Element<'a>> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The elements of this name directly inside.
    pub fn named<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element<'a>> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The elements directly inside the first child of this name (`<licenses><license/>…</licenses>`); empty
    /// where there is none.
    pub fn list(&self, name: &str) -> &[Element<'a>] {
        self.child(name).map_or(&[], |child| &child.children)
    }

    /// An attribute, by its name without prefix.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_ref())
    }

    /// An attribute, trimmed, unless it is blank.
    pub fn filled_attribute(&self, name: &str) -> Option<&str> {
        self.attribute(name).map(str::trim).filter(|value| !value.is_empty())
    }

    /// The text directly inside, trimmed.
    pub fn text(&self) -> &str {
        self.raw_text.trim()
    }

    /// The text of the first child of this name, trimmed, unless it is blank.
    pub fn child_text(&self, name: &str) -> Option<&str> {
        self.child(name).map(Element::text).filter(|text| !text.is_empty())
    }
}
