//! The query language: what each form finds, and what is said of what is not understood.

use lockscope::view::inventory::{Column, InventoryRequest};
use lockscope::view::query::{LONGEST, Query, complete};

use super::door::{Door, package_lock};

fn door() -> Door {
    let lock = package_lock(
        "app | | web @scope/kit dev:tool\nweb | MIT | core\n@scope/kit | Apache-2.0 | core ring\ncore | GPL-2.0-only |\n\
         ring | MIT | rong\nrong | MIT | ring\ntool | (MIT OR GPL-3.0-only) |",
    );
    Door::with(&[("package-lock.json", &lock)])
}

/// The names a query finds, sorted.
#[track_caller]
fn check(query: &str, expected: &str) {
    let request = InventoryRequest { query: query.to_owned(), sort: Column::Name, limit: 100, ..Default::default() };
    let page = door().inventory(request);
    assert_eq!(page.error, None, "{query}");
    let names: Vec<String> = page.rows.into_iter().map(|row| row.name).collect();
    assert_eq!(names.join(" "), expected, "{query}");
}

#[test]
fn words_keys_and_flags() {
    check("", "@scope/kit app core ring rong tool web");
    check("r", "core ring rong tool");
    check("ng", "ring rong");
    check("name:@scope/*", "@scope/kit");
    check("name:kit", "");
    check("\"OR GPL\"", "tool");
    check("license:GPL*", "core tool");
    check("direct", "@scope/kit tool web");
    check("dev", "tool");
    check("cycle", "ring rong");
    check("root", "app");
    check("cycle:no -root", "@scope/kit core tool web");
    check("pkg:npm/ring", "ring");
    check("pkg:npm/@scope/kit", "@scope/kit");
    check("purl:pkg:npm/@scope/*", "@scope/kit");
    check("project:app cycle", "ring rong");
    check("projects:1 versions=1 direct", "@scope/kit tool web");
    check("owner:none -direct", "app core ring rong");
    check("source:none name:web", "web");
    check("ecosystem:npm name:web", "web");
    check("file:PACKAGE scope:development", "tool");
    check("hash:none name:web", "web");
}

#[test]
fn and_or_not_and_parentheses() {
    check("name:web or name:tool", "tool web");
    check("license:MIT and not cycle", "tool web");
    check("license:MIT -cycle -dev", "web");
    check("(name:web or name:ring) license:MIT", "ring web");
    check("-(name:web or cycle) -root -dev", "@scope/kit core");
    check("not not name:web", "web");
    check("name:ring or name:web license:GPL*", "ring");
    check("NAME:Web OR name:TOOL", "tool web");
}

#[test]
fn numbers_versions_and_routes() {
    check("depth>1", "core ring rong");
    check("depth:2", "core ring");
    check("depth!=1 depth<=2 -root", "core ring");
    check("needed-by>=2", "core ring");
    check("dependencies=3", "app");
    check("brings>0 -root", "@scope/kit ring");
    check("needs:core", "@scope/kit app web");
    check("brought-by:@scope/kit", "core ring rong");
    check("version:1.*  name:web", "web");
    check("web<2.0.0", "web");
    check("web<1.0.0 or kit>=1.0.0", "@scope/kit");
    check("version:>=1.0.0 name:core", "core");
    check("version:>1.0.0 name:core", "");
}

#[test]
fn regular_expressions_fit_a_part_and_cannot_run_away() {
    check("name:/^r.ng$/", "ring rong");
    check("/RO?I?ng/", "ring rong");
    check("license:/gpl-[23]/ direct", "tool");
    check("name:/(((a*)*)*)*z$/", "");
}

