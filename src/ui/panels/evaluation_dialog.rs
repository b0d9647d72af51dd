//! One component on one page, to judge it before it is taken in. Each answer leads to the view that explains it.

use std::rc::Rc;

use yew::prelude::*;

use crate::session::{Action, Dialog, LicensesPart, QualityPart, Screen};
use crate::ui::hooks::ports::{Ask, Ports, use_ports};
use crate::ui::parts::button::{button, small_button};
use crate::ui::parts::icon::{icon, mark, verdict_words};
use crate::ui::parts::modal::Modal;
use crate::ui::parts::term::expression;
use crate::view::complexity::ComplexityRequest;
use crate::view::decisions::DraftFor;
use crate::view::evaluation::{EvaluationSection, EvaluationState, EvaluationView, Named};
use crate::view::words::length;

/// Licences whose text can be opened from here.
const MOST_TEXTS: usize = 4;

#[derive(Properties, PartialEq)]
pub struct EvaluationProps {
    /// `None` until the engine has answered.
    pub view: Option<Rc<EvaluationView>>,
    pub on_close: Callback<()>,
}

/// The page.
#[component]
pub fn EvaluationDialog(props: &EvaluationProps) -> Html {
    let ports = use_ports();
    html! {
        <Modal title="A component on one page" on_close={props.on_close.clone()} class="page">
            { match &props.view {
                None => html! { <p class="dim">{ "One moment…" }</p> },
                Some(view) => html! { <>{ head(view, &ports) }{ figures(view, &ports) }{ sections(view, &ports) }{ foot(view) }</> },
            } }
        </Modal>
    }
}

fn head(view: &EvaluationView, ports: &Ports) -> Html {
    let node = view.link.node;
    html! {
        <div class="ev-head">
            <h3>{ if view.link.is_root { html! { <span class="rootmark" /> } } else { mark(view.link.verdict) } }
                <span>{ view.link.name.clone() }</span><span class="ver big">{ view.link.version.clone() }</span></h3>
            { if view.package_url.is_empty() { Html::default() } else { html! { <code class="ev-purl">{ view.package_url.clone() }</code> } } }
            <p class="dim small">{ format!("Judged for: {}", view.about) }</p>
            <p class="row ev-acts">
                { button("copy", "Copy as Markdown", ports.on_ask(Ask::CopyEvaluation(node))) }
                { button("print", "Print", ports.on_ask(Ask::Print)) }
                { button("layers", "Show in the graph", ports.on_act(Action::Locate(node))) }
                { if view.own { Html::default() } else { button("quality", "Decide…", ports.on_act(Action::Open(Some(Dialog::Decide(DraftFor::Component(node)))))) } }
            </p>
        </div>
    }
}

/// The answers in a word or number each.
fn figures(view: &EvaluationView, ports: &Ports) -> Html {
    html! {
        <ul class="ev-figures" aria-label="The answers in short">{ for view.sections.iter().map(|section| html! {
            <li key={section.code.clone()}>{ figure(view, section, ports) }</li>
        }) }</ul>
    }
}

fn figure(view: &EvaluationView, section: &EvaluationSection, ports: &Ports) -> Html {
    let inside = html! {
        <>
            <span class="ev-title">{ short_title(section) }</span>
            <span class={classes!("ev-figure", look(section.state))}>{ if section.code == "licence" { verdict_words(view.link.verdict) } else { section.figure.clone().into() } }</span>
            <span class="ev-state">{ state_words(section.state) }</span>
        </>
    };
    match leads_to(view.link.node, &section.code) {
        Some((words, actions)) => {
            html! { <button type="button" class="ev-stat" title={words} onclick={on_all(actions, ports)}>{ inside }</button> }
        }
        None => html! { <span class="ev-stat">{ inside }</span> },
    }
}

fn sections(view: &EvaluationView, ports: &Ports) -> Html {
    html! { <div class="ev-sections">{ for view.sections.iter().map(|section| one(view, section, ports)) }</div> }
}

