//! Whether a CycloneDX or SPDX file keeps the rules of its own specification, as far as reading it shows.
//!
//! No validator: a rule is here where a reader stumbles over what breaks it, or where a field that we keep must have a
//! form. Sources: <https://cyclonedx.org/specification/overview/>, <https://spdx.github.io/spdx-spec/v2.3/>.

use crate::model::{Document, Notice};

/// One rule and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct SpecificationCheck {
    /// A stable word.
    pub code: &'static str,
    /// The rule, one sentence without a full stop.
    pub rule: &'static str,
    pub state: RuleState,
}

/// What came of a rule.
#[derive(Clone, Debug, PartialEq)]
pub enum RuleState {
    /// Nothing was found that breaks it.
    NothingFound,
    /// Each place where it is broken.
    Broken(Vec<Notice>),
    /// Why it was not checked, one sentence without a full stop.
    NotChecked(&'static str),
}

/// A rule, the codes of the notices that tell of what breaks it.
type Row = (&'static str, &'static str, &'static [&'static str]);

const CYCLONEDX: &[Row] = &[
    ("known-version", "The version of the specification is a published one", &["unknown-version"]),
    ("unique-references", "Every bom-ref is there once", &["repeated-reference"]),
    ("resolved-references", "What is referred to is in the file", &["dangling-reference", "missing-reference"]),
    ("names", "Every component and service has a name", &["missing-name"]),
    ("package-urls", "Package URLs are well formed", &["invalid-package-url"]),
    ("one-key-once", "No key stands twice in one object", &["repeated-key"]),
];

const SPDX: &[Row] = &[
    ("known-version", "The version of the specification is a published one", &["unknown-version"]),
    ("unique-references", "Every SPDX id is there once", &["repeated-reference"]),
    ("resolved-references", "What is referred to is in the file", &["dangling-reference", "missing-reference"]),
    ("names", "Every package has a name", &["missing-name"]),
    ("package-urls", "Package URLs are well formed", &["invalid-package-url"]),
    ("described", "The document says what it describes", &["no-root"]),
    ("one-key-once", "No key stands twice in one object", &["repeated-key"]),
];

/// The rules of the file's specification; empty where it is neither CycloneDX nor SPDX.
pub fn specification(document: &Document) -> Vec<SpecificationCheck> {
    let is_spdx = document.format.starts_with("spdx");
    let rows = match document.format {
        _ if is_spdx => SPDX,
        format if format.starts_with("cyclonedx") => CYCLONEDX,
        _ => return Vec::new(),
    };
    let told = |(code, rule, notices): &Row| {
        let broken: Vec<Notice> =
            document.notices.iter().filter(|notice| notices.contains(&notice.code.as_str())).cloned().collect();
        let state = if broken.is_empty() { RuleState::NothingFound } else { RuleState::Broken(broken) };
        SpecificationCheck { code, rule, state }
    };
    let mut checks: Vec<SpecificationCheck> = rows.iter().map(told).collect();
    checks.push(timestamp(document, is_spdx));
    checks.push(identity(document, is_spdx));
    if is_spdx {
        checks.push(creators(document));
        let not = "Data licence, download locations and checks of files are not kept when an SPDX file is read";
        checks.push(SpecificationCheck {
            code: "other-fields",
            rule: "All other required fields are there",
            state: RuleState::NotChecked(not),
        });
    } else {
        checks.push(younger_fields(document));
        let not = "Types, licence ids and the order of fields are not kept when a CycloneDX file is read";
        checks.push(SpecificationCheck {
            code: "other-fields",
            rule: "All other fields have the form that the schema asks for",
            state: RuleState::NotChecked(not),
        });
    }
    checks
}

fn broken(code: &str, message: String) -> RuleState {
    RuleState::Broken(vec![Notice::warning(code, message, None)])
}

/// Required by SPDX, in UTC; of CycloneDX only its form is checked.
fn timestamp(document: &Document, is_spdx: bool) -> SpecificationCheck {
    let state = match document.created.as_deref() {
        None if is_spdx => broken("missing-time", "No time of creation is stated".to_owned()),
        None => RuleState::NothingFound,
        Some(text) if !is_time(text) => broken("odd-time", format!("\"{}\" is no date and time", shown(text))),
        Some(text) if is_spdx && !text.ends_with('Z') => {
            broken("odd-time", format!("\"{}\" is not in UTC, which ends with Z", shown(text)))
        }
        Some(_) => RuleState::NothingFound,
    };
    let rule = "The time of creation is a date and time";
    SpecificationCheck { code: "timestamp", rule, state }
}

