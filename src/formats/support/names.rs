//! A component's full name, where a document splits it: `group` and `name`, or a package URL.

use crate::model::{Ecosystem, PackageUrl};

/// The ecosystem's full name: `@scope/name`, `group:artifact`, `github.com/a/b`.
///
/// A group that the name repeats is not added again; a namespace that only the package URL holds is.
pub fn full_name(group: Option<&str>, name: &str, package_url: Option<&PackageUrl>) -> String {
    let ecosystem = package_url.map_or(Ecosystem::Other, PackageUrl::ecosystem);
    let separator = if ecosystem == Ecosystem::Maven { ":" } else { "/" };
    // `junit:junit` repeats nothing, `@scope/name` in the group `@scope` does.
    let repeats = |group: &str| name.strip_prefix(group).is_some_and(|rest| rest.starts_with(['/', ':']));
    if let Some(group) = group
        && !repeats(group)
    {
        return [group, separator, name].concat();
    }
    let has_namespace = match ecosystem {
        Ecosystem::Maven => name.contains(':'),
        Ecosystem::Npm | Ecosystem::Golang | Ecosystem::Composer | Ecosystem::Swift => name.contains('/'),
        _ => true,
    };
    match package_url {
        Some(url) if !has_namespace && group.is_none() && url.namespace().is_some() => url.full_name(),
        _ => name.to_owned(),
    }
}
