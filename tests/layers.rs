//! Holds the sources to the table in `src/README.md`: who may import whom, and where foreign types may appear.
//!
//! A reader of text, not of Rust: it finds paths that begin at `crate::`, or climb to the crate's root with `super::`.
//! Comments and unit tests (from `#[cfg(test)]` to the file's end) are not looked at.
#![cfg(not(target_arch = "wasm32"))]
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "this test runs natively, reads the sources, and fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Layer by layer, the layers it may import.
type Table = BTreeMap<String, BTreeSet<String>>;

#[test]
fn every_import_follows_an_arrow_of_the_table() {
    let table = table(&std::fs::read_to_string("src/README.md").unwrap());
    let wrong: Vec<String> = sources().iter().flat_map(|(file, text)| wrong_arrows(&table, file, text)).collect();
    assert!(wrong.is_empty(), "not in the table of src/README.md:\n{}", wrong.join("\n"));
}

#[test]
fn every_layer_is_in_the_table() {
    let table = table(&std::fs::read_to_string("src/README.md").unwrap());
    for (file, _) in sources() {
        if let Some(layer) = layer_of(&file) {
            assert!(table.contains_key(layer), "{layer} has no line in src/README.md");
        }
    }
}

#[test]
fn foreign_types_stay_where_they_belong() {
    let wrong: Vec<String> = sources().iter().flat_map(|(file, text)| wrong_crates(file, text)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_wrong_arrow_is_found_however_it_is_written() {
    let table = table("```layers\nmodel ←\ngraph ← model\nui ← graph\n```");
    for text in [
        "use crate::ui::App;",
        "use crate::{model::Component, ui::App};",
        "pub use crate::{\n    model::{Component, Scope},\n    ui,\n};",
        "fn f() -> crate::ui::App { todo() }",
        "use super::super::ui::App;",
    ] {
        let wrong = wrong_arrows(&table, Path::new("src/graph/query.rs"), text);
        assert_eq!(wrong, ["src/graph/query.rs: graph → ui"], "{text}");
    }
    assert_eq!(wrong_arrows(&table, Path::new("src/graph/mod.rs"), "use super::ui::App;").len(), 1);
}

#[test]
fn allowed_arrows_comments_and_tests_pass() {
    let table = table("```layers\nmodel ←\ngraph ← model\nui ← graph\n```");
    for text in [
        "use crate::model::{Component, ui};",
        "use crate::graph::subset;",
        "use super::ui::Sibling;",
        "//! See crate::ui.\n// crate::ui",
        "#[cfg(test)]\nmod tests {\n    use crate::ui::App;\n}",
    ] {
        assert_eq!(wrong_arrows(&table, Path::new("src/graph/query.rs"), text), [""; 0], "{text}");
    }
}

#[test]
fn a_foreign_type_out_of_place_is_found() {
    assert_eq!(wrong_crates(Path::new("src/view/scene.rs"), "use web_sys::Window;").len(), 1);
    assert_eq!(wrong_crates(Path::new("src/view/scene.rs"), "fn f(g: petgraph::Graph<(), ()>) {}").len(), 1);
    assert_eq!(wrong_crates(Path::new("src/graph/build.rs"), "use petgraph::Graph;").len(), 0);
    assert_eq!(wrong_crates(Path::new("src/ui/app.rs"), "use yew::prelude::*;").len(), 0);
}

/// Reads the block fenced as `layers`.
fn table(readme: &str) -> Table {
    let (_, block) = readme.split_once("```layers\n").expect("src/README.md has a block fenced as layers");
    let lines = block.lines().take_while(|line| !line.starts_with("```"));
    let arrows = lines.filter_map(|line| line.split_once('←'));
    arrows.map(|(layer, from)| (layer.trim().into(), from.split_whitespace().map(String::from).collect())).collect()
}

fn wrong_arrows(table: &Table, file: &Path, text: &str) -> Vec<String> {
    let Some(layer) = layer_of(file) else { return Vec::new() };
    let empty = BTreeSet::new();
    let allowed = table.get(layer).unwrap_or(&empty);
    let named = layers_named(&shipped(text), depth_of(file));
    named
        .into_iter()
        .filter(|name| name != layer && table.contains_key(name) && !allowed.contains(name))
        .map(|name| format!("{}: {layer} → {name}", file.display()))
        .collect()
}

fn wrong_crates(file: &Path, text: &str) -> Vec<String> {
    const WEB: [&str; 6] = ["web_sys", "js_sys", "wasm_bindgen", "wasm_bindgen_futures", "gloo", "yew"];
    const WEB_LAYERS: [&str; 4] = ["browser", "canvas", "worker", "ui"];
    let Some(layer) = layer_of(file) else { return Vec::new() };
    let text = shipped(text);
    let words: BTreeSet<&str> = text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').collect();
    let mut wrong = Vec::new();
    if words.contains("petgraph") && layer != "graph" {
        wrong.push(format!("{}: petgraph outside graph/", file.display()));
    }
    for name in WEB {
        if words.contains(name) && !WEB_LAYERS.contains(&layer) {
            wrong.push(format!("{}: {name} outside {WEB_LAYERS:?}", file.display()));
        }
    }
    wrong
}

/// The names that follow `crate::`, or as many `super::` as lead to the crate's root; groups included.
fn layers_named(text: &str, depth: usize) -> BTreeSet<String> {
    let packed: String =
        text.split_whitespace().collect::<Vec<_>>().join(" ").replace(" ::", "::").replace(":: ", "::");
    let mut names = BTreeSet::new();
    for (start, _) in packed.match_indices("crate::") {
        // `$crate::` and `crate::` alike; `somecrate::` is another word.
        if packed[..start].chars().last().is_none_or(|letter| !letter.is_alphanumeric() && letter != '_') {
            first_names(&packed[start + "crate::".len()..], &mut names);
        }
    }
    let climb = "super::".repeat(depth);
    for (start, _) in packed.match_indices(&climb) {
        let rest = &packed[start + climb.len()..];
        if !packed[..start].ends_with("super::") && !rest.starts_with("super::") {
            first_names(rest, &mut names);
        }
    }
    names
}

/// The first name of a path, or of each path in a `{…}` group.
fn first_names(path: &str, names: &mut BTreeSet<String>) {
    let name = |text: &str| -> String {
        text.trim_start().chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
    };
    let Some(group) = path.strip_prefix('{') else {
        names.insert(name(path));
        return;
    };
    let mut level = 0;
    let mut start = 0;
    for (place, letter) in group.char_indices() {
        match letter {
            '{' => level += 1,
            '}' if level > 0 => level -= 1,
            ',' | '}' if level == 0 => {
                names.insert(name(&group[start..place]));
                start = place + 1;
                if letter == '}' {
                    return;
                }
            }
            _ => {}
        }
    }
}

/// The text without line comments and without the unit tests at its end.
fn shipped(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// The folder (or file) below `src/`; nothing for `lib.rs` and `main.rs`.
fn layer_of(file: &Path) -> Option<&str> {
    let name = file.components().nth(1)?.as_os_str().to_str()?;
    let name = name.strip_suffix(".rs").unwrap_or(name);
    (!["lib", "main"].contains(&name)).then_some(name)
}

/// How many `super::` lead from a file's module to the crate's root.
fn depth_of(file: &Path) -> usize {
    let parts = file.components().count() - 1;
    if file.file_name().is_some_and(|name| name == "mod.rs") { parts - 1 } else { parts }
}

/// Every source that ships, by path.
fn sources() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut ahead = vec![PathBuf::from("src")];
    while let Some(folder) = ahead.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                ahead.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tests.rs") {
                found.push((path.clone(), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}
