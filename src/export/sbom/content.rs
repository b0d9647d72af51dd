//! What an SBOM says, before it is laid out in a format.

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::model::{ComponentKind, DependencyKind, Linkage, Scope};

/// Everything an SBOM says. Indices are positions in `parts`.
#[derive(Clone, Debug, Default)]
pub struct Sbom {
    /// What it is called: the root, or the file.
    pub name: String,
    /// When, as `2026-11-28T00:00:00Z`; `None` where nobody said what day it is.
    pub created: Option<String>,
    /// `0.1.0`.
    pub tool_version: &'static str,
    pub parts: Vec<Part>,
    /// Sorted by (from, to, kind).
    pub arrows: Vec<Arrow>,
    /// What documents state to be their subject.
    pub roots: Vec<usize>,
    /// What it was made from: files with checksums, context, data.
    pub stamp: Vec<String>,
}

/// One component.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// Names it in this SBOM and nowhere else; not empty.
    pub key: String,
    pub name: String,
    pub version: Option<String>,
    pub package_url: Option<String>,
    /// `npm`; empty where it is not known.
    pub ecosystem: &'static str,
    pub kind: ComponentKind,
    pub scope: Scope,
    pub own: bool,
    /// As stated, in the order of the first file that states some.
    pub licenses: Vec<Statement>,
    /// What a decision settled, in the words of the decision.
    pub settled: Option<String>,
    /// Why, and who.
    pub settled_why: String,
    /// What other files state: `file: MIT`.
    pub stated_elsewhere: Vec<String>,
    /// As stated: `algorithm:value`.
    pub hashes: Vec<String>,
    pub source: Option<String>,
    pub supplier: Option<String>,
    pub copyright: Option<String>,
    /// The files that tell of it.
    pub files: Vec<String>,
}

/// One licence statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// As the file says it.
    pub raw: String,
    pub role: crate::model::LicenseRole,
    pub list: crate::model::ListMeaning,
    /// The text that the file holds of it.
    pub text: Option<String>,
}

/// One arrow, from dependent to dependency or from container to content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrow {
    pub from: usize,
    pub to: usize,
    pub scope: Scope,
    pub kind: DependencyKind,
    pub linkage: Option<Linkage>,
}

impl Sbom {
    /// The arrows that leave a part.
    pub fn arrows_from(&self, part: usize) -> &[Arrow] {
        let start = self.arrows.partition_point(|arrow| arrow.from < part);
        let rest = self.arrows.get(start..).unwrap_or_default();
        rest.get(..rest.partition_point(|arrow| arrow.from == part)).unwrap_or_default()
    }

    /// When it was made; a fixed day where nobody said, for formats that must state one.
    pub fn created(&self) -> &str {
        self.created.as_deref().unwrap_or("1970-01-01T00:00:00Z")
    }

    /// A UUID of what it says, the same for the same content: version 8 of RFC 9562, from SHA-256.
    pub fn uuid(&self) -> String {
        let mut digest = Sha256::new();
        add(&mut digest, &(&self.name, self.created(), self.tool_version, &self.stamp, &self.roots));
        for part in &self.parts {
            add(
                &mut digest,
                &(&part.key, &part.name, &part.version, &part.package_url, part.kind.as_str(), part.scope.as_str()),
            );
            add(&mut digest, &(part.own, &part.settled, &part.settled_why, &part.stated_elsewhere, &part.hashes));
            add(&mut digest, &(&part.source, &part.supplier, &part.copyright, &part.files));
            for license in &part.licenses {
                add(&mut digest, &(&license.raw, license.role, &license.text));
            }
        }
        for arrow in &self.arrows {
            let is_contained = arrow.kind == DependencyKind::Contains;
            add(&mut digest, &(arrow.from, arrow.to, arrow.scope, is_contained, arrow.linkage));
        }
        let mut bytes = [0; 16];
        bytes.iter_mut().zip(digest.finalize()).for_each(|(slot, byte)| *slot = byte);
        bytes[6] = bytes[6] & 0x0f | 0x80;
        bytes[8] = bytes[8] & 0x3f | 0x80;
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
        format!("{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
    }
}

fn add(digest: &mut Sha256, fields: &impl Serialize) {
    digest.update(serde_json::to_string(fields).unwrap_or_default());
}
