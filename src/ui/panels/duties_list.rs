//! What must ship with the product, kind by kind, with whom it is owed for and who states it.

use yew::prelude::*;

use crate::engine::{ExportFormat, ThirdPartyFormat};
use crate::session::Action;
use crate::ui::hooks::ports::{Ask, Ports};
use crate::ui::parts::button::small_button;
use crate::ui::parts::component_link::component_link;
use crate::ui::parts::icon::icon;
use crate::view::duties::{DutiesView, DutyLine};
use crate::view::words::{count, length};

/// The duties of all components, added up.
pub fn duties_list(view: &DutiesView, ports: &Ports) -> Html {
    html! {
        <>
            <section class="fgroup">
                <header class="g-head">{ icon("report") }<h2>{ "Third-party list" }</h2><span class="grow" />
                    <span class="row">{ for ThirdPartyFormat::ALL.into_iter().map(|format| {
                        small_button(format.title(), ports.on_ask(Ask::Export(ExportFormat::ThirdParty(format))))
                    }) }</span>
                </header>
                <p class="lm-line">{ view.summary.clone() }</p>
                { for view.left_out.iter().map(|line| html! { <p class="lm-line dim small">{ line.clone() }</p> }) }
            </section>
            { lines("Must ship with it", &view.lines, ports) }
            { lines("Binds later, or others", &view.later, ports) }
            { lines("Worth knowing", &view.terms, ports) }
            <p class="dim small">{ format!("Judged for: {}. {}. Information, not legal advice.", view.judged_for, view.credit.trim_end_matches('.')) }</p>
        </>
    }
}

fn lines(title: &str, lines: &[DutyLine], ports: &Ports) -> Html {
    if lines.is_empty() {
        return Html::default();
    }
    html! {
        <section class="fgroup">
            <header class="g-head"><h2>{ title.to_owned() }</h2></header>
            <div class="duties">{ for lines.iter().map(|line| duty_line(line, ports)) }</div>
        </section>
    }
}

fn duty_line(line: &DutyLine, ports: &Ports) -> Html {
    const TERMS: usize = 12;
    const NAMED: usize = 40;
    html! {
        <details class="duty">
            <summary><b class="num">{ length(line.count) }</b><span class="duty-title">{ line.title.clone() }</span><span class="dim">{ line.words.clone() }</span></summary>
            <p class="from terms">{ for line.terms.iter().take(TERMS).map(|(term, uses)| {
                let read = ports.on_act(Action::ReadText(term.clone()));
                html! { <button type="button" class="tag" title="Read its text" onclick={read}><code>{ term.clone() }</code>{ " " }{ length(*uses) }</button> }
            }) }{ if line.terms.len() > TERMS { format!(" and {} more", line.terms.len() - TERMS) } else { String::new() } }</p>
            <ul class="inline-list">{ for line.components.iter().take(NAMED).map(|link| html! { <li>{ component_link(link, &ports.act) }</li> }) }</ul>
            { if line.total > NAMED.min(line.components.len()) { html! { <p class="from">{ format!("{} of {} named; the third-party list names all", NAMED.min(line.components.len()), count(line.total, "component")) }</p> } } else { Html::default() } }
            <p class="from">{ format!("Stated by: {}", line.sources.join("; ")) }</p>
        </details>
    }
}
