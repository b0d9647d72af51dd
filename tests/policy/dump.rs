//! A policy as readable text, and the walk over the fixtures.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use lockscope::model::{Level, Notice};
use lockscope::policy::{self, Policy, to_toml};

/// One fixture: the format's id, the scenario, the file's name and text, and where its dump is.
pub struct Fixture {
    pub format: String,
    pub label: String,
    pub name: String,
    pub text: String,
    pub expected: PathBuf,
}

pub fn fixtures() -> Vec<Fixture> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/policy/fixtures");
    let mut out = Vec::new();
    for format in entries(&root) {
        for scenario in entries(&format) {
            let file = entries(&scenario).into_iter().find(|path| !path.ends_with("expected.txt")).unwrap();
            out.push(Fixture {
                format: name(&format),
                label: format!("{}/{}", name(&format), name(&scenario)),
                name: name(&file),
                text: std::fs::read_to_string(&file).unwrap(),
                expected: scenario.join("expected.txt"),
            });
        }
    }
    assert!(out.len() > 10);
    out
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut out: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    out.sort();
    out
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// What a file reads as: the rules as our own file, and the notices.
pub fn dump(name: &str, text: &str) -> String {
    match policy::read(name, text) {
        Ok(read) => {
            let mut out = format!("format {}\nrules {}\n", read.format.id, read.policy.rules());
            out.push_str(&notices(&read.notices));
            let _ = write!(out, "\n{}", to_toml(&read.policy));
            out
        }
        Err(refused) => format!("refused: {}\n{}", refused.first, notices(&refused.notices)),
    }
}

pub fn notices(notices: &[Notice]) -> String {
    let mut out = String::new();
    for notice in notices {
        let place = notice.place.as_ref().map(|place| format!(" ({place})")).unwrap_or_default();
        let _ = writeln!(out, "{} {}: {}{place}", notice.level.as_str(), notice.code, notice.message);
    }
    out
}

/// The rules of a text that is read without error.
pub fn policy(text: &str) -> Policy {
    policy::read("rules", text).unwrap_or_else(|refused| panic!("{}", notices(&refused.notices))).policy
}

pub fn errors(notices: &[Notice]) -> usize {
    notices.iter().filter(|notice| notice.level == Level::Error).count()
}
