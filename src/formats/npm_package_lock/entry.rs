//! What one entry of the file says, whichever version it is of.

use std::borrow::Cow;
use std::ops::Range;

use super::licenses::stated_licenses;
use crate::formats::support::json::pull::{Broken, PullReader};
use crate::formats::support::npm;
use crate::model::{Marks, Scope, StatedLicense};

/// One installed package, workspace, link or project. Texts are borrowed from the file.
#[derive(Default)]
pub(super) struct Entry<'a> {
    /// The byte at which it begins.
    pub offset: u32,
    /// What stands there instead of an object, in words.
    pub instead: Option<&'static str>,
    pub name: Option<Cow<'a, str>>,
    pub version: Option<Cow<'a, str>>,
    pub resolved: Option<Cow<'a, str>>,
    pub integrity: Option<Cow<'a, str>>,
    /// A licence that is stated as one text.
    pub license: Option<Cow<'a, str>>,
    /// Licences that are stated in another way.
    pub licenses: Vec<StatedLicense>,
    pub link: bool,
    pub development: bool,
    pub optional: bool,
    pub development_optional: bool,
    pub peer: bool,
    pub extraneous: bool,
    pub marks: Marks,
    /// What it asks for, by [`SECTIONS`]: positions in [`Wants`]. `None` where there is no such object.
    pub wanted: [Option<Range<usize>>; 5],
    /// The peer dependencies that may be absent.
    pub optional_peers: Vec<Cow<'a, str>>,
}

/// The objects that say what a package needs, in the order in which they count; `requires` is of version 1.
pub(super) const SECTIONS: [(&str, Scope); 5] = [
    ("dependencies", Scope::Runtime),
    ("optionalDependencies", Scope::Optional),
    ("peerDependencies", Scope::Peer),
    ("devDependencies", Scope::Development),
    ("requires", Scope::Runtime),
];
/// Where `requires` stands among the sections.
pub(super) const REQUIRES: usize = 4;

/// Takes what is nested in an entry.
pub(super) type TakeNested<'n, 'a> = dyn FnMut(&mut PullReader<'a>, &mut Wants<'a>) -> Result<(), Broken> + 'n;

/// Everything that entries ask for, one after the other: a name and what is asked of it.
#[derive(Default)]
pub(super) struct Wants<'a> {
    list: Vec<(Cow<'a, str>, Cow<'a, str>)>,
}

impl<'a> Wants<'a> {
    /// What stands in one section of an entry.
    pub fn of(&self, entry: &Entry, section: usize) -> &[(Cow<'a, str>, Cow<'a, str>)] {
        let range = entry.wanted.get(section).and_then(Clone::clone);
        range.and_then(|range| self.list.get(range)).unwrap_or(&[])
    }

    fn take(&mut self, json: &mut PullReader<'a>) -> Result<Option<Range<usize>>, Broken> {
        let start = self.list.len();
        if !json.begin_object()? {
            return Ok(None);
        }
        while let Some(name) = json.next_key()? {
            self.list.push((name, json.text()?.unwrap_or_default()));
        }
        Ok(Some(start..self.list.len()))
    }
}

impl<'a> Entry<'a> {
    /// Takes one entry. `nested` takes what stands under `dependencies` where that is no list of names.
    pub fn take(
        json: &mut PullReader<'a>,
        wants: &mut Wants<'a>,
        mut nested: Option<&mut TakeNested<'_, 'a>>,
    ) -> Result<Self, Broken> {
        let mut entry = Self { offset: json.offset(), ..Self::default() };
        if !json.is_object() {
            entry.instead = Some(json.kind());
        }
        if !json.begin_object()? {
            return Ok(entry);
        }
        let mut old_licenses = Vec::new();
        while let Some(key) = json.next_key()? {
            match &*key {
                "name" => entry.name = json.filled_text()?,
                "version" => entry.version = json.text_or_number()?,
                "resolved" => entry.resolved = json.text()?,
                "integrity" => entry.integrity = json.text()?,
                "license" => {
                    let is_text = json.is_text();
                    entry.license = if is_text { json.filled_text()? } else { None };
                    entry.licenses = if is_text { Vec::new() } else { stated_licenses(json)? };
                }
                "licenses" => old_licenses = stated_licenses(json)?,
                "link" => entry.link = json.is_true()?,
                "dev" => entry.development = json.is_true()?,
                "optional" => entry.optional = json.is_true()?,
                "devOptional" => entry.development_optional = json.is_true()?,
                "peer" => entry.peer = json.is_true()?,
                "extraneous" => entry.extraneous = json.is_true()?,
                "hasInstallScript" => entry.marks.install_script = json.is_true()?,
                "deprecated" => entry.marks.deprecated = is_deprecated(json)?,
                "peerDependenciesMeta" => entry.optional_peers = optional_peers(json)?,
                "dependencies" if nested.is_some() => {
                    if let Some(nested) = &mut nested {
                        nested(json, wants)?;
                    }
                }
                key => {
                    if let Some(at) = SECTIONS.iter().position(|(section, _)| *section == key) {
                        let taken = wants.take(json)?;
                        if let Some(wanted) = entry.wanted.get_mut(at) {
                            *wanted = taken;
                        }
                    }
                }
            }
        }
        if entry.licenses.is_empty() && entry.license.is_none() {
            entry.licenses = old_licenses;
        }
        Ok(entry)
    }

    /// The scope that the entry's flags state.
    pub fn scope(&self) -> Scope {
        // `devOptional`: needed by a development dependency and, optionally, by the product.
        if self.development {
            Scope::Development
        } else if self.optional || self.development_optional {
            Scope::Optional
        } else if self.peer {
            Scope::Peer
        } else if self.extraneous {
            Scope::Unknown
        } else {
            Scope::Runtime
        }
    }

    /// Every licence that it states.
    pub fn stated_licenses(&self) -> Vec<StatedLicense> {
        match &self.license {
            Some(license) => vec![StatedLicense::declared(&**license)],
            None => self.licenses.clone(),
        }
    }

    /// Where it was fetched from, as written.
    pub fn source(&self) -> Option<&str> {
        self.resolved.as_deref().map(str::trim).filter(|source| !source.is_empty())
    }

    /// `sha512-… sha1-…` as a list of `algorithm:value`.
    pub fn hashes(&self) -> Vec<String> {
        npm::hashes(self.integrity.as_deref().unwrap_or(""))
    }
}

/// A reason, or `true`; an empty one takes the mark back.
fn is_deprecated(json: &mut PullReader) -> Result<bool, Broken> {
    if json.is_text() { Ok(json.filled_text()?.is_some()) } else { json.is_true() }
}

fn optional_peers<'a>(json: &mut PullReader<'a>) -> Result<Vec<Cow<'a, str>>, Broken> {
    let mut names = Vec::new();
    if json.begin_object()? {
        while let Some(name) = json.next_key()? {
            let mut is_optional = false;
            if json.begin_object()? {
                while let Some(key) = json.next_key()? {
                    if key == "optional" {
                        is_optional = json.is_true()?;
                    }
                }
            }
            names.extend(Some(name).filter(|_| is_optional));
        }
    }
    Ok(names)
}
