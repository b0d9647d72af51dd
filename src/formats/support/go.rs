//! How Go writes modules, versions and the lines of go.mod and go.work. No file format of its own.
//!
//! Sources: <https://go.dev/ref/mod>; the lexer of `golang.org/x/mod/modfile`; Go's semantic versions.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::notices::Notices;
use super::places::counted;
use crate::model::{Component, Ecosystem, PackageUrl, Place};

/// A module as a component. The version keeps its leading `v`, as every SBOM tool for Go writes it.
pub fn module(path: &str, version: Option<&str>) -> Component {
    Component {
        name: path.to_owned(),
        version: version.map(str::to_owned),
        ecosystem: Ecosystem::Golang,
        package_url: package_url(path, version),
        ..Component::default()
    }
}

/// The component that stands in for a replaced module: another module, or the module's own name where a
/// folder replaces it (what version lies there, nothing says). A notice tells of it.
pub fn stand_in(
    (path, version): (&str, Option<&str>),
    (target, target_version): (&str, Option<&str>),
    place: Option<Place>,
    notices: &mut Notices,
) -> Component {
    let replaced = version.map_or(path.to_owned(), |version| format!("{path} {version}"));
    let (words, component) = match target_version {
        Some(version) => (format!("`{target} {version}`"), module(target, target_version)),
        None => {
            let source = Some(target.to_owned());
            (format!("the folder `{target}`"), Component { own: true, source, ..module(path, None) })
        }
    };
    notices.info("replaced", place.clone(), format!("`{replaced}` is replaced by {words}"));
    Component { place, ..component }
}

/// Says how many modules are only marked as indirect, where any are.
pub fn note_indirect(count: usize, notices: &mut Notices) {
    if count > 0 {
        let modules = counted(count, "module is", "modules are");
        let message = format!("{modules} marked indirect; the file does not say what needs them: `go mod graph` does");
        notices.info("indirect", None, message);
    }
}

/// The package URL of a module, such as `pkg:golang/github.com/a/b@v1.2.3`.
pub fn package_url(path: &str, version: Option<&str>) -> Option<PackageUrl> {
    match path.rsplit_once('/') {
        Some((namespace, name)) => PackageUrl::new("golang", Some(namespace), name, version),
        None => PackageUrl::new("golang", None, path, version),
    }
}

/// Does a replacement name a folder instead of a module? Source: `modfile.IsDirectoryPath`.
pub fn is_folder(path: &str) -> bool {
    let is_drive = |path: &str| {
        let mut letters = path.bytes();
        letters.next().is_some_and(|first| first.is_ascii_alphabetic()) && letters.next() == Some(b':')
    };
    path == "."
        || path == ".."
        || path.starts_with("./")
        || path.starts_with("../")
        || path.starts_with('/')
        || path.starts_with(".\\")
        || path.starts_with("..\\")
        || is_drive(path)
}

/// Compares two versions as Go does: `v1.2.3-pre+meta`, where a pre-release comes before its release and
/// what follows `+` does not count. What is no version comes before all that are.
pub fn compare(left: &str, right: &str) -> Ordering {
    let (left, right) = (Version::of(left), Version::of(right));
    left.is_version.cmp(&right.is_version).then_with(|| {
        let numbers = left.numbers.iter().zip(&right.numbers).map(|(left, right)| number(left, right));
        numbers.fold(Ordering::Equal, Ordering::then).then_with(|| pre_release(left.pre, right.pre))
    })
}

struct Version<'a> {
    numbers: [&'a str; 3],
    pre: &'a str,
    is_version: bool,
}

impl<'a> Version<'a> {
    fn of(text: &'a str) -> Self {
        // `toolchain@go1.22.0` and `go@1.22rc1` have no `v`.
        let text = text.strip_prefix("go").or_else(|| text.strip_prefix('v')).unwrap_or(text);
        let text = text.split('+').next().unwrap_or("");
        let (numbers, pre) = text.split_once('-').unwrap_or((text, ""));
        let mut parts = numbers.split('.');
        let mut next = || parts.next().unwrap_or("0");
        let numbers = [next(), next(), next()];
        let is_version = text.starts_with(|first: char| first.is_ascii_digit());
        Self { numbers, pre, is_version }
    }
}

