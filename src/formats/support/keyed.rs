//! Names as keys of a map, compared eight bytes at a time: WebAssembly's own comparison takes one byte at a time.

use std::hash::{Hash, Hasher};
use std::ops::Deref;

/// A text that keys a map.
#[derive(Clone, Copy, Debug)]
pub struct Keyed<T>(pub T);

impl<T: Deref<Target = str>> Eq for Keyed<T> {}

impl<T: Deref<Target = str>> PartialEq for Keyed<T> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        is_same(&self.0, &other.0)
    }
}

impl<T: Deref<Target = str>> Hash for Keyed<T> {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

/// Are the two texts equal?
#[inline]
pub fn is_same(one: &str, other: &str) -> bool {
    is_same_bytes(one.as_bytes(), other.as_bytes())
}

/// Are the two stretches of bytes equal?
#[inline]
pub fn is_same_bytes(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let (Some(end), Some(other_end)) = (one.last_chunk::<8>(), other.last_chunk::<8>()) else {
        return few(one) == few(other);
    };
    // The last word overlaps the one before it.
    let mut words = one.as_chunks::<8>().0.iter().zip(other.as_chunks::<8>().0);
    u64::from_le_bytes(*end) == u64::from_le_bytes(*other_end)
        && words.all(|(word, other)| u64::from_le_bytes(*word) == u64::from_le_bytes(*other))
}

/// Fewer than eight bytes as a number; texts of one length have the same where they are equal.
#[inline]
fn few(text: &[u8]) -> u64 {
    match (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        // The last four overlap the first.
        (Some(first), Some(last)) => u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32,
        _ => text.iter().fold(0, |word, &byte| word << 8 | u64::from(byte)),
    }
}

/// Takes a text into a hash for [`Numbers`](super::numbers::Numbers).
#[inline]
pub fn mix_name(hash: u64, text: &[u8]) -> u64 {
    let hash = hash ^ text.len() as u64;
    match (text.as_chunks::<8>().0, text.last_chunk::<8>()) {
        // The last word overlaps the one before it.
        (words, Some(end)) => {
            let hash = words.iter().fold(hash, |hash, word| mix(hash, u64::from_le_bytes(*word)));
            mix(hash, u64::from_le_bytes(*end))
        }
        _ => mix(hash, few(text)),
    }
}

/// The hash of what was [taken into it](mix_name): made as quickly and forged as easily, good in all its bits.
#[inline]
pub fn name_hash(mixed: u64) -> u64 {
    let hash = (mixed ^ mixed >> 32).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    hash ^ hash >> 32
}

/// A hash that is made quickly and can be forged: for tables that stay quick where it is.
#[inline]
pub fn quick_hash(text: &[u8]) -> u64 {
    let (words, rest) = text.as_chunks::<8>();
    let hash = words.iter().fold(0, |hash, word| mix(hash, u64::from_le_bytes(*word)));
    let last = rest.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte));
    finish(hash, last, rest.len() as u32 * 8)
}

/// Takes eight bytes of a text into its [`quick_hash`].
#[inline]
pub fn mix(hash: u64, word: u64) -> u64 {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    (hash.rotate_left(23) ^ word).wrapping_mul(FACTOR)
}

/// Takes the last bytes of a text into its [`quick_hash`]: from none to seven, filled up with zeros, and how many bits
/// they are.
#[inline]
pub fn finish(hash: u64, last: u64, bits: u32) -> u64 {
    let hash = mix(hash, last | u64::from(bits) << 56);
    hash ^ hash >> 29
}

/// Does the one text come before the other?
#[inline]
pub fn is_less(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let ((words, _), (other_words, _)) = (one.as_chunks::<8>(), other.as_chunks::<8>());
    for (word, other) in words.iter().zip(other_words) {
        let (word, other) = (u64::from_be_bytes(*word), u64::from_be_bytes(*other));
        if word != other {
            return word < other;
        }
    }
    let same = words.len().min(other_words.len()) * 8;
    let [rest, other] = [one, other].map(|bytes| bytes.get(same..).unwrap_or(&[]));
    rest.iter().lt(other)
}

/// Names side by side in memory: a map of them is compared with far fewer waits than one of names all over a file.
#[derive(Default)]
pub struct Packed {
    text: String,
    ends: Vec<usize>,
}

impl Packed {
    /// Room for so many names.
    pub fn with_capacity(count: usize) -> Self {
        Self { text: String::with_capacity(count.saturating_mul(32)), ends: Vec::with_capacity(count) }
    }

    /// Adds a name that is written in parts.
    pub fn push<const COUNT: usize>(&mut self, parts: [&str; COUNT]) {
        parts.into_iter().for_each(|part| self.text.push_str(part));
        self.ends.push(self.text.len());
    }

    /// The names in the order in which they were added.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(&0).chain(&self.ends);
        starts.zip(&self.ends).map(|(start, end)| self.text.get(*start..*end).unwrap_or(""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_that_of_texts() {
        let texts = ["", "a", "abcdefgh", "abcdefgha", "abcdefghb", "abcdefghabcdefgh", "abcdefgi", "b", "é", "ü"];
        for one in texts {
            for other in texts {
                assert_eq!(is_less(one, other), one < other, "{one} {other}");
            }
        }
    }

    #[test]
    fn packed_names_come_back() {
        let mut packed = Packed::with_capacity(1);
        packed.push(["a", "@", "1"]);
        packed.push([""]);
        packed.push(["é"]);
        assert_eq!(packed.names().collect::<Vec<_>>(), ["a@1", "", "é"]);
    }

    #[test]
    fn a_difference_anywhere_is_seen() {
        let text = "abcdefghijklmnopqrs";
        for length in 0..=text.len() {
            let whole = &text[..length];
            let copy = String::from(whole);
            assert!(is_same(whole, &copy));
            assert_eq!(is_same(whole, ""), length == 0);
            for at in 0..length {
                let mut other = whole.to_owned();
                other.replace_range(at..=at, "-");
                assert!(!is_same(whole, &other), "{whole} {other}");
            }
        }
    }
}
