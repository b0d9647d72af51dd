//! What a lockfile's requests resolved to, their texts side by side.

use super::ComponentIndex;

/// Requests as the lockfile writes them (`lodash@^4.0.0`), each with the component that answers it, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Requests {
    text: String,
    /// Where each ends in `text`, and what answers it.
    answers: Vec<(usize, ComponentIndex)>,
}

/// What a request takes in an ordinary file, in bytes; only to make room at once.
const BYTES_PER_REQUEST: usize = 32;

impl Requests {
    /// Room for so many.
    pub fn with_capacity(count: usize) -> Self {
        let text = String::with_capacity(count.saturating_mul(BYTES_PER_REQUEST));
        Self { text, answers: Vec::with_capacity(count) }
    }

    /// Adds a request.
    pub fn push(&mut self, request: &str, component: ComponentIndex) {
        self.text.push_str(request);
        self.answers.push((self.text.len(), component));
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.answers.len()
    }

    /// Are there none?
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty()
    }

    /// Each request with its component.
    pub fn iter(&self) -> impl Iterator<Item = (&str, ComponentIndex)> {
        let mut start = 0;
        self.answers.iter().map(move |&(end, component)| {
            let request = self.text.get(start..end).unwrap_or("");
            start = end;
            (request, component)
        })
    }
}

impl<T: AsRef<str>> Extend<(T, ComponentIndex)> for Requests {
    fn extend<I: IntoIterator<Item = (T, ComponentIndex)>>(&mut self, requests: I) {
        requests.into_iter().for_each(|(request, component)| self.push(request.as_ref(), component));
    }
}

impl<T: AsRef<str>> FromIterator<(T, ComponentIndex)> for Requests {
    fn from_iter<I: IntoIterator<Item = (T, ComponentIndex)>>(requests: I) -> Self {
        let mut found = Self::default();
        found.extend(requests);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_come_back_as_they_were() {
        let told = [("a@^1", 0), ("", 1), ("é@2", 1)];
        let mut requests: Requests = told.into_iter().collect();
        assert_eq!(requests.iter().collect::<Vec<_>>(), told);
        requests.push("b", 7);
        assert_eq!((requests.len(), requests.iter().last()), (4, Some(("b", 7))));
    }
}
