//! The figures, and what is new on top of all: conflicts and duplicates.

use yew::prelude::*;

use super::ask;
use crate::licenses::Verdict;
use crate::ui::hooks::ports::Ports;
use crate::ui::parts::component_link::component_link;
use crate::ui::parts::icon::mark;
use crate::view::compare::{CompareRequest, CompareView, Figure, Tone, TopLine, TopList, shown_words};
use crate::view::words::length;

const NEW: &str = "New conflicts";

pub fn figures(view: &CompareView) -> Html {
    html! {
        <section class="deltas-band" aria-label="Figures">{ for view.figures.iter().map(figure) }</section>
    }
}

fn figure(figure: &Figure) -> Html {
    let before = || {
        if figure.before.is_empty() {
            Html::default()
        } else {
            html! { <>{ figure.before.clone() }<i class="dim">{ " to " }</i></> }
        }
    };
    html! {
        <div class="dstat">
            <b class={tone_class(figure.tone)}>{ before() }{ figure.value.clone() }</b>
            <span>{ figure.title.clone() }</span>
            { if figure.note.is_empty() { Html::default() } else { html! { <span class="dnoted">{ figure.note.clone() }</span> } } }
        </div>
    }
}

pub fn tone_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Added => "d-added",
        Tone::Removed => "d-removed",
        Tone::Changed => "d-changed",
        Tone::Conflict => "v-conflict vword",
        Tone::Plain => "",
    }
}

/// New and gone conflicts, new duplicates; nothing where there are none.
pub fn lists(view: &CompareView, asked: &CompareRequest, ports: &Ports) -> Html {
    let lists = [
        (NEW, "in B and not in A, each file judged by itself", &view.new_conflicts, true),
        ("Gone conflicts", "in A and no longer in B", &view.gone_conflicts, true),
        ("New duplicates", "in several versions in B, in one in A", &view.new_duplicates, false),
    ];
    let lists: Vec<_> = lists.into_iter().filter(|(_, _, list, _)| list.total > 0).collect();
    if lists.is_empty() {
        return Html::default();
    }
    html! {
        <div class="ontop">{ for lists.into_iter().map(|(title, hint, list, is_conflict)| html! {
            <section class="panel" aria-label={title}>
                <header class="sec-head">
                    <h2>{ title }</h2><span class="count">{ length(list.total) }</span><span class="dim">{ hint }</span><span class="grow" />
                    { more(list, asked, ports) }
                </header>
                <ul class="toplist">{ for list.lines.iter().map(|line| entry(line, is_conflict.then_some(title), ports)) }</ul>
            </section>
        }) }</div>
    }
}

fn more(list: &TopList, asked: &CompareRequest, ports: &Ports) -> Html {
    if list.lines.len() >= list.total {
        return Html::default();
    }
    html! {
        <>
            <span class="dim">{ shown_words(list.lines.len(), list.total) }</span>
            { if asked.all { Html::default() } else { html! {
                <button type="button" class="link" onclick={ask(ports, CompareRequest { all: true, ..asked.clone() })}>{ "Show all" }</button>
            } } }
        </>
    }
}

/// `conflicts`: the title of a list of conflicts.
fn entry(line: &TopLine, conflicts: Option<&'static str>, ports: &Ports) -> Html {
    let is_new = conflicts == Some(NEW);
    let unsure = if is_new { "not known in A" } else { "not known in B" };
    html! {
        <li>
            { if is_new { html! { <>{ mark(Verdict::Conflict) }<span class="unseen">{ "conflict" }</span></> } } else { Html::default() } }
            <span class="toptitle">{ line.title.clone() }</span>
            { if line.is_unsure { html! { <span class="tag" title="Its licence is not known in the other file">{ unsure }</span> } } else { Html::default() } }
            { if line.is_decided { html! { <span class="tag">{ "decided" }</span> } } else { Html::default() } }
            <span class="toplinks">
                { for line.links.iter().map(|link| component_link(link, &ports.act)) }
                { if line.more > 0 { html! { <span class="dim">{ format!("and {} more", length(line.more)) }</span> } } else { Html::default() } }
            </span>
            { if line.cause.is_empty() { Html::default() } else { html! { <span class="dim">{ format!("because of {}", line.cause) }</span> } } }
        </li>
    }
}
