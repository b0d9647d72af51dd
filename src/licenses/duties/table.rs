//! The table of duties (`data/duties.tsv`): one row an SPDX id, one column a source.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::licenses::catalogue::table;

pub const CHOOSEALICENSE: &str = "choosealicense.com";
pub const ORT: &str = "ORT licence classifications";
pub const OWN: &str = "own reading of the licence";
pub const WORDING: &str = "wording of the SPDX text, list 3.29.0";

/// What the sources say of one licence, in the letters that the table explains.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    pub choosealicense: &'static str,
    pub ort: &'static str,
    pub own: &'static str,
}

/// What the sources say of an id; `None` where none covers it.
pub fn marks(id: &str) -> Option<Marks> {
    static TABLE: OnceLock<BTreeMap<&'static str, Marks>> = OnceLock::new();
    TABLE.get_or_init(read).get(id).copied()
}

/// The sources that cover a licence.
pub fn covered_by(marks: Marks) -> String {
    let sources = [(marks.choosealicense, CHOOSEALICENSE), (marks.ort, ORT), (marks.own, OWN)];
    let named: Vec<&str> = sources.into_iter().filter(|(mark, _)| !mark.is_empty()).map(|(_, name)| name).collect();
    named.join("; ")
}

fn read() -> BTreeMap<&'static str, Marks> {
    let rows = table(include_str!("../data/duties.tsv"));
    rows.map(|row| {
        let field = |position: usize| row.get(position).copied().filter(|text| *text != "-").unwrap_or_default();
        (field(0), Marks { choosealicense: field(1), ort: field(2), own: field(3) })
    })
    .collect()
}
