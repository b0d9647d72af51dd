//! Names and addresses that are not SPDX ids: those that mean one licence, and those that mean several.
//!
//! Three tables of exact names and one of addresses, never a likeness: "BSD" keeps all its candidates. Where the
//! tables differ, our own additions go before the ambiguous names, and those before the agreed ones. SPDX ids
//! win over names and are not looked up here. The headings in `data/` state sources, dates and sizes: together
//! 224 kB of text, 52 kB with gzip.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::catalogue::{ExceptionId, catalogue, table};
use super::expression::{Expression, Known, Leaf};
use super::parser::parse_spdx;

/// No name in the tables is longer, in bytes.
const LONGEST_NAME: usize = 256;
/// No address in the table is longer, in bytes.
const LONGEST_ADDRESS: usize = 256;

/// What a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    One(Expression),
    /// At least one: a name without a version is ambiguous even where the list has one version only.
    Several(Vec<Known>),
    /// It names an exception, which is no licence.
    Exception(ExceptionId),
    /// It names a group of licences too wide to list ("OSI Approved").
    Group,
}

/// The meaning of a name, in any case.
pub fn find_name(text: &str) -> Option<Name> {
    Some(match *tables().names.get(key(text)?.as_str())? {
        Meaning::Group => Name::Group,
        Meaning::Several(candidates) => Name::Several(candidates.split('|').filter_map(known).collect()),
        // ScanCode's words for what is no licence of the SPDX list.
        Meaning::One("LicenseRef-scancode-proprietary-license") => {
            Name::One(Expression::Leaf(Leaf::Closed(text.trim().to_owned())))
        }
        Meaning::One("LicenseRef-scancode-public-domain") => return find_name("public domain"),
        Meaning::One(meaning) => match catalogue().find_exception(meaning) {
            Some(exception) => Name::Exception(exception),
            None => Name::One(parse_spdx(meaning)?),
        },
    })
}

/// The meaning of an address, in any of the spellings it may have: with or without `http://` or `https://`,
/// `www.`, a closing slash, and the ending of a file (`.txt`, `.html`, `.htm`, `.php`, `.md`).
///
/// Three places name their pages by SPDX id, so those are read by the id: the SPDX list, the Open Source
/// Initiative, and NuGet's host for licences, where the path is an expression.
pub fn find_address(text: &str) -> Option<Expression> {
    if text.len() > LONGEST_ADDRESS || !is_address(text) {
        return None;
    }
    let lower = text.trim().to_lowercase();
    let address = bare(&lower);
    let listed = tables().addresses.get(address).copied();
    if let Some(id) = listed.or_else(|| tables().stems.get(stem(address)).copied().flatten()) {
        return parse_spdx(id);
    }
    let (host, path) = address.split_once('/')?;
    let id = match host {
        "spdx.org" => path.strip_prefix("licenses/")?,
        "opensource.org" => path.strip_prefix("licenses/").or_else(|| path.strip_prefix("license/"))?,
        _ if host.starts_with("licenses.nuget.") => path,
        _ => return None,
    };
    parse_spdx(&stem(id).replace("%20", " "))
}

/// Is the whole text an address?
pub fn is_address(text: &str) -> bool {
    let text = text.trim();
    let starts = text.contains("://") || text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."));
    starts && !text.contains(char::is_whitespace)
}

/// A name as the tables write it: lower case, blanks, `_`, `,` and `;` one blank, no leading "the", "licence" as
/// "license"; without quotes or a full stop around it where it is not listed with them.
fn key(text: &str) -> Option<String> {
    if text.len() > LONGEST_NAME {
        return None;
    }
    let lower = text.to_lowercase();
    let is_gap = |letter: char| letter.is_whitespace() || matches!(letter, '_' | ',' | ';');
    let words: Vec<&str> = lower.split(is_gap).filter(|word| !word.is_empty()).collect();
    let whole = words.join(" ");
    let inner = whole.trim_matches(['"', '\'', '“', '”', '.', ' ']);
    let spellings = [whole.as_str(), inner].into_iter().flat_map(|text| {
        let text = text.strip_prefix("the ").unwrap_or(text);
        // The tables leave "licences" as it is.
        [text.to_owned(), text.replace("licences", "\u{0}").replace("licence", "license").replace('\u{0}', "licences")]
    });
    let mut spellings = spellings.chain([whole.replace("licence", "license")]);
    spellings.find(|name| tables().names.contains_key(name.as_str()))
}

/// An address without scheme, `www.` and closing slash.
fn bare(lower: &str) -> &str {
    let bare = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://")).unwrap_or(lower);
    bare.strip_prefix("www.").unwrap_or(bare).trim_end_matches('/')
}

/// An address without the ending of a file, and without what Creative Commons adds for the text itself.
fn stem(address: &str) -> &str {
    let endings = [".txt", ".html", ".htm", ".php", ".md", "/legalcode", "/deed.en", "/legalcode.en"];
    endings.iter().find_map(|ending| address.strip_suffix(ending)).unwrap_or(address)
}

fn known(text: &str) -> Option<Known> {
    match parse_spdx(text) {
        Some(Expression::Leaf(Leaf::Known(known))) => Some(known),
        _ => None,
    }
}

#[derive(Clone, Copy)]
enum Meaning {
    /// An expression.
    One(&'static str),
    /// Candidates with `|` between them.
    Several(&'static str),
    Group,
}

#[derive(Default)]
struct Tables {
    names: BTreeMap<&'static str, Meaning>,
    addresses: BTreeMap<&'static str, &'static str>,
    /// Addresses without their endings; `None` where they lead to different licences.
    stems: BTreeMap<&'static str, Option<&'static str>>,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(read)
}

/// Later rows replace earlier ones.
fn read() -> Tables {
    let mut tables = Tables::default();
    for row in table(include_str!("data/urls.tsv")) {
        if let [id, addresses @ ..] = row.as_slice() {
            addresses.iter().for_each(|address| tables.add_address(address, id));
        }
    }
    for row in table(include_str!("data/aliases.tsv")) {
        let [meaning, names @ ..] = row.as_slice() else { continue };
        for name in names {
            tables.names.insert(name, Meaning::One(meaning));
            if is_address(name) && !tables.addresses.contains_key(bare(name)) {
                tables.add_address(bare(name), meaning);
            }
        }
    }
    for row in table(include_str!("data/ambiguous-names.tsv")) {
        if let [name, candidates] = row.as_slice() {
            let meaning = match candidates.strip_prefix('=') {
                Some(meaning) => Meaning::One(meaning),
                None if *candidates == "-" => Meaning::Group,
                None => Meaning::Several(candidates),
            };
            tables.names.insert(name, meaning);
        }
    }
    for row in table(include_str!("data/names.tsv")) {
        if let [name, meaning] = row.as_slice() {
            let several = meaning.contains('|');
            tables.names.insert(name, if several { Meaning::Several(meaning) } else { Meaning::One(meaning) });
        }
    }
    tables
}

impl Tables {
    fn add_address(&mut self, address: &'static str, id: &'static str) {
        self.addresses.insert(address, id);
        let found = self.stems.entry(stem(address)).or_insert(Some(id));
        if *found != Some(id) {
            *found = None;
        }
    }
}
