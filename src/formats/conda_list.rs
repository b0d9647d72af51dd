//! `conda list --json`: what an environment holds. It does not say what needs what.
//!
//! Source: <https://docs.conda.io/projects/conda/en/stable/commands/list.html>.

use super::support::conda;
use super::support::json;
use super::support::notices::Notices;
use super::support::python;
use super::support::sketch::Sketch;
use super::{Format, Holds, Input};
use crate::model::{Document, ReadError};

pub const FORMAT: Format = Format {
    id: "conda-list",
    title: "conda list",
    family: "Python",
    file_names: &["conda-list.json"],
    versions: "",
    holds: Holds::NOTHING,
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    let Some(Sketch::List(Some(first))) = input.sketch() else { return false };
    ["dist_name", "build_string", "channel"].iter().all(|key| first.has(key))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let mut components = Vec::new();
    for package in json.root.elements() {
        let Some(name) = package.filled_text("name") else {
            notices.warning("missing-name", json.place(package), "A package without a name was left out");
            continue;
        };
        let version = package.filled_text("version");
        // What pip has put into the environment is listed under a channel of its own.
        let mut component = match package.text("channel") {
            Some("pypi") => python::component(name, version, json.place(package)),
            _ => conda::component(name, version, json.place(package)),
        };
        component.source = package.filled_text("base_url").or(package.filled_text("channel")).map(str::to_owned);
        components.push(component);
    }
    let message = "This file declares no dependency relationships; you see an inventory";
    notices.info("no-dependencies", None, message);
    Ok(Document { format: FORMAT.id, components: components.into(), notices: notices.finish(), ..Document::default() })
}
