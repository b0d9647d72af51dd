//! An address as lockfiles write it, taken apart: how it is fetched, from which host, at which commit.
//!
//! It follows no address and knows no host by name.

/// How a package is fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Https,
    Http,
    Git,
    Path,
    /// Nothing that says how: a word, a checksum.
    Unknown,
}

/// An address taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    pub way: Way,
    /// Host and port in small letters; of a registry that is named by its index, its whole address. Empty for paths.
    pub origin: String,
    /// Is the way there open to everyone (`http:`, `git:`)?
    pub is_plain: bool,
}

/// Reads an address.
pub fn read(text: &str) -> Address {
    let text = text.trim();
    let lower = text.to_ascii_lowercase();
    let (scheme, rest) = match lower.split_once("://") {
        Some((scheme, rest)) => (scheme, rest),
        None => return without_scheme(&lower),
    };
    let scheme = scheme.rsplit([' ', '@', ':']).next().unwrap_or(scheme);
    let (outer, inner) = scheme.rsplit_once('+').unwrap_or(("", scheme));
    let is_registry = matches!(outer, "registry" | "sparse");
    let path = rest.split(['?', '#']).next().unwrap_or(rest);
    let is_repository = path.trim_end_matches('/').ends_with(".git");
    let way = match (outer, inner) {
        ("path", _) | (_, "file") => Way::Path,
        _ if outer.ends_with("git") || outer == "hg" || outer == "svn" => Way::Git,
        (_, "git" | "ssh") => Way::Git,
        _ if is_repository => Way::Git,
        (_, "https") => Way::Https,
        (_, "http") => Way::Http,
        _ => Way::Unknown,
    };
    let origin = match way {
        Way::Path => String::new(),
        _ if is_registry => path.trim_end_matches('/').to_owned(),
        _ => host(rest).to_owned(),
    };
    Address { way, origin, is_plain: matches!(inner, "http" | "git") }
}

fn without_scheme(lower: &str) -> Address {
    let is_path = ["file:", "link:", "portal:", "path:", "./", "../", "/", "~/", "workspace:"]
        .iter()
        .any(|start| lower.starts_with(start));
    let of_forge = ["github:", "gitlab:", "bitbucket:", "gist:"].iter().find(|start| lower.starts_with(**start));
    // `git@host:owner/name`
    let by_ssh = lower.split_once('@').and_then(|(user, rest)| {
        let is_user = !user.is_empty() && user.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'+');
        let (host, path) = rest.split_once(':').filter(|_| is_user)?;
        (host.contains('.') && path.contains('/')).then_some(host)
    });
    let (way, origin) = match (is_path, of_forge, by_ssh) {
        (true, ..) => (Way::Path, ""),
        (_, Some(forge), _) => (Way::Git, forge.trim_end_matches(':')),
        (_, _, Some(host)) => (Way::Git, host),
        _ => (Way::Unknown, ""),
    };
    Address { way, origin: origin.to_owned(), is_plain: false }
}

/// What stands between `//` and the path, without a user.
fn host(rest: &str) -> &str {
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    host.trim_end_matches('.')
}

/// Does the text hold a commit: 40 or 64 hexadecimal digits, or at least 7 behind a `#` or as a `rev`?
pub fn has_commit(text: &str) -> bool {
    let is_hex = |word: &str| word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
    if words.any(|word| matches!(word.len(), 40 | 64) && is_hex(word)) {
        return true;
    }
    let short = ["#", "rev=", "commit=", "commit:"].iter().filter_map(|before| text.rsplit_once(before));
    short
        .map(|(_, word)| word.split(['&', '#']).next().unwrap_or(word))
        .any(|word| (7..=64).contains(&word.len()) && is_hex(word) && word.bytes().any(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_an_address_is_understood() {
        let said = |text: &str| {
            let address = read(text);
            format!("{:?} {}{}", address.way, address.origin, if address.is_plain { " plain" } else { "" })
        };
        for (text, expected) in [
            ("https://Registry.Example/a/-/a-1.tgz", "Https registry.example"),
            ("http://user:pw@registry.example:8080/a", "Http registry.example:8080 plain"),
            ("registry+https://code.example/index", "Https code.example/index"),
            ("sparse+https://code.example/", "Https code.example"),
            ("git+ssh://git@code.example/a/b.git#abc", "Git code.example"),
            ("git+https://code.example/a?branch=main#0123", "Git code.example"),
            ("git://code.example/a", "Git code.example plain"),
            ("https://code.example/a/b.git", "Git code.example"),
            ("git@code.example:a/b.git", "Git code.example"),
            ("github:a/b#main", "Git github"),
            ("file:../a", "Path "),
            ("path+file:///home/a", "Path "),
            ("./a", "Path "),
            ("conda-forge", "Unknown "),
            ("", "Unknown "),
            ("://", "Unknown "),
        ] {
            assert_eq!(said(text), expected, "{text}");
        }
    }

    #[test]
    fn a_commit_is_told_from_a_branch() {
        let commit = "0123456789abcdef0123456789abcdef01234567";
        assert!(has_commit(&format!("git+https://code.example/a#{commit}")));
        assert!(has_commit(&format!("https://code.example/a/archive/{commit}.tar.gz")));
        assert!(has_commit("github:a/b#12ab34f") && has_commit("https://code.example/a?rev=12ab34f"));
        assert!(
            !has_commit("github:a/b#main") && !has_commit("git@code.example:a/b") && !has_commit("github:a/b#deadbee")
        );
        assert!(!has_commit("https://code.example/a.git#v1.2.3"));
    }
}
