//! A walk through a file: starts, texts and ends, one after the other. Keeps the open elements and the
//! attributes of the last start, nothing else.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::errors::{Error, SyntaxError};
use quick_xml::events::Event as Token;
use quick_xml::events::attributes::{AttrError, Attributes};

use super::entities::resolve;
use super::repairs::Repairs;
use super::{DEEPEST_NESTING, MOST_ATTRIBUTES};
use crate::formats::support::places::{Places, grouped};
use crate::model::{Notice, Place, ReadError};

/// The next thing in a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Event<'a> {
    /// An element begins; its attributes can be asked of the cursor until the next event.
    Start(Start<'a>),
    /// A piece of the text of the innermost open element, entities resolved, CDATA sections included; as written,
    /// with its blanks. Comments and entities cut a text into pieces; [`Cursor::text`] joins them.
    Text(Cow<'a, str>),
    /// The innermost open element ends; an empty element (`<a/>`) too.
    End,
    /// The document ends.
    Done,
}

/// The start of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start<'a> {
    /// The name without its namespace prefix.
    pub name: &'a str,
    /// The namespace prefix as written; empty where there is none.
    pub prefix: &'a str,
    /// The byte of the text at which the element begins.
    pub offset: usize,
    /// How deep it lies: 1 for the root.
    level: usize,
}

/// A walk through one text.
pub struct Cursor<'a> {
    pub(super) text: &'a str,
    /// The byte at which the next token begins.
    pub(super) at: usize,
    /// Read tags in one go where they allow it. Without, the events are the same.
    by_tags: bool,
    /// The open elements: names as written and where they begin.
    pub(super) open: Vec<(&'a str, usize)>,
    deepest: usize,
    /// Has an empty element begun, so that its end comes next?
    ends_at_once: bool,
    has_root: bool,
    /// Names without prefix and raw values, of the last start.
    pub(super) attributes: Vec<(&'a str, &'a str)>,
    repairs: Repairs,
    places: Places<'a>,
}

