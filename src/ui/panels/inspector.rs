//! The inspector: everything about the selected component.

use std::rc::Rc;

use yew::prelude::*;

use crate::engine::CopyFormat;
use crate::session::{Action, Dialog, QualityPart, Screen};
use crate::ui::hooks::ports::{Ask, Ports, use_ports};
use crate::ui::panels::joins::join_table;
use crate::ui::parts::button::{icon_button_with, small_button};
use crate::ui::parts::component_link::component_link;
use crate::ui::parts::icon::{class_words, classed_icon, icon, mark};
use crate::ui::parts::route::hops;
use crate::ui::parts::severity::severity_box;
use crate::ui::parts::term::expression;
use crate::view::decisions::DraftFor;
use crate::view::inspector::{InspectorView, Why};
use crate::view::vulnerabilities::VulnerabilitiesRequest;
use crate::view::words::{Link, length};

#[derive(Properties, PartialEq)]
pub struct InspectorProps {
    pub view: Rc<InspectorView>,
}

/// The inspector panel.
#[component]
pub fn Inspector(props: &InspectorProps) -> Html {
    let ports = use_ports();
    let view = &props.view;
    html! {
        <aside class="inspector" id="inspector" aria-label="Selected component">
            { head(view, &ports) }
            { license(view, &ports) }
            { quality(view, &ports) }
            <WhySection why={view.why.clone()} node={view.link.node} />
            <section class="insp-sec two">
                { links("Needed by", &view.needed_by, view.needed_by_total, &ports) }
                { links("Needs", &view.needs, view.needs_total, &ports) }
            </section>
            <section class="insp-sec">
                <h3>{ "Would leave with it " }<b>{ length(view.leaves_total) }</b></h3>
                <p class="lead">{ view.leaves.clone() }</p>
            </section>
            { origin(view) }
            <footer class="insp-foot">
                <span class="dim">{ "Copy as" }</span>
                { for [("Text", CopyFormat::Text), ("Markdown", CopyFormat::Markdown), ("Mermaid", CopyFormat::Mermaid)].into_iter().map(|(words, format)| {
                    small_button(words, ports.on_ask(Ask::Copy(view.link.node, format)))
                }) }
            </footer>
        </aside>
    }
}

fn head(view: &InspectorView, ports: &Ports) -> Html {
    let locate = ports.on_act(Action::Locate(view.link.node));
    html! {
        <header class="insp-head">
            <div class="insp-title">
                { if view.link.is_root { html! { <span class="rootmark" /> } } else { mark(view.link.verdict) } }
                <h2 class="trunc" title={view.link.name.clone()}>{ view.link.name.clone() }</h2><span class="ver big">{ view.link.version.clone() }</span>
                <span class="grow" />
                { icon_button_with("layers", "Show in the graph", locate, false, "btn ghost small") }
                { icon_button_with("close", "Close (Esc)", ports.on_act(Action::Select(None)), false, "btn ghost small") }
            </div>
            <div class="insp-sub">
                { for view.tags.iter().map(|tag| html! { <span class="tag">{ tag.clone() }</span> }) }
                <span class="grow" />
                { small_button("Judge it", ports.on_act(Action::Open(Some(Dialog::Evaluation(view.link.node))))) }
            </div>
            { if view.package_url.is_empty() { Html::default() } else { html! {
                <div class="purl">
                    <code title={view.package_url.clone()}>{ view.package_url.clone() }</code>
                    { icon_button_with("copy", "Copy the package URL", ports.on_ask(Ask::CopyText(view.package_url.clone())), false, "btn ghost small") }
                </div>
            } } }
        </header>
    }
}

