//! The third-party list: every component that is shipped, under which licence, with whose words, and what is missing.
//!
//! Components of the product itself and tools are left out and counted. Nothing else is ever dropped: what lacks a
//! licence, a text or a copyright line stands in the list and again among the gaps. NOTICE files are another document
//! (Apache-2.0, section 4(d)): no SBOM holds their content, and none is made up here.

mod entry;
mod gaps;
mod groups;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub use gaps::GapKind;
pub use groups::TextOrigin;

use super::facts::Facts;
use super::words::{count, visible};
use crate::graph::NodeIndex;
use crate::licenses::{self, Verdict};
use crate::model::SafeUrl;

/// The whole list. Every text in it is ready to show: hidden characters are written out, line ends are `\n`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThirdPartyView {
    /// `412 components under 23 licences`, exceptions counted as such.
    pub summary: String,
    /// Sorted by name and version; the same component of several files once.
    pub entries: Vec<Entry>,
    /// By licence, with the text where there is one.
    pub licenses: Vec<LicenseGroup>,
    /// Lines of what is not in the list, and why.
    pub left_out: Vec<String>,
    /// What is missing, gravest first; only kinds that occur.
    pub gaps: Vec<Gap>,
    /// On NOTICE files.
    pub notice: String,
    /// Tool, lists and data with their dates, context, files with their checksums, advice.
    pub stamp: Vec<String>,
    pub credits: Vec<String>,
}

/// One component.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub name: String,
    pub version: String,
    pub package_url: String,
    pub supplier: String,
    /// Where it comes from: an `http` or `https` address, without credentials; else empty.
    pub source: Option<SafeUrl>,
    /// The licence as stated, or why there is none.
    pub declared: String,
    /// The licence after every choice, `MIT AND BSD-3-Clause`; empty where nothing usable is stated.
    pub chosen: String,
    /// Why it was chosen, or how the statement was read; empty where it is plain.
    pub why: String,
    pub copyright: Vec<String>,
    pub modified: bool,
    /// What to say where source is owed; empty where none is.
    pub source_offer: String,
    pub acknowledgements: Vec<String>,
    /// Positions in `licenses`.
    pub licenses: Vec<usize>,
    /// The files it was read from.
    pub files: Vec<String>,
}

impl Entry {
    /// `name version`.
    pub fn label(&self) -> String {
        if self.version.is_empty() { self.name.clone() } else { format!("{} {}", self.name, self.version) }
    }
}

/// One licence or exception with one text, and who is under it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LicenseGroup {
    /// The SPDX id, or the name as stated.
    pub license: String,
    /// Its full name by the SPDX list; empty where that has none.
    pub full_name: String,
    pub origin: TextOrigin,
    /// Empty where there is none.
    pub text: String,
    /// Positions in `entries`.
    pub used_by: Vec<usize>,
}

/// Something missing, and for whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    pub kind: GapKind,
    /// `No licence is stated`.
    pub title: String,
    /// Positions in `entries`.
    pub entries: Vec<usize>,
}

/// Builds the list. `stamp` is what every export says of itself. Costs components · log, and the length of their texts.
pub fn third_party(facts: &Facts, stamp: Vec<String>) -> ThirdPartyView {
    let mut joined: BTreeMap<(String, String, String, String, String), entry::Draft> = BTreeMap::new();
    let (mut own, mut tools) = (0, 0);
    for (node, judged) in facts.judgement.components.iter().enumerate() {
        if judged.own {
            own += 1;
        } else if judged.verdict == Verdict::NotShipped {
            tools += 1;
        } else if let Some(draft) = entry::draft(facts, node as NodeIndex) {
            let Entry { name, version, package_url, declared, chosen, .. } = draft.entry.clone();
            match joined.entry((name, version, package_url, declared, chosen)) {
                std::collections::btree_map::Entry::Vacant(place) => _ = place.insert(draft),
                std::collections::btree_map::Entry::Occupied(mut found) => found.get_mut().join(draft),
            }
        }
    }
    let mut drafts: Vec<entry::Draft> = joined.into_values().collect();
    let licenses = groups::groups(&facts.texts, &mut drafts);
    let gaps = gaps::gaps(&facts.texts, &drafts, &licenses);
    let entries: Vec<Entry> = drafts.into_iter().map(|draft| draft.entry).collect();
    let names: BTreeSet<&str> = licenses.iter().map(|group| group.license.as_str()).collect();
    let mut left_out = Vec::new();
    if own > 0 {
        left_out.push(format!("{} of the product itself", count(own, "component")));
    }
    if tools > 0 {
        left_out.push(format!("{} needed only for developing, building or testing", count(tools, "component")));
    }
    let mut lines = vec![format!("SPDX licence list {}", licenses::SPDX_LIST)];
    lines.extend(stamp.iter().map(|line| one_line(line)));
    ThirdPartyView {
        summary: format!("{} under {}", count(entries.len(), "component"), count(names.len(), "licence")),
        entries,
        licenses,
        left_out,
        gaps,
        notice: "NOTICE files are not in this list: their content cannot be derived from a licence id, and no file read \
                 here holds it. Where a licence asks for it (Apache-2.0, section 4(d)), take it from the component itself \
                 and keep it in a document of its own"
            .to_owned(),
        stamp: lines,
        credits: std::iter::once(facts.basis().matrix.credit())
            .chain([licenses::CLASS_CREDIT, licenses::NAMES_CREDIT, licenses::DUTY_CREDIT].map(str::to_owned))
            .collect(),
    }
}

/// A text as one line: hidden characters written out, line ends as blanks.
fn one_line(text: &str) -> String {
    visible(&text.split(['\n', '\r', '\t']).map(str::trim).collect::<Vec<_>>().join(" "))
}
