//! How many components each component reaches, and how many need it, near or far.
//!
//! Exact up to a stated amount of work, by sets of bits over the graph without cycles; an estimate beyond it. It tells
//! numbers only: which ones they are is `reachable`.

use super::Graph;
use super::condensed::Condensed;

/// Work up to which the counts are exact: a step joins 64 bits of two sets. 50,000 components with 200,000
/// dependencies take a fifth of it, 100,000 with 400,000 four fifths. 100,000 with 500,000 take 940 million, in 0.47 s
/// outside a browser (`cargo run --release --example graph -- 100000 dense`, on busy cores).
pub const MOST_STEPS: u64 = 1_000_000_000;
/// Ranks each estimate rests on; its standard error is 1 / √(ranks − 2), one part in eight.
pub const RANKS: usize = 64;

/// Counts by node; a node never counts itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TransitiveCounts {
    /// Everything the node needs, near or far.
    pub reaches: Vec<u32>,
    /// Everything that needs the node, near or far.
    pub needed_by: Vec<u32>,
    /// False where the numbers are estimates: say "about".
    pub exact: bool,
}

/// Counts exactly where nodes × edges / 64 steps stay within `MOST_STEPS`, else estimates.
pub fn transitive_counts(graph: &Graph) -> TransitiveCounts {
    transitive_counts_within(graph, MOST_STEPS)
}

/// The same with another bound on the steps.
pub fn transitive_counts_within(graph: &Graph, most_steps: u64) -> TransitiveCounts {
    let condensed = Condensed::new(graph);
    if steps(&condensed) <= most_steps { exact(&condensed) } else { estimated(&condensed) }
}

/// Bits of one word of a set.
const WORD: usize = 64;
/// Words of a block: a set of 512 nodes is one line of the processor's cache.
const WORDS: usize = 8;
const BLOCK: usize = WORD * WORDS;
type Bits = [u64; WORDS];

/// Both directions; each block looks at half of the edges, on average.
fn steps(condensed: &Condensed) -> u64 {
    let blocks = condensed.nodes.len().div_ceil(BLOCK) as u64;
    blocks * (condensed.needs.len() + condensed.len()) as u64 * WORDS as u64
}

/// For each block of nodes, in the order of their places, who reaches it and whom it reaches.
fn exact(condensed: &Condensed) -> TransitiveCounts {
    let count = condensed.nodes.len();
    let mut reaches_of = vec![0u32; condensed.len()];
    let mut needed_of = vec![0u32; condensed.len()];
    let mut bits: Vec<Bits> = vec![[0; WORDS]; condensed.len()];
    for first in (0..count).step_by(BLOCK) {
        let members = &condensed.nodes[first..count.min(first + BLOCK)];
        let place = |node: &u32| condensed.place_of[*node as usize];
        let (Some(lowest), Some(highest)) = (members.first().map(place), members.last().map(place)) else { continue };
        let own = |bits: &mut Vec<Bits>| {
            for (at, node) in members.iter().enumerate() {
                bits[place(node) as usize][at / WORD] |= 1 << (at % WORD);
            }
        };
        // Whoever reaches the block stands before its end.
        bits[..=highest as usize].fill([0; WORDS]);
        own(&mut bits);
        for place in (0..=highest).rev() {
            let mut joined = bits[place as usize];
            for needed in condensed.needs(place).iter().take_while(|needed| **needed <= highest) {
                join(&mut joined, &bits[*needed as usize]);
            }
            bits[place as usize] = joined;
            reaches_of[place as usize] += ones(&joined);
        }
        // Whatever the block reaches stands behind its beginning.
        bits[lowest as usize..].fill([0; WORDS]);
        own(&mut bits);
        for place in lowest..condensed.len() as u32 {
            let from = bits[place as usize];
            let found = ones(&from);
            if found > 0 {
                needed_of[place as usize] += found;
                condensed.needs(place).iter().for_each(|needed| join(&mut bits[*needed as usize], &from));
            }
        }
    }
    by_node(condensed, true, |place| (reaches_of[place] - 1, needed_of[place] - 1))
}

fn join(set: &mut Bits, other: &Bits) {
    for (word, more) in set.iter_mut().zip(other) {
        *word |= more;
    }
}

fn ones(set: &Bits) -> u32 {
    set.iter().map(|word| word.count_ones()).sum()
}

/// Every node draws ranks; the least rank that a node reaches tells how many it reaches. The draws come from the node's
/// position, so that the same graph gives the same numbers.
///
/// Source: Cohen, "Size-estimation framework with applications to transitive closure and reachability" (1997).
fn estimated(condensed: &Condensed) -> TransitiveCounts {
    const LANES: usize = 8;
    let count = condensed.len();
    let mut reaches_sum = vec![0f32; count];
    let mut needed_sum = vec![0f32; count];
    for round in 0..RANKS / LANES {
        let drawn = |place: u32| {
            let mut best = [f32::MAX; LANES];
            for node in condensed.nodes(place) {
                for (lane, best) in best.iter_mut().enumerate() {
                    *best = best.min(rank(*node, round * LANES + lane));
                }
            }
            best
        };
        let ranks: Vec<[f32; LANES]> = (0..count as u32).map(drawn).collect();
        let mut least = ranks.clone();
        for place in (0..count).rev() {
            let mut own = least[place];
            condensed.needs(place as u32).iter().for_each(|needed| lower(&mut own, &least[*needed as usize]));
            reaches_sum[place] += own.iter().sum::<f32>();
            least[place] = own;
        }
        least = ranks;
        for place in 0..count {
            let own = least[place];
            needed_sum[place] += own.iter().sum::<f32>();
            condensed.needs(place as u32).iter().for_each(|needed| lower(&mut least[*needed as usize], &own));
        }
    }
    let all = condensed.nodes.len() as f32;
    by_node(condensed, false, |place| {
        let size = |sum: f32| ((RANKS - 1) as f32 / sum).round().min(all);
        let own = condensed.nodes(place as u32).len() as u32;
        let others = |sum: f32| (size(sum) as u32).max(own) - 1;
        (others(reaches_sum[place]), others(needed_sum[place]))
    })
}

fn lower(set: &mut [f32], other: &[f32]) {
    for (rank, more) in set.iter_mut().zip(other) {
        *rank = rank.min(*more);
    }
}

/// A draw from the exponential distribution, settled by node and lane. Source of the mixing: Steele, Lea and Flood,
/// "Fast splittable pseudorandom number generators" (2014).
fn rank(node: u32, lane: usize) -> f32 {
    let mut mixed = (u64::from(node) << 8 | lane as u64).wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^= mixed >> 31;
    let uniform = ((mixed >> 40) as f32 + 0.5) / (1u64 << 24) as f32;
    -uniform.ln()
}

fn by_node(condensed: &Condensed, exact: bool, of: impl Fn(usize) -> (u32, u32)) -> TransitiveCounts {
    let counts = condensed.place_of.iter().map(|place| of(*place as usize));
    let (reaches, needed_by) = counts.unzip();
    TransitiveCounts { reaches, needed_by, exact }
}
