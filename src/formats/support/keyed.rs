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
    if one.len() != other.len() {
        return false;
    }
    let ((words, rest), (other_words, other_rest)) =
        (one.as_bytes().as_chunks::<8>(), other.as_bytes().as_chunks::<8>());
    let mut words = words.iter().zip(other_words);
    words.all(|(word, other)| u64::from_le_bytes(*word) == u64::from_le_bytes(*other))
        && rest.iter().zip(other_rest).all(|(byte, other)| byte == other)
}

#[cfg(test)]
mod tests {
    use super::*;

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
