//! Which mark lies under a point. Small scenes are searched, large ones through a grid.

use std::collections::BTreeMap;

use super::scene::{ROW, Scene};

/// From here on a grid is kept.
const GRID_FROM: usize = 2_000;
const CELL_WIDTH: f32 = 256.0;
const CELL_HEIGHT: f32 = 8.0 * ROW;

/// Finds marks of one scene; made anew for each scene.
#[derive(Clone, Debug, Default)]
pub struct Pick {
    grid: Option<BTreeMap<(i32, i32), Vec<u32>>>,
}

impl Pick {
    /// Costs the marks.
    pub fn new(scene: &Scene) -> Self {
        if scene.x.len() <= GRID_FROM {
            return Self::default();
        }
        let mut grid: BTreeMap<(i32, i32), Vec<u32>> = BTreeMap::new();
        for mark in 0..scene.x.len() as u32 {
            let Some(area) = scene.mark_area(mark) else { continue };
            let (left, top) = cell(area.left, area.top);
            let (right, bottom) = cell(area.right, area.bottom);
            // a label is at most a few cells wide; a broken scene must not fill the memory
            for column in left..=right.min(left.saturating_add(16)) {
                for row in top..=bottom.min(top.saturating_add(4)) {
                    grid.entry((column, row)).or_default().push(mark);
                }
            }
        }
        Self { grid: Some(grid) }
    }

    /// The topmost (last drawn) mark whose box holds the point of the scene.
    pub fn at(&self, scene: &Scene, x: f32, y: f32) -> Option<u32> {
        let hit = |mark: &u32| {
            scene
                .mark_area(*mark)
                .is_some_and(|area| area.left <= x && x <= area.right && area.top <= y && y <= area.bottom)
        };
        match &self.grid {
            Some(grid) => grid.get(&cell(x, y))?.iter().rev().copied().find(hit),
            None => (0..scene.x.len() as u32).rev().find(hit),
        }
    }
}

fn cell(x: f32, y: f32) -> (i32, i32) {
    ((x / CELL_WIDTH).floor() as i32, (y / CELL_HEIGHT).floor() as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(count: u32) -> Scene {
        Scene {
            x: (0..count).map(|mark| (mark % 7) as f32 * 180.0).collect(),
            y: (0..count).map(|mark| (mark / 7) as f32 * ROW + 10.0).collect(),
            width: (0..count).map(|_| 120.0).collect(),
            ..Scene::default()
        }
    }

    #[test]
    fn grid_and_search_find_the_same() {
        for count in [200, 5_000] {
            let scene = rows(count);
            let pick = Pick::new(&scene);
            for mark in 0..count {
                let at = (scene.x[mark as usize] + 60.0, scene.y[mark as usize] + 3.0);
                assert_eq!(pick.at(&scene, at.0, at.1), Some(mark));
            }
            assert_eq!(pick.at(&scene, 150.0, 15.0), None);
            assert_eq!(pick.at(&scene, -500.0, -500.0), None);
        }
    }
}
