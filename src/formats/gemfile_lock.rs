//! Gemfile.lock: what Bundler resolved, source by source.
//!
//! The file names no project; a stand-in needs what stands under DEPENDENCIES. It does not say which
//! groups (`:test`) need a gem. A gem that stands there once for each platform is one component.
//!
//! Source: Bundler's `LockfileParser`, <https://github.com/ruby/rubygems/tree/master/bundler>.

use std::collections::HashMap;

use super::support::arrows::Arrows;
use super::support::conflict::refuse_merge_conflict;
use super::support::notices::Notices;
use super::support::places::counted;
use super::support::stand_in::add_project;
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Ecosystem, PackageUrl, Place, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "gemfile-lock",
    title: "Gemfile.lock",
    family: "Ruby",
    file_names: &["Gemfile.lock", "gems.locked", "Gemfile.next.lock", "*.gemfile.lock"],
    versions: "",
    holds: Holds { dependencies: true, hashes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

/// So many versions of one gem count as what its dependents may get, each for a platform.
const MOST_VERSIONS: usize = 16;

fn identify(input: &Input) -> bool {
    let (mut has_source, mut has_specs) = (false, false);
    for line in input.head().lines().map(str::trim_end) {
        has_source |= is_source(line);
        has_specs |= has_source && line == "  specs:";
        // Old files of Paket look alike.
        if matches!(line, "NUGET" | "GITHUB" | "HTTP") {
            return false;
        }
    }
    has_specs
}

fn is_source(heading: &str) -> bool {
    matches!(heading, "GEM" | "GIT" | "PATH" | "PLUGIN SOURCE")
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    refuse_merge_conflict(&input.text)?;
    let mut lock = Lock::new(Notices::new(input.notices.clone()));
    for (line, number) in input.text.lines().zip(1..) {
        lock.read_line(line.trim_end(), number);
    }
    Ok(lock.finish())
}

/// A lockfile being read, line by line.
struct Lock<'t> {
    section: &'t str,
    source: Source<'t>,
    /// The gem whose dependencies follow.
    current: Option<ComponentIndex>,
    components: Vec<Component>,
    /// Gems by name: one, but for gems locked in another version for another platform.
    by_name: HashMap<&'t str, Vec<ComponentIndex>>,
    by_version: HashMap<(&'t str, Option<&'t str>), ComponentIndex>,
    /// What a gem needs: (gem, name, line).
    needs: Vec<(ComponentIndex, &'t str, u32)>,
    direct: Vec<(&'t str, u32)>,
    /// Gems that stand there for more than one platform.
    joined: usize,
    generator: Option<String>,
    notices: Notices,
}

/// Where the gems of a section come from.
#[derive(Default)]
struct Source<'t> {
    remote: Option<&'t str>,
    revision: Option<&'t str>,
}

impl<'t> Lock<'t> {
    fn new(notices: Notices) -> Self {
        Self {
            section: "",
            source: Source::default(),
            current: None,
            components: Vec::new(),
            by_name: HashMap::new(),
            by_version: HashMap::new(),
            needs: Vec::new(),
            direct: Vec::new(),
            joined: 0,
            generator: None,
            notices,
        }
    }

    fn read_line(&mut self, line: &'t str, number: u32) {
        let text = line.trim_start();
        let indent = line.len() - text.len();
        match (indent, self.section) {
            _ if text.is_empty() => {}
            (0, _) => {
                self.section = text;
                self.source = Source::default();
                self.current = None;
            }
            (2, section) if is_source(section) => self.read_option(text),
            (4, section) if is_source(section) => self.read_gem(text, number),
            (6, section) if is_source(section) => match self.current {
                Some(gem) => self.needs.push((gem, name_of(text), number)),
                None => self.note_unread(number),
            },
            (2, "DEPENDENCIES") => self.direct.push((name_of(text), number)),
            (2, "CHECKSUMS") => self.read_checksum(text, number),
            (_, "BUNDLED WITH") => self.generator = Some(format!("Bundler {text}")),
            (_, section) if is_source(section) || matches!(section, "DEPENDENCIES" | "CHECKSUMS") => {
                self.note_unread(number);
            }
            _ => {}
        }
    }

    fn read_option(&mut self, text: &'t str) {
        match text.split_once(": ") {
            // A section may name several registries; gems of the first are the rule.
            Some(("remote", remote)) => self.source.remote = self.source.remote.or(Some(remote)),
            Some(("revision", revision)) => self.source.revision = Some(revision),
            _ => {}
        }
    }

    /// `nokogiri (1.18.2-x86_64-linux-gnu)`
    fn read_gem(&mut self, text: &'t str, line: u32) {
        let place = Place::Line { line, column: 5 };
        let name = name_of(text);
        let version = parenthesised(text).map(version_of);
        if let Some(&known) = self.by_version.get(&(name, version)) {
            self.joined += 1;
            self.current = Some(known);
            return;
        }
        if version.is_none() {
            self.notices.warning("missing-version", Some(place.clone()), format!("`{name}` has no version"));
        }
        let own = self.section == "PATH";
        let index = ComponentIndex::try_from(self.components.len()).unwrap_or(ComponentIndex::MAX);
        let source = match (self.source.remote, self.source.revision) {
            (Some(remote), Some(revision)) => Some(format!("{remote}#{revision}")),
            (remote, _) => remote.map(str::to_owned),
        };
        self.components.push(Component {
            name: name.to_owned(),
            version: version.map(str::to_owned),
            ecosystem: Ecosystem::Gem,
            package_url: PackageUrl::new("gem", None, name, version),
            scope: if self.section == "PLUGIN SOURCE" { Scope::Development } else { Scope::Unknown },
            own,
            source,
            place: Some(place),
            ..Component::default()
        });
        self.by_version.insert((name, version), index);
        let named = self.by_name.entry(name).or_default();
        if named.len() < MOST_VERSIONS {
            named.push(index);
        }
        self.current = Some(index);
    }

    /// `rack (3.1.0) sha256=…,sha512=…`
    fn read_checksum(&mut self, text: &str, line: u32) {
        let (gem, sums) = text.split_once(") ").unwrap_or((text, ""));
        let (name, version) = (name_of(gem), gem.split_once(" (").map(|(_, version)| version_of(version)));
        let version = version.map(|version| version.trim_end_matches(')'));
        match self.by_version.get(&(name, version)).and_then(|index| self.components.get_mut(*index as usize)) {
            Some(gem) => {
                let sums = sums.split(',').filter_map(|sum| sum.trim().split_once('='));
                gem.hashes.extend(sums.map(|(algorithm, value)| format!("{algorithm}:{value}")));
            }
            None => {
                let message = format!("The checksum of `{name}` belongs to no gem of the file");
                self.notices.warning("dangling-reference", Some(Place::Line { line, column: 3 }), message);
            }
        }
    }

    fn note_unread(&mut self, line: u32) {
        let message = "This line is not indented like any that Bundler writes; it was left out";
        self.notices.warning("unreadable-line", Some(Place::Line { line, column: 1 }), message);
    }

    fn finish(mut self) -> Document {
        let mut arrows = Arrows::default();
        for (from, name, line) in std::mem::take(&mut self.needs) {
            self.find(name, line).into_iter().for_each(|to| arrows.add(from, to, Scope::Runtime));
        }
        let mut direct: Vec<ComponentIndex> = Vec::new();
        for (name, line) in std::mem::take(&mut self.direct) {
            direct.extend(self.find(name, line));
        }
        direct.sort_unstable();
        direct.dedup();
        if self.joined > 0 {
            let count = counted(self.joined, "further platform variant was", "further platform variants were");
            let message = format!("{count} joined with the gem of the same name and version");
            self.notices.info("joined-variants", None, message);
        }
        let mut document = Document {
            format: FORMAT.id,
            generator: self.generator,
            components: self.components.into(),
            dependencies: arrows.finish(),
            ..Document::default()
        };
        add_project(&mut document, Ecosystem::Gem, direct.into_iter().map(|index| (index, Scope::Unknown)));
        document.notices = self.notices.finish();
        document
    }

    /// The gems of this name. Bundler locks neither itself nor what is for another platform.
    fn find(&mut self, name: &str, line: u32) -> Vec<ComponentIndex> {
        let found = self.by_name.get(name).cloned().unwrap_or_default();
        if found.is_empty() && name != "bundler" {
            let place = Some(Place::Line { line, column: 1 });
            let message = format!("`{name}` is not locked; it may be for a platform that the file does not list");
            self.notices.info("absent-dependency", place, message);
        }
        found
    }
}

/// `rack` of `rack (~> 2.0)!`
fn name_of(text: &str) -> &str {
    text.split(" (").next().unwrap_or(text).trim_end_matches('!')
}

/// `~> 2.0` of `rack (~> 2.0)!`
fn parenthesised(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once(" (")?;
    rest.strip_suffix(')').filter(|inside| !inside.is_empty())
}

/// `1.18.2` of `1.18.2-x86_64-linux-gnu`: what follows the first hyphen is a platform.
fn version_of(text: &str) -> &str {
    text.split('-').next().unwrap_or(text)
}
