//! Which layer each mark stands in, and which edges run backwards.
//!
//! Edges that close a cycle on a depth-first walk are set aside, then each mark stands one layer
//! behind the farthest mark that needs it. Source: Eades and Sugiyama, "How to draw a directed
//! graph" (1990).

use super::LayoutRequest;

/// Passes over all marks to bring them nearer to what they need.
const PASSES: usize = 3;

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
    for _ in 0..PASSES {
        tighten(request, &order, &is_root, &leaving, &backwards, &in_degree, &mut layer);
    }
    Ranks { layer, backwards }
}

/// Moves marks towards what they need, as far as that leaves fewer lanes: a mark's own lane becomes shorter, those of
/// what needs it longer where nothing else made them as long.
fn tighten(
    request: &LayoutRequest,
    order: &[usize],
    is_root: &[bool],
    leaving: &[Vec<usize>],
    backwards: &[bool],
    in_degree: &[u32],
    layer: &mut [u32],
) {
    let count = layer.len();
    // By mark: the farthest layer of what it needs, how many stand there, and the farthest of the others.
    let mut farthest = vec![(0u32, 0u32, 0u32); count];
    // By mark: how far it may go before the first of what needs it has a longer lane for it, and the second.
    let mut free = vec![(u32::MAX, u32::MAX); count];
    for (mark, edges) in leaving.iter().enumerate() {
        for edge in edges {
            let to = layer[request.edges[*edge].1 as usize];
            let (most, there, others) = farthest[mark];
            farthest[mark] = match to.cmp(&most) {
                std::cmp::Ordering::Greater => (to, 1, most),
                std::cmp::Ordering::Equal => (most, there + 1, others),
                std::cmp::Ordering::Less => (most, there, others.max(to)),
            };
        }
    }
    for ((from, to), _) in request.edges.iter().zip(backwards).filter(|(_, backwards)| !**backwards) {
        let (most, there, others) = farthest[*from as usize];
        let to = *to as usize;
        let reached = if there == 1 && layer[to] == most { others } else { most };
        let (first, second) = free[to];
        free[to] = if reached < first { (reached, first) } else { (first, second.min(reached)) };
    }
    for mark in order.iter().rev().copied().filter(|mark| !is_root[*mark]) {
        let Some(nearest) = leaving[mark].iter().map(|edge| layer[request.edges[*edge].1 as usize]).min() else {
            continue;
        };
        // Between the first and the second nothing is won or lost but the length of edges.
        let is_drawn_on = leaving[mark].len() > in_degree[mark] as usize;
        let wanted = if is_drawn_on { free[mark].1 } else { free[mark].0 };
        layer[mark] = layer[mark].max(wanted.min(nearest - 1));
    }
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
