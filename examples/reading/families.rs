//! Documents that grow in one direction only, to see that reading costs no more than in proportion: twice the size,
//! about twice the time.

use std::fmt::Write;

/// How a family is called, the file's name, and the file of a size.
pub struct Family {
    pub title: &'static str,
    pub file_name: &'static str,
    pub text: fn(usize) -> String,
}

/// Every family.
pub const FAMILIES: [Family; 20] = [
    Family { title: "long chain", file_name: "package-lock.json", text: |n| npm(n, |at| vec![at + 1]) },
    Family {
        title: "wide fan",
        file_name: "package-lock.json",
        text: |n| npm(n, |at| if at == 0 { (1..n).collect() } else { vec![] }),
    },
    Family {
        title: "one large cycle",
        file_name: "package-lock.json",
        text: |n| npm(n, |at| vec![(at + 1) % n, at / 2]),
    },
    Family { title: "many copies of one name", file_name: "package-lock.json", text: nested_copies },
    Family { title: "deep install paths", file_name: "package-lock.json", text: deep_paths },
    Family { title: "many versions of one name", file_name: "Cargo.lock", text: cargo_versions },
    Family { title: "long chain", file_name: "Cargo.lock", text: cargo_chain },
    Family {
        title: "many repeated keys",
        file_name: "package-lock.json",
        text: |n| in_lock(&"\"node_modules/a\":{\"version\":\"1\",\"version\":\"2\"},".repeat(n)),
    },
    Family {
        title: "many keys nobody asks for",
        file_name: "package-lock.json",
        text: |n| {
            in_lock(&format!(
                "\"node_modules/a\":{{{}\"version\":\"1\"}},",
                numbered(n, |at| format!("\"k{at}\":[{{}},null],"))
            ))
        },
    },
    Family {
        title: "long keys",
        file_name: "package-lock.json",
        text: |n| in_lock(&numbered(n / 50, |at| format!("\"node_modules/{}{at}\":{{}},", "k".repeat(1000)))),
    },
    Family {
        title: "one huge text",
        file_name: "package-lock.json",
        text: |n| in_lock(&format!("\"node_modules/a\":{{\"resolved\":\"{}\"}},", "x".repeat(n * 40))),
    },
    Family {
        title: "one huge text of escapes",
        file_name: "package-lock.json",
        text: |n| in_lock(&format!("\"node_modules/a\":{{\"resolved\":\"{}\"}},", "\\u00e9\\n".repeat(n * 5))),
    },
    Family { title: "many notices", file_name: "package-lock.json", text: |n| npm(n, |at| vec![at + n]) },
    Family { title: "deep nesting", file_name: "bom.cdx.json", text: nested_components },
    Family { title: "many references to nothing", file_name: "bom.cdx.json", text: dangling },
    Family { title: "many roots", file_name: "bom.spdx.json", text: spdx_roots },
    Family { title: "many roots", file_name: "pnpm-lock.yaml", text: importers },
    Family { title: "one large flow map", file_name: "pnpm-lock.yaml", text: flow_map },
    Family { title: "many requests for one package", file_name: "yarn.lock", text: many_requests },
    Family { title: "many names for nothing", file_name: "yarn.lock", text: unanswered },
];

fn numbered(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |mut text, at| {
        text.push_str(&line(at));
        text
    })
}

fn in_lock(entries: &str) -> String {
    format!("{{\"lockfileVersion\":3,\"packages\":{{{entries}\"\":{{\"name\":\"app\"}}}}}}")
}

fn npm(count: usize, needs: impl Fn(usize) -> Vec<usize>) -> String {
    in_lock(&numbered(count, |at| {
        let needs: Vec<String> = needs(at).iter().map(|to| format!("\"p{to}\":\"1\"")).collect();
        format!("\"node_modules/p{at}\":{{\"version\":\"1.0.0\",\"dependencies\":{{{}}}}},", needs.join(","))
    }))
}

