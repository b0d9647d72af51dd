//! CycloneDX XML, 1.0 to 1.7, under any namespace prefix; the extensions of 1.1 for dependency graphs and for
//! vulnerabilities too.
//!
//! What its parts mean, and what is not read, is told in `support::cyclonedx`.
//!
//! Source: <https://cyclonedx.org/docs/1.7/xml/>.

mod components;
mod vulnerabilities;

use std::borrow::Cow;

use super::support::cyclonedx::{Bom, Section};
use super::support::xml::{Cursor, Start};
use super::{Format, Holds, Input};
use crate::model::{Document, ReadError};

pub const FORMAT: Format = Format {
    id: "cyclonedx-xml",
    title: "CycloneDX XML",
    family: "SBOM",
    file_names: &["bom.xml", "*.cdx.xml"],
    versions: "1.0 to 1.7",
    holds: Holds {
        manifest: false,
        dependencies: true,
        licenses: true,
        hashes: true,
        scopes: true,
        vulnerabilities: true,
    },
    identify,
    parse,
    sharpen: None,
};

const NAMESPACE: &str = "cyclonedx.org/schema/bom";

fn identify(input: &Input) -> bool {
    let head = input.head();
    head.trim_start().starts_with('<')
        && head.contains(NAMESPACE)
        && Cursor::new(head).root().is_ok_and(|root| root.name == "bom")
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let text: &str = &input.text;
    let mut cursor = Cursor::new(text);
    let mut bom = Bom::new(Some(text));
    let root = cursor.root()?;
    bom.version_offset = Some(root.offset);
    bom.version = version(&mut cursor, &root);
    bom.serial_number = cursor.attribute("serialNumber");
    while let Some(child) = cursor.child(&root)? {
        match child.name {
            "metadata" => read_metadata(&mut cursor, &mut bom, &child)?,
            "components" => components::read_list(&mut cursor, &mut bom, &child, Section::Components, None)?,
            "services" => components::read_list(&mut cursor, &mut bom, &child, Section::Services, None)?,
            "dependencies" => {
                while let Some(dependency) = cursor.child(&child)? {
                    read_dependency(&mut cursor, &mut bom, &dependency, true)?;
                }
            }
            "compositions" => {
                while let Some(composition) = cursor.child(&child)? {
                    if let Some(aggregate) = child_text(&mut cursor, &composition, "aggregate")? {
                        bom.composition(aggregate.trim(), composition.offset);
                    }
                }
            }
            "vulnerabilities" => vulnerabilities::read_list(&mut cursor, &mut bom, &child)?,
            _ => {}
        }
    }
    let mut earlier = input.notices.clone();
    earlier.extend(cursor.finish()?);
    Ok(bom.finish(FORMAT.id, earlier))
}

/// The namespace of the root says the version.
fn version<'a>(cursor: &mut Cursor<'a>, root: &Start<'a>) -> Option<Cow<'a, str>> {
    let attributes = cursor.attributes();
    let is_own = |name: &str| match name.strip_prefix("xmlns:") {
        Some(prefix) => prefix == root.prefix,
        None => name == "xmlns" && root.prefix.is_empty(),
    };
    let (_, namespace) = attributes.iter().find(|(name, value)| is_own(name) && value.contains(NAMESPACE))?;
    namespace.trim_end_matches('/').rsplit('/').next().map(|version| Cow::Owned(version.to_owned()))
}

fn read_metadata<'a>(cursor: &mut Cursor<'a>, bom: &mut Bom<'a>, metadata: &Start<'a>) -> Result<(), ReadError> {
    while let Some(child) = cursor.child(metadata)? {
        match child.name {
            "timestamp" => bom.created = Some(cursor.text(&child)?),
            "component" => components::read(cursor, bom, &child, Section::Root, None)?,
            "manufacture" | "manufacturer" | "supplier" => {
                let name = child_text(cursor, &child, "name")?;
                bom.author(name.as_deref());
            }
            "authors" => {
                while let Some(author) = cursor.child(&child)? {
                    let name = child_text(cursor, &author, "name")?;
                    bom.author(name.as_deref());
                }
            }
            "lifecycles" => {
                while let Some(lifecycle) = cursor.child(&child)? {
                    let phase = child_text(cursor, &lifecycle, "phase")?;
                    bom.phase(phase.as_deref());
                }
            }
            "tools" => {
                while let Some(tool) = cursor.child(&child)? {
                    match tool.name {
                        "components" | "services" => {
                            while let Some(tool) = cursor.child(&tool)? {
                                read_tool(cursor, bom, &tool)?;
                            }
                        }
                        _ => read_tool(cursor, bom, &tool)?,
                    }
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn read_tool<'a>(cursor: &mut Cursor<'a>, bom: &mut Bom<'a>, tool: &Start<'a>) -> Result<(), ReadError> {
    let (mut name, mut version) = (None, None);
    while let Some(child) = cursor.child(tool)? {
        match child.name {
            "name" => name = Some(cursor.text(&child)?),
            "version" => version = Some(cursor.text(&child)?),
            _ => {}
        }
    }
    bom.tool(name.as_deref(), version.as_deref());
    Ok(())
}

/// A dependent with its dependencies, which may have their own inside.
fn read_dependency<'a>(
    cursor: &mut Cursor<'a>,
    bom: &mut Bom<'a>,
    dependent: &Start<'a>,
    is_outermost: bool,
) -> Result<Cow<'a, str>, ReadError> {
    let reference = cursor.attribute("ref").unwrap_or_default();
    let mut targets = Vec::new();
    while let Some(child) = cursor.child(dependent)? {
        match child.name {
            "dependency" => targets.push((false, child.offset, read_dependency(cursor, bom, &child, false)?)),
            "provides" => targets.push((true, child.offset, cursor.attribute("ref").unwrap_or_default())),
            _ => {}
        }
    }
    if is_outermost || !targets.is_empty() {
        let opened = bom.open_dependent(dependent.offset);
        bom.name_dependent(opened, reference.clone());
        for (is_provided, offset, target) in targets {
            match is_provided {
                true => bom.provides(target, offset),
                false => bom.depends_on(target, offset),
            }
        }
    }
    Ok(reference)
}

/// The text of the first child of this name.
fn child_text<'a>(cursor: &mut Cursor<'a>, parent: &Start<'a>, name: &str) -> Result<Option<Cow<'a, str>>, ReadError> {
    let mut found = None;
    while let Some(child) = cursor.child(parent)? {
        if child.name == name && found.is_none() {
            found = Some(cursor.text(&child)?);
        }
    }
    Ok(found)
}
