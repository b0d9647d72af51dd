//! A line for a query: what is written, what may come next, what is not understood.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::icon::icon;
use super::saved_queries::SavedQueries;
use crate::session::SavedQuery;
use crate::ui::hooks::ports::{Ask, use_ports};
use crate::view::query::{Completion, Query};

/// Milliseconds without a letter before what is written is asked.
const PAUSE: u32 = 180;

#[derive(Properties, PartialEq)]
pub struct QueryFieldProps {
    pub id: &'static str,
    pub label: &'static str,
    pub placeholder: &'static str,
    pub value: AttrValue,
    pub is_wrong: bool,
    /// The last answer on how a text may go on.
    #[prop_or_default]
    pub completions: Option<Rc<(String, Vec<Completion>)>>,
    /// Queries under names, to be picked from.
    #[prop_or_default]
    pub saved: Vec<SavedQuery>,
    pub on_query: Callback<String>,
}

/// A text field with suggestions, and queries under names. Arrows choose a suggestion, Enter or Tab takes it, Escape closes
/// the list. What is not understood is marked under the field, letter by letter.
#[component]
pub fn QueryField(props: &QueryFieldProps) -> Html {
    let ports = use_ports();
    // What stands in the field; the query asked may be some letters behind.
    let written = use_state(|| props.value.to_string());
    let chosen = use_state_eq(|| None::<usize>);
    let is_open = use_state_eq(|| false);
    let waiting = use_mut_ref(|| None::<Waiting>);
    use_effect_with((), {
        let waiting = waiting.clone();
        // Whoever leaves within the pause has asked too.
        move |()| {
            move || {
                let left = waiting.borrow_mut().take();
                left.into_iter().for_each(Waiting::ask);
            }
        }
    });
    {
        let written = written.clone();
        use_effect_with(props.value.clone(), move |value| {
            if **value != **written {
                written.set(value.to_string());
            }
        });
    }
    let list: Vec<Completion> = match &props.completions {
        Some(known) if *is_open && known.0 == *written => known.1.clone(),
        _ => Vec::new(),
    };
    let write = {
        let (written, chosen, is_open, waiting) = (written.clone(), chosen.clone(), is_open.clone(), waiting.clone());
        let (on_query, ask) = (props.on_query.clone(), ports.ask.clone());
        move |text: String| {
            written.set(text.clone());
            chosen.set(None);
            is_open.set(true);
            ask.emit(Ask::Complete(text.clone()));
            let over = {
                let waiting = waiting.clone();
                Timeout::new(PAUSE, move || {
                    let asked = waiting.borrow_mut().take();
                    asked.into_iter().for_each(Waiting::ask);
                })
            };
            *waiting.borrow_mut() = Some(Waiting { text, on_query: on_query.clone(), _over: over });
        }
    };
    let oninput = {
        let write = write.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
                write(input.value());
            }
        })
    };
    let onkeydown = {
        let (list, chosen, is_open, write) = (list.clone(), chosen.clone(), is_open.clone(), write.clone());
        Callback::from(move |event: KeyboardEvent| {
            let last = list.len().checked_sub(1);
            match (event.key().as_str(), last) {
                ("ArrowDown", Some(last)) => chosen.set(Some(chosen.map_or(0, |at| (at + 1).min(last)))),
                ("ArrowUp", Some(_)) => chosen.set(chosen.and_then(|at| at.checked_sub(1))),
                ("Escape", Some(_)) => is_open.set(false),
                ("Enter" | "Tab", Some(_)) => match chosen.and_then(|at| list.get(at)) {
                    Some(completion) => write(completion.query.clone()),
                    None => return,
                },
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        })
    };
    let onblur = {
        let is_open = is_open.clone();
        // A press on a suggestion takes the focus first.
        Callback::from(move |_: FocusEvent| {
            let is_open = is_open.clone();
            Timeout::new(150, move || is_open.set(false)).forget();
        })
    };
    let pick = {
        let (written, is_open, waiting, on_query) = (written.clone(), is_open.clone(), waiting, props.on_query.clone());
        Callback::from(move |query: String| {
            *waiting.borrow_mut() = None;
            is_open.set(false);
            written.set(query.clone());
            on_query.emit(query);
        })
    };
    let list_id = format!("{}-list", props.id);
    let active = chosen.map(|at| format!("{list_id}-{at}"));
    html! {
        <div class="queryfield">
            <label class="query">
                { icon("filter") }
                <input type="text" id={props.id} role="combobox" aria-label={props.label} aria-expanded={(!list.is_empty()).to_string()}
                    aria-controls={list_id.clone()} aria-autocomplete="list" aria-activedescendant={active} aria-invalid={props.is_wrong.to_string()}
                    autocomplete="off" spellcheck="false" value={(*written).clone()} placeholder={props.placeholder} {oninput} {onkeydown} {onblur} />
            </label>
            <ul class="suggestions" id={list_id.clone()} role="listbox" aria-label="Ways to go on" hidden={list.is_empty()}>
                { for list.iter().enumerate().map(|(at, completion)| {
                    let (write, query) = (write.clone(), completion.query.clone());
                    html! {
                        <li id={format!("{list_id}-{at}")} role="option" aria-selected={(*chosen == Some(at)).to_string()}
                            onmousedown={Callback::from(move |event: MouseEvent| { event.prevent_default(); write(query.clone()); })}>
                            <code>{ completion.word.clone() }</code><span class="dim">{ completion.hint.clone() }</span>
                        </li>
                    }
                }) }
            </ul>
            { if list.is_empty() && props.is_wrong { fault(&written) } else { Html::default() } }
            <SavedQueries field={props.id} queries={props.saved.clone()} present={(*written).clone()} on_pick={pick} />
        </div>
    }
}

/// What is written and not asked yet. Dropped, it is not asked.
struct Waiting {
    text: String,
    on_query: Callback<String>,
    /// The end of the pause.
    _over: Timeout,
}

impl Waiting {
    fn ask(self) {
        self.on_query.emit(self.text);
    }
}

/// The text with what is not understood of it marked; the words to it are said elsewhere.
fn fault(written: &str) -> Html {
    let Err(error) = Query::parse(written) else { return Html::default() };
    let part = |from: usize, to: usize| written.chars().skip(from).take(to.saturating_sub(from)).collect::<String>();
    let marked = part(error.start, error.end);
    html! {
        <p class="q-fault" aria-hidden="true">
            <code>{ part(0, error.start) }<mark>{ if marked.is_empty() { "\u{a0}".to_owned() } else { marked } }</mark>{ part(error.end, usize::MAX) }</code>
        </p>
    }
}
