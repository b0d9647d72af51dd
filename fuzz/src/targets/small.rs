//! Small languages: package URLs and versions.

use std::cmp::Ordering;

use lockscope::model::{Ecosystem, PackageUrl};
use lockscope::versions;

/// A package URL that was read is written as it reads.
pub fn package_urls(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Some(url) = PackageUrl::parse(text) {
        let again = PackageUrl::parse(url.as_str());
        assert_eq!(again.as_ref(), Some(&url), "{text:?} became {:?}", url.as_str());
        let _ = (url.ecosystem(), url.qualifiers(), url.subpath(), url.full_name(), url.without_qualifiers());
        let (namespace, version) = (url.namespace(), url.version());
        let built = PackageUrl::new(url.kind(), namespace.as_deref(), &url.name(), version.as_deref());
        assert!(built.is_some(), "cannot be built from its parts: {:?}", url.as_str());
    }
}

/// Versions in every ecosystem are in one order: three texts, three lines.
pub fn versions(bytes: &[u8]) {
    let Some((&pick, rest)) = bytes.split_first() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let mut lines = text.splitn(3, '\n');
    let (one, two, three) = (next(&mut lines), next(&mut lines), next(&mut lines));
    let ecosystem = Ecosystem::from_package_url_type(TYPES[pick as usize % TYPES.len()]);
    let compare = |left: &str, right: &str| versions::compare(ecosystem, left, right);
    assert_eq!(compare(one, one), Ordering::Equal, "{one:?} is not itself");
    assert_eq!(compare(one, two), compare(two, one).reverse(), "{one:?} and {two:?} have two orders");
    let order = (compare(one, two), compare(two, three), compare(one, three));
    let broken =
        matches!(order, (Ordering::Less | Ordering::Equal, Ordering::Less, Ordering::Greater | Ordering::Equal))
            || matches!(
                order,
                (Ordering::Greater | Ordering::Equal, Ordering::Greater, Ordering::Less | Ordering::Equal)
            );
    assert!(!broken, "{ecosystem:?}: {one:?}, {two:?}, {three:?} go in a circle: {order:?}");
}

/// Long versions take no time.
pub fn bound_versions(bytes: &[u8]) {
    let Some((&pick, rest)) = bytes.split_first() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let ecosystem = Ecosystem::from_package_url_type(TYPES[pick as usize % TYPES.len()]);
    let long = text.repeat(1 + (pick as usize >> 3));
    let _ = versions::compare(ecosystem, &long, text);
}

const TYPES: [&str; 20] = [
    "npm",
    "cargo",
    "pypi",
    "golang",
    "maven",
    "nuget",
    "gem",
    "composer",
    "swift",
    "cocoapods",
    "pub",
    "hex",
    "hackage",
    "conan",
    "conda",
    "deb",
    "rpm",
    "apk",
    "cpan",
    "generic",
];

fn next<'t>(lines: &mut impl Iterator<Item = &'t str>) -> &'t str {
    lines.next().unwrap_or_default()
}
