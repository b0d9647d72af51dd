//! Who stands in whose wedge, and where each wedge lies: a tree over all marks, its branches in an order that crosses little.

use super::super::LayoutRequest;

/// How often branches are put in the order of what they are linked with, at most.
const SWEEPS: u32 = 4;
const NONE: u32 = u32::MAX;

/// One parent a mark, one step nearer to a root; roots and what no root reaches have none.
pub struct Tree {
    /// Steps from a root; for what none reaches one more than the most.
    depths: Vec<u32>,
    deepest: u32,
    parent: Vec<u32>,
    /// Parents before children.
    order: Vec<u32>,
}

impl Tree {
    pub fn new(request: &LayoutRequest) -> Self {
        let count = request.marks.len();
        let mut depths = vec![NONE; count];
        let mut order: Vec<u32> = Vec::with_capacity(count);
        let edges = || request.edges.iter().filter(|(from, to)| (*from as usize) < count && (*to as usize) < count);
        let mut starts = vec![0_u32; count + 1];
        edges().for_each(|(from, _)| starts[*from as usize + 1] += 1);
        (0..count).for_each(|at| starts[at + 1] += starts[at]);
        let (mut next, mut ends) = (starts.clone(), vec![0_u32; starts[count] as usize]);
        for (from, to) in edges() {
            let at = &mut next[*from as usize];
            ends[*at as usize] = *to;
            *at += 1;
        }
        // Depths are counted here as well: those of the request may be missing, or those of a larger graph.
        for root in request.roots.iter().filter(|root| (**root as usize) < count) {
            if std::mem::replace(&mut depths[*root as usize], 0) == NONE {
                order.push(*root);
            }
        }
        let mut parent = vec![NONE; count];
        let dominator = |mark: u32| request.parents.get(mark as usize).copied().flatten().unwrap_or(NONE);
        let mut at = 0;
        while let Some(mark) = order.get(at).copied() {
            at += 1;
            let depth = depths[mark as usize];
            for end in &ends[starts[mark as usize] as usize..starts[mark as usize + 1] as usize] {
                if depths[*end as usize] == NONE {
                    (depths[*end as usize], parent[*end as usize]) = (depth + 1, mark);
                    order.push(*end);
                } else if depths[*end as usize] == depth + 1
                    && dominator(*end) == dominator(mark)
                    && dominator(mark) != NONE
                {
                    // Of several that are as near, one that would leave with the same mark: the wedge stays whole.
                    let now = parent[*end as usize];
                    if now != NONE && dominator(now) != dominator(*end) && now != dominator(*end) {
                        parent[*end as usize] = mark;
                    }
                }
            }
        }
        let deepest = order.iter().map(|mark| depths[*mark as usize]).max().map_or(0, |deepest| deepest + 1);
        for (mark, depth) in depths.iter_mut().enumerate().filter(|(_, depth)| **depth == NONE) {
            *depth = deepest;
            order.push(mark as u32);
        }
        Self { depths, deepest, parent, order }
    }

    /// The marks of each depth; those that no root reaches come last.
    pub fn circles(&self) -> Vec<Vec<u32>> {
        let mut circles = vec![Vec::new(); self.deepest as usize + 1];
        self.order.iter().for_each(|mark| circles[self.depths[*mark as usize] as usize].push(*mark));
        circles
    }

    /// The middle of each mark's wedge, in turns from 0 up to 1.
    pub fn turns(&self, request: &LayoutRequest, progress: &mut dyn FnMut(f32)) -> Vec<f64> {
        let widths = self.widths(request);
        let mut children = self.children();
        let mut turns = self.wedges(&children, &widths);
        for sweep in 0..SWEEPS {
            children.sort(&self.keys(request, &turns));
            turns = self.wedges(&children, &widths);
            progress((sweep + 1) as f32 / SWEEPS as f32);
        }
        turns
    }

