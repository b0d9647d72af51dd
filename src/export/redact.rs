//! Internal names replaced by pseudonyms, the same for the same names: own components, roots, what lies under stated
//! scopes, namespaces and hosts, and the names of files.
//!
//! Works on documents before anything is made of them, so that no view and no format can leak what another hides. It
//! cannot know which words of a licence text, a comment or a third party's name are internal: those that equal an
//! internal name, between other letters than a word's, are replaced too.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::model::{Advisory, Component, Document, Notice, PackageUrl, Place};

/// What stands in place of an address, a person, a supplier.
const ADDRESS: &str = "https://internal.example/";
const SOMEBODY: &str = "internal";
/// How deep values nest that are replaced within.
const DEEPEST: usize = 128;

/// What is internal, and what stands in its place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Redaction {
    /// Component names by what replaces them.
    names: BTreeMap<String, String>,
    files: BTreeMap<String, String>,
    /// Scopes, namespaces and hosts as stated, in small letters.
    stated: Vec<String>,
    /// What is replaced in running text, in small letters, longest first.
    terms: Vec<Term>,
}

#[derive(Clone, Debug, PartialEq)]
struct Term {
    text: String,
    by: String,
    /// Must it stand between other letters than a word's?
    is_word: bool,
}

impl Redaction {
    /// Of these documents and the files they came in. `stated` are scopes (`@acme`), namespaces (`com.acme`,
    /// `github.com/acme`) and hosts (`git.acme.example`) that are internal beside what is own.
    pub fn new<'d>(
        documents: impl Iterator<Item = &'d Document>,
        files: impl Iterator<Item = &'d str>,
        stated: &[String],
    ) -> Self {
        let stated: BTreeSet<String> =
            stated.iter().map(|text| text.trim().to_lowercase()).filter(|text| !text.is_empty()).collect();
        let stated: Vec<String> = stated.into_iter().collect();
        let mut internal: BTreeSet<&str> = BTreeSet::new();
        for document in documents {
            let roots = document.roots.iter().filter_map(|root| document.components.get(*root as usize));
            let own =
                document.components.iter().filter(|component| component.own || is_under(&stated, &component.name));
            internal.extend(own.chain(roots).map(|component| component.name.as_str()));
            internal.extend(document.manifest.iter().filter_map(|manifest| manifest.name.as_deref()));
        }
        let names: BTreeMap<String, String> = internal
            .into_iter()
            .filter(|name| !name.trim().is_empty())
            .zip(1..)
            .map(|(name, number)| (name.to_owned(), format!("internal-{number}")))
            .collect();
        let files: BTreeSet<&str> = files.collect();
        let files: BTreeMap<String, String> = files
            .into_iter()
            .zip(1..)
            .map(|(name, number)| (name.to_owned(), format!("file-{number}{}", kept_end(name))))
            .collect();
        let mut redaction = Self { names, files, stated, terms: Vec::new() };
        redaction.terms = redaction.all_terms();
        redaction
    }

    fn all_terms(&self) -> Vec<Term> {
        let mut terms: BTreeMap<String, (String, bool)> = BTreeMap::new();
        let mut add = |text: &str, by: &str, is_word: bool| {
            let text = text.to_lowercase();
            if text.chars().any(char::is_alphanumeric) {
                terms.insert(text.replace('@', "%40").replace('/', "%2f"), (by.to_owned(), is_word));
                terms.insert(text.replace('@', "%40"), (by.to_owned(), is_word));
                terms.insert(text, (by.to_owned(), is_word));
            }
        };
        for (name, by) in &self.files {
            add(name, by, true);
            // A folder of a path stands in other places by itself; usual names of files tell nothing.
            let folders = name.rsplit_once('/').map_or("", |(folders, _)| folders);
            folders.split('/').filter(|folder| folder.len() > 3).for_each(|folder| add(folder, "folder", true));
        }
        for text in &self.stated {
            add(text, SOMEBODY, false);
            add(text.trim_start_matches('@'), SOMEBODY, false);
        }
        for (name, by) in &self.names {
            add(name, by, true);
        }
        let mut terms: Vec<Term> = terms.into_iter().map(|(text, (by, is_word))| Term { text, by, is_word }).collect();
        terms.sort_by_key(|term| std::cmp::Reverse(term.text.len()));
        terms
    }

    /// The name of a file.
    pub fn file(&self, name: &str) -> String {
        self.files.get(name).cloned().unwrap_or_else(|| self.text(name))
    }

    /// Running text, or a package URL. Costs internal names × length.
    pub fn text(&self, text: &str) -> String {
        if let Some(name) = self.names.get(text).or_else(|| self.files.get(text)) {
            return name.clone();
        }
        if text.starts_with("pkg:")
            && let Some(url) = PackageUrl::parse(text)
            && let Some(renamed) = self.package_url(&url)
        {
            return renamed.to_string();
        }
        let mut out = text.to_owned();
        for term in &self.terms {
            out = replaced(out, term);
        }
        out
    }

    /// A package URL that names something internal; `None` for all others.
    fn package_url(&self, url: &PackageUrl) -> Option<PackageUrl> {
        let by = self.names.get(&url.full_name())?;
        PackageUrl::new(url.kind(), None, by, url.version().as_deref())
    }

    /// Everything that a document says.
    pub fn document(&self, document: &Document) -> Document {
        let mut out = document.clone();
        for component in out.components.iter_mut() {
            self.component(component);
        }
        for (request, _) in &mut out.requests {
            *request = self.text(request);
        }
        if let Some(manifest) = &mut out.manifest {
            self.option(&mut manifest.name);
            self.option(&mut manifest.license);
            for dependency in &mut manifest.dependencies {
                dependency.name = self.text(&dependency.name);
                dependency.requirement = self.text(&dependency.requirement);
            }
        }
        for vulnerability in &mut out.vulnerabilities {
            self.option(&mut vulnerability.summary);
            vulnerability.links.retain(|link| !self.is_internal(link));
            self.place(&mut vulnerability.place);
            for affected in &mut vulnerability.affects {
                self.option(&mut affected.reference);
                self.option(&mut affected.justification);
            }
        }
        for text in &mut out.license_texts {
            (text.license, text.text) = (self.text(&text.license), self.text(&text.text));
        }
        out.authors.iter_mut().for_each(|author| SOMEBODY.clone_into(author));
        self.option(&mut out.generator);
        self.notices(&mut out.notices);
        out
    }

    fn component(&self, component: &mut Component) {
        let by = self.names.get(&component.name);
        component.package_url = component.package_url.take().map(|url| match by {
            Some(by) => PackageUrl::new(url.kind(), None, by, url.version().as_deref())
                .unwrap_or_else(|| url.without_qualifiers()),
            // Qualifiers and subpath may name hosts and folders.
            None if self.is_internal(url.as_str()) => url.without_qualifiers(),
            None => url,
        });
        if component.source.as_deref().is_some_and(|source| by.is_some() || self.is_internal(source)) {
            component.source = Some(ADDRESS.to_owned());
        }
        if let Some(by) = by {
            component.name = by.clone();
            component.supplier = component.supplier.take().map(|_| SOMEBODY.to_owned());
            component.copyright = component.copyright.take().map(|_| SOMEBODY.to_owned());
        }
        self.option(&mut component.supplier);
        self.option(&mut component.copyright);
        for license in &mut component.licenses {
            license.raw = self.text(&license.raw);
        }
        self.place(&mut component.place);
    }

    /// What a database of vulnerabilities says in its own words.
    pub fn advisories(&self, advisories: &mut [Advisory]) {
        for advisory in advisories {
            self.option(&mut advisory.summary);
            advisory.links.retain(|link| !self.is_internal(link));
        }
    }

    /// Remarks on a document.
    pub fn notices(&self, notices: &mut [Notice]) {
        for notice in notices {
            notice.message = self.text(&notice.message);
            self.place(&mut notice.place);
        }
    }

    fn place(&self, place: &mut Option<Place>) {
        if let Some(Place::Path(path)) = place {
            *path = self.text(path);
        }
    }

    fn option(&self, text: &mut Option<String>) {
        if let Some(text) = text {
            *text = self.text(text);
        }
    }

    /// Any value, all texts in it, persons too. `None` where it cannot be written and read again.
    pub fn value<T: Serialize + DeserializeOwned>(&self, value: &T) -> Option<T> {
        let mut json = serde_json::to_value(value).ok()?;
        self.json(&mut json, 0);
        serde_json::from_value(json).ok()
    }

    fn json(&self, json: &mut Value, depth: usize) {
        match json {
            Value::String(text) => *text = self.text(text),
            Value::Array(members) if depth < DEEPEST => {
                members.iter_mut().for_each(|member| self.json(member, depth + 1))
            }
            Value::Object(fields) if depth < DEEPEST => {
                for (key, value) in fields {
                    match value {
                        Value::String(person) if key == "person" && !person.is_empty() => *person = SOMEBODY.to_owned(),
                        value => self.json(value, depth + 1),
                    }
                }
            }
            _ => {}
        }
    }

    /// Does the text hold anything that would be replaced?
    fn is_internal(&self, text: &str) -> bool {
        let lower = text.to_lowercase();
        self.terms.iter().any(|term| lower.contains(&term.text))
    }
}

