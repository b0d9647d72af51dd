//! The app: one session, one engine, and what of both is on the screen.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::hooks::drop::{INSTALLED, Incoming, use_drop};
use super::hooks::engine::{self, Engine, use_engine};
use super::hooks::keys::use_keys;
use super::hooks::ports::{Ask, Ports};
use super::hooks::theme::{kept_theme, use_theme};
use super::incoming::take_in;
use super::page_text;
use super::panels::banners::Banners;
use super::panels::context_dialog::ContextDialog;
use super::panels::decision_dialog::DecisionDialog;
use super::panels::evaluation_dialog::EvaluationDialog;
use super::panels::help_dialogs::{AboutDialog, CommandsDialog, HelpDialog, PasteDialog};
use super::panels::inspector::Inspector;
use super::panels::license_text::LicenseTextDialog;
use super::panels::progress::ProgressPanel;
use super::panels::rail::Rail;
use super::panels::report_dialog::{BetweenDialog, ReportDialog};
use super::panels::restore_dialog::RestoreDialog;
use super::panels::save_dialog::SaveDialog;
use super::panels::status::Status;
use super::panels::tabs::Tabs;
use super::panels::toast::Toast;
use super::panels::top_bar::TopBar;
use super::parts::faces::Faces;
use super::samples::SAMPLES;
use super::screens::compare::CompareScreen;
use super::screens::complexity::ComplexityScreen;
use super::screens::empty::EmptyScreen;
use super::screens::estate::EstateScreen;
use super::screens::graph::GraphScreen;
use super::screens::inventory::InventoryScreen;
use super::screens::licenses::LicensesScreen;
use super::screens::overview::OverviewScreen;
use super::screens::quality::QualityScreen;
use crate::browser::files::{self, PickedFile};
use crate::browser::{clock, download, drop, hash, settings};
use crate::canvas::{CanvasCommand, CanvasEvent};
use crate::engine::{ExportFormat, Request};
use crate::session::{self, Action, Dialog, Redacting, Screen, Session};

/// The session as Yew keeps it.
#[derive(PartialEq)]
struct Store(Session);

impl Reducible for Store {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(Self(session::apply(&self.0, action)))
    }
}

/// A command for the canvas; the number tells a new one from the last.
type Command = (u32, CanvasCommand);

/// The whole page.
#[component]
pub fn App() -> Html {
    let store = use_reducer(|| {
        let drawing = settings::load("drawing").unwrap_or_default();
        Store(Session { theme: kept_theme(), drawing, ..session::from_address(&hash::read()) })
    });
    let act = use_memo((), {
        let dispatcher = store.dispatcher();
        move |()| Callback::from(move |action: Action| dispatcher.dispatch(action))
    });
    let session = &store.0;
    let dark = use_theme(session.theme);
    // The address tells the view, never data; a browser that refuses keeps its address.
    use_effect_with((session::address(session), session.has_files()), |(address, has_files)| {
        if *has_files {
            let _ = hash::replace(address);
        }
    });
    use_effect_with(session.drawing.clone(), |drawing| {
        // A browser that keeps nothing draws as it likes next time.
        let _ = settings::save("drawing", drawing);
    });
    let engine = use_engine(session, &act);
    let command = use_state(|| None::<Command>);
    let file_input = use_node_ref();
    let folder_input = use_node_ref();
    use_keys(session, &act);
    let redacting = use_mut_ref(Redacting::default);
    redacting.borrow_mut().clone_from(&session.redacting);
    let over = use_drop({
        let (engine, act) = (engine.clone(), (*act).clone());
        Callback::from(move |incoming: Incoming| take_in(incoming, &engine, &act))
    });
    let ask = use_memo((), {
        let door = Door {
            engine: engine.clone(),
            act: (*act).clone(),
            command: command.setter(),
            redacting: redacting.clone(),
            file_input: file_input.clone(),
            folder_input: folder_input.clone(),
        };
        move |()| Callback::from(move |asked: Ask| door.answer(asked))
    });
    let ports = Ports { act: (*act).clone(), ask: (*ask).clone() };
    let picked = |input: &NodeRef| {
        let (input, engine, act) = (input.clone(), engine.clone(), (*act).clone());
        Callback::from(move |_: Event| {
            if let Some(input) = input.cast::<HtmlInputElement>() {
                let picked = drop::without_skipped(files::take_from_input(&input), INSTALLED);
                take_in((picked.files, picked.left_out), &engine, &act);
            }
        })
    };
    let on_canvas = {
        let act = (*act).clone();
        Callback::from(move |event: CanvasEvent| {
            if let CanvasEvent::Png(picture) = event {
                let saved = picture.ok_or_else(|| "The browser made no picture".to_owned());
                let saved = saved.and_then(|blob| download::save_blob("lockscope-graph.png", &blob));
                act.emit(Action::Say(
                    saved.map(|()| "Saved lockscope-graph.png".to_owned()).unwrap_or_else(|reason| reason),
                ));
            }
        })
    };
    let on_command = {
        let setter = command.setter();
        Callback::from(move |next: CanvasCommand| setter.set(Some((serial(), next))))
    };
    html! {
        <ContextProvider<Ports> context={ports}>
            <a class="skip" href="#main">{ "Skip to the view" }</a>
            <input ref={file_input.clone()} class="unseen" id="file-input" type="file" multiple=true tabindex="-1" aria-hidden="true" onchange={picked(&file_input)} />
            <input ref={folder_input.clone()} class="unseen" type="file" webkitdirectory=true tabindex="-1" aria-hidden="true" onchange={picked(&folder_input)} />
            { if session.has_files() {
                html! { <Workbench session={session.clone()} {dark} command={*command} {on_canvas} {on_command} /> }
            } else { bare(session) } }
            { dialogs(session, &act) }
            { if over { html! { <div class="drop-over"><span>{ "Drop to read" }</span></div> } } else { Html::default() } }
            <Toast shown={session.shown.clone()} said={session.said.clone()} />
        </ContextProvider<Ports>>
    }
}

