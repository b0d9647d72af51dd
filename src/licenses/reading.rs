//! Raw licence text → expression, with the way it was understood.
//!
//! The order of `read` is the rule: special words (`NOASSERTION`, `UNLICENSED`, `SEE LICENSE IN`), SPDX ids and
//! expressions in any case, addresses, names of the tables, expressions of names, and last lists with commas.
//! Nothing is matched by likeness. The parser is our own over the SPDX list of the crate `spdx` 0.13.6, because the
//! crate's reads `NOASSERTION` as a licence and `NONE` not at all, takes ids in one case only, refuses names of
//! several words, and gives up on the whole expression for one unknown id.

use std::collections::BTreeSet;

use super::Evidence;
use super::catalogue::catalogue;
use super::expression::{Expression, Known, Leaf};
use super::lists::list;
use super::names::{Name, find_address, find_name, is_address};
use super::parser::{Wording, parse};

/// What a raw text says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// `None` where nothing usable is stated; the evidence says why.
    pub expression: Option<Expression>,
    pub evidence: Evidence,
}

/// By which rule a text was understood, the weakest last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Way {
    #[default]
    Exact,
    /// Another spelling of ids or operators.
    Rewritten,
    /// By a table of names.
    Name,
    /// By the table of addresses.
    Address,
}

/// How the parts of a text were understood, gathered while reading.
#[derive(Clone, Debug, Default)]
pub(super) struct Remarks {
    texts: BTreeSet<String>,
    way: Way,
}

impl Remarks {
    pub fn add(&mut self, way: Way, remark: String) {
        self.way = self.way.max(way);
        // Five remarks tell what happened; a hostile text could bring ten thousand.
        if self.texts.len() < 5 {
            self.texts.insert(remark);
        }
    }

    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    pub fn absorb(&mut self, other: Self) {
        self.way = self.way.max(other.way);
        other.texts.into_iter().for_each(|text| self.add(Way::Exact, text));
    }
}

/// Reads one raw statement. Never fails: what cannot be read says so in its evidence.
pub fn read(raw: &str) -> Reading {
    let text = raw.trim();
    if let Some(reading) = special(text) {
        return reading;
    }
    let found = match plain(text) {
        Ok(found) if names_a_license(&found.0) => Ok(found),
        other => beside_address(text).or_else(|| list(text)).or_else(|| quoted(text)).map_or(other, Ok),
    };
    match found {
        Ok((expression, remarks)) => finish(expression, remarks),
        Err(why) => Reading { expression: None, evidence: Evidence::Unreadable(why) },
    }
}

/// A text that is no list: an SPDX expression, an address, a name, or an expression of names.
pub(super) fn plain(text: &str) -> Result<(Expression, Remarks), String> {
    let mut remarks = Remarks::default();
    // `MIT / X11` is one name, though its parts are ids.
    if text.contains('/')
        && let Some(name @ Name::Several(_)) = find_name(text)
    {
        return Ok((named(text, name, &mut remarks), remarks));
    }
    if let Ok(expression) = parse(text, Wording::Spdx, &mut remarks) {
        return Ok((expression, remarks));
    }
    let mut remarks = Remarks::default();
    if is_address(text) {
        let unknown = || format!("“{}” is an address that no table knows as a licence's", shortened(text));
        return Ok((address(text, &mut remarks).ok_or_else(unknown)?, remarks));
    }
    match find_name(text) {
        Some(Name::Exception(exception)) => {
            let id = catalogue().exception(exception).id;
            return Err(format!("“{}” is the exception {id}, which is no licence by itself", shortened(text)));
        }
        Some(Name::Group) => {
            return Err(format!("“{}” names a group of licences, none by itself", shortened(text)));
        }
        Some(name) => return Ok((named(text, name, &mut remarks), remarks)),
        None => {}
    }
    let expression = parse(text, Wording::Free, &mut remarks)?;
    Ok((expression, remarks))
}

