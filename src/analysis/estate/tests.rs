//! The rule of projects, and uses by project.

use super::*;
use crate::graph::build;
use crate::licenses::Verdict;
use crate::model::{Component, Dependency, Role};

/// `name version` each; the first is the root where one is stated. Edges by position.
fn document(is_rooted: bool, components: &[(&str, &str)], edges: &[(u32, u32, Scope)]) -> Document {
    let mut document = Document { roots: if is_rooted { vec![0] } else { Vec::new() }, ..Document::default() };
    for (position, (name, version)) in components.iter().enumerate() {
        document.components.push(Component {
            name: (*name).to_owned(),
            version: Some((*version).to_owned()),
            ecosystem: Ecosystem::Npm,
            own: is_rooted && position == 0,
            ..Component::default()
        });
    }
    document.dependencies = edges.iter().map(|(from, to, scope)| Dependency::new(*from, *to, *scope)).collect();
    document
}

fn fixed(name: &str) -> Source<'_> {
    Source { name, is_fixed: true }
}

fn chosen(name: &str) -> Source<'_> {
    Source { name, is_fixed: false }
}

/// `key: documents` of each project.
fn told(documents: &[&Document], sources: &[Source<'_>]) -> Vec<String> {
    let found = projects(&build(documents), documents, sources);
    let of = |project: &Project| format!("{} = {}: {:?}", project.key, project.name, project.documents);
    found.iter().map(of).collect()
}

#[test]
fn a_folder_with_its_files_is_a_project_and_so_is_a_file_with_a_name_of_its_own() {
    let (pay, web, bare) = (
        document(true, &[("pay", "1")], &[]),
        document(true, &[("web", "1")], &[]),
        document(false, &[("cup", "1")], &[]),
    );
    let documents = [&pay, &bare, &web, &pay, &web, &bare];
    let sources = [
        fixed("s/pay/package-lock.json"),
        fixed("s/pay/requirements.txt"),
        fixed("s/web/package-lock.json"),
        chosen("sboms/pay.cdx.json"),
        chosen("s/pay/other.cdx.json"),
        chosen("s/web/dev-requirements.txt"),
    ];
    assert_eq!(told(&documents, &sources), ["s/pay = s/pay: [0, 1, 3]", "s/web = s/web: [2, 4, 5]"]);
}

#[test]
fn files_without_a_folder_are_named_by_their_roots() {
    let (one, later, other) = (
        document(true, &[("shop", "1")], &[]),
        document(true, &[("shop", "2")], &[]),
        document(false, &[("cup", "1")], &[]),
    );
    let documents = [&one, &later, &one, &other, &other];
    let sources =
        [fixed("package-lock.json"), fixed("package-lock.json"), chosen("bom.json"), fixed("go.mod"), fixed("go.mod")];
    assert_eq!(
        told(&documents, &sources),
        [
            "package-lock.json = shop: [0, 2]",
            "package-lock.json #2 = shop (package-lock.json): [1]",
            "go.mod = go.mod: [3]",
            "go.mod #2 = go.mod #2: [4]",
        ]
    );
}

#[test]
fn a_root_that_stands_for_a_project_without_a_name_names_none() {
    let mut nameless = document(true, &[("project", "")], &[]);
    nameless.components[0].version = None;
    let named = document(true, &[("project", "1")], &[]);
    assert_eq!(
        told(&[&nameless, &nameless, &named], &[chosen("a/one.lock"), chosen("b/two.lock"), chosen("c/three.lock")]),
        ["a/one.lock = a/one.lock: [0]", "b/two.lock = b/two.lock: [1]", "c/three.lock = project: [2]"]
    );
}

#[test]
fn a_short_name_tells_a_project_from_all_others() {
    let one = document(false, &[("cup", "1")], &[]);
    let folders = ["repo/pay/web", "repo/shop/web", "repo/api", "api", "my-web"];
    let names: Vec<String> = folders.iter().map(|folder| format!("{folder}/go.mod")).collect();
    let sources: Vec<Source<'_>> = names.iter().map(|name| fixed(name)).collect();
    let documents = vec![&one; folders.len()];
    let found = projects(&build(&documents), &documents, &sources);
    let short: Vec<&str> = found.iter().map(|project| project.short.as_str()).collect();
    assert_eq!(short, ["pay/web", "shop/web", "repo/api", "api", "my-web"]);
}

#[test]
fn what_only_tells_facts_is_no_project_beside_what_is_there() {
    let lock = document(true, &[("app", "1")], &[]);
    let mut sums = document(false, &[("cup", "1")], &[]);
    sums.role = Role::Supplement;
    assert_eq!(told(&[&lock, &sums], &[fixed("a/go.mod"), fixed("b/go.sum")]), ["a = a: [0]"]);
    assert_eq!(told(&[&sums], &[fixed("b/go.sum")]), ["b = b: [0]"]);
}

/// `package version in project: scope, how` of every use.
fn uses_told(graph: &Graph, estate: &Estate) -> Vec<String> {
    let of = |used: &Use| {
        let how = match (used.is_direct, used.depth) {
            (true, _) => "direct".to_owned(),
            (false, Some(depth)) => format!("depth {depth}"),
            (false, None) => "no route".to_owned(),
        };
        let project = &estate.projects[used.project as usize].key;
        format!("{} in {project}: {}, {how}", graph.label(used.node), used.scope.as_str())
    };
    estate.uses.iter().map(of).collect()
}

#[test]
fn scope_and_depth_are_those_of_the_project_alone() {
    let (run, dev) = (Scope::Runtime, Scope::Development);
    let one = document(true, &[("one", "1"), ("cup", "1"), ("saucer", "1")], &[(0, 1, run), (1, 2, run)]);
    let other = document(true, &[("other", "1"), ("saucer", "1"), ("Cup", "2")], &[(0, 1, dev), (1, 2, run)]);
    let third = document(true, &[("third", "1"), ("one", "1")], &[(0, 1, run)]);
    let documents = [&one, &other, &third];
    let graph = build(&documents);
    let sources = [fixed("a/package-lock.json"), fixed("b/package-lock.json"), fixed("c/package-lock.json")];
    let found = estate(&graph, &documents, &sources);
    assert_eq!(
        uses_told(&graph, &found),
        [
            "cup 1 in a: runtime, direct",
            "Cup 2 in b: development, depth 2",
            "one 1 in c: runtime, direct",
            "saucer 1 in a: runtime, depth 2",
            "saucer 1 in b: development, direct",
        ]
    );
    let counts: Vec<(u32, u32)> = found.packages.iter().map(|package| (package.versions, package.projects)).collect();
    assert_eq!(counts, [(1, 1), (1, 1), (1, 1), (1, 2)], "npm tells names of different letters apart");
    assert_eq!(found.projects.iter().map(|project| project.deepest).collect::<Vec<_>>(), [2, 2, 1]);
}

#[test]
fn totals_count_only_what_is_chosen() {
    let run = Scope::Runtime;
    let one = document(true, &[("one", "1"), ("cup", "1"), ("cup", "2")], &[(0, 1, run), (1, 2, run)]);
    let other = document(true, &[("other", "1"), ("cup", "3"), ("tea", "1")], &[(0, 1, run), (0, 2, run)]);
    let documents = [&one, &other];
    let graph = build(&documents);
    let found = estate(&graph, &documents, &[fixed("a/package-lock.json"), fixed("b/package-lock.json")]);
    assert_eq!(found.projects.iter().map(|project| project.duplicates).collect::<Vec<_>>(), [1, 0]);
    let judge = |used: &Use| (if used.project == 0 { Verdict::Conflict } else { Verdict::Allowed }, used.project == 1);
    let all = totals(&graph, &found, &Chosen::default(), judge);
    let cup = all.packages[0];
    assert_eq!((cup.versions, cup.projects, cup.direct, cup.verdict), (3, 2, 2, Verdict::Conflict));
    assert_eq!((all.components, all.packages.len()), (4, 2));
    let second = Chosen { projects: Some(vec![false, true]), ..Chosen::default() };
    let of_second = totals(&graph, &found, &second, judge);
    assert_eq!((of_second.packages[0].versions, of_second.packages[0].verdict), (1, Verdict::Allowed));
    let [first, _] = of_second.projects.as_slice() else { panic!("two projects") };
    assert_eq!((first.components, first.conflicts, first.unknown, first.matching), (2, 2, 2, 0));
}
