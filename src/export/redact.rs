//! Internal names replaced by pseudonyms, the same for the same names: own components, roots, what lies under stated
//! scopes, namespaces and hosts, and the names of files.
//!
//! Works on documents before anything is made of them, so that no view and no format can leak what another hides. It
//! cannot know which words of a licence text, a comment or a third party's name are internal: those that equal an
//! internal name, between other letters than a word's, are replaced too.

mod terms;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use terms::{Term, Terms};

use crate::model::{Advisory, Affected, Component, Document, Manifest, Notice, PackageUrl, Place, Vulnerability};
use crate::view::redaction::RedactionView;
use crate::view::words::{count, visible};

/// What stands in place of an address, a person, a supplier.
const ADDRESS: &str = "https://internal.example/";
const SOMEBODY: &str = "internal";
/// How deep values nest that are replaced within.
const DEEPEST: usize = 128;
/// Names that are told before anything is saved.
const MOST_TOLD: usize = 200;

/// What is internal, and what stands in its place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Redaction {
    /// Component names by what replaces them.
    names: BTreeMap<String, String>,
    files: BTreeMap<String, String>,
    /// Scopes, namespaces and hosts as stated, in small letters.
    stated: Vec<String>,
    /// What is replaced in running text.
    terms: Terms,
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
        // Files of usual names that lie in one folder stay together: they are one project.
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        let mut renamed = BTreeMap::new();
        for name in files {
            let end = kept_end(name);
            let folder = name.rsplit_once('/').map(|(folder, _)| folder).filter(|_| end.starts_with('/'));
            let next = numbers.len() + 1;
            let number = *numbers.entry(folder.unwrap_or(name)).or_insert(next);
            renamed.insert(name.to_owned(), format!("file-{number}{end}"));
        }
        let terms = terms(&names, &renamed, &stated);
        Self { names, files: renamed, stated, terms }
    }

    /// What is replaced, before anything is saved: these documents are those it was made of. Costs their components ·
    /// what is stated.
    pub fn told<'d>(&self, documents: impl Iterator<Item = &'d Document>) -> RedactionView {
        let mut unused: BTreeSet<&str> = self.stated.iter().map(String::as_str).collect();
        for component in documents.flat_map(|document| document.components.iter()) {
            if unused.is_empty() {
                break;
            }
            let told = [Some(component.name.as_str()), component.source.as_deref()];
            let told = told.into_iter().flatten().chain(component.package_url.as_ref().map(PackageUrl::as_str));
            let told: Vec<String> = told.map(str::to_lowercase).collect();
            unused.retain(|stated| !told.iter().any(|text| text.contains(*stated)));
        }
        RedactionView {
            summary: format!(
                "{} and {} get other names",
                count(self.names.len(), "component"),
                count(self.files.len(), "file")
            ),
            names: self.names.iter().take(MOST_TOLD).map(|(name, by)| (visible(name), by.clone())).collect(),
            total: self.names.len(),
            unused: unused.into_iter().map(visible).collect(),
        }
    }

    /// The name of a file.
    pub fn file(&self, name: &str) -> String {
        self.files.get(name).cloned().unwrap_or_else(|| self.text(name))
    }

    /// Running text, or a package URL. Costs its length, for each length of a term.
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
        self.terms.replaced(text).unwrap_or_else(|| text.to_owned())
    }

    /// A package URL that names something internal; `None` for all others.
    fn package_url(&self, url: &PackageUrl) -> Option<PackageUrl> {
        let by = self.names.get(&url.full_name())?;
        PackageUrl::new(url.kind(), None, by, url.version().as_deref())
    }

    /// Everything that a document says.
    pub fn document(&self, document: &Document) -> Document {
        let mut out = document.clone();
        // Each field by its name, so that none that comes later is forgotten.
        let Document {
            format: _,
            format_version: _,
            generator,
            created: _,
            authors,
            identity,
            phases,
            role: _,
            roots: _,
            components,
            dependencies: _,
            requests,
            manifest,
            vulnerabilities,
            license_texts,
            notices,
        } = &mut out;
        self.option(generator);
        authors.iter_mut().for_each(|author| *author = SOMEBODY.to_owned());
        // It is unique, and so leads to whoever made it.
        *identity = None;
        self.texts(phases);
        components.iter_mut().for_each(|component| self.component(component));
        *requests = requests.iter().map(|(request, component)| (self.text(request), component)).collect();
        if let Some(Manifest { name, version: _, license, dependencies }) = manifest {
            self.option(name);
            self.option(license);
            for dependency in dependencies {
                dependency.name = self.text(&dependency.name);
                dependency.requirement = self.text(&dependency.requirement);
            }
        }
        vulnerabilities.iter_mut().for_each(|vulnerability| self.vulnerability(vulnerability));
        for text in license_texts {
            (text.license, text.text) = (self.text(&text.license), self.text(&text.text));
        }
        self.notices(notices);
        out
    }

    fn vulnerability(&self, vulnerability: &mut Vulnerability) {
        let Vulnerability { id, aliases, summary, ratings, links, affects, place } = vulnerability;
        links.retain(|link| !self.is_internal(link));
        *id = self.text(id);
        self.texts(aliases);
        self.option(summary);
        self.texts(ratings);
        for Affected { component: _, reference, versions, status: _, justification } in affects {
            self.option(reference);
            self.texts(versions);
            self.option(justification);
        }
        self.place(place);
    }

    /// What a database says of a vulnerability.
    pub fn advisory(&self, advisory: &Advisory) -> Advisory {
        let mut out = advisory.clone();
        let Advisory { id, aliases, summary, ratings, links, modified: _, is_withdrawn: _, packages } = &mut out;
        links.retain(|link| !self.is_internal(link));
        *id = self.text(id);
        self.texts(aliases);
        self.option(summary);
        self.texts(ratings);
        packages.iter_mut().for_each(|package| package.name = self.text(&package.name));
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
        self.option(&mut component.version);
        self.option(&mut component.supplier);
        self.option(&mut component.copyright);
        for license in &mut component.licenses {
            license.raw = self.text(&license.raw);
        }
        self.place(&mut component.place);
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

    fn texts(&self, texts: &mut [String]) {
        texts.iter_mut().for_each(|text| *text = self.text(text));
    }

    fn option(&self, text: &mut Option<String>) {
        if let Some(text) = text {
            *text = self.text(text);
        }
    }

    /// Any value, all texts in it, persons too; words of ours that a value is made of stay, whoever is called like them.
    /// `None` where it cannot be written and read again. Costs its texts; their square where a name is a word of ours.
    pub fn value<T: Serialize + DeserializeOwned>(&self, value: &T) -> Option<T> {
        let plain = serde_json::to_value(value).ok()?;
        let mut json = plain.clone();
        self.json(&mut json, 0);
        if let Ok(out) = T::deserialize(&json) {
            return Some(out);
        }
        let mut out = plain.clone();
        let mut paths = Vec::new();
        texts(&plain, &mut Vec::new(), &mut paths);
        for path in paths {
            let (Some(replaced), Some(place)) = (at(&json, &path).cloned(), at_mut(&mut out, &path)) else { continue };
            let before = std::mem::replace(place, replaced);
            if T::deserialize(&out).is_err()
                && let Some(place) = at_mut(&mut out, &path)
            {
                *place = before;
            }
        }
        T::deserialize(&out).ok()
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
        self.terms.replaced(text).is_some()
    }
}

