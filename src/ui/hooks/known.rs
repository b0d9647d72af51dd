//! What the page remembers for an engine that has to be started anew.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::workspace_file::Arrived;
use crate::engine::{ReadError, Request};
use crate::session::Opening;
use crate::worker::Bridge;

/// What a new engine must be told that the dead one knew.
#[derive(Default, Serialize, Deserialize)]
pub struct Known {
    /// Every file handed over: to name the one that stopped an engine.
    pub files: Vec<Opening>,
    /// Files that stopped an engine or were being read when the user cancelled.
    pub refused: BTreeMap<u32, Refusal>,
    pub unticked: BTreeSet<u32>,
    /// Files inside archives that were closed while the archive stayed.
    pub closed: BTreeSet<u32>,
    /// Databases that were read again for the files that are there now.
    pub reread: BTreeSet<u32>,
    /// What was decided and settled, in order.
    pub orders: Vec<Request>,
    /// A saved workspace of which nobody has said yet what is to become of it.
    #[serde(skip)]
    pub waiting: Option<Arrived>,
}

impl Known {
    pub fn forget(&mut self, file: u32) {
        self.files.retain(|known| known.id != file);
        self.refused.remove(&file);
        self.unticked.remove(&file);
    }

    /// Takes note of the file that was being read when an engine ended.
    pub fn refuse(&mut self, refusal: Refusal) {
        if let Some(file) = self.files.iter().rev().find(|file| file.name == refusal.name) {
            self.refused.insert(file.id, refusal);
        }
    }

    /// Tells an engine that reads the files again all the rest.
    pub fn tell(&self, bridge: &Bridge) {
        for (file, refusal) in &self.refused {
            bridge.forget(*file);
            bridge.send(Request::Refuse { file: *file, name: refusal.name.clone(), reason: refusal.reason() });
        }
        for file in &self.closed {
            bridge.send(Request::Remove { file: *file });
        }
        for order in &self.orders {
            bridge.send(order.clone());
        }
        for file in &self.unticked {
            bridge.send(Request::Include { file: *file, included: false });
        }
    }
}

/// The file that was being read when the engine ended.
#[derive(Serialize, Deserialize)]
pub struct Refusal {
    pub name: String,
    pub was_cancelled: bool,
}

impl Refusal {
    pub fn reason(&self) -> ReadError {
        if self.was_cancelled {
            ReadError::new("cancelled", "Reading was stopped", None, "Drop it again to read it")
        } else {
            let advice = "The other files are not touched; please report it with the format and its version";
            ReadError::new("engine-stopped", "Reading it stopped the engine", None, advice)
        }
    }
}
