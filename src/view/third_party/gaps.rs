//! What the list lacks, by kind, with every component that lacks it.

use serde::{Deserialize, Serialize};

use super::entry::Draft;
use super::groups::TextOrigin;
use super::{Gap, LicenseGroup};
use crate::licenses::texts::Texts;
use crate::licenses::{DutyCode, Evidence, term_ids};

/// What is missing; gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum GapKind {
    NoLicense,
    Unknown,
    OwnText,
    NoText,
    NoCopyrightLine,
    NoCopyright,
    NoticeFile,
}

impl GapKind {
    const ALL: [Self; 7] = [
        Self::NoLicense,
        Self::Unknown,
        Self::OwnText,
        Self::NoText,
        Self::NoCopyrightLine,
        Self::NoCopyright,
        Self::NoticeFile,
    ];

    fn title(self, has_texts: bool) -> &'static str {
        match self {
            Self::NoLicense => "No licence is stated",
            Self::Unknown => "The licence is unknown: what is stated names none, or several",
            Self::OwnText => "A licence text of its own (LicenseRef) that no file holds",
            Self::NoText if has_texts => "No text of the licence",
            Self::NoText => "No text of the licence: the texts of the SPDX list were not loaded",
            Self::NoCopyrightLine => "Template text without its copyright line, and no copyright is stated",
            Self::NoCopyright => "No copyright is stated",
            Self::NoticeFile => "May have a NOTICE file, which has to be passed on",
        }
    }
}

/// The gaps of all entries; kinds without any are left out.
pub fn gaps(texts: &Texts, drafts: &[Draft], licenses: &[LicenseGroup]) -> Vec<Gap> {
    let found = GapKind::ALL.map(|kind| Gap {
        kind,
        title: kind.title(!texts.is_empty()).to_owned(),
        entries: (0..drafts.len())
            .filter(|position| drafts.get(*position).is_some_and(|draft| lacks(kind, draft, licenses)))
            .collect(),
    });
    found.into_iter().filter(|gap| !gap.entries.is_empty()).collect()
}

fn lacks(kind: GapKind, draft: &Draft, licenses: &[LicenseGroup]) -> bool {
    let has = |origin| {
        let mut groups = draft.entry.licenses.iter().filter_map(|position| licenses.get(*position));
        groups.any(|group| group.origin == origin)
    };
    let is_reference = |term: &str| term.starts_with("LicenseRef-") || term.starts_with("DocumentRef-");
    let is_unread = matches!(draft.evidence, Evidence::Unreadable(_) | Evidence::Ambiguous(_));
    match kind {
        GapKind::NoLicense => draft.terms.is_empty() && !is_unread,
        GapKind::Unknown => is_unread || draft.terms.iter().any(|term| term_ids(term).is_none() && !is_reference(term)),
        GapKind::OwnText => {
            draft.terms.iter().any(|term| is_reference(term) && !draft.texts.contains_key(term.as_str()))
        }
        GapKind::NoText => draft.entry.licenses.is_empty() || has(TextOrigin::Absent),
        GapKind::NoCopyrightLine => draft.entry.copyright.is_empty() && has(TextOrigin::SpdxTemplate),
        GapKind::NoCopyright => {
            // The texts that documents hold have their copyright lines with them.
            let in_text = draft.texts.values().any(|text| text.to_lowercase().contains("copyright"));
            draft.entry.copyright.is_empty() && !in_text && !has(TextOrigin::SpdxTemplate)
        }
        GapKind::NoticeFile => draft.duties.iter().any(|duty| duty.code == DutyCode::Notice),
    }
}
