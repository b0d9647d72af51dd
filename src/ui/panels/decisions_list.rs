//! What was decided, with what has become of it in the documents at hand.

use yew::prelude::*;

use crate::session::{Action, Dialog};
use crate::ui::hooks::ports::{Ask, Ports};
use crate::ui::parts::button::{button, small_button};
use crate::ui::parts::icon::icon;
use crate::view::decisions::{DecisionView, DecisionsView};
use crate::view::words::count;

/// All decisions, the latest first.
pub fn decisions_list(view: &DecisionsView, ports: &Ports) -> Html {
    html! {
        <section class="fgroup">
            <header class="g-head">
                { icon("quality") }<h2>{ "Decisions" }</h2><span class="dim">{ view.counts.in_words() }</span><span class="grow" />
                { button("download", "Save the record", ports.on_ask(Ask::SaveRecord)) }
                { small_button("Audit table…", ports.on_act(Action::Open(Some(Dialog::Save)))) }
            </header>
            { for view.remarks.iter().map(|remark| html! { <p class="lm-line">{ icon("notice") }{ " " }{ remark.clone() }</p> }) }
            { if view.decisions.is_empty() { html! {
                <p class="nothing">{ "Nothing is decided yet. Open a finding and choose Decide…, or drop a record that was saved before: its decisions are carried over to this version." }</p>
            } } else { html! {
                <div class="scrollx"><table class="dense decisions">
                    <thead><tr><th>{ "Decided" }</th><th>{ "About" }</th><th>{ "Here" }</th><th>{ "Expires" }</th><th></th></tr></thead>
                    <tbody>{ for view.decisions.iter().map(|decision| row(decision, ports)) }</tbody>
                </table></div>
            } } }
            { if view.more > 0 { html! { <p class="more dim">{ format!("and {} more; the record and the audit table hold all", count(view.more, "decision")) }</p> } } else { Html::default() } }
        </section>
    }
}

fn row(view: &DecisionView, ports: &Ports) -> Html {
    let expires = view.decision.expires.map_or_else(|| "no day set".to_owned(), |day| day.to_string());
    html! {
        <tr class={format!("d-{}", view.state)}>
            <td>{ view.title.clone() }{ if view.decision.comment.is_empty() { Html::default() } else { html! { <p class="dim small">{ crate::view::words::visible(&view.decision.comment) }</p> } } }</td>
            <td><code>{ view.about.clone() }</code></td>
            <td>{ view.state_words.clone() }</td>
            <td class="dim">{ expires }</td>
            <td>{ small_button("Withdraw", ports.on_ask(Ask::Withdraw(Box::new(view.decision.clone())))) }</td>
        </tr>
    }
}
