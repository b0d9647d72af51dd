//! Advisories of a vulnerability database: OSV records one by one, in a list, or as the export of an ecosystem
//! (`all.zip`), which is read record by record so that only what concerns the loaded packages is kept.
//!
//! Commit ranges are counted and not kept; `database_specific` is not read. Nothing here compares versions.
//!
//! Source: <https://ossf.github.io/osv-schema/>.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::packed::{self, Budget};
use super::support::json::pull::{self, Broken, Held, PullReader};
use super::support::places::grouped;
use super::{Input, is_usual_name, osv};
use crate::model::{Advisory, AdvisoryEvent, AdvisoryPackage, AdvisoryRange, MOST_LINKS, Notice, ReadError};

/// The most records kept of one file.
pub const MOST_KEPT: usize = 200_000;
/// Broken records told one by one.
const MOST_TOLD: usize = 20;
/// How many records of an archive are looked at to see what it is.
const LOOKED_AT: usize = 3;
/// Ratings kept of one record or package.
const MOST_RATINGS: usize = 16;
/// How many records lie between two words on progress.
const STEP: usize = 500;

/// What one file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Advisories {
    /// Those that were wanted, sorted by id.
    pub kept: Vec<Advisory>,
    /// Records that were read.
    pub records: usize,
    /// Records that were taken back; they are not kept.
    pub withdrawn: usize,
    /// The latest change of any record, as written; empty where none says.
    pub modified: String,
    /// Ecosystems as written (`Debian:12`), with the records that concern no other but its releases: those the file is
    /// about. Empty unless it is an export.
    pub covers: BTreeMap<String, usize>,
    pub is_export: bool,
    pub notices: Vec<Notice>,
}

/// Is the package wanted? Given the ecosystem and the name, as written.
pub type Wants<'w> = dyn FnMut(&str, &str) -> bool + 'w;

/// Does the file hold advisories? Looks at little of it.
pub fn holds_advisories(name: &str, bytes: &[u8]) -> bool {
    match packed::paths_of_zip(bytes, Budget::of_export()) {
        Some(paths) => {
            let fits = |path: &&String| path.ends_with(".json") && !is_usual_name(path);
            let is_likely = paths.iter().filter(fits).count() * 10 >= paths.len() * 9 && !paths.is_empty();
            is_likely && begins_with_records(name, bytes)
        }
        None => Input::new(name, bytes).is_ok_and(|input| (osv::FORMAT.identify)(&input)),
    }
}

fn begins_with_records(name: &str, bytes: &[u8]) -> bool {
    let (mut seen, mut records) = (0, 0);
    let walked = packed::walk_zip(name, bytes, Budget::of_export(), &mut |path, content, _| {
        seen += 1;
        let is_record =
            content.is_ok_and(|bytes| Input::new(path, bytes).is_ok_and(|input| (osv::FORMAT.identify)(&input)));
        records += usize::from(is_record);
        seen < LOOKED_AT
    });
    matches!(walked, Some(Ok(()))) && records > 0 && records == seen
}

/// Reads the advisories of a file. Of an export only those that concern a wanted package are kept, and of them only
/// those packages; of a file of single records, all. `tell` hears how many records are read and how many come.
///
/// # Errors
/// Where the packing is broken or passes a limit, or the file is no JSON.
pub fn read(
    name: &str,
    bytes: &[u8],
    wants: &mut Wants,
    tell: &mut dyn FnMut(usize, usize),
) -> Result<Advisories, ReadError> {
    let mut found = Advisories::default();
    let walked = packed::walk_zip(name, bytes, Budget::of_export(), &mut |path, content, after| {
        found.is_export = true;
        if found.records.is_multiple_of(STEP) {
            tell(found.records, found.records + after + 1);
        }
        found.take_entry(path, content, wants);
        true
    });
    match walked {
        Some(walked) => walked?,
        None => {
            let input = Input::new(name, bytes)?;
            let ((), json) = pull::read(&input.text, |json| found.take_all(json))?;
            found.notices.extend(input.notices);
            found.notices.extend(json.notices());
        }
    }
    found.kept.sort_by(|one, other| one.id.cmp(&other.id));
    Ok(found)
}

impl Advisories {
    fn take_entry(&mut self, path: &str, content: Result<&[u8], &ReadError>, wants: &mut Wants) {
        self.records += 1;
        let read = content.map_err(|error| error.message.clone()).and_then(|bytes| {
            let text = std::str::from_utf8(bytes).map_err(|_| "it is no text".to_owned())?;
            let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
            let read = pull::read(text, |json| record(json, Some(wants)));
            read.map(|(record, _)| record).map_err(|error| error.to_string())
        });
        match read {
            Ok(record) => self.add(record),
            Err(why) => self.tell(format!("{path} was left out: {why}")),
        }
    }

