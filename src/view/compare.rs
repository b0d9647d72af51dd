//! Two files side by side: what changed from the one to the other, and what caused it, ready to show.
//!
//! Each file is judged by itself, so that a conflict of one is never one between the two.

mod causes;
mod compared;
mod lines;
mod top;
mod words;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::facts::Facts;
use super::query::Query;
use super::words::{Link, count, length};
pub use crate::analysis::comparison::ChangeKind;
use crate::analysis::comparison::RowIndex;
use crate::licenses::Verdict;
pub use compared::{Compared, compared, pair};
pub use words::kind_title;

/// Causes, changes of one cause, rows of the list, and entries of each list on top, unless all are asked for.
pub const MOST_CAUSES: usize = 40;
pub const MOST_LINES: usize = 8;
pub const MOST_ROWS: usize = 200;
pub const MOST_ON_TOP: usize = 6;
/// The same, even then.
pub const MOST_CAUSES_OF_ALL: usize = 1_000;
pub const MOST_LINES_OF_ALL: usize = 1_000;
pub const MOST_ROWS_OF_ALL: usize = 5_000;
pub const MOST_ON_TOP_OF_ALL: usize = 200;

/// Which two files, by id, and what of their difference.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompareRequest {
    /// `None`: chosen from what is loaded, see [`pair`].
    pub before: Option<u32>,
    pub after: Option<u32>,
    pub shown_as: ShownAs,
    /// Of the list, the kinds of change; all where empty.
    pub kinds: BTreeSet<ChangeKind>,
    /// Of the list, a query as in the inventory.
    pub query: String,
    /// Causes, by key, of which all changes are told.
    pub whole: BTreeSet<usize>,
    /// Show all causes, rows and entries on top.
    pub all: bool,
}

/// How the difference is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ShownAs {
    #[default]
    Causes,
    List,
}

/// What differs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompareView {
    /// The files there are to compare.
    pub files: Vec<CompareFile>,
    /// The two that are; `None` where there are fewer than two.
    pub pair: Option<(u32, u32)>,
    /// What they are called here: file and project.
    pub before: String,
    pub after: String,
    pub judged_for: String,
    pub figures: Vec<Figure>,
    /// `93 changes from 9 causes`, or that nothing differs.
    pub summary: String,
    pub new_conflicts: TopList,
    pub gone_conflicts: TopList,
    pub new_duplicates: TopList,
    pub causes: Vec<CauseView>,
    pub causes_total: usize,
    /// Of the list, how many changed packages there are of each kind; those that the query accepts.
    pub kinds: Vec<(ChangeKind, usize)>,
    pub rows: Vec<CompareLine>,
    pub rows_matching: usize,
    pub rows_total: usize,
    /// Why the query was not understood; then all rows match.
    pub error: Option<String>,
    /// What was not compared, and why, each a sentence.
    pub left_out: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompareFile {
    pub id: u32,
    /// `package-lock.json, ledger-portal 3.4.0`.
    pub label: String,
}

/// One figure of the band.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// `472`, where the figure has one before; else empty.
    pub before: String,
    /// `487`, `+31`.
    pub value: String,
    pub title: String,
    /// Said under it; may be empty.
    pub note: String,
    pub tone: Tone,
}

/// How a figure or a change is coloured; its sign or words say the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Tone {
    Added,
    Removed,
    Changed,
    Conflict,
    #[default]
    Plain,
}

impl Tone {
    /// `+`, `−`, `~`; empty for the others.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Added => "+",
            Self::Removed => "\u{2212}",
            Self::Changed => "~",
            Self::Conflict | Self::Plain => "",
        }
    }

    /// The sign in words.
    pub fn title(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Conflict => "conflict",
            Self::Plain => "the same",
        }
    }
}

/// A list above the causes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopList {
    pub lines: Vec<TopLine>,
    pub total: usize,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopLine {
    /// Of a conflict what clashes; of a duplicate its name.
    pub title: String,
    /// The components it is about: of a duplicate one for each version.
    pub links: Vec<Link>,
    /// Components beyond those.
    pub more: usize,
    /// What was changed by hand and is its cause; empty where nothing was.
    pub cause: String,
    /// A decision holds for it.
    pub is_decided: bool,
    /// A conflict of something that the other file has too, under a licence that is not known there: it may have been, or
    /// still be, a conflict there as well.
    pub is_unsure: bool,
}

/// One cause with its changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CauseView {
    pub key: usize,
    pub title: String,
    /// `1.7.0 to 1.8.2`; empty for what is no single package.
    pub versions: String,
    /// `direct, changed`.
    pub how: String,
    /// The gravest of what it brings; `None` where nothing new is found.
    pub verdict: Option<Verdict>,
    /// `4 new conflicts`, `no new finding`.
    pub outcome: String,
    pub added: usize,
    pub removed: usize,
    pub changed: usize,
    pub lines: Vec<CompareLine>,
    pub more: usize,
    /// Of what is not told here: `2 added, 3 changed`.
    pub more_words: String,
}

/// One package that changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompareLine {
    /// Added, removed or changed.
    pub tone: Tone,
    pub kinds: Vec<ChangeKind>,
    /// The component after, where there is one; its verdict is that of its file alone.
    pub link: Link,
    /// Versions; empty where there is none.
    pub before: String,
    pub after: String,
    /// Of what was added or removed.
    pub license: String,
    /// False where `license` says why there is none.
    pub is_license: bool,
    pub notes: Vec<Note>,
    /// The title of its cause.
    pub cause: String,
}

