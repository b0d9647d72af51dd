//! Nodes by what is told of them, up to so many different things; the rest share one.

use std::collections::BTreeMap;

use crate::graph::NodeIndex;

/// Different things and their nodes.
pub struct Told<K> {
    /// Positions in `nodes`; `None` is the rest.
    places: BTreeMap<Option<K>, usize>,
    nodes: Vec<Vec<NodeIndex>>,
    most: usize,
}

impl<K: Ord> Told<K> {
    /// At most `most` things are told one by one.
    pub fn new(most: usize) -> Self {
        Self { places: BTreeMap::new(), nodes: Vec::new(), most }
    }

    /// The place of a thing; that of the rest where the things before it are as many as are told. To be asked in the order
    /// of the nodes; the answer for one thing stays the same.
    pub fn place(&mut self, thing: K) -> usize {
        let thing = Some(thing);
        let is_told = self.places.len() < self.most || self.places.contains_key(&thing);
        *self.places.entry(if is_told { thing } else { None }).or_insert_with(|| {
            self.nodes.push(Vec::new());
            self.nodes.len() - 1
        })
    }

    /// Adds a node at a place.
    pub fn add(&mut self, place: usize, node: NodeIndex) {
        if let Some(nodes) = self.nodes.get_mut(place) {
            nodes.push(node);
        }
    }

    /// The things in order, the rest first, each with its nodes.
    pub fn into_groups(mut self) -> impl Iterator<Item = (Option<K>, Vec<NodeIndex>)> {
        let places = std::mem::take(&mut self.places);
        places
            .into_iter()
            .map(move |(thing, place)| (thing, self.nodes.get_mut(place).map(std::mem::take).unwrap_or_default()))
    }
}
