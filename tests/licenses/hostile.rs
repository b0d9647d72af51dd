//! Expressions made to hurt: each ends quickly, with a reading or with a message that names the limit.

use std::time::{Duration, Instant};

use lockscope::licenses::{Context, Evidence, Outbound, Relation, UseCase, Verdict, judge, judge_text};

use crate::graphs::{context, graph_of};
use crate::texts::read;

const IDS: [&str; 7] =
    ["GPL-2.0-only", "GPL-2.0-or-later", "MIT", "BSD-3-Clause", "LGPL-2.1-or-later", "Apache-2.0", "ISC"];

/// Why a text cannot be read; where it can be, what it is read as, which no test expects.
fn why_unreadable(text: &str) -> String {
    match read(text) {
        (_, Evidence::Unreadable(why)) => why,
        (expression, _) => format!("read as {expression}"),
    }
}

/// The shape of the licence of the Linux kernel's headers in distributions: many terms, each a choice under the
/// note on system calls.
fn kernel_headers(terms: usize) -> String {
    let note = "WITH Linux-syscall-note";
    let term = |at: usize| match at % 5 {
        0 => format!("(GPL-2.0-only {note})"),
        1 => format!("((GPL-2.0-only {note}) OR BSD-3-Clause)"),
        2 => format!("((GPL-2.0-or-later {note}) OR MIT)"),
        3 => format!("(LGPL-2.1-or-later {note})"),
        _ => format!("(({}) AND (Apache-2.0 OR MIT OR {}))", ["ISC", "MIT"][at % 2], IDS[at % 7]),
    };
    (0..terms).map(term).collect::<Vec<_>>().join(" AND ")
}

#[test]
fn limits_are_named() {
    let many = |piece: &str, count: usize| piece.repeat(count);
    let tokens = "more than 10000 terms and operators";
    assert!(why_unreadable(&vec!["MIT"; 100_001].join(" OR ")).contains(tokens));
    assert!(why_unreadable(&vec!["MIT"; 100_001].join("/")).contains(tokens));
    assert!(why_unreadable(&many("(", 100_000)).contains(tokens));
    assert!(why_unreadable(&(many("(", 100_000) + "MIT" + &many(")", 100_000))).contains(tokens));
    assert!(why_unreadable(&(many("(", 129) + "MIT" + &many(")", 129))).contains("more than 128 parentheses"));
    assert_eq!(read(&(many("(", 128) + "MIT" + &many(")", 128))), ("MIT".to_owned(), Evidence::Exact));
    assert!(why_unreadable(&vec!["MIT"; 10_002].join(", ")).contains("names no licence"));
}

#[test]
fn an_unclosed_or_empty_expression_says_what_is_wrong() {
    for (text, why) in [
        ("(MIT", "a parenthesis is not closed"),
        ("MIT)", "unexpected “)”"),
        ("MIT AND", "it ends where a licence is due"),
        ("OR MIT", "unexpected OR"),
        ("MIT WITH", "WITH is not followed by an exception"),
        ("MIT WITH OR ISC", "WITH is not followed by an exception"),
        ("()", "unexpected “)”"),
    ] {
        assert!(why_unreadable(text).contains(why), "{text}: {}", why_unreadable(text));
    }
}

#[test]
fn the_kernel_headers_are_read_and_judged() {
    let text = kernel_headers(60);
    let context = context(UseCase::Binary, Outbound::License("GPL-2.0-only".to_owned()));
    let (verdict, evidence, tree) = judge_text(&text, &context, Relation::Dynamic);
    assert_eq!(evidence, Evidence::Exact);
    assert!(tree.unwrap().licenses().contains(&"GPL-2.0-only WITH Linux-syscall-note"));
    // Apache-2.0 stands beside GPL-2.0-only in it, as one side of a choice only.
    assert!(verdict < Verdict::Conflict, "{verdict:?}");
}

#[test]
fn time_grows_with_length_not_with_its_square() {
    let time = |terms: usize| {
        let text = kernel_headers(terms);
        let started = Instant::now();
        judge_text(&text, &Context::default(), Relation::Dynamic);
        started.elapsed()
    };
    time(10);
    let (short, long) = (time(100).max(Duration::from_millis(5)), time(800));
    assert!(long < short * 40, "{short:?} for 100 terms, {long:?} for 800");
}

#[test]
fn hostile_expressions_end_quickly() {
    let started = Instant::now();
    let many = |piece: &str, count: usize| piece.repeat(count);
    let alternating: Vec<String> = (0..400)
        .map(|at| format!("({} OR {}) AND {}", IDS[at % 7], IDS[(at + 1) % 7], IDS[(at * 3 + 2) % 7]))
        .collect();
    let nested =
        (0..100).fold("MIT".to_owned(), |inner, at| format!("({inner} {} {})", ["AND", "OR"][at % 2], IDS[at % 7]));
    for text in [
        many("(", 100_000),
        many("(", 100_000) + "MIT" + &many(")", 100_000),
        vec!["MIT"; 100_001].join(" OR "),
        vec!["MIT"; 100_001].join("/"),
        vec!["MIT"; 100_001].join(" | "),
        vec!["MIT"; 100_001].join(", "),
        many("MIT ", 100_000),
        many("MIT WITH ", 100_000),
        many("x", 1_000_000),
        many("http://", 150_000),
        many("MIT http://a ", 80_000),
        vec!["MIT AND ISC"; 90_000].join(" OR "),
        vec!["BSD"; 4_000].join(" AND "),
        alternating.join(" AND "),
        alternating.iter().map(|part| format!("({part})")).collect::<Vec<_>>().join(" OR "),
        kernel_headers(1_000),
        nested,
        "\u{0}\u{fffd}é".repeat(50_000),
        "İ".repeat(100_000),
    ] {
        let graph = graph_of("app > a b", &[("a", text.as_str()), ("b", "GPL-3.0-only")]);
        judge(&graph, &Context::default(), &[true]);
    }
    // 2.4 s of one processor in a test build; the rest is room for a machine that does other things.
    assert!(started.elapsed() < Duration::from_secs(60), "took {:?}", started.elapsed());
}
