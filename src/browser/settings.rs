//! Settings kept between visits: theme, columns, a policy. Never a document or anything read from one.
//!
//! Pages opened from disk share their storage with every other local page, so nothing secret goes here.

use web_sys::Storage;

/// All keys begin with this.
const PREFIX: &str = "lockscope.";
/// The longest value kept, in bytes.
pub const LONGEST: usize = 64 * 1024;

/// A setting's text, if it was kept and the browser lets us see it.
pub fn load(key: &str) -> Option<String> {
    storage()?.get_item(&format!("{PREFIX}{key}")).ok().flatten().filter(|text| text.len() <= LONGEST)
}

/// Keeps a setting. `None` where it is too long or the browser refuses; the page goes on without.
pub fn save(key: &str, text: &str) -> Option<()> {
    if text.len() > LONGEST {
        return None;
    }
    storage()?.set_item(&format!("{PREFIX}{key}"), text).ok()
}

/// Forgets a setting.
pub fn remove(key: &str) -> Option<()> {
    storage()?.remove_item(&format!("{PREFIX}{key}")).ok()
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
