//! Edges of one look and one neighbourhood as one path: few calls into the browser, and what is out of
//! view costs nothing.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use web_sys::Path2d;

use crate::view::camera::Area;
use crate::view::scene::{Form, Scene, edge_look, flag, path_text, rounded};

/// So many edges share a path at most.
const EDGES: usize = 200;

/// Some edges that look alike.
#[derive(Debug)]
pub struct Batch {
    /// Value of `Scene::line`.
    pub line: u8,
    pub dimmed: bool,
    pub area: Area,
    pub edges: Vec<usize>,
    path: OnceCell<Option<Path2d>>,
}

impl Batch {
    /// The line of all its edges, put together when it is first in view.
    pub fn path(&self, scene: &Scene) -> Option<&Path2d> {
        let path = self.path.get_or_init(|| {
            let radius = edge_look(self.line, false, false, false).radius;
            let mut text = String::new();
            self.edges.iter().for_each(|edge| path_text(&rounded(scene.corners(*edge), radius), &mut text));
            Path2d::new_with_path_string(&text).ok()
        });
        path.as_ref()
    }
}

/// All edges of a scene that has columns. Costs the corners.
pub fn batches(scene: &Scene) -> Vec<Batch> {
    if scene.form != Form::Columns {
        return Vec::new();
    }
    let mut alike: BTreeMap<(u8, bool), Vec<usize>> = BTreeMap::new();
    for at in 0..scene.from.len() {
        let line = scene.line.get(at).copied().unwrap_or_default();
        alike.entry((line, is_dimmed(scene, at))).or_default().push(at);
    }
    let mut batches = Vec::new();
    for ((line, dimmed), edges) in alike {
        for edges in edges.chunks(EDGES) {
            let area = edges.iter().fold(None, |area, edge| joined(area, scene.corners(*edge)));
            if let Some(area) = area {
                batches.push(Batch { line, dimmed, area, edges: edges.to_vec(), path: OnceCell::new() });
            }
        }
    }
    batches
}

/// Is one of its marks dimmed by the legend?
pub fn is_dimmed(scene: &Scene, edge: usize) -> bool {
    let end = |ends: &[u32]| ends.get(edge).is_some_and(|mark| scene.has(*mark, flag::DIMMED));
    end(&scene.from) || end(&scene.to)
}

fn joined(area: Option<Area>, corners: &[f32]) -> Option<Area> {
    corners.chunks_exact(2).fold(area, |area, corner| match corner {
        [x, y] => {
            let area = area.unwrap_or(Area { left: *x, top: *y, right: *x, bottom: *y });
            Some(Area {
                left: area.left.min(*x),
                top: area.top.min(*y),
                right: area.right.max(*x),
                bottom: area.bottom.max(*y),
            })
        }
        _ => area,
    })
}
