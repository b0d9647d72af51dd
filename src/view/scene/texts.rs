//! Many short texts as one, so that a picture of 100,000 marks costs two allocations and crosses between threads as a
//! copy of bytes.

use serde::{Deserialize, Serialize};

use super::packed;

/// Texts in a fixed order. What was read from outside may be broken: an end beyond the text gives an empty one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texts {
    text: String,
    /// Where each ends, in bytes.
    #[serde(with = "packed")]
    end: Vec<u32>,
}

impl Texts {
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.end.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    /// Empty where there is none.
    pub fn get(&self, at: usize) -> &str {
        let start = match at.checked_sub(1) {
            None => 0,
            Some(before) => self.end.get(before).map_or(u32::MAX, |end| *end) as usize,
        };
        let end = self.end.get(at).map_or(0, |end| *end as usize);
        self.text.get(start..end).unwrap_or_default()
    }

    pub fn len(&self) -> usize {
        self.end.len()
    }

    pub fn is_empty(&self) -> bool {
        self.end.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|at| self.get(at))
    }
}

impl<T: AsRef<str>> FromIterator<T> for Texts {
    fn from_iter<I: IntoIterator<Item = T>>(texts: I) -> Self {
        let mut all = Self::default();
        texts.into_iter().for_each(|text| all.push(text.as_ref()));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_keep_their_places() {
        let texts: Texts = ["app", "", "größer"].into_iter().collect();
        assert_eq!(texts.iter().collect::<Vec<_>>(), ["app", "", "größer"]);
        assert_eq!((texts.get(3), texts.len()), ("", 3));
    }

    #[test]
    fn broken_ends_give_empty_texts() {
        let texts = Texts { text: "ö".to_owned(), end: vec![1, 9, 0] };
        assert!(texts.iter().all(str::is_empty));
    }
}
