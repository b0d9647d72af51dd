//! The rankings and the matrix of the estate.

use yew::prelude::*;

use super::{from_the_top, show_package};
use crate::session::{Action, Session};
use crate::ui::hooks::ports::Ports;
use crate::ui::parts::bar::bar_row;
use crate::ui::parts::icon::mark;
use crate::view::estate::{Cell, EstateRequest, EstateView, Matrix, MatrixRow, SharedRow, SprawlRow};
use crate::view::words::{count, length};

pub fn sprawl(view: &EstateView, session: &Session, ports: &Ports) -> Html {
    html! {
        <section class="panel" aria-label="Version sprawl">
            <header class="sec-head"><h2>{ "Version sprawl" }</h2><span class="dim">{ "most versions of one name" }</span><span class="grow" />{ shown(view.panels.sprawl.len(), view.panels.sprawl_total) }</header>
            { if view.panels.sprawl.is_empty() { html! { <p class="nothing">{ "One version of each name" }</p> } } else { html! {
                <div class="scrollx"><table class="dense sprawl">
                    <thead><tr><th scope="col">{ "Package" }</th><th scope="col" class="num">{ "Versions" }</th><th scope="col">{ "Newest first, and how many projects hold it" }</th><th scope="col">{ "Newest held by" }</th></tr></thead>
                    <tbody>{ for view.panels.sprawl.iter().map(|row| sprawl_row(row, &session.estate_request, ports)) }</tbody>
                </table></div>
            } } }
            <p class="dim small">{ "The newest is the newest that these files hold; what a registry has is not known here" }</p>
        </section>
    }
}

fn sprawl_row(row: &SprawlRow, request: &EstateRequest, ports: &Ports) -> Html {
    html! {
        <tr>
            <th scope="row" title={row.ecosystem.clone()}><button type="button" class="link" onclick={show_package(row.package, &row.name, request, ports)}>{ row.name.clone() }</button></th>
            <td class="num">{ length(row.versions_total) }</td>
            <td class="verline">
                { for row.versions.iter().map(|group| html! {
                    <button type="button" class="tag ver link" title={format!("{} in {}: {}", group.version, count(group.projects, "project"), group.names)} onclick={ports.on_act(Action::Select(Some(group.node)))}>
                        { mark(group.verdict) }{ group.version.clone() }<b>{ format!("×{}", length(group.projects)) }</b>
                    </button>
                }) }
                { if row.versions.len() < row.versions_total { html! { <span class="dim">{ format!("and {} older", length(row.versions_total - row.versions.len())) }</span> } } else { Html::default() } }
            </td>
            <td class="dim">{ format!("{} of {}", length(row.newest), count(row.projects, "project")) }</td>
        </tr>
    }
}

pub fn shared(view: &EstateView, session: &Session, ports: &Ports) -> Html {
    let most = view.panels.shared.first().map_or(0, |row| row.projects).max(view.projects_matching);
    html! {
        <section class="panel" aria-label="Shared bottlenecks">
            <header class="sec-head"><h2>{ "Shared bottlenecks" }</h2><span class="dim">{ "most projects rest on them" }</span><span class="grow" />{ shown(view.panels.shared.len(), view.panels.shared_total) }</header>
            { if view.panels.shared.is_empty() { html! { <p class="nothing">{ "No package is used by two projects" }</p> } } else { html! {
                <table class="bars"><tbody>{ for view.panels.shared.iter().map(|row| bar_row(shared_name(row, &session.estate_request, ports), row.projects, most)) }</tbody></table>
            } } }
            <p class="dim small">{ "Bars count projects; of those with as many, the ones that more components of the estate need come first" }</p>
        </section>
    }
}

fn shared_name(row: &SharedRow, request: &EstateRequest, ports: &Ports) -> Html {
    html! {
        <span class="ranked">
            <button type="button" class="comp link" onclick={show_package(row.package, &row.name, request, ports)}>{ mark(row.verdict) }<span>{ row.name.clone() }</span><span class="ver">{ row.ecosystem.clone() }</span></button>
            <i class="dim">{ format!("direct in {}, {}, needed by {} near or far", length(row.direct), count(row.versions, "version"), count(row.dependents, "component")) }</i>
        </span>
    }
}

pub fn matrix(view: &EstateView, session: &Session, ports: &Ports) -> Html {
    let matrix = &view.panels.matrix;
    if matrix.projects.len() < 2 || matrix.rows.is_empty() {
        return Html::default();
    }
    html! {
        <section class="panel estate-matrix" aria-label="Packages by project">
            <header class="sec-head">
                <h2>{ "Packages by project" }</h2>
                <span class="dim">{ format!("the {} of most projects, of {}, against {} of {}", count(matrix.rows.len(), "package"), length(matrix.packages_total), length(matrix.projects.len()), count(matrix.projects_total, "project")) }</span>
            </header>
            <div class="scrollx">{ table(matrix, &session.estate_request, ports) }</div>
            <p class="dim small">{ "1 is the newest version that these files hold, 2 the next; + where a project holds several. An empty cell: not used there" }</p>
        </section>
    }
}

fn table(matrix: &Matrix, request: &EstateRequest, ports: &Ports) -> Html {
    let only = |key: &str| {
        ports.on_act(Action::Estate(EstateRequest { project: Some(key.to_owned()), ..from_the_top(request) }))
    };
    html! {
        <table class="lmatrix estate-grid">
            <thead><tr>
                <th scope="col" class="lm-corner">{ "package" }</th>
                { for matrix.projects.iter().map(|(key, name, short)| html! {
                    <th scope="col"><button type="button" class="link lm-col" title={format!("Only what {name} uses")} onclick={only(key)}>{ short.clone() }</button></th>
                }) }
            </tr></thead>
            <tbody>{ for matrix.rows.iter().map(|row| matrix_row(row, request, ports)) }</tbody>
        </table>
    }
}

fn matrix_row(row: &MatrixRow, request: &EstateRequest, ports: &Ports) -> Html {
    html! {
        <tr>
            <th scope="row"><button type="button" class="comp link" title={row.ecosystem.clone()} onclick={show_package(row.package, &row.name, request, ports)}>{ mark(row.verdict) }<span>{ row.name.clone() }</span></button></th>
            { for row.cells.iter().map(|cell| match cell {
                Some(cell) => html! { <td class={cell_class(cell)} title={cell.words.clone()}><span aria-hidden="true">{ cell.rank }{ if cell.is_several { "+" } else { "" } }</span><span class="unseen">{ cell.words.clone() }</span></td> },
                None => html! { <td></td> },
            }) }
        </tr>
    }
}

/// The newest stands out least.
fn cell_class(cell: &Cell) -> String {
    let age = match cell.rank {
        0 | 1 => "newest",
        2 => "older",
        _ => "oldest",
    };
    format!("held {age} v-{}", cell.verdict.as_str())
}

fn shown(shown: usize, total: usize) -> Html {
    if shown >= total {
        return Html::default();
    }
    html! { <span class="dim">{ format!("Showing {} of {}", length(shown), length(total)) }</span> }
}
