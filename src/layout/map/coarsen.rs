//! Making a graph smaller by joining marks in pairs: first with a neighbour, then with another that hangs on the same mark.

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
    joined(links, mass, &mate)
}

fn joined(links: &Links, mass: &[f32], mate: &[u32]) -> Coarser {
    let count = links.count();
    let (mut part_of, mut coarse_mass) = (vec![0_u32; count], Vec::with_capacity(count / 2 + 1));
    for mark in 0..count {
        let other = mate[mark] as usize;
        if other < mark {
            part_of[mark] = part_of[other];
            coarse_mass[part_of[other] as usize] += mass[mark];
        } else {
            part_of[mark] = coarse_mass.len() as u32;
            coarse_mass.push(mass[mark]);
        }
    }
    let part = &part_of;
    let once = (0..count).flat_map(|mark| {
        links.of(mark).filter(move |(end, _)| *end > mark).map(move |(end, weight)| (part[mark], part[end], weight))
    });
    Coarser { links: Links::new(coarse_mass.len(), once), mass: coarse_mass, part_of }
}
