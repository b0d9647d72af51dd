//! What is wrong with a policy file and what was assumed, each with its place; and the strict readers of fields.
//!
//! A key nobody knows is an error: a rule that is misspelt would silently not hold.

use super::tree::{Entry, Node, Value};
use crate::model::{Level, Notice, Place};

/// So many errors of one file are told, and as many remarks.
pub const MOST_TOLD: usize = 50;

/// Everything found, in the order of finding.
#[derive(Debug, Default)]
pub struct Problems {
    notices: Vec<Notice>,
    errors: usize,
    remarks: usize,
}

impl Problems {
    pub fn error(&mut self, code: &str, message: impl Into<String>, place: Option<Place>) {
        self.errors += 1;
        if self.errors <= MOST_TOLD {
            self.notices.push(Notice::error(code, message, place));
        }
    }

    pub fn warning(&mut self, code: &str, message: impl Into<String>, place: Option<Place>) {
        self.remark(Notice::warning(code, message, place));
    }

    pub fn info(&mut self, code: &str, message: impl Into<String>, place: Option<Place>) {
        self.remark(Notice::info(code, message, place));
    }

    /// What another format says and we do not keep, or the other way round.
    pub fn loss(&mut self, message: impl Into<String>, place: Option<Place>) {
        self.warning("policy-loss", message, place);
    }

    fn remark(&mut self, notice: Notice) {
        self.remarks += 1;
        if self.remarks <= MOST_TOLD {
            self.notices.push(notice);
        }
    }

    /// Is the next remark only counted?
    pub fn only_counts_remarks(&self) -> bool {
        self.remarks >= MOST_TOLD
    }

    /// Is anything wrong, as opposed to remarkable?
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// Errors first, each sort by place; what was not told one by one is counted.
    pub fn told(mut self) -> Vec<Notice> {
        self.notices.sort_by(|one, two| {
            (std::cmp::Reverse(one.level == Level::Error), &one.place)
                .cmp(&(std::cmp::Reverse(two.level == Level::Error), &two.place))
        });
        for (level, count, words) in [(Level::Error, self.errors, "errors"), (Level::Info, self.remarks, "remarks")] {
            if count > MOST_TOLD {
                let message = format!("{} more {words}; the first {MOST_TOLD} are listed", count - MOST_TOLD);
                self.notices.push(Notice::new(level, "policy-more", message, None));
            }
        }
        self.notices
    }
}

/// The entries of a table whose keys are all among `known`; others are errors.
pub fn fields<'t>(node: &'t Node, known: &[&str], of: &str, problems: &mut Problems) -> &'t [Entry] {
    let entries = table(node, of, problems);
    for entry in entries {
        if !known.contains(&entry.key.as_str()) {
            let advice = suggestion(&entry.key, known.iter().copied());
            let message = format!("Unknown key `{}` in {of}{advice}", shown(&entry.key));
            problems.error("policy-unknown-key", message, Some(entry.place.clone()));
        }
    }
    entries
}

/// The entries of a table; an error where it is something else.
pub fn table<'t>(node: &'t Node, of: &str, problems: &mut Problems) -> &'t [Entry] {
    if !matches!(node.value, Value::Table(_)) {
        let message = format!("{} must be a table, and is {}", capital(of), node.kind());
        problems.error("policy-wrong-type", message, Some(node.place.clone()));
    }
    node.entries()
}

/// The members of the list under a key; none where it is missing, an error where it is something else.
pub fn list<'t>(entries: &'t [Entry], key: &str, problems: &mut Problems) -> &'t [Node] {
    let Some(entry) = find(entries, key) else { return &[] };
    if !matches!(entry.node.value, Value::List(_) | Value::Nothing) {
        wrong(entry, "a list", problems);
    }
    entry.node.members()
}

/// The texts of the list under a key, with their places.
pub fn texts(entries: &[Entry], key: &str, problems: &mut Problems) -> Vec<(String, Place)> {
    let mut out = Vec::new();
    for member in list(entries, key, problems) {
        match member.text() {
            Some(text) => out.push((text.to_owned(), member.place.clone())),
            None => {
                let message = format!("`{key}` must be a list of texts, and here is {}", member.kind());
                problems.error("policy-wrong-type", message, Some(member.place.clone()));
            }
        }
    }
    out
}

/// The text under a key, without blanks around it.
pub fn text(entries: &[Entry], key: &str, problems: &mut Problems) -> Option<String> {
    let entry = find(entries, key)?;
    match (&entry.node.value, entry.node.text()) {
        (_, Some(text)) => Some(text.trim().to_owned()),
        (Value::Nothing, _) => None,
        _ => {
            wrong(entry, "a text", problems);
            None
        }
    }
}