    /// How much of the circle a mark needs beside its siblings: what its branch holds, and something for itself.
    fn widths(&self, request: &LayoutRequest) -> Vec<f64> {
        let weight = |mark: usize| f64::from(request.weights.get(mark).copied().unwrap_or(1.0));
        let own = |mark: usize| if weight(mark).is_finite() { weight(mark).max(1.0).sqrt() } else { 1.0 };
        let mut widths: Vec<f64> = vec![0.0; self.parent.len()];
        for mark in self.order.iter().rev().map(|mark| *mark as usize) {
            widths[mark] = widths[mark].max(own(mark));
            if let Some(parent) = widths.get(self.parent[mark] as usize).copied() {
                widths[self.parent[mark] as usize] = parent + widths[mark];
            }
        }
        widths
    }

    fn children(&self) -> Children {
        let count = self.parent.len();
        let slot = |mark: u32| (self.parent[mark as usize] as usize).min(count);
        let mut starts = vec![0_u32; count + 2];
        (0..count as u32).for_each(|mark| starts[slot(mark) + 1] += 1);
        (0..=count).for_each(|at| starts[at + 1] += starts[at]);
        let (mut next, mut marks) = (starts.clone(), vec![0; count]);
        for mark in &self.order {
            let at = &mut next[slot(*mark)];
            marks[*at as usize] = *mark;
            *at += 1;
        }
        Children { starts, marks }
    }

    fn wedges(&self, children: &Children, widths: &[f64]) -> Vec<f64> {
        let count = self.parent.len();
        // Where each wedge starts, and what share of the circle it has; the last is the whole circle.
        let mut wedges = vec![(0.0_f64, 0.0_f64); count];
        wedges.push((0.0, 1.0));
        let parents = std::iter::once(count).chain(self.order.iter().map(|mark| *mark as usize));
        for parent in parents {
            let (mut start, share) = wedges[parent];
            let all: f64 = children.of(parent).iter().map(|child| widths[*child as usize]).sum();
            for child in children.of(parent).iter().map(|child| *child as usize) {
                let own = share * widths[child] / all;
                wedges[child] = (start, own);
                start += own;
            }
        }
        wedges.pop();
        wedges.iter().map(|(start, share)| start + 0.5 * share).collect()
    }

    /// For each mark how far round from its parent its neighbours stand, in the middle: less is before, more is behind.
    fn keys(&self, request: &LayoutRequest, turns: &[f64]) -> Vec<f64> {
        let count = turns.len();
        let (mut sums, mut many) = (vec![0.0_f64; count], vec![0.0_f64; count]);
        let mut add = |mark: usize, other: usize| {
            let from = turns.get(self.parent[mark] as usize).copied().unwrap_or(0.5);
            let round = turns[other] - from;
            // The shorter way round; for those without a parent from the start of the circle on.
            sums[mark] += if self.parent[mark] == NONE { round } else { round - (round + 0.5).floor() };
            many[mark] += 1.0;
        };
        for (from, to) in &request.edges {
            let (from, to) = (*from as usize, *to as usize);
            if from < count
                && to < count
                && from != to
                && self.parent[to] != from as u32
                && self.parent[from] != to as u32
            {
                add(from, to);
                add(to, from);
            }
        }
        let own = |mark: usize| turns[mark] - turns.get(self.parent[mark] as usize).copied().unwrap_or(0.5);
        (0..count).map(|mark| if many[mark] > 0.0 { sums[mark] / many[mark] } else { own(mark) }).collect()
    }
}

/// The children of each mark, one after the other; at the end those of no mark.
struct Children {
    starts: Vec<u32>,
    marks: Vec<u32>,
}

impl Children {
    fn of(&self, mark: usize) -> &[u32] {
        &self.marks[self.starts[mark] as usize..self.starts[mark + 1] as usize]
    }

    /// Those of one parent by rising key.
    fn sort(&mut self, keys: &[f64]) {
        for range in self.starts.windows(2) {
            let siblings = &mut self.marks[range[0] as usize..range[1] as usize];
            siblings.sort_by(|one, two| keys[*one as usize].total_cmp(&keys[*two as usize]).then(one.cmp(two)));
        }
    }
}
