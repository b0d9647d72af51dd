//! From the corners of an edge to a line with rounded turns; the same for canvas and SVG.

use std::fmt::Write;

/// One step of a pen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    Move(f32, f32),
    Line(f32, f32),
    /// A quadratic curve: its corner, its end.
    Curve(f32, f32, f32, f32),
}

/// A polyline (x and y in turn) with its corners rounded to at most the radius.
pub fn rounded(corners: &[f32], radius: f32) -> Vec<Step> {
    let points: Vec<(f32, f32)> = corners
        .chunks_exact(2)
        .filter_map(|pair| match pair {
            [x, y] if x.is_finite() && y.is_finite() => Some((*x, *y)),
            _ => None,
        })
        .collect();
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return Vec::new() };
    let mut steps = vec![Step::Move(first.0, first.1)];
    for three in points.windows(3) {
        let [before, corner, after] = three else { continue };
        let (come, go) = (distance(*before, *corner), distance(*corner, *after));
        let reach = radius.min(come / 2.0).min(go / 2.0);
        if reach < 0.5 {
            steps.push(Step::Line(corner.0, corner.1));
            continue;
        }
        let (start, end) = (towards(*corner, *before, reach / come), towards(*corner, *after, reach / go));
        steps.push(Step::Line(start.0, start.1));
        steps.push(Step::Curve(corner.0, corner.1, end.0, end.1));
    }
    if points.len() > 1 {
        steps.push(Step::Line(last.0, last.1));
    }
    steps
}

/// The steps as the text of an SVG path, which a canvas reads too.
pub fn path_text(steps: &[Step], out: &mut String) {
    for step in steps {
        // writing to a String cannot fail
        let _ = match *step {
            Step::Move(x, y) => write!(out, "M{} {}", Short(x), Short(y)),
            Step::Line(x, y) => write!(out, "L{} {}", Short(x), Short(y)),
            Step::Curve(cx, cy, x, y) => write!(out, "Q{} {} {} {}", Short(cx), Short(cy), Short(x), Short(y)),
        };
    }
}

/// A number with at most one decimal.
struct Short(f32);

impl std::fmt::Display for Short {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}", (self.0 * 10.0).round() / 10.0)
    }
}

fn distance(a: (f32, f32), b: (f32, f32)) -> f32 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

fn towards(from: (f32, f32), to: (f32, f32), part: f32) -> (f32, f32) {
    (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(corners: &[f32]) -> String {
        let mut out = String::new();
        path_text(&rounded(corners, 10.0), &mut out);
        out
    }

    #[test]
    fn corners_become_curves() {
        assert_eq!(text(&[0.0, 0.0, 40.0, 0.0, 40.0, 40.0]), "M0 0L30 0Q40 0 40 10L40 40");
    }

    #[test]
    fn short_legs_take_smaller_turns() {
        assert_eq!(text(&[0.0, 0.0, 4.0, 0.0, 4.0, 40.0]), "M0 0L2 0Q4 0 4 2L4 40");
    }

    #[test]
    fn broken_corners_draw_nothing() {
        assert_eq!(text(&[]), "");
        assert_eq!(text(&[1.0]), "");
        assert_eq!(text(&[f32::NAN, 1.0]), "");
    }
}
