//! Our own rules, as the page gives them.

use super::workspace::{Stale, Workspace};
use crate::policy;
use crate::view::facts::{LoadedPolicy, RefusedPolicy};

impl Workspace {
    /// Takes rules in place of those that were given as text before. Rules with errors change nothing.
    pub(super) fn set_policy(&mut self, name: String, text: String) {
        match policy::read(&name, &text) {
            Ok(read) => {
                self.facts.refused_policy = None;
                self.facts.policies.retain(|known| known.id.is_some());
                let (size, sha256) = (text.len(), String::new());
                self.facts.policies.push(LoadedPolicy { id: None, name, size, sha256, included: true, text, read });
                self.stale = self.stale.max(Stale::Judgement);
            }
            Err(refused) => self.facts.refused_policy = Some(RefusedPolicy { name, notices: refused.notices }),
        }
    }
}
