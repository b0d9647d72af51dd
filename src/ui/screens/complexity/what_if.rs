//! If it goes, and how to be rid of it: thought through, never done.

use yew::prelude::*;

use super::ask;
use crate::licenses::Verdict;
use crate::session::{Action, Screen, Session};
use crate::ui::hooks::ports::Ports;
use crate::ui::parts::component_link::component_link;
use crate::ui::parts::icon::{icon, verdict_words};
use crate::view::complexity::{ComplexityRequest, ComplexityView, Cuttable, Rid, WhatIf};
use crate::view::words::{Link, count, length};

/// Leaving components shown before the rest is counted.
const FIRST: usize = 12;

/// The panel.
pub fn panel(session: &Session, view: &ComplexityView, ports: &Ports) -> Html {
    let asked = &session.complexity_request;
    html! {
        <section class="panel whatif" aria-label="What if">
            <header class="sec-head"><h2>{ "What if" }</h2><span class="dim">{ "thought through, no file is changed" }</span></header>
            { chosen(session, asked, ports) }
            { view.rid.as_ref().filter(|rid| asked.rid == Some(rid.link.node)).map(|rid| rid_part(rid, asked, ports)) }
            { view.what_if.as_ref().map(|found| what_if(found, asked, ports)) }
        </section>
    }
}

fn chosen(session: &Session, asked: &ComplexityRequest, ports: &Ports) -> Html {
    let Some(link) =
        session.inspector.as_ref().map(|view| &view.link).filter(|link| session.selected == Some(link.node))
    else {
        return html! { <p class="nothing">{ "Select a component to see what would leave with it, or the cheapest way to get rid of it" }</p> };
    };
    let mut removed = asked.removed.clone();
    removed.push(link.node);
    let take_out = ComplexityRequest { removed, ..asked.clone() };
    let rid = ComplexityRequest { rid: Some(link.node), ..asked.clone() };
    html! {
        <div class="whatrow">
            { component_link(link, &ports.act) }
            <button type="button" class="btn small" disabled={asked.removed.contains(&link.node)} onclick={ask(ports, take_out)}><span>{ "If it goes" }</span></button>
            <button type="button" class="btn small" onclick={ask(ports, rid)}><span>{ "Get rid of it…" }</span></button>
        </div>
    }
}

fn rid_part(rid: &Rid, asked: &ComplexityRequest, ports: &Ports) -> Html {
    let places = [(Cuttable::Own, "own packages"), (Cuttable::OwnAndDirect, "and direct"), (Cuttable::Any, "anywhere")];
    html! {
        <div class="whatpart" id="rid">
            <h3>{ format!("Get rid of {}", rid.link.label()) }</h3>
            <div class="seg" role="group" aria-label="Where may be cut">{ for places.iter().map(|(cuttable, words)| html! {
                <button class="btn small" type="button" aria-pressed={(*cuttable == asked.cuttable).to_string()} onclick={ask(ports, ComplexityRequest { cuttable: *cuttable, ..asked.clone() })}><span>{ *words }</span></button>
            }) }</div>
            <p><b>{ rid.words.clone() }</b></p>
            <ul class="notes">{ for rid.edges.iter().take(FIRST).map(|(from, to)| html! {
                <li>{ icon("swap") }<span>{ component_link(from, &ports.act) }{ " needs " }{ component_link(to, &ports.act) }</span></li>
            }) }</ul>
            { rest(rid.edges.len().min(FIRST), rid.edges_total, "dependency") }
            { leaving("Would leave", &rid.leaving, rid.leaving_total, ports) }
            <button type="button" class="btn small" onclick={ask(ports, ComplexityRequest { rid: None, ..asked.clone() })}><span>{ "Close" }</span></button>
        </div>
    }
}

fn what_if(found: &WhatIf, asked: &ComplexityRequest, ports: &Ports) -> Html {
    let mut fewer = asked.removed.clone();
    fewer.pop();
    html! {
        <div class="whatpart" id="what-if" aria-live="polite">
            <h3>{ format!("Without {}", count(found.removed.len(), "component")) }</h3>
            <ul class="removed">{ for found.removed.iter().map(|link| {
                let removed = asked.removed.iter().copied().filter(|node| *node != link.node).collect();
                html! { <li><button type="button" class="tag link" title={format!("Put {} back", link.label())} onclick={ask(ports, ComplexityRequest { removed, ..asked.clone() })}>{ link.label() }{ icon("close") }</button></li> }
            }) }</ul>
            <table class="dense counts">
                <thead><tr><th>{ "Count" }</th><th class="num">{ "Now" }</th><th class="num">{ "Then" }</th><th class="num">{ "Change" }</th></tr></thead>
                <tbody>{ for found.counts.iter().map(|(title, before, after)| html! {
                    <tr><th scope="row">{ title.clone() }</th><td class="num">{ length(*before) }</td><td class="num"><b>{ length(*after) }</b></td><td class="num dim">{ change(*before, *after) }</td></tr>
                }) }</tbody>
            </table>
            <p class="verdictline">{ for found.verdicts.iter().map(|(verdict, number)| html! { <span>{ verdict_words(*verdict) }{ " " }{ length(*number) }</span> }) }</p>
            { leaving("Leaves", &found.leaving, found.leaving_total, ports) }
            <div class="whatrow">
                <button type="button" class="btn small" onclick={ask(ports, ComplexityRequest { removed: fewer, ..asked.clone() })}>{ icon("undo") }<span>{ "Undo" }</span></button>
                <button type="button" class="btn small" onclick={ask(ports, ComplexityRequest { removed: Vec::new(), ..asked.clone() })}><span>{ "Put all back" }</span></button>
            </div>
        </div>
    }
}

fn change(before: usize, after: usize) -> String {
    match after.cmp(&before) {
        std::cmp::Ordering::Less => format!("−{}", length(before - after)),
        std::cmp::Ordering::Equal => "same".to_owned(),
        std::cmp::Ordering::Greater => format!("+{}", length(after - before)),
    }
}

/// The list of what leaves, gravest first.
fn leaving(title: &str, entries: &[(Link, String)], total: usize, ports: &Ports) -> Html {
    html! {
        <details open=true>
            <summary>{ format!("{title}: {}", count(total, "component")) }</summary>
            <div class="scrollx"><table class="dense leaving"><tbody>{ for entries.iter().take(FIRST).map(|(link, license)| {
                let clashes = link.verdict == Verdict::Conflict;
                html! { <tr><td>{ component_link(link, &ports.act) }</td><td class={classes!("dim", clashes.then_some("v-conflict"))}>{ license.clone() }</td></tr> }
            }) }</tbody></table></div>
            { rest(entries.len().min(FIRST), total, "component") }
        </details>
    }
}

fn rest(shown: usize, total: usize, word: &str) -> Html {
    if shown >= total {
        return Html::default();
    }
    html! { <p class="dim small">{ format!("{} of {} shown, gravest first", length(shown), count(total, word)) }</p> }
}

/// Opens the graph with a chain of components lit.
pub fn show_chain(ports: &Ports, chain: &[Link]) -> Callback<MouseEvent> {
    let route: Vec<u32> = chain.iter().map(|link| link.node).collect();
    let act = ports.act.clone();
    Callback::from(move |_: MouseEvent| {
        act.emit(Action::Light(vec![route.clone()]));
        act.emit(Action::Show(Screen::Graph));
    })
}
