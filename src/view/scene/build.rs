//! From a subset of the graph and its judgement to a scene: sizes, layout, flat arrays.

use std::collections::{BTreeMap, BTreeSet};

use super::importance::{edge_order, order};
use super::labels::{Words, words};
use super::legend::{Hues, legend, own, ring, verdict};
use super::{GROUP, GUTTER, LABEL_END, LABEL_SIZE, LABEL_X, Palette, ROW, Scene, edge, flag};
use crate::graph::{self, Graph, NodeIndex, Subset, SubsetEdge};
use crate::layout::{self, Form, Layout, LayoutRequest, MarkSize, Method, Point};
use crate::licenses::{Evidence, Judgement, Verdict};
use crate::model::{DependencyKind, Scope};
use crate::view::text_width::{Weight, text_width};

/// Rounds of a map: more change nothing that can be seen.
const MAP_ROUNDS: u32 = 24;
/// The size that boxes fill where nothing else is said.
const ROOM: MarkSize = MarkSize { width: 1_200.0, height: 720.0 };

/// What a picture is made of, and how.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    pub graph: &'a Graph,
    pub judgement: &'a Judgement,
    pub subset: &'a Subset,
    pub palette: Palette,
    /// The colours of the palette; `None` where graph and judgement tell them.
    pub hues: Option<&'a Hues>,
    /// Positions in the palette that the legend dims.
    pub dimmed: &'a BTreeSet<u8>,
    pub method: &'a Method,
    /// Those of the graph, where they are known already.
    pub dominators: Option<&'a [Option<NodeIndex>]>,
    /// A map of one round, for a first look.
    pub is_quick: bool,
    /// Where nodes stood in the picture before (`Scene::places`), if it was placed by the same method.
    pub previous: Option<&'a BTreeMap<NodeIndex, Point>>,
    /// The size that boxes fill.
    pub room: MarkSize,
}

impl<'a> Asked<'a> {
    /// By layers, coloured by verdict, nothing dimmed, no picture before.
    pub fn layered(graph: &'a Graph, judgement: &'a Judgement, subset: &'a Subset) -> Self {
        const NONE: &BTreeSet<u8> = &BTreeSet::new();
        Self {
            graph,
            judgement,
            subset,
            palette: Palette::Verdict,
            hues: None,
            dimmed: NONE,
            method: layout::ALL[0],
            dominators: None,
            is_quick: false,
            previous: None,
            room: ROOM,
        }
    }
}

/// Places the subset and puts it into flat arrays; hears the share that is done.
///
/// A column is a layer: the longest route drawn from a root. A component's depth, the shortest route,
/// may be smaller, so columns are not headed "depth".
pub fn scene(asked: &Asked<'_>, progress: &mut dyn FnMut(f32)) -> Scene {
    let Asked { graph, judgement, subset, palette, .. } = *asked;
    let words = words(graph, subset);
    let request = request(asked, &words);
    let layout = (asked.method.place)(&request, progress);
    let own_hues;
    let hues = match asked.hues {
        Some(hues) => hues,
        None => {
            own_hues = Hues::new(graph, judgement, palette);
            &own_hues
        }
    };
    let legend = legend(graph, judgement, hues, subset);
    let form = asked.method.form;
    let mut scene = Scene { form, palette, legend, ring: ring(judgement, subset), ..Scene::default() };
    marks(&mut scene, asked, hues);
    for words in words {
        scene.label.push(&words.label);
        scene.whole.push(&words.whole);
        scene.title.push(&words.title);
    }
    place(&mut scene, &request, &layout);
    scene.order = order(&scene, &request);
    edges(&mut scene, subset, &layout);
    if form == Form::Boxes {
        scene.folded = inside(&request);
    }
    scene
}

/// What the layout is asked: the sizes of the marks, the edges, the roots, and what would leave with what.
pub fn layout_request(asked: &Asked<'_>) -> LayoutRequest {
    request(asked, &words(asked.graph, asked.subset))
}

fn request(asked: &Asked<'_>, words: &[Words]) -> LayoutRequest {
    let Asked { graph, subset, previous, room, .. } = *asked;
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
        _ if asked.method.form == Form::Points => {
            if asked.is_quick {
                1
            } else {
                MAP_ROUNDS
            }
        }
        0..=2_000 => 24,
        2_001..=20_000 => 8,
        _ => 3,
    };
    let depth = |node: NodeIndex| graph.nodes.get(node as usize).and_then(|node| node.depth).unwrap_or(u32::MAX);
    let groups = subset.groups.iter();
    let depths = subset.nodes.iter().map(|node| depth(*node));
    let depths = depths.chain(groups.clone().map(|group| group.parent.map_or(u32::MAX, depth).saturating_add(1)));
    let weights = subset.nodes.iter().enumerate().map(|(at, _)| 1.0 + count_at(&subset.folded, at) as f32);
    let weights = weights.chain(groups.map(|group| group.count.max(1) as f32));
    let place = |node: &NodeIndex| previous.and_then(|places| places.get(node).copied());
    LayoutRequest {
        marks,
        edges,
        roots,
        gutter: GUTTER,
        row_height: ROW,
        rounds,
        parents: match asked.method.form {
            Form::Columns | Form::Grid => Vec::new(),
            Form::Points | Form::Boxes => match asked.dominators {
                Some(dominators) => parents(graph, subset, dominators),
                None => parents(graph, subset, &graph::dominators(graph)),
            },
        },
        weights: weights.collect(),
        depths: depths.collect(),
        previous: match previous {
            None => Vec::new(),
            Some(_) => subset.nodes.iter().map(place).chain(subset.groups.iter().map(|_| None)).collect(),
        },
        room,
    }
}

