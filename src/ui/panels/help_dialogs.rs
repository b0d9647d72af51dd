//! Keys and help, commands, paste, and about this file.

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::layout;
use crate::licenses::{CLASS_DATE, DUTY_CREDIT, MATRIX_DATE, NAMES_CREDIT};
use crate::session::{Action, Dialog, QualityPart, SavedView, Screen, Session};
use crate::ui::hooks::ports::{Ask, use_ports};
use crate::ui::parts::icon::icon;
use crate::ui::parts::modal::Modal;
use crate::view::graph::Grouping;
use crate::view::scene::Palette;

const KEYS: [(&str, &str); 16] = [
    ("/", "Search"),
    ("?", "Keys and help"),
    ("Ctrl K", "Commands"),
    ("1 … 8", "The views, in the order of their tabs"),
    ("Esc", "Back: close what is open, then the inspector"),
    ("→ ←", "In the graph: to a dependency, to a dependent"),
    ("↑ ↓", "In the graph: to the mark above or below"),
    ("Enter", "Select; select again to open"),
    ("w", "Why: draw all routes to the selection"),
    ("f", "Focus on the selection, and back"),
    ("e", "Expand the selection"),
    ("c", "Collapse the selection"),
    ("u", "Undo the view"),
    ("Shift u", "Redo the view"),
    ("+ − 0", "Zoom in, out, fit"),
    ("t", "Graph as tree, and back"),
];

#[derive(Properties, PartialEq)]
pub struct DialogProps {
    pub on_close: Callback<()>,
}

/// The keys.
#[component]
pub fn HelpDialog(props: &DialogProps) -> Html {
    html! {
        <Modal title="Keys and help" on_close={props.on_close.clone()}>
            <table class="dense keys-table"><tbody>{ for KEYS.iter().map(|(key, words)| html! {
                <tr><th scope="row">{ for key.split(' ').map(|part| html! { <kbd>{ part }</kbd> }) }</th><td>{ *words }</td></tr>
            }) }</tbody></table>
            <p class="dim small">{ "The columns of the graph are layers: the longest route drawn from a root. A double press on a mark opens what it needs. A press on the legend dims. The inventory and the tree say the same as the picture." }</p>
        </Modal>
    }
}

/// What this page is made from.
#[component]
pub fn AboutDialog(props: &DialogProps) -> Html {
    let ports = use_ports();
    html! {
        <Modal title="About this file" on_close={props.on_close.clone()}>
            <p>{ format!("Lockscope {}, MIT OR Apache-2.0. One HTML file: save it, open it from disk, host it anywhere.", env!("CARGO_PKG_VERSION")) }</p>
            <p>{ "Its policy forbids every connection (" }<code>{ "connect-src 'none'" }</code>{ "); scripts and styles are pinned by their hashes. View the page's source: the policy stands at its top." }</p>
            <p>{ format!("Licence data: OSADL licence compatibility matrix, {MATRIX_DATE}, CC-BY-4.0, reduced to verdict and reason codes. A project by the Open Source Automation Development Lab (OSADL) eG. For further information about the project see the description at www.osadl.org/checklists. Licence classes: ScanCode LicenseDB, {CLASS_DATE}, CC-BY-4.0, nexB Inc. and others, with changes. Licence ids: SPDX list 3.29.0. Lockscope is not affiliated with any of them.") }</p>
            <p>{ format!("{NAMES_CREDIT}. {DUTY_CREDIT}.") }</p>
            <p class="dim">{ "Information, not legal advice." }</p>
            <button class="btn" type="button" onclick={ports.on_ask(Ask::SaveApp)}>{ icon("download") }<span>{ "Save this page…" }</span></button>
        </Modal>
    }
}

/// Text pasted as a file.
#[component]
pub fn PasteDialog(props: &DialogProps) -> Html {
    let ports = use_ports();
    let area = use_node_ref();
    let open = {
        let (area, ask, on_close) = (area.clone(), ports.ask.clone(), props.on_close.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(area) = area.cast::<HtmlTextAreaElement>() {
                let text = area.value();
                if !text.trim().is_empty() {
                    ask.emit(Ask::OpenText { name: "pasted".to_owned(), text });
                    on_close.emit(());
                }
            }
        })
    };
    html! {
        <Modal title="Paste a lockfile or an SBOM" on_close={props.on_close.clone()}>
            <textarea ref={area} rows="14" aria-label="The document's text" spellcheck="false" />
            <p class="dim small">{ "Its kind is recognised by its content." }</p>
            <button class="btn primary" type="button" onclick={open}><span>{ "Open" }</span></button>
        </Modal>
    }
}

#[derive(Properties, PartialEq)]
pub struct CommandsProps {
    pub session: Session,
    pub on_close: Callback<()>,
}

