//! Why is it here: exact counts and the shortest routes, in words.

use std::fmt::Write as _;

use lockscope::engine::{CopyFormat, Request, Response};

use super::door::{Door, package_lock};

#[test]
fn forty_diamonds_are_counted_and_the_shortest_routes_shown() {
    let mut lines = "app | | n0\n".to_owned();
    for step in 0..40 {
        let next = step + 1;
        let _ = writeln!(lines, "n{step} | MIT | l{step} r{step}\nl{step} | MIT | n{next}\nr{step} | MIT | n{next}");
    }
    lines.push_str("n40 | MIT |");
    let mut door = Door::with(&[("package-lock.json", &package_lock(&lines))]);
    let view = door.inspect("n40");
    assert_eq!(view.why.routes_words, "1,099,511,627,776 routes; showing the 20 shortest");
    assert_eq!(view.why.routes.len(), 20);
    assert!(view.why.routes.iter().all(|route| route.len() == 82), "app, then 81 steps");
    assert_eq!(view.why.sentence, "Introduced by 1 of 1 direct dependency");
}

#[test]
fn routes_are_copied_as_text_and_as_a_diagram() {
    let lock = package_lock("app | | a b\na | MIT | c\nb | MIT | c\nc | MIT |");
    let mut door = Door::with(&[("package-lock.json", &lock)]);
    assert_eq!(door.inspect("c").why.routes_words, "2 routes");
    let node = door.node("c");
    let mut copy = |format| match door.ask(Request::Copy { node, format }) {
        Response::Text(text) => text,
        other => panic!("{other:?}"),
    };
    assert!(copy(CopyFormat::Text).contains("app 1.0.0 > a 1.0.0 > c 1.0.0"));
    assert!(copy(CopyFormat::Markdown).contains("app 1.0.0 › b 1.0.0 › c 1.0.0"));
    assert!(copy(CopyFormat::Mermaid).contains("-->"));
}

#[test]
fn a_workspace_member_is_no_dependency_and_what_it_needs_is_direct() {
    let lock = r#"{ "name": "app", "lockfileVersion": 3, "packages": {
        "": { "name": "app", "workspaces": ["tools/*"] },
        "node_modules/tool": { "resolved": "tools/tool", "link": true },
        "tools/tool": { "name": "tool", "version": "1.0.0", "dependencies": { "lib": "1", "deep": "1" } },
        "node_modules/lib": { "version": "1.0.0", "license": "MIT", "dependencies": { "deep": "1" } },
        "node_modules/deep": { "version": "1.0.0", "license": "MIT" } } }"#;
    let mut door = Door::with(&[("package-lock.json", lock)]);
    assert_eq!(door.inspect("tool").why.sentence, "An own package, part of what the files describe");
    assert!(!door.row("tool").direct && door.row("lib").direct && door.row("deep").direct);
    assert_eq!(door.inspect("lib").why.sentence, "A direct dependency");
    assert_eq!(door.inspect("deep").why.sentence, "A direct dependency, and introduced by 1 of 1 others");
    assert_eq!(door.overview().stats[0].note, "2 direct · 0 transitive");
}
