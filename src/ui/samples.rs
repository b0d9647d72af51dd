//! The documents offered on the empty page. Invented projects, written by hand.

/// One sample: its words and its files.
pub struct Sample {
    pub name: &'static str,
    pub what: &'static str,
    pub why: &'static str,
    /// (file name, text)
    pub files: &'static [(&'static str, &'static str)],
}

pub const SAMPLES: &[Sample] = &[
    Sample {
        name: "ledger-portal",
        what: "package-lock.json",
        why: "Licences that clash along two routes",
        files: &[(
            "ledger-portal/package-lock.json",
            include_str!("../../www/samples/ledger-portal/package-lock.json"),
        )],
    },
    Sample {
        name: "A Rust workspace",
        what: "Cargo.lock and CycloneDX",
        why: "A lockfile without licences, and the SBOM that adds them",
        files: &[
            ("ledger-signer/Cargo.lock", include_str!("../../www/samples/ledger-signer/Cargo.lock")),
            ("ledger-signer/signer.cdx.json", include_str!("../../www/samples/ledger-signer/signer.cdx.json")),
        ],
    },
    Sample {
        name: "A container image",
        what: "SPDX 2.3",
        why: "Much contained, little stated",
        files: &[("image.spdx.json", include_str!("../../www/samples/image.spdx.json"))],
    },
];
