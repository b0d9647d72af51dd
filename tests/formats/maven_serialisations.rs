//! One Maven tree in its five output types gives one graph. Their orders and places differ.

use std::collections::BTreeSet;

use lockscope::formats;
use lockscope::model::Document;

use crate::dump::all_fixtures;

#[test]
fn one_maven_tree_is_one_graph_in_every_output_type() {
    let of_type = |name: &str| {
        let fixture = all_fixtures().into_iter().find(|it| it.format == "maven-dependency-tree" && it.scenario == name);
        let fixture = fixture.expect("a scenario for each output type");
        graph(&formats::read(&fixture.name, &fixture.bytes).expect("a readable tree"))
    };
    let expected = of_type("text");
    for name in ["dot", "tgf", "graphml", "json"] {
        assert_eq!(of_type(name), expected, "{name}");
    }
}

fn graph(document: &Document) -> BTreeSet<String> {
    let components = document.components.iter().map(|known| {
        let url = known.package_url.as_ref().map(ToString::to_string);
        format!("{} {:?} {url:?} {:?} {}", known.name, known.version, known.scope, known.own)
    });
    let arrows = document
        .dependencies
        .iter()
        .map(|arrow| format!("{} -> {} {:?}", document.label(arrow.from), document.label(arrow.to), arrow.scope));
    let roots = document.roots.iter().map(|root| format!("root {}", document.label(*root)));
    components.chain(arrows).chain(roots).collect()
}
