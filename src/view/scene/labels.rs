//! The words at a mark: cut, made distinct, made harmless.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::graph::{Graph, Group, NodeIndex, Subset};
use crate::model::Scope;

/// Letters of a name that are drawn.
const LETTERS: usize = 21;
/// Letters of a title; the rest says nothing to a reader.
const TITLE_LETTERS: usize = 300;

/// The words of one mark.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    pub label: String,
    /// Empty where the label was not cut.
    pub whole: String,
    pub title: String,
}

/// The words of each drawn node, then of each group.
pub fn words(graph: &Graph, subset: &Subset) -> Vec<Words> {
    let mut versions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, version) in subset.nodes.iter().filter_map(|node| name_and_version(graph, *node)) {
        versions.entry(name).or_default().push(version);
    }
    let nodes = subset.nodes.iter().map(|node| node_words(graph, *node, &versions));
    let groups = subset.groups.iter().map(|group| group_words(graph, group));
    nodes.chain(groups).collect()
}

fn name_and_version(graph: &Graph, node: NodeIndex) -> Option<(&str, &str)> {
    let component = &graph.nodes.get(node as usize)?.component;
    Some((&component.name, component.version.as_deref().unwrap_or_default()))
}

fn node_words(graph: &Graph, node: NodeIndex, versions: &BTreeMap<&str, Vec<&str>>) -> Words {
    let Some((name, version)) = name_and_version(graph, node) else { return Words::default() };
    let shown = visible(name);
    let shown = if shown.is_empty() { Cow::Borrowed("(no name)") } else { shown };
    let namesakes = versions.get(name).map(Vec::as_slice).unwrap_or_default();
    let mut label = short(&shown);
    let mut whole = if label == shown { String::new() } else { cut(&shown, TITLE_LETTERS) };
    if namesakes.len() > 1 && !version.is_empty() {
        let version = format!(" {}", distinct(version, namesakes));
        label.push_str(&version);
        if !whole.is_empty() {
            whole.push_str(&version);
        }
    }
    Words { label, whole, title: cut(&visible(&graph.label(node)), TITLE_LETTERS) }
}

/// The shortest start of a version that tells it from its namesakes: `6.x`, `0.4.x`, or all of it.
fn distinct(version: &str, namesakes: &[&str]) -> String {
    for parts in 1..=2 {
        let start = start_of(version, parts);
        if namesakes.iter().filter(|other| start_of(other, parts) == start).count() == 1 && start != version {
            return format!("{}.x", visible(&cut(start, 12)));
        }
    }
    cut(&visible(version), 14)
}

/// The first numbers of a version: `1.2` of `1.2.3` for 2.
fn start_of(version: &str, parts: usize) -> &str {
    let end = version.match_indices('.').nth(parts.saturating_sub(1)).map(|(at, _)| at);
    end.and_then(|end| version.get(..end)).unwrap_or(version)
}

fn group_words(graph: &Graph, group: &Group) -> Words {
    let members = group.members.len() as u32;
    if !group.name.is_empty() {
        let name = visible(&group.name);
        return Words {
            label: format!("{} ({})", short(&name), group.count),
            whole: String::new(),
            title: format!("{}: {} components drawn as one", cut(&name, TITLE_LETTERS), group.count),
        };
    }
    let of = match group.parent {
        None => "not reached from a root".to_owned(),
        Some(parent) => match (graph.roots.contains(&parent), group.scope) {
            (true, Scope::Runtime | Scope::Unknown) => "more direct".to_owned(),
            (false, Scope::Runtime | Scope::Unknown) => {
                let name = name_and_version(graph, parent).map_or("", |(name, _)| name);
                format!("of {}", cut(&visible(name), LETTERS - 6))
            }
            (_, scope) => format!("more {}", scope.as_str()),
        },
    };
    let mut label = format!("{members} {of}");
    if group.count > members {
        label.push_str(&format!(", {} in all", group.count));
    }
    let title = match group.parent {
        None => format!("{members} components that no root reaches"),
        Some(parent) => {
            format!("{members} more dependencies of {} ({})", visible(&graph.label(parent)), group.scope.as_str())
        }
    };
    let title = match group.count > members {
        true => format!("{title}, {} components in all", group.count),
        false => title,
    };
    Words { label, whole: String::new(), title }
}

/// The first letters, with an ellipsis where some are left out.
/// A name cut to fit. One that begins with where it lives (`github.com/a/b`, `group:artifact`) keeps its end, which
/// tells it from its neighbours; any other keeps its beginning.
fn short(name: &str) -> String {
    let count = name.chars().count();
    let is_place_first = !name.starts_with('@') && name.contains(['/', ':']);
    if count <= LETTERS || !is_place_first {
        return cut(name, LETTERS);
    }
    std::iter::once('…').chain(name.chars().skip(count + 1 - LETTERS)).collect()
}

fn cut(text: &str, letters: usize) -> String {
    match text.char_indices().nth(letters) {
        None => text.to_owned(),
        Some(_) => text.chars().take(letters.saturating_sub(1)).chain(['…']).collect(),
    }
}

/// Characters that turn, hide or break text (controls, direction marks, zero-width ones) as `\u{202e}`,
/// so that a name on screen or in a file is the name that was read.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        if is_hidden(letter) {
            out.extend(letter.escape_unicode());
        } else {
            out.push(letter);
        }
    }
    Cow::Owned(out)
}

/// Does a letter leave no trace of its own, or turn the order of others?
pub fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter as u32,
            0xad | 0x61c | 0x115f | 0x1160 | 0x17b4 | 0x17b5 | 0x180b..=0x180e | 0x200b..=0x200f
            | 0x2028..=0x202e | 0x2060..=0x206f | 0x3164 | 0xfeff | 0xffa0 | 0xfff0..=0xfffb
            | 0xfdd0..=0xfdef | 0xe0000..=0xe0fff)
        || (letter as u32 & 0xfffe) == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_shown() {
        assert_eq!(visible("a\u{202e}b\u{200b}\n"), "a\\u{202e}b\\u{200b}\\u{a}");
        assert!(matches!(visible("@scope/näme"), Cow::Borrowed(_)));
    }

    #[test]
    fn versions_are_as_short_as_they_can_be() {
        assert_eq!(distinct("6.0.0", &["6.0.0", "10.2.0"]), "6.x");
        assert_eq!(distinct("0.4.1", &["0.4.1", "0.3.0"]), "0.4.x");
        assert_eq!(distinct("1.2.3", &["1.2.3", "1.2.4"]), "1.2.3");
        assert_eq!(distinct("7", &["7", "8"]), "7");
    }

    #[test]
    fn long_names_are_cut() {
        assert_eq!(cut("abcdefghijklmnopqrstu", 21), "abcdefghijklmnopqrstu");
        assert_eq!(cut("abcdefghijklmnopqrstuv", 21), "abcdefghijklmnopqrst…");
        assert_eq!(short("forge.example/people/go-imap"), "…ample/people/go-imap");
        assert_eq!(short("@scope/a-rather-long-package"), "@scope/a-rather-long…");
    }
}
