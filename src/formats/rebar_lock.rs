//! rebar.lock: what rebar3 resolved for an Erlang project, each package with its level (0 is direct).
//!
//! What the packages need from each other is not in it.
//!
//! Source: `rebar_config:consult_lock_file` of <https://github.com/erlang/rebar3>.

use std::collections::HashMap;

use super::support::conflict::refuse_merge_conflict;
use super::support::notices::Notices;
use super::support::repositories::Repository;
use super::support::stand_in::add_project;
use super::support::terms::{self, Language, Term, Terms, Value};
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Ecosystem, PackageUrl, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "rebar-lock",
    title: "rebar.lock",
    family: "BEAM",
    file_names: &["rebar.lock"],
    versions: "without a number, 1.1.0, 1.2.0",
    holds: Holds { hashes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    let head = input.head().trim();
    let begins = head.starts_with("[{<<\"") || head.starts_with("{\"1.") || head.starts_with("[\n{<<\"");
    let kinds = ["{pkg,<<\"", "{git,\"", "{git_subdir,\"", "{hg,\""];
    head == "[]." || (begins && head.contains("<<\"") && kinds.iter().any(|kind| head.contains(kind)))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    refuse_merge_conflict(&input.text)?;
    let file = terms::read(&input.text, Language::Erlang)?;
    let mut notices = Notices::new(input.notices.clone());
    let first = file.terms.first();
    // `{"1.2.0", [...]}.`, or the bare list of the oldest files.
    let (version, packages) = match first.map(Term::tuple) {
        Some([version, packages, ..]) => (version.as_str(), packages.list()),
        _ => (None, first.map_or(&[][..], Term::list)),
    };
    if let Some(version) = version.filter(|version| !matches!(*version, "1.1.0" | "1.2.0")) {
        let message = format!("Version {version} of rebar.lock is not known; it was read like version 1.2.0");
        notices.warning("unknown-version", first.and_then(|term| file.place(term)), message);
    }
    let hashes = Hashes::read(file.terms.get(1));
    let mut components = Vec::new();
    let mut direct: Vec<ComponentIndex> = Vec::new();
    for entry in packages {
        let Some(component) = component(&file, entry, &hashes) else {
            let message = "This entry is of no kind that rebar3 writes; it was left out";
            notices.warning("skipped-entry", file.place(entry), message);
            continue;
        };
        if component.version.is_none() {
            let message = format!("`{}` has no version", component.name);
            notices.warning("missing-version", component.place.clone(), message);
        } else if component.source.is_some() {
            let message = format!("`{}` comes from a repository; its commit is taken for its version", component.name);
            notices.info("commit-as-version", component.place.clone(), message);
        }
        if entry.tuple().get(2).is_some_and(|level| level.value == Value::Number("0")) {
            direct.push(ComponentIndex::try_from(components.len()).unwrap_or(ComponentIndex::MAX));
        }
        components.push(component);
    }
    let message = "rebar.lock does not say what packages need from each other; only what the project needs \
                   directly is known (`rebar3 tree` shows the rest)";
    notices.info("no-dependencies", None, message);
    let mut document = Document {
        format: FORMAT.id,
        format_version: version.map(str::to_owned),
        components: components.into(),
        ..Document::default()
    };
    add_project(&mut document, Ecosystem::Hex, direct.into_iter().map(|index| (index, Scope::Unknown)));
    document.notices = notices.finish();
    Ok(document)
}

/// Checksums by application: those of the archive (`pkg_hash_ext`) before those of its content.
struct Hashes<'t> {
    of: HashMap<&'t str, &'t str>,
}

impl<'t> Hashes<'t> {
    fn read(extra: Option<&'t Term<'t>>) -> Self {
        let listed = |key: &str| extra.and_then(|extra| extra.keyword(key)).map_or(&[][..], Term::list);
        let mut of = HashMap::new();
        for pair in listed("pkg_hash").iter().chain(listed("pkg_hash_ext")) {
            if let [name, sum] = pair.tuple()
                && let (Some(name), Some(sum)) = (name.as_str(), sum.as_str())
            {
                of.insert(name, sum);
            }
        }
        Self { of }
    }
}

/// `{<<"app">>, {pkg, <<"name">>, <<"1.0.0">>}, 0}`
fn component(file: &Terms, entry: &Term, hashes: &Hashes) -> Option<Component> {
    let [application, from, ..] = entry.tuple() else { return None };
    let application = application.as_str()?;
    let text = |position: usize| from.tuple().get(position).and_then(Term::as_str).filter(|text| !text.is_empty());
    let place = file.place(entry);
    if text(0)? == "pkg" {
        let (name, version) = (text(1).unwrap_or(application), text(2));
        return Some(Component {
            name: name.to_owned(),
            version: version.map(str::to_owned),
            ecosystem: Ecosystem::Hex,
            package_url: PackageUrl::new("hex", None, name, version),
            hashes: hashes
                .of
                .get(application)
                .or(text(3).as_ref())
                .map(|sum| format!("sha256:{sum}"))
                .into_iter()
                .collect(),
            place,
            ..Component::default()
        });
    }
    // `{git, "address", {ref, "commit"}}`
    let (address, commit) = (text(1)?, from.tuple().get(2).and_then(|to| to.tuple().get(1)).and_then(Term::as_str));
    Some(Component {
        name: application.to_owned(),
        version: commit.map(str::to_owned),
        ecosystem: Ecosystem::Hex,
        package_url: Repository::read(address).and_then(|found| found.package_url(commit)),
        hashes: commit.map(|commit| format!("git:{commit}")).into_iter().collect(),
        source: Some(address.to_owned()),
        place,
        ..Component::default()
    })
}
