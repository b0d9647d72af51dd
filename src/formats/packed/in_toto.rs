//! in-toto statements: an attestation about some artefacts; what it says stands in its predicate.
//!
//! The predicate may be an SBOM itself, or hold one under `Data`, as text or as an object (cosign).
//! Source: in-toto attestation framework, statement 0.1 and 1.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::budget::broken;
use super::dsse::json_head;
use super::{Packing, Receiver};
use crate::formats::support::sketch::sketch;
use crate::formats::{Input, identify};
use crate::model::ReadError;

pub const PACKING: Packing = Packing { title: "an in-toto statement", is_archive: false, is_it, open };

#[derive(Deserialize)]
struct Statement<'a> {
    #[serde(rename = "predicateType")]
    predicate_type: String,
    #[serde(borrow)]
    predicate: &'a RawValue,
}

#[derive(Deserialize)]
struct Custom<'a> {
    #[serde(borrow, rename = "Data")]
    data: &'a RawValue,
}

fn is_it(bytes: &[u8]) -> bool {
    let seen = json_head(bytes).and_then(sketch);
    seen.is_some_and(|seen| {
        seen.text("_type").is_some_and(|kind| kind.contains("in-toto.io/Statement")) || seen.has("predicateType")
    })
}

fn open(name: &str, bytes: &[u8], into: &mut Receiver) -> Result<(), ReadError> {
    let statement: Statement = match serde_json::from_slice(bytes) {
        Ok(statement) => statement,
        Err(_) if super::json_lines::is_it(bytes) => return super::json_lines::open(name, bytes, into),
        Err(error) => return Err(broken(format!("{name} is a damaged in-toto statement: {error}"))),
    };
    let predicate = statement.predicate.get();
    let custom = serde_json::from_str::<Custom>(predicate).ok().map(|custom| custom.data.get());
    let as_text = custom.and_then(|data| serde_json::from_str::<String>(data).ok());
    let content = as_text.as_deref().or(custom).unwrap_or(predicate);
    let is_known = Input::new(name, content.as_bytes()).is_ok_and(|input| identify(&input).is_ok());
    if !is_known {
        let kind: String = statement.predicate_type.chars().take(100).collect();
        return Err(ReadError::new(
            "not-an-sbom",
            format!("This attestation holds no SBOM; its predicate is {kind}"),
            None,
            "Drop an attestation whose predicate is CycloneDX or SPDX, or the SBOM itself",
        ));
    }
    into.budget.take(content.len(), name)?;
    into.take(name, content.as_bytes())
}