    /// One record, a list of them, or an answer with a list of them.
    fn take_all(&mut self, json: &mut PullReader) -> Result<(), Broken> {
        if json.is_list() {
            return self.take_list(json);
        }
        let held = json.hold()?;
        let mut is_answer = false;
        json.reread(held, |json| {
            if json.begin_object()? {
                while let Some(key) = json.next_key()? {
                    if key == "vulns" && json.is_list() {
                        is_answer = true;
                        self.take_list(json)?;
                    }
                }
            }
            Ok(())
        })?;
        if !is_answer {
            self.records += 1;
            let record = json.reread(held, |json| record(json, None))?;
            self.add(record);
        }
        Ok(())
    }

    fn take_list(&mut self, json: &mut PullReader) -> Result<(), Broken> {
        if json.begin_list()? {
            while json.next_element()? {
                self.records += 1;
                let record = record(json, None)?;
                self.add(record);
            }
        }
        Ok(())
    }

    fn add(&mut self, record: Record) {
        let Record { advisory, ecosystems } = record;
        if advisory.modified > self.modified {
            self.modified.clone_from(&advisory.modified);
        }
        if advisory.is_withdrawn {
            self.withdrawn += 1;
            return;
        }
        let outer = |ecosystem: &str| ecosystem.split(':').next().unwrap_or_default().to_owned();
        let is_of_one = ecosystems.windows(2).all(|pair| matches!(pair, [one, other] if outer(one) == outer(other)));
        if self.is_export && is_of_one {
            ecosystems.into_iter().for_each(|ecosystem| *self.covers.entry(ecosystem).or_default() += 1);
        }
        if advisory.id.is_empty() {
            self.tell("A record has no id".to_owned());
        } else if self.kept.len() >= MOST_KEPT {
            let message =
                format!("More than {} records concern what is loaded; the rest was left out", grouped(MOST_KEPT));
            if self.notices.iter().all(|notice| notice.code != "too-many-records") {
                self.notices.push(Notice::warning("too-many-records", message, None));
            }
        } else if !advisory.packages.is_empty() {
            self.kept.push(advisory);
        }
    }

    fn tell(&mut self, message: String) {
        if self.notices.len() < MOST_TOLD {
            self.notices.push(Notice::warning("broken-entry", message, None));
        }
    }
}

/// A record, and the ecosystems of all its packages, wanted or not; each once.
struct Record {
    advisory: Advisory,
    ecosystems: Vec<String>,
}