impl CompareLine {
    /// `1.7.0 to 1.8.2`, or the one version there is.
    pub fn versions(&self) -> String {
        match (self.before.as_str(), self.after.as_str()) {
            (before, after) if before == after || after.is_empty() => before.to_owned(),
            ("", after) => after.to_owned(),
            (before, after) => format!("{before} to {after}"),
        }
    }
}

/// One thing that changed, or that followed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// `Licence`, `Scope`; empty where the words say it.
    pub title: String,
    pub before: String,
    pub after: String,
    /// Of a licence, before and after.
    pub verdicts: Option<(Verdict, Verdict)>,
    /// In place of before and after.
    pub words: String,
}

/// Compares two files. The first time costs what building and judging both costs, see `compared`; then the rows.
pub fn compare(facts: &Facts, request: &CompareRequest) -> CompareView {
    let most = |usual: usize, all: usize| if request.all { all } else { usual };
    let caps = Caps {
        causes: most(MOST_CAUSES, MOST_CAUSES_OF_ALL),
        rows: most(MOST_ROWS, MOST_ROWS_OF_ALL),
        on_top: most(MOST_ON_TOP, MOST_ON_TOP_OF_ALL),
        lines: MOST_LINES,
        whole: MOST_LINES_OF_ALL,
    };
    view(facts, request, &caps)
}

/// The same with all causes and all their changes, up to the caps, for a document.
pub fn whole(facts: &Facts, request: &CompareRequest) -> CompareView {
    let caps = Caps {
        causes: MOST_CAUSES_OF_ALL,
        rows: MOST_ROWS_OF_ALL,
        on_top: MOST_ON_TOP_OF_ALL,
        lines: MOST_LINES_OF_ALL,
        whole: MOST_LINES_OF_ALL,
    };
    view(facts, &CompareRequest { shown_as: ShownAs::Causes, ..request.clone() }, &caps)
}

/// How much is told.
struct Caps {
    causes: usize,
    rows: usize,
    on_top: usize,
    /// Changes of one cause, and of one that is asked for in whole.
    lines: usize,
    whole: usize,
}

fn view(facts: &Facts, request: &CompareRequest, caps: &Caps) -> CompareView {
    let files = compared::files(facts);
    let pair = pair(facts, request.before, request.after);
    let mut view = CompareView { files, pair, judged_for: facts.judged_for(), ..CompareView::default() };
    let found = pair.and_then(|pair| compared(facts, pair));
    let Some(looking) = found.as_deref().and_then(|found| compared::Looking::new(facts, found)) else {
        view.pair = None;
        return view;
    };
    let label = |id: u32| view.files.iter().find(|file| file.id == id).map(|file| file.label.clone());
    let labels = pair.map(|(one, other)| (label(one).unwrap_or_default(), label(other).unwrap_or_default()));
    (view.before, view.after) = labels.unwrap_or_default();
    let grouped = causes::grouped(&looking);
    view.figures = top::figures(&looking);
    view.new_conflicts = top::new_conflicts(&looking, caps.on_top);
    view.gone_conflicts = top::gone_conflicts(&looking, caps.on_top);
    view.new_duplicates = top::new_duplicates(&looking, caps.on_top);
    view.left_out = words::left_out(&looking);
    view.causes_total = grouped.len();
    let changed = looking.changed();
    view.rows_total = changed.len();
    view.summary = summary(&looking, changed.len(), grouped.len(), pair);
    match request.shown_as {
        ShownAs::Causes => view.causes = causes::causes(&looking, &grouped, request, caps),
        ShownAs::List => list(&looking, &changed, request, caps, &mut view),
    }
    view
}

fn summary(looking: &compared::Looking<'_>, changes: usize, causes: usize, pair: Option<(u32, u32)>) -> String {
    match (changes, pair) {
        (0, Some((one, other))) if one == other => "One file beside itself: nothing differs".to_owned(),
        (0, _) if looking.is_one_content() => "The two files hold the same bytes: nothing differs".to_owned(),
        (0, _) => "Nothing differs in what both files state".to_owned(),
        _ => format!("{} from {}", count(changes, "change"), count(causes, "cause")),
    }
}

fn list(
    looking: &compared::Looking<'_>,
    changed: &[RowIndex],
    request: &CompareRequest,
    caps: &Caps,
    view: &mut CompareView,
) {
    let query = match Query::parse(&request.query) {
        Ok(query) => query,
        Err(error) => {
            view.error = Some(error.words());
            Query::default()
        }
    };
    let accepted = (!query.is_empty()).then(|| query.select(looking.facts));
    let fits = |row: &RowIndex| {
        let accepted = accepted.as_ref();
        accepted.is_none_or(|accepted| looking.nodes(*row).any(|node| accepted.get(node as usize) == Some(&true)))
    };
    let rows: Vec<RowIndex> = changed.iter().copied().filter(fits).collect();
    let kinds = |row: &RowIndex| looking.row(*row).map(|row| row.changes).unwrap_or_default();
    view.kinds = ChangeKind::ALL
        .into_iter()
        .map(|kind| (kind, rows.iter().filter(|row| kinds(row).has(kind)).count()))
        .filter(|(kind, number)| *number > 0 || request.kinds.contains(kind))
        .collect();
    let is_asked =
        |row: &&RowIndex| request.kinds.is_empty() || kinds(row).iter().any(|kind| request.kinds.contains(&kind));
    let rows: Vec<RowIndex> = rows.iter().filter(is_asked).copied().collect();
    view.rows_matching = rows.len();
    view.rows = rows.iter().take(caps.rows).filter_map(|row| lines::line(looking, *row)).collect();
}

/// `Showing 200 of 1,204`; empty where all are shown.
pub fn shown_words(shown: usize, total: usize) -> String {
    if shown < total { format!("Showing {} of {}", length(shown), length(total)) } else { String::new() }
}
