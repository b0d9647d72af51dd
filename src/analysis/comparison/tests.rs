//! Small documents side by side.

use super::*;
use crate::graph::{Part, build, part};
use crate::licenses::EvidenceView;
use crate::model::{Component, Dependency, Notice, PackageUrl, Scope, StatedLicense};

/// `name version licence` each, licence and version `-` where none is stated; the first is the root. Edges by position,
/// of runtime scope.
fn document(components: &str, edges: &[(u32, u32)]) -> Document {
    let component = |line: &str| {
        let mut words = line.split_whitespace();
        let mut word = || words.next().filter(|word| *word != "-").map(str::to_owned);
        let (name, version, license) = (word().unwrap_or_default(), word(), word());
        Component {
            package_url: PackageUrl::npm(&name, version.as_deref()),
            name,
            version,
            ecosystem: Ecosystem::Npm,
            licenses: license.map(StatedLicense::declared).into_iter().collect(),
            ..Component::default()
        }
    };
    let mut document = Document {
        roots: vec![0],
        components: components.split(',').map(component).collect(),
        dependencies: edges.iter().map(|(from, to)| Dependency::new(*from, *to, Scope::Runtime)).collect(),
        ..Document::default()
    };
    document.components[0].own = true;
    document
}

struct Found {
    comparison: Comparison,
    parts: [Part; 2],
    whole: usize,
}

fn compared(before: &Document, after: &Document) -> Found {
    let documents = [before, after];
    let graph = build(&documents);
    let parts = [0, 1].map(|at| part(&graph, &documents, at).unwrap());
    let grounds = parts.each_ref().map(|part| Grounds::new(&part.graph, &[true, true], EvidenceView::default()));
    let side = |at: usize| Side { document: documents[at], graph: &parts[at].graph, grounds: &grounds[at] };
    Found { comparison: comparison(&side(0), &side(1)), whole: graph.nodes.len(), parts }
}

impl Found {
    fn label(&self, row: RowIndex) -> String {
        let row = &self.comparison.rows[row as usize];
        let text = |part: &Part, nodes: &[NodeIndex]| nodes.first().map(|node| part.graph.label(*node));
        let before = text(&self.parts[0], self.comparison.before(row));
        let after = text(&self.parts[1], self.comparison.after(row));
        match (before, after) {
            (Some(before), Some(after)) if before == after => format!("={before}"),
            (Some(before), Some(after)) => format!("~{before} to {after}"),
            (Some(before), None) => format!("-{before}"),
            (_, after) => format!("+{}", after.unwrap_or_default()),
        }
    }

    /// `Refresh: ~a 1 to a 2 (Version)`, a line for each cause.
    fn causes(&self) -> Vec<String> {
        let row = |row: &RowIndex| {
            let kinds: Vec<String> =
                self.comparison.rows[*row as usize].changes.iter().map(|kind| format!("{kind:?}")).collect();
            format!("{} ({})", self.label(*row), kinds.join(" "))
        };
        let cause =
            |cause: &Cause| format!("{:?}: {}", cause.kind, cause.rows.iter().map(row).collect::<Vec<_>>().join(", "));
        self.comparison.causes.iter().map(cause).collect()
    }
}

#[test]
fn consequences_stand_under_the_direct_dependency_that_changed() {
    let before = document(
        "app 1 -,kit 1 MIT,core 1 MIT,old 1 MIT,lamp 1 MIT,oil 1 MIT",
        &[(0, 1), (1, 2), (1, 3), (0, 4), (4, 5)],
    );
    let after = document(
        "app 2 -,kit 2 MIT,core 2 MIT,new 1 MIT,deep 1 MIT,lamp 1 MIT,oil 1 MIT",
        &[(0, 1), (1, 2), (1, 3), (3, 4), (0, 5), (5, 6)],
    );
    assert_eq!(
        compared(&before, &after).causes(),
        [
            "Direct(Version): ~kit 1 to kit 2 (Version), ~core 1 to core 2 (Version), +deep 1 (Added), +new 1 (Added), -old 1 (Removed)"
        ]
    );
    assert!(compared(&before, &before).causes().is_empty());
}

