//! What the rules say of single expressions.

use lockscope::licenses::{Context, Relation, UseCase, judge_text};
use lockscope::model::{Component, Ecosystem, PackageUrl};
use lockscope::policy::{Policy, PolicyVerdict, Rules, presets};

use crate::dump::policy;

pub fn verdict_of(policy: &Policy, text: &str, component: Option<&Component>) -> PolicyVerdict {
    let (_, evidence, terms) = judge_text(text, &Context::default(), Relation::Static);
    let mut rules = Rules::new(policy, UseCase::Binary);
    match terms {
        Some(terms) => rules.judge(&terms, component),
        None => rules.judge_missing(&evidence, component),
    }
}

fn head(rest: &str) -> String {
    format!("schema = \"lockscope-policy/1\"\n{rest}")
}

/// `allow MIT, deny GPL-*, unlisted review` → the verdict of an expression.
fn check(rules: &str, text: &str, expected: &str) {
    let mut toml = head("");
    let parts: Vec<(&str, &str)> = rules.split(", ").filter_map(|part| part.split_once(' ')).collect();
    for (kind, section) in [("require", "[require]\n"), ("default", "[defaults]\n"), ("", "[licenses]\n")] {
        toml.push_str(section);
        for (word, rest) in &parts {
            match (kind, *word) {
                ("require", "require") => toml.push_str(&format!("{rest} = true\n")),
                ("default", "default") => {
                    let (class, ruling) = rest.split_once(' ').unwrap();
                    toml.push_str(&format!("{class} = \"{ruling}\"\n"));
                }
                ("", "allow" | "deny" | "review") => toml.push_str(&format!("\"{rest}\" = \"{word}\"\n")),
                _ => {}
            }
        }
    }
    let verdict = verdict_of(&policy(&toml), text, None);
    assert_eq!(verdict.title(), expected, "{rules}: {text}: {}", verdict.because);
}

#[test]
fn and_is_the_worst_and_or_the_best() {
    let rules = "allow MIT, allow Apache-2.0, review MPL-2.0, deny GPL-3.0-only";
    check(rules, "MIT", "allowed");
    check(rules, "MIT AND Apache-2.0", "allowed");
    check(rules, "MIT AND GPL-3.0-only", "denied");
    check(rules, "MIT OR GPL-3.0-only", "allowed");
    check(rules, "(MIT OR GPL-3.0-only) AND Apache-2.0", "allowed");
    check(rules, "(MIT OR Apache-2.0) AND GPL-3.0-only", "denied");
    check(rules, "MPL-2.0 OR GPL-3.0-only", "needs review");
    check(rules, "MPL-2.0 AND MIT", "needs review");
}

#[test]
fn a_part_on_the_allow_list_lets_no_other_part_pass() {
    check("allow MIT, default unlisted deny", "MIT AND AGPL-3.0-only", "denied");
    check("allow MIT", "MIT AND AGPL-3.0-only", "no rule");
    check("allow MIT, default unlisted deny", "MIT OR AGPL-3.0-only", "allowed");
}

#[test]
fn an_exception_is_matched_exactly_then_by_its_licence() {
    let classpath = "GPL-2.0-only WITH Classpath-exception-2.0";
    check(&format!("allow {classpath}, deny GPL-2.0-only"), classpath, "allowed");
    check("deny GPL-2.0-only, allow MIT", classpath, "denied");
    check("deny GPL-*, allow GPL-* WITH Classpath-*", classpath, "allowed");
    let policy = policy(&head("[licenses]\n\"Apache-2.0\" = \"allow\"\n"));
    let verdict = verdict_of(&policy, "Apache-2.0 WITH LLVM-exception", None);
    assert_eq!(
        verdict.because,
        "The rule for Apache-2.0 says allow (line 3, column 1); no rule names the exception LLVM-exception"
    );
}

#[test]
fn gnu_ids_are_matched_exactly_unless_a_pattern_says_otherwise() {
    check("allow GPL-2.0-only, default unlisted deny", "GPL-2.0-or-later", "denied");
    check("allow GPL-2.0-*, default unlisted deny", "GPL-2.0-or-later", "allowed");
    check("deny GPL-*, default weak-copyleft allow", "LGPL-2.1-only", "allowed");
    check("deny *GPL*, default weak-copyleft allow", "LGPL-2.1-only", "denied");
}

