//! Written and read again, rules say the same of every expression.

use lockscope::policy::{Policy, RuleRef, by_id, export, read, read_as, to_json, to_toml};

use crate::dump::{fixtures, notices};
use crate::verdicts::verdict_of;

const EXPRESSIONS: [&str; 40] = [
    "MIT",
    "Apache-2.0",
    "ISC",
    "0BSD",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSD-4-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "Unlicense",
    "Zlib",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "OpenSSL",
    "MPL-2.0",
    "EPL-2.0",
    "CDDL-1.0",
    "LGPL-2.1-only",
    "LGPL-3.0-or-later",
    "GPL-2.0-only",
    "GPL-2.0-or-later",
    "GPL-3.0-only",
    "GPL-3.0-or-later",
    "AGPL-3.0-only",
    "AGPL-3.0-or-later",
    "SSPL-1.0",
    "BUSL-1.1",
    "CC-BY-NC-4.0",
    "Apache-2.0 WITH LLVM-exception",
    "GPL-2.0-only WITH Classpath-exception-2.0",
    "MIT OR Apache-2.0",
    "MIT OR GPL-3.0-only",
    "MIT AND GPL-3.0-only",
    "(MIT OR GPL-3.0-only) AND Apache-2.0",
    "MPL-2.0 OR AGPL-3.0-only",
    "GPL-2.0",
    "BSD",
    "LicenseRef-house",
    "NOASSERTION",
    "UNLICENSED",
];

fn verdicts(policy: &Policy) -> Vec<(&'static str, &'static str)> {
    EXPRESSIONS.iter().map(|text| (*text, verdict_of(policy, text, None).title())).collect()
}

#[test]
fn every_format_that_is_written_is_read_again_with_the_same_verdicts() {
    let mut seen = 0;
    for fixture in fixtures() {
        let Ok(first) = read(&fixture.name, &fixture.text) else { continue };
        let Some((text, _)) = export(&first.policy, first.format) else { continue };
        let again = read(&fixture.name, &text)
            .unwrap_or_else(|refused| panic!("{}\n{text}\n{}", fixture.label, notices(&refused.notices)));
        assert_eq!(again.format.id, first.format.id, "{}", fixture.label);
        assert_eq!(verdicts(&again.policy), verdicts(&first.policy), "{}\n{text}", fixture.label);
        let (third, _) = export(&again.policy, first.format).unwrap();
        assert_eq!(third, text, "{}: not stable", fixture.label);
        seen += 1;
    }
    assert!(seen >= 12, "{seen}");
}

#[test]
fn our_own_file_keeps_everything_as_toml_and_as_json() {
    for fixture in fixtures() {
        let Ok(first) = read(&fixture.name, &fixture.text) else { continue };
        let first = first.policy.without_places();
        let toml = read("a.toml", &to_toml(&first)).unwrap_or_else(|refused| panic!("{}: {refused:?}", fixture.label));
        let toml = toml.policy.without_places();
        assert_eq!(to_toml(&toml), to_toml(&first), "{}", fixture.label);
        let json = read("a.json", &to_json(&toml)).unwrap_or_else(|refused| panic!("{}: {refused:?}", fixture.label));
        assert_eq!(to_json(&json.policy), to_json(&first), "{}", fixture.label);
        assert_eq!(verdicts(&json.policy), verdicts(&first), "{}", fixture.label);
    }
}

#[test]
fn rules_by_class_and_pattern_survive_a_format_that_knows_neither() {
    let fixture = fixtures().into_iter().find(|fixture| fixture.label == "lockscope-toml/everything").unwrap();
    let first = read(&fixture.name, &fixture.text).unwrap().policy;
    // Formats with three rulings say the same of every single licence of the list.
    for id in ["ort-classifications", "sbom-utility", "trivy", "dependency-track"] {
        let format = by_id(id).unwrap();
        let (text, losses) = export(&first, format).unwrap();
        assert!(losses.iter().any(|loss| loss.message.contains("spelled out")), "{id}: {losses:?}");
        let again = read_as(format, &text).unwrap_or_else(|refused| panic!("{id}: {refused:?}")).policy;
        for text in EXPRESSIONS.iter().take(27) {
            let (before, after) = (verdict_of(&first, text, None), verdict_of(&again, text, None));
            // What no rule speaks of is ruled by each format in its own way.
            if matches!(before.rule, RuleRef::License(_) | RuleRef::Class(_)) {
                assert_eq!(after.title(), before.title(), "{id}: {text}");
            }
        }
    }
}

#[test]
fn what_a_format_cannot_say_is_told() {
    let fixture = fixtures().into_iter().find(|fixture| fixture.label == "lockscope-toml/everything").unwrap();
    let policy = read(&fixture.name, &fixture.text).unwrap().policy;
    let (_, losses) = export(&policy, by_id("cargo-deny").unwrap()).unwrap();
    for part in ["profile", "linkage", "prefer", "choices", "waivers", "matrix_overlay", "notes"] {
        assert!(losses.iter().any(|loss| loss.message.contains(&format!("`{part}`"))), "{part}: {losses:?}");
    }
    assert!(export(&policy, by_id("scancode").unwrap()).is_none());
}

#[test]
fn no_name_gets_out_of_its_quotes() {
    let odd = "a\"]\nallow = [\"*\"] # 'b' \u{1} \\ : - é";
    let mut policy = Policy { name: odd.to_owned(), ..Policy::default() };
    policy.licenses.push(lockscope::policy::LicenseRule {
        license: "MIT".to_owned(),
        ruling: lockscope::policy::Ruling::Deny,
        note: odd.to_owned(),
        place: None,
    });
    policy.licenses.push(lockscope::policy::LicenseRule {
        license: format!("LicenseRef-{odd}"),
        ruling: lockscope::policy::Ruling::Allow,
        note: String::new(),
        place: None,
    });
    for id in ["lockscope-toml", "lockscope-json"] {
        let format = by_id(id).unwrap();
        let (text, _) = export(&policy, format).unwrap();
        let again =
            read_as(format, &text).unwrap_or_else(|refused| panic!("{text}\n{refused:?}")).policy.without_places();
        assert_eq!((again.name.as_str(), again.licenses.len()), (odd, 2), "{text}");
        assert!(again.licenses.contains(&policy.licenses[0]), "{text}");
    }
    for format in lockscope::policy::all().iter().filter(|format| format.is_written()) {
        let (text, _) = export(&policy, format).unwrap();
        let again =
            read_as(format, &text).unwrap_or_else(|refused| panic!("{}\n{text}\n{refused:?}", format.id)).policy;
        assert_ne!(verdict_of(&again, "AGPL-3.0-only", None).title(), "allowed", "{}\n{text}", format.id);
    }
}
