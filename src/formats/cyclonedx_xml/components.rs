//! Components and services, nested ones too.

use std::borrow::Cow;

use super::child_text;
use super::vulnerabilities;
use crate::formats::support::cyclonedx::{Bom, Choice, Section, Stated};
use crate::formats::support::xml::{Cursor, Start};
use crate::model::ReadError;

/// `components` or `services`: a list of them.
pub(super) fn read_list<'a>(
    cursor: &mut Cursor<'a>,
    bom: &mut Bom<'a>,
    list: &Start<'a>,
    section: Section,
    parent: Option<usize>,
) -> Result<(), ReadError> {
    while let Some(child) = cursor.child(list)? {
        if matches!(child.name, "component" | "service") {
            read(cursor, bom, &child, section, parent)?;
        }
    }
    Ok(())
}

/// One component or service. As deep as XML may nest, no deeper.
pub(super) fn read<'a>(
    cursor: &mut Cursor<'a>,
    bom: &mut Bom<'a>,
    element: &Start<'a>,
    section: Section,
    parent: Option<usize>,
) -> Result<(), ReadError> {
    let opened = bom.open(section, parent, element.offset);
    let mut stated = Stated::new(element.name == "service");
    stated.kind = cursor.attribute("type");
    stated.reference = cursor.attribute("bom-ref");
    while let Some(child) = cursor.child(element)? {
        match child.name {
            "group" => stated.group = Some(cursor.text(&child)?),
            "name" => stated.name = Some(cursor.text(&child)?),
            "version" => stated.version = Some(cursor.text(&child)?),
            "purl" => stated.package_url = Some(cursor.text(&child)?),
            "scope" => stated.scope = Some(cursor.text(&child)?),
            "copyright" => stated.copyright = Some(cursor.text(&child)?),
            "publisher" => stated.publisher = Some(cursor.text(&child)?),
            "supplier" | "provider" => stated.supplier = child_text(cursor, &child, "name")?,
            "pedigree" => stated.has_pedigree = true,
            "hashes" => {
                while let Some(hash) = cursor.child(&child)? {
                    let algorithm = cursor.attribute("alg").unwrap_or_default();
                    stated.hash(&algorithm, &cursor.text(&hash)?);
                }
            }
            "licenses" => read_licenses(cursor, &child, |choice| stated.license(choice))?,
            "evidence" => read_evidence(cursor, &child, &mut stated)?,
            "externalReferences" => {
                while let Some(reference) = cursor.child(&child)? {
                    let kind = cursor.attribute("type").unwrap_or_default();
                    if let Some(url) = child_text(cursor, &reference, "url")? {
                        stated.external_reference(&kind, url);
                    }
                }
            }
            "properties" => {
                while let Some(property) = cursor.child(&child)? {
                    let name = cursor.attribute("name").unwrap_or_default();
                    stated.property(&name, &cursor.text(&property)?);
                }
            }
            "components" | "services" => read_list(cursor, bom, &child, section, Some(opened))?,
            "vulnerabilities" => vulnerabilities::read_list(cursor, bom, &child)?,
            _ => {}
        }
    }
    bom.close(opened, stated);
    Ok(())
}

fn read_licenses<'a>(
    cursor: &mut Cursor<'a>,
    list: &Start<'a>,
    mut found: impl FnMut(&Choice<'a>),
) -> Result<(), ReadError> {
    while let Some(element) = cursor.child(list)? {
        let mut choice = Choice { acknowledgement: cursor.attribute("acknowledgement"), ..Choice::default() };
        match element.name {
            "license" => {
                while let Some(child) = cursor.child(&element)? {
                    match child.name {
                        "id" => choice.id = Some(cursor.text(&child)?),
                        "name" => choice.name = Some(cursor.text(&child)?),
                        "url" => choice.url = Some(cursor.text(&child)?),
                        "text" => {
                            choice.is_base64 = cursor.attribute("encoding") == Some(Cow::Borrowed("base64"));
                            choice.text = Some(cursor.text(&child)?);
                        }
                        _ => {}
                    }
                }
            }
            "expression" => choice.expression = Some(cursor.text(&element)?),
            "expression-detailed" => choice.expression = cursor.attribute("expression"),
            _ => {}
        }
        found(&choice);
    }
    Ok(())
}

fn read_evidence<'a>(cursor: &mut Cursor<'a>, evidence: &Start<'a>, stated: &mut Stated<'a>) -> Result<(), ReadError> {
    while let Some(child) = cursor.child(evidence)? {
        match child.name {
            "licenses" => read_licenses(cursor, &child, |choice| stated.detected_license(choice))?,
            "copyright" => {
                while let Some(text) = cursor.child(&child)? {
                    stated.detected_copyright(&cursor.text(&text)?);
                }
            }
            _ => {}
        }
    }
    Ok(())
}
