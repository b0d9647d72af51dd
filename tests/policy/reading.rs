//! Fixtures read as expected, under their own name and without one, and nothing else is taken for a policy.

use lockscope::policy::{check, read, recognise};

use crate::dump::{dump, errors, fixtures};

#[test]
fn every_fixture_reads_as_its_dump_says() {
    let update = std::env::var_os("UPDATE_FIXTURES").is_some();
    for fixture in fixtures() {
        let found = dump(&fixture.name, &fixture.text);
        if update {
            std::fs::write(&fixture.expected, &found).unwrap();
        }
        let expected = std::fs::read_to_string(&fixture.expected).unwrap_or_default();
        assert_eq!(found, expected, "{}: UPDATE_FIXTURES=1 rewrites it", fixture.label);
    }
}

#[test]
fn a_policy_is_recognised_by_its_content() {
    for fixture in fixtures() {
        let format = recognise("unknown", &fixture.text).map(|format| format.id);
        assert_eq!(format, Some(fixture.format.as_str()), "{}", fixture.label);
    }
}

#[test]
fn manifests_lockfiles_and_sboms_are_no_policy() {
    let texts = [
        ("Cargo.toml", "[package]\nname = \"a\"\nlicense = \"MIT\"\n[licenses]\nallow = [\"MIT\"]\n"),
        ("pyproject.toml", "[project]\nname = \"a\"\n[tool.licenses]\nallow = [\"MIT\"]\n"),
        ("deny.toml", "[bans]\nmultiple-versions = \"deny\"\n"),
        ("package.json", "{\"name\": \"a\", \"dependencies\": {}, \"usagePolicy\": \"deny\"}"),
        ("bom.json", "{\"bomFormat\": \"CycloneDX\", \"components\": [{\"licenses\": [], \"riskWeight\": 1}]}"),
        ("pubspec.yaml", "name: a\nlicense: MIT\nallow:\n  - b\n"),
        ("Chart.yaml", "apiVersion: v2\nname: a\n"),
        ("ci.yml", "jobs:\n  a:\n    with:\n      allow-licenses: MIT\n"),
        ("conda.yml", "name: env\ndependencies:\n  - python\nexcludes: []\n"),
        ("Cargo.lock", "version = 4\n"),
        ("empty", ""),
    ];
    for (name, text) in texts {
        assert_eq!(recognise(name, text).map(|format| format.id), None, "{name}");
    }
}

#[test]
fn no_fixture_of_a_lockfile_or_sbom_is_taken_for_a_policy() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut waiting = vec![root];
    let mut seen = 0;
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else if let Ok(text) = std::fs::read_to_string(&path) {
                seen += 1;
                let format = recognise(&path.to_string_lossy(), &text).map(|format| format.id);
                assert_eq!(format, None, "{}", path.display());
            }
        }
    }
    assert!(seen > 300, "{seen}");
}

#[test]
fn a_broken_deny_toml_is_still_a_policy_and_says_where() {
    let text = "[licenses]\nallow = [\"MIT\"\nexceptions = 3\n";
    assert_eq!(recognise("deny.toml", text).map(|format| format.id), Some("cargo-deny"));
    let refused = read("deny.toml", text).err().unwrap();
    assert!(refused.first.place.is_some(), "{refused:?}");
}

#[test]
fn a_misspelt_key_gives_line_column_and_what_was_meant() {
    let refused = read("deny.toml", "[licenses]\nallow = [\"MIT\"]\nexeptions = []\n").err().unwrap();
    assert_eq!(
        refused.first.to_string(),
        "Unknown key `exeptions` in [licenses]; did you mean `exceptions`? (line 3, column 1)"
    );
    let json = "{\n  \"schema\": \"lockscope-policy/1\",\n  \"licences\": {}\n}";
    let refused = read("rules.json", json).err().unwrap();
    assert_eq!(
        refused.first.to_string(),
        "Unknown key `licences` in the policy; did you mean `licenses`? (line 3, column 3)"
    );
}

#[test]
fn an_error_on_every_line_is_told_line_by_line() {
    let lines: Vec<String> = (0..120).map(|line| format!("key{line} = true")).collect();
    let text = format!("schema = \"lockscope-policy/1\"\n{}\n", lines.join("\n"));
    let notices = check(&text);
    assert_eq!(errors(&notices), 51);
    assert_eq!(notices.last().unwrap().message, "70 more errors; the first 50 are listed");
    let fixture = fixtures().into_iter().find(|fixture| fixture.label.ends_with("an-error-on-every-line")).unwrap();
    let places: Vec<String> =
        check(&fixture.text).iter().filter_map(|notice| notice.place.as_ref().map(ToString::to_string)).collect();
    for (line, text) in (1..).zip(fixture.text.lines()).filter(|(_, text)| !text.starts_with('[')) {
        assert!(places.iter().any(|place| place.starts_with(&format!("line {line},"))), "line {line}: {text}");
    }
}

#[test]
fn toml_that_is_no_toml_is_told_at_each_place() {
    let text = "schema = \"lockscope-policy/1\"\nname =\n[licenses]\n\"MIT\" \"allow\"\n\"ISC\" = = \"deny\"\n";
    let notices = check(text);
    for line in [2, 4, 5] {
        let start = format!("line {line},");
        assert!(
            notices
                .iter()
                .any(|notice| notice.place.as_ref().is_some_and(|place| place.to_string().starts_with(&start))),
            "line {line}: {notices:?}"
        );
    }
}
