//! Damaged and hostile input: nothing panics, nothing hangs, and every limit names itself.

use lockscope::formats::{self, support::json};
use lockscope::model::Document;
use serde_json::{Value, json};

use crate::dump::{self, Fixture, all_fixtures};

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
    for fixture in all_fixtures() {
        let step = (fixture.bytes.len() / 60).max(1);
        for at in (0..fixture.bytes.len()).step_by(step) {
            for flip in [0x01, 0x20, 0x80, 0xFF] {
                let mut bytes = fixture.bytes.clone();
                bytes[at] ^= flip;
                check(&fixture, &bytes);
            }
        }
    }
}

#[test]
fn any_value_may_be_of_another_type() {
    for fixture in all_fixtures() {
        let Ok(whole) = serde_json::from_slice::<Value>(&fixture.bytes) else { continue };
        let paths = paths_of(&whole);
        for path in paths.iter().take(400) {
            for other in [Value::Null, json!(7), json!([]), json!([[]]), json!({}), json!("text"), json!(true)] {
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
        "{{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[{{\"name\":\"a\",\"bom-ref\":\"a\"}}],\
         \"dependencies\":[{{\"ref\":\"a\",\"dependsOn\":[{}]}}]}}",
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

fn check(fixture: &Fixture, bytes: &[u8]) {
    if let Ok(document) = dump::read(&fixture.name, bytes, None) {
        check_indices(&document, fixture);
    }
}

fn check_indices(document: &Document, fixture: &Fixture) {
    let count = document.components.len() as u32;
    let inside = document.roots.iter().all(|&root| root < count)
        && document.dependencies.iter().all(|arrow| arrow.from < count && arrow.to < count)
        && document.requests.iter().all(|(_, index)| *index < count);
    assert!(inside, "{}/{}: an index outside the document", fixture.format, fixture.scenario);
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
