//! Islands side by side: the largest first, in rows; marks that are joined with none in a grid of their own.

use super::Places;
use super::island::Island;

/// Between two islands, in pixels.
const GAP: f32 = 40.0;
/// Between two marks that are joined with none.
const GRID: f32 = 16.0;

/// Places of `count` marks. `drawn` are the places of each island, the largest island first, each from 0 on.
pub fn pack(count: usize, islands: &[Island], mut drawn: Vec<Places>, singles: &[u32]) -> Places {
    let mut places = Places { x: vec![0.0; count], y: vec![0.0; count] };
    let sizes: Vec<(f32, f32)> = drawn.iter_mut().map(Places::to_corner).collect();
    let area = |(width, height): &(f32, f32)| (width + GAP) * (height + GAP);
    let whole = sizes.iter().map(area).sum::<f32>() + GRID * GRID * singles.len() as f32;
    let widest = sizes.iter().map(|(width, _)| *width).fold(0.0, f32::max);
    let across = widest.max(1.25 * whole.sqrt());
    let (mut left, mut top, mut row) = (0.0_f32, 0.0_f32, 0.0_f32);
    for ((island, drawn), (width, height)) in islands.iter().zip(&drawn).zip(&sizes) {
        if left > 0.0 && left + width > across {
            (left, top, row) = (0.0, top + row + GAP, 0.0);
        }
        for ((mark, x), y) in island.marks.iter().zip(&drawn.x).zip(&drawn.y) {
            (places.x[*mark as usize], places.y[*mark as usize]) = (left + x, top + y);
        }
        (left, row) = (left + width + GAP, row.max(*height));
    }
    if !islands.is_empty() {
        top += row + GAP;
    }
    let columns = if islands.is_empty() { (singles.len() as f32).sqrt().ceil() } else { (across / GRID).floor() };
    let columns = (columns as usize).max(1);
    for (at, mark) in singles.iter().enumerate() {
        let (column, line) = (at % columns, at / columns);
        (places.x[*mark as usize], places.y[*mark as usize]) = (column as f32 * GRID, top + line as f32 * GRID);
    }
    places
}
