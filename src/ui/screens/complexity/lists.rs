//! The rankings and tables of the Complexity view.

use yew::prelude::*;

use super::ask;
use super::what_if::show_chain;
use crate::session::{Action, Screen};
use crate::ui::hooks::ports::Ports;
use crate::ui::parts::bar::bar_row;
use crate::ui::parts::component_link::component_link;
use crate::ui::parts::icon::{icon, verdict_words};
use crate::view::complexity::{ComplexityRequest, ComplexityView, CycleRow};
use crate::view::words::{Link, count, length};

/// Depths shown before the rest is folded.
const MOST_DEPTHS: usize = 16;

pub fn depths(view: &ComplexityView, ports: &Ports) -> Html {
    let depths = &view.depths;
    let most = depths.rows.iter().map(|(.., all)| *all).max().unwrap_or(0).max(1);
    let share = |number: usize| format!("{:.1}%", number as f64 / most as f64 * 100.0);
    html! {
        <section class="panel" aria-label="Depth">
            <header class="sec-head"><h2>{ "Depth" }</h2><span class="dim">{ "shortest way from a root" }</span></header>
            { if depths.rows.is_empty() { html! { <p class="nothing">{ "No component has a route from a root" }</p> } } else { html! {
                <table class="bars depths">
                    <thead><tr><th>{ "at" }</th><th></th><th class="num">{ "shipped" }</th><th class="num">{ "all" }</th></tr></thead>
                    <tbody>{ for depths.rows.iter().take(MOST_DEPTHS).map(|(depth, shipped, all)| html! {
                        <tr>
                            <th scope="row"><button type="button" class="link" title={format!("List what stands at depth {depth}")} onclick={query(ports, format!("depth:{depth}"))}>{ *depth }</button></th>
                            <td class="barcell"><svg class="bar tallbar" aria-hidden="true">
                                <rect class="bartrack" width="100%" height="100%" /><rect class="barfill quiet" width={share(*all)} height="100%" /><rect class="barfill hot" width={share(*shipped)} height="100%" />
                            </svg></td>
                            <td class="num">{ length(*shipped) }</td><td class="num dim">{ length(*all) }</td>
                        </tr>
                    }) }</tbody>
                </table>
            } } }
            <p class="cap dim">
                { format!("Median {}, deepest {}", depths.median, depths.rows.len()) }
                { if depths.rows.len() > MOST_DEPTHS { format!("; the first {MOST_DEPTHS} shown") } else { String::new() } }
                { if depths.unreached > 0 { format!("; {} without a route", length(depths.unreached)) } else { String::new() } }
                { if depths.chain.len() > 1 { html! { <>{ ". " }<button type="button" class="link accent" onclick={show_chain(ports, &depths.chain)}>{ format!("Show the longest chain ({})", depths.chain_words) }</button></> } } else { Html::default() } }
            </p>
        </section>
    }
}

/// Opens the inventory with a query.
fn query(ports: &Ports, query: String) -> Callback<MouseEvent> {
    let act = ports.act.clone();
    Callback::from(move |_: MouseEvent| {
        act.emit(Action::SetQuery(query.clone()));
        act.emit(Action::Show(Screen::Inventory));
    })
}

pub fn bridges(view: &ComplexityView, ports: &Ports) -> Html {
    let most = view.bridges.first().map_or(0, |(_, number)| *number);
    html! {
        <section class="panel" aria-label="Bridges">
            <header class="sec-head"><h2>{ "Bridges" }</h2><span class="dim">{ "one component, much behind it" }</span></header>
            { if view.bridges.is_empty() { html! { <p class="nothing">{ "No component stands alone before another" }</p> } } else { html! {
                <table class="bars"><tbody>{ for view.bridges.iter().map(|(link, number)| bar_row(component_link(link, &ports.act), *number, most)) }</tbody></table>
            } } }
        </section>
    }
}

