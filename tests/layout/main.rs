//! Placing marks: what stands where, and that every way keeps its promises on any graph.

#![expect(clippy::disallowed_methods, reason = "these tests run natively and read fixtures")]

mod boxes;
mod fixtures;
mod grid;
mod layered;

use lockscope::layout::{ALL, Layout, LayoutRequest, MarkSize, Method, verify::verify};

/// Marks 100 × 16, rows of 20, gutters of 40.
pub fn request(marks: u32, roots: &[u32], edges: &[(u32, u32)]) -> LayoutRequest {
    LayoutRequest {
        marks: vec![MarkSize { width: 100.0, height: 16.0 }; marks as usize],
        edges: edges.to_vec(),
        roots: roots.to_vec(),
        gutter: 40.0,
        row_height: 20.0,
        rounds: 24,
        ..LayoutRequest::default()
    }
}

/// Lays out, checks every promise twice over, and hands the layout on.
#[track_caller]
pub fn kept_by(method: &Method, request: &LayoutRequest) -> Layout {
    let mut shares = Vec::new();
    let layout = (method.place)(request, &mut |share| shares.push(share));
    let mut broken = verify(method.form, request, &layout);
    broken.truncate(5);
    assert_eq!(broken, Vec::<String>::new(), "{}", method.id);
    assert!((method.place)(request, &mut |_| {}) == layout, "{} gave two layouts for one request", method.id);
    assert!(shares.iter().all(|share| (0.0..=1.0).contains(share)), "{} told a share of {shares:?}", method.id);
    layout
}

#[test]
fn small_random_graphs_keep_every_promise_in_every_form() {
    for seed in 0..60 {
        let mut random = Random(seed);
        let request = forest(&mut random, 1 + seed as u32);
        for method in ALL {
            kept_by(method, &request);
        }
    }
}

/// A random graph with weights, depths and parents that are no circle.
pub fn forest(random: &mut Random, marks: u32) -> LayoutRequest {
    let edges = (0..random.below(3 * marks)).map(|_| (random.below(marks), random.below(marks))).collect::<Vec<_>>();
    LayoutRequest {
        parents: (0..marks).map(|mark| (mark > 0 && random.below(4) > 0).then(|| random.below(mark))).collect(),
        weights: (0..marks).map(|_| 1.0 + random.below(9) as f32).collect(),
        depths: (0..marks).map(|_| random.below(5)).collect(),
        room: MarkSize { width: 1200.0, height: 800.0 },
        ..request(marks, &[0], &edges)
    }
}

/// Roots, layers behind them, mostly short edges and a few back.
pub fn generated(seed: u64, marks: u32, edges: u32) -> LayoutRequest {
    let mut random = Random(seed);
    let direct = 1 + marks / 8;
    let mut pairs: Vec<(u32, u32)> = (1..marks)
        .map(|mark| (if mark <= direct { 0 } else { 1 + random.below(mark - 1).min(random.below(mark - 1)) }, mark))
        .collect();
    while pairs.len() < edges as usize {
        let (one, two) = (1 + random.below(marks - 1), 1 + random.below(marks - 1));
        let back = random.below(300) == 0;
        pairs.push(if back { (one.max(two), one.min(two)) } else { (one.min(two), one.max(two)) });
    }
    let mut request = request(marks, &[0], &pairs);
    request.marks.iter_mut().for_each(|mark| mark.width = 40.0 + random.below(120) as f32);
    request
}

/// A small seeded generator (splitmix64): the same numbers on every machine.
pub struct Random(u64);

impl Random {
    pub fn below(&mut self, bound: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % u64::from(bound.max(1))) as u32
    }
}
