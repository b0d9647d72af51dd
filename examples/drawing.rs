//! The canvas of the page by itself, for `benches/drawing.mjs`: a graph and a way to place it in, a picture that can be
//! moved out; and what it costs a picture to cross from the engine to the page.
//!
//! It is for a browser; natively it does nothing. Verdicts are made up.

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use std::cell::RefCell;
    use std::collections::BTreeSet;
    use std::rc::Rc;

    use lockscope::canvas::{CanvasEvent, Drawing, Surface};
    use lockscope::graph::{self, Edge, Graph, Node, SubsetEdge};
    use lockscope::layout::{self, Form, Layout, LayoutRequest, MarkSize, Method, Point};
    use lockscope::licenses::{ComponentJudgement, Evidence, Judgement, LicenseClass, Relation, Verdict};
    use lockscope::model::{Component, DependencyKind, Scope};
    use lockscope::view::scene::{Asked, Palette, Scene, highlight_mark, scene};
    use wasm_bindgen::prelude::wasm_bindgen;
    use web_sys::HtmlCanvasElement;

    thread_local! {
        static PLACES: RefCell<Vec<f32>> = const { RefCell::new(Vec::new()) };
    }

    /// Points where the caller says.
    const GIVEN: Method =
        Method { id: "given", title: "", hint: "", form: Form::Points, place: |request, _| given(request) };

    fn given(request: &LayoutRequest) -> Layout {
        let mut layout = Layout::default();
        PLACES.with_borrow(|places| {
            for at in places.chunks_exact(2).take(request.marks.len()) {
                if let [x, y] = at {
                    layout.positions.push(Point { x: *x, y: *y });
                    layout.width = layout.width.max(*x);
                    layout.height = layout.height.max(*y);
                }
            }
        });
        layout
    }

    /// A placed graph.
    #[wasm_bindgen]
    pub struct Picture(Rc<Scene>);

    /// Node 0 is the root. `edges`: from and to in turn. `places`: x and y in turn, read where the method is `given`.
    #[wasm_bindgen]
    pub fn picture(names: &str, edges: &[u32], method: &str, places: Vec<f32>) -> Picture {
        let graph = graph_of(names, edges);
        let components = (0..graph.nodes.len()).map(judged).collect();
        let judgement = Judgement { components, ..Judgement::default() };
        let subset = graph::Subset {
            nodes: (0..graph.nodes.len() as u32).collect(),
            folded: vec![0; graph.nodes.len()],
            groups: Vec::new(),
            edges: graph.edges.iter().map(drawn).collect(),
        };
        PLACES.set(places);
        let method = if method == "given" { &GIVEN } else { layout::method(method) };
        let none = BTreeSet::new();
        let asked = Asked {
            method,
            palette: Palette::Verdict,
            dimmed: &none,
            room: MarkSize { width: 1_400.0, height: 840.0 },
            ..Asked::layered(&graph, &judgement, &subset)
        };
        Picture(Rc::new(scene(&asked, &mut |_| {})))
    }

    fn graph_of(names: &str, edges: &[u32]) -> Graph {
        let named = |name: &str| Node {
            component: Component { name: name.to_owned(), version: Some("1.0.0".to_owned()), ..Component::default() }
                .into(),
            members: Vec::new().into(),
            license_documents: Vec::new().into(),
            depth: Some(1),
            scope: Scope::Runtime,
        };
        let nodes: Vec<Node> = names.lines().map(named).collect();
        let kind = DependencyKind::DependsOn;
        let mut edges: Vec<Edge> = edges
            .chunks_exact(2)
            .filter_map(|ends| match ends {
                [from, to] => Some(Edge { from: *from, to: *to, scope: Scope::Runtime, kind, linkage: None }),
                _ => None,
            })
            .collect();
        edges.sort_by_key(|edge| (edge.from, edge.to));
        let mut graph = Graph { roots: vec![0], ..Graph::default() };
        graph.out_start = starts(nodes.len(), edges.iter().map(|edge| edge.from));
        graph.in_start = starts(nodes.len(), edges.iter().map(|edge| edge.to));
        graph.in_edges = (0..edges.len() as u32).collect();
        graph.in_edges.sort_by_key(|at| edges.get(*at as usize).map(|edge| edge.to));
        (graph.nodes, graph.edges) = (nodes, edges);
        graph
    }

    fn starts(nodes: usize, ends: impl Iterator<Item = u32>) -> Vec<u32> {
        let mut counts = vec![0_u32; nodes + 1];
        for end in ends {
            if let Some(count) = counts.get_mut(end as usize + 1) {
                *count += 1;
            }
        }
        counts
            .iter()
            .scan(0, |sum, count| {
                *sum += count;
                Some(*sum)
            })
            .collect()
    }

    fn judged(node: usize) -> ComponentJudgement {
        let verdict = match node % 97 {
            3 if node % 5 == 0 => Verdict::Conflict,
            7 => Verdict::Review,
            11 | 12 => Verdict::Unknown,
            20..=40 => Verdict::Duties,
            41..=55 => Verdict::NotShipped,
            _ => Verdict::Allowed,
        };
        ComponentJudgement {
            verdict,
            relation: Relation::Static,
            class: LicenseClass::Permissive,
            expression: None,
            evidence: Evidence::Exact,
            terms: None,
            reason: String::new(),
            own: false,
            involved: false,
        }
    }

    fn drawn(edge: &Edge) -> SubsetEdge {
        let in_cycle = edge.from >= edge.to;
        SubsetEdge { from: edge.from, to: edge.to, scope: edge.scope, kind: edge.kind, in_cycle }
    }

    #[wasm_bindgen]
    impl Picture {
        /// As it crosses, and in the way it is not done: JSON with an array of numbers for each array.
        pub fn bytes(&self, json: bool) -> Vec<u8> {
            if json {
                serde_json::to_vec(&plain(&self.0)).unwrap_or_default()
            } else {
                postcard::to_allocvec(&*self.0).unwrap_or_default()
            }
        }

        pub fn marks(&self) -> usize {
            self.0.len()
        }
    }

    type Plain<'a> = ([&'a [f32]; 5], [&'a [u32]; 7], [&'a [u8]; 4], [Vec<&'a str>; 3]);

    fn plain(scene: &Scene) -> Plain<'_> {
        (
            [&scene.x, &scene.y, &scene.width, &scene.height, &scene.points],
            [&scene.node, &scene.order, &scene.folded, &scene.layer, &scene.from, &scene.to, &scene.point_start],
            [&scene.shape, &scene.hue, &scene.flags, &scene.line],
            [scene.label.iter().collect(), scene.whole.iter().collect(), scene.title.iter().collect()],
        )
    }

    type Owned = ([Vec<f32>; 5], [Vec<u32>; 7], [Vec<u8>; 4], [Vec<String>; 3]);

    /// What the page does with the bytes; the number of marks or, of JSON, of texts.
    #[wasm_bindgen]
    pub fn read(bytes: &[u8], json: bool) -> usize {
        if json {
            serde_json::from_slice::<Owned>(bytes).map_or(0, |(_, _, _, [labels, ..])| labels.len())
        } else {
            postcard::from_bytes::<Scene>(bytes).map_or(0, |scene| scene.len())
        }
    }

    /// A canvas of the page.
    #[wasm_bindgen]
    pub struct Stage {
        surface: Option<Surface>,
        scene: Rc<Scene>,
        told: Rc<RefCell<String>>,
    }

    #[wasm_bindgen]
    impl Stage {
        #[wasm_bindgen(constructor)]
        pub fn new(canvas: HtmlCanvasElement) -> Self {
            let told = Rc::new(RefCell::new(String::new()));
            let heard = told.clone();
            let on_event = Rc::new(move |event: CanvasEvent| {
                if matches!(event, CanvasEvent::Shown { .. }) {
                    *heard.borrow_mut() = format!("{event:?}");
                }
            });
            Self { surface: Surface::new(canvas, None, on_event), scene: Rc::default(), told }
        }

        pub fn show(&mut self, picture: &Picture, keep_camera: bool) {
            self.scene = picture.0.clone();
            if let Some(surface) = &self.surface {
                surface.set_scene(self.scene.clone(), keep_camera);
            }
        }

        pub fn select(&self, mark: u32) {
            if let Some(surface) = &self.surface {
                surface.set_highlight(Rc::new(highlight_mark(&self.scene, mark)));
                surface.set_selected(Some(mark));
            }
        }

        /// `automatic`, `canvas` or `webgl`.
        pub fn draw_with(&self, word: &str) {
            if let Some(surface) = &self.surface {
                surface.set_drawing(Drawing::of(word));
            }
        }

        /// What was said last of how many edges are drawn.
        pub fn told(&self) -> String {
            self.told.borrow().clone()
        }

        pub fn refresh(&self) {
            if let Some(surface) = &self.surface {
                surface.refresh_look();
            }
        }
    }
}

fn main() {}