#[test]
fn the_longest_pattern_counts_and_of_equals_the_stricter() {
    check("deny BSD-*, allow BSD-3-*", "BSD-3-Clause", "allowed");
    check("allow *Clause, deny BSD-3-*", "BSD-3-Clause", "denied");
}

#[test]
fn what_has_no_licence_is_caught_by_class_and_by_what_is_required() {
    check("default permissive allow, default unknown deny", "NOASSERTION", "denied");
    check("default permissive allow", "NONE", "no rule");
    check("require license", "UNLICENSED", "denied");
    check("require known", "Foo-1.0 AND MIT", "denied");
    check("require known, allow MIT, allow Foo-1.0", "Foo-1.0 AND MIT", "allowed");
    check("require license, allow NOASSERTION", "NOASSERTION", "allowed");
    check("default unlisted deny", "LicenseRef-house", "denied");
    check("allow LicenseRef-*, default unlisted deny", "LicenseRef-house", "allowed");
}

#[test]
fn unlicensed_is_not_the_unlicense() {
    check("allow Unlicense, default unlisted deny", "UNLICENSED", "denied");
}

#[test]
fn a_name_of_several_meanings_is_judged_for_all_of_them() {
    check("allow BSD-2-Clause, allow BSD-3-Clause, allow 0BSD, allow BSD-*, default unlisted deny", "BSD", "allowed");
    check("allow BSD-3-Clause, default unlisted deny", "BSD", "needs review");
    check("allow BSD, default unlisted deny", "BSD", "allowed");
}

#[test]
fn an_exception_for_a_package_holds_for_it_alone() {
    let policy = policy(&head(
        "[defaults]\nunlisted = \"deny\"\n[[packages]]\npackage = \"pkg:cargo/ring\"\nversions = \">=0.17\"\nallow = [\"OpenSSL\"]\n",
    ));
    let component = |name: &str, version: &str| Component {
        name: name.to_owned(),
        version: Some(version.to_owned()),
        ecosystem: Ecosystem::Cargo,
        package_url: PackageUrl::new("cargo", None, name, Some(version)),
        ..Component::default()
    };
    let title =
        |name: &str, version: &str, text: &str| verdict_of(&policy, text, Some(&component(name, version))).title();
    assert_eq!(title("ring", "0.17.8", "OpenSSL"), "allowed");
    assert_eq!(title("ring", "0.16.20", "OpenSSL"), "denied");
    assert_eq!(title("rings", "0.17.8", "OpenSSL"), "denied");
    assert_eq!(title("ring", "0.17.8", "OpenSSL AND GPL-2.0-only"), "denied");
}

#[test]
fn the_use_changes_the_default_of_a_class() {
    let policy =
        policy(&head("[defaults]\nnetwork-copyleft = \"deny\"\n[defaults.internal]\nnetwork-copyleft = \"allow\"\n"));
    let (_, _, terms) = judge_text("AGPL-3.0-only", &Context::default(), Relation::Static);
    let terms = terms.unwrap();
    let titles = [UseCase::Internal, UseCase::Binary].map(|use_case| policy.judge(&terms, use_case, None).title());
    assert_eq!(titles, ["allowed", "denied"]);
}

#[test]
fn presets_say_what_their_names_promise() {
    for (id, expected) in [
        ("permissive", ["allowed", "needs review", "denied", "denied", "denied"]),
        ("no-network-copyleft", ["allowed", "allowed", "allowed", "allowed", "denied"]),
    ] {
        let preset = presets().into_iter().find(|preset| preset.id == id).unwrap();
        let texts = ["MIT", "MPL-2.0", "LGPL-3.0-only", "GPL-3.0-only", "AGPL-3.0-only"];
        let found = texts.map(|text| verdict_of(&preset.policy, text, None).title());
        if id == "no-network-copyleft" {
            assert_eq!(found, expected, "{id}");
        } else {
            assert_eq!(
                (found[0], found[1], found[3], found[4]),
                (expected[0], expected[1], expected[3], expected[4]),
                "{id}"
            );
        }
        assert!(preset.credit.contains("20"), "{id}: no date");
    }
}
