//! The page's side: starts the engine, sends to it, hears from it, cancels, and starts it anew when it dies.
//!
//! Cancelling and surviving a death are one move: end the worker, start another, read the files again
//! (the handles are kept, not the bytes) except the one that was being read. A slow engine is reported,
//! never killed: only the user decides that.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::{Rc, Weak};

use gloo::timers::callback::{Interval, Timeout};
use js_sys::Uint8Array;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, ErrorEvent, MessageEvent, Worker};
use yew::Callback;

pub use super::event::BridgeEvent;
pub use super::journal::RequestId;
use super::journal::{Journal, OpenFile};
use super::message::{self, ToEngine, ToPage};
use crate::browser::clock;
use crate::engine::{Request, Response};

/// With work to do and no word for this long, the engine counts as stuck. Milliseconds.
const SILENCE: f64 = 60_000.0;
/// How often the watchdog looks. Milliseconds.
const WATCH: u32 = 5_000;
/// So many deaths in a row before an engine says that it is ready, and no other is started.
const FALSE_STARTS: u32 = 2;

/// The page's end of the line to the engine. Clones are the same bridge.
#[derive(Clone)]
pub struct Bridge(Rc<RefCell<Line>>);

impl PartialEq for Bridge {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

struct Line {
    on_event: Callback<BridgeEvent>,
    engine: Option<RunningEngine>,
    journal: Journal,
    false_starts: u32,
    last_word: f64,
    told_silent: bool,
    /// What waits for a task of its own, in order.
    held: Option<VecDeque<BridgeEvent>>,
    _watchdog: Option<Interval>,
}

/// A worker with the handlers that must live as long as it does. Dropping it ends the worker.
struct RunningEngine {
    worker: Worker,
    ready: bool,
    has_texts: bool,
    /// Sent once the engine is ready.
    waiting: VecDeque<ToEngine>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

impl Drop for RunningEngine {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

#[wasm_bindgen]
extern "C" {
    /// `www/boot/page.js`: a new worker from the page's own blob, already handed the module's bytes.
    #[wasm_bindgen(js_namespace = lockscope, js_name = startEngine, catch)]
    fn start_engine() -> Result<Worker, JsValue>;
    /// The licence texts that the page carries, packed.
    #[wasm_bindgen(js_namespace = lockscope, js_name = licenceTexts, catch)]
    fn licence_texts() -> Result<Uint8Array, JsValue>;
}

impl Bridge {
    /// Starts an engine; everything it does is told to `on_event`.
    pub fn new(on_event: Callback<BridgeEvent>) -> Self {
        let bridge = Self(Rc::new(RefCell::new(Line {
            on_event,
            engine: None,
            journal: Journal::default(),
            false_starts: 0,
            last_word: clock::now(),
            told_silent: false,
            held: None,
            _watchdog: None,
        })));
        let weak = Rc::downgrade(&bridge.0);
        let watchdog = Interval::new(WATCH, move || on_line(&weak, Self::watch));
        bridge.0.borrow_mut()._watchdog = Some(watchdog);
        bridge.start();
        bridge
    }

    /// Asks the engine something; its answer carries the number returned.
    pub fn send(&self, request: Request) -> RequestId {
        if request.wants_texts() {
            self.hand_over_texts();
        }
        let id = self.begin(None);
        self.post(ToEngine::Ask { id, request });
        id
    }

    /// Has the engine read a file and remembers its handle, to read it again after a restart.
    pub fn open(&self, file_id: u32, name: &str, blob: &Blob) -> RequestId {
        self.0.borrow_mut().journal.remember(file_id, OpenFile { name: name.into(), blob: blob.clone() });
        let id = self.begin(Some(file_id));
        self.post(ToEngine::Open { id, file_id, name: name.into(), blob: blob.clone() });
        id
    }

    /// Has the engine write the workspace as one file. `view` is the page's own, as JSON; `closed` are files inside
    /// archives that were closed.
    pub fn save(&self, today: String, view: String, closed: Vec<u32>) -> RequestId {
        let files = self.files();
        let id = self.begin(None);
        self.post(ToEngine::Save { id, today, view, closed, files });
        id
    }

    /// Has the engine read a file once more that it was handed before.
    pub fn open_again(&self, file_id: u32) {
        let file = self.0.borrow().journal.file(file_id).cloned();
        if let Some(OpenFile { name, blob }) = file {
            self.open(file_id, &name, &blob);
        }
    }

