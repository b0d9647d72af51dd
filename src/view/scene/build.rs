//! From a subset of the graph and its judgement to a scene: sizes, layout, flat arrays.

use std::collections::BTreeSet;

use super::labels::{Words, words};
use super::legend::{hue, legend, own, ring, verdict};
use super::{GROUP, GUTTER, LABEL_END, LABEL_SIZE, LABEL_X, Palette, ROW, Scene, edge, flag};
use crate::graph::{Graph, NodeIndex, Subset, SubsetEdge};
use crate::layout::{Layout, LayoutRequest, MarkSize, layered};
use crate::licenses::{Evidence, Judgement, Verdict};
use crate::model::{DependencyKind, Scope};
use crate::view::text_width::{Weight, text_width};

/// Places the subset and puts it into flat arrays. `hidden_hues` (positions in the palette) are dimmed.
///
/// A column is a layer: the longest route drawn from a root. A component's depth, the shortest route,
/// may be smaller, so columns are not headed "depth".
pub fn scene(
    graph: &Graph,
    judgement: &Judgement,
    subset: &Subset,
    palette: Palette,
    hidden_hues: &BTreeSet<u8>,
) -> Scene {
    let words = words(graph, subset);
    let request = request(graph, subset, &words);
    let layout = layered(&request);
    let legend = legend(graph, judgement, palette, subset);
    let mut scene = Scene { palette, legend, ring: ring(judgement, subset), ..Scene::default() };
    marks(&mut scene, graph, judgement, subset, hidden_hues);
    for words in words {
        scene.label.push(words.label);
        scene.whole.push(words.whole);
        scene.title.push(words.title);
    }
    place(&mut scene, &request, &layout);
    edges(&mut scene, subset, &layout);
    scene
}

/// What the layout is asked: the sizes of the marks, the edges, the roots.
pub fn layout_request(graph: &Graph, subset: &Subset) -> LayoutRequest {
    request(graph, subset, &words(graph, subset))
}

fn request(graph: &Graph, subset: &Subset, words: &[Words]) -> LayoutRequest {
    let folded = subset.folded.iter().copied().chain(std::iter::repeat(0));
    let marks: Vec<MarkSize> = words
        .iter()
        .zip(folded)
        .map(|(words, folded)| MarkSize { width: width(&words.label, folded), height: ROW })
        .collect();
    let roots: BTreeSet<NodeIndex> = graph.roots.iter().copied().collect();
    let roots = (0_u32..).zip(&subset.nodes).filter(|(_, node)| roots.contains(node)).map(|(mark, _)| mark).collect();
    let edges: Vec<(u32, u32)> = subset.edges.iter().map(|edge| (edge.from, edge.to)).collect();
    let rounds = match marks.len() + edges.len() {
        0..=2_000 => 24,
        2_001..=20_000 => 8,
        _ => 3,
    };
    LayoutRequest { marks, edges, roots, gutter: GUTTER, row_height: ROW, rounds, ..LayoutRequest::default() }
}

/// Of symbol, label and count. Always room for bold letters: any mark may come to lie on a lit route.
fn width(label: &str, folded: u32) -> f32 {
    let mut width = LABEL_X + text_width(label, LABEL_SIZE, Weight::Semibold);
    if folded > 0 {
        width += text_width(&format!(" +{folded}"), LABEL_SIZE, Weight::Regular);
    }
    (width + LABEL_END).ceil()
}

fn is_involved(judgement: &Judgement, node: NodeIndex) -> bool {
    judgement.components.get(node as usize).is_some_and(|judged| judged.involved)
}

fn holds_none(judgement: &Judgement, node: NodeIndex) -> bool {
    judgement.components.get(node as usize).is_some_and(|judged| judged.evidence == Evidence::FormatHoldsNone)
}

