//! The one door to the core: a workspace that answers requests. (A first, empty version.)

use serde::{Deserialize, Serialize};

/// What the page asks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Which files are open.
    Files,
}

/// What the engine answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Response {
    Files(Vec<(u32, String, u64)>),
}

/// How far a long answer is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    pub stage: String,
    /// From 0 to 1.
    pub share: f32,
}

/// The open files and what is known about them.
#[derive(Debug, Default)]
pub struct Workspace {
    files: Vec<(u32, String, u64)>,
}

impl Workspace {
    /// An empty workspace.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads a file's bytes under the page's number for it.
    pub fn open(&mut self, id: u32, name: &str, bytes: Vec<u8>, progress: &mut dyn FnMut(Progress)) -> Response {
        progress(Progress { stage: "Reading".into(), share: 0.0 });
        self.files.push((id, name.into(), bytes.len() as u64));
        Response::Files(self.files.clone())
    }

    /// Answers one request.
    pub fn handle(&mut self, request: Request, _progress: &mut dyn FnMut(Progress)) -> Response {
        match request {
            Request::Files => Response::Files(self.files.clone()),
        }
    }
}
