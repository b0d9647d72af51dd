//! Lockscope's own policy file, TOML or JSON, one schema (`docs/policy.md`): from a tree to the rules.
//!
//! Every unknown key, unknown word and wrong type is an error with its place; reading goes on to find them all.

use std::cmp::Reverse;

use super::ids::{expression, is_expression, kept};
use super::model::{
    ChoiceRule, Clarification, ClassRule, LicenseRule, LinkageRule, Overlay, PackageRule, Policy, Profile, RELATIONS,
    Require, Ruling, Scopes, Waiver, class_name, relation_name,
};
use super::own_text::linkage_key;
use super::problems::{
    Problems, fields, find, flag, list, needed, shown, suggestion, table, text, texts, word, word_of,
};
use super::tree::{Entry, Node, Value};
use crate::licenses::decisions::{Date, Reason};
use crate::licenses::{FindingKind, LicenseClass, Outbound, RelationOf, Subject, UseCase, Verdict};
use crate::model::{Ecosystem, Place};

/// What the file says of itself.
pub const SCHEMA: &str = "lockscope-policy/1";

/// The sections, in the order in which they are written.
pub const SECTIONS: [&str; 14] = [
    "schema",
    "name",
    "prefer",
    "profile",
    "require",
    "scopes",
    "defaults",
    "licenses",
    "packages",
    "linkage",
    "choices",
    "clarify",
    "waivers",
    "matrix_overlay",
];

/// So many rules of all kinds are read.
pub const MOST_RULES: usize = 10_000;

/// Reads the rules. What could not be read is among the problems.
pub fn read(root: &Node, problems: &mut Problems) -> Policy {
    let entries = fields(root, &SECTIONS, "the policy", problems);
    schema(root, problems);
    let mut policy = Policy { name: text(entries, "name", problems).unwrap_or_default(), ..Policy::default() };
    policy.prefer = texts(entries, "prefer", problems)
        .into_iter()
        .map(|(license, place)| kept(&license, &place, problems))
        .collect();
    let section = |key: &str| find(entries, key).map(|entry| &entry.node);
    if let Some(node) = section("profile") {
        policy.profile = profile(node, problems);
    }
    if let Some(node) = section("require") {
        policy.require = require(node, problems);
    }
    if let Some(node) = section("scopes") {
        let inner = fields(node, &["include_dev", "include_build"], "[scopes]", problems);
        policy.scopes = Scopes {
            include_dev: flag(inner, "include_dev", problems).unwrap_or_default(),
            include_build: flag(inner, "include_build", problems).unwrap_or_default(),
        };
    }
    if let Some(node) = section("defaults") {
        defaults(node, &mut policy, problems);
    }
    if let Some(node) = section("licenses") {
        policy.licenses =
            table(node, "[licenses]", problems).iter().filter_map(|entry| license(entry, problems)).collect();
    }
    let tables = |key: &str, problems: &mut Problems| -> Vec<&Node> { list(entries, key, problems).iter().collect() };
    policy.packages = tables("packages", problems).into_iter().filter_map(|node| package(node, problems)).collect();
    if let Some(node) = section("linkage") {
        policy.linkage =
            table(node, "[linkage]", problems).iter().filter_map(|entry| linkage(entry, problems)).collect();
        policy.linkage.sort_by_key(|rule| precedence(&rule.of));
        policy.linkage.dedup_by(|next, kept| next.of == kept.of);
    }
    policy.choices = tables("choices", problems).into_iter().filter_map(|node| choice(node, problems)).collect();
    policy.clarify = tables("clarify", problems).into_iter().filter_map(|node| clarification(node, problems)).collect();
    policy.waivers = tables("waivers", problems).into_iter().map(|node| waiver(node, problems)).collect();
    policy.matrix_overlay =
        tables("matrix_overlay", problems).into_iter().filter_map(|node| overlay(node, problems)).collect();
    policy
}

