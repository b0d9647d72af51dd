//! The line to the engine: asks what the present state needs, and turns what it hears into actions.

mod quality;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::handover::use_handover;
use super::known::{Known, Refusal};
use super::workspace_file;
use crate::browser::files::PickedFile;
use crate::browser::{clipboard, clock, download};
use crate::engine::{FIRST_INNER_ID, Request, Response};
use crate::layout::{self, Form};
use crate::session::{Action, Answer, Dialog, LicensesPart, Opening, QualityPart, Screen, Session};
use crate::ui::screens::inventory::WINDOW;
use crate::view::estate::EstateRequest;
use crate::view::graph::GraphRequest;
use crate::view::inventory::InventoryRequest;
use crate::view::policy::PolicyTextView;
use crate::view::words::count;
use crate::worker::{Bridge, BridgeEvent};

/// The engine as the page sees it. Clones are the same engine.
#[derive(Clone)]
pub struct Engine {
    pub(super) bridge: Bridge,
    pub(super) next_file: Rc<Cell<u32>>,
    pub(super) known: Rc<RefCell<Known>>,
    pub(super) act: Callback<Action>,
}

impl PartialEq for Engine {
    fn eq(&self, other: &Self) -> bool {
        self.bridge == other.bridge
    }
}

impl Engine {
    /// Hands files over to be read.
    pub fn open(&self, picked: Vec<PickedFile>) {
        let mut opening = Vec::new();
        for file in &picked {
            let id = self.next_file.replace(self.next_file.get() + 1);
            opening.push(Opening { id, name: file.path.clone() });
        }
        {
            let mut known = self.known.borrow_mut();
            known.files.extend(opening.iter().cloned());
            known.reread.clear();
        }
        self.act.emit(Action::Opening(opening.clone()));
        for (file, opening) in picked.iter().zip(&opening) {
            self.bridge.open(opening.id, &file.path, &file.blob);
        }
    }

    /// Closes a file.
    pub fn remove(&self, file: u32) {
        self.bridge.forget(file);
        self.known.borrow_mut().forget(file);
        if file >= FIRST_INNER_ID {
            self.known.borrow_mut().closed.insert(file);
        }
        self.bridge.send(Request::Remove { file });
        self.act.emit(Action::FilesChanged);
    }

    /// Counts a file, or keeps it without counting it.
    pub fn include(&self, file: u32, included: bool) {
        {
            let mut known = self.known.borrow_mut();
            if included {
                // An archive is ticked with all that lies in it.
                known.unticked.retain(|known| *known != file && known % FIRST_INNER_ID != file);
            } else {
                known.unticked.insert(file);
            }
        }
        self.bridge.send(Request::Include { file, included });
        self.act.emit(Action::FilesChanged);
    }

    /// Has something decided or settled; a new engine is told it again.
    pub fn order(&self, request: Request) {
        self.known.borrow_mut().orders.push(request.clone());
        self.bridge.send(request);
        self.act.emit(Action::Decided);
    }

    pub fn send(&self, request: Request) {
        self.bridge.send(request);
    }

    /// Stops what is running; the other files come back.
    pub fn cancel(&self) {
        self.bridge.cancel();
    }
}

/// Starts the engine once and keeps it asked for what the session needs.
#[hook]
pub fn use_engine(session: &Session, act: &Callback<Action>) -> Engine {
    let engine = use_memo((), {
        let act = act.clone();
        move |()| start(act)
    });
    use_handover(&engine, session);
    use_frame(&engine, session);
    use_screen(&engine, session);
    quality::use_figures(&engine, session);
    quality::use_reread(&engine, session);
    {
        let engine = engine.clone();
        use_effect_with((session.generation, session.selected), move |(generation, selected)| {
            if let (Some(node), true) = (selected, *generation > 0) {
                engine.send(Request::Inspect { node: *node });
            }
        });
    }
    {
        let engine = engine.clone();
        use_effect_with((session.generation, session.search.clone()), move |(_, search)| {
            if !search.trim().is_empty() {
                engine.send(Request::Search { text: search.clone() });
            }
        });
    }
    {
        let engine = engine.clone();
        use_effect_with((session.generation, session.dialog), move |(_, dialog)| match dialog {
            Some(Dialog::Report(file)) => engine.send(Request::Report { file: *file }),
            Some(Dialog::Between(position)) => engine.send(Request::Between { position: *position }),
            Some(Dialog::Evaluation(node)) => engine.send(Request::Evaluation { node: *node }),
            Some(Dialog::Decide(about)) => engine.send(Request::Draft(*about)),
            _ => {}
        });
    }
    {
        let engine = engine.clone();
        use_effect_with((session.dialog, session.text_term.clone()), move |(dialog, term)| {
            if *dialog == Some(Dialog::LicenseText) {
                engine.send(Request::LicenseText { term: term.clone() });
            }
        });
    }
    {
        let engine = engine.clone();
        let asked = (session.generation, session.dialog == Some(Dialog::Save), session.redacting.clone());
        use_effect_with(asked, move |(_, is_open, redacting)| {
            if *is_open && redacting.on {
                engine.send(Request::Redaction { internal: redacting.internal() });
            }
        });
    }
    {
        let engine = engine.clone();
        use_effect_with(session.policy_text.clone(), move |text| {
            if let Some(text) = text {
                engine.send(Request::CheckPolicy { text: text.clone() });
            }
        });
    }
    (*engine).clone()
}

