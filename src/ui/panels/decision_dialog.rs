//! A decision on a finding or a component: what, why, by whom, for which versions, until when.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::licenses::decisions::{Decision, DecisionKind, Reason};
use crate::session::Action;
use crate::ui::hooks::ports::{Ask, use_ports};
use crate::ui::parts::modal::Modal;
use crate::view::words::visible;

#[derive(Properties, PartialEq)]
pub struct DecisionProps {
    /// What the engine proposes: about all of it, made today.
    pub draft: Rc<Decision>,
    pub person: String,
    pub on_close: Callback<()>,
}

/// The kinds with what each means, for findings; a component alone can only be corrected or chosen for.
const KINDS: [(&str, &str, &str); 5] = [
    ("accept", "Accept", "It is right, and acceptable here"),
    ("waive", "Waive", "It is right, and set aside for a reason that may end"),
    ("correct", "Correct the licence", "The documents are wrong: the licence is another"),
    ("choose", "Choose an alternative", "Of a licence that leaves a choice, take this one"),
    ("escalate", "Escalate", "Somebody else has to decide; it stays open"),
];

/// The dialog.
#[component]
pub fn DecisionDialog(props: &DecisionProps) -> Html {
    let ports = use_ports();
    let decision = use_state(|| Decision { person: props.person.clone(), ..(*props.draft).clone() });
    let expression = use_state(String::new);
    let versions = use_state(String::new);
    let expires = use_state(String::new);
    let problem = use_state(String::new);
    let change = |apply: fn(&mut Decision, String)| {
        let decision = decision.clone();
        Callback::from(move |event: Event| {
            let mut next = (*decision).clone();
            apply(&mut next, value(&event));
            decision.set(next);
        })
    };
    let keep = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |event: Event| state.set(value(&event)))
    };
    let settles = decision.settles();
    let decide = {
        let (decision, expression, versions, expires, problem) =
            (decision.clone(), expression.clone(), versions.clone(), expires.clone(), problem.clone());
        let (ports, on_close) = (ports.clone(), props.on_close.clone());
        Callback::from(move |_: MouseEvent| match finished(&decision, &expression, &versions, &expires) {
            Ok(finished) => {
                ports.act.emit(Action::SetPerson(finished.person.clone()));
                ports.ask.emit(Ask::Decide(Box::new(finished)));
                on_close.emit(());
            }
            Err(reason) => problem.set(reason),
        })
    };
    let offered =
        KINDS.iter().filter(|(key, ..)| props.draft.about.finding.is_some() || matches!(*key, "correct" | "choose"));
    html! {
        <Modal title="Decide" on_close={props.on_close.clone()}>
            <p class="lead">{ about(&props.draft) }</p>
            <fieldset class="ask">
                <legend>{ "What is decided?" }</legend>
                { for offered.map(|(key, title, words)| {
                    let (checked, decision) = (decision.kind.as_str() == *key, decision.clone());
                    let onclick = Callback::from(move |_: MouseEvent| decision.set(Decision { kind: kind(key), ..(*decision).clone() }));
                    html! {
                        <label class="choice">
                            <input type="radio" name="decision" {checked} {onclick} />
                            <span><b>{ *title }</b><span class="dim">{ *words }</span></span>
                        </label>
                    }
                }) }
                { if settles { html! {
                    <label class="field"><span>{ "SPDX expression" }</span><input type="text" spellcheck="false" placeholder="MIT" value={(*expression).clone()} onchange={keep(&expression)} /></label>
                } } else { Html::default() } }
            </fieldset>
            <div class="fields">
                <label class="field"><span>{ "Reason" }</span>
                    <select onchange={change(|decision, text| decision.reason = Reason::ALL.into_iter().find(|reason| reason.as_str() == text).unwrap_or_default())}>
                        { for Reason::ALL.into_iter().map(|reason| html! { <option value={reason.as_str()} selected={decision.reason == reason}>{ reason.title() }</option> }) }
                    </select>
                </label>
                <label class="field"><span>{ "Decided by" }</span><input type="text" autocomplete="off" value={decision.person.clone()} onchange={change(|decision, text| decision.person = text)} /></label>
                <label class="field"><span>{ "Versions" }</span><input type="text" spellcheck="false" placeholder="all, or >=1.2 <2" value={(*versions).clone()} onchange={keep(&versions)} /></label>
                <label class="field"><span>{ "Expires after" }</span><input type="date" value={(*expires).clone()} onchange={keep(&expires)} /></label>
            </div>
            <label class="field"><span>{ "Comment" }</span><textarea rows="3" onchange={change(|decision, text| decision.comment = text)} value={decision.comment.clone()} /></label>
            { if problem.is_empty() { Html::default() } else { html! { <p class="bad" role="alert">{ (*problem).clone() }</p> } } }
            <p class="dim small">{ format!("Made on {}. It names packages without their versions, so it holds for the next document too; a changed licence opens it again. It stays in this page until you save the record, or the workspace.", props.draft.date) }</p>
            <button class="btn primary" type="button" onclick={decide}><span>{ "Decide" }</span></button>
        </Modal>
    }
}

fn kind(key: &str) -> DecisionKind {
    match key {
        "waive" => DecisionKind::Waive,
        "correct" => DecisionKind::Correct { expression: String::new() },
        "choose" => DecisionKind::Choose { given: None, choice: String::new() },
        "escalate" => DecisionKind::Escalate,
        _ => DecisionKind::Accept,
    }
}

/// The decision as it will be kept.
///
/// # Errors
/// In words, what is missing or cannot be understood.
fn finished(decision: &Decision, expression: &str, versions: &str, expires: &str) -> Result<Decision, String> {
    let mut out = decision.clone();
    let text = expression.trim();
    match &mut out.kind {
        DecisionKind::Correct { expression } => *expression = text.to_owned(),
        DecisionKind::Choose { choice, .. } => *choice = text.to_owned(),
        _ => {}
    }
    if out.settles() && text.is_empty() {
        return Err("Say which licence: an SPDX expression".to_owned());
    }
    out.expires = match expires.trim() {
        "" => None,
        day => Some(day.parse()?),
    };
    let range = versions.trim();
    if !range.is_empty() {
        out.about.subjects.iter_mut().for_each(|subject| subject.versions = Some(range.to_owned()));
    }
    Ok(out)
}

fn about(draft: &Decision) -> String {
    const NAMED: usize = 4;
    let mut names: Vec<String> =
        draft.about.subjects.iter().take(NAMED).map(|subject| visible(&subject.package)).collect();
    if draft.about.subjects.len() > NAMED {
        names.push(format!("{} more", draft.about.subjects.len() - NAMED));
    }
    let licenses = draft.about.licenses.iter().map(|license| visible(license)).collect::<Vec<_>>().join(" and ");
    let what = if licenses.is_empty() { visible(&draft.about.what) } else { licenses };
    if what.is_empty() { names.join(", ") } else { format!("{what}: {}", names.join(", ")) }
}

/// What stands in the field an event comes from.
fn value(event: &Event) -> String {
    let Some(target) = event.target() else { return String::new() };
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        return input.value();
    }
    if let Some(select) = target.dyn_ref::<HtmlSelectElement>() {
        return select.value();
    }
    target.dyn_ref::<HtmlTextAreaElement>().map(HtmlTextAreaElement::value).unwrap_or_default()
}
