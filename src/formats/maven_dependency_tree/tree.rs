//! The graph under construction, whatever the output type.

use super::FORMAT;
use super::label::Label;
use crate::formats::support::arrows::Arrows;
use crate::formats::support::maven::Artifacts;
use crate::formats::support::notices::Notices;
use crate::formats::support::roots;
use crate::model::{ComponentIndex, Document, Place, Scope};

/// Artifacts and arrows as far as they have been read.
pub struct Tree<'a> {
    pub notices: Notices,
    artifacts: Artifacts<'a>,
    arrows: Arrows,
    projects: Vec<ComponentIndex>,
}

impl<'a> Tree<'a> {
    /// Begins with what earlier steps had to say.
    pub fn new(notices: Notices) -> Self {
        Self { notices, artifacts: Artifacts::default(), arrows: Arrows::default(), projects: Vec::new() }
    }

    /// A project at the top of a tree.
    pub fn project(&mut self, label: &Label<'a>, place: Option<Place>) -> ComponentIndex {
        let project = self.artifacts.add(label.coordinates, place);
        self.artifacts.own(project);
        self.projects.push(project);
        project
    }

    /// Something that a branch names, with the scope that the branch states.
    pub fn artifact(&mut self, label: &Label<'a>, place: Option<Place>) -> ComponentIndex {
        let known = self.artifacts.components.len();
        let artifact = self.artifacts.add(label.chosen(), place);
        if let Some(component) = self.artifacts.components.get_mut(artifact as usize) {
            let is_new = artifact as usize >= known;
            component.scope = if is_new { label.needed() } else { component.scope.max(label.needed()) };
        }
        artifact
    }

    /// Says that one needs the other.
    pub fn arrow(&mut self, from: ComponentIndex, to: ComponentIndex, scope: Scope) {
        self.arrows.add(from, to, scope);
    }

    /// A line that is no label.
    pub fn skip(&mut self, text: &str, place: Option<Place>) {
        let message = format!("Not `group:artifact:type:version`: `{}`", text.trim());
        self.notices.warning("skipped-entry", place, message);
    }

    /// The document. Modules that other modules need are no roots.
    pub fn finish(self) -> Document {
        let mut document = Document {
            format: FORMAT.id,
            components: self.artifacts.components.into(),
            dependencies: self.arrows.finish(),
            notices: self.notices.finish(),
            ..Document::default()
        };
        let projects: std::collections::HashSet<ComponentIndex> = self.projects.into_iter().collect();
        document.roots = roots::tops(&document, |index| projects.contains(&index));
        document
    }
}
