//! The files that say something of vulnerabilities: what each holds and of when it is.

use super::{SourceLine, counted};
use crate::analysis::vulnerabilities::{Source, Vulnerabilities};
use crate::view::facts::{Facts, LoadedDatabase, LoadedFile};
use crate::view::words::{count, list, visible};

/// Databases in the order they came, then files with lists and statements.
pub(super) fn sources(facts: &Facts, known: &Vulnerabilities) -> Vec<SourceLine> {
    let databases = facts.included_databases();
    let of_databases = databases.iter().filter_map(|database| {
        let file = facts.files.iter().find(|file| file.id == database.id)?;
        Some(source_line(file, &database.advisories.modified, database_words(database)))
    });
    let documents = (0u32..).zip(&facts.document_files).filter_map(|(index, file)| {
        let file = facts.files.get(*file)?;
        let document = &file.content.as_ref().ok()?.document;
        let stated = document.vulnerabilities.len();
        if stated == 0 || databases.iter().any(|database| database.id == file.id) {
            return None;
        }
        let unplaced = match known.unplaced.get(&index).copied().unwrap_or_default() {
            0 => String::new(),
            1 => "; 1 statement names nothing that is loaded".to_owned(),
            unplaced => format!("; {} name nothing that is loaded", count(unplaced, "statement")),
        };
        let created = document.created.as_deref().unwrap_or_default();
        Some(source_line(file, created, format!("{} stated{unplaced}", counted(stated))))
    });
    of_databases.chain(documents).collect()
}

fn source_line(file: &LoadedFile, time: &str, words: String) -> SourceLine {
    SourceLine { file: file.id, name: visible(&file.name), date: date(time), words }
}

/// `2 records, about npm; 3 ranges of commits not compared`.
fn database_words(database: &LoadedDatabase) -> String {
    let found = &database.advisories;
    let covers: Vec<String> = found.covers.keys().map(|name| visible(name)).collect();
    let about = match covers.is_empty() {
        true => "single records".to_owned(),
        false => format!("about {}", list(&covers, 4)),
    };
    let git = match found.kept.iter().flat_map(|known| &known.packages).map(|package| package.git_ranges).sum() {
        0 => String::new(),
        git => format!("; {} of commits not compared", count(git, "range")),
    };
    format!("{}, {about}{git}", count(found.records, "record"))
}

/// The day of a time as written.
pub(super) fn date(time: &str) -> String {
    let day = time.get(..10).unwrap_or(time);
    if day.is_empty() { "an unknown date".to_owned() } else { visible(day) }
}

/// The databases, by id, that cover packages they were not asked about.
pub(super) fn reread(facts: &Facts, known: &Vulnerabilities) -> Vec<u32> {
    let databases = facts.included_databases();
    known.unasked.iter().filter_map(|position| databases.get(*position)).map(|database| database.id).collect()
}

/// The file's name.
pub(super) fn source_name(facts: &Facts, source: Source) -> String {
    let name = match source {
        Source::Document(document) => facts.file_of_document(document).map(|file| &file.name),
        Source::Database(position) => {
            let id = facts.included_databases().get(position).map(|database| database.id);
            facts.files.iter().find(|file| Some(file.id) == id).map(|file| &file.name)
        }
    };
    name.map(|name| visible(name)).unwrap_or_default()
}

/// Who makes a statement: the file, and those who stand for it where it says so.
pub(super) fn teller(facts: &Facts, source: Source) -> String {
    let name = source_name(facts, source);
    let authors = match source {
        Source::Document(document) => facts.file_of_document(document).and_then(|file| file.content.as_ref().ok()),
        Source::Database(_) => None,
    };
    let authors: Vec<String> =
        authors.map(|read| read.document.authors.iter().map(|author| visible(author)).collect()).unwrap_or_default();
    if authors.is_empty() { name } else { format!("{name} ({})", list(&authors, 2)) }
}
