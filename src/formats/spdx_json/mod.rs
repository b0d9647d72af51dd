//! SPDX JSON, 2.1 to 2.3, bare or inside `{"sbom": …}` (GitHub) or `{"Document": …}` (SPDX 2.1).
//!
//! Packages are components. Files are counted, and are components only where a document has nothing
//! else; snippets, annotations and reviews are not read. The document itself is no component.
//!
//! Source: <https://spdx.github.io/spdx-spec/v2.3/>.

mod packages;
mod relationships;

use packages::Packages;

use super::support::json::{self, Json, JsonDocument};
use super::support::notices::Notices;
use super::support::sketch::Sketch;
use super::{Format, Holds, Input};
use crate::model::{Document, ReadError};

pub const FORMAT: Format = Format {
    id: "spdx-json",
    title: "SPDX JSON",
    family: "SBOM",
    file_names: &["*.spdx.json"],
    versions: "2.1 to 2.3",
    holds: Holds { dependencies: true, licenses: true, hashes: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

const WRAPPERS: [&str; 2] = ["sbom", "Document"];

fn identify(input: &Input) -> bool {
    let is_document = |seen: &Sketch| {
        let version = seen.text("spdxVersion").or_else(|| seen.text("specVersion"));
        version.is_some_and(|version| version.starts_with("SPDX-"))
            || seen.text("SPDXID").is_some_and(|id| id.ends_with("SPDXRef-DOCUMENT"))
    };
    let Some(seen) = input.sketch() else { return false };
    is_document(seen) || WRAPPERS.iter().any(|key| seen.get(key).is_some_and(is_document))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let wrapped = WRAPPERS.iter().find_map(|key| json.root.get(key).filter(|inner| inner.is_object()));
    let stated = wrapped.unwrap_or(&json.root);
    let version = stated.filled_text("spdxVersion").or_else(|| stated.filled_text("specVersion"));
    note_version(version, &json, &mut notices);
    let generator = generator(stated);
    let mut packages = Packages::read(&json, stated, generator.as_deref(), &mut notices);
    let (roots, dependencies) = relationships::read(&json, stated, &packages, generator.as_deref(), &mut notices);
    for &root in &roots {
        if let Some(component) = packages.components.get_mut(root as usize) {
            component.own = true;
        }
    }
    Ok(Document {
        format: FORMAT.id,
        format_version: version.map(|version| version.strip_prefix("SPDX-").unwrap_or(version).to_owned()),
        generator,
        roots,
        components: packages.components,
        dependencies,
        notices: notices.finish(),
        ..Document::default()
    })
}

fn note_version(version: Option<&str>, json: &JsonDocument, notices: &mut Notices) {
    match version {
        Some("SPDX-2.0" | "SPDX-2.1" | "SPDX-2.2" | "SPDX-2.3") => {}
        Some(version) => {
            let message = format!("{version} is not known; read as SPDX-2.3");
            notices.warning("unknown-version", json.place(&json.root), message);
        }
        None => notices.warning("unknown-version", None, "The file states no SPDX version; read as SPDX-2.3"),
    }
}

fn generator(stated: &Json) -> Option<String> {
    let creators = stated.get("creationInfo").map_or(&[][..], |info| info.list("creators"));
    let tools = creators.iter().filter_map(|creator| creator.as_text()?.strip_prefix("Tool:"));
    let names: Vec<&str> = tools.map(str::trim).filter(|name| !name.is_empty()).collect();
    (!names.is_empty()).then(|| names.join(", "))
}