fn nested_copies(count: usize) -> String {
    let copy = |at| {
        format!(
            "\"node_modules/p{at}\":{{\"dependencies\":{{\"a\":\"1\"}}}},\"node_modules/p{at}/node_modules/a\":{{\"version\":\"1.0.0\",\"integrity\":\"sha1-{at}\"}},"
        )
    };
    in_lock(&numbered(count, copy))
}

fn deep_paths(count: usize) -> String {
    let deep = |at| {
        format!("\"{}node_modules/p{at}\":{{\"dependencies\":{{\"absent\":\"1\"}}}},", "node_modules/p/".repeat(40))
    };
    in_lock(&numbered(count / 20, deep))
}

fn cargo_versions(count: usize) -> String {
    let package = |at| {
        format!(
            "[[package]]\nname = \"a\"\nversion = \"1.0.{at}\"\ndependencies = [\n \"a 1.0.{}\",\n \"a\",\n]\n\n",
            at / 2
        )
    };
    format!("version = 4\n\n{}", numbered(count, package))
}

fn cargo_chain(count: usize) -> String {
    let package =
        |at| format!("[[package]]\nname = \"p{at}\"\nversion = \"1.0.0\"\ndependencies = [\n \"p{}\",\n]\n\n", at + 1);
    format!("version = 4\n\n{}", numbered(count, package))
}

fn nested_components(count: usize) -> String {
    let nest =
        |at: usize| format!("{}{}", format!("{{\"name\":\"n{at}\",\"components\":[").repeat(50), "]}".repeat(50));
    let nests: Vec<String> = (0..count / 50).map(nest).collect();
    format!("{{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[{}]}}", nests.join(","))
}

fn dangling(count: usize) -> String {
    let names = numbered(count, |at| format!("\"x{at}\","));
    format!(
        "{{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[{{\"name\":\"a\",\"bom-ref\":\"a\"}}],\
         \"dependencies\":[{{\"ref\":\"a\",\"dependsOn\":[{names}\"a\"]}}]}}"
    )
}

fn spdx_roots(count: usize) -> String {
    let packages = numbered(count, |at| format!("{{\"SPDXID\":\"SPDXRef-{at}\",\"name\":\"p{at}\"}},"));
    let described = numbered(count, |at| format!("\"SPDXRef-{at}\","));
    format!(
        "{{\"spdxVersion\":\"SPDX-2.3\",\"SPDXID\":\"SPDXRef-DOCUMENT\",\"documentDescribes\":[{described}\"SPDXRef-0\"],\
         \"packages\":[{packages}{{\"SPDXID\":\"SPDXRef-last\",\"name\":\"last\"}}],\"relationships\":[]}}"
    )
}

fn importers(count: usize) -> String {
    let importer = |at| {
        format!(
            "  folder/{at}:\n    dependencies:\n      next:\n        specifier: link\n        version: link:../{}\n",
            at + 1
        )
    };
    format!("lockfileVersion: '9.0'\n\nimporters:\n{}", numbered(count, importer))
}

fn flow_map(count: usize) -> String {
    let packages = numbered(count, |at| format!("a@1.0.{at}: {{resolution: {{integrity: sha1-{at}}}}}, "));
    format!("lockfileVersion: '9.0'\n\npackages: {{{packages}b@1.0.0: {{}}}}\n")
}

fn many_requests(count: usize) -> String {
    let mut text = "# yarn lockfile v1\n\na@0".to_owned();
    for at in 1..count {
        let _ = write!(text, ", a@^{at}");
    }
    let needs = numbered(count, |at| format!("    a \"^{at}\"\n"));
    text + ":\n  version \"1.0.0\"\n\nb@1:\n  version \"1.0.0\"\n  dependencies:\n" + &needs
}

fn unanswered(count: usize) -> String {
    let entry = |at| format!("p{at}@^1:\n  version \"1.0.0\"\n  dependencies:\n    p{at} \"^2\"\n    q{at} \"^1\"\n\n");
    format!("# yarn lockfile v1\n\n{}", numbered(count, entry))
}
