//! Marks with labels in columns, and the edges between them.

use crate::layout::{Layout, LayoutRequest, Point};

/// Layers are kept, nothing overlaps, every edge is routed.
pub(super) fn columns(request: &LayoutRequest, layout: &Layout, broken: &mut Vec<String>) {
    stand(request, layout, broken);
    overlaps(request, layout, broken);
    routes(request, layout, broken);
}

/// Marks stand at the left end of their layer, and end before the next layer begins.
fn stand(request: &LayoutRequest, layout: &Layout, broken: &mut Vec<String>) {
    let placed = layout.positions.iter().zip(&layout.layers).zip(&request.marks);
    for (mark, ((position, layer), size)) in placed.enumerate() {
        let layer = *layer as usize;
        if layout.columns.get(layer) != Some(&position.x) {
            broken.push(format!("mark {mark} stands beside its column"));
        }
        if layout.columns.get(layer + 1).is_some_and(|next| position.x + size.width > *next) {
            broken.push(format!("mark {mark} reaches into the next column"));
        }
    }
    for root in request.roots.iter().filter(|root| layout.layers.get(**root as usize).is_some_and(|layer| *layer > 0)) {
        broken.push(format!("root {root} stands behind the first layer"));
    }
}

/// No two marks of a layer overlap; no level stretch of an edge crosses a mark.
fn overlaps(request: &LayoutRequest, layout: &Layout, broken: &mut Vec<String>) {
    let mut columns: Vec<Vec<(f32, usize)>> = vec![Vec::new(); layout.columns.len()];
    for (mark, (position, layer)) in layout.positions.iter().zip(&layout.layers).enumerate() {
        if let Some(column) = columns.get_mut(*layer as usize) {
            column.push((position.y, mark));
        }
    }
    for column in &mut columns {
        column.sort_by(|one, two| one.0.total_cmp(&two.0));
        for pair in column.windows(2) {
            let [(upper_y, upper), (lower_y, lower)] = pair else { continue };
            let room = 0.5 * (request.marks[*upper].height + request.marks[*lower].height);
            if lower_y - upper_y < room {
                broken.push(format!("marks {upper} and {lower} overlap"));
            }
        }
    }
    for (edge, route) in layout.routes.iter().enumerate() {
        for step in route.points.windows(2) {
            let [start, end] = step else { continue };
            let (left, right) = (start.x.min(end.x), start.x.max(end.x));
            for (column, x) in columns.iter().zip(&layout.columns).filter(|(_, x)| left < **x && **x < right) {
                // Only level stretches pass a column; the nearest marks are around their height.
                let at = column.partition_point(|(y, _)| *y < start.y);
                for (y, mark) in column.iter().skip(at.saturating_sub(1)).take(2) {
                    let size = request.marks[*mark];
                    if (y - start.y).abs() < 0.25 * size.height && x + size.width > left {
                        broken.push(format!("edge {edge} crosses mark {mark}"));
                    }
                }
            }
        }
    }
}

/// Each edge runs from its source's right end to its target's left end, level or upright, and to a
/// later layer unless it says that it runs backwards.
fn routes(request: &LayoutRequest, layout: &Layout, broken: &mut Vec<String>) {
    for (edge, ((from, to), route)) in request.edges.iter().zip(&layout.routes).enumerate() {
        let (from, to) = (*from as usize, *to as usize);
        let (Some(source), Some(target)) = (layout.positions.get(from), layout.positions.get(to)) else { continue };
        let right = Point { x: source.x + request.marks[from].width, y: source.y };
        let near = |one: Option<&Point>, two: &Point| {
            one.is_some_and(|one| (one.x - two.x).abs() < 0.1 && (one.y - two.y).abs() < 0.1)
        };
        if !near(route.points.first(), &right) {
            broken.push(format!("edge {edge} does not leave at the right end of mark {from}"));
        }
        if !near(route.points.last(), target) {
            broken.push(format!("edge {edge} does not arrive at the left end of mark {to}"));
        }
        if route.points.windows(2).any(|step| step[0].x != step[1].x && step[0].y != step[1].y) {
            broken.push(format!("edge {edge} runs aslant"));
        }
        if !route.backwards && layout.layers[from] >= layout.layers[to] {
            broken.push(format!("edge {edge} runs backwards and does not say so"));
        }
    }
}
