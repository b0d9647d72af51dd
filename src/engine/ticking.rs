//! Files that are loaded and do not count.

use super::workspace::{Stale, Workspace};
use crate::view::facts::LoadedFile;

impl Workspace {
    /// Counts a file, or keeps it without counting it; with an archive, all that lies in it.
    pub(super) fn include(&mut self, file: u32, included: bool) {
        let is_meant = |known: &&mut LoadedFile| known.id == file || known.inside == Some(file);
        for known in self.facts.files.iter_mut().filter(is_meant) {
            known.included = included;
            self.stale = Stale::Graph;
        }
        for policy in self.facts.policies.iter_mut().filter(|policy| policy.id == Some(file)) {
            policy.included = included;
            self.stale = self.stale.max(Stale::Judgement);
        }
        for matrix in self.facts.matrices.iter_mut().filter(|matrix| matrix.id == file) {
            matrix.included = included;
            self.stale = self.stale.max(Stale::Judgement);
        }
        for profile in self.facts.profiles.iter_mut().filter(|profile| profile.id == file) {
            profile.included = included;
        }
        for record in self.facts.records.iter_mut() {
            if record.id == file || record.inside == Some(file) {
                record.included = included;
                self.stale = self.stale.max(Stale::Decisions);
            }
        }
    }
}
