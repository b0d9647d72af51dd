//! What stands around the views: bars, rails, dialogs, the inspector.

pub mod banners;
pub mod context_dialog;
pub mod decision_dialog;
pub mod decisions_list;
pub mod duties_list;
pub mod evaluation_dialog;
pub mod finding_card;
pub mod graph_tools;
pub mod help_dialogs;
pub mod inspector;
pub mod joins;
pub mod license_matrix;
pub mod license_table;
pub mod license_text;
pub mod licenses_side;
pub mod policy_editor;
pub mod progress;
pub mod rail;
pub mod report_dialog;
pub mod restore_dialog;
pub mod save_dialog;
pub mod status;
pub mod tabs;
pub mod toast;
pub mod top_bar;
pub mod tree;