/// Every command by name.
#[component]
pub fn CommandsDialog(props: &CommandsProps) -> Html {
    let ports = use_ports();
    let filter = use_state(String::new);
    let shown = matching(&props.session, &filter);
    let run = {
        let (ports, on_close) = (ports.clone(), props.on_close.clone());
        move |command: Command| {
            on_close.emit(());
            match command {
                Command::Act(action) => ports.act.emit(action),
                Command::Ask(ask) => ports.ask.emit(ask),
            }
        }
    };
    let oninput = {
        let filter = filter.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
                filter.set(input.value());
            }
        })
    };
    let onkeydown = {
        let (run, session) = (run.clone(), props.session.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.key() != "Enter" {
                return;
            }
            event.prevent_default();
            // What stands in the field now: the list on the screen may be a letter behind.
            let typed = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            let first = typed.and_then(|input| matching(&session, &input.value()).into_iter().next());
            if let Some((_, command)) = first {
                run(command);
            }
        })
    };
    html! {
        <Modal title="Commands" on_close={props.on_close.clone()}>
            <input type="text" aria-label="Command" placeholder="Type to find a command" autocomplete="off" value={(*filter).clone()} {oninput} {onkeydown} autofocus=true />
            <ul class="commands">{ for shown.into_iter().map(|(words, command)| {
                let run = run.clone();
                html! { <li><button type="button" class="link" onclick={Callback::from(move |_: MouseEvent| run(command.clone()))}>{ words }</button></li> }
            }) }</ul>
        </Modal>
    }
}

#[derive(Clone, PartialEq)]
enum Command {
    Act(Action),
    Ask(Ask),
}

/// The commands whose words hold the text.
fn matching(session: &Session, text: &str) -> Vec<(String, Command)> {
    let wanted = text.trim().to_lowercase();
    commands(session).into_iter().filter(|(words, _)| words.to_lowercase().contains(&wanted)).collect()
}

fn commands(session: &Session) -> Vec<(String, Command)> {
    let act = |words: &str, action: Action| (words.to_owned(), Command::Act(action));
    let mut out = vec![
        ("Open files, or a saved workspace…".to_owned(), Command::Ask(Ask::PickFiles)),
        ("Open folder…".to_owned(), Command::Ask(Ask::PickFolder)),
        act("Paste…", Action::Open(Some(Dialog::Paste))),
        act("Keys and help", Action::Open(Some(Dialog::Help))),
        act("About this file", Action::Open(Some(Dialog::About))),
        ("Save this page…".to_owned(), Command::Ask(Ask::SaveApp)),
        act(&format!("Theme: {}", session.theme.next().title()), Action::SetTheme(session.theme.next())),
        act("Draw with what is fastest here", Action::SetDrawing("automatic".to_owned())),
        act("Draw on the 2D canvas", Action::SetDrawing("canvas".to_owned())),
        act("Draw with WebGL", Action::SetDrawing("webgl".to_owned())),
    ];
    if session.has_files() {
        out.extend(
            Screen::ALL
                .iter()
                .map(|screen| act(&format!("Show {}", screen.title().to_lowercase()), Action::Show(*screen))),
        );
        out.extend(
            QualityPart::ALL.map(|part| act(&format!("Show quality: {}", part.title()), Action::ShowQuality(part))),
        );
        out.push(act("Change what is judged for…", Action::Open(Some(Dialog::Context))));
        out.push(act("Graph as tree or picture", Action::AsTree(!session.as_tree)));
        out.push(act("Reset the graph's view", Action::ResetView));
        out.push(act("Undo the view", Action::Undo));
        out.push(act("Redo the view", Action::Redo));
        for method in layout::ALL {
            let words = format!("Layout: {}. {}", method.title, method.hint);
            out.push(act(&words, Action::SetLayout(method.id.to_owned())));
        }
        for palette in Palette::ALL {
            out.push(act(&format!("Colour by {}", palette.title().to_lowercase()), Action::SetPalette(palette)));
        }
        for grouping in Grouping::ALL {
            out.push(act(
                &format!("Draw as one by {}", grouping.title().to_lowercase()),
                Action::Group(Some(grouping)),
            ));
        }
        out.push(act("Draw every component for itself", Action::Group(None)));
        for scale in 1..=4 {
            out.push((format!("Save the graph as PNG, {scale} times as large"), Command::Ask(Ask::ExportPng(scale))));
        }
        out.push(act("Save…", Action::Open(Some(Dialog::Save))));
        out.push(("Save workspace".to_owned(), Command::Ask(Ask::SaveWorkspace(Box::new(SavedView::of(session))))));
        out.push(("Print".to_owned(), Command::Ask(Ask::Print)));
    }
    if let Some(node) = session.selected {
        out.push(act("Judge the selection on one page", Action::Open(Some(Dialog::Evaluation(node)))));
        out.push(act("Focus on the selection", Action::Focus(Some(node))));
        out.push(act("Expand the selection", Action::Expand(node)));
        out.push(act("Collapse the selection", Action::Collapse(node)));
    }
    out
}
