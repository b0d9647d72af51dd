//! Known vulnerabilities: what is affected, what is not by that data, what nobody looked at; then which, by severity.

use std::collections::BTreeSet;
use std::rc::Rc;

use yew::prelude::*;

use super::vulnerability_card::VulnerabilityCard;
use super::{filters, list_in_inventory};
use crate::session::{Action, Dialog, Screen, Session};
use crate::ui::hooks::ports::{Ask, Ports};
use crate::ui::parts::bar::{BarPart, stacked};
use crate::ui::parts::button::{button, small_button};
use crate::ui::parts::icon::icon;
use crate::ui::parts::outward::outward;
use crate::ui::parts::severity::{severity_box, severity_look, severity_words};
use crate::view::SafeUrl;
use crate::view::scene::Palette;
use crate::view::vulnerabilities::{MOST_LINES, VulnerabilitiesRequest, VulnerabilitiesView, VulnerabilityLine};
use crate::view::words::{count, length, plural};

/// Where it is said how exports of databases are to be had.
const HOW_TO: &str = "https://google.github.io/osv.dev/data/#data-dumps";

/// The part.
pub fn part(session: &Session, view: &Rc<VulnerabilitiesView>, ports: &Ports) -> Html {
    html! {
        <>
            { if view.has_data { filter_row(session, view, ports) } else { Html::default() } }
            <div class="lic-grid">
                <div class="findings">
                    { summary(view, ports) }
                    { if view.has_data { lists(session, view, ports) } else { how_to(ports) } }
                </div>
                <aside class="lic-side" aria-label="What was looked at">
                    { sources(view, ports) }
                    { unchecked(view, ports) }
                    { if view.has_data { how_to(ports) } else { Html::default() } }
                </aside>
            </div>
        </>
    }
}

fn ask(ports: &Ports, request: VulnerabilitiesRequest) -> Callback<MouseEvent> {
    ports.on_act(Action::Vulnerabilities(request))
}

fn filter_row(session: &Session, view: &VulnerabilitiesView, ports: &Ports) -> Html {
    let asked = &session.vulnerabilities_request;
    let on_query = {
        let asked = asked.clone();
        ports
            .act
            .reform(move |query| Action::Vulnerabilities(VulnerabilitiesRequest { query, offset: 0, ..asked.clone() }))
    };
    let on_hidden = {
        let asked = asked.clone();
        ports.act.reform(move |hidden: BTreeSet<String>| {
            Action::Vulnerabilities(VulnerabilitiesRequest { hidden, offset: 0, ..asked.clone() })
        })
    };
    let severities = view.severities.iter().filter(|(_, number)| *number > 0);
    let severities: Vec<(String, Html, usize)> =
        severities.map(|(word, number)| (word.clone(), severity_words(word), *number)).collect();
    let states = view.states.iter().filter(|(_, number)| *number > 0);
    let states: Vec<(String, Html, usize)> =
        states.map(|(word, number)| (word.clone(), html! { <>{ word.clone() }</> }, *number)).collect();
    let shown = format!("{} shown", length(view.total));
    html! {
        <div class="toolbar lic-filters">
            { filters::query("vulnerability-query", "Filter vulnerabilities by component, id or word", (&asked.query, &view.error), shown, session, on_query) }
            { filters::keys("Severities", &severities, &asked.hidden, &on_hidden) }
            { filters::keys("States", &states, &asked.hidden, &on_hidden) }
        </div>
    }
}

