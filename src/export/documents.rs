//! What is known, as documents for other tools and for people: SBOMs, findings for code scanning, reports. One list.

use super::{hygiene, quality, report, sarif, sbom, vulnerabilities};
use crate::view::facts::Facts;
use crate::view::quality::QualityRequest;

/// A document that can be saved.
#[derive(Clone, Copy)]
pub struct DocumentFormat {
    /// The name in requests and on the command line.
    pub id: &'static str,
    /// The words on a menu.
    pub title: &'static str,
    pub file_name: &'static str,
    pub media_type: &'static str,
    /// What it is good for.
    pub hint: &'static str,
    /// The part of the dialog it stands in.
    pub part: Part,
}

/// The parts of the dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Sbom,
    Findings,
    Vulnerabilities,
    Hygiene,
    Quality,
    Report,
}

/// Every document, as the menu lists them.
pub fn all() -> Vec<DocumentFormat> {
    let sboms = sbom::ALL.iter().map(|format| DocumentFormat {
        id: format.id,
        title: format.title,
        file_name: format.file_name,
        media_type: format.media_type,
        hint: format.hint,
        part: Part::Sbom,
    });
    let tables = [VULNERABILITIES, HYGIENE, QUALITY].into_iter().flatten();
    sboms.chain([SARIF]).chain(tables).chain([HTML, MARKDOWN]).collect()
}

const SARIF: DocumentFormat = DocumentFormat {
    id: "sarif",
    title: "SARIF",
    file_name: "lockscope-findings.sarif",
    media_type: "application/sarif+json",
    hint: "For code scanning",
    part: Part::Findings,
};

/// As a table, and as Markdown.
const fn both(
    ids: [&'static str; 2],
    file_names: [&'static str; 2],
    hint: &'static str,
    part: Part,
) -> [DocumentFormat; 2] {
    [
        DocumentFormat { id: ids[0], title: "CSV", file_name: file_names[0], media_type: "text/csv", hint, part },
        DocumentFormat {
            id: ids[1],
            title: "Markdown",
            file_name: file_names[1],
            media_type: "text/markdown",
            hint,
            part,
        },
    ]
}

const VULNERABILITIES: [DocumentFormat; 2] = both(
    ["vulnerabilities-csv", "vulnerabilities-markdown"],
    ["lockscope-vulnerabilities.csv", "lockscope-vulnerabilities.md"],
    "What is known, in which components, who says so, and what was not checked",
    Part::Vulnerabilities,
);

const HYGIENE: [DocumentFormat; 2] = both(
    ["hygiene-csv", "hygiene-markdown"],
    ["lockscope-hygiene.csv", "lockscope-hygiene.md"],
    "Findings with their components, places and advice",
    Part::Hygiene,
);

const QUALITY: [DocumentFormat; 2] = both(
    ["quality-csv", "quality-markdown"],
    ["lockscope-quality.csv", "lockscope-quality.md"],
    "Every element of each SBOM, and the components without it",
    Part::Quality,
);

const HTML: DocumentFormat = DocumentFormat {
    id: "report-html",
    title: "HTML",
    file_name: "lockscope-report.html",
    media_type: "text/html",
    hint: "One file to read, print and hand over",
    part: Part::Report,
};

const MARKDOWN: DocumentFormat = DocumentFormat {
    id: "report-markdown",
    title: "Markdown",
    file_name: "lockscope-report.md",
    media_type: "text/markdown",
    hint: "For a merge request or a wiki",
    part: Part::Report,
};

/// Writes a document; of one file alone where an SBOM of it is asked for. `stamp` says what it was made from.
///
/// # Errors
/// In words: there is no such format, no such file, or nothing is loaded.
pub fn write(
    facts: &Facts,
    id: &str,
    file: Option<u32>,
    stamp: Vec<String>,
) -> Result<(DocumentFormat, String), String> {
    let format =
        all().into_iter().find(|format| format.id == id).ok_or_else(|| format!("There is no format “{id}”"))?;
    let is_table = format.media_type == "text/csv";
    let text = match (sbom::SbomFormat::by_id(id), file) {
        (Some(format), None) => (format.write)(&sbom::of_workspace(facts, stamp)),
        (Some(format), Some(file)) => {
            let sbom = sbom::of_file(facts, file, stamp).ok_or("This file is not here, or could not be read")?;
            (format.write)(&sbom)
        }
        (None, _) if id == SARIF.id => sarif::sarif(facts, &stamp),
        (None, _) if format.part == Part::Vulnerabilities => {
            let found = vulnerabilities::Vulnerabilities::new(facts);
            if is_table { vulnerabilities::csv(&found, &stamp) } else { vulnerabilities::markdown(&found, &stamp) }
        }
        (None, _) if format.part == Part::Hygiene => {
            let found = hygiene::Hygiene::new(facts);
            if is_table { hygiene::csv(&found, &stamp) } else { hygiene::markdown(&found, &stamp) }
        }
        (None, _) if format.part == Part::Quality => {
            return write_quality(facts, id, &QualityRequest::default(), stamp);
        }
        (None, _) => {
            let report = report::Report::new(facts, &stamp);
            if id == HTML.id { report::html(&report) } else { report::markdown(&report) }
        }
    };
    Ok((format, text))
}

/// Writes the quality of SBOMs by a profile of one's choice.
///
/// # Errors
/// In words: there is no such format.
pub fn write_quality(
    facts: &Facts,
    id: &str,
    request: &QualityRequest,
    stamp: Vec<String>,
) -> Result<(DocumentFormat, String), String> {
    let format =
        QUALITY.into_iter().find(|format| format.id == id).ok_or_else(|| format!("There is no format “{id}”"))?;
    let views = quality::of_all(facts, request);
    let text = match format.media_type {
        "text/csv" => quality::csv(facts, &views, &stamp),
        _ => quality::markdown(&views, &stamp),
    };
    Ok((format, text))
}
