//! What it means that a component has several licences, where a format leaves that open.

use crate::model::{Ecosystem, LicenseRole, ListMeaning, StatedLicense};

/// Says of each statement what it means that it stands beside others of its role.
///
/// The formats that call this leave it open; where the ecosystem says, that counts: a Maven or Composer package
/// with several licences offers a choice.
pub fn set_list_meaning(licenses: &mut [StatedLicense], ecosystem: Ecosystem) {
    let meaning = match ecosystem {
        Ecosystem::Maven | Ecosystem::Composer => ListMeaning::Any,
        _ => ListMeaning::Unstated,
    };
    for role in [LicenseRole::Declared, LicenseRole::Concluded, LicenseRole::Detected] {
        if licenses.iter().filter(|license| license.role == role).count() > 1 {
            for license in licenses.iter_mut().filter(|license| license.role == role) {
                license.list = meaning;
            }
        }
    }
}
