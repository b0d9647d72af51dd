//! Licences in every spelling that occurs: id, name, expression, an expression where an id belongs.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::Text;
use super::component::filled;
use crate::model::{LONGEST_LICENSE_TEXT, LicenseRole, StatedLicense};

/// One entry of `licenses`.
#[derive(Default)]
pub struct Choice<'a> {
    /// An SPDX licence expression.
    pub expression: Text<'a>,
    /// An SPDX licence id.
    pub id: Text<'a>,
    /// A licence that SPDX does not list.
    pub name: Text<'a>,
    /// Where its text is.
    pub url: Text<'a>,
    /// Its text.
    pub text: Text<'a>,
    /// Is the text written in base64?
    pub is_base64: bool,
    /// `declared` or `concluded`.
    pub acknowledgement: Text<'a>,
}

impl Choice<'_> {
    /// The statement, by the first of its fields that says something; `role` where the place says who states it.
    pub(super) fn stated(&self, role: Option<LicenseRole>) -> Option<StatedLicense> {
        let fields = [&self.expression, &self.id, &self.name, &self.url];
        let raw = fields.into_iter().find_map(filled).map(str::to_owned).or_else(|| self.first_line())?;
        let acknowledged = match self.acknowledgement.as_deref() {
            Some("concluded") => LicenseRole::Concluded,
            _ => LicenseRole::Declared,
        };
        Some(StatedLicense { role: role.unwrap_or(acknowledged), ..StatedLicense::declared(raw) })
    }

    /// The text that comes with an id or a name, and what it is the text of.
    pub(super) fn text(&self) -> Option<(String, String)> {
        let license = filled(&self.id).or_else(|| filled(&self.name))?;
        let text = filled(&self.text).filter(|text| text.len() <= LONGEST_LICENSE_TEXT)?;
        let text = if self.is_base64 { decoded(text, LONGEST_LICENSE_TEXT) } else { Cow::Borrowed(text) };
        (!text.trim().is_empty()).then(|| (license.to_owned(), text.replace("\r\n", "\n")))
    }

    /// A licence given by its text alone is called by the first line of it.
    fn first_line(&self) -> Option<String> {
        let text = filled(&self.text)?;
        // Enough for its first line.
        let text = if self.is_base64 { decoded(text, 4096) } else { Cow::Borrowed(text) };
        text.lines().map(str::trim).find(|line| !line.is_empty()).map(str::to_owned)
    }
}

/// The beginning of a text in base64: what so many of its letters hold.
fn decoded(text: &str, most: usize) -> Cow<'_, str> {
    let written: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).take(most).collect();
    let bytes = STANDARD.decode(written).unwrap_or_default();
    Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
}
