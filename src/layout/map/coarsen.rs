//! Making a graph smaller by joining marks: first with neighbours, then with others that hang on the same mark.

use super::links::Links;

/// A graph of joined marks, and where the finer marks went.
pub struct Coarser {
    pub links: Links,
    /// How many of the finest marks each stands for.
    pub mass: Vec<f32>,
    /// For each finer mark the one it is part of.
    pub part_of: Vec<u32>,
}

/// Joins marks in pairs, the least linked first: the number of marks about halves, on a star too.
pub fn coarser(links: &Links, mass: &[f32]) -> Coarser {
    let count = links.count();
    let mut order: Vec<u32> = (0..count as u32).collect();
    order.sort_by_key(|mark| links.degree(*mark as usize));
    let mut mate = vec![u32::MAX; count];
    for mark in order.iter().map(|mark| *mark as usize) {
        if mate[mark] == u32::MAX {
            let free = links.of(mark).filter(|(end, _)| mate[*end] == u32::MAX);
            let pull = |(end, weight): &(usize, f32)| weight / (mass[*end] * (1.0 + links.degree(*end) as f32));
            // The first of those that pull most: `max_by` would take the last.
            let best = free.reduce(|best, next| if pull(&next) > pull(&best) { next } else { best });
            if let Some((end, _)) = best {
                (mate[mark], mate[end]) = (end as u32, mark as u32);
            }
        }
    }
    // What is left has only joined neighbours: two that hang on the same one go together.
    let mut waiting = vec![u32::MAX; count];
    for mark in order.iter().map(|mark| *mark as usize) {
        let anchor = links.of(mark).map(|(end, _)| end).min_by_key(|end| (links.degree(*end), *end));
        let Some(anchor) = anchor.filter(|_| mate[mark] == u32::MAX) else { continue };
        let other = std::mem::replace(&mut waiting[anchor], u32::MAX);
        if other == u32::MAX {
            waiting[anchor] = mark as u32;
        } else {
            (mate[mark], mate[other as usize]) = (other, mark as u32);
        }
    }
    let mut parts = 0;
    let mut part_of = vec![0_u32; count];
    for mark in 0..count {
        if (mate[mark] as usize) < mark {
            part_of[mark] = part_of[mate[mark] as usize];
        } else {
            part_of[mark] = parts;
            parts += 1;
        }
    }
    joined(links, mass, part_of, parts as usize)
}

fn joined(links: &Links, mass: &[f32], part_of: Vec<u32>, parts: usize) -> Coarser {
    let mut coarse_mass = vec![0.0; parts];
    part_of.iter().zip(mass).for_each(|(part, mass)| coarse_mass[*part as usize] += mass);
    let part = &part_of;
    let once = (0..links.count()).flat_map(|mark| {
        links.of(mark).filter(move |(end, _)| *end > mark).map(move |(end, weight)| (part[mark], part[end], weight))
    });
    Coarser { links: Links::new(parts, once), mass: coarse_mass, part_of }
}
