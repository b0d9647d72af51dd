//! Policies: every format read and written, verdicts, findings, and what hostile files come to.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should stop")]
#![expect(clippy::disallowed_methods, reason = "tests run natively: they read fixtures and look at the clock")]

#[path = "policy/dump.rs"]
mod dump;
#[path = "policy/findings.rs"]
mod findings;
#[path = "policy/hostile.rs"]
mod hostile;
#[path = "policy/reading.rs"]
mod reading;
#[path = "policy/round_trip.rs"]
mod round_trip;
#[path = "policy/verdicts.rs"]
mod verdicts;
