use super::*;
use crate::session::{Answer, Opening};

fn after(actions: Vec<Action>) -> Session {
    actions.into_iter().fold(Session::default(), |session, action| apply(&session, action))
}

#[test]
fn an_expanded_view_can_be_undone_and_done_again() {
    let session = after(vec![Action::Expand(3), Action::Focus(Some(3)), Action::Undo]);
    assert_eq!(session.view.focus, None);
    assert!(session.view.expanded.contains(&3));
    assert_eq!(apply(&session, Action::Redo).view.focus, Some(3));
}

#[test]
fn an_action_that_changes_nothing_leaves_no_step_to_undo() {
    assert!(after(vec![Action::Focus(None)]).undo.is_empty());
}

#[test]
fn files_that_arrive_together_make_one_generation() {
    let opening = |id| Opening { id, name: id.to_string() };
    let session = after(vec![
        Action::Opening(vec![opening(1), opening(2)]),
        Action::Opened { file: 1, readable: true },
        Action::Opened { file: 2, readable: false },
    ]);
    assert_eq!((session.generation, session.opening.len()), (1, 0));
}

#[test]
fn a_file_that_is_none_changes_nothing_unless_others_came_with_it() {
    let opening = |id| Opening { id, name: id.to_string() };
    let alone = after(vec![Action::Select(Some(7)), Action::Opening(vec![opening(1)]), Action::NoFile(1)]);
    assert_eq!((alone.generation, alone.selected, alone.opening.len()), (0, Some(7), 0));
    let together = after(vec![
        Action::Opening(vec![opening(1), opening(2)]),
        Action::Opened { file: 2, readable: true },
        Action::NoFile(1),
    ]);
    assert_eq!((together.generation, together.has_new_files), (1, false));
}

#[test]
fn new_files_forget_the_selection() {
    let session = after(vec![Action::Select(Some(7)), Action::FilesChanged]);
    assert_eq!(session.selected, None);
}

#[test]
fn enter_before_the_hits_goes_to_the_first_hit_when_it_comes() {
    use crate::view::search::Hit;
    use crate::view::words::Link;
    let hit = |node| Hit { link: Link { node, ..Link::default() }, license: String::new() };
    let hits = |text: &str| Action::Answered(Box::new(Answer::Hits(text.to_owned(), vec![hit(4), hit(5)])));
    let asked = after(vec![Action::SetSearch("oa".into()), Action::LocateFirst("oak".into()), hits("oa")]);
    assert_eq!(asked.selected, None, "hits of what stood there before do not count");
    let found = apply(&asked, hits("oak"));
    assert_eq!((found.selected, found.screen), (Some(4), Screen::Graph));
}

#[test]
fn sorting_twice_by_a_column_turns_the_order() {
    use crate::view::inventory::Column;
    let session = after(vec![Action::SortBy(Column::Name), Action::SortBy(Column::Name)]);
    assert!(session.inventory_request.descending);
    assert!(!apply(&session, Action::SortBy(Column::Depth)).inventory_request.descending);
}

#[test]
fn a_components_page_comes_back_when_what_it_led_to_is_closed() {
    let page = Dialog::Evaluation(4);
    let read = after(vec![Action::Open(Some(page)), Action::ReadText("MIT".to_owned())]);
    assert_eq!(read.dialog, Some(Dialog::LicenseText));
    let back = apply(&read, Action::Open(None));
    assert_eq!((back.dialog, apply(&back, Action::Open(None)).dialog), (Some(page), None));
    let other = apply(&read, Action::Open(Some(Dialog::Help)));
    assert_eq!(apply(&other, Action::Open(None)).dialog, None, "help is no part of it");
}
