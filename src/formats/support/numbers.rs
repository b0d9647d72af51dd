//! Names as numbers: a document says the same few names over and over, and what is made of it asks for each of them
//! once.
//!
//! The hash that finds a name is quick and can be forged. A name that does not find a place within a few steps goes
//! into a second map whose hash cannot, so that a hostile file costs no more than another.

use foldhash::HashMap;
use std::collections::hash_map::Entry::{Occupied, Vacant};
use std::hash::Hash;

use super::keyed::{Keyed, name_hash};

/// Every name that came up, in the order in which they did.
pub struct Numbers<K> {
    /// A power of two; at least half of them are empty.
    slots: Vec<Slot>,
    names: Vec<K>,
    /// Names that found no slot near the one where their hash belongs.
    others: HashMap<K, u32>,
}

/// A number, and half of its name's hash, which tells nearly all other names apart without looking at them.
#[derive(Clone, Copy)]
struct Slot {
    tag: u32,
    number: u32,
}

const EMPTY: Slot = Slot { tag: 0, number: u32::MAX };
/// How many slots are looked at.
const MOST_STEPS: usize = 16;
const FEWEST_SLOTS: usize = 64;

/// What has a hash that is made quickly.
pub trait Name: Clone + Eq + Hash {
    /// Equal names have equal ones.
    fn quick_hash(&self) -> u64;

    /// Looks at its text, so that it is near when it is compared.
    fn touch(&self) -> usize {
        0
    }
}

/// How many names are looked up at once, where many come one after the other.
pub const AT_ONCE: usize = 64;

impl<T: std::ops::Deref<Target = str> + Clone> Name for Keyed<T> {
    #[inline]
    fn quick_hash(&self) -> u64 {
        name_hash(self.0.as_bytes())
    }

    #[inline]
    fn touch(&self) -> usize {
        let text = self.0.as_bytes();
        text.first().zip(text.last()).map_or(0, |(first, last)| usize::from(*first ^ *last))
    }
}

impl<A: Name, B: Name> Name for (A, B) {
    #[inline]
    fn quick_hash(&self) -> u64 {
        self.0.quick_hash().rotate_left(21).wrapping_mul(5) ^ self.1.quick_hash()
    }

    #[inline]
    fn touch(&self) -> usize {
        self.0.touch()
    }
}

impl<K> Default for Numbers<K> {
    fn default() -> Self {
        Self { slots: Vec::new(), names: Vec::new(), others: HashMap::default() }
    }
}

/// What looking for a name comes to.
enum Found {
    Number(u32),
    /// It is not there, and this slot is free for it.
    Free(usize),
    /// It is among the others or nowhere.
    Elsewhere,
}

impl<K: Name> Numbers<K> {
    /// Makes room for so many names.
    pub fn reserve(&mut self, count: usize) {
        self.names.reserve(count);
        self.grow((count * 2).next_power_of_two());
    }

    /// The number of a name; a new one where it comes up for the first time.
    #[inline]
    pub fn number(&mut self, name: K) -> u32 {
        if self.names.len() * 2 >= self.slots.len() {
            self.grow((self.slots.len() * 2).max(FEWEST_SLOTS));
        }
        let hash = name.quick_hash();
        match self.look(&name, hash) {
            Found::Number(number) => number,
            Found::Elsewhere => self.number_of_other(name),
            Found::Free(at) => {
                let number = self.names.len() as u32;
                if let Some(slot) = self.slots.get_mut(at) {
                    *slot = Slot { tag: hash as u32, number };
                }
                self.names.push(name);
                number
            }
        }
    }

    /// The numbers of several names, in their order; `names` is empty then.
    pub fn number_all(&mut self, names: &mut Vec<K>, mut found: impl FnMut(&mut Self, K)) {
        self.look_ahead(names.iter());
        names.drain(..).for_each(|name| found(self, name));
    }

