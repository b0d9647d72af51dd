//! dub.selections.json: the versions that DUB chose for a D project.
//!
//! Source: <https://dub.pm/dub-reference/selections/>.

use super::support::json::{self, Json, Value};
use super::support::notices::Notices;
use super::{Format, Holds, Input};
use crate::model::{Component, Document, Ecosystem, ReadError};

pub const FORMAT: Format = Format {
    id: "dub-selections",
    title: "dub.selections.json",
    family: "D",
    file_names: &["dub.selections.json"],
    versions: "1",
    holds: Holds::NOTHING,
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    input.sketch().is_some_and(|seen| seen.has("fileVersion") && seen.has_object("versions"))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let stated = json.root.get("fileVersion");
    let version = stated.and_then(Json::as_text_or_number);
    if version != Some("1") {
        let message = format!("File version {} is not known; it was read like version 1", version.unwrap_or("?"));
        notices.warning("unknown-version", stated.and_then(|at| json.place(at)), message);
    }
    let mut components = Vec::new();
    for (name, at) in json.root.object("versions") {
        // A text is a version; an object names a folder, or a repository and its commit.
        let (version, source) = match &at.value {
            Value::Text(version) => (Some(version.as_ref()), None),
            Value::Object(_) => {
                (at.filled_text("version"), at.filled_text("repository").or_else(|| at.filled_text("path")))
            }
            _ => {
                let message = format!("The version of `{name}` is {}, not a text; it was left out", at.kind());
                notices.warning("skipped-entry", json.place(at), message);
                continue;
            }
        };
        components.push(Component {
            name: name.clone().into_owned(),
            version: version.map(str::to_owned),
            ecosystem: Ecosystem::Dub,
            own: at.filled_text("path").is_some(),
            source: source.map(str::to_owned),
            place: json.place(at),
            ..Component::default()
        });
    }
    let message = "A dub.selections.json declares no dependency relationships; you see an inventory";
    notices.info("no-dependencies", None, message);
    Ok(Document {
        format: FORMAT.id,
        format_version: version.map(str::to_owned),
        components: components.into(),
        notices: notices.finish(),
        ..Document::default()
    })
}
