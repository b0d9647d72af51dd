//! A profile of one's own as text: errors are told while it is written, each at its place; it is used when asked.

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::session::Action;
use crate::ui::hooks::ports::{Ask, use_ports};
use crate::ui::parts::button::small_button;
use crate::view::quality::{ProfileError, QualityRequest, line_in_text};
use crate::view::words::{count, length};

/// Milliseconds without a letter before what is written is checked.
const PAUSE: u32 = 250;
const FILE_NAME: &str = "sbom-profile.toml";
const PLACEHOLDER: &str = "name = \"What we ask of suppliers\"\n\n[[require]]\nelement = \"supplier\"\nat_least = 90";

#[derive(Properties, PartialEq)]
pub struct ProfileEditorProps {
    pub request: QualityRequest,
    pub errors: Vec<ProfileError>,
    /// Title and text of what one may begin with.
    pub templates: Vec<(String, String)>,
}

/// The editor.
#[component]
pub fn ProfileEditor(props: &ProfileEditorProps) -> Html {
    let ports = use_ports();
    let asked = &props.request;
    let written = use_state(|| asked.draft.clone().or_else(|| asked.own.clone()).unwrap_or_default());
    let area = use_node_ref();
    let waiting = use_mut_ref(|| None::<Timeout>);
    let write = {
        let (written, act, asked) = (written.clone(), ports.act.clone(), asked.clone());
        move |text: String| {
            written.set(text.clone());
            let (act, asked) = (act.clone(), asked.clone());
            let draft = Some(text).filter(|text| !text.trim().is_empty());
            *waiting.borrow_mut() =
                Some(Timeout::new(PAUSE, move || act.emit(Action::Quality(QualityRequest { draft, ..asked }))));
        }
    };
    let oninput = {
        let write = write.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(area) = event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok()) {
                write(area.value());
            }
        })
    };
    let is_checked = asked.draft.as_deref().unwrap_or_default() == written.as_str();
    let is_used = asked.own.as_deref() == Some(written.as_str());
    let can_use = is_checked && !is_used && props.errors.is_empty() && !written.trim().is_empty();
    let used = QualityRequest { own: Some((*written).clone()), ..asked.clone() };
    html! {
        <section class="panel" aria-label="A profile of your own">
            <header class="sec-head">
                <h2>{ "A profile of your own" }</h2><span class="dim">{ "TOML: write it, begin with another, or drop the file you saved" }</span><span class="grow" />
                { begin(&props.templates, write.clone()) }
            </header>
            <div class="policy">
                <textarea ref={area.clone()} class="policy-text" rows="12" spellcheck="false" autocomplete="off" aria-label="Profile, in TOML" placeholder={PLACEHOLDER}
                    aria-invalid={(!props.errors.is_empty()).to_string()} aria-describedby="profile-errors" value={(*written).clone()} {oninput} />
                <div class="policy-side">
                    <div class="row">
                        <button class="btn primary" type="button" disabled={!can_use} onclick={ports.on_act(Action::Quality(used))}><span>{ "Measure by this" }</span></button>
                        { if asked.own.is_some() { small_button("Use no own profile", ports.on_act(Action::Quality(QualityRequest { own: None, ..asked.clone() }))) } else { Html::default() } }
                        <button class="btn small" type="button" disabled={written.trim().is_empty()} onclick={ports.on_ask(Ask::SaveText(FILE_NAME.to_owned(), (*written).clone()))}><span>{ "Save…" }</span></button>
                        { small_button("Open…", ports.on_ask(Ask::PickFiles)) }
                    </div>
                    <div id="profile-errors" role="status">{ errors(props, &written, &area) }</div>
                </div>
            </div>
        </section>
    }
}

/// Built-in profiles and those of files, as text.
fn begin(templates: &[(String, String)], write: impl Fn(String) + 'static) -> Html {
    let texts: Vec<String> = templates.iter().map(|(_, text)| text.clone()).collect();
    let onchange = Callback::from(move |event: Event| {
        let select = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
        let chosen = select.and_then(|select| {
            let chosen = select.value().parse::<usize>().ok().and_then(|at| texts.get(at).cloned());
            select.set_value("");
            chosen
        });
        if let Some(text) = chosen {
            write(text);
        }
    });
    html! {
        <select class="btn" aria-label="Begin with" {onchange}>
            <option value="">{ "Begin with…" }</option>
            { for templates.iter().enumerate().map(|(at, (title, _))| html! { <option value={at.to_string()}>{ title.clone() }</option> }) }
        </select>
    }
}

/// Each error with its place; a press goes there.
fn errors(props: &ProfileEditorProps, written: &str, area: &NodeRef) -> Html {
    const SHOWN: usize = 60;
    if written.trim().is_empty() {
        return Html::default();
    }
    if props.errors.is_empty() {
        return html! { <p class="dim">{ "No error was found in it" }</p> };
    }
    let more = props.errors.len().saturating_sub(SHOWN);
    html! {
        <>
            <h3>{ format!("{}: it is not used", count(props.errors.len(), "error")) }</h3>
            <ul class="plain qerrors">{ for props.errors.iter().take(SHOWN).map(|error| {
                let (area, (start, end)) = (area.clone(), line_in_text(written, error.line, error.column));
                let onclick = Callback::from(move |_: MouseEvent| {
                    if let Some(area) = area.cast::<HtmlTextAreaElement>() {
                        // A browser that refuses leaves the place in words.
                        let _ = area.focus();
                        let _ = area.set_selection_range(start, end);
                    }
                });
                html! { <li class="bad"><button type="button" class="link" {onclick}>{ place(error) }</button><span>{ error.words.clone() }</span></li> }
            }) }</ul>
            { if more > 0 { html! { <p class="from">{ format!("and {} more", length(more)) }</p> } } else { Html::default() } }
        </>
    }
}

fn place(error: &ProfileError) -> String {
    if error.line == 0 { "Somewhere".to_owned() } else { format!("Line {}, column {}", error.line, error.column) }
}
