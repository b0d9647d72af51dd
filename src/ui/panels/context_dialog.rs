//! The judging context, asked in words a lawyer and a developer both understand.

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::licenses::{Context, EvidenceView, Modified, Outbound, Preset};
use crate::session::Action;
use crate::ui::hooks::ports::use_ports;
use crate::ui::panels::joins::join_table;
use crate::ui::parts::modal::Modal;
use crate::view::joins::Join;

/// Outbound licences offered by name; any other SPDX id of the matrix can be typed.
const COMMON: [&str; 9] = [
    "MIT",
    "Apache-2.0",
    "BSD-3-Clause",
    "MPL-2.0",
    "LGPL-3.0-or-later",
    "GPL-2.0-only",
    "GPL-2.0-or-later",
    "GPL-3.0-or-later",
    "AGPL-3.0-or-later",
];

#[derive(Properties, PartialEq)]
pub struct ContextDialogProps {
    pub context: Context,
    /// What the roots state of themselves.
    pub stated: Vec<String>,
    /// How the packages of each ecosystem are joined.
    pub joins: Vec<Join>,
    pub on_close: Callback<()>,
}

/// The dialog; each change is judged at once.
#[component]
pub fn ContextDialog(props: &ContextDialogProps) -> Html {
    let ports = use_ports();
    let context = &props.context;
    let set = |context: Context| ports.act.reform(move |_: MouseEvent| Action::SetContext(context.clone()));
    html! {
        <Modal title="Judged for" on_close={props.on_close.clone()}>
            <fieldset class="ask">
                <legend>{ "How does the software reach others?" }</legend>
                { for Preset::ALL.into_iter().map(|preset| html! {
                    <label class="choice">
                        <input type="radio" name="use-case" checked={Preset::of(context) == Some(preset)} onclick={set(preset.context(context))} />
                        <span><b>{ preset.title() }</b><span class="dim">{ preset.sentence() }</span></span>
                    </label>
                }) }
            </fieldset>
            <fieldset class="ask">
                <legend>{ "Under which licence does it go out?" }</legend>
                { outbound_field(context, &ports.act) }
                { for props.stated.iter().map(|id| html! {
                    <p class="dim small">{ format!("The root states {id}. ") }
                        <button type="button" class="link accent" onclick={set(Context { outbound: Outbound::License(id.clone()), ..context.clone() })}>{ format!("Judge for {id}") }</button>
                    </p>
                }) }
                <p class="dim small">{ "Undecided: components are judged by class, and combinations are still judged. A licence outside the matrix is judged by its class." }</p>
            </fieldset>
            <fieldset class="ask">
                <legend>{ "Was third-party code changed?" }</legend>
                { for [(Modified::Nothing, "No, used as published"), (Modified::Everything, "Yes, or it may be")].into_iter().map(|(modified, words)| html! {
                    <label class="choice">
                        <input type="radio" name="modified" checked={context.modified == modified} onclick={set(Context { modified, ..context.clone() })} /><span>{ words }</span>
                    </label>
                }) }
            </fieldset>
            <fieldset class="ask">
                <legend>{ "Whose word on a licence counts?" }</legend>
                { evidence_field(context, &ports.act) }
            </fieldset>
            { join_table("How parts are joined, by ecosystem", &props.joins, &ports) }
            <p class="dim small">{ "Information, not legal advice." }</p>
        </Modal>
    }
}

fn evidence_field(context: &Context, act: &Callback<Action>) -> Html {
    let onchange = {
        let (act, context) = (act.clone(), context.clone());
        Callback::from(move |event: Event| {
            let select = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
            let chosen =
                select.and_then(|select| EvidenceView::ALL.into_iter().find(|view| view.as_str() == select.value()));
            if let Some(evidence) = chosen {
                act.emit(Action::SetContext(Context { evidence, ..context.clone() }));
            }
        })
    };
    html! {
        <select aria-label="Whose word counts" {onchange}>
            { for EvidenceView::ALL.into_iter().map(|view| html! { <option value={view.as_str()} selected={context.evidence == view}>{ view.title() }</option> }) }
        </select>
    }
}

fn outbound_field(context: &Context, act: &Callback<Action>) -> Html {
    const OTHER: &str = "other";
    let value = match &context.outbound {
        Outbound::Undecided => "undecided",
        Outbound::Proprietary => "proprietary",
        Outbound::License(id) if COMMON.contains(&id.as_str()) => id,
        Outbound::License(_) => OTHER,
    };
    let onchange = {
        let (act, context) = (act.clone(), context.clone());
        Callback::from(move |event: Event| {
            let Some(select) = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok()) else {
                return;
            };
            let outbound = match select.value().as_str() {
                "undecided" => Outbound::Undecided,
                "proprietary" => Outbound::Proprietary,
                OTHER => Outbound::License("ISC".to_owned()),
                id => Outbound::License(id.to_owned()),
            };
            act.emit(Action::SetContext(Context { outbound, ..context.clone() }));
        })
    };
    let typed = {
        let (act, context) = (act.clone(), context.clone());
        Callback::from(move |event: Event| {
            let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else {
                return;
            };
            let id = input.value().trim().to_owned();
            if !id.is_empty() && id.len() < 100 {
                act.emit(Action::SetContext(Context { outbound: Outbound::License(id), ..context.clone() }));
            }
        })
    };
    html! {
        <div class="row">
            <select id="outbound" aria-label="Outbound licence" {onchange}>
                <option value="undecided" selected={value == "undecided"}>{ "Undecided" }</option>
                <option value="proprietary" selected={value == "proprietary"}>{ "Proprietary" }</option>
                { for COMMON.iter().map(|id| html! { <option value={*id} selected={value == *id}>{ *id }</option> }) }
                <option value={OTHER} selected={value == OTHER}>{ "Another SPDX id…" }</option>
            </select>
            { if value == OTHER { html! {
                <input type="text" aria-label="SPDX id" value={context.outbound.title().to_owned()} onchange={typed} spellcheck="false" />
            } } else { Html::default() } }
        </div>
    }
}
