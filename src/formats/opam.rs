//! opam files: what an OCaml package needs; locked (`*.opam.locked`) with the exact version of everything.
//!
//! Conditions on systems and compilers are not weighed. Source: the opam manual, opam files.

use std::collections::HashMap;

use super::support::arrows::Arrows;
use super::support::notices::Notices;
use super::support::tokens::{Comments, Token, Tokens};
use super::{Format, Holds, Input};
use crate::model::{
    Component, ComponentIndex, Document, Ecosystem, ListMeaning, PackageUrl, Place, ReadError, Scope, StatedLicense,
};

pub const FORMAT: Format = Format {
    id: "opam",
    title: "opam file",
    family: "OCaml",
    file_names: &["*.opam.locked", "*.opam", "opam", "opam.locked"],
    versions: "1.2, 2.x",
    holds: Holds { dependencies: true, licenses: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

const COMMENTS: Comments = Comments { line: &["#"], block: Some(("(*", "*)")) };

fn identify(input: &Input) -> bool {
    input.head().lines().take(40).any(|line| line.starts_with("opam-version:"))
}

/// One package of `depends` and what stands in braces behind it.
struct Wanted<'a> {
    name: String,
    place: Place,
    /// The version where it is bound to one (`= "1.2"`).
    exact: Option<String>,
    conditions: Vec<&'a str>,
    is_optional: bool,
}

/// What the fields say.
#[derive(Default)]
struct Fields<'a> {
    opam_version: Option<String>,
    name: Option<String>,
    version: Option<String>,
    licenses: Vec<String>,
    wanted: Vec<Wanted<'a>>,
    /// `name.version` to the address that it is pinned to.
    pins: HashMap<String, String>,
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let mut notices = Notices::new(input.notices.clone());
    let fields = read_fields(&input.text)?;
    // A file without `name` is called after its package; the file's own name is no content.
    let package_url =
        fields.name.as_deref().and_then(|name| PackageUrl::new("opam", None, name, fields.version.as_deref()));
    let list = if fields.licenses.len() > 1 { ListMeaning::Unstated } else { ListMeaning::Single };
    let license = |raw: String| StatedLicense { list, ..StatedLicense::declared(raw) };
    let mut components = vec![Component {
        name: fields.name.unwrap_or_else(|| "project".to_owned()),
        version: fields.version,
        ecosystem: Ecosystem::Opam,
        package_url,
        own: true,
        licenses: fields.licenses.into_iter().map(license).collect(),
        ..Component::default()
    }];
    let mut arrows = Arrows::default();
    let mut by_name: HashMap<String, ComponentIndex> = HashMap::new();
    let is_locked = fields.wanted.iter().all(|wanted| wanted.exact.is_some());
    for wanted in fields.wanted {
        if wanted.exact.is_none() {
            let message = format!("`{}` is bound to no single version; its version is not known", wanted.name);
            notices.warning("range-as-version", Some(wanted.place.clone()), message);
        }
        let has = |names: &[&str]| wanted.conditions.iter().any(|word| names.contains(word));
        let scope = match () {
            () if has(&["with-test", "test"]) => Scope::Test,
            () if has(&["with-doc", "doc", "with-dev-setup", "with-tools"]) => Scope::Development,
            () if has(&["build"]) => Scope::Build,
            () if wanted.is_optional => Scope::Optional,
            () => Scope::Runtime,
        };
        // Alternatives and conditions may name a package several times.
        if let Some(&earlier) = by_name.get(&wanted.name) {
            arrows.add(0, earlier, scope);
            continue;
        }
        let index = components.len() as ComponentIndex;
        by_name.insert(wanted.name.clone(), index);
        arrows.add(0, index, scope);
        let label = wanted.exact.as_deref().map(|version| format!("{}.{version}", wanted.name));
        let pin = label.and_then(|label| fields.pins.get(&label));
        components.push(Component {
            package_url: PackageUrl::new("opam", None, &wanted.name, wanted.exact.as_deref()),
            name: wanted.name,
            version: wanted.exact,
            ecosystem: Ecosystem::Opam,
            source: pin.cloned(),
            place: Some(wanted.place),
            ..Component::default()
        });
    }
    if is_locked && components.len() > 1 {
        let message =
            "A locked opam file lists what its package needs and what that needs in turn, without telling them apart";
        notices.info("flat-dependencies", None, message);
    }
    Ok(Document {
        format: FORMAT.id,
        format_version: fields.opam_version,
        roots: vec![0],
        components: components.into(),
        dependencies: arrows.finish(),
        notices: notices.finish(),
        ..Document::default()
    })
}

fn read_fields(text: &str) -> Result<Fields<'_>, ReadError> {
    let mut tokens = Tokens::new(text, COMMENTS);
    let mut fields = Fields::default();
    // The last word and the field it became with its colon; how many braces and brackets are open.
    let (mut word, mut field, mut braces, mut brackets) = ("", "", 0usize, 0usize);
    let (mut equals, mut after_word) = (false, false);
    let mut pin: Option<String> = None;
    while let Some((place, token)) = tokens.token()? {
        let was_equals = std::mem::take(&mut equals);
        let was_word = std::mem::replace(&mut after_word, matches!(token, Token::Word(_)));
        match token {
            Token::Word(next) => {
                word = next;
                if let Some(wanted) = fields.wanted.last_mut().filter(|_| braces > 0 && is_list(field)) {
                    wanted.conditions.push(next);
                }
            }
            Token::Mark(':') if braces == 0 && brackets == 0 => {
                field = word;
                pin = None;
            }
            Token::Mark('{') => braces += 1,
            Token::Mark('}') => braces = braces.saturating_sub(1),
            Token::Mark('[') => brackets += 1,
            Token::Mark(']') => brackets = brackets.saturating_sub(1),
            // `= "1.0"` is a version, `os = "linux"` a condition.
            Token::Mark('=') => equals = !was_word,
            // `>=` and `!=` are no `=`.
            Token::Mark('<' | '>' | '!') => {
                pass_over_comparison(&mut tokens)?;
            }
            Token::Mark(_) => {}
            Token::Text(text) => match field {
                "opam-version" => fields.opam_version = Some(text.into_owned()),
                "name" => fields.name = Some(text.into_owned()),
                "version" => fields.version = Some(text.into_owned()),
                "license" => fields.licenses.push(text.into_owned()),
                "pin-depends" => match pin.take() {
                    Some(package) => {
                        fields.pins.insert(package, text.into_owned());
                    }
                    None => pin = Some(text.into_owned()),
                },
                field if is_list(field) && braces == 0 => fields.wanted.push(Wanted {
                    name: text.into_owned(),
                    place,
                    exact: None,
                    conditions: Vec::new(),
                    is_optional: field == "depopts",
                }),
                field if is_list(field) && was_equals => {
                    if let Some(wanted) = fields.wanted.last_mut() {
                        wanted.exact = Some(text.into_owned());
                    }
                }
                _ => {}
            },
        }
    }
    Ok(fields)
}

fn is_list(field: &str) -> bool {
    matches!(field, "depends" | "depopts")
}

/// Passes over what a comparison other than `=` compares with.
fn pass_over_comparison(tokens: &mut Tokens) -> Result<(), ReadError> {
    if let Some((_, Token::Mark('='))) = tokens.token()? {
        tokens.token()?;
    }
    Ok(())
}
