//! The matrix: layers above the diagonal, cycles as blocks on it.

use lockscope::layout::{Layout, LayoutRequest, method};

use crate::{kept_by, request};

/// The marks from the first row to the last, and the edges below the diagonal.
fn shown(request: &LayoutRequest, layout: &Layout) -> String {
    let mut rows: Vec<(f32, usize)> = layout.positions.iter().map(|position| position.y).zip(0..).collect();
    rows.sort_by(|one, two| one.0.total_cmp(&two.0));
    let rows = rows.iter().map(|(_, mark)| mark.to_string()).collect::<Vec<_>>().join(" ");
    let back = request.edges.iter().zip(&layout.routes).filter(|(_, route)| route.backwards);
    let back = back.map(|((from, to), _)| format!("{from}→{to}")).collect::<Vec<_>>().join(" ");
    format!("{rows} | {back}")
}

#[track_caller]
fn check(marks: u32, edges: &[(u32, u32)], expected: &str) {
    let request = request(marks, &[], edges);
    assert_eq!(shown(&request, &kept_by(method("matrix"), &request)), expected);
}

#[test]
fn what_is_needed_stands_behind_what_needs_it() {
    check(4, &[(3, 2), (2, 1), (1, 0)], "3 2 1 0 | ");
    check(4, &[(0, 3), (0, 1), (3, 2), (1, 2)], "0 1 3 2 | ");
}

#[test]
fn a_cycle_stands_together_with_one_edge_below_the_diagonal() {
    check(5, &[(0, 3), (3, 1), (1, 4), (4, 3), (4, 2)], "0 1 4 3 2 | 3→1");
}

#[test]
fn a_mark_that_needs_itself_has_its_cell_on_the_diagonal() {
    check(2, &[(0, 1), (1, 1)], "0 1 | 1→1");
}

#[test]
fn marks_of_a_layer_stand_in_the_order_of_what_needs_them() {
    check(6, &[(0, 5), (1, 4), (2, 3)], "0 1 2 5 4 3 | ");
}

#[test]
fn edges_to_nowhere_have_no_cell() {
    let layout = kept_by(method("matrix"), &request(2, &[], &[(0, 1), (0, 7)]));
    assert!(layout.routes[1].points.is_empty());
}

#[test]
fn a_chain_and_a_circle_of_a_hundred_thousand_are_placed() {
    let mut edges: Vec<(u32, u32)> = (0..99_999).map(|at| (at, at + 1)).collect();
    kept_by(method("matrix"), &request(100_000, &[0], &edges));
    edges.push((99_999, 0));
    kept_by(method("matrix"), &request(100_000, &[0], &edges));
}