    /// Every open file, by its id.
    pub fn files(&self) -> Vec<(u32, Blob)> {
        self.0.borrow().journal.files()
    }

    /// Lets go of a file the user closed. Closing it in the engine is a request of its own.
    pub fn forget(&self, file_id: u32) {
        self.0.borrow_mut().journal.forget(file_id);
    }

    /// Stops whatever the engine is doing by ending it; the other files are read again.
    pub fn cancel(&self) {
        let during = self.reading();
        self.restart(BridgeEvent::Cancelled { during });
    }

    /// Ends the engine with all it holds and starts an empty one. What was under way is never answered.
    pub fn start_empty(&self) {
        self.discard_engine();
        self.0.borrow_mut().journal.forget_all();
        self.start();
    }

    /// Whether the engine has something to do.
    pub fn is_busy(&self) -> bool {
        self.0.borrow().journal.busy()
    }

    /// The name of the file the engine is reading, if it is reading one.
    pub fn reading(&self) -> Option<String> {
        self.0.borrow().journal.reading()
    }

    /// Each engine gets the licence texts once, before the first request that wants them. Without them it says what it
    /// lacks.
    fn hand_over_texts(&self) {
        let first = match self.0.borrow_mut().engine.as_mut() {
            Some(engine) => !std::mem::replace(&mut engine.has_texts, true),
            None => false,
        };
        if let (true, Ok(bytes)) = (first, licence_texts()) {
            let id = self.begin(None);
            self.post(ToEngine::Texts { id, bytes });
        }
    }

    fn begin(&self, file_id: Option<u32>) -> RequestId {
        let mut line = self.0.borrow_mut();
        if !line.journal.busy() {
            line.last_word = clock::now();
            line.told_silent = false;
        }
        line.journal.begin(file_id)
    }

