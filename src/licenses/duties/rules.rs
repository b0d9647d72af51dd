//! From the letters of the table to duties, under one situation: the rules, without any words.

use std::collections::{BTreeMap, BTreeSet};

use super::table::{CHOOSEALICENSE, Marks, ORT, OWN, WORDING};
use super::{DutyCode, When};
use crate::licenses::UseCase;
use crate::licenses::catalogue::{License, Reach, catalogue};

/// How a component goes out.
#[derive(Clone, Copy, Debug)]
pub struct Situation {
    pub use_case: UseCase,
    pub modified: bool,
    /// Handed on as source? Else as binary.
    pub is_source: bool,
    /// Does the product reach others at all?
    pub is_conveyed: bool,
    /// Is it only whoever builds with the product who ships the component?
    pub is_downstream: bool,
    /// Is it one work with the product, and not merely beside it?
    pub is_joined: bool,
    /// Is it inside the product's files (linked statically, or merged)?
    pub is_inside: bool,
    pub is_merged: bool,
    /// Does an exception permit linking?
    pub linking_permitted: bool,
}

/// Who states each duty.
pub type Claims = BTreeMap<(DutyCode, When), BTreeSet<&'static str>>;

/// All that the sources state of a licence in a situation.
pub fn claims(id: &str, marks: Marks, situation: &Situation) -> Claims {
    let catalogue = catalogue();
    let license = catalogue.license(catalogue.find_license(id).unwrap_or(u16::MAX));
    let mut found = Gathered { claims: Claims::new(), situation: *situation };
    if situation.is_conveyed {
        choosealicense(marks, license, &mut found);
        ort(marks, &mut found);
        own(marks, license, &mut found);
    }
    if license.advertising && situation.use_case != UseCase::Internal {
        found.add(DutyCode::Advertising, WORDING);
    }
    if license.network {
        network(id, marks, &mut found);
    }
    for letter in marks.choosealicense.chars() {
        let code = match letter {
            'G' => DutyCode::PatentGrant,
            'N' => DutyCode::NoPatentGrant,
            'T' => DutyCode::NoTrademark,
            _ => continue,
        };
        found.claims.entry((code, When::Now)).or_default().insert(CHOOSEALICENSE);
    }
    found.claims
}

struct Gathered {
    claims: Claims,
    situation: Situation,
}

impl Gathered {
    fn add(&mut self, code: DutyCode, source: &'static str) {
        let when = if self.situation.is_downstream { When::Downstream } else { When::Now };
        self.claims.entry((code, when)).or_default().insert(source);
    }

    /// Copyleft, as far as the licence reaches: to the combined work, or only to what was changed.
    fn same(&mut self, license: &License, source: &'static str) {
        let situation = self.situation;
        let is_changed = situation.modified || situation.is_merged;
        let (code, binds) = match license.reach {
            Reach::File => (DutyCode::SameFile, is_changed),
            Reach::Library => (DutyCode::SameLibrary, is_changed),
            Reach::CombinedWork => {
                (DutyCode::SameWork, is_changed || (situation.is_joined && !situation.linking_permitted))
            }
            Reach::ModifiedWork | Reach::None => (DutyCode::SameWork, is_changed),
        };
        if binds {
            self.add(code, source);
        }
    }
}

fn choosealicense(marks: Marks, license: &License, found: &mut Gathered) {
    let situation = found.situation;
    for letter in marks.choosealicense.chars() {
        match letter {
            't' => found.add(DutyCode::Text, CHOOSEALICENSE),
            'c' => found.add(DutyCode::Copyright, CHOOSEALICENSE),
            'u' if situation.is_source => {
                found.add(DutyCode::Text, CHOOSEALICENSE);
                found.add(DutyCode::Copyright, CHOOSEALICENSE);
            }
            'h' if situation.modified => found.add(DutyCode::Changes, CHOOSEALICENSE),
            's' if !situation.is_source => found.add(DutyCode::Source, CHOOSEALICENSE),
            'w' | 'l' | 'f' => found.same(license, CHOOSEALICENSE),
            _ => {}
        }
    }
}

/// ORT only says what belongs into its notice file: that stands in where no other source covers the licence.
fn ort(marks: Marks, found: &mut Gathered) {
    if marks.choosealicense.is_empty() && marks.ort.contains('n') {
        found.add(DutyCode::Text, ORT);
    }
    if marks.ort.contains('o') && !found.situation.is_source {
        found.add(DutyCode::Source, ORT);
    }
}

fn own(marks: Marks, license: &License, found: &mut Gathered) {
    let situation = found.situation;
    for letter in marks.own.chars() {
        match letter {
            'R' if situation.is_inside && !situation.is_source => found.add(DutyCode::Relink, OWN),
            'I' if !situation.is_source && !situation.is_downstream => {
                found.claims.entry((DutyCode::InstallInformation, When::InUserProduct)).or_default().insert(OWN);
            }
            'X' if !situation.is_source => found.add(DutyCode::Notice, OWN),
            'F' => found.add(DutyCode::NoRestriction, OWN),
            'W' => found.same(license, OWN),
            'E' => found.add(DutyCode::Name, WORDING),
            _ => {}
        }
    }
}

/// The AGPL asks it of modified versions; the others of whoever hosts them.
fn network(id: &str, marks: Marks, found: &mut Gathered) {
    let situation = found.situation;
    let source = if marks.choosealicense.contains('n') { CHOOSEALICENSE } else { OWN };
    let of_modified_only = id.starts_with("AGPL-");
    if situation.is_conveyed && !(of_modified_only && situation.modified) {
        return;
    }
    let when = if of_modified_only && !situation.modified { When::OnceModified } else { When::Now };
    found.claims.entry((DutyCode::NetworkSource, when)).or_default().insert(source);
}
