//! The many ways to write where a repository lives: `https://`, `ssh://`, `git@host:path`.

use crate::model::PackageUrl;

/// A repository on a host, without scheme, user, port and `.git`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repository {
    /// In lower case: `github.com`.
    pub host: String,
    /// The folders before the name; empty where there are none: `apple`.
    pub owner: String,
    /// The last part of the path: `swift-nio`.
    pub name: String,
}

impl Repository {
    /// Reads an address; `None` for a path on this machine and for what is no address.
    pub fn read(address: &str) -> Option<Self> {
        let address = address.trim().split(['#', '?']).next().unwrap_or("");
        let (host, path) = match address.split_once("://") {
            Some((scheme, _)) if scheme.ends_with("file") => return None,
            Some((_, rest)) => rest.split_once('/')?,
            None => address.split_once(':').filter(|(host, _)| !host.contains(['/', '\\']))?,
        };
        let host = host.rsplit('@').next().unwrap_or(host);
        let host = host.split(':').next().unwrap_or(host);
        let path = path.trim_matches('/');
        let path = path.strip_suffix(".git").unwrap_or(path);
        let (owner, name) = path.rsplit_once('/').unwrap_or(("", path));
        // One letter before a colon is a drive.
        if host.len() < 2 || name.is_empty() {
            return None;
        }
        Some(Self { host: host.to_ascii_lowercase(), owner: owner.to_owned(), name: name.to_owned() })
    }

    /// `github.com/apple/swift-nio`
    pub fn full_name(&self) -> String {
        format!("{}/{}", self.namespace(), self.name)
    }

    /// `github.com/apple`
    pub fn namespace(&self) -> String {
        if self.owner.is_empty() { self.host.clone() } else { format!("{}/{}", self.host, self.owner) }
    }

    /// The package URL of the repository itself, where its host has a type of its own.
    pub fn package_url(&self, version: Option<&str>) -> Option<PackageUrl> {
        let kind = match self.host.as_str() {
            "github.com" => "github",
            "bitbucket.org" => "bitbucket",
            _ => return None,
        };
        PackageUrl::new(kind, Some(&self.owner), &self.name, version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(address: &str, expected: Option<&str>) {
        assert_eq!(Repository::read(address).map(|found| found.full_name()).as_deref(), expected, "{address}");
    }

    #[test]
    fn every_way_to_write_an_address() {
        check("https://Git.Example/kitchen/cup.git", Some("git.example/kitchen/cup"));
        check("https://user:word@git.example:8443/kitchen/shelf/cup/", Some("git.example/kitchen/shelf/cup"));
        check("git@git.example:kitchen/cup.git", Some("git.example/kitchen/cup"));
        check("ssh://git@git.example/kitchen/cup", Some("git.example/kitchen/cup"));
        check("git+https://git.example/cup.git#main", Some("git.example/cup"));
    }

    #[test]
    fn folders_are_no_addresses() {
        check("/home/kitchen/cup", None);
        check("../cup", None);
        check("file:///home/kitchen/cup", None);
        check("C:\\kitchen\\cup", None);
        check("https://git.example/", None);
        check("", None);
    }
}
