//! Treemap and icicle: areas, what lies in what, and shapes that a hostile document can hold.

use lockscope::layout::{Layout, LayoutRequest, MarkSize, method};

use crate::{kept_by, request};

/// Marks below parents (`None` as -1), in a room of 600 × 400.
fn tree(parents: &[i32], weights: &[f32]) -> LayoutRequest {
    LayoutRequest {
        parents: parents.iter().map(|parent| u32::try_from(*parent).ok()).collect(),
        weights: weights.to_vec(),
        room: MarkSize { width: 600.0, height: 400.0 },
        ..request(parents.len() as u32, &[], &[])
    }
}

/// Left, top, width and height of each box.
fn shown(layout: &Layout) -> String {
    let boxes = layout.positions.iter().zip(&layout.boxes);
    let one = |(position, size): (&lockscope::layout::Point, &MarkSize)| {
        format!("{:.0} {:.0} {:.0}×{:.0}", position.x, position.y - 0.5 * size.height, size.width, size.height)
    };
    boxes.map(one).collect::<Vec<_>>().join(" | ")
}

#[track_caller]
fn check(id: &str, request: &LayoutRequest, expected: &str) {
    assert_eq!(shown(&kept_by(method(id), request)), expected);
}

#[test]
fn tops_stand_side_by_side_by_size() {
    check("treemap", &tree(&[-1, -1, -1], &[1.0, 2.0, 1.0]), "300 0 300×200 | 0 0 300×400 | 300 200 300×200");
    check("icicle", &tree(&[-1, -1, -1], &[1.0, 2.0, 1.0]), "0 200 600×100 | 0 0 600×200 | 0 300 600×100");
}

#[test]
fn the_example_of_the_paper_comes_out_as_printed() {
    let mut request = tree(&[-1; 7], &[6.0, 6.0, 4.0, 3.0, 2.0, 2.0, 1.0]);
    request.room.width = 600.0;
    check(
        "treemap",
        &request,
        "0 0 300×200 | 0 200 300×200 | 300 0 171×233 | 471 0 129×233 | 300 233 120×167 | 420 233 120×167 | 540 233 60×167",
    );
}

#[test]
fn children_lie_in_their_parent_below_its_label() {
    check("treemap", &tree(&[-1, 0, 0], &[1.0, 1.0, 1.0]), "0 0 600×400 | 3 20 297×377 | 300 20 297×377");
}

#[test]
fn children_stand_right_of_their_parent_and_what_it_is_alone_stays_free() {
    check("icicle", &tree(&[-1, 0, 0], &[2.0, 1.0, 1.0]), "0 0 300×400 | 300 0 300×100 | 300 100 300×100");
}

#[test]
fn what_is_folded_into_a_mark_stays_free_in_its_box() {
    let layout = kept_by(method("treemap"), &tree(&[-1, 0], &[101.0, 1.0]));
    assert!(layout.boxes[1].width * layout.boxes[1].height < 0.02 * 600.0 * 400.0);
}

#[test]
fn columns_beyond_a_dozen_share_the_room_that_the_first_leave() {
    let chain: Vec<i32> = (-1..19).collect();
    let layout = kept_by(method("icicle"), &tree(&chain, &[]));
    assert_eq!(layout.columns[..3], [0.0, 50.0, 100.0]);
    assert!((layout.columns[19] - (600.0 - 200.0 / 12.0)).abs() < 0.01, "{:?}", layout.columns);
}

#[test]
fn parents_in_a_circle_or_nowhere_are_none() {
    let request = tree(&[1, 0, 2, 9, 0], &[f32::NAN, f32::INFINITY, -4.0, 0.0, 1.0]);
    for id in ["treemap", "icicle"] {
        let layout = (method(id).place)(&request, &mut |_| {});
        assert_eq!(layout.layers, [0, 0, 0, 0, 1], "{id}");
        assert!(
            layout.boxes.iter().all(|size| size.width.is_finite() && size.width > 0.0 && size.height > 0.0),
            "{id}"
        );
    }
}

#[test]
fn no_marks_and_no_room_do_no_harm() {
    for id in ["treemap", "icicle"] {
        assert_eq!(kept_by(method(id), &tree(&[], &[])).positions, []);
        let mut request = tree(&[-1, 0, 1], &[]);
        for room in [0.0, -5.0, f32::NAN] {
            request.room = MarkSize { width: room, height: room };
            kept_by(method(id), &request);
        }
    }
}

#[test]
fn a_chain_and_a_star_of_a_hundred_thousand_are_placed() {
    for id in ["treemap", "icicle"] {
        kept_by(method(id), &tree(&(-1..99_999).collect::<Vec<_>>(), &[]));
        let star: Vec<i32> = (0..100_000).map(|mark| if mark == 0 { -1 } else { 0 }).collect();
        kept_by(method(id), &tree(&star, &[]));
    }
}
