//! All loaded files as one estate: figures, projects, packages, what is there in many versions, what projects share.

mod packages;
mod panels;
mod projects;

use yew::prelude::*;

use crate::engine::ExportFormat;
use crate::session::{Action, Session};
use crate::ui::hooks::keys::focus;
use crate::ui::hooks::ports::{Ask, Ports, use_ports};
use crate::ui::parts::choice::choice;
use crate::ui::parts::icon::icon;
use crate::ui::parts::query_field::QueryField;
use crate::view::estate::{Ecosystem, EstateRequest, EstateView, Figure};
use crate::view::query::term;
use crate::view::words::{count, length};

#[derive(Properties, PartialEq)]
pub struct EstateProps {
    pub session: Session,
}

/// The screen.
#[component]
pub fn EstateScreen(props: &EstateProps) -> Html {
    let ports = use_ports();
    let session = &props.session;
    let Some(view) = session.estate.clone() else {
        return html! { <div class="pad"><p class="dim">{ "Reading…" }</p></div> };
    };
    html! {
        <>
            { query_line(session, &view, &ports) }
            <div class="estate-body"><div class="pad">
                { if view.projects_total == 1 { alone() } else { Html::default() } }
                { figures(&view, &session.estate_request, &ports) }
                { projects::panel(&view, session, &ports) }
                { packages::panel(&view, session, &ports) }
                <div class="cols estate-cols">
                    { panels::sprawl(&view, session, &ports) }
                    { panels::shared(&view, session, &ports) }
                </div>
                { panels::matrix(&view, session, &ports) }
            </div></div>
        </>
    }
}

/// What the view is for, where there is one project only.
fn alone() -> Html {
    html! {
        <p class="banner estate-alone">{ icon("folder") }<span>{ "One project is loaded. The estate is for many: drop further folders, files or an archive of them, and it tells which project uses which package, in which version, and what they share." }</span></p>
    }
}

fn query_line(session: &Session, view: &EstateView, ports: &Ports) -> Html {
    let request = &session.estate_request;
    let on_query = {
        let (act, request) = (ports.act.clone(), request.clone());
        Callback::from(move |query: String| act.emit(Action::Estate(EstateRequest { query, ..from_the_top(&request) })))
    };
    html! {
        <div class="queryline estate-line">
            <QueryField id="estate-query" label="Query" placeholder="log4j-core<2.17.0  projects>3  owner:none" value={request.query.clone()}
                is_wrong={view.error.is_some()} completions={session.completions.clone()} saved={session.saved_queries.clone()} {on_query} />
            { filters(view, request, ports) }
            <span class="shown" role="status">
                { match &view.error {
                    Some(error) => html! { <span class="bad">{ error.clone() }</span> },
                    None => html! { <><b>{ length(view.matching) }</b>{ format!(" of {} in {}", count(view.total, "package"), count(view.projects_matching, "project")) }</> },
                } }
            </span>
            <span class="grow" />
            <button class="btn" type="button" title="Packages, projects and uses as shown, with what they were made from" onclick={ports.on_ask(Ask::Export(ExportFormat::EstateXlsx(request.clone())))}>{ icon("download") }<span>{ "As a workbook" }</span></button>
        </div>
    }
}

fn filters(view: &EstateView, request: &EstateRequest, ports: &Ports) -> Html {
    let change = |ports: &Ports, change: fn(&mut EstateRequest, &str)| {
        let (act, request) = (ports.act.clone(), request.clone());
        Callback::from(move |word: String| {
            let mut next = from_the_top(&request);
            change(&mut next, &word);
            act.emit(Action::Estate(next));
        })
    };
    let mut ecosystems = vec![(String::new(), "all".to_owned(), request.ecosystem.is_none())];
    ecosystems.extend(view.ecosystems.iter().map(|(ecosystem, number)| {
        let word = ecosystem.as_str();
        (word.to_owned(), format!("{word} ({})", length(*number)), request.ecosystem == Some(*ecosystem))
    }));
    // A label may be any text: the words of the two other choices are told apart by what stands before them.
    let mut owners = vec![("any".to_owned(), "anybody".to_owned(), request.owner.is_none())];
    owners.extend(view.owners.iter().map(|(owner, number)| {
        let words = if owner.is_empty() { "nobody named" } else { owner };
        let is_present = request.owner.as_ref() == Some(owner);
        (format!("is {owner}"), format!("{words} ({})", length(*number)), is_present)
    }));
    let all = EstateRequest { project: None, ..from_the_top(request) };
    html! {
        <>
            { if view.ecosystems.len() > 1 { choice("Ecosystem", &ecosystems, change(ports, |next, word| {
                next.ecosystem = (!word.is_empty()).then(|| Ecosystem::from_package_url_type(word));
            })) } else { Html::default() } }
            { if view.owners.len() > 1 || request.owner.is_some() { choice("Owner", &owners, change(ports, |next, word| {
                next.owner = word.strip_prefix("is ").map(str::to_owned);
            })) } else { Html::default() } }
            { if request.project.is_some() { html! {
                <button type="button" class="btn small chosen-project" title="Show all projects again" onclick={ports.on_act(Action::Estate(all))}><span class="trunc">{ view.project.clone() }</span>{ icon("close") }</button>
            } } else { Html::default() } }
        </>
    }
}

fn figures(view: &EstateView, request: &EstateRequest, ports: &Ports) -> Html {
    let words = |figure: &Figure| {
        html! { <><b>{ figure.value.clone() }</b><span>{ figure.title.clone() }</span><i>{ figure.note.clone() }</i></> }
    };
    html! {
        <section aria-label="Figures"><div class="stats">{ for view.figures.iter().map(|figure| {
            if figure.query.is_empty() {
                return html! { <div class="stat plain-stat">{ words(figure) }</div> };
            }
            let asked = EstateRequest { query: figure.query.clone(), ..from_the_top(request) };
            html! { <button type="button" class="stat" title={format!("Show only these: {}", figure.query)} onclick={ports.on_act(Action::Estate(asked))}>{ words(figure) }</button> }
        }) }</div></section>
    }
}

/// The same filters, the rows from the first, nothing open.
fn from_the_top(request: &EstateRequest) -> EstateRequest {
    EstateRequest { offset: 0, open: None, ..request.clone() }
}

/// A press that shows one package with its uses, wherever it stands.
fn show_package(package: u32, name: &str, request: &EstateRequest, ports: &Ports) -> Callback<MouseEvent> {
    let act = ports.act.clone();
    let asked = EstateRequest { query: term("name", name), open: Some(package), ..from_the_top(request) };
    Callback::from(move |_: MouseEvent| {
        act.emit(Action::Estate(asked.clone()));
        focus("estate-packages");
    })
}

/// A heading that sorts. `is_down`: the rows fall from the top.
fn heading(title: &'static str, class: &'static str, sorted: Option<bool>, onclick: Callback<MouseEvent>) -> Html {
    let order = match sorted {
        None => "none",
        Some(true) => "descending",
        Some(false) => "ascending",
    };
    html! {
        <th class={class} scope="col" aria-sort={order}>
            <button type="button" class="th" {onclick}>{ title }{ sorted.map(|is_down| icon(if is_down { "down" } else { "up" })).unwrap_or_default() }</button>
        </th>
    }
}
