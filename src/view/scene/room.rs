//! Who gets a label: the important first, none over another.

use std::collections::BTreeSet;

use super::{LABEL_SIZE, Scene, flag};
use crate::view::text_width::{Weight, text_width};

/// Side of a cell of the table of taken places, in pixels of the screen.
const CELL: f32 = 9.0;
/// From the middle of a point to its label, times the zoom of its symbol.
const GAP: f32 = 9.0;

/// A box on the screen that a label takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Takes {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}

impl Takes {
    /// Of a point's label, whose symbol stands at (x, y) of the screen and is drawn at a zoom.
    pub fn label(scene: &Scene, mark: u32, x: f32, y: f32, zoom: f32) -> Self {
        let weight = if scene.has(mark, flag::BOLD) { Weight::Semibold } else { Weight::Regular };
        let width = text_width(scene.label.get(mark as usize), LABEL_SIZE, weight);
        let left = x + GAP * zoom;
        Self { left, top: y - 7.0, right: left + width, bottom: y + 7.0 }
    }
}

/// What of a picture is taken by labels. Costs the cells of each label, whatever else is there.
#[derive(Clone, Debug, Default)]
pub struct Room {
    taken: BTreeSet<(i32, i32)>,
}

impl Room {
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a place; false where another stands there, or where it is no place at all.
    pub fn takes(&mut self, place: Takes) -> bool {
        let cell = |at: f32| (at / CELL).floor() as i32;
        let (left, right) = (cell(place.left), cell(place.right));
        let (top, bottom) = (cell(place.top), cell(place.bottom - 0.01));
        let is_place = place.left.is_finite() && place.top.is_finite() && right - left < 200 && bottom - top < 20;
        let cells = || (top..=bottom).flat_map(|row| (left..=right).map(move |column| (row, column)));
        if !is_place || cells().any(|cell| self.taken.contains(&cell)) {
            return false;
        }
        self.taken.extend(cells());
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_label_lies_over_another() {
        let mut room = Room::new();
        let place = |left: f32, top: f32| Takes { left, top, right: left + 60.0, bottom: top + 14.0 };
        assert!(room.takes(place(0.0, 0.0)) && !room.takes(place(50.0, 6.0)) && room.takes(place(90.0, 0.0)));
        assert!(room.takes(place(0.0, 30.0)) && !room.takes(place(f32::NAN, 0.0)));
        assert!(!room.takes(Takes { right: f32::INFINITY, ..place(0.0, 99.0) }));
    }
}
