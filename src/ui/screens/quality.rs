//! What is lacking in what is loaded: vulnerabilities, hygiene of lockfiles, quality of SBOMs.

mod filters;
mod hygiene;
mod profile_editor;
mod sbom;
mod vulnerabilities;
mod vulnerability_card;

use yew::prelude::*;

use crate::engine::ExportFormat;
use crate::session::{Action, QualityPart, Screen, Session};
use crate::ui::hooks::ports::{Ask, Ports, use_ports};
use crate::ui::parts::button::{icon_button, small_button};
use crate::view::quality::QualityRequest;

#[derive(Properties, PartialEq)]
pub struct QualityProps {
    pub session: Session,
}

/// The screen.
#[component]
pub fn QualityScreen(props: &QualityProps) -> Html {
    let ports = use_ports();
    let session = &props.session;
    html! {
        <>
            <div class="print-head"><h1>{ session.quality_part.title() }</h1><p>{ "Information, not legal advice." }</p></div>
            { toolbar(session, &ports) }
            { match session.quality_part {
                QualityPart::Vulnerabilities => match &session.vulnerabilities {
                    Some(view) => vulnerabilities::part(session, view, &ports),
                    None => waiting(),
                },
                QualityPart::Hygiene => match &session.hygiene {
                    Some(view) => hygiene::part(session, view, &ports),
                    None => waiting(),
                },
                QualityPart::Sbom => match &session.quality {
                    Some(view) => sbom::part(session, view, &ports),
                    None => waiting(),
                },
            } }
        </>
    }
}

fn waiting() -> Html {
    html! { <div class="pad"><p class="dim">{ "Checking…" }</p></div> }
}

/// The parts with how much each holds, and what can be taken away from the one that is open.
fn toolbar(session: &Session, ports: &Ports) -> Html {
    let counts = session.quality_figures.as_ref().map(|figures| &figures.stats);
    let export = |is_table: bool| export_of(session, is_table);
    html! {
        <div class="toolbar">
            <div class="seg" role="group" aria-label="Part">
                { for QualityPart::ALL.into_iter().enumerate().map(|(position, part)| {
                    let pressed = session.quality_part == part;
                    let figure = counts.and_then(|counts| counts.get(position));
                    html! {
                        <button class="btn" type="button" aria-pressed={pressed.to_string()} onclick={ports.on_act(Action::ShowQuality(part))}
                            title={figure.map(|figure| format!("{} {}", figure.value, figure.title))}>
                            <span>{ part.title() }</span>{ figure.map(|figure| html! { <b class="count">{ figure.value.clone() }</b> }) }
                        </button>
                    }
                }) }
            </div>
            <span class="grow" />
            { small_button("Copy as Markdown", ports.on_ask(Ask::CopyExport(export(false)))) }
            { small_button("Save as CSV", ports.on_ask(Ask::Export(export(true)))) }
            { small_button("Save as Markdown", ports.on_ask(Ask::Export(export(false)))) }
            { icon_button("print", "Print", ports.on_ask(Ask::Print)) }
        </div>
    }
}

/// All that the open part holds, whatever its filters leave out.
fn export_of(session: &Session, is_table: bool) -> ExportFormat {
    let form = if is_table { "csv" } else { "markdown" };
    let document = |part: &str| ExportFormat::Document { id: format!("{part}-{form}"), file: None };
    match session.quality_part {
        QualityPart::Vulnerabilities => document("vulnerabilities"),
        QualityPart::Hygiene => document("hygiene"),
        QualityPart::Sbom => ExportFormat::Quality {
            id: format!("quality-{form}"),
            request: QualityRequest { draft: None, ..session.quality_request.clone() },
        },
    }
}

/// A press that lists in the inventory what a query finds.
fn list_in_inventory(ports: &Ports, query: &str) -> Callback<MouseEvent> {
    let (act, query) = (ports.act.clone(), query.to_owned());
    Callback::from(move |_: MouseEvent| {
        act.emit(Action::SetQuery(query.clone()));
        act.emit(Action::Show(Screen::Inventory));
    })
}
