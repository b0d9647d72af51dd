//! Licences that SPDX does not list: a `LicenseRef-…` for each text, each once.

use std::collections::BTreeMap;

use super::content::{Part, Statement};
use super::identity::id_letters;
use crate::licenses::{SpdxWording, is_reference, spdx_wording};
use crate::model::{LicenseRole, ListMeaning};

/// Licences by what was stated, with the id given to each.
#[derive(Default)]
pub struct References {
    id_of: BTreeMap<String, String>,
    /// By id: what was stated, and the text where a file holds one.
    stated: BTreeMap<String, (String, Option<String>)>,
}

/// What SPDX says of one role: an expression, `NOASSERTION` or `NONE`; `None` where nothing is stated.
pub type Said = Option<String>;

impl References {
    /// The id of a licence that is not listed.
    pub fn id(&mut self, stated: &str) -> String {
        if let Some(id) = self.id_of.get(stated) {
            return id.clone();
        }
        let base = match stated.strip_prefix("LicenseRef-") {
            Some(_) if is_reference(stated) => stated.to_owned(),
            Some(rest) => format!("LicenseRef-{}", id_letters(rest)),
            None => format!("LicenseRef-{}", id_letters(stated)),
        };
        let base = if base == "LicenseRef-" { "LicenseRef-stated".to_owned() } else { base };
        let mut id = base.clone();
        let mut number = 1;
        while self.stated.contains_key(&id) {
            number += 1;
            id = format!("{base}-{number}");
        }
        self.stated.insert(id.clone(), (stated.to_owned(), None));
        self.id_of.insert(stated.to_owned(), id.clone());
        id
    }

    /// Every licence with its id: what was stated, and its text. Sorted by id.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str, Option<&str>)> {
        self.stated.iter().map(|(id, (stated, text))| (id.as_str(), stated.as_str(), text.as_deref()))
    }

    /// What a part states in a role, in one expression: lists joined as they are meant, as all of them where that is
    /// not known.
    pub fn said(&mut self, part: &Part, role: LicenseRole) -> Said {
        let stated: Vec<&Statement> = part.licenses.iter().filter(|stated| stated.role == role).collect();
        let is_choice = stated.iter().any(|stated| stated.list == ListMeaning::Any);
        let (mut expressions, mut beside): (Vec<String>, Said) = (Vec::new(), None);
        for statement in &stated {
            match self.wording(&statement.raw, statement.text.as_deref()) {
                SpdxWording::Expression(text) if !expressions.contains(&text) => expressions.push(text),
                SpdxWording::Expression(_) | SpdxWording::Nothing => {}
                SpdxWording::None => beside = Some("NONE".to_owned()),
                SpdxWording::NoAssertion if beside.is_none() => beside = Some("NOASSERTION".to_owned()),
                SpdxWording::NoAssertion => {}
            }
        }
        match expressions.as_slice() {
            [] => beside,
            [one] => Some(one.clone()),
            many => {
                let many: Vec<String> = many.iter().map(|text| enclosed(text)).collect();
                Some(many.join(if is_choice { " OR " } else { " AND " }))
            }
        }
    }

    /// What a decision settled; else what the files conclude.
    pub fn concluded(&mut self, part: &Part) -> Said {
        if let Some(settled) = &part.settled
            && let SpdxWording::Expression(text) = self.wording(settled, None)
        {
            return Some(text);
        }
        self.said(part, LicenseRole::Concluded)
    }

    fn wording(&mut self, raw: &str, text: Option<&str>) -> SpdxWording {
        let wording = spdx_wording(raw, &mut |stated| self.id(stated));
        if let (SpdxWording::Expression(id), Some(text)) = (&wording, text)
            && let Some((_, slot @ None)) = self.stated.get_mut(id)
        {
            *slot = Some(text.to_owned());
        }
        wording
    }
}

fn enclosed(text: &str) -> String {
    if text.contains(' ') { format!("({text})") } else { text.to_owned() }
}

/// The words on how licences were stated, where the expression alone would hide it.
pub fn comments(part: &Part) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for statement in &part.licenses {
        let role = match statement.role {
            LicenseRole::Declared => "Declared",
            LicenseRole::Concluded => "Concluded",
            LicenseRole::Detected => "Detected",
        };
        let is_plain = crate::licenses::is_spdx_expression(&statement.raw)
            || matches!(statement.raw.as_str(), "NONE" | "NOASSERTION" | "");
        if statement.role == LicenseRole::Detected || !is_plain || statement.list == ListMeaning::Unstated {
            out.push(format!("{role} as: {}", statement.raw));
        }
    }
    if part.settled.is_some() && !part.settled_why.is_empty() {
        out.push(format!("Concluded by a decision: {}", part.settled_why));
    }
    out.extend(part.stated_elsewhere.iter().map(|text| format!("Stated elsewhere: {text}")));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(list: ListMeaning, raws: &[&str]) -> Part {
        let statement =
            |raw: &&str| Statement { raw: (*raw).to_owned(), role: LicenseRole::Declared, list, text: None };
        Part { licenses: raws.iter().map(statement).collect(), ..Part::default() }
    }

    #[test]
    fn nothing_none_and_no_assertion_are_kept_apart_and_lists_are_joined_as_meant() {
        let mut references = References::default();
        for (list, raws, said) in [
            (ListMeaning::Single, &[][..], None),
            (ListMeaning::Single, &["NONE"], Some("NONE")),
            (ListMeaning::Single, &["NOASSERTION"], Some("NOASSERTION")),
            (ListMeaning::Any, &["MIT", "Apache-2.0"], Some("MIT OR Apache-2.0")),
            (ListMeaning::Unstated, &["MIT", "GPL-2.0-only OR ISC"], Some("MIT AND (GPL-2.0-only OR ISC)")),
            (ListMeaning::All, &["MIT", "Ours, all rights"], Some("MIT AND LicenseRef-Ours-all-rights")),
            (ListMeaning::Single, &["ours: all rights"], Some("LicenseRef-ours-all-rights")),
            (ListMeaning::Single, &["ours; all rights"], Some("LicenseRef-ours-all-rights-2")),
            (ListMeaning::Single, &["日本"], Some("LicenseRef-stated")),
        ] {
            assert_eq!(references.said(&part(list, raws), LicenseRole::Declared).as_deref(), said, "{raws:?}");
        }
    }

    #[test]
    fn a_decision_outranks_what_a_file_concludes() {
        let mut part = part(ListMeaning::Single, &["MIT OR ISC"]);
        part.settled = Some("ISC".to_owned());
        assert_eq!(References::default().concluded(&part).as_deref(), Some("ISC"));
    }
}
