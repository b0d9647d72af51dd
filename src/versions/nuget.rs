//! NuGet versions: semantic versions with up to four numbers and labels without regard to case.
//!
//! Source: <https://learn.microsoft.com/nuget/concepts/package-versioning>.

use std::cmp::Ordering;

use super::semver;

/// Compares numbers, then labels; build metadata does not count.
pub fn compare(one: &str, other: &str) -> Ordering {
    semver::compare(&one.to_ascii_lowercase(), &other.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::super::check::ascending;
    use super::*;

    #[test]
    fn four_numbers_and_labels_of_any_case() {
        ascending(
            compare,
            &[
                &["1.0.0-alpha", "1.0-Alpha", "1.00-ALPHA"],
                &["1.0.0-alpha.2"],
                &["1.0.0-alpha.10"],
                &["1.0.0-BETA", "1.0.0-beta"],
                &["1.0.0-rc-2", "1.0.0-RC-2+sha.1"],
                &["1", "1.0", "1.0.0", "1.0.0.0", "1.0.0+META"],
                &["1.0.0.1-preview"],
                &["1.0.0.1"],
                &["1.0.0.10"],
                &["1.0.1"],
            ],
        );
    }
}
