//! Every fixture with edges, its first view and the whole of it, in every form.

use std::fs;
use std::path::{Path, PathBuf};

use lockscope::formats;
use lockscope::graph::{Graph, SubsetRequest, build, dominators, subset};
use lockscope::layout::{ALL, LayoutRequest, MarkSize};

use crate::{kept_by, request};

/// Marks in the largest fixture that is drawn as a whole.
const MOST: usize = 3_000;

#[test]
fn every_fixture_keeps_every_promise_in_every_form() {
    let mut files = Vec::new();
    find(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures"), &mut files);
    files.sort();
    let mut drawn = 0;
    for file in files.iter().filter(|file| file.file_name().is_some_and(|name| name != "expected.txt")) {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Ok(document) = formats::read(&name, &fs::read(file).unwrap()) else { continue };
        let graph = build(&[&document]);
        if graph.edges.is_empty() || graph.nodes.len() > MOST {
            continue;
        }
        drawn += 1;
        for method in ALL {
            kept_by(method, &whole(&graph));
            kept_by(method, &first_view(&graph));
        }
    }
    assert!(drawn > 200, "only {drawn} fixtures have edges");
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { find(&path, files) } else { files.push(path) }
    }
}

/// All of a graph, with labels of the lengths of its names.
fn whole(graph: &Graph) -> LayoutRequest {
    let edges: Vec<(u32, u32)> = graph.edges.iter().map(|edge| (edge.from, edge.to)).collect();
    let width = |name: &str| 30.0 + 7.0 * name.chars().count().min(40) as f32;
    let marks = graph.nodes.iter().map(|node| MarkSize { width: width(&node.component.name), height: 16.0 });
    LayoutRequest {
        marks: marks.collect(),
        parents: dominators(graph),
        weights: vec![1.0; graph.nodes.len()],
        depths: graph.nodes.iter().map(|node| node.depth.unwrap_or(u32::MAX)).collect(),
        room: MarkSize { width: 1200.0, height: 800.0 },
        ..request(graph.nodes.len() as u32, &graph.roots, &edges)
    }
}

/// The marks a file opens with, groups among them.
fn first_view(graph: &Graph) -> LayoutRequest {
    let subset = subset(graph, &SubsetRequest::default());
    let mark_of = |node: &u32| subset.nodes.binary_search(node).ok().map(|mark| mark as u32);
    let edges: Vec<(u32, u32)> = subset.edges.iter().map(|edge| (edge.from, edge.to)).collect();
    let roots: Vec<u32> = graph.roots.iter().filter_map(mark_of).collect();
    LayoutRequest {
        room: MarkSize { width: 1200.0, height: 800.0 },
        ..request((subset.nodes.len() + subset.groups.len()) as u32, &roots, &edges)
    }
}
