//! Edges of one look and one neighbourhood as one path: few calls into the browser, and what is out of
//! view costs nothing.

use std::collections::BTreeMap;

use web_sys::Path2d;

use crate::view::camera::Area;
use crate::view::scene::{Scene, edge_look, flag, path_text, rounded};

/// So many edges share a path at most.
const EDGES: usize = 200;

/// Some edges that look alike.
#[derive(Debug)]
pub struct Batch {
    /// Value of `Scene::line`.
    pub line: u8,
    pub dimmed: bool,
    pub area: Area,
    pub path: Path2d,
}

/// All edges of a scene. Costs the corners.
pub fn batches(scene: &Scene) -> Vec<Batch> {
    let mut alike: BTreeMap<(u8, bool), Vec<usize>> = BTreeMap::new();
    for at in 0..scene.from.len() {
        let line = scene.line.get(at).copied().unwrap_or_default();
        alike.entry((line, is_dimmed(scene, at))).or_default().push(at);
    }
    let mut batches = Vec::new();
    for ((line, dimmed), edges) in alike {
        let radius = edge_look(line, false, false, false).radius;
        for edges in edges.chunks(EDGES) {
            let (mut text, mut area) = (String::new(), None);
            for edge in edges {
                let corners = scene.corners(*edge);
                area = joined(area, corners);
                path_text(&rounded(corners, radius), &mut text);
            }
            if let (Some(area), Ok(path)) = (area, Path2d::new_with_path_string(&text)) {
                batches.push(Batch { line, dimmed, area, path });
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
