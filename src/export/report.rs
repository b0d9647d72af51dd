//! All that one hands over in one file: figures, findings, components, duties, and what it rests on. As HTML and Markdown.
//!
//! Lays out what the views say; chooses and judges nothing.

mod html;
mod html_quality;
mod markdown;

pub use html::html;
pub use markdown::markdown;

use super::hygiene::Hygiene;
use super::quality;
use super::vulnerabilities::Vulnerabilities;
use crate::view::duties::{self, DutiesView};
use crate::view::facts::Facts;
use crate::view::inventory::{self, InventoryRequest, Row};
use crate::view::licenses::{self, LicensesRequest, LicensesView};
use crate::view::overview::{self, OverviewView};
use crate::view::quality::{QualityRequest, QualityView};
use crate::view::words::visible;

/// The most components that the table holds.
pub const MOST_ROWS: usize = 5_000;
const TITLE: &str = "Dependencies and licences";
/// The headings of the table of components.
const COLUMNS: [&str; 7] = ["Verdict", "Component", "Version", "Licence", "Scope", "Depth", "Read from"];

/// Everything a report says, ready to show.
pub struct Report {
    pub overview: OverviewView,
    pub licenses: LicensesView,
    pub duties: DutiesView,
    pub vulnerabilities: Vulnerabilities,
    pub hygiene: Hygiene,
    /// Each SBOM by the first profile.
    pub quality: Vec<QualityView>,
    /// At most [`MOST_ROWS`], of `total`.
    pub rows: Vec<Row>,
    pub total: usize,
    /// Tool, files with checksums, context, data and their dates, advice.
    pub stamp: Vec<String>,
    pub credits: Vec<&'static str>,
}

impl Report {
    pub fn new(facts: &Facts, stamp: &[String]) -> Self {
        let mut rows = inventory::all_rows(facts, &InventoryRequest::default());
        let total = rows.len();
        rows.truncate(MOST_ROWS);
        Self {
            overview: overview::overview(facts),
            licenses: licenses::licenses(facts, &LicensesRequest::default()),
            duties: duties::duties(facts),
            vulnerabilities: Vulnerabilities::new(facts),
            hygiene: Hygiene::new(facts),
            quality: quality::of_all(facts, &QualityRequest::default()),
            rows,
            total,
            stamp: stamp.iter().map(|line| visible(line)).collect(),
            credits: vec![crate::licenses::MATRIX_CREDIT, crate::licenses::CLASS_CREDIT, crate::licenses::NAMES_CREDIT],
        }
    }
}

/// The cells of a row, in the order of [`COLUMNS`].
fn cells(row: &Row) -> [String; 7] {
    [
        row.verdict.title().to_owned(),
        row.name.clone(),
        row.version.clone(),
        row.license.clone(),
        row.scope.clone(),
        row.depth.map(|depth| depth.to_string()).unwrap_or_default(),
        row.file.clone(),
    ]
}
