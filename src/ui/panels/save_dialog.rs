//! Everything that can be saved, said by what it is for.

use yew::prelude::*;

use crate::engine::{
    ComparisonFormat, DocumentPart, ExportFormat, GRAPH_FORMATS, GraphFormat, ThirdPartyFormat, document_formats,
};
use crate::ui::hooks::ports::{Ask, Ports, use_ports};
use crate::ui::parts::button::small_button;
use crate::ui::parts::modal::Modal;
use crate::view::compare::CompareRequest;
use crate::view::graph::GraphRequest;

#[derive(Properties, PartialEq)]
pub struct SaveProps {
    /// What the graph shows.
    pub shown: GraphRequest,
    /// Which two files the Compare view shows.
    pub compared: CompareRequest,
    pub on_close: Callback<()>,
}

/// The dialog.
#[component]
pub fn SaveDialog(props: &SaveProps) -> Html {
    let ports = use_ports();
    let third_party =
        ThirdPartyFormat::ALL.map(|format| (format.title(), Ask::Export(ExportFormat::ThirdParty(format))));
    let comparisons = ComparisonFormat::ALL.map(|format| {
        (format.title(), Ask::Export(ExportFormat::Comparison { request: props.compared.clone(), format }))
    });
    html! {
        <Modal title="Save" on_close={props.on_close.clone()}>
            { part("Third-party list", "Every shipped component with its licence, texts, duties, and what is missing", &third_party, &ports) }
            { part("Findings", "What clashes or is not known, with reasons, routes and sources", &[("Markdown", Ask::Export(ExportFormat::FindingsMarkdown))], &ports) }
            { part("Audit table", "Every component of every finding, with what was decided on it, why, by whom and when", &[
                ("HTML", Ask::Export(ExportFormat::AuditHtml)),
                ("Markdown", Ask::Export(ExportFormat::AuditMarkdown)),
                ("CSV", Ask::Export(ExportFormat::AuditCsv)),
            ], &ports) }
            { part("Record", "The decisions and the judging context, to be opened again beside a later version", &[("JSON", Ask::SaveRecord)], &ports) }
            { documents("SBOM", "What is loaded, in a standard's words, with facts of all files and licences as decided", DocumentPart::Sbom, &ports) }
            { documents("Code scanning", "The findings with their places, for tools that show them beside the code", DocumentPart::Findings, &ports) }
            { documents("Known vulnerabilities", "Which, in what, who says so, and what was not checked", DocumentPart::Vulnerabilities, &ports) }
            { documents("Hygiene of lockfiles", "Findings with components, places and advice, and what was not checked", DocumentPart::Hygiene, &ports) }
            { documents("Quality of SBOMs", "Each SBOM by the first profile; the view Quality saves by any other", DocumentPart::Quality, &ports) }
            { documents("Report", "Figures, findings, duties and components in one file, to read and print", DocumentPart::Report, &ports) }
            { part("Comparison", "Two files side by side: what changed, why, and which conflicts are new", &comparisons, &ports) }
            { for GRAPH_FORMATS.iter().map(|format| graph_part(format, &props.shown, &ports)) }
            <p class="dim small">{ "Each is stamped with the files and their SHA-256, the data and their dates, and what it was judged for. Information, not legal advice." }</p>
        </Modal>
    }
}

fn graph_part(format: &GraphFormat, shown: &GraphRequest, ports: &Ports) -> Html {
    let ask =
        |whole: bool| Ask::Export(ExportFormat::Graph { format: format.id.to_owned(), whole, request: shown.clone() });
    part(
        &format!("Graph as {}", format.title),
        format.hint,
        &[("What is shown", ask(false)), ("The whole", ask(true))],
        ports,
    )
}

fn documents(title: &str, words: &str, of: DocumentPart, ports: &Ports) -> Html {
    let formats = document_formats().into_iter().filter(|format| format.part == of);
    let ask = |id: &str| Ask::Export(ExportFormat::Document { id: id.to_owned(), file: None });
    let choices: Vec<(&'static str, Ask)> = formats.map(|format| (format.title, ask(format.id))).collect();
    part(title, words, &choices, ports)
}

fn part(title: &str, words: &str, choices: &[(&'static str, Ask)], ports: &Ports) -> Html {
    html! {
        <section class="save-part">
            <div><h3>{ title.to_owned() }</h3><p class="dim small">{ words.to_owned() }</p></div>
            <span class="row">{ for choices.iter().map(|(words, ask)| small_button(words, ports.on_ask(ask.clone()))) }</span>
        </section>
    }
}
