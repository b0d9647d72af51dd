//! Answers that are whole documents: SBOMs, reports, workbooks.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{Response, Workspace};
use crate::export::documents::{self, DocumentFormat};
use crate::export::xlsx;
use crate::view::inventory::{self, InventoryRequest};
use crate::view::quality::QualityRequest;

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
        let filter = if request.query.trim().is_empty() { "none" } else { &request.query };
        let mut provenance = vec![
            ("Rows".to_owned(), format!("{} of {}", rows.len(), self.facts.graph.nodes.len())),
            ("Filter".to_owned(), crate::view::words::visible(filter)),
            ("Sorted by".to_owned(), format!("{}, {direction}", request.sort.title())),
        ];
        provenance.extend(self.facts.today.map(|today| ("Saved".to_owned(), today.to_string())));
        provenance.extend(stamp.iter().map(|line| {
            let (what, which) = line.split_once(": ").unwrap_or(("About", line));
            (what.to_owned(), crate::view::words::visible(which))
        }));
        Response::FileBytes {
            name: "lockscope-inventory.xlsx".to_owned(),
            media_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned(),
            base64: STANDARD.encode(xlsx::inventory(&rows, &provenance)),
        }
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
