//! What is saved and copied: each format from the view models it is made of, with the stamp that every export carries.

use std::fmt::Write as _;

use super::Workspace;
use super::request::{CopyFormat, ExportFormat, Response};
use crate::export;
use crate::graph::NodeIndex;
use crate::licenses;
use crate::licenses::decisions::Date;
use crate::view::words::{Link, length};
use crate::view::{compare, decisions, graph, inspector, inventory, licenses as license_view, scene, third_party};

impl Workspace {
    pub(super) fn export(&self, format: ExportFormat) -> Response {
        let stamp = self.stamp();
        let (name, media_type, text) = match format {
            ExportFormat::Graph { format, whole, request } => {
                let Some(format) = export::graph::GraphFormat::by_id(&format) else {
                    return Response::Refused(format!("There is no way of saving a graph that is called {format}"));
                };
                let extract = export::graph::Extract::new(&self.facts, (!whole).then_some(&request), &stamp);
                let (name, text) = (format.file_name(whole), (format.write)(&extract));
                return Response::File { name, media_type: format.media_type.to_owned(), text };
            }
            ExportFormat::InventoryCsv(request) => (
                "lockscope-inventory.csv",
                "text/csv",
                export::csv::csv(&inventory::all_rows(&self.facts, &request), &stamp),
            ),
            ExportFormat::GraphSvg { request, dark, selected, lit } => {
                let theme = if dark { export::svg::SvgTheme::Dark } else { export::svg::SvgTheme::Light };
                let view = graph::graph(&self.facts, &request, &self.places, &mut |_| {});
                let highlight = match selected.and_then(|node| view.scene.mark_of(node)) {
                    _ if !lit.is_empty() => scene::highlight_routes(&view.scene, &lit),
                    Some(mark) => scene::highlight_mark(&view.scene, mark),
                    None => scene::Highlight::default(),
                };
                let text = export::svg::svg(&view.scene, &highlight, theme, "Dependency graph", &stamp);
                ("lockscope-graph.svg", "image/svg+xml", text)
            }
            ExportFormat::FindingsMarkdown => {
                ("lockscope-findings.md", "text/markdown", self.findings_markdown(&stamp))
            }
            ExportFormat::AuditCsv => ("lockscope-audit.csv", "text/csv", export::audit::csv(&self.audit(stamp))),
            ExportFormat::AuditMarkdown => {
                ("lockscope-audit.md", "text/markdown", export::audit::markdown(&self.audit(stamp)))
            }
            ExportFormat::AuditHtml => ("lockscope-audit.html", "text/html", export::audit::html(&self.audit(stamp))),
            ExportFormat::ThirdParty(format) => {
                let view = third_party::third_party(&self.facts, stamp);
                (format.file_name(), format.media_type(), export::third_party::third_party(&view, format))
            }
            ExportFormat::Comparison { request, format } => {
                let view = compare::whole(&self.facts, &request);
                if view.pair.is_none() {
                    return Response::Refused("A comparison takes two files: open another lockfile or SBOM".to_owned());
                }
                let text = export::comparison::comparison(&view, format, &stamp);
                (format.file_name(), format.media_type(), text)
            }
            ExportFormat::Document { id, file } => return self.export_document(&id, file, stamp),
            ExportFormat::Quality { id, request } => return self.export_quality(&id, &request, stamp),
            ExportFormat::InventoryXlsx(request) => return self.export_workbook(&request, &stamp),
            ExportFormat::EstateCsv { table, request } => return self.export_estate(table, &request, &stamp),
            ExportFormat::EstateXlsx(request) => return self.export_estate_workbook(&request, &stamp),
            ExportFormat::Redacted { format, internal } => return self.export_redacted(*format, &internal),
        };
        Response::File { name: name.to_owned(), media_type: media_type.to_owned(), text }
    }

    fn audit(&self, stamp: Vec<String>) -> export::audit::Audit {
        export::audit::Audit {
            counts: decisions::counts(&self.facts).in_words(),
            rows: crate::view::audit::rows(&self.facts),
            stamp: stamp.iter().map(|line| crate::view::words::visible(line)).collect(),
        }
    }