/// Context and frame, once for each generation.
#[hook]
fn use_frame(engine: &Rc<Engine>, session: &Session) {
    let engine = engine.clone();
    let judged = (session.generation, session.context.clone(), session.settlements.clone(), session.owners.clone());
    use_effect_with(judged, move |(generation, context, settlements, owners)| {
        if *generation > 0 {
            // The day may have changed since the page was opened.
            if let Ok(today) = clock::today().parse() {
                engine.send(Request::Today(today));
            }
            engine.send(Request::Owners(owners.clone()));
            engine.send(Request::Settle { settlements: settlements.clone() });
            engine.send(Request::Judge { context: context.clone() });
            engine.send(Request::Workspace);
        }
    });
}

/// What the open view shows.
#[hook]
fn use_screen(engine: &Rc<Engine>, session: &Session) {
    let engine = engine.clone();
    use_effect_with((session.generation, wanted(session)), move |(generation, requests)| {
        if *generation > 0 {
            requests.iter().for_each(|request| engine.send(request.clone()));
        }
    });
}

/// From so many components on a map is drawn roughly first.
const QUICK_FROM: usize = 20_000;

/// The requests that fill the open view.
fn wanted(session: &Session) -> Vec<Request> {
    let view = match (session.screen, session.as_tree) {
        (Screen::Overview, _) => Request::Overview,
        (Screen::Graph, false) => Request::Graph(session.view.clone()),
        (Screen::Graph, true) => Request::Tree(session.tree_request.clone()),
        (Screen::Inventory, _) => {
            Request::Inventory(InventoryRequest { limit: WINDOW, ..session.inventory_request.clone() })
        }
        (Screen::Licenses, _) => Request::Licenses(session.licenses_request.clone()),
        (Screen::Complexity, _) => Request::Complexity(session.complexity_request.clone()),
        (Screen::Compare, _) => Request::Compare(session.compare_request.clone()),
        (Screen::Quality, _) => match session.quality_part {
            QualityPart::Vulnerabilities => Request::Vulnerabilities(session.vulnerabilities_request.clone()),
            QualityPart::Hygiene => Request::Hygiene(session.hygiene_request.clone()),
            QualityPart::Sbom => Request::Quality(session.quality_request.clone()),
        },
        (Screen::Estate, _) => Request::Estate(EstateRequest { limit: WINDOW, ..session.estate_request.clone() }),
    };
    let part = match (session.screen, session.licenses_part) {
        (Screen::Licenses, LicensesPart::Matrix) => Some(Request::LicenseMatrix(session.joined)),
        (Screen::Licenses, LicensesPart::Duties) => Some(Request::Duties),
        (Screen::Licenses, LicensesPart::Policy) => Some(Request::PolicyView),
        (Screen::Licenses, LicensesPart::Decisions) => Some(Request::Decisions),
        _ => None,
    };
    let total = session.workspace.as_ref().map_or(0, |workspace| workspace.components);
    let first = match &view {
        Request::Graph(request) if total > QUICK_FROM && layout::method(&request.layout).form == Form::Points => {
            Some(Request::Graph(GraphRequest { quick: true, ..request.clone() }))
        }
        _ => None,
    };
    first.into_iter().chain([view]).chain(part).collect()
}

fn start(act: Callback<Action>) -> Engine {
    let line: Rc<RefCell<Option<Engine>>> = Rc::default();
    let known: Rc<RefCell<Known>> = Rc::default();
    let on_event = {
        let (act, line, known) = (act.clone(), line.clone(), known.clone());
        Callback::from(move |event: BridgeEvent| match event {
            BridgeEvent::Ready => {}
            BridgeEvent::Response { response, .. } => hear(*response, &act),
            BridgeEvent::Progress { progress, .. } => act.emit(Action::Working(Some((progress.stage, progress.share)))),
            BridgeEvent::Refused { reason, .. } => {
                act.emit(Action::Working(None));
                act.emit(Action::Say(reason));
            }
            BridgeEvent::Saved { blob } => workspace_file::save(&blob, &act),
            BridgeEvent::Restored { file_id, restoring, blobs } => {
                let engine = line.borrow().clone();
                if let Some(engine) = engine {
                    engine.arrived(file_id, *restoring, blobs);
                }
            }
            BridgeEvent::Silent { during } => {
                let stage = match during {
                    Some(name) => format!("No word for a minute, still at {name}"),
                    None => "No word for a minute, still at work".to_owned(),
                };
                act.emit(Action::Working(Some((stage, 0.5))));
            }
            BridgeEvent::Died { reason, during } => {
                let during_words = during.as_ref().map(|name| format!(" while it read {name}")).unwrap_or_default();
                act.emit(Action::Recovered(Some(format!(
                    "It stopped{during_words}: {}. The other files are read again",
                    first_line(&reason)
                ))));
                if let Some(name) = during {
                    known.borrow_mut().refuse(Refusal { name, was_cancelled: false });
                }
            }
            BridgeEvent::Cancelled { during } => {
                act.emit(Action::Say("Stopped".to_owned()));
                if let Some(name) = during {
                    known.borrow_mut().refuse(Refusal { name, was_cancelled: true });
                }
            }
            BridgeEvent::Restarted { .. } => {
                act.emit(Action::Working(None));
                if let Some(Engine { bridge, .. }) = line.borrow().as_ref() {
                    known.borrow().tell(bridge);
                }
                act.emit(Action::FilesChanged);
            }
        })
    };
    let engine = Engine { bridge: Bridge::new(on_event), next_file: Rc::new(Cell::new(1)), known, act };
    *line.borrow_mut() = Some(engine.clone());
    engine
}

