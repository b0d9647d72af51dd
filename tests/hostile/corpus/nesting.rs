//! Depth, aliases, entities and attributes: what makes readers of trees fall.

use super::{Files, npm};

const DEPTHS: [usize; 5] = [100, 127, 128, 129, 100_000];

pub fn json(files: &mut Files) {
    for depth in DEPTHS {
        let arrays = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        files.add(
            format!("arrays-{depth}"),
            "package-lock.json",
            npm(&[format!("\"node_modules/a\":{{\"x\":{arrays}}}")]),
        );
        let objects = format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth));
        files.add(
            format!("objects-{depth}"),
            "package-lock.json",
            npm(&[format!("\"node_modules/a\":{{\"x\":{objects}}}")]),
        );
    }
    files.add(
        "arrays-never-closed",
        "bom.json",
        format!("{{\"bomFormat\":\"CycloneDX\",\"a\":{}", "[".repeat(1_000_000)),
    );
    files.add("arrays-alone", "unknown", "[".repeat(1_000_000));
    for depth in [20, 60, 5_000] {
        let open = ",\"components\":[{\"type\":\"library\",\"name\":\"a\"".repeat(depth);
        let close = "}]".repeat(depth);
        files.add(
            format!("components-in-components-{depth}"),
            "bom.json",
            format!("{{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\"{open}{close}}}"),
        );
    }
    let open = "\"dependencies\":{\"a\":{\"version\":\"1\",".repeat(2_000);
    files.add(
        "npm-1-dependencies-2000",
        "package-lock.json",
        format!("{{\"lockfileVersion\":1,{open}\"dev\":true{}}}", "}}".repeat(2_000)),
    );
}

pub fn yaml(files: &mut Files) {
    for depth in DEPTHS {
        let flow = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        files.add(format!("flow-{depth}"), "pnpm-lock.yaml", format!("lockfileVersion: '9.0'\nx: {flow}\n"));
        let maps = format!("{}1{}", "{a: ".repeat(depth), "}".repeat(depth));
        files.add(format!("flow-maps-{depth}"), "pubspec.lock", format!("packages:\n  a:\n    dependency: transitive\n    description: {maps}\n    source: hosted\n    version: \"1.0.0\"\nsdks:\n  dart: \">=3.0.0\"\n"));
    }
    for depth in [127, 129, 3_000] {
        let block: String = (0..depth).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
        files.add(format!("block-{depth}"), "pnpm-lock.yaml", format!("lockfileVersion: '9.0'\n{block}"));
        let lists: String = "- ".repeat(depth);
        files.add(
            format!("compact-lists-{depth}"),
            "Podfile.lock",
            format!("PODS:\n  - a (1.0)\n\nDEPENDENCIES:\n  {lists}a\n\nCOCOAPODS: 1.15.0\n"),
        );
    }
}

pub fn xml(files: &mut Files) {
    for depth in [100, 127, 128, 129, 100_000] {
        let inside = format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth));
        files.add(format!("pom-{depth}"), "pom.xml", format!("<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>a</artifactId>{inside}</project>"));
        let open = "<component type=\"library\"><name>a</name><components>".repeat(depth);
        let close = "</components></component>".repeat(depth);
        let start = "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"><components>";
        files.add(format!("components-{depth}"), "bom.xml", format!("{start}{open}{close}</components></bom>"));
    }
    files.add(
        "never-closed",
        "pom.xml",
        format!("<project><modelVersion>4.0.0</modelVersion>{}", "<a>".repeat(200_000)),
    );
}

pub fn toml(files: &mut Files) {
    for depth in [60, 200, 100_000] {
        let arrays = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        files.add(
            format!("arrays-{depth}"),
            "Cargo.lock",
            format!("version = 4\nx = {arrays}\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\n"),
        );
        let tables = format!("{}1{}", "{a=".repeat(depth), "}".repeat(depth));
        files.add(
            format!("inline-tables-{depth}"),
            "poetry.lock",
            format!("[metadata]\nlock-version = \"2.1\"\nx = {tables}\n"),
        );
        files.add(format!("dotted-keys-{depth}"), "uv.lock", format!("version = 1\nrequires-python = \">=3.9\"\n{}a = 1\n[[package]]\nname = \"a\"\nversion = \"1\"\nsource = {{ virtual = \".\" }}\n", "a.".repeat(depth)));
        files.add(
            format!("headings-{depth}"),
            "pdm.lock",
            format!("[metadata]\nlock_version = \"4.5\"\n[{}a]\n", "a.".repeat(depth)),
        );
    }
}

