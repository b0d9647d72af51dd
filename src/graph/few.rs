//! A list that mostly has one entry, which then needs no memory of its own.

use std::ops::Deref;

/// A list; one entry alone is kept in place.
#[derive(Clone, Debug)]
pub enum Few<T> {
    One([T; 1]),
    Many(Vec<T>),
}

impl<T: Copy> Few<T> {
    /// The same entry so many times.
    pub(super) fn repeated(entry: T, count: usize) -> Self {
        if count == 1 { Self::One([entry]) } else { Self::Many(vec![entry; count]) }
    }

    pub(super) fn push(&mut self, entry: T) {
        self.extend(std::iter::once(entry));
    }

    pub(super) fn extend(&mut self, entries: impl Iterator<Item = T>) {
        match self {
            Self::Many(all) => all.extend(entries),
            Self::One([first]) => *self = Self::Many(std::iter::once(*first).chain(entries).collect()),
        }
    }
}

impl<T> Few<T> {
    /// All entries.
    pub fn as_slice(&self) -> &[T] {
        self
    }
}

impl<T> From<Vec<T>> for Few<T> {
    fn from(entries: Vec<T>) -> Self {
        Self::Many(entries)
    }
}

impl<T: PartialEq, const COUNT: usize> PartialEq<[T; COUNT]> for Few<T> {
    fn eq(&self, other: &[T; COUNT]) -> bool {
        self[..] == other[..]
    }
}

impl<T> Deref for Few<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match self {
            Self::One(one) => one,
            Self::Many(all) => all,
        }
    }
}

impl<'f, T> IntoIterator for &'f Few<T> {
    type Item = &'f T;
    type IntoIter = std::slice::Iter<'f, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grows_from_one() {
        let mut few = Few::repeated(7, 1);
        few.push(8);
        few.extend([9, 9].into_iter());
        assert_eq!(few, [7, 8, 9, 9]);
        assert!(Few::repeated(7, 0).is_empty());
    }
}