fn first_line(text: &str) -> &str {
    text.lines().rfind(|line| !line.trim().is_empty()).unwrap_or(text)
}

fn hear(response: Response, act: &Callback<Action>) {
    let answer = match response {
        Response::Done => return,
        Response::Opened { file, readable } => return act.emit(Action::Opened { file, readable }),
        Response::Workspace(view) => Answer::Workspace(view),
        Response::Overview(view) => Answer::Overview(view),
        Response::Graph(view) => Answer::Graph(view),
        Response::Tree(view) => Answer::Tree(view),
        Response::Inventory(page) => Answer::Inventory(page),
        Response::Licenses(view) => Answer::Licenses(view),
        Response::Complexity(view) => Answer::Complexity(view),
        Response::Compare(view) => Answer::Compare(view),
        Response::Quality(view) => Answer::Quality(view),
        Response::QualityFigures(view) => Answer::QualityFigures(view),
        Response::Hygiene(view) => Answer::Hygiene(view),
        Response::Vulnerabilities(view) => Answer::Vulnerabilities(view),
        Response::Estate(view) => Answer::Estate(view),
        Response::Evaluation(view) => Answer::Evaluation(view),
        Response::LicenseMatrix(view) => Answer::LicenseMatrix(view),
        Response::Duties(view) => Answer::Duties(view),
        Response::LicenseText(view) => Answer::LicenseText(view),
        Response::Decisions(view) => Answer::Decisions(view),
        Response::Policy(view) => Answer::Policy(view),
        Response::PolicyChecked(notices) => Answer::PolicyChecked(notices),
        Response::PolicyText(saved) => return act.emit(Action::Say(save_policy(&saved))),
        Response::Draft(draft) => Answer::Draft(draft),
        Response::Refused(reason) => return act.emit(Action::Say(reason)),
        Response::Inspector(view) => Answer::Inspector(view),
        Response::Hits { text, hits } => Answer::Hits(text, hits),
        Response::Completions { text, completions } => Answer::Completions(text, completions),
        Response::Report(view) => Answer::Report(view),
        Response::Between(view) => Answer::Between(view),
        Response::Redaction(view) => Answer::Redaction(view),
        Response::File { name, media_type, text } => {
            let said = match download::save_text(&name, &media_type, &text) {
                Ok(()) => format!("Saved {name}"),
                Err(reason) => reason,
            };
            return act.emit(Action::Say(said));
        }
        Response::Text(text) => return copy(text, act),
        Response::FileBytes { name, media_type, base64 } => {
            let bytes = STANDARD.decode(base64).map_err(|error| error.to_string());
            let said = match bytes.and_then(|bytes| download::save_bytes(&name, &media_type, &bytes)) {
                Ok(()) => format!("Saved {name}"),
                Err(reason) => reason,
            };
            return act.emit(Action::Say(said));
        }
    };
    act.emit(Action::Answered(Box::new(answer)));
}

/// Saves rules, and says what their format cannot hold.
fn save_policy(saved: &PolicyTextView) -> String {
    if let Err(reason) = download::save_text(&saved.name, &saved.media_type, &saved.text) {
        return reason;
    }
    let losses: Vec<&str> = saved.losses.iter().take(3).map(|notice| notice.text.as_str()).collect();
    match saved.losses.len() {
        0 => format!("Saved {}", saved.name),
        all => format!("Saved {}. {} the format cannot hold: {}", saved.name, count(all, "thing"), losses.join(". ")),
    }
}

/// Puts text on the clipboard and says so.
pub fn copy(text: String, act: &Callback<Action>) {
    let act = act.clone();
    spawn_local(async move {
        let said = match clipboard::copy_text(&text).await {
            Ok(()) => "Copied".to_owned(),
            Err(reason) => reason,
        };
        act.emit(Action::Say(said));
    });
}
