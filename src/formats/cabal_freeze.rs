//! cabal.project.freeze: the versions and flags of every package that Cabal chose.
//!
//! Flags are not kept. What needs what stands in `dist-newstyle/cache/plan.json`. Source:
//! <https://cabal.readthedocs.io/en/stable/cabal-commands.html#cabal-freeze>.

use super::support::notices::Notices;
use super::support::places::Places;
use super::{Format, Holds, Input};
use crate::model::{Component, Document, Ecosystem, PackageUrl, ReadError};

pub const FORMAT: Format = Format {
    id: "cabal-freeze",
    title: "cabal.project.freeze",
    family: "Haskell",
    file_names: &["cabal.project.freeze"],
    versions: "",
    holds: Holds::NOTHING,
    identify,
    parse,
    sharpen: None,
};

const FIELD: &str = "constraints:";

fn identify(input: &Input) -> bool {
    let head = input.head();
    let has = |start: &str| head.lines().any(|line| line.starts_with(start));
    // A cabal.project may hold constraints too; it names the packages of the project.
    has(FIELD) && head.contains("==") && !has("packages:")
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let mut notices = Notices::new(input.notices.clone());
    let places = Places::new(&input.text);
    let mut components = Vec::new();
    let mut in_constraints = false;
    let mut offset = 0;
    for line in input.text.split_inclusive('\n') {
        let start = offset;
        offset += line.len();
        let mut body = line;
        // A field begins its line; what belongs to it is indented.
        if !line.starts_with([' ', '\t']) && !line.trim().is_empty() {
            in_constraints = line.starts_with(FIELD);
            body = line.strip_prefix(FIELD).unwrap_or(line);
        }
        if !in_constraints || body.trim_start().starts_with("--") {
            continue;
        }
        let mut at = start + line.len() - body.len();
        for constraint in body.split(',') {
            let place = places.at(at + constraint.len() - constraint.trim_start().len());
            at += constraint.len() + 1;
            let Some((name, version)) = constraint.split_once("==") else { continue };
            // `any.` means wherever the package is used, `setup.` only where packages are set up.
            let name = name.trim();
            let name = name.strip_prefix("any.").or(name.strip_prefix("setup.")).unwrap_or(name);
            let version = version.trim();
            if name.is_empty() || version.is_empty() {
                notices.warning("skipped-entry", Some(place), "A constraint without a name or a version was left out");
                continue;
            }
            let exact =
                Some(version).filter(|version| version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'));
            if exact.is_none() {
                let message = format!("`{name}` may be =={version}; its version is not known");
                notices.warning("range-as-version", Some(place.clone()), message);
            }
            components.push(Component {
                name: name.to_owned(),
                version: exact.map(str::to_owned),
                ecosystem: Ecosystem::Hackage,
                package_url: PackageUrl::new("hackage", None, name, exact),
                place: Some(place),
                ..Component::default()
            });
        }
    }
    let message = "A freeze file declares no dependency relationships; you see an inventory; dist-newstyle/cache/plan.json has them";
    notices.info("no-dependencies", None, message);
    Ok(Document { format: FORMAT.id, components: components.into(), notices: notices.finish(), ..Document::default() })
}
