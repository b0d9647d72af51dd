//! What stands around the views: bars, rails, dialogs, the inspector.

pub mod banners;
pub mod context_dialog;
pub mod finding_card;
pub mod help_dialogs;
pub mod inspector;
pub mod license_matrix;
pub mod license_table;
pub mod licenses_side;
pub mod progress;
pub mod rail;
pub mod report_dialog;
pub mod status;
pub mod tabs;
pub mod toast;
pub mod top_bar;
pub mod tree;
