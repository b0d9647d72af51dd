//! OSV records: advisories with the packages and versions they concern. One record, a list of them, or the answer
//! of the service (`{ "vulns": […] }`).
//!
//! Ranges of commits are left out where versions are stated too.
//!
//! Source: <https://ossf.github.io/osv-schema/>.

use super::support::json::{self, Json, JsonDocument};
use super::support::notices::Notices;
use super::support::sketch::Sketch;
use super::{Format, Holds, Input};
use crate::model::{Affected, Document, ReadError, Role, Vulnerability};

pub const FORMAT: Format = Format {
    id: "osv",
    title: "OSV",
    family: "Vulnerabilities",
    file_names: &["*.osv.json"],
    versions: "1",
    holds: Holds { vulnerabilities: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    match input.sketch() {
        Some(Sketch::List(Some(first))) => is_record(first),
        Some(seen) => is_record(seen) || seen.first("vulns").is_some_and(is_record),
        None => false,
    }
}

fn is_record(seen: &Sketch) -> bool {
    seen.text("id").is_some()
        && seen.text("modified").is_some()
        && (seen.has("schema_version") || seen.has_list("affected") || seen.has_list("aliases"))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let records = match json.root.elements() {
        [] => json.root.list("vulns"),
        records => records,
    };
    let records = if records.is_empty() { std::slice::from_ref(&json.root) } else { records };
    let vulnerabilities = records.iter().filter_map(|record| vulnerability(&json, record, &mut notices)).collect();
    Ok(Document {
        format: FORMAT.id,
        format_version: records.first().and_then(|record| record.filled_text("schema_version")).map(str::to_owned),
        role: Role::Supplement,
        vulnerabilities,
        notices: notices.finish(),
        ..Document::default()
    })
}

fn vulnerability(json: &JsonDocument, record: &Json, notices: &mut Notices) -> Option<Vulnerability> {
    let place = json.place(record);
    let Some(id) = record.filled_text("id") else {
        notices.warning("skipped-entry", place, "A record has no id");
        return None;
    };
    if record.filled_text("withdrawn").is_some() {
        notices.info("withdrawn", place.clone(), format!("{id} has been withdrawn"));
    }
    let summary = record.filled_text("summary").or_else(|| record.filled_text("details")?.lines().next());
    let scores = |of: &Json| -> Vec<String> {
        of.list("severity").iter().filter_map(|rating| rating.filled_text("score")).map(str::to_owned).collect()
    };
    let mut ratings = scores(record);
    for rating in record.list("affected").iter().flat_map(scores) {
        if !ratings.contains(&rating) && ratings.len() < 16 {
            ratings.push(rating);
        }
    }
    Some(Vulnerability {
        id: id.to_owned(),
        aliases: record.list("aliases").iter().filter_map(Json::as_text).map(str::to_owned).collect(),
        summary: summary.map(|line| line.trim().to_owned()),
        ratings,
        affects: record.list("affected").iter().map(affected).collect(),
        place,
    })
}

fn affected(stated: &Json) -> Affected {
    let package = stated.get("package");
    let text = |key: &str| package.and_then(|package| package.filled_text(key));
    let named = || Some(format!("{}/{}", text("ecosystem")?, text("name")?));
    let ranges = |commits: bool| {
        let wanted = stated.list("ranges").iter().filter(move |range| (range.text("type") == Some("GIT")) == commits);
        wanted.flat_map(read_range).collect::<Vec<String>>()
    };
    let mut versions = ranges(false);
    if versions.is_empty() {
        versions = stated.list("versions").iter().filter_map(Json::as_text).map(str::to_owned).collect();
    }
    if versions.is_empty() {
        versions = ranges(true);
    }
    Affected { reference: text("purl").map(str::to_owned).or_else(named), versions, ..Affected::default() }
}

/// Events in pairs: `>=1.0.0 <1.2.3`.
fn read_range(range: &Json) -> Vec<String> {
    let mut read = Vec::new();
    let mut open: Option<String> = None;
    for event in range.list("events") {
        if let Some(version) = event.filled_text("introduced") {
            read.extend(open.replace(format!(">={version}")));
        }
        for (key, sign) in [("fixed", "<"), ("last_affected", "<="), ("limit", "<")] {
            if let Some(version) = event.filled_text(key) {
                let start = open.take().map(|start| format!("{start} ")).unwrap_or_default();
                read.push(format!("{start}{sign}{version}"));
            }
        }
    }
    read.extend(open);
    read
}