/// A number that no earlier command had.
fn serial() -> u32 {
    (clock::now() * 10.0) as u32
}

fn bare(session: &Session) -> Html {
    html! {
        <div class="app bare">
            <TopBar bare=true search="" hits={None} context={session.context.clone()} theme={session.theme} />
            <div class="centre"><main id="main" class="view-empty" tabindex="-1"><EmptyScreen /></main></div>
            <Faces />
        </div>
    }
}

fn dialogs(session: &Session, act: &Callback<Action>) -> Html {
    let on_close = act.reform(|()| Action::Open(None));
    match session.dialog {
        None => Html::default(),
        Some(Dialog::Context) => {
            html! { <ContextDialog context={session.context.clone()} stated={session.workspace.as_ref().map(|view| view.stated_outbound.clone()).unwrap_or_default()}
            joins={session.workspace.as_ref().map(|view| view.joins.clone()).unwrap_or_default()} {on_close} /> }
        }
        Some(Dialog::Save) => html! { <SaveDialog session={session.clone()} {on_close} /> },
        Some(Dialog::Restore) => match &session.waiting {
            Some(waiting) => html! { <RestoreDialog waiting={waiting.clone()} {on_close} /> },
            None => Html::default(),
        },
        Some(Dialog::LicenseText) => {
            html! { <LicenseTextDialog view={session.license_text.clone()} {on_close} /> }
        }
        Some(Dialog::Decide(_)) => match &session.draft {
            Some(draft) => {
                html! { <DecisionDialog draft={draft.clone()} person={session.person.clone()} {on_close} /> }
            }
            None => Html::default(),
        },
        Some(Dialog::Help) => html! { <HelpDialog {on_close} /> },
        Some(Dialog::About) => html! { <AboutDialog {on_close} /> },
        Some(Dialog::Paste) => html! { <PasteDialog {on_close} /> },
        Some(Dialog::Report(_)) => html! { <ReportDialog view={session.report.clone()} {on_close} /> },
        Some(Dialog::Evaluation(_)) => html! { <EvaluationDialog view={session.evaluation.clone()} {on_close} /> },
        Some(Dialog::Between(_)) => html! { <BetweenDialog view={session.between.clone()} {on_close} /> },
        Some(Dialog::Commands) => html! { <CommandsDialog session={session.clone()} {on_close} /> },
    }
}