#[test]
fn a_fault_has_a_place_and_a_reason() {
    let fault = |text: &str| {
        let error = Query::parse(text).unwrap_err();
        (error.start, error.end, error.message)
    };
    let says = |text: &str, start: usize, end: usize, words: &str| {
        let (from, to, message) = fault(text);
        assert_eq!((from, to), (start, end), "{text}: {message}");
        assert!(message.contains(words), "{text}: {message}");
    };
    says("licens:MIT", 0, 6, "“licens:” is not a key; did you mean “license:”?");
    says("proj:pay", 0, 4, "“proj:” is not a key; did you mean “project:”?");
    says("colour:red", 0, 6, "“colour:” is not a key; there are name, version");
    says("web \"no end", 4, 11, "quote has no end");
    says("ö name:/a(/", 2, 11, "no regular expression");
    says("/never", 0, 6, "no end");
    says("(web", 0, 1, "not closed");
    says("web)", 3, 4, "closes nothing");
    says("web or", 6, 6, "a term is missing here");
    says("or web", 0, 2, "missing before this word");
    says("( )", 2, 3, "missing before this parenthesis");
    says("depth>many", 0, 10, "whole number");
    says("direct:perhaps", 0, 14, "yes or no");
    says("license>MIT", 0, 11, "has no order");
    says("name:", 0, 5, "a value is missing");
    says("core</1/", 0, 8, "compared with a version");
}

#[test]
fn limits_are_named() {
    let long = "a".repeat(LONGEST + 1);
    assert!(Query::parse(&long).unwrap_err().message.contains("at most 1000 letters"));
    let many = vec!["a"; 101].join(" ");
    assert!(Query::parse(&many).unwrap_err().message.contains("at most 100 terms, this one 101"));
    let deep = format!("{}a{}", "(".repeat(60), ")".repeat(60));
    assert!(Query::parse(&deep).unwrap_err().message.contains("50 deep"));
}

#[test]
fn no_text_stops_the_reader() {
    let pieces =
        ["(", ")", "-", "not", "or", "\"", "/", ":", "<", "name:", "pkg:", "\\", "é", " ", "a", ">=", "version"];
    let mut state = 7u32;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..8 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            text.push_str(pieces[(state >> 16) as usize % pieces.len()]);
        }
        if let Err(error) = Query::parse(&text) {
            let letters = text.chars().count();
            assert!(error.start <= error.end && error.end <= letters, "{text}: {error:?}");
        }
    }
}

#[test]
fn a_begun_word_is_completed() {
    let mut door = door();
    let words = |door: &mut Door, text: &str| {
        let found = complete(door.facts(), text);
        found.into_iter().map(|completion| completion.query).collect::<Vec<_>>().join(" | ")
    };
    assert_eq!(words(&mut door, "lic"), "license:");
    assert_eq!(words(&mut door, "web -de"), "web -depth> | web -dependencies>");
    assert_eq!(words(&mut door, "scope:"), "scope:runtime | scope:development");
    assert_eq!(words(&mut door, "(license:g"), "(license:GPL-2.0-only | (license:GPL-3.0-only");
    assert_eq!(words(&mut door, ""), "");
    assert_eq!(words(&mut door, "name:r"), "name:ring | name:rong");
    assert_eq!(words(&mut door, "name:"), "", "all names are no suggestion");
    assert_eq!(words(&mut door, "project:"), "project:app");
    // What is not here is not offered: without a database nothing is known not to be affected.
    assert_eq!(words(&mut door, "\"a b\" vuln:not"), "\"a b\" vuln:\"not checked\"");
    assert_eq!(
        words(&mut door, "name:\"two words\" direct:"),
        "name:\"two words\" direct:yes | name:\"two words\" direct:no"
    );
    assert_eq!(words(&mut door, "license:\"(mi"), "", "a term of a licence holds no parenthesis");
}

#[test]
fn the_search_field_takes_queries() {
    let mut door = door();
    let found = lockscope::view::search::search(door.facts(), "cycle:yes name:ri*", 30);
    assert_eq!(found.len(), 1);
    let plain = lockscope::view::search::search(door.facts(), "ring", 30);
    assert_eq!(plain[0].link.name, "ring");
}
