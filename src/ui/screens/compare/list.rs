//! All changes as one table, by name; filtered by kind and by a query.

use yew::prelude::*;

use super::ask;
use super::causes::{license, note, sign};
use super::top::tone_class;
use crate::session::{Action, Session};
use crate::ui::hooks::ports::Ports;
use crate::ui::parts::component_link::select;
use crate::ui::parts::icon::mark;
use crate::ui::parts::query_field::QueryField;
use crate::view::compare::{ChangeKind, CompareLine, CompareRequest, CompareView, kind_title, shown_words};
use crate::view::words::{count, length};

pub fn list(session: &Session, view: &CompareView, ports: &Ports) -> Html {
    let asked = &session.compare_request;
    html! {
        <section class="panel wide" aria-label="Changes">
            <header class="sec-head"><h2>{ "Changes" }</h2><span class="dim">{ view.summary.clone() }</span></header>
            { filters(session, view, ports) }
            { if view.rows.is_empty() { html! { <p class="nothing">{ if view.rows_total == 0 { view.summary.clone() } else { "No change fits".to_owned() } }</p> } } else { html! {
                <div class="scrollx"><table class="dense changes" aria-label="Changes">
                    <thead><tr>
                        <th scope="col"><span class="unseen">{ "Added, removed or changed" }</span></th><th scope="col">{ "Component" }</th><th scope="col">{ "A" }</th><th scope="col">{ "B" }</th>
                        <th scope="col">{ "What changed" }</th><th scope="col">{ "Because of" }</th>
                    </tr></thead>
                    <tbody>{ for view.rows.iter().map(|line| row(line, ports)) }</tbody>
                </table></div>
            } } }
            { if view.rows.len() < view.rows_matching { html! {
                <p class="more dim">{ shown_words(view.rows.len(), view.rows_matching) }{ " " }
                    { if asked.all { html! { <span>{ "narrow the list by a query or a kind" }</span> } } else { html! {
                        <button type="button" class="link accent" onclick={ask(ports, CompareRequest { all: true, ..asked.clone() })}>{ "Show all" }</button>
                    } } }
                </p>
            } } else { Html::default() } }
        </section>
    }
}

fn filters(session: &Session, view: &CompareView, ports: &Ports) -> Html {
    let asked = &session.compare_request;
    let on_query = {
        let (act, asked) = (ports.act.clone(), asked.clone());
        Callback::from(move |query: String| act.emit(Action::CompareFiles(CompareRequest { query, ..asked.clone() })))
    };
    html! {
        <div class="compare-filters">
            <QueryField id="compare-query" label="Show only" placeholder="Show only… license:GPL*  scope:runtime  name:react*" value={asked.query.clone()}
                is_wrong={view.error.is_some()} completions={session.completions.clone()} {on_query} />
            <span class="shown" role="status">{ match &view.error {
                Some(error) => html! { <span class="bad">{ error.clone() }</span> },
                None => html! { <><b>{ length(view.rows_matching) }</b>{ format!(" of {}", count(view.rows_total, "change")) }</> },
            } }</span>
            <div class="kinds" role="group" aria-label="Kinds of change">
                { for view.kinds.iter().map(|(kind, number)| kind_filter(*kind, *number, asked, ports)) }
            </div>
        </div>
    }
}

/// Pressed: only these. With none pressed all are shown.
fn kind_filter(kind: ChangeKind, number: usize, asked: &CompareRequest, ports: &Ports) -> Html {
    let mut request = asked.clone();
    let is_pressed = asked.kinds.contains(&kind);
    if !request.kinds.remove(&kind) {
        request.kinds.insert(kind);
    }
    html! {
        <button class="fkey only" type="button" aria-pressed={is_pressed.to_string()} onclick={ask(ports, request)}>
            { kind_title(kind) }<b>{ length(number) }</b>
        </button>
    }
}

fn row(line: &CompareLine, ports: &Ports) -> Html {
    html! {
        <tr class={tone_class(line.tone)}>
            <td>{ sign(line.tone) }</td>
            <th scope="row" class="dname">
                <button type="button" class="comp link" title={format!("{}: {}", line.link.label(), line.link.verdict.title())} onclick={select(&line.link, &ports.act)}>{ mark(line.link.verdict) }<span>{ line.link.name.clone() }</span></button>
            </th>
            <td><span class="ver">{ line.before.clone() }</span></td>
            <td><span class="ver">{ line.after.clone() }</span></td>
            <td class="dnotes"><span class="dnote">
                <span class="dim">{ line.kinds.iter().map(|kind| kind_title(*kind)).collect::<Vec<_>>().join(", ") }</span>
                { license(line) }{ for line.notes.iter().map(note) }
            </span></td>
            <td class="dim">{ line.cause.clone() }</td>
        </tr>
    }
}
