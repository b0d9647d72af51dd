//! Does a version satisfy what is asked for? Python's clauses, and the `^`, `~` and `||` of Poetry.
//!
//! Answers `true` where it cannot tell, so that nothing is lost: it is asked only to choose between entries
//! that a lockfile holds. Source: PEP 440, <https://packaging.python.org/en/latest/specifications/version-specifiers/>.

use std::cmp::Ordering;

/// Does the requirement allow this version?
pub fn allows(specifier: &str, version: &str) -> bool {
    let Some(parsed) = Version::parse(version) else { return true };
    specifier.split("||").any(|all| all.split(',').all(|clause| allows_one(clause.trim(), &parsed, version)))
}

fn allows_one(clause: &str, version: &Version, written: &str) -> bool {
    let operator_end = clause.find(|first: char| !"=<>!~^".contains(first)).unwrap_or(clause.len());
    let (operator, wanted) = clause.split_at_checked(operator_end).unwrap_or((clause, ""));
    let wanted = wanted.trim();
    if wanted.is_empty() || wanted == "*" {
        return true;
    }
    if operator == "===" {
        return wanted == written;
    }
    if let Some(prefix) = wanted.strip_suffix(".*") {
        let Some(prefix) = Version::parse(prefix) else { return true };
        return version.starts_with(&prefix, prefix.release.len()) != (operator == "!=");
    }
    let Some(wanted) = Version::parse(wanted) else { return true };
    let order = version.compare(&wanted);
    match operator {
        "!=" => order != Ordering::Equal,
        "<=" => order != Ordering::Greater,
        ">=" => order != Ordering::Less,
        "<" => order == Ordering::Less,
        ">" => order == Ordering::Greater,
        "~=" => order != Ordering::Less && version.starts_with(&wanted, wanted.release.len().saturating_sub(1)),
        "~" => order != Ordering::Less && version.starts_with(&wanted, wanted.release.len().min(2)),
        "^" => {
            let zeros = wanted.release.iter().take_while(|part| **part == 0).count();
            order != Ordering::Less && version.starts_with(&wanted, (zeros + 1).min(wanted.release.len()))
        }
        _ => order == Ordering::Equal,
    }
}

/// A version, taken apart so that it can be compared.
#[derive(Debug, Default)]
struct Version {
    epoch: u64,
    release: Vec<u64>,
    /// Before the release (`a1`, `b2`, `rc1`), a development version without one, or neither.
    pre: Option<(u8, u64)>,
    post: Option<u64>,
    dev: Option<u64>,
}

impl Version {
    fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_start_matches(['v', 'V']).to_ascii_lowercase();
        let public = text.split('+').next().unwrap_or("");
        let (epoch, rest) = public.split_once('!').unwrap_or(("0", public));
        let release_end = rest.find(|character: char| !character.is_ascii_digit() && character != '.');
        let (release, mut suffix) = rest.split_at_checked(release_end.unwrap_or(rest.len()))?;
        let release = release.trim_end_matches('.').split('.').map(|part| part.parse().ok());
        let mut version =
            Self { epoch: epoch.parse().ok()?, release: release.collect::<Option<Vec<u64>>>()?, ..Self::default() };
        while !suffix.is_empty() {
            suffix = suffix.trim_start_matches(['.', '-', '_']);
            let word_end = suffix.find(|character: char| !character.is_ascii_alphabetic()).unwrap_or(suffix.len());
            let (word, rest) = suffix.split_at_checked(word_end)?;
            let rest = rest.trim_start_matches(['.', '-', '_']);
            let number_end = rest.find(|character: char| !character.is_ascii_digit()).unwrap_or(rest.len());
            let (number, rest) = rest.split_at_checked(number_end)?;
            let number = if number.is_empty() { 0 } else { number.parse().ok()? };
            match word {
                "a" | "alpha" => version.pre = Some((0, number)),
                "b" | "beta" => version.pre = Some((1, number)),
                "c" | "rc" | "pre" | "preview" => version.pre = Some((2, number)),
                "post" | "rev" | "r" | "" => version.post = Some(number),
                "dev" => version.dev = Some(number),
                _ => return None,
            }
            if rest.len() == suffix.len() {
                return None;
            }
            suffix = rest;
        }
        Some(version)
    }

    fn compare(&self, other: &Self) -> Ordering {
        let length = self.release.len().max(other.release.len());
        let parts = |version: &Self| -> Vec<u64> {
            (0..length).map(|at| version.release.get(at).copied().unwrap_or(0)).collect()
        };
        let before = |version: &Self| match (version.pre, version.post, version.dev) {
            (Some((kind, number)), ..) => (i16::from(kind), number),
            (None, None, Some(_)) => (-1, 0),
            _ => (i16::MAX, 0),
        };
        let after = |version: &Self| version.post.map_or(0, |number| number.saturating_add(1));
        let dev = |version: &Self| version.dev.unwrap_or(u64::MAX);
        (self.epoch, parts(self), before(self), after(self), dev(self)).cmp(&(
            other.epoch,
            parts(other),
            before(other),
            after(other),
            dev(other),
        ))
    }

    /// Are the first parts of the release those of another version?
    fn starts_with(&self, other: &Self, count: usize) -> bool {
        let part = |version: &Self, at: usize| version.release.get(at).copied().unwrap_or(0);
        self.epoch == other.epoch && (0..count).all(|at| part(self, at) == part(other, at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(specifier: &str, yes: &[&str], no: &[&str]) {
        yes.iter().for_each(|version| assert!(allows(specifier, version), "{specifier} allows {version}"));
        no.iter().for_each(|version| assert!(!allows(specifier, version), "{specifier} does not allow {version}"));
    }

    #[test]
    fn python_clauses() {
        check(">=1.0,<2", &["1.0", "1.9.3", "1.0.post1"], &["0.9", "2.0", "1.0rc1", "1.0.dev1"]);
        check("==1.2.*", &["1.2", "1.2.7"], &["1.3", "12.0"]);
        check("!=1.2.*", &["1.3"], &["1.2.1"]);
        check("~=1.4.2", &["1.4.9"], &["1.5", "1.4.1"]);
        check("==1.0", &["1", "1.0.0", "1.0+cpu"], &["1.0.1"]);
        check("", &["1"], &[]);
    }

    #[test]
    fn clauses_of_poetry() {
        check("^1.2", &["1.2", "1.9"], &["2.0", "1.1"]);
        check("^0.2.3", &["0.2.9"], &["0.3.0"]);
        check("~1.2.3", &["1.2.4"], &["1.3"]);
        check("<1.0 || >=2", &["0.9", "2.1"], &["1.5"]);
        check("*", &["3"], &[]);
    }

    #[test]
    fn what_is_no_version_is_let_pass() {
        check(">=1", &["2023c", "main"], &[]);
    }
}
