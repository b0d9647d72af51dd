//! Kinds of files that are recognised so that they can be named, and not read: what to run or drop instead.
//!
//! Asked only after every format has said no. What a format reads has no entry here.

mod manifests;
mod reports;

use super::Input;
use super::support::sketch::Sketch;

/// One kind of file.
struct Kind {
    /// With its article, such as `a Gemfile`.
    title: &'static str,
    /// What to do instead, one sentence without a full stop.
    advice: &'static str,
    /// It is one where all signs of one of these lists are there.
    signs: &'static [&'static [Sign]],
}

/// Something in the content that tells a kind.
enum Sign {
    /// A key of JSON, below others as in `headers.0.tool_name`; `0` is the first of a list.
    Key(&'static str),
    /// A text under such a key that holds this.
    Value(&'static str, &'static str),
    /// A line that begins so.
    Line(&'static str),
    /// This text, anywhere in the beginning.
    Text(&'static str),
    /// The content begins so, after blanks.
    Start(&'static str),
}

/// How many lines are looked at.
const LINES: usize = 400;

/// What this is, with its article, and what to do instead; `None` where it is not recognised either.
pub(super) fn recognise(input: &Input) -> Option<(&'static str, &'static str)> {
    let lines: Vec<&str> = input.head().lines().take(LINES).collect();
    let has = |sign: &Sign| match sign {
        Sign::Key(path) => input.sketch().is_some_and(|seen| at(seen, path).is_some()),
        Sign::Value(path, part) => {
            let found = input.sketch().and_then(|seen| at(seen, path));
            found.is_some_and(|found| matches!(found, Sketch::Text(text) if text.contains(part)))
        }
        Sign::Line(start) => lines.iter().any(|line| line.starts_with(start)),
        Sign::Text(part) => input.head().contains(part),
        Sign::Start(start) => input.head().trim_start().starts_with(start),
    };
    let kinds = reports::KINDS.iter().chain(manifests::KINDS);
    let mut fitting = kinds.filter(|kind| kind.signs.iter().any(|signs| signs.iter().all(has)));
    fitting.next().map(|kind| (kind.title, kind.advice))
}

/// What stands at a path of keys.
fn at<'s>(seen: &'s Sketch, path: &str) -> Option<&'s Sketch> {
    path.split('.').try_fold(seen, |seen, key| match seen {
        Sketch::List(first) if key == "0" => first.as_deref(),
        other => other.get(key),
    })
}
