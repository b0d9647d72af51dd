//! DSSE: a signed envelope around a payload in base64, bare or in a Sigstore bundle.
//!
//! The signature is not checked: Lockscope has no keys to check it by, and a notice says so.
//! Source: DSSE protocol 1.0 (secure-systems-lab/dsse), Sigstore bundle 0.3.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use serde::Deserialize;

use super::budget::broken;
use super::{Packing, Receiver};
use crate::formats::support::sketch::{head, sketch};
use crate::model::{Notice, ReadError};

pub const PACKING: Packing = Packing { title: "a signed envelope (DSSE)", is_archive: false, is_it, open };

#[derive(Deserialize)]
struct Envelope {
    payload: String,
}

#[derive(Deserialize)]
struct Bundle {
    #[serde(rename = "dsseEnvelope")]
    envelope: Envelope,
}

fn is_it(bytes: &[u8]) -> bool {
    let Some(text) = json_head(bytes) else { return false };
    sketch(text).is_some_and(|seen| {
        let is_envelope = |seen: &crate::formats::support::sketch::Sketch| {
            seen.text("payloadType").is_some() && (seen.text("payload").is_some() || seen.has("signatures"))
        };
        is_envelope(&seen) || seen.get("dsseEnvelope").is_some_and(is_envelope)
    })
}

fn open(name: &str, bytes: &[u8], into: &mut Receiver) -> Result<(), ReadError> {
    let whole = serde_json::from_slice::<Envelope>(bytes)
        .or_else(|_| serde_json::from_slice::<Bundle>(bytes).map(|bundle| bundle.envelope));
    // Several envelopes, one a line, are for the reader of lines.
    let envelope = match whole {
        Ok(envelope) => envelope,
        Err(_) if super::json_lines::is_it(bytes) => return super::json_lines::open(name, bytes, into),
        Err(error) => return Err(broken(format!("{name} is a damaged signed envelope: {error}"))),
    };
    let payload: String = envelope.payload.split_whitespace().collect();
    let content = STANDARD.decode(&payload).or_else(|_| URL_SAFE.decode(&payload));
    let content = content.map_err(|error| broken(format!("The payload of {name} is no base64: {error}")))?;
    into.budget.take(content.len(), name)?;
    let message = "The file is signed (DSSE); the signature was not checked";
    into.unpacked.notices.push(Notice::info("signature-not-checked", message, None));
    into.take(name, &content)
}

/// The beginning of a text that begins like a JSON object.
pub(super) fn json_head(bytes: &[u8]) -> Option<&str> {
    const LENGTH: usize = 64 * 1024;
    let start = bytes.get(..bytes.len().min(LENGTH))?;
    let valid = start.utf8_chunks().next()?.valid().trim_start_matches('\u{feff}');
    valid.trim_start().starts_with('{').then(|| head(valid, LENGTH))
}
