//! From one picture to the next: marks that stay go from their old place to the new one, edges and new marks come in.
//! Small scenes only; a large one is there at once.

use std::collections::BTreeMap;

use crate::view::scene::{GROUP, Scene};

/// Milliseconds from picture to picture.
const LASTS: f64 = 180.0;

/// How far each mark is from its place, when the picture changes.
#[derive(Debug)]
pub struct Tween {
    began: f64,
    /// By mark, in scene units; nothing for new ones.
    away: Vec<Option<(f32, f32)>>,
}

impl Tween {
    /// `None` where nothing stays or nothing moves. `anchor`: a place in both scenes that stays where it is on the screen.
    pub fn new(before: &Scene, after: &Scene, anchor: Option<((f32, f32), (f32, f32))>, now: f64) -> Option<Self> {
        if before.form != after.form || before.is_empty() {
            return None;
        }
        let (moved_x, moved_y) =
            anchor.map(|(before, after)| (before.0 - after.0, before.1 - after.1)).unwrap_or_default();
        let old = before.node.iter().zip(before.x.iter().zip(&before.y)).filter(|(node, _)| **node != GROUP);
        let old: BTreeMap<u32, (f32, f32)> = old.map(|(node, (x, y))| (*node, (*x, *y))).collect();
        let mut away = Vec::with_capacity(after.len());
        for (node, (x, y)) in after.node.iter().zip(after.x.iter().zip(&after.y)) {
            away.push(old.get(node).map(|(old_x, old_y)| (old_x - moved_x - x, old_y - moved_y - y)));
        }
        let moves = |away: &Option<(f32, f32)>| away.is_none_or(|(x, y)| x.abs().max(y.abs()) > 0.5);
        away.iter().any(moves).then_some(Self { began: now, away })
    }

    /// How far it is, 0 to 1.
    pub fn share(&self, now: f64) -> f32 {
        let share = ((now - self.began) / LASTS).clamp(0.0, 1.0) as f32;
        1.0 - (1.0 - share).powi(3)
    }

    pub fn is_over(&self, now: f64) -> bool {
        now - self.began >= LASTS
    }

    /// The scene on its way.
    pub fn scene(&self, scene: &Scene, now: f64) -> Scene {
        let left = 1.0 - self.share(now);
        let mut scene = scene.clone();
        for ((x, y), away) in scene.x.iter_mut().zip(&mut scene.y).zip(&self.away) {
            let (away_x, away_y) = away.unwrap_or_default();
            *x += away_x * left;
            *y += away_y * left;
        }
        scene
    }
}
