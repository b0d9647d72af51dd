//! Names as numbers: a document says the same few names over and over, and what is made of it asks for each of them
//! once.
//!
//! The hash that finds a name is quick and can be forged. A name that does not find a place within a few steps goes
//! into a second map whose hash cannot, so that a hostile file costs no more than another.

use std::borrow::Borrow;
use std::collections::hash_map::Entry::{Occupied, Vacant};
use std::hash::Hash;

use foldhash::HashMap;

use super::keyed::{Keyed, mix_name, name_hash};

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
    /// Takes it into a hash. Equal names do the same to it.
    fn mix_into(&self, hash: u64) -> u64;

    /// Looks at its text, so that it is near when it is compared.
    fn touch(&self) -> usize {
        0
    }
}

/// How many names are looked up at once, where many come one after the other.
pub const AT_ONCE: usize = 64;

impl<T: std::ops::Deref<Target = str> + Clone> Name for Keyed<T> {
    #[inline]
    fn mix_into(&self, hash: u64) -> u64 {
        mix_name(hash, self.0.as_bytes())
    }

    #[inline]
    fn touch(&self) -> usize {
        let text = self.0.as_bytes();
        text.first().zip(text.last()).map_or(0, |(first, last)| usize::from(*first ^ *last))
    }
}

impl<A: Name, B: Name> Name for (A, B) {
    #[inline]
    fn mix_into(&self, hash: u64) -> u64 {
        self.1.mix_into(self.0.mix_into(hash))
    }

    #[inline]
    fn touch(&self) -> usize {
        self.0.touch()
    }
}

#[inline]
fn hash_of(name: &impl Name) -> u64 {
    name_hash(name.mix_into(0))
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
        let hash = hash_of(&name);
        self.number_hashed(name, hash)
    }

    /// The numbers of several names, in their order; `names` is empty then.
    pub fn number_all(&mut self, names: &mut Vec<K>, mut found: impl FnMut(&Self, u32)) {
        let mut hashes = [0; AT_ONCE];
        while !names.is_empty() {
            let some = names.len().min(AT_ONCE);
            self.look_ahead(names.iter(), &mut hashes);
            for (name, hash) in names.drain(..some).zip(hashes) {
                let number = self.number_hashed(name, hash);
                found(self, number);
            }
        }
    }

    /// The numbers of several names, in their order, of those that have come up.
    pub fn get_all(&self, mut names: impl Iterator<Item = K> + Clone, mut found: impl FnMut(Option<u32>)) {
        let mut hashes = [0; AT_ONCE];
        loop {
            let some = self.look_ahead(names.clone(), &mut hashes);
            if some == 0 {
                return;
            }
            names.by_ref().take(some).zip(hashes).for_each(|(name, hash)| found(self.get_hashed(&name, hash)));
        }
    }

    /// Looks where the first of several names belong: their hashes, and how many there are.
    ///
    /// What a look-up costs is mostly waiting for memory. Where all are looked at first, the waits overlap.
    fn look_ahead<N: Borrow<K>>(&self, names: impl Iterator<Item = N>, hashes: &mut [u64; AT_ONCE]) -> usize {
        let last = self.slots.len().wrapping_sub(1);
        let (mut seen, mut count) = (0, 0);
        for (name, hash) in names.zip(hashes) {
            *hash = hash_of(name.borrow());
            let known =
                self.slots.get((*hash >> 32) as usize & last).and_then(|slot| self.names.get(slot.number as usize));
            seen ^= known.map_or(0, Name::touch);
            count += 1;
        }
        std::hint::black_box(seen);
        count
    }

    /// The number of a name, if it has come up.
    #[inline]
    pub fn get(&self, name: &K) -> Option<u32> {
        self.get_hashed(name, hash_of(name))
    }

    #[inline]
    fn get_hashed(&self, name: &K, hash: u64) -> Option<u32> {
        match self.look(name, hash) {
            Found::Number(number) => Some(number),
            Found::Free(_) => None,
            Found::Elsewhere => self.others.get(name).copied(),
        }
    }

    #[inline]
    fn number_hashed(&mut self, name: K, hash: u64) -> u32 {
        if self.names.len() * 2 >= self.slots.len() {
            self.grow((self.slots.len() * 2).max(FEWEST_SLOTS));
        }
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
            let hash = hash_of(name);
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
        numbers.number_all(&mut again, |_, number| found.push(number));
        assert_eq!((found, again.len()), (vec![0, 1, 2, 1, 0, 3, 4, 2], 0));
        assert_eq!(numbers.get(&Keyed("abcdefghi")), Some(4));
        assert_eq!(numbers.get(&Keyed("c")), None);
        let mut found = Vec::new();
        numbers.get_all(["b", "c", ""].into_iter().cycle().take(200).map(Keyed), |number| found.push(number));
        assert_eq!(found, [Some(2), None, Some(0)].repeat(67)[..200]);
        assert_eq!(numbers.name(3).map(|name| name.0), Some("abcdefgh"));
    }

    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    struct Forged(u32);

    impl Name for Forged {
        fn mix_into(&self, hash: u64) -> u64 {
            hash ^ u64::from(self.0 % 2)
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
