//! What all routes to a node pass through, and what would leave with it.
//!
//! Source: Lengauer and Tarjan, "A fast algorithm for finding dominators in a flowgraph" (1979), the
//! simple version, with explicit stacks. The more common iteration by Cooper, Harvey and Kennedy is
//! quadratic on graphs that a hostile document can hold.

use super::{Graph, NodeIndex};

/// The immediate dominator of every node, seen from a virtual root above all roots: the nearest node
/// that all routes to it pass through. `None` for roots, nodes only the virtual root dominates, and
/// nodes no root reaches. Costs (nodes + edges) × log nodes.
pub fn dominators(graph: &Graph) -> Vec<Option<NodeIndex>> {
    let count = graph.nodes.len();
    let walk = depth_first(graph);
    let steps = walk.node.len();
    let mut semi: Vec<u32> = (0..steps as u32).collect();
    let mut immediate = vec![VIRTUAL_ROOT; steps];
    let mut forest = Forest { ancestor: vec![NONE; steps], label: (0..steps as u32).collect(), path: Vec::new() };
    // Steps whose semidominator is the indexed step, as linked lists.
    let mut first_in_bucket = vec![NONE; steps];
    let mut next_in_bucket = vec![NONE; steps];

    for step in (1..steps as u32).rev() {
        let node = walk.node[step as usize];
        let before = graph.dependents(node).map(|edge| walk.step[edge.from as usize]).filter(|from| *from != NONE);
        let least = before.map(|from| semi[forest.least(from, &semi) as usize]).min().unwrap_or(VIRTUAL_ROOT);
        semi[step as usize] = if walk.is_root[step as usize] { VIRTUAL_ROOT } else { least };
        let bucket = semi[step as usize] as usize;
        next_in_bucket[step as usize] = std::mem::replace(&mut first_in_bucket[bucket], step);
        let parent = walk.parent[step as usize];
        forest.ancestor[step as usize] = parent;
        let mut waiting = std::mem::replace(&mut first_in_bucket[parent as usize], NONE);
        while waiting != NONE {
            let least = forest.least(waiting, &semi);
            let earlier = semi[least as usize] < semi[waiting as usize];
            immediate[waiting as usize] = if earlier { least } else { parent };
            waiting = next_in_bucket[waiting as usize];
        }
    }
    let mut dominators = vec![None; count];
    for step in 1..steps {
        if immediate[step] != semi[step] {
            immediate[step] = immediate[immediate[step] as usize];
        }
        if immediate[step] != VIRTUAL_ROOT {
            dominators[walk.node[step] as usize] = Some(walk.node[immediate[step] as usize]);
        }
    }
    dominators
}

/// How many components would leave with each node, itself included: the size of its subtree in the
/// dominator tree. Takes what `dominators` gave; costs nodes.
pub fn dominated_counts(dominators: &[Option<NodeIndex>]) -> Vec<u32> {
    let mut counts = vec![1u32; dominators.len()];
    let mut children = vec![0u32; dominators.len()];
    for dominator in dominators.iter().flatten() {
        children[*dominator as usize] += 1;
    }
    let mut leaves: Vec<usize> = (0..dominators.len()).filter(|node| children[*node] == 0).collect();
    while let Some(node) = leaves.pop() {
        if let Some(dominator) = dominators[node].map(|dominator| dominator as usize) {
            counts[dominator] += counts[node];
            children[dominator] -= 1;
            if children[dominator] == 0 {
                leaves.push(dominator);
            }
        }
    }
    counts
}

const NONE: u32 = u32::MAX;
/// The step of the virtual root above all roots.
const VIRTUAL_ROOT: u32 = 0;

/// A depth-first walk from the virtual root. Arrays by step; step 0 is the virtual root.
struct Walk {
    node: Vec<NodeIndex>,
    parent: Vec<u32>,
    is_root: Vec<bool>,
    /// By node: its step; `NONE` where no root reaches it.
    step: Vec<u32>,
}

fn depth_first(graph: &Graph) -> Walk {
    let mut walk =
        Walk { node: vec![NONE], parent: vec![NONE], is_root: vec![false], step: vec![NONE; graph.nodes.len()] };
    let mut is_root = vec![false; graph.nodes.len()];
    graph.roots.iter().for_each(|root| is_root[*root as usize] = true);
    // (step, how many of its edges were followed)
    let mut stack: Vec<(u32, usize)> = Vec::new();
    for root in &graph.roots {
        let mut found = Some((*root, VIRTUAL_ROOT));
        loop {
            if let Some((node, parent)) = found.take()
                && walk.step[node as usize] == NONE
            {
                let step = walk.node.len() as u32;
                walk.step[node as usize] = step;
                walk.node.push(node);
                walk.parent.push(parent);
                walk.is_root.push(is_root[node as usize]);
                stack.push((step, 0));
            }
            let Some((step, followed)) = stack.last_mut() else { break };
            match graph.dependencies(walk.node[*step as usize]).get(*followed) {
                Some(edge) => {
                    *followed += 1;
                    found = Some((edge.to, *step));
                }
                None => {
                    stack.pop();
                }
            }
        }
    }
    walk
}

/// The forest of steps handled so far, with compressed paths.
struct Forest {
    ancestor: Vec<u32>,
    label: Vec<u32>,
    path: Vec<u32>,
}

impl Forest {
    /// The step with the least semidominator on the way from `step` up to, without, its tree's root.
    fn least(&mut self, step: u32, semi: &[u32]) -> u32 {
        if self.ancestor[step as usize] == NONE {
            return step;
        }
        let mut at = step;
        while self.ancestor[self.ancestor[at as usize] as usize] != NONE {
            self.path.push(at);
            at = self.ancestor[at as usize];
        }
        while let Some(below) = self.path.pop() {
            let above = self.ancestor[below as usize];
            if semi[self.label[above as usize] as usize] < semi[self.label[below as usize] as usize] {
                self.label[below as usize] = self.label[above as usize];
            }
            self.ancestor[below as usize] = self.ancestor[above as usize];
        }
        self.label[step as usize]
    }
}
