//! What the layered layout costs, and the crossings it leaves: run here on lists of edges, or in a browser by
//! `benches/layered.mjs`.
//!
//! ```text
//! cargo run --release --example layered -- FILE…   # a line with the number of marks, then "from to" for each edge
//! ```

use lockscope::layout::{Layout, LayoutRequest, MarkSize, layered};

/// Rows and gutters as the page has them, labels of many lengths; mark 0 is the root.
fn request(marks: u32, edges: Vec<(u32, u32)>) -> LayoutRequest {
    let width = |mark: u32| 60.0 + (mark.wrapping_mul(2_654_435_761) >> 25) as f32;
    let rounds = match marks as usize + edges.len() {
        0..=2_000 => 24,
        2_001..=20_000 => 8,
        _ => 3,
    };
    LayoutRequest {
        marks: (0..marks).map(|mark| MarkSize { width: width(mark), height: 22.0 }).collect(),
        edges,
        roots: vec![0],
        gutter: 56.0,
        row_height: 22.0,
        rounds,
        ..LayoutRequest::default()
    }
}

/// By edge: how many layers it touches, the first of them, and its height at each.
fn heights(request: &LayoutRequest, layout: &Layout) -> Vec<f32> {
    let mut heights = Vec::new();
    for ((from, to), route) in request.edges.iter().zip(&layout.routes) {
        let (from, to) = (*from as usize, *to as usize);
        let (first, last) = (layout.layers[from].min(layout.layers[to]), layout.layers[from].max(layout.layers[to]));
        heights.extend([(last - first + 1) as f32, first as f32]);
        for layer in first..=last {
            let x = layout.columns[layer as usize];
            let passing = route
                .points
                .windows(2)
                .find(|pair| pair[0].y == pair[1].y && pair[0].x.min(pair[1].x) <= x && x <= pair[0].x.max(pair[1].x));
            let end = if layer == layout.layers[from] { from } else { to };
            let is_end = layer == layout.layers[from] || layer == layout.layers[to];
            heights.push(passing.filter(|_| !is_end).map_or(layout.positions[end].y, |pair| pair[0].y));
        }
    }
    heights
}

/// Crossings of edges that run straight from layer to layer, given as by `heights`. Edges that meet at a height do
/// not cross there. Of lines: stretches of several edges that lie on each other count as the one line that is seen.
fn crossings(heights: &[f32], of_lines: bool) -> u64 {
    let mut gaps: Vec<Vec<(f32, f32)>> = Vec::new();
    let mut rest = heights;
    while let [count, first, more @ ..] = rest {
        let (edge, others) = more.split_at((*count as usize).min(more.len()));
        for (step, pair) in edge.windows(2).enumerate() {
            let gap = *first as usize + step;
            gaps.resize(gaps.len().max(gap + 1), Vec::new());
            gaps[gap].push((pair[0], pair[1]));
        }
        rest = others;
    }
    for gap in &mut gaps {
        gap.sort_by(|one, two| one.0.total_cmp(&two.0).then(one.1.total_cmp(&two.1)));
        if of_lines {
            gap.dedup();
        }
    }
    gaps.iter().map(|gap| inversions(gap)).sum()
}

/// Pairs that lie one way round on one side and the other way round on the other. Sorted.
fn inversions(gap: &[(f32, f32)]) -> u64 {
    let mut ends: Vec<f32> = gap.iter().map(|(_, end)| *end).collect();
    ends.sort_by(f32::total_cmp);
    ends.dedup();
    let mut tree = vec![0u64; ends.len() + 1];
    let mut total = 0;
    for (placed, (_, end)) in (0u64..).zip(gap.iter()) {
        let rank = ends.partition_point(|other| other < end) + 1;
        let mut at = rank;
        let mut not_below = 0;
        while at > 0 {
            not_below += tree[at];
            at &= at - 1;
        }
        total += placed - not_below;
        at = rank;
        while at < tree.len() {
            tree[at] += 1;
            at += at & at.wrapping_neg();
        }
    }
    total
}

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use lockscope::layout::layered;
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Places marks; gives x and y of each. Edges as pairs in one list.
    #[wasm_bindgen]
    pub fn place(marks: u32, edges: &[u32]) -> Vec<f32> {
        let layout = layered(&super::request(marks, pairs(edges)));
        layout.positions.iter().flat_map(|point| [point.x, point.y]).collect()
    }

    /// The heights of each edge at the layers it passes, with no clock running.
    #[wasm_bindgen]
    pub fn heights(marks: u32, edges: &[u32]) -> Vec<f32> {
        let request = super::request(marks, pairs(edges));
        super::heights(&request, &layered(&request))
    }

    #[wasm_bindgen]
    pub fn crossings(heights: &[f32], of_lines: bool) -> f64 {
        super::crossings(heights, of_lines) as f64
    }

    fn pairs(edges: &[u32]) -> Vec<(u32, u32)> {
        edges.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {
    let _ = (request, heights, crossings, layered);
}

#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::disallowed_methods, reason = "this half runs outside a browser: it reads files and a clock")]
fn main() {
    const RUNS: usize = 5;
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let mut numbers = text.split_ascii_whitespace().filter_map(|word| word.parse::<u32>().ok());
        let marks = numbers.next().unwrap_or_default();
        let rest: Vec<u32> = numbers.collect();
        let request = request(marks, rest.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect());
        let mut layout = Layout::default();
        let runs = (0..RUNS).map(|_| {
            let start = std::time::Instant::now();
            layout = layered(&request);
            start.elapsed().as_secs_f64() * 1000.0
        });
        let best = runs.min_by(f64::total_cmp).unwrap_or_default();
        let heights = heights(&request, &layout);
        let (lines, all) = (crossings(&heights, true), crossings(&heights, false));
        let height = layout.height;
        let bends: usize = layout.routes.iter().map(|route| route.points.len()).sum();
        eprintln!(
            "{best:8.1} ms {lines:9} crossings of lines, {all:9} of edges, {height:7} high, {bends} corners  {path}"
        );
    }
}
