//! The causes, each with its consequences, as rows that open.

use yew::prelude::*;

use super::ask;
use super::top::tone_class;
use crate::ui::hooks::ports::Ports;
use crate::ui::parts::component_link::select;
use crate::ui::parts::icon::{classed_icon, mark, verdict_words};
use crate::view::compare::{CauseView, CompareLine, CompareRequest, CompareView, Note, Tone, shown_words};
use crate::view::words::length;

/// Causes that are open at first.
const OPEN: usize = 3;

pub fn causes(view: &CompareView, asked: &CompareRequest, ports: &Ports) -> Html {
    let is_cut = view.causes.len() < view.causes_total;
    html! {
        <>
            <header class="sec-head causes-head">
                <h2>{ "Why it changed" }</h2><span class="dim" role="status">{ view.summary.clone() }{ if view.causes.is_empty() { "" } else { ": what you changed yourself first, then what moved on its own" } }</span>
                <span class="grow" />
                { if is_cut { html! { <><span class="dim">{ shown_words(view.causes.len(), view.causes_total) }</span>
                    { if asked.all { Html::default() } else { html! { <button type="button" class="link" onclick={ask(ports, CompareRequest { all: true, ..asked.clone() })}>{ "Show all" }</button> } } }</>
                } } else { Html::default() } }
            </header>
            { if view.causes.is_empty() { html! { <p class="nothing">{ view.summary.clone() }</p> } } else { html! {
                <div class="causes">{ for view.causes.iter().enumerate().map(|(at, cause)| html! {
                    <Cause key={format!("{:?} {}", view.pair, cause.key)} cause={cause.clone()} is_open={at < OPEN} asked={asked.clone()} ports={ports.clone()} />
                }) }</div>
            } } }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct CauseProps {
    cause: CauseView,
    is_open: bool,
    asked: CompareRequest,
    ports: Ports,
}

/// One cause. The browser opens and closes it; what it holds is there all the time, so that a page prints whole.
#[component]
fn Cause(props: &CauseProps) -> Html {
    let CauseProps { cause, asked, ports, .. } = props;
    // Only how it stands at first: what is opened by hand stays open when the view changes.
    let is_open = *use_state(|| props.is_open);
    let outcome = match cause.verdict {
        Some(verdict) => {
            html! { <span class={format!("vt v-{}", verdict.as_str())}>{ mark(verdict) }{ cause.outcome.clone() }</span> }
        }
        None => html! { <span class="dim c-none">{ cause.outcome.clone() }</span> },
    };
    html! {
        <details class="cause" open={is_open}>
            <summary class="c-head">
                { classed_icon("right", "i chev") }
                <h3>{ cause.title.clone() }{ " " }<span class="ver">{ cause.versions.clone() }</span></h3>
                <span class="dim c-how">{ cause.how.clone() }</span>
                <span class="grow" />
                { outcome }
                <span class="deltas">
                    { delta(Tone::Added, cause.added) }{ delta(Tone::Removed, cause.removed) }{ delta(Tone::Changed, cause.changed) }
                </span>
            </summary>
            <ul class="dlines">
                { for cause.lines.iter().map(|line| row(line, ports)) }
                { if cause.more > 0 { html! {
                    <li class="dmore">
                        { if asked.whole.contains(&cause.key) { html! { <span>{ format!("{} more, in the saved comparison or the list", length(cause.more)) }</span> } } else { html! {
                            <button type="button" class="link accent" onclick={whole(cause.key, asked, ports)}>{ format!("{} more", length(cause.more)) }</button>
                        } } }
                        { " " }<span class="dim">{ cause.more_words.clone() }</span>
                    </li>
                } } else { Html::default() } }
            </ul>
        </details>
    }
}

fn whole(key: usize, asked: &CompareRequest, ports: &Ports) -> Callback<MouseEvent> {
    let mut request = asked.clone();
    request.whole.insert(key);
    ask(ports, request)
}

fn delta(tone: Tone, number: usize) -> Html {
    if number == 0 {
        return html! { <span class="nil" aria-hidden="true">{ "·" }</span> };
    }
    html! {
        <span class={tone_class(tone)}><span aria-hidden="true">{ format!("{}{}", tone.sign(), length(number)) }</span><span class="unseen">{ format!("{} {}", length(number), tone.title()) }</span></span>
    }
}

fn row(line: &CompareLine, ports: &Ports) -> Html {
    html! {
        <li class={classes!("dline", tone_class(line.tone))}>
            { sign(line.tone) }
            { mark(line.link.verdict) }
            <span class="dname"><button type="button" class="link" title={format!("{}: {}", line.link.label(), line.link.verdict.title())} onclick={select(&line.link, &ports.act)}>{ line.link.name.clone() }</button></span>
            { versions(line) }
            <span class="dnote">{ license(line) }{ for line.notes.iter().map(note) }</span>
        </li>
    }
}

/// The sign, and the word for it.
pub fn sign(tone: Tone) -> Html {
    html! { <span class="dsign" title={tone.title()}><span aria-hidden="true">{ tone.sign() }</span><span class="unseen">{ tone.title() }</span></span> }
}

fn versions(line: &CompareLine) -> Html {
    if line.before.is_empty() || line.after.is_empty() || line.before == line.after {
        return html! { <span class="ver">{ line.versions() }</span> };
    }
    html! { <span class="ver">{ line.before.clone() }<i class="dim">{ " to " }</i>{ line.after.clone() }</span> }
}

/// The licence of what was added or removed.
pub fn license(line: &CompareLine) -> Html {
    match (line.license.is_empty(), line.is_license) {
        (true, _) => Html::default(),
        (_, true) => html! { <code>{ line.license.clone() }</code> },
        _ => html! { <span class="dim">{ line.license.clone() }</span> },
    }
}

/// One thing that changed.
pub fn note(note: &Note) -> Html {
    if !note.words.is_empty() {
        return html! { <span class="dpart">{ note.words.clone() }</span> };
    }
    let verdicts = note.verdicts.filter(|(before, after)| before != after);
    let word = |verdict| verdicts.map(|_| verdict_words(verdict)).unwrap_or_default();
    let (before, after) = note.verdicts.unwrap_or_default();
    html! {
        <span class="dpart">
            { note.title.clone() }{ " " }<code>{ note.before.clone() }</code>{ word(before) }
            <i class="dim">{ " to " }</i><code>{ note.after.clone() }</code>{ word(after) }
        </span>
    }
}
