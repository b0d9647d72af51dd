//! The page's end of the line to the engine, against engines that do as they are told
//! (`cargo xtask test browser`). The real engine is tested from outside, in `tests/e2e`.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::cell::RefCell;
use std::rc::Rc;

use lockscope::browser::files::PickedFile;
use lockscope::worker::{Bridge, BridgeEvent, RequestId};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use yew::Callback;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(inline_js = r#"
// In place of www/boot/page.js. A scripted engine refuses every file by its name, so that these tests need
// no real answer; it dies of "bad" and never answers "hang".
const obedient = `
  postMessage({ kind: "ready" });
  let busy = false;
  onmessage = ({ data }) => {
    if (busy) return;
    busy = ["hang", "bad", "trap"].includes(data.name);
    if (data.name === "hang") return;
    if (data.name === "bad") { postMessage({ kind: "died", reason: "told to" }); return; }
    if (data.name === "trap") throw new Error("trapped");
    postMessage({ kind: "refused", id: data.id, reason: data.name });
  };`;
export function useEngine(script) {
  const text = { obedient, stillborn: "throw new Error('stillborn')" }[script];
  globalThis.started = 0;
  globalThis.lockscope = script === "none" ? undefined : {
    startEngine() {
      globalThis.started += 1;
      return new Worker(URL.createObjectURL(new Blob([text])));
    },
  };
}
export function enginesStarted() { return globalThis.started; }
export function wait(time) { return new Promise((done) => setTimeout(done, time)); }
"#)]
extern "C" {
    #[wasm_bindgen(js_name = useEngine)]
    fn use_engine(script: &str);
    #[wasm_bindgen(js_name = enginesStarted)]
    fn engines_started() -> u32;
    fn wait(time: u32) -> js_sys::Promise;
}

/// A bridge and everything it has said.
struct Heard {
    bridge: Bridge,
    events: Rc<RefCell<Vec<BridgeEvent>>>,
}

impl Heard {
    fn from(script: &str) -> Self {
        use_engine(script);
        let events = Rc::new(RefCell::new(Vec::new()));
        let log = Rc::clone(&events);
        Self { bridge: Bridge::new(Callback::from(move |event| log.borrow_mut().push(event))), events }
    }

    fn open(&self, file_id: u32, name: &str) -> RequestId {
        self.bridge.open(file_id, name, &PickedFile::from_text(name, name).unwrap().blob)
    }

    /// Waits until the bridge has said this many things, takes them, and sees that it says no more.
    async fn take(&self, count: usize) -> Vec<BridgeEvent> {
        for _ in 0..200 {
            if self.events.borrow().len() >= count {
                break;
            }
            JsFuture::from(wait(20)).await.unwrap();
        }
        JsFuture::from(wait(60)).await.unwrap();
        let events = self.events.take();
        assert_eq!(events.len(), count, "{events:?}");
        events
    }
}

fn refused(id: RequestId, name: &str) -> BridgeEvent {
    BridgeEvent::Refused { id, reason: name.into() }
}

#[wasm_bindgen_test]
async fn what_is_sent_before_the_engine_is_ready_waits_for_it() {
    let heard = Heard::from("obedient");
    let (a, b) = (heard.open(1, "a"), heard.open(2, "b"));
    assert_eq!(heard.take(3).await, [BridgeEvent::Ready, refused(a, "a"), refused(b, "b")]);
}

#[wasm_bindgen_test]
async fn cancelling_forgets_the_file_being_read_and_reads_the_others_again() {
    let heard = Heard::from("obedient");
    heard.open(1, "good");
    let hanging = heard.open(2, "hang");
    let behind = heard.open(3, "behind");
    heard.take(2).await;
    heard.bridge.cancel();
    let events = heard.take(5).await;
    assert_eq!(events[0], BridgeEvent::Cancelled { during: Some("hang".into()) });
    let BridgeEvent::Restarted { files, dropped } = &events[1] else { panic!("{events:?}") };
    assert_eq!(dropped, &[hanging]);
    assert_eq!(files.iter().map(|(_, file_id)| *file_id).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(files[1].0, behind, "a file that still waits keeps its number");
    assert!(events.contains(&refused(files[0].0, "good")) && events.contains(&refused(behind, "behind")));
    assert_eq!(engines_started(), 2);
}

#[wasm_bindgen_test]
async fn a_death_names_the_file_and_is_survived() {
    for (name, words) in [("bad", "told to"), ("trap", "trapped")] {
        let heard = Heard::from("obedient");
        heard.open(1, "good");
        heard.open(2, name);
        // Ready, refused, died, restarted, ready, refused again.
        let events = heard.take(6).await;
        let death = events.iter().find_map(|event| match event {
            BridgeEvent::Died { reason, during } => Some((reason.clone(), during.clone())),
            _ => None,
        });
        let (reason, during) = death.unwrap();
        assert!(reason.contains(words), "{reason}");
        assert_eq!(during.as_deref(), Some(name));
        let again = heard.open(3, "after");
        assert_eq!(heard.take(1).await, [refused(again, "after")]);
    }
}

#[wasm_bindgen_test]
async fn an_engine_that_never_starts_is_not_tried_for_ever() {
    let heard = Heard::from("stillborn");
    let events = heard.take(3).await;
    assert!(matches!(events[2], BridgeEvent::Died { during: None, .. }), "{events:?}");
    assert_eq!(engines_started(), 2);
    let late = heard.open(1, "late");
    assert!(matches!(heard.take(1).await[0], BridgeEvent::Refused { id, .. } if id == late));
}

#[wasm_bindgen_test]
async fn a_page_without_the_boot_script_hears_that_no_engine_can_start() {
    let heard = Heard::from("none");
    assert!(matches!(heard.take(1).await[0], BridgeEvent::Died { during: None, .. }));
}
