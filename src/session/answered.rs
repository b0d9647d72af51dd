//! What each answer of the engine changes.

use std::rc::Rc;

use super::apply::locate_pending;
use super::{Answer, Session};
use crate::view::words::length;

/// Takes an answer in.
pub fn answered(session: &mut Session, answer: Answer) {
    session.working = None;
    match answer {
        Answer::Workspace(view) => {
            session.said = view.status.clone();
            // A root alone at the top of the tree is opened at once.
            if let (true, [root]) = (session.tree_request.open.is_empty(), view.roots.as_slice()) {
                session.tree_request.open.insert(vec![root.link.node]);
            }
            session.workspace = Some(Rc::new(view));
        }
        Answer::Overview(view) => session.overview = Some(Rc::new(view)),
        Answer::Graph(view) => session.graph = Some(Rc::new(*view)),
        Answer::Tree(view) => session.tree = Some(Rc::new(view)),
        Answer::Inventory(page) => session.inventory = Some(Rc::new(page)),
        Answer::Licenses(view) => session.licenses = Some(Rc::new(view)),
        Answer::Complexity(view) => session.complexity = Some(Rc::from(view)),
        Answer::Compare(view) => session.compare = Some(Rc::from(view)),
        Answer::Quality(view) => session.quality = Some(Rc::from(view)),
        Answer::QualityFigures(view) => session.quality_figures = Some(Rc::new(view)),
        Answer::Hygiene(view) => session.hygiene = Some(Rc::from(view)),
        Answer::Vulnerabilities(view) => session.vulnerabilities = Some(Rc::from(view)),
        Answer::Estate(view) => session.estate = Some(Rc::from(view)),
        Answer::Evaluation(view) => session.evaluation = view.map(Rc::from),
        Answer::LicenseMatrix(view) => session.license_matrix = Some(Rc::new(view)),
        Answer::Duties(view) => session.duties = Some(Rc::new(view)),
        Answer::Decisions(view) => session.decisions = Some(Rc::from(view)),
        Answer::Policy(view) => {
            // What was written and taken holds now: there is nothing left to take.
            if view.refused.is_none()
                && session.policy_text.as_ref().is_some_and(|text| view.is_loaded && text.trim() == view.written.trim())
            {
                session.policy_text = None;
            }
            session.policy = Some(Rc::from(view));
        }
        Answer::PolicyChecked(notices) => session.policy_checked = Rc::new(notices),
        Answer::Draft(draft) => session.draft = draft.map(Rc::from),
        Answer::LicenseText(view) => session.license_text = Some(Rc::new(view)),
        Answer::Inspector(view) => {
            // An answer that comes after the selection moved on is dropped.
            if let Some(view) = view.filter(|view| session.selected == Some(view.link.node)) {
                session.said = format!(
                    "{}, {}, {}, {}",
                    view.link.label(),
                    format_args!("{} dependencies", length(view.needs_total)),
                    view.license_words,
                    view.link.verdict.title()
                );
                session.inspector = Some(Rc::new(*view));
            }
        }
        Answer::Report(view) => session.report = view.map(|view| Rc::new(*view)),
        Answer::Between(view) => session.between = view.map(|view| Rc::new(*view)),
        Answer::Redaction(view) => session.redaction = Some(Rc::from(view)),
        Answer::Hits(text, hits) => {
            session.hits = Some(Rc::new((text, hits)));
            locate_pending(session);
        }
        Answer::Completions(text, completions) => session.completions = Some(Rc::new((text, completions))),
    }
}

/// What an earlier set of files was answered shows nothing of the next.
pub fn forget_answers(session: &mut Session) {
    session.workspace = None;
    session.overview = None;
    session.graph = None;
    session.tree = None;
    session.inventory = None;
    session.licenses = None;
    session.complexity = None;
    session.compare = None;
    session.quality = None;
    session.quality_figures = None;
    session.hygiene = None;
    session.vulnerabilities = None;
    session.estate = None;
    session.license_matrix = None;
    session.duties = None;
    session.decisions = None;
    session.policy = None;
}
