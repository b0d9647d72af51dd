//! The packages as a table, windowed as the inventory is; one of them may be opened for its uses.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::heading;
use crate::browser::media::is_narrow;
use crate::engine::ExportFormat;
use crate::session::{Action, Session};
use crate::ui::hooks::ports::{Ask, Ports};
use crate::ui::parts::icon::{icon, mark, verdict_words};
use crate::ui::screens::inventory::WINDOW;
use crate::view::estate::{
    EstateRequest, EstateTable, EstateView, MOST_LINES, OpenPackage, PackageColumn, PackageRow, UseLine,
};
use crate::view::words::{count, length};

/// Height of the uses of an open package, in CSS pixels; the style sheet says the same.
const OPEN_HEIGHT: f64 = 264.0;

/// Height of a row; the style sheet says the same.
fn row_height() -> f64 {
    if is_narrow() { 56.0 } else { 28.0 }
}

pub fn panel(view: &EstateView, session: &Session, ports: &Ports) -> Html {
    let request = &session.estate_request;
    let save = |table: EstateTable, words: &'static str| {
        let format = ExportFormat::EstateCsv { table, request: request.clone() };
        html! { <button type="button" class="link" onclick={ports.on_ask(Ask::Export(format))}>{ words }</button> }
    };
    let first = if view.packages.is_empty() { 0 } else { view.offset + 1 };
    html! {
        <section class="panel estate-packages" aria-label="Packages">
            <header class="sec-head">
                <h2>{ "Packages" }</h2><span class="dim">{ "a name of an ecosystem, whatever the version; open one to see who uses it" }</span><span class="grow" />
                { save(EstateTable::Packages, "Save as CSV") }{ save(EstateTable::Uses, "Save their uses as CSV") }
            </header>
            <div class="tablewrap scrolls" id="estate-packages" onscroll={scrolled(view, request, ports)} tabindex="0" role="region" aria-label="Packages, rows">
                <table class="dense inv packages" aria-rowcount={view.matching.to_string()}>
                    <thead><tr>
                        { for PackageColumn::ALL.iter().map(|column| column_heading(*column, request, ports)) }
                        <th scope="col" class="p-hide hide-m">{ "Used by" }</th><th scope="col" class="p-hide">{ "Scopes" }</th><th scope="col">{ "Licence" }</th>
                    </tr></thead>
                    <tbody>{ rows(view, session, ports) }</tbody>
                </table>
                { if view.matching == 0 { html! { <p class="nothing">{ "No package fits the query and the filters" }</p> } } else { Html::default() } }
            </div>
            <div class="tablefoot">
                <span>{ format!("Rows {} to {} of {}", length(first), length(view.offset + view.packages.len()), length(view.matching)) }</span>
                <span class="dim">{ format!("sorted by {}, then name", request.sort.title().to_lowercase()) }</span>
                <span class="grow" />
                { for view.verdicts.iter().filter(|(_, number)| *number > 0).map(|(verdict, number)| html! {
                    <span title={verdict.title()}>{ mark(*verdict) }{ " " }{ length(*number) }</span>
                }) }
            </div>
        </section>
    }
}

fn column_heading(column: PackageColumn, request: &EstateRequest, ports: &Ports) -> Html {
    let is_text = matches!(column, PackageColumn::Name | PackageColumn::Ecosystem);
    let is_sorted = request.sort == column;
    let sorted = is_sorted.then_some(is_text == request.descending);
    let asked =
        EstateRequest { sort: column, descending: is_sorted && !request.descending, offset: 0, ..request.clone() };
    let class = match column {
        PackageColumn::Verdict | PackageColumn::Name => "",
        PackageColumn::Ecosystem => "p-hide hide-m",
        PackageColumn::Versions | PackageColumn::Projects => "num",
        PackageColumn::Direct => "num p-hide",
    };
    heading(column.title(), class, sorted, ports.on_act(Action::Estate(asked)))
}

/// The rows of the window between spacers, the open package's uses behind its row.
fn rows(view: &EstateView, session: &Session, ports: &Ports) -> Html {
    let end = view.offset + view.packages.len();
    let open = view.open.as_ref();
    let extra = |is_there: bool| if open.is_some() && is_there { OPEN_HEIGHT } else { 0.0 };
    let position = open.map_or(0, |open| open.position);
    let above = view.offset as f64 * row_height() + extra(position < view.offset);
    let below = view.matching.saturating_sub(end) as f64 * row_height() + extra(position >= end);
    html! {
        <>
            { spacer(above) }
            { for view.packages.iter().zip(view.offset..).map(|(row, at)| {
                let opened = open.filter(|open| open.position == at && open.package == row.package);
                html! { <>{ package(row, at + 1, opened.is_some(), &session.estate_request, ports) }{ opened.map(|open| uses(open, session, ports)).unwrap_or_default() }</> }
            }) }
            { spacer(below) }
        </>
    }
}

