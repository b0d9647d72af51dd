//! Graphs of any size in the shapes that break careless algorithms, as documents. Same in, same out.
//!
//! Components have a name and nothing else: what is measured is the graph.

use lockscope::model::{Component, Dependency, Document, Ecosystem, Scope};

/// A shape and how many dependencies each component has in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Each needs the next: the deepest there is.
    Chain,
    /// The same, and the last needs the first: one cycle of everything.
    Cycle,
    /// The first needs five, and each of those all others: nothing is deep, six are wide.
    Star,
    /// Two a rung, each of which needs both of the next rung: 2^(count / 2) routes.
    Ladder,
    /// Each needs the next and four later ones, near and far, without a cycle.
    Dense,
    /// The same, and the last needs the first: all of it one cycle.
    Knot,
}

pub const SHAPES: [(&str, Shape); 6] = [
    ("chain", Shape::Chain),
    ("cycle", Shape::Cycle),
    ("star", Shape::Star),
    ("ladder", Shape::Ladder),
    ("dense", Shape::Dense),
    ("knot", Shape::Knot),
];

/// The document: `count` components, the first of them the root.
pub fn document(shape: Shape, count: u32) -> Document {
    let component = |at: u32| Component { name: at.to_string(), ecosystem: Ecosystem::Npm, ..Component::default() };
    let mut document = Document { roots: vec![0], ..Document::default() };
    document.components = (0..count).map(component).collect();
    let last = count.saturating_sub(1);
    let mut state = 7u64;
    for at in 0..count {
        let mut needs = |to: u32| {
            if to < count {
                document.dependencies.push(Dependency::new(at, to, Scope::Runtime));
            }
        };
        match shape {
            Shape::Chain => needs(at + 1),
            Shape::Cycle => needs((at + 1) % count),
            Shape::Star if at == 0 => (1..=5).for_each(needs),
            Shape::Star if at <= 5 => (6..count).for_each(needs),
            Shape::Star => {}
            Shape::Ladder => (0..2).for_each(|side| needs(at - at % 2 + 2 + side)),
            Shape::Dense | Shape::Knot => {
                needs(at + 1);
                for _ in 0..4 {
                    // Near ones often, far ones rarely: half of the distances are below √count.
                    let (one, other) = (below(&mut state, last - at + 1), below(&mut state, last - at + 1));
                    needs(at + 1 + (u64::from(one) * u64::from(other) / u64::from(last - at + 1)) as u32);
                }
                if shape == Shape::Knot && at == last {
                    needs(0);
                }
            }
        }
    }
    document
}

/// A number that is the same every time (xorshift).
fn below(state: &mut u64, bound: u32) -> u32 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    (*state >> 33) as u32 % bound.max(1)
}
