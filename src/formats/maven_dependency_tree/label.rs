//! How the tree names an artifact, in every output type:
//! `group:artifact:type[:classifier]:version[:scope] (remarks)`.
//!
//! In verbose output a branch that was cut stands in brackets, with the reason:
//! `(a:b:jar:1:compile - omitted for conflict with 2)`.

use crate::formats::support::maven::{self, Coordinates, is_name};
use crate::model::Scope;

/// What a label says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Label<'a> {
    pub coordinates: Coordinates<'a>,
    /// As stated; a project at the top has none.
    pub scope: Option<&'a str>,
    pub is_optional: bool,
    /// The version taken instead, where this one lost.
    pub winner: Option<&'a str>,
}

impl<'a> Label<'a> {
    /// Reads a label; `None` where it is none.
    pub fn read(text: &'a str) -> Option<Self> {
        let text = text.trim();
        let inner = text.strip_prefix('(').unwrap_or(text);
        let (coordinates, remarks) = inner.split_once(' ').unwrap_or((inner, ""));
        let parts: Vec<&str> = coordinates.trim_end_matches(')').splitn(8, ':').collect();
        let scope = parts.last().copied().filter(|last| parts.len() > 4 && maven::scope(last).is_some());
        let named = match (parts.as_slice(), scope) {
            ([group, artifact, kind, version], None) | ([group, artifact, kind, version, _], Some(_)) => {
                Coordinates::new(group, artifact, version).of_kind(kind, "")
            }
            ([group, artifact, kind, classifier, version], None)
            | ([group, artifact, kind, classifier, version, _], Some(_)) => {
                Coordinates::new(group, artifact, version).of_kind(kind, classifier)
            }
            _ => return None,
        };
        let has_letter = |text: &str| text.bytes().any(|byte| byte.is_ascii_alphabetic());
        let is_plain = |text: &str| !text.is_empty() && !text.contains(['"', '/', '<', '>', '@']);
        let fits = is_name(named.group)
            && has_letter(named.group)
            && is_name(named.artifact)
            && parts.iter().skip(2).copied().all(is_plain);
        let winner = remarks.split_once("conflict with ").map(|(_, rest)| rest);
        let winner = winner.and_then(|rest| rest.split([')', ';', ' ', ',']).find(|word| !word.is_empty()));
        fits.then_some(Self { coordinates: named, scope, is_optional: remarks.contains("optional"), winner })
    }

    /// When the artifact is needed.
    pub fn needed(&self) -> Scope {
        match self.scope.and_then(maven::scope) {
            Some(Scope::Runtime) | None if self.is_optional => Scope::Optional,
            Some(scope) => scope,
            None => Scope::Unknown,
        }
    }

    /// What is on the class path in the end: the version that won.
    pub fn chosen(&self) -> Coordinates<'a> {
        Coordinates { version: self.winner.unwrap_or(self.coordinates.version), ..self.coordinates }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, name: &str, kind: &str, classifier: &str, version: &str, scope: Scope) {
        let label = Label::read(text).unwrap_or_else(|| panic!("{text}"));
        let chosen = label.chosen();
        assert_eq!((chosen.name().as_str(), chosen.kind, chosen.classifier), (name, kind, classifier), "{text}");
        assert_eq!((chosen.version, label.needed()), (version, scope), "{text}");
    }

    #[test]
    fn four_to_six_parts() {
        check("o.a:b:jar:1", "o.a:b", "", "", "1", Scope::Unknown);
        check("o.a:b:pom:1", "o.a:b", "pom", "", "1", Scope::Unknown);
        check("o.a:b:jar:1:test", "o.a:b", "", "", "1", Scope::Test);
        check("o.a:b:jar:linux:1", "o.a:b", "", "linux", "1", Scope::Unknown);
        check("o.a:b:jar:linux:1:runtime", "o.a:b", "", "linux", "1", Scope::Runtime);
    }

    #[test]
    fn remarks_and_omitted_branches() {
        check("o.a:b:jar:1:compile (optional) ", "o.a:b", "", "", "1", Scope::Optional);
        check("o.a:b:jar:1:test (version managed from 2; optional)", "o.a:b", "", "", "1", Scope::Test);
        check("(o.a:b:jar:1:compile - omitted for duplicate)", "o.a:b", "", "", "1", Scope::Runtime);
        check("(o.a:b:jar:1:compile - omitted for conflict with 2.0)", "o.a:b", "", "", "2.0", Scope::Runtime);
        check(
            "(o.a:b:jar:1:test - version managed from 3; omitted for conflict with 2)",
            "o.a:b",
            "",
            "",
            "2",
            Scope::Test,
        );
        check("(o.a:b:jar:1:compile)", "o.a:b", "", "", "1", Scope::Runtime);
    }

    #[test]
    fn what_a_log_says_is_no_label() {
        for text in [
            "dependency:3.6.1:tree (default-cli) @ acme",
            "Finished at: 2026-01-01T10:00:00+01:00",
            "12:00:00:123 done",
            "a:b:c",
            "a:b:jar:1:compile:x:y:z",
            "a::jar:1",
            "C:/a:b:c:d",
            "",
        ] {
            assert_eq!(Label::read(text), None, "{text}");
        }
    }
}