fn one(view: &EvaluationView, section: &EvaluationSection, ports: &Ports) -> Html {
    let heading = format!("ev-{}", section.code);
    html! {
        <section class="ev-section" key={section.code.clone()} aria-labelledby={heading.clone()}>
            <div class="ev-sechead">
                <h4 id={heading}>{ section.title.clone() }</h4>
                { match leads_to(view.link.node, &section.code) {
                    Some((words, actions)) => html! { <button type="button" class="link accent" onclick={on_all(actions, ports)}>{ words }</button> },
                    None => Html::default(),
                } }
            </div>
            { match (&view.terms, section.code.as_str()) {
                (Some(tree), "licence") => expression(tree),
                _ => html! { <p class={classes!("ev-answer", look(section.state))}>{ section.answer.clone() }</p> },
            } }
            { if section.lines.is_empty() { Html::default() } else { html! {
                <ul class="ev-lines">{ for section.lines.iter().map(|line| html! { <li>{ line.clone() }</li> }) }</ul>
            } } }
            { for section.named.iter().map(|named| links(named, ports)) }
            { if section.code == "licence" { texts(view, ports) } else { Html::default() } }
        </section>
    }
}

/// Components under a few words; a press opens the page of that one.
fn links(named: &Named, ports: &Ports) -> Html {
    html! {
        <p class="ev-links">
            <span class="dim">{ named.words.clone() }</span>
            { for named.links.iter().map(|link| html! {
                <button type="button" class="comp link" title="Its own page" onclick={ports.on_act(Action::Open(Some(Dialog::Evaluation(link.node))))}>
                    { if link.is_root { html! { <span class="rootmark" /> } } else { mark(link.verdict) } }
                    <span>{ link.name.clone() }</span><span class="ver">{ link.version.clone() }</span>
                </button>
            }) }
            { if named.more > 0 { html! { <span class="dim">{ format!("and {} more", length(named.more)) }</span> } } else { Html::default() } }
        </p>
    }
}

fn texts(view: &EvaluationView, ports: &Ports) -> Html {
    let licenses = view.terms.iter().flat_map(|tree| tree.licenses());
    html! {
        <p class="row ev-acts">{ for licenses.take(MOST_TEXTS).map(|license| {
            small_button(&format!("Text of {license}"), ports.on_act(Action::ReadText(license.to_owned())))
        }) }</p>
    }
}

fn foot(view: &EvaluationView) -> Html {
    html! { <p class="dim small">{ icon("notice") }{ " " }{ format!("{}. Information, not legal advice.", view.remark) }</p> }
}

fn short_title(section: &EvaluationSection) -> &str {
    match section.code.as_str() {
        "duties" => "Duties",
        "weight" => "Brings",
        "place" => "Depth",
        "duplicates" => "Duplicates",
        "vulnerabilities" => "Vulnerabilities",
        "projects" => "In projects",
        _ => section.title.as_str(),
    }
}

fn look(state: EvaluationState) -> &'static str {
    match state {
        EvaluationState::Fact => "fact",
        EvaluationState::Found => "found",
        EvaluationState::NothingFound => "nothing-found",
        EvaluationState::NotChecked => "not-checked",
    }
}

/// The look in words, since a colour alone says nothing.
fn state_words(state: EvaluationState) -> &'static str {
    match state {
        EvaluationState::Fact => "",
        EvaluationState::Found => "wants a look",
        EvaluationState::NothingFound => "nothing found by the data",
        EvaluationState::NotChecked => "no all-clear",
    }
}

/// The view that explains an answer: what the button says, and what it does.
fn leads_to(node: u32, code: &str) -> Option<(&'static str, Vec<Action>)> {
    let select = Action::Select(Some(node));
    Some(match code {
        "licence" => ("Findings on licences", vec![select, Action::ShowPart(LicensesPart::Findings)]),
        "duties" => ("All duties", vec![select, Action::ShowPart(LicensesPart::Duties)]),
        "weight" => {
            let within = ComplexityRequest { within: Some(node), ..ComplexityRequest::default() };
            ("Drawn by what leaves with it", vec![select, Action::Complexity(within)])
        }
        "place" => ("In the graph", vec![Action::Locate(node)]),
        "duplicates" => ("All duplicates", vec![select, Action::Show(Screen::Complexity)]),
        "hygiene" => ("All of hygiene", vec![select, Action::ShowQuality(QualityPart::Hygiene)]),
        "vulnerabilities" => ("All vulnerabilities", vec![select, Action::ShowQuality(QualityPart::Vulnerabilities)]),
        "projects" => ("All projects", vec![select, Action::Show(Screen::Estate)]),
        _ => return None,
    })
}

/// Closes the page and goes on.
fn on_all(actions: Vec<Action>, ports: &Ports) -> Callback<MouseEvent> {
    let act = ports.act.clone();
    Callback::from(move |_: MouseEvent| {
        act.emit(Action::Open(None));
        actions.iter().for_each(|action| act.emit(action.clone()));
    })
}
