//! The same document in several serialisations is the same document.

use lockscope::formats;
use lockscope::model::Document;

use crate::dump::{bytes_of, entries, file_name, fixtures};

/// Fixtures that say the same: the serialisations of one document.
const GROUPS: &[&[&str]] = &[&[
    "cyclonedx-json/every-part",
    "cyclonedx-xml/every-part",
    "cyclonedx-protobuf/every-part-as-text",
    "cyclonedx-protobuf/every-part-as-binary",
]];

#[test]
fn one_document_is_one_graph_in_every_serialisation() {
    for group in GROUPS {
        let mut read = group.iter().map(|folder| (folder, without_places(folder)));
        let (first, expected) = read.next().expect("a group");
        for (folder, document) in read {
            assert_eq!(document, expected, "{folder} differs from {first}");
        }
    }
}

/// The document without what tells serialisations apart: the format and where things stand.
fn without_places(folder: &str) -> Document {
    let folder = fixtures().join(folder);
    let file = entries(&folder).into_iter().find(|path| file_name(path) != "expected.txt").expect("a file");
    let mut document = formats::read(&file_name(&file), &bytes_of(&file)).expect("a readable file");
    document.format = "";
    document.components.iter_mut().for_each(|component| component.place = None);
    document.vulnerabilities.iter_mut().for_each(|vulnerability| vulnerability.place = None);
    document.notices.iter_mut().for_each(|notice| notice.place = None);
    document
}
