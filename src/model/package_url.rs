//! Package URLs: the common name of a component across documents.
//!
//! Reading is lenient (a raw `@` in an npm scope, a missing escape, an upper-case qualifier) and what comes out is one
//! canonical text. What a type demands beyond that is left to validators, since a document that breaks it still names
//! its package: a namespace (swift, vscode-extension, github, deb, rpm, …) or none (otp, bazel, conda, …), a version
//! (cran), a qualifier (the `uuid` of julia, the `tag_id` of swid, `channel` beside the namespace of conan), certain
//! letters (chrome-extension), no `::` in a distribution (cpan). Nothing here asks whether a package exists.
//!
//! Source: the package URL specification (ECMA-427), <https://github.com/package-url/purl-spec>.

use std::borrow::Cow;
use std::fmt;

use super::Ecosystem;

/// The longest package URL that is read, in bytes; longer text is not a name but an attack or a mistake.
pub const LONGEST_PACKAGE_URL: usize = 4096;

/// A package URL in canonical form. Two that are equal name the same package.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PackageUrl {
    text: String,
}

impl PackageUrl {
    /// Builds the package URL of a component; `None` where the type or the name cannot be one, or the whole is longer than
    /// [`LONGEST_PACKAGE_URL`].
    ///
    /// The parts are plain text, not escaped. A namespace may hold several segments (`github.com/gorilla`).
    pub fn new(kind: &str, namespace: Option<&str>, name: &str, version: Option<&str>) -> Option<Self> {
        build(kind, namespace.unwrap_or(""), name, version.unwrap_or(""), &[], "")
    }

    /// Builds a package URL with qualifiers and a subpath; the parts are plain text, not escaped. `None` also where a
    /// qualifier's key cannot be one.
    pub fn with_qualifiers(
        kind: &str,
        namespace: Option<&str>,
        name: &str,
        version: Option<&str>,
        qualifiers: &[(&str, &str)],
        subpath: Option<&str>,
    ) -> Option<Self> {
        let pairs: Vec<(String, String)> =
            qualifiers.iter().map(|(key, value)| (key.to_ascii_lowercase(), (*value).to_owned())).collect();
        build(kind, namespace.unwrap_or(""), name, version.unwrap_or(""), &pairs, subpath.unwrap_or(""))
    }

    /// Builds the package URL of an npm package from its full name, such as `@scope/name`.
    pub fn npm(name: &str, version: Option<&str>) -> Option<Self> {
        let (scope, name) = match name.rsplit_once('/') {
            Some((scope, name)) => (Some(scope), name),
            None => (None, name),
        };
        npm_as_written(scope, name, version.unwrap_or("")).or_else(|| Self::new("npm", scope, name, version))
    }

    /// Builds the package URL of a crate.
    pub fn cargo(name: &str, version: Option<&str>) -> Option<Self> {
        let is_plain = |text: &str| !text.is_empty() && text.bytes().all(is_plain);
        match version {
            Some(version) if is_plain(name) && is_plain(version) => {
                let mut text = String::with_capacity(11 + name.len() + version.len());
                text.push_str("pkg:cargo/");
                text.push_str(name);
                text.push('@');
                text.push_str(version);
                Self::no_longer(text)
            }
            version => Self::new("cargo", None, name, version),
        }
    }

