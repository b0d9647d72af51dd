//! `dependencies`: what needs what, by reference.

use super::components::Bom;
use crate::formats::support::json::{Json, JsonDocument};
use crate::formats::support::notices::Notices;
use crate::model::{ComponentIndex, Scope};

/// Adds the arrows. An arrow has the scope that its target states: CycloneDX gives arrows none.
pub fn read(json: &JsonDocument, bom: &mut Bom, notices: &mut Notices) {
    let stated = json.root.list("dependencies");
    for entry in stated {
        let reference = entry.text("ref").unwrap_or("");
        let from = find(bom, reference);
        let targets = entry.list("dependsOn");
        if from.is_none() && !(reference.is_empty() && targets.is_empty()) {
            note_dangling(notices, json, entry, reference, "A dependent");
        }
        for target in targets {
            let reference = target.as_text().or_else(|| target.text("ref")).unwrap_or("");
            match (from, find(bom, reference)) {
                (Some(from), Some(to)) => {
                    let scope = bom.components.get(to as usize).map_or(Scope::Unknown, |component| component.scope);
                    bom.arrows.add(from, to, scope);
                }
                (_, None) => note_dangling(notices, json, target, reference, "A dependency"),
                (None, Some(_)) => {}
            }
        }
    }
    if stated.iter().all(|entry| entry.list("dependsOn").is_empty()) {
        let message = "This file declares no dependency relationships; you see an inventory";
        notices.info("no-dependencies", None, message);
    }
}

fn find(bom: &Bom, reference: &str) -> Option<ComponentIndex> {
    bom.by_reference.get(reference).or_else(|| bom.by_package_url.get(reference)).copied()
}

fn note_dangling(notices: &mut Notices, json: &JsonDocument, at: &Json, reference: &str, what: &str) {
    let shown: String = reference.chars().take(120).collect();
    if reference.starts_with("urn:cdx:") {
        let message = format!("{what} lies in another document: {shown}");
        notices.info("external-reference", json.place(at), message);
    } else {
        let message = format!("{what} is not among the components: \"{shown}\"");
        notices.warning("dangling-reference", json.place(at), message);
    }
}
