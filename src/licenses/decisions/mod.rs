//! What people decided about findings and licences, and what has become of it in the documents at hand.
//!
//! A decision names packages without their versions, so it outlives a new version of a document; it remembers the
//! licences it was made on, so a changed licence reopens it. Nothing here hides a finding: a decided one stays
//! listed, with its decision. There is no clock: whoever asks says what day it is.

mod date;
mod decision;
mod key;
mod matching;
mod settling;
mod states;
mod table;
mod why;

pub use date::Date;
pub use decision::{About, Decision, DecisionKind, LONGEST_TEXT, LicenseThen, Reason};
pub use key::{FindingKey, components_of, finding_key, licenses_now};
pub use settling::{settlements, settlements_on};
pub use states::{DecisionState, FindingState, MOST_MATCHES, Outcome, apply, apply_on};
pub use why::Why;
