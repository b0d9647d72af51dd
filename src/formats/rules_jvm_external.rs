//! maven_install.json, the lockfile of Bazel's rules_jvm_external, in its two layouts: `dependency_tree`
//! with one object an artifact (versions 0 and 1), and `artifacts` beside `dependencies` (2 and 3).
//!
//! Sources and Javadoc are left out. No layout names what uses the artifacts, so there is no root.
//! Source: <https://github.com/bazel-contrib/rules_jvm_external/tree/master/private/rules> (`v*_lock_file.bzl`).

use std::collections::HashMap;

use super::support::arrows::Arrows;
use super::support::conflict::refuse_merge_conflict;
use super::support::json::{self, Json, JsonDocument};
use super::support::maven::{Artifacts, Coordinates, is_name};
use super::support::notices::Notices;
use super::support::places::counted;
use super::{Format, Holds, Input};
use crate::model::{ComponentIndex, Document, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "rules-jvm-external",
    title: "rules_jvm_external lockfile",
    family: "JVM",
    file_names: &["maven_install.json", "*_install.json"],
    versions: "1, 2, 3",
    holds: Holds { dependencies: true, hashes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    let Some(seen) = input.sketch() else { return false };
    let is_old = seen.get("dependency_tree").is_some_and(|tree| tree.has_list("dependencies"));
    let marked =
        ["__INPUT_ARTIFACTS_HASH", "__RESOLVED_ARTIFACTS_HASH", "repositories"].iter().any(|key| seen.has(key));
    is_old || (seen.has_object("artifacts") && seen.has_object("dependencies") && marked)
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    refuse_merge_conflict(&input.text)?;
    let json = json::parse(&input.text)?;
    let mut lock = Lock {
        json: &json,
        artifacts: Artifacts::default(),
        arrows: Arrows::default(),
        notices: Notices::of_json(input, &json),
        keys: HashMap::new(),
        left_out: 0,
    };
    let version = match json.root.get("dependency_tree") {
        Some(tree) => {
            lock.read_tree(tree);
            "1"
        }
        None => lock.read_maps(),
    };
    if lock.left_out > 0 {
        let count = counted(lock.left_out, "archive of sources or Javadoc was", "archives of sources or Javadoc were");
        lock.notices.info("files-left-out", None, format!("{count} left out"));
    }
    lock.notices.info("no-root", None, "The file does not say which targets use its artifacts; there is no root");
    Ok(Document {
        format: FORMAT.id,
        format_version: Some(version.to_owned()),
        components: lock.artifacts.components.into(),
        dependencies: lock.arrows.finish(),
        notices: lock.notices.finish(),
        ..Document::default()
    })
}

struct Lock<'j, 'a> {
    json: &'j JsonDocument<'a>,
    artifacts: Artifacts<'j>,
    arrows: Arrows,
    notices: Notices,
    /// What versions 2 and 3 call an artifact.
    keys: HashMap<String, ComponentIndex>,
    left_out: usize,
}

impl<'j> Lock<'j, '_> {
    /// Versions 0 and 1: `"coord": "g:a:v", "directDependencies": ["g:b:v"], "sha256": "…", "url": "…"`.
    fn read_tree(&mut self, tree: &'j Json) {
        let mut read: Vec<(ComponentIndex, &'j Json)> = Vec::new();
        for written in tree.list("dependencies") {
            let place = self.json.place(written);
            let Some(coordinates) = written.text("coord").and_then(old_coordinates) else {
                self.notices.warning("skipped-entry", place, "An artifact without coordinates was left out");
                continue;
            };
            if is_documentation(coordinates.classifier) {
                self.left_out += 1;
                continue;
            }
            if self.artifacts.find(&coordinates).is_some() {
                let message = format!("`{}` stands twice", written.text("coord").unwrap_or(""));
                self.notices.warning("repeated-reference", place.clone(), message);
            }
            let index = self.artifacts.add(coordinates, place);
            if let Some(component) = self.artifacts.components.get_mut(index as usize) {
                component.hashes = written.filled_text("sha256").map(sha256).into_iter().collect();
                component.source = written.filled_text("url").map(str::to_owned);
            }
            read.push((index, written));
        }
        if read.iter().any(|(_, written)| written.get("directDependencies").is_none()) {
            let message = "Some artifacts state only all that they need, however far; it was read as direct";
            self.notices.info("assumed-direct", None, message);
        }
        for (from, written) in read {
            let key = if written.get("directDependencies").is_some() { "directDependencies" } else { "dependencies" };
            for wanted in written.list(key) {
                let coordinates = wanted.as_text().and_then(old_coordinates);
                let to = coordinates.and_then(|coordinates| self.artifacts.find(&coordinates));
                self.arrow(from, to, wanted);
            }
        }
    }

    /// Versions 2 and 3: `"artifacts": {"g:a": {"shasums": {"jar": "…"}, "version": "…"}}` beside
    /// `"dependencies": {"g:a": ["g:b"]}`. A key is `group:artifact[:type[:classifier]]`.
    fn read_maps(&mut self) -> &'static str {
        let root = &self.json.root;
        for (key, written) in root.object("artifacts") {
            let place = self.json.place(written);
            let Some(mut coordinates) = key_coordinates(key) else {
                self.notices.warning("skipped-entry", place, format!("Not `group:artifact`: `{key}`"));
                continue;
            };
            match written.filled_text("version") {
                Some(version) => coordinates.version = version,
                None => self.notices.warning("missing-version", place, format!("`{key}` has no version")),
            }
            let sums = written.object("shasums");
            let mut is_any = false;
            for (classifier, sum) in sums {
                let classifier = if classifier == "jar" { "" } else { classifier.as_ref() };
                if is_documentation(classifier) {
                    self.left_out += 1;
                    continue;
                }
                is_any = true;
                let hashes = sum.as_text().map(sha256).into_iter().collect();
                self.add(key, Coordinates { classifier, ..coordinates }, hashes, written);
            }
            if !is_any {
                self.add(key, coordinates, Vec::new(), written);
            }
        }
        for (repository, keys) in root.object("repositories") {
            for key in keys.elements().iter().filter_map(Json::as_text) {
                let index = self.keys.get(key).copied();
                if let Some(component) = index.and_then(|index| self.artifacts.components.get_mut(index as usize)) {
                    component.source.get_or_insert_with(|| repository.clone().into_owned());
                }
            }
        }
        for (key, wanted) in root.object("dependencies") {
            let Some(&from) = self.keys.get(key.as_ref()) else {
                let message = format!("`{key}` has dependencies and is not among the artifacts");
                self.notices.warning("dangling-reference", self.json.place(wanted), message);
                continue;
            };
            for wanted in wanted.elements() {
                let to = wanted.as_text().and_then(|key| self.keys.get(key).copied());
                self.arrow(from, to, wanted);
            }
        }
        match root.get("version").and_then(Json::as_text_or_number) {
            Some("2") => "2",
            Some("3") => "3",
            stated => {
                let message = match stated {
                    Some(stated) => format!("Lockfile version {stated} is not known; it was read like version 3"),
                    None => "The file states no version; it was read like version 3".to_owned(),
                };
                self.notices.warning("unknown-version", None, message);
                "3"
            }
        }
    }

    fn add(&mut self, key: &str, coordinates: Coordinates<'j>, hashes: Vec<String>, written: &Json) {
        let index = self.artifacts.add(coordinates, self.json.place(written));
        if let Some(component) = self.artifacts.components.get_mut(index as usize) {
            component.hashes = hashes;
        }
        // A key with a classifier states the type too, even where it is the usual one.
        let key = match (coordinates.classifier, coordinates.kind) {
            ("", _) => key.to_owned(),
            (classifier, "") => format!("{key}:jar:{classifier}"),
            (classifier, _) => format!("{key}:{classifier}"),
        };
        self.keys.insert(key, index);
    }

    fn arrow(&mut self, from: ComponentIndex, to: Option<ComponentIndex>, wanted: &Json) {
        match to {
            Some(to) => self.arrows.add(from, to, Scope::Unknown),
            None => {
                let message = format!("A dependency is not among the artifacts: {}", wanted.as_text().unwrap_or("?"));
                self.notices.warning("dangling-reference", self.json.place(wanted), message);
            }
        }
    }
}

/// `group:artifact[:type[:classifier]]:version`.
fn old_coordinates(text: &str) -> Option<Coordinates<'_>> {
    let (rest, version) = text.rsplit_once(':')?;
    Some(Coordinates { version, ..key_coordinates(rest)? }).filter(|_| !version.is_empty())
}

/// `group:artifact[:type[:classifier]]`.
fn key_coordinates(text: &str) -> Option<Coordinates<'_>> {
    let parts: Vec<&str> = text.splitn(5, ':').collect();
    let (group, artifact, kind, classifier) = match *parts.as_slice() {
        [group, artifact] => (group, artifact, "", ""),
        [group, artifact, kind] => (group, artifact, kind, ""),
        [group, artifact, kind, classifier] => (group, artifact, kind, classifier),
        _ => return None,
    };
    (is_name(group) && is_name(artifact)).then(|| Coordinates::new(group, artifact, "").of_kind(kind, classifier))
}

fn is_documentation(classifier: &str) -> bool {
    matches!(classifier, "sources" | "javadoc")
}

fn sha256(sum: &str) -> String {
    format!("sha256:{sum}")
}
