//! The third-party list as a file, in five formats. One format a file; all say the same and drop nothing.

mod csv;
mod html;
mod json;
mod markdown;
mod text;

use serde::{Deserialize, Serialize};

use crate::view::third_party::{Entry, ThirdPartyView};

/// The heading of every format.
const TITLE: &str = "Third-party components";

/// What to write the list as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ThirdPartyFormat {
    Text,
    Markdown,
    Html,
    Csv,
    Json,
}

impl ThirdPartyFormat {
    pub const ALL: [Self; 5] = [Self::Text, Self::Markdown, Self::Html, Self::Csv, Self::Json];

    /// The words on a menu.
    pub fn title(self) -> &'static str {
        match self {
            Self::Text => "Text",
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
            Self::Csv => "CSV",
            Self::Json => "JSON",
        }
    }

    /// The name of the file.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Text => "third-party-components.txt",
            Self::Markdown => "third-party-components.md",
            Self::Html => "third-party-components.html",
            Self::Csv => "third-party-components.csv",
            Self::Json => "third-party-components.json",
        }
    }

    pub fn media_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain",
            Self::Markdown => "text/markdown",
            Self::Html => "text/html",
            Self::Csv => "text/csv",
            Self::Json => "application/json",
        }
    }
}

/// Writes the list.
pub fn third_party(view: &ThirdPartyView, format: ThirdPartyFormat) -> String {
    match format {
        ThirdPartyFormat::Text => text::text(view),
        ThirdPartyFormat::Markdown => markdown::markdown(view),
        ThirdPartyFormat::Html => html::html(view),
        ThirdPartyFormat::Csv => csv::csv(view),
        ThirdPartyFormat::Json => json::json(view),
    }
}

/// What is told of an entry, as (title, text) pairs, empty ones left out. The source, copyright lines and licences are
/// told by each format in its own way.
fn facts(entry: &Entry) -> Vec<(&'static str, String)> {
    let all = [
        ("Package URL", entry.package_url.clone()),
        ("Supplier", entry.supplier.clone()),
        ("Licence as stated", entry.declared.clone()),
        ("Licence chosen", if entry.chosen.is_empty() { "none".to_owned() } else { entry.chosen.clone() }),
        ("Why", entry.why.clone()),
        ("Modified", if entry.modified { "yes".to_owned() } else { String::new() }),
        ("Source offer", entry.source_offer.clone()),
        ("Acknowledgement", entry.acknowledgements.join("; ")),
        ("Read from", entry.files.join(", ")),
    ];
    all.into_iter().filter(|(_, text)| !text.is_empty()).collect()
}

/// The names of entries.
fn labels(view: &ThirdPartyView, positions: &[usize]) -> Vec<String> {
    positions.iter().filter_map(|position| view.entries.get(*position)).map(Entry::label).collect()
}

/// The word for an entry without copyright lines.
const NO_COPYRIGHT: &str = "not stated";
