//! Components and services, nested ones too.

use super::node::Node;
use crate::formats::support::cyclonedx::{Bom, Choice, Section, Stated};

/// One component or service. As deep as messages may nest, no deeper.
pub(super) fn read<'a>(node: &Node<'a>, bom: &mut Bom<'a>, section: Section, is_service: bool, parent: Option<usize>) {
    let opened = bom.open(section, parent, node.offset);
    let mut stated = Stated::new(is_service);
    stated.kind = node.text("type");
    stated.reference = node.text("bom_ref");
    stated.group = node.text("group");
    stated.name = node.text("name");
    stated.version = node.text("version");
    stated.package_url = node.text("purl");
    stated.scope = node.text("scope");
    stated.copyright = node.text("copyright");
    stated.publisher = node.text("publisher");
    let supplier = node.message("supplier").or_else(|| node.message("provider"));
    stated.supplier = supplier.and_then(|supplier| supplier.text("name"));
    stated.has_pedigree = node.message("pedigree").is_some();
    for hash in node.messages("hashes") {
        stated.hash(&hash.text("alg").unwrap_or_default(), &hash.text("value").unwrap_or_default());
    }
    for license in node.messages("licenses") {
        stated.license(&choice(license));
    }
    for evidence in node.messages("evidence") {
        for license in evidence.messages("licenses") {
            stated.detected_license(&choice(license));
        }
        for copyright in evidence.messages("copyright") {
            stated.detected_copyright(&copyright.text("text").unwrap_or_default());
        }
    }
    for reference in node.messages("external_references") {
        if let Some(url) = reference.text("url") {
            stated.external_reference(&reference.text("type").unwrap_or_default(), url);
        }
    }
    for property in node.messages("properties") {
        stated.property(&property.text("name").unwrap_or_default(), &property.text("value").unwrap_or_default());
    }
    for component in node.messages("components") {
        read(component, bom, section, false, Some(opened));
    }
    for service in node.messages("services") {
        read(service, bom, section, true, Some(opened));
    }
    bom.close(opened, stated);
}

fn choice<'a>(node: &Node<'a>) -> Choice<'a> {
    let license = node.message("license");
    let stated = |name: &str| license.and_then(|license| license.text(name));
    let text = license.and_then(|license| license.message("text"));
    Choice {
        expression: node.text("expression"),
        id: stated("id"),
        name: stated("name"),
        url: stated("url"),
        text: text.and_then(|text| text.text("value")),
        is_base64: text.and_then(|text| text.text("encoding")).as_deref() == Some("base64"),
        acknowledgement: stated("acknowledgement").or_else(|| node.text("acknowledgement")),
    }
}
