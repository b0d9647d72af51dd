//! Policies to begin with. Each says where its lists come from, and of what day they are.

use super::model::{ClassRule, LicenseRule, Policy, Ruling};
use crate::licenses::{CLASS_DATE, LicenseClass, UseCase};

/// A policy to begin with.
pub struct Preset {
    pub id: &'static str,
    pub title: &'static str,
    /// Where it comes from, with its day; shown beside it and kept with every report.
    pub credit: String,
    pub policy: Policy,
}

/// All of them.
pub fn presets() -> Vec<Preset> {
    vec![asf(), permissive(), no_network()]
}

/// Category A: allowed. As restated from the page of the foundation as it stood in 2019, and not the page itself.
const CATEGORY_A: [&str; 33] = [
    "0BSD",
    "AFL-3.0",
    "Apache-1.1",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "FTL",
    "HPND",
    "ICU",
    "ISC",
    "MIT",
    "MIT-0",
    "MS-PL",
    "MulanPSL-2.0",
    "NCSA",
    "PHP-3.01",
    "PostgreSQL",
    "PSF-2.0",
    "Python-2.0",
    "TCL",
    "UPL-1.0",
    "Unicode-DFS-2015",
    "Unicode-DFS-2016",
    "Unlicense",
    "W3C",
    "WTFPL",
    "X11",
    "Xnet",
    "ZPL-2.0",
    "Zlib",
    "libpng-2.0",
];
/// Category B: with conditions.
const CATEGORY_B: [&str; 18] = [
    "CC-BY-2.5",
    "CC-BY-3.0",
    "CC-BY-4.0",
    "CDDL-1.0",
    "CDDL-1.1",
    "CPL-1.0",
    "EPL-1.0",
    "EPL-2.0",
    "ErlPL-1.1",
    "IPA",
    "IPL-1.0",
    "MPL-1.0",
    "MPL-1.1",
    "MPL-2.0",
    "OFL-1.1",
    "OSL-3.0",
    "Ruby",
    "SPL-1.0",
];
/// Category X: not in a product of the foundation.
const CATEGORY_X: [&str; 11] = [
    "AGPL-*",
    "BSD-4-Clause",
    "BUSL-1.1",
    "CC-BY-NC-*",
    "CPOL-1.02",
    "GPL-*",
    "JSON",
    "LGPL-*",
    "NPL-*",
    "QPL-1.0",
    "SSPL-1.0",
];

fn asf() -> Preset {
    let rule = |ruling: Ruling, note: &'static str| {
        move |license: &&str| LicenseRule { license: (*license).to_owned(), ruling, note: note.to_owned(), place: None }
    };
    let mut licenses: Vec<LicenseRule> = CATEGORY_A.iter().map(rule(Ruling::Allow, "category A")).collect();
    licenses.extend(CATEGORY_B.iter().map(rule(Ruling::Review, "category B")));
    licenses.extend(CATEGORY_X.iter().map(rule(Ruling::Deny, "category X")));
    Preset {
        id: "asf",
        title: "Like the categories of the Apache Software Foundation",
        credit: "After the ASF third-party licence policy (apache.org/legal/resolved.html), its categories A, B and X restated \
                 by SPDX id as of 2019; incomplete, not affiliated: read the page before you rely on it"
            .to_owned(),
        policy: Policy {
            name: "ASF categories (restated 2019)".to_owned(),
            unlisted: Some(Ruling::Review),
            licenses,
            ..Policy::default()
        },
    }
}

fn by_class(rulings: [Ruling; 7]) -> Vec<ClassRule> {
    let pairs = LicenseClass::ALL.into_iter().zip(rulings);
    pairs.map(|(class, ruling)| ClassRule { class, use_case: None, ruling }).collect()
}

fn class_credit() -> String {
    format!(
        "Licence classes: ScanCode LicenseDB, {CLASS_DATE}, CC-BY-4.0, modified; the rulings are an example of ours"
    )
}

fn permissive() -> Preset {
    use Ruling::{Allow, Deny, Review};
    Preset {
        id: "permissive",
        title: "Permissive licences only",
        credit: class_credit(),
        policy: Policy {
            name: "Permissive only".to_owned(),
            defaults: by_class([Allow, Allow, Review, Deny, Deny, Deny, Review]),
            unlisted: Some(Deny),
            ..Policy::default()
        },
    }
}

fn no_network() -> Preset {
    use Ruling::{Allow, Deny, Review};
    let mut defaults = by_class([Allow, Allow, Allow, Allow, Deny, Review, Review]);
    defaults.push(ClassRule {
        class: LicenseClass::NetworkCopyleft,
        use_case: Some(UseCase::Internal),
        ruling: Review,
    });
    Preset {
        id: "no-network-copyleft",
        title: "No network copyleft",
        credit: class_credit(),
        policy: Policy {
            name: "No network copyleft".to_owned(),
            defaults,
            unlisted: Some(Review),
            ..Policy::default()
        },
    }
}