/// The texts of a value, by the positions of members that lead there.
fn texts(json: &Value, here: &mut Vec<usize>, out: &mut Vec<Vec<usize>>) {
    let members: Vec<&Value> = match json {
        Value::String(_) => return out.push(here.clone()),
        Value::Array(members) => members.iter().collect(),
        Value::Object(fields) => fields.values().collect(),
        _ => return,
    };
    if here.len() == DEEPEST {
        return;
    }
    for (position, member) in members.into_iter().enumerate() {
        here.push(position);
        texts(member, here, out);
        here.pop();
    }
}

fn at<'j>(json: &'j Value, path: &[usize]) -> Option<&'j Value> {
    path.iter().try_fold(json, |json, position| match json {
        Value::Array(members) => members.get(*position),
        Value::Object(fields) => fields.values().nth(*position),
        _ => None,
    })
}

fn at_mut<'j>(json: &'j mut Value, path: &[usize]) -> Option<&'j mut Value> {
    path.iter().try_fold(json, |json, position| match json {
        Value::Array(members) => members.get_mut(*position),
        Value::Object(fields) => fields.values_mut().nth(*position),
        _ => None,
    })
}

/// What is replaced in running text: names of files, their folders, what is stated, names of components.
fn terms(names: &BTreeMap<String, String>, files: &BTreeMap<String, String>, stated: &[String]) -> Terms {
    let mut terms: Vec<Term> = Vec::new();
    let mut add = |text: &str, by: &str, is_word: bool| {
        for text in [text.replace('@', "%40").replace('/', "%2F"), text.replace('@', "%40"), text.to_owned()] {
            terms.push(Term { text, by: by.to_owned(), is_word });
        }
    };
    // Of two for one text the first counts.
    for (name, by) in names {
        add(name, by, true);
    }
    for text in stated {
        add(text, SOMEBODY, false);
        add(text.trim_start_matches('@'), SOMEBODY, false);
    }
    for (name, by) in files {
        add(name, by, true);
        // A folder of a path stands in other places by itself; usual names of files tell nothing.
        let folders = name.rsplit_once('/').map_or("", |(folders, _)| folders);
        folders.split('/').filter(|folder| folder.len() > 3).for_each(|folder| add(folder, "folder", true));
    }
    Terms::new(terms)
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

#[cfg(test)]
mod tests;
