//! Who is joined with whom, without direction: parallel edges become one heavier link, self-loops are left out.

/// The links of each mark, one after the other: those of mark `m` stand at `starts[m]..starts[m + 1]`, by rising end.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Links {
    pub starts: Vec<u32>,
    pub ends: Vec<u32>,
    /// How many edges each stands for.
    pub weights: Vec<f32>,
}

impl Links {
    /// Ends outside `0..count` are passed over.
    pub fn new(count: usize, edges: impl Iterator<Item = (u32, u32, f32)> + Clone) -> Self {
        let valid = edges.filter(|(from, to, _)| from != to && (*from as usize) < count && (*to as usize) < count);
        let both = valid.flat_map(|(from, to, weight)| [(from, to, weight), (to, from, weight)]);
        // Sorted by the second end, then, stably, by the first.
        let by_end = sorted(count, both, |(_, to, _)| to).1;
        let (starts, list) = sorted(count, by_end.iter().copied(), |(from, _, _)| from);
        let mut links = Links { starts: Vec::with_capacity(count + 1), ends: Vec::new(), weights: Vec::new() };
        links.starts.push(0);
        for range in starts.windows(2) {
            let first = links.ends.len();
            for (_, to, weight) in &list[range[0] as usize..range[1] as usize] {
                let last = links.ends.len();
                if last > first && links.ends[last - 1] == *to {
                    links.weights[last - 1] += weight;
                } else {
                    links.ends.push(*to);
                    links.weights.push(*weight);
                }
            }
            links.starts.push(links.ends.len() as u32);
        }
        links
    }

    pub fn count(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    pub fn range(&self, mark: usize) -> std::ops::Range<usize> {
        self.starts[mark] as usize..self.starts[mark + 1] as usize
    }

    pub fn degree(&self, mark: usize) -> usize {
        self.range(mark).len()
    }

    /// The other ends and weights of a mark's links.
    pub fn of(&self, mark: usize) -> impl Iterator<Item = (usize, f32)> + Clone + '_ {
        let range = self.range(mark);
        self.ends[range.clone()].iter().map(|end| *end as usize).zip(self.weights[range].iter().copied())
    }

    /// The links of an island alone: `marks` are all of its marks, `local` says which of them each is.
    pub fn of_island(&self, marks: &[u32], local: &[u32]) -> Self {
        let mut links = Self { starts: vec![0], ..Self::default() };
        for mark in marks {
            let range = self.range(*mark as usize);
            links.ends.extend(self.ends[range.clone()].iter().map(|end| local[*end as usize]));
            links.weights.extend_from_slice(&self.weights[range]);
            links.starts.push(links.ends.len() as u32);
        }
        links
    }

    /// For each mark of an island how many links lead there from one of them, on the shortest way.
    pub fn steps_from(&self, mark: usize) -> Vec<u32> {
        let mut steps = vec![u32::MAX; self.count()];
        let mut queue = vec![mark];
        steps[mark] = 0;
        let mut next = 0;
        while let Some(at) = queue.get(next).copied() {
            next += 1;
            for (end, _) in self.of(at) {
                if steps[end] == u32::MAX {
                    steps[end] = steps[at] + 1;
                    queue.push(end);
                }
            }
        }
        steps
    }

    /// For each mark the number of its island; islands are numbered by their first mark.
    pub fn islands(&self) -> (Vec<u32>, usize) {
        let mut island_of = vec![u32::MAX; self.count()];
        let (mut islands, mut ahead) = (0, Vec::new());
        for mark in 0..self.count() {
            if island_of[mark] != u32::MAX {
                continue;
            }
            island_of[mark] = islands;
            ahead.push(mark);
            while let Some(at) = ahead.pop() {
                for (end, _) in self.of(at) {
                    if island_of[end] == u32::MAX {
                        island_of[end] = islands;
                        ahead.push(end);
                    }
                }
            }
            islands += 1;
        }
        (island_of, islands as usize)
    }
}

type Link = (u32, u32, f32);

/// The links by rising key, otherwise in their order, and where each key starts.
fn sorted(count: usize, links: impl Iterator<Item = Link> + Clone, key: impl Fn(Link) -> u32) -> (Vec<u32>, Vec<Link>) {
    let mut starts = vec![0_u32; count + 1];
    links.clone().for_each(|link| starts[key(link) as usize + 1] += 1);
    (0..count).for_each(|at| starts[at + 1] += starts[at]);
    let mut next = starts.clone();
    let mut list = vec![(0, 0, 0.0); starts[count] as usize];
    for link in links {
        let at = &mut next[key(link) as usize];
        list[*at as usize] = link;
        *at += 1;
    }
    (starts, list)
}
