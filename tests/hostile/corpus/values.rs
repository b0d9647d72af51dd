//! Keys that stand twice, names of the page's own language, strings and numbers without measure, values of other types.

use super::{Files, cyclonedx, npm, quoted};

const LOCK: &str = "package-lock.json";
const BOM: &str = "bom.json";

pub fn duplicate_keys(files: &mut Files) {
    let entry = "\"node_modules/a\":{\"version\":\"1.0.0\"}";
    files.add(
        "packages-twice",
        LOCK,
        "{\"lockfileVersion\":3,\"packages\":{\"\":{}},\"packages\":{\"node_modules/a\":{\"version\":\"1\"}}}",
    );
    files.add("entry-twice", LOCK, npm(&[entry.to_owned(), "\"node_modules/a\":{\"version\":\"2.0.0\"}".to_owned()]));
    files.add("entry-5000-times", LOCK, npm(&vec![entry.to_owned(); 5_000]));
    files.add("version-twice", LOCK, npm(&["\"node_modules/a\":{\"version\":\"1\",\"version\":\"2\"}".to_owned()]));
    files.add(
        "format-twice",
        BOM,
        "{\"bomFormat\":\"CycloneDX\",\"bomFormat\":\"SPDX\",\"specVersion\":\"1.6\",\"components\":[]}",
    );
    files.add("two-formats", "unknown", "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"spdxVersion\":\"SPDX-2.3\",\"SPDXID\":\"SPDXRef-DOCUMENT\",\"lockfileVersion\":3,\"packages\":[],\"components\":[]}");
    files.add(
        "bom-ref-twice",
        BOM,
        cyclonedx(&["\"name\":\"a\",\"bom-ref\":\"x\"".to_owned(), "\"name\":\"b\",\"bom-ref\":\"x\"".to_owned()]),
    );
    files.add(
        "escaped-twin",
        LOCK,
        npm(&[entry.to_owned(), "\"node_modules/\\u0061\":{\"version\":\"2.0.0\"}".to_owned()]),
    );
    files.add(
        "toml-twice",
        "Cargo.lock",
        "version = 4\nversion = 3\n[[package]]\nname = \"a\"\nname = \"b\"\nversion = \"1.0.0\"\n",
    );
    files.add(
        "yaml-twice",
        "pnpm-lock.yaml",
        "lockfileVersion: '9.0'\npackages:\n  a@1.0.0: {}\n  a@1.0.0: {}\nlockfileVersion: '6.0'\n",
    );
    files.add("purl-twice", BOM, cyclonedx(&vec!["\"name\":\"a\",\"purl\":\"pkg:npm/a@1\"".to_owned(); 500]));
    files.add(
        "yarn-twice",
        "yarn.lock",
        "# yarn lockfile v1\n\n\na@^1:\n  version \"1.0.0\"\n\na@^1:\n  version \"2.0.0\"\n",
    );
}

pub fn prototype_names(files: &mut Files) {
    for name in ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf", "__defineGetter__"] {
        files.add(
            format!("{name}-npm"),
            LOCK,
            npm(&[format!("\"node_modules/{name}\":{{\"version\":\"1.0.0\",\"{name}\":{{\"{name}\":1}}}}")]),
        );
        let fields = format!(
            "\"name\":\"{name}\",\"version\":\"{name}\",\"bom-ref\":\"{name}\",\"{name}\":{{\"polluted\":true}}"
        );
        files.add(format!("{name}-cyclonedx"), BOM, cyclonedx(&[fields]));
    }
    files.add(
        "as-the-whole",
        LOCK,
        "{\"__proto__\":{\"lockfileVersion\":3,\"packages\":{\"node_modules/a\":{\"version\":\"1\"}}}}",
    );
    files.add(
        "in-a-package-url",
        BOM,
        cyclonedx(&["\"name\":\"a\",\"purl\":\"pkg:npm/a@1?__proto__=1&constructor=2#../__proto__\"".to_owned()]),
    );
}

