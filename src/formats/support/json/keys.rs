//! Which keys the open objects have had, to notice one that stands twice.

use foldhash::HashMap;

/// The keys of every open object, as hashes. Few are compared one by one; many are looked up.
#[derive(Default)]
pub(super) struct Keys {
    open: Vec<Open>,
    /// The keys of all open objects with few keys, innermost last: hash and offset.
    few: Vec<(u64, usize)>,
}

/// An object or list that was begun and has not ended.
pub(super) struct Open {
    /// Where in `few` the keys of this object begin.
    start: usize,
    pub is_list: bool,
    /// Of an object: its shape. Of a list: the shape of the objects in it. [`NONE`] where there is none.
    pub shape: u32,
    /// The next stretch of the shape.
    pub step: u32,
    /// The stretch that led to the value that was begun last; [`NONE`] where it is not kept.
    pub latest: u32,
    /// The stretches that were foreseen and have not been noted as keys: one bit for each.
    pub walked: u64,
    /// One bit for each hash met, of 64: most new keys are known to be new at once.
    met: u64,
    many: Option<Box<HashMap<u64, usize>>>,
    repeats: bool,
}

/// Stands for a shape or a stretch that is not there.
pub(super) const NONE: u32 = u32::MAX;

const FEW_KEYS: usize = 32;

impl Keys {
    /// How many objects and lists are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// An object or list begins.
    pub(super) fn enter(&mut self, is_list: bool, shape: u32) {
        let start = self.few.len();
        let open = Open { start, is_list, shape, step: 0, latest: NONE, walked: 0, met: 0, many: None, repeats: false };
        self.open.push(open);
    }

    /// The innermost object or list.
    #[inline]
    pub(super) fn innermost(&mut self) -> Option<&mut Open> {
        self.open.last_mut()
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
