//! The layered layout: what stands where, and that every promise is kept on any graph.

use lockscope::layout::{Form, Layout, LayoutRequest, MarkSize, layered, verify::verify};

use crate::{Random, generated, request};

/// Lays out, checks every promise twice over, and hands the layout on.
#[track_caller]
fn kept(request: &LayoutRequest) -> Layout {
    let layout = layered(request);
    assert_eq!(verify(Form::Columns, request, &layout), Vec::<String>::new());
    assert_eq!(layered(request), layout, "the same request gave two layouts");
    layout
}

/// Marks by layer, from top to bottom, with their heights.
fn shown(layout: &Layout) -> String {
    let mut columns = vec![Vec::new(); layout.columns.len()];
    for (mark, (position, layer)) in layout.positions.iter().zip(&layout.layers).enumerate() {
        columns[*layer as usize].push((position.y as i32, mark));
    }
    let column = |mut column: Vec<(i32, usize)>| {
        column.sort_unstable();
        column.into_iter().map(|(y, mark)| format!("{mark}@{y}")).collect::<Vec<_>>().join(" ")
    };
    columns.into_iter().map(column).collect::<Vec<_>>().join(" | ")
}

#[track_caller]
fn check(request: &LayoutRequest, expected: &str) {
    assert_eq!(shown(&kept(request)), expected);
}

#[test]
fn nothing_gives_an_empty_drawing() {
    assert_eq!(kept(&request(0, &[], &[])), Layout::default());
}

#[test]
fn a_chain_is_one_straight_row() {
    let layout = kept(&request(4, &[0], &[(0, 1), (1, 2), (2, 3)]));
    assert_eq!(shown(&layout), "0@10 | 1@10 | 2@10 | 3@10");
    assert_eq!(layout.columns, [0.0, 140.0, 280.0, 420.0]);
    assert!(layout.routes.iter().all(|route| route.points.len() == 2));
}

#[test]
fn a_parent_stands_in_the_middle_of_its_children() {
    check(&request(4, &[0], &[(0, 1), (0, 2), (0, 3)]), "0@30 | 1@10 2@30 3@50");
}

#[test]
fn crossed_wishes_are_untangled() {
    let layout = kept(&request(7, &[0], &[(0, 1), (0, 2), (0, 3), (1, 6), (2, 5), (3, 4)]));
    assert_eq!(layout.crossings, 0);
}

#[test]
fn a_long_edge_passes_in_a_row_of_its_own() {
    let layout = kept(&request(4, &[0], &[(0, 1), (1, 2), (2, 3), (0, 3)]));
    assert_eq!(layout.layers, [0, 1, 2, 3]);
    let rows: Vec<f32> = layout.routes[3].points.iter().map(|point| point.y).collect();
    assert!(rows.iter().any(|row| *row != layout.positions[1].y), "{rows:?}");
}

#[test]
fn a_cycle_is_drawn_forwards_with_one_edge_back() {
    let layout = kept(&request(4, &[0], &[(0, 1), (1, 2), (2, 3), (3, 1)]));
    let backwards: Vec<bool> = layout.routes.iter().map(|route| route.backwards).collect();
    assert_eq!(backwards, [false, false, false, true]);
    assert_eq!(layout.layers, [0, 1, 2, 3]);
}

#[test]
fn a_mark_that_needs_itself_gets_a_loop() {
    let layout = kept(&request(2, &[0], &[(0, 1), (1, 1)]));
    assert!(layout.routes[1].backwards);
    assert!(layout.routes[1].points.len() >= 4);
}

#[test]
fn roots_stay_in_the_first_layer_even_when_one_needs_another() {
    let layout = kept(&request(3, &[0, 1], &[(0, 1), (1, 2), (2, 0)]));
    assert_eq!(layout.layers, [0, 0, 1]);
}

#[test]
fn islands_and_lone_marks_stand_beside_each_other() {
    check(&request(4, &[], &[]), "0@10 1@30 2@50 3@70");
    check(&request(6, &[0, 1], &[(0, 2), (0, 3), (1, 4)]), "0@20 1@50 | 2@10 3@30 4@50 5@70");
}

#[test]
fn parallel_edges_and_edges_to_nowhere_do_no_harm() {
    let mut request = request(2, &[0, 9], &[(0, 1), (0, 1), (1, 0), (1, 0)]);
    kept(&request);
    request.edges.push((7, 0));
    assert!(layered(&request).routes[4].points.is_empty());
}

#[test]
fn marks_of_any_width_keep_out_of_the_next_column() {
    let mut request = request(6, &[0], &[(0, 1), (0, 2), (1, 3), (2, 4), (4, 5), (0, 5)]);
    for (at, mark) in request.marks.iter_mut().enumerate() {
        *mark = MarkSize { width: 30.0 + 47.0 * at as f32, height: 12.0 + 9.0 * at as f32 };
    }
    kept(&request);
}

#[test]
fn a_ladder_a_star_and_a_dense_graph_keep_every_promise() {
    let ladder = (0..40).flat_map(|step| {
        let first = 3 * step;
        [(first, first + 1), (first, first + 2), (first + 1, first + 3), (first + 2, first + 3)]
    });
    kept(&request(121, &[0], &ladder.collect::<Vec<_>>()));
    let star: Vec<(u32, u32)> = (1..400).map(|leaf| (0, leaf)).collect();
    kept(&request(400, &[0], &star));
    let dense: Vec<(u32, u32)> = (0..40).flat_map(|from| (from + 1..40).map(move |to| (from, to))).collect();
    kept(&request(40, &[0], &dense));
}

#[test]
fn small_random_graphs_keep_every_promise() {
    for seed in 0..300 {
        let mut random = Random(seed);
        let marks = 1 + random.below(40);
        let edges = random.below(3 * marks);
        let edges: Vec<(u32, u32)> = (0..edges).map(|_| (random.below(marks), random.below(marks))).collect();
        let roots: Vec<u32> = (0..random.below(3)).map(|_| random.below(marks)).collect();
        let layout = layered(&request(marks, &roots, &edges));
        assert_eq!(
            verify(Form::Columns, &request(marks, &roots, &edges), &layout),
            Vec::<String>::new(),
            "seed {seed}"
        );
    }
}

#[test]
fn two_thousand_marks_keep_every_promise() {
    kept(&generated(7, 2000, 6000));
}

#[test]
fn lanes_beyond_the_limit_run_below_the_drawing() {
    let marks = 3000;
    let chain = (0..marks - 1).map(|at| (at, at + 1));
    let far = (0..marks / 2).map(|at| (at, marks - 1));
    let request = request(marks, &[0], &chain.chain(far).collect::<Vec<_>>());
    let layout = layered(&request);
    assert_eq!(verify(Form::Columns, &request, &layout), Vec::<String>::new());
}
