//! One requirement: a name, extras, versions or an address, and a marker. Markers are not evaluated:
//! which platform the reader has in mind is not known.
//!
//! Source: PEP 508, <https://packaging.python.org/en/latest/specifications/dependency-specifiers/>.

/// A requirement as written, split.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requirement<'a> {
    pub name: &'a str,
    pub extras: Vec<&'a str>,
    /// `>=1,<2`; empty where any version will do.
    pub specifier: &'a str,
    /// The address after `@`.
    pub url: Option<&'a str>,
    /// What stands after `;`.
    pub marker: Option<&'a str>,
}

const OPERATORS: [&str; 8] = ["===", "==", "!=", "<=", ">=", "~=", "<", ">"];

impl<'a> Requirement<'a> {
    /// Splits a requirement; `None` where it is not one.
    pub fn parse(text: &'a str) -> Option<Self> {
        let text = text.trim();
        let end = text.find(|character: char| !is_name_character(character)).unwrap_or(text.len());
        let (name, rest) = text.split_at_checked(end)?;
        let is_edge = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        if !is_edge(name.as_bytes().first()) || !is_edge(name.as_bytes().last()) {
            return None;
        }
        let (extras, rest) = extras(rest.trim_start())?;
        let rest = rest.trim_start();
        if let Some(address) = rest.strip_prefix('@') {
            let address = address.trim();
            let (url, marker) = match address.find(" ;").or_else(|| address.find("\t;")) {
                Some(at) => (address.get(..at)?, address.get(at..)?.trim_start().strip_prefix(';')),
                None => (address, None),
            };
            let is_address = !url.is_empty() && !url.contains(' ') && (url.contains(':') || url.starts_with('.'));
            let requirement = Self { name, extras, specifier: "", url: Some(url), marker: marker.map(str::trim) };
            return is_address.then_some(requirement);
        }
        let (specifier, marker) = match rest.split_once(';') {
            Some((specifier, marker)) => (specifier.trim(), Some(marker.trim())),
            None => (rest.trim(), None),
        };
        let specifier = specifier.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(specifier);
        is_specifier(specifier).then_some(Self { name, extras, specifier: specifier.trim(), url: None, marker })
    }

    /// The one version asked for: `==1.2`, not `==1.*`.
    pub fn pinned(&self) -> Option<&'a str> {
        let version = self.specifier.strip_prefix("===").or_else(|| self.specifier.strip_prefix("=="))?.trim();
        (!version.contains([',', '*'])).then_some(version)
    }

    /// The extras that the marker asks for: `extra == 'socks'`.
    pub fn needed_extras(&self) -> Vec<&'a str> {
        let mut found = Vec::new();
        let mut rest = self.marker.unwrap_or("");
        while let Some(at) = rest.find("extra") {
            rest = rest.get(at + "extra".len()..).unwrap_or("");
            let Some(value) = rest.trim_start().strip_prefix("==") else { continue };
            let value = value.trim_start();
            let Some(quote) = value.chars().next().filter(|first| matches!(first, '"' | '\'')) else { continue };
            found.extend(value.get(1..).and_then(|value| value.split(quote).next()));
        }
        found
    }
}

fn is_name_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '.')
}

/// `[a,b]` and what follows; `None` where the bracket holds something else.
fn extras(text: &str) -> Option<(Vec<&str>, &str)> {
    let Some(inner) = text.strip_prefix('[') else { return Some((Vec::new(), text)) };
    let (list, rest) = inner.split_once(']')?;
    let names: Vec<&str> = list.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    names.iter().all(|name| name.chars().all(is_name_character)).then_some((names, rest))
}

fn is_specifier(text: &str) -> bool {
    let is_clause = |clause: &str| {
        let clause = clause.trim();
        let version = OPERATORS.iter().find_map(|operator| clause.strip_prefix(operator)).map(str::trim);
        version.is_some_and(|version| {
            version.starts_with(|first: char| first.is_ascii_alphanumeric()) && !version.contains(char::is_whitespace)
        })
    };
    text.trim().is_empty() || text.trim_end_matches(',').split(',').all(is_clause)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requirements_are_split() {
        let all = Requirement::parse("Foo.Bar [a, b] >=1.0, <2 ; python_version < '3.8' and extra == \"x\"").unwrap();
        assert_eq!((all.name, all.extras.as_slice(), all.specifier), ("Foo.Bar", &["a", "b"][..], ">=1.0, <2"));
        assert_eq!(all.needed_extras(), ["x"]);
        let address = Requirement::parse("pip @ git+https://git.example/pip@main ; os_name == 'nt'").unwrap();
        assert_eq!((address.url, address.marker), (Some("git+https://git.example/pip@main"), Some("os_name == 'nt'")));
        assert_eq!(Requirement::parse("a (==1.0)").unwrap().pinned(), Some("1.0"));
        assert_eq!(Requirement::parse("a==1.*").unwrap().pinned(), None);
    }

    #[test]
    fn what_is_no_requirement_is_refused() {
        for text in ["", "-r x", "gcc [platform:rpm test]", "a = 1", "a@v1 b@v2", "two words", "a:b", "==1"] {
            assert_eq!(Requirement::parse(text), None, "{text}");
        }
    }
}
