//! How npm's lockfiles write names, ranges and checksums. No file format of its own.

/// `@scope/name@range` as its name and its range; the range is empty where there is none.
pub fn split_descriptor(descriptor: &str) -> (&str, &str) {
    let start = usize::from(descriptor.starts_with('@'));
    let at = descriptor.get(start..).and_then(|rest| rest.find('@')).map(|at| at + start);
    match at.and_then(|at| Some((descriptor.get(..at)?, descriptor.get(at + 1..)?))) {
        Some(parts) => parts,
        None => (descriptor, ""),
    }
}

/// The package that an alias stands for: `bar` in the range `npm:bar@^1`. `npm:^1` is no alias.
pub fn alias_target(range: &str) -> Option<&str> {
    let (name, _) = split_descriptor(range.strip_prefix("npm:")?);
    let is_range =
        name.is_empty() || name.starts_with(|first: char| first.is_ascii_digit() || "^~*<>=".contains(first));
    (!is_range).then_some(name)
}

/// A subresource integrity text as hashes: `sha512-…` becomes `sha512:…`. It may hold several.
pub fn hashes(integrity: &str) -> Vec<String> {
    integrity
        .split_whitespace()
        .filter_map(|hash| hash.split_once('-'))
        .map(|(algorithm, value)| [algorithm, ":", value].concat())
        .collect()
}

/// Reads `%3A` as `:`. What is not an escape stays as it is.
pub fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let escaped = match (first, after.first_chunk::<2>()) {
            (b'%', Some(digits)) => {
                std::str::from_utf8(digits).ok().and_then(|digits| u8::from_str_radix(digits, 16).ok())
            }
            _ => None,
        };
        bytes.push(escaped.unwrap_or(first));
        rest = match escaped {
            Some(_) => after.get(2..).unwrap_or(&[]),
            None => after,
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_scoped_names() {
        assert_eq!(split_descriptor("a@^1"), ("a", "^1"));
        assert_eq!(split_descriptor("@s/a@npm:^1"), ("@s/a", "npm:^1"));
        assert_eq!(split_descriptor("@s/a"), ("@s/a", ""));
        assert_eq!(split_descriptor("a@npm:@s/b@1"), ("a", "npm:@s/b@1"));
        assert_eq!(split_descriptor("@"), ("@", ""));
        assert_eq!(split_descriptor(""), ("", ""));
    }

    #[test]
    fn tells_an_alias_from_a_range() {
        assert_eq!(alias_target("npm:bar@^1"), Some("bar"));
        assert_eq!(alias_target("npm:@s/bar"), Some("@s/bar"));
        assert_eq!(alias_target("npm:^1"), None);
        assert_eq!(alias_target("^1"), None);
    }

    #[test]
    fn reads_escapes_and_leaves_the_rest() {
        assert_eq!(percent_decoded("a%40npm%3A1%2"), "a@npm:1%2");
        assert_eq!(percent_decoded("100%é%zz"), "100%é%zz");
    }
}
