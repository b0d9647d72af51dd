//! SBOMs as written: valid by the official schemas, and read back to the graph they were written from.
//!
//! From every fixture of the project; of the corpus beside it, where there is one, every file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jsonschema::{Registry, Validator};
use lockscope::engine::{ExportFormat, Request, Response, Workspace};
use lockscope::export::sbom::{self, Part, Sbom, SbomFormat};
use lockscope::formats;
use lockscope::graph::Graph;
use lockscope::licenses::decisions::DecisionKind;
use lockscope::licenses::{Evidence, is_spdx_expression};
use lockscope::model::{Component, ComponentKind, DependencyKind, Document, LicenseRole, Scope};
use lockscope::view::decisions::DraftFor;
use lockscope::view::facts::Facts;
use serde_json::Value;

use super::{document, open, root, text_of};

fn schema(name: &str) -> Value {
    let path = root().join("tests/schemas").join(name);
    serde_json::from_slice(&std::fs::read(path).expect("a schema")).expect("JSON")
}

/// The official schema of each format.
fn validators() -> BTreeMap<&'static str, Validator> {
    let address = |name: &str| format!("http://cyclonedx.org/schema/{name}.schema.json");
    let registry = Registry::new()
        .add(address("spdx"), schema("cyclonedx-spdx.json"))
        .and_then(|registry| registry.add(address("jsf-0.82"), schema("cyclonedx-jsf.json")))
        .and_then(|registry| registry.add(address("cryptography-defs"), schema("cyclonedx-cryptography.json")))
        .and_then(|registry| registry.prepare())
        .expect("schemas");
    let validator = |name: &str| {
        let options = jsonschema::options().with_registry(&registry).should_validate_formats(true);
        options.build(&schema(&format!("{name}.json"))).expect("a schema")
    };
    sbom::ALL.iter().map(|format| (format.id, validator(format.id))).collect()
}

fn check_schema(format: &SbomFormat, validator: &Validator, text: &str, file: &str, wrong: &mut Vec<String>) {
    let value: Value = serde_json::from_str(text).expect("JSON");
    for error in validator.iter_errors(&value).take(2) {
        let (message, place) = (error.to_string(), error.instance_path().to_string());
        wrong.push(format!("{file} as {}: {place}: {}", format.id, message.chars().take(300).collect::<String>()));
    }
}

/// What of a component is the same in every format, as text.
fn told(component: &Component, format: &SbomFormat) -> String {
    let is_cyclonedx = format.id.starts_with("cyclonedx");
    let is_service = component.kind == ComponentKind::Service;
    let name = match component.name.trim() {
        "" => "unnamed",
        name => name,
    };
    let url = component.package_url.as_ref().filter(|_| !(is_service && is_cyclonedx)).map(|url| url.to_string());
    let version = component.version.as_deref().map(str::trim).filter(|version| !version.is_empty());
    let version = version.map(str::to_owned).or_else(|| Some(component.package_url.as_ref()?.version()?.into_owned()));
    // What no algorithm makes stands in properties of ours, which only CycloneDX has.
    let others = component.hashes.iter().filter(|hash| is_cyclonedx && sum(hash).is_none()).cloned();
    let mut hashes: Vec<String> = component.hashes.iter().filter_map(|hash| sum(hash)).chain(others).collect();
    hashes.sort();
    hashes.dedup();
    let kind = match component.kind {
        ComponentKind::Data | ComponentKind::Service if format.id == "spdx-2.3" => ComponentKind::Library,
        ComponentKind::Service if format.id == "spdx-3.0.1" => ComponentKind::Library,
        kind => kind,
    };
    let copyright = component.copyright.as_deref().map(|text| text.trim().replace("\r\n", "\n"));
    let copyright = copyright.filter(|text| !matches!(text.as_str(), "" | "NONE" | "NOASSERTION"));
    let copyright = copyright.filter(|_| !(is_service && is_cyclonedx));
    let own = component.own && is_cyclonedx;
    format!("{name}|{version:?}|{url:?}|{kind:?}|{hashes:?}|{copyright:?}|{own}")
}

/// A checksum in one spelling; `None` for those that only CycloneDX's properties hold.
fn sum(hash: &str) -> Option<String> {
    use base64::Engine as _;
    let (algorithm, value) = hash.split_once(':')?;
    let algorithm: String = algorithm.to_ascii_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    let lengths = [("md5", 16), ("sha1", 20), ("sha224", 28), ("sha256", 32), ("sha384", 48), ("sha512", 64)];
    let (_, length) = lengths.into_iter().find(|(known, _)| *known == algorithm)?;
    let is_hex = value.bytes().all(|byte| byte.is_ascii_hexdigit());
    let hex = if is_hex && value.len() == 2 * length {
        value.to_ascii_lowercase()
    } else {
        let bytes = base64::engine::general_purpose::STANDARD.decode(value).ok()?;
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    };
    if hex.len() != 2 * length {
        return None;
    }
    Some(format!("{algorithm}:{hex}"))
}

