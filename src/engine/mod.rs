//! The engine: owns the workspace and answers requests. The one door to the core; native and tested.

mod advisory_file;
mod companions;
mod documents;
mod exporting;
mod ledger;
mod matrix_file;
mod opening;
mod profile_file;
mod redacted;
mod request;
mod rules;
mod saving;
mod ticking;
mod workspace;

pub use opening::FIRST_INNER_ID;
pub use request::{CopyFormat, ExportFormat, Progress, Request, Response};
pub use saving::{Restoring, RestoringFile, Saving, WORKSPACE_NAME, is_workspace, restoring};
pub use workspace::Workspace;

pub use crate::export::comparison::ComparisonFormat;
pub use crate::export::documents::{DocumentFormat, Part as DocumentPart, all as document_formats};
pub use crate::export::graph::{ALL as GRAPH_FORMATS, GraphFormat};
pub use crate::export::third_party::ThirdPartyFormat;
pub use crate::formats::LARGEST_FILE;
pub use crate::model::ReadError;
