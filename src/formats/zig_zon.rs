//! build.zig.zon: what a Zig package depends on, each by address and hash.
//!
//! What the dependencies need stands in their own files. Source:
//! <https://github.com/ziglang/zig/blob/master/doc/build.zig.zon.md>.

use super::support::arrows::Arrows;
use super::support::notices::Notices;
use super::support::tables;
use super::support::tokens::Comments;
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Ecosystem, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "zig-zon",
    title: "build.zig.zon",
    family: "Zig",
    file_names: &["build.zig.zon"],
    versions: "",
    holds: Holds { dependencies: true, hashes: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

const COMMENTS: Comments = Comments { line: &["//"], block: None };

fn identify(input: &Input) -> bool {
    let head = input.head();
    let first = head.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with("//"));
    first.is_some_and(|line| line.starts_with(".{"))
        && (head.contains(".dependencies") || (head.contains(".version") && head.contains(".name")))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let (leaves, odd) = tables::leaves(&input.text, COMMENTS)?;
    let notices = Notices::new(input.notices.iter().chain(&odd).cloned().collect());
    let mut components =
        vec![Component { name: "project".to_owned(), ecosystem: Ecosystem::Zig, own: true, ..Component::default() }];
    let mut lazy = vec![false];
    let mut current = String::new();
    for leaf in leaves {
        let path: Vec<&str> = leaf.path.iter().map(AsRef::as_ref).collect();
        let text = leaf.text.into_owned();
        match path.as_slice() {
            ["name"] => set(&mut components, |root| root.name = text),
            ["version"] => set(&mut components, |root| root.version = Some(text)),
            ["dependencies", name, field] => {
                if components.len() == 1 || current != *name {
                    current = (*name).to_owned();
                    lazy.push(false);
                    components.push(Component {
                        name: current.clone(),
                        ecosystem: Ecosystem::Zig,
                        place: Some(leaf.place),
                        ..Component::default()
                    });
                }
                let (Some(wanted), Some(lazy)) = (components.last_mut(), lazy.last_mut()) else { continue };
                match *field {
                    "url" => wanted.source = Some(text),
                    "path" => (wanted.own, wanted.source) = (true, Some(text)),
                    "hash" => (wanted.version, wanted.hashes) = (version_of(&text), vec![format!("zig:{text}")]),
                    "lazy" => *lazy = text == "true",
                    _ => {}
                }
            }
            _ => {}
        }
    }
    let mut arrows = Arrows::default();
    for (index, is_lazy) in (0..).zip(lazy).skip(1) {
        arrows.add(0, index as ComponentIndex, if is_lazy { Scope::Optional } else { Scope::Runtime });
    }
    Ok(Document {
        format: FORMAT.id,
        roots: vec![0],
        components: components.into(),
        dependencies: arrows.finish(),
        notices: notices.finish(),
        ..Document::default()
    })
}

fn set(components: &mut [Component], change: impl FnOnce(&mut Component)) {
    if let Some(root) = components.first_mut() {
        change(root);
    }
}

/// Since Zig 0.14 a hash reads `name-1.2.3-` and 44 characters, among which may be hyphens too; before, it was
/// a plain checksum. `N-V-` stands for a package without name and version.
fn version_of(hash: &str) -> Option<String> {
    const CHECKSUM: usize = 44;
    let start = hash.len().checked_sub(CHECKSUM + 1).and_then(|end| hash.get(..end))?;
    let (_, version) = start.split_once('-')?;
    version.starts_with(|first: char| first.is_ascii_digit()).then(|| version.to_owned())
}