/// The three answers, and how many components have each.
fn summary(view: &VulnerabilitiesView, ports: &Ports) -> Html {
    let at = |hue: usize| view.counts.get(hue).map_or(0, |(_, number)| *number);
    let affected: usize = view.counts.iter().take(6).map(|(_, number)| number).sum();
    let open: usize = view.severities.iter().map(|(_, number)| number).sum();
    let date = view.sources.first().map(|source| source.date.clone()).unwrap_or_default();
    html! {
        <section class="panel" aria-label="Components by what is known">
            <header class="sec-head">
                <h2>{ "Components by what is known" }</h2><span class="dim">{ view.summary.clone() }</span><span class="grow" />
                <button type="button" class="link" onclick={in_graph(ports, if affected > 0 { "vuln:affected" } else { "" })}>{ "In the graph" }</button>
            </header>
            { if view.has_data { stacked("Components by what is known", &bar(view), true) } else { Html::default() } }
            <ul class="qstates">
                <li class="qstate affected">
                    <b>{ if view.has_data { length(affected) } else { "–".to_owned() } }</b>
                    <button type="button" class="link" onclick={list_in_inventory(ports, "vuln:affected")}>{ "affected" }</button>
                    <span class="dim">{ if view.has_data { format!("by {} that somebody must look at", counted(open)) } else { "cannot be told without data".to_owned() } }</span>
                    <span class="qhues">{ for view.counts.iter().take(6).filter(|(_, number)| *number > 0).map(|(word, number)| html! {
                        <span>{ severity_words(word) }{ " " }<b>{ length(*number) }</b></span>
                    }) }</span>
                </li>
                <li class="qstate unaffected">
                    <b>{ length(at(6)) }</b>
                    <button type="button" class="link" onclick={list_in_inventory(ports, "vuln:\"not affected\"")}>{ severity_box("not affected") }{ "not affected by that data" }</button>
                    <span class="dim">{ if at(6) > 0 { format!("as it stood on {date}") } else { "no export says so of any".to_owned() } }</span>
                </li>
                <li class="qstate unchecked">
                    <b>{ length(at(7)) }</b>
                    <button type="button" class="link" onclick={list_in_inventory(ports, "vuln:\"not checked\"")}>{ severity_box("not checked") }{ "not checked" }</button>
                    <span class="dim">{ view.unchecked.first().map(|(why, _)| why.clone()).unwrap_or_default() }</span>
                </li>
            </ul>
        </section>
    }
}

fn counted(number: usize) -> String {
    format!("{} {}", length(number), plural(number, "vulnerability"))
}

fn bar(view: &VulnerabilitiesView) -> Vec<BarPart> {
    const TITLES: [(&str, Option<&str>); 8] = [
        ("critical", Some("p-conflict")),
        ("high", Some("p-review")),
        ("medium", Some("p-duties")),
        ("low", None),
        ("none", Some("p-nosource")),
        ("unknown severity", Some("p-unknown")),
        ("not affected", None),
        ("not checked", Some("p-notshipped")),
    ];
    let parts = TITLES.iter().zip(&view.counts);
    let part = |((title, pattern), (_, count)): (&(&'static str, Option<&'static str>), &(String, usize))| BarPart {
        title,
        fill: format!("f-sev-{}", severity_look(title).0),
        pattern: *pattern,
        count: *count,
    };
    parts.map(part).collect()
}

/// A press that draws in the graph what a query finds, by severity.
fn in_graph(ports: &Ports, query: &str) -> Callback<MouseEvent> {
    let (act, query) = (ports.act.clone(), query.to_owned());
    Callback::from(move |_: MouseEvent| {
        act.emit(Action::SetPalette(Palette::Severity));
        act.emit(Action::FilterGraph(query.clone()));
        act.emit(Action::AsTree(false));
        act.emit(Action::Show(Screen::Graph));
    })
}

fn lists(session: &Session, view: &VulnerabilitiesView, ports: &Ports) -> Html {
    let asked = &session.vulnerabilities_request;
    let (open, closed): (Vec<_>, Vec<_>) = view.lines.iter().partition(|line| line.is_open);
    let groups = view.severities.iter().filter_map(|(word, _)| {
        let lines: Vec<&VulnerabilityLine> = open.iter().copied().filter(|line| line.severity == *word).collect();
        (!lines.is_empty()).then_some((word, lines))
    });
    html! {
        <>
            { for groups.map(|(word, lines)| group(word, &lines, ports)) }
            { if open.is_empty() { html! {
                <p class="nothing"><b>{ "No open vulnerability to show" }</b>{ " by the files and filters named here. What was not checked is not known to be unaffected." }</p>
            } } else { Html::default() } }
            { pages(asked, view, ports) }
            { if view.cleared == 0 { Html::default() } else { html! {
                <section class="fgroup">
                    <header class="g-head">
                        { icon("check") }<h2>{ "Cleared by statements" }</h2><span class="dim">{ "fixed or not affected, as somebody states" }</span><span class="grow" />
                        <button class="btn small" type="button" aria-expanded={asked.with_cleared.to_string()}
                            onclick={ask(ports, VulnerabilitiesRequest { with_cleared: !asked.with_cleared, offset: 0, ..asked.clone() })}>
                            <span>{ format!("{} {}", if asked.with_cleared { "Fold" } else { "Show" }, length(view.cleared)) }</span>
                        </button>
                    </header>
                    { for closed.iter().map(|line| card(line, ports)) }
                </section>
            } } }
        </>
    }
}

