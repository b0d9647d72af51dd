//! The projects as a table: what each is made of, and who answers for it.

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{from_the_top, heading};
use crate::engine::ExportFormat;
use crate::licenses::Verdict;
use crate::session::{Action, LONGEST_LABEL, Screen, Session};
use crate::ui::hooks::ports::{Ask, Ports, use_ports};
use crate::ui::parts::button::icon_button_with;
use crate::ui::parts::icon::mark;
use crate::view::estate::{EstateRequest, EstateTable, EstateView, MOST_PROJECTS, ProjectColumn, ProjectRow};
use crate::view::query::term;
use crate::view::words::length;

pub fn panel(view: &EstateView, session: &Session, ports: &Ports) -> Html {
    let request = &session.estate_request;
    let csv = ExportFormat::EstateCsv { table: EstateTable::Projects, request: request.clone() };
    html! {
        <section class="panel" aria-label="Projects">
            <header class="sec-head">
                <h2>{ "Projects" }</h2>
                <span class="dim">{ if view.is_filtered { format!("{} of {} hold something of it", length(view.projects_matching), length(view.projects_total)) } else { "a folder with its files, or a file by itself".to_owned() } }</span>
                <span class="grow" />
                { more(view, request, ports) }
                <button type="button" class="link" onclick={ports.on_ask(Ask::Export(csv))}>{ "Save as CSV" }</button>
            </header>
            { if view.projects.is_empty() { html! { <p class="nothing">{ "No project holds what is asked for" }</p> } } else { html! {
                <div class="scrollx"><table class="dense projects">
                    <thead><tr>
                        { for ProjectColumn::ALL.iter().map(|column| column_heading(*column, request, ports)) }
                        <th scope="col"><span class="unseen">{ "Look at it" }</span></th>
                    </tr></thead>
                    <tbody>{ for view.projects.iter().map(|row| project(row, view, request, ports)) }</tbody>
                </table></div>
            } } }
            <datalist id="owner-labels">{ for view.owners.iter().filter(|(owner, _)| !owner.is_empty()).map(|(owner, _)| html! { <option value={owner.clone()} /> }) }</datalist>
            <p class="dim small">{ "Owners are labels of yours: they stand in this page alone, and in a workspace that is saved" }</p>
        </section>
    }
}

fn more(view: &EstateView, request: &EstateRequest, ports: &Ports) -> Html {
    if view.projects_matching <= MOST_PROJECTS {
        return Html::default();
    }
    let words = if request.all_projects { "Show fewer" } else { "Show all" };
    let asked = EstateRequest { all_projects: !request.all_projects, ..request.clone() };
    html! {
        <><span class="dim">{ format!("Showing {} of {}", length(view.projects.len()), length(view.projects_matching)) }</span>
        <button type="button" class="link" onclick={ports.on_act(Action::Estate(asked))}>{ words }</button></>
    }
}

fn column_heading(column: ProjectColumn, request: &EstateRequest, ports: &Ports) -> Html {
    let is_text = matches!(column, ProjectColumn::Name | ProjectColumn::Owner);
    let is_sorted = request.project_sort == column;
    let sorted = is_sorted.then_some(is_text == request.projects_descending);
    let asked = EstateRequest {
        project_sort: column,
        projects_descending: is_sorted && !request.projects_descending,
        ..request.clone()
    };
    heading(column.title(), if is_text { "" } else { "num" }, sorted, ports.on_act(Action::Estate(asked)))
}