/// Digits compare as numbers of any length; `22rc1`, as Go's own versions have it, before `22`.
fn number(left: &str, right: &str) -> Ordering {
    let split = |text: &str| text.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    let (left_end, right_end) = (split(left), split(right));
    let digits = |text: &str, end: usize| text.get(..end).unwrap_or("").trim_start_matches('0').to_owned();
    let (left_digits, right_digits) = (digits(left, left_end), digits(right, right_end));
    let by_digits = left_digits.len().cmp(&right_digits.len()).then_with(|| left_digits.cmp(&right_digits));
    by_digits.then_with(|| pre_release(left.get(left_end..).unwrap_or(""), right.get(right_end..).unwrap_or("")))
}

fn pre_release(left: &str, right: &str) -> Ordering {
    match (left.is_empty(), right.is_empty()) {
        (true, true) => return Ordering::Equal,
        (true, false) => return Ordering::Greater,
        (false, true) => return Ordering::Less,
        (false, false) => {}
    }
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let (mut left, mut right) = (left.split('.'), right.split('.'));
    loop {
        let order = match (left.next(), right.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(left), Some(right)) => match (is_number(left), is_number(right)) {
                (true, true) => number(left, right),
                (true, false) => Ordering::Less,
                (false, true) => Ordering::Greater,
                (false, false) => left.cmp(right),
            },
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// One line of go.mod or go.work, or one line inside a block of it.
pub struct Directive<'a> {
    /// `require`, `replace`, `use`, …
    pub verb: &'a str,
    /// What follows it, without quotes; `=>` stands as a word.
    pub words: Vec<Cow<'a, str>>,
    /// What follows `//`, trimmed.
    pub comment: &'a str,
    pub place: Place,
}

/// The directives of a go.mod or go.work file, blocks taken apart, lazily and in order.
pub fn directives(text: &str) -> impl Iterator<Item = Directive<'_>> {
    let mut block: Option<&str> = None;
    text.lines().zip(1_u32..).filter_map(move |(line, number)| {
        let column = 1 + line.chars().take_while(|character| character.is_whitespace()).count();
        let place = Place::Line { line: number, column: u32::try_from(column).unwrap_or(u32::MAX) };
        let (words, comment) = words(line);
        let mut words = words.into_iter();
        let verb = match block {
            Some(verb) => verb,
            None => match words.next()? {
                Cow::Borrowed(verb) => verb,
                Cow::Owned(_) => return None,
            },
        };
        let mut words: Vec<Cow<str>> = words.collect();
        if block.is_none() && words.first().is_some_and(|word| word == "(") {
            block = Some(verb);
            words.remove(0);
        }
        if block.is_some() && words.last().is_some_and(|word| word == ")") {
            block = None;
            words.pop();
        }
        (!words.is_empty()).then_some(Directive { verb, words, comment, place })
    })
}

/// A line as words and the comment that ends it.
fn words(line: &str) -> (Vec<Cow<'_, str>>, &str) {
    let mut found = Vec::new();
    let mut rest = line.trim();
    loop {
        rest = rest.trim_start();
        if let Some(comment) = rest.strip_prefix("//") {
            return (found, comment.trim());
        }
        let Some(first) = rest.chars().next() else { return (found, "") };
        let end = match first {
            '"' | '`' => {
                let (word, end) = quoted(rest, first);
                found.push(word);
                end
            }
            '(' | ')' | '[' | ']' | ',' => {
                found.push(Cow::Borrowed(rest.get(..1).unwrap_or("")));
                1
            }
            _ => {
                let ends = |at: usize, character: char| {
                    character.is_whitespace()
                        || matches!(character, '(' | ')' | '[' | ']' | ',')
                        || rest.get(at..).is_some_and(|rest| rest.starts_with("//"))
                };
                let end =
                    rest.char_indices().find(|(at, character)| ends(*at, *character)).map_or(rest.len(), |(at, _)| at);
                found.push(Cow::Borrowed(rest.get(..end).unwrap_or("")));
                end.max(1)
            }
        };
        rest = rest.get(end..).unwrap_or("");
    }
}

