//! The rankings and tables of the screen.

use super::super::words::{count, length, list, visible};
use super::{
    ComplexityView, CycleRow, DepthRows, DuplicateRow, FileCounts, MOST_RANKED, Questions, WeightRow, license, link,
    verdicts,
};
use crate::analysis::{bloat, depth, duplicates, leaders, merges};
use crate::graph::{self, NodeIndex, RANKS, Removal};
use crate::view::facts::Facts;

/// Files that are compared.
const MOST_FILES: usize = 12;
/// Members, entries, keepers and edges of one row.
const MOST_LINKS: usize = 8;

/// Fills in everything that depends on no what-if.
pub fn fill(facts: &Facts, questions: &Questions, most: usize, view: &mut ComplexityView) {
    let graph = &facts.graph;
    let weights = bloat::weights(graph, &questions.counts, &facts.leaves_with);
    view.weights_total = weights.len();
    view.weights = weights.iter().take(most).map(|weight| weight_row(facts, weight, most)).collect();
    view.depths = depths(facts, questions);
    let found = leaders::leaders(graph, &facts.leaves_with, MOST_RANKED);
    view.bridges = found.bridges.iter().map(|(node, number)| (link(facts, *node), *number as usize)).collect();
    let about = if questions.counts.exact { "" } else { "about " };
    let told = |ranked: &[leaders::Ranked], of: &[u32]| {
        let row = |(node, number): &leaders::Ranked| {
            let all = of.get(*node as usize).copied().unwrap_or(0) as usize;
            (link(facts, *node), *number as usize, format!("{about}{} near or far", length(all)))
        };
        ranked.iter().map(row).collect()
    };
    view.most_needed = told(&found.most_needed, &questions.counts.needed_by);
    view.needs_most = told(&found.needs_most, &questions.counts.reaches);
    if !questions.counts.exact {
        view.estimate_words = format!(
            "Counts near and far are estimates from {RANKS} draws, good to one part in eight: counting exactly would take more than {} steps",
            length(graph::MOST_STEPS as usize)
        );
    }
    let versions: usize = facts.duplicates.iter().map(|duplicate| duplicate.versions.len()).sum();
    view.duplicates_total = facts.duplicates.len();
    view.duplicates_words = format!(
        "{} in {}; {} could go",
        count(facts.duplicates.len(), "name"),
        count(versions, "version"),
        count(versions - facts.duplicates.len(), "version")
    );
    view.duplicates = duplicate_rows(facts, most);
    view.cycles_total = questions.breaks.len();
    let mut breaks: Vec<&graph::CycleBreak> = questions.breaks.iter().collect();
    breaks.sort_by_key(|found| (std::cmp::Reverse(found.members.len()), found.members.first().copied()));
    view.cycles = breaks.into_iter().take(most).map(|found| cycle_row(facts, found)).collect();
}

fn weight_row(facts: &Facts, weight: &bloat::Weight, most: usize) -> WeightRow {
    let all = weight.brings.max(weight.leaves) as usize + 1;
    // What leaves is named for the rows that are shown first; a thousand searches would take too long.
    let is_few = most <= super::MOST_ROWS;
    let leaving = if is_few {
        graph::leaves(&facts.graph, &Removal { nodes: vec![weight.node], edges: Vec::new() })
    } else {
        vec![weight.node]
    };
    WeightRow {
        link: link(facts, weight.node),
        license: license(facts, weight.node),
        brings: weight.brings as usize,
        leaves: weight.leaves as usize,
        alone: (weight.leaves as usize + 1) * 100 / all,
        verdicts: if is_few { verdicts(facts, &leaving) } else { Vec::new() },
    }
}

fn depths(facts: &Facts, questions: &Questions) -> DepthRows {
    let profile = &facts.depths;
    let rows = profile.at.iter().zip(&profile.shipped).zip(1..);
    let chain = &questions.chain;
    DepthRows {
        rows: rows.map(|((all, shipped), depth)| (depth, *shipped, *all)).collect(),
        unreached: profile.unreached,
        median: profile.median(),
        chain: chain.nodes.iter().take(super::MOST_LEAVING).map(|node| link(facts, *node)).collect(),
        chain_words: format!(
            "{}{}{}",
            count(chain.steps, "step"),
            if chain.through_cycle { ", a cycle counted as one place" } else { "" },
            if chain.nodes.len() > super::MOST_LEAVING {
                format!("; the first {} components shown", super::MOST_LEAVING)
            } else {
                String::new()
            }
        ),
    }
}

