//! Files that mean harm, or are merely broken: an answer with a place, and in time.

use std::time::{Duration, Instant};

use lockscope::licenses::UseCase;
use lockscope::policy::{LARGEST, MOST_RULES, Rules, all, check, read, read_as};

use crate::dump::{fixtures, notices};

#[test]
fn fixtures_cut_short_are_read_or_refused_with_a_place() {
    for fixture in fixtures() {
        for end in (0..fixture.text.len()).step_by(7).filter(|end| fixture.text.is_char_boundary(*end)) {
            if let Err(refused) = read(&fixture.name, &fixture.text[..end]) {
                let has_place = refused.first.place.is_some() || refused.first.code == "policy-empty";
                assert!(has_place, "{} to {end}: {}", fixture.label, notices(&refused.notices));
            }
        }
    }
}

#[test]
fn a_wrong_type_in_every_field_has_its_place() {
    for fixture in fixtures() {
        let format = lockscope::policy::by_id(&fixture.format).unwrap();
        let lines: Vec<&str> = fixture.text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            for (wrong, text) in [("= ", "= 3"), ("= ", "= [[]]"), (": ", ": {}"), (": ", ": [[1]]"), (": ", ": 7")] {
                let Some((key, _)) = line.split_once(wrong.trim_end()) else { continue };
                let mut lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
                lines[at] = format!("{key}{text}{}", if line.ends_with(',') { "," } else { "" });
                if let Err(refused) = read_as(format, &lines.join("\n")) {
                    assert!(refused.first.place.is_some(), "{}: {}", fixture.label, lines[at]);
                }
            }
        }
    }
}

#[test]
fn the_wrong_reader_never_panics() {
    for fixture in fixtures() {
        for format in all() {
            let _ = read_as(format, &fixture.text);
        }
    }
    for text in ["", " ", "null", "3", "\"a\"", "[]", "{}", "[[[", "- - -", "a: b: c", "\u{feff}", "\0", "---\n---\n"] {
        for format in all() {
            let _ = read_as(format, text);
        }
    }
}

#[test]
fn deep_nesting_is_refused_in_every_syntax() {
    let deep = 100_000;
    for (name, text) in [
        ("a.toml", format!("schema = \"lockscope-policy/1\"\nname = {}", "[".repeat(deep))),
        ("a.toml", format!("schema = \"lockscope-policy/1\"\n{}a = 1", "a.".repeat(deep))),
        ("a.json", format!("{{\"schema\": \"lockscope-policy/1\", \"name\": {}", "[".repeat(deep))),
        (".ort.yml", format!("license_choices: {}", "[".repeat(deep))),
        (".grant.yaml", format!("allow: {}", "{a: ".repeat(deep))),
    ] {
        let refused = read(name, &text).err().unwrap();
        assert!(refused.first.place.is_some(), "{name}: {refused:?}");
    }
}

#[test]
fn a_key_that_stands_twice_is_told() {
    let toml = "schema = \"lockscope-policy/1\"\n[licenses]\n\"MIT\" = \"allow\"\n\"MIT\" = \"deny\"\n";
    assert!(read("a.toml", toml).is_err());
    let json = "{\"schema\": \"lockscope-policy/1\", \"licenses\": {\"MIT\": \"deny\", \"MIT\": \"allow\"}}";
    let told = notices(&read("a.json", json).unwrap().notices);
    assert!(told.contains("stands twice"), "{told}");
    let yaml = "allow:\n  - MIT\nallow:\n  - ISC\nrequire-license: true\n";
    let told = notices(&read(".grant.yaml", yaml).unwrap().notices);
    assert!(told.contains("occurs twice"), "{told}");
    // The same licence by two names: the stricter rule counts.
    let both = "schema = \"lockscope-policy/1\"\n[licenses]\n\"gpl-2.0\" = \"allow\"\n\"GPL-2.0-only\" = \"deny\"\n";
    let told = notices(&read("a.toml", both).unwrap().notices);
    assert!(told.contains("the stricter counts (deny)"), "{told}");
}

#[test]
fn size_and_number_of_rules_are_bounded() {
    let head = "schema = \"lockscope-policy/1\"\n[licenses]\n";
    let large = format!("{head}{}", "# comment\n".repeat(LARGEST / 10));
    assert_eq!(read("a.toml", &large).err().unwrap().first.code, "policy-too-large");
    let rules: String = (0..=MOST_RULES).map(|rule| format!("\"LicenseRef-{rule}\" = \"deny\"\n")).collect();
    let refused = read("a.toml", &format!("{head}{rules}")).err().unwrap();
    assert_eq!(
        refused.first.message,
        format!("The policy has {} rules; at most {MOST_RULES} are read", MOST_RULES + 1)
    );
}

#[test]
fn a_megabyte_of_rules_is_read_and_judged_in_time() {
    let mut text = "schema = \"lockscope-policy/1\"\n[licenses]\n".to_owned();
    for rule in 0..MOST_RULES {
        let line = format!("\"*LicenseRef-{rule}-*a*b*c*d*e*f*{}\" = \"review\"\n", "x".repeat(52));
        text.push_str(&line);
    }
    assert!(text.len() > 900_000 && text.len() <= LARGEST, "{}", text.len());
    let start = Instant::now();
    let policy = read("a.toml", &text).unwrap().policy;
    let mut rules = Rules::new(&policy, UseCase::Binary);
    let (_, _, terms) = lockscope::licenses::judge_text("MIT", &Default::default(), Default::default());
    assert_eq!(rules.judge(&terms.unwrap(), None).title(), "no rule");
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn checking_two_hundred_rules_is_quick() {
    let ids = lockscope::licenses::catalogue().licenses.iter().filter(|license| !license.deprecated).take(200);
    let rules: String =
        ids.map(|license| format!("\"{}\" = {{ ruling = \"allow\", note = \"n\" }}\n", license.id)).collect();
    let text = format!("schema = \"lockscope-policy/1\"\n[licenses]\n{rules}");
    let _ = check(&text);
    let start = Instant::now();
    for _ in 0..10 {
        assert!(check(&text).is_empty());
    }
    let each = start.elapsed() / 10;
    println!("one check of 200 rules: {each:?}");
    assert!(each < Duration::from_millis(500), "{each:?}");
}