/// A quoted word without its quotes and where it ends; an open quote ends with the line.
fn quoted(rest: &str, quote: char) -> (Cow<'_, str>, usize) {
    let mut escaped = false;
    for (at, character) in rest.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' if quote == '"' => escaped = true,
            _ if character == quote => {
                let inside = rest.get(1..at).unwrap_or("");
                let word = if quote == '"' && inside.contains('\\') {
                    Cow::Owned(unescaped(inside))
                } else {
                    Cow::Borrowed(inside)
                };
                return (word, at + 1);
            }
            _ => {}
        }
    }
    (Cow::Borrowed(rest.get(1..).unwrap_or("")), rest.len())
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => out.extend(characters.next()),
            _ => out.push(character),
        }
    }
    out
}

/// `replace path [version] => target [version]`, from go.mod or go.work.
pub struct Replacement<'a> {
    pub path: &'a str,
    /// Only this version is replaced; `None` for all.
    pub version: Option<&'a str>,
    pub target: &'a str,
    /// `None` where the target is a folder.
    pub target_version: Option<&'a str>,
}

/// Reads the words of a `replace` directive.
pub fn replacement<'a>(words: &'a [Cow<str>]) -> Option<Replacement<'a>> {
    let arrow = words.iter().position(|word| word == "=>")?;
    let (before, after) = (words.get(..arrow)?, words.get(arrow + 1..)?);
    if before.len() > 2 || after.len() > 2 {
        return None;
    }
    Some(Replacement {
        path: before.first()?,
        version: before.get(1).map(Cow::as_ref),
        target: after.first()?,
        target_version: after.get(1).map(Cow::as_ref),
    })
}

/// Is every directive at the beginning of a text one of these? Tells other texts by their first word.
pub fn begins_with_only(text: &str, verbs: &[&str]) -> bool {
    const LOOKED_AT: usize = 40;
    let first = text.lines().map(str::trim_start).find(|line| !line.is_empty() && !line.starts_with("//"));
    let is_verb = |line: &str| verbs.iter().any(|verb| line.starts_with(verb));
    first.is_some_and(is_verb) && directives(text).take(LOOKED_AT).all(|directive| verbs.contains(&directive.verb))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_order(ordered: &[&str]) {
        for (position, left) in ordered.iter().enumerate() {
            for right in ordered.get(position + 1..).unwrap_or(&[]) {
                assert_eq!(compare(left, right), Ordering::Less, "{left} {right}");
                assert_eq!(compare(right, left), Ordering::Greater, "{right} {left}");
            }
        }
    }

    #[test]
    fn versions_compare_as_go_does() {
        check_order(&[
            "main",
            "v0.0.0-20190308221718-c2843e01d9a2",
            "v0.0.0-20210921155107-089bfa567519",
            "v0.9.0",
            "v0.10.0-alpha",
            "v0.10.0-alpha.1",
            "v0.10.0-alpha.beta",
            "v0.10.0-rc.2",
            "v0.10.0-rc.10",
            "v0.10.0",
            "v2.0.3+incompatible",
            "v20.0.0",
        ]);
        check_order(&["1.20", "1.21rc2", "1.21", "1.21.5", "1.22.0"]);
        assert_eq!(compare("v1.0.0+incompatible", "v1.0.0"), Ordering::Equal);
    }

    #[test]
    fn lines_and_blocks_become_directives() {
        let text =
            "module \"a b\" // why\nrequire(\n\tx v1 // indirect\n\t// y v2\n)\nretract [v1, v2]\n)\nuse ( . )\n";
        let shown: Vec<String> = directives(text)
            .map(|directive| format!("{} {} {}", directive.verb, directive.words.join("|"), directive.comment))
            .collect();
        assert_eq!(shown, ["module a b why", "require x|v1 indirect", "retract [|v1|,|v2|] ", "use . "]);
    }

    #[test]
    fn folders_are_told_from_modules() {
        assert!([".", "./a", "../../..", "/a", "C:\\a", "..\\a"].iter().all(|path| is_folder(path)));
        assert!(["a", "example.org/a", ".a/b"].iter().all(|path| !is_folder(path)));
    }
}
