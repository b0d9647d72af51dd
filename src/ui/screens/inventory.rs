//! The inventory: every component as a row. The table is windowed; the engine sorts, filters and cuts.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::browser::media::is_narrow;
use crate::engine::ExportFormat;
use crate::session::{Action, SavedQuery};
use crate::ui::hooks::ports::{Ask, Ports, use_ports};
use crate::ui::parts::icon::{class_words, icon, mark, verdict_words};
use crate::ui::parts::query_field::QueryField;
use crate::ui::parts::severity::severity_box;
use crate::view::inventory::{Column, InventoryPage, InventoryRequest, Row};
use crate::view::query::Completion;
use crate::view::words::length;

/// Height of a row, in CSS pixels; the style sheet says the same.
fn row_height() -> f64 {
    if is_narrow() { 56.0 } else { 28.0 }
}
/// Rows asked for: what a tall screen shows, and one screen on either side.
pub const WINDOW: usize = 120;

#[derive(Properties, PartialEq)]
pub struct InventoryProps {
    pub page: Rc<InventoryPage>,
    pub request: InventoryRequest,
    pub selected: Option<u32>,
    pub completions: Option<Rc<(String, Vec<Completion>)>>,
    pub saved: Vec<SavedQuery>,
}

/// The inventory screen.
#[component]
pub fn InventoryScreen(props: &InventoryProps) -> Html {
    let ports = use_ports();
    let page = &props.page;
    let onscroll = scrolled(&ports, props.request.offset, page.matching);
    let above = page.offset as f64 * row_height();
    let below = page.matching.saturating_sub(page.offset + page.rows.len()) as f64 * row_height();
    let first = if page.rows.is_empty() { 0 } else { page.offset + 1 };
    html! {
        <>
            { query_line(props, &ports) }
            <div class="tablewrap scrolls" {onscroll} tabindex="0" role="region" aria-label="Components">
                <table class="dense inv" aria-rowcount={page.matching.to_string()}>
                    <thead><tr><th class="num rown">{ "#" }</th>{ for Column::ALL.iter().filter(|column| has_column(page, **column)).map(|column| heading(*column, &props.request, &ports)) }</tr></thead>
                    <tbody>
                        { spacer(above) }
                        { for page.rows.iter().enumerate().map(|(position, row)| table_row(row, page, page.offset + position + 1, props.selected, &ports)) }
                        { spacer(below) }
                    </tbody>
                </table>
                { if page.matching == 0 { html! { <p class="nothing">{ "No component fits this query. Nothing is hidden otherwise." }</p> } } else { Html::default() } }
            </div>
            <div class="tablefoot">
                <span>{ format!("Rows {} to {} of {}", length(first), length(page.offset + page.rows.len()), length(page.matching)) }</span>
                <span class="dim">{ format!("sorted by {}, then name", props.request.sort.title().to_lowercase()) }</span>
                <span class="grow" />
                { for page.verdicts.iter().filter(|(_, count)| *count > 0).map(|(verdict, count)| html! {
                    <span title={verdict.title()}>{ mark(*verdict) }{ " " }{ length(*count) }</span>
                }) }
            </div>
        </>
    }
}

/// Rows that are not drawn, as one row of their height: an SVG's height attribute, since the policy forbids styles.
fn spacer(height: f64) -> Html {
    if height <= 0.0 {
        return Html::default();
    }
    html! { <tr class="spacer" aria-hidden="true"><td colspan="12"><svg width="1" height={format!("{height:.0}")} /></td></tr> }
}

fn scrolled(ports: &Ports, offset: usize, matching: usize) -> Callback<Event> {
    let act = ports.act.clone();
    Callback::from(move |event: Event| {
        let Some(element) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) else { return };
        let first = (f64::from(element.scroll_top()) / row_height()).max(0.0) as usize;
        let margin = WINDOW / 3;
        let wanted = first.saturating_sub(margin).min(matching);
        if wanted.abs_diff(offset) > margin / 2 || (wanted == 0 && offset != 0) {
            act.emit(Action::Scroll(wanted));
        }
    })
}

