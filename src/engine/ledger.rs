//! Decisions by where they come from: made on the page, or read from records. What they come to is worked out elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use crate::export::record::{Record, RecordedFile};
use crate::licenses::decisions::{Date, Decision};
use crate::licenses::{CLASS_DATE, RelationRule, Settlements};
use crate::view::facts::{Facts, RecordFile};

/// Everything that was decided or settled.
#[derive(Default)]
pub struct Ledger {
    /// Decisions made on the page.
    made: BTreeSet<Decision>,
    /// The records, by the id of their file.
    records: BTreeMap<u32, Record>,
    /// What a policy or the page settles besides.
    pub told: Settlements,
}

impl Ledger {
    pub fn open(&mut self, file: u32, record: Record) {
        self.records.insert(file, record);
    }

    /// Forgets records that are no longer among these.
    pub fn keep(&mut self, files: &[RecordFile]) {
        let ids: BTreeSet<u32> = files.iter().map(|file| file.id).collect();
        self.records.retain(|id, _| ids.contains(id));
    }

    /// Takes a decision; it replaces those about the same of the same day.
    pub fn decide(&mut self, decision: Decision) {
        let is_replaced = |known: &Decision| known.date == decision.date && known.about == decision.about;
        self.made.retain(|known| !is_replaced(known));
        for record in self.records.values_mut() {
            record.decisions.retain(|known| !is_replaced(known));
        }
        self.made.insert(decision);
    }

    /// Takes decisions that were made before. Those that cannot be are left out.
    pub fn take(&mut self, decisions: Vec<Decision>) {
        self.made.extend(decisions.into_iter().filter(|decision| decision.problem().is_none()));
    }

    pub fn withdraw(&mut self, decision: &Decision) {
        self.made.remove(decision);
        for record in self.records.values_mut() {
            record.decisions.retain(|known| known != decision);
        }
    }

    /// All decisions of the page and of ticked records, sorted by date, each once.
    pub fn decisions(&self, files: &[RecordFile]) -> Vec<Decision> {
        let mut out: BTreeSet<&Decision> = self.made.iter().collect();
        out.extend(self.included(files).flat_map(|record| &record.decisions));
        out.into_iter().cloned().collect()
    }

    /// The relations of ticked records, each once.
    pub fn relations(&self, files: &[RecordFile]) -> Vec<RelationRule> {
        let mut out: Vec<RelationRule> = Vec::new();
        for rule in self.included(files).flat_map(|record| &record.relations) {
            if !out.contains(rule) {
                out.push(rule.clone());
            }
        }
        out
    }

    /// All of it as one record, with what could not be read of the others.
    pub fn record(&self, facts: &Facts, today: Date) -> Record {
        let mut relations = self.told.relations.clone();
        relations.extend(self.relations(&facts.records).into_iter().filter(|rule| !self.told.relations.contains(rule)));
        let mut out = Record {
            tool: env!("CARGO_PKG_VERSION").to_owned(),
            saved: Some(today),
            context: Some(facts.context.clone()),
            relations,
            decisions: self.decisions(&facts.records),
            files: files(facts),
            data: vec![
                ("OSADL matrix".to_owned(), facts.basis().matrix.edition()),
                ("ScanCode LicenseDB".to_owned(), CLASS_DATE.to_owned()),
            ],
            ..Record::default()
        };
        let mut unknown: BTreeMap<&String, &String> = BTreeMap::new();
        let (mut decisions, mut rules) = (BTreeSet::new(), BTreeSet::new());
        for record in self.included(&facts.records) {
            decisions.extend(&record.unread_decisions);
            rules.extend(&record.unread_relations);
            unknown.extend(record.unknown.iter().map(|(key, value)| (key, value)));
        }
        out.unread_decisions = decisions.into_iter().cloned().collect();
        out.unread_relations = rules.into_iter().cloned().collect();
        out.unknown = unknown.into_iter().map(|(key, value)| (key.clone(), value.clone())).collect();
        out
    }

    fn included<'a>(&'a self, files: &'a [RecordFile]) -> impl Iterator<Item = &'a Record> {
        files.iter().filter(|file| file.included).filter_map(|file| self.records.get(&file.id))
    }
}

/// The files it is saved with: those that count.
fn files(facts: &Facts) -> Vec<RecordedFile> {
    let archives = facts.archives.iter().map(|archive| (&archive.name, &archive.sha256));
    let files = facts.files.iter().filter(|file| file.included).map(|file| (&file.name, &file.sha256));
    let all: BTreeSet<RecordedFile> = archives
        .chain(files)
        .map(|(name, sha256)| RecordedFile { name: name.clone(), sha256: sha256.clone() })
        .collect();
    all.into_iter().collect()
}
