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

/// What the specification says of each type, in examples of our own: as written, and canonical.
const TYPES: [(&str, &str); 48] = [
    ("pkg:alpm/Arch/Tool@1:2.0-1?arch=x86_64", "pkg:alpm/arch/tool@1:2.0-1?arch=x86_64"),
    ("pkg:apk/Alpine/Tool@1.2-r0?arch=x86", "pkg:apk/alpine/tool@1.2-r0?arch=x86"),
    ("pkg:bazel/Rules_Tool@1.0.bcr.1#a/b:c", "pkg:bazel/Rules_Tool@1.0.bcr.1#a/b:c"),
    ("pkg:bitbucket/Owner/Repo@ABC", "pkg:bitbucket/owner/repo@ABC"),
    ("pkg:bitnami/Tool?distro=debian-12", "pkg:bitnami/tool?distro=debian-12"),
    ("pkg:cargo/Tool_Kit@1.0.0", "pkg:cargo/Tool_Kit@1.0.0"),
    (
        "pkg:chrome-extension/ABCDEFGHIJKLMNOPabcdefghijklmnop@1.2",
        "pkg:chrome-extension/abcdefghijklmnopabcdefghijklmnop@1.2",
    ),
    ("pkg:cocoapods/ToolKit@1.0#Part+More", "pkg:cocoapods/ToolKit@1.0#Part%2BMore"),
    ("pkg:composer/Vendor/Tool@1.0", "pkg:composer/vendor/tool@1.0"),
    ("pkg:conan/Maker/Tool@1.0?user=u&channel=stable", "pkg:conan/Maker/Tool@1.0?channel=stable&user=u"),
    (
        "pkg:conan/tool@1.0?os=Windows&compiler.version=16&compiler=Visual%20C",
        "pkg:conan/tool@1.0?compiler=Visual%20C&compiler.version=16&os=Windows",
    ),
    ("pkg:conda/Tool@1.0?subdir=linux-64&build=py_0", "pkg:conda/Tool@1.0?build=py_0&subdir=linux-64"),
    ("pkg:cpan/author/Tool-Kit@1.10", "pkg:cpan/AUTHOR/Tool-Kit@1.10"),
    ("pkg:cpan/Tool::Kit@1.10", "pkg:cpan/Tool::Kit@1.10"),
    ("pkg:cran/ToolKit@1.0-4", "pkg:cran/ToolKit@1.0-4"),
    ("pkg:deb/Debian/Tool@1:2.0-1+b1?arch=amd64", "pkg:deb/debian/tool@1:2.0-1%2Bb1?arch=amd64"),
    (
        "pkg:docker/Owner/Image@sha256%3AAB?repository_url=r.example",
        "pkg:docker/Owner/Image@sha256:AB?repository_url=r.example",
    ),
    ("pkg:gem/Tool_Kit@1.0?platform=java", "pkg:gem/Tool_Kit@1.0?platform=java"),
    (
        "pkg:generic/Tool?vcs_url=git+https://x.example/a@b",
        "pkg:generic/Tool?vcs_url=git%2Bhttps:%2F%2Fx.example%2Fa%40b",
    ),
    ("pkg:github/Owner/Repo@V1#Docs/A", "pkg:github/owner/repo@V1#Docs/A"),
    (
        "pkg:golang/example.com/Group/Tool@v1.0.0%2Bincompatible",
        "pkg:golang/example.com/group/tool@v1.0.0%2Bincompatible",
    ),
    ("pkg:hackage/3d-Tool@0.1", "pkg:hackage/3d-Tool@0.1"),
    ("pkg:hex/Acme/Tool@2.3.", "pkg:hex/acme/tool@2.3."),
    (
        "pkg:huggingface/Owner/Model@ABCDEFabcdef0123456789ABCDEFabcdef012345",
        "pkg:huggingface/Owner/Model@abcdefabcdef0123456789abcdefabcdef012345",
    ),
    ("pkg:huggingface/Owner/Model@100B?type=model", "pkg:huggingface/Owner/Model@100B?type=model"),
    ("pkg:julia/Tool@1.0?uuid=ade2", "pkg:julia/Tool@1.0?uuid=ade2"),
    ("pkg:luarocks/Owner/Tool@1.0-1", "pkg:luarocks/owner/tool@1.0-1"),
    ("pkg:maven/Org.Example/Tool@1.0", "pkg:maven/Org.Example/Tool@1.0"),
    (
        "pkg:mlflow/Model@3?repository_url=https://adb.azuredatabricks.example",
        "pkg:mlflow/model@3?repository_url=https:%2F%2Fadb.azuredatabricks.example",
    ),
    ("pkg:mlflow/Model@3?run_id=r&model_uuid=m", "pkg:mlflow/Model@3?model_uuid=m&run_id=r"),
    ("pkg:nuget/Tool.Kit@1.0", "pkg:nuget/Tool.Kit@1.0"),
    ("pkg:oci/Image@sha256%3AABC?tag=V1", "pkg:oci/image@sha256:abc?tag=V1"),
    ("pkg:opam/Tool@3/16.1", "pkg:opam/Tool@3%2F16.1"),
    ("pkg:otp/Tool@1.0?platform=linux&arch=amd64", "pkg:otp/tool@1.0?arch=amd64&platform=linux"),
    ("pkg:pub/Tool-Kit@1.0.0", "pkg:pub/tool_kit@1.0.0"),
    ("pkg:pypi/Tool.-_Kit@1.0RC1?file_name=Tool.tar.gz", "pkg:pypi/tool-kit@1.0rc1?file_name=Tool.tar.gz"),
    ("pkg:qpkg/Maker/Com.Tool@1.0.SGA1", "pkg:qpkg/maker/Com.Tool@1.0.SGA1"),
    ("pkg:Rpm/Fedora/Tool@1.0-1.fc40?Epoch=1&Arch=noarch", "pkg:rpm/fedora/Tool@1.0-1.fc40?arch=noarch&epoch=1"),
    ("pkg:swid/Maker/x.example/Tool+Kit@CC?tag_id=A-1", "pkg:swid/Maker/x.example/Tool%2BKit@CC?tag_id=A-1"),
    ("pkg:swift/x.example/Owner/Tool@1.0", "pkg:swift/x.example/Owner/Tool@1.0"),
    (
        "pkg:vscode-extension/Owner/Tool@1.0-RC?platform=linux-x64",
        "pkg:vscode-extension/owner/tool@1.0-rc?platform=linux-x64",
    ),
    ("pkg:yocto/Core/GLibc@2.35?layer_version=k", "pkg:yocto/core/GLibc@2.35?layer_version=k"),
    // What a validator would refuse is read.
    ("pkg:swift/Tool@1.0", "pkg:swift/Tool@1.0"),
    ("pkg:otp/owner/tool@1.0", "pkg:otp/owner/tool@1.0"),
    ("pkg:cran/Tool", "pkg:cran/Tool"),
    ("pkg:julia/Tool", "pkg:julia/Tool"),
    ("pkg:conan/maker/tool@1.0", "pkg:conan/maker/tool@1.0"),
    ("pkg:chrome-extension/tool@1.2.3-beta", "pkg:chrome-extension/tool@1.2.3-beta"),
];

#[test]
fn each_type_has_its_own_rules() {
    for (text, canonical) in TYPES {
        check(text, canonical);
    }
}

#[test]
fn names_are_required_by_every_type() {
    for kind in ["cran", "hackage", "julia", "opam", "swift/x.example/owner"] {
        check(&format!("pkg:{kind}/@1.0"), "none");
        assert_eq!(PackageUrl::new(kind, None, "", Some("1.0")), None);
    }
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
