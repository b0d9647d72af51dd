//! Boxes in or beside each other.

use crate::layout::{Layout, LayoutRequest};

/// Rounding of positions, in CSS pixels.
const ROUNDING: f32 = 0.02;

/// Boxes lie inside the drawing and, in a treemap, inside their parents; in an icicle right of them and within their
/// height. Brothers do not overlap, and their areas are as their weights.
pub(super) fn boxes(request: &LayoutRequest, layout: &Layout, broken: &mut Vec<String>) {
    let sides = |mark: usize| {
        let (position, size) = (layout.positions[mark], layout.boxes[mark]);
        Sides {
            left: position.x,
            right: position.x + size.width,
            top: position.y - 0.5 * size.height,
            bottom: position.y + 0.5 * size.height,
        }
    };
    let boxes: Vec<Sides> = (0..layout.positions.len()).map(sides).collect();
    let whole = Sides { left: 0.0, right: layout.width, top: 0.0, bottom: layout.height };
    let parent = |mark: usize| {
        let parent = request.parents.get(mark).copied().flatten()? as usize;
        (parent < boxes.len() && parent != mark).then_some(parent)
    };
    for (mark, sides) in boxes.iter().enumerate() {
        let size = layout.boxes[mark];
        if !size.width.is_finite() || !size.height.is_finite() || size.width < 0.0 || size.height < 0.0 {
            broken.push(format!("box {mark} has no size"));
        }
        if !sides.is_inside(&whole) {
            broken.push(format!("box {mark} reaches out of the drawing"));
        }
        let Some(parent) = parent(mark) else { continue };
        let is_beside = !layout.columns.is_empty();
        let room = if is_beside {
            Sides { left: boxes[parent].right, right: layout.width, ..boxes[parent] }
        } else {
            boxes[parent]
        };
        if !sides.is_inside(&room) {
            broken.push(format!("box {mark} is not {} its parent's", if is_beside { "beside" } else { "inside" }));
        }
    }
    let mut families: Vec<(Option<usize>, usize)> = (0..boxes.len()).map(|mark| (parent(mark), mark)).collect();
    families.sort_by(|one, two| one.0.cmp(&two.0).then(boxes[one.1].left.total_cmp(&boxes[two.1].left)));
    let totals = totals(request, &parent);
    for family in families.chunk_by(|one, two| one.0 == two.0) {
        for (at, (_, one)) in family.iter().enumerate() {
            let near = family[at + 1..].iter().take_while(|(_, two)| boxes[*two].left + ROUNDING < boxes[*one].right);
            for (_, two) in near.take(2_000) {
                if boxes[*one].overlaps(&boxes[*two]) {
                    broken.push(format!("boxes {one} and {two} overlap"));
                }
            }
        }
        let area = |mark: usize| f64::from(layout.boxes[mark].width) * f64::from(layout.boxes[mark].height);
        let all: f64 = family.iter().map(|(_, mark)| area(*mark)).sum();
        let weight: f64 = family.iter().map(|(_, mark)| totals[*mark]).sum();
        for (_, mark) in family {
            let wanted = all * totals[*mark] / weight;
            let around = f64::from(layout.boxes[*mark].width + layout.boxes[*mark].height + 1.0);
            if (area(*mark) - wanted).abs() > 0.001 * wanted + f64::from(ROUNDING) * around {
                broken.push(format!("box {mark} has an area of {} for {wanted}", area(*mark)));
            }
        }
    }
}

/// By mark: its weight with all below it; marks on a circle of parents are not asked about.
fn totals(request: &LayoutRequest, parent: &impl Fn(usize) -> Option<usize>) -> Vec<f64> {
    let count = request.marks.len();
    let mut totals: Vec<f64> =
        (0..count).map(|mark| request.weights.get(mark).map_or(1.0, |weight| f64::from(*weight))).collect();
    let mut waiting = vec![0; count];
    (0..count).filter_map(parent).for_each(|parent| waiting[parent] += 1);
    let mut free: Vec<usize> = (0..count).filter(|mark| waiting[*mark] == 0).collect();
    while let Some(mark) = free.pop() {
        if let Some(parent) = parent(mark) {
            totals[parent] += totals[mark];
            waiting[parent] -= 1;
            if waiting[parent] == 0 {
                free.push(parent);
            }
        }
    }
    totals
}

#[derive(Clone, Copy)]
struct Sides {
    left: f32,
    right: f32,
    top: f32,
    bottom: f32,
}

impl Sides {
    fn is_inside(&self, other: &Self) -> bool {
        self.left >= other.left - ROUNDING
            && self.right <= other.right + ROUNDING
            && self.top >= other.top - ROUNDING
            && self.bottom <= other.bottom + ROUNDING
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.left + ROUNDING < other.right
            && other.left + ROUNDING < self.right
            && self.top + ROUNDING < other.bottom
            && other.top + ROUNDING < self.bottom
    }
}
