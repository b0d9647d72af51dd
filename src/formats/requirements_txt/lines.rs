//! The lines of a requirements file: joined where a backslash ends them, told apart from their remarks.

use crate::formats::support::python::requirement::Requirement;
use crate::model::Place;

/// What one line, or several joined ones, says.
pub(super) enum Line<'a> {
    /// A requirement or an option, and the remark at its end.
    Requirement { text: String, remark: Option<&'a str>, place: Place },
    /// Who needs the requirement above, separated by commas.
    Via { requesters: &'a str, place: Place },
}

/// Every line that says something.
pub(super) fn read(text: &str) -> Vec<Line<'_>> {
    let mut found = Vec::new();
    let mut joined = String::new();
    let mut start = 1;
    let mut in_via = false;
    for (line, number) in text.lines().zip(1_u32..) {
        let trimmed = line.trim();
        let place = Place::Line { line: number, column: 1 };
        if let Some(remark) = trimmed.strip_prefix('#') {
            close(&mut joined, start, &mut found);
            let said = remark.trim();
            let listed = if said == "via" { Some("") } else { said.strip_prefix("via ") };
            // Below a bare `# via`, each name stands on a line of its own, further to the right.
            let continues = in_via && remark.starts_with("  ");
            in_via = listed.is_some() || continues;
            if in_via {
                found.push(Line::Via { requesters: listed.unwrap_or(said), place });
            }
            continue;
        }
        in_via = false;
        if joined.is_empty() {
            start = number;
        }
        let (statement, remark) = split_remark(trimmed);
        match statement.strip_suffix('\\').filter(|_| remark.is_none()) {
            Some(begun) => {
                joined.push_str(begun);
                joined.push(' ');
            }
            None => {
                joined.push_str(statement);
                if !joined.trim().is_empty() {
                    let place = Place::Line { line: start, column: 1 };
                    found.push(Line::Requirement { text: joined.trim().to_owned(), remark, place });
                }
                joined.clear();
            }
        }
    }
    close(&mut joined, start, &mut found);
    found
}

/// A remark or the end of the file ends what a backslash left open.
fn close(joined: &mut String, start: u32, found: &mut Vec<Line>) {
    if !joined.trim().is_empty() {
        let place = Place::Line { line: start, column: 1 };
        found.push(Line::Requirement { text: joined.trim().to_owned(), remark: None, place });
    }
    joined.clear();
}

/// A `#` after white space begins a remark; the one in an address does not.
fn split_remark(line: &str) -> (&str, Option<&str>) {
    let at = line
        .match_indices('#')
        .map(|(at, _)| at)
        .find(|at| line.get(..*at).is_some_and(|before| before.ends_with(char::is_whitespace)));
    match at.and_then(|at| line.split_at_checked(at)) {
        Some((statement, remark)) => (statement.trim_end(), Some(remark.trim_start_matches('#').trim())),
        None => (line, None),
    }
}

const OPTIONS: [&str; 20] = [
    "-r",
    "--requirement",
    "-c",
    "--constraint",
    "-e",
    "--editable",
    "-i",
    "--index-url",
    "--extra-index-url",
    "-f",
    "--find-links",
    "--no-index",
    "--no-binary",
    "--only-binary",
    "--prefer-binary",
    "--require-hashes",
    "--pre",
    "--trusted-host",
    "--use-feature",
    "--config-settings",
];

/// An option on a line of its own and its value: `-r other.txt`, `--index-url=…`.
pub(super) fn option(text: &str) -> Option<(&'static str, &str)> {
    let end = text.find(|character: char| character.is_whitespace() || character == '=').unwrap_or(text.len());
    let (word, value) = text.split_at_checked(end)?;
    let option = OPTIONS.into_iter().find(|option| *option == word);
    // `-rother.txt` is allowed too.
    let option = option.map(|option| (option, value)).or_else(|| {
        let short = ["-r", "-c", "-e"].into_iter().find(|short| text.starts_with(short) && !text.starts_with("--"))?;
        Some((short, text.get(short.len()..)?))
    });
    option.map(|(option, value)| (option, value.trim().trim_start_matches('=').trim()))
}

/// A requirement without the options that follow it, and those.
pub(super) fn without_options(text: &str) -> (&str, &str) {
    text.find(" --")
        .and_then(|at| text.split_at_checked(at))
        .map_or((text, ""), |(before, after)| (before.trim(), after))
}

/// `--hash=sha256:…`, each as `sha256:…`.
pub(super) fn hashes(options: &str) -> Vec<String> {
    let words = options.split_whitespace();
    words.filter_map(|word| word.strip_prefix("--hash=")).map(|hash| hash.trim_matches('"').to_owned()).collect()
}

/// An address or a path rather than a name.
pub(super) fn is_address(text: &str) -> bool {
    let first = text.split(" ;").next().unwrap_or(text).trim();
    let is_path = first.starts_with("./") || first.starts_with("../") || first.starts_with('/') || is_archive(first);
    !first.contains(char::is_whitespace) && (first.contains("://") || first.starts_with("file:") || is_path)
}

fn is_archive(text: &str) -> bool {
    [".whl", ".tar.gz", ".zip"].iter().any(|end| text.ends_with(end))
}

/// The name, and the version where it is known, that an address carries: `#egg=name` or an archive's name.
pub(super) fn named_by_address(address: &str) -> Option<(&str, Option<&str>)> {
    let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
    let egg = fragment.split('&').find_map(|part| part.strip_prefix("egg="));
    if let Some(egg) = egg {
        let name = egg.split('[').next().unwrap_or(egg);
        return (!name.is_empty()).then_some((name, None));
    }
    let file = path.split('?').next().unwrap_or(path).rsplit('/').next().unwrap_or("");
    if let Some(wheel) = file.strip_suffix(".whl") {
        let mut parts = wheel.split('-');
        return Some((parts.next().filter(|name| !name.is_empty())?, parts.next()));
    }
    let archive = file.strip_suffix(".tar.gz").or_else(|| file.strip_suffix(".zip"))?;
    let (name, version) = archive.rsplit_once('-')?;
    let is_version = version.starts_with(|first: char| first.is_ascii_digit());
    (is_version && !name.is_empty()).then_some((name, Some(version)))
}

/// How much a line looks like one of a requirements file.
pub(super) enum Likelihood {
    Sure,
    Likely,
    Other,
}

/// Looks at one line, without its backslash.
pub(super) fn likelihood(line: &str) -> Likelihood {
    let (statement, _) = split_remark(line);
    let statement = statement.trim();
    if statement.starts_with('-') {
        let is_ours = option(statement).is_some_and(|(_, value)| !value.contains(char::is_whitespace));
        return if is_ours { Likelihood::Sure } else { Likelihood::Other };
    }
    let (statement, _) = without_options(statement);
    match Requirement::parse(statement) {
        _ if statement.ends_with(',') => Likelihood::Other,
        Some(requirement) if !requirement.specifier.is_empty() || requirement.url.is_some() => Likelihood::Sure,
        Some(_) => Likelihood::Likely,
        None if statement.starts_with("git+") && is_address(statement) => Likelihood::Sure,
        None if is_address(statement) && named_by_address(statement).is_some() => Likelihood::Likely,
        None => Likelihood::Other,
    }
}
