//! The elements of a JSON-LD document, found by their ids, whether in `@graph` or inside each other.
//!
//! Names are compared without their profile: `software_Package`, `software:Package` and `Package` are one,
//! and so are `software_packageVersion` and `packageVersion`.

use foldhash::HashMap;

use crate::formats::support::json::{Json, Value};

/// Every element of one document, in document order.
#[derive(Default)]
pub struct Elements<'a> {
    pub all: Vec<Element<'a>>,
    by_id: HashMap<&'a str, usize>,
}

/// One element: what it is, by which name others refer to it, and what it says.
#[derive(Clone, Copy)]
pub struct Element<'a> {
    /// The type without its profile; empty where none is stated.
    pub kind: &'a str,
    pub id: Option<&'a str>,
    pub json: &'a Json<'a>,
}

impl<'a> Elements<'a> {
    /// Collects the elements of a document.
    pub fn of(root: &'a Json<'a>) -> Self {
        let mut elements = Self::default();
        let mut open = vec![(root, false)];
        while let Some((json, in_graph)) = open.pop() {
            let element = Element { kind: kind_of(json), id: id_of(json), json };
            let is_element = in_graph || element.id.is_some() || property(json, "relationshipType").is_some();
            if json.is_object() && is_element && !element.kind.is_empty() {
                if let Some(id) = element.id {
                    elements.by_id.entry(id).or_insert(elements.all.len());
                }
                elements.all.push(element);
            }
            let is_nested = |inner: &Json| inner.is_object() || inner.is_array();
            let members = json.elements().iter().map(|member| (member, in_graph));
            let values = json.entries().iter().map(|(key, value)| (value, key == "@graph"));
            let nested: Vec<_> = members.chain(values).filter(|(inner, _)| is_nested(inner)).collect();
            open.extend(nested.into_iter().rev());
        }
        elements
    }

    /// The position of what has this id.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// What has this id.
    pub fn get(&self, id: &str) -> Option<Element<'a>> {
        self.all.get(self.position(id)?).copied()
    }

    /// What a value refers to: itself, where it is written out.
    pub fn resolve(&self, json: &'a Json<'a>) -> Option<&'a Json<'a>> {
        match json.as_text() {
            Some(id) => self.get(id).map(|element| element.json),
            None => json.is_object().then_some(json),
        }
    }
}

/// How many properties of an element are looked at. No class has a quarter of them.
const MOST_PROPERTIES: usize = 256;

/// The value of a property, whatever its profile.
pub fn property<'a>(json: &'a Json<'a>, name: &str) -> Option<&'a Json<'a>> {
    let known = json.entries().iter().take(MOST_PROPERTIES);
    let direct = known.clone().find(|(key, _)| key == name);
    let found = direct.or_else(|| known.clone().find(|(key, _)| local(key) == name));
    found.map(|(_, value)| value).filter(|value| value.value != Value::Null)
}

/// The values of a property: a list, or one value alone.
pub fn values<'a>(json: &'a Json<'a>, name: &str) -> &'a [Json<'a>] {
    match property(json, name) {
        Some(list) if list.is_array() => list.elements(),
        Some(value) => std::slice::from_ref(value),
        None => &[],
    }
}

/// The text of a property, unless it is blank.
pub fn text<'a>(json: &'a Json<'a>, name: &str) -> Option<&'a str> {
    let value = property(json, name)?;
    value.as_text_or_number().map(str::trim).filter(|text| !text.is_empty())
}

/// The id that a value refers to.
pub fn reference<'a>(json: &'a Json<'a>) -> Option<&'a str> {
    json.as_text().or_else(|| id_of(json)).map(str::trim)
}

/// A name without its profile, `Package` of `software_Package` or `…/terms/Software/Package`.
pub fn local(name: &str) -> &str {
    name.rsplit(['_', ':', '/', '#']).next().unwrap_or(name)
}

fn id_of<'a>(json: &'a Json<'a>) -> Option<&'a str> {
    ["spdxId", "@id", "id"].iter().find_map(|key| json.filled_text(key))
}

fn kind_of<'a>(json: &'a Json<'a>) -> &'a str {
    let kind = json.get("type").or_else(|| json.get("@type"));
    let kind = kind.and_then(|kind| kind.as_text().or_else(|| kind.elements().first()?.as_text()));
    kind.map_or("", local)
}
