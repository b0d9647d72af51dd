//! Components and services, nested ones too.

use std::borrow::Cow;

use crate::formats::support::cyclonedx::{Bom, Choice, Section, Stated};
use crate::formats::support::json::pull::{Broken, PullReader};

/// `components` or `services`: a list of them.
pub(super) fn read_list<'a>(
    json: &mut PullReader<'a>,
    bom: &mut Bom<'a>,
    section: Section,
    is_service: bool,
    parent: Option<usize>,
) -> Result<(), Broken> {
    if !json.begin_list()? {
        return Ok(());
    }
    while json.next_element()? {
        if json.is_object() {
            read(json, bom, section, is_service, parent)?;
        } else {
            let what = if is_service { "A service" } else { "A component" };
            bom.skip_entry(json.offset() as usize, what, json.kind());
        }
    }
    Ok(())
}

/// One component or service. As deep as JSON may nest, no deeper.
pub(super) fn read<'a>(
    json: &mut PullReader<'a>,
    bom: &mut Bom<'a>,
    section: Section,
    is_service: bool,
    parent: Option<usize>,
) -> Result<(), Broken> {
    let opened = bom.open(section, parent, json.offset() as usize);
    let mut stated = Stated::new(is_service);
    json.begin_object()?;
    while let Some(key) = json.next_key()? {
        match &*key {
            "type" => stated.kind = json.text()?,
            "bom-ref" => stated.reference = json.text()?,
            "group" => stated.group = json.text()?,
            "name" => stated.name = json.text()?,
            "version" => stated.version = json.text_or_number()?,
            "purl" => stated.package_url = json.text()?,
            "scope" => stated.scope = json.text()?,
            "copyright" => stated.copyright = json.text()?,
            "publisher" => stated.publisher = json.text()?,
            "supplier" | "provider" => read_pairs(json, ["name", ""], |name, _| stated.supplier = Some(name))?,
            "pedigree" => stated.has_pedigree = json.is_object(),
            "hashes" => read_pair_list(json, ["alg", "content"], |algorithm, content| {
                stated.hash(&algorithm, &content);
            })?,
            "licenses" => read_licenses(json, |choice| stated.license(choice))?,
            "evidence" => read_evidence(json, &mut stated)?,
            "externalReferences" => read_pair_list(json, ["type", "url"], |kind, url| {
                stated.external_reference(&kind, url);
            })?,
            "properties" => read_pair_list(json, ["name", "value"], |name, value| stated.property(&name, &value))?,
            "components" => read_list(json, bom, section, false, Some(opened))?,
            "services" => read_list(json, bom, section, true, Some(opened))?,
            _ => {}
        }
    }
    bom.close(opened, stated);
    Ok(())
}

/// The texts under two keys of each object of a list; what is missing is empty.
fn read_pair_list<'a>(
    json: &mut PullReader<'a>,
    keys: [&str; 2],
    mut found: impl FnMut(Cow<'a, str>, Cow<'a, str>),
) -> Result<(), Broken> {
    if json.begin_list()? {
        while json.next_element()? {
            read_pairs(json, keys, &mut found)?;
        }
    }
    Ok(())
}

fn read_pairs<'a>(
    json: &mut PullReader<'a>,
    [first, second]: [&str; 2],
    mut found: impl FnMut(Cow<'a, str>, Cow<'a, str>),
) -> Result<(), Broken> {
    if !json.begin_object()? {
        return Ok(());
    }
    let mut pair = (Cow::Borrowed(""), Cow::Borrowed(""));
    while let Some(key) = json.next_key()? {
        if key == first {
            pair.0 = json.text()?.unwrap_or_default();
        } else if key == second {
            pair.1 = json.text()?.unwrap_or_default();
        }
    }
    found(pair.0, pair.1);
    Ok(())
}

fn read_licenses<'a>(json: &mut PullReader<'a>, mut found: impl FnMut(&Choice<'a>)) -> Result<(), Broken> {
    if !json.begin_list()? {
        return Ok(());
    }
    while json.next_element()? {
        let mut choice = Choice::default();
        read_choice(json, &mut choice)?;
        found(&choice);
    }
    Ok(())
}

/// `{ "license": { … } }`, `{ "expression": … }`, and what occurs beside: a bare text, `{ "id": … }`.
fn read_choice<'a>(json: &mut PullReader<'a>, choice: &mut Choice<'a>) -> Result<(), Broken> {
    if !json.is_object() {
        choice.id = json.text()?;
        return Ok(());
    }
    json.begin_object()?;
    while let Some(key) = json.next_key()? {
        match &*key {
            "license" => read_choice(json, choice)?,
            "expression" => choice.expression = json.text()?,
            "id" => choice.id = json.text()?,
            "name" => choice.name = json.text()?,
            "url" => choice.url = json.text()?,
            "acknowledgement" => choice.acknowledgement = json.text()?,
            "text" if json.is_object() => read_pairs(json, ["content", "encoding"], |content, encoding| {
                choice.text = Some(content);
                choice.is_base64 = encoding == "base64";
            })?,
            "text" => choice.text = json.text()?,
            _ => {}
        }
    }
    Ok(())
}

fn read_evidence<'a>(json: &mut PullReader<'a>, stated: &mut Stated<'a>) -> Result<(), Broken> {
    if !json.begin_object()? {
        return Ok(());
    }
    while let Some(key) = json.next_key()? {
        match &*key {
            "licenses" => read_licenses(json, |choice| stated.detected_license(choice))?,
            "copyright" => read_pair_list(json, ["text", ""], |text, _| stated.detected_copyright(&text))?,
            _ => {}
        }
    }
    Ok(())
}
