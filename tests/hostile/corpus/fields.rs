//! Text that wants to be something else where it is shown or saved: links, formulas, markup, licences, rules.

use super::{Files, cyclonedx, npm, quoted};

const BOM: &str = "bom.json";

/// A component with the text in every field that holds text.
pub fn everywhere(text: &str) -> String {
    let text = quoted(text);
    cyclonedx(&[
        format!(
            "\"name\":{text},\"version\":{text},\"group\":{text},\"bom-ref\":{text},\"purl\":{text},\"description\":{text},\
             \"copyright\":{text},\"publisher\":{text},\"author\":{text},\"cpe\":{text},\"supplier\":{{\"name\":{text},\"url\":[{text}]}},\
             \"licenses\":[{{\"license\":{{\"name\":{text},\"url\":{text},\"text\":{{\"content\":{text}}}}}}}],\
             \"hashes\":[{{\"alg\":{text},\"content\":{text}}}],\
             \"externalReferences\":[{{\"type\":\"website\",\"url\":{text},\"comment\":{text}}},\
             {{\"type\":\"license\",\"url\":{text}}},{{\"type\":\"vcs\",\"url\":{text}}},{{\"type\":\"distribution\",\"url\":{text}}}]"
        ),
        format!("\"name\":\"b\",\"version\":\"1\",\"licenses\":[{{\"expression\":{text}}}]"),
    ])
}

pub fn links(files: &mut Files) {
    for (title, link) in LINKS {
        files.add(*title, BOM, everywhere(link));
    }
    let link = quoted("javascript:alert(1)");
    files.add("resolved", "package-lock.json", npm(&[format!("\"node_modules/a\":{{\"version\":\"1.0.0\",\"resolved\":{link},\"license\":{link},\"funding\":{{\"url\":{link}}}}}")]));
}

