//! A lockfile's flat lists from its tree.

use super::file::{File, Importer, Package, Span, Spot, Stated, Wanted, end};
use crate::formats::support::yaml::{Entry, Node, Value};
use crate::model::Marks;

impl<'t> File<'t> {
    /// Everything that a document says.
    pub fn of_tree(document: &'t Node<'_>) -> Self {
        let mut file = Self::default();
        let version = document.get("lockfileVersion");
        file.version = version.map(|node| (node.as_str(), spot(node)));
        file.shrinkwrap_version = document.text("shrinkwrapVersion");
        file.has_snapshots = document.get("snapshots").is_some();
        match document.get("importers").map(|node| &node.value) {
            Some(Value::Map(entries)) => {
                for entry in entries {
                    file.add_importer(&entry.key, spot_of(entry), &entry.value);
                }
            }
            _ => file.add_importer(".", spot(document), document),
        }
        for entry in entries(document, "packages") {
            let package = file.package(entry);
            file.packages.push(package);
            file.stated.push(stated(&entry.value));
        }
        for entry in entries(document, "snapshots") {
            let package = file.package(entry);
            file.snapshots.push(package);
        }
        file
    }

    fn add_importer(&mut self, path: &'t str, spot: Spot, node: &'t Node<'_>) {
        let sections = ["dependencies", "devDependencies", "optionalDependencies"];
        let wanted = sections.map(|section| self.add_wanted(entries(node, section)));
        self.importers.push(Importer { path, spot, wanted });
    }

    fn add_wanted(&mut self, entries: &'t [Entry<'_>]) -> Span {
        let start = end(&self.wanted);
        self.wanted.extend(entries.iter().map(|entry| Wanted {
            name: &entry.key,
            reference: entry.value.as_str().or_else(|| entry.value.text("version")).unwrap_or(""),
            spot: spot_of(entry),
        }));
        start..end(&self.wanted)
    }

    fn package(&mut self, entry: &'t Entry<'_>) -> Package<'t> {
        let node = &entry.value;
        let wanted = ["dependencies", "optionalDependencies"].map(|section| self.add_wanted(entries(node, section)));
        let start = end(&self.peers);
        self.peers.extend(entries(node, "peerDependencies").iter().map(|peer| peer.key.as_ref()));
        Package {
            key: &entry.key,
            spot: spot_of(entry),
            wanted,
            peers: start..end(&self.peers),
            is_development: node.is_true("dev"),
            is_optional: node.is_true("optional"),
            marks: Marks {
                install_script: node.is_true("requiresBuild"),
                deprecated: node.entries().iter().any(|field| field.key == "deprecated"),
                ..Marks::default()
            },
            is_for_some: node.entries().iter().any(|field| matches!(field.key.as_ref(), "os" | "cpu" | "libc")),
        }
    }
}

fn stated<'t>(package: &'t Node<'_>) -> Stated<'t> {
    let mut stated = Stated { name: package.text("name"), version: package.text("version"), ..Stated::default() };
    for field in entries(package, "resolution") {
        stated.resolve(&field.key, field.value.as_str());
    }
    stated
}

fn entries<'t, 'a>(node: &'t Node<'a>, key: &str) -> &'t [Entry<'a>] {
    node.get(key).map_or(&[], Node::entries)
}

fn spot(node: &Node) -> Spot {
    Spot { line: node.line, column: node.column }
}

fn spot_of(entry: &Entry) -> Spot {
    Spot { line: entry.line, column: entry.column }
}