    pub(super) fn save_record(&self, today: Date) -> Response {
        let text = export::record::write(&self.ledger.record(&self.facts, today));
        let most = export::record::LARGEST_RECORD;
        if text.len() > most {
            let size = length(text.len());
            return Response::Refused(format!(
                "The record would have {size} bytes, more than the {} that can be read again: close a record first",
                length(most)
            ));
        }
        let (name, media_type) = ("lockscope-record.json".to_owned(), "application/json".to_owned());
        Response::File { name, media_type, text }
    }

    pub(super) fn finding_markdown(&self, position: usize) -> String {
        let finding = license_view::finding_view(&self.facts, position);
        finding.map(|finding| export::findings::markdown(&finding, &self.facts.judged_for())).unwrap_or_default()
    }

    fn findings_markdown(&self, stamp: &[String]) -> String {
        let mut out = "# Licence findings\n\n".to_owned();
        for position in 0..self.facts.judgement.findings.len() {
            out.push_str(&self.finding_markdown(position));
            out.push('\n');
        }
        for line in stamp {
            let _ = writeln!(out, "{}  ", export::escape::markdown_code(&crate::view::words::visible(line)));
        }
        out
    }

    /// What every export says of itself: files with their checksums, context, data, advice.
    pub(super) fn stamp(&self) -> Vec<String> {
        let mut out = vec![
            format!("Lockscope {}", env!("CARGO_PKG_VERSION")),
            format!("Judged for: {}", self.facts.judged_for()),
            format!(
                "Licence data: OSADL matrix {}, class data {}",
                self.facts.basis().matrix.edition(),
                licenses::CLASS_DATE
            ),
        ];
        for archive in &self.facts.archives {
            out.push(format!("Archive: {}, {} bytes, SHA-256 {}", archive.name, length(archive.size), archive.sha256));
        }
        if let Some(matrix) = self.facts.matrix_file() {
            out.push(format!("Matrix: {}, {} bytes, SHA-256 {}", matrix.name, length(matrix.size), matrix.sha256));
        }
        if let Some(rules) = self.facts.policy() {
            let size = length(rules.size);
            out.push(match rules.sha256.as_str() {
                "" => format!("Rules: {}, {size} bytes, written in the page", rules.name),
                sha256 => format!("Rules: {}, {size} bytes, SHA-256 {sha256}", rules.name),
            });
        }
        for record in self.facts.records.iter().filter(|record| record.included) {
            out.push(format!("Record: {}, {} bytes, SHA-256 {}", record.name, length(record.size), record.sha256));
        }
        for file in self.facts.files.iter().filter(|file| file.included) {
            let state = if file.content.is_ok() { "" } else { ", not read" };
            out.push(format!("File: {}, {} bytes, SHA-256 {}{state}", file.name, length(file.size), file.sha256));
        }
        out.push("Information, not legal advice".to_owned());
        out
    }

    pub(super) fn copy(&self, node: NodeIndex, format: CopyFormat) -> String {
        let Some(view) = inspector::inspector(&self.facts, node) else { return String::new() };
        let routes = || {
            let line = |route: &Vec<Link>| {
                let steps: Vec<String> = route.iter().map(Link::label).collect();
                format!("{}\n", steps.join(" > "))
            };
            view.why.routes.iter().map(line).collect::<String>()
        };
        match format {
            CopyFormat::Text => format!(
                "{}\n{}\nLicence: {} ({})\n{}\n{}\n{}",
                view.link.label(),
                view.package_url,
                view.license_words,
                view.link.verdict.title(),
                view.why.sentence,
                view.why.routes_words,
                routes()
            ),
            CopyFormat::Markdown => {
                let code = export::escape::markdown_code;
                let route = |route: &Vec<Link>| {
                    let steps: Vec<String> = route.iter().map(Link::label).collect();
                    format!("* {}\n", code(&steps.join(" › ")))
                };
                let separator = if view.package_url.is_empty() { "" } else { " " };
                format!(
                    "{}{separator}{}\n\nLicence: {} ({})\n\n{}. {}\n\n{}",
                    code(&view.link.label()),
                    code(&view.package_url),
                    code(&view.license_words),
                    view.link.verdict.title(),
                    export::escape::markdown(&view.why.sentence),
                    view.why.routes_words,
                    view.why.routes.iter().map(route).collect::<String>()
                )
            }
            CopyFormat::Mermaid => export::mermaid::mermaid(&view.why.routes),
        }
    }
}
