//! Policies to begin with. Each says where its lists come from, and of what day they are.

use super::model::{ClassRule, Policy, Ruling};
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
    vec![permissive(), no_network()]
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
