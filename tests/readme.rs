//! The README's table of formats is made from the format list: `UPDATE_README=1 cargo test --test readme`.
#![expect(clippy::disallowed_methods, reason = "a test runs where there are files")]

use std::collections::BTreeMap;
use std::fs;

const BEGIN: &str = "<!-- formats: made by tests/readme.rs -->\n";
const END: &str = "<!-- end of formats -->";

#[test]
fn the_table_of_formats_is_the_format_list() {
    let readme = fs::read_to_string("README.md").unwrap();
    let start = readme.find(BEGIN).expect("the README marks where the table begins") + BEGIN.len();
    let end = start + readme[start..].find(END).expect("the README marks where the table ends");
    let expected = table();
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write("README.md", format!("{}{expected}{}", &readme[..start], &readme[end..])).unwrap();
        return;
    }
    assert_eq!(&readme[start..end], expected);
}

fn table() -> String {
    let mark = |holds: bool| if holds { "yes" } else { "–" };
    let counts = fs::read_to_string("tests/corpus-counts.txt").unwrap_or_default();
    let counts: BTreeMap<&str, &str> = counts.lines().filter_map(|line| line.split_once(' ')).collect();
    let mut out = "| format | versions | usual names | dependencies | licences | hashes | scopes | real files |\n\
                   |---|---|---|---|---|---|---|---|\n"
        .to_owned();
    // Families in the order in which they are first met, each format with its siblings.
    let all = lockscope::formats::all();
    let place = |family: &str| all.iter().position(|format| format.family == family);
    let mut formats: Vec<&lockscope::formats::Format> = all.iter().collect();
    formats.sort_by_key(|format| (format.holds.manifest, place(format.family)));
    for format in formats {
        let names: Vec<String> = format.file_names.iter().map(|name| format!("`{name}`")).collect();
        let versions = match (format.holds.manifest, format.versions) {
            (true, _) => "beside a lockfile",
            (_, "") => "–",
            (_, versions) => versions,
        };
        let holds = format.holds;
        out.push_str(&format!(
            "| {} | {versions} | {} | {} | {} | {} | {} | {} |\n",
            format.title,
            names.join(", "),
            mark(holds.dependencies),
            mark(holds.licenses),
            mark(holds.hashes),
            mark(holds.scopes),
            counts.get(format.id).unwrap_or(&"–"),
        ));
    }
    out
}