/// The text under a key that must be there and not be empty.
pub fn needed(node: &Node, key: &str, of: &str, problems: &mut Problems) -> Option<String> {
    let had = node.has(key);
    let found = text(node.entries(), key, problems).filter(|text| !text.is_empty());
    if found.is_none() && (!had || node.get(key).is_some_and(|entry| entry.node.text().is_some())) {
        problems.error("policy-missing-key", format!("{} needs `{key}`", capital(of)), Some(node.place.clone()));
    }
    found
}

/// `true` or `false` under a key.
pub fn flag(entries: &[Entry], key: &str, problems: &mut Problems) -> Option<bool> {
    let entry = find(entries, key)?;
    match &entry.node.value {
        Value::Boolean(flag) => Some(*flag),
        Value::Plain(text) if text == "true" || text == "false" => Some(text == "true"),
        _ => {
            wrong(entry, "true or false", problems);
            None
        }
    }
}

/// One of a few words under a key.
pub fn word<T: Copy>(entries: &[Entry], key: &str, words: &[(&str, T)], problems: &mut Problems) -> Option<T> {
    let entry = find(entries, key)?;
    word_of(&entry.node, key, words, problems)
}

/// One of a few words as a value.
pub fn word_of<T: Copy>(node: &Node, key: &str, words: &[(&str, T)], problems: &mut Problems) -> Option<T> {
    let Some(text) = node.text() else {
        let message = format!("`{}` must be a text, and is {}", shown(key), node.kind());
        problems.error("policy-wrong-type", message, Some(node.place.clone()));
        return None;
    };
    let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
    if found.is_none() {
        let names: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let message =
            format!("`{}` is not one of {}{}", shown(text), names.join(", "), suggestion(text, names.iter().copied()));
        problems.error("policy-unknown-word", message, Some(node.place.clone()));
    }
    found
}

/// The entry under a key.
pub fn find<'t>(entries: &'t [Entry], key: &str) -> Option<&'t Entry> {
    entries.iter().find(|entry| entry.key == key)
}

fn wrong(entry: &Entry, wanted: &str, problems: &mut Problems) {
    let message = format!("`{}` must be {wanted}, and is {}", shown(&entry.key), entry.node.kind());
    problems.error("policy-wrong-type", message, Some(entry.node.place.clone()));
}

/// A text of the file, short enough and plain enough for a sentence.
pub fn shown(text: &str) -> String {
    let mut out: String = text.chars().filter(|letter| !letter.is_control()).take(60).collect();
    if text.chars().nth(60).is_some() {
        out.push('…');
    }
    out
}

/// `; did you mean `deny`?`, where one of the names is near.
pub fn suggestion<'n>(text: &str, names: impl Iterator<Item = &'n str>) -> String {
    nearest(text, names).map(|name| format!("; did you mean `{name}`?")).unwrap_or_default()
}

/// The name that is nearest by edits: at most a third of its letters, and never more than three.
pub fn nearest<'n>(text: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let text = text.to_ascii_lowercase();
    if text.is_empty() || text.len() > 60 {
        return None;
    }
    let length = text.chars().count();
    let near = names.filter_map(|name| {
        let most = ((name.len() + 1) / 3).clamp(1, 3);
        if name.chars().count().abs_diff(length) > most {
            return None;
        }
        let far = distance(&text, &name.to_ascii_lowercase());
        (far <= most).then_some((far, name))
    });
    near.min().map(|(_, name)| name)
}

/// Letters to insert, drop or replace. Source: Levenshtein 1966, by rows.
fn distance(one: &str, two: &str) -> usize {
    let two: Vec<char> = two.chars().collect();
    let mut row: Vec<usize> = (0..=two.len()).collect();
    for (above, letter) in one.chars().enumerate() {
        let mut diagonal = above;
        let mut left = above + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (other, slot) in two.iter().zip(row.iter_mut().skip(1)) {
            let cost = (diagonal + usize::from(letter != *other)).min(*slot + 1).min(left + 1);
            diagonal = *slot;
            *slot = cost;
            left = cost;
        }
    }
    row.last().copied().unwrap_or_default()
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_suggested_and_a_far_one_is_not() {
        let names = ["allow", "deny", "review"];
        assert_eq!(nearest("denyy", names.into_iter()), Some("deny"));
        assert_eq!(nearest("Alow", names.into_iter()), Some("allow"));
        assert_eq!(nearest("forbid", names.into_iter()), None);
        assert_eq!(nearest("ällow", names.into_iter()), Some("allow"));
        assert_eq!(distance("kitten", "sitting"), 3);
    }

    #[test]
    fn what_is_not_told_one_by_one_is_counted() {
        let mut problems = Problems::default();
        (0..60).for_each(|_| problems.error("a", "b", None));
        let told = problems.told();
        assert_eq!(told.len(), MOST_TOLD + 1);
        assert_eq!(told.last().map(|notice| notice.message.as_str()), Some("10 more errors; the first 50 are listed"));
    }
}
