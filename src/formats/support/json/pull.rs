//! JSON taken value by value, without a tree: what a format does not ask for is only checked and passed over.
//!
//! As strict, as lenient and in the same words as the tree (`super::parse` is built on this). Strings are borrowed
//! from the text unless they hold escapes. Linear in time; memory grows with depth and with the keys of open objects.
//!
//! ```
//! use lockscope::formats::support::json::pull;
//!
//! let text = r#"{ "name": "app", "parts": [ { "id": "a", "size": 1 }, { "id": "b" } ], "more": {} }"#;
//! let (ids, json) = pull::read(text, |json| {
//!     let mut ids = Vec::new();
//!     if json.begin_object()? {
//!         while let Some(key) = json.next_key()? {
//!             if key == "parts" && json.begin_list()? {
//!                 while json.next_element()? {
//!                     let place = json.offset();
//!                     if json.begin_object()? {
//!                         while let Some(key) = json.next_key()? {
//!                             match &*key {
//!                                 "id" => ids.extend(json.text()?.map(|id| (id, place))),
//!                                 _ => {} // a value that is not taken is passed over
//!                             }
//!                         }
//!                     }
//!                 }
//!             }
//!         }
//!     }
//!     Ok(ids)
//! })?;
//! assert_eq!(ids, [("a".into(), 28), ("b".into(), 54)]);
//! assert!(json.notices().is_empty());
//! assert_eq!(json.place(54).map(|place| place.to_string()).as_deref(), Some("line 1, column 55"));
//! # Ok::<(), lockscope::model::ReadError>(())
//! ```
//!
//! Rules for who takes:
//! * after `next_key` or `next_element` one value stands ready; one call takes it (`text`, `number`, `is_true`, `tree`,
//!   `begin_object`, `begin_list`, `skip`, …). A value of another kind is passed over and shows as `None` or `false`;
//! * an object or list that was begun is read to its end: until `next_key` gives `None`, `next_element` `false`;
//! * a key that stands twice comes twice, and is noted here; let the later one replace the earlier one.

use std::borrow::Cow;

use super::DEEPEST_NESTING;
use super::failure::Failure;
use super::keys::{Keys, NONE};
use super::repairs::Repairs;
use super::scan::space_end;
use super::shapes::{Shapes, Stretch};
use crate::formats::support::places::Places;
use crate::model::{Notice, Place, ReadError};

/// Reads a text that is one JSON value: `take` takes from it what it wants. Gives the reader back for places and
/// notices.
///
/// # Errors
/// `truncated` where the text ends early, `invalid-json` where it is not JSON, `too-deep` past
/// [`DEEPEST_NESTING`].
pub fn read<'a, T>(
    text: &'a str,
    take: impl FnOnce(&mut PullReader<'a>) -> Result<T, Broken>,
) -> Result<(T, PullReader<'a>), ReadError> {
    let mut reader = PullReader::new(text);
    match reader.document(take) {
        Ok(taken) => Ok((taken, reader)),
        Err(Broken) => Err(reader.explain()),
    }
}

/// Reads a text of several JSON values, one after the other (NDJSON): `take` takes from each what it wants. The
/// error is that of the first broken value after others; what follows it is not read.
///
/// # Errors
/// As [`read`], where not even the first value can be read.
pub fn read_many<'a, T>(
    text: &'a str,
    mut take: impl FnMut(&mut PullReader<'a>) -> Result<T, Broken>,
) -> Result<(Vec<T>, Option<ReadError>, PullReader<'a>), ReadError> {
    let mut reader = PullReader::new(text);
    let mut taken = Vec::new();
    reader.skip_space();
    while taken.is_empty() || reader.byte().is_some() {
        reader.ready = true;
        let next = take(&mut reader).and_then(|value| reader.skip().map(|()| value));
        match next {
            Ok(value) => taken.push(value),
            Err(Broken) if taken.is_empty() => return Err(reader.explain()),
            Err(Broken) => return Ok((taken, Some(reader.explain()), reader)),
        }
        reader.skip_space();
    }
    Ok((taken, None, reader))
}

/// The text is no JSON from here on. The reader knows why; pass this on with `?`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken;

/// A value that was passed over and may be read later.
#[derive(Clone, Copy, Debug)]
pub struct Held {
    offset: usize,
}