/// Is the name one of the stated, or does it lie under one?
fn is_under(stated: &[String], name: &str) -> bool {
    let name = name.to_lowercase();
    stated.iter().any(|known| {
        name.strip_prefix(known.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', ':', '.']))
    })
}

/// What of a file's name may stay: the name of a usual lockfile, or what its ending says of the format.
fn kept_end(name: &str) -> String {
    let base = name.rsplit('/').next().unwrap_or(name);
    if !base.contains('*') && crate::view::files::is_usual_name(base) && base.len() < 40 && is_exactly_usual(base) {
        return format!("/{base}");
    }
    match base.rsplit_once('.') {
        Some((_, end)) if (1..=5).contains(&end.len()) && end.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
            format!(".{}", end.to_ascii_lowercase())
        }
        _ => String::new(),
    }
}

/// Names such as `*.cdx.json` are usual by their ending: what comes before is not.
fn is_exactly_usual(base: &str) -> bool {
    !crate::view::files::is_usual_name(&format!("x{base}"))
}

/// Replaces a term wherever it stands; small and capital letters are one.
fn replaced(text: String, term: &Term) -> String {
    // Letters that change their length in small letters would shift what is found.
    let lower = text.to_ascii_lowercase();
    if !lower.contains(&term.text) {
        return text;
    }
    let (mut out, mut from) = (String::with_capacity(text.len()), 0);
    for (at, found) in lower.match_indices(&term.text) {
        let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        let begins = term.text.starts_with(char::is_alphanumeric);
        let (before, after) = (lower.get(..at).unwrap_or_default(), lower.get(at + found.len()..).unwrap_or_default());
        let is_within = begins && is_letter(before.chars().next_back()) || is_letter(after.chars().next());
        if term.is_word && is_within {
            continue;
        }
        out.push_str(text.get(from..at).unwrap_or_default());
        out.push_str(&term.by);
        from = at + found.len();
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redaction() -> Redaction {
        let named = |name: &str, own| Component { name: name.to_owned(), own, ..Component::default() };
        let document = Document {
            components: vec![named("shop", true), named("@acme/ui", false), named("left-pad", false)].into(),
            ..Document::default()
        };
        let stated = ["@acme".to_owned(), "git.acme.example".to_owned()];
        Redaction::new(
            [&document].into_iter(),
            ["acme-shop/package-lock.json", "bom of acme.cdx.json"].into_iter(),
            &stated,
        )
    }

    #[test]
    fn internal_names_are_replaced_in_text_and_others_stay() {
        let redaction = redaction();
        for (text, expected) in [
            ("shop", "internal-2"),
            ("@acme/ui", "internal-1"),
            ("shop needs @acme/ui and left-pad", "internal-2 needs internal-1 and left-pad"),
            ("Shop, workshop, shopping", "internal-2, workshop, shopping"),
            ("pkg:npm/%40acme/ui@1.0.0", "pkg:npm/internal-1@1.0.0"),
            ("see https://git.acme.example/x", "see https://internal/x"),
            ("(c) ACME", "(c) internal"),
            ("acme-shop/package-lock.json", "file-1/package-lock.json"),
            ("bom of acme.cdx.json", "file-2.json"),
            ("left-pad", "left-pad"),
        ] {
            assert_eq!(redaction.text(text), expected);
        }
    }

    #[test]
    fn the_same_names_get_the_same_pseudonyms() {
        assert_eq!(redaction(), redaction());
    }
}
