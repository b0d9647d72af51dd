//! Every fixture is read under its real name, under the name `unknown`, and as a readable dump.
//!
//! A fixture is a folder `tests/fixtures/<format id>/<scenario>/` with one file under its usual name,
//! perhaps a manifest beside it (`package.json`, `Cargo.toml`), and `expected.txt`. Folders are found
//! by listing. `UPDATE_FIXTURES=1 cargo test --test formats` rewrites `expected.txt`; read the
//! difference before keeping it.

#![expect(clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

mod bom_serialisations;
mod dump;
mod encodings;
mod hostile;
mod maven_serialisations;
mod serialisations;

use std::fs;

use dump::{Fixture, all_fixtures};
use lockscope::formats;

#[test]
fn fixtures_give_the_expected_text() {
    let update = std::env::var_os("UPDATE_FIXTURES").is_some();
    let mut wrong = Vec::new();
    for fixture in all_fixtures() {
        let actual = dump::dump(&dump::read(&fixture.name, &fixture.bytes, fixture.companion.as_ref()));
        let path = fixture.folder.join("expected.txt");
        if update {
            fs::write(&path, &actual).expect("a writable folder");
            continue;
        }
        let expected = if path.exists() {
            String::from_utf8_lossy(&dump::bytes_of(&path)).replace('\r', "")
        } else {
            String::new()
        };
        if actual != expected {
            wrong.push(format!("{}\n{}", title(&fixture), first_difference(&expected, &actual)));
        }
    }
    assert!(wrong.is_empty(), "{} fixtures differ:\n\n{}", wrong.len(), wrong.join("\n\n"));
}

#[test]
fn fixtures_are_recognised_by_content_alone() {
    let mut wrong = Vec::new();
    for fixture in all_fixtures() {
        if formats::by_id(&fixture.format).is_none() {
            continue;
        }
        let named = dump::read(&fixture.name, &fixture.bytes, fixture.companion.as_ref());
        let unnamed = dump::read("unknown", &fixture.bytes, fixture.companion.as_ref());
        if named != unnamed {
            wrong.push(format!("{}: another result under the name `unknown`", title(&fixture)));
        }
        if let Ok(document) = &named
            && document.format != fixture.format
        {
            wrong.push(format!("{}: read as {}", title(&fixture), document.format));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn arrows_and_roots_point_at_components() {
    for fixture in all_fixtures() {
        let Ok(document) = dump::read(&fixture.name, &fixture.bytes, fixture.companion.as_ref()) else { continue };
        let count = document.components.len() as u32;
        let title = title(&fixture);
        assert!(document.roots.iter().all(|&root| root < count), "{title}: a root outside the document");
        assert!(document.requests.iter().all(|(_, index)| index < count), "{title}: a request outside the document");
        for dependency in &document.dependencies {
            assert!(dependency.from < count && dependency.to < count, "{title}: an arrow outside the document");
        }
    }
}

fn title(fixture: &Fixture) -> String {
    format!("{}/{}/{}", fixture.format, fixture.scenario, fixture.name)
}

fn first_difference(expected: &str, actual: &str) -> String {
    let line = expected.lines().zip(actual.lines()).take_while(|(left, right)| left == right).count();
    let shown = |text: &str| text.lines().skip(line).take(6).map(|text| format!("    {text}")).collect::<Vec<_>>();
    format!("  line {}, expected\n{}\n  actual\n{}", line + 1, shown(expected).join("\n"), shown(actual).join("\n"))
}
