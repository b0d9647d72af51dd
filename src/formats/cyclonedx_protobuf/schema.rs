//! The parts of the schema that are read: field numbers and names, and the words behind enumerations.
//!
//! One table serves 1.3 to 1.7: numbers are never used again. Fields that it does not list are passed over.
//!
//! Source: `bom-1.3.proto` to `bom-1.7.proto` of the CycloneDX specification.

/// A kind of message: its fields, by number and name.
pub(super) struct Message {
    pub fields: &'static [(u64, &'static str, Kind)],
}

/// What a field holds.
pub(super) enum Kind {
    Text,
    Number,
    Enumeration(&'static Enumeration),
    Message(&'static Message),
}

/// The constants of an enumeration by number, as JSON writes them, and what their names begin with.
pub(super) struct Enumeration {
    prefix: &'static str,
    words: &'static [&'static str],
}

impl Message {
    pub fn by_number(&self, number: u64) -> Option<(&'static str, &'static Kind)> {
        self.fields.iter().find(|(known, ..)| *known == number).map(|(_, name, kind)| (*name, kind))
    }

    /// Some writers use the names of JSON (`bomRef`) instead of those of the schema (`bom_ref`).
    pub fn by_name(&self, name: &str) -> Option<(&'static str, &'static Kind)> {
        let letters = |name: &str| name.chars().filter(|letter| *letter != '_').flat_map(char::to_lowercase).collect();
        let wanted: String = letters(name);
        let field = self.fields.iter().find(|(_, known, _)| letters(known) == wanted);
        field.map(|(_, name, kind)| (*name, kind))
    }
}

impl Enumeration {
    pub fn by_number(&self, number: u64) -> Option<&'static str> {
        usize::try_from(number).ok().and_then(|number| self.words.get(number)).copied()
    }

    /// `HASH_ALG_SHA_3_256` is `SHA3-256`: letters and digits decide.
    pub fn by_name(&self, name: &str) -> Option<&'static str> {
        let letters = |name: &str| -> String {
            name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
        };
        let wanted = letters(name.strip_prefix(self.prefix)?);
        self.words.iter().find(|word| letters(word) == wanted).copied()
    }
}

use Kind::{Enumeration as Enum, Message as Part, Number, Text};

pub(super) static BOM: Message = Message {
    fields: &[
        (1, "spec_version", Text),
        (3, "serial_number", Text),
        (4, "metadata", Part(&METADATA)),
        (5, "components", Part(&COMPONENT)),
        (6, "services", Part(&SERVICE)),
        (8, "dependencies", Part(&DEPENDENCY)),
        (9, "compositions", Part(&COMPOSITION)),
        (10, "vulnerabilities", Part(&VULNERABILITY)),
    ],
};

static METADATA: Message = Message {
    fields: &[(1, "timestamp", Part(&TIMESTAMP)), (2, "tools", Part(&TOOL)), (4, "component", Part(&COMPONENT))],
};

static TIMESTAMP: Message = Message { fields: &[(1, "seconds", Number)] };

static TOOL: Message = Message {
    fields: &[
        (2, "name", Text),
        (3, "version", Text),
        (6, "components", Part(&COMPONENT)),
        (7, "services", Part(&SERVICE)),
    ],
};

static COMPONENT: Message = Message {
    fields: &[
        (1, "type", Enum(&CLASSIFICATION)),
        (3, "bom_ref", Text),
        (4, "supplier", Part(&NAMED)),
        (6, "publisher", Text),
        (7, "group", Text),
        (8, "name", Text),
        (9, "version", Text),
        (11, "scope", Enum(&SCOPE)),
        (12, "hashes", Part(&HASH)),
        (13, "licenses", Part(&LICENSE_CHOICE)),
        (14, "copyright", Text),
        (16, "purl", Text),
        (19, "pedigree", Part(&ANYTHING)),
        (20, "external_references", Part(&EXTERNAL_REFERENCE)),
        (21, "components", Part(&COMPONENT)),
        (22, "properties", Part(&PROPERTY)),
        (23, "evidence", Part(&EVIDENCE)),
    ],
};

static SERVICE: Message = Message {
    fields: &[
        (1, "bom_ref", Text),
        (2, "provider", Part(&NAMED)),
        (3, "group", Text),
        (4, "name", Text),
        (5, "version", Text),
        (11, "licenses", Part(&LICENSE_CHOICE)),
        (12, "external_references", Part(&EXTERNAL_REFERENCE)),
        (13, "services", Part(&SERVICE)),
        (14, "properties", Part(&PROPERTY)),
    ],
};

static NAMED: Message = Message { fields: &[(1, "name", Text)] };

static ANYTHING: Message = Message { fields: &[] };

static HASH: Message = Message { fields: &[(1, "alg", Enum(&HASH_ALGORITHM)), (2, "value", Text)] };

static PROPERTY: Message = Message { fields: &[(1, "name", Text), (2, "value", Text)] };

static EXTERNAL_REFERENCE: Message = Message { fields: &[(1, "type", Enum(&REFERENCE_TYPE)), (2, "url", Text)] };

static LICENSE_CHOICE: Message = Message {
    fields: &[(1, "license", Part(&LICENSE)), (2, "expression", Text), (3, "acknowledgement", Enum(&ACKNOWLEDGEMENT))],
};

