//! Which marks lie on a cycle together, and in which layer: the strongly connected parts, condensed.
//!
//! Source: Tarjan, "Depth-first search and linear graph algorithms" (1972), with an explicit stack.

/// Neighbours of each mark in one array: those of `mark` are `ends[start[mark]..start[mark + 1]]`.
#[derive(Default)]
pub(super) struct Neighbours {
    pub start: Vec<u32>,
    pub ends: Vec<u32>,
}

impl Neighbours {
    /// In the order of the pairs; both numbers of each pair are below `count`.
    pub fn new(count: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut start = vec![0u32; count + 1];
        pairs.clone().for_each(|(from, _)| start[from as usize + 1] += 1);
        for mark in 0..count {
            start[mark + 1] += start[mark];
        }
        let mut next = start.clone();
        let mut ends = vec![0; start[count] as usize];
        for (from, to) in pairs {
            ends[next[from as usize] as usize] = to;
            next[from as usize] += 1;
        }
        Self { start, ends }
    }

    /// All pairs, by mark.
    pub fn pairs(&self) -> impl Iterator<Item = (u32, u32)> + Clone {
        let marks = 0..self.start.len().saturating_sub(1) as u32;
        marks.flat_map(|mark| self.of(mark).iter().map(move |end| (mark, *end)))
    }

    pub fn of(&self, mark: u32) -> &[u32] {
        &self.ends[self.start[mark as usize] as usize..self.start[mark as usize + 1] as usize]
    }
}

/// The strongly connected parts, each after all that lead to it; the marks of each sorted.
pub(super) fn strong_parts(count: usize, leaving: &Neighbours) -> Vec<Vec<u32>> {
    const NEW: u32 = u32::MAX;
    let mut step = vec![NEW; count];
    let mut low = vec![0u32; count];
    let mut is_waiting = vec![false; count];
    let mut waiting: Vec<u32> = Vec::new();
    let mut parts: Vec<Vec<u32>> = Vec::new();
    let mut steps = 0;
    for start in 0..count as u32 {
        if step[start as usize] != NEW {
            continue;
        }
        let mut stack: Vec<(u32, usize)> = vec![(start, 0)];
        while let Some((mark, followed)) = stack.last_mut() {
            let at = *mark as usize;
            if *followed == 0 && step[at] == NEW {
                (step[at], low[at]) = (steps, steps);
                steps += 1;
                waiting.push(*mark);
                is_waiting[at] = true;
            }
            if let Some(to) = leaving.of(*mark).get(*followed).copied() {
                *followed += 1;
                if step[to as usize] == NEW {
                    stack.push((to, 0));
                } else if is_waiting[to as usize] {
                    low[at] = low[at].min(step[to as usize]);
                }
                continue;
            }
            let mark = *mark;
            stack.pop();
            if let Some((above, _)) = stack.last() {
                low[*above as usize] = low[*above as usize].min(low[at]);
            }
            if low[at] == step[at] {
                let first = waiting.iter().rposition(|other| *other == mark).unwrap_or_default();
                let mut part = waiting.split_off(first);
                part.iter().for_each(|mark| is_waiting[*mark as usize] = false);
                part.sort_unstable();
                parts.push(part);
            }
        }
    }
    parts.reverse();
    parts
}
