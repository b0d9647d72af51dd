//! Layouts whose marks are points, the map and the circles: every promise on every shape, and how good a map is told.

#[path = "../examples/map/metrics.rs"]
mod metrics;

use lockscope::layout::{Form, Layout, LayoutRequest, MarkSize, Point, method};
use metrics::quality;

type Edges = Vec<(u32, u32)>;

/// The first mark is the root, unless there is none.
fn request(count: u32, edges: Edges) -> LayoutRequest {
    LayoutRequest {
        marks: vec![MarkSize { width: 14.0, height: 14.0 }; count as usize],
        weights: vec![1.0; count as usize],
        roots: (0..count.min(1)).collect(),
        edges,
        rounds: 24,
        ..LayoutRequest::default()
    }
}

fn chain(count: u32) -> Edges {
    (1..count).map(|mark| (mark - 1, mark)).collect()
}

fn star(count: u32) -> Edges {
    (1..count).map(|mark| (0, mark)).collect()
}

fn tree(count: u32) -> Edges {
    (1..count).map(|mark| ((mark - 1) / 3, mark)).collect()
}

fn grid(side: u32) -> Edges {
    let right = (0..side * side).filter(|mark| mark % side + 1 < side).map(|mark| (mark, mark + 1));
    right.chain((0..side * (side - 1)).map(|mark| (mark, mark + side))).collect()
}

fn dense(count: u32) -> Edges {
    (0..count).flat_map(|to| (0..to).map(move |from| (from, to))).collect()
}

/// Four dependencies each, on earlier marks more than on later ones.
fn tangled(count: u32) -> Edges {
    let pick = |mark: u32, turn: u32| {
        let mixed = (mark * 4 + turn).wrapping_mul(0x9e37_79b9);
        (u64::from(mixed ^ (mixed >> 15)) * u64::from(mark)) >> 32
    };
    (1..count).flat_map(|mark| (0..4).map(move |turn| (pick(mark, turn) as u32, mark))).collect()
}

/// Every broken promise of a layout of points, in words.
fn broken(request: &LayoutRequest, layout: &Layout) -> Vec<String> {
    let mut broken = Vec::new();
    if layout.positions.len() != request.marks.len() {
        broken.push(format!("{} positions for {}", layout.positions.len(), request.marks.len()));
    }
    if !layout.routes.is_empty() || !layout.boxes.is_empty() || !layout.layers.is_empty() {
        broken.push("points have no routes, boxes or layers".to_owned());
    }
    if !layout.width.is_finite() || !layout.height.is_finite() {
        broken.push("the picture has no finite size".to_owned());
    }
    for (mark, point) in layout.positions.iter().enumerate() {
        if !(0.0..=layout.width).contains(&point.x) || !(0.0..=layout.height).contains(&point.y) {
            broken.push(format!("mark {mark} stands outside at {}, {}", point.x, point.y));
        }
    }
    let mut places: Vec<(u32, u32)> =
        layout.positions.iter().map(|point| (point.x.to_bits(), point.y.to_bits())).collect();
    places.sort_unstable();
    let same = places.windows(2).filter(|pair| pair[0] == pair[1]).count();
    if same > 0 {
        broken.push(format!("{same} marks stand on another"));
    }
    broken
}

/// Lays out, checks every promise twice over and that progress only grows, and hands the layout on.
#[track_caller]
fn kept(id: &str, request: &LayoutRequest) -> Layout {
    let method = method(id);
    assert_eq!((method.id, method.form), (id, Form::Points));
    let mut told = vec![0.0_f32];
    let layout = (method.place)(request, &mut |share| told.push(share));
    assert_eq!(broken(request, &layout), Vec::<String>::new());
    assert!(told.is_sorted() && told.iter().all(|share| (0.0..=1.0).contains(share)), "progress: {told:?}");
    assert_eq!((method.place)(request, &mut |_| ()), layout, "the same request gave two layouts");
    layout
}

