//! What leaves if it goes, as boxes: each component lies in, or beside, what it would leave with.
//!
//! A box that would be too small to see is folded with its neighbours into one that says how many they are.

use super::super::words::{count, length};
use super::{BoxKind, ComplexityRequest, Picture, PictureBox, PictureKind, link};
use crate::graph::NodeIndex;
use crate::layout::{self, LayoutRequest, MarkSize};
use crate::view::facts::Facts;

/// Boxes drawn at most.
pub const MOST_BOXES: usize = 240;
/// Boxes right of each other, everything among them.
const MOST_LEVELS: usize = 5;
/// A box must stand for at least one part of so many of the whole.
const SMALLEST_PART: usize = 56;
const WIDTH: f32 = 760.0;
const HEIGHT: f32 = 536.0;

/// Chooses boxes and places them. Costs nodes · log.
pub fn picture(facts: &Facts, request: &ComplexityRequest) -> Picture {
    if request.picture == PictureKind::Table {
        return Picture::default();
    }
    let tree = Tree::of(facts);
    let start = request.within.filter(|node| (*node as usize) < facts.graph.nodes.len());
    let mut boxes = tree.boxes(facts, start);
    let marks: Vec<MarkSize> = boxes.iter().map(|_| MarkSize { width: 0.0, height: 0.0 }).collect();
    let mut alone: Vec<usize> = boxes.iter().map(|found| found.count).collect();
    for found in &boxes {
        if let Some(own) = found.parent.and_then(|parent| alone.get_mut(parent)) {
            *own = own.saturating_sub(found.count);
        }
    }
    let asked = LayoutRequest {
        roots: vec![0],
        parents: boxes.iter().map(|found| found.parent.map(|parent| parent as u32)).collect(),
        weights: alone.iter().map(|own| (*own).max(1) as f32).collect(),
        depths: boxes.iter().map(|found| found.level as u32).collect(),
        previous: vec![None; marks.len()],
        room: MarkSize { width: WIDTH, height: HEIGHT },
        marks,
        ..LayoutRequest::default()
    };
    let id = if request.picture == PictureKind::Treemap { "treemap" } else { "icicle" };
    let placed = (layout::method(id).place)(&asked, &mut |_| {});
    for ((found, position), size) in boxes.iter_mut().zip(&placed.positions).zip(&placed.boxes) {
        (found.x, found.y) = (position.x, position.y - size.height / 2.0);
        (found.width, found.height) = (size.width, size.height);
    }
    if request.picture == PictureKind::Icicle {
        gather_at_the_end(&mut boxes);
    }
    let mut within = Vec::new();
    let mut at = start;
    while let Some(node) = at {
        within.push(link(facts, node));
        at = facts.dominators.get(node as usize).copied().flatten();
    }
    within.reverse();
    Picture {
        boxes,
        width: placed.width,
        height: placed.height,
        within,
        words: format!(
            "{} levels and {} boxes at most; what stands for less than one part in {SMALLEST_PART} is folded",
            MOST_LEVELS,
            length(MOST_BOXES)
        ),
    }
}

/// Puts what is folded or shared below its single neighbours: the eye begins at the top. Boxes come after their parents.
fn gather_at_the_end(boxes: &mut [PictureBox]) {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); boxes.len()];
    for (at, found) in boxes.iter().enumerate() {
        if let Some(children) = found.parent.and_then(|parent| children.get_mut(parent)) {
            children.push(at);
        }
    }
    let is_gathered = |found: &PictureBox| matches!(found.kind, BoxKind::Shared | BoxKind::Folded);
    let mut shift = vec![0.0_f32; boxes.len()];
    for at in 0..boxes.len() {
        let own = shift.get(at).copied().unwrap_or_default();
        let mut order = std::mem::take(&mut children[at]);
        order.sort_by(|one, two| boxes[*one].y.total_cmp(&boxes[*two].y));
        let mut y = order.first().map_or(0.0, |first| boxes[*first].y);
        order.sort_by_key(|child| is_gathered(&boxes[*child]));
        for child in order {
            shift[child] = own + y - boxes[child].y;
            y += boxes[child].height;
        }
        boxes[at].y += own;
    }
}

/// The dominator tree, children of each node with the heaviest first.
struct Tree {
    start: Vec<u32>,
    children: Vec<NodeIndex>,
    tops: Vec<NodeIndex>,
}

