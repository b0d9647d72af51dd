//! Files that mean harm, made and not kept: by class, each under a name that says what is in it.
//!
//! `cargo xtask hostile` writes them to a folder; `tests/hostile.rs` opens them. Only bytes are made here: what each
//! comes to stands in `expected.txt`.

#[path = "corpus/fields.rs"]
pub mod fields;
#[path = "corpus/graphs.rs"]
mod graphs;
#[path = "corpus/nesting.rs"]
mod nesting;
#[path = "corpus/packed.rs"]
mod packed;
#[path = "corpus/texts.rs"]
mod texts;
#[path = "corpus/values.rs"]
mod values;

/// One file.
pub struct Hostile {
    /// What is in it, in a few words with hyphens.
    pub title: String,
    /// The name it is opened under.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Files of one kind of harm.
pub struct Class {
    pub name: &'static str,
    /// Makes them: the same bytes each time.
    pub files: fn(&mut Files),
}

/// What a class is made into.
#[derive(Default)]
pub struct Files(Vec<Hostile>);

impl Files {
    pub fn add(&mut self, title: impl Into<String>, name: &str, bytes: impl Into<Vec<u8>>) {
        self.0.push(Hostile { title: title.into(), name: name.to_owned(), bytes: bytes.into() });
    }
}

/// Every class, in the order of the expected answers.
pub const CLASSES: &[Class] = &[
    Class { name: "nesting-json", files: nesting::json },
    Class { name: "nesting-yaml", files: nesting::yaml },
    Class { name: "nesting-xml", files: nesting::xml },
    Class { name: "nesting-toml", files: nesting::toml },
    Class { name: "aliases", files: nesting::aliases },
    Class { name: "entities", files: nesting::entities },
    Class { name: "attributes", files: nesting::attributes },
    Class { name: "gzip", files: packed::gzip },
    Class { name: "zip", files: packed::zip },
    Class { name: "tar", files: packed::tar },
    Class { name: "zstd", files: packed::zstd },
    Class { name: "cycles", files: graphs::cycles },
    Class { name: "ladders", files: graphs::ladders },
    Class { name: "chains", files: graphs::chains },
    Class { name: "duplicate-keys", files: values::duplicate_keys },
    Class { name: "prototype-names", files: values::prototype_names },
    Class { name: "huge-strings", files: values::huge_strings },
    Class { name: "huge-numbers", files: values::huge_numbers },
    Class { name: "other-types", files: values::other_types },
    Class { name: "encodings", files: texts::encodings },
    Class { name: "control-characters", files: texts::control_characters },
    Class { name: "bidi-and-homoglyphs", files: texts::bidi_and_homoglyphs },
    Class { name: "truncations", files: texts::truncations },
    Class { name: "other-files", files: texts::other_files },
    Class { name: "links", files: fields::links },
    Class { name: "formulas", files: fields::formulas },
    Class { name: "markup", files: fields::markup },
    Class { name: "licence-expressions", files: fields::license_expressions },
    Class { name: "rules-and-records", files: fields::rules_and_records },
];

/// Too large for a build without optimisation: `examples/hostile.rs` opens them.
pub const LARGE: Class = Class { name: "million-node-chains", files: graphs::million };

/// The files of a class.
pub fn files(class: &Class) -> Vec<Hostile> {
    let mut files = Files::default();
    (class.files)(&mut files);
    files.0
}

/// A text as JSON.
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            letter if letter < ' ' => out.push_str(&format!("\\u{:04x}", letter as u32)),
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

/// A CycloneDX document with these components, each the inside of an object.
pub fn cyclonedx(components: &[String]) -> String {
    let components: Vec<String> =
        components.iter().map(|inside| format!("{{\"type\":\"library\",{inside}}}")).collect();
    format!(
        "{{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"metadata\":{{\"component\":{{\"type\":\"application\",\
         \"name\":\"app\",\"bom-ref\":\"app\"}}}},\"components\":[{}]}}",
        components.join(",")
    )
}

/// A package-lock.json whose `packages` hold these members beside the root.
pub fn npm(packages: &[String]) -> String {
    let root = "\"\":{\"name\":\"app\",\"dependencies\":{\"a\":\"1\"}}".to_owned();
    let members: Vec<String> = std::iter::once(root).chain(packages.iter().cloned()).collect();
    format!("{{\"name\":\"app\",\"lockfileVersion\":3,\"packages\":{{{}}}}}", members.join(","))
}
