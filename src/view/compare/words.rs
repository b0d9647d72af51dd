//! Words for causes, kinds of change, and what was not compared.

use super::ChangeKind;
use super::compared::{AFTER, BEFORE, Looking};
use crate::analysis::comparison::{Cause, CauseKind, How, LeftOut, Which};

/// A kind of change, as filters and tables call it.
pub fn kind_title(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Added => "added",
        ChangeKind::Removed => "removed",
        ChangeKind::Version => "version",
        ChangeKind::License => "licence",
        ChangeKind::Scope => "scope",
        ChangeKind::Source => "source",
        ChangeKind::Checksum => "checksum",
        ChangeKind::Dependents => "needed by",
    }
}

/// `tinymce`, `Refresh`.
pub fn cause_title(looking: &Looking<'_>, cause: usize) -> String {
    looking.found.causes.get(cause).map(|cause| title(looking, cause)).unwrap_or_default()
}

/// What was changed by hand and is the cause, `tinymce`; empty where the cause is no such change.
pub fn changed_by_hand(looking: &Looking<'_>, cause: usize) -> String {
    let cause = looking.found.causes.get(cause);
    let by_hand = cause.filter(|cause| matches!(cause.kind, CauseKind::Direct(_) | CauseKind::Own(_)));
    by_hand.map(|cause| title(looking, cause)).unwrap_or_default()
}

pub fn title(looking: &Looking<'_>, cause: &Cause) -> String {
    match cause.kind {
        CauseKind::Direct(_) | CauseKind::Own(_) => {
            let row = cause.rows.first().and_then(|row| looking.row(*row));
            let node = |side: usize| Some(looking.link(side, looking.first(row?, side)?).name);
            node(AFTER).or_else(|| node(BEFORE)).unwrap_or_default()
        }
        CauseKind::Restated => "Same version, stated otherwise".to_owned(),
        CauseKind::Refresh => "Refresh".to_owned(),
        CauseKind::Unplaced => "Without a dependent".to_owned(),
        CauseKind::Moved => "Moved".to_owned(),
        CauseKind::Unknown => "Not grouped by cause".to_owned(),
    }
}

/// `direct, changed, development`.
pub fn how(looking: &Looking<'_>, cause: &Cause) -> String {
    let became = |how: How| match how {
        How::Added => "added",
        How::Removed => "removed",
        How::Version => "changed",
        How::NowDirect => "was needed by others alone",
        How::NoLongerDirect => "no longer asked for, still needed by others",
        How::Scope => "in another scope",
    };
    match cause.kind {
        CauseKind::Direct(how) => {
            let row = cause.rows.first().and_then(|row| looking.row(*row));
            let scope = |side: usize| {
                let graph = if side == BEFORE { looking.before.graph } else { looking.after.graph };
                Some(graph.nodes.get(looking.first(row?, side)? as usize)?.scope)
            };
            let scope = scope(AFTER).or_else(|| scope(BEFORE)).filter(|scope| !scope.is_shipped());
            let scope = scope.map(|scope| format!(", {}", scope.as_str())).unwrap_or_default();
            format!("direct, {}{scope}", became(how))
        }
        CauseKind::Own(how) => format!("own package, {}", became(how)),
        CauseKind::Restated => "other licences, sources or checksums for what did not change its version".to_owned(),
        CauseKind::Refresh => {
            "no changed direct dependency leads to them; what needs them allows them, or they were set by hand"
                .to_owned()
        }
        CauseKind::Unplaced => "no stated dependency leads to them".to_owned(),
        CauseKind::Moved => "same versions, needed by others or in another scope".to_owned(),
        CauseKind::Unknown => "one of the files states no dependencies".to_owned(),
    }
}

/// What was not compared, each a sentence.
pub fn left_out(looking: &Looking<'_>) -> Vec<String> {
    let states = |which: Which, what: &str| match which {
        Which::Before => format!("{} states no {what}", looking.name(BEFORE)),
        Which::After => format!("{} states no {what}", looking.name(AFTER)),
        Which::Both => format!("Neither file states {what}"),
    };
    let words = |left_out: &LeftOut| match left_out {
        LeftOut::Dependencies(which) => format!(
            "{}: nothing is grouped by cause, and what needs what is not compared",
            states(*which, "dependencies")
        ),
        LeftOut::Direct(which) => {
            let who = match which {
                Which::Before => format!("{} does not say", looking.name(BEFORE)),
                Which::After => format!("{} does not say", looking.name(AFTER)),
                Which::Both => "Neither file says".to_owned(),
            };
            format!(
                "{who} which dependencies are direct: what nothing else needs is taken for that, and who is direct is not compared"
            )
        }
        LeftOut::Peers(which) => {
            format!("{}: those of the other file are not compared", states(*which, "dependencies on peers"))
        }
        LeftOut::Licenses(which) => format!(
            "{}: they are not compared, and where another file knows one for the same version it is judged by that",
            states(*which, "licences")
        ),
        LeftOut::Scopes(which) => format!("{}: they are not compared", states(*which, "scopes")),
        LeftOut::Checksums(which) => format!("{}: they are not compared", states(*which, "checksums")),
        LeftOut::Sources => {
            "The files are of two formats: sources are compared only where both name a file to fetch, scopes only in \
             words that both use"
                .to_owned()
        }
    };
    looking.found.left_out.iter().map(words).collect()
}
