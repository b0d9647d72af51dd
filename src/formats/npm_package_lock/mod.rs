//! npm lockfiles: package-lock.json, npm-shrinkwrap.json and node_modules/.package-lock.json.
//!
//! Versions 2 and 3 list install paths (`packages`, version 2 repeats them for old readers); version 1 is
//! a tree (`dependencies`). Both say where a package lies, so what a dependent gets is found as Node finds
//! it: in its own `node_modules`, then in each one above. One component stands for all install paths of
//! the same name, version and source.
//!
//! Source: npm documentation, `package-lock.json`.

mod components;
mod entry;
mod licenses;
mod sharpen;
mod v1;
mod v2;

use std::borrow::Cow;

use super::support::json::pull::{self, Broken, PullReader};
use super::support::notices::Notices;
use super::support::sketch::Sketch;
use super::{Format, Holds, Input};
use crate::model::{Document, ReadError};
use entry::{Entry, Wants};
use licenses::stated_licenses;
use v1::Nested;

pub const FORMAT: Format = Format {
    id: "npm-package-lock",
    title: "npm lockfile",
    family: "JavaScript",
    file_names: &["package-lock.json", "npm-shrinkwrap.json", ".package-lock.json"],
    versions: "1, 2, 3",
    holds: Holds { dependencies: true, licenses: true, hashes: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: Some(sharpen::sharpen),
};

/// The code of the notice that the direct dependencies are a guess; a manifest replaces the guess.
const ASSUMED_DIRECT: &str = "assumed-direct";

fn identify(input: &Input) -> bool {
    let Some(seen) = input.sketch() else { return false };
    if seen.has("lockfileVersion") {
        // Bun's lockfile has the same key and names its workspaces.
        return !seen.has("workspaces");
    }
    // Before npm 5, and in broken merges, version 1 came without its number.
    let Some((_, entry)) = seen.get("dependencies").and_then(|dependencies| dependencies.entries().first()) else {
        return false;
    };
    let is_entry = matches!(entry.get("version"), Some(Sketch::Text(_)));
    let is_npm_list = entry.has("overridden") || entry.has("missing") || seen.has("problems");
    is_entry && !is_npm_list && !seen.has("runtimeTarget")
}

/// What the file says, taken once from its text.
#[derive(Default)]
struct LockFile<'a> {
    /// The project as the file's outermost keys describe it.
    project: Entry<'a>,
    /// The version stated, and where.
    stated: Option<(Cow<'a, str>, u32)>,
    /// Versions 2 and 3: install paths.
    packages: Option<Vec<(Cow<'a, str>, Entry<'a>)>>,
    /// Version 1: the packages of the tree, each after the one it is nested in.
    tree: Vec<Nested<'a>>,
    wants: Wants<'a>,
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let (file, json) = pull::read(&input.text, LockFile::take)?;
    let mut notices = Notices::new(input.notices.iter().cloned().chain(json.notices()).collect());
    note_version(&file, &json, &mut notices);
    let mut document = match &file.packages {
        Some(packages) => v2::read(&file, packages, &json, &mut notices),
        None => v1::read(&file, &json, &mut notices),
    };
    document.format = FORMAT.id;
    document.format_version = Some(match (&file.stated, &file.packages) {
        (Some((version, _)), _) => version.to_string(),
        (None, Some(_)) => "3".to_owned(),
        (None, None) => "1".to_owned(),
    });
    let any = document.components.iter().any(|component| !component.own);
    if any && document.components.iter().all(|component| component.licenses.is_empty()) {
        notices.info("no-licenses", None, "This file holds no licences; add an SBOM to judge them");
    }
    document.notices = notices.finish();
    Ok(document)
}

impl<'a> LockFile<'a> {
    fn take(json: &mut PullReader<'a>) -> Result<Self, Broken> {
        let mut file = Self { project: Entry { offset: json.offset(), ..Entry::default() }, ..Self::default() };
        let (mut tree, mut old_licenses) = (None, Vec::new());
        if !json.begin_object()? {
            return Ok(file);
        }
        while let Some(key) = json.next_key()? {
            match &*key {
                "name" => file.project.name = json.filled_text()?,
                "version" => file.project.version = json.text()?,
                "license" => file.project.licenses = stated_licenses(json)?,
                "licenses" => old_licenses = stated_licenses(json)?,
                "lockfileVersion" => {
                    let offset = json.offset();
                    file.stated = json.text_or_number()?.map(|version| (version, offset));
                }
                "packages" => file.packages = v2::take(json, &mut file.wants)?,
                // Version 2 repeats its packages as version 1 lists them, for old readers.
                "dependencies" => tree = Some(json.hold()?),
                _ => {}
            }
        }
        if file.project.licenses.is_empty() {
            file.project.licenses = old_licenses;
        }
        if let Some(tree) = tree.filter(|_| file.packages.is_none()) {
            let Self { tree: nested, wants, .. } = &mut file;
            json.reread(tree, |json| v1::take(json, None, nested, wants))?;
        }
        Ok(file)
    }
}

fn note_version(file: &LockFile, json: &PullReader, notices: &mut Notices) {
    match &file.stated {
        Some((version, _)) if matches!(&**version, "1" | "2" | "3") => {}
        Some((version, offset)) => {
            let message = format!("Lockfile version {version} is not known; read as the version it looks like");
            notices.warning("unknown-version", json.place(*offset), message);
        }
        None => {
            notices.info("implicit-version", None, "The file states no lockfile version; read as what it looks like")
        }
    }
}