/// A graph as sorted lines: components, arrows and roots.
fn lines(facts: &Facts, format: &SbomFormat) -> Vec<String> {
    let graph: &Graph = &facts.graph;
    let names: Vec<String> = graph.nodes.iter().map(|node| told(&node.component, format)).collect();
    let name = |at: u32| names.get(at as usize).map_or("", String::as_str);
    let is_cyclonedx = format.id.starts_with("cyclonedx");
    let mut out: Vec<String> = Vec::new();
    for (node, at) in graph.nodes.iter().zip(0..) {
        let scope = if is_cyclonedx { format!(" scope {:?}", node.scope) } else { String::new() };
        out.push(format!("component {}{scope}", name(at)));
    }
    for edge in &graph.edges {
        let scope = match edge.scope {
            _ if is_cyclonedx => Scope::Unknown,
            Scope::Optional => Scope::Optional,
            _ if edge.kind == DependencyKind::Contains => Scope::Unknown,
            Scope::Peer => Scope::Provided,
            scope => scope,
        };
        out.push(format!("arrow {:?} {scope:?} {} -> {}", edge.kind, name(edge.from), name(edge.to)));
    }
    out.extend(graph.roots.iter().map(|root| format!("root {}", name(*root))));
    out.sort();
    out
}

/// What is understood of each component's licence, by name.
fn licenses(facts: &Facts, format: &SbomFormat) -> Vec<String> {
    let detected = |at: usize| {
        let stated = facts.graph.nodes.get(at).map(|node| node.component.licenses.as_slice()).unwrap_or_default();
        !stated.is_empty() && stated.iter().all(|stated| stated.role == LicenseRole::Detected)
    };
    let mut out: Vec<String> = Vec::new();
    for (at, node) in facts.graph.nodes.iter().enumerate() {
        let Some(judged) = facts.judgement.components.get(at) else { continue };
        let is_held = format.id.starts_with("cyclonedx") || !detected(at);
        let expression = judged.expression.as_deref().filter(|_| is_held).unwrap_or("-");
        // In SPDX what is not listed becomes a reference to a text.
        let is_listed = is_spdx_expression(expression) && !expression.contains("LicenseRef-");
        let is_comparable = format.id.starts_with("cyclonedx") || is_listed || expression == "-";
        let is_unread = matches!(judged.evidence, Evidence::Unreadable(_) | Evidence::Ambiguous(_));
        let is_comparable = is_comparable && (format.id.starts_with("cyclonedx") || !is_unread || !is_held);
        let expression = if is_comparable { expression } else { "of its own" };
        out.push(format!("{}: {expression}", node.component.name.trim()));
    }
    out.sort();
    out
}

