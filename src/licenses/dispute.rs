//! Do the sources of one component's licence disagree?

use std::collections::BTreeMap;

use super::evidence::{Readings, join_list};
use super::expression::{Expression, Leaf};
use crate::graph::{DocumentIndex, Node};
use crate::model::LicenseRole;

/// What is said, in one sentence, where two files state different licences, or one declares another than was
/// concluded. Who says nothing does not disagree, nor does who names one meaning of a name with several; what was merely
/// detected is no statement.
pub fn dispute(node: &Node, readings: &mut Readings) -> Option<String> {
    if node.component.licenses.len() < 2 {
        return None;
    }
    let mut lists: BTreeMap<(LicenseRole, DocumentIndex), Vec<_>> = BTreeMap::new();
    for (stated, document) in node.component.licenses.iter().zip(&node.license_documents) {
        let reading = readings.get(&stated.raw);
        if stated.role != LicenseRole::Detected && reading.expression.is_some() {
            lists.entry((stated.role, *document)).or_default().push((reading, stated.list, stated.raw.as_str()));
        }
    }
    // The different expressions of each role, in the order of the files.
    let mut said: Vec<(LicenseRole, Expression, String)> = Vec::new();
    for ((role, _), list) in lists {
        let Some(expression) = join_list(list, node.component.ecosystem).expression else { continue };
        let text = expression.to_string();
        let expression = expression.sorted();
        if !said.iter().any(|(known_role, known, _)| *known_role == role && *known == expression) {
            said.push((role, expression, text));
        }
    }
    let texts = |role| {
        let texts = said.iter().filter(|(known, ..)| *known == role).map(|(.., text)| text.as_str());
        texts.collect::<Vec<_>>().join(" and ")
    };
    let (declared, concluded) = (texts(LicenseRole::Declared), texts(LicenseRole::Concluded));
    let is_same =
        said.iter().enumerate().all(|(at, (_, one, _))| said.iter().take(at).all(|(_, other, _)| agree(one, other)));
    match (is_same, declared.as_str(), concluded.as_str()) {
        (true, ..) => None,
        (_, declared, "") => Some(format!("Two files declare different licences: {declared}")),
        (_, "", concluded) => Some(format!("Two files conclude different licences: {concluded}")),
        (_, declared, concluded) => Some(format!("Declared is {declared}, concluded is {concluded}")),
    }
}

/// The same, or one is a name that may mean the other: `BSD` and `BSD-3-Clause`.
fn agree(one: &Expression, other: &Expression) -> bool {
    let means = |name: &Expression, meant: &Expression| match (name, meant) {
        (Expression::Leaf(Leaf::Ambiguous { candidates, .. }), Expression::Leaf(Leaf::Known(known))) => {
            candidates.contains(known)
        }
        _ => false,
    };
    one == other || means(one, other) || means(other, one)
}
