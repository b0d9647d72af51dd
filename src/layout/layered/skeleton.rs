//! The layers as lists of vertices: marks, and lanes where edges pass through a layer.
//!
//! The long edges of one mark share its lane until they turn off, so lanes grow with marks and not
//! with edges. Past `MOST_LANES` the remaining long edges run below the drawing.

use super::super::strong::Neighbours;
use super::LayoutRequest;
use super::rank::Ranks;

/// Vertices that only let edges pass. A drawing with more would be unreadable anyway.
const MOST_LANES: usize = 40_000;

/// A mark, or a lane in one layer. Marks come first, with the same numbers.
pub(super) type Vertex = u32;

/// The way of a request edge through the layers.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Way {
    /// Through the source's lane, as far as there are layers between.
    Forward,
    /// Through a lane of its own, starting with this vertex in the target's layer.
    Backward { lane: Vertex },
    /// Below the drawing.
    Below,
    /// An end of it does not exist.
    Nowhere,
}

pub(super) struct Skeleton {
    pub marks: usize,
    /// By vertex.
    pub layer: Vec<u32>,
    /// By layer, from top to bottom.
    pub layers: Vec<Vec<Vertex>>,
    /// By vertex: neighbours in the layer before and the layer after. Only forward edges.
    /// Sorted, each once.
    pub before: Neighbours,
    pub after: Neighbours,
    /// By mark: its lane's vertex in the next layer, and how many layers the lane runs.
    pub lanes: Vec<(Vertex, u32)>,
    /// By edge.
    pub ways: Vec<Way>,
    /// For each backward lane: source, target, first vertex, layers.
    pub backward_lanes: Vec<BackwardLane>,
}

pub(super) struct BackwardLane {
    pub from: Vertex,
    pub to: Vertex,
    pub first: Vertex,
    pub layers: u32,
}

impl Skeleton {
    pub fn new(request: &LayoutRequest, ranks: &Ranks) -> Self {
        let marks = request.marks.len();
        let depth = ranks.layer.iter().max().map_or(0, |last| *last as usize + 1);
        let mut skeleton = Self {
            marks,
            layer: ranks.layer.clone(),
            layers: vec![Vec::new(); depth],
            before: Neighbours::default(),
            after: Neighbours::default(),
            lanes: vec![(0, 0); marks],
            ways: Vec::with_capacity(request.edges.len()),
            backward_lanes: Vec::new(),
        };
        let mut links = skeleton.add_lanes(request, ranks);
        skeleton.add_ways(request, ranks, &mut links);
        skeleton.join(&links);
        skeleton.first_order(request);
        skeleton
    }

    /// The vertex that an edge from `from` leaves towards `layer`: the mark itself or its lane.
    pub fn exit(&self, from: Vertex, layer: u32) -> Vertex {
        match layer.saturating_sub(self.layer[from as usize] + 1) {
            0 => from,
            passed => self.lanes[from as usize].0 + passed - 1,
        }
    }

    fn add_lanes(&mut self, request: &LayoutRequest, ranks: &Ranks) -> Vec<(Vertex, Vertex)> {
        let mut links = Vec::with_capacity(2 * request.edges.len());
        let mut passed = vec![0u32; self.marks];
        for ((from, to), _) in request.edges.iter().zip(&ranks.backwards).filter(|(_, backwards)| !**backwards) {
            let between = self.layer[*to as usize] - self.layer[*from as usize] - 1;
            passed[*from as usize] = passed[*from as usize].max(between);
        }
        for (mark, passed) in passed.into_iter().enumerate() {
            if passed == 0 || self.layer.len() - self.marks + passed as usize > MOST_LANES {
                continue;
            }
            let first = self.layer.len() as Vertex;
            self.lanes[mark] = (first, passed);
            let mut last = mark as Vertex;
            for step in 0..passed {
                let lane = self.add_vertex(self.layer[mark] + 1 + step);
                links.push((last, lane));
                last = lane;
            }
        }
        links
    }