/// Those with the most versions to free first.
fn duplicate_rows(facts: &Facts, most: usize) -> Vec<DuplicateRow> {
    let merges = facts.duplicates.iter().map(|duplicate| (merges::merge(&facts.graph, duplicate), duplicate));
    let mut merges: Vec<(merges::Merge, &duplicates::Duplicate)> = merges.collect();
    merges.sort_by_key(|(merge, duplicate)| {
        let simplest = merge.simplest.as_ref().map(|found| (found.frees, std::cmp::Reverse(found.dependents)));
        (std::cmp::Reverse(simplest), std::cmp::Reverse(duplicate.versions.len()))
    });
    merges.iter().take(most).map(|(merge, duplicate)| duplicate_row(facts, merge, duplicate)).collect()
}

fn duplicate_row(facts: &Facts, merge: &merges::Merge, duplicate: &duplicates::Duplicate) -> DuplicateRow {
    let keepers: &[NodeIndex] = merge.held_by.first().map(Vec::as_slice).unwrap_or_default();
    let words = match &merge.simplest {
        Some(found) => {
            let to = duplicate.versions.get(found.to).map(|(version, _)| visible(version)).unwrap_or_default();
            let verb = if found.dependents == 1 { "moves" } else { "move" };
            format!("simplest: {} {verb} to {to}", length(found.dependents))
        }
        None => {
            let oldest = duplicate.versions.first().map(|(version, _)| visible(version)).unwrap_or_default();
            let names: Vec<String> = keepers.iter().map(|node| visible(&facts.graph.label(*node))).collect();
            match names.len() {
                0 => format!("nothing is known to need {oldest}"),
                1 => format!("{} keeps {oldest}", names.concat()),
                _ => format!("{} keep {oldest}", list(&names, 2)),
            }
        }
    };
    let versions = duplicate.versions.iter().zip(&merge.held_by);
    let versions = versions.filter_map(|((_, nodes), held)| Some((link(facts, *nodes.first()?), held.len())));
    DuplicateRow {
        name: visible(&duplicate.name),
        ecosystem: duplicate.ecosystem.as_str().to_owned(),
        versions: versions.collect(),
        dependents: merge.held_by.iter().map(Vec::len).sum(),
        words,
        keepers: keepers.iter().take(MOST_LINKS).map(|node| link(facts, *node)).collect(),
        keepers_total: keepers.len(),
    }
}

fn cycle_row(facts: &Facts, found: &graph::CycleBreak) -> CycleRow {
    let links = |nodes: &[NodeIndex]| nodes.iter().take(MOST_LINKS).map(|node| link(facts, *node)).collect();
    let edges = found.edges.iter().take(MOST_LINKS).map(|(from, to)| (link(facts, *from), link(facts, *to)));
    CycleRow {
        members: links(&found.members),
        members_total: found.members.len(),
        entries: links(&found.entries),
        entries_total: found.entries.len(),
        edges: edges.collect(),
        edges_total: found.edges.len(),
        limit: limit(found),
    }
}

/// What is said where the search for fewer dependencies to cut ended at its limit.
fn limit(found: &graph::CycleBreak) -> String {
    match found.all_needed {
        true => String::new(),
        false => format!(
            "Not all were tried within {} looks at a dependency: fewer may do",
            super::super::words::number(graph::MOST_BREAK_LOOKS)
        ),
    }
}

/// The counts of each included file by itself, where there are several; and how many files there are.
pub fn files(facts: &Facts) -> (Vec<FileCounts>, usize) {
    let included = facts.included();
    let total = included.len();
    if total < 2 {
        return (Vec::new(), total);
    }
    let counted = included.into_iter().take(MOST_FILES).map(|(position, document)| {
        let graph = graph::build(&[document]);
        let profile = depth::profile(&graph);
        FileCounts {
            name: facts.files.get(position).map(|file| visible(&file.name)).unwrap_or_default(),
            components: graph.nodes.len(),
            direct: profile.direct,
            transitive: profile.transitive,
            deepest: profile.at.len(),
            duplicates: duplicates::duplicates(&graph).len(),
            cycles: graph.cycles.len(),
            dependencies: graph.edges.len(),
        }
    });
    (counted.collect(), total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cycle_whose_search_ended_says_at_which_limit() {
        let mut found = graph::CycleBreak::default();
        assert_eq!(limit(&found), "Not all were tried within 20,000,000 looks at a dependency: fewer may do");
        found.all_needed = true;
        assert_eq!(limit(&found), "");
    }
}