pub fn ranking(
    title: &'static str,
    hint: &'static str,
    rows: &[(Link, usize, String)],
    view: &ComplexityView,
    ports: &Ports,
) -> Html {
    let most = rows.first().map_or(0, |(_, number, _)| *number);
    let heading = |link: &Link, words: &str| html! { <span class="ranked">{ component_link(link, &ports.act) }<i class="dim">{ words.to_owned() }</i></span> };
    html! {
        <section class="panel" aria-label={title}>
            <header class="sec-head"><h2>{ title }</h2><span class="dim">{ hint }</span></header>
            { if rows.is_empty() { html! { <p class="nothing">{ "These files state no dependency" }</p> } } else { html! {
                <table class="bars"><tbody>{ for rows.iter().map(|(link, number, words)| bar_row(heading(link, words), *number, most)) }</tbody></table>
            } } }
            { if view.estimate_words.is_empty() { Html::default() } else { html! { <p class="dim small">{ view.estimate_words.clone() }</p> } } }
        </section>
    }
}

pub fn weights(view: &ComplexityView, asked: &ComplexityRequest, ports: &Ports) -> Html {
    html! {
        <section class="panel wide" aria-label="Heaviest direct dependencies">
            <header class="sec-head">
                <h2>{ "Heaviest direct dependencies" }</h2><span class="dim">{ "what each brings, and what nothing else needs" }</span><span class="grow" />
                { more(view.weights.len(), view.weights_total, asked, ports) }
            </header>
            <div class="scrollx"><table class="dense">
                <thead><tr><th>{ "Direct dependency" }</th><th class="num">{ "Brings" }</th><th class="num">{ "Would leave" }</th><th class="num">{ "Its alone" }</th><th>{ "Of what would leave" }</th></tr></thead>
                <tbody>{ for view.weights.iter().map(|row| html! {
                    <tr>
                        <td>{ component_link(&row.link, &ports.act) }</td><td class="num">{ length(row.brings) }</td>
                        <td class="num"><b>{ length(row.leaves + 1) }</b></td><td class="num">{ format!("{}%", row.alone) }</td>
                        <td class="verdictline">{ for row.verdicts.iter().map(|(verdict, number)| html! { <span>{ verdict_words(*verdict) }{ " " }{ length(*number) }</span> }) }</td>
                    </tr>
                }) }</tbody>
            </table></div>
        </section>
    }
}

/// `Showing 12 of 41`, and a press that shows all.
fn more(shown: usize, total: usize, asked: &ComplexityRequest, ports: &Ports) -> Html {
    if shown >= total && !asked.all {
        return Html::default();
    }
    let words = if asked.all { "Show fewer" } else { "Show all" };
    html! {
        <><span class="dim">{ format!("Showing {} of {}", length(shown), length(total)) }</span>
        <button type="button" class="link" onclick={ask(ports, ComplexityRequest { all: !asked.all, ..asked.clone() })}>{ words }</button></>
    }
}

pub fn duplicates(view: &ComplexityView, asked: &ComplexityRequest, ports: &Ports) -> Html {
    html! {
        <section class="panel wide" aria-label="Duplicates">
            <header class="sec-head">
                <h2>{ "Duplicates" }</h2><span class="dim">{ view.duplicates_words.clone() }</span><span class="grow" />
                { more(view.duplicates.len(), view.duplicates_total, asked, ports) }
                <button type="button" class="link" onclick={query(ports, "duplicate:yes".to_owned())}>{ "In the inventory" }</button>
            </header>
            { if view.duplicates.is_empty() { html! { <p class="nothing">{ "One version of each name" }</p> } } else { html! {
                <>
                <div class="scrollx"><table class="dense">
                    <thead><tr><th>{ "Name" }</th><th>{ "Versions" }</th><th class="num">{ "Dependents" }</th><th>{ "What keeps the old one" }</th></tr></thead>
                    <tbody>{ for view.duplicates.iter().map(|row| html! {
                        <tr>
                            <th scope="row" title={row.ecosystem.clone()}>{ row.name.clone() }</th>
                            <td>{ for row.versions.iter().map(|(link, held)| html! {
                                <button type="button" class="tag ver link" title={format!("{}, needed by {}", link.label(), length(*held))} onclick={ports.on_act(Action::Select(Some(link.node)))}>{ link.version.clone() }</button>
                            }) }</td>
                            <td class="num">{ length(row.dependents) }</td><td class="dim">{ row.words.clone() }</td>
                        </tr>
                    }) }</tbody>
                </table></div>
                <p class="dim small">{ "A move is proposed within one major version; whether the ranges of the dependents allow it is not known" }</p>
                </>
            } } }
        </section>
    }
}

