//! The rail at the left: files with what each one tells, and the roots.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::session::{Action, Dialog, Opening};
use crate::ui::hooks::ports::{Ask, Ports, use_ports};
use crate::ui::parts::button::icon_button_with;
use crate::ui::parts::icon::{classed_icon, icon};
use crate::view::files::{FileView, RootView, WorkspaceView};
use crate::view::words::{count, length};

/// Roots listed before the rest is a number.
const MOST_ROOTS: usize = 40;

#[derive(Properties, PartialEq)]
pub struct RailProps {
    pub workspace: Rc<WorkspaceView>,
    pub opening: Vec<Opening>,
    pub folded: Option<bool>,
}

/// The rail.
#[component]
pub fn Rail(props: &RailProps) -> Html {
    let ports = use_ports();
    html! {
        <aside class={classes!("rail", match props.folded { Some(true) => "folded", Some(false) => "unfolded", None => "" })} aria-label="Files">
            { full(props, &ports) }
            { slim(props, &ports) }
        </aside>
    }
}

fn full(props: &RailProps, ports: &Ports) -> Html {
    let WorkspaceView { files, roots, .. } = &*props.workspace;
    // An archive stands above the files in it and is none of them.
    let documents = files.iter().filter(|file| file.holds.is_none()).count();
    html! {
        <div class="rail-full">
            <header class="rail-head">
                <h2>{ "Files" }</h2><span class="count">{ length(documents) }</span><span class="grow" />
                { icon_button_with("plus", "Add files", ports.on_ask(Ask::PickFiles), false, "btn ghost small") }
                { icon_button_with("rail", "Fold the rail away", ports.on_act(Action::FoldRail(true)), false, "btn ghost small") }
            </header>
            <ul class="files">
                { for files.iter().map(|file| file_entry(file, ports)) }
                { for props.opening.iter().map(|opening| html! {
                    <li class="file" key={format!("o{}", opening.id)}>
                        <div class="file-name"><span class="spin" aria-hidden="true" /><span class="trunc">{ opening.name.clone() }</span></div>
                        <div class="file-format">{ "reading…" }</div>
                    </li>
                }) }
            </ul>
            { if roots.is_empty() { Html::default() } else { html! {
                <>
                    <header class="rail-head"><h2>{ "Roots" }</h2><span class="count">{ length(roots.len()) }</span></header>
                    <ul class="rootlist">{ for roots.iter().take(MOST_ROOTS).map(|root| root_entry(root, ports)) }</ul>
                    { if roots.len() > MOST_ROOTS { html! { <p class="dim small more">{ format!("and {} more roots", length(roots.len() - MOST_ROOTS)) }</p> } } else { Html::default() } }
                </>
            } } }
            <div class="grow" />
            <details class="privacy">
                <summary>{ icon("lock") }{ "Nothing leaves this machine" }</summary>
                <p>{ "Open the developer tools, tab Network, and load a file: the list stays empty. The page's own policy says connect-src 'none'." }</p>
            </details>
        </div>
    }
}

fn file_entry(file: &FileView, ports: &Ports) -> Html {
    let id = file.id;
    if let Some(error) = &file.error {
        return html! {
            <li class={classes!("file", "broken", file.inside.is_some().then_some("inside"))} key={id}>
                <div class="file-name">{ classed_icon("notice", "i bad") }<span class="trunc" title={file.name.clone()}>{ shown_name(file).to_owned() }</span></div>
                <div class="file-format">{ file.format.clone() }</div>
                <div class="file-error">{ error.in_words() }</div>
                <div class="file-advice">{ error.advice.clone() }</div>
                <div class="file-acts"><button type="button" class="link accent" onclick={ports.on_ask(Ask::Remove(id))}>{ "Remove" }</button></div>
            </li>
        };
    }
    let ask = ports.ask.clone();
    let onchange = Callback::from(move |event: Event| {
        if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
            ask.emit(Ask::Include(id, input.checked()));
        }
    });
    html! {
        <li class={classes!("file", file.inside.is_some().then_some("inside"))} key={id}>
            <div class="file-name">
                <input type="checkbox" checked={file.included} aria-label={format!("Count {}", file.name)} {onchange} />
                <span class="trunc" title={file.name.clone()}>{ shown_name(file).to_owned() }</span>
                { icon_button_with("close", format!("Remove {}", file.name), ports.on_ask(Ask::Remove(id)), false, "btn ghost small remove") }
            </div>
            { folder(file) }
            <div class="file-format">{ file.format.clone() }</div>
            { for file.lines.iter().map(|line| html! { <div class="file-line">{ line.clone() }</div> }) }
            { report(file, ports) }
        </li>
    }
}

/// A file inside an archive stands below it by its name alone.
fn shown_name(file: &FileView) -> &str {
    match file.inside {
        Some(_) => file.name.rsplit('/').next().unwrap_or(&file.name),
        None => &file.name,
    }
}

/// The folder inside the archive, on a line of its own.
fn folder(file: &FileView) -> Html {
    let path = file.inside.and_then(|_| file.name.split_once('/')).map_or("", |(_, path)| path);
    match path.rsplit_once('/') {
        Some((folder, _)) => html! { <div class="file-line">{ folder.to_owned() }</div> },
        None => Html::default(),
    }
}

/// A press opens the report on the file.
fn report(file: &FileView, ports: &Ports) -> Html {
    let warnings = file.notices.iter().filter(|notice| notice.is_warning).count();
    let words = match (warnings, file.notices.len()) {
        (0, 0) => "Report".to_owned(),
        (0, all) => format!("Report, {}", count(all, "remark")),
        (warnings, _) => format!("Report, {}", count(warnings, "warning")),
    };
    let open = ports.on_act(Action::Open(Some(Dialog::Report(file.id))));
    html! {
        <button type="button" class={classes!("link", "accent", "file-report", (warnings > 0).then_some("warn"))} aria-haspopup="dialog"
            aria-label={format!("{words} on {}", file.name)} onclick={open}>{ words.clone() }</button>
    }
}

fn root_entry(root: &RootView, ports: &Ports) -> Html {
    html! {
        <li key={root.link.node}>
            <button type="button" class="link" onclick={ports.on_act(Action::Locate(root.link.node))}>
                <span class="rootmark" /><span class="trunc">{ root.link.name.clone() }</span><span class="ver">{ root.link.version.clone() }</span>
            </button>
            <span class="dim">{ root.size.clone() }</span>
        </li>
    }
}

fn slim(props: &RailProps, ports: &Ports) -> Html {
    let files = &props.workspace.files;
    let broken = files.iter().filter(|file| file.error.is_some()).count();
    let open = || ports.on_act(Action::FoldRail(false));
    html! {
        <div class="rail-slim">
            { icon_button_with("rail", "Open the rail", open(), false, "btn ghost") }
            <button type="button" class="slim" title={count(files.len(), "file")} onclick={open()}>{ icon("file") }<b>{ length(files.len()) }</b></button>
            { if broken > 0 { html! {
                <button type="button" class="slim bad" title={format!("{} could not be read", count(broken, "file"))} onclick={open()}>{ icon("notice") }<b>{ length(broken) }</b></button>
            } } else { Html::default() } }
            <button type="button" class="slim" title="Add files" onclick={ports.on_ask(Ask::PickFiles)}>{ icon("plus") }</button>
        </div>
    }
}
