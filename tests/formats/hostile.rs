//! Damaged and hostile input: nothing panics, nothing hangs, and every limit names itself.

use std::time::{Duration, Instant};

use lockscope::formats::{self, Input, support::json};
use lockscope::graph;
use lockscope::model::Document;
use serde_json::{Value, json};

use crate::dump::{Fixture, all_fixtures};

#[path = "../../examples/reading/families.rs"]
mod families;

/// What a small damaged file may take, in a build without optimisation on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

#[test]
fn fixtures_cut_short_are_read_or_refused() {
    for fixture in all_fixtures() {
        for sixteenth in 0..16 {
            let length = fixture.bytes.len() * sixteenth / 16;
            check(&fixture, &fixture.bytes[..length]);
        }
    }
}

#[test]
fn fixtures_with_flipped_bytes_are_read_or_refused() {
    let mut dice = Dice(1);
    for fixture in all_fixtures() {
        let step = (fixture.bytes.len() / 30).max(1);
        for at in (0..fixture.bytes.len()).step_by(step) {
            let mut bytes = fixture.bytes.clone();
            bytes[at] ^= [0x01, 0x20, 0x80, 0xFF][dice.below(4)];
            check(&fixture, &bytes);
        }
    }
}

#[test]
fn fixtures_with_parts_moved_are_read_or_refused() {
    const MARKS: &[u8] = b"\"'{}[]<>:,;=#@!&*|-_()/\\\n\r\t \0\x7f\xc3\xff09.";
    let mut dice = Dice(2);
    for fixture in all_fixtures() {
        for _ in 0..20 {
            let mut bytes = fixture.bytes.clone();
            let (from, to) = (dice.below(bytes.len() + 1), dice.below(bytes.len() + 1));
            let part = bytes[from.min(to)..from.max(to)].to_vec();
            match dice.below(3) {
                0 => drop(bytes.drain(from.min(to)..from.max(to))),
                1 => drop(bytes.splice(from..from, part)),
                _ => bytes.insert(from, MARKS[dice.below(MARKS.len())]),
            }
            check(&fixture, &bytes);
        }
    }
}

#[test]
fn any_value_may_be_of_another_type() {
    for fixture in all_fixtures() {
        let Ok(whole) = serde_json::from_slice::<Value>(&fixture.bytes) else { continue };
        for path in paths_of(&whole).iter().take(40) {
            for other in [Value::Null, json!(7), json!([[]]), json!({"": {}}), json!("text"), json!(true)] {
                let mut changed = whole.clone();
                if let Some(slot) = changed.pointer_mut(path) {
                    *slot = other;
                }
                check(&fixture, changed.to_string().as_bytes());
            }
        }
    }
}

#[test]
fn every_format_survives_the_files_of_the_others() {
    for fixture in all_fixtures() {
        let Ok(input) = Input::new(&fixture.name, &fixture.bytes) else { continue };
        for format in formats::all() {
            if let Ok(document) = (format.parse)(&input) {
                check_indices(&document, &fixture);
            }
        }
    }
}

#[test]
fn files_that_grow_one_way_are_read() {
    for family in families::FAMILIES {
        let text = (family.text)(2_000);
        let start = now();
        let document = formats::read(family.file_name, text.as_bytes());
        let document = document.unwrap_or_else(|error| panic!("{}: {error}", family.title));
        assert!(document.components.len() + document.notices.len() > 1, "{} shows nothing", family.title);
        graph::build(&[&document]);
        assert!(start.elapsed() < PATIENCE, "{} takes {:?}", family.title, start.elapsed());
    }
}

#[test]
fn our_json_is_the_json_of_serde() {
    for fixture in all_fixtures() {
        let Ok(text) = std::str::from_utf8(&fixture.bytes) else { continue };
        let (ours, theirs) = (json::parse(text), serde_json::from_str::<Value>(text));
        match (&ours, &theirs) {
            (Ok(ours), Ok(theirs)) => assert_eq!(&convert(&ours.root), theirs, "{}", fixture.scenario),
            (Err(_), Err(_)) => {}
            // Half a surrogate pair is an error there and a notice here.
            (Ok(ours), Err(_)) => assert!(!ours.notices.is_empty(), "{} is not JSON", fixture.scenario),
            (Err(error), Ok(_)) => panic!("{} is JSON: {error}", fixture.scenario),
        }
    }
}

