//! CycloneDX in Protocol Buffers, 1.3 to 1.7: the binary encoding and the text format.
//!
//! What its parts mean, and what is not read, is told in `support::cyclonedx`.
//!
//! Source: `schema/bom-1.7.proto` of <https://github.com/CycloneDX/specification>.

mod binary;
mod components;
mod node;
mod schema;
mod text;

use std::borrow::Cow;

use node::Node;

use super::support::cyclonedx::{Bom, Section, StatedVulnerability, Target};
use super::{Format, Holds, Input};
use crate::model::{Document, ReadError};

pub const FORMAT: Format = Format {
    id: "cyclonedx-protobuf",
    title: "CycloneDX Protocol Buffers",
    family: "SBOM",
    file_names: &["bom.cdx", "*.cdx.bin", "*.cdx.textproto"],
    versions: "1.3 to 1.7",
    holds: Holds {
        manifest: false,
        dependencies: true,
        licenses: true,
        hashes: true,
        scopes: true,
        vulnerabilities: true,
    },
    identify,
    parse,
    sharpen: None,
};

/// How deep messages may nest.
const DEEPEST_NESTING: usize = 128;

fn identify(input: &Input) -> bool {
    is_binary(input.bytes) || is_text(input.head())
}

/// The first field is the version: `1.3` or a later one.
fn is_binary(bytes: &[u8]) -> bool {
    matches!(bytes, [0x0A, 3, b'1', b'.', b'3'..=b'9', ..])
}

fn is_text(head: &str) -> bool {
    let mut lines = head.lines().filter(|line| !line.starts_with('#'));
    let has_version = lines.clone().any(|line| {
        let value = line.strip_prefix("spec_version:").map(str::trim_start);
        value.is_some_and(|value| value.starts_with("\"1.") || value.starts_with("'1."))
    });
    let fields = ["serial_number:", "metadata {", "components {", "services {", "dependencies {", "vulnerabilities {"];
    has_version && lines.any(|line| fields.iter().any(|field| line.starts_with(field)))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    if is_binary(input.bytes) {
        let bom = read_bom(&binary::read(input.bytes)?, None);
        return Ok(bom.finish(FORMAT.id, Vec::new()));
    }
    let text: &str = &input.text;
    let bom = read_bom(&text::read(text)?, Some(text));
    Ok(bom.finish(FORMAT.id, input.notices.clone()))
}

fn read_bom<'a>(node: &Node<'a>, text: Option<&'a str>) -> Bom<'a> {
    let mut bom = Bom::new(text);
    bom.version = node.text("spec_version");
    bom.version_offset = node.texts("spec_version").next().map(|(_, offset)| offset);
    bom.serial_number = node.text("serial_number");
    if let Some(metadata) = node.message("metadata") {
        let seconds = metadata.message("timestamp").map(|timestamp| timestamp.number("seconds").unwrap_or(0));
        bom.created = seconds.map(|seconds| Cow::Owned(date_and_time(seconds)));
        for tool in metadata.messages("tools") {
            let inner = tool.messages("components").chain(tool.messages("services"));
            for tool in std::iter::once(tool).chain(inner) {
                bom.tool(tool.text("name").as_deref(), tool.text("version").as_deref());
            }
        }
        if let Some(component) = metadata.message("component") {
            components::read(component, &mut bom, Section::Root, false, None);
        }
    }
    for component in node.messages("components") {
        components::read(component, &mut bom, Section::Components, false, None);
    }
    for service in node.messages("services") {
        components::read(service, &mut bom, Section::Services, true, None);
    }
    for dependent in node.messages("dependencies") {
        read_dependency(dependent, &mut bom, true);
    }
    for composition in node.messages("compositions") {
        bom.composition(&composition.text("aggregate").unwrap_or_default(), composition.offset);
    }
    for vulnerability in node.messages("vulnerabilities") {
        bom.vulnerability(read_vulnerability(vulnerability));
    }
    bom
}

/// A dependent with its dependencies, which may have their own inside.
fn read_dependency<'a>(node: &Node<'a>, bom: &mut Bom<'a>, is_outermost: bool) {
    let has_targets = node.messages("dependencies").next().is_some() || node.texts("provides").next().is_some();
    if is_outermost || has_targets {
        let opened = bom.open_dependent(node.offset);
        bom.name_dependent(opened, node.text("ref").unwrap_or_default());
        for target in node.messages("dependencies") {
            bom.depends_on(target.text("ref").unwrap_or_default(), target.offset);
        }
        for (target, offset) in node.texts("provides") {
            bom.provides(target, offset);
        }
    }
    for target in node.messages("dependencies") {
        read_dependency(target, bom, false);
    }
}

fn read_vulnerability<'a>(node: &Node<'a>) -> StatedVulnerability<'a> {
    let analysis = node.message("analysis");
    let stated = |name: &str| analysis.and_then(|analysis| analysis.text(name));
    let target = |target: &Node<'a>| Target {
        reference: target.text("ref"),
        versions: target
            .messages("versions")
            .filter_map(|version| {
                let text = version.text("version").or_else(|| version.text("range"))?;
                Some((text, version.text("status")))
            })
            .collect(),
    };
    StatedVulnerability {
        offset: node.offset,
        id: node.text("id"),
        reference: node.text("bom_ref"),
        aliases: node.messages("references").filter_map(|reference| reference.text("id")).collect(),
        description: node.text("description"),
        detail: node.text("detail"),
        ratings: node.messages("ratings").map(|rating| (rating.text("vector"), rating.text("severity"))).collect(),
        state: stated("state"),
        justification: stated("justification"),
        analysis: stated("detail"),
        affects: node.messages("affects").map(target).collect(),
        source: node.message("source").and_then(|source| source.text("url")),
    }
}

/// Seconds since 1970 as `2026-03-01T10:00:00Z`. Source: Howard Hinnant, "chrono-Compatible Low-Level Date
/// Algorithms", civil_from_days.
fn date_and_time(seconds: i64) -> String {
    let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let shifted = i128::from(days) + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i128::from(month <= 2);
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_become_dates() {
        assert_eq!(date_and_time(0), "1970-01-01T00:00:00Z");
        assert_eq!(date_and_time(951_827_696), "2000-02-29T12:34:56Z");
        assert_eq!(date_and_time(1_586_242_860), "2020-04-07T07:01:00Z");
        assert_eq!(date_and_time(-1), "1969-12-31T23:59:59Z");
        assert!(date_and_time(i64::MIN).ends_with('Z'));
    }
}
