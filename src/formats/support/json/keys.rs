//! Which keys the open objects have had, to notice one that stands twice.

use foldhash::HashMap;

/// The keys of every open object, as hashes. Few are compared one by one; many are looked up.
#[derive(Default)]
pub(super) struct Keys {
    open: Vec<Open>,
    /// The keys of all open objects with few keys, innermost last: hash and offset.
    few: Vec<(u64, usize)>,
}

struct Open {
    /// Where in `few` the keys of this object begin.
    start: usize,
    /// One bit for each hash met, of 64: most new keys are known to be new at once.
    met: u64,
    many: Option<Box<HashMap<u64, usize>>>,
    repeats: bool,
}

const FEW_KEYS: usize = 32;

impl Keys {
    /// How many objects and lists are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// An object or list begins.
    pub(super) fn enter(&mut self) {
        self.open.push(Open { start: self.few.len(), met: 0, many: None, repeats: false });
    }

    /// The innermost one ends. Did it have a key twice?
    pub(super) fn leave(&mut self) -> bool {
        let Some(open) = self.open.pop() else { return false };
        self.few.truncate(open.start);
        open.repeats
    }

    /// Notes a key of the innermost object; where its hash was met before, the offset of that key.
    #[inline]
    pub(super) fn meet(&mut self, hash: u64, offset: usize) -> Option<usize> {
        let open = self.open.last_mut()?;
        if let Some(many) = &mut open.many {
            return many.insert(hash, offset);
        }
        let bit = 1 << (hash >> 58);
        let known = self.few.get(open.start..).unwrap_or(&[]);
        let earlier = if open.met & bit == 0 { None } else { known.iter().find(|(other, _)| *other == hash) };
        let earlier = earlier.map(|(_, offset)| *offset);
        open.met |= bit;
        if known.len() < FEW_KEYS {
            self.few.push((hash, offset));
        } else {
            open.many = Some(Box::new(known.iter().copied().chain([(hash, offset)]).collect()));
        }
        earlier
    }

    /// The innermost object has a key twice.
    pub(super) fn note_repeat(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.repeats = true;
        }
    }
}

/// A quick hash, for keys whose equality is checked where it says so.
pub(super) fn hash(key: &[u8]) -> u64 {
    let (words, rest) = key.as_chunks::<8>();
    let hash = words.iter().fold(0, |hash, word| mix(hash, u64::from_le_bytes(*word)));
    let last = rest.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte));
    finish(hash, last, rest.len() as u32 * 8)
}

/// Takes eight bytes of a key into its hash.
#[inline]
pub(super) fn mix(hash: u64, word: u64) -> u64 {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    (hash.rotate_left(23) ^ word).wrapping_mul(FACTOR)
}

/// Takes the last bytes of a key into its hash: from none to seven, filled up with zeros, and how many bits they are.
#[inline]
pub(super) fn finish(hash: u64, last: u64, bits: u32) -> u64 {
    let hash = mix(hash, last | u64::from(bits) << 56);
    hash ^ hash >> 29
}