/// Rows that are not drawn, as one row of their height.
fn spacer(height: f64) -> Html {
    if height <= 0.0 {
        return Html::default();
    }
    html! { <tr class="spacer" aria-hidden="true"><td colspan="9"><svg width="1" height={format!("{height:.0}")} /></td></tr> }
}

fn scrolled(view: &EstateView, request: &EstateRequest, ports: &Ports) -> Callback<Event> {
    let (act, request, matching) = (ports.act.clone(), request.clone(), view.matching);
    let open = view.open.as_ref().map(|open| (open.position + 1) as f64 * row_height());
    Callback::from(move |event: Event| {
        let Some(element) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) else { return };
        let top = f64::from(element.scroll_top());
        let uses = open.map_or(0.0, |open| (top - open).clamp(0.0, OPEN_HEIGHT));
        let first = ((top - uses) / row_height()).max(0.0) as usize;
        let margin = WINDOW / 3;
        let offset = first.saturating_sub(margin).min(matching);
        if offset.abs_diff(request.offset) > margin / 2 || (offset == 0 && request.offset != 0) {
            act.emit(Action::Estate(EstateRequest { offset, ..request.clone() }));
        }
    })
}

fn package(row: &PackageRow, number: usize, is_open: bool, request: &EstateRequest, ports: &Ports) -> Html {
    let asked = EstateRequest { open: (!is_open).then_some(row.package), ..request.clone() };
    let press = ports.on_act(Action::Estate(asked));
    html! {
        <tr key={row.package} aria-selected={is_open.to_string()} aria-rowindex={number.to_string()} onclick={press}>
            <td>{ verdict_words(row.verdict) }</td>
            <td class="cname"><button type="button" class="link" aria-expanded={is_open.to_string()}>{ icon(if is_open { "down" } else { "right" }) }<span class="trunc">{ row.name.clone() }</span></button></td>
            <td class="p-hide hide-m dim">{ row.ecosystem.clone() }</td>
            <td class="num" title={row.versions.clone()}>{ length(row.versions_total) }{ if row.versions_total == 1 { html! { <span class="ver">{ format!(" {}", row.versions) }</span> } } else { Html::default() } }</td>
            <td class="num in-projects">{ length(row.projects_total) }</td>
            <td class="num p-hide">{ length(row.direct) }</td>
            <td class="p-hide hide-m dim"><span class="trunc cut" title={row.projects.clone()}>{ row.projects.clone() }</span></td>
            <td class="p-hide dim">{ row.scopes.clone() }</td>
            <td class="clic">{ license(&row.license, row.is_license) }</td>
        </tr>
    }
}

fn license(words: &str, is_license: bool) -> Html {
    if is_license {
        html! { <code>{ words.to_owned() }</code> }
    } else {
        html! { <span class="dim">{ words.to_owned() }</span> }
    }
}

fn uses(open: &OpenPackage, session: &Session, ports: &Ports) -> Html {
    let mut told = vec![count(open.total, "use")];
    if open.lines.len() < open.total {
        told.push(format!("the first {} listed", length(MOST_LINES)));
    }
    if open.left_out > 0 {
        told.push(format!("{} more left out by the filters", length(open.left_out)));
    }
    html! {
        <tr class="uses-row" key={format!("uses-{}", open.package)}><td colspan="9">
            <div class="uses" tabindex="0" role="region" aria-label={format!("Uses of {}", open.name)}>
                <table class="dense">
                    <caption class="dim">{ told.join("; ") }</caption>
                    <thead><tr><th scope="col">{ "Project" }</th><th scope="col">{ "Version" }</th><th scope="col">{ "Scope" }</th><th scope="col">{ "How" }</th><th scope="col" class="hide-m">{ "Needed there by" }</th><th scope="col">{ "Verdict" }</th><th scope="col" class="hide-m">{ "Licence" }</th><th scope="col" class="hide-m">{ "Owner" }</th></tr></thead>
                    <tbody>{ for open.lines.iter().map(|line| use_line(line, session.selected, ports)) }</tbody>
                </table>
            </div>
        </td></tr>
    }
}

fn use_line(line: &UseLine, selected: Option<u32>, ports: &Ports) -> Html {
    html! {
        <tr aria-selected={(selected == Some(line.node)).to_string()}>
            <th scope="row">{ line.project.clone() }</th>
            <td><button type="button" class="link ver" title="Select this component" onclick={ports.on_act(Action::Select(Some(line.node)))}>{ line.version.clone() }</button></td>
            <td class="dim">{ line.scope.clone() }</td>
            <td>{ if line.is_direct { html! { <span class="tag direct">{ "direct" }</span> } } else { html! { <span class="dim">{ line.how.clone() }</span> } } }</td>
            <td class="hide-m dim">{ line.needed_by.clone() }</td>
            <td>{ verdict_words(line.verdict) }</td>
            <td class="hide-m">{ license(&line.license, line.is_license) }</td>
            <td class="hide-m dim">{ line.owner.clone() }</td>
        </tr>
    }
}