impl Tree {
    fn of(facts: &Facts) -> Self {
        let nodes = facts.graph.nodes.len();
        let mut start = vec![0u32; nodes + 1];
        facts.dominators.iter().flatten().for_each(|above| start[*above as usize + 1] += 1);
        for node in 0..nodes {
            start[node + 1] += start[node];
        }
        let mut by_weight: Vec<NodeIndex> = (0..nodes as NodeIndex).collect();
        by_weight.sort_by_key(|node| (std::cmp::Reverse(weight(facts, *node)), *node));
        let (mut next, mut tops) = (start.clone(), Vec::new());
        let mut children = vec![0; start.last().copied().unwrap_or(0) as usize];
        for node in by_weight {
            match facts.dominators.get(node as usize).copied().flatten() {
                Some(above) => {
                    let slot = &mut next[above as usize];
                    children[*slot as usize] = node;
                    *slot += 1;
                }
                None => tops.push(node),
            }
        }
        Self { start, children, tops }
    }

    fn below(&self, node: Option<NodeIndex>) -> &[NodeIndex] {
        match node.map(|node| node as usize) {
            None => &self.tops,
            Some(node) => match (self.start.get(node), self.start.get(node + 1)) {
                (Some(start), Some(end)) => self.children.get(*start as usize..*end as usize).unwrap_or_default(),
                _ => &[],
            },
        }
    }

    /// Breadth first, so that the outer boxes come before the inner ones when there are too many.
    fn boxes(&self, facts: &Facts, start: Option<NodeIndex>) -> Vec<PictureBox> {
        let whole: usize = match start {
            Some(node) => weight(facts, node),
            None => facts.graph.nodes.len(),
        };
        let mut boxes = vec![PictureBox {
            link: start.map(|node| link(facts, node)),
            label: match start {
                Some(node) => super::super::words::visible(&facts.graph.label(node)),
                None => "everything".to_owned(),
            },
            count: whole,
            kind: start.map_or(BoxKind::Everything, |node| kind(facts, node)),
            ..PictureBox::default()
        }];
        let mut nodes = vec![start];
        let mut at = 0;
        while at < boxes.len() {
            let (level, of) = (boxes[at].level + 1, nodes[at]);
            let below = if at == 0 || of.is_some() { self.below(of) } else { &[] };
            boxes[at].has_more = !below.is_empty();
            if level >= MOST_LEVELS || below.is_empty() {
                at += 1;
                continue;
            }
            let smallest = (whole / SMALLEST_PART).max(1);
            let (mut shared, mut folded, mut first) = (0, (0, 0), None);
            for node in below {
                let weight = weight(facts, *node);
                let own = kind(facts, *node);
                // Behind a root or nothing stands what several hold together.
                let is_shared = own == BoxKind::Leaving && of.is_none_or(|of| kind(facts, of) == BoxKind::Root);
                if is_shared && weight < smallest * 4 {
                    shared += weight;
                } else if weight < smallest || boxes.len() >= MOST_BOXES {
                    folded = (folded.0 + weight, folded.1 + 1);
                    first.get_or_insert(*node);
                } else {
                    boxes.push(PictureBox {
                        link: Some(link(facts, *node)),
                        label: super::super::words::visible(&facts.graph.nodes[*node as usize].component.name),
                        count: weight,
                        kind: own,
                        level,
                        parent: Some(at),
                        ..PictureBox::default()
                    });
                    nodes.push(Some(*node));
                }
            }
            let mut several = |label: String, count: usize, kind: BoxKind| {
                if count > 0 {
                    boxes.push(PictureBox { label, count, kind, level, parent: Some(at), ..PictureBox::default() });
                    nodes.push(None);
                }
            };
            let name = first.map(|node| super::super::words::visible(&facts.graph.nodes[node as usize].component.name));
            let label = match (folded.1, name) {
                (1, Some(name)) => name,
                (many, Some(name)) if many <= 40 => format!("{name} and {} more", length(many - 1)),
                (many, _) => count(many, "component"),
            };
            several(label, folded.0, BoxKind::Folded);
            several("shared by several".to_owned(), shared, BoxKind::Shared);
            at += 1;
        }
        boxes
    }
}

/// Itself and what would leave with it.
fn weight(facts: &Facts, node: NodeIndex) -> usize {
    facts.leaves_with.get(node as usize).copied().unwrap_or(0) as usize + 1
}

fn kind(facts: &Facts, node: NodeIndex) -> BoxKind {
    match facts.graph.nodes.get(node as usize).and_then(|node| node.depth) {
        Some(0) => BoxKind::Root,
        Some(_) if facts.graph.is_direct(node) => BoxKind::Direct,
        _ => BoxKind::Leaving,
    }
}
