//! Vulnerabilities and what is stated about them (SPDX 3's security profile).
//!
//! Source: SPDX 3.0.1, Security.

use foldhash::HashMap;

use super::elements::{Element, Elements, property, reference, text, values};
use crate::formats::support::spdx::{Mark, Spdx};
use crate::model::{Affected, Vulnerability, VulnerabilityStatus};

/// Reads all vulnerabilities; to be asked once all packages have been told.
pub fn vulnerabilities<'a>(elements: &Elements<'a>, spdx: &mut Spdx<'a>) -> Vec<Vulnerability> {
    let mut found: Vec<Vulnerability> = Vec::new();
    let mut by_id: HashMap<&str, usize> = HashMap::default();
    for element in elements.all.iter().filter(|element| element.kind == "Vulnerability") {
        if let Some(id) = element.id {
            by_id.entry(id).or_insert(found.len());
        }
        found.push(vulnerability(element, spdx));
    }
    if found.is_empty() {
        return found;
    }
    for Element { json, .. } in &elements.all {
        let Some(kind) = text(json, "relationshipType") else { continue };
        let Some(from) = property(json, "from").and_then(reference) else { continue };
        let to = || values(json, "to").iter().filter_map(reference);
        if kind == "hasAssociatedVulnerability" {
            let affected = affected(from, None, json, spdx);
            for known in to().filter_map(|id| by_id.get(id)) {
                found.get_mut(*known).into_iter().for_each(|known| known.affects.push(affected.clone()));
            }
            continue;
        }
        let Some(known) = by_id.get(from).and_then(|at| found.get_mut(*at)) else { continue };
        if kind == "hasAssessmentFor" {
            known.ratings.extend(text(json, "vectorString").or_else(|| text(json, "severity")).map(str::to_owned));
        } else if let Some(status) = status(kind) {
            // The element that was looked at says more than the product it is part of.
            let assessed = property(json, "assessedElement").and_then(reference);
            let concerned = assessed.into_iter().chain(to().filter(|_| assessed.is_none()));
            known.affects.extend(concerned.map(|id| affected(id, Some(status), json, spdx)));
        }
    }
    found
}

/// What a type of relationship says about a vulnerability.
fn status(kind: &str) -> Option<VulnerabilityStatus> {
    match kind {
        "affects" => Some(VulnerabilityStatus::Affected),
        "doesNotAffect" => Some(VulnerabilityStatus::NotAffected),
        "fixedIn" => Some(VulnerabilityStatus::Fixed),
        "underInvestigationFor" => Some(VulnerabilityStatus::UnderInvestigation),
        _ => None,
    }
}

/// Does a type of relationship join a vulnerability to something?
pub fn is_about_vulnerabilities(kind: &str) -> bool {
    matches!(kind, "hasAssociatedVulnerability" | "hasAssessmentFor") || status(kind).is_some()
}

fn vulnerability(element: &Element, spdx: &Spdx) -> Vulnerability {
    let json = element.json;
    let identifiers = values(json, "externalIdentifier").iter().chain(values(json, "externalIdentifiers"));
    let mut names = identifiers.filter_map(|one| text(one, "identifier")).chain(text(json, "name"));
    let own = || element.id.map(|id| id.rsplit(['/', '#', ':']).next().unwrap_or(id));
    let id = names.next().or_else(own).unwrap_or("unnamed").to_owned();
    let mut aliases: Vec<String> = names.filter(|name| *name != id).map(str::to_owned).collect();
    aliases.dedup();
    Vulnerability {
        aliases,
        summary: text(json, "summary").or_else(|| text(json, "description")).map(str::to_owned),
        place: spdx.place(Mark::Offset(json.offset)),
        id,
        ..Vulnerability::default()
    }
}

fn affected<'a>(
    id: &'a str,
    status: Option<VulnerabilityStatus>,
    statement: &'a crate::formats::support::json::Json<'a>,
    spdx: &mut Spdx<'a>,
) -> Affected {
    let component = spdx.component_of(id.into());
    let justification = text(statement, "justificationType").or_else(|| text(statement, "impactStatement"));
    Affected {
        component,
        reference: component.is_none().then(|| id.to_owned()),
        status,
        justification: justification.map(str::to_owned),
        ..Affected::default()
    }
}