fn marks(scene: &mut Scene, graph: &Graph, judgement: &Judgement, subset: &Subset, hidden_hues: &BTreeSet<u8>) {
    let roots: BTreeSet<NodeIndex> = graph.roots.iter().copied().collect();
    let drawn: BTreeSet<NodeIndex> = subset.nodes.iter().copied().collect();
    let palette = scene.palette;
    let own = own(graph, judgement);
    let is_own = |node: NodeIndex| own.get(node as usize).copied().unwrap_or_default();
    let is_hidden = |node: NodeIndex| {
        !hidden_hues.is_empty() && !is_own(node) && hidden_hues.contains(&hue(graph, judgement, palette, node))
    };
    let mut flags = Vec::with_capacity(subset.nodes.len() + subset.groups.len());
    for (at, node) in subset.nodes.iter().enumerate() {
        let verdict = verdict(judgement, *node);
        let is_root = roots.contains(node);
        let folded = subset.folded.get(at).copied().unwrap_or_default();
        let is_expanded = folded == 0 && graph.dependencies(*node).iter().all(|edge| drawn.contains(&edge.to));
        flags.push(
            bit(flag::ROOT, is_root)
                | bit(flag::OWN, is_own(*node))
                | bit(flag::BOLD, is_root || verdict == Verdict::Conflict)
                | bit(flag::DIMMED, is_hidden(*node))
                | bit(flag::EXPANDED, is_expanded)
                | bit(flag::NO_DATA, holds_none(judgement, *node))
                | bit(flag::INVOLVED, !is_root && is_involved(judgement, *node)),
        );
    }
    for group in &subset.groups {
        let is_dimmed = !group.members.is_empty() && group.members.iter().all(|node| is_hidden(*node));
        flags.push(flag::GROUP | bit(flag::DIMMED, is_dimmed));
    }
    scene.flags = flags;
    for (at, node) in subset.nodes.iter().enumerate() {
        let verdict = verdict(judgement, *node);
        scene.node.push(*node);
        scene.shape.push(Verdict::ALL.iter().position(|known| *known == verdict).unwrap_or_default() as u8);
        scene.hue.push(hue(graph, judgement, scene.palette, *node));
        scene.folded.push(subset.folded.get(at).copied().unwrap_or_default());
    }
    for group in &subset.groups {
        scene.node.push(GROUP);
        scene.shape.push(0);
        scene.hue.push(0);
        scene.folded.push(group.count);
    }
}

fn bit(bit: u8, is_set: bool) -> u8 {
    if is_set { bit } else { 0 }
}

fn place(scene: &mut Scene, request: &LayoutRequest, layout: &Layout) {
    for (at, size) in request.marks.iter().enumerate() {
        let point = layout.positions.get(at).copied().unwrap_or_default();
        scene.x.push(point.x);
        scene.y.push(point.y);
        scene.width.push(size.width);
        scene.layer.push(layout.layers.get(at).copied().unwrap_or_default());
    }
    scene.column_x = layout.columns.clone();
    scene.column_title = (0..layout.columns.len())
        .map(|layer| if layer == 0 { "roots".to_owned() } else { format!("layer {layer}") })
        .collect();
    scene.width_total = layout.width;
    scene.height_total = layout.height;
}

fn edges(scene: &mut Scene, subset: &Subset, layout: &Layout) {
    scene.point_start.push(0);
    for (at, edge) in subset.edges.iter().enumerate() {
        let route = layout.routes.get(at);
        scene.from.push(edge.from);
        scene.to.push(edge.to);
        let closes_cycle = edge.in_cycle && route.is_some_and(|route| route.backwards);
        scene.line.push(line(edge, closes_cycle));
        for point in route.map(|route| route.points.as_slice()).unwrap_or_default() {
            scene.points.extend([point.x, point.y]);
        }
        scene.point_start.push((scene.points.len() / 2) as u32);
    }
}

fn line(edge: &SubsetEdge, closes_cycle: bool) -> u8 {
    match (closes_cycle, edge.kind, edge.scope) {
        (true, _, _) => edge::CYCLE,
        (_, DependencyKind::Contains, _) => edge::CONTAINS,
        (_, _, Scope::Development | Scope::Test | Scope::Build) => edge::DEVELOPMENT,
        (_, _, Scope::Optional | Scope::Peer | Scope::Provided) => edge::OPTIONAL,
        (_, _, Scope::Runtime | Scope::Unknown) => edge::RUNTIME,
    }
}
