//! Lockscope's own file, as TOML and as JSON (`docs/policy.md`).

use super::Exchange;
use crate::policy::model::Policy;
use crate::policy::own;
use crate::policy::own_text;
use crate::policy::problems::Problems;
use crate::policy::tree::{Node, Syntax};

pub const TOML: Exchange = Exchange {
    id: "lockscope-toml",
    title: "Lockscope policy",
    file_names: &["lockscope-policy.toml"],
    media_type: "application/toml",
    syntax: Syntax::Toml,
    marks: &["lockscope-policy/"],
    identify,
    read: own::read,
    write: Some(write_toml),
};

pub static TOML_FORMAT: Exchange = TOML;

pub const JSON: Exchange = Exchange {
    id: "lockscope-json",
    title: "Lockscope policy (JSON)",
    file_names: &["lockscope-policy.json"],
    media_type: "application/json",
    syntax: Syntax::Json,
    marks: &["lockscope-policy/"],
    identify,
    read: own::read,
    write: Some(write_json),
};

fn identify(root: &Node, is_named: bool) -> bool {
    is_named
        || root
            .get("schema")
            .and_then(|entry| entry.node.text())
            .is_some_and(|text| text.starts_with("lockscope-policy/"))
}

fn write_toml(policy: &Policy, _: &mut Problems) -> String {
    own_text::to_toml(policy)
}

fn write_json(policy: &Policy, _: &mut Problems) -> String {
    own_text::to_json(policy)
}
