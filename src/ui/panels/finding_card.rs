//! One finding as a card: closed it says what clashes, open it says why, along which routes and what could change.

use std::rc::Rc;

use yew::prelude::*;

use crate::licenses::FindingKind;
use crate::session::{Action, Dialog};
use crate::ui::hooks::ports::{Ask, Ports, use_ports};
use crate::ui::parts::component_link::component_link;
use crate::ui::parts::icon::{badge, classed_icon, icon};
use crate::ui::parts::meeting::meeting;
use crate::ui::parts::route::{hops, route_line};
use crate::ui::parts::term::{clashing_expression, expression};
use crate::view::decisions::DraftFor;
use crate::view::licenses::{FindingView, Side};
use crate::view::words::length;

#[derive(Properties, PartialEq)]
pub struct FindingCardProps {
    pub finding: Rc<FindingView>,
    pub open: bool,
    pub judged_for: AttrValue,
}

/// The card.
#[component]
pub fn FindingCard(props: &FindingCardProps) -> Html {
    let ports = use_ports();
    let finding = &props.finding;
    let toggle = ports.on_act(Action::OpenFinding((!props.open).then_some(finding.position)));
    html! {
        <article class={classes!("finding", props.open.then_some("open"))}>
            <header class="f-head">
                <button type="button" class="f-toggle" aria-expanded={props.open.to_string()} onclick={toggle}>
                    { classed_icon(if props.open { "down" } else { "right" }, "i chev") }
                    { badge(finding.verdict) }
                    <h3>{ finding.title.clone() }</h3>
                </button>
                <span class="grow" />
                { match &finding.decision {
                    Some(decision) => html! { <span class={format!("tag decided d-{}", decision.state)}>{ decision.state.clone() }</span> },
                    None => Html::default(),
                } }
                <span class={format!("tag sev-{}", finding.severity.as_str())}>{ finding.severity.title() }</span>
                <span class="tag">{ finding.kind.title() }</span>
            </header>
            { if props.open { body(props, &ports) } else { summary(finding, &ports) } }
        </article>
    }
}

fn summary(finding: &FindingView, ports: &Ports) -> Html {
    html! {
        <div class="f-sum">
            { for finding.sides.iter().take(3).map(|side| html! {
                <div class="expr"><span class="expr-who">{ component_link(&side.link, &ports.act) }</span>{ terms(side, finding) }</div>
            }) }
            { stands_for(finding, 3) }
        </div>
    }
}

/// What the sides shown leave out.
fn stands_for(finding: &FindingView, shown: usize) -> Html {
    let more = finding.sides.len().saturating_sub(shown) + finding.more + finding.involved_total;
    if more == 0 {
        return Html::default();
    }
    html! { <p class="from">{ format!("and {} more components of the same finding", length(more)) }</p> }
}

fn terms(side: &Side, finding: &FindingView) -> Html {
    let others: Vec<&str> =
        finding.sides.iter().map(|other| other.license.as_str()).filter(|license| *license != side.license).collect();
    match &side.terms {
        Some(tree) if finding.kind == FindingKind::Combination => {
            clashing_expression(tree, &side.license, &others.join(" and "))
        }
        Some(tree) => expression(tree),
        None => {
            html! { <span class="dim">{ if side.license.is_empty() { side.evidence.clone() } else { side.license.clone() } }</span> }
        }
    }
}