fn project(row: &ProjectRow, view: &EstateView, request: &EstateRequest, ports: &Ports) -> Html {
    let is_chosen = request.project.as_ref() == Some(&row.key);
    let asked = EstateRequest { project: (!is_chosen).then(|| row.key.clone()), ..from_the_top(request) };
    let components = if view.is_filtered && row.matching != row.components {
        html! { <><b>{ length(row.matching) }</b><span class="dim">{ format!(" of {}", length(row.components)) }</span></> }
    } else {
        html! { { length(row.components) } }
    };
    let found = |number: usize| html! { <td class="num">{ length(number) }</td> };
    html! {
        <tr key={row.key.clone()} aria-selected={is_chosen.to_string()}>
            <th scope="row" class="pname">
                <button type="button" class="link" aria-pressed={is_chosen.to_string()} title={format!("Only what {} uses", row.name)} onclick={ports.on_act(Action::Estate(asked))}>{ row.name.clone() }</button>
                <span class="dim">{ if row.root.is_empty() || row.root.starts_with(&row.name) { row.ecosystems.clone() } else { format!("{} · {}", row.root, row.ecosystems) } }</span>
            </th>
            <td class="num" title={row.file_names.clone()}>{ length(row.files) }</td>
            <td class="num">{ components }</td>
            { found(row.direct) }
            <td class="num">{ if row.conflicts > 0 { mark(Verdict::Conflict) } else { Html::default() } }{ " " }{ length(row.conflicts) }</td>
            <td class="num" title={unknown_title(row)}>{ length(row.unknown) }{ if row.unknown > 0 && row.unknown == row.components { html! { <span class="dim">{ " (all)" }</span> } } else { Html::default() } }</td>
            { found(row.duplicates) }
            { found(row.deepest) }
            <td><OwnerField project={row.key.clone()} name={row.name.clone()} owner={row.owner.clone()} /></td>
            <td class="pacts">
                { icon_button_with("table", format!("{} in the inventory", row.name), look(row, Screen::Inventory, ports), false, "btn ghost small") }
                { icon_button_with("layers", format!("{} in the graph", row.name), look(row, Screen::Graph, ports), false, "btn ghost small") }
            </td>
        </tr>
    }
}

fn unknown_title(row: &ProjectRow) -> String {
    match row.unknown {
        0 => "Every component has a licence that is known".to_owned(),
        unknown => format!(
            "{} of {} without a licence that is known: not stated, or not in its files",
            length(unknown),
            length(row.components)
        ),
    }
}

#[derive(Properties, PartialEq)]
struct OwnerProps {
    project: AttrValue,
    name: AttrValue,
    owner: AttrValue,
}

/// The label of who answers for a project; taken when the field is left or Enter is pressed. What is being written stays
/// when an answer comes meanwhile.
#[component]
fn OwnerField(props: &OwnerProps) -> Html {
    let ports = use_ports();
    let written = use_state_eq(|| props.owner.to_string());
    {
        let written = written.setter();
        use_effect_with(props.owner.clone(), move |owner| written.set(owner.to_string()));
    }
    let oninput = {
        let written = written.setter();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
                written.set(input.value());
            }
        })
    };
    let onchange = {
        let (act, key, name) = (ports.act.clone(), props.project.to_string(), props.name.clone());
        let written = written.setter();
        Callback::from(move |event: Event| {
            if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
                let owner = input.value().trim().to_owned();
                written.set(owner.clone());
                let said = if owner.is_empty() {
                    format!("{name} has no owner")
                } else {
                    format!("{owner} answers for {name}")
                };
                act.emit(Action::SetOwner(key.clone(), owner));
                act.emit(Action::Announce(said));
            }
        })
    };
    html! {
        <input type="text" class="owner" aria-label={format!("Owner of {}", props.name)} placeholder="nobody named" list="owner-labels"
            maxlength={LONGEST_LABEL.to_string()} autocomplete="off" spellcheck="false" value={(*written).clone()} {oninput} {onchange} />
    }
}

/// A press that shows only what the project holds.
fn look(row: &ProjectRow, screen: Screen, ports: &Ports) -> Callback<MouseEvent> {
    let (act, query) = (ports.act.clone(), term("project", &row.name));
    Callback::from(move |_: MouseEvent| {
        act.emit(match screen {
            Screen::Graph => Action::FilterGraph(query.clone()),
            _ => Action::SetQuery(query.clone()),
        });
        act.emit(Action::Show(screen));
    })
}
