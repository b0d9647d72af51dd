//! CycloneDX JSON, 1.2 to 1.7, read in one pass without a tree.
//!
//! What its parts mean, and what is not read, is told in `support::cyclonedx`.
//!
//! Source: <https://cyclonedx.org/docs/1.7/json/>.

mod components;
mod vulnerabilities;

use std::borrow::Cow;

use super::support::cyclonedx::{Bom, Section};
use super::support::json::pull::{self, Broken, PullReader};
use super::{Format, Holds, Input};
use crate::model::{Document, ReadError};

pub const FORMAT: Format = Format {
    id: "cyclonedx-json",
    title: "CycloneDX JSON",
    family: "SBOM",
    file_names: &["bom.json", "*.cdx.json"],
    versions: "1.2 to 1.7",
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

fn identify(input: &Input) -> bool {
    let Some(seen) = input.sketch() else { return false };
    let named = seen.text("bomFormat").is_some_and(|format| format.eq_ignore_ascii_case("CycloneDX"));
    named || seen.text("$schema").is_some_and(|schema| schema.contains("cyclonedx.org/schema/bom"))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let text: &str = &input.text;
    let mut bom = Bom::new(Some(text));
    let ((), json) = pull::read(text, |json| read_bom(json, &mut bom))?;
    let mut earlier = input.notices.clone();
    earlier.extend(json.notices());
    Ok(bom.finish(FORMAT.id, earlier))
}

fn read_bom<'a>(json: &mut PullReader<'a>, bom: &mut Bom<'a>) -> Result<(), Broken> {
    if !json.begin_object()? {
        return Ok(());
    }
    while let Some(key) = json.next_key()? {
        match &*key {
            "specVersion" => {
                bom.version_offset = Some(json.offset() as usize);
                bom.version = json.text_or_number()?;
            }
            "serialNumber" => bom.serial_number = json.text()?,
            "metadata" => read_metadata(json, bom)?,
            "components" => components::read_list(json, bom, Section::Components, false, None)?,
            "services" => components::read_list(json, bom, Section::Services, true, None)?,
            "dependencies" => read_dependencies(json, bom)?,
            "compositions" => read_compositions(json, bom)?,
            "vulnerabilities" => vulnerabilities::read_list(json, bom)?,
            _ => {}
        }
    }
    Ok(())
}

fn read_metadata<'a>(json: &mut PullReader<'a>, bom: &mut Bom<'a>) -> Result<(), Broken> {
    if !json.begin_object()? {
        return Ok(());
    }
    while let Some(key) = json.next_key()? {
        match &*key {
            "timestamp" => bom.created = json.text()?,
            "component" if json.is_object() => components::read(json, bom, Section::Root, false, None)?,
            "tools" => read_tools(json, bom)?,
            "authors" => each_text(json, "name", |name| bom.author(Some(name)))?,
            "manufacture" | "manufacturer" | "supplier" => one_text(json, "name", |name| bom.author(Some(name)))?,
            "lifecycles" => each_text(json, "phase", |phase| bom.phase(Some(phase)))?,
            _ => {}
        }
    }
    Ok(())
}

/// The text under a key of every object of a list.
fn each_text(json: &mut PullReader, key: &str, mut take: impl FnMut(&str)) -> Result<(), Broken> {
    if json.begin_list()? {
        while json.next_element()? {
            one_text(json, key, &mut take)?;
        }
    }
    Ok(())
}

/// The text under a key of an object.
fn one_text(json: &mut PullReader, key: &str, mut take: impl FnMut(&str)) -> Result<(), Broken> {
    if json.begin_object()? {
        while let Some(found) = json.next_key()? {
            if found == key {
                json.text()?.iter().for_each(|text| take(text));
            }
        }
    }
    Ok(())
}

/// A list up to 1.4; since 1.5 it may be an object of components and services.
fn read_tools<'a>(json: &mut PullReader<'a>, bom: &mut Bom<'a>) -> Result<(), Broken> {
    if !json.is_object() {
        return read_tool_list(json, bom);
    }
    json.begin_object()?;
    while let Some(key) = json.next_key()? {
        if matches!(&*key, "components" | "services") {
            read_tool_list(json, bom)?;
        }
    }
    Ok(())
}

fn read_tool_list<'a>(json: &mut PullReader<'a>, bom: &mut Bom<'a>) -> Result<(), Broken> {
    if !json.begin_list()? {
        return Ok(());
    }
    while json.next_element()? {
        let (mut name, mut version) = (None, None);
        if json.begin_object()? {
            while let Some(key) = json.next_key()? {
                match &*key {
                    "name" => name = json.text()?,
                    "version" => version = json.text_or_number()?,
                    _ => {}
                }
            }
        }
        bom.tool(name.as_deref(), version.as_deref());
    }
    Ok(())
}

fn read_dependencies<'a>(json: &mut PullReader<'a>, bom: &mut Bom<'a>) -> Result<(), Broken> {
    if !json.begin_list()? {
        return Ok(());
    }
    while json.next_element()? {
        let opened = bom.open_dependent(json.offset() as usize);
        if !json.begin_object()? {
            continue;
        }
        while let Some(key) = json.next_key()? {
            match &*key {
                "ref" => bom.name_dependent(opened, json.text()?.unwrap_or_default()),
                list @ ("dependsOn" | "provides") => {
                    let is_provided = list == "provides";
                    if json.begin_list()? {
                        while json.next_element()? {
                            let offset = json.offset() as usize;
                            let reference = read_reference(json)?;
                            match is_provided {
                                true => bom.provides(reference, offset),
                                false => bom.depends_on(reference, offset),
                            }
                        }
                    }
                }
                _ => {}
            }
        }
    }
    Ok(())
}

/// A reference as such, or, as some tools write it, as `{ "ref": … }`.
fn read_reference<'a>(json: &mut PullReader<'a>) -> Result<Cow<'a, str>, Broken> {
    if !json.is_object() {
        return Ok(json.text()?.unwrap_or_default());
    }
    let mut reference = None;
    json.begin_object()?;
    while let Some(key) = json.next_key()? {
        if key == "ref" {
            reference = json.text()?;
        }
    }
    Ok(reference.unwrap_or_default())
}

fn read_compositions<'a>(json: &mut PullReader<'a>, bom: &mut Bom<'a>) -> Result<(), Broken> {
    if !json.begin_list()? {
        return Ok(());
    }
    while json.next_element()? {
        let offset = json.offset() as usize;
        if json.begin_object()? {
            while let Some(key) = json.next_key()? {
                if key == "aggregate"
                    && let Some(aggregate) = json.text()?
                {
                    bom.composition(&aggregate, offset);
                }
            }
        }
    }
    Ok(())
}
