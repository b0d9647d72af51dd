//! The notices of a document under construction. What a hostile file could cause by the million is
//! told a few times and then counted.

use std::collections::BTreeMap;

use super::json::JsonDocument;
use super::places::grouped;
use super::xml::XmlDocument;
use crate::formats::Input;
use crate::model::{Level, Notice, Place};

/// Of one code, this many notices are told one by one.
pub const TOLD_ONE_BY_ONE: usize = 50;

/// Notices in the order in which they came up.
pub struct Notices {
    told: Vec<Notice>,
    counts: BTreeMap<&'static str, (Level, usize)>,
}

impl Notices {
    /// Begins with what decoding or an earlier step had to say.
    pub fn new(earlier: Vec<Notice>) -> Self {
        Self { told: earlier, counts: BTreeMap::new() }
    }

    /// Begins with what decoding and reading JSON had to repair.
    pub fn of_json(input: &Input, json: &JsonDocument) -> Self {
        Self::new(input.notices.iter().chain(&json.notices).cloned().collect())
    }

    /// Begins with what decoding and reading XML had to repair.
    pub fn of_xml(input: &Input, xml: &XmlDocument) -> Self {
        Self::new(input.notices.iter().chain(&xml.notices).cloned().collect())
    }

    /// Was nothing told?
    pub fn is_empty(&self) -> bool {
        self.told.is_empty()
    }

    /// Puts before the others what reading told only at its end (`PullReader::notices`).
    pub fn begin_with(&mut self, earlier: impl IntoIterator<Item = Notice>) {
        self.told.splice(0..0, earlier);
    }

    /// Something was lost or is doubtful.
    pub fn warning(&mut self, code: &'static str, place: Option<Place>, message: impl Into<String>) {
        self.add(Level::Warning, code, place, message);
    }

    /// Something to know; nothing was lost.
    pub fn info(&mut self, code: &'static str, place: Option<Place>, message: impl Into<String>) {
        self.add(Level::Info, code, place, message);
    }

    /// Adds a notice, or counts it when its code has come up often enough.
    pub fn add(&mut self, level: Level, code: &'static str, place: Option<Place>, message: impl Into<String>) {
        let (_, count) = self.counts.entry(code).or_insert((level, 0));
        *count += 1;
        if *count <= TOLD_ONE_BY_ONE {
            self.told.push(Notice::new(level, code, message, place));
        }
    }

    /// All that was told, and how much was only counted.
    pub fn finish(mut self) -> Vec<Notice> {
        for (code, (level, count)) in self.counts {
            if let Some(more) = count.checked_sub(TOLD_ONE_BY_ONE).filter(|more| *more > 0) {
                self.told.push(Notice::new(level, code, format!("The same {} more times", grouped(more)), None));
            }
        }
        self.told
    }
}
