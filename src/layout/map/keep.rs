//! Keeping marks where they stood: new ones find a place beside those they are linked with.

use super::dice::Dice;
use super::links::Links;
use super::{Places, Point, SPACING, room};

/// New marks move to the middle of their neighbours this often.
const ROUNDS: usize = 8;
/// Then they are pushed off others this often.
const PASSES: usize = 24;

/// Where at least half of the marks stood before: all places, old ones unchanged. Otherwise none.
pub fn keep(links: &Links, previous: &[Option<Point>], progress: &mut dyn FnMut(f32)) -> Option<Places> {
    let count = links.count();
    let stood =
        |mark: usize| previous.get(mark).copied().flatten().filter(|point| point.x.is_finite() && point.y.is_finite());
    let mut known: Vec<bool> = (0..count).map(|mark| stood(mark).is_some()).collect();
    let kept = known.iter().filter(|known| **known).count();
    if kept == 0 || kept * 2 < count {
        return None;
    }
    let fixed = known.clone();
    let at = |mark: usize| stood(mark).unwrap_or_default();
    let mut places =
        Places { x: (0..count).map(|mark| at(mark).x).collect(), y: (0..count).map(|mark| at(mark).y).collect() };
    let mut dice = Dice::new();
    // From the old ones outwards, each new mark beside the first that leads to it.
    let mut ahead: Vec<u32> = (0..count as u32).filter(|mark| known[*mark as usize]).collect();
    let mut next = 0;
    while let Some(mark) = ahead.get(next).copied() {
        next += 1;
        for (end, _) in links.of(mark as usize).filter(|(end, _)| !fixed[*end]) {
            if !known[end] {
                known[end] = true;
                places.x[end] = places.x[mark as usize] + 4.0 * SPACING * dice.roll();
                places.y[end] = places.y[mark as usize] + 4.0 * SPACING * dice.roll();
                ahead.push(end as u32);
            }
        }
    }
    let new: Vec<usize> = (0..count).filter(|mark| !fixed[*mark]).collect();
    for round in 0..ROUNDS {
        for mark in new.iter().copied().filter(|mark| known[*mark]) {
            let (mut x, mut y, mut of) = (places.x[mark], places.y[mark], 1.0);
            links.of(mark).for_each(|(end, _)| (x, y, of) = (x + places.x[end], y + places.y[end], of + 1.0));
            (places.x[mark], places.y[mark]) = (x / of, y / of);
        }
        progress(0.5 * round as f32 / ROUNDS as f32);
    }
    below(&mut places, &known);
    for pass in 0..PASSES {
        if !room::push_apart(&mut places, &fixed) {
            break;
        }
        progress(0.5 + 0.5 * pass as f32 / PASSES as f32);
    }
    Some(places)
}

/// Marks that no way joins with an old one: in rows below all others.
fn below(places: &mut Places, known: &[bool]) {
    let others = |axis: &[f32]| {
        super::field::ends(&axis.iter().zip(known).filter(|(_, known)| **known).map(|(at, _)| *at).collect::<Vec<_>>())
    };
    let ((left, right), (_, bottom)) = (others(&places.x), others(&places.y));
    let lost: Vec<usize> = (0..known.len()).filter(|mark| !known[*mark]).collect();
    let step = 1.6 * SPACING;
    let columns = ((right - left) / step).max((lost.len() as f32).sqrt()) as usize + 1;
    for (at, mark) in lost.into_iter().enumerate() {
        places.x[mark] = left + (at % columns) as f32 * step;
        places.y[mark] = bottom + 2.0 * step + (at / columns) as f32 * step;
    }
}

/// Turns, or mirrors, a picture as a whole so that the marks that stood somewhere before are as near to it as may be.
pub fn turn_towards(places: &mut Places, previous: &[Option<Point>]) {
    let pairs: Vec<(usize, Point)> =
        previous.iter().take(places.len()).enumerate().filter_map(|(mark, point)| Some((mark, (*point)?))).collect();
    if pairs.is_empty() || pairs.len() * 2 >= places.len() {
        return;
    }
    let of = pairs.len() as f32;
    let mean = |value: &dyn Fn(&(usize, Point)) -> f32| pairs.iter().map(value).sum::<f32>() / of;
    let (old_x, old_y) = (mean(&|(_, point)| point.x), mean(&|(_, point)| point.y));
    let (new_x, new_y) = (mean(&|(mark, _)| places.x[*mark]), mean(&|(mark, _)| places.y[*mark]));
    let (mut straight, mut mirrored) = ((0.0_f32, 0.0_f32), (0.0_f32, 0.0_f32));
    for (mark, point) in &pairs {
        let (x, y, to_x, to_y) = (places.x[*mark] - new_x, places.y[*mark] - new_y, point.x - old_x, point.y - old_y);
        straight = (straight.0 + x * to_x + y * to_y, straight.1 + x * to_y - y * to_x);
        mirrored = (mirrored.0 + x * to_x - y * to_y, mirrored.1 + x * to_y + y * to_x);
    }
    let length = |(one, two): (f32, f32)| (one * one + two * two).sqrt();
    let (flip, (along, across)) = if length(mirrored) > length(straight) { (-1.0, mirrored) } else { (1.0, straight) };
    let whole = length((along, across));
    let (along, across) = if whole > 0.0 { (along / whole, across / whole) } else { (1.0, 0.0) };
    for (x, y) in places.x.iter_mut().zip(&mut places.y) {
        let (from_x, from_y) = (*x - new_x, flip * (*y - new_y));
        (*x, *y) = (old_x + along * from_x - across * from_y, old_y + across * from_x + along * from_y);
    }
}
