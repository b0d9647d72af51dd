//! The half of `map` that runs outside a browser: files in, figures out.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "it reads files and a clock, and says what it found"
)]

use std::fmt::Write as _;
use std::time::Instant;

use lockscope::layout::method;

use crate::metrics::{Quality, quality};
use crate::{flat, request};

/// Places and judges as the words of the command line say.
pub fn run(words: &[String]) {
    let option = |name: &str| words.iter().position(|word| word == name).and_then(|at| words.get(at + 1)).cloned();
    let files: Vec<&String> = words.iter().take_while(|word| !word.starts_with("--")).collect();
    let Some((count, edges)) = files.first().and_then(|file| read_edges(file)) else {
        println!("no edges to read: EDGES [POSITIONS] [--method ID] [--rounds N] [--repeats N] [--out FILE]");
        return;
    };
    let say = |name: &str, ms: f64, quality: Quality| {
        let Quality { stress, crossings, spread } = quality;
        println!("{name:8} {ms:9.1} ms  stress {stress:.4}  crossings {crossings:.4}  spread {spread:.3}");
    };
    if let Some(positions) = files.get(1).and_then(|file| read_positions(file)) {
        say("theirs", 0.0, quality(&positions, &edges, 1));
    }
    let rounds = option("--rounds").and_then(|word| word.parse().ok()).unwrap_or(24);
    let repeats: usize = option("--repeats").and_then(|word| word.parse().ok()).unwrap_or(3);
    let asked = request(count, edges.clone(), rounds);
    let chosen = method(&option("--method").unwrap_or("map".to_owned()));
    let mut best = f64::MAX;
    let mut layout = lockscope::layout::Layout::default();
    for _ in 0..repeats {
        let start = Instant::now();
        layout = (chosen.place)(&asked, &mut |_| ());
        best = best.min(start.elapsed().as_secs_f64() * 1000.0);
    }
    let positions = flat(&layout);
    say("ours", best, quality(&positions, &edges, 1));
    println!(
        "{} × {}; nearest neighbour at 1 %, 10 %, half of all: {:?}",
        layout.width,
        layout.height,
        nearest(&positions)
    );
    if let Some(file) = option("--out") {
        let mut text = String::new();
        for point in &layout.positions {
            let _ = writeln!(text, "{} {}", point.x, point.y);
        }
        if let Err(error) = std::fs::write(&file, text) {
            println!("{file}: {error}");
        }
    }
}

fn read_edges(file: &str) -> Option<(usize, Vec<(u32, u32)>)> {
    let text = std::fs::read_to_string(file).ok()?;
    let mut lines = text.lines();
    let count = lines.next()?.trim().parse().ok()?;
    let edge = |line: &str| line.split_once(' ').and_then(|(from, to)| Some((from.parse().ok()?, to.parse().ok()?)));
    Some((count, lines.filter_map(edge).collect()))
}

fn read_positions(file: &str) -> Option<Vec<f32>> {
    let text = std::fs::read_to_string(file).ok()?;
    Some(text.split_whitespace().filter_map(|word| word.parse().ok()).collect())
}

/// How far the nearest other mark stands: of the closest hundredth, of the closest tenth, of half the marks.
fn nearest(positions: &[f32]) -> [f32; 3] {
    let mut points: Vec<(f32, f32)> = positions.chunks_exact(2).map(|point| (point[0], point[1])).collect();
    points.sort_by(|one, two| one.0.total_cmp(&two.0).then(one.1.total_cmp(&two.1)));
    let look = |at: usize, order: &mut dyn Iterator<Item = usize>| {
        let mut best = f32::MAX;
        for other in order {
            let (x, y) = (points[other].0 - points[at].0, points[other].1 - points[at].1);
            if x * x >= best {
                break;
            }
            best = best.min(x * x + y * y);
        }
        best
    };
    let distance = |at: usize| look(at, &mut (0..at).rev()).min(look(at, &mut (at + 1..points.len()))).sqrt();
    let mut distances: Vec<f32> = (0..points.len()).map(distance).collect();
    distances.sort_by(f32::total_cmp);
    [100, 10, 2].map(|share| distances.get(distances.len() / share).copied().unwrap_or_default())
}