#[test]
fn limits_have_numbers_and_names() {
    let deep = format!("{{\"bomFormat\":\"CycloneDX\",\"a\":{}{}}}", "[".repeat(200), "]".repeat(200));
    let error = formats::read("bom.json", deep.as_bytes()).unwrap_err();
    assert_eq!((error.code.as_str(), error.message.as_str()), ("too-deep", "Nested deeper than 128 levels"));
    let open = format!("{{\"bomFormat\":\"CycloneDX\",\"a\":{}", "[".repeat(1_000_000));
    assert_eq!(formats::read("bom.json", open.as_bytes()).unwrap_err().code, "too-deep");
}

#[test]
fn a_cut_file_says_where_it_ends() {
    let error =
        formats::read("bom.json", b"{\n\"bomFormat\": \"CycloneDX\",\n\"components\": [{\"name\": \"le").unwrap_err();
    assert_eq!(error.code, "truncated");
    assert_eq!(error.message, "Ends inside a string at byte 55 (line 3); the copy may be cut off");
}

#[test]
fn many_broken_references_are_counted_not_listed() {
    let targets: Vec<String> = (0..20_000).map(|number| format!("\"x{number}\"")).collect();
    let text = format!(
        "{{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"metadata\":{{\"component\":{{\"name\":\"a\",\
         \"bom-ref\":\"a\"}}}},\"dependencies\":[{{\"ref\":\"a\",\"dependsOn\":[{}]}}]}}",
        targets.join(",")
    );
    let document = formats::read("bom.json", text.as_bytes()).unwrap();
    assert_eq!(document.notices.len(), 51);
    assert_eq!(document.notices[50].message, "The same 19,950 more times");
}

#[test]
fn ten_thousand_packages_are_read_at_once() {
    let mut text =
        String::from("{\"lockfileVersion\":3,\"packages\":{\"\":{\"name\":\"app\",\"dependencies\":{\"p0\":\"1\"}}");
    for number in 0..10_000 {
        text.push_str(&format!(
            ",\"node_modules/p{number}\":{{\"version\":\"1.0.0\",\"dependencies\":{{\"p{}\":\"1\"}}}}",
            (number + 1) % 10_000
        ));
    }
    text.push_str("}}");
    let document = formats::read("package-lock.json", text.as_bytes()).unwrap();
    assert_eq!((document.components.len(), document.dependencies.len()), (10_001, 10_001));
}

/// Reads damaged bytes as what they look like and, whatever they look like, as what they were.
fn check(fixture: &Fixture, bytes: &[u8]) {
    let start = now();
    let Ok(input) = Input::new(&fixture.name, bytes) else { return };
    let was = formats::by_id(&fixture.format);
    for format in formats::identify(&input).ok().into_iter().chain(was) {
        if let Ok(document) = (format.parse)(&input) {
            check_indices(&document, fixture);
            graph::build(&[&document]);
        }
    }
    assert!(start.elapsed() < PATIENCE, "{}/{} takes {:?}", fixture.format, fixture.scenario, start.elapsed());
}

#[expect(clippy::disallowed_methods, reason = "tests run where there is a clock")]
fn now() -> Instant {
    Instant::now()
}

/// Numbers that look random and are the same each time.
struct Dice(u32);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as usize % limit
    }
}

fn check_indices(document: &Document, fixture: &Fixture) {
    let count = document.components.len() as u32;
    let inside = document.roots.iter().all(|&root| root < count)
        && document.dependencies.iter().all(|arrow| arrow.from < count && arrow.to < count)
        && document.requests.iter().all(|(_, index)| index < count);
    let Fixture { format, scenario, .. } = fixture;
    assert!(inside, "{format}/{scenario} read as {}: an index outside the document", document.format);
}

/// JSON pointers to every value, outermost first.
fn paths_of(value: &Value) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut at = 0;
    while let Some(path) = found.get(at).cloned() {
        match value.pointer(&path) {
            Some(Value::Object(entries)) => {
                found.extend(entries.keys().map(|key| format!("{path}/{}", key.replace('~', "~0").replace('/', "~1"))));
            }
            Some(Value::Array(elements)) => found.extend((0..elements.len()).map(|index| format!("{path}/{index}"))),
            _ => {}
        }
        at += 1;
    }
    found
}

fn convert(json: &json::Json) -> Value {
    match &json.value {
        json::Value::Null => Value::Null,
        json::Value::Boolean(value) => Value::Bool(*value),
        json::Value::Number(text) => serde_json::from_str(text).expect("a number"),
        json::Value::Text(text) => Value::String(text.clone().into_owned()),
        json::Value::Array(elements) => elements.iter().map(convert).collect(),
        json::Value::Object(entries) => {
            entries.iter().map(|(key, value)| (key.clone().into_owned(), convert(value))).collect()
        }
    }
}
