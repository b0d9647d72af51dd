use super::*;

fn dump(node: &Node<'_>) -> String {
    match &node.value {
        Value::Nothing => "~".to_owned(),
        Value::Scalar(text) => format!("{text:?}"),
        Value::Sequence(members) => format!("[{}]", members.iter().map(dump).collect::<Vec<_>>().join(",")),
        Value::Map(entries) => {
            let entries: Vec<_> =
                entries.iter().map(|entry| format!("{:?}:{}", entry.key, dump(&entry.value))).collect();
            format!("{{{}}}", entries.join(","))
        }
    }
}

fn check(text: &str, expected: &str) {
    let yaml = read(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
    assert_eq!(yaml.documents.iter().map(dump).collect::<Vec<_>>().join(" "), expected, "{text:?}");
}

fn check_error(text: &str, expected: &str) {
    let error = read(text).expect_err(text);
    assert_eq!(format!("{}: {error}", error.code), expected, "{text:?}");
}

#[test]
fn reads_block_collections() {
    check("a: 1\nb:\n  c: x\n  d:\n    - y\n    - z\ne: w\n", r#"{"a":"1","b":{"c":"x","d":["y","z"]},"e":"w"}"#);
    check("a:\n- x\n- y: 1\n  z: 2\nb: q", r#"{"a":["x",{"y":"1","z":"2"}],"b":"q"}"#);
    check("- - a\n  - b\n-\n  c\n-\n", r#"[["a","b"],"c",~]"#);
    check("a:\nb:\n", r#"{"a":~,"b":~}"#);
    check("", "");
    check("# nothing\n", "");
}

#[test]
fn keeps_scalars_as_text() {
    check("lockfileVersion: 5.4\nx: 010\ny: null\n", r#"{"lockfileVersion":"5.4","x":"010","y":"null"}"#);
    check("a: b # c\nd: e#f\n", r#"{"a":"b","d":"e#f"}"#);
    check("url: https://a.example/b:c\n", r#"{"url":"https://a.example/b:c"}"#);
    check("a: -1\nb: ?x\nc: :y\nd: (x | y) & z\n", r#"{"a":"-1","b":"?x","c":":y","d":"(x | y) & z"}"#);
}

#[test]
fn reads_quotes_and_escapes() {
    check("'it''s': \"a\\tb\\u0041\\x42\\\"\"\n", r#"{"it's":"a\tbAB\""}"#);
    check("a: \"\\uD83D\\uDE00\"\n", "{\"a\":\"😀\"}");
    check("a: \"one\n  two\n\n  three\"\n", r#"{"a":"one two\nthree"}"#);
    check("a: \"one \\\n   two\"\nb: 'x: y'\n", r#"{"a":"one two","b":"x: y"}"#);
    check("a: ''\nb: \"\"", r#"{"a":"","b":""}"#);
}

#[test]
fn folds_plain_text_over_lines() {
    check("a: one\n  two\n\n  three\nb: x\n", r#"{"a":"one two\nthree","b":"x"}"#);
}

#[test]
fn reads_block_scalars() {
    check("a: |\n  one\n   two\n\n  three\nb: x", r#"{"a":"one\n two\n\nthree\n","b":"x"}"#);
    check("a: >-\n  one\n  two\n\n  three\n\nb: x", r#"{"a":"one two\nthree","b":"x"}"#);
    check("a: |+\n  one\n\nb: x", r#"{"a":"one\n\n","b":"x"}"#);
    check("a: |1\n  one\nb: >\n", r#"{"a":" one\n","b":""}"#);
}

#[test]
fn reads_flow_collections() {
    check("a: {b: c, d: [e, 'f'], g: }\n", r#"{"a":{"b":"c","d":["e","f"],"g":~}}"#);
    check("a:\n  {\n    b: c, # note\n    d:\n      e,\n  }\nf: []\n", r#"{"a":{"b":"c","d":"e"},"f":[]}"#);
    check("{\"a\":1,tarball: https://a.example/b}", r#"{"a":"1","tarball":"https://a.example/b"}"#);
    check("a: {n: ^1 || >=2}", r#"{"a":{"n":"^1 || >=2"}}"#);
}

#[test]
fn reads_explicit_and_very_long_keys() {
    check("? \"a\"\n:\n  b: c\n? d\n: e\n? f\n", r#"{"a":{"b":"c"},"d":"e","f":~}"#);
    let long = "x".repeat(3000);
    check(&format!("\"{long}\": 1\n"), &format!("{{\"{long}\":\"1\"}}"));
}

#[test]
fn reads_several_documents() {
    check("---\na: 1\n---\nb: 2\n...\n", r#"{"a":"1"} {"b":"2"}"#);
    check("%YAML 1.2\n---\na: 1\n---\n", r#"{"a":"1"}"#);
}

#[test]
fn reads_windows_line_ends() {
    check("a: 1\r\nb:\r\n  - x\r\n  - 'y'\r\nc: |\r\n  z\r\n", r#"{"a":"1","b":["x","y"],"c":"z\n"}"#);
}

#[test]
fn keeps_the_last_of_equal_keys_and_says_so() {
    let yaml = read("a: 1\nb: 2\na: 3\n").unwrap();
    assert_eq!(dump(&yaml.documents[0]), r#"{"a":"3","b":"2"}"#);
    assert_eq!(yaml.notices.len(), 1);
    assert_eq!(yaml.notices[0].place, Some(Place::Line { line: 3, column: 1 }));
}

#[test]
fn knows_where_values_begin() {
    let yaml = read("a:\n  ü: {x: 1, y: ö}\n").unwrap();
    let inner = yaml.documents[0].get("a").unwrap();
    assert_eq!(inner.place(), Place::Line { line: 2, column: 3 });
    let y = inner.get("ü").unwrap().get("y").unwrap();
    assert_eq!(y.place(), Place::Line { line: 2, column: 16 });
}

#[test]
fn says_what_is_wrong_and_where() {
    check_error("a: &x 1\n", "invalid-yaml: Anchors (`&name`) are not read; no lockfile needs them (line 1, column 4)");
    check_error("a: *x\n", "invalid-yaml: Aliases (`*name`) are not read; no lockfile needs them (line 1, column 4)");
    check_error("a: !!str x\n", "invalid-yaml: Tags (`!name`) are not read; no lockfile needs them (line 1, column 4)");
    check_error("a: b: c\n", "invalid-yaml: A second `key:` on one line; the value needs quotes (line 1, column 6)");
    check_error(
        "a:\n\tb: c\n",
        "invalid-yaml: This line is indented by a tab; YAML is indented by spaces (line 2, column 2)",
    );
    check_error(
        "a: 1\n  b: 2\n",
        "invalid-yaml: A `key:` is indented below a value; the value needs quotes (line 2, column 4)",
    );
    check_error(
        "a:\n    b: 1\n  c: 2\n",
        "invalid-yaml: This line is not indented like the lines above it (line 3, column 3)",
    );
    check_error("a: \"x\n", "truncated: The text quoted on line 1 has no end (line 2, column 1)");
    check_error("a: {b: c\n", "truncated: The file ends before `}` (line 2, column 1)");
    check_error("a: 1\nb", "truncated: The file ends in the middle of a key (line 2, column 2)");
    check_error("a: \"\\q\"", "invalid-yaml: There is no such escape after `\\` (line 1, column 5)");
}

#[test]
fn refuses_deep_nesting() {
    let deep = |count: usize| format!("{}{}", "[".repeat(count), "]".repeat(count));
    assert!(read(&deep(DEPTH_LIMIT)).is_ok());
    assert_eq!(read(&deep(DEPTH_LIMIT + 1)).unwrap_err().code, "yaml-too-deep");
    assert_eq!(read(&"- ".repeat(100_000)).unwrap_err().code, "yaml-too-deep");
    assert_eq!(read(&"{a: ".repeat(100_000)).unwrap_err().code, "yaml-too-deep");
}

#[test]
fn never_panics_on_a_cut_file() {
    let text =
        "a: {b: c, d: ['e', \"f\\u00e9\"]}\n? é\n: |2-\n    x\n\n  y\nz: >\n  a\n   b\n- q\n---\n\t- 'ü''\n  w\n";
    for end in 0..=text.len() {
        for start in 0..end {
            if let Some(cut) = text.get(start..end) {
                let _ = read(cut);
            }
        }
    }
}

#[test]
fn takes_time_in_proportion_to_length() {
    // One flow line of a million values: counting columns from the line's start would take hours.
    let text = format!("[{}]", "ab,".repeat(1_000_000));
    assert_eq!(read(&text).unwrap().documents[0].members().len(), 1_000_000);
    let text = format!("a: x{}\n", "\n  x".repeat(300_000));
    assert!(read(&text).is_ok());
    let text = format!("a:{}\n", "\n".repeat(1_000_000));
    assert!(read(&text).is_ok());
}

/// A line read in one go must say what reading it step by step says, errors and notices included.
fn check_lines(text: &str) {
    let both = [Reader::new(text), Reader::step_by_step(text)];
    let [lines, steps] = both.map(|reader| format!("{:?}", reader.documents()));
    assert!(lines == steps, "{text:?}\n{lines}\n{steps}");
}

const LINES: &str = "lockfileVersion: '9.0'\n\nsettings:\n  a: true\n\nimporters:\n\n  .:\n    dependencies:\n      \
    '@s/a':\n        specifier: ^1.0.0\n        version: 1.0.0(b@2.0.0)\n\npackages:\n\n  '@s/a@1.0.0':\n    resolution: \
    {integrity: sha512-a+/b==, tarball: https://host.example/a.tgz}\n    engines: {node: '>=12', npm: 8}\n    cpu: [x64]\n  \
    /b@2.0.0:\n    resolution: {integrity: sha1-x}\n    deprecated: |\n      old\n\n      text\n    os:\n    - linux\n\
    snapshots:\n  b@2.0.0: {}\n  \"c\": d e\n   f\n  é: \"g\"\n";

#[test]
fn lines_say_what_steps_say() {
    check_lines(LINES);
    check_lines(&LINES.replace('\n', "\r\n"));
    for text in ["a: b: c\n", "a: b #c\n", "a: b#c\n", "a: {b: c, b: d}\n", "a: b \n", "a: 'b'\n c\n", "a: 'b' c\n"] {
        check_lines(text);
    }
    for text in [
        "a:\n  b: c\n d: e\n",
        "a:\n b: c\n\t\n b: d\n",
        "a: b\n\n  c\n",
        "? a\n: b\n: c\n",
        "a: b\n  \n",
        "a: {} {}\n",
    ] {
        check_lines(text);
    }
    let deep: String = (0..DEPTH_LIMIT + 2).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    check_lines(&deep);
    for levels in DEPTH_LIMIT - 3..DEPTH_LIMIT + 2 {
        let deep: String = (0..levels).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
        check_lines(&format!("{deep}{}b: {{c: d}}\n", " ".repeat(levels)));
        check_lines(&format!("{deep}{}b: {{}}\n", " ".repeat(levels)));
    }
}

#[test]
fn damaged_lines_say_what_steps_say() {
    for at in (0..LINES.len()).filter(|at| LINES.is_char_boundary(*at)) {
        let length = LINES[at..].chars().next().map_or(0, char::len_utf8);
        for other in [
            "", "\n", " ", "  ", "\t", "\r", ":", ": ", "#", " #", "'", "\"", "\\", "{", "}", "[", "]", ",", "-",
            "\n- ", "?", "\n? ", "&", "|", ">", "é", "---\n", "a: b\n", "\n\n", "\n \n", "~",
        ] {
            check_lines(&format!("{}{other}{}", &LINES[..at], &LINES[at + length..]));
            check_lines(&format!("{}{other}{}", &LINES[..at], &LINES[at..]));
        }
        check_lines(&LINES[..at]);
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "tests read fixtures from disk")]
fn fixtures_read_by_lines_as_by_steps() {
    let mut open = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures"))];
    let mut count = 0;
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            check_lines(&text);
            count += 1;
        }
    }
    assert!(count > 100, "{count}");
}
