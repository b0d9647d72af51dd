//! What a relationship type says about its two ends.
//!
//! SPDX 2 writes `DYNAMIC_LINK`, its RDF `dynamicLink`, SPDX 3 `hasDynamicLink`; some tools write hyphens.
//! Source: SPDX 2.3, clause 11.1; SPDX 3.0.1, Core, RelationshipType.

use foldhash::HashMap;

use crate::model::{Linkage, Scope};

/// What a relationship says about its ends, in the order they are written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Meaning {
    /// The first needs the second.
    Needs(Scope, Option<Linkage>),
    /// The second needs the first.
    NeededBy(Scope, Option<Linkage>),
    Contains(Scope),
    ContainedBy(Scope),
    Describes,
    DescribedBy,
    /// Neither a dependency nor containment.
    Other,
}

/// The types that a document uses, each read once.
#[derive(Default)]
pub struct Kinds {
    numbers: HashMap<String, u32>,
    entries: Vec<(String, Meaning)>,
    latest: u32,
}

impl Kinds {
    /// The number of a type as written.
    pub fn number(&mut self, kind: &str) -> u32 {
        let kind = kind.trim();
        if self.entries.get(self.latest as usize).is_some_and(|(latest, _)| latest == kind) {
            return self.latest;
        }
        self.latest = match self.numbers.get(kind) {
            Some(&number) => number,
            None => {
                let number = self.entries.len() as u32;
                self.numbers.insert(kind.to_owned(), number);
                self.entries.push((kind.to_owned(), meaning(kind)));
                number
            }
        };
        self.latest
    }

    /// What the type with this number says.
    pub fn meaning(&self, number: u32) -> Meaning {
        self.entries.get(number as usize).map_or(Meaning::Other, |(_, meaning)| *meaning)
    }

    /// The type with this number in SPDX 2's spelling, `GENERATED_FROM`.
    pub fn title(&self, number: u32) -> String {
        let written = self.entries.get(number as usize).map_or("", |(kind, _)| kind);
        let mut title = String::with_capacity(written.len());
        for letter in written.chars().take(60) {
            if letter.is_ascii_uppercase() && title.ends_with(|before: char| before.is_ascii_lowercase()) {
                title.push('_');
            }
            title.push(if letter == '-' { '_' } else { letter });
        }
        title.to_uppercase()
    }
}

fn meaning(kind: &str) -> Meaning {
    let letters: String = kind.chars().take(60).filter(char::is_ascii_alphanumeric).collect();
    match letters.to_ascii_lowercase().as_str() {
        "dependson" | "hasprerequisite" => needs(Scope::Unknown),
        "dynamiclink" | "hasdynamiclink" => Meaning::Needs(Scope::Runtime, Some(Linkage::Dynamic)),
        "staticlink" | "hasstaticlink" => Meaning::Needs(Scope::Runtime, Some(Linkage::Static)),
        "hasoptionaldependency" => needs(Scope::Optional),
        "hasprovideddependency" => needs(Scope::Provided),
        "hasinput" | "trainedon" => needs(Scope::Build),
        "testedon" => needs(Scope::Test),
        "usestool" => Meaning::Needs(Scope::Build, Some(Linkage::Tool)),
        "hasoutput" => Meaning::NeededBy(Scope::Build, None),
        "dependencyof" | "prerequisitefor" => needed_by(Scope::Unknown),
        "runtimedependencyof" => needed_by(Scope::Runtime),
        "optionaldependencyof" => needed_by(Scope::Optional),
        "provideddependencyof" => needed_by(Scope::Provided),
        "builddependencyof" => needed_by(Scope::Build),
        "devdependencyof" => needed_by(Scope::Development),
        "testdependencyof" | "testof" | "testcaseof" => needed_by(Scope::Test),
        "hastest" | "hastestcase" => needs(Scope::Test),
        "buildtoolof" => Meaning::NeededBy(Scope::Build, Some(Linkage::Tool)),
        "devtoolof" => Meaning::NeededBy(Scope::Development, Some(Linkage::Tool)),
        "testtoolof" => Meaning::NeededBy(Scope::Test, Some(Linkage::Tool)),
        "contains" => Meaning::Contains(Scope::Unknown),
        "hasoptionalcomponent" => Meaning::Contains(Scope::Optional),
        "containedby" | "packageof" => Meaning::ContainedBy(Scope::Unknown),
        "optionalcomponentof" => Meaning::ContainedBy(Scope::Optional),
        "describes" => Meaning::Describes,
        "describedby" => Meaning::DescribedBy,
        _ => Meaning::Other,
    }
}

fn needs(scope: Scope) -> Meaning {
    Meaning::Needs(scope, None)
}

fn needed_by(scope: Scope) -> Meaning {
    Meaning::NeededBy(scope, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_meaning_in_every_spelling() {
        for kind in ["DYNAMIC_LINK", "dynamicLink", "DYNAMIC-LINK", "hasDynamicLink"] {
            assert_eq!(meaning(kind), Meaning::Needs(Scope::Runtime, Some(Linkage::Dynamic)), "{kind}");
        }
        assert_eq!(meaning("GENERATED_FROM"), Meaning::Other);
    }

    #[test]
    fn titles_are_those_of_spdx_2() {
        let mut kinds = Kinds::default();
        for kind in ["generatedFrom", "GENERATED_FROM", "generated-from"] {
            let number = kinds.number(kind);
            assert_eq!(kinds.title(number), "GENERATED_FROM");
        }
    }
}
