//! Licences in SPDX 3: expressions, licences of the list, texts of the document's own, and sets of them.
//!
//! Source: SPDX 3.0.1, Simple Licensing and Expanded Licensing.

use foldhash::HashMap;
use std::borrow::Cow;
use std::cell::RefCell;

use super::elements::{Element, Elements, local, property, reference, text, values};
use crate::formats::support::json::Json;
use crate::formats::support::spdx::Text;
use crate::formats::support::spdx::expressions::{Expressions, MOST_TERMS, Term};
use crate::model::LicenseRole;

/// What is stated on each element, by its id.
#[derive(Default)]
pub struct Licenses<'a> {
    of: HashMap<&'a str, Vec<(LicenseRole, Text<'a>)>>,
    /// Those that could not be put into words.
    pub lost: usize,
}

impl<'a> Licenses<'a> {
    /// Collects all relationships to licences.
    pub fn of(elements: &Elements<'a>) -> Self {
        let mut licenses = Self::default();
        let mut expressions = Expressions::default();
        for Element { json, .. } in &elements.all {
            let Some(role) = text(json, "relationshipType").and_then(role) else { continue };
            let Some(from) = property(json, "from").and_then(reference) else { continue };
            for to in values(json, "to") {
                match license(elements, to, &mut expressions) {
                    Some(text) => licenses.of.entry(from).or_default().push((role, text)),
                    None => licenses.lost += 1,
                }
            }
        }
        licenses
    }

    /// What is stated on one element.
    pub fn take(&mut self, id: &str) -> Vec<(LicenseRole, Text<'a>)> {
        self.of.remove(id).unwrap_or_default()
    }
}

/// The role that a type of relationship gives to a licence.
pub fn role(kind: &str) -> Option<LicenseRole> {
    match kind {
        "hasConcludedLicense" => Some(LicenseRole::Concluded),
        "hasDeclaredLicense" => Some(LicenseRole::Declared),
        _ => None,
    }
}

fn license<'a>(elements: &Elements<'a>, to: &'a Json<'a>, expressions: &mut Expressions) -> Option<Text<'a>> {
    if to.is_object()
        && let Some(text) = text(to, "licenseExpression")
    {
        return Some(text.into());
    }
    let terms = Terms { elements, outside: RefCell::default() };
    expressions.write(terms.position(reference(to)?), &|at| terms.term(at)).map(Cow::Owned)
}

/// The licences of one document as terms; those that it only names come after its elements.
struct Terms<'e, 'a> {
    elements: &'e Elements<'a>,
    outside: RefCell<Vec<&'a str>>,
}

impl<'a> Terms<'_, 'a> {
    fn position(&self, id: &'a str) -> usize {
        self.elements.position(id).unwrap_or_else(|| {
            let mut outside = self.outside.borrow_mut();
            outside.push(id);
            self.elements.all.len() + outside.len() - 1
        })
    }

    fn term(&self, at: usize) -> Option<Term> {
        let Some(Element { kind, id, json }) = self.elements.all.get(at).copied() else {
            let id = *self.outside.borrow().get(at.checked_sub(self.elements.all.len())?)?;
            return name_of(id).map(Term::Text);
        };
        let one = |name: &str| property(json, name).and_then(reference).map(|id| self.position(id));
        let members = || {
            let members = values(json, "member").iter().filter_map(reference).take(MOST_TERMS + 1);
            members.map(|id| self.position(id)).collect()
        };
        Some(match kind {
            "LicenseExpression" => Term::Text(text(json, "licenseExpression")?.to_owned()),
            "ConjunctiveLicenseSet" => Term::All(members()),
            "DisjunctiveLicenseSet" => Term::Any(members()),
            "OrLaterOperator" => Term::OrLater(one("subjectLicense")?),
            "WithAdditionOperator" => Term::With(one("subjectExtendableLicense")?, one("subjectAddition")?),
            _ => {
                let own = || id.map(|id| format!("LicenseRef-{}", id.rsplit(['/', '#', ':']).next().unwrap_or(id)));
                Term::Text(name_of(id.unwrap_or("")).or_else(|| text(json, "name").map(str::to_owned)).or_else(own)?)
            }
        })
    }
}

/// The licence that an address names: `MIT` of `…/licenses/MIT`, `LicenseRef-a` of `…#LicenseRef-a`.
fn name_of(id: &str) -> Option<String> {
    if let Some(start) = id.find("LicenseRef-") {
        return id.get(start..).map(str::to_owned);
    }
    let last = id.rsplit(['/', '#']).next().unwrap_or(id);
    Some(match local(last) {
        "NoAssertionLicense" | "NoAssertion" | "NOASSERTION" => "NOASSERTION".to_owned(),
        "NoneLicense" | "None" | "NONE" => "NONE".to_owned(),
        _ if id.contains("spdx.org/licenses/") => last.to_owned(),
        _ => return None,
    })
}
