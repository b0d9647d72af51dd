//! What JSON is and is not, by RFC 8259: texts that must be read, texts that must be refused, and what is done where the
//! standard leaves it open. The selection follows the published JSON parsing test suite (see THIRD-PARTY-DATA.md), restated;
//! names and counts are ours.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::disallowed_methods, reason = "tests run natively: they read files")]

use lockscope::formats::Input;
use lockscope::formats::support::json;

/// Must be read.
const READ: &[&[u8]] = &[
    // Structure.
    b"[]", b"{}", b" [] ", b"[[]   ]", b"[\n\n]", b"\t\r\n[1]\t\r\n", b"[1,null,true,false,\"a\"]", b"[[[[[[[[[[]]]]]]]]]]", b"[1\n]", b"[1,null,null,null,2]",
    // A value alone.
    b"false", b"true", b"null", b"42", b"-0.1", b"\"asd\"", b"\"\"", b" \"\" ",
    // Numbers.
    b"[123e65]", b"[0e+1]", b"[0e1]", b"[ 4]", b"[-0.000000000000000000000000000000000000000000000000000000000000000000000000000001]", b"[20e1]", b"[-0]", b"[-123]", b"[-1]",
    b"[1E22]", b"[1E-2]", b"[1E+2]", b"[123e45]", b"[123.456e78]", b"[1e-2]", b"[1e+2]", b"[123]", b"[123.456789]", b"[0]", b"[0.5]", b"[9007199254740993]",
    // Strings.
    b"[\"\\u0060\\u012a\\u12AB\"]", b"[\"\\uD801\\udc37\"]", b"[\"\\ud83d\\ude39\\ud83d\\udc8d\"]", b"[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]", b"[\"\\\\u0000\"]", b"[\"\\\"\"]",
    b"[\"a/*b*/c/*d//e\"]", b"[\"\\\\a\"]", b"[\"\\\\n\"]", b"[\"\\u0012\"]", b"[\"\\uFFFF\"]", b"[\"asd\"]", b"[ \"asd\"]", b"[\"\\uDBFF\\uDFFF\"]", b"[\"new\\u00A0line\"]",
    b"[\"\xf4\x8f\xbf\xbf\"]", b"[\"\xef\xbf\xbf\"]", b"[\"\\u0000\"]", b"[\"\\u002c\"]", b"[\"\xcf\x80\"]", b"[\"\xf0\x9b\xbf\xbf\"]", b"[\"asd \"]", b"[\"\\uD834\\uDd1e\"]", b"[\"\\u0821\"]",
    b"[\"\\u0123\"]", b"[\"\xe2\x80\xa8\"]", b"[\"\xe2\x80\xa9\"]", b"[\"\\u0061\\u30af\\u30EA\\u30b9\"]", b"[\"new\\u000Aline\"]", b"[\"\x7f\"]", b"[\"\\uA66D\"]", b"[\"\\u005C\"]",
    b"[\"\xe2\x8d\x82\xe3\x88\xb4\xe2\x8d\x82\"]", b"[\"\\uDBFF\\uDFFE\"]", b"[\"\\uD83F\\uDFFE\"]", b"[\"\\u200B\"]", b"[\"\\u2064\"]", b"[\"\\uFDD0\"]", b"[\"\\uFFFE\"]", b"[\"\\u0022\"]",
    b"[\"\xe2\x82\xac\xf0\x9d\x84\x9e\"]", b"[\"a\x7fa\"]",
    // Objects.
    b"{\"asd\":\"sdf\", \"dfg\":\"fgh\"}", b"{\"asd\":\"sdf\"}", b"{\"a\":\"b\",\"a\":\"c\"}", b"{\"a\":\"b\",\"a\":\"b\"}", b"{\"\":0}", b"{\"foo\\u0000bar\": 42}", b"{ \"min\": -1.0e+28, \"max\": 1.0e+28 }",
    b"{\"x\":[{\"id\": \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}], \"id\": \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}", b"{\"a\":[]}", b"{\"title\":\"\\u041f\\u043e\\u043b\" }", b"{\n\"a\": \"b\"\n}",
];

