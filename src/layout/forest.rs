//! What would leave with what, as a forest: for the forms that draw boxes.
//!
//! It places nothing. Iterative: a chain of any length is walked without recursion.

use super::{LayoutRequest, MarkSize};

/// Marks below the mark without which they would leave.
pub(super) struct Forest {
    /// Each mark after its parent; brothers follow each other, the largest first, then by number.
    pub order: Vec<usize>,
    /// By mark: where its children stand in `order`.
    pub children: Vec<std::ops::Range<usize>>,
    /// The marks without a parent, as a range of `order`.
    pub tops: std::ops::Range<usize>,
    /// By mark: what it stands for alone; at least 1.
    pub own: Vec<f64>,
    /// By mark: what it stands for with everything below it.
    pub total: Vec<f64>,
    /// By mark: steps from its top.
    pub depth: Vec<u32>,
}

impl Forest {
    /// A parent that does not exist, or that would close a circle, counts as none.
    pub fn new(request: &LayoutRequest) -> Self {
        let count = request.marks.len();
        let own: Vec<f64> = (0..count).map(|mark| weight(request.weights.get(mark).copied())).collect();
        let stated = |mark: usize| {
            let parent = request.parents.get(mark).copied().flatten()? as usize;
            (parent < count && parent != mark).then_some(parent)
        };
        let mut parent: Vec<Option<usize>> = (0..count).map(stated).collect();
        let mut waiting = vec![0u32; count];
        parent.iter().flatten().for_each(|parent| waiting[*parent] += 1);
        // From the leaves up; what is never reached lies on a circle.
        let mut upwards: Vec<usize> = (0..count).filter(|mark| waiting[*mark] == 0).collect();
        let mut total = own.clone();
        let mut is_settled = vec![false; count];
        let mut next = 0;
        while let Some(mark) = upwards.get(next).copied() {
            next += 1;
            is_settled[mark] = true;
            if let Some(parent) = parent[mark] {
                total[parent] += total[mark];
                waiting[parent] -= 1;
                if waiting[parent] == 0 {
                    upwards.push(parent);
                }
            }
        }
        for mark in (0..count).filter(|mark| !is_settled[*mark]) {
            parent[mark] = None;
        }
        let mut by_size: Vec<usize> = (0..count).collect();
        by_size.sort_by(|one, two| total[*two].total_cmp(&total[*one]).then(one.cmp(two)));
        let mut below: Vec<Vec<usize>> = vec![Vec::new(); count];
        let mut order = Vec::with_capacity(count);
        for mark in by_size {
            match parent[mark] {
                Some(parent) => below[parent].push(mark),
                None => order.push(mark),
            }
        }
        let tops = 0..order.len();
        let mut children = vec![0..0; count];
        let mut depth = vec![0; count];
        let mut next = 0;
        while let Some(mark) = order.get(next).copied() {
            next += 1;
            let first = order.len();
            below[mark].iter().for_each(|child| depth[*child] = depth[mark] + 1);
            order.append(&mut below[mark]);
            children[mark] = first..order.len();
        }
        Self { order, children, tops, own, total, depth }
    }
}

fn weight(stated: Option<f32>) -> f64 {
    stated.map_or(1.0, |weight| if weight.is_finite() { f64::from(weight).max(1.0) } else { 1.0 })
}

/// Width and height of the picture; nothing where they are no lengths.
pub(super) fn room(room: MarkSize) -> (f64, f64) {
    let length = |length: f32| if length.is_finite() { f64::from(length).max(0.0) } else { 0.0 };
    (length(room.width), length(room.height))
}
