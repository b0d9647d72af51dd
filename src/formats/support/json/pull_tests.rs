//! What taking values one by one gives, says and refuses.

use super::*;
use crate::formats::support::json::Json;

/// What reading says when everything is passed over, and when everything is taken.
fn check(text: &str, expected: &str) {
    let told = |result: Result<PullReader, ReadError>| match result {
        Ok(json) => json.notices().iter().map(|notice| format!("{}; ", notice.message)).collect(),
        Err(error) => format!("{}: {error}", error.code),
    };
    assert_eq!(told(read(text, PullReader::skip).map(|(_, json)| json)), expected, "passed over: {text}");
    assert_eq!(told(read(text, PullReader::tree).map(|(_, json)| json)), expected, "taken: {text}");
}

#[test]
fn what_is_passed_over_is_checked_like_what_is_taken() {
    for fine in ["{}", "[]", " 7 ", "{\"a\":{\"b\":[[],{},-1.5e+3,true,false,null,\"\\u00e9\\n\"]},\"c\":[{}]}"] {
        check(fine, "");
    }
    check("[\"\\ud800\"]", "Half of a surrogate pair was read as the replacement character; ");
    check(
        "[1,]",
        "invalid-json: A comma stands before the closing bracket, which JSON does not allow (line 1, column 4)",
    );
    check(
        "{\"a\":1,}",
        "invalid-json: A comma stands before the closing brace, which JSON does not allow (line 1, column 8)",
    );
    check("{\"a\" 1}", "invalid-json: A colon was expected after the key (line 1, column 6)");
    check("{a:1}", "invalid-json: A key in quotes was expected here (line 1, column 2)");
    check("[1 2]", "invalid-json: A comma or a closing bracket was expected here (line 1, column 4)");
    check("[1}", "invalid-json: A comma or a closing bracket was expected here (line 1, column 3)");
    check("{\"a\":1]", "invalid-json: A comma or a closing brace was expected here (line 1, column 7)");
    check("{\"a\":}", "invalid-json: A value was expected here (line 1, column 6)");
    check("[// no\n1]", "invalid-json: A comment stands here, which JSON does not allow (line 1, column 2)");
    check("[tru]", "invalid-json: A value was expected here (line 1, column 2)");
    check("[01]", "invalid-json: This is not a number as JSON writes it (line 1, column 2)");
    check("[\"\\x\"]", "invalid-json: JSON knows no such escape (line 1, column 4)");
    check("[\"\\u12g4\"]", "invalid-json: Four hexadecimal digits were expected after \\u (line 1, column 7)");
    check("[] []", "invalid-json: More text follows where the JSON value has ended (line 1, column 4)");
    let deep = format!("{}{}", "[".repeat(129), "]".repeat(129));
    check(&deep, "too-deep: Nested deeper than 128 levels (line 1, column 129)");
    check(&deep[1..257], "");
}

#[test]
fn a_text_that_breaks_off_says_inside_what() {
    let whole = "{ \"a\" : [ \"b\\u00e9\" , true , { } , -2 ] }";
    for end in (0..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
        let inside = match whole[..end].trim_end().as_bytes() {
            [] => "the document",
            [.., b't'] | [.., b't', b'r'] | [.., b't', b'r', b'u'] => "a word",
            [.., b'-'] => "a number",
            [.., b'{' | b':'] if end > 20 => "an object",
            _ if (3..5).contains(&end) || (11..19).contains(&end) => "a string",
            _ if !(9..=38).contains(&end) => "an object",
            _ => "a list",
        };
        let line = format!("truncated: Ends inside {inside} at byte {end} (line 1); the copy may be cut off ");
        check(&whole[..end], &format!("{line}(line 1, column {})", end + 1));
    }
}