/// Must be refused.
const REFUSED: &[&[u8]] = &[
    // Arrays.
    b"[1 true]",
    b"[\"\": 1]",
    b"[\"\"],",
    b"[,1]",
    b"[1,,2]",
    b"[\"x\",,]",
    b"[\"x\"]]",
    b"[\"\",]",
    b"[\"x\"",
    b"[x",
    b"[3[4]]",
    b"[1:2]",
    b"[,]",
    b"[-]",
    b"[   , \"\"]",
    b"[\"a\",\n4\n,1,",
    b"[1,]",
    b"[1,,]",
    b"[\"\x0ba\"\\f]",
    b"[*]",
    b"[\"\"",
    b"[1,",
    b"[1,\n1\n,1",
    b"[{}",
    b"[\xff]",
    b"[a\xe5]",
    // Words.
    b"[fals]",
    b"[nul]",
    b"[tru]",
    b"[True]",
    b"nan",
    b"[NaN]",
    b"[-NaN]",
    b"[Infinity]",
    b"[-Infinity]",
    b"[+Inf]",
    b"[Inf]",
    b"undefined",
    b"[nulll]",
    b"[\xef\xbc\x91]",
    // Numbers.
    b"[++1234]",
    b"[+1]",
    b"[-01]",
    b"[-1.0.]",
    b"[-2.]",
    b"[.-1]",
    b"[.2e-3]",
    b"[0.1.2]",
    b"[0.3e+]",
    b"[0.3e]",
    b"[0.e1]",
    b"[0E+]",
    b"[0E]",
    b"[0e+]",
    b"[0e]",
    b"[1.0e+]",
    b"[1.0e-]",
    b"[1.0e]",
    b"[1 000.0]",
    b"[1eE2]",
    b"[2.e+3]",
    b"[2.e-3]",
    b"[2.e3]",
    b"[9.e+]",
    b"[1+2]",
    b"[0x1]",
    b"[0x42]",
    b"[0e+-1]",
    b"[-foo]",
    b"[- 1]",
    b"[-012]",
    b"[-.123]",
    b"[-1x]",
    b"[1ea]",
    b"[1e\xe5]",
    b"[1.]",
    b"[.123]",
    b"[1.2a-3]",
    b"[1.8011670033376514H-308]",
    b"[012]",
    b"[00]",
    b"[123\xe5]",
    b"[-123.123foo]",
    b"[1a]",
    b"[0e1.5]",
    // Objects.
    b"[\"x\", truth]",
    b"{[: \"x\"}",
    b"{\"x\", null}",
    b"{\"x\"::\"b\"}",
    b"{\"a\":\"a\" 123}",
    b"{key: 'value'}",
    b"{\"a\" b}",
    b"{:\"b\"}",
    b"{\"a\" \"b\"}",
    b"{\"a\":",
    b"{\"a\"",
    b"{1:1}",
    b"{9999E9999:1}",
    b"{null:null,null:null}",
    b"{\"id\":0,,,,,}",
    b"{'a':0}",
    b"{\"id\":0,}",
    b"{\"a\":\"b\"}/**/",
    b"{\"a\":\"b\"}//",
    b"{\"a\":\"b\"}/",
    b"{\"a\":\"b\",,\"c\":\"d\"}",
    b"{a: \"b\"}",
    b"{\"a\":\"a",
    b"{ \"foo\" : \"bar\", \"a\" }",
    b"{\"a\":\"b\"}#",
    b"{",
    b"{\"\":",
    b"{,",
    b"{]",
    b"{\"a\":/*comment*/\"b\"}",
    b"{\"a\":true} \"x\"",
    b"{\"a\":\"b\"}#{}",
    b"{}}",
    // Strings.
    b"[\"\\uD800\\\"]",
    b"[\"\\uD800\\u\"]",
    b"[\"\\uD800\\u1\"]",
    b"[\"\\uD800\\u1x\"]",
    b"[\xc3\xa9]",
    b"[\"\\\x00\"]",
    b"[\"\\\\\\\"]",
    b"[\"\\x00\"]",
    b"[\"\\\t\"]",
    b"[\"\\\xf0\x9f\x8c\x80\"]",
    b"[\"\\\"]",
    b"[\"\\u00A\"]",
    b"[\"\\uD834\\uDd\"]",
    b"[\"\\uD800\\uD800\\x\"]",
    b"[\"\\u\xe5\"]",
    b"[\"\\a\"]",
    b"[\"\\uqqqq\"]",
    b"[\"\\\xe5\"]",
    b"[\\u0020\"asd\"]",
    b"[\\n]",
    b"\"",
    b"['single quote']",
    b"abc",
    b"[\"\\",
    b"[\"a\x00a\"]",
    b"[\"new\nline\"]",
    b"[\"\t\"]",
    b"\"\\UA66D\"",
    b"\"\"x",
    b"[\"\\u{61}\"]",
    b"[\"\\012\"]",
    // Structure.
    b"",
    b" ",
    b"<.>",
    b"[<null>]",
    b"[1]x",
    b"[1]]",
    b"[\"asd]",
    b"a\xc3\xa5",
    b"[True]",
    b"1]",
    b"{\"x\": true,",
    b"[][]",
    b"]",
    b"2@",
    b"{}}",
    b"{\"\":",
    b"{\"a\":/*comment*/\"b\"",
    b"{\"a\": true} \"x\"",
    b"['",
    b"[",
    b"[,",
    b"[{",
    b"[\"a",
    b"[\"a\"",
    b"{,",
    b"{[",
    b"{\"a",
    b"{'a'",
    b"[\"\\{[\"\\{[\"\\{[\"\\{",
    b"*",
    b"{\"a\":\"b\"}#{}",
    b"[\\u000A\"\"]",
    b"[1",
    b"[ false, nul",
    b"[ true, fals",
    b"[ false, tru",
    b"{\"asd\":\"asd\"",
    b"\xc2\xa0[]",
    b"[\x0c]",
    b"[\xe2\x81\xa0]",
    b"\xe5",
    b"[\"\xe2\x80\xa8\" \xe2\x80\xa8]",
];

