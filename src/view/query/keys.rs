//! The keys of the query language: what may stand before a colon or a comparison.

use crate::policy::nearest;

/// What a term looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// Name, package URL and licence.
    Anything,
    Text(Text),
    Flag(Flag),
    Number(Number),
    Version,
    /// Any route leads from it to what fits, or from what fits to it.
    Needs,
    BroughtBy,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Text {
    Name,
    License,
    Class,
    Verdict,
    Scope,
    Ecosystem,
    File,
    Project,
    Owner,
    PackageUrl,
    Source,
    Hash,
    Kind,
    Supplier,
    Vulnerability,
    Hygiene,
    Lacks,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flag {
    Direct,
    Duplicate,
    Involved,
    Own,
    Root,
    Cycle,
    Unreached,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Number {
    Depth,
    NeededBy,
    Needs,
    Brings,
    /// Of its package: projects that use it, and different versions that are used.
    Projects,
    Versions,
}

/// The word of each key, what it finds, and an example of a value. Completion and help are made from it.
pub(super) const KEYS: [(&str, Key, &str); 32] = [
    ("name", Key::Text(Text::Name), "the whole name: name:@scope/*"),
    ("version", Key::Version, "exactly, by glob or compared: version:>=2.17"),
    ("license", Key::Text(Text::License), "a term of the licence: license:AGPL*"),
    ("class", Key::Text(Text::Class), "the licence class: class:strong"),
    ("verdict", Key::Text(Text::Verdict), "verdict:conflict"),
    ("scope", Key::Text(Text::Scope), "scope:runtime"),
    ("ecosystem", Key::Text(Text::Ecosystem), "ecosystem:cargo"),
    ("file", Key::Text(Text::File), "the file it was read from: file:signer"),
    ("project", Key::Text(Text::Project), "the project that holds it: project:services/pay"),
    ("owner", Key::Text(Text::Owner), "who answers for a project that holds it, as labelled: owner:none"),
    ("purl", Key::Text(Text::PackageUrl), "the package URL: purl:pkg:npm/*"),
    ("source", Key::Text(Text::Source), "where it is fetched from: source:git+*"),
    ("hash", Key::Text(Text::Hash), "a checksum: hash:sha1*, hash:none"),
    ("kind", Key::Text(Text::Kind), "what it is: kind:container"),
    ("supplier", Key::Text(Text::Supplier), "who supplies it, as stated"),
    (
        "vuln",
        Key::Text(Text::Vulnerability),
        "known vulnerabilities: vuln:CVE-2021-*, vuln:critical, vuln:\"not checked\"",
    ),
    ("hygiene", Key::Text(Text::Hygiene), "findings of hygiene: hygiene:plain-http, hygiene:high, hygiene:any"),
    ("lacks", Key::Text(Text::Lacks), "what an SBOM does not say of it: lacks:supplier, lacks:hash"),
    ("direct", Key::Flag(Flag::Direct), "what a root asks for itself"),
    ("duplicate", Key::Flag(Flag::Duplicate), "names that are here in several versions"),
    ("involved", Key::Flag(Flag::Involved), "on the other side of a conflict"),
    ("own", Key::Flag(Flag::Own), "own packages"),
    ("root", Key::Flag(Flag::Root), "what the documents describe"),
    ("cycle", Key::Flag(Flag::Cycle), "needs itself by some way round"),
    ("unreached", Key::Flag(Flag::Unreached), "no root leads to it"),
    ("depth", Key::Number(Number::Depth), "steps from a root: depth>3"),
    ("needed-by", Key::Number(Number::NeededBy), "how many need it directly: needed-by>20"),
    ("dependencies", Key::Number(Number::Needs), "how many it needs directly: dependencies>=10"),
    ("brings", Key::Number(Number::Brings), "how many would leave with it: brings>10"),
    ("projects", Key::Number(Number::Projects), "in how many projects, in any version: projects>10"),
    ("versions", Key::Number(Number::Versions), "of how many versions is one: versions>3"),
    ("needs", Key::Needs, "everything that needs it, by any way: needs:openssl"),
];

/// Further words for keys, and keys that need no line of their own.
const OTHERS: [(&str, Key); 6] = [
    ("licence", Key::Text(Text::License)),
    ("brought-by", Key::BroughtBy),
    ("scc", Key::Flag(Flag::Cycle)),
    ("dependents", Key::Number(Number::NeededBy)),
    ("type", Key::Text(Text::Ecosystem)),
    ("any", Key::Anything),
];

/// The key of a word in small letters.
pub(super) fn key(word: &str) -> Option<Key> {
    let known = KEYS.iter().map(|(name, key, _)| (*name, *key)).chain(OTHERS);
    known.into_iter().find(|(name, _)| *name == word).map(|(_, key)| key)
}

/// Flags stand alone too: `direct`, `not:direct`, and `dev` for the scope.
pub(super) fn flag(word: &str) -> Option<Flag> {
    match key(word) {
        Some(Key::Flag(flag)) => Some(flag),
        _ => None,
    }
}

/// All keys, for a message.
pub(super) fn list() -> String {
    names().collect::<Vec<_>>().join(", ")
}

/// The key that a word which is none may have been meant for: the one it begins, or the one nearest by letters.
pub(super) fn meant(word: &str) -> Option<&'static str> {
    let begun = names().find(|name| word.len() > 2 && name.starts_with(&word.to_ascii_lowercase()));
    begun.or_else(|| nearest(word, names()))
}

fn names() -> impl Iterator<Item = &'static str> {
    KEYS.iter().map(|(name, _, _)| *name).chain(["brought-by"])
}
