//! How a file was read, and how it compares with another of the same project.

use std::rc::Rc;

use yew::prelude::*;

use crate::session::{Action, Dialog};
use crate::ui::hooks::ports::{Ask, Ports, use_ports};
use crate::ui::parts::button::button;
use crate::ui::parts::icon::{icon, mark};
use crate::ui::parts::modal::Modal;
use crate::view::between::{BetweenEntry, BetweenList, BetweenView};
use crate::view::compare::CompareRequest;
use crate::view::files::NoticeView;
use crate::view::report::{ReportGroup, ReportView};
use crate::view::words::{Link, length};

#[derive(Properties, PartialEq)]
pub struct ReportDialogProps {
    /// `None` until the engine has answered.
    pub view: Option<Rc<ReportView>>,
    pub on_close: Callback<()>,
}

/// How a file was read.
#[component]
pub fn ReportDialog(props: &ReportDialogProps) -> Html {
    let ports = use_ports();
    html! {
        <Modal title="How this file was read" on_close={props.on_close.clone()}>
            { match &props.view {
                None => html! { <p class="dim">{ "One moment…" }</p> },
                Some(view) => report(view, &ports),
            } }
        </Modal>
    }
}

fn report(view: &ReportView, ports: &Ports) -> Html {
    html! {
        <div class="report">
            <p class="report-name">{ view.name.clone() }</p>
            { pairs(&view.facts) }
            { match &view.error {
                Some(error) => html! { <p class="file-error">{ error.in_words() }<br />{ error.advice.clone() }</p> },
                None => Html::default(),
            } }
            { if view.carries.is_empty() { Html::default() } else { html! { <><h3>{ "What it carries" }</h3>{ pairs(&view.carries) }</> } } }
            { if view.groups.is_empty() && view.error.is_none() { html! { <p>{ "Nothing had to be left out, repaired or assumed." }</p> } } else { html! { <>{ for view.groups.iter().map(group) }</> } } }
            { beside(view, ports) }
            <p><button class="btn" type="button" onclick={ports.on_ask(Ask::CopyText(view.markdown.clone()))}>{ icon("copy") }<span>{ "Copy as Markdown" }</span></button></p>
        </div>
    }
}

fn pairs(pairs: &[(String, String)]) -> Html {
    html! {
        <dl class="report-facts">{ for pairs.iter().map(|(title, text)| html! {
            <><dt>{ title.clone() }</dt><dd>{ text.clone() }</dd></>
        }) }</dl>
    }
}

fn group(group: &ReportGroup) -> Html {
    let more = group.total - group.lines.len();
    html! {
        <>
            <h3>{ group.title.clone() }<span class="count">{ length(group.total) }</span></h3>
            <ul class="report-lines">
                { for group.lines.iter().map(line) }
                { if more > 0 { html! { <li>{ format!("and {} more", length(more)) }</li> } } else { Html::default() } }
            </ul>
        </>
    }
}

fn line(notice: &NoticeView) -> Html {
    html! {
        <li class={notice.is_warning.then_some("warn")}>
            { notice.text.clone() }
            { if notice.place.is_empty() { Html::default() } else { html! { <span class="dim">{ format!(" · {}", notice.place) }</span> } } }
        </li>
    }
}

fn beside(view: &ReportView, ports: &Ports) -> Html {
    if view.fills.is_empty() && view.between.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <h3>{ "Beside other files" }</h3>
            <ul class="report-lines">
                { for view.fills.iter().map(|sentence| html! { <li>{ sentence.clone() }</li> }) }
                { for view.between.iter().map(|(position, sentence)| html! {
                    <li><button type="button" class="link accent" onclick={ports.on_act(Action::Open(Some(Dialog::Between(*position))))}>{ sentence.clone() }</button></li>
                }) }
            </ul>
        </>
    }
}

#[derive(Properties, PartialEq)]
pub struct BetweenDialogProps {
    pub view: Option<Rc<BetweenView>>,
    pub on_close: Callback<()>,
}

/// Two files of one project side by side.
#[component]
pub fn BetweenDialog(props: &BetweenDialogProps) -> Html {
    let ports = use_ports();
    html! {
        <Modal title="Two files of one project" on_close={props.on_close.clone()}>
            { match &props.view {
                None => html! { <p class="dim">{ "One moment…" }</p> },
                Some(view) => between(view, &ports),
            } }
        </Modal>
    }
}

fn between(view: &BetweenView, ports: &Ports) -> Html {
    html! {
        <div class="report">
            <p class="report-name">{ view.one.clone() }{ " and " }{ view.other.clone() }</p>
            <p>{ format!("{} components are in both.", length(view.in_both)) }
                { if view.lists.is_empty() { " They say the same." } else { "" } }
                { if view.remark.is_empty() { String::new() } else { format!(" {}.", view.remark) } }</p>
            { match view.files {
                Some((before, after)) => {
                    let request = CompareRequest { before: Some(before), after: Some(after), ..CompareRequest::default() };
                    html! { <p>{ button("compare", "Compare by cause", ports.on_act(Action::CompareFiles(request))) }</p> }
                }
                None => Html::default(),
            } }
            { for view.lists.iter().map(|list| between_list(list, ports)) }
        </div>
    }
}

fn between_list(list: &BetweenList, ports: &Ports) -> Html {
    let more = list.total - list.entries.len();
    html! {
        <>
            <h3>{ list.title.clone() }<span class="count">{ length(list.total) }</span></h3>
            <ul class="between-list">
                { for list.entries.iter().map(|entry| between_entry(entry, ports)) }
                { if more > 0 { html! { <li class="dim">{ format!("and {} more", length(more)) }</li> } } else { Html::default() } }
            </ul>
        </>
    }
}

fn between_entry(entry: &BetweenEntry, ports: &Ports) -> Html {
    html! {
        <li>
            { for entry.links.iter().enumerate().map(|(at, link)| html! {
                <>{ if at > 0 { html! { <span class="dim">{ entry.joined_by.clone() }</span> } } else { Html::default() } }{ located(link, ports) }</>
            }) }
            <span class="dim">{ entry.note.clone() }</span>
        </li>
    }
}

/// A component that is gone to: the dialog would lie over what a mere selection shows.
fn located(link: &Link, ports: &Ports) -> Html {
    html! {
        <button type="button" class="comp link" onclick={ports.on_act(Action::Locate(link.node))}>
            { mark(link.verdict) }<span>{ link.name.clone() }</span><span class="ver">{ link.version.clone() }</span>
        </button>
    }
}