/// Left open by the standard: read (with what is odd told), or refused.
const OPEN: &[(&[u8], bool)] = &[
    (b"[123.456e-789]", true), (b"[0.4e00669999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999969999999006]", true),
    (b"[-1e+9999]", true), (b"[1.5e+9999]", true), (b"[-123123e100000]", true), (b"[123123e100000]", true), (b"[123e-10000000]", true), (b"[-123123123123123123123123123123]", true),
    (b"[100000000000000000000]", true), (b"[-237462374673276894279832749832423479823246327846]", true),
    // Half a pair of surrogates becomes a replacement character, and a notice.
    (b"[\"\\uDADA\"]", true), (b"[\"\\uD888\\u1234\"]", true), (b"[\"\\uD800\\n\"]", true), (b"[\"\\uDd1ea\"]", true), (b"[\"\\uD800\\uD800\\n\"]", true), (b"[\"\\ud800\"]", true), (b"[\"\\ud800abc\"]", true),
    (b"[\"\\uDd1e\\uD834\"]", true), (b"[\"\\uDFAA\"]", true),
    // Bytes that are not UTF-8 become replacement characters, with a notice; a mark and UTF-16 are taken for what they are.
    (b"[\"\xe6\x97\xa5\xd1\x88\xfa\"]", true), (b"[\"\xff\"]", true), (b"[\"\xed\xa0\x80\"]", true), (b"[\"\x81\"]", true), (b"[\"\xf4\xbf\xbf\xbf\"]", true), (b"[\"\xc0\xaf\"]", true),
    (b"[\"\xfc\x83\xbf\xbf\xbf\xbf\"]", true), (b"[\"\xe0\xff\"]", true), (b"\xef\xbb\xbf{}", true), (b"\xff\xfe[\0\"\0\xe9\0\"\0]\0", true), (b"\xfe\xff\0[\0\"\0\xe9\0\"\0]", true),
];

/// As a file is: bytes become text first, then JSON.
fn is_read(bytes: &[u8]) -> bool {
    Input::new("unknown", bytes).is_ok_and(|input| json::parse(&input.text).is_ok())
}

fn wrong(texts: &[&[u8]], read: bool) -> Vec<String> {
    let other = texts.iter().filter(|text| is_read(text) != read);
    other.map(|text| text.escape_ascii().to_string()).collect()
}

#[test]
fn what_is_json_is_read() {
    assert_eq!(wrong(READ, true), Vec::<String>::new());
}

#[test]
fn what_is_no_json_is_refused() {
    let mut texts = REFUSED.to_vec();
    let (arrays, objects) = ("[".repeat(100_000), "[{\"\":".repeat(50_000));
    texts.extend([arrays.as_bytes(), objects.as_bytes()]);
    assert_eq!(wrong(&texts, false), Vec::<String>::new());
}

#[test]
fn what_the_standard_leaves_open_stays_as_it_is() {
    let changed = OPEN.iter().filter(|(text, read)| is_read(text) != *read);
    assert_eq!(changed.map(|(text, _)| text.escape_ascii().to_string()).collect::<Vec<_>>(), Vec::<String>::new());
    let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(is_read(deep(128).as_bytes()) && !is_read(deep(129).as_bytes()), "the limit of 128 levels");
}

#[test]
fn the_document_says_how_many() {
    let told = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap_or_default();
    let (read, refused, open) = (READ.len(), REFUSED.len() + 2, OPEN.len() + 2);
    let line = format!("| JSON (RFC 8259) | {read} read, {refused} refused, {open} left open and told |");
    assert!(told.contains(&line), "README.md lacks: {line}");
}
