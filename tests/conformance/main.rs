//! TOML, YAML and XML as their published test suites have them, as far as they are claimed to be read. JSON and package URLs
//! have tests of their own (`json_parsing.rs`, `package_url.rs`). What is read otherwise than a suite wants is listed by name, so that
//! it cannot grow unseen.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests run natively: they read files")]

mod toml;
mod xml;
mod yaml;

/// README.md has this line of its table.
fn is_told(line: &str) {
    let told = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    assert!(told.contains(line), "README.md lacks: {line}");
}
