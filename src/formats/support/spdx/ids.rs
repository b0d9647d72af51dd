//! The ids of a document as numbers: a relationship is then two of them, whatever comes first in the file.

use std::borrow::Cow;

use super::Text;
use crate::formats::support::keyed::{Keyed, is_same};
use crate::formats::support::numbers::Numbers;
use crate::model::ComponentIndex;

/// What an id stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stands {
    Component(ComponentIndex),
    /// A position among the files.
    File(u32),
    /// A snippet or something else that is no component.
    Aside,
    Document,
    /// `NONE`.
    None,
    /// `NOASSERTION`.
    NoAssertion,
    /// Something in another document.
    Outside,
    /// Nothing in this file.
    Nowhere,
}

/// Every id that was named, in the order in which they came up.
#[derive(Default)]
pub struct Ids<'a> {
    numbers: Numbers<Keyed<Text<'a>>>,
    /// By number.
    stands: Vec<Stands>,
    /// The id with which the last relationship began: they come in runs with the same beginning.
    beginning: u32,
}

impl<'a> Ids<'a> {
    /// The number of the id with which a relationship begins.
    pub fn number_of_beginning(&mut self, id: Text<'a>) -> u32 {
        if self.numbers.name(self.beginning).is_none_or(|beginning| !is_same(&beginning.0, &id)) {
            self.beginning = self.number(id);
        }
        self.beginning
    }

    /// The number of an id.
    pub fn number(&mut self, id: Text<'a>) -> u32 {
        let number = self.numbers.number(Keyed(id));
        note(&self.numbers, &mut self.stands, number);
        number
    }

    /// The numbers of several ids, in their order; `ids` is empty then.
    pub fn number_all(&mut self, ids: &mut Vec<Keyed<Text<'a>>>, mut found: impl FnMut(u32)) {
        let Self { numbers, stands, .. } = self;
        numbers.number_all(ids, |numbers, number| {
            note(numbers, stands, number);
            found(number);
        });
    }

    /// What a number stands for.
    pub fn stands(&self, number: u32) -> Stands {
        self.stands.get(number as usize).copied().unwrap_or(Stands::Nowhere)
    }

    /// Says what a number stands for.
    pub fn stand(&mut self, number: u32, stands: Stands) {
        if let Some(slot) = self.stands.get_mut(number as usize) {
            *slot = stands;
        }
    }

    /// The id as written.
    pub fn text(&self, number: u32) -> Cow<'a, str> {
        self.numbers.name(number).map(|id| id.0.clone()).unwrap_or_default()
    }
}

/// What a number stands for that has come up for the first time.
fn note(numbers: &Numbers<Keyed<Text>>, stands: &mut Vec<Stands>, number: u32) {
    if number as usize == stands.len() {
        stands.push(numbers.name(number).map_or(Stands::Nowhere, |id| stands_by_itself(&id.0)));
    }
}

/// What an id says by itself, before anything is declared by that name.
fn stands_by_itself(id: &str) -> Stands {
    match id {
        "NONE" => Stands::None,
        "NOASSERTION" => Stands::NoAssertion,
        "SPDXRef-DOCUMENT" => Stands::Document,
        id if id.starts_with("DocumentRef-") => Stands::Outside,
        _ => Stands::Nowhere,
    }
}
