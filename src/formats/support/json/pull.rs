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

use super::failure::Failure;
use super::keys::Keys;
use super::scan::space_end;
use super::{DEEPEST_NESTING, Json, Value};
use crate::formats::support::places::{Places, grouped};
use crate::model::{Notice, Place, ReadError};

/// Of repairs that a hostile file could ask for by the million, this many are told one by one.
const TOLD_ONE_BY_ONE: usize = 20;

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
    ready: bool,
    /// An object or list has just been begun: no comma comes before its first value.
    fresh: bool,
    keys: Keys,
    /// The object that was left last had a key twice.
    repeats: bool,
    failure: Option<Failure>,
    repeated: Repairs<String>,
    lone_surrogates: Repairs<()>,
    places: Places<'a>,
}

/// What was repaired: the first few places, and how many there are.
struct Repairs<T> {
    first: Vec<(usize, T)>,
    count: usize,
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
        self.keys.enter();
        self.at += 1;
        (self.ready, self.fresh) = (false, true);
        Ok(true)
    }

    /// The next key of the object that was begun last, its value standing ready; `None` at its end.
    pub fn next_key(&mut self) -> Result<Option<Cow<'a, str>>, Broken> {
        self.skip()?;
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
        if let Some(earlier) = self.keys.meet(hash, offset) {
            self.note_repeated(&key, offset, earlier);
        }
        self.after_key()?;
        self.ready = true;
        Ok(Some(key))
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

    /// Takes a text; `None` for anything else.
    pub fn text(&mut self) -> Result<Option<Cow<'a, str>>, Broken> {
        if !self.ready || !self.is_text() {
            self.skip()?;
            return Ok(None);
        }
        self.ready = false;
        self.string().map(Some)
    }

    /// Takes a text without the blanks around it; `None` where nothing else is in it, and for anything else.
    pub fn filled_text(&mut self) -> Result<Option<Cow<'a, str>>, Broken> {
        let text = self.text()?.map(|text| match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        });
        Ok(text.filter(|text| !text.is_empty()))
    }

    /// Takes a text, or a number as written: versions occur as both.
    pub fn text_or_number(&mut self) -> Result<Option<Cow<'a, str>>, Broken> {
        match self.byte() {
            Some(b'-' | b'0'..=b'9') => Ok(self.number()?.map(Cow::Borrowed)),
            _ => self.text(),
        }
    }

    /// Takes a number, as written; `None` for anything else.
    pub fn number(&mut self) -> Result<Option<&'a str>, Broken> {
        let start = self.at;
        let is_number = self.ready && matches!(self.byte(), Some(b'-' | b'0'..=b'9'));
        self.skip()?;
        Ok(is_number.then(|| self.slice(start, self.at)))
    }

    /// Takes `true`; anything else is `false`.
    pub fn is_true(&mut self) -> Result<bool, Broken> {
        let is_true = self.ready && self.byte() == Some(b't');
        self.skip()?;
        Ok(is_true)
    }

    /// Takes the value as a tree, whatever it is: for small parts with many shapes.
    pub fn tree(&mut self) -> Result<Json<'a>, Broken> {
        let offset = self.offset();
        let value = match self.byte() {
            Some(b'{') if self.begin_object()? => self.object()?,
            Some(b'[') if self.begin_list()? => {
                let mut elements = Vec::new();
                while self.next_element()? {
                    elements.push(self.tree()?);
                }
                Value::Array(elements)
            }
            Some(b'"') => Value::Text(self.text()?.unwrap_or_default()),
            Some(b'-' | b'0'..=b'9') => Value::Number(self.number()?.unwrap_or("")),
            Some(b't') if self.is_true()? => Value::Boolean(true),
            Some(b'f') if !self.is_true()? => Value::Boolean(false),
            _ => {
                self.skip()?;
                Value::Null
            }
        };
        Ok(Json { offset, value })
    }

    fn object(&mut self) -> Result<Value<'a>, Broken> {
        let mut entries = Vec::new();
        while let Some(key) = self.next_key()? {
            entries.push((key, self.tree()?));
        }
        if self.repeats {
            entries = super::last_of_each(entries);
        }
        Ok(Value::Object(entries))
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

    /// Passes the value over; nothing where it was taken already. It is checked all the same.
    pub fn skip(&mut self) -> Result<(), Broken> {
        if !std::mem::take(&mut self.ready) {
            return Ok(());
        }
        match self.byte() {
            Some(b'{' | b'[') => self.skip_nested(),
            _ => self.skip_plain("the document"),
        }
    }

    /// An object or list with all that is in it, without recursion.
    fn skip_nested(&mut self) -> Result<(), Broken> {
        let room = DEEPEST_NESTING.saturating_sub(self.keys.depth());
        let mut open = Open::default();
        loop {
            // A value stands here.
            let opening = self.byte().filter(|byte| matches!(byte, b'{' | b'[')).unwrap_or(0);
            let mut empty = false;
            if opening == 0 {
                self.skip_plain(open.inside())?;
            } else {
                if open.depth >= room {
                    return Err(self.fail(Failure::TooDeep(self.at)));
                }
                open.enter(opening == b'{');
                self.at += 1;
                self.skip_space();
                // Both closing brackets stand two behind their opening ones.
                empty = self.byte() == Some(opening + 2);
            }
            if opening == 0 || empty {
                if empty {
                    self.at += 1;
                    open.leave();
                }
                while open.depth > 0 {
                    self.skip_space();
                    match (self.byte(), open.is_object()) {
                        (Some(b','), _) => break,
                        (Some(b'}'), true) | (Some(b']'), false) => {
                            self.at += 1;
                            open.leave();
                        }
                        (None, _) => return Err(self.ends(open.inside())),
                        (_, true) => return Err(self.wrong("A comma or a closing brace was expected here")),
                        (_, false) => return Err(self.wrong("A comma or a closing bracket was expected here")),
                    }
                }
                if open.depth == 0 {
                    return Ok(());
                }
                self.at += 1;
                self.skip_space();
                if !open.is_object() {
                    self.expect_element()?;
                }
            }
            if open.is_object() {
                self.expect_key()?;
                self.skip_string()?;
                self.after_key()?;
            }
        }
    }

    fn skip_plain(&mut self, inside: &'static str) -> Result<(), Broken> {
        match self.byte() {
            Some(b'"') => self.skip_string(),
            Some(b'-' | b'0'..=b'9') => self.skip_number(),
            Some(b't') => self.skip_word("true"),
            Some(b'f') => self.skip_word("false"),
            Some(b'n') => self.skip_word("null"),
            Some(_) => Err(self.wrong("A value was expected here")),
            None => Err(self.ends(inside)),
        }
    }

    fn skip_number(&mut self) -> Result<(), Broken> {
        let start = self.at;
        if self.byte() == Some(b'-') {
            self.at += 1;
        }
        let whole = self.digits();
        let leading_zero = whole > 1 && self.bytes.get(self.at - whole) == Some(&b'0');
        let mut complete = whole > 0 && !leading_zero;
        if self.byte() == Some(b'.') {
            self.at += 1;
            complete &= self.digits() > 0;
        }
        if let Some(b'e' | b'E') = self.byte() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.byte() {
                self.at += 1;
            }
            complete &= self.digits() > 0;
        }
        match (complete, self.byte()) {
            (true, _) => Ok(()),
            (false, None) if !leading_zero => Err(self.ends("a number")),
            (false, _) => {
                let message = "This is not a number as JSON writes it".to_owned();
                Err(self.fail(Failure::Wrong(start, message)))
            }
        }
    }

    fn digits(&mut self) -> usize {
        let rest = self.bytes.get(self.at..).unwrap_or(&[]);
        let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += count;
        count
    }

    fn skip_word(&mut self, word: &'static str) -> Result<(), Broken> {
        let rest = self.bytes.get(self.at..).unwrap_or(&[]);
        if rest.starts_with(word.as_bytes()) {
            self.at += word.len();
            return Ok(());
        }
        match word.as_bytes().starts_with(rest) {
            true => Err(self.ends("a word")),
            false => Err(self.wrong("A value was expected here")),
        }
    }

    fn expect_key(&mut self) -> Result<(), Broken> {
        match self.byte() {
            Some(b'"') => Ok(()),
            None => Err(self.ends("an object")),
            Some(b'}') => Err(self.wrong("A comma stands before the closing brace, which JSON does not allow")),
            Some(_) => Err(self.wrong("A key in quotes was expected here")),
        }
    }

    /// From behind a key to its value.
    #[inline]
    fn after_key(&mut self) -> Result<(), Broken> {
        self.skip_space();
        match self.byte() {
            Some(b':') => self.at += 1,
            None => return Err(self.ends("an object")),
            Some(_) => return Err(self.wrong("A colon was expected after the key")),
        }
        // Most write one space here or none.
        self.at += usize::from(self.byte() == Some(b' '));
        self.skip_space();
        match self.byte() {
            Some(_) => Ok(()),
            None => Err(self.ends("an object")),
        }
    }

    fn expect_element(&mut self) -> Result<(), Broken> {
        match self.byte() {
            Some(b']') => Err(self.wrong("A comma stands before the closing bracket, which JSON does not allow")),
            None => Err(self.ends("a list")),
            Some(_) => Ok(()),
        }
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
    fn skip_space(&mut self) {
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

    #[cold]
    pub(super) fn fail(&mut self, failure: Failure) -> Broken {
        self.failure.get_or_insert(failure);
        Broken
    }

    #[cold]
    pub(super) fn ends(&mut self, inside: &'static str) -> Broken {
        self.fail(Failure::Ends(inside))
    }

    #[cold]
    pub(super) fn wrong(&mut self, message: &str) -> Broken {
        let message = match self.bytes.get(self.at..) {
            Some([b'/', b'/' | b'*', ..]) => "A comment stands here, which JSON does not allow",
            _ => message,
        };
        self.fail(Failure::Wrong(self.at, message.to_owned()))
    }
}

impl<T> Repairs<T> {
    const NONE: Self = Self { first: Vec::new(), count: 0 };

    fn add(&mut self, offset: usize, detail: impl FnOnce() -> T) {
        self.count += 1;
        if self.first.len() < TOLD_ONE_BY_ONE {
            self.first.push((offset, detail()));
        }
    }

    fn tell(&self, notices: &mut Vec<Notice>, places: &Places, code: &str, sentence: impl Fn(&T) -> String) {
        for (offset, detail) in &self.first {
            notices.push(Notice::warning(code, sentence(detail), Some(places.at(*offset))));
        }
        if self.count > self.first.len() {
            let more = grouped(self.count - self.first.len());
            notices.push(Notice::warning(code, format!("The same {more} more times"), None));
        }
    }
}

/// Which brackets are open while a value is passed over: one bit for each.
#[derive(Default)]
struct Open {
    objects: u128,
    depth: usize,
}

const _: () = assert!(DEEPEST_NESTING <= u128::BITS as usize);

impl Open {
    fn enter(&mut self, is_object: bool) {
        self.objects = self.objects << 1 | u128::from(is_object);
        self.depth += 1;
    }

    fn leave(&mut self) {
        self.objects >>= 1;
        self.depth -= 1;
    }

    fn is_object(&self) -> bool {
        self.objects & 1 == 1
    }

    fn inside(&self) -> &'static str {
        if self.is_object() { "an object" } else { "a list" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What reading says when everything is passed over, and when everything is taken.
    fn check(text: &str, expected: &str) {
        let told = |result: Result<PullReader, ReadError>| match result {
            Ok(json) => json.notices().iter().map(|notice| format!("{}; ", notice.message)).collect(),
            Err(error) => format!("{}: {error}", error.code),
        };
        assert_eq!(told(read(text, PullReader::skip).map(|(_, json)| json)), expected, "passed over: {text}");
        assert_eq!(told(read(text, PullReader::tree).map(|(_, json)| json)), expected, "taken: {text}");
    }

    #[test]
    fn what_is_passed_over_is_checked_like_what_is_taken() {
        for fine in ["{}", "[]", " 7 ", "{\"a\":{\"b\":[[],{},-1.5e+3,true,false,null,\"\\u00e9\\n\"]},\"c\":[{}]}"] {
            check(fine, "");
        }
        check("[\"\\ud800\"]", "Half of a surrogate pair was read as the replacement character; ");
        check(
            "[1,]",
            "invalid-json: A comma stands before the closing bracket, which JSON does not allow (line 1, column 4)",
        );
        check(
            "{\"a\":1,}",
            "invalid-json: A comma stands before the closing brace, which JSON does not allow (line 1, column 8)",
        );
        check("{\"a\" 1}", "invalid-json: A colon was expected after the key (line 1, column 6)");
        check("{a:1}", "invalid-json: A key in quotes was expected here (line 1, column 2)");
        check("[1 2]", "invalid-json: A comma or a closing bracket was expected here (line 1, column 4)");
        check("[1}", "invalid-json: A comma or a closing bracket was expected here (line 1, column 3)");
        check("{\"a\":1]", "invalid-json: A comma or a closing brace was expected here (line 1, column 7)");
        check("{\"a\":}", "invalid-json: A value was expected here (line 1, column 6)");
        check("[// no\n1]", "invalid-json: A comment stands here, which JSON does not allow (line 1, column 2)");
        check("[tru]", "invalid-json: A value was expected here (line 1, column 2)");
        check("[01]", "invalid-json: This is not a number as JSON writes it (line 1, column 2)");
        check("[\"\\x\"]", "invalid-json: JSON knows no such escape (line 1, column 4)");
        check("[\"\\u12g4\"]", "invalid-json: Four hexadecimal digits were expected after \\u (line 1, column 7)");
        check("[] []", "invalid-json: More text follows where the JSON value has ended (line 1, column 4)");
        let deep = format!("{}{}", "[".repeat(129), "]".repeat(129));
        check(&deep, "too-deep: Nested deeper than 128 levels (line 1, column 129)");
        check(&deep[1..257], "");
    }

    #[test]
    fn a_text_that_breaks_off_says_inside_what() {
        let whole = "{ \"a\" : [ \"b\\u00e9\" , true , { } , -2 ] }";
        for end in (0..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
            let inside = match whole[..end].trim_end().as_bytes() {
                [] => "the document",
                [.., b't'] | [.., b't', b'r'] | [.., b't', b'r', b'u'] => "a word",
                [.., b'-'] => "a number",
                [.., b'{' | b':'] if end > 20 => "an object",
                _ if (3..5).contains(&end) || (11..19).contains(&end) => "a string",
                _ if !(9..=38).contains(&end) => "an object",
                _ => "a list",
            };
            let line = format!("truncated: Ends inside {inside} at byte {end} (line 1); the copy may be cut off ");
            check(&whole[..end], &format!("{line}(line 1, column {})", end + 1));
        }
    }

    #[test]
    fn a_key_that_stands_twice_is_noted_however_many_there_are() {
        for count in [1, 20, 40, 4000] {
            let keys: Vec<String> = (0..count).map(|number| format!("\"key {number}\":0")).collect();
            let text = format!("{{{},\"other\":0,\"key\\u00200\":{{\"key 0\":1}}}}", keys.join(","));
            let (root, json) = read(&text, PullReader::tree).unwrap();
            assert_eq!(json.notices().len(), 1, "{count} keys");
            assert_eq!((root.entries().len(), root.object("key 0").len()), (count + 1, 1));
        }
    }

    #[test]
    fn a_value_may_be_read_later_and_may_be_left() {
        let text = "{\"parts\":[1,\"a\",{\"b\":2}],\"lead\":\"x\",\"rest\":[true,{}]}";
        let (found, _) = read(text, |json| {
            let (mut held, mut found) = (None, Vec::new());
            assert!(json.begin_object()?);
            while let Some(key) = json.next_key()? {
                match &*key {
                    "parts" => held = Some(json.hold()?),
                    "lead" => found.extend(json.filled_text()?),
                    _ => assert!(!json.begin_object()?),
                }
            }
            json.reread(held.unwrap(), |json| {
                assert!(json.begin_list()?);
                while json.next_element()? {
                    found.extend(json.text_or_number()?);
                }
                Ok(())
            })?;
            Ok(found)
        })
        .unwrap();
        assert_eq!(found, ["x", "1", "a"]);
    }
}
