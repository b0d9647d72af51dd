//! Recognises a licence matrix by its content and keeps it: the one in use is the last ticked one.
//!
//! The file itself is read by `licenses::read_osadl`. No lockfile and no SBOM is taken for one: the shape decides, not
//! a word in it.

use super::opening::Opened;
use crate::formats::Input;
use crate::formats::support::sketch::Sketch;
use crate::licenses::{Basis, read_osadl};
use crate::view::facts::{LoadedFile, LoadedMatrix};

/// The verdicts of OSADL, as a cell begins.
const VERDICTS: [&str; 6] = ["Same", "Yes", "No", "Unknown", "Check dependency", "Check"];

/// Reads a matrix; `None` where the file is none. A broken one is a file that could not be read.
pub fn read(id: u32, name: &str, digest: &str, input: &Input<'_>) -> Option<Opened> {
    input.sketch().filter(|sketch| is_matrix(sketch))?;
    let (name, size, sha256) = (name.to_owned(), input.bytes.len(), digest.to_owned());
    let mut opened = Opened::default();
    match read_osadl(&input.text) {
        Ok(matrix) => {
            opened.matrix = Some(LoadedMatrix { id, name, size, sha256, included: true, basis: Basis::new(matrix) });
        }
        Err(error) => opened.files.push(LoadedFile {
            id,
            name,
            size,
            sha256,
            included: true,
            content: Err(error),
            companion_of: Vec::new(),
            inside: None,
        }),
    }
    Some(opened)
}

/// flict's additions; OSADL's list of licences with their compatibilities; its object of objects of verdicts.
fn is_matrix(sketch: &Sketch) -> bool {
    if sketch.has("osadl_additional_licenses") {
        return true;
    }
    if sketch.first("licenses").is_some_and(|first| first.has_list("compatibilities")) {
        return true;
    }
    let rows: Vec<&Sketch> =
        sketch.entries().iter().map(|(_, value)| value).filter(|value| matches!(value, Sketch::Object(_))).collect();
    let is_beside = |(key, value): &(String, Sketch)| {
        matches!(value, Sketch::Object(_)) || matches!(key.as_str(), "timestamp" | "timeformat")
    };
    sketch.entries().iter().all(is_beside)
        && rows.first().is_some_and(|row| !row.entries().is_empty())
        && rows.iter().all(|row| row.entries().first().is_none_or(|(_, cell)| is_verdict(cell)))
}

fn is_verdict(cell: &Sketch) -> bool {
    let word = match cell {
        Sketch::Text(word) => Some(word.as_str()),
        cell => cell.text("compatibility"),
    };
    word.is_some_and(|word| VERDICTS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_of_a_matrix_is_recognised() {
        for text in [
            r#"{"timestamp": "2027-01-31T10:00:00+0000", "licenses": [{"name": "MIT", "compatibilities": []}]}"#,
            r#"{"licenses": [{"name": "MIT", "compatibilities": [{"name": "MIT", "compatibility": "Perh"#,
            r#"{"osadl_additional_licenses": {"Own": {"MIT": "Yes"}}}"#,
            r#"{"timestamp": "", "timeformat": "", "MIT": {"MIT": {"compatibility": "Same", "explanation": "…"}}}"#,
            r#"{"MIT": {"MIT": "Same", "GPL-2.0-only": "No"}, "GPL-2.0-only": {"MIT": "Yes"}}"#,
        ] {
            let input = Input::new("m.json", text.as_bytes()).unwrap();
            assert!(input.sketch().is_some_and(is_matrix), "{text}");
        }
    }

    #[test]
    fn lockfiles_and_boms_that_speak_of_one_are_none() {
        for text in [
            r#"{"name": "x", "lockfileVersion": 3, "packages": {"compatibilities": {"version": "1.0.0"}}}"#,
            r#"{"bomFormat": "CycloneDX", "components": [{"name": "osadl_additional_licenses", "licenses": []}]}"#,
            r#"{"licenses": [{"name": "MIT", "compatibilities": "none"}]}"#,
            r#"{"default": {"requests": {"version": "==2.0"}}, "develop": {}}"#,
            r#"{"dependencies": {"Same": "1.0"}, "devDependencies": {"Yes": "No-1"}}"#,
            r#"{"dependencies": {"a": "Yes"}, "name": "x"}"#,
            r#"{"timestamp": "2027-01-31"}"#,
            "{}",
            "[]",
            "licenses: []",
        ] {
            let input = Input::new("m.json", text.as_bytes()).unwrap();
            assert!(!input.sketch().is_some_and(is_matrix), "{text}");
        }
    }
}