    /// Reads a package URL as written; `None` where it is not one or longer than [`LONGEST_PACKAGE_URL`].
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() > LONGEST_PACKAGE_URL {
            return None;
        }
        if is_plainly_canonical(text) {
            return Some(Self { text: text.to_owned() });
        }
        Self::normalised(text)
    }

    /// What is written can be read again: escapes made the text longer.
    fn no_longer(text: String) -> Option<Self> {
        (text.len() <= LONGEST_PACKAGE_URL).then_some(Self { text })
    }

    /// Reads a package URL part by part.
    fn normalised(text: &str) -> Option<Self> {
        let (scheme, rest) = text.split_once(':')?;
        if !scheme.eq_ignore_ascii_case("pkg") {
            return None;
        }
        let (rest, subpath) = rest.rsplit_once('#').unwrap_or((rest, ""));
        let (rest, qualifiers) = rest.split_once('?').unwrap_or((rest, ""));
        let (kind, rest) = rest.trim_start_matches('/').split_once('/')?;
        let rest = rest.trim_matches('/');
        // The last `@` begins the version, unless it begins the scope of an npm package (`@scope/name`).
        let (path, version) = match rest.rsplit_once('@') {
            Some((path, version)) if !path.is_empty() && !path.ends_with('/') => (path, version),
            Some((_, version)) if !version.contains('/') => return None,
            _ => (rest, ""),
        };
        let (namespace, name) = path.trim_end_matches('/').rsplit_once('/').unwrap_or(("", path));
        let namespace: Vec<Cow<str>> = namespace.split('/').map(unescape).collect();
        let mut pairs = Vec::new();
        for pair in qualifiers.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            pairs.push((key.to_ascii_lowercase(), unescape(value).into_owned()));
        }
        build(kind, &namespace.join("/"), &unescape(name), &unescape(version), &pairs, &unescape(subpath))
    }

    /// The canonical text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The type, such as `npm`.
    pub fn kind(&self) -> &str {
        let rest = self.text.get(4..).unwrap_or("");
        rest.bytes().position(|byte| byte == b'/').and_then(|end| rest.get(..end)).unwrap_or(rest)
    }

    /// The ecosystem that the type stands for.
    pub fn ecosystem(&self) -> Ecosystem {
        Ecosystem::from_package_url_type(self.kind())
    }

    /// The namespace, its segments joined by `/`, without escapes: `@scope`, `org.apache.commons`.
    pub fn namespace(&self) -> Option<Cow<'_, str>> {
        self.path().rsplit_once('/').map(|(namespace, _)| unescape(namespace))
    }

    /// The name without its namespace and without escapes.
    pub fn name(&self) -> Cow<'_, str> {
        let path = self.path();
        unescape(path.rsplit_once('/').map_or(path, |(_, name)| name))
    }

    /// The version without escapes.
    pub fn version(&self) -> Option<Cow<'_, str>> {
        self.without_extras().split_once('@').map(|(_, version)| unescape(version))
    }

    /// The qualifiers in the order of their keys, values without escapes.
    pub fn qualifiers(&self) -> Vec<(&str, Cow<'_, str>)> {
        let rest = self.text.split_once('#').map_or(self.text.as_str(), |(rest, _)| rest);
        let Some((_, qualifiers)) = rest.split_once('?') else { return Vec::new() };
        qualifiers
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(key, value)| (key, unescape(value)))
            .collect()
    }

    /// The path inside the package, without escapes.
    pub fn subpath(&self) -> Option<Cow<'_, str>> {
        self.text.split_once('#').map(|(_, subpath)| unescape(subpath))
    }

    /// Type, namespace, name and version alone: what two documents on one package have in common.
    pub fn without_qualifiers(&self) -> Self {
        Self { text: self.without_extras().to_owned() }
    }

    /// The ecosystem's full name: `@scope/name`, `group:artifact`, `github.com/a/b`.
    pub fn full_name(&self) -> String {
        match (self.namespace(), self.name()) {
            (None, name) => name.into_owned(),
            (Some(namespace), name) if self.kind() == "maven" => [&*namespace, ":", &*name].concat(),
            (Some(namespace), name) => [&*namespace, "/", &*name].concat(),
        }
    }

    fn without_extras(&self) -> &str {
        let end = memchr::memchr2(b'?', b'#', self.text.as_bytes());
        end.and_then(|end| self.text.get(..end)).unwrap_or(&self.text)
    }

    /// Namespace and name, still escaped.
    fn path(&self) -> &str {
        let text = self.without_extras();
        let start = memchr::memchr(b'/', text.as_bytes()).map(|slash| slash + 1);
        let path = start.and_then(|start| text.get(start..)).unwrap_or("");
        memchr::memchr(b'@', path.as_bytes()).and_then(|end| path.get(..end)).unwrap_or(path)
    }
}

impl fmt::Display for PackageUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
}

/// The package URL of an npm package in whose parts nothing needs an escape, save the `@` of the scope.
fn npm_as_written(scope: Option<&str>, name: &str, version: &str) -> Option<PackageUrl> {
    let scope = match scope {
        Some(scope) => Some(scope.strip_prefix('@').filter(|scope| !scope.is_empty())?),
        None => None,
    };
    let is_plain = |text: &str| text.bytes().all(is_plain);
    let all_plain = !name.is_empty() && is_plain(name) && is_plain(version) && scope.is_none_or(is_plain);
    if !all_plain {
        return None;
    }
    let mut text = String::with_capacity(13 + scope.map_or(0, str::len) + name.len() + version.len());
    match scope {
        Some(scope) => {
            text.push_str("pkg:npm/%40");
            text.push_str(scope);
            text.push('/');
        }
        None => text.push_str("pkg:npm/"),
    }
    text.push_str(name);
    if !version.is_empty() {
        text.push('@');
        text.push_str(version);
    }
    PackageUrl::no_longer(text)
}