    fn add_ways(&mut self, request: &LayoutRequest, ranks: &Ranks, links: &mut Vec<(Vertex, Vertex)>) {
        let mut backward: Vec<(u32, u32, Vertex)> = Vec::new();
        for (edge, (from, to)) in request.edges.iter().copied().enumerate() {
            let way = if from as usize >= self.marks || to as usize >= self.marks {
                Way::Nowhere
            } else if ranks.backwards[edge] {
                match backward.binary_search_by_key(&(from, to), |(from, to, _)| (*from, *to)) {
                    Ok(known) => Way::Backward { lane: backward[known].2 },
                    Err(position) => {
                        let layers = (self.layer[from as usize] + 1).saturating_sub(self.layer[to as usize]).max(1);
                        if self.layer.len() - self.marks + layers as usize > MOST_LANES {
                            Way::Below
                        } else {
                            let first = self.layer.len() as Vertex;
                            (0..layers).for_each(|step| {
                                self.add_vertex(self.layer[to as usize] + step);
                            });
                            backward.insert(position, (from, to, first));
                            self.backward_lanes.push(BackwardLane { from, to, first, layers });
                            Way::Backward { lane: first }
                        }
                    }
                }
            } else {
                let between = self.layer[to as usize] - self.layer[from as usize] - 1;
                if between > self.lanes[from as usize].1 {
                    Way::Below
                } else {
                    let exit = self.exit(from, self.layer[to as usize]);
                    links.push((exit, to));
                    Way::Forward
                }
            };
            self.ways.push(way);
        }
    }

    /// Parallel edges weigh as one.
    fn join(&mut self, links: &[(Vertex, Vertex)]) {
        let count = self.layer.len();
        let before = Neighbours::new(count, links.iter().map(|(from, to)| (*to, *from)));
        let sorted = Neighbours::new(count, before.pairs().map(|(to, from)| (from, to)));
        let mut single: Vec<(Vertex, Vertex)> = sorted.pairs().collect();
        single.dedup();
        self.before = Neighbours::new(count, single.iter().map(|(from, to)| (*to, *from)));
        self.after = Neighbours::new(count, single.iter().copied());
    }

    fn add_vertex(&mut self, layer: u32) -> Vertex {
        self.layer.push(layer);
        self.layer.len() as Vertex - 1
    }

    /// Depth first from the roots: what hangs together starts out side by side.
    fn first_order(&mut self, request: &LayoutRequest) {
        let mut seen = vec![false; self.layer.len()];
        let roots = request.roots.iter().copied().filter(|root| (*root as usize) < self.marks);
        let mut marks: Vec<Vertex> = (0..self.marks as Vertex).collect();
        marks.sort_by_key(|mark| (self.layer[*mark as usize], *mark));
        for start in roots.chain(marks) {
            let mut stack = vec![start];
            while let Some(vertex) = stack.pop() {
                if !std::mem::replace(&mut seen[vertex as usize], true) {
                    self.layers[self.layer[vertex as usize] as usize].push(vertex);
                    stack.extend(self.after.of(vertex).iter().rev());
                }
            }
        }
    }

    /// Gives the lanes of backward edges their rows: below the mark they lead to, below the mark they
    /// come from, and in proportion between.
    pub fn insert_backward_lanes(&mut self) {
        if self.backward_lanes.is_empty() {
            return;
        }
        let mut position = vec![0usize; self.layer.len()];
        for layer in &self.layers {
            layer.iter().enumerate().for_each(|(at, vertex)| position[*vertex as usize] = at);
        }
        // By layer: (below which position, vertex).
        let mut inserted: Vec<Vec<(usize, Vertex)>> = vec![Vec::new(); self.layers.len()];
        for lane in &self.backward_lanes {
            let share = |vertex: Vertex| {
                let length = self.layers[self.layer[vertex as usize] as usize].len().max(1);
                (position[vertex as usize] as f64 + 0.5) / length as f64
            };
            let (start, end) = (share(lane.to), share(lane.from));
            for step in 0..lane.layers {
                let layer = (self.layer[lane.to as usize] + step) as usize;
                let below = if step == 0 {
                    position[lane.to as usize]
                } else if step + 1 == lane.layers {
                    position[lane.from as usize]
                } else {
                    let share = start + (end - start) * f64::from(step) / f64::from(lane.layers - 1);
                    (share * self.layers[layer].len() as f64) as usize
                };
                inserted[layer].push((below, lane.first + step));
            }
        }
        for (layer, mut inserted) in self.layers.iter_mut().zip(inserted) {
            inserted.sort_by_key(|(below, vertex)| (*below, *vertex));
            let mut lanes = inserted.into_iter().peekable();
            let mut merged = Vec::with_capacity(layer.len());
            for (at, vertex) in layer.iter().enumerate() {
                merged.push(*vertex);
                while let Some((_, lane)) = lanes.next_if(|(below, _)| *below <= at) {
                    merged.push(lane);
                }
            }
            merged.extend(lanes.map(|(_, lane)| lane));
            *layer = merged;
        }
    }
}
