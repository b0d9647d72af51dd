//! renv.lock: the packages of an R project.
//!
//! Which packages the project asks for itself is not in the file. Source:
//! <https://rstudio.github.io/renv/reference/lockfiles.html>.

use std::collections::{HashMap, HashSet};

use super::support::arrows::Arrows;
use super::support::json::{self, Json};
use super::support::notices::Notices;
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Ecosystem, PackageUrl, ReadError, Scope, StatedLicense};

pub const FORMAT: Format = Format {
    id: "renv-lock",
    title: "renv.lock",
    family: "R",
    file_names: &["renv.lock"],
    versions: "",
    holds: Holds { dependencies: true, licenses: true, hashes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

/// Packages that come with R; lockfiles name them and do not list them.
const BASE: [&str; 15] = [
    "R",
    "base",
    "compiler",
    "datasets",
    "grDevices",
    "graphics",
    "grid",
    "methods",
    "parallel",
    "splines",
    "stats",
    "stats4",
    "tcltk",
    "tools",
    "utils",
];

/// The fields of a package's DESCRIPTION that newer lockfiles keep. What is linked to (C++ headers) is
/// compiled into the package, so it goes out with it.
const FIELDS: [&str; 3] = ["Depends", "Imports", "LinkingTo"];

fn identify(input: &Input) -> bool {
    input.sketch().is_some_and(|seen| seen.has_object("R") && seen.has_object("Packages"))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let mut components = Vec::new();
    let mut by_name: HashMap<&str, ComponentIndex> = HashMap::new();
    let mut entries = Vec::new();
    for (key, entry) in json.root.object("Packages") {
        if !entry.is_object() {
            let message = format!("The entry `{key}` is {}, not an object, and was left out", entry.kind());
            notices.warning("skipped-entry", json.place(entry), message);
            continue;
        }
        by_name.insert(key, components.len() as ComponentIndex);
        components.push(Component { place: json.place(entry), ..component(key, entry) });
        entries.push(entry);
    }
    let mut arrows = Arrows::default();
    let mut stated = false;
    let mut absent: HashSet<&str> = HashSet::new();
    for (from, entry) in (0..).zip(&entries) {
        for (at, wanted, scope) in requirements(entry) {
            stated = true;
            match by_name.get(wanted) {
                Some(&to) if to != from => arrows.add(from, to, scope),
                Some(_) => {}
                None if BASE.contains(&wanted) || !absent.insert(wanted) => {}
                None => {
                    let message = format!("`{wanted}` is needed, and the file does not hold it");
                    notices.warning("dangling-reference", json.place(at), message);
                }
            }
        }
    }
    if !stated {
        let message = "This file declares no dependency relationships (no Requirements); you see an inventory";
        notices.info("no-dependencies", None, message);
    } else {
        notices.info("no-root", None, "The file does not say what the project asks for itself; there is no root");
    }
    let r = json.root.get("R").and_then(|r| r.filled_text("Version"));
    Ok(Document {
        format: FORMAT.id,
        generator: r.map(|version| format!("R {version}")),
        components: components.into(),
        dependencies: arrows.finish(),
        notices: notices.finish(),
        ..Document::default()
    })
}

fn component(key: &str, entry: &Json) -> Component {
    let name = entry.filled_text("Package").unwrap_or(key);
    let version = entry.filled_text("Version");
    let kind = entry.filled_text("Source").unwrap_or("");
    let remote = entry.filled_text("RemoteUsername").zip(entry.filled_text("RemoteRepo"));
    let package_url = match (kind, remote) {
        ("Repository" | "CRAN", _) => PackageUrl::new("cran", None, name, version),
        ("GitHub", Some((user, repository))) => {
            PackageUrl::new("github", Some(user), repository, entry.filled_text("RemoteSha").or(version))
        }
        _ => None,
    };
    let address = entry.filled_text("RemoteUrl").or_else(|| entry.filled_text("Repository"));
    Component {
        name: name.to_owned(),
        version: version.map(str::to_owned),
        ecosystem: Ecosystem::Cran,
        package_url,
        own: matches!(kind, "Local" | "unknown"),
        licenses: entry.filled_text("License").map(StatedLicense::declared).into_iter().collect(),
        // A checksum of the DESCRIPTION, made by renv; not of what is fetched.
        hashes: entry.filled_text("Hash").map(|hash| format!("renv:{hash}")).into_iter().collect(),
        source: match remote {
            Some((user, repository)) => Some(format!("{kind}: {user}/{repository}")),
            None => address.or(Some(kind).filter(|kind| !kind.is_empty())).map(str::to_owned),
        },
        ..Component::default()
    }
}

/// What a package asks for: a plain list of names, or the DESCRIPTION's fields with ranges behind the names.
fn requirements<'t>(entry: &'t Json<'t>) -> Vec<(&'t Json<'t>, &'t str, Scope)> {
    if entry.get("Requirements").is_some() {
        let names = entry.list("Requirements").iter();
        return names.filter_map(|at| Some((at, at.as_text()?, Scope::Unknown))).collect();
    }
    let mut found = Vec::new();
    for field in FIELDS {
        let Some(stated) = entry.get(field) else { continue };
        for at in std::iter::once(stated).chain(stated.elements()) {
            let names = at.as_text().into_iter().flat_map(|text| text.split(','));
            let names = names.map(|name| name.split('(').next().unwrap_or("").trim()).filter(|name| !name.is_empty());
            found.extend(names.map(|name| (at, name, Scope::Runtime)));
        }
    }
    found
}
