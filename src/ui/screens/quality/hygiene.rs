//! Hygiene of the lockfiles: findings by severity and kind, with places and advice; then what was not checked.

use std::collections::BTreeSet;
use std::rc::Rc;

use yew::prelude::*;

use super::{filters, list_in_inventory};
use crate::session::{Action, Session};
use crate::ui::hooks::ports::Ports;
use crate::ui::parts::button::small_button;
use crate::ui::parts::component_link::component_link;
use crate::ui::parts::icon::icon;
use crate::ui::parts::severity::severity_words;
use crate::view::hygiene::{HygieneLine, HygieneRequest, HygieneView};
use crate::view::words::{Link, count, length};

/// Components of a finding that are listed before the rest is folded.
const SHOWN: usize = 8;

/// The part.
pub fn part(session: &Session, view: &Rc<HygieneView>, ports: &Ports) -> Html {
    html! {
        <>
            { filter_row(session, view, ports) }
            <div class="lic-grid">
                <div class="findings">
                    { if view.findings.is_empty() { html! {
                        <p class="nothing"><b>{ "No finding to show" }</b>{ " by the checks and filters named here. What was not checked stands beside it; a file without findings is not called clean." }</p>
                    } } else { groups(view, ports) } }
                    { if view.findings.len() < view.total { html! {
                        <p class="dim">{ format!("The first {} of {} findings are shown; the file one saves holds all", length(view.findings.len()), length(view.total)) }</p>
                    } } else { Html::default() } }
                </div>
                <aside class="lic-side" aria-label="What was checked">
                    <section><h2>{ "In short" }</h2><p>{ view.summary.clone() }</p>
                        <p class="dim small">{ "A file is compared with itself: no list of well-known hosts is kept." }</p></section>
                    <section>
                        <h2>{ "Not checked" }</h2>
                        { if view.unchecked.is_empty() { html! { <p class="dim">{ "Everything that these checks look at is stated in the files." }</p> } } else { html! {
                            <ul class="notes">{ for view.unchecked.iter().map(|words| html! { <li>{ icon("eye") }<span>{ words.clone() }</span></li> }) }</ul>
                        } } }
                    </section>
                </aside>
            </div>
        </>
    }
}

fn filter_row(session: &Session, view: &HygieneView, ports: &Ports) -> Html {
    let asked = &session.hygiene_request;
    let on_query = {
        let asked = asked.clone();
        ports.act.reform(move |query| Action::Hygiene(HygieneRequest { query, ..asked.clone() }))
    };
    let on_hidden = {
        let asked = asked.clone();
        ports.act.reform(move |hidden: BTreeSet<String>| Action::Hygiene(HygieneRequest { hidden, ..asked.clone() }))
    };
    let severities = view.severities.iter().filter(|(_, number)| *number > 0);
    let severities: Vec<(String, Html, usize)> =
        severities.map(|(word, number)| (word.clone(), severity_words(word), *number)).collect();
    let kinds = view.kinds.iter().map(|(kind, title, number)| {
        (kind.clone(), html! { <span title={title.clone()}>{ kind.clone() }</span> }, *number)
    });
    let shown = count(view.total, "finding");
    html! {
        <div class="toolbar lic-filters">
            { filters::query("hygiene-query", "Filter findings by component", (&asked.query, &view.error), shown, session, on_query) }
            { filters::keys("Severities", &severities, &asked.hidden, &on_hidden) }
            { filters::keys("Kinds of finding", &kinds.collect::<Vec<_>>(), &asked.hidden, &on_hidden) }
        </div>
    }
}

/// Findings of one severity and kind stand together: they have one advice.
fn groups(view: &HygieneView, ports: &Ports) -> Html {
    let mut groups: Vec<Vec<&HygieneLine>> = Vec::new();
    for line in &view.findings {
        match groups.last_mut().filter(|group| group.first().is_some_and(|first| is_alike(first, line))) {
            Some(group) => group.push(line),
            None => groups.push(vec![line]),
        }
    }
    groups.iter().filter_map(|lines| Some(group(lines.first()?, lines, ports))).collect()
}

fn is_alike(one: &HygieneLine, other: &HygieneLine) -> bool {
    one.severity == other.severity && one.kind == other.kind
}

fn group(first: &HygieneLine, lines: &[&HygieneLine], ports: &Ports) -> Html {
    html! {
        <section class="fgroup" key={format!("{} {}", first.severity, first.kind)} aria-label={first.title.clone()}>
            <header class="g-head">
                { severity_words(&first.severity) }<h2>{ first.title.clone() }</h2>
                <span class="dim">{ count(lines.len(), "finding") }</span><span class="grow" />
                { small_button("List in the inventory", list_in_inventory(ports, &format!("hygiene:{}", first.kind))) }
            </header>
            <p class="advice">{ icon("check") }<span>{ first.advice.clone() }</span></p>
            { for lines.iter().map(|line| finding(line, ports)) }
        </section>
    }
}

fn finding(line: &HygieneLine, ports: &Ports) -> Html {
    // Where the reason begins with what it is about, that is said once.
    let (about, reason) = match line.reason.strip_prefix(&line.about) {
        Some(rest) => (line.about.clone(), rest.to_owned()),
        None => (line.about.clone(), format!(" · {}", line.reason)),
    };
    let (shown, folded) = line.components.split_at(line.components.len().min(SHOWN));
    html! {
        <article class="finding hyg">
            <p><b>{ about }</b>{ reason }
                <span class="dim">{ if line.file.is_empty() { String::new() } else { format!(" · {}", line.file) } }{ format!(" · {}", count(line.total, "component")) }</span></p>
            <ul class="places">{ for shown.iter().map(|(link, place)| component(link, place, ports)) }</ul>
            { if folded.is_empty() { Html::default() } else { html! {
                <details class="duty"><summary>{ format!("{} more", length(folded.len())) }</summary>
                    <ul class="places">{ for folded.iter().map(|(link, place)| component(link, place, ports)) }</ul>
                </details>
            } } }
            { if line.components.len() < line.total { html! { <p class="from">{ format!("{} of {} components listed here", length(line.components.len()), length(line.total)) }</p> } } else { Html::default() } }
        </article>
    }
}

fn component(link: &Link, place: &str, ports: &Ports) -> Html {
    html! { <li>{ component_link(link, &ports.act) }<span class="dim">{ place.to_owned() }</span></li> }
}