/// Roots, scopes and licences are compared where all is `of_one` file: beside files that state their roots stand-ins are left
/// out, and of files that state different licences only one is declared.
fn check_round_trip(
    workspace: &mut Workspace,
    file: &str,
    validators: &BTreeMap<&str, Validator>,
    wrong: &mut Vec<String>,
    of_one: bool,
) {
    let facts = workspace.facts(&mut |_| {});
    if facts.graph.nodes.is_empty() {
        return;
    }
    let sbom: Sbom = sbom::of_workspace(facts, vec![format!("File: {file}")]);
    for format in &sbom::ALL {
        let text = (format.write)(&sbom);
        if text != (format.write)(&sbom) {
            wrong.push(format!("{file} as {}: written differently a second time", format.id));
        }
        if let Some(validator) = validators.get(format.id) {
            check_schema(format, validator, &text, file, wrong);
        }
        match formats::read("data.txt", text.as_bytes()) {
            Ok(document) if format.id.starts_with(document.format.split(['-', '3']).next().unwrap_or("?")) => {}
            Ok(document) => wrong.push(format!("{file} as {}: read as {}", format.id, document.format)),
            Err(error) => wrong.push(format!("{file} as {}: {error}", format.id)),
        }
        let mut again = open("data.txt", text.as_bytes());
        let again = again.facts(&mut |_| {});
        let mut compare = |before: Vec<String>, after: Vec<String>| {
            if before != after {
                let shown = |line: &str| line.chars().take(600).collect::<String>();
                let gone = before.iter().find(|line| after.binary_search(line).is_err()).map_or("", String::as_str);
                let new = after.iter().find(|line| before.binary_search(line).is_err()).map_or("", String::as_str);
                let (before, after) = (before.len(), after.len());
                wrong.push(format!(
                    "{file} as {}: {before} lines, then {after}\n   - {}\n   + {}",
                    format.id,
                    shown(gone),
                    shown(new)
                ));
            }
        };
        compare(lines(facts, format), lines(again, format));
        if of_one {
            compare(licenses(facts, format), licenses(again, format));
        }
    }
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

fn check_all(folder: &Path) -> (usize, Vec<String>) {
    let validators = validators();
    let only = std::env::var("ONLY").unwrap_or_default();
    let (mut count, mut wrong) = (0, Vec::new());
    for path in files_below(folder) {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let shown = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().into_owned();
        if !shown.contains(&only) {
            continue;
        }
        let mut workspace = open(&name, &std::fs::read(&path).expect("a file"));
        count += 1;
        check_round_trip(&mut workspace, &shown, &validators, &mut wrong, true);
    }
    (count, wrong)
}

#[test]
fn every_fixture_is_written_valid_and_read_back_to_the_same_graph() {
    let (count, wrong) = check_all(&root().join("tests/fixtures"));
    assert!(count > 100);
    assert!(wrong.is_empty(), "{} of {count}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_file_of_the_corpus_is_written_valid_and_read_back_to_the_same_graph() {
    let corpus = ["../shared/corpus", "../../shared/corpus"].map(|path| root().join(path));
    let Some(corpus) = corpus.iter().find(|path| path.exists()) else {
        println!("skipped: no corpus lies beside the project");
        return;
    };
    let (count, wrong) = check_all(corpus);
    println!("{count} files");
    assert!(wrong.is_empty(), "{} of {count}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn several_files_of_one_workspace_are_written_as_one_valid_sbom() {
    let validators = validators();
    let (mut count, mut wrong) = (0, Vec::new());
    for folder in std::fs::read_dir(root().join("tests/fixtures")).expect("a folder") {
        let folder = folder.expect("an entry").path();
        let shown = folder.file_name().expect("a name").to_string_lossy().into_owned();
        let mut workspace = Workspace::new();
        for (id, path) in (1..).zip(files_below(&folder)) {
            let name = path.strip_prefix(&folder).unwrap_or(&path).to_string_lossy().into_owned();
            workspace.open(id, &name, &std::fs::read(&path).expect("a file"), &mut |_| {});
        }
        count += 1;
        check_round_trip(&mut workspace, &shown, &validators, &mut wrong, false);
    }
    assert!(count > 100);
    assert!(wrong.is_empty(), "{} of {count}\n{}", wrong.len(), wrong.join("\n"));
}

const CHOICE: &str = r#"{ "name": "app", "version": "1.0.0", "lockfileVersion": 3, "packages": {
    "": { "name": "app", "version": "1.0.0", "dependencies": { "a": "1", "b": "1" } },
    "node_modules/a": { "version": "1.0.0", "license": "MIT OR GPL-2.0-only" },
    "node_modules/b": { "version": "1.0.0", "license": "Apache License, Version 2.0" } } }"#;

fn json(workspace: &mut Workspace, id: &str) -> Value {
    serde_json::from_str(&text_of(workspace, document(id)).1).expect("JSON")
}

fn named<'j>(list: &'j Value, name: &str) -> &'j Value {
    list.as_array().expect("a list").iter().find(|entry| entry["name"] == name).expect("an entry")
}

