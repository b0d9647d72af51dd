//! Vulnerabilities, of the document or, by an extension of 1.1, of a component.

use super::child_text;
use crate::formats::support::cyclonedx::{Bom, StatedVulnerability, Target};
use crate::formats::support::xml::{Cursor, Start};
use crate::model::ReadError;

/// `vulnerabilities`: a list of them.
pub(super) fn read_list<'a>(cursor: &mut Cursor<'a>, bom: &mut Bom<'a>, list: &Start<'a>) -> Result<(), ReadError> {
    while let Some(element) = cursor.child(list)? {
        let vulnerability = read(cursor, &element)?;
        bom.vulnerability(vulnerability);
    }
    Ok(())
}

fn read<'a>(cursor: &mut Cursor<'a>, element: &Start<'a>) -> Result<StatedVulnerability<'a>, ReadError> {
    let mut stated = StatedVulnerability { offset: element.offset, ..StatedVulnerability::default() };
    stated.reference = cursor.attribute("bom-ref");
    if let Some(reference) = cursor.attribute("ref") {
        stated.affects.push(Target { reference: Some(reference), ..Target::default() });
    }
    while let Some(child) = cursor.child(element)? {
        match child.name {
            "id" => stated.id = Some(cursor.text(&child)?),
            "description" => stated.description = Some(cursor.text(&child)?),
            "detail" => stated.detail = Some(cursor.text(&child)?),
            "source" => stated.source = child_text(cursor, &child, "url")?,
            "references" => {
                while let Some(reference) = cursor.child(&child)? {
                    stated.aliases.extend(child_text(cursor, &reference, "id")?);
                }
            }
            "ratings" => {
                while let Some(rating) = cursor.child(&child)? {
                    let (mut vector, mut severity) = (None, None);
                    while let Some(part) = cursor.child(&rating)? {
                        match part.name {
                            "vector" => vector = Some(cursor.text(&part)?),
                            "severity" => severity = Some(cursor.text(&part)?),
                            _ => {}
                        }
                    }
                    stated.ratings.push((vector, severity));
                }
            }
            "analysis" => {
                while let Some(part) = cursor.child(&child)? {
                    match part.name {
                        "state" => stated.state = Some(cursor.text(&part)?),
                        "justification" => stated.justification = Some(cursor.text(&part)?),
                        "detail" => stated.analysis = Some(cursor.text(&part)?),
                        _ => {}
                    }
                }
            }
            "affects" => {
                while let Some(target) = cursor.child(&child)? {
                    let target = read_target(cursor, &target)?;
                    stated.affects.push(target);
                }
            }
            _ => {}
        }
    }
    Ok(stated)
}

fn read_target<'a>(cursor: &mut Cursor<'a>, element: &Start<'a>) -> Result<Target<'a>, ReadError> {
    let mut target = Target::default();
    while let Some(child) = cursor.child(element)? {
        match child.name {
            "ref" => target.reference = Some(cursor.text(&child)?),
            "versions" => {
                while let Some(version) = cursor.child(&child)? {
                    let (mut text, mut status) = (None, None);
                    while let Some(part) = cursor.child(&version)? {
                        match part.name {
                            "version" | "range" => text = Some(cursor.text(&part)?),
                            "status" => status = Some(cursor.text(&part)?),
                            _ => {}
                        }
                    }
                    target.versions.extend(text.map(|text| (text, status)));
                }
            }
            _ => {}
        }
    }
    Ok(target)
}
