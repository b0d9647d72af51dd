//! Our own rules on the page: what holds, what is wrong with it, what it met, and its text for the editor.

use serde::{Deserialize, Serialize};

use super::facts::{Facts, LoadedPolicy, judged_for};
use super::files::{NoticeView, notice_view};
use super::words::{count, visible};
use crate::licenses::Context;
use crate::model::{Level, Notice};
use crate::policy::{self, Ruling};

/// The rules that hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyView {
    /// Are there any?
    pub is_loaded: bool,
    /// The name that the rules give themselves; else that of their file.
    pub name: String,
    /// What they came as: `cargo-deny [licenses]`.
    pub source: String,
    /// The file they came from.
    pub file: Option<u32>,
    /// `48 rules`.
    pub rules: String,
    /// What was assumed or lost in reading.
    pub notices: Vec<NoticeView>,
    /// Rules that met nothing, and what no rule speaks of.
    pub remarks: Vec<NoticeView>,
    /// Components by ruling: `allowed`, `needs review`, `denied`, `no rule`, `not judged`.
    pub counts: Vec<(String, usize)>,
    /// The rules as our own file, to be edited.
    pub text: String,
    /// The text they were read from.
    pub written: String,
    /// The context they were written for, where they name one that differs from the present.
    pub context: Option<Context>,
    /// The same in words.
    pub context_words: String,
    /// The last rules that were refused; those above still hold.
    pub refused: Option<RefusedView>,
    /// What rules can be saved as.
    pub formats: Vec<PolicyFormatView>,
    pub presets: Vec<PresetView>,
}

/// Rules with errors.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedView {
    pub name: String,
    /// `3 errors`.
    pub title: String,
    pub notices: Vec<NoticeView>,
}

/// A format to save rules in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyFormatView {
    pub id: String,
    pub title: String,
    pub file_name: String,
}

/// Rules to begin with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PresetView {
    pub id: String,
    pub title: String,
    pub credit: String,
    pub text: String,
}

/// Rules to be saved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyTextView {
    pub name: String,
    pub media_type: String,
    pub text: String,
    /// What the format cannot say.
    pub losses: Vec<NoticeView>,
}

/// The rules that hold, and what they met.
pub fn policy(facts: &Facts) -> PolicyView {
    let mut view = PolicyView { formats: formats(), presets: presets(), ..PolicyView::default() };
    view.refused = facts.refused_policy.as_ref().map(|refused| {
        let errors = refused.notices.iter().filter(|notice| notice.level == Level::Error).count();
        RefusedView { name: visible(&refused.name), title: count(errors, "error"), notices: notices(&refused.notices) }
    });
    let Some(LoadedPolicy { id, name, read, text, .. }) = facts.policy() else { return view };
    let rules = &read.policy;
    view.is_loaded = true;
    view.name = visible(if rules.name.is_empty() { name } else { &rules.name });
    view.source = read.format.title.to_owned();
    view.file = *id;
    view.rules = count(rules.rules(), "rule");
    view.notices = notices(&read.notices);
    view.remarks = notices(&facts.by_policy.notices);
    view.counts = counts(facts);
    view.text = policy::to_toml(rules);
    view.written.clone_from(text);
    view.context = context(facts, &rules.profile);
    view.context_words = view.context.as_ref().map(judged_for).unwrap_or_default();
    view
}

/// What is to be said of a text while it is written.
pub fn checked(text: &str) -> Vec<NoticeView> {
    notices(&policy::check(text))
}

/// The rules that hold in a format.
///
/// # Errors
/// In words: there are no rules, or the format is not written.
pub fn text(facts: &Facts, format: &str) -> Result<PolicyTextView, String> {
    let rules = facts.policy().ok_or("There are no rules to save")?;
    let format = policy::by_id(format).ok_or_else(|| format!("There is no format {}", visible(format)))?;
    let (text, losses) = policy::export(&rules.read.policy, format)
        .ok_or_else(|| format!("Rules cannot be saved as {}", format.title))?;
    Ok(PolicyTextView {
        name: format.file_names.first().copied().unwrap_or("policy.txt").to_owned(),
        media_type: format.media_type.to_owned(),
        text,
        losses: notices(&losses),
    })
}

fn notices(notices: &[Notice]) -> Vec<NoticeView> {
    notices.iter().map(notice_view).collect()
}

fn counts(facts: &Facts) -> Vec<(String, usize)> {
    let verdicts = || facts.by_policy.verdicts();
    let ruled = |ruling: Option<Ruling>| verdicts().flatten().filter(|verdict| verdict.ruling == ruling).count();
    let mut out: Vec<(String, usize)> =
        Ruling::ALL.into_iter().map(|ruling| (ruling.title().to_owned(), ruled(Some(ruling)))).collect();
    out.push(("no rule".to_owned(), ruled(None)));
    out.push(("not judged".to_owned(), verdicts().filter(Option::is_none).count()));
    out
}

fn context(facts: &Facts, profile: &policy::Profile) -> Option<Context> {
    let mut context = facts.context.clone();
    if let Some(use_case) = profile.use_case {
        context.use_case = use_case;
    }
    if let Some(outbound) = &profile.outbound {
        context.outbound = outbound.clone();
    }
    if let Some(client_side) = profile.client_side {
        context.client_side = client_side;
    }
    (context != facts.context).then_some(context)
}

fn formats() -> Vec<PolicyFormatView> {
    let written = policy::all().iter().filter(|format| format.is_written());
    written
        .map(|format| PolicyFormatView {
            id: format.id.to_owned(),
            title: format.title.to_owned(),
            file_name: format.file_names.first().copied().unwrap_or_default().to_owned(),
        })
        .collect()
}

fn presets() -> Vec<PresetView> {
    policy::presets()
        .into_iter()
        .map(|preset| PresetView {
            id: preset.id.to_owned(),
            title: preset.title.to_owned(),
            credit: preset.credit,
            text: policy::to_toml(&preset.policy),
        })
        .collect()
}
