//! The order within each layer where a picture was there before: what stays keeps its order, what is new stands beside
//! what it hangs on.

use super::super::LayoutRequest;
use super::skeleton::{Skeleton, Vertex};

/// Passes over all layers to bring what is new beside its neighbours.
const PASSES: usize = 6;

/// By vertex: it stood in the picture before. Empty where nothing did.
pub(super) fn kept(request: &LayoutRequest, skeleton: &Skeleton) -> Vec<bool> {
    let stood = |mark: usize| previous(request, mark).is_some();
    if !(0..skeleton.marks).any(stood) {
        return Vec::new();
    }
    (0..skeleton.layer.len()).map(|vertex| vertex < skeleton.marks && stood(vertex)).collect()
}

fn previous(request: &LayoutRequest, mark: usize) -> Option<f64> {
    let point = request.previous.get(mark).copied().flatten()?;
    point.y.is_finite().then_some(f64::from(point.y))
}

/// Orders the layers by the heights before; new marks and lanes by those of their neighbours.
pub(super) fn order_as_before(request: &LayoutRequest, skeleton: &mut Skeleton, kept: &[bool]) {
    let mut height: Vec<f64> = vec![f64::NAN; skeleton.layer.len()];
    for (mark, height) in height.iter_mut().enumerate().take(skeleton.marks) {
        *height = previous(request, mark).unwrap_or(f64::NAN);
    }
    let depth = skeleton.layers.len();
    for pass in 0..PASSES {
        for step in 0..depth {
            let layer = &skeleton.layers[if pass % 2 == 0 { step } else { depth - 1 - step }];
            for vertex in layer.iter().copied().filter(|vertex| !kept[*vertex as usize]) {
                let around = skeleton.before.of(vertex).iter().chain(skeleton.after.of(vertex));
                let known = around.map(|other| height[*other as usize]).filter(|height| !height.is_nan());
                let (sum, count) = known.fold((0.0, 0u32), |(sum, count), height| (sum + height, count + 1));
                if count > 0 {
                    height[vertex as usize] = sum / f64::from(count);
                }
            }
        }
    }
    // What hangs on nothing known stands at the end.
    let key = |vertex: Vertex| Some(height[vertex as usize]).filter(|height| !height.is_nan()).unwrap_or(f64::INFINITY);
    for layer in &mut skeleton.layers {
        layer.sort_by(|one, two| key(*one).total_cmp(&key(*two)));
    }
}
