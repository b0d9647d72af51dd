//! What tools write alike over and over: in a list of ten thousand packages the bytes between two values, with the key
//! and all blanks, are mostly those of the package before.
//!
//! A shape keeps such stretches in their order. Where the text goes on like the next one, the key is known without
//! being looked for, hashed or compared with the object's other keys: the stretches of a shape have different keys and
//! are only followed forwards, so none of them comes twice. It changes how quickly an object is read, never what is read.

use super::keys::{NONE, Open};
use crate::formats::support::keyed::is_same_bytes;

/// All shapes of one document.
#[derive(Default)]
pub(super) struct Shapes {
    list: Vec<Shape>,
}

/// One kind of object.
struct Shape {
    stretches: Vec<Stretch>,
    /// The shape of what stands under keys that are not kept.
    others: u32,
    /// Falls with each key that was not foreseen; below zero nothing is foreseen any more: the keys are those of a map.
    hope: i32,
}

/// From behind one value, or the opening brace, to the next value.
#[derive(Clone, Copy)]
pub(super) struct Stretch {
    /// Where it was met.
    pub start: usize,
    pub length: usize,
    /// Where in it the key begins, behind its quote.
    pub key_start: usize,
    pub key_length: usize,
    pub hash: u64,
    /// Does it follow the opening brace?
    pub is_first: bool,
    /// The shape of the objects that stand there.
    pub inside: u32,
}

const MOST_SHAPES: usize = 256;
/// As many as fit into the bits of [`Open::walked`].
const MOST_STRETCHES: usize = 64;
const FIRST_HOPE: i32 = 100;
const MOST_HOPE: i32 = 1000;
/// How many stretches may be left out at once: optional keys.
const STRIDE: usize = 3;

impl Shapes {
    /// The shape of objects under the key that `open` is at, or in the list that it is.
    pub fn inside(&mut self, open: Option<&Open>) -> u32 {
        let Some(open) = open else {
            if self.list.is_empty() {
                self.add();
            }
            return 0;
        };
        if open.is_list {
            return open.shape;
        }
        let Some(shape) = self.list.get(open.shape as usize) else { return NONE };
        let known = match shape.stretches.get(open.latest as usize) {
            Some(stretch) if shape.hope >= 0 => stretch.inside,
            _ => shape.others,
        };
        if known != NONE {
            return known;
        }
        let added = self.add();
        if let Some(shape) = self.list.get_mut(open.shape as usize) {
            match shape.stretches.get_mut(open.latest as usize) {
                Some(stretch) if shape.hope >= 0 => stretch.inside = added,
                _ => shape.others = added,
            }
        }
        added
    }

    fn add(&mut self) -> u32 {
        if self.list.len() >= MOST_SHAPES {
            return NONE;
        }
        self.list.push(Shape { stretches: Vec::new(), others: NONE, hope: FIRST_HOPE });
        self.list.len() as u32 - 1
    }

    /// Does the text go on at `at` with one of the next stretches? Then where its key begins, how long that is, and
    /// where the stretch ends.
    #[inline]
    pub fn foresee(
        &mut self,
        open: &mut Open,
        bytes: &[u8],
        at: usize,
        is_first: bool,
    ) -> Option<(usize, usize, usize)> {
        let shape = self.list.get_mut(open.shape as usize).filter(|shape| shape.hope >= 0)?;
        let step = open.step as usize;
        let next = shape.stretches.get(step..shape.stretches.len().min(step + STRIDE))?;
        for (stretch, step) in next.iter().zip(open.step..) {
            let end = at + stretch.length;
            let there = bytes.get(at..end).zip(bytes.get(stretch.start..stretch.start + stretch.length));
            // Behind the stretch the value begins: no further blank, not the end.
            let fits = stretch.is_first == is_first
                && there.is_some_and(|(one, other)| is_same_bytes(one, other))
                && bytes.get(end).is_some_and(|byte| *byte > b' ');
            if fits {
                open.walked |= 1 << step;
                open.latest = step;
                open.step = step + 1;
                shape.hope = (shape.hope + 1).min(MOST_HOPE);
                return Some((at + stretch.key_start, stretch.key_length, end));
            }
        }
        None
    }

    /// The keys that `open` had foreseen so far: hash and offset of one like it.
    pub fn walked(&self, open: &Open) -> impl Iterator<Item = (u64, usize)> {
        let walked = open.walked;
        let stretches = self.list.get(open.shape as usize).map_or(&[][..], |shape| &shape.stretches);
        let foreseen = stretches.iter().enumerate().filter(move |(step, _)| walked >> step & 1 == 1);
        foreseen.map(|(_, stretch)| (stretch.hash, stretch.start + stretch.key_start - 1))
    }

    /// A key that was not foreseen: its stretch is kept where the object is at.
    pub fn learn(&mut self, open: &mut Open, bytes: &[u8], stretch: Stretch) {
        open.latest = NONE;
        let Some(shape) = self.list.get_mut(open.shape as usize).filter(|shape| shape.hope >= 0) else { return };
        shape.hope -= 1;
        let key = |stretch: &Stretch| {
            let start = stretch.start + stretch.key_start;
            bytes.get(start..start + stretch.key_length)
        };
        match shape.stretches.iter().zip(0u32..).find(|(known, _)| known.hash == stretch.hash) {
            Some((known, step)) if key(known) == key(&stretch) => {
                open.latest = step;
                open.step = open.step.max(step + 1);
            }
            None if shape.stretches.len() < MOST_STRETCHES => {
                // All that was walked stands before this one.
                shape.stretches.insert(open.step as usize, stretch);
                open.latest = open.step;
                open.step += 1;
            }
            _ => {}
        }
    }
}
