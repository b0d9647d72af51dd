//! How all marks push each other apart, in marks × log marks: far ones are taken together.
//!
//! Source: Barnes and Hut, "A hierarchical O(N log N) force-calculation algorithm" (1986). The quadtree is implicit:
//! marks sorted along a Z-curve, so that each cell is a stretch of them; a cell's marks share one walk through the tree.

/// Cells of at most this many marks are not divided.
const LEAF: usize = 16;
/// A cell is taken as one when it is further away than its side times this.
const FAR: f32 = 0.8;
/// Sums are kept side by side, so that they are added many at a time.
const LANES: usize = 8;

/// Reused from step to step, so that no step asks for memory.
#[derive(Default)]
pub struct Field {
    order: Vec<u32>,
    keys: Vec<u64>,
    spare: Vec<u64>,
    x: Vec<f32>,
    y: Vec<f32>,
    mass: Vec<f32>,
    cells: Vec<Cell>,
    near: Near,
}

/// A square of the tree, parents before children.
#[derive(Clone, Copy, Default)]
struct Cell {
    first: u32,
    end: u32,
    /// The cell after all that lie in this one.
    skip: u32,
    leaf: bool,
    side: f32,
    x: f32,
    y: f32,
    mass: f32,
}

/// What pushes the marks of one cell.
#[derive(Default)]
struct Near {
    x: Vec<f32>,
    y: Vec<f32>,
    mass: Vec<f32>,
}

impl Near {
    fn clear(&mut self) {
        [&mut self.x, &mut self.y, &mut self.mass].into_iter().for_each(Vec::clear);
    }

    fn push(&mut self, x: f32, y: f32, mass: f32) {
        self.x.push(x);
        self.y.push(y);
        self.mass.push(mass);
    }
}

impl Field {
    /// Adds to `force` for each mark the sum of mass × (way from the other to it) / distance² over all others.
    /// `soft` is added to each squared distance.
    pub fn push(&mut self, (x, y, mass): (&[f32], &[f32], &[f32]), soft: f32, (fx, fy): (&mut [f32], &mut [f32])) {
        if x.len() < 2 {
            return;
        }
        self.sort(x, y, mass);
        self.sum();
        for at in 0..self.cells.len() {
            let cell = self.cells[at];
            if cell.leaf {
                self.gather(&cell);
                for place in cell.first as usize..cell.end as usize {
                    let (x, y) = self.near.pushed(self.x[place], self.y[place], soft);
                    let mark = self.order[place] as usize;
                    fx[mark] += x;
                    fy[mark] += y;
                }
            }
        }
    }

    /// Sorts the marks along the curve and cuts the curve into cells.
    fn sort(&mut self, x: &[f32], y: &[f32], mass: &[f32]) {
        let (left, right) = ends(x);
        let (top, bottom) = ends(y);
        let side = (right - left).max(bottom - top).max(f32::MIN_POSITIVE);
        let scale = 65535.0 / side;
        self.keys.clear();
        self.keys.extend(x.iter().zip(y).enumerate().map(|(mark, (x, y))| {
            let key = interleaved(((x - left) * scale) as u32) | interleaved(((y - top) * scale) as u32) << 1;
            u64::from(key) << 32 | mark as u64
        }));
        radix(&mut self.keys, &mut self.spare);
        self.order.clear();
        self.order.extend(self.keys.iter().map(|key| *key as u32));
        for (sorted, of) in [(&mut self.x, x), (&mut self.y, y), (&mut self.mass, mass)] {
            sorted.clear();
            sorted.extend(self.order.iter().map(|mark| of[*mark as usize]));
        }
        self.cut(side);
    }

    fn cut(&mut self, side: f32) {
        self.cells.clear();
        // Open cells: their number, where they end, how many bits of the key are theirs.
        let mut open: Vec<(usize, u32, u32)> = Vec::with_capacity(20);
        let (mut first, count) = (0_u32, self.keys.len() as u32);
        while first < count {
            let (end, bits) = open.last().map_or((count, 0), |(_, end, bits)| (*end, *bits));
            let (end, bits) =
                if open.is_empty() { (end, bits) } else { (self.child_end(first, end, bits + 2), bits + 2) };
            let leaf = (end - first) as usize <= LEAF || bits >= 32;
            let number = self.cells.len();
            let side = side / (1_u32 << (bits / 2)) as f32;
            self.cells.push(Cell { first, end, skip: number as u32 + 1, leaf, side, ..Cell::default() });
            if leaf {
                first = end;
                while let Some((number, _, _)) = open.pop_if(|(_, end, _)| *end == first) {
                    self.cells[number].skip = self.cells.len() as u32;
                }
            } else {
                open.push((number, end, bits));
            }
        }
    }