#[test]
fn what_a_decision_chose_is_concluded_and_what_the_author_states_stays_declared() {
    let mut workspace = open("package-lock.json", CHOICE.as_bytes());
    let node = workspace.facts(&mut |_| {}).graph.nodes.iter().position(|node| node.component.name == "a");
    let about = DraftFor::Component(node.expect("a node") as u32);
    let Response::Draft(Some(mut decision)) = workspace.handle(Request::Draft(about), &mut |_| {}) else {
        panic!("no draft");
    };
    decision.kind = DecisionKind::Choose { given: None, choice: "MIT".to_owned() };
    decision.person = "R. Person".to_owned();
    assert_eq!(workspace.handle(Request::Decide(decision), &mut |_| {}), Response::Done);

    let spdx = json(&mut workspace, "spdx-2.3");
    let a = named(&spdx["packages"], "a");
    assert_eq!((&a["licenseDeclared"], &a["licenseConcluded"]), (&"MIT OR GPL-2.0-only".into(), &"MIT".into()));
    assert!(a["licenseComments"].as_str().is_some_and(|text| text.contains("Concluded by a decision")), "{a}");
    let b = named(&spdx["packages"], "b");
    assert_eq!((&b["licenseDeclared"], &b["licenseConcluded"]), (&"Apache-2.0".into(), &Value::Null));
    assert_eq!(b["licenseComments"], "Declared as: Apache License, Version 2.0");

    let newer = json(&mut workspace, "cyclonedx-1.7");
    let a = named(&newer["components"], "a")["licenses"].to_string();
    assert!(a.contains(r#"{"acknowledgement":"declared","expression":"MIT OR GPL-2.0-only"}"#), "{a}");
    assert!(a.contains(r#"{"license":{"acknowledgement":"concluded","id":"MIT"}}"#), "{a}");
    let older = json(&mut workspace, "cyclonedx-1.6");
    let a = named(&older["components"], "a")["licenses"].to_string();
    assert!(a.contains(r#"{"license":{"acknowledgement":"declared","name":"MIT OR GPL-2.0-only"}}"#), "{a}");
    let b = named(&older["components"], "b")["licenses"].to_string();
    assert!(b.contains(r#""name":"Apache License, Version 2.0""#), "{b}");
}

#[test]
fn facts_of_other_files_are_told_with_where_they_are_from() {
    let bom = r#"{ "bomFormat": "CycloneDX", "specVersion": "1.6", "components": [ { "type": "library", "name": "a",
        "version": "1.0.0", "purl": "pkg:npm/a@1.0.0", "copyright": "2020 A", "supplier": { "name": "A Ltd" },
        "licenses": [ { "license": { "id": "MIT" } } ] } ] }"#;
    let mut workspace = open("package-lock.json", CHOICE.as_bytes());
    workspace.open(2, "folder/bom.json", bom.as_bytes(), &mut |_| {});
    let spdx = json(&mut workspace, "spdx-2.3");
    let a = named(&spdx["packages"], "a");
    assert_eq!((&a["copyrightText"], &a["supplier"]), (&"2020 A".into(), &"Organization: A Ltd".into()));
    assert_eq!(a["licenseDeclared"], "MIT OR GPL-2.0-only");
    assert_eq!(a["licenseComments"], "Stated elsewhere: folder/bom.json: MIT");
    let comment = a["comment"].as_str().expect("a comment");
    assert!(comment.contains("Read from: folder/bom.json\nRead from: package-lock.json"), "{comment}");
    let made_from = spdx["creationInfo"]["comment"].as_str().expect("a comment");
    assert!(made_from.contains("File: folder/bom.json") && made_from.contains("SHA-256"), "{made_from}");
    // One file alone says what it says, and no more.
    let alone = ExportFormat::Document { id: "spdx-2.3".to_owned(), file: Some(1) };
    let alone: Value = serde_json::from_str(&text_of(&mut workspace, alone).1).expect("JSON");
    assert_eq!(named(&alone["packages"], "a")["copyrightText"], Value::Null);
    let gone = Request::Export(ExportFormat::Document { id: "spdx-2.3".to_owned(), file: Some(9) });
    assert!(matches!(workspace.handle(gone, &mut |_| {}), Response::Refused(_)));
}

#[test]
fn several_roots_and_an_own_member_are_roots_and_own_again() {
    let own = |name: &str| Component { name: name.to_owned(), own: true, ..Component::default() };
    let document =
        Document { components: vec![own("a"), own("b"), own("c")].into(), roots: vec![0, 2], ..Document::default() };
    let facts = Facts { graph: lockscope::graph::build(&[&document]), ..Facts::default() };
    let sbom = sbom_of(&facts, &document);
    for format in &sbom::ALL {
        let read = formats::read("data.txt", (format.write)(&sbom).as_bytes()).expect("an SBOM");
        let own: Vec<bool> = read.components.iter().map(|component| component.own).collect();
        assert_eq!(read.roots, [0, 2], "{}", format.id);
        assert_eq!(own, [true, format.id.starts_with("cyclonedx"), true], "{}", format.id);
    }
}

/// What is written of one document that no file holds.
fn sbom_of(facts: &Facts, document: &Document) -> Sbom {
    let parts = facts.graph.nodes.iter().map(|node| Part {
        key: node.component.name.clone(),
        name: node.component.name.clone(),
        own: node.component.own,
        ..Part::default()
    });
    let roots = document.roots.iter().map(|root| *root as usize).collect();
    Sbom { name: "several".to_owned(), parts: parts.collect(), roots, ..Sbom::default() }
}
