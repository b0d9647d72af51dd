use super::*;
use crate::licenses::{Context, Outbound};

fn redaction() -> Redaction {
    let named = |name: &str, own| Component { name: name.to_owned(), own, ..Component::default() };
    let document = Document {
        components: vec![named("shop", true), named("@acme/ui", false), named("left-pad", false)].into(),
        ..Document::default()
    };
    let stated = ["@acme".to_owned(), "git.acme.example".to_owned()];
    Redaction::new(
        [&document].into_iter(),
        ["acme-shop/package-lock.json", "bom of acme.cdx.json"].into_iter(),
        &stated,
    )
}

#[test]
fn internal_names_are_replaced_in_text_and_others_stay() {
    let redaction = redaction();
    for (text, expected) in [
        ("shop", "internal-2"),
        ("@acme/ui", "internal-1"),
        ("shop needs @acme/ui and left-pad", "internal-2 needs internal-1 and left-pad"),
        ("Shop, workshop, shopping", "internal-2, workshop, shopping"),
        ("pkg:npm/%40acme/ui@1.0.0", "pkg:npm/internal-1@1.0.0"),
        ("see https://git.acme.example/x", "see https://internal/x"),
        ("(c) ACME", "(c) internal"),
        ("acme-shop/package-lock.json", "file-1/package-lock.json"),
        ("bom of acme.cdx.json", "file-2.json"),
        ("left-pad", "left-pad"),
    ] {
        assert_eq!(redaction.text(text), expected);
    }
}

#[test]
fn a_package_that_is_called_like_a_word_of_ours_changes_no_meaning() {
    let named = |name: &str| Component { name: name.to_owned(), own: true, ..Component::default() };
    let document =
        Document { components: vec![named("binary"), named("License"), named("acme")].into(), ..Document::default() };
    let redaction = Redaction::new([&document].into_iter(), std::iter::empty(), &[]);
    let context = Context { outbound: Outbound::License("LicenseRef-acme".to_owned()), ..Context::default() };
    let expected = Context { outbound: Outbound::License("LicenseRef-internal-2".to_owned()), ..context.clone() };
    assert_eq!(redaction.value(&context), Some(expected));
}

#[test]
fn the_same_names_get_the_same_pseudonyms() {
    assert_eq!(redaction(), redaction());
}
