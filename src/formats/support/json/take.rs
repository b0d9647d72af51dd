//! Taking the value that stands ready: a text, a number, a word, or a tree of all that is in it.

use std::borrow::Cow;

use super::pull::{Broken, PullReader};
use super::{Json, Value};

impl<'a> PullReader<'a> {
    /// Takes a text; `None` for anything else.
    pub fn text(&mut self) -> Result<Option<Cow<'a, str>>, Broken> {
        if !self.ready || !self.is_text() {
            self.skip()?;
            return Ok(None);
        }
        self.ready = false;
        self.string().map(Some)
    }

    /// Takes a text if it stands there as it is to be read: nothing escaped, no blanks around it, not empty. Otherwise
    /// the value is left standing.
    #[inline]
    pub fn plain_text(&mut self) -> Option<&'a str> {
        if !self.ready || !self.is_text() {
            return None;
        }
        let text = self.plain_string()?;
        self.ready = false;
        Some(text)
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
}
