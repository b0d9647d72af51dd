//! What the bridge tells the page.

use web_sys::Blob;

use super::journal::RequestId;
use crate::engine::{Progress, Response, Restoring};

/// What the page hears.
#[derive(Clone, Debug, PartialEq)]
pub enum BridgeEvent {
    /// A new engine is up. Sent once after each start.
    Ready,
    Response {
        id: RequestId,
        response: Box<Response>,
    },
    Progress {
        id: RequestId,
        progress: Progress,
    },
    /// The workspace as one file, to be saved.
    Saved {
        blob: Blob,
    },
    /// An opened file is a saved workspace, and none of this one: what to ask for to have it again, and its files in their
    /// order.
    Restored {
        file_id: u32,
        restoring: Box<Restoring>,
        blobs: Vec<Blob>,
    },
    /// The engine could not carry out this one message and goes on.
    Refused {
        id: RequestId,
        reason: String,
    },
    /// No word for a minute. The page may offer to cancel.
    Silent {
        during: Option<String>,
    },
    /// The engine is gone. `during` is the file it was reading; that file is not tried again.
    Died {
        reason: String,
        during: Option<String>,
    },
    /// The user cancelled; `during` likewise.
    Cancelled {
        during: Option<String>,
    },
    /// After either: a new engine reads `files` again; `dropped` will never be answered.
    Restarted {
        files: Vec<(RequestId, u32)>,
        dropped: Vec<RequestId>,
    },
}