    /// Looks at several names that are asked for next.
    ///
    /// What a look-up costs is mostly waiting for memory. Where all are looked at first, the waits overlap.
    pub fn look_ahead<N: std::borrow::Borrow<K>>(&self, names: impl Iterator<Item = N>) {
        let last = self.slots.len().wrapping_sub(1);
        let mut seen = 0usize;
        for name in names {
            let at = (name.borrow().quick_hash() >> 32) as usize & last;
            let known = self.slots.get(at).and_then(|slot| self.names.get(slot.number as usize));
            seen ^= known.map_or(0, Name::touch);
        }
        std::hint::black_box(seen);
    }

    /// The number of a name, if it has come up.
    #[inline]
    pub fn get(&self, name: &K) -> Option<u32> {
        match self.look(name, name.quick_hash()) {
            Found::Number(number) => Some(number),
            Found::Free(_) => None,
            Found::Elsewhere => self.others.get(name).copied(),
        }
    }

    /// The name that has this number.
    pub fn name(&self, number: u32) -> Option<&K> {
        self.names.get(number as usize)
    }

    /// How many names there are.
    pub fn count(&self) -> usize {
        self.names.len()
    }

    #[inline]
    fn look(&self, name: &K, hash: u64) -> Found {
        let last = self.slots.len().wrapping_sub(1);
        let first = (hash >> 32) as usize;
        for step in 0..MOST_STEPS {
            let at = first.wrapping_add(step) & last;
            let Some(slot) = self.slots.get(at) else { break };
            if slot.number == EMPTY.number {
                return Found::Free(at);
            }
            if slot.tag == hash as u32 && self.names.get(slot.number as usize) == Some(name) {
                return Found::Number(slot.number);
            }
        }
        Found::Elsewhere
    }

    fn grow(&mut self, count: usize) {
        if count <= self.slots.len() {
            return;
        }
        self.slots = vec![EMPTY; count];
        for number in 0..self.names.len() as u32 {
            let Some(name) = self.names.get(number as usize) else { continue };
            let hash = name.quick_hash();
            let first = (hash >> 32) as usize;
            let mut places = (0..MOST_STEPS).map(|step| first.wrapping_add(step) & (count - 1));
            let free = places.find(|at| self.slots.get(*at).is_some_and(|slot| slot.number == EMPTY.number));
            match free.and_then(|at| self.slots.get_mut(at)) {
                Some(slot) => *slot = Slot { tag: hash as u32, number },
                None => {
                    self.others.insert(name.clone(), number);
                }
            }
        }
    }

    #[cold]
    fn number_of_other(&mut self, name: K) -> u32 {
        let next = self.names.len() as u32;
        match self.others.entry(name) {
            Occupied(slot) => *slot.get(),
            Vacant(slot) => {
                self.names.push(slot.key().clone());
                slot.insert(next);
                next
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_has_a_number_of_its_own() {
        let mut numbers = Numbers::default();
        let texts = ["", "a", "b", "a", "", "abcdefgh", "abcdefghi", "b"];
        assert_eq!(texts.map(|text| numbers.number(Keyed(text))), [0, 1, 2, 1, 0, 3, 4, 2]);
        let (mut again, mut found) = (texts.map(Keyed).to_vec(), Vec::new());
        numbers.number_all(&mut again, |numbers, name| found.push(numbers.number(name)));
        assert_eq!((found, again.len()), (vec![0, 1, 2, 1, 0, 3, 4, 2], 0));
        assert_eq!(numbers.get(&Keyed("abcdefghi")), Some(4));
        assert_eq!(numbers.get(&Keyed("c")), None);
        assert_eq!(numbers.name(3).map(|name| name.0), Some("abcdefgh"));
    }

    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    struct Forged(u32);

    impl Name for Forged {
        fn quick_hash(&self) -> u64 {
            u64::from(self.0 % 2)
        }
    }

    #[test]
    fn names_that_share_a_hash_are_told_apart() {
        let mut numbers = Numbers::default();
        let told: Vec<u32> = (0..100).chain(0..100).map(|name| numbers.number(Forged(name))).collect();
        assert_eq!(told, (0..100).chain(0..100).collect::<Vec<u32>>());
        assert_eq!((numbers.get(&Forged(77)), numbers.get(&Forged(100)), numbers.count()), (Some(77), None, 100));
    }
}
