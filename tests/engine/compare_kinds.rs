//! Files of different kinds side by side: what one of them cannot say is no change.

use lockscope::licenses::{Outbound, UseCase};
use lockscope::view::compare::{CompareRequest, ShownAs};

use super::compare::{ask, cause, figures, line};
use super::door::Door;

/// One tree as npm 6 and as npm 7 and later write it: nested, hoisted, optional, development, a direct dependency that
/// another one needs too, a peer.
const VERSION_1: &str = r#"{ "name": "yard", "version": "1.0.0", "lockfileVersion": 1, "requires": true, "dependencies": {
    "crane": { "version": "2.0.0", "resolved": "https://registry.example/crane/-/crane-2.0.0.tgz", "integrity": "sha512-AAAA", "requires": { "rope": "^1.0.0", "hook": "^3.0.0" },
      "dependencies": { "rope": { "version": "1.4.0", "resolved": "https://registry.example/rope/-/rope-1.4.0.tgz", "integrity": "sha512-BBBB" } } },
    "hook": { "version": "3.1.0", "resolved": "https://registry.example/hook/-/hook-3.1.0.tgz", "integrity": "sha512-CCCC", "optional": true },
    "rope": { "version": "2.0.0", "resolved": "https://registry.example/rope/-/rope-2.0.0.tgz", "integrity": "sha512-DDDD" },
    "gauge": { "version": "1.0.0", "resolved": "https://registry.example/gauge/-/gauge-1.0.0.tgz", "integrity": "sha512-EEEE", "dev": true, "requires": { "rope": "^2.0.0", "dial": "1.x" } },
    "dial": { "version": "1.2.0", "resolved": "https://registry.example/dial/-/dial-1.2.0.tgz", "integrity": "sha512-FFFF", "dev": true } } }"#;
const VERSION_3: &str = r#"{ "name": "yard", "version": "1.0.0", "lockfileVersion": 3, "requires": true, "packages": {
    "": { "name": "yard", "version": "1.0.0", "license": "MIT", "dependencies": { "crane": "^2.0.0", "rope": "^2.0.0" }, "devDependencies": { "gauge": "^1.0.0" } },
    "node_modules/dial": { "version": "1.2.0", "resolved": "https://registry.example/dial/-/dial-1.2.0.tgz", "integrity": "sha512-FFFF", "dev": true, "license": "MIT", "peerDependencies": { "rope": "*" } },
    "node_modules/gauge": { "version": "1.0.0", "resolved": "https://registry.example/gauge/-/gauge-1.0.0.tgz", "integrity": "sha512-EEEE", "dev": true, "license": "ISC", "dependencies": { "rope": "^2.0.0", "dial": "1.x" } },
    "node_modules/hook": { "version": "3.1.0", "resolved": "https://registry.example/hook/-/hook-3.1.0.tgz", "integrity": "sha512-CCCC", "license": "MIT", "optional": true },
    "node_modules/crane": { "version": "2.0.0", "resolved": "https://registry.example/crane/-/crane-2.0.0.tgz", "integrity": "sha512-AAAA", "license": "MIT", "dependencies": { "rope": "^1.0.0" }, "optionalDependencies": { "hook": "^3.0.0" } },
    "node_modules/crane/node_modules/rope": { "version": "1.4.0", "resolved": "https://registry.example/rope/-/rope-1.4.0.tgz", "integrity": "sha512-BBBB", "license": "MIT" },
    "node_modules/rope": { "version": "2.0.0", "resolved": "https://registry.example/rope/-/rope-2.0.0.tgz", "integrity": "sha512-DDDD", "license": "MIT" } } }"#;