    fn start(&self) {
        let worker = match start_engine() {
            Ok(worker) => worker,
            Err(fault) => {
                let reason = format!("The browser refused to start a worker: {}", words(&fault));
                return self.tell(BridgeEvent::Died { reason, during: None });
            }
        };
        let weak = Rc::downgrade(&self.0);
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            on_line(&weak, |bridge| bridge.hear(&event.data()));
        });
        let weak = Rc::downgrade(&self.0);
        let on_error = Closure::<dyn FnMut(ErrorEvent)>::new(move |event: ErrorEvent| {
            event.prevent_default();
            on_line(&weak, |bridge| bridge.bury(event.message()));
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        self.0.borrow_mut().engine = Some(RunningEngine {
            worker,
            ready: false,
            has_texts: false,
            waiting: VecDeque::new(),
            _on_message: on_message,
            _on_error: on_error,
        });
    }

    fn hear(&self, value: &JsValue) {
        {
            let mut line = self.0.borrow_mut();
            line.last_word = clock::now();
            line.told_silent = false;
        }
        match ToPage::decode(value) {
            Ok(ToPage::Ready) => {
                let waiting = {
                    let mut line = self.0.borrow_mut();
                    line.false_starts = 0;
                    line.engine.as_mut().map(|engine| {
                        engine.ready = true;
                        std::mem::take(&mut engine.waiting)
                    })
                };
                for order in waiting.unwrap_or_default() {
                    self.post(order);
                }
                self.tell(BridgeEvent::Ready);
            }
            Ok(ToPage::Progress { id, progress }) => self.tell(BridgeEvent::Progress { id, progress }),
            Ok(ToPage::Answer { id, response }) => {
                let settles = !matches!(*response, Response::Done | Response::Opened { .. });
                self.0.borrow_mut().journal.end(id, settles);
                self.tell(BridgeEvent::Response { id, response });
            }
            Ok(ToPage::Saved { id, blob }) => {
                self.0.borrow_mut().journal.end(id, false);
                self.tell(BridgeEvent::Saved { blob });
            }
            Ok(ToPage::Restored { id, file_id, restoring, blobs }) => {
                {
                    let mut line = self.0.borrow_mut();
                    line.journal.end(id, false);
                    line.journal.forget(file_id);
                }
                self.tell(BridgeEvent::Restored { file_id, restoring, blobs });
            }
            Ok(ToPage::Refused { id, reason }) => self.refuse(id, reason),
            Ok(ToPage::Died { reason }) => self.bury(reason),
            // An answer that cannot be read is that answer's fault, not the engine's end.
            Err(reason) => match message::id_of(value) {
                Ok(id) => self.refuse(id, format!("The engine's answer could not be read: {reason}")),
                Err(_) => self.bury(format!("The engine said something this page cannot read: {reason}")),
            },
        }
    }

    fn post(&self, order: ToEngine) {
        let id = match &order {
            ToEngine::Ask { id, .. }
            | ToEngine::Open { id, .. }
            | ToEngine::Texts { id, .. }
            | ToEngine::Save { id, .. } => *id,
        };
        let sent = {
            let mut line = self.0.borrow_mut();
            match line.engine.as_mut() {
                Some(engine) if !engine.ready => {
                    engine.waiting.push_back(order);
                    return;
                }
                Some(engine) => {
                    order.encode().and_then(|value| engine.worker.post_message(&value).map_err(|fault| words(&fault)))
                }
                None => Err("The engine is not running; reload the page".into()),
            }
        };
        if let Err(reason) = sent {
            self.refuse(id, reason);
        }
    }

    fn refuse(&self, id: RequestId, reason: String) {
        self.0.borrow_mut().journal.end(id, false);
        self.tell(BridgeEvent::Refused { id, reason });
    }

    fn bury(&self, reason: String) {
        let (during, give_up) = {
            let mut line = self.0.borrow_mut();
            if line.engine.as_ref().is_some_and(|engine| !engine.ready) {
                line.false_starts += 1;
            }
            let during = line.journal.reading();
            (during, line.false_starts >= FALSE_STARTS)
        };
        let died = BridgeEvent::Died { reason, during };
        if give_up {
            self.discard_engine();
            return self.tell(died);
        }
        self.restart(died);
    }

    fn restart(&self, why: BridgeEvent) {
        self.discard_engine();
        let (dropped, files) = {
            let mut line = self.0.borrow_mut();
            line.last_word = clock::now();
            line.told_silent = false;
            line.journal.start_over()
        };
        self.start();
        for (id, file_id) in &files {
            let file = self.0.borrow().journal.file(*file_id).cloned();
            if let Some(OpenFile { name, blob }) = file {
                self.post(ToEngine::Open { id: *id, file_id: *file_id, name, blob });
            }
        }
        // Told last: whoever hears may ask again at once, and must come after the files.
        self.tell(why);
        self.tell(BridgeEvent::Restarted { files, dropped });
    }

    /// Ends the worker. (Its closures may be running right now; wasm-bindgen frees them after the call.)
    fn discard_engine(&self) {
        let old = self.0.borrow_mut().engine.take();
        drop(old);
    }

    fn watch(&self) {
        let during = {
            let mut line = self.0.borrow_mut();
            if !line.journal.busy() || line.told_silent || clock::now() - line.last_word < SILENCE {
                return;
            }
            line.told_silent = true;
            line.journal.reading()
        };
        self.tell(BridgeEvent::Silent { during });
    }

    /// Never while the line is borrowed: whoever hears may send at once. A picture took long to read: it is told in a task of its
    /// own, and what comes after it waits for that.
    fn tell(&self, event: BridgeEvent) {
        let is_picture =
            matches!(&event, BridgeEvent::Response { response, .. } if matches!(**response, Response::Graph(_)));
        let mut line = self.0.borrow_mut();
        if let Some(held) = &mut line.held {
            held.push_back(event);
        } else if is_picture {
            line.held = Some(VecDeque::from([event]));
            let weak = Rc::downgrade(&self.0);
            Timeout::new(0, move || on_line(&weak, Self::tell_held)).forget();
        } else {
            let on_event = line.on_event.clone();
            drop(line);
            on_event.emit(event);
        }
    }

    fn tell_held(&self) {
        let on_event = self.0.borrow().on_event.clone();
        loop {
            let event = self.0.borrow_mut().held.as_mut().and_then(VecDeque::pop_front);
            match event {
                Some(event) => on_event.emit(event),
                None => break,
            }
        }
        self.0.borrow_mut().held = None;
    }
}

fn on_line(line: &Weak<RefCell<Line>>, act: impl FnOnce(&Bridge)) {
    if let Some(line) = line.upgrade() {
        act(&Bridge(line));
    }
}

fn words(fault: &JsValue) -> String {
    fault.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message())).unwrap_or_else(|| format!("{fault:?}"))
}