pub fn cycles(view: &ComplexityView, asked: &ComplexityRequest, ports: &Ports) -> Html {
    html! {
        <section class="panel" aria-label="Cycles">
            <header class="sec-head"><h2>{ "Cycles" }</h2><span class="dim">{ count(view.cycles_total, "cycle") }</span><span class="grow" />{ more(view.cycles.len(), view.cycles_total, asked, ports) }</header>
            { if view.cycles.is_empty() { html! { <p class="nothing">{ "No component needs itself, near or far" }</p> } } else { html! {
                <>{ for view.cycles.iter().map(|row| cycle(row, ports)) }
                <p class="dim small">{ "Few dependencies that break a cycle, found by a heuristic: no part of them does, another set might be smaller" }</p></>
            } } }
        </section>
    }
}

fn cycle(row: &CycleRow, ports: &Ports) -> Html {
    let some = |links: &[Link], total: usize| {
        html! {
            <>{ for links.iter().map(|link| component_link(link, &ports.act)) }
            { if links.len() < total { html! { <span class="dim">{ format!("and {} more", length(total - links.len())) }</span> } } else { Html::default() } }</>
        }
    };
    html! {
        <div class="cyclebox">
            { icon("cycle") }
            <div>
                <p>{ format!("{}: ", count(row.members_total, "component")) }{ some(&row.members, row.members_total) }</p>
                { if row.entries.is_empty() { Html::default() } else { html! { <p>{ "Entered at " }{ some(&row.entries, row.entries_total) }</p> } } }
                <p>{ format!("Breaks without {}: ", count(row.edges_total, "dependency")) }
                    { for row.edges.iter().map(|(from, to)| html! { <span class="breaks">{ component_link(from, &ports.act) }{ " needs " }{ component_link(to, &ports.act) }</span> }) }
                    { if row.edges.len() < row.edges_total { format!("and {} more", length(row.edges_total - row.edges.len())) } else { String::new() } }
                </p>
                { if row.limit.is_empty() { Html::default() } else { html! { <p class="dim">{ row.limit.clone() }</p> } } }
            </div>
        </div>
    }
}

pub fn files(view: &ComplexityView) -> Html {
    if view.files.is_empty() {
        return Html::default();
    }
    html! {
        <section class="panel wide" aria-label="Files side by side">
            <header class="sec-head"><h2>{ "Files side by side" }</h2><span class="dim">{ "each by itself" }</span><span class="grow" />
                { if view.files.len() < view.files_total { html! { <span class="dim">{ format!("Showing {} of {}", view.files.len(), length(view.files_total)) }</span> } } else { Html::default() } }
            </header>
            <div class="scrollx"><table class="dense">
                <thead><tr><th>{ "File" }</th><th class="num">{ "Components" }</th><th class="num">{ "Direct" }</th><th class="num">{ "Transitive" }</th><th class="num">{ "Dependencies" }</th><th class="num">{ "Deepest" }</th><th class="num">{ "Duplicates" }</th><th class="num">{ "Cycles" }</th></tr></thead>
                <tbody>{ for view.files.iter().map(|file| html! {
                    <tr><th scope="row">{ file.name.clone() }</th>{ for [file.components, file.direct, file.transitive, file.dependencies, file.deepest, file.duplicates, file.cycles].iter().map(|number| html! { <td class="num">{ length(*number) }</td> }) }</tr>
                }) }</tbody>
            </table></div>
        </section>
    }
}
