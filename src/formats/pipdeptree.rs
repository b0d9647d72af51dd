//! pipdeptree: what an environment holds and what needs what, as `--json` lists it or as `--json-tree` nests it.
//!
//! The tree repeats packages; each is one component. Source: <https://github.com/tox-dev/pipdeptree>.

use std::collections::HashMap;

use super::support::arrows::Arrows;
use super::support::json::{self, Json, JsonDocument};
use super::support::notices::Notices;
use super::support::python;
use super::support::sketch::Sketch;
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "pipdeptree",
    title: "pipdeptree",
    family: "Python",
    file_names: &["pipdeptree.json"],
    versions: "",
    holds: Holds { dependencies: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: Some(python::project::sharpen),
};

fn identify(input: &Input) -> bool {
    let Some(Sketch::List(Some(first))) = input.sketch() else { return false };
    let is_package = |seen: &Sketch| seen.has("installed_version") && (seen.has("key") || seen.has("package_name"));
    first.has_list("dependencies") && (is_package(first) || first.get("package").is_some_and(is_package))
}

/// A document under construction.
struct Draft<'a> {
    json: &'a JsonDocument<'a>,
    components: Vec<Component>,
    known: HashMap<String, ComponentIndex>,
    notices: Notices,
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let notices = Notices::of_json(input, &json);
    let mut draft = Draft { json: &json, components: Vec::new(), known: HashMap::new(), notices };
    let mut arrows = Arrows::default();
    // The packages of the outermost list come first, so that each is known by its own entry.
    let mut open: Vec<(ComponentIndex, &Json)> = Vec::new();
    for entry in json.root.elements() {
        open.extend(draft.add(entry.get("package").unwrap_or(entry)).map(|index| (index, entry)));
    }
    open.reverse();
    while let Some((from, entry)) = open.pop() {
        for wanted in entry.list("dependencies") {
            if let Some(to) = draft.add(wanted) {
                arrows.add(from, to, Scope::Runtime);
                open.push((to, wanted));
            }
        }
    }
    Ok(Document {
        format: FORMAT.id,
        components: draft.components.into(),
        dependencies: arrows.finish(),
        notices: draft.notices.finish(),
        ..Document::default()
    })
}

impl Draft<'_> {
    /// The component of an entry, new or known.
    fn add(&mut self, package: &Json) -> Option<ComponentIndex> {
        let place = self.json.place(package);
        let Some(name) = package.filled_text("package_name").or_else(|| package.filled_text("key")) else {
            self.notices.warning("missing-name", place, "A package without a name was left out");
            return None;
        };
        let stated = package.filled_text("installed_version");
        let version = stated.filter(|version| !matches!(*version, "?" | "unknown"));
        let new = ComponentIndex::try_from(self.components.len()).unwrap_or(ComponentIndex::MAX);
        let index = *self.known.entry(python::normalised(name).into_owned()).or_insert(new);
        if index == new {
            if version.is_none() {
                self.notices.warning("missing-version", place.clone(), format!("`{name}` is needed and not installed"));
            }
            self.components.push(python::component(name, version, place));
        }
        Some(index)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    fn arrows(text: &str) -> BTreeSet<(String, String)> {
        let document = crate::formats::read("unknown", text.as_bytes()).expect("a document");
        document.dependencies.iter().map(|arrow| (document.label(arrow.from), document.label(arrow.to))).collect()
    }

    #[test]
    fn the_list_and_the_tree_give_one_graph() {
        let package =
            |name: &str| format!("\"key\":\"{name}\",\"package_name\":\"{name}\",\"installed_version\":\"1\"");
        let [a, b, c] = ["a", "b", "c"].map(package);
        let list = format!(
            "[{{\"package\":{{{a}}},\"dependencies\":[{{{b}}},{{{c}}}]}},\
             {{\"package\":{{{b}}},\"dependencies\":[{{{c}}}]}},{{\"package\":{{{c}}},\"dependencies\":[]}}]"
        );
        let tree = format!(
            "[{{{a},\"dependencies\":[{{{b},\"dependencies\":[{{{c},\"dependencies\":[]}}]}},\
             {{{c},\"dependencies\":[]}}]}}]"
        );
        assert_eq!(arrows(&list), arrows(&tree));
        assert_eq!(arrows(&list).len(), 3);
    }
}