    /// Where those end, from `first` on, whose keys have the same `bits` in front.
    fn child_end(&self, first: u32, end: u32, bits: u32) -> u32 {
        let front = |key: u64| key >> (64 - bits);
        let wanted = front(self.keys[first as usize]);
        first + self.keys[first as usize..end as usize].partition_point(|key| front(*key) <= wanted) as u32
    }

    /// Mass and middle of each cell, children before parents.
    fn sum(&mut self) {
        for at in (0..self.cells.len()).rev() {
            let mut cell = self.cells[at];
            let (mut x, mut y, mut mass) = (0.0, 0.0, 0.0);
            if cell.leaf {
                for place in cell.first as usize..cell.end as usize {
                    let own = self.mass[place];
                    (x, y, mass) = (x + own * self.x[place], y + own * self.y[place], mass + own);
                }
            } else {
                let mut child = at + 1;
                while child < cell.skip as usize {
                    let own = &self.cells[child];
                    (x, y, mass) = (x + own.mass * own.x, y + own.mass * own.y, mass + own.mass);
                    child = own.skip as usize;
                }
            }
            (cell.x, cell.y, cell.mass) = (x / mass, y / mass, mass);
            self.cells[at] = cell;
        }
    }

    /// Lists what pushes the marks of a cell: near marks one by one, far cells as one.
    fn gather(&mut self, of: &Cell) {
        let stretch = of.first as usize..of.end as usize;
        let (left, right) = ends(&self.x[stretch.clone()]);
        let (top, bottom) = ends(&self.y[stretch]);
        self.near.clear();
        let mut at = 0;
        while let Some(cell) = self.cells.get(at) {
            let away_x = (left - cell.x).max(cell.x - right).max(0.0);
            let away_y = (top - cell.y).max(cell.y - bottom).max(0.0);
            let reach = cell.side * FAR;
            if away_x * away_x + away_y * away_y > reach * reach {
                self.near.push(cell.x, cell.y, cell.mass);
                at = cell.skip as usize;
            } else if cell.leaf {
                let stretch = cell.first as usize..cell.end as usize;
                self.near.x.extend_from_slice(&self.x[stretch.clone()]);
                self.near.y.extend_from_slice(&self.y[stretch.clone()]);
                self.near.mass.extend_from_slice(&self.mass[stretch]);
                at = cell.skip as usize;
            } else {
                at += 1;
            }
        }
        // Without mass nothing is pushed: the last lanes are filled up.
        while !self.near.x.len().is_multiple_of(LANES) {
            self.near.push(0.0, 0.0, 0.0);
        }
    }
}

impl Near {
    /// How a mark at (x, y) is pushed by all of these; by itself not at all.
    fn pushed(&self, x: f32, y: f32, soft: f32) -> (f32, f32) {
        let (mut sum_x, mut sum_y) = ([0.0_f32; LANES], [0.0_f32; LANES]);
        let (xs, ys, masses) =
            (self.x.as_chunks::<LANES>().0, self.y.as_chunks::<LANES>().0, self.mass.as_chunks::<LANES>().0);
        for ((xs, ys), masses) in xs.iter().zip(ys).zip(masses) {
            for lane in 0..LANES {
                let (away_x, away_y) = (x - xs[lane], y - ys[lane]);
                let push = masses[lane] / (away_x * away_x + away_y * away_y + soft);
                sum_x[lane] += away_x * push;
                sum_y[lane] += away_y * push;
            }
        }
        (sum_x.iter().sum(), sum_y.iter().sum())
    }
}

/// The least and the greatest of some numbers.
pub fn ends(numbers: &[f32]) -> (f32, f32) {
    numbers.iter().fold((f32::MAX, f32::MIN), |(least, most), number| (least.min(*number), most.max(*number)))
}

/// Sixteen bits with a gap behind each.
fn interleaved(bits: u32) -> u32 {
    let bits = (bits | bits << 8) & 0x00ff_00ff;
    let bits = (bits | bits << 4) & 0x0f0f_0f0f;
    let bits = (bits | bits << 2) & 0x3333_3333;
    (bits | bits << 1) & 0x5555_5555
}

/// Sorts by the upper half of each key, eleven bits at a time; equal ones stay in their order (the lower half).
fn radix(keys: &mut Vec<u64>, spare: &mut Vec<u64>) {
    if keys.len() < 512 {
        keys.sort_unstable();
        return;
    }
    spare.clear();
    spare.resize(keys.len(), 0);
    for shift in [32, 43, 54] {
        let digit = |key: u64| (key >> shift) as usize & 0x7ff;
        let mut starts = [0_u32; 2049];
        keys.iter().for_each(|key| starts[digit(*key) + 1] += 1);
        (0..2048).for_each(|at| starts[at + 1] += starts[at]);
        for key in keys.iter() {
            let at = &mut starts[digit(*key)];
            spare[*at as usize] = *key;
            *at += 1;
        }
        std::mem::swap(keys, spare);
    }
}