fn flat(layout: &Layout) -> Vec<f32> {
    layout.positions.iter().flat_map(|point| [point.x, point.y]).collect()
}

fn distance(layout: &Layout, one: usize, two: usize) -> f32 {
    let (one, two) = (layout.positions[one], layout.positions[two]);
    (one.x - two.x).hypot(one.y - two.y)
}

/// How far the nearest other mark stands, rising.
fn gaps(layout: &Layout) -> Vec<f32> {
    let count = layout.positions.len();
    let others = |mark: usize| (0..count).filter(move |other| *other != mark);
    let mut gaps: Vec<f32> = (0..count)
        .map(|mark| others(mark).map(|other| distance(layout, mark, other)).fold(f32::MAX, f32::min))
        .collect();
    gaps.sort_by(f32::total_cmp);
    gaps
}

/// How good ours is, and the same marks thrown anywhere.
fn judged(layout: &Layout, edges: &[(u32, u32)]) -> (metrics::Quality, metrics::Quality) {
    let mut seed = 7_u32;
    let thrown: Vec<f32> = std::iter::repeat_with(|| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as f32
    })
    .take(layout.positions.len() * 2)
    .collect();
    (quality(&flat(layout), edges, 1), quality(&thrown, edges, 1))
}

#[test]
fn every_shape_is_placed_inside_and_apart() {
    let shapes: [(&str, u32, Edges); 13] = [
        ("nothing", 0, vec![]),
        ("one", 1, vec![]),
        ("one that needs itself", 1, vec![(0, 0)]),
        ("two", 2, vec![(0, 1)]),
        ("a cycle of two, one edge twice", 2, vec![(0, 1), (1, 0), (0, 1), (1, 1)]),
        ("without edges", 500, vec![]),
        ("a chain", 700, chain(700)),
        ("a star", 700, star(700)),
        ("a tree", 700, tree(700)),
        ("a grid", 900, grid(30)),
        ("each with each", 60, dense(60)),
        ("a tangle", 1500, tangled(1500)),
        ("islands of three", 600, (0..600).filter(|mark| mark % 3 > 0).map(|mark| (mark - 1, mark)).collect()),
    ];
    for (name, count, edges) in shapes {
        for id in ["map", "radial"] {
            println!("{id}: {name}");
            kept(id, &request(count, edges.clone()));
        }
    }
}

#[test]
fn nothing_gives_an_empty_drawing() {
    ["map", "radial"].into_iter().for_each(|id| assert_eq!(kept(id, &request(0, vec![])), Layout::default()));
}

#[test]
fn what_lies_outside_the_request_is_passed_over() {
    let mut request = request(3, vec![(0, 1), (1, 7), (9, 2), (u32::MAX, 0)]);
    request.roots = vec![0, 0, 8];
    request.parents = vec![None, Some(77), None];
    request.previous = vec![Some(Point { x: f32::NAN, y: f32::INFINITY }), None];
    request.weights = vec![f32::NAN];
    ["map", "radial"].into_iter().for_each(|id| drop(kept(id, &request)));
}

#[test]
fn most_marks_of_a_map_keep_their_distance() {
    for (count, edges) in [(1500, tangled(1500)), (700, star(700)), (700, tree(700)), (900, grid(30)), (500, vec![])] {
        let gaps = gaps(&kept("map", &request(count, edges)));
        assert!(gaps[gaps.len() / 10] >= 9.5, "a tenth of {count} stand within {}", gaps[gaps.len() / 10]);
        assert!(gaps[gaps.len() / 2] <= 60.0, "half of {count} stand {} from any other", gaps[gaps.len() / 2]);
    }
}

