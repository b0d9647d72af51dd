//! One document in several syntaxes gives one graph: fixtures of one scenario, and the corpus where it
//! holds the same example several times. Order, places and the format's own name may differ.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use lockscope::formats;
use lockscope::model::Document;

use crate::dump::{self, all_fixtures};

/// Scenarios that stand under several formats with the same content.
const SCENARIOS: &[(&str, &[&str])] =
    &[("same-document", &["spdx-json", "spdx-tag-value", "spdx-yaml", "spdx-xml", "spdx-rdf"])];

/// Files of the corpus with the same content, by folder and a part of the name.
const CORPUS: &[&[(&str, &str)]] = &[
    &[
        ("spdx-json", "SPDXJSONExample-v2.3"),
        ("spdx-tagvalue", "SPDXTagExample-v2.3"),
        ("spdx-yaml", "SPDXYAMLExample-v2.3"),
        ("spdx-xml", "SPDXXMLExample-v2.3"),
        ("spdx-rdf", "SPDXRdfExample-v2.3"),
    ],
    &[
        ("spdx-json", "SPDXJSONExample-UTF-16"),
        ("spdx-tagvalue", "SPDXTagExample-UTF-16"),
        ("spdx-tagvalue", "SPDXTagExample-v2.2"),
        ("spdx-yaml", "SPDXYAMLExample-UTF-16"),
        ("spdx-yaml", "SPDXYAMLExample-v2.2"),
        ("spdx-xml", "SPDXXMLExample-UTF-16"),
        ("spdx-xml", "SPDXXMLExample-v2.2"),
        ("spdx-rdf", "SPDXRdfExample-v2.2"),
    ],
    &[("spdx-json", "example6-lib"), ("spdx-tagvalue", "example6-lib")],
];

#[test]
fn one_document_in_several_syntaxes_gives_one_graph() {
    let fixtures = all_fixtures();
    for (scenario, ids) in SCENARIOS {
        let same = ids.iter().map(|id| {
            let fixture = fixtures.iter().find(|fixture| fixture.format == *id && fixture.scenario == *scenario);
            let fixture = fixture.unwrap_or_else(|| panic!("{id} has no {scenario}"));
            ((*id).to_owned(), graph(&formats::read(&fixture.name, &fixture.bytes).expect(id)))
        });
        check(&same.collect::<Vec<_>>());
    }
}

#[test]
fn the_corpus_gives_one_graph_in_every_syntax() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpora = ["../shared/corpus", "../../shared/corpus"].map(|path| here.join(path));
    let Some(corpus) = corpora.iter().find(|path| path.exists()) else {
        println!("skipped: no corpus lies beside the project");
        return;
    };
    for group in CORPUS {
        let same = group.iter().map(|(folder, part)| {
            let path = file_with(&corpus.join(folder), part);
            let document = formats::read("data.txt", &dump::bytes_of(&path)).expect(part);
            (format!("{folder}/{part}"), graph(&document))
        });
        check(&same.collect::<Vec<_>>());
    }
}

fn file_with(folder: &Path, part: &str) -> PathBuf {
    let found = dump::entries(folder).into_iter().find(|path| dump::file_name(path).contains(part));
    found.unwrap_or_else(|| panic!("{} holds no {part}", folder.display()))
}

fn check(same: &[(String, String)]) {
    let Some((first, expected)) = same.first() else { return };
    for (other, actual) in same {
        let lines = expected.lines().chain([""]).zip(actual.lines().chain([""]));
        let difference = lines.into_iter().find(|(left, right)| left != right);
        assert!(expected == actual, "{first} and {other} differ: {difference:#?}");
    }
}

/// Everything but order, places and the format's name.
fn graph(document: &Document) -> String {
    let lines = |mut lines: Vec<String>| {
        lines.sort();
        lines.concat()
    };
    let named = |index: u32| document.label(index);
    let components = document.components.iter().zip(0..).map(|(component, index)| {
        let mut out = format!("{} {:?} {}", named(index), component.kind, component.own);
        let licenses = component.licenses.iter().map(|license| {
            let raw = license.raw.strip_prefix('(').and_then(|raw| raw.strip_suffix(')')).unwrap_or(&license.raw);
            format!(" [{raw} {:?} {:?}]", license.role, license.list)
        });
        out.push_str(&lines(licenses.collect()));
        out.push_str(&lines(component.hashes.iter().map(|hash| format!(" {hash}")).collect()));
        let url = component.package_url.as_ref().map(ToString::to_string);
        let texts = [&url, &component.supplier, &component.copyright, &component.source];
        let _ = writeln!(out, " {texts:?}");
        out
    });
    let arrows = document.dependencies.iter().map(|arrow| {
        let (from, to) = (named(arrow.from), named(arrow.to));
        format!("{from} -> {to} {:?} {:?} {:?}\n", arrow.scope, arrow.kind, arrow.linkage)
    });
    let roots = document.roots.iter().map(|root| format!("root {}\n", named(*root)));
    let head = [&document.format_version, &document.generator, &document.created];
    format!("{head:?}\n{}{}{}", lines(roots.collect()), lines(components.collect()), lines(arrows.collect()))
}
