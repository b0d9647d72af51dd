//! `${name}` in a pom.xml, as far as the file itself defines it.

use std::collections::HashMap;

use crate::formats::support::xml::Element;

/// How many properties one text may use, counting those inside of properties.
const MOST_STEPS: usize = 64;

/// How long a filled text may grow, in bytes.
const LONGEST: usize = 4096;

/// The properties of a file, and the project's own values under their names.
pub struct Properties<'x> {
    values: HashMap<String, &'x str>,
}

impl<'x> Properties<'x> {
    /// Collects `<properties>` and `project.version`, `project.groupId`, `project.parent.version`, …
    pub fn new(root: &'x Element) -> Self {
        let mut values = HashMap::new();
        for property in root.list("properties") {
            values.insert(property.name.to_owned(), property.text());
        }
        let parent = root.child("parent");
        for name in ["groupId", "artifactId", "version"] {
            let of_parent = parent.and_then(|parent| parent.child_text(name));
            let own = root.child_text(name).or(of_parent);
            let both = [("", own), ("parent.", of_parent)];
            for (path, value) in both.into_iter().filter_map(|(path, value)| Some((path, value?))) {
                for start in ["project.", "pom.", ""] {
                    values.entry(format!("{start}{path}{name}")).or_insert(value);
                }
            }
        }
        Self { values }
    }

    /// The text with every property filled in; `None` where one is not defined here, or where they go in a circle.
    pub fn fill(&self, text: &str) -> Option<String> {
        let mut filled = text.trim().to_owned();
        for _ in 0..MOST_STEPS {
            let Some(start) = filled.find("${") else { return Some(filled) };
            let length = filled.get(start..)?.find('}')?;
            let value = self.values.get(filled.get(start + 2..start + length)?)?;
            filled.replace_range(start..=start + length, value);
            if filled.len() > LONGEST {
                return None;
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::support::xml;

    #[test]
    fn properties_are_filled_in() {
        let text = "<project><parent><groupId>o.p</groupId><version>3</version></parent><artifactId>a</artifactId>
            <properties><x>1.${y}</x><y>2</y><loop>${loop}</loop><grow>${grow}${grow}</grow></properties></project>";
        let xml = xml::parse(text).unwrap();
        let properties = Properties::new(&xml.root);
        let check =
            |text: &str, expected: Option<&str>| assert_eq!(properties.fill(text).as_deref(), expected, "{text}");
        check("${x}-${project.artifactId}", Some("1.2-a"));
        check("${project.version} ${project.parent.groupId} ${version}", Some("3 o.p 3"));
        check("plain", Some("plain"));
        check("${nobody}", None);
        check("${loop}", None);
        check("${grow}", None);
        check("${open", None);
    }
}
