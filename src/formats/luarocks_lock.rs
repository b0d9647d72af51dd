//! luarocks.lock: the rocks that a Lua project was built with.
//!
//! Source: <https://github.com/luarocks/luarocks/wiki/Pinning-versions-with-a-lock-file>.

use super::support::notices::Notices;
use super::support::tables;
use super::support::tokens::Comments;
use super::{Format, Holds, Input};
use crate::model::{Component, Document, Ecosystem, PackageUrl, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "luarocks-lock",
    title: "luarocks.lock",
    family: "Lua",
    file_names: &["luarocks.lock"],
    versions: "",
    holds: Holds { scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

const COMMENTS: Comments = Comments { line: &["--"], block: None };

fn identify(input: &Input) -> bool {
    let head = input.head();
    let first = head.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with("--"));
    first.is_some_and(|line| line.starts_with("return {")) && head.contains("dependencies = {")
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let (leaves, odd) = tables::leaves(&input.text, COMMENTS)?;
    let mut notices = Notices::new(input.notices.iter().chain(&odd).cloned().collect());
    let mut components = Vec::new();
    for leaf in leaves {
        let [section, name] = leaf.path.as_slice() else { continue };
        let scope = match section.as_ref() {
            "dependencies" => Scope::Runtime,
            "build_dependencies" => Scope::Build,
            "test_dependencies" => Scope::Test,
            _ => continue,
        };
        components.push(Component {
            name: name.clone().into_owned(),
            version: Some(leaf.text.clone().into_owned()),
            ecosystem: Ecosystem::Luarocks,
            package_url: PackageUrl::new("luarocks", None, name, Some(&leaf.text)),
            scope,
            place: Some(leaf.place),
            ..Component::default()
        });
    }
    let message = "A luarocks.lock declares no dependency relationships; you see an inventory";
    notices.info("no-dependencies", None, message);
    Ok(Document { format: FORMAT.id, components: components.into(), notices: notices.finish(), ..Document::default() })
}
