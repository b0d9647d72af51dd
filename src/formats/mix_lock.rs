//! mix.lock: what Mix resolved for an Elixir project, with the requirements of each package.
//!
//! The file names no project and no direct dependencies: what nothing else needs is taken for direct. It
//! may hold packages that are needed no longer, since Mix leaves them in.
//!
//! Source: `Mix.Dep.Lock` of <https://github.com/elixir-lang/elixir>, `Hex.SCM` of <https://github.com/hexpm/hex>.

use std::collections::HashMap;

use super::support::arrows::Arrows;
use super::support::conflict::refuse_merge_conflict;
use super::support::notices::Notices;
use super::support::repositories::Repository;
use super::support::stand_in::assume_direct;
use super::support::terms::{self, Language, Term, Terms, Value};
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Ecosystem, PackageUrl, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "mix-lock",
    title: "mix.lock",
    family: "BEAM",
    file_names: &["mix.lock"],
    versions: "",
    holds: Holds { dependencies: true, hashes: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    let head = input.head().trim_start();
    let Some(inside) = head.strip_prefix("%{") else { return false };
    inside.trim() == "}" || ["{:hex,", "{:git,", "{:path,"].iter().any(|kind| inside.contains(kind))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    refuse_merge_conflict(&input.text)?;
    let file = terms::read(&input.text, Language::Elixir)?;
    let mut notices = Notices::new(input.notices.clone());
    let mut components: Vec<Component> = Vec::new();
    let mut packages: Vec<&Term> = Vec::new();
    // Requirements name the application; its package may be called otherwise.
    let mut by_name: HashMap<&str, ComponentIndex> = HashMap::new();
    for (key, entry) in file.terms.first().map_or(&[][..], Term::entries) {
        let index = ComponentIndex::try_from(components.len()).unwrap_or(ComponentIndex::MAX);
        let name = key.as_str().unwrap_or("");
        let Some(component) = component(&file, name, entry) else {
            let message = format!("The entry of `{name}` is of no kind that Mix writes; it was left out");
            notices.warning("skipped-entry", file.place(key), message);
            continue;
        };
        if component.version.is_none() && !component.own {
            notices.warning("missing-version", component.place.clone(), format!("`{name}` has no version"));
        }
        if entry.tuple().first().and_then(Term::as_str) == Some("git") && component.version.is_some() {
            let message = format!("`{name}` comes from a repository; its commit is taken for its version");
            notices.info("commit-as-version", component.place.clone(), message);
        }
        if *by_name.entry(name).or_insert(index) != index {
            let message = format!("The package {name} stands twice; the first one counts");
            notices.warning("repeated-reference", file.place(key), message);
            continue;
        }
        components.push(component);
        packages.push(entry);
    }
    for (index, package) in (0..).zip(&packages) {
        if let [kind, name, ..] = package.tuple()
            && let (Some("hex"), Some(name)) = (kind.as_str(), name.as_str())
        {
            by_name.entry(name).or_insert(index);
        }
    }
    let mut arrows = Arrows::default();
    for (from, package) in (0..).zip(&packages) {
        for wanted in package.tuple().get(5).map_or(&[][..], Term::list) {
            let Some(name) = wanted.tuple().first().and_then(Term::as_str) else { continue };
            let options = wanted.tuple().last();
            let option = |key: &str| options.and_then(|options| options.keyword(key)).and_then(Term::as_str);
            let is_optional = option("optional") == Some("true");
            let found = by_name.get(name).or_else(|| by_name.get(option("hex")?));
            match found {
                Some(&to) => arrows.add(from, to, if is_optional { Scope::Optional } else { Scope::Runtime }),
                // An optional package is locked only where the project asks for it.
                None if is_optional => {}
                None => {
                    let who = components.get(from as usize).map_or("", |package| package.name.as_str());
                    let message = format!("`{who}` needs `{name}`: the file does not hold it");
                    notices.warning("dangling-reference", file.place(wanted), message);
                }
            }
        }
    }
    let mut document = Document {
        format: FORMAT.id,
        components: components.into(),
        dependencies: arrows.finish(),
        ..Document::default()
    };
    let better = Some("mix.exs tells, which Lockscope does not read");
    assume_direct(&mut document, Ecosystem::Hex, |_| Scope::Unknown, better, &mut notices);
    document.notices = notices.finish();
    Ok(document)
}

fn component(file: &Terms, key: &str, entry: &Term) -> Option<Component> {
    let members = entry.tuple();
    let text = |position: usize| members.get(position).and_then(Term::as_str).filter(|text| !text.is_empty());
    let place = file.place(entry);
    match text(0)? {
        "hex" => {
            let (name, version) = (text(1).unwrap_or(key), text(2));
            // Of the two checksums the outer one is that of the archive; files before Hex 0.21 lack it.
            let sum = text(7).or(text(3));
            let repository = text(6);
            let organisation = repository.and_then(|name| name.strip_prefix("hexpm:"));
            Some(Component {
                name: name.to_owned(),
                version: version.map(str::to_owned),
                ecosystem: Ecosystem::Hex,
                package_url: PackageUrl::new("hex", organisation, name, version),
                hashes: sum.map(|sum| format!("sha256:{sum}")).into_iter().collect(),
                source: repository.map(str::to_owned),
                place,
                ..Component::default()
            })
        }
        "git" => {
            let (address, commit) = (text(1)?, text(2));
            Some(Component {
                name: key.to_owned(),
                version: commit.map(str::to_owned),
                ecosystem: Ecosystem::Hex,
                package_url: Repository::read(address).and_then(|found| found.package_url(commit)),
                hashes: commit.map(|commit| format!("git:{commit}")).into_iter().collect(),
                source: Some(address.to_owned()),
                place,
                ..Component::default()
            })
        }
        "path" => Some(Component {
            name: key.to_owned(),
            ecosystem: Ecosystem::Hex,
            own: true,
            source: text(1).map(str::to_owned),
            place,
            ..Component::default()
        }),
        _ => match entry.value {
            Value::Tuple(_) if !key.is_empty() => Some(Component {
                name: key.to_owned(),
                ecosystem: Ecosystem::Hex,
                source: text(1).map(str::to_owned),
                place,
                ..Component::default()
            }),
            _ => None,
        },
    }
}