/// Is the text canonical already, without qualifiers or subpath? Where this cannot be seen at a glance, it says no.
fn is_plainly_canonical(text: &str) -> bool {
    let Some((kind, rest)) = text.strip_prefix("pkg:").and_then(|rest| rest.split_once('/')) else { return false };
    let keeps_case = match kind {
        "npm" | "cargo" | "maven" | "nuget" | "gem" | "generic" => true,
        "golang" | "composer" | "github" | "apk" | "hex" | "swift" | "conan" | "conda" => false,
        _ => return false,
    };
    let bytes = rest.as_bytes();
    let (mut at, mut segment, mut in_version) = (0, 0, false);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'A'..=b'Z' if !keeps_case => return false,
            byte if is_plain(byte) => {}
            b'/' | b'@' if in_version || at == segment => return false,
            b'/' => segment = at + 1,
            b'@' => (in_version, segment) = (true, at + 1),
            b'%' if matches!(bytes.get(at + 1..at + 3), Some(b"40" | b"2B")) => at += 2,
            _ => return false,
        }
        at += 1;
    }
    at > segment
}

fn build(
    kind: &str,
    namespace: &str,
    name: &str,
    version: &str,
    qualifiers: &[(String, String)],
    subpath: &str,
) -> Option<PackageUrl> {
    let kind = match kind.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => Cow::Owned(kind.to_ascii_lowercase()),
        false => Cow::Borrowed(kind),
    };
    let is_kind = kind.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'+'));
    if kind.is_empty() || !is_kind || kind.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let name = name.trim_matches('/');
    if name.is_empty() {
        return None;
    }
    let mut text = String::with_capacity(16 + namespace.len() + name.len() + version.len());
    text.push_str("pkg:");
    text.push_str(&kind);
    let namespace = normal_namespace(&kind, namespace);
    for segment in namespace.split('/').filter(|segment| !segment.is_empty()) {
        text.push('/');
        escape_into(&mut text, segment);
    }
    text.push('/');
    escape_into(&mut text, &normal_name(&kind, name, qualifiers));
    if !version.is_empty() {
        text.push('@');
        escape_into(&mut text, &normal_version(&kind, version));
    }
    let mut qualifiers: Vec<&(String, String)> = qualifiers.iter().filter(|(_, value)| !value.is_empty()).collect();
    qualifiers.sort();
    qualifiers.dedup_by(|later, earlier| later.0 == earlier.0);
    for (position, (key, value)) in qualifiers.into_iter().enumerate() {
        let is_key = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
        if key.is_empty() || !key.bytes().all(is_key) {
            return None;
        }
        text.push(if position == 0 { '?' } else { '&' });
        text.push_str(key);
        text.push('=');
        escape_into(&mut text, value);
    }
    let mut before = '#';
    for segment in subpath.split('/').filter(|segment| !matches!(*segment, "" | "." | "..")) {
        text.push(before);
        escape_into(&mut text, segment);
        before = '/';
    }
    PackageUrl::no_longer(text)
}

/// Types whose namespace is compared without regard to case.
fn normal_namespace<'a>(kind: &str, namespace: &'a str) -> Cow<'a, str> {
    match kind {
        "alpm" | "apk" | "bitbucket" | "composer" | "deb" | "github" | "gitlab" | "golang" | "hex" | "luarocks"
        | "qpkg" | "rpm" | "vscode-extension" | "yocto" => lower(namespace),
        "cpan" => Cow::Owned(namespace.to_uppercase()),
        _ => Cow::Borrowed(namespace),
    }
}

/// Types whose name is compared without regard to case, or to which separator it has.
///
/// npm is left alone: new names are lower case anyway, and old ones differ by case (`JSONStream`).
fn normal_name<'a>(kind: &str, name: &'a str, qualifiers: &[(String, String)]) -> Cow<'a, str> {
    match kind {
        "alpm" | "apk" | "bitbucket" | "bitnami" | "chrome-extension" | "composer" | "deb" | "github" | "gitlab"
        | "golang" | "hex" | "luarocks" | "oci" | "otp" | "vscode-extension" => lower(name),
        "pub" => Cow::Owned(name.to_lowercase().replace('-', "_")),
        "pypi" => python_name(name),
        // Models of one server differ by case, those of the other do not.
        "mlflow" if qualifiers.iter().any(|(key, url)| key == "repository_url" && url.contains("databricks")) => {
            lower(name)
        }
        _ => Cow::Borrowed(name),
    }
}

