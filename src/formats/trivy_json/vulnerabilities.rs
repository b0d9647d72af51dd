//! Vulnerabilities found in packages.

use std::collections::BTreeSet;

use super::packages::Packages;
use crate::formats::support::json::{Json, JsonDocument};
use crate::model::{Affected, Vulnerability, VulnerabilityStatus};

/// Adds the findings of one result.
pub(super) fn read(
    json: &JsonDocument,
    result: &Json,
    number: usize,
    packages: &mut Packages,
    found: &mut Vec<Vulnerability>,
) {
    for stated in result.list("Vulnerabilities").iter().filter(|stated| stated.is_object()) {
        let component = packages.vulnerable(json, number, stated);
        let texts = |key: &str| stated.list(key).iter().filter_map(Json::as_text).map(str::to_owned).collect();
        found.push(Vulnerability {
            id: stated.filled_text("VulnerabilityID").unwrap_or("unnamed").to_owned(),
            aliases: texts("VendorIDs"),
            summary: stated.filled_text("Title").map(str::to_owned),
            ratings: ratings(stated),
            affects: vec![Affected {
                component: Some(component),
                reference: None,
                versions: stated.filled_text("InstalledVersion").map(str::to_owned).into_iter().collect(),
                status: stated.text("Status").and_then(status),
                justification: None,
            }],
            links: stated.filled_text("PrimaryURL").map(str::to_owned).into_iter().collect(),
            place: json.place(stated),
        });
    }
}

/// The vectors that databases give, each once; failing that, the severity.
fn ratings(stated: &Json) -> Vec<String> {
    const VECTORS: [&str; 3] = ["V40Vector", "V3Vector", "V2Vector"];
    let newest = |rating: &Json| VECTORS.iter().find_map(|key| rating.filled_text(key).map(str::to_owned));
    let vectors: BTreeSet<String> = stated.object("CVSS").iter().filter_map(|(_, rating)| newest(rating)).collect();
    match vectors.is_empty() {
        true => stated.filled_text("Severity").map(str::to_owned).into_iter().collect(),
        false => vectors.into_iter().collect(),
    }
}

/// Trivy's `fixed` says that a newer version is, not that this one is.
fn status(status: &str) -> Option<VulnerabilityStatus> {
    match status {
        "affected" | "fixed" | "will_not_fix" | "fix_deferred" | "end_of_life" => Some(VulnerabilityStatus::Affected),
        "under_investigation" => Some(VulnerabilityStatus::UnderInvestigation),
        "not_affected" => Some(VulnerabilityStatus::NotAffected),
        _ => None,
    }
}
