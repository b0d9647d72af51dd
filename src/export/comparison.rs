//! The comparison of two files as a document: figures, what is new on top, every cause with its changes.

mod html;
mod markdown;

use serde::{Deserialize, Serialize};

use crate::view::compare::{CauseView, CompareLine, CompareView, Figure, Note, Tone, TopLine};

/// The heading of every format.
const TITLE: &str = "Comparison of two files";
/// The headings of the table of a cause.
const COLUMNS: [&str; 5] = ["Change", "Component", "Version", "Verdict", "What changed"];

/// What to write the comparison as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ComparisonFormat {
    Markdown,
    Html,
}

impl ComparisonFormat {
    pub const ALL: [Self; 2] = [Self::Markdown, Self::Html];

    /// The words on a menu.
    pub fn title(self) -> &'static str {
        match self {
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
        }
    }

    /// The name of the file.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Markdown => "lockscope-comparison.md",
            Self::Html => "lockscope-comparison.html",
        }
    }

    pub fn media_type(self) -> &'static str {
        match self {
            Self::Markdown => "text/markdown",
            Self::Html => "text/html",
        }
    }
}

/// Writes the comparison. `stamp` says what it was made from.
pub fn comparison(view: &CompareView, format: ComparisonFormat, stamp: &[String]) -> String {
    match format {
        ComparisonFormat::Markdown => markdown::markdown(view, stamp),
        ComparisonFormat::Html => html::html(view, stamp),
    }
}

/// `472 to 487 components`.
fn figure_words(figure: &Figure) -> String {
    let before = if figure.before.is_empty() { String::new() } else { format!("{} to ", figure.before) };
    format!("{before}{} {}", figure.value, figure.title)
}

/// What is remarked on a line on top: `, decided`.
fn remarks(line: &TopLine) -> String {
    let unsure = if line.is_unsure { ", its licence is not known in the other file" } else { "" };
    format!("{unsure}{}", if line.is_decided { ", decided" } else { "" })
}

/// `+9 −2 ~1`.
fn counts(cause: &CauseView) -> String {
    let counts = [(Tone::Added, cause.added), (Tone::Removed, cause.removed), (Tone::Changed, cause.changed)];
    let counts = counts.iter().filter(|(_, number)| *number > 0);
    counts.map(|(tone, number)| format!("{}{number}", tone.sign())).collect::<Vec<_>>().join(" ")
}

/// What changed, a part for each kind: words, and texts of files apart from them.
fn changes(line: &CompareLine) -> Vec<Part> {
    // Why there is none may quote the file too.
    let license = (!line.license.is_empty()).then(|| vec![Said::Text(line.license.clone())]);
    license.into_iter().chain(line.notes.iter().map(note)).collect()
}

/// Words in order.
type Part = Vec<Said>;

/// Our words, or a text that stands in a file.
enum Said {
    Words(String),
    Text(String),
}

fn note(note: &Note) -> Part {
    if !note.words.is_empty() {
        return vec![Said::Text(note.words.clone())];
    }
    let verdicts = note.verdicts.filter(|(before, after)| before != after);
    let verdict = |verdict: Option<&'static str>| verdict.map(|title| Said::Words(format!("({title})")));
    let mut part = vec![Said::Words(note.title.clone()), Said::Text(note.before.clone())];
    part.extend(verdict(verdicts.map(|(before, _)| before.title())));
    part.extend([Said::Words("to".to_owned()), Said::Text(note.after.clone())]);
    part.extend(verdict(verdicts.map(|(_, after)| after.title())));
    part
}
