//! Our own rules: written or begun here, checked at each key, used when asked, saved in what other tools read.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::session::Action;
use crate::ui::hooks::ports::{Ask, Ports, use_ports};
use crate::ui::parts::button::small_button;
use crate::ui::parts::icon::icon;
use crate::view::files::NoticeView;
use crate::view::policy::PolicyView;
use crate::view::words::{count, length};

#[derive(Properties, PartialEq)]
pub struct PolicyEditorProps {
    pub view: Rc<PolicyView>,
    /// Rules while they are written; `None`: as they hold.
    pub edited: Option<String>,
    pub checked: Rc<Vec<NoticeView>>,
}

/// The editor with what is to be said of the rules.
#[component]
pub fn PolicyEditor(props: &PolicyEditorProps) -> Html {
    let ports = use_ports();
    let view = &props.view;
    let text = props.edited.clone().unwrap_or_else(|| view.text.clone());
    let oninput = {
        let act = ports.act.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(area) = event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok()) {
                act.emit(Action::EditPolicy(Some(area.value())));
            }
        })
    };
    let is_edited = props.edited.as_ref().is_some_and(|edited| *edited != view.text);
    html! {
        <>
            <section class="fgroup">
                <header class="g-head">
                    { icon("scales") }<h2>{ if view.is_loaded { view.name.clone() } else { "No policy yet".to_owned() } }</h2>
                    <span class="dim">{ if view.is_loaded { format!("{}, {}", view.source, view.rules) } else { "Write rules, begin with a preset, or drop a policy file of one of the formats below".to_owned() } }</span>
                    <span class="grow" />
                    { begin(view, &ports) }
                </header>
                <div class="policy">
                    <textarea class="policy-text" rows="22" spellcheck="false" autocomplete="off" aria-label="Rules, in TOML" value={text.clone()} {oninput} />
                    <div class="policy-side">
                        <div class="row">
                            <button class="btn primary" type="button" disabled={!is_edited || text.trim().is_empty()} onclick={ports.on_ask(Ask::UsePolicy(text.clone()))}><span>{ "Use these rules" }</span></button>
                            { if is_edited { small_button("Discard changes", ports.on_act(Action::EditPolicy(None))) } else { Html::default() } }
                            { if view.is_loaded { small_button("Use no policy", ports.on_ask(Ask::ClearPolicy)) } else { Html::default() } }
                        </div>
                        { notices("While you write", &props.checked) }
                        { match &view.refused {
                            Some(refused) => notices(&format!("{}: {}, nothing was changed", refused.name, refused.title), &refused.notices),
                            None => Html::default(),
                        } }
                        { context(view, &ports) }
                        { notices("When it was read", &view.notices) }
                        { notices("What it met", &view.remarks) }
                    </div>
                </div>
            </section>
            { met(view) }
            { save(view, &ports) }
        </>
    }
}

/// Presets and an empty file to begin with.
fn begin(view: &PolicyView, ports: &Ports) -> Html {
    let (act, presets) = (ports.act.clone(), view.presets.clone());
    let onchange = Callback::from(move |event: Event| {
        let select = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
        let chosen = select.and_then(|select| {
            let chosen = presets.iter().find(|preset| preset.id == select.value()).map(|preset| preset.text.clone());
            select.set_value("");
            chosen
        });
        if let Some(text) = chosen {
            act.emit(Action::EditPolicy(Some(text)));
        }
    });
    html! {
        <select class="btn" aria-label="Begin with" {onchange}>
            <option value="">{ "Begin with…" }</option>
            { for view.presets.iter().map(|preset| html! { <option value={preset.id.clone()} title={preset.credit.clone()}>{ preset.title.clone() }</option> }) }
        </select>
    }
}

fn context(view: &PolicyView, ports: &Ports) -> Html {
    match &view.context {
        None => Html::default(),
        Some(context) => html! {
            <p>{ format!("These rules are written for: {}. ", view.context_words) }
                <button type="button" class="link accent" onclick={ports.on_act(Action::SetContext(context.clone()))}>{ "Judge for that" }</button></p>
        },
    }
}

fn notices(title: &str, list: &[NoticeView]) -> Html {
    const SHOWN: usize = 60;
    if list.is_empty() {
        return Html::default();
    }
    html! {
        <div class="f-block">
            <h4>{ title.to_owned() }<span class="dim">{ format!(" {}", length(list.len())) }</span></h4>
            <ul class="plain">{ for list.iter().take(SHOWN).map(|notice| html! {
                <li class={notice.is_warning.then_some("bad")}>{ notice.text.clone() }{ if notice.place.is_empty() { Html::default() } else { html! { <span class="dim">{ format!(" ({})", notice.place) }</span> } } }</li>
            }) }</ul>
            { if list.len() > SHOWN { html! { <p class="from">{ format!("and {} more", length(list.len() - SHOWN)) }</p> } } else { Html::default() } }
        </div>
    }
}

fn met(view: &PolicyView) -> Html {
    if !view.is_loaded {
        return Html::default();
    }
    html! {
        <p class="dim rulings">{ "Components by ruling" }{ for view.counts.iter().map(|(ruling, number)| html! { <span class="tag">{ ruling.clone() }{ " " }<b>{ length(*number) }</b></span> }) }
            { " What is denied or needs review stands among the findings, as kind Policy." }</p>
    }
}

fn save(view: &PolicyView, ports: &Ports) -> Html {
    html! {
        <section class="fgroup">
            <header class="g-head">{ icon("download") }<h2>{ "Save the rules for other tools" }</h2><span class="dim">{ count(view.formats.len(), "format") }</span></header>
            <p class="lm-line row">{ for view.formats.iter().map(|format| html! {
                <button class="btn small" type="button" disabled={!view.is_loaded} title={format.file_name.clone()} onclick={ports.on_ask(Ask::SavePolicy(format.id.clone()))}><span>{ format.title.clone() }</span></button>
            }) }</p>
            <p class="lm-line dim small">{ "What a format cannot hold is said when it is saved. The same formats are read when a file is dropped, cargo-about and ScanCode policies too." }</p>
        </section>
    }
}