pub fn huge_strings(files: &mut Files) {
    let long = "x".repeat(1_000_000);
    files.add("name-1-mb", LOCK, npm(&[format!("\"node_modules/{long}\":{{\"version\":\"1.0.0\"}}")]));
    for field in ["version", "bom-ref", "purl", "copyright", "description", "group"] {
        files.add(format!("{field}-1-mb"), BOM, cyclonedx(&[format!("\"name\":\"a\",\"{field}\":\"{long}\"")]));
    }
    files.add(
        "purl-long-and-valid",
        BOM,
        cyclonedx(&[format!("\"name\":\"a\",\"purl\":\"pkg:npm/{}@1\"", "x".repeat(20_000))]),
    );
    files.add(
        "licence-1-mb",
        BOM,
        cyclonedx(&[format!("\"name\":\"a\",\"licenses\":[{{\"expression\":\"{long}\"}}]")]),
    );
    files.add(
        "licence-name-1-mb",
        BOM,
        cyclonedx(&[format!("\"name\":\"a\",\"licenses\":[{{\"license\":{{\"name\":\"{long}\"}}}}]")]),
    );
    files.add("line-of-5-mb", "unknown", "a".repeat(5_000_000));
    files.add("lines-500000", "unknown", "\n".repeat(500_000));
    files.add("blanks-5-mb", LOCK, format!("{{{}\"lockfileVersion\":3,\"packages\":{{}}}}", " ".repeat(5_000_000)));
    files.add("escapes-1-mb", BOM, cyclonedx(&[format!("\"name\":\"{}\"", "\\u0041".repeat(160_000))]));
    files.add("yaml-scalar-1-mb", "pnpm-lock.yaml", format!("lockfileVersion: '9.0'\nx: |\n  {long}\n"));
    files.add(
        "toml-string-1-mb",
        "Cargo.lock",
        format!("version = 4\n[[package]]\nname = \"{long}\"\nversion = \"1.0.0\"\n"),
    );
    files.add(
        "licences-5000-of-one",
        BOM,
        cyclonedx(&[format!(
            "\"name\":\"a\",\"licenses\":[{}]",
            vec!["{\"license\":{\"id\":\"MIT\"}}"; 5_000].join(",")
        )]),
    );
    files.add(
        "hashes-20000",
        BOM,
        cyclonedx(&[format!(
            "\"name\":\"a\",\"hashes\":[{}]",
            vec!["{\"alg\":\"MD5\",\"content\":\"00\"}"; 20_000].join(",")
        )]),
    );
}

pub fn huge_numbers(files: &mut Files) {
    let digits = "9".repeat(100_000);
    for (title, number) in [
        ("beyond-double", "1e999"),
        ("below-double", "-1e999"),
        ("tiny", "1e-999999999"),
        ("exponent-beyond-all", "1e99999999999999999999"),
        ("minus-nothing", "-0"),
        ("fraction", "2.9999999999999999999999"),
        ("beyond-64-bits", "18446744073709551616"),
        ("below-64-bits", "-9223372036854775809"),
        ("leading-nought", "03"),
        ("plus", "+3"),
        ("hexadecimal", "0x3"),
        ("not-a-number", "NaN"),
        ("infinity", "Infinity"),
        ("digits-100000", &digits),
    ] {
        files.add(
            format!("lockfile-version-{title}"),
            LOCK,
            format!("{{\"lockfileVersion\":{number},\"packages\":{{\"node_modules/a\":{{\"version\":\"1.0.0\"}}}}}}"),
        );
    }
    for (title, version) in
        [("digits", digits.as_str()), ("dots", &"1.".repeat(50_000)), ("letters-and-digits", &"a1".repeat(20_000))]
    {
        let two =
            [format!("\"name\":\"a\",\"version\":\"{version}\""), format!("\"name\":\"a\",\"version\":\"{version}1\"")];
        files.add(format!("component-version-{title}"), BOM, cyclonedx(&two));
    }
    files.add(
        "document-version",
        BOM,
        format!("{{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"{digits}\",\"version\":{digits},\"components\":[]}}"),
    );
    files.add("score", BOM, format!("{{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[],\"vulnerabilities\":[{{\"id\":\"X\",\"ratings\":[{{\"score\":1e999,\"severity\":{digits}}}]}}]}}"));
    files.add("toml-integer", "Cargo.lock", format!("version = {digits}\n"));
    files.add("yaml-integer", "pnpm-lock.yaml", format!("lockfileVersion: {digits}\n"));
    files.add("time", BOM, "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"metadata\":{\"timestamp\":\"999999999-99-99T99:99:99Z\"},\"components\":[]}");
}

pub fn other_types(files: &mut Files) {
    let others = [
        ("null", "null"),
        ("number", "7"),
        ("text", "\"x\""),
        ("list", "[[]]"),
        ("object", "{\"\":{}}"),
        ("true", "true"),
    ];
    for (title, other) in others {
        files.add(format!("packages-{title}"), LOCK, format!("{{\"lockfileVersion\":3,\"packages\":{other}}}"));
        files.add(format!("entry-{title}"), LOCK, npm(&[format!("\"node_modules/a\":{other}")]));
        files.add(
            format!("components-{title}"),
            BOM,
            format!("{{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":{other}}}"),
        );
        let fields = ["version", "licenses", "purl", "hashes", "bom-ref", "externalReferences"];
        let fields: Vec<String> = fields.iter().map(|field| format!("\"{field}\":{other}")).collect();
        files.add(format!("fields-{title}"), BOM, cyclonedx(&[format!("\"name\":\"a\",{}", fields.join(","))]));
        files.add(format!("dependencies-{title}"), BOM, format!("{{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[],\"dependencies\":[{other},{{\"ref\":{other},\"dependsOn\":{other}}}]}}"));
    }
    files.add("name-missing", BOM, cyclonedx(&["\"version\":\"1\"".to_owned()]));
    files.add("names-empty", BOM, cyclonedx(&vec![format!("\"name\":{}", quoted("")); 50]));
}
