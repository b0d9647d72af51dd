//! What had to be repaired while reading: the first few places, and how many there are.

use crate::formats::support::places::{Places, grouped};
use crate::model::Notice;

/// Of repairs that a hostile file could ask for by the million, this many are told one by one.
const TOLD_ONE_BY_ONE: usize = 20;

/// What was repaired: the first few places, and how many there are.
pub(super) struct Repairs<T> {
    first: Vec<(usize, T)>,
    pub count: usize,
}

impl<T> Repairs<T> {
    pub const NONE: Self = Self { first: Vec::new(), count: 0 };

    pub fn add(&mut self, offset: usize, detail: impl FnOnce() -> T) {
        self.count += 1;
        if self.first.len() < TOLD_ONE_BY_ONE {
            self.first.push((offset, detail()));
        }
    }

    pub fn tell(&self, notices: &mut Vec<Notice>, places: &Places, code: &str, sentence: impl Fn(&T) -> String) {
        for (offset, detail) in &self.first {
            notices.push(Notice::warning(code, sentence(detail), Some(places.at(*offset))));
        }
        if self.count > self.first.len() {
            let more = grouped(self.count - self.first.len());
            notices.push(Notice::warning(code, format!("The same {more} more times"), None));
        }
    }
}