pub fn aliases(files: &mut Files) {
    for (levels, width) in [(9, 9), (30, 2), (5, 100)] {
        let mut text = "lockfileVersion: '9.0'\na0: &a0 [x, x]\n".to_owned();
        for level in 1..levels {
            let list = vec![format!("*a{}", level - 1); width].join(", ");
            text.push_str(&format!("a{level}: &a{level} [{list}]\n"));
        }
        files.add(format!("laughs-{levels}-of-{width}"), "pnpm-lock.yaml", text.clone());
        files.add(
            format!("laughs-{levels}-of-{width}-elsewhere"),
            "environment.yml",
            format!("dependencies: *a1\n{text}"),
        );
    }
    files.add("of-itself", "pnpm-lock.yaml", "lockfileVersion: '9.0'\na: &a [*a]\n");
    files.add("of-nothing", "pnpm-lock.yaml", "lockfileVersion: '9.0'\na: *b\n");
    files.add("merge-of-itself", "pubspec.lock", "packages: &p\n  <<: *p\n  a: {version: \"1\"}\n");
    files.add("merge-many", "pubspec.lock", format!("x: &x {{a: 1}}\npackages:\n{}", "  <<: *x\n".repeat(5_000)));
    files.add("anchors-many", "pnpm-lock.yaml", {
        let lines: String = (0..20_000).map(|number| format!("k{number}: &a{number} 1\n")).collect();
        format!("lockfileVersion: '9.0'\n{lines}")
    });
    files.add(
        "tag-of-a-program",
        "pnpm-lock.yaml",
        "lockfileVersion: '9.0'\na: !!python/object/apply:os.system ['x']\n",
    );
    files.add("tag-of-java", "pubspec.lock", "packages: !!javax.script.ScriptEngineManager [x]\n");
    files.add("many-documents", "pnpm-lock.yaml", "---\nlockfileVersion: '9.0'\n".repeat(3_000));
}

pub fn entities(files: &mut Files) {
    let pom = |head: &str, name: &str| {
        format!(
            "<?xml version=\"1.0\"?>{head}<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>{name}</artifactId></project>"
        )
    };
    let mut laughs = "<!DOCTYPE p [<!ENTITY a0 \"ha\">".to_owned();
    for level in 1..12 {
        laughs.push_str(&format!("<!ENTITY a{level} \"{}\">", format!("&a{};", level - 1).repeat(10)));
    }
    files.add("laughs", "pom.xml", pom(&format!("{laughs}]>"), "&a11;"));
    files.add(
        "blow-up",
        "pom.xml",
        pom(&format!("<!DOCTYPE p [<!ENTITY a \"{}\">]>", "a".repeat(50_000)), &"&a;".repeat(5_000)),
    );
    for (title, entity) in [
        ("of-a-file", "<!ENTITY a SYSTEM \"file:///etc/passwd\">"),
        ("of-an-address", "<!ENTITY a SYSTEM \"http://127.0.0.1:9/x\">"),
        ("public", "<!ENTITY a PUBLIC \"x\" \"http://127.0.0.1:9/x\">"),
        ("of-itself", "<!ENTITY a \"&a;\">"),
        ("parameter", "<!ENTITY % a SYSTEM \"http://127.0.0.1:9/x\"> %a;"),
        ("with-markup", "<!ENTITY a \"<b>\">"),
    ] {
        files.add(title, "pom.xml", pom(&format!("<!DOCTYPE p [{entity}]>"), "&a;"));
        let bom = format!(
            "<?xml version=\"1.0\"?><!DOCTYPE bom [{entity}]><bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\">\
             <components><component type=\"library\"><name>&a;</name></component></components></bom>"
        );
        files.add(format!("{title}-in-cyclonedx"), "bom.xml", bom);
    }
    files.add("outer-doctype", "pom.xml", pom("<!DOCTYPE p SYSTEM \"http://127.0.0.1:9/x.dtd\">", "a"));
    files.add("undefined", "pom.xml", pom("", "&nothing;"));
    files.add("numeric-nul", "pom.xml", pom("", "a&#0;b"));
    files.add("numeric-huge", "pom.xml", pom("", "a&#99999999999999999999;b&#xD800;"));
    files.add("never-ends", "pom.xml", pom("", &"&a".repeat(100_000)));
    files.add(
        "instruction",
        "pom.xml",
        pom("<?xml-stylesheet href=\"http://127.0.0.1:9/x.xsl\" type=\"text/xsl\"?>", "a"),
    );
    files.add(
        "include",
        "pom.xml",
        pom("", "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"/etc/passwd\"/>"),
    );
}

pub fn attributes(files: &mut Files) {
    for count in [200, 300, 20_000] {
        let many: String = (0..count).map(|number| format!(" a{number}=\"1\"")).collect();
        files.add(
            format!("many-{count}"),
            "pom.xml",
            format!("<project{many}><modelVersion>4.0.0</modelVersion><artifactId>a</artifactId></project>"),
        );
        let spaces: String = (0..count).map(|number| format!(" xmlns:a{number}=\"urn:x{number}\"")).collect();
        files.add(
            format!("namespaces-{count}"),
            "bom.xml",
            format!("<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"{spaces}><components/></bom>"),
        );
    }
    files.add(
        "twice",
        "pom.xml",
        "<project a=\"1\" a=\"2\"><modelVersion>4.0.0</modelVersion><artifactId>a</artifactId></project>",
    );
    files.add(
        "same-20000-times",
        "pom.xml",
        format!(
            "<project{}><modelVersion>4.0.0</modelVersion><artifactId>a</artifactId></project>",
            " a=\"1\"".repeat(20_000)
        ),
    );
    files.add(
        "long",
        "pom.xml",
        format!(
            "<project a=\"{}\"><modelVersion>4.0.0</modelVersion><artifactId>a</artifactId></project>",
            "x".repeat(5_000_000)
        ),
    );
    files.add(
        "unquoted",
        "pom.xml",
        "<project a=1><modelVersion>4.0.0</modelVersion><artifactId>a</artifactId></project>",
    );
    files.add("never-ends", "pom.xml", format!("<project a=\"{}", "x".repeat(500_000)));
    files.add("handlers", "pom.xml", "<project onload=\"x()\"><modelVersion>4.0.0</modelVersion><artifactId onclick=\"x()\">a</artifactId></project>");
}