fn license(view: &InspectorView, ports: &Ports) -> Html {
    html! {
        <section class="insp-sec">
            <h3>{ "Licence" }</h3>
            { match &view.terms {
                Some(tree) => expression(tree),
                None => html! { <p class="lead">{ view.license_words.clone() }</p> },
            } }
            { if view.reason.is_empty() { Html::default() } else { html! { <p class="lead reason">{ view.reason.clone() }</p> } } }
            <dl class="kv">
                { for view.evidence.iter().map(|(role, text)| html! { <><dt>{ role.clone() }</dt><dd>{ text.clone() }</dd></> }) }
                <dt>{ "Class" }</dt><dd>{ class_words(view.class) }</dd>
            </dl>
            { duties(view) }
            { join_table("How it is joined", &view.joins, ports) }
            { if view.own { Html::default() } else { html! {
                <p class="row">
                    { for view.terms.iter().flat_map(|tree| tree.licenses()).take(4).map(|license| {
                        small_button(&format!("Text of {license}"), ports.on_act(Action::ReadText(license.to_owned())))
                    }) }
                    { small_button("Decide…", ports.on_act(Action::Open(Some(Dialog::Decide(DraftFor::Component(view.link.node)))))) }
                </p>
            } } }
            { if view.findings.is_empty() { Html::default() } else { html! {
                <ul class="mini-findings">{ for view.findings.iter().map(|(verdict, title, position)| {
                    let (act, position) = (ports.act.clone(), *position);
                    let onclick = Callback::from(move |_: MouseEvent| {
                        act.emit(Action::Show(Screen::Licenses));
                        act.emit(Action::OpenFinding(Some(position)));
                    });
                    html! { <li><button type="button" class="link" {onclick}>{ mark(*verdict) }<span>{ title.clone() }</span></button></li> }
                }) }</ul>
            } } }
        </section>
    }
}

/// Known vulnerabilities and what is unclean about it; each line leads to the view Quality.
fn quality(view: &InspectorView, ports: &Ports) -> Html {
    let show = |part: QualityPart, query: Option<&str>, with_cleared: bool| {
        let (act, query) = (ports.act.clone(), query.map(str::to_owned));
        Callback::from(move |_: MouseEvent| {
            if let Some(query) = &query {
                act.emit(Action::Vulnerabilities(VulnerabilitiesRequest {
                    query: format!("\"{query}\""),
                    with_cleared,
                    ..VulnerabilitiesRequest::default()
                }));
            }
            act.emit(Action::ShowQuality(part));
        })
    };
    html! {
        <section class="insp-sec" aria-label="Vulnerabilities and hygiene">
            <h3>{ "Known vulnerabilities" }</h3>
            <p class="lead sevlead">{ severity_box(&view.vulnerability_state) }<span>{ view.vulnerability_words.clone() }</span></p>
            { if view.vulnerabilities.is_empty() { Html::default() } else { html! {
                <ul class="mini-findings">{ for view.vulnerabilities.iter().take(MOST_LISTED).map(|(id, severity, summary, state, is_open)| html! {
                    <li><button type="button" class="link" onclick={show(QualityPart::Vulnerabilities, Some(id), !is_open)}>
                        { severity_box(severity) }<span><code>{ id.clone() }</code>{ format!(" {severity}, {state}") }<span class="dim">{ format!(" {summary}") }</span></span>
                    </button></li>
                }) }</ul>
            } } }
            { beyond(view.vulnerabilities.len()) }
            { match &view.hygiene {
                None => html! { <p class="dim small">{ "Hygiene: not checked yet. " }<button type="button" class="link accent" onclick={show(QualityPart::Hygiene, None, false)}>{ "Check" }</button></p> },
                Some(findings) if findings.is_empty() => Html::default(),
                Some(findings) => html! {
                    <>
                        <h3 class="again">{ "Hygiene" }</h3>
                        <ul class="mini-findings">{ for findings.iter().take(MOST_LISTED).map(|(severity, title, reason)| html! {
                            <li><button type="button" class="link" onclick={show(QualityPart::Hygiene, None, false)}>
                                { severity_box(severity) }<span>{ format!("{title} ({severity})") }<span class="dim">{ format!(" {reason}") }</span></span>
                            </button></li>
                        }) }</ul>
                        { beyond(findings.len()) }
                    </>
                },
            } }
        </section>
    }
}

/// Vulnerabilities and findings of hygiene listed here at most.
const MOST_LISTED: usize = 12;

fn beyond(all: usize) -> Html {
    match all.saturating_sub(MOST_LISTED) {
        0 => Html::default(),
        more => html! { <p class="dim small">{ format!("and {} more", length(more)) }</p> },
    }
}

/// What its licence asks for, as chips; the words of each are in its title and read out.
fn duties(view: &InspectorView) -> Html {
    if view.duties.is_empty() {
        return html! { <p class="dim small">{ view.duty_words.clone() }</p> };
    }
    html! {
        <details class="duty">
            <summary><b>{ "Duties" }</b><span class="dim">{ for view.duties.iter().map(|duty| html! { <span class="tag">{ duty.code.title() }</span> }) }</span></summary>
            <ul class="plain">{ for view.duties.iter().map(|duty| html! {
                <li>{ duty.words.clone() }<span class="dim">{ format!(" · {} · {}", duty.term, duty.source) }</span></li>
            }) }</ul>
        </details>
    }
}