#[test]
fn a_map_is_far_truer_than_chance() {
    for (count, edges) in [(1500, tangled(1500)), (700, chain(700)), (700, tree(700)), (900, grid(30))] {
        let (ours, thrown) = judged(&kept("map", &request(count, edges.clone())), &edges);
        assert!(ours.stress < 0.8 * thrown.stress, "stress {} beside {}", ours.stress, thrown.stress);
        assert!(ours.crossings < 0.6 * thrown.crossings, "crossings {} beside {}", ours.crossings, thrown.crossings);
    }
    let (grid_alone, _) = judged(&kept("map", &request(900, grid(30))), &grid(30));
    assert!(grid_alone.stress < 0.05 && grid_alone.crossings < 0.001, "a grid unfolds: {grid_alone:?}");
}

#[test]
fn one_round_gives_the_radial_picture_first() {
    let first = LayoutRequest { rounds: 1, ..request(1500, tangled(1500)) };
    let positions = |id| kept(id, &first).positions.clone();
    assert_eq!(positions("map"), positions("radial"));
}

#[test]
fn the_largest_island_comes_first_and_singles_stand_in_a_grid() {
    // Three of a chain, then thirty of a star, then nine alone.
    let mut edges = vec![(0, 1), (1, 2)];
    edges.extend((4..33).map(|mark| (3, mark)));
    let layout = kept("map", &request(42, edges));
    let top =
        |marks: std::ops::Range<usize>| layout.positions[marks].iter().map(|point| point.y).fold(f32::MAX, f32::min);
    assert!(top(3..33) <= top(0..3), "the star stands above or beside the chain");
    assert!(top(33..42) > top(3..33), "singles stand below");
    assert_eq!(distance(&layout, 33, 34), 16.0);
}

#[test]
fn marks_that_stood_somewhere_stay_there() {
    let before = kept("map", &request(900, tangled(900)));
    let mut after = request(1000, tangled(1000));
    after.previous = before.positions.iter().copied().map(Some).chain([None; 100]).collect();
    let layout = kept("map", &after);
    // Only where new marks stand left of or above everything the picture moves, and then as a whole.
    let by = |mark: usize| {
        (layout.positions[mark].x - before.positions[mark].x, layout.positions[mark].y - before.positions[mark].y)
    };
    for mark in 0..900 {
        assert!((by(mark).0 - by(0).0).abs() < 0.01 && (by(mark).1 - by(0).1).abs() < 0.01, "mark {mark} moved");
    }
    for (from, to) in after.edges.iter().filter(|(_, to)| *to >= 900) {
        assert!(
            distance(&layout, *from as usize, *to as usize) < layout.width.max(layout.height),
            "new marks stand near"
        );
    }
}

#[test]
fn a_map_of_mostly_new_marks_is_turned_as_the_one_before() {
    let whole = kept("map", &request(900, tangled(900)));
    // Where a few stood before: a quarter of the way round.
    let turned = |point: Point| Point { x: whole.height - point.y, y: point.x };
    let mut again = request(900, tangled(900));
    again.previous = whole.positions.iter().take(100).map(|point| Some(turned(*point))).collect();
    let layout = kept("map", &again);
    for mark in 0..100 {
        let (is, was) = (layout.positions[mark], turned(whole.positions[mark]));
        let from = |point: Point, other: Point| (point.x - other.x).hypot(point.y - other.y);
        let moved = from(layout.positions[0], turned(whole.positions[0]));
        assert!((from(is, was) - moved).abs() < 1.0, "mark {mark} turned away");
    }
}