#[test]
fn what_no_direct_change_explains_is_a_refresh_a_move_or_unplaced() {
    let before = document("app 1 -,kit 1 -,core 1.0 -,leaf 1 -,far 1 -,stray 1 -", &[(0, 1), (1, 2), (2, 3), (1, 4)]);
    let after = document("app 1 -,kit 1 -,core 1.1 -,leaf 2 -,far 1 -,other 1 -", &[(0, 1), (1, 2), (2, 3), (3, 4)]);
    assert_eq!(
        compared(&before, &after).causes(),
        [
            "Refresh: ~core 1.0 to core 1.1 (Version), ~leaf 1 to leaf 2 (Version)",
            "Unplaced: +other 1 (Added), -stray 1 (Removed)",
            "Moved: =far 1 (Dependents)",
        ]
    );
}

#[test]
fn a_new_dependent_is_no_change_of_what_it_needs() {
    let before = document("app 1 -,kit 1 -,core 1 -", &[(0, 1), (1, 2)]);
    let after = document("app 1 -,kit 1 -,core 1 -,new 1 -", &[(0, 1), (1, 2), (0, 3), (3, 2)]);
    assert_eq!(compared(&before, &after).causes(), ["Direct(Added): +new 1 (Added)"]);
}

#[test]
fn what_becomes_direct_or_no_longer_is_a_cause() {
    let before = document("app 1 -,kit 1 -,core 1 -", &[(0, 1), (1, 2)]);
    let after = document("app 1 -,kit 1 -,core 1 -", &[(0, 1), (1, 2), (0, 2)]);
    assert_eq!(compared(&before, &after).causes(), ["Direct(NowDirect): =core 1 (Dependents)"]);
    assert_eq!(compared(&after, &before).causes(), ["Direct(NoLongerDirect): =core 1 (Dependents)"]);
    let mut assumed = after.clone();
    assumed.notices.push(Notice::info("assumed-direct", "", None));
    let found = compared(&before, &assumed);
    assert!(found.causes().is_empty());
    assert!(found.comparison.left_out.contains(&LeftOut::Direct(Which::After)));
}

