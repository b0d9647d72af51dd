//! What each action does.

use std::rc::Rc;

use super::answered::{answered, forget_answers};
use super::dialogs::open_dialog;
use super::{Action, Dialog, Kept, Lit, Session};
use crate::licenses::RelationRule;
use crate::session::Screen;
use crate::view::complexity::ComplexityRequest;
use crate::view::graph::GraphRequest;
use crate::view::scene::Palette;

/// Views that can be undone.
const MOST_UNDO: usize = 100;

/// The session after the action. Pure.
pub fn apply(session: &Session, action: Action) -> Session {
    let mut next = session.clone();
    match action {
        Action::Show(screen) => next.screen = screen,
        Action::Open(dialog) => {
            open_dialog(&mut next, dialog);
            next.report = None;
            next.between = None;
            next.evaluation = None;
            next.draft = None;
        }
        Action::SetTheme(theme) => next.theme = theme,
        Action::SetDrawing(drawing) => next.drawing = drawing,
        Action::FoldRail(folded) => next.rail_folded = Some(folded),
        Action::CloseBanner(key) => {
            next.closed_banners.insert(key);
        }
        Action::Opening(files) => {
            if !session.has_files() {
                forget_answers(&mut next);
            }
            next.opening.extend(files);
            (next.dialog, next.dialog_below) = (None, None);
        }
        Action::Opened { file, .. } => {
            next.opening.retain(|opening| opening.id != file);
            next.has_new_files = true;
            all_opened(&mut next);
        }
        Action::NoFile(file) => {
            next.opening.retain(|opening| opening.id != file);
            all_opened(&mut next);
        }
        Action::BeginAgain(beginning) => next = beginning.begin(session),
        Action::Wait(waiting) => {
            next.waiting = Some(waiting);
            open_dialog(&mut next, Some(Dialog::Restore));
        }
        Action::FilesChanged => files_changed(&mut next),
        Action::SetContext(context) => {
            if next.context != context {
                next.context = context;
                next.generation += 1;
                next.open_finding = None;
                next.lit = Lit::Selection;
            }
        }
        Action::Join(of, relation) => {
            next.settlements.relations.retain(|rule| rule.of != of);
            next.settlements.relations.extend(relation.map(|relation| RelationRule { of, relation }));
            next.generation += 1;
        }
        Action::Decided => next.generation += 1,
        Action::EditPolicy(text) => {
            next.policy_checked = Rc::default();
            next.policy_text = text;
        }
        Action::SetPerson(person) => next.person = person,
        Action::Redact(redacting) => next.redacting = redacting,
        Action::ReadText(term) => {
            next.license_text = None;
            next.text_term = term;
            open_dialog(&mut next, Some(Dialog::LicenseText));
        }
        Action::Select(node) => {
            next.selected = node;
            next.lit = Lit::Selection;
            next.located = None;
            if node.is_none() {
                next.inspector = None;
            }
        }
        Action::Locate(node) => locate(&mut next, node),
        Action::Light(routes) => {
            next.screen = Screen::Graph;
            next.as_tree = false;
            change_view(&mut next, |view| {
                view.focus = None;
                view.also.extend(routes.iter().flatten().copied());
            });
            next.located = routes.first().and_then(|route| route.last()).copied();
            next.lit = Lit::Routes(routes);
        }
        Action::Expand(node) => change_view(&mut next, |view| {
            view.collapsed.remove(&node);
            view.expanded.insert(node);
        }),
        Action::Collapse(node) => change_view(&mut next, |view| {
            view.expanded.remove(&node);
            view.collapsed.insert(node);
        }),
        Action::Focus(node) => change_view(&mut next, |view| view.focus = node),
        Action::Reach(reach) => change_view(&mut next, |view| view.reach = reach),
        Action::SetLayout(layout) => change_view(&mut next, |view| view.layout = layout),
        Action::Group(grouping) => change_view(&mut next, |view| {
            view.grouping = grouping;
            view.open_sets.clear();
        }),
        Action::OpenSet(name) => change_view(&mut next, |view| {
            view.open_sets.insert(name);
        }),
        // A query is written letter by letter: no step of it is one to undo.
        Action::FilterGraph(query) => next.view.query = query,
        Action::HideDimmed(hide) => change_view(&mut next, |view| view.dimmed_are_hidden = hide),
        Action::Hide(nodes) => {
            next.chosen.clear();
            change_view(&mut next, |view| {
                nodes.iter().for_each(|node| {
                    view.also.remove(node);
                });
                view.hidden.extend(nodes);
            });
        }
        Action::Compare(before, after) => change_view(&mut next, |view| {
            view.compare = Some((before, after));
            view.palette = Palette::Difference;
        }),
        Action::Toggle(node) => {
            if !next.chosen.remove(&node) {
                next.chosen.insert(node);
            }
        }
        Action::Choose(nodes) if nodes.is_empty() => next.chosen.clear(),
        Action::Choose(nodes) => next.chosen.extend(nodes),
        Action::EdgesShown(drawn, all) => next.edges_shown = (drawn, all),
        Action::ExpandAll(nodes) => change_view(&mut next, |view| {
            nodes.iter().for_each(|node| {
                view.collapsed.remove(node);
            });
            view.expanded.extend(nodes);
        }),
        Action::CollapseAll(nodes) => change_view(&mut next, |view| {
            nodes.iter().for_each(|node| {
                view.expanded.remove(node);
            });
            view.collapsed.extend(nodes);
        }),
        Action::SetPalette(palette) => change_view(&mut next, |view| {
            view.palette = palette;
            view.dimmed_are_hidden = false;
            view.dimmed.clear();
        }),
        Action::Dim(hue) => change_view(&mut next, |view| {
            if !view.dimmed.remove(&hue) {
                view.dimmed.insert(hue);
            }
        }),
        Action::Undo => {
            if let Some(view) = next.undo.pop() {
                next.redo.push(std::mem::replace(&mut next.view, view));
            }
        }
        Action::Redo => {
            if let Some(view) = next.redo.pop() {
                next.undo.push(std::mem::replace(&mut next.view, view));
            }
        }
        Action::ResetView => {
            next.lit = Lit::Selection;
            change_view(&mut next, |view| *view = view.from_the_start());
        }
        Action::AsTree(as_tree) => next.as_tree = as_tree,
        Action::ToggleBranch(route) => {
            if !next.tree_request.open.remove(&route) {
                next.tree_request.open.insert(route);
            }
        }
        Action::SetQuery(query) => {
            next.inventory_request.query = query;
            next.inventory_request.offset = 0;
        }
        Action::SortBy(column) => {
            let request = &mut next.inventory_request;
            request.descending = request.sort == column && !request.descending;
            request.sort = column;
            request.offset = 0;
        }
        Action::Scroll(offset) => next.inventory_request.offset = offset,
        Action::OpenFinding(position) => next.open_finding = position,
        Action::ShowPart(part) => {
            next.screen = Screen::Licenses;
            next.licenses_part = part;
        }
        Action::GroupBy(group_by) => next.group_by = group_by,
        Action::FilterFindings(query) => next.licenses_request.query = query,
        Action::ToggleVerdict(verdict) => {
            if !next.licenses_request.hidden.remove(&verdict) {
                next.licenses_request.hidden.insert(verdict);
            }
        }
        Action::Complexity(request) => {
            next.screen = Screen::Complexity;
            next.complexity_request = request;
        }
        Action::CompareFiles(request) => {
            next.screen = Screen::Compare;
            next.dialog = None;
            next.compare_request = request;
        }
        Action::ShowQuality(part) => {
            next.screen = Screen::Quality;
            next.quality_part = part;
        }
        Action::Quality(request) => next.quality_request = request,
        Action::Vulnerabilities(request) => next.vulnerabilities_request = request,
        Action::Hygiene(request) => next.hygiene_request = request,
        Action::Estate(request) => next.estate_request = request,
        Action::SetOwner(key, owner) => change_kept(&mut next, |kept| kept.label(&key, &owner)),
        Action::KeepQuery(name, query) => change_kept(&mut next, |kept| kept.keep(&name, &query)),
        Action::ForgetQuery(name) => change_kept(&mut next, |kept| kept.queries.retain(|known| known.name != name)),
        Action::SetJoined(joined) => next.joined = joined,
        Action::ToggleKind(kind) => match next.hidden_kinds.iter().position(|hidden| *hidden == kind) {
            Some(position) => {
                next.hidden_kinds.remove(position);
            }
            None => next.hidden_kinds.push(kind),
        },
        Action::SetSearch(text) => {
            next.search = text;
            next.search_pending = None;
        }
        Action::LocateFirst(text) => {
            next.search = text.clone();
            next.search_pending = Some(text);
            locate_pending(&mut next);
        }
        Action::Working(working) => next.working = working,
        Action::Say(words) => next.shown = (session.shown.0 + 1, words),
        Action::Announce(words) => next.said = words,
        Action::Recovered(reason) => next.recovered = reason,
        Action::Answered(answer) => answered(&mut next, *answer),
    }
    next
}

