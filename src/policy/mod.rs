//! Our own rules on licences: reading them in any of a dozen formats, judging by them, writing them.
//!
//! A policy says what *we* allow; it says nothing on what fits together (that is `licenses/`). Reading is strict: a
//! file with an error is refused as a whole, all its errors told with their places, and what was loaded stays. What a
//! foreign format says and we do not keep, or the other way round, is a notice with the code `policy-loss`.

mod escape;
mod exchange;
mod findings;
mod ids;
mod judging;
mod model;
mod own;
mod own_text;
mod presets;
mod problems;
mod settling;
mod tree;

pub use exchange::{Exchange, all, by_id, export, recognise};
pub use findings::{Applied, MOST_FINDINGS, Places, apply, apply_on};
pub use judging::{PolicyVerdict, RuleRef, Rules};
pub use model::{
    ChoiceRule, Clarification, ClassRule, LicenseRule, LinkageRule, Overlay, PackageRule, Policy, Profile, Require,
    Ruling, Scopes, Waiver, class_name,
};
pub use own::{MOST_RULES, SCHEMA};
pub use own_text::{to_json, to_toml};
pub use presets::{Preset, presets};
pub use problems::{MOST_TOLD, nearest};
pub use settling::{decisions, settlements};

use crate::model::{Level, Notice, ReadError};
use problems::Problems;

/// The largest policy file, in bytes.
pub const LARGEST: usize = 1_000_000;

/// A policy as read: the rules, what they came as, and what was assumed or lost.
#[derive(Clone)]
pub struct Read {
    pub policy: Policy,
    pub format: &'static Exchange,
    pub notices: Vec<Notice>,
}

/// Why a file is no policy: the first error, and all of them (at most [`MOST_TOLD`], then their number) with what else
/// was remarked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub first: ReadError,
    pub notices: Vec<Notice>,
}

/// Reads a policy of any known format; one that is not recognised is read as our own.
///
/// # Errors
/// Where anything in it is wrong; see [`Refused`].
pub fn read(name: &str, text: &str) -> Result<Read, Refused> {
    let format = recognise(name, text).unwrap_or_else(|| exchange::own_for(text));
    read_as(format, text)
}

/// Reads a policy of a format that is known.
///
/// # Errors
/// As [`read`].
pub fn read_as(format: &'static Exchange, text: &str) -> Result<Read, Refused> {
    let mut problems = Problems::default();
    let policy = parse(format, text, &mut problems);
    let has_errors = problems.has_errors();
    let notices = problems.told();
    match notices.iter().find(|notice| notice.level == Level::Error) {
        Some(first) if has_errors => {
            let advice = "Correct the places listed; the rules that were loaded before still hold";
            let first = ReadError::new(&first.code, first.message.clone(), first.place.clone(), advice);
            Err(Refused { first, notices })
        }
        _ => Ok(Read { policy, format, notices }),
    }
}

/// What is to be said of our own file while it is written: every error and remark with its place.
pub fn check(text: &str) -> Vec<Notice> {
    let mut problems = Problems::default();
    parse(exchange::own_for(text), text, &mut problems);
    problems.told()
}

fn parse(format: &Exchange, text: &str, problems: &mut Problems) -> Policy {
    if text.len() > LARGEST {
        let message = format!("The policy has {} bytes; at most {LARGEST} are read", text.len());
        problems.error("policy-too-large", message, None);
        return Policy::default();
    }
    let Some(root) = tree::read(text, format.syntax_of(text), problems) else {
        if !problems.has_errors() {
            problems.error("policy-empty", "The file is empty", None);
        }
        return Policy::default();
    };
    let mut policy = (format.read)(&root, problems);
    if policy.rules() > MOST_RULES {
        let message = format!("The policy has {} rules; at most {MOST_RULES} are read", policy.rules());
        problems.error("policy-too-many-rules", message, None);
        return Policy::default();
    }
    tidy(&mut policy, problems);
    policy
}

/// Of two rules for one licence the stricter stays, where the first stood.
fn tidy(policy: &mut Policy, problems: &mut Problems) {
    let mut first: std::collections::HashMap<String, usize> = std::collections::HashMap::new();
    let mut kept: Vec<LicenseRule> = Vec::with_capacity(policy.licenses.len());
    for rule in std::mem::take(&mut policy.licenses) {
        let key = rule.license.to_ascii_lowercase();
        let Some(earlier) = first.get(&key).and_then(|at| kept.get_mut(*at)) else {
            first.insert(key, kept.len());
            kept.push(rule);
            continue;
        };
        if earlier.ruling != rule.ruling {
            let strict = earlier.ruling.max(rule.ruling);
            let message = format!("Two rules for {}: the stricter counts ({})", rule.license, strict.as_str());
            problems.warning("policy-repeated", message, rule.place.clone());
            if rule.ruling == strict {
                *earlier = rule;
            }
        }
    }
    policy.licenses = kept;
    let mut seen = Vec::new();
    policy.linkage.retain(|rule| {
        let is_new = !seen.contains(&rule.of);
        if is_new && seen.len() < 1_000 {
            seen.push(rule.of.clone());
        }
        is_new
    });
}
