//! Names of components within an SBOM: readable, each once, the same for the same content.

use std::collections::BTreeSet;

/// The longest readable part of a key, in bytes.
const LONGEST_KEY: usize = 300;

/// A key for each label, in order: the label itself, with `#2`, `#3` where it was given before.
pub fn keys(labels: impl Iterator<Item = String>) -> Vec<String> {
    let mut used: BTreeSet<String> = BTreeSet::new();
    let mut next: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    let mut out = Vec::new();
    for label in labels {
        let mut label = shortened(label.trim());
        // Such a name would mean something in another document.
        if label.is_empty() || label.starts_with("urn:cdx:") {
            label.insert_str(0, "component:");
        }
        let mut key = label.clone();
        while !used.insert(key.clone()) {
            let number = next.entry(label.clone()).or_insert(1);
            *number += 1;
            key = format!("{label}#{number}");
        }
        out.push(key);
    }
    out
}

fn shortened(text: &str) -> String {
    let mut end = text.len().min(LONGEST_KEY);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default().to_owned()
}

/// Letters, digits, `.` and `-` of a text, as SPDX wants them in ids; other letters become one hyphen. At most 60.
pub fn id_letters(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        if out.len() >= 60 {
            break;
        }
        match letter {
            letter if letter.is_ascii_alphanumeric() || letter == '.' => out.push(letter),
            _ if out.ends_with('-') || out.is_empty() => {}
            _ => out.push('-'),
        }
    }
    out.trim_end_matches(['-', '.']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_unique_also_where_a_label_looks_like_a_numbered_one() {
        let labels = ["a", "a#2", "a", "a", "", "urn:cdx:x", " "];
        let found = keys(labels.into_iter().map(str::to_owned));
        assert_eq!(found, ["a", "a#2", "a#3", "a#4", "component:", "component:urn:cdx:x", "component:#2"]);
        let long = keys([("é".repeat(400)), "é".repeat(400)].into_iter());
        assert!(long.iter().all(|key| key.len() <= LONGEST_KEY + 2) && long[0] != long[1]);
    }

    #[test]
    fn ids_hold_only_what_spdx_allows() {
        assert_eq!(id_letters("@scope/na me\u{202e}\"<>.js"), "scope-na-me-.js");
        assert_eq!(id_letters("日本"), "");
        assert_eq!(id_letters(&"a/".repeat(100)).len(), 59);
    }
}
