//! OSV records: advisories with the packages and versions they concern. One record, a list of them, or the answer
//! of the service (`{ "vulns": […] }`).
//!
//! Source: <https://ossf.github.io/osv-schema/>.

use super::support::json;
use super::support::notices::Notices;
use super::support::osv;
use super::support::sketch::Sketch;
use super::{Format, Holds, Input};
use crate::model::{Document, ReadError, Role};

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
    let vulnerabilities = records.iter().filter_map(|record| osv::vulnerability(&json, record, &mut notices)).collect();
    Ok(Document {
        format: FORMAT.id,
        format_version: records.first().and_then(|record| record.filled_text("schema_version")).map(str::to_owned),
        role: Role::Supplement,
        vulnerabilities,
        notices: notices.finish(),
        ..Document::default()
    })
}