#[test]
fn each_depth_is_further_from_the_root() {
    let edges = tangled(1500);
    let layout = kept("radial", &request(1500, edges.clone()));
    let mut depths = vec![u32::MAX; 1500];
    depths[0] = 0;
    // Dependencies lead from earlier marks to later ones.
    edges.iter().for_each(|(from, to)| {
        depths[*to as usize] = depths[*to as usize].min(depths[*from as usize].saturating_add(1))
    });
    assert_eq!((layout.positions[0].x, layout.positions[0].y), (0.5 * layout.width, 0.5 * layout.height));
    let range = |depth: u32| {
        let marks = (0..1500).filter(|mark| depths[*mark] == depth).map(|mark| distance(&layout, 0, mark));
        marks.fold((f32::MAX, 0.0_f32), |(least, most), radius| (least.min(radius), most.max(radius)))
    };
    let deepest = depths.iter().copied().max().unwrap_or_default();
    assert!(deepest > 3);
    for depth in 1..=deepest {
        assert!(range(depth).0 > range(depth - 1).1 + 50.0, "depth {depth} does not stand outside the one before");
    }
    assert!(gaps(&layout)[0] > 14.0, "two marks are {} apart", gaps(&layout)[0]);
}

#[test]
fn a_branch_stays_together_on_its_side() {
    // Three branches of a root, each with forty leaves.
    let mut edges = vec![(0, 1), (0, 2), (0, 3)];
    edges.extend((4..124).map(|mark| (1 + (mark - 4) / 40, mark)));
    let layout = kept("radial", &request(124, edges.clone()));
    let crossed = quality(&flat(&layout), &edges, 1).crossings;
    assert_eq!(crossed, 0.0);
}

#[test]
fn several_roots_stand_around_the_middle_and_what_none_reaches_outside() {
    let mut several = request(40, (5..30).map(|mark| (mark % 5, mark)).collect());
    several.roots = vec![0, 1, 2, 3, 4];
    let layout = kept("radial", &several);
    let radius = |mark: usize| {
        (layout.positions[mark].x - 0.5 * layout.width).hypot(layout.positions[mark].y - 0.5 * layout.height)
    };
    (0..5).for_each(|root| assert!((radius(root) - radius(0)).abs() < 0.01 && radius(root) > 10.0));
    (30..40).for_each(|lost| assert!(radius(lost) > radius(5) + 50.0, "mark {lost} is not outside"));
}

#[test]
fn a_hundred_thousand_marks_in_any_shape_are_placed() {
    const COUNT: u32 = 100_000;
    for (name, edges) in [("star", star(COUNT)), ("chain", chain(COUNT)), ("tangle", tangled(COUNT)), ("none", vec![])]
    {
        for id in ["map", "radial"] {
            let request = LayoutRequest { rounds: 1, ..request(COUNT, edges.clone()) };
            let layout = (method(id).place)(&request, &mut |_| ());
            assert_eq!(broken(&request, &layout), Vec::<String>::new(), "{id}: {name}");
        }
    }
}

#[test]
fn a_true_picture_has_no_stress_and_no_scale() {
    let row: Vec<f32> = (0..10).flat_map(|mark| [7.0 * mark as f32, 3.0]).collect();
    let found = quality(&row, &chain(10), 1);
    assert!(found.stress.abs() < 1e-9 && found.crossings == 0.0 && found.spread.abs() < 1e-6, "{found:?}");
    let larger: Vec<f32> = row.iter().map(|number| number * 8.0).collect();
    assert_eq!(quality(&larger, &chain(10), 1), found);
}

#[test]
fn two_edges_that_cross_are_told() {
    let corners = [0.0, 0.0, 1.0, 1.0, 0.0, 1.0, 1.0, 0.0];
    assert_eq!(quality(&corners, &[(0, 1), (2, 3)], 1).crossings, 1.0);
    assert_eq!(quality(&corners, &[(0, 2), (1, 3)], 1).crossings, 0.0);
    // An edge along another's side, three times as long: 1 and 3 around 2.
    assert_eq!(quality(&[0.0, 0.0, 1.0, 0.0, 0.0, 5.0, 3.0, 5.0], &[(0, 1), (2, 3)], 1).spread, 0.5);
    // All on one place: nothing is true.
    assert_eq!(quality(&[0.0; 6], &[(0, 1), (1, 2)], 1).stress, 1.0);
}