fn schema(root: &Node, problems: &mut Problems) {
    match root.get("schema") {
        None => {
            let message = format!("The policy does not name its schema; write schema = \"{SCHEMA}\"");
            problems.error("policy-schema", message, Some(root.place.clone()));
        }
        Some(entry) if entry.node.text() != Some(SCHEMA) => {
            let found =
                entry.node.text().map_or_else(|| entry.node.kind().to_owned(), |text| format!("“{}”", shown(text)));
            let message = format!("The schema must be \"{SCHEMA}\", and is {found}");
            problems.error("policy-schema", message, Some(entry.node.place.clone()));
        }
        Some(_) => {}
    }
}

fn rulings() -> [(&'static str, Ruling); 3] {
    Ruling::ALL.map(|ruling| (ruling.as_str(), ruling))
}

fn classes() -> [(&'static str, LicenseClass); 7] {
    LicenseClass::ALL.map(|class| (class_name(class), class))
}

fn use_cases() -> [(&'static str, UseCase); 5] {
    UseCase::ALL.map(|use_case| (use_case.as_str(), use_case))
}

fn profile(node: &Node, problems: &mut Problems) -> Profile {
    let entries = fields(node, &["use_case", "outbound", "client_side"], "[profile]", problems);
    Profile {
        use_case: word(entries, "use_case", &use_cases(), problems),
        outbound: text(entries, "outbound", problems).and_then(|text| {
            let place = find(entries, "outbound").map(|entry| entry.node.place.clone());
            outbound(&text, place, problems)
        }),
        client_side: flag(entries, "client_side", problems),
    }
}

fn outbound(text: &str, place: Option<Place>, problems: &mut Problems) -> Option<Outbound> {
    match text.to_ascii_lowercase().as_str() {
        "undecided" => Some(Outbound::Undecided),
        "proprietary" => Some(Outbound::Proprietary),
        _ if is_expression(text) => Some(Outbound::License(text.to_owned())),
        _ => {
            let message = format!("“{}” is no licence expression, and neither proprietary nor undecided", shown(text));
            problems.error("policy-expression", message, place);
            None
        }
    }
}

fn require(node: &Node, problems: &mut Problems) -> Require {
    let entries = fields(node, &["license", "known", "text", "copyright"], "[require]", problems);
    let mut asked = |key: &str| flag(entries, key, problems).unwrap_or_default();
    let require = Require {
        license: asked("license"),
        known: asked("known"),
        text: asked("text"),
        copyright: asked("copyright"),
    };
    for (key, is_asked) in [("text", require.text), ("copyright", require.copyright)] {
        if is_asked {
            let place = find(entries, key).map(|entry| entry.place.clone());
            problems.warning("policy-not-judged", format!("`{key}` is kept and not checked"), place);
        }
    }
    require
}

fn defaults(node: &Node, policy: &mut Policy, problems: &mut Problems) {
    let mut names: Vec<&str> = classes().iter().map(|(name, _)| *name).collect();
    names.push("unlisted");
    let mut with_uses = names.clone();
    with_uses.extend(use_cases().iter().map(|(name, _)| *name));
    for entry in fields(node, &with_uses, "[defaults]", problems) {
        if let Some((_, use_case)) = use_cases().into_iter().find(|(name, _)| *name == entry.key) {
            let of = format!("[defaults.{}]", entry.key);
            for inner in fields(&entry.node, &names, &of, problems) {
                if inner.key == "unlisted" {
                    let message = "`unlisted` holds for every use: write it in [defaults]";
                    problems.error("policy-unknown-key", message, Some(inner.place.clone()));
                } else {
                    class(inner, Some(use_case), policy, problems);
                }
            }
        } else if entry.key == "unlisted" {
            policy.unlisted = word_of(&entry.node, &entry.key, &rulings(), problems);
        } else {
            class(entry, None, policy, problems);
        }
    }
}

fn class(entry: &Entry, use_case: Option<UseCase>, policy: &mut Policy, problems: &mut Problems) {
    let known = classes().into_iter().find(|(name, _)| *name == entry.key);
    if let Some((_, class)) = known
        && let Some(ruling) = word_of(&entry.node, &entry.key, &rulings(), problems)
    {
        policy.defaults.push(ClassRule { class, use_case, ruling });
    }
}

fn license(entry: &Entry, problems: &mut Problems) -> Option<LicenseRule> {
    let (ruling, note) = match &entry.node.value {
        Value::Table(_) => {
            let entries = fields(&entry.node, &["ruling", "note"], "a licence rule", problems);
            if !entry.node.has("ruling") {
                let message = format!("The rule for `{}` needs `ruling`", shown(&entry.key));
                problems.error("policy-missing-key", message, Some(entry.place.clone()));
            }
            let ruling = word(entries, "ruling", &rulings(), problems)?;
            (ruling, text(entries, "note", problems).unwrap_or_default())
        }
        _ => (word_of(&entry.node, &entry.key, &rulings(), problems)?, String::new()),
    };
    if entry.key.trim().is_empty() {
        problems.error("policy-missing-key", "A licence rule must name a licence", Some(entry.place.clone()));
        return None;
    }
    let license = kept(entry.key.trim(), &entry.place, problems);
    Some(LicenseRule { license, ruling, note, place: Some(entry.place.clone()) })
}

fn package(node: &Node, problems: &mut Problems) -> Option<PackageRule> {
    let entries = fields(node, &["package", "versions", "allow", "note"], "[[packages]]", problems);
    let subject = subject(node, "[[packages]]", problems);
    if !node.has("allow") {
        problems.error("policy-missing-key", "[[packages]] needs `allow`", Some(node.place.clone()));
    }
    let allow = texts(entries, "allow", problems)
        .into_iter()
        .map(|(license, place)| kept(&license, &place, problems))
        .collect();
    let note = text(entries, "note", problems).unwrap_or_default();
    Some(PackageRule { subject: subject?, allow, note, place: Some(node.place.clone()) })
}

/// Reads `package` and `versions`.
fn subject(node: &Node, of: &str, problems: &mut Problems) -> Option<Subject> {
    let package = needed(node, "package", of, problems);
    let versions = text(node.entries(), "versions", problems).filter(|range| !range.is_empty());
    let package = package?;
    check_package(&package, node.get("package"), problems);
    Some(Subject { package, versions })
}

fn check_package(package: &str, entry: Option<&Entry>, problems: &mut Problems) {
    let place = entry.map(|entry| entry.node.place.clone());
    let message = match Subject::written(package) {
        None => format!("`{}` is no package URL", shown(package)),
        Some(Subject { versions: Some(_), .. }) => {
            format!("`{}` holds a version: write it as `versions`", shown(package))
        }
        Some(subject) if subject.package != package => {
            format!("`{}` fits nothing: write `{}`", shown(package), shown(&subject.package))
        }
        Some(_) => return,
    };
    problems.error("policy-package", message, place);
}

fn linkage(entry: &Entry, problems: &mut Problems) -> Option<LinkageRule> {
    let relations = RELATIONS.map(|relation| (relation_name(relation), relation));
    let relation = word_of(&entry.node, &entry.key, &relations, problems);
    let of = if entry.key.starts_with("pkg:") {
        check_package(&entry.key, Some(entry), problems);
        RelationOf::Component(Subject { package: entry.key.clone(), versions: None })
    } else {
        match Ecosystem::from_package_url_type(&entry.key) {
            Ecosystem::Other => {
                let names =
                    ["npm", "cargo", "pypi", "golang", "maven", "nuget", "gem", "composer", "swift", "conan", "pub"];
                let advice = suggestion(&entry.key, names.into_iter());
                let message = format!("`{}` is no ecosystem and no package URL{advice}", shown(&entry.key));
                problems.error("policy-unknown-key", message, Some(entry.place.clone()));
                return None;
            }
            ecosystem => RelationOf::Ecosystem(ecosystem),
        }
    };
    Some(LinkageRule { of, relation: relation? })
}

/// The first rule that fits counts, and a table has no order: a package comes before the patterns that hold it, a longer pattern
/// before a shorter one.
fn precedence(of: &RelationOf) -> (bool, bool, Reverse<usize>, String) {
    let key = linkage_key(of).unwrap_or_default();
    (matches!(of, RelationOf::Ecosystem(_)), key.ends_with('*'), Reverse(key.len()), key)
}

fn choice(node: &Node, problems: &mut Problems) -> Option<ChoiceRule> {
    let of = "[[choices]]";
    let entries = fields(node, &["package", "versions", "given", "choice", "reason"], of, problems);
    let subject = if node.has("package") {
        Some(subject(node, of, problems)?)
    } else {
        if let Some(entry) = node.get("versions") {
            problems.error("policy-missing-key", "`versions` needs `package`", Some(entry.place.clone()));
        }
        None
    };
    let given = expression(node, "given", of, false, problems);
    let choice = expression(node, "choice", of, true, problems);
    let reason = text(entries, "reason", problems).unwrap_or_default();
    Some(ChoiceRule { subject, given, choice: choice?, reason })
}

fn clarification(node: &Node, problems: &mut Problems) -> Option<Clarification> {
    let of = "[[clarify]]";
    let entries = fields(node, &["package", "versions", "expression", "evidence", "hash"], of, problems);
    let subject = subject(node, of, problems);
    let expression = expression(node, "expression", of, true, problems);
    let evidence = text(entries, "evidence", problems).unwrap_or_default();
    let hash = text(entries, "hash", problems).unwrap_or_default();
    Some(Clarification { subject: subject?, expression: expression?, evidence, hash })
}

fn waiver(node: &Node, problems: &mut Problems) -> Waiver {
    const KEYS: [&str; 10] =
        ["kind", "licenses", "package", "versions", "message", "reason", "comment", "by", "date", "expires"];
    let of = "[[waivers]]";
    let entries = fields(node, &KEYS, of, problems);
    let subject = if node.has("package") { subject(node, of, problems) } else { None };
    let message = text(entries, "message", problems).unwrap_or_default();
    if !node.has("package") && message.is_empty() {
        problems.error("policy-missing-key", "[[waivers]] needs `package`", Some(node.place.clone()));
    }
    if node.has("package") && !node.has("date") {
        let message = "A waiver without `date` waives nothing";
        problems.warning("policy-not-judged", message, Some(node.place.clone()));
    }
    if !node.has("reason") {
        problems.error("policy-missing-key", "[[waivers]] needs `reason`", Some(node.place.clone()));
    }
    let kinds = FindingKind::ALL.map(|kind| (kind.letter(), kind.letter()));
    Waiver {
        kind: word(entries, "kind", &kinds, problems).unwrap_or_default().to_owned(),
        licenses: texts(entries, "licenses", problems)
            .into_iter()
            .map(|(license, place)| kept(&license, &place, problems))
            .collect(),
        subject,
        message,
        reason: word(entries, "reason", &Reason::ALL.map(|reason| (reason.as_str(), reason.as_str())), problems)
            .unwrap_or("other")
            .to_owned(),
        comment: text(entries, "comment", problems).unwrap_or_default(),
        by: text(entries, "by", problems).unwrap_or_default(),
        date: date(entries, "date", problems),
        expires: date(entries, "expires", problems),
    }
}

/// A day, `2026-11-28`.
fn date(entries: &[Entry], key: &str, problems: &mut Problems) -> String {
    let Some(found) = text(entries, key, problems).filter(|found| !found.is_empty()) else { return String::new() };
    match found.parse::<Date>() {
        Ok(date) => date.to_string(),
        Err(why) => {
            let place = find(entries, key).map(|entry| entry.node.place.clone());
            problems.error("policy-date", format!("`{key}`: {why}"), place);
            String::new()
        }
    }
}

fn overlay(node: &Node, problems: &mut Problems) -> Option<Overlay> {
    let of = "[[matrix_overlay]]";
    let entries = fields(node, &["outbound", "inbound", "verdict", "reason"], of, problems);
    let words = [Verdict::Allowed, Verdict::Duties, Verdict::Review, Verdict::Conflict]
        .map(|verdict| (verdict.as_str(), verdict));
    let outbound = expression(node, "outbound", of, true, problems);
    let inbound = expression(node, "inbound", of, true, problems);
    let verdict = word(entries, "verdict", &words, problems);
    if !node.has("verdict") {
        problems.error("policy-missing-key", format!("{of} needs `verdict`"), Some(node.place.clone()));
    }
    problems.info("policy-not-judged", "A [[matrix_overlay]] is kept and not judged by", Some(node.place.clone()));
    let reason = text(entries, "reason", problems).unwrap_or_default();
    Some(Overlay { outbound: outbound?, inbound: inbound?, verdict: verdict?, reason })
}