#[test]
fn a_key_that_stands_twice_is_noted_however_many_there_are() {
    for count in [1, 20, 40, 4000] {
        let keys: Vec<String> = (0..count).map(|number| format!("\"key {number}\":0")).collect();
        let text = format!("{{{},\"other\":0,\"key\\u00200\":{{\"key 0\":1}}}}", keys.join(","));
        let (root, json) = read(&text, PullReader::tree).unwrap();
        assert_eq!(json.notices().len(), 1, "{count} keys");
        assert_eq!((root.entries().len(), root.object("key 0").len()), (count + 1, 1));
    }
}

#[test]
fn objects_that_look_alike_are_read_like_any_other() {
    const KEYS: [&str; 7] = ["a", "bb", "c c", "dé", "\\u0061", "long key of an object", "a "];
    let mut state = 11u32;
    let mut random = |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) % below
    };
    let (mut text, mut expected, mut repeats) = (String::from("["), Vec::new(), 0);
    for number in 0..3000 {
        let mut entries: Vec<(&str, u32)> = Vec::new();
        let mut written = Vec::new();
        let order = if random(4) == 0 { random(7) } else { 0 };
        for position in 0..random(9) {
            let key = KEYS[((position + order) % 7) as usize];
            if random(5) > 0 {
                let blank = ["", " ", "\n  ", "\n    "][(if random(8) == 0 { random(4) } else { 2 }) as usize];
                written.push(format!("{blank}\"{key}\":{}{number}", [" ", "", "\n"][(random(20) / 9) as usize]));
                let key = if key.starts_with('\\') { "a" } else { key };
                match entries.iter_mut().find(|(other, _)| *other == key) {
                    Some(entry) => {
                        entry.1 = number;
                        repeats += 1;
                    }
                    None => entries.push((key, number)),
                }
            }
        }
        text.push_str(&format!("{}\n {{{}}}", if number > 0 { "," } else { "" }, written.join(",")));
        expected.push(entries);
    }
    text.push(']');
    let (root, json) = read(&text, PullReader::tree).unwrap();
    let number = |json: &Json| json.as_text_or_number().and_then(|text| text.parse::<u32>().ok()).unwrap();
    let found = root.elements().iter().map(|object| object.entries().iter());
    let found: Vec<Vec<(&str, u32)>> =
        found.map(|entries| entries.map(|(key, value)| (&**key, number(value))).collect()).collect();
    assert_eq!(found, expected);
    assert_eq!(json.repeated.count, repeats);
    assert!(repeats > 100);
}

#[test]
fn what_looks_like_the_object_before_is_checked_all_the_same() {
    for (second, message) in [
        ("{\"a\": 1 \"b\": 2}", "A comma or a closing brace was expected here"),
        ("{,\"a\": 1}", "A key in quotes was expected here"),
        ("{\"a\": 1,}", "A comma stands before the closing brace, which JSON does not allow"),
        ("{\"a\": , \"b\": 2}", "A value was expected here"),
    ] {
        let text = format!("[{{\"a\": 1, \"b\": 2}},{second}]");
        let error = read(&text, PullReader::tree).map(|_| ()).unwrap_err();
        assert_eq!((error.code.as_str(), error.message.as_str()), ("invalid-json", message), "{second}");
    }
    let error = read("[{\"a\": 1},{\"a\":", PullReader::tree).map(|_| ()).unwrap_err();
    assert_eq!(error.code, "truncated");
}

#[test]
fn a_value_may_be_read_later_and_may_be_left() {
    let text = "{\"parts\":[1,\"a\",{\"b\":2}],\"lead\":\"x\",\"rest\":[true,{}]}";
    let (found, _) = read(text, |json| {
        let (mut held, mut found) = (None, Vec::new());
        assert!(json.begin_object()?);
        while let Some(key) = json.next_key()? {
            match &*key {
                "parts" => held = Some(json.hold()?),
                "lead" => found.extend(json.filled_text()?),
                _ => assert!(!json.begin_object()?),
            }
        }
        json.reread(held.unwrap(), |json| {
            assert!(json.begin_list()?);
            while json.next_element()? {
                found.extend(json.text_or_number()?);
            }
            Ok(())
        })?;
        Ok(found)
    })
    .unwrap();
    assert_eq!(found, ["x", "1", "a"]);
}