fn special(text: &str) -> Option<Reading> {
    let nothing = |evidence| Some(Reading { expression: None, evidence });
    let lower = if text.len() <= 200 { text.to_ascii_lowercase() } else { String::new() };
    match lower.as_str() {
        _ if text.is_empty() => nothing(Evidence::NotInFile),
        "noassertion" => nothing(Evidence::NotStated),
        "none" | "unlicensed" => nothing(Evidence::StatedNone),
        "unknown" | "custom" | "other" | "nonstandard" | "see license" => {
            nothing(Evidence::Unreadable(format!("“{text}” names no licence")))
        }
        "proprietary" | "commercial" => Some(Reading {
            expression: Some(Expression::Leaf(Leaf::Closed(text.to_owned()))),
            evidence: Evidence::Rewritten(format!("“{text}” read as closed source")),
        }),
        lower if lower.starts_with("see license in ") => {
            let file = text.get("see license in ".len()..).unwrap_or_default();
            nothing(Evidence::Unreadable(format!("The licence is in a file, “{file}”, and not in this document")))
        }
        _ => None,
    }
}

/// One term: an id in any case, a reference, an address, or a name. `None` where it is none of these.
pub(super) fn term(text: &str, wording: Wording, remarks: &mut Remarks) -> Option<Expression> {
    if let Some(known) = id(text, remarks) {
        return Some(Expression::Leaf(Leaf::Known(known)));
    }
    if is_reference(text) && !text.to_ascii_lowercase().starts_with("additionref-") {
        // The prefix is the one part of an expression that SPDX writes in one case only.
        let spelled = text.starts_with("LicenseRef-")
            || text.starts_with("DocumentRef-")
                && text.split_once(':').is_some_and(|(_, own)| own.starts_with("LicenseRef-"));
        if !spelled {
            remarks.add(Way::Rewritten, format!("“{}” taken as a licence text of its own", shortened(text)));
        }
        return Some(Expression::Leaf(Leaf::Reference(text.to_owned())));
    }
    if wording == Wording::Spdx {
        return None;
    }
    if is_address(text) {
        return address(text, remarks);
    }
    match find_name(text)? {
        Name::Exception(_) | Name::Group => Some(Expression::Leaf(Leaf::Unread(text.to_owned()))),
        name => Some(named(text, name, remarks)),
    }
}

/// `LicenseRef-…`, `DocumentRef-…:LicenseRef-…`: texts of their own, and the like for exceptions.
pub(super) fn is_reference(text: &str) -> bool {
    let begins = |start: &str| text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
    let one_word =
        !text.contains(|letter: char| letter.is_whitespace() || matches!(letter, '(' | ')' | '/' | ',' | ';'));
    one_word && ["licenseref-", "documentref-", "additionref-"].into_iter().any(begins)
}

fn address(text: &str, remarks: &mut Remarks) -> Option<Expression> {
    let by_name = || match find_name(text)? {
        Name::One(expression) => Some(expression),
        _ => None,
    };
    let expression = find_address(text).or_else(by_name)?;
    remarks.add(Way::Address, format!("“{}” read as {expression} by the table of addresses", shortened(text)));
    Some(expression)
}

fn named(text: &str, name: Name, remarks: &mut Remarks) -> Expression {
    match name {
        Name::Several(candidates) => Expression::Leaf(Leaf::Ambiguous { text: text.to_owned(), candidates }),
        Name::One(expression) => {
            remarks.add(Way::Name, format!("“{}” read as {expression} by the table of names", shortened(text)));
            expression
        }
        Name::Exception(_) | Name::Group => Expression::Leaf(Leaf::Unread(text.to_owned())),
    }
}

/// Is anything in it more than a word that names no licence?
pub(super) fn names_a_license(expression: &Expression) -> bool {
    expression.leaves().iter().any(|leaf| !matches!(leaf, Leaf::Unread(_)))
}

/// The text without quotes around it.
fn quoted(text: &str) -> Option<(Expression, Remarks)> {
    let inner = ['"', '\'', '`'].into_iter().find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote))?;
    let (expression, mut remarks) = plain(inner.trim()).ok().filter(|(expression, _)| names_a_license(expression))?;
    remarks.add(Way::Rewritten, "the quotes around it left out".to_owned());
    Some((expression, remarks))
}

