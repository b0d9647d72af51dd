//! What the file itself remarks on a package: that it runs a script, that it is given up.

use super::{Concern, Entry, Found, HygieneKind};

pub(super) fn check(entries: &[Entry], found: &mut Found) {
    for entry in entries {
        let marks = entry.component.marks;
        if marks.install_script {
            found.add((HygieneKind::InstallScript, Concern::Low), "", entry.node, || {
                "The file marks a script that runs on the machine of whoever installs it".to_owned()
            });
        }
        if marks.deprecated {
            found.add((HygieneKind::Deprecated, Concern::Low), "", entry.node, || {
                "The file notes that its authors advise against it".to_owned()
            });
        }
    }
}