fn query_line(props: &InventoryProps, ports: &Ports) -> Html {
    let page = &props.page;
    let export = ports.on_ask(Ask::Export(ExportFormat::InventoryCsv(props.request.clone())));
    let workbook = ports.on_ask(Ask::Export(ExportFormat::InventoryXlsx(props.request.clone())));
    html! {
        <div class="queryline">
            <QueryField id="query" label="Query" placeholder="license:AGPL*  scope:runtime  not:direct" value={props.request.query.clone()}
                is_wrong={page.error.is_some()} completions={props.completions.clone()} saved={props.saved.clone()} on_query={ports.act.reform(Action::SetQuery)} />
            <span class="shown" role="status">
                { match &page.error {
                    Some(error) => html! { <span class="bad">{ error.clone() }</span> },
                    None => html! { <><b>{ length(page.matching) }</b>{ format!(" of {} components", length(page.total)) }</> },
                } }
            </span>
            <span class="grow" />
            <button class="btn" type="button" onclick={export}>{ icon("download") }<span>{ format!("Export these {}", length(page.matching)) }</span></button>
            <button class="btn" type="button" onclick={workbook}>{ icon("download") }<span>{ "As a workbook" }</span></button>
        </div>
    }
}

fn heading(column: Column, request: &InventoryRequest, ports: &Ports) -> Html {
    let sorted = request.sort == column;
    let order = match (sorted, request.descending) {
        (false, _) => "none",
        (true, false) => "ascending",
        (true, true) => "descending",
    };
    html! {
        <th class={heading_class(column)} aria-sort={order}>
            <button type="button" class="th" onclick={ports.on_act(Action::SortBy(column))}>
                { column.title() }
                { if sorted { icon(if request.descending { "down" } else { "up" }) } else { Html::default() } }
            </button>
        </th>
    }
}

fn has_column(page: &InventoryPage, column: Column) -> bool {
    column != Column::Vulnerabilities || page.has_vulnerabilities
}

/// `critical, 2 in all` with the mark of its first word.
fn vulnerabilities(cell: &str) -> Html {
    let (word, _) = cell.split_once(',').unwrap_or((cell, ""));
    html! { <td class="p-hide"><span class="sevwords">{ severity_box(word) }<span>{ cell.to_owned() }</span></span></td> }
}

fn heading_class(column: Column) -> &'static str {
    match column {
        Column::Verdict | Column::Version | Column::Name | Column::License => "",
        Column::Class | Column::Scope => "p-hide",
        Column::Depth | Column::NeededBy | Column::Brings => "num p-hide",
        Column::Vulnerabilities => "p-hide",
        Column::File => "p-hide hide-m",
    }
}

fn table_row(row: &Row, page: &InventoryPage, number: usize, selected: Option<u32>, ports: &Ports) -> Html {
    let is_selected = selected == Some(row.node);
    let select = ports.on_act(Action::Select(Some(row.node)));
    let locate = ports.on_act(Action::Locate(row.node));
    html! {
        <tr key={row.node} aria-selected={is_selected.to_string()} aria-rowindex={number.to_string()} onclick={select} ondblclick={locate}>
            <td class="num rown">{ length(number) }</td>
            <td>{ if row.own { html! { <span class="dim">{ "own" }</span> } } else { verdict_words(row.verdict) } }{ if row.involved { html! { <span class="dim">{ ", involved" }</span> } } else { Html::default() } }</td>
            <td class="cname" title={row.package_url.clone()}>
                <button type="button" class="link">{ row.name.clone() }</button>
                { if row.direct { html! { <span class="tag direct">{ "direct" }</span> } } else { Html::default() } }
            </td>
            <td><span class="ver">{ row.version.clone() }</span></td>
            <td class="clic">{ if row.is_license { html! { <code>{ row.license.clone() }</code> } } else { html! { <span class="dim">{ row.license.clone() }</span> } } }</td>
            <td class="p-hide">{ class_words(row.class) }</td>
            <td class="p-hide dim">{ row.scope.clone() }</td>
            <td class="num p-hide">{ match row.depth { Some(depth) => depth.to_string(), None => "no route".to_owned() } }</td>
            <td class="num p-hide">{ length(row.needed_by) }</td>
            <td class="num p-hide">{ length(row.brings) }</td>
            { if has_column(page, Column::Vulnerabilities) { vulnerabilities(&row.vulnerabilities) } else { Html::default() } }
            <td class="p-hide hide-m dim"><span class="trunc cut" title={row.file.clone()}>{ row.file.clone() }</span></td>
        </tr>
    }
}