static LICENSE: Message = Message {
    fields: &[
        (1, "id", Text),
        (2, "name", Text),
        (3, "text", Part(&ATTACHED_TEXT)),
        (4, "url", Text),
        (8, "acknowledgement", Enum(&ACKNOWLEDGEMENT)),
    ],
};

static ATTACHED_TEXT: Message = Message { fields: &[(2, "encoding", Text), (3, "value", Text)] };

static EVIDENCE: Message =
    Message { fields: &[(1, "licenses", Part(&LICENSE_CHOICE)), (2, "copyright", Part(&COPYRIGHT))] };

static COPYRIGHT: Message = Message { fields: &[(1, "text", Text)] };

static DEPENDENCY: Message =
    Message { fields: &[(1, "ref", Text), (2, "dependencies", Part(&DEPENDENCY)), (3, "provides", Text)] };

static COMPOSITION: Message = Message { fields: &[(1, "aggregate", Enum(&AGGREGATE))] };

static VULNERABILITY: Message = Message {
    fields: &[
        (1, "bom_ref", Text),
        (2, "id", Text),
        (3, "source", Part(&VULNERABILITY_SOURCE)),
        (4, "references", Part(&VULNERABILITY_REFERENCE)),
        (5, "ratings", Part(&RATING)),
        (7, "description", Text),
        (8, "detail", Text),
        (16, "analysis", Part(&ANALYSIS)),
        (17, "affects", Part(&AFFECTS)),
    ],
};

static VULNERABILITY_SOURCE: Message = Message { fields: &[(2, "url", Text)] };

static VULNERABILITY_REFERENCE: Message = Message { fields: &[(1, "id", Text)] };

static RATING: Message = Message { fields: &[(3, "severity", Enum(&SEVERITY)), (5, "vector", Text)] };

static ANALYSIS: Message =
    Message { fields: &[(1, "state", Enum(&STATE)), (2, "justification", Enum(&JUSTIFICATION)), (4, "detail", Text)] };

static AFFECTS: Message = Message { fields: &[(1, "ref", Text), (2, "versions", Part(&AFFECTED_VERSIONS))] };

static AFFECTED_VERSIONS: Message =
    Message { fields: &[(1, "version", Text), (2, "range", Text), (3, "status", Enum(&AFFECTED_STATUS))] };

static CLASSIFICATION: Enumeration = Enumeration {
    prefix: "CLASSIFICATION_",
    words: &[
        "",
        "application",
        "framework",
        "library",
        "operating-system",
        "device",
        "file",
        "container",
        "firmware",
        "device-driver",
        "platform",
        "machine-learning-model",
        "data",
        "cryptographic-asset",
    ],
};

static SCOPE: Enumeration = Enumeration { prefix: "SCOPE_", words: &["", "required", "optional", "excluded"] };

static HASH_ALGORITHM: Enumeration = Enumeration {
    prefix: "HASH_ALG_",
    words: &[
        "",
        "MD5",
        "SHA-1",
        "SHA-256",
        "SHA-384",
        "SHA-512",
        "SHA3-256",
        "SHA3-384",
        "SHA3-512",
        "BLAKE2b-256",
        "BLAKE2b-384",
        "BLAKE2b-512",
        "BLAKE3",
        "Streebog-256",
        "Streebog-512",
    ],
};

/// The first of them: no later one is asked for.
static REFERENCE_TYPE: Enumeration = Enumeration {
    prefix: "EXTERNAL_REFERENCE_TYPE_",
    words: &[
        "other",
        "vcs",
        "issue-tracker",
        "website",
        "advisories",
        "bom",
        "mailing-list",
        "social",
        "chat",
        "documentation",
        "support",
        "distribution",
    ],
};

static ACKNOWLEDGEMENT: Enumeration =
    Enumeration { prefix: "LICENSE_ACKNOWLEDGEMENT_ENUMERATION_", words: &["", "declared", "concluded"] };

static AGGREGATE: Enumeration = Enumeration {
    prefix: "AGGREGATE_",
    words: &[
        "not_specified",
        "complete",
        "incomplete",
        "incomplete_first_party_only",
        "incomplete_third_party_only",
        "unknown",
        "incomplete_first_party_proprietary_only",
        "incomplete_first_party_opensource_only",
        "incomplete_third_party_proprietary_only",
        "incomplete_third_party_opensource_only",
    ],
};

static SEVERITY: Enumeration =
    Enumeration { prefix: "SEVERITY_", words: &["unknown", "critical", "high", "medium", "low", "info", "none"] };

static STATE: Enumeration = Enumeration {
    prefix: "IMPACT_ANALYSIS_STATE_",
    words: &["", "resolved", "resolved_with_pedigree", "exploitable", "in_triage", "false_positive", "not_affected"],
};

static JUSTIFICATION: Enumeration = Enumeration {
    prefix: "IMPACT_ANALYSIS_JUSTIFICATION_",
    words: &[
        "",
        "code_not_present",
        "code_not_reachable",
        "requires_configuration",
        "requires_dependency",
        "requires_environment",
        "protected_by_compiler",
        "protected_at_runtime",
        "protected_at_perimeter",
        "protected_by_mitigating_control",
    ],
};

static AFFECTED_STATUS: Enumeration =
    Enumeration { prefix: "VULNERABILITY_AFFECTED_STATUS_", words: &["unknown", "affected", "not_affected"] };
