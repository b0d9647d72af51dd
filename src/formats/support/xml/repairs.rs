//! What a cursor had to repair, for the notices at its end.

use super::entities::Odd;
use crate::formats::support::places::{Places, grouped};
use crate::model::Notice;

/// Of repairs that a hostile file could ask for by the million, this many are told one by one.
const TOLD_ONE_BY_ONE: usize = 20;

/// Repairs: of each kind the first few places, and how many there were.
#[derive(Default)]
pub(super) struct Repairs {
    found: Vec<(&'static str, usize)>,
    counts: [usize; REPAIRS.len()],
}

/// Code and sentence of each repair.
const REPAIRS: [(&str, &str); 7] = [
    ("bare-ampersand", "A bare & stands here, which XML does not allow; kept as it is"),
    ("unknown-entity", "An entity stands here that XML does not define; kept as it is"),
    ("invalid-character", "A number stands here that is no character; read as the replacement character"),
    ("repeated-attribute", "An attribute stands twice in one tag; the first one counts"),
    ("document-type", "The document type declaration is passed over; its entities are not expanded"),
    ("misplaced-declaration", "An XML declaration stands here that belongs at the very beginning; passed over"),
    ("double-hyphen", "A comment holds --, which XML does not allow; passed over like the others"),
];

impl Repairs {
    /// A repair of this kind was made here.
    pub fn note(&mut self, kind: usize, offset: usize) {
        if let (Some(count), Some((code, _))) = (self.counts.get_mut(kind), REPAIRS.get(kind)) {
            *count += 1;
            if *count <= TOLD_ONE_BY_ONE {
                self.found.push((code, offset));
            }
        }
    }

    /// Something odd was kept.
    pub fn note_odd(&mut self, odd: &Odd, offset: usize) {
        let kind = match odd {
            Odd::BareAmpersand => 0,
            Odd::UnknownEntity => 1,
            Odd::NoCharacter => 2,
        };
        self.note(kind, offset);
    }

    /// What was repaired, as notices.
    pub fn tell(&self, places: &Places) -> Vec<Notice> {
        let sentence = |code: &str| REPAIRS.iter().find(|(known, _)| *known == code).map_or("", |(_, text)| text);
        let one =
            |(code, offset): &(&'static str, usize)| Notice::warning(code, sentence(code), Some(places.at(*offset)));
        let mut notices: Vec<Notice> = self.found.iter().map(one).collect();
        for ((code, _), count) in REPAIRS.iter().zip(self.counts) {
            if let Some(more) = count.checked_sub(TOLD_ONE_BY_ONE).filter(|more| *more > 0) {
                notices.push(Notice::warning(code, format!("The same {} more times", grouped(more)), None));
            }
        }
        notices
    }
}
