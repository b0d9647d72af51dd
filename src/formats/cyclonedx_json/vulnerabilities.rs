//! Vulnerabilities.

use crate::formats::support::cyclonedx::{Bom, StatedVulnerability, Target};
use crate::formats::support::json::pull::{Broken, PullReader};

/// `vulnerabilities`: a list of them.
pub(super) fn read_list<'a>(json: &mut PullReader<'a>, bom: &mut Bom<'a>) -> Result<(), Broken> {
    if !json.begin_list()? {
        return Ok(());
    }
    while json.next_element()? {
        if json.is_object() {
            let vulnerability = read(json)?;
            bom.vulnerability(vulnerability);
        } else {
            bom.skip_entry(json.offset() as usize, "A vulnerability", json.kind());
        }
    }
    Ok(())
}

fn read<'a>(json: &mut PullReader<'a>) -> Result<StatedVulnerability<'a>, Broken> {
    let mut stated = StatedVulnerability { offset: json.offset() as usize, ..StatedVulnerability::default() };
    json.begin_object()?;
    while let Some(key) = json.next_key()? {
        match &*key {
            "bom-ref" => stated.reference = json.text()?,
            "id" => stated.id = json.text()?,
            "description" => stated.description = json.text()?,
            "detail" => stated.detail = json.text()?,
            "source" if json.is_object() => {
                json.begin_object()?;
                while let Some(key) = json.next_key()? {
                    if key == "url" {
                        stated.source = json.text()?;
                    }
                }
            }
            "references" => each_object(json, |json| {
                while let Some(key) = json.next_key()? {
                    if key == "id" {
                        stated.aliases.extend(json.text()?);
                    }
                }
                Ok(())
            })?,
            "ratings" => each_object(json, |json| {
                let (mut vector, mut severity) = (None, None);
                while let Some(key) = json.next_key()? {
                    match &*key {
                        "vector" => vector = json.text()?,
                        "severity" => severity = json.text()?,
                        _ => {}
                    }
                }
                stated.ratings.push((vector, severity));
                Ok(())
            })?,
            "analysis" if json.is_object() => {
                json.begin_object()?;
                while let Some(key) = json.next_key()? {
                    match &*key {
                        "state" => stated.state = json.text()?,
                        "justification" => stated.justification = json.text()?,
                        "detail" => stated.analysis = json.text()?,
                        _ => {}
                    }
                }
            }
            "affects" => each_object(json, |json| {
                let target = read_target(json)?;
                stated.affects.push(target);
                Ok(())
            })?,
            _ => {}
        }
    }
    Ok(stated)
}

fn read_target<'a>(json: &mut PullReader<'a>) -> Result<Target<'a>, Broken> {
    let mut target = Target::default();
    while let Some(key) = json.next_key()? {
        match &*key {
            "ref" => target.reference = json.text()?,
            "versions" => each_object(json, |json| {
                let (mut text, mut status) = (None, None);
                while let Some(key) = json.next_key()? {
                    match &*key {
                        "version" | "range" => text = json.text_or_number()?,
                        "status" => status = json.text()?,
                        _ => {}
                    }
                }
                target.versions.extend(text.map(|text| (text, status)));
                Ok(())
            })?,
            _ => {}
        }
    }
    Ok(target)
}

/// Steps into each object of a list and lets `take` take it, to its end.
fn each_object<'a>(
    json: &mut PullReader<'a>,
    mut take: impl FnMut(&mut PullReader<'a>) -> Result<(), Broken>,
) -> Result<(), Broken> {
    if json.begin_list()? {
        while json.next_element()? {
            if json.begin_object()? {
                take(json)?;
            }
        }
    }
    Ok(())
}