#[derive(Properties, PartialEq)]
struct WhyProps {
    why: Why,
    node: u32,
}

/// Why is it here: who introduces it, how many routes, and the shortest, one of them open.
#[component]
fn WhySection(props: &WhyProps) -> Html {
    let ports = use_ports();
    let open = use_state(|| (props.node, 0_usize));
    // Another component: the first route is open again.
    let current = if open.0 == props.node { open.1 } else { 0 };
    let why = &props.why;
    let all: Vec<Vec<u32>> = why.routes.iter().map(|route| route.iter().map(|link| link.node).collect()).collect();
    html! {
        <section class="insp-sec why">
            <h3>{ "Why is it here " }<span class="keyhint"><kbd>{ "w" }</kbd></span></h3>
            <p class="lead">
                { why.sentence.clone() }
                { if why.introduced_by.is_empty() { Html::default() } else { html! { <>{ ": " }{ introduced_by(&why.introduced_by, &ports) }</> } } }
            </p>
            { if why.routes_words.is_empty() { Html::default() } else { html! {
                <p class="lead routes-words">{ why.routes_words.clone() }
                    { " " }<button type="button" class="link accent" onclick={ports.on_act(Action::Light(all))}>{ "Draw them" }</button></p>
            } } }
            <ol class="routes">{ for why.routes.iter().enumerate().map(|(position, route)| {
                let (open, node) = (open.clone(), props.node);
                let (act, nodes) = (ports.act.clone(), route.iter().map(|link| link.node).collect::<Vec<_>>());
                let onclick = Callback::from(move |_: MouseEvent| {
                    open.set((node, position));
                    act.emit(Action::Light(vec![nodes.clone()]));
                });
                route_box(position, route, position == current, onclick, &ports)
            }) }</ol>
        </section>
    }
}

fn introduced_by(links: &[Link], ports: &Ports) -> Html {
    const SHOWN: usize = 5;
    let more = links.len().saturating_sub(SHOWN);
    html! {
        <span class="inline-links">
            { for links.iter().take(SHOWN).map(|link| component_link(link, &ports.act)) }
            { if more > 0 { html! { <span class="dim">{ format!("and {} more", length(more)) }</span> } } else { Html::default() } }
        </span>
    }
}

fn route_box(position: usize, route: &[Link], open: bool, onclick: Callback<MouseEvent>, ports: &Ports) -> Html {
    let steps = route.len().saturating_sub(1);
    let through = route
        .get(steps.saturating_sub(1))
        .filter(|_| steps > 1)
        .map(|link| format!(", through {}", link.label()))
        .unwrap_or_default();
    let words = format!("{steps} {}{through}", if steps == 1 { "step" } else { "steps" });
    html! {
        <li class={classes!("routebox", open.then_some("current"))} key={position}>
            <button type="button" class="routehead" {onclick} aria-expanded={open.to_string()} title="Light this route in the graph">
                <b>{ format!("Route {}", position + 1) }</b><span class="dim">{ words }</span>{ classed_icon(if open { "down" } else { "right" }, "i") }
            </button>
            { if open { hops(route, &[], &ports.act) } else { Html::default() } }
        </li>
    }
}

fn links(heading: &str, shown: &[Link], total: usize, ports: &Ports) -> Html {
    html! {
        <div>
            <h3>{ heading.to_owned() }{ " " }<b>{ length(total) }</b></h3>
            <ul class="plain">
                { for shown.iter().map(|link| html! { <li key={link.node}>{ component_link(link, &ports.act) }</li> }) }
                { if shown.len() < total { html! { <li class="dim">{ format!("{} of {} shown", shown.len(), length(total)) }</li> } } else { Html::default() } }
            </ul>
        </div>
    }
}

fn origin(view: &InspectorView) -> Html {
    html! {
        <section class="insp-sec">
            <h3>{ icon("file") }{ "Read from" }</h3>
            <dl class="kv">
                { for view.read_from.iter().map(|place| html! { <><dt>{ "File" }</dt><dd>{ place.clone() }</dd></> }) }
                { for view.stated.iter().map(|(title, text, from)| html! {
                    <><dt>{ title.clone() }</dt><dd><code class={(title == "Hash").then_some("hash")}>{ text.clone() }</code>
                        { if from.is_empty() { Html::default() } else { html! { <span class="dim">{ format!(" · {from}") }</span> } } }</dd></>
                }) }
            </dl>
        </section>
    }
}
