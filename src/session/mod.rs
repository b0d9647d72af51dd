//! What the user is doing: one state, one list of actions, one pure function. Native and tested.
//!
//! The session holds the answers it shows, never a document or a graph. It asks nothing itself:
//! the page's line to the engine (`ui/hooks/engine.rs`) asks for what the present state shows.

mod action;
mod address;
mod answered;
mod apply;
mod dialogs;
mod kept;
mod redacting;
mod saved_view;
mod state;
mod theme;

pub use action::{Action, Answer};
pub use address::{address, from_address};
pub use apply::apply;
pub use kept::{Kept, LONGEST_LABEL, MOST_QUERIES, SavedQuery};
pub use redacting::Redacting;
pub use saved_view::{Beginning, SavedView, Waiting};
pub use state::{Dialog, GroupBy, LicensesPart, Lit, Opening, QualityPart, Screen, Session};
pub use theme::Theme;
