//! `pip inspect`: what an environment holds, with each package's own metadata: requirements and licence.
//!
//! Requirements that belong to an extra count where another package asks for that extra. Other markers are not
//! evaluated. Source: <https://pip.pypa.io/en/stable/reference/inspect-report/>.

use super::support::arrows::Arrows;
use super::support::json::{self, Json};
use super::support::notices::Notices;
use super::support::places::counted;
use super::support::python::extras::Extras;
use super::support::python::requirement::Requirement;
use super::support::python::{self, Packages};
use super::{Format, Holds, Input};
use crate::model::{Component, Document, LicenseRole, ListMeaning, ReadError, Scope, StatedLicense};

pub const FORMAT: Format = Format {
    id: "pip-inspect",
    title: "pip inspect",
    family: "Python",
    file_names: &["pip-inspect.json"],
    versions: "1",
    holds: Holds { dependencies: true, licenses: true, hashes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: Some(python::project::sharpen),
};

fn identify(input: &Input) -> bool {
    input.sketch().is_some_and(|seen| seen.has("pip_version") && seen.has_list("installed"))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let version = json.root.get("version").and_then(Json::as_text_or_number);
    if !matches!(version, Some("0" | "1")) {
        let message = format!("Report version {} is not known; it was read like version 1", version.unwrap_or("?"));
        notices.warning("unknown-version", json.root.get("version").and_then(|it| json.place(it)), message);
    }
    let mut components = Vec::new();
    let mut listed: Vec<(&str, Vec<Requirement>)> = Vec::new();
    for entry in json.root.list("installed") {
        let metadata = entry.get("metadata").unwrap_or(entry);
        let Some(name) = metadata.filled_text("name") else {
            notices.warning("missing-name", json.place(entry), "A package without a name was left out");
            continue;
        };
        let mut component = python::component(name, metadata.filled_text("version"), json.place(entry));
        component.licenses = licenses(metadata);
        read_origin(entry, &mut component);
        components.push(component);
        let texts = metadata.list("requires_dist").iter().filter_map(Json::as_text);
        listed.push((name, texts.filter_map(Requirement::parse).collect()));
    }
    let dependencies = arrows(&listed, &components, &mut notices).finish();
    let generator = json.root.text("pip_version").map(|version| format!("pip {version}"));
    Ok(Document {
        format: FORMAT.id,
        format_version: version.map(str::to_owned),
        generator,
        components: components.into(),
        dependencies,
        notices: notices.finish(),
        ..Document::default()
    })
}

/// Where a package that was not taken from an index came from.
fn read_origin(entry: &Json, component: &mut Component) {
    let Some(origin) = entry.get("direct_url") else { return };
    let address = origin.text("url").unwrap_or("");
    let vcs = origin.get("vcs_info");
    component.source = Some(match vcs.and_then(|vcs| Some((vcs.text("vcs")?, vcs.text("commit_id")?))) {
        Some((kind, commit)) => format!("{kind}+{address}#{commit}"),
        None => address.to_owned(),
    });
    component.own = origin.get("dir_info").is_some();
    let archive = origin.get("archive_info");
    let hashes = archive.map_or(&[][..], |archive| archive.object("hashes"));
    component.hashes = hashes.iter().filter_map(|(kind, sum)| Some(format!("{kind}:{}", sum.as_text()?))).collect();
}

/// The expression; where there is none, a name of one line; where there is none, the classifiers.
fn licenses(metadata: &Json) -> Vec<StatedLicense> {
    const LONGEST_NAME: usize = 120;
    let is_name = |text: &&str| text.len() <= LONGEST_NAME && !text.contains('\n') && *text != "UNKNOWN";
    let stated = metadata.filled_text("license_expression").or_else(|| metadata.filled_text("license").filter(is_name));
    if let Some(stated) = stated {
        return vec![StatedLicense::declared(stated)];
    }
    let classifiers = metadata.list("classifier").iter().filter_map(Json::as_text);
    let names: Vec<&str> = classifiers.filter_map(python::license_of_classifier).collect();
    let list = if names.len() > 1 { ListMeaning::Unstated } else { ListMeaning::Single };
    names.into_iter().map(|name| StatedLicense { raw: name.to_owned(), role: LicenseRole::Declared, list }).collect()
}

fn arrows(listed: &[(&str, Vec<Requirement>)], components: &[Component], notices: &mut Notices) -> Arrows {
    let packages = Packages::new(components);
    packages.note_crowded(notices);
    let extras = Extras::of(listed);
    let mut arrows = Arrows::default();
    let mut left_out = 0;
    for ((from, (name, requirements)), component) in (0..).zip(listed).zip(components) {
        for requirement in requirements {
            if !extras.calls_for(name, requirement) {
                left_out += 1;
                continue;
            }
            let fitting = packages.find(components, requirement.name, requirement.specifier);
            if fitting.is_empty() && requirement.marker.is_none() {
                let message = format!("`{name}` needs `{}`, which is not installed", requirement.name);
                notices.warning("dangling-reference", component.place.clone(), message);
            }
            fitting.into_iter().filter(|to| *to != from).for_each(|to| arrows.add(from, to, Scope::Runtime));
        }
    }
    if left_out > 0 {
        let requirements = counted(left_out, "requirement", "requirements");
        let message = format!("{requirements} of extras that no package asks for left out");
        notices.info("absent-dependency", None, message);
    }
    arrows
}
