//! Package URLs: the common name of a component across documents.
//!
//! Source: the package URL specification, <https://github.com/package-url/purl-spec>.

use std::fmt;

/// A package URL in canonical form. Two that are equal name the same package.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PackageUrl {
    text: String,
}

impl fmt::Display for PackageUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
}
