//! .terraform.lock.hcl: the providers of a Terraform or OpenTofu configuration.
//!
//! Modules are not in the file, and providers do not depend on each other. Source:
//! <https://developer.hashicorp.com/terraform/language/files/dependency-lock>.

use super::support::notices::Notices;
use super::support::tokens::{Comments, Token, Tokens};
use super::{Format, Holds, Input};
use crate::model::{Component, Document, Ecosystem, ReadError};

pub const FORMAT: Format = Format {
    id: "terraform-lock",
    title: ".terraform.lock.hcl",
    family: "Terraform",
    file_names: &[".terraform.lock.hcl"],
    versions: "",
    holds: Holds { hashes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

const COMMENTS: Comments = Comments { line: &["#", "//"], block: Some(("/*", "*/")) };

fn identify(input: &Input) -> bool {
    let head = input.head();
    let is_provider = |line: &str| line.strip_prefix("provider \"").is_some_and(|rest| rest.contains('/'));
    let is_lock =
        |line: &str| matches!(line.split('=').next().map(str::trim), Some("hashes" | "constraints" | "version"));
    head.lines().any(is_provider) && head.lines().any(is_lock)
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let mut notices = Notices::new(input.notices.clone());
    let mut tokens = Tokens::new(&input.text, COMMENTS);
    let mut components = Vec::new();
    while let Some((place, token)) = tokens.token()? {
        if token != Token::Word("provider") {
            continue;
        }
        let address = match tokens.token()? {
            Some((_, Token::Text(address))) => address,
            _ => {
                notices.warning("missing-name", Some(place), "A provider without an address was left out");
                continue;
            }
        };
        let (mut version, mut hashes, mut key) = (None, Vec::new(), "");
        while let Some((_, token)) = tokens.token()? {
            match token {
                Token::Mark('}') => break,
                Token::Word(word) => key = word,
                Token::Text(text) if key == "version" => version = Some(text.into_owned()),
                Token::Text(text) if key == "hashes" => hashes.push(text.into_owned()),
                _ => {}
            }
        }
        if version.is_none() {
            notices.warning("missing-version", Some(place.clone()), format!("The provider {address} has no version"));
        }
        let name = match address.split_once('/') {
            Some((_, rest)) if rest.contains('/') => rest.to_owned(),
            _ => address.clone().into_owned(),
        };
        components.push(Component {
            name,
            version,
            ecosystem: Ecosystem::Terraform,
            hashes,
            source: Some(address.into_owned()),
            place: Some(place),
            ..Component::default()
        });
    }
    notices.info(
        "no-dependencies",
        None,
        "A Terraform lockfile declares no dependency relationships; you see an inventory of providers",
    );
    Ok(Document { format: FORMAT.id, components: components.into(), notices: notices.finish(), ..Document::default() })
}