#[test]
fn versions_are_paired_within_their_series_first() {
    let paired = |before: &str, after: &str| {
        let list = |versions: &str| {
            let entries: Vec<String> = versions.split_whitespace().map(|version| format!("cup {version} -")).collect();
            document(&format!("app 1 -,{}", entries.join(",")), &[(0, 1)])
        };
        let found = compared(&list(before), &list(after));
        (0..found.comparison.rows.len()).map(|row| found.label(row as u32)).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(paired("1.0.0 2.0.0", "1.1.0 2.0.0"), "~cup 1.0.0 to cup 1.1.0, =cup 2.0.0");
    assert_eq!(paired("1.0.0 2.0.0", "2.1.0"), "-cup 1.0.0, ~cup 2.0.0 to cup 2.1.0");
    assert_eq!(paired("1.0.0 2.0.0", "3.0.0"), "-cup 1.0.0, ~cup 2.0.0 to cup 3.0.0");
    assert_eq!(paired("2.0.0", "1.9.0 2.0.0 2.1.0"), "=cup 2.0.0, +cup 1.9.0, +cup 2.1.0");
    assert_eq!(paired("1.0.0 1.1.0", "1.2.0 1.3.0"), "~cup 1.0.0 to cup 1.2.0, ~cup 1.1.0 to cup 1.3.0");
    // Written in two ways, or not stated in one: no other version.
    let changes = |before: &str, after: &str| {
        let one = document(&format!("app 1 -,cup {before} -"), &[(0, 1)]);
        compared(&one, &document(&format!("app 1 -,cup {after} -"), &[(0, 1)])).causes().len()
    };
    assert_eq!([changes("v1.0", "1.0"), changes("1.0", "-"), changes("1.0+a", "1.0+b")], [0, 0, 1]);
}

#[test]
fn one_version_that_is_stated_otherwise_stands_apart() {
    let mut before = document("app 1 -,kit 1 MIT,core 1 (MIT),same 1 MIT OR-later", &[(0, 1), (1, 2), (1, 3)]);
    let mut after = document("app 1 -,kit 1 ISC,core 1 MIT,same 1 MIT", &[(0, 1), (1, 2), (1, 3)]);
    let sha = |digit: &str| format!("sha256:{}", digit.repeat(64));
    for (document, digit, host) in [(&mut before, "a", "one.example"), (&mut after, "b", "other.example")] {
        document.components[2].hashes = vec![sha(digit)];
        document.components[3].hashes = vec![sha("c")];
        document.components[3].source = Some(format!("https://{host}/same-1.tgz"));
    }
    assert_eq!(
        compared(&before, &after).causes(),
        ["Restated: =core 1 (Checksum), =kit 1 (License), =same 1 (Source)"]
    );
    after.components[2].hashes.clear();
    assert!(compared(&before, &after).causes()[0].contains("core 1 (Checksum)"), "a checksum went");
    after.format = "other";
    assert_eq!(compared(&before, &after).causes(), ["Restated: =kit 1 (License), =same 1 (Source)"]);
}

#[test]
fn scopes_of_two_formats_are_compared_in_words_that_both_use() {
    let scoped = |scopes: [Scope; 3]| {
        let mut document = document("app 1 -,kit 1 -,core 1 -,test 1 -", &[(0, 1), (0, 2), (0, 3)]);
        for (at, scope) in scopes.into_iter().enumerate() {
            document.components[at + 1].scope = scope;
            document.dependencies[at].scope = scope;
        }
        document
    };
    let lock = scoped([Scope::Runtime, Scope::Runtime, Scope::Development]);
    let mut sbom = scoped([Scope::Runtime, Scope::Development, Scope::Optional]);
    assert_eq!(compared(&lock, &sbom).causes().len(), 2);
    sbom.format = "other";
    assert_eq!(compared(&lock, &sbom).causes(), ["Direct(Scope): =core 1 (Scope)"]);
}

#[test]
fn a_document_without_dependencies_groups_nothing_by_cause() {
    let before = document("app 1 -,kit 1 MIT,core 1 -", &[(0, 1), (1, 2)]);
    let after = document("app 1 -,kit 2 MIT,new 1 -", &[]);
    let found = compared(&before, &after);
    assert_eq!(found.causes(), ["Unknown: -core 1 (Removed), ~kit 1 to kit 2 (Version), +new 1 (Added)"]);
    assert!(found.comparison.left_out.contains(&LeftOut::Dependencies(Which::After)));
}

#[test]
fn a_name_without_an_ecosystem_is_that_of_the_other_document() {
    let before = document("app 1 -,@scope/kit 1 -", &[(0, 1)]);
    let mut after = document("app 1 -,@scope/kit 1 -", &[(0, 1)]);
    after.components[1].package_url = None;
    after.components[1].ecosystem = Ecosystem::Other;
    assert!(compared(&before, &after).causes().is_empty());
}

#[test]
fn duplicates_are_new_where_a_second_version_comes() {
    let before = document("app 1 -,kit 1 -,cup 1 -,lid 1 -,lid 2 -", &[(0, 1), (1, 2), (1, 3), (0, 4)]);
    let after = document("app 1 -,kit 2 -,cup 1 -,cup 2 -,lid 2 -", &[(0, 1), (0, 2), (1, 3), (0, 4)]);
    let found = compared(&before, &after);
    let duplicates = &found.comparison.duplicates;
    let named =
        |lists: &[Vec<RowIndex>]| lists.iter().flatten().map(|row| found.label(*row)).collect::<Vec<_>>().join(", ");
    assert_eq!((duplicates.before, duplicates.after), (1, 1));
    assert_eq!((named(&duplicates.new), named(&duplicates.gone)), ("=cup 1, +cup 2".into(), "-lid 1, =lid 2".into()));
}

#[test]
fn every_change_is_told_from_the_others_in_a_picture() {
    let before =
        document("app 1 -,same 1 MIT,gone 1 -,newer 1 -,law 1 MIT,far 1 -", &[(0, 1), (0, 2), (0, 3), (0, 4), (0, 5)]);
    let after =
        document("app 1 -,same 1 MIT,here 1 -,newer 2 -,law 1 ISC,far 1 -", &[(0, 1), (0, 2), (0, 3), (0, 4), (1, 5)]);
    let found = compared(&before, &after);
    let whole = found.parts.each_ref().map(|part| part.whole.as_slice());
    let nodes = found.comparison.of_nodes(whole, found.whole + 1);
    let of = |part: usize, name: &str| {
        let node = found.parts[part].graph.nodes.iter().position(|node| node.component.name == name).unwrap();
        nodes[found.parts[part].whole[node] as usize]
    };
    assert_eq!((of(0, "app"), of(0, "same"), of(0, "gone")), (NodeChange::Same, NodeChange::Same, NodeChange::Removed));
    assert_eq!(
        (of(1, "here"), of(0, "newer"), of(1, "newer")),
        (NodeChange::Added, NodeChange::Removed, NodeChange::Moved)
    );
    assert_eq!((of(1, "law"), of(1, "far")), (NodeChange::License, NodeChange::Moved));
    assert_eq!(nodes[found.whole], NodeChange::Neither);
}

#[test]
fn many_versions_and_a_long_chain_are_compared_at_once() {
    let mut before = document("app 1 -", &[]);
    let mut after = before.clone();
    for at in 1..6_000u32 {
        for (document, version) in [(&mut before, at), (&mut after, at + 7_000)] {
            let name = if at % 2 == 0 { "cup".to_owned() } else { format!("link-{at}") };
            document.components.push(Component {
                package_url: PackageUrl::npm(&name, Some(&format!("{version}.0.0"))),
                name,
                version: Some(format!("{version}.0.0")),
                ecosystem: Ecosystem::Npm,
                ..Component::default()
            });
            document.dependencies.push(Dependency::new(at - 1, at, Scope::Runtime));
        }
    }
    let found = compared(&before, &after);
    assert_eq!(found.comparison.causes.len(), 1);
    assert_eq!(found.comparison.causes[0].rows.len(), 5_999);
}

#[test]
fn a_peer_that_one_document_states_as_any_other_need_is_no_change() {
    let mut before = document("app 1 -,kit 1 -,core 1 -", &[(0, 1), (0, 2), (1, 2)]);
    before.dependencies[2].scope = Scope::Peer;
    let plain = document("app 1 -,kit 1 -,core 1 -", &[(0, 1), (0, 2), (1, 2)]);
    let without = document("app 1 -,kit 1 -,core 1 -", &[(0, 1), (0, 2)]);
    assert!(compared(&before, &plain).causes().is_empty() && compared(&before, &without).causes().is_empty());
    assert_eq!(compared(&plain, &without).causes(), ["Moved: =core 1 (Dependents)"]);
}

#[test]
fn a_licence_that_is_no_id_is_the_same_as_a_reference_of_spdx() {
    let mut before = document("app 1 -,kit 1 -", &[(0, 1)]);
    let mut after = before.clone();
    before.components[1].licenses = vec![StatedLicense::declared("Some Random licence")];
    after.components[1].licenses = vec![StatedLicense::declared("LicenseRef-Some-Random-licence")];
    assert_eq!(compared(&before, &after).causes().len(), 1);
    after.format = "other";
    assert!(compared(&before, &after).causes().is_empty());
}

#[test]
fn copies_of_a_version_are_one_row_with_the_checksums_of_all() {
    let mut before = document("app 1 -,cup 1 -,cup 1 -", &[(0, 1), (0, 2)]);
    let mut after = before.clone();
    let sha = |digit: &str| format!("sha256:{}", digit.repeat(64));
    for (document, digits) in [(&mut before, ["a", "b"]), (&mut after, ["b", "a"])] {
        document.components[1].hashes = vec![sha(digits[0])];
        document.components[2].hashes = vec![sha(digits[1])];
    }
    let found = compared(&before, &after);
    assert!(found.causes().is_empty());
    assert_eq!(found.comparison.rows.len(), 1);
}