/// For each mark the nearest drawn mark without which it would leave.
fn parents(graph: &Graph, subset: &Subset, dominators: &[Option<NodeIndex>]) -> Vec<Option<u32>> {
    let mut mark_of = vec![None; graph.nodes.len()];
    for (mark, node) in (0_u32..).zip(&subset.nodes) {
        if let Some(place) = mark_of.get_mut(*node as usize) {
            *place = Some(mark);
        }
    }
    let mark_of = |node: NodeIndex| mark_of.get(node as usize).copied().flatten();
    let above = |node: NodeIndex| dominators.get(node as usize).copied().flatten();
    let nodes = subset.nodes.iter().map(|node| {
        let mut next = above(*node);
        // a tree is no deeper than it has nodes
        while let Some(node) = next.filter(|node| mark_of(*node).is_none()) {
            next = above(node);
        }
        next.and_then(mark_of)
    });
    nodes.chain(subset.groups.iter().map(|group| group.parent.and_then(mark_of))).collect()
}

/// For each mark the components it stands for, those of all marks inside it counted.
fn inside(request: &LayoutRequest) -> Vec<u32> {
    let mut counts: Vec<u32> = request.weights.iter().map(|weight| *weight as u32).collect();
    let mut open = vec![0_u32; counts.len()];
    for parent in request.parents.iter().flatten() {
        if let Some(open) = open.get_mut(*parent as usize) {
            *open += 1;
        }
    }
    let mut done: Vec<usize> = (0..counts.len()).filter(|mark| open.get(*mark) == Some(&0)).collect();
    while let Some(mark) = done.pop() {
        let Some(parent) = request.parents.get(mark).copied().flatten().map(|parent| parent as usize) else { continue };
        let count = count_at(&counts, mark);
        if let (Some(sum), Some(open)) = (counts.get_mut(parent), open.get_mut(parent)) {
            *sum = sum.saturating_add(count);
            *open -= 1;
            if *open == 0 {
                done.push(parent);
            }
        }
    }
    counts
}

fn count_at(counts: &[u32], at: usize) -> u32 {
    counts.get(at).copied().unwrap_or_default()
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

fn marks(scene: &mut Scene, asked: &Asked<'_>, hues: &Hues) {
    let Asked { graph, judgement, subset, dimmed, .. } = *asked;
    let roots: BTreeSet<NodeIndex> = graph.roots.iter().copied().collect();
    let drawn: BTreeSet<NodeIndex> = subset.nodes.iter().copied().collect();
    let own = own(graph, judgement);
    let is_own = |node: NodeIndex| own.get(node as usize).copied().unwrap_or_default();
    let is_hidden = |node: NodeIndex| !dimmed.is_empty() && !is_own(node) && dimmed.contains(&hues.hue(node));
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
        scene.hue.push(hues.hue(*node));
        scene.folded.push(subset.folded.get(at).copied().unwrap_or_default());
    }
    for group in &subset.groups {
        scene.node.push(GROUP);
        scene.shape.push(0);
        scene.hue.push(0);
        scene.folded.push(group.count);
        scene.sets.push(group.name.clone());
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
        scene.layer.push(layout.layers.get(at).copied().unwrap_or_default());
        if scene.form == Form::Boxes {
            let size = layout.boxes.get(at).copied().unwrap_or_default();
            scene.width.push(size.width);
            scene.height.push(size.height);
        } else {
            scene.width.push(size.width);
        }
    }
    scene.column_x = layout.columns.clone();
    scene.column_title = (0..layout.columns.len())
        .map(|layer| if layer == 0 { "roots".to_owned() } else { format!("layer {layer}") })
        .collect();
    scene.width_total = layout.width;
    scene.height_total = layout.height;
}

fn edges(scene: &mut Scene, subset: &Subset, layout: &Layout) {
    let in_order: Vec<u32> = match scene.form {
        Form::Points => edge_order(scene, &subset.edges),
        _ => (0..subset.edges.len() as u32).collect(),
    };
    let has_routes = matches!(scene.form, Form::Columns | Form::Grid);
    if has_routes {
        scene.point_start.push(0);
    }
    for at in in_order.into_iter().map(|at| at as usize) {
        let (Some(edge), route) = (subset.edges.get(at), layout.routes.get(at)) else { continue };
        scene.from.push(edge.from);
        scene.to.push(edge.to);
        let closes_cycle = edge.in_cycle && (scene.form != Form::Columns || route.is_some_and(|route| route.backwards));
        scene.line.push(line(edge, closes_cycle));
        if has_routes {
            for point in route.map(|route| route.points.as_slice()).unwrap_or_default() {
                scene.points.extend([point.x, point.y]);
            }
            scene.point_start.push((scene.points.len() / 2) as u32);
        }
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
