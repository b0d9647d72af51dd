//! OpenVEX: statements on whether products are affected by vulnerabilities. It lists no components of its own.
//!
//! Statements on one vulnerability are put together, in the order of the file.
//!
//! Source: <https://github.com/openvex/spec>.

use std::collections::HashMap;

use super::support::json::{self, Json};
use super::support::notices::Notices;
use super::{Format, Holds, Input};
use crate::model::{Affected, Document, ReadError, Role, Vulnerability, VulnerabilityStatus};

pub const FORMAT: Format = Format {
    id: "openvex",
    title: "OpenVEX",
    family: "Vulnerabilities",
    file_names: &["*.openvex.json", "*.vex.json"],
    versions: "0.0, 0.2",
    holds: Holds { vulnerabilities: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    input.sketch().is_some_and(|seen| seen.text("@context").is_some_and(|context| context.contains("openvex.dev/ns")))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let mut vulnerabilities: Vec<Vulnerability> = Vec::new();
    let mut by_id: HashMap<String, usize> = HashMap::new();
    for statement in json.root.list("statements") {
        let stated = statement.get("vulnerability");
        let id = stated.and_then(|stated| stated.as_text().or_else(|| stated.filled_text("name")));
        let id = id.or_else(|| stated?.filled_text("@id"));
        let Some(id) = id else {
            notices.warning("skipped-entry", json.place(statement), "A statement names no vulnerability");
            continue;
        };
        let place = *by_id.entry(id.to_owned()).or_insert_with(|| {
            vulnerabilities.push(Vulnerability {
                id: id.to_owned(),
                aliases: stated.map(aliases).unwrap_or_default(),
                summary: stated.and_then(|stated| stated.filled_text("description")).map(str::to_owned),
                place: json.place(statement),
                ..Vulnerability::default()
            });
            vulnerabilities.len() - 1
        });
        if let Some(vulnerability) = vulnerabilities.get_mut(place) {
            vulnerability.affects.extend(affected(statement, &json, &mut notices));
        }
    }
    Ok(Document {
        format: FORMAT.id,
        format_version: json.root.filled_text("@context").and_then(version),
        generator: json.root.filled_text("tooling").or_else(|| json.root.filled_text("author")).map(str::to_owned),
        created: json.root.filled_text("timestamp").map(str::to_owned),
        authors: json.root.filled_text("author").map(str::to_owned).into_iter().collect(),
        role: Role::Supplement,
        vulnerabilities,
        notices: notices.finish(),
        ..Document::default()
    })
}

/// `https://openvex.dev/ns/v0.2.0`.
fn version(context: &str) -> Option<String> {
    context.rsplit_once("/v").map(|(_, version)| version.to_owned())
}

fn aliases(stated: &Json) -> Vec<String> {
    stated.list("aliases").iter().filter_map(Json::as_text).map(str::to_owned).collect()
}

/// A product, and the parts of it that the statement is about.
fn affected(statement: &Json, json: &json::JsonDocument, notices: &mut Notices) -> Vec<Affected> {
    let status = statement.text("status").and_then(status);
    if status.is_none() {
        let message = format!("The status \"{}\" is not known", statement.text("status").unwrap_or(""));
        notices.warning("unknown-status", json.place(statement), message);
    }
    let justification = ["justification", "impact_statement", "action_statement"];
    let justification = justification.iter().find_map(|key| statement.filled_text(key)).map(str::to_owned);
    let products = statement.list("products");
    let parts = products.iter().flat_map(|product| std::iter::once(product).chain(product.list("subcomponents")));
    let named = parts.chain(statement.list("subcomponents")).filter_map(reference);
    named
        .map(|name| Affected {
            reference: Some(name),
            status,
            justification: justification.clone(),
            ..Affected::default()
        })
        .collect()
}

/// A package URL where one is stated, otherwise the id.
fn reference(product: &Json) -> Option<String> {
    let package_url = product.get("identifiers").and_then(|known| known.filled_text("purl"));
    let id = product.as_text().or_else(|| product.filled_text("@id"));
    package_url.or(id).map(str::to_owned)
}

fn status(status: &str) -> Option<VulnerabilityStatus> {
    Some(match status {
        "affected" => VulnerabilityStatus::Affected,
        "not_affected" => VulnerabilityStatus::NotAffected,
        "fixed" => VulnerabilityStatus::Fixed,
        "under_investigation" => VulnerabilityStatus::UnderInvestigation,
        _ => return None,
    })
}