#[derive(Properties, PartialEq)]
struct WorkbenchProps {
    session: Session,
    dark: bool,
    command: Option<Command>,
    on_canvas: Callback<CanvasEvent>,
    on_command: Callback<CanvasCommand>,
}

/// The page with files.
#[component]
fn Workbench(props: &WorkbenchProps) -> Html {
    let session = &props.session;
    let workspace = session.workspace.clone().unwrap_or_default();
    let inspector = session.inspector.as_ref().filter(|_| session.selected.is_some());
    let classes = classes!(
        "app",
        inspector.is_some().then_some("with-inspector"),
        matches!(session.dialog, Some(Dialog::Evaluation(_))).then_some("behind-page"),
        match session.rail_folded {
            Some(true) => "rail-folded",
            Some(false) => "rail-open",
            None => "",
        }
    );
    html! {
        <div class={classes}>
            <TopBar bare=false search={session.search.clone()} hits={session.hits.clone()} context={session.context.clone()} theme={session.theme} />
            <Rail workspace={workspace.clone()} opening={session.opening.clone()} folded={session.rail_folded} />
            <div class="centre">
                <Tabs screen={session.screen} conflicts={workspace.conflicts} vulnerabilities={workspace.vulnerabilities} />
                <Banners banners={workspace.banners.clone()} closed={session.closed_banners.clone()} recovered={session.recovered.clone()} />
                <main id="main" class={view_class(session.screen)} tabindex="-1">{ screen(props) }</main>
                { match &session.working {
                    Some((stage, share)) => html! { <ProgressPanel stage={stage.clone()} share={*share} /> },
                    None => Html::default(),
                } }
            </div>
            { match inspector {
                Some(view) => html! { <Inspector view={view.clone()} /> },
                None => Html::default(),
            } }
            <Status status={workspace.status.clone()} matrix={workspace.matrix.clone()} replaces_names={session.redacting.on} />
        </div>
    }
}

fn view_class(screen: Screen) -> &'static str {
    match screen {
        Screen::Overview => "view-overview",
        Screen::Graph => "view-graph",
        Screen::Inventory => "view-inventory",
        Screen::Licenses => "view-licences",
        Screen::Complexity => "view-complexity",
        Screen::Compare => "view-compare",
        Screen::Quality => "view-quality",
        Screen::Estate => "view-estate",
    }
}

fn screen(props: &WorkbenchProps) -> Html {
    let session = &props.session;
    let waiting = || html! { <div class="pad"><p class="dim">{ "Reading…" }</p></div> };
    match session.screen {
        Screen::Overview => match (&session.overview, &session.workspace) {
            (Some(view), Some(workspace)) => {
                html! { <OverviewScreen view={view.clone()} workspace={workspace.clone()} figures={session.quality_figures.clone()} /> }
            }
            _ => waiting(),
        },
        Screen::Graph => html! {
            <GraphScreen session={session.clone()} dark={props.dark} command={props.command} on_canvas={props.on_canvas.clone()} on_command={props.on_command.clone()} />
        },
        Screen::Inventory => match &session.inventory {
            Some(page) => {
                html! { <InventoryScreen page={page.clone()} request={session.inventory_request.clone()} selected={session.selected} completions={session.completions.clone()} saved={session.saved_queries.clone()} /> }
            }
            None => waiting(),
        },
        Screen::Licenses => match (&session.licenses, &session.workspace) {
            (Some(view), Some(workspace)) => html! {
                <LicensesScreen session={session.clone()} view={view.clone()} status={workspace.status.clone()} />
            },
            _ => waiting(),
        },
        Screen::Complexity => match &session.complexity {
            Some(view) => html! { <ComplexityScreen session={session.clone()} view={view.clone()} /> },
            None => waiting(),
        },
        Screen::Compare => match &session.compare {
            Some(view) => html! { <CompareScreen session={session.clone()} view={view.clone()} /> },
            None => waiting(),
        },
        Screen::Quality => html! { <QualityScreen session={session.clone()} /> },
        Screen::Estate => html! { <EstateScreen session={session.clone()} /> },
    }
}

