//! RDF/XML as nodes with properties, however they are nested or refer to each other.
//!
//! Types are the local names of elements or of `rdf:type`; properties keep their local name. No base
//! addresses are resolved. Source: <https://www.w3.org/TR/rdf-syntax-grammar/>.

use foldhash::HashMap;
use std::borrow::Cow;

use crate::formats::support::xml::{Cursor, Event, Start};
use crate::model::{Notice, ReadError};

/// How deep elements may nest. Tools write a package inside the one that needs it, four levels further down each.
const DEEPEST_NESTING: usize = 10_000;

/// The position of a node in [`Graph::nodes`].
pub type NodeIndex = usize;

/// One thing that is described or referred to.
#[derive(Debug, Default)]
pub struct Node<'a> {
    /// The address or the name of a blank node (`_:a`), as written; `None` where it has none.
    pub id: Option<Cow<'a, str>>,
    /// The local name of its type; empty where it is only referred to.
    pub kind: Cow<'a, str>,
    /// Local names and values in the order of the names, of one name in document order.
    pub properties: Vec<(&'a str, Object<'a>)>,
    /// The byte at which it is described.
    pub offset: usize,
}

/// The value of a property.
#[derive(Clone, Debug)]
pub enum Object<'a> {
    Text(Cow<'a, str>),
    Node(NodeIndex),
}

/// Every node of one file in the order in which they come up.
#[derive(Default)]
pub struct Graph<'a> {
    pub nodes: Vec<Node<'a>>,
    by_id: HashMap<Cow<'a, str>, NodeIndex>,
}

/// What an open element is.
enum Open<'a> {
    /// `rdf:RDF`, or a list of nodes.
    Nodes,
    Node(NodeIndex),
    Property {
        of: NodeIndex,
        name: &'a str,
        text: Cow<'a, str>,
        /// It has a value already: what is written inside is blanks.
        is_set: bool,
    },
}

/// Reads a file, and tells what had to be repaired.
///
/// # Errors
/// Where it is no XML.
pub fn read(text: &str) -> Result<(Graph<'_>, Vec<Notice>), ReadError> {
    let mut cursor = Cursor::new(text).nested_to(DEEPEST_NESTING);
    let mut graph = Graph::default();
    let mut open: Vec<Open> = Vec::new();
    loop {
        match cursor.next()? {
            Event::Start(start) => {
                let next = match open.last_mut() {
                    None => Open::Nodes,
                    Some(Open::Nodes) => Open::Node(graph.node(&mut cursor, start)),
                    Some(Open::Property { of, name, is_set, .. }) => {
                        let node = graph.node(&mut cursor, start);
                        graph.set(*of, name, Object::Node(node));
                        *is_set = true;
                        Open::Node(node)
                    }
                    Some(Open::Node(of)) => graph.property(&mut cursor, start, *of),
                };
                open.push(next);
            }
            Event::Text(piece) => {
                if let Some(Open::Property { text, is_set: false, .. }) = open.last_mut() {
                    match text.is_empty() {
                        true => *text = piece,
                        false => text.to_mut().push_str(&piece),
                    }
                }
            }
            Event::End => {
                if let Some(Open::Property { of, name, text, is_set: false }) = open.pop() {
                    graph.set(of, name, Object::Text(text));
                }
            }
            Event::Done => break,
        }
    }
    for node in &mut graph.nodes {
        node.properties.sort_by_key(|(name, _)| *name);
    }
    Ok((graph, cursor.finish()?))
}

