//! Which dialog lies over the page, and what lies under it.

use super::{Dialog, Session};

/// Opens a dialog over what is open, or closes it. A component's page comes back when what it led to is closed.
pub fn open_dialog(session: &mut Session, dialog: Option<Dialog>) {
    let leads_on = |dialog: &Dialog| matches!(dialog, Dialog::LicenseText | Dialog::Decide(_));
    session.dialog_below = match (session.dialog, dialog) {
        (Some(page @ Dialog::Evaluation(_)), Some(next)) if leads_on(&next) => Some(page),
        (_, None) => {
            session.dialog = session.dialog_below.take();
            return;
        }
        _ => None,
    };
    session.dialog = dialog;
}
