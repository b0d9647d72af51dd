//! The page's own list of components as CycloneDX 1.6: what `cargo tree` says is linked into the module, with licences, checksums and
//! dependencies. What only builds or tests it is not in it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::Outcome;
use crate::run::{command, output, root};

/// A crate: name and version.
type Crate = (String, String);

/// The list for the page with this SHA-256. The same tree gives the same text.
pub fn sbom(page_sha256: &str) -> Outcome<String> {
    let tree = "cargo tree --locked --package lockscope --target wasm32-unknown-unknown --edges normal --prefix depth --no-dedupe";
    let mut asked = command(tree);
    asked.args(["--format", " {p}|{l}"]);
    let told = output(asked).ok_or("cargo tree did not answer")?;
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).map_err(|fault| format!("Cargo.lock: {fault}"))?;
    Ok(document(&told, &checksums(&lock), page_sha256))
}

fn document(tree: &str, checksums: &BTreeMap<Crate, String>, page_sha256: &str) -> String {
    let (mut licenses, mut needs) = (BTreeMap::new(), BTreeMap::<Crate, BTreeSet<Crate>>::new());
    let (mut path, mut first, mut aside): (Vec<Crate>, Option<Crate>, Option<usize>) = (Vec::new(), None, None);
    for line in tree.lines() {
        let Some((depth, rest)) = line.split_once(' ') else { continue };
        let Some((package, license)) = rest.split_once('|') else { continue };
        let depth: usize = depth.parse().unwrap_or(0);
        // A macro and what it needs run while building; nothing of them is in the module.
        if aside.is_some_and(|macro_depth| depth > macro_depth) {
            continue;
        }
        aside = package.contains("(proc-macro)").then_some(depth);
        if aside.is_some() {
            continue;
        }
        let mut words = package.split(' ');
        let name = words.next().unwrap_or_default().to_owned();
        let version = words.next().unwrap_or_default().trim_start_matches('v').to_owned();
        let found = (name, version);
        path.truncate(depth);
        if let Some(parent) = path.last() {
            needs.entry(parent.clone()).or_default().insert(found.clone());
        }
        needs.entry(found.clone()).or_default();
        licenses.insert(found.clone(), license.trim_end_matches(" (*)").replace('/', " OR ").replace("  ", " "));
        first.get_or_insert_with(|| found.clone());
        path.push(found);
    }
    let root = first.unwrap_or_default();
    let mut out = format!(
        "{{\n \"bomFormat\": \"CycloneDX\",\n \"specVersion\": \"1.6\",\n \"metadata\": {{\"component\": {{\"type\": \"application\", \
         \"name\": \"{}\", \"version\": \"{}\", \"bom-ref\": \"{}\", \"licenses\": [{{\"expression\": \"{}\"}}], \
         \"hashes\": [{{\"alg\": \"SHA-256\", \"content\": \"{page_sha256}\"}}]}}}},\n \"components\": [",
        root.0,
        root.1,
        reference(&root),
        licenses.get(&root).map_or("", String::as_str)
    );
    let mut separator = "\n";
    for (package, license) in licenses.iter().filter(|(package, _)| **package != root) {
        let (name, version) = package;
        let hash = checksums
            .get(package)
            .map(|sum| format!(", \"hashes\": [{{\"alg\": \"SHA-256\", \"content\": \"{sum}\"}}]"));
        let _ = write!(
            out,
            "{separator}  {{\"type\": \"library\", \"name\": \"{name}\", \"version\": \"{version}\", \"bom-ref\": \"{0}\", \"purl\": \"{0}\", \
             \"licenses\": [{{\"expression\": \"{license}\"}}]{1}}}",
            reference(package),
            hash.unwrap_or_default()
        );
        separator = ",\n";
    }
    out.push_str("\n ],\n \"dependencies\": [");
    separator = "\n";
    for (package, needs) in &needs {
        let needs: Vec<String> = needs.iter().map(|needed| format!("\"{}\"", reference(needed))).collect();
        let _ =
            write!(out, "{separator}  {{\"ref\": \"{}\", \"dependsOn\": [{}]}}", reference(package), needs.join(", "));
        separator = ",\n";
    }
    out + "\n ]\n}\n"
}

fn reference((name, version): &Crate) -> String {
    format!("pkg:cargo/{name}@{}", version.replace('+', "%2B"))
}

/// The checksums of Cargo.lock. Each key stands on a line of its own there.
fn checksums(lock: &str) -> BTreeMap<Crate, String> {
    let value = |block: &str, key: &str| {
        let line = block.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \""))?;
        Some(line.trim_end_matches('"').to_owned())
    };
    let blocks = lock.split("[[package]]").skip(1);
    blocks
        .filter_map(|block| Some(((value(block, "name")?, value(block, "version")?), value(block, "checksum")?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_becomes_components_and_dependencies() {
        let tree = "0 app v0.1.0 (/x)|MIT/Apache-2.0\n1 m v1.0.0 (proc-macro)|MIT\n2 n v1.0.0|MIT\n1 a v1.0.0+b|MIT\n2 c v2.0.0|Zlib\n1 c v2.0.0|Zlib (*)\n";
        let lock = "version = 4\n\n[[package]]\nname = \"c\"\nversion = \"2.0.0\"\nchecksum = \"00\"\n";
        let text = document(tree, &checksums(lock), "ff");
        assert!(text.contains("\"expression\": \"MIT OR Apache-2.0\""), "{text}");
        assert!(
            text.contains(
                "{\"ref\": \"pkg:cargo/app@0.1.0\", \"dependsOn\": [\"pkg:cargo/a@1.0.0%2Bb\", \"pkg:cargo/c@2.0.0\"]}"
            ),
            "{text}"
        );
        assert!(!text.contains("pkg:cargo/m") && !text.contains("pkg:cargo/n"), "{text}");
        assert!(
            text.contains(
                "\"licenses\": [{\"expression\": \"Zlib\"}], \"hashes\": [{\"alg\": \"SHA-256\", \"content\": \"00\"}]"
            ),
            "{text}"
        );
    }
}
