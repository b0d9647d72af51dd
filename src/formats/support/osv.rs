//! OSV records: advisories with the packages and versions they concern.
//!
//! Ranges of commits are left out where versions are stated too.
//!
//! Source: <https://ossf.github.io/osv-schema/>.

use super::json::{Json, JsonDocument};
use super::notices::Notices;
use crate::model::{Affected, MOST_LINKS, Vulnerability};

/// A record; `None` where it has no id.
pub fn vulnerability(json: &JsonDocument, record: &Json, notices: &mut Notices) -> Option<Vulnerability> {
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
        links: links(record),
        place,
    })
}

/// Where a record says that more is told; CSAF writes it alike.
pub fn links(record: &Json) -> Vec<String> {
    let urls = record.list("references").iter().filter_map(|reference| reference.filled_text("url"));
    urls.take(MOST_LINKS).map(str::to_owned).collect()
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
