//! Which layer each mark stands in, and which edges run backwards.
//!
//! Edges that close a cycle on a depth-first walk are set aside, then each mark stands one layer
//! behind the farthest mark that needs it. Source: Eades and Sugiyama, "How to draw a directed
//! graph" (1990).

use super::LayoutRequest;

/// The layers, and the edges' directions.
pub(super) struct Ranks {
    /// By mark, from 0.
    pub layer: Vec<u32>,
    /// By edge: it does not lead to a later layer.
    pub backwards: Vec<bool>,
}

/// Roots stand in layer 0. Other marks that nothing needs stand right before what they need, never
/// in layer 0 while there are roots.
pub(super) fn rank(request: &LayoutRequest) -> Ranks {
    let count = request.marks.len();
    let mut is_root = vec![false; count];
    for root in &request.roots {
        if let Some(is_root) = is_root.get_mut(*root as usize) {
            *is_root = true;
        }
    }
    let first = u32::from(is_root.contains(&true));
    let backwards = backward_edges(request, &is_root);
    let forward = |edge: &usize| !backwards[*edge];
    let leaving = by_end(request, (0..request.edges.len()).filter(forward), |edge| edge.0);
    let mut arriving = vec![0u32; count];
    for edge in (0..request.edges.len()).filter(forward) {
        arriving[request.edges[edge].1 as usize] += 1;
    }
    let in_degree = arriving.clone();

    let mut layer: Vec<u32> = is_root.iter().map(|root| if *root { 0 } else { first }).collect();
    let mut order: Vec<usize> = (0..count).filter(|mark| arriving[*mark] == 0).collect();
    let mut next = 0;
    while let Some(mark) = order.get(next).copied() {
        next += 1;
        for edge in &leaving[mark] {
            let to = request.edges[*edge].1 as usize;
            layer[to] = layer[to].max(layer[mark] + 1);
            arriving[to] -= 1;
            if arriving[to] == 0 {
                order.push(to);
            }
        }
    }
    // Right before what it needs, where more edges become shorter than longer.
    for mark in order.into_iter().rev().filter(|mark| !is_root[*mark]) {
        let nearest = leaving[mark].iter().map(|edge| layer[request.edges[*edge].1 as usize]).min();
        if let Some(nearest) = nearest.filter(|_| leaving[mark].len() > in_degree[mark] as usize) {
            layer[mark] = nearest - 1;
        }
    }
    Ranks { layer, backwards }
}

/// Edges that close a cycle on a depth-first walk from the roots, lead into a root, or join nothing.
fn backward_edges(request: &LayoutRequest, is_root: &[bool]) -> Vec<bool> {
    let count = request.marks.len();
    let ends = |edge: usize| (request.edges[edge].0 as usize, request.edges[edge].1 as usize);
    let mut backwards = vec![false; request.edges.len()];
    for (edge, backwards) in backwards.iter_mut().enumerate() {
        let (from, to) = ends(edge);
        *backwards = from >= count || to >= count || from == to || is_root[to];
    }
    let leaving = by_end(request, (0..request.edges.len()).filter(|edge| !backwards[*edge]), |edge| edge.0);
    let mut state = vec![State::New; count];
    let roots = request.roots.iter().map(|root| *root as usize).filter(|root| *root < count);
    for start in roots.chain(0..count) {
        if state[start] != State::New {
            continue;
        }
        state[start] = State::Open;
        let mut stack = vec![(start, 0)];
        while let Some((mark, followed)) = stack.last_mut() {
            let Some(edge) = leaving[*mark].get(*followed) else {
                state[*mark] = State::Done;
                stack.pop();
                continue;
            };
            *followed += 1;
            let to = ends(*edge).1;
            match state[to] {
                State::New => {
                    state[to] = State::Open;
                    stack.push((to, 0));
                }
                State::Open => backwards[*edge] = true,
                State::Done => {}
            }
        }
    }
    backwards
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    Open,
    Done,
}

/// Edge positions by one of their ends.
fn by_end(
    request: &LayoutRequest,
    edges: impl Iterator<Item = usize>,
    end: impl Fn((u32, u32)) -> u32,
) -> Vec<Vec<usize>> {
    let mut by_end = vec![Vec::new(); request.marks.len()];
    edges.for_each(|edge| by_end[end(request.edges[edge]) as usize].push(edge));
    by_end
}