/// Takes a record. Of its packages those that are wanted are kept; all, where nobody says.
fn record<'a>(json: &mut PullReader<'a>, mut wants: Option<&mut Wants>) -> Result<Record, Broken> {
    let mut advisory = Advisory::default();
    let mut ecosystems: Vec<String> = Vec::new();
    let (mut summary, mut details): (Option<Cow<'a, str>>, Option<Held>) = (None, None);
    let mut rest: Vec<(&str, Held)> = Vec::new();
    if json.begin_object()? {
        while let Some(key) = json.next_key()? {
            match &*key {
                "id" => advisory.id = json.filled_text()?.unwrap_or_default().into_owned(),
                "modified" => advisory.modified = json.filled_text()?.unwrap_or_default().into_owned(),
                "withdrawn" => advisory.is_withdrawn = json.filled_text()?.is_some(),
                "summary" => summary = json.filled_text()?,
                "details" => details = Some(json.hold()?),
                "aliases" => rest.push(("aliases", json.hold()?)),
                "severity" => rest.push(("severity", json.hold()?)),
                "references" => rest.push(("references", json.hold()?)),
                "affected" if json.begin_list()? => {
                    while json.next_element()? {
                        advisory.packages.extend(package(json, &mut ecosystems, &mut wants)?);
                    }
                }
                _ => {}
            }
        }
    }
    if !advisory.packages.is_empty() {
        for (key, held) in rest {
            json.reread(held, |json| {
                match key {
                    "aliases" => advisory.aliases = texts(json)?,
                    "references" => texts_of(json, "url", MOST_LINKS, &mut advisory.links)?,
                    _ => texts_of(json, "score", MOST_RATINGS, &mut advisory.ratings)?,
                }
                Ok(())
            })?;
        }
        let details = match (&summary, details) {
            (None, Some(held)) => json.reread(held, PullReader::filled_text)?,
            _ => None,
        };
        let line = summary.as_deref().or_else(|| details.as_deref()?.lines().next());
        advisory.summary = line.map(|line| line.trim().to_owned());
    }
    Ok(Record { advisory, ecosystems })
}

fn package(
    json: &mut PullReader,
    ecosystems: &mut Vec<String>,
    wants: &mut Option<&mut Wants>,
) -> Result<Option<AdvisoryPackage>, Broken> {
    let mut package = AdvisoryPackage::default();
    let (mut ranges, mut versions, mut severity) = (None, None, None);
    if json.begin_object()? {
        while let Some(key) = json.next_key()? {
            match &*key {
                "package" if json.is_object() => {
                    json.begin_object()?;
                    while let Some(key) = json.next_key()? {
                        match &*key {
                            "ecosystem" => package.ecosystem = json.filled_text()?.unwrap_or_default().into_owned(),
                            "name" => package.name = json.filled_text()?.unwrap_or_default().into_owned(),
                            _ => {}
                        }
                    }
                }
                "ranges" => ranges = Some(json.hold()?),
                "versions" => versions = Some(json.hold()?),
                "severity" => severity = Some(json.hold()?),
                _ => {}
            }
        }
    }
    if !package.ecosystem.is_empty() && ecosystems.iter().all(|known| *known != package.ecosystem) {
        ecosystems.push(package.ecosystem.clone());
    }
    if package.name.is_empty() || !wants.as_mut().is_none_or(|wants| wants(&package.ecosystem, &package.name)) {
        return Ok(None);
    }
    if let Some(held) = ranges {
        json.reread(held, |json| read_ranges(json, &mut package))?;
    }
    if let Some(held) = versions {
        package.versions = json.reread(held, texts)?;
    }
    if let Some(held) = severity {
        json.reread(held, |json| texts_of(json, "score", MOST_RATINGS, &mut package.ratings))?;
    }
    Ok(Some(package))
}

fn read_ranges(json: &mut PullReader, package: &mut AdvisoryPackage) -> Result<(), Broken> {
    if !json.begin_list()? {
        return Ok(());
    }
    while json.next_element()? {
        let mut range = AdvisoryRange::default();
        let mut is_git = false;
        if json.begin_object()? {
            while let Some(key) = json.next_key()? {
                match &*key {
                    "type" => {
                        let kind = json.text()?;
                        range.is_semantic = kind.as_deref() == Some("SEMVER");
                        is_git = kind.as_deref() == Some("GIT");
                    }
                    "events" => events(json, &mut range.events)?,
                    _ => {}
                }
            }
        }
        if is_git {
            package.git_ranges += 1;
        } else if !range.events.is_empty() {
            package.ranges.push(range);
        }
    }
    Ok(())
}

fn events(json: &mut PullReader, into: &mut Vec<(AdvisoryEvent, String)>) -> Result<(), Broken> {
    if !json.begin_list()? {
        return Ok(());
    }
    while json.next_element()? {
        if !json.begin_object()? {
            continue;
        }
        while let Some(key) = json.next_key()? {
            let event = match &*key {
                "introduced" => AdvisoryEvent::Introduced,
                "fixed" => AdvisoryEvent::Fixed,
                "last_affected" => AdvisoryEvent::LastAffected,
                "limit" => AdvisoryEvent::Limit,
                _ => continue,
            };
            if let Some(version) = json.text_or_number()? {
                into.push((event, version.trim().to_owned()));
            }
        }
    }
    Ok(())
}

/// The texts that the objects of a list have under one key, as far as there is room.
fn texts_of(json: &mut PullReader, wanted: &str, most: usize, into: &mut Vec<String>) -> Result<(), Broken> {
    if !json.begin_list()? {
        return Ok(());
    }
    while json.next_element()? {
        if !json.begin_object()? {
            continue;
        }
        while let Some(key) = json.next_key()? {
            if key == wanted
                && let Some(text) = json.filled_text()?
                && into.len() < most
            {
                into.push(text.into_owned());
            }
        }
    }
    Ok(())
}

fn texts(json: &mut PullReader) -> Result<Vec<String>, Broken> {
    let mut found = Vec::new();
    if json.begin_list()? {
        while json.next_element()? {
            found.extend(json.filled_text()?.map(Cow::into_owned));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::advisories::tests_support::zip;

    const ONE: &str = r#"{"id":"X-1","modified":"2026-01-02T00:00:00Z","aliases":["CVE-2026-1"],"severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N"}],
        "details":"First line\nSecond","references":[{"type":"WEB","url":"https://a.example/1"},{"url":"b"},{},{"url":"c"},{"url":"d"}],"affected":[{"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"1.2.0"}]},{"type":"GIT","events":[{"introduced":"0"}]}],
        "package":{"name":"cup","ecosystem":"npm"},"versions":["1.0.0"]},{"package":{"name":"bowl","ecosystem":"Maven"}}]}"#;

    #[test]
    fn a_record_is_read_whole() {
        let found = read("X-1.json", ONE.as_bytes(), &mut |_, _| false, &mut |_, _| {}).unwrap();
        let advisory = &found.kept[0];
        assert_eq!((advisory.id.as_str(), advisory.summary.as_deref()), ("X-1", Some("First line")));
        assert_eq!(
            (advisory.aliases.as_slice(), advisory.ratings.as_slice()),
            (&["CVE-2026-1".to_owned()][..], &["CVSS:3.1/AV:N".to_owned()][..])
        );
        assert_eq!(advisory.links, ["https://a.example/1", "b", "c"]);
        let cup = &advisory.packages[0];
        assert_eq!((cup.name.as_str(), cup.git_ranges, cup.versions.len(), cup.ranges.len()), ("cup", 1, 1, 1));
        assert_eq!(
            cup.ranges[0].events,
            [(AdvisoryEvent::Introduced, "0".to_owned()), (AdvisoryEvent::Fixed, "1.2.0".to_owned())]
        );
        assert_eq!(
            (found.modified.as_str(), found.is_export, advisory.packages.len()),
            ("2026-01-02T00:00:00Z", false, 2)
        );
    }

    #[test]
    fn lists_and_answers_are_read_alike() {
        for text in [format!("[{ONE},{ONE}]"), format!(r#"{{"vulns":[{ONE},{ONE}]}}"#)] {
            let found = read("x.json", text.as_bytes(), &mut |_, _| false, &mut |_, _| {}).unwrap();
            assert_eq!((found.records, found.kept.len()), (2, 2));
        }
    }

    #[test]
    fn of_an_export_only_what_is_wanted_is_kept() {
        let other = r#"{"id":"X-2","modified":"2026-03-01T00:00:00Z","affected":[{"package":{"name":"spoon","ecosystem":"npm"}}]}"#;
        let gone = r#"{"id":"X-3","modified":"2026-02-01T00:00:00Z","withdrawn":"2026-02-01T00:00:00Z","affected":[{"package":{"name":"cup","ecosystem":"npm"}}]}"#;
        let bytes = zip(&[("X-1.json", ONE), ("X-2.json", other), ("X-3.json", gone), ("X-4.json", "{")]);
        assert!(holds_advisories("all.zip", &bytes));
        let found = read("all.zip", &bytes, &mut |ecosystem, name| (ecosystem, name) == ("npm", "cup"), &mut |_, _| {})
            .unwrap();
        assert_eq!((found.records, found.withdrawn, found.kept.len(), found.is_export), (4, 1, 1, true));
        assert_eq!(found.kept[0].packages.len(), 1);
        assert_eq!(found.modified, "2026-03-01T00:00:00Z");
        // X-1 concerns npm and Maven: it does not make the file one about Maven.
        assert_eq!(found.covers, BTreeMap::from([("npm".to_owned(), 1)]));
        assert!(found.notices[0].message.starts_with("X-4.json was left out"));
    }

    #[test]
    fn other_archives_are_no_exports() {
        assert!(!holds_advisories("a.zip", &zip(&[("package-lock.json", "{}")])));
        assert!(!holds_advisories("a.zip", &zip(&[("a.json", r#"{"id":"x"}"#), ("b.json", "{}")])));
        assert!(!holds_advisories("a.zip", &zip(&[])));
        assert!(!holds_advisories("a.json", b"{}"));
    }
}

/// Archives for tests.
#[cfg(test)]
pub(crate) mod tests_support {
    use flate2::Crc;

    /// A zip archive of files that are stored as they are.
    pub fn zip(files: &[(&str, &str)]) -> Vec<u8> {
        let (mut out, mut directory) = (Vec::new(), Vec::new());
        for (path, content) in files {
            let mut crc = Crc::new();
            crc.update(content.as_bytes());
            let at = out.len() as u32;
            let sizes = [crc.sum(), content.len() as u32, content.len() as u32];
            let fields: Vec<u8> = sizes.iter().flat_map(|size| size.to_le_bytes()).collect();
            let length = (path.len() as u16).to_le_bytes();
            out.extend(b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0");
            out.extend(&fields);
            out.extend(length);
            out.extend([0, 0]);
            out.extend(path.as_bytes());
            out.extend(content.as_bytes());
            directory.extend(b"PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\0\0");
            directory.extend(&fields);
            directory.extend(length);
            directory.extend([0; 12]);
            directory.extend(at.to_le_bytes());
            directory.extend(path.as_bytes());
        }
        let (start, size, count) = (out.len() as u32, directory.len() as u32, (files.len() as u16).to_le_bytes());
        out.extend(directory);
        out.extend(b"PK\x05\x06\0\0\0\0");
        out.extend(count);
        out.extend(count);
        out.extend(size.to_le_bytes());
        out.extend(start.to_le_bytes());
        out.extend([0, 0]);
        out
    }
}