fn body(props: &FindingCardProps, ports: &Ports) -> Html {
    let finding = &props.finding;
    let routes: Vec<Vec<u32>> = finding
        .sides
        .iter()
        .map(|side| side.route.iter().map(|link| link.node).collect::<Vec<u32>>())
        .filter(|route| !route.is_empty())
        .collect();
    let lit = if routes.len() > 1 { "Light both in the graph" } else { "Light it in the graph" };
    html! {
        <div class="f-body">
            <p class="f-lead">{ finding.reason.clone() }</p>
            { match &finding.decision {
                Some(decision) => html! { <p class="f-decided">{ icon("quality") }<span>{ decision.words.clone() }{ if decision.others > 0 { format!(" (and {} more decisions)", decision.others) } else { String::new() } }</span></p> },
                None => Html::default(),
            } }
            { if routes.is_empty() { Html::default() } else { html! {
                <div class="f-block">
                    <h4>
                        { if routes.len() > 1 { "Routes, the shortest of each" } else { "The shortest route" } }
                        <span class="grow" />
                        <button type="button" class="link act" onclick={ports.on_act(Action::Light(routes.clone()))}>{ icon("layers") }{ lit }</button>
                    </h4>
                    { match finding.sides.as_slice() {
                        [a, b] if !a.route.is_empty() && !b.route.is_empty() => meeting(a, b),
                        _ => Html::default(),
                    } }
                    { meeting_words(finding) }
                    <div class="f-routes">{ for finding.sides.iter().take(4).filter(|side| !side.route.is_empty()).map(|side| html! {
                        <div class="routebox">{ hops(&side.route, &ports.act) }</div>
                    }) }</div>
                    <ol class="meet-text">{ for finding.sides.iter().map(|side| html! { <li>{ route_line(&side.route) }</li> }) }</ol>
                </div>
            } } }
            <div class="f-cols">{ for finding.sides.iter().take(4).map(|side| html! {
                <div class="f-block">
                    <h4>{ component_link(&side.link, &ports.act) }</h4>
                    { terms(side, finding) }
                    { side.terms.as_ref().map(|_| html! { <p class="from">{ side.evidence.clone() }</p> }) }
                </div>
            }) }</div>
            { others(finding, ports) }
            <dl class="facts">
                <dt>{ "Source" }</dt><dd>{ finding.source.clone() }</dd>
                <dt>{ "Judged for" }</dt><dd>{ props.judged_for.clone() }</dd>
            </dl>
            { changes(finding) }
            <footer class="f-foot">
                { if routes.is_empty() { Html::default() } else { html! {
                    <button class="btn small" type="button" onclick={ports.on_act(Action::Light(routes))}>{ icon("layers") }<span>{ "Show in graph" }</span></button>
                } } }
                <button class="btn small" type="button" onclick={ports.on_act(Action::Open(Some(Dialog::Decide(DraftFor::Finding(finding.position)))))}>{ icon("quality") }<span>{ "Decide…" }</span></button>
                <button class="btn small" type="button" onclick={ports.on_ask(Ask::CopyFinding(finding.position))}>{ icon("copy") }<span>{ "Copy as Markdown" }</span></button>
            </footer>
        </div>
    }
}

fn meeting_words(finding: &FindingView) -> Html {
    match &finding.meeting {
        Some(link) => html! { <p class="from inline">{ "They meet at " }<b>{ link.label() }</b></p> },
        None => Html::default(),
    }
}

fn others(finding: &FindingView, ports: &Ports) -> Html {
    let listed = finding.sides.iter().skip(4).map(|side| &side.link).chain(&finding.involved);
    let listed: Vec<_> = listed.collect();
    let total = finding.sides.len().saturating_sub(4) + finding.more + finding.involved_total;
    if total == 0 {
        return Html::default();
    }
    html! {
        <div class="f-block">
            <h4>{ format!("It stands for {} more", length(total)) }</h4>
            <ul class="inline-list">{ for listed.iter().map(|link| html! { <li>{ component_link(link, &ports.act) }</li> }) }</ul>
            { if listed.len() < total { html! { <p class="from">{ format!("{} of {} named", listed.len(), length(total)) }</p> } } else { Html::default() } }
        </div>
    }
}

fn changes(finding: &FindingView) -> Html {
    if finding.changes.is_empty() {
        return Html::default();
    }
    html! {
        <div class="f-block">
            <h4>{ "What could change this" }</h4>
            <table class="options"><tbody>{ for finding.changes.iter().map(|change| html! {
                <tr><td>{ icon("branch") }</td><td>{ change.clone() }</td></tr>
            }) }</tbody></table>
        </div>
    }
}
