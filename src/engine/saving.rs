//! The whole workspace as one file, and what to ask for to have it again.

use super::request::{Request, Response};
use super::workspace::Workspace;
use crate::export::record::Record;
use crate::export::saved::{self, Saved, SavedFile};
use crate::licenses::decisions::Date;
use crate::model::{Notice, ReadError};

impl Workspace {
    /// All that is loaded as one file. `bytes_of` gives the bytes of a file by its id, as they were opened; a file
    /// inside an archive is saved with its archive. `view` is the page's own, as JSON.
    pub fn save(&mut self, today: Date, view: &str, bytes_of: &dyn Fn(u32) -> Option<Vec<u8>>) -> Response {
        self.facts(&mut |_| {});
        let facts = &self.facts;
        let alone = facts.files.iter().filter(|file| file.inside.is_none());
        let mut known: Vec<(u32, &str, bool)> =
            alone.map(|file| (file.id, file.name.as_str(), file.included)).collect();
        known.extend(facts.archives.iter().map(|archive| (archive.id, archive.name.as_str(), true)));
        let policies = facts.policies.iter();
        known.extend(policies.filter_map(|policy| Some((policy.id?, policy.name.as_str(), policy.included))));
        known.extend(facts.matrices.iter().map(|matrix| (matrix.id, matrix.name.as_str(), matrix.included)));
        known.extend(facts.profiles.iter().map(|profile| (profile.id, profile.name.as_str(), profile.included)));
        known.sort_unstable();
        let mut files = Vec::with_capacity(known.len());
        for (id, name, included) in known {
            let Some(bytes) = bytes_of(id) else {
                return Response::Refused(format!("{name} is not at hand any more: open it again or close it"));
            };
            files.push(SavedFile { name: name.to_owned(), included, bytes });
        }
        let written = facts.policies.iter().rev().find(|policy| policy.id.is_none());
        let saved = Saved {
            tool: env!("CARGO_PKG_VERSION").to_owned(),
            // Decisions of records come with the record that is written here.
            record: self.ledger.record(facts, today),
            settlements: self.ledger.told.clone(),
            policy: written.map(|policy| (policy.name.clone(), policy.text.clone())),
            view: serde_json::from_str(view).unwrap_or_default(),
            files,
        };
        let Some(text) = saved::write(&saved) else {
            return Response::Refused("The workspace cannot be written".to_owned());
        };
        if text.len() > saved::LARGEST {
            let size = crate::view::words::length(text.len());
            return Response::Refused(format!("The workspace would have {size} bytes, more than can be read again"));
        }
        let (name, media_type) = ("workspace.lockscope.json".to_owned(), "application/json".to_owned());
        Response::File { name, media_type, text }
    }
}

/// A workspace file as read: files to open, then requests to make, then what the page showed.
pub struct Restoring {
    pub files: Vec<SavedFile>,
    /// In this order, after the files are open. Unticking is by name: the page hands out ids.
    pub requests: Vec<Request>,
    /// Names of files to untick.
    pub unticked: Vec<String>,
    /// As JSON.
    pub view: String,
    pub notices: Vec<Notice>,
}

/// Reads a workspace file; nothing is changed by it. `name` is the file's, for messages.
///
/// # Errors
/// Where it cannot be read: place and reason.
pub fn restoring(name: &str, text: &str) -> Result<Restoring, ReadError> {
    let (saved, notices) = saved::read(name, text)?;
    let Record { context, relations, decisions, .. } = saved.record;
    let mut settlements = saved.settlements;
    for rule in relations {
        if !settlements.relations.contains(&rule) {
            settlements.relations.push(rule);
        }
    }
    let mut requests: Vec<Request> = context.map(|context| Request::Judge { context }).into_iter().collect();
    requests.push(Request::Settle { settlements });
    requests.extend(saved.policy.map(|(name, text)| Request::Policy { name, text }));
    requests.extend(decisions.into_iter().map(|decision| Request::Decide(Box::new(decision))));
    let unticked = saved.files.iter().filter(|file| !file.included).map(|file| file.name.clone()).collect();
    let view = saved.view.to_string();
    Ok(Restoring { files: saved.files, requests, unticked, view, notices })
}