fn group(severity: &str, lines: &[&VulnerabilityLine], ports: &Ports) -> Html {
    let mut letters = severity.chars();
    let title: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    html! {
        <section class="fgroup" key={severity.to_owned()} aria-label={format!("Severity {severity}")}>
            <header class="g-head">{ severity_box(severity) }<h2>{ title }</h2><span class="dim">{ counted(lines.len()) }</span></header>
            { for lines.iter().map(|line| card(line, ports)) }
        </section>
    }
}

fn card(line: &VulnerabilityLine, ports: &Ports) -> Html {
    let graph = in_graph(ports, &line.query);
    html! { <VulnerabilityCard key={line.id.clone()} line={Rc::new(line.clone())} on_graph={graph} on_list={list_in_inventory(ports, &line.query)} /> }
}

fn pages(asked: &VulnerabilitiesRequest, view: &VulnerabilitiesView, ports: &Ports) -> Html {
    if view.total <= view.lines.len() && asked.offset == 0 {
        return Html::default();
    }
    let to = |offset: usize| ask(ports, VulnerabilitiesRequest { offset, ..asked.clone() });
    let last = asked.offset + view.lines.len();
    html! {
        <p class="row">
            <span class="dim">{ format!("{} to {} of {}", length(asked.offset + 1), length(last), length(view.total)) }</span>
            { if asked.offset > 0 { small_button("Those before", to(asked.offset.saturating_sub(MOST_LINES))) } else { Html::default() } }
            { if last < view.total { small_button("Those after", to(last)) } else { Html::default() } }
        </p>
    }
}

fn sources(view: &VulnerabilitiesView, ports: &Ports) -> Html {
    html! {
        <section>
            <h2>{ "What was looked at" }</h2>
            { if view.sources.is_empty() { html! { <p class="dim">{ "No file says anything of vulnerabilities." }</p> } } else { html! {
                <table class="qsources">
                    <caption class="unseen">{ "Files that say something of vulnerabilities, and of when they are" }</caption>
                    <tbody>{ for view.sources.iter().map(|source| html! {
                        <tr>
                            <th scope="row"><button type="button" class="link accent" aria-haspopup="dialog" onclick={ports.on_act(Action::Open(Some(Dialog::Report(source.file))))}>{ source.name.clone() }</button>
                                <span class="dim">{ source.words.clone() }</span></th>
                            <td class="num">{ source.date.clone() }</td>
                        </tr>
                    }) }</tbody>
                </table>
            } } }
            { if view.reread.is_empty() { Html::default() } else { html! {
                <p class="dim small">{ "Some were read before other files came, and are read again now." }</p>
            } } }
        </section>
    }
}

fn unchecked(view: &VulnerabilitiesView, ports: &Ports) -> Html {
    if view.unchecked.is_empty() {
        return Html::default();
    }
    html! {
        <section>
            <h2>{ "Not checked" }</h2>
            <table class="ship"><caption class="unseen">{ "Why components were not checked" }</caption><tbody>{ for view.unchecked.iter().map(|(why, number)| html! {
                <tr><th scope="row">{ why.clone() }</th><td class="num">{ length(*number) }</td></tr>
            }) }</tbody></table>
            { small_button(&format!("List the {}", count(view.unchecked.iter().map(|(_, number)| number).sum(), "component")), list_in_inventory(ports, "vuln:\"not checked\"")) }
        </section>
    }
}

fn how_to(ports: &Ports) -> Html {
    html! {
        <section class="howto">
            <h2>{ "How to get data in" }</h2>
            <p>{ "Nothing is fetched. Drop beside the files:" }</p>
            <ul>
                <li><b>{ "An OSV export" }</b>{ ", the all.zip of an ecosystem, or single records. " }{ SafeUrl::parse(HOW_TO).map(|link| outward(&link, "How to get one")).unwrap_or_default() }</li>
                <li><b>{ "A report or SBOM that lists them" }</b>{ ": Grype, Trivy, OSV-Scanner, CycloneDX, SPDX 3" }</li>
                <li><b>{ "Statements (VEX)" }</b>{ ": OpenVEX, CSAF, CycloneDX" }</li>
            </ul>
            { button("plus", "Open files…", ports.on_ask(Ask::PickFiles)) }
        </section>
    }
}