impl<'a> Cursor<'a> {
    /// Stands before the first element of a text.
    pub fn new(text: &'a str) -> Self {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        Self {
            text,
            at: 0,
            by_tags: true,
            open: Vec::new(),
            deepest: DEEPEST_NESTING,
            ends_at_once: false,
            has_root: false,
            attributes: Vec::new(),
            repairs: Repairs::default(),
            places: Places::new(text),
        }
    }

    /// Reads no tag in one go: what others are compared with.
    #[cfg(test)]
    pub fn token_by_token(text: &'a str) -> Self {
        Self { by_tags: false, ..Self::new(text) }
    }

    /// Lets elements nest as deep as this instead of [`DEEPEST_NESTING`]: for who keeps no tree.
    pub fn nested_to(mut self, deepest: usize) -> Self {
        self.deepest = deepest;
        self
    }

    /// The outermost element; to be asked first.
    ///
    /// # Errors
    /// Where the text is no XML, or ends before an element begins.
    pub fn root(&mut self) -> Result<Start<'a>, ReadError> {
        match self.next()? {
            Event::Start(start) => Ok(start),
            _ => Err(self.ends_early("the document", self.text.len())),
        }
    }

    /// The next element directly inside `parent`, `None` where `parent` ends. Texts are passed over, and so is
    /// what has not been read of the child before.
    ///
    /// # Errors
    /// Where the XML is broken.
    pub fn child(&mut self, parent: &Start) -> Result<Option<Start<'a>>, ReadError> {
        while self.open.len() >= parent.level {
            if let Step::Start(start) = self.step()?
                && start.level == parent.level + 1
            {
                return Ok(Some(start));
            }
        }
        Ok(None)
    }

    /// The text of `element` and of what is inside it, to where it ends; to be asked right after its start.
    /// Borrowed where it is one piece; as written, with its blanks.
    ///
    /// # Errors
    /// Where the XML is broken.
    pub fn text(&mut self, element: &Start) -> Result<Cow<'a, str>, ReadError> {
        let mut text = Cow::Borrowed("");
        while self.open.len() >= element.level {
            if let Some(piece) = self.piece()? {
                match text.is_empty() {
                    true => text = piece,
                    false => text.to_mut().push_str(&piece),
                }
            }
        }
        Ok(text)
    }

    /// Passes over the rest of `element`.
    ///
    /// # Errors
    /// Where the XML is broken.
    pub fn skip(&mut self, element: &Start) -> Result<(), ReadError> {
        while self.open.len() >= element.level {
            self.step()?;
        }
        Ok(())
    }

    /// The next event.
    ///
    /// # Errors
    /// `truncated` where the text ends inside an element, `invalid-xml` where it is no XML, `too-deep` past
    /// [`DEEPEST_NESTING`], `too-many-attributes` past [`MOST_ATTRIBUTES`].
    #[expect(clippy::should_implement_trait, reason = "an iterator would hide the errors")]
    pub fn next(&mut self) -> Result<Event<'a>, ReadError> {
        loop {
            return Ok(match self.step()? {
                Step::Start(start) => Event::Start(start),
                Step::End => Event::End,
                Step::Done => Event::Done,
                Step::Text(start, end) => Event::Text(self.resolve(start, end)),
                Step::Literal(start, end) => Event::Text(Cow::Borrowed(self.slice(start, end))),
                Step::Nothing => continue,
            });
        }
    }

    /// An attribute of the last start, by its name without prefix.
    pub fn attribute(&mut self, name: &str) -> Option<Cow<'a, str>> {
        let (_, raw) = *self.attributes.iter().find(|(known, _)| *known == name)?;
        Some(self.resolve_slice(raw))
    }

    /// The attributes of the last start in document order: names without prefix (but `xmlns:…` as written), and
    /// values.
    pub fn attributes(&mut self) -> Vec<(&'a str, Cow<'a, str>)> {
        let attributes = std::mem::take(&mut self.attributes);
        let resolved = attributes.iter().map(|&(name, raw)| (name, self.resolve_slice(raw))).collect();
        self.attributes = attributes;
        resolved
    }

    /// Where an offset lies.
    pub fn place(&self, offset: usize) -> Place {
        self.places.at(offset)
    }

    /// Reads to the end of the document and tells what had to be repaired.
    ///
    /// # Errors
    /// Where the rest is broken.
    pub fn finish(mut self) -> Result<Vec<Notice>, ReadError> {
        while self.step()? != Step::Done {}
        Ok(self.repairs.tell(&self.places))
    }

    /// One piece of text at the next step, if that is text.
    fn piece(&mut self) -> Result<Option<Cow<'a, str>>, ReadError> {
        Ok(match self.step()? {
            Step::Text(start, end) => Some(self.resolve(start, end)),
            Step::Literal(start, end) => Some(Cow::Borrowed(self.slice(start, end))),
            _ => None,
        })
    }

    fn step(&mut self) -> Result<Step<'a>, ReadError> {
        if self.ends_at_once {
            self.ends_at_once = false;
            self.open.pop();
            return Ok(Step::End);
        }
        if self.by_tags
            && let Some(step) = self.as_written()?
        {
            return Ok(step);
        }
        self.token()
    }

    /// The next token as the crate finds it.
    fn token(&mut self) -> Result<Step<'a>, ReadError> {
        let start = self.at;
        let mut reader = Reader::from_str(self.text.get(start..).unwrap_or(""));
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        let token = reader.read_event();
        let end = start + reader.buffer_position() as usize;
        self.at = end;
        match token {
            Ok(Token::Start(_)) => self.start(start, end, false).map(Step::Start),
            Ok(Token::Empty(_)) => self.start(start, end, true).map(Step::Start),
            Ok(Token::End(_)) => self.end(start, end),
            Ok(Token::Text(_) | Token::GeneralRef(_)) if self.open.is_empty() => self.outside(start, end),
            Ok(Token::Text(_) | Token::GeneralRef(_)) => Ok(Step::Text(start, end)),
            Ok(Token::CData(_)) if self.open.is_empty() => self.outside(start, end),
            Ok(Token::CData(_)) => Ok(Step::Literal(start + "<![CDATA[".len(), end - "]]>".len())),
            Ok(Token::DocType(_)) if self.has_root => Err(self
                .invalid(start, "A document type declaration stands behind the beginning of the document".to_owned())),
            Ok(Token::DocType(_)) => {
                self.repairs.note(4, start);
                Ok(Step::Nothing)
            }
            Ok(Token::Decl(_)) => {
                if start > 0 {
                    self.repairs.note(5, start);
                }
                Ok(Step::Nothing)
            }
            Ok(Token::Comment(_)) => {
                // Between the marks, with the first hyphen of the last one: `--->` is no end either.
                if self.slice(start + "<!--".len(), end - "->".len()).contains("--") {
                    self.repairs.note(6, start);
                }
                Ok(Step::Nothing)
            }
            Ok(Token::PI(_)) => Ok(Step::Nothing),
            Ok(Token::Eof) => match self.open.last() {
                None if self.has_root => Ok(Step::Done),
                None => Err(self.ends_early("the document", self.text.len())),
                Some((name, _)) => Err(self.ends_early(&format!("<{}>", shown(name)), self.text.len())),
            },
            Err(error) => Err(self.explain(&error, start + reader.error_position() as usize)),
        }
    }

    fn start(&mut self, start: usize, end: usize, is_empty: bool) -> Result<Start<'a>, ReadError> {
        let inside = self.slice(start + 1, if is_empty { end - 2 } else { end - 1 });
        let length = inside.bytes().position(|byte| byte.is_ascii_whitespace()).unwrap_or(inside.len());
        let name = inside.get(..length).unwrap_or("");
        if !name.starts_with(|first: char| first.is_alphabetic() || first == '_') {
            return Err(self.invalid(start, "A name was expected after <".to_owned()));
        }
        self.refuse_element(start)?;
        self.read_attributes(inside, length, start)?;
        Ok(self.begin(name, start, is_empty))
    }

    /// May no element begin here?
    pub(super) fn refuse_element(&self, start: usize) -> Result<(), ReadError> {
        if self.open.is_empty() && self.has_root {
            return Err(self.invalid(start, "Another element follows where the outermost one has ended".to_owned()));
        }
        if self.open.len() >= self.deepest {
            return Err(ReadError::new(
                "too-deep",
                format!("Nested deeper than {} levels", grouped(self.deepest)),
                Some(self.place(start)),
                "No lockfile or SBOM needs this; check what wrote the file",
            ));
        }
        Ok(())
    }

    /// An element begins of which nothing is wrong.
    pub(super) fn begin(&mut self, name: &'a str, start: usize, is_empty: bool) -> Start<'a> {
        self.has_root = true;
        self.open.push((name, start));
        self.ends_at_once = is_empty;
        let (prefix, name) = split_name(name);
        Start { name, prefix, offset: start, level: self.open.len() }
    }

    fn read_attributes(&mut self, inside: &'a str, from: usize, start: usize) -> Result<(), ReadError> {
        self.attributes.clear();
        if from == inside.len() {
            return Ok(());
        }
        for attribute in Attributes::new(inside, from) {
            match attribute {
                Ok(attribute) if self.attributes.len() < MOST_ATTRIBUTES => {
                    let name = attribute.key.0;
                    let local = name.split_once(':').filter(|(prefix, _)| *prefix != "xmlns");
                    if let Cow::Borrowed(value) = attribute.value {
                        self.attributes.push((local.map_or(name, |(_, local)| local), value));
                    }
                }
                Ok(_) => {
                    return Err(ReadError::new(
                        "too-many-attributes",
                        format!("An element has more than {MOST_ATTRIBUTES} attributes"),
                        Some(self.place(start)),
                        "No lockfile or SBOM needs this; check what wrote the file",
                    ));
                }
                Err(AttrError::Duplicated(..)) => self.repairs.note(3, start),
                Err(_) => {
                    let message = "An attribute in this tag is not written as name=\"value\"".to_owned();
                    return Err(self.invalid(start, message));
                }
            }
        }
        Ok(())
    }

    fn end(&mut self, start: usize, end: usize) -> Result<Step<'a>, ReadError> {
        let name = self.slice(start + 2, end - 1).trim_ascii_end();
        match self.open.pop() {
            Some((open, _)) if open == name => Ok(Step::End),
            Some((open, offset)) => {
                let line = match self.place(offset) {
                    Place::Line { line, .. } => grouped(line as usize),
                    Place::Path(path) => path,
                };
                let (name, open) = (shown(name), shown(open));
                Err(self.invalid(start, format!("</{name}> stands where <{open}> of line {line} should end")))
            }
            None => Err(self.invalid(start, format!("</{}> ends an element that has not begun", shown(name)))),
        }
    }

    /// Outside the outermost element there may be blanks only.
    pub(super) fn outside(&self, start: usize, end: usize) -> Result<Step<'a>, ReadError> {
        let text = self.slice(start, end);
        match text.trim_start() {
            "" => Ok(Step::Nothing),
            rest => {
                let message = "Text stands outside the outermost element".to_owned();
                Err(self.invalid(end - rest.len(), message))
            }
        }
    }

    fn resolve(&mut self, start: usize, end: usize) -> Cow<'a, str> {
        let raw = self.slice(start, end);
        let repairs = &mut self.repairs;
        resolve(raw, |offset, odd| repairs.note_odd(&odd, start + offset))
    }

    fn resolve_slice(&mut self, raw: &'a str) -> Cow<'a, str> {
        let start = (raw.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        self.resolve(start, start + raw.len())
    }

    fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or("")
    }

    fn explain(&self, error: &Error, start: usize) -> ReadError {
        match error {
            Error::Syntax(SyntaxError::InvalidBangMarkup) if start + 3 < self.text.len() => {
                self.invalid(start, "XML knows no such markup after <!".to_owned())
            }
            Error::Syntax(syntax) => {
                let inside = match syntax {
                    SyntaxError::UnclosedComment => "a comment",
                    SyntaxError::UnclosedCData => "a CDATA section",
                    SyntaxError::UnclosedDoctype => "a document type declaration",
                    SyntaxError::UnclosedPI | SyntaxError::UnclosedXmlDecl => "a processing instruction",
                    SyntaxError::UnclosedSingleQuotedAttributeValue
                    | SyntaxError::UnclosedDoubleQuotedAttributeValue => "a value in quotes",
                    SyntaxError::UnclosedTag | SyntaxError::InvalidBangMarkup => "a tag",
                };
                self.ends_early(inside, start)
            }
            error => self.invalid(start, format!("Not XML: {error}")),
        }
    }

    /// `place` is where the thing began that does not end, or the end of the text.
    fn ends_early(&self, inside: &str, place: usize) -> ReadError {
        let begun = match place < self.text.len() {
            true => " that begins here",
            false => "",
        };
        let size = grouped(self.text.len());
        let message = format!("Ends inside {inside}{begun}, at byte {size}; the copy may be cut off");
        let advice = "Fetch or copy the file again and compare its size";
        ReadError::new("truncated", message, Some(self.place(place)), advice)
    }

    fn invalid(&self, offset: usize, message: String) -> ReadError {
        let advice = "Look at this place in an editor, or write the file anew with the tool that made it";
        ReadError::new("invalid-xml", message, Some(self.place(offset)), advice)
    }
}

/// What one token is; texts by their bytes, so that unwanted ones cost nothing.
#[derive(PartialEq)]
pub(super) enum Step<'a> {
    Start(Start<'a>),
    Text(usize, usize),
    Literal(usize, usize),
    End,
    Nothing,
    Done,
}

/// A name's prefix, empty where there is none, and the rest.
pub(super) fn split_name(name: &str) -> (&str, &str) {
    match name.bytes().position(|byte| byte == b':') {
        Some(at) => (name.get(..at).unwrap_or(""), name.get(at + 1..).unwrap_or("")),
        None => ("", name),
    }
}

fn shown(name: &str) -> String {
    name.chars().take(40).collect()
}
