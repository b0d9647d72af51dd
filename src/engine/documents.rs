//! Answers that are whole documents: SBOMs, reports, workbooks.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{Response, Workspace};
use crate::export::documents::{self, DocumentFormat};
use crate::export::{self, xlsx};
use crate::view::estate::{self, EstateRequest, EstateTable};
use crate::view::inventory::{self, InventoryRequest};
use crate::view::quality::QualityRequest;
use crate::view::words::{count, length, visible};

impl Workspace {
    pub(super) fn export_document(&self, id: &str, file: Option<u32>, stamp: Vec<String>) -> Response {
        saved(documents::write(&self.facts, id, file, stamp))
    }

    pub(super) fn export_quality(&self, id: &str, request: &QualityRequest, stamp: Vec<String>) -> Response {
        saved(documents::write_quality(&self.facts, id, request, stamp))
    }

    pub(super) fn export_workbook(&self, request: &InventoryRequest, stamp: &[String]) -> Response {
        let rows = inventory::all_rows(&self.facts, request);
        let direction = if request.descending { "descending" } else { "ascending" };
        let told = [
            ("Rows", format!("{} of {}", rows.len(), self.facts.graph.nodes.len())),
            ("Filter", filter(&request.query)),
            ("Sorted by", format!("{}, {direction}", request.sort.title())),
        ];
        book("lockscope-inventory.xlsx", &xlsx::inventory(&rows, &self.provenance(&told, stamp)))
    }

    pub(super) fn export_estate(&self, table: EstateTable, request: &EstateRequest, stamp: &[String]) -> Response {
        let tables = estate::tables(&self.facts, request, Some(table));
        let mut lines = vec![format!("Filter: {}", estate_filter(request))];
        if table == EstateTable::Uses && tables.uses.len() < tables.uses_total {
            lines.push(format!("Uses: the first {} of {}", length(tables.uses.len()), length(tables.uses_total)));
        }
        lines.extend(stamp.iter().cloned());
        Response::File {
            name: format!("lockscope-estate-{}.csv", table.as_str()),
            media_type: "text/csv".to_owned(),
            text: export::estate::csv(&tables, table, &lines),
        }
    }

    pub(super) fn export_estate_workbook(&self, request: &EstateRequest, stamp: &[String]) -> Response {
        let tables = estate::tables(&self.facts, request, None);
        let some = |shown: usize, total: usize| format!("{} of {}", length(shown), length(total));
        let mut told = vec![
            ("Packages", some(tables.packages.len(), tables.packages_total)),
            ("Projects", some(tables.projects.len(), tables.projects_total)),
            ("Uses", some(tables.uses.len(), tables.uses_total)),
            ("Filter", estate_filter(request)),
        ];
        let labelled = self.facts.owners.len();
        if labelled > 0 {
            told.push(("Owners", format!("{}, set on the page", count(labelled, "label"))));
        }
        book("lockscope-estate.xlsx", &export::estate::xlsx(&tables, &self.provenance(&told, stamp)))
    }

    /// Pairs of what and which, for a sheet: what was chosen, the day, the stamp.
    fn provenance(&self, told: &[(&str, String)], stamp: &[String]) -> Vec<(String, String)> {
        let mut out: Vec<(String, String)> =
            told.iter().map(|(what, which)| ((*what).to_owned(), which.clone())).collect();
        out.extend(self.facts.today.map(|today| ("Saved".to_owned(), today.to_string())));
        out.extend(stamp.iter().map(|line| {
            let (what, which) = line.split_once(": ").unwrap_or(("About", line));
            (what.to_owned(), visible(which))
        }));
        out
    }
}

fn filter(query: &str) -> String {
    if query.trim().is_empty() { "none".to_owned() } else { visible(query) }
}

/// The query and the other filters in one line.
fn estate_filter(request: &EstateRequest) -> String {
    let mut parts: Vec<String> = Vec::new();
    if !request.query.trim().is_empty() {
        parts.push(visible(&request.query));
    }
    parts.extend(request.project.as_ref().map(|key| format!("project {}", visible(key))));
    parts.extend(request.owner.as_ref().map(|owner| match owner.as_str() {
        "" => "projects without an owner".to_owned(),
        owner => format!("owner {}", visible(owner)),
    }));
    parts.extend(request.ecosystem.map(|ecosystem| format!("ecosystem {}", ecosystem.as_str())));
    if parts.is_empty() { "none".to_owned() } else { parts.join("; ") }
}

fn book(name: &str, bytes: &[u8]) -> Response {
    Response::FileBytes {
        name: name.to_owned(),
        media_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned(),
        base64: STANDARD.encode(bytes),
    }
}

fn saved(written: Result<(DocumentFormat, String), String>) -> Response {
    match written {
        Ok((format, text)) => {
            let (name, media_type) = (format.file_name.to_owned(), format.media_type.to_owned());
            Response::File { name, media_type, text }
        }
        Err(why) => Response::Refused(why),
    }
}
