//! The only addresses that may become links.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The longest address kept, in bytes.
const LONGEST: usize = 2_000;

/// An `http` or `https` address that was taken apart and written anew: printable ASCII, without user name and password,
/// without a character that ends an attribute, a Markdown link or a cell. Whoever writes a link takes one of these.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SafeUrl(String);

impl SafeUrl {
    /// Reads an address; a `git+`, `registry+` or `sparse+` before it is left out. `None` for anything that is no web address.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = ["git+", "registry+", "sparse+"].iter().find_map(|prefix| text.strip_prefix(prefix)).unwrap_or(text);
        let (scheme, rest) = text.split_once("://")?;
        let scheme = scheme.to_ascii_lowercase();
        if !matches!(scheme.as_str(), "http" | "https") || text.len() > LONGEST {
            return None;
        }
        let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
        let (authority, path) = (rest.get(..end)?, rest.get(end..)?);
        let host = authority.rsplit('@').next().unwrap_or(authority);
        if host.is_empty() || !host.chars().all(|letter| letter.is_ascii_alphanumeric() || "-.:[]_".contains(letter)) {
            return None;
        }
        let mut out = format!("{scheme}://{host}");
        for byte in path.bytes() {
            match byte {
                b'"' | b'\'' | b'<' | b'>' | b'`' | b'\\' | b'|' | b'^' | b'{' | b'}' | b'(' | b')' | b'[' | b']'
                | b'*' => out.push_str(&format!("%{byte:02X}")),
                byte if byte.is_ascii_graphic() => out.push(char::from(byte)),
                byte => out.push_str(&format!("%{byte:02X}")),
            }
        }
        Some(Self(out))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SafeUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl TryFrom<String> for SafeUrl {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("not a web address")
    }
}

impl From<SafeUrl> for String {
    fn from(url: SafeUrl) -> Self {
        url.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_addresses_and_none_holds_markup_or_a_password() {
        for (text, address) in [
            ("https://a.example/b?c=d#e", Some("https://a.example/b?c=d#e")),
            ("git+https://user:secret@a.example/b.git#0123", Some("https://a.example/b.git#0123")),
            ("HTTP://a.example", Some("http://a.example")),
            ("https://a.example/\"><b>\u{202e}", Some("https://a.example/%22%3E%3Cb%3E%E2%80%AE")),
            ("https://a.example/](javascript:x)", Some("https://a.example/%5D%28javascript:x%29")),
            ("javascript:alert(1)//https://", None),
            ("javascript://a.example/%0aalert(1)", None),
            ("https://exämple.example/", None),
            ("https://", None),
            ("git@a.example:b.git", None),
            ("../folder", None),
        ] {
            let found = SafeUrl::parse(text);
            assert_eq!(found.as_ref().map(SafeUrl::as_str), address, "{text}");
            // Read again it is the same.
            assert_eq!(found.as_ref().and_then(|url| SafeUrl::parse(url.as_str())), found, "{text}");
        }
    }
}