/// A place in a JSON text that moves on as values are taken.
pub struct PullReader<'a> {
    text: &'a str,
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
    /// A value stands at `at` and has not been taken.
    pub(super) ready: bool,
    /// An object or list has just been begun: no comma comes before its first value.
    fresh: bool,
    pub(super) keys: Keys,
    shapes: Shapes,
    /// The object that was left last had a key twice.
    pub(super) repeats: bool,
    pub(super) failure: Option<Failure>,
    repeated: Repairs<String>,
    lone_surrogates: Repairs<()>,
    places: Places<'a>,
}

impl<'a> PullReader<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            at: 0,
            ready: true,
            fresh: false,
            keys: Keys::default(),
            shapes: Shapes::default(),
            repeats: false,
            failure: None,
            repeated: Repairs::NONE,
            lone_surrogates: Repairs::NONE,
            places: Places::new(text),
        }
    }

    fn document<T>(&mut self, take: impl FnOnce(&mut Self) -> Result<T, Broken>) -> Result<T, Broken> {
        self.skip_space();
        if self.byte().is_none() {
            return Err(self.ends("the document"));
        }
        let taken = take(self)?;
        self.skip()?;
        self.skip_space();
        match self.byte() {
            None => Ok(taken),
            Some(_) => Err(self.wrong("More text follows where the JSON value has ended")),
        }
    }

    fn explain(&mut self) -> ReadError {
        let unsaid = Failure::Wrong(self.at, "A value was expected here".to_owned());
        self.failure.take().unwrap_or(unsaid).explain(self.text, &self.places)
    }

    /// The byte at which the value that stands ready begins; pass it to [`Self::place`] for a notice.
    pub fn offset(&self) -> u32 {
        u32::try_from(self.at).unwrap_or(u32::MAX)
    }

    /// How many bytes are still to be read.
    pub fn rest(&self) -> usize {
        self.bytes.len().saturating_sub(self.at)
    }

    /// The line and column of an offset. Cheapest in rising order.
    pub fn place(&self, offset: u32) -> Option<Place> {
        Some(self.places.at(offset as usize))
    }

    /// What had to be repaired so far.
    pub fn notices(&self) -> Vec<Notice> {
        let mut notices = Vec::new();
        self.repeated.tell(&mut notices, &self.places, "repeated-key", |key| {
            format!("The key \"{key}\" stands twice in one object; the last one counts")
        });
        self.lone_surrogates.tell(&mut notices, &self.places, "lone-surrogate", |()| {
            "Half of a surrogate pair was read as the replacement character".to_owned()
        });
        notices
    }

    /// What the value is, in words: `an object`, `a text`.
    pub fn kind(&self) -> &'static str {
        match self.byte() {
            Some(b'{') => "an object",
            Some(b'[') => "a list",
            Some(b'"') => "a text",
            Some(b't' | b'f') => "true or false",
            Some(b'n') => "null",
            _ => "a number",
        }
    }

    /// Is the value an object?
    pub fn is_object(&self) -> bool {
        self.byte() == Some(b'{')
    }

    /// Is the value a list?
    pub fn is_list(&self) -> bool {
        self.byte() == Some(b'[')
    }

    /// Is the value a text?
    pub fn is_text(&self) -> bool {
        self.byte() == Some(b'"')
    }

    /// Is the value `null`?
    pub fn is_null(&self) -> bool {
        self.byte() == Some(b'n')
    }

    /// Steps into an object; `false` for anything else, which is passed over.
    pub fn begin_object(&mut self) -> Result<bool, Broken> {
        self.begin(b'{')
    }

    /// Steps into a list; `false` for anything else, which is passed over.
    pub fn begin_list(&mut self) -> Result<bool, Broken> {
        self.begin(b'[')
    }

    fn begin(&mut self, opening: u8) -> Result<bool, Broken> {
        if !self.ready || self.byte() != Some(opening) {
            self.skip()?;
            return Ok(false);
        }
        if self.keys.depth() >= DEEPEST_NESTING {
            return Err(self.fail(Failure::TooDeep(self.at)));
        }
        let shape = self.shapes.inside(self.keys.innermost().as_deref());
        self.keys.enter(opening == b'[', shape);
        self.at += 1;
        (self.ready, self.fresh) = (false, true);
        Ok(true)
    }

    /// The next key of the object that was begun last, its value standing ready; `None` at its end.
    pub fn next_key(&mut self) -> Result<Option<Cow<'a, str>>, Broken> {
        self.skip()?;
        if let Some(key) = self.foreseen_key() {
            return Ok(Some(Cow::Borrowed(key)));
        }
        let start = self.at;
        self.skip_space();
        let fresh = std::mem::take(&mut self.fresh);
        match self.byte() {
            Some(b'}') => {
                self.at += 1;
                self.repeats = self.keys.leave();
                return Ok(None);
            }
            Some(b',') if !fresh => {
                self.at += 1;
                self.skip_space();
            }
            None => return Err(self.ends("an object")),
            Some(_) if !fresh => return Err(self.wrong("A comma or a closing brace was expected here")),
            Some(_) => {}
        }
        self.expect_key()?;
        let offset = self.at;
        let (key, hash) = self.key()?;
        self.note_foreseen();
        if let Some(earlier) = self.keys.meet(hash, offset) {
            self.note_repeated(&key, offset, earlier);
        }
        self.after_key()?;
        self.ready = true;
        if let Some(open) = self.keys.innermost() {
            let (length, key_start) = (self.at - start, offset + 1 - start);
            let key_length = key.len();
            let stretch = Stretch { start, length, key_start, key_length, hash, is_first: fresh, inside: NONE };
            match key {
                Cow::Borrowed(_) => self.shapes.learn(open, self.bytes, stretch),
                // It may be a key of the shape in another spelling.
                Cow::Owned(_) => open.shape = NONE,
            }
        }
        Ok(Some(key))
    }

    /// The next key, where the object goes on like others of its shape.
    #[inline]
    fn foreseen_key(&mut self) -> Option<&'a str> {
        let (key, length, end) = self.shapes.foresee(self.keys.innermost()?, self.bytes, self.at, self.fresh)?;
        self.at = end;
        (self.ready, self.fresh) = (true, false);
        Some(self.slice(key, key + length))
    }

    /// Notes as keys what was foreseen of the innermost object, before others are compared with them.
    #[inline]
    fn note_foreseen(&mut self) {
        if let Some(open) = self.keys.innermost()
            && open.walked != 0
        {
            let walked: Vec<(u64, usize)> = self.shapes.walked(open).collect();
            open.walked = 0;
            for (hash, offset) in walked {
                self.keys.meet(hash, offset);
            }
        }
    }

    /// Did the object that ended last have a key twice?
    pub fn had_repeated_key(&self) -> bool {
        self.repeats
    }

    /// Is there a further element in the list that was begun last? It stands ready.
    pub fn next_element(&mut self) -> Result<bool, Broken> {
        self.skip()?;
        self.skip_space();
        let fresh = std::mem::take(&mut self.fresh);
        match self.byte() {
            Some(b']') => {
                self.at += 1;
                self.keys.leave();
                return Ok(false);
            }
            Some(b',') if !fresh => {
                self.at += 1;
                self.skip_space();
                self.expect_element()?;
            }
            None => return Err(self.ends("a list")),
            Some(_) if !fresh => return Err(self.wrong("A comma or a closing bracket was expected here")),
            Some(_) => {}
        }
        self.ready = true;
        Ok(true)
    }

    /// Passes the value over and keeps where it stands, for what can only be read once more is known.
    pub fn hold(&mut self) -> Result<Held, Broken> {
        let held = Held { offset: self.at };
        self.skip()?;
        Ok(held)
    }

    /// Goes back to a value that was held, lets `take` take it, and returns.
    pub fn reread<T>(&mut self, held: Held, take: impl FnOnce(&mut Self) -> Result<T, Broken>) -> Result<T, Broken> {
        let here = (self.at, self.ready, self.fresh);
        (self.at, self.ready, self.fresh) = (held.offset, true, false);
        let taken = take(self)?;
        self.skip()?;
        (self.at, self.ready, self.fresh) = here;
        Ok(taken)
    }

    /// A key whose hash was met before.
    #[cold]
    fn note_repeated(&mut self, key: &str, offset: usize, earlier: usize) {
        // The same hash is not yet the same key.
        let mut look = PullReader::new(self.text);
        look.at = earlier;
        if look.string().is_ok_and(|other| other == key) {
            self.keys.note_repeat();
            self.repeated.add(offset, || key.to_owned());
        }
    }

    pub(super) fn note_lone_surrogate(&mut self, offset: usize) {
        self.lone_surrogates.add(offset, || ());
    }

    #[inline]
    pub(super) fn skip_space(&mut self) {
        if self.byte().is_some_and(|byte| byte <= b' ') {
            self.at = space_end(self.bytes, self.at);
        }
    }

    #[inline]
    pub(super) fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    #[inline]
    pub(super) fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or("")
    }
}

#[cfg(test)]
#[path = "pull_tests.rs"]
mod tests;