/// Addresses that are none, or lead elsewhere than they look.
pub const LINKS: &[(&str, &str)] = &[
    ("javascript", "javascript:alert(1)"),
    ("javascript-capitals", "JaVaScRiPt:alert(1)"),
    ("javascript-tab", "java\tscript:alert(1)"),
    ("javascript-line", "java\nscript:alert(1)"),
    ("javascript-nul", "\0javascript:alert(1)"),
    ("javascript-blank", "  javascript:alert(1)"),
    ("javascript-reference", "javascript&colon;alert(1)"),
    ("javascript-percent", "javascript%3Aalert(1)"),
    ("javascript-slashes", "javascript://x/%0Aalert(1)"),
    ("vbscript", "vbscript:msgbox(1)"),
    ("data", "data:text/html,<script>alert(1)</script>"),
    ("blob", "blob:https://registry.example/1"),
    ("file", "file:///etc/passwd"),
    ("view-source", "view-source:https://registry.example/"),
    ("intent", "intent://x#Intent;scheme=http;end"),
    ("no-scheme", "//registry.example/x"),
    ("user-info", "https://registry.example@evil.example/"),
    ("backslash", "https:\\\\evil.example\\@registry.example"),
    ("punycode", "https://xn--80ak6aa92e.example/"),
    ("bidi", "https://registry.example/\u{202e}gpj.exe"),
    (
        "long",
        "https://registry.example/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    ),
];

pub fn formulas(files: &mut Files) {
    for (title, cell) in FORMULAS {
        files.add(*title, BOM, everywhere(cell));
    }
}

/// Cells that a spreadsheet would compute.
pub const FORMULAS: &[(&str, &str)] = &[
    ("equals", "=1+1"),
    ("plus", "+1+1"),
    ("minus", "-1+1"),
    ("at", "@SUM(1)"),
    ("program", "=cmd|' /C calc'!A0"),
    ("hyperlink", "=HYPERLINK(\"http://127.0.0.1:9/?\"&A1,\"x\")"),
    ("web-service", "=WEBSERVICE(\"http://127.0.0.1:9/\")"),
    ("after-tab", "\t=1+1"),
    ("after-return", "\r=1+1"),
    ("after-line", "\n=1+1"),
    ("after-blank", " =1+1"),
    ("after-mark", "\u{feff}=1+1"),
    ("after-zero-width", "\u{200b}=1+1"),
    ("after-hard-blank", "\u{a0}=1+1"),
    ("full-width", "\u{ff1d}1+1"),
    ("out-of-its-cell", "a\",=1+1,\""),
    ("on-a-new-line", "a\r\n=1+1"),
    ("semicolon", "a;=1+1"),
    ("tab-in-the-middle", "a\t=1+1"),
    ("old-exchange", "DDE(\"cmd\";\"/C calc\";\"x\")"),
];

pub fn markup(files: &mut Files) {
    for (title, text) in MARKUP {
        files.add(*title, BOM, everywhere(text));
    }
}

/// Text that is markup where it is not escaped.
pub const MARKUP: &[(&str, &str)] = &[
    ("script", "<script>window.ran=1</script>"),
    ("image", "<img src=x onerror=window.ran=1>"),
    ("svg", "<svg onload=window.ran=1>"),
    ("frame", "<iframe srcdoc=\"<script>parent.ran=1</script>\">"),
    ("out-of-an-attribute", "\" onmouseover=\"window.ran=1\" x=\""),
    ("out-of-an-attribute-single", "' onfocus='window.ran=1' autofocus='"),
    ("out-of-a-title", "</title><script>window.ran=1</script>"),
    ("out-of-a-style", "</style><script>window.ran=1</script>"),
    ("out-of-a-script", "</script><script>window.ran=1</script>"),
    ("out-of-a-text-area", "</textarea><script>window.ran=1</script>"),
    ("comment", "<!--><script>window.ran=1</script>-->"),
    ("cdata", "]]><script>window.ran=1</script>"),
    ("reference", "&lt;script&gt;window.ran=1&lt;/script&gt;"),
    ("template", "{{constructor.constructor('window.ran=1')()}}"),
    ("dollar-template", "${window.ran=1}"),
    ("markdown-link", "[x](javascript:window.ran=1)"),
    ("markdown-image", "![x](http://127.0.0.1:9/x)"),
    ("markdown-code", "`` ` ``` \n```\n# x"),
    ("markdown-table", "a | b |\n|---|\n| c"),
    ("mermaid", "a\"] --> x[\"<img src=x onerror=window.ran=1>"),
    ("mermaid-click", "a\"]\nclick n0 \"javascript:window.ran=1\""),
    ("base", "<base href=http://127.0.0.1:9/>"),
    ("refresh", "<meta http-equiv=refresh content=\"0;url=javascript:window.ran=1\">"),
    ("form", "<form action=javascript:window.ran=1><button>x"),
    ("style", "<style>@import 'http://127.0.0.1:9/x'</style>"),
    ("mathml", "<math><mtext></form><form><mglyph><style></math><img src onerror=window.ran=1>"),
];

pub fn license_expressions(files: &mut Files) {
    let deep = |depth: usize| format!("{}MIT{}", "(".repeat(depth), ")".repeat(depth));
    let long = |word: &str, count: usize| vec!["MIT"; count].join(word);
    let pairs = vec!["(MIT OR GPL-2.0-only)"; 1_000].join(" AND ");
    for (title, text) in [
        ("parentheses-100", deep(100)),
        ("parentheses-129", deep(129)),
        ("parentheses-100000", deep(100_000)),
        ("never-closed", "(".repeat(100_000)),
        ("never-opened", ")".repeat(100_000)),
        ("or-20000", long(" OR ", 20_000)),
        ("and-20000", long(" AND ", 20_000)),
        ("choices-of-choices-1000", pairs),
        ("with-chain", format!("MIT{}", " WITH Classpath-exception-2.0".repeat(500))),
        ("plus-signs", format!("GPL-2.0{}", "+".repeat(5_000))),
        ("operators-alone", "AND OR WITH NOT".to_owned()),
        ("small-operators", "mit or apache-2.0 and (gpl-2.0-only with classpath-exception-2.0)".to_owned()),
        ("reference-long", format!("LicenseRef-{}", "x".repeat(100_000))),
        ("reference-odd", "DocumentRef-x:LicenseRef-<b>".to_owned()),
        ("commas", vec!["GPL"; 5_000].join(",")),
        ("slashes", vec!["MIT"; 5_000].join("/")),
        ("names-in-a-row", "Apache License Version 2.0 ".repeat(2_000)),
        ("empty", String::new()),
        ("blanks", " ".repeat(10_000)),
        ("look-alike", "M\u{406}T".to_owned()),
    ] {
        files.add(
            title,
            BOM,
            cyclonedx(&[format!("\"name\":\"a\",\"licenses\":[{{\"expression\":{}}}]", quoted(&text))]),
        );
    }
}

pub fn rules_and_records(files: &mut Files) {
    let rules = |inside: &str| format!("schema = \"lockscope-policy/1\"\n{inside}");
    files.add("rules-empty", "lockscope-policy.toml", rules(""));
    files.add("rules-unknown-schema", "lockscope-policy.toml", "schema = \"lockscope-policy/999\"\n");
    files.add(
        "rules-20000",
        "lockscope-policy.toml",
        rules(&"[[license]]\nid = \"MIT\"\nruling = \"allow\"\n".repeat(20_000)),
    );
    files.add("rules-too-large", "lockscope-policy.toml", rules(&format!("# {}\n", "x".repeat(1_100_000))));
    files.add(
        "rules-stars",
        "lockscope-policy.toml",
        rules(&format!("[[package]]\nname = \"{}\"\nruling = \"deny\"\n", "*a".repeat(3_000))),
    );
    files.add(
        "rules-deep",
        "lockscope-policy.json",
        format!("{{\"schema\":\"lockscope-policy/1\",\"x\":{}{}}}", "[".repeat(50_000), "]".repeat(50_000)),
    );
    let record = |inside: &str| format!("{{\"schema\":\"lockscope-record/1\",{inside}\"decisions\":[]}}");
    files.add("record-empty", "record.json", record(""));
    files.add("record-of-tomorrow", "record.json", "{\"schema\":\"lockscope-record/99\",\"decisions\":[]}");
    files.add("record-dates", "record.json", record("\"saved\":\"9999-99-99\","));
    files.add(
        "record-markup",
        "record.json",
        format!(
            "{{\"schema\":\"lockscope-record/1\",\"decisions\":[{{\"about\":{0},\"by\":{0},\"reason\":{0}}}]}}",
            quoted("<script>x</script>")
        ),
    );
    files.add(
        "record-decisions-60000",
        "record.json",
        format!("{{\"schema\":\"lockscope-record/1\",\"decisions\":[{}]}}", vec!["{}"; 60_000].join(",")),
    );
    files.add("record-too-large", "record.json", record(&format!("\"x\":\"{}\",", "x".repeat(5_100_000))));
    files.add("record-deep", "record.json", record(&format!("\"x\":{}{},", "[".repeat(50_000), "]".repeat(50_000))));
}
