//! What stays in a picture keeps its place when the picture changes.

use lockscope::layout::{Layout, LayoutRequest, layered};

use crate::{generated, kept_by, request};

/// Lays out the first `marks` of a request, then all of it with the places before; gives both.
fn before_and_after(whole: &LayoutRequest, marks: u32) -> (Layout, Layout) {
    let drawn = |edge: &&(u32, u32)| edge.0 < marks && edge.1 < marks;
    let edges: Vec<(u32, u32)> = whole.edges.iter().filter(drawn).copied().collect();
    let before = layered(&LayoutRequest { marks: whole.marks[..marks as usize].to_vec(), edges, ..whole.clone() });
    let mut again = whole.clone();
    again.previous = before.positions.iter().copied().map(Some).collect();
    again.previous.resize(whole.marks.len(), None);
    let after = kept_by(lockscope::layout::method("layered"), &again);
    (before, after)
}

/// Pairs of marks that stand in one layer before and after.
fn pairs(before: &Layout, after: &Layout) -> Vec<(usize, usize)> {
    let stays =
        |one: usize, two: usize| before.layers[one] == before.layers[two] && after.layers[one] == after.layers[two];
    let count = before.positions.len();
    (0..count).flat_map(|one| (0..one).map(move |two| (one, two))).filter(|(one, two)| stays(*one, *two)).collect()
}

#[track_caller]
fn keeps_order(whole: &LayoutRequest, marks: u32) {
    let (before, after) = before_and_after(whole, marks);
    let pairs = pairs(&before, &after);
    assert!(!pairs.is_empty());
    for (one, two) in pairs {
        let above = |layout: &Layout| layout.positions[one].y < layout.positions[two].y;
        assert_eq!(above(&before), above(&after), "marks {one} and {two} changed places");
    }
}

#[test]
fn opening_a_mark_keeps_the_others_in_order() {
    // A root with ten direct dependencies, some with their own; then the fourth is opened.
    let mut edges: Vec<(u32, u32)> = (1..=10).map(|mark| (0, mark)).collect();
    edges.extend([(1, 11), (2, 11), (3, 12), (7, 13), (9, 14), (10, 13), (2, 14)]);
    edges.extend((15..21).map(|mark| (4, mark)));
    edges.extend([(16, 12), (17, 11), (18, 14)]);
    keeps_order(&request(21, &[0], &edges), 15);
}

#[test]
fn a_picture_of_hundreds_that_grows_keeps_its_order() {
    for seed in 0..4 {
        keeps_order(&generated(seed, 320, 700), 240);
    }
}

#[test]
fn opening_a_leaf_moves_the_others_by_little_beside_each_other() {
    let mut edges: Vec<(u32, u32)> = (1..=20).map(|mark| (0, mark)).collect();
    edges.extend((21..24).map(|mark| (20, mark)));
    let (before, after) = before_and_after(&request(24, &[0], &edges), 21);
    let mut moves: Vec<f32> =
        before.positions.iter().zip(&after.positions).map(|(before, after)| after.y - before.y).collect();
    moves.sort_by(f32::total_cmp);
    assert!(moves[moves.len() - 1] - moves[0] <= 20.0, "{moves:?}");
}

#[test]
fn nothing_new_leaves_nine_of_ten_where_they_were() {
    let whole = generated(3, 150, 300);
    let (before, after) = before_and_after(&whole, 150);
    let moved = before.positions.iter().zip(&after.positions).filter(|(one, two)| (one.y - two.y).abs() > 20.0).count();
    assert!(moved <= 15, "{moved} of 150 marks moved by more than a row");
}