#[test]
fn one_tree_in_npm_versions_1_and_3_does_not_differ() {
    for (one, other) in [(VERSION_1, VERSION_3), (VERSION_3, VERSION_1)] {
        let mut door = Door::with(&[("a/package-lock.json", one), ("b/package-lock.json", other)]);
        door.judge(UseCase::Binary, Outbound::Proprietary);
        let view = ask(&mut door, CompareRequest { shown_as: ShownAs::List, ..CompareRequest::default() });
        assert_eq!(view.rows, [], "nothing is another");
        assert_eq!(view.summary, "Nothing differs in what both files state");
        assert_eq!(figures(&view)[0], "6 to 6 components");
        assert!(figures(&view).contains(&"6 the same".to_owned()), "{:?}", figures(&view));
        let said = view.left_out.join("\n");
        for words in ["does not say which dependencies are direct", "on peers", "states no licences"] {
            assert!(said.contains(words), "{words}: {said}");
        }
    }
    let changed = VERSION_3.replace("\"integrity\": \"sha512-DDDD\"", "\"integrity\": \"sha512-GGGG\"");
    let mut door = Door::with(&[("a/package-lock.json", VERSION_1), ("b/package-lock.json", &changed)]);
    let view = ask(&mut door, CompareRequest::default());
    assert_eq!(
        view.causes.iter().map(cause).collect::<Vec<_>>(),
        ["Same version, stated otherwise (other licences, sources or checksums for what did not change its version; \
          no new finding): ~rope 2.0.0 [another sha512 for the same version]"]
    );
}

const SBOM: &str = r#"{ "bomFormat": "CycloneDX", "specVersion": "1.6",
    "metadata": { "component": { "type": "application", "name": "yard-app", "version": "1.0.0", "bom-ref": "yard" } },
    "components": [
      { "type": "library", "name": "crane", "version": "2.0.0", "bom-ref": "c", "purl": "pkg:npm/crane@2.0.0", "licenses": [{ "license": { "id": "Apache-2.0" } }] },
      { "type": "library", "name": "rope", "version": "2.0.0", "bom-ref": "r", "purl": "pkg:npm/rope@2.0.0?vcs_url=x", "licenses": [{ "license": { "id": "MIT" } }] },
      { "type": "library", "name": "hook", "version": "3.2.0", "bom-ref": "h", "purl": "pkg:npm/hook@3.2.0", "scope": "optional" },
      { "type": "library", "name": "mast", "version": "1.0.0", "bom-ref": "m", "purl": "pkg:npm/mast@1.0.0" } ],
    "dependencies": [{ "ref": "yard", "dependsOn": ["c", "r", "m"] }, { "ref": "c", "dependsOn": ["h"] }] }"#;

#[test]
fn a_lockfile_and_an_sbom_are_compared_in_what_both_can_say() {
    let mut door = Door::with(&[("package-lock.json", VERSION_3), ("yard.cdx.json", SBOM)]);
    door.judge(UseCase::Binary, Outbound::Proprietary);
    let view = ask(&mut door, CompareRequest { shown_as: ShownAs::List, ..CompareRequest::default() });
    let rows: Vec<String> = view.rows.iter().map(line).collect();
    assert_eq!(
        rows,
        [
            "~crane 2.0.0 [Licence MIT to Apache-2.0]",
            "\u{2212}dial 1.2.0",
            "\u{2212}gauge 1.0.0",
            "~hook 3.1.0 to 3.2.0",
            "+mast 1.0.0",
            "\u{2212}rope 1.4.0",
        ]
    );
    let said = view.left_out.join("\n");
    assert!(said.contains("B (yard.cdx.json) states no checksums") && said.contains("of two formats"), "{said}");
}

#[test]
fn a_document_of_another_kind_without_dependencies_says_so() {
    let flat = SBOM.replace(r#""dependencies": [{"#, r#""ignored": [{"#);
    let mut door = Door::with(&[("package-lock.json", VERSION_3), ("yard.cdx.json", &flat)]);
    let view = ask(&mut door, CompareRequest::default());
    let titles: Vec<&str> = view.causes.iter().map(|cause| cause.title.as_str()).collect();
    assert_eq!(titles, ["Same version, stated otherwise", "Not grouped by cause"]);
    assert!(view.left_out[0].starts_with("B (yard.cdx.json) states no dependencies"), "{:?}", view.left_out);
}