/// Another owner changes answers; another named query does not.
fn change_kept(session: &mut Session, change: impl FnOnce(&mut Kept)) {
    let mut kept = Kept::of(session);
    change(&mut kept);
    if kept.owners != session.owners {
        session.generation += 1;
    }
    (session.saved_queries, session.owners) = (kept.queries, kept.owners);
}

/// Files that arrive together are taken in together, when the last of them is here.
fn all_opened(session: &mut Session) {
    if !session.opening.is_empty() || !std::mem::take(&mut session.has_new_files) {
        return;
    }
    files_changed(session);
    if let Some(view) = session.beginning.take() {
        view.restore(session);
    }
}

/// New files mean new nodes: what named a node is forgotten.
fn files_changed(session: &mut Session) {
    session.generation += 1;
    session.selected = None;
    session.inspector = None;
    session.hits = None;
    session.lit = Lit::Selection;
    session.located = None;
    session.chosen.clear();
    session.completions = None;
    session.view = session.view.from_the_start();
    session.undo.clear();
    session.redo.clear();
    session.tree_request.open.clear();
    session.inventory_request.offset = 0;
    session.estate_request.offset = 0;
    session.estate_request.open = None;
    session.estate_request.project = None;
    session.vulnerabilities_request.offset = 0;
    session.open_finding = None;
    session.complexity_request = ComplexityRequest::default();
    session.compare_request.whole.clear();
    session.compare_request.all = false;
    session.report = None;
    session.between = None;
    session.evaluation = None;
}

fn locate(session: &mut Session, node: u32) {
    session.selected = Some(node);
    session.located = Some(node);
    session.lit = Lit::Selection;
    session.screen = Screen::Graph;
    (session.dialog, session.dialog_below) = (None, None);
    session.search.clear();
    session.search_pending = None;
    change_view(session, |view| {
        view.also.insert(node);
    });
}

/// Goes to the first hit of the text that Enter was pressed for, if its hits are here.
pub(super) fn locate_pending(session: &mut Session) {
    let hits = session.hits.clone().filter(|hits| session.search_pending.as_ref() == Some(&hits.0));
    if let Some(first) = hits.as_ref().and_then(|hits| hits.1.first()) {
        locate(session, first.link.node);
    }
}

fn change_view(session: &mut Session, change: impl FnOnce(&mut GraphRequest)) {
    let before = session.view.clone();
    change(&mut session.view);
    if session.view != before {
        session.undo.push(before);
        if session.undo.len() > MOST_UNDO {
            session.undo.remove(0);
        }
        session.redo.clear();
    }
}

#[cfg(test)]
mod tests;
