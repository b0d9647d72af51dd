//! The layered layout: rank, order, place, route.
//!
//! Source: Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical system
//! structures" (1981); each step names its own. Iterative throughout, no hash order, plain IEEE
//! arithmetic: the same request gives the same layout, to the bit.

mod keep;
mod order;
mod place;
mod rank;
mod refine;
mod route;
mod skeleton;
mod turns;

use super::{Form, Layout, LayoutRequest, Method};
use skeleton::Skeleton;

pub(super) const METHOD: Method = Method {
    id: "layered",
    title: "Layered",
    hint: "From the roots at the left to what everything needs at the right",
    form: Form::Columns,
    place: placed,
};

/// Places marks in layers from left to right. Iterative, deterministic.
pub fn layered(request: &LayoutRequest) -> Layout {
    placed(request, &mut |_| {})
}

fn placed(request: &LayoutRequest, progress: &mut dyn FnMut(f32)) -> Layout {
    let ranks = rank::rank(request);
    let mut skeleton = Skeleton::new(request, &ranks);
    progress(0.2);
    let crossings = order::order(request, &mut skeleton);
    progress(0.6);
    skeleton.insert_backward_lanes();
    let rows = place::place(request, &skeleton);
    progress(0.8);
    let mut layout = route::route(request, &skeleton, &rows);
    layout.layers = ranks.layer;
    layout.crossings = crossings;
    progress(1.0);
    layout
}