/// A name with an address beside it: `MIT (https://…)`. The name counts; where it is unknown or has several meanings,
/// the address decides.
fn beside_address(text: &str) -> Option<(Expression, Remarks)> {
    let start = [text.find("http://"), text.find("https://")].into_iter().flatten().min()?;
    let (label, address_text) = text.split_at(start);
    let label = label.trim_end_matches(|letter: char| letter.is_whitespace() || "(<[;,:-".contains(letter));
    let address_text = address_text.trim_end_matches(|letter: char| letter.is_whitespace() || ")>];,".contains(letter));
    let mut remarks = Remarks::default();
    let by_address = address(address_text, &mut remarks);
    match (plain(label), by_address) {
        (Ok((Expression::Leaf(Leaf::Ambiguous { candidates, .. }), _)), Some(Expression::Leaf(Leaf::Known(known))))
            if candidates.contains(&known) =>
        {
            Some((Expression::Leaf(Leaf::Known(known)), remarks))
        }
        (Ok((expression, mut remarks)), _) if names_a_license(&expression) => {
            remarks.add(Way::Rewritten, format!("“{}” left aside", shortened(address_text)));
            Some((expression, remarks))
        }
        (_, Some(expression)) if !label.is_empty() => Some((expression, remarks)),
        _ => None,
    }
}

/// An SPDX id in any case, with `+`, deprecated ids replaced.
fn id(text: &str, remarks: &mut Remarks) -> Option<Known> {
    let catalogue = catalogue();
    if let Some(license) = catalogue.find_license(text) {
        let found = catalogue.license(license);
        if found.id != text {
            remarks.add(Way::Rewritten, format!("“{text}” read as {}", found.id));
        }
        if found.replacement.is_empty() {
            return Some(Known::new(license));
        }
        let (base, exception) = found.replacement.split_once(" WITH ").unwrap_or((found.replacement, ""));
        let known = Known {
            license: catalogue.find_license(base)?,
            later: false,
            exception: catalogue.find_exception(exception),
        };
        remarks.add(Way::Rewritten, format!("{} is deprecated: read as {known}", found.id));
        return Some(known);
    }
    // One sign and no more: a text of a million of them is no id either.
    let base = text.strip_suffix('+').filter(|base| !base.ends_with('+'))?;
    let stem = base.strip_suffix("-only").or_else(|| base.strip_suffix("-or-later")).unwrap_or(base);
    if let Some(license) = catalogue.find_license(&format!("{stem}-or-later")) {
        let known = Known::new(license);
        remarks.add(Way::Rewritten, format!("“{text}” read as {known}"));
        return Some(known);
    }
    let mut known = id(base, remarks)?;
    let later = known.id().strip_suffix("-only").and_then(|stem| catalogue.find_license(&format!("{stem}-or-later")));
    match later {
        Some(license) => known.license = license,
        None => known.later = !known.id().ends_with("-or-later"),
    }
    Some(known)
}

fn finish(expression: Expression, mut remarks: Remarks) -> Reading {
    let leaves = expression.leaves();
    if !names_a_license(&expression) {
        let named: Vec<String> =
            leaves.iter().take(3).map(|leaf| format!("“{}”", shortened(&leaf.to_string()))).collect();
        let evidence = Evidence::Unreadable(format!("{} names no licence of the SPDX list", named.join(", ")));
        return Reading { expression: None, evidence };
    }
    let mut candidates = BTreeSet::new();
    for leaf in &leaves {
        match leaf {
            Leaf::Ambiguous { candidates: found, .. } => candidates.extend(found.iter().map(ToString::to_string)),
            Leaf::Unread(text) => {
                remarks.add(Way::Rewritten, format!("“{}” names no licence of the SPDX list", shortened(text)))
            }
            _ => {}
        }
    }
    let evidence = if !candidates.is_empty() {
        Evidence::Ambiguous(candidates.into_iter().collect())
    } else {
        let how = remarks.texts.into_iter().collect::<Vec<_>>().join("; ");
        match remarks.way {
            Way::Exact => Evidence::Exact,
            Way::Rewritten => Evidence::Rewritten(how),
            Way::Name => Evidence::Alias(how),
            Way::Address => Evidence::Url(how),
        }
    };
    Reading { expression: Some(expression), evidence }
}

/// A text short enough for a sentence.
pub(super) fn shortened(text: &str) -> String {
    let line: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).take(80).collect();
    if line.chars().count() < text.chars().take(81).count() { format!("{line}…") } else { line }
}