impl<'a> Graph<'a> {
    /// The values of a property.
    pub fn all(&self, of: NodeIndex, name: &str) -> impl Iterator<Item = &Object<'a>> {
        let properties = self.nodes.get(of).map_or(&[][..], |node| &node.properties);
        let start = properties.partition_point(|(known, _)| *known < name);
        let of_name = properties.get(start..).unwrap_or(&[]).iter().take_while(move |(known, _)| *known == name);
        of_name.map(|(_, object)| object)
    }

    /// The nodes that a property names.
    pub fn nodes_of(&self, of: NodeIndex, name: &str) -> impl Iterator<Item = NodeIndex> {
        self.all(of, name).filter_map(|object| match object {
            Object::Node(node) => Some(*node),
            Object::Text(_) => None,
        })
    }

    fn node(&mut self, cursor: &mut Cursor<'a>, start: Start<'a>) -> NodeIndex {
        let mut id = None;
        let mut kind = Cow::Borrowed(if start.name == "Description" { "" } else { start.name });
        let mut literals = Vec::new();
        for (name, value) in cursor.attributes() {
            match name {
                "about" => id = Some(value),
                "ID" => id = Some(Cow::Owned(format!("#{value}"))),
                "nodeID" => id = Some(Cow::Owned(format!("_:{value}"))),
                "type" if kind.is_empty() => kind = Cow::Owned(local_name_of(&value).to_owned()),
                name if name.starts_with("xmlns") || matches!(name, "lang" | "base" | "space") => {}
                name => literals.push((name, Object::Text(value))),
            }
        }
        let index = self.by_name(id);
        if let Some(node) = self.nodes.get_mut(index) {
            if node.offset == 0 {
                node.offset = start.offset;
            }
            if !kind.is_empty() && node.kind.is_empty() {
                node.kind = kind;
                node.offset = start.offset;
            }
            node.properties.extend(literals);
        }
        index
    }

    fn property(&mut self, cursor: &mut Cursor<'a>, start: Start<'a>, of: NodeIndex) -> Open<'a> {
        let name = start.name;
        let (mut named, mut is_list) = (None, false);
        for (attribute, value) in cursor.attributes() {
            match (attribute, value.as_ref()) {
                ("resource", _) => named = Some(value),
                ("nodeID", _) => named = Some(Cow::Owned(format!("_:{value}"))),
                ("parseType", "Resource") => {
                    let node = self.by_name(None);
                    self.set(of, name, Object::Node(node));
                    return Open::Node(node);
                }
                ("parseType", "Collection") => is_list = true,
                _ => {}
            }
        }
        let is_set = is_list || named.is_some();
        if let Some(id) = named {
            let node = self.by_name(Some(id));
            self.set(of, name, Object::Node(node));
        }
        Open::Property { of, name, text: Cow::Borrowed(""), is_set }
    }

    /// The node of this name, or a new one without a name.
    fn by_name(&mut self, id: Option<Cow<'a, str>>) -> NodeIndex {
        let next = self.nodes.len();
        let index = match &id {
            Some(id) => *self.by_id.entry(id.clone()).or_insert(next),
            None => next,
        };
        if index == next {
            self.nodes.push(Node { id, ..Node::default() });
        }
        index
    }

    fn set(&mut self, of: NodeIndex, name: &'a str, object: Object<'a>) {
        let kind = match &object {
            Object::Node(kind) if name == "type" => self.nodes.get(*kind).and_then(|kind| kind.id.as_deref()),
            _ => None,
        };
        let kind = kind.map(|kind| Cow::Owned(local_name_of(kind).to_owned()));
        if let Some(node) = self.nodes.get_mut(of) {
            if let Some(kind) = kind.filter(|_| node.kind.is_empty()) {
                node.kind = kind;
            }
            node.properties.push((name, object));
        }
    }
}

/// What stands after the last `#` or `/` of an address.
pub fn local_name_of(address: &str) -> &str {
    address.rsplit(['#', '/']).next().unwrap_or(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nested(depth: usize) -> String {
        format!("<rdf:RDF>{}{}</rdf:RDF>", "<P><r>".repeat(depth), "</r></P>".repeat(depth))
    }

    #[test]
    fn chains_are_read_to_a_limit() {
        assert_eq!(read(&nested(4_000)).unwrap().0.nodes.len(), 4_000);
        assert_eq!(read(&nested(6_000)).err().map(|error| error.code), Some("too-deep".to_owned()));
    }
}