/// Runs of `-`, `_` and `.` are one hyphen (PEP 503).
fn python_name(name: &str) -> Cow<'_, str> {
    if !name.contains(['_', '.', '-']) {
        return lower(name);
    }
    let mut out = String::with_capacity(name.len());
    for letter in name.chars().flat_map(char::to_lowercase) {
        match letter {
            '-' | '_' | '.' if out.ends_with('-') => {}
            '-' | '_' | '.' => out.push('-'),
            letter => out.push(letter),
        }
    }
    Cow::Owned(out)
}

/// Types whose version is compared without regard to case; of models only a commit is, a tag is not.
fn normal_version<'a>(kind: &str, version: &'a str) -> Cow<'a, str> {
    let is_commit = || version.len() == 40 && version.bytes().all(|byte| byte.is_ascii_hexdigit());
    match kind {
        "oci" | "pypi" | "vscode-extension" => lower(version),
        "huggingface" if is_commit() => lower(version),
        _ => Cow::Borrowed(version),
    }
}

fn lower(text: &str) -> Cow<'_, str> {
    match text.chars().any(char::is_uppercase) {
        true => Cow::Owned(text.to_lowercase()),
        false => Cow::Borrowed(text),
    }
}

/// Does the byte stand for itself in every part?
fn is_plain(byte: u8) -> bool {
    const PLAIN: [bool; 256] = {
        let mut plain = [false; 256];
        let mut byte = 0;
        while byte < 256 {
            let letter = byte as u8;
            plain[byte] = letter.is_ascii_alphanumeric() || matches!(letter, b'.' | b'-' | b'_' | b'~' | b':');
            byte += 1;
        }
        plain
    };
    PLAIN[usize::from(byte)]
}

/// Escapes everything but letters, digits, `.`, `-`, `_`, `~` and `:`.
fn escape_into(out: &mut String, text: &str) {
    const HEX: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    let mut rest = text.as_bytes();
    loop {
        let plain = rest.iter().position(|&byte| !is_plain(byte)).unwrap_or(rest.len());
        let (start, after) = rest.split_at(plain);
        out.push_str(std::str::from_utf8(start).unwrap_or(""));
        let Some((byte, after)) = after.split_first() else { return };
        out.push('%');
        for digit in [byte >> 4, byte & 15] {
            out.push(HEX.get(usize::from(digit)).copied().unwrap_or('0'));
        }
        rest = after;
    }
}

/// Reads `%40` as `@`; a `%` that begins no escape stays as it is, and bytes that are no text become U+FFFD.
fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let digit = |offset: usize| bytes.get(at + offset).and_then(|&byte| char::from(byte).to_digit(16));
        match (byte, digit(1), digit(2)) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                at += 3;
            }
            _ => {
                out.push(byte);
                at += 1;
            }
        }
    }
    Cow::Owned(String::from_utf8_lossy(&out).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_at_a_glance_is_what_reading_part_by_part_gives() {
        const PARTS: [&str; 9] = ["a", "B", "/", "@", "%40", "%2B", "%2F", "+", ".1:~"];
        let mut rests = vec![String::new()];
        for _ in 0..5 {
            rests = rests.iter().flat_map(|rest| PARTS.map(|part| format!("{rest}{part}"))).collect();
        }
        let mut taken = 0;
        for rest in &rests {
            for kind in ["npm", "golang"] {
                let text = format!("pkg:{kind}/{rest}");
                if is_plainly_canonical(&text) {
                    taken += 1;
                    assert_eq!(PackageUrl::normalised(&text).map(|url| url.text), Some(text));
                }
            }
            let (name, version) = rest.split_once("@a").unwrap_or((rest, ""));
            for name in [name, &format!("@{name}")] {
                let (scope, short) = name.rsplit_once('/').map_or((None, name), |(scope, name)| (Some(scope), name));
                if let Some(url) = npm_as_written(scope, short, version) {
                    assert_eq!(PackageUrl::new("npm", scope, short, Some(version)), Some(url), "{name} {version}");
                }
            }
        }
        assert!(taken > 1000);
    }
}
