//! The judging context, asked in words a lawyer and a developer both understand.

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::licenses::{Context, Modified, Outbound, UseCase};
use crate::session::Action;
use crate::ui::hooks::ports::use_ports;
use crate::ui::parts::modal::Modal;

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
                { for UseCase::ALL.iter().map(|use_case| html! {
                    <label class="choice">
                        <input type="radio" name="use-case" checked={context.use_case == *use_case} onclick={set(Context { use_case: *use_case, ..context.clone() })} />
                        <span><b>{ use_case.title() }</b><span class="dim">{ explain(*use_case) }</span></span>
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
            <p class="dim small">{ "Information, not legal advice." }</p>
        </Modal>
    }
}

fn explain(use_case: UseCase) -> &'static str {
    match use_case {
        UseCase::Internal => "Never leaves the organisation, in no form",
        UseCase::Saas => "Others use it over a network; nothing is handed over, no code runs in their browser",
        UseCase::Binary => "Others get the program: an installer, an image, an app, a web page's script",
        UseCase::Source => "Others get our own source; they fetch the dependencies themselves",
        UseCase::Library => "Others build on it; they fetch the dependencies themselves",
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
