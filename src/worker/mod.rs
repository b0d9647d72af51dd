//! The boundary between page and engine: two instances of one module, in two threads.
//!
//! * `boot` runs in the worker and owns the workspace;
//! * `bridge` runs in the page: it starts the engine, sends, hears, cancels, and starts it anew;
//! * `event` is what the bridge tells;
//! * `message` is the envelope both agree on; `codec` is the only place that turns our types into
//!   bytes and back;
//! * `self_test` makes either stop, on demand;
//! * `journal` is the bridge's memory: what is under way, which files to read again. It knows no web types
//!   beyond the file it keeps.
//!
//! A file crosses as itself (a `Blob` is cloned without copying its bytes) and is read in the worker.

pub mod boot;
pub mod bridge;
mod codec;
mod event;
mod journal;
mod message;
pub mod self_test;

pub use bridge::{Bridge, BridgeEvent, RequestId};