/// `2026-03-01T10:00:00Z`, with a fraction or an offset.
fn is_time(text: &str) -> bool {
    let shape = text.bytes().take(19).map(|byte| if byte.is_ascii_digit() { b'0' } else { byte });
    let rest = text.get(19..).unwrap_or_default();
    let is_zone =
        |zone: &str| zone == "Z" || zone.len() == 6 && zone.starts_with(['+', '-']) && zone.get(3..4) == Some(":");
    let zone = match rest.strip_prefix('.') {
        Some(fraction) => fraction.trim_start_matches(|letter: char| letter.is_ascii_digit()),
        None => rest,
    };
    shape.eq(*b"0000-00-00T00:00:00") && is_zone(zone)
}

fn identity(document: &Document, is_spdx: bool) -> SpecificationCheck {
    let rule = match is_spdx {
        true => "The document has a namespace: an address without a fragment",
        false => "The serial number is a UUID in the form urn:uuid:…",
    };
    let state = match (document.identity.as_deref(), is_spdx) {
        _ if matches!(document.format, "spdx-rdf" | "spdx3-json" | "cyclonedx-protobuf") => {
            RuleState::NotChecked("It is not read from this format")
        }
        (None, true) => broken("missing-namespace", "No namespace is stated".to_owned()),
        (Some(text), true) if text.contains('#') || !text.contains(':') => {
            broken("odd-namespace", format!("\"{}\" has a fragment, or is no address", shown(text)))
        }
        (Some(text), false) if !is_uuid(text) => broken("odd-serial-number", format!("\"{}\" is none", shown(text))),
        _ => RuleState::NothingFound,
    };
    SpecificationCheck { code: "identity", rule, state }
}

fn is_uuid(text: &str) -> bool {
    let Some(uuid) = text.strip_prefix("urn:uuid:") else { return false };
    let lengths = uuid.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]) && uuid.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}

fn creators(document: &Document) -> SpecificationCheck {
    let state = match document.authors.is_empty() && document.generator.is_none() {
        true if document.format == "spdx3-json" => RuleState::NotChecked("It is not read from this format"),
        true => broken("missing-creator", "Neither a tool nor a person nor an organisation is named".to_owned()),
        false => RuleState::NothingFound,
    };
    SpecificationCheck { code: "creators", rule: "Who made the document is stated", state }
}

/// What only later versions know.
fn younger_fields(document: &Document) -> SpecificationCheck {
    let version = document.format_version.as_deref().unwrap_or_default();
    let is_before = |minor: u32| {
        let stated = version.split_once('.').and_then(|(major, minor)| Some((major, minor.parse::<u32>().ok()?)));
        stated.is_some_and(|(major, stated)| major == "1" && stated < minor)
    };
    let mut notices = Vec::new();
    let mut tell = |what: &str, since: &str| {
        let message = format!("{what} are there since {since}; the file is of {version}");
        notices.push(Notice::warning("younger-field", message, None));
    };
    if !document.vulnerabilities.is_empty() && is_before(4) {
        tell("Vulnerabilities", "1.4");
    }
    if !document.phases.is_empty() && is_before(5) {
        tell("Lifecycle phases", "1.5");
    }
    let state = if notices.is_empty() { RuleState::NothingFound } else { RuleState::Broken(notices) };
    SpecificationCheck { code: "younger-fields", rule: "No field is younger than the stated version", state }
}

fn shown(text: &str) -> String {
    text.chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken_rules(document: &Document) -> Vec<&'static str> {
        let checks = specification(document).into_iter();
        checks.filter(|check| matches!(check.state, RuleState::Broken(_))).map(|check| check.code).collect()
    }

    #[test]
    fn a_file_that_keeps_the_rules_breaks_none() {
        let document = Document {
            format: "cyclonedx-json",
            format_version: Some("1.6".to_owned()),
            created: Some("2026-03-01T10:00:00.123+01:00".to_owned()),
            identity: Some("urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79".to_owned()),
            ..Document::default()
        };
        assert_eq!(broken_rules(&document), [""; 0]);
    }

    #[test]
    fn what_is_missing_or_misshapen_is_told() {
        let spdx = Document { format: "spdx-json", ..Document::default() };
        assert_eq!(broken_rules(&spdx), ["timestamp", "identity", "creators"]);
        let odd = Document {
            format: "cyclonedx-xml",
            format_version: Some("1.3".to_owned()),
            created: Some("yesterday".to_owned()),
            identity: Some("urn:uuid:1".to_owned()),
            phases: vec!["build".to_owned()],
            notices: vec![Notice::warning("dangling-reference", "x", None)],
            ..Document::default()
        };
        assert_eq!(broken_rules(&odd), ["resolved-references", "timestamp", "identity", "younger-fields"]);
        assert!(specification(&Document { format: "cargo-lock", ..Document::default() }).is_empty());
    }
}