/// What the asks need.
struct Door {
    engine: Engine,
    act: Callback<Action>,
    command: UseStateSetter<Option<Command>>,
    /// Whether names are replaced in what is saved, as it was said last.
    redacting: Rc<RefCell<Redacting>>,
    file_input: NodeRef,
    folder_input: NodeRef,
}

impl Door {
    fn answer(&self, asked: Ask) {
        match asked {
            Ask::PickFiles => press(&self.file_input),
            Ask::PickFolder => press(&self.folder_input),
            Ask::OpenText { name, text } => self.engine.open(PickedFile::from_text(&name, &text).into_iter().collect()),
            Ask::Sample(position) => {
                let files = SAMPLES.get(position).map(|sample| sample.files).unwrap_or_default();
                self.engine.open(files.iter().filter_map(|(name, text)| PickedFile::from_text(name, text)).collect());
            }
            Ask::Remove(file) => self.engine.remove(file),
            Ask::Include(file, included) => self.engine.include(file, included),
            Ask::Cancel => self.engine.cancel(),
            Ask::Export(format) => self.engine.send(Request::Export(self.redacted(format))),
            Ask::ExportPng(_) | Ask::SaveRecord | Ask::SavePolicy(_) | Ask::SaveWorkspace(_)
                if self.redacting.borrow().on =>
            {
                self.act.emit(Action::Say(NAMES_STAY.to_owned()));
            }
            Ask::ExportPng(scale) => self.command.set(Some((serial(), CanvasCommand::ExportPng { scale }))),
            Ask::Complete(text) => self.engine.send(Request::Complete { text }),
            Ask::Copy(node, format) => self.engine.send(Request::Copy { node, format }),
            Ask::CopyEvaluation(node) => self.engine.send(Request::CopyEvaluation { node }),
            Ask::CopyFinding(position) => self.engine.send(Request::CopyFinding { position }),
            Ask::Decide(decision) => self.engine.order(Request::Decide(decision)),
            Ask::Withdraw(decision) => self.engine.order(Request::Withdraw(decision)),
            Ask::UsePolicy(text) => {
                self.engine.order(Request::Policy { name: "lockscope-policy.toml".to_owned(), text });
            }
            Ask::ClearPolicy => self.engine.order(Request::ClearPolicy),
            Ask::SavePolicy(format) => self.engine.send(Request::PolicyText { format }),
            Ask::SaveRecord => match clock::today().parse() {
                Ok(today) => self.engine.send(Request::SaveRecord { today }),
                Err(reason) => self.act.emit(Action::Say(reason)),
            },
            Ask::SaveWorkspace(view) => self.engine.save_workspace(&view),
            Ask::Restore(choice) => self.engine.restore(choice),
            Ask::CopyExport(format) => self.engine.send(Request::CopyExport(self.redacted(format))),
            Ask::SaveText(name, text) => {
                let saved = download::save_text(&name, "text/plain", &text).map(|()| format!("Saved {name}"));
                self.act.emit(Action::Say(saved.unwrap_or_else(|reason| reason)));
            }
            Ask::CopyText(text) => engine::copy(text, &self.act),
            Ask::Print => {
                // A browser without a printer refuses; there is nothing else to do.
                let _ = web_sys::window().map(|window| window.print());
            }
            Ask::SaveApp => {
                let saved = match page_text().as_str() {
                    "" => Err("This browser cannot save the page from here: use its own Save as".to_owned()),
                    text => download::save_text("lockscope.html", "text/html", text),
                };
                self.act.emit(Action::Say(
                    saved.map(|()| "Saved lockscope.html".to_owned()).unwrap_or_else(|reason| reason),
                ));
            }
        }
    }
}

/// Said where something is to be saved that cannot be without names.
const NAMES_STAY: &str =
    "Not saved: names would stay in it. Switch off “Replace internal names” under Save, or save in another format";

impl Door {
    /// With internal names replaced, where that was asked for.
    fn redacted(&self, format: ExportFormat) -> ExportFormat {
        let redacting = self.redacting.borrow();
        match redacting.on {
            true => ExportFormat::Redacted { format: Box::new(format), internal: redacting.internal() },
            false => format,
        }
    }
}

fn press(input: &NodeRef) {
    if let Some(input) = input.cast::<HtmlInputElement>() {
        input.click();
    }
}
