//! Reading: any bytes as any format, and finding out which format bytes are.

use lockscope::formats::{self, Input};
use lockscope::graph;
use lockscope::model::Document;

/// The first byte picks the format of the group; the rest is the file.
pub fn group(ids: &str, bytes: &[u8]) {
    let Some((&pick, bytes)) = bytes.split_first() else { return };
    let ids: Vec<&str> = ids.split(' ').collect();
    let id = ids[pick as usize % ids.len()];
    let format = formats::by_id(id).unwrap_or_else(|| panic!("{id} is no format"));
    let Ok(input) = Input::new("unknown", bytes) else { return };
    match (format.parse)(&input) {
        Ok(document) => check(&document),
        Err(error) => assert!(!error.code.is_empty() && !error.message.is_empty(), "an error without words"),
    }
}

/// Any bytes, as whatever they look like.
pub fn detection(bytes: &[u8]) {
    let Ok(input) = Input::new("unknown", bytes) else { return };
    if let Ok(format) = formats::identify(&input) {
        let again = formats::identify(&input).map(|format| format.id);
        assert_eq!(again.ok(), Some(format.id), "recognised as something else the second time");
        if let Ok(document) = (format.parse)(&input) {
            check(&document);
        }
    }
}

/// Every index of a document points into it, and a graph can be built.
pub fn check(document: &Document) {
    let count = document.components.len() as u32;
    assert!(document.roots.iter().all(|&root| root < count), "a root outside the document");
    assert!(document.requests.iter().all(|(_, index)| index < count), "a request outside the document");
    let ends = |from, to| from < count && to < count;
    assert!(document.dependencies.iter().all(|arrow| ends(arrow.from, arrow.to)), "an arrow outside the document");
    let texts = document.license_texts.iter().filter_map(|text| text.component);
    assert!(texts.into_iter().all(|index| index < count), "a licence text outside the document");
    let graph = graph::build(&[document]);
    assert!(graph.nodes.len() <= document.components.len(), "more nodes than components");
}
