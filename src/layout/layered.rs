//! The layered layout: rank, order, place, route.
//!
//! Source: Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical system
//! structures" (1981); each step names its own. Iterative throughout, no hash order, plain IEEE
//! arithmetic: the same request gives the same layout, to the bit.

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
    place: |request, _| layered(request),
};

/// Places marks in layers from left to right. Iterative, deterministic.
pub fn layered(request: &LayoutRequest) -> Layout {
    let ranks = rank::rank(request);
    let mut skeleton = Skeleton::new(request, &ranks);
    let crossings = order::order(&mut skeleton, request.rounds);
    skeleton.insert_backward_lanes();
    let rows = place::place(request, &skeleton);
    let mut layout = route::route(request, &skeleton, &rows);
    layout.layers = ranks.layer;
    layout.crossings = crossings;
    layout
}
