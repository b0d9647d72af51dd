//! Everything that can be saved, said by what it is for.

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::engine::{
    ComparisonFormat, DocumentPart, ExportFormat, GRAPH_FORMATS, GraphFormat, ThirdPartyFormat, document_formats,
};
use crate::session::{Action, Redacting, SavedView, Session};
use crate::ui::hooks::ports::{Ask, Ports, use_ports};
use crate::ui::parts::button::small_button;
use crate::ui::parts::modal::Modal;
use crate::view::graph::GraphRequest;
use crate::view::redaction::RedactionView;
use crate::view::words::{length, list};

#[derive(Properties, PartialEq)]
pub struct SaveProps {
    pub session: Session,
    pub on_close: Callback<()>,
}

/// The dialog.
#[component]
pub fn SaveDialog(props: &SaveProps) -> Html {
    let ports = use_ports();
    let session = &props.session;
    let third_party =
        ThirdPartyFormat::ALL.map(|format| (format.title(), Ask::Export(ExportFormat::ThirdParty(format))));
    let rows = &session.inventory_request;
    let comparisons = ComparisonFormat::ALL.map(|format| {
        let request = session.compare_request.clone();
        (format.title(), Ask::Export(ExportFormat::Comparison { request, format }))
    });
    html! {
        <Modal title="Save" on_close={props.on_close.clone()} class="wide">
            { redaction(session, &ports) }
            { whole(session, &ports) }
            { part("Third-party list", "Every shipped component with its licence, texts, duties, and what is missing", &third_party, &ports) }
            { part("Findings", "What clashes or is not known, with reasons, routes and sources", &[("Markdown", Ask::Export(ExportFormat::FindingsMarkdown))], &ports) }
            { part("Audit table", "Every component of every finding, with what was decided on it, why, by whom and when", &[
                ("HTML", Ask::Export(ExportFormat::AuditHtml)),
                ("Markdown", Ask::Export(ExportFormat::AuditMarkdown)),
                ("CSV", Ask::Export(ExportFormat::AuditCsv)),
            ], &ports) }
            { part("Inventory", "The rows that the inventory shows, all of them, with what they were made from", &[
                ("CSV", Ask::Export(ExportFormat::InventoryCsv(rows.clone()))),
                ("XLSX", Ask::Export(ExportFormat::InventoryXlsx(rows.clone()))),
            ], &ports) }
            { documents("SBOM", "What is loaded, in a standard's words, with facts of all files and licences as decided", DocumentPart::Sbom, &ports) }
            { documents("Code scanning", "The findings with their places, for tools that show them beside the code", DocumentPart::Findings, &ports) }
            { documents("Known vulnerabilities", "Which, in what, who says so, and what was not checked", DocumentPart::Vulnerabilities, &ports) }
            { documents("Hygiene of lockfiles", "Findings with components, places and advice, and what was not checked", DocumentPart::Hygiene, &ports) }
            { documents("Quality of SBOMs", "Each SBOM by the first profile; the view Quality saves by any other", DocumentPart::Quality, &ports) }
            { documents("Report", "Figures, findings, duties and components in one file, to read and print", DocumentPart::Report, &ports) }
            { part("Comparison", "Two files side by side: what changed, why, and which conflicts are new", &comparisons, &ports) }
            { for GRAPH_FORMATS.iter().map(|format| graph_part(format, &session.view, &ports)) }
            <p class="dim small">{ "Each is stamped with the files and their SHA-256, the data and their dates, and what it was judged for. Information, not legal advice." }</p>
        </Modal>
    }
}

/// What is opened again, and so holds all names as they are.
fn whole(session: &Session, ports: &Ports) -> Html {
    let is_off = session.redacting.on;
    let save = {
        let (ask, session) = (ports.ask.clone(), session.clone());
        Callback::from(move |_: MouseEvent| ask.emit(Ask::SaveWorkspace(Box::new(SavedView::of(&session)))))
    };
    let cannot = |words: &'static str| {
        if is_off { "Not while names are replaced: it is opened again by its names" } else { words }
    };
    html! {
        <>
            <section class="save-part">
                <div><h3>{ "Workspace" }</h3><p class="dim small">{ cannot("The files themselves, context, decisions, rules and views, to go on another day: drop it on the page") }</p></div>
                <span class="row"><button class="btn small" type="button" disabled={is_off} onclick={save}><span>{ "Save workspace" }</span></button></span>
            </section>
            <section class="save-part">
                <div><h3>{ "Record" }</h3><p class="dim small">{ cannot("The decisions and the judging context, to be opened again beside a later version") }</p></div>
                <span class="row"><button class="btn small" type="button" disabled={is_off} onclick={ports.on_ask(Ask::SaveRecord)}><span>{ "JSON" }</span></button></span>
            </section>
        </>
    }
}

/// Replacing internal names: whether, which, and what that does.
fn redaction(session: &Session, ports: &Ports) -> Html {
    let redacting = &session.redacting;
    let toggle = ports.on_act(Action::Redact(Redacting { on: !redacting.on, ..redacting.clone() }));
    let typed = {
        let (act, redacting) = (ports.act.clone(), redacting.clone());
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
                act.emit(Action::Redact(Redacting { typed: input.value(), ..redacting.clone() }));
            }
        })
    };
    html! {
        <fieldset class="ask redaction">
            <label class="choice"><input type="checkbox" checked={redacting.on} onclick={toggle} />
                <span><b>{ "Replace internal names" }</b><span class="dim">{ "In every file saved from here, from the inventory and from the graph, until this page is closed" }</span></span></label>
            { if redacting.on { html! {
                <>
                    <label class="field"><span>{ "Also internal: scopes, namespaces and hosts, separated by commas" }</span>
                        <input type="text" value={redacting.typed.clone()} oninput={typed} placeholder="@acme, com.acme, git.acme.example" autocomplete="off" spellcheck="false" /></label>
                    <p class="dim small">{ "Replaced: own packages and roots, file names and folders, who decided, and what lies under the names above; each name by the same stand-in everywhere. Other names stay: a third party that nobody calls internal is named. A PNG keeps all names, and so does what is copied of a component or a finding." }</p>
                    { session.redaction.as_ref().map(|view| told(view)).unwrap_or_default() }
                </>
            } } else { Html::default() } }
        </fieldset>
    }
}

fn told(view: &RedactionView) -> Html {
    html! {
        <div role="status">
            { if view.unused.is_empty() { Html::default() } else { html! { <p class="bad small">{ format!("Nothing here lies under {}", list(&view.unused, 6)) }</p> } } }
            <details><summary>{ view.summary.clone() }</summary>
                <table class="dense small"><thead><tr><th scope="col">{ "Name" }</th><th scope="col">{ "Stands as" }</th></tr></thead>
                    <tbody>{ for view.names.iter().map(|(name, by)| html! { <tr><td>{ name.clone() }</td><td>{ by.clone() }</td></tr> }) }</tbody></table>
                { if view.names.len() < view.total { html! { <p class="dim small">{ format!("and {} more", length(view.total - view.names.len())) }</p> } } else { Html::default() } }
            </details>
        </div>
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
