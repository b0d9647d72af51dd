//! Trees drawn as text: `+--- a`, `|  \- b`, `│   └── c`, or indentation alone.
//!
//! A branch hangs under the nearest branch above it whose label begins further left; how many characters
//! a level takes does not matter. What a label says is the format's business. No recursion: what is open
//! is a stack that grows by at most one branch a line.

use std::borrow::Cow;

use crate::model::Place;

/// One line of a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Branch<'a> {
    /// How many characters stand before the label.
    pub column: usize,
    /// What stands behind the lines; empty where there are only lines.
    pub label: &'a str,
    /// Is there a line drawn before the label, more than blanks?
    pub is_drawn: bool,
}

/// Takes the drawn lines and the blanks off the beginning of a line.
pub fn branch(line: &str) -> Branch<'_> {
    let line = line.trim_end();
    let mut is_drawn = false;
    let mut column = 0;
    for (offset, character) in line.char_indices() {
        match character {
            ' ' | '\t' | '\u{a0}' => {}
            '|' | '+' | '\\' | '`' | '│' | '┃' | '├' | '└' | '╰' | '─' | '┬' => is_drawn = true,
            '-' if is_drawn => {}
            _ => return Branch { column, label: line.get(offset..).unwrap_or(""), is_drawn },
        }
        column += 1;
    }
    Branch { column, label: "", is_drawn }
}

/// Where a label stands that ends a line, whatever was taken off the line's beginning.
pub fn place(line: u32, text: &str, label: &str) -> Place {
    let before = text.trim_end().strip_suffix(label).unwrap_or("");
    Place::Line { line, column: before.chars().count() as u32 + 1 }
}

/// The branches that are open at a line, from the trunk outwards, and what each stands for.
#[derive(Debug)]
pub struct OpenBranches<T> {
    open: Vec<(usize, T)>,
}

impl<T> OpenBranches<T> {
    /// Nothing is open.
    pub fn new() -> Self {
        Self { open: Vec::new() }
    }

    /// Closes what does not reach a branch at this column, and gives what the branch hangs on.
    pub fn parent(&mut self, column: usize) -> Option<&mut T> {
        while self.open.last().is_some_and(|(open, _)| *open >= column) {
            self.open.pop();
        }
        self.open.last_mut().map(|(_, what)| what)
    }

    /// Opens a branch under the last one asked for.
    pub fn open(&mut self, column: usize, what: T) {
        self.open.push((column, what));
    }

    /// Closes everything: another tree begins.
    pub fn close(&mut self) {
        self.open.clear();
    }
}

impl<T> Default for OpenBranches<T> {
    fn default() -> Self {
        Self::new()
    }
}

/// The text without the colours of a terminal (`ESC [ … m`).
pub fn without_colors(text: &str) -> Cow<'_, str> {
    const ESCAPE: &str = "\u{1b}[";
    if !text.contains(ESCAPE) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut pieces = text.split(ESCAPE);
    out.push_str(pieces.next().unwrap_or(""));
    for piece in pieces {
        let end = piece.find(|character: char| !character.is_ascii_digit() && character != ';');
        let rest = end.and_then(|end| piece.get(end..)).unwrap_or("");
        let mut characters = rest.chars();
        characters.next();
        out.push_str(characters.as_str());
    }
    Cow::Owned(out)
}

/// What a build tool says on a line, without the level it logs at: `[INFO] text`, `[info] text`. A time
/// before the level goes too.
pub fn logged(line: &str) -> &str {
    for level in ["[INFO]", "[info]"] {
        if let Some((before, rest)) = line.split_once(level)
            && !before.chars().any(|character| character.is_lowercase() || "+\\|".contains(character))
        {
            return rest.strip_prefix(' ').unwrap_or(rest);
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, column: usize, label: &str, is_drawn: bool) {
        assert_eq!(branch(line), Branch { column, label, is_drawn });
    }

    #[test]
    fn every_way_of_drawing_a_branch() {
        check("a:b:1", 0, "a:b:1", false);
        check("|    \\--- a:b:1 -> 2", 10, "a:b:1 -> 2", true);
        check(
            "|  +- (a:b:jar:1:compile - omitted for duplicate)  ",
            6,
            "(a:b:jar:1:compile - omitted for duplicate)",
            true,
        );
        check("│   └── c-d v1", 8, "c-d v1", true);
        check("│\u{a0}\u{a0} └── c", 8, "c", true);
        check("  | +-a:b:1", 6, "a:b:1", true);
        check("    . a 1", 4, ". a 1", false);
        check("--- a", 0, "--- a", false);
        check("  |", 3, "", true);
        check("", 0, "", false);
    }

    #[test]
    fn a_branch_hangs_on_the_nearest_that_begins_further_left() {
        let mut open = OpenBranches::new();
        let mut found = Vec::new();
        for (column, name) in [(0, 'a'), (3, 'b'), (9, 'c'), (6, 'd'), (3, 'e'), (0, 'f')] {
            found.push((open.parent(column).copied(), name));
            open.open(column, name);
        }
        let under = |parent: char, name: char| (Some(parent), name);
        let expected = [(None, 'a'), under('a', 'b'), under('b', 'c'), under('b', 'd'), under('a', 'e'), (None, 'f')];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_place_counts_what_was_taken_off() {
        let line = "[INFO] │  a:b  ";
        assert_eq!(place(3, line, branch(logged(line)).label), Place::Line { line: 3, column: 11 });
    }

    #[test]
    fn colours_and_levels_go() {
        assert_eq!(without_colors("[\u{1b}[1;34mINFO\u{1b}[m] a\u{1b}["), "[INFO] a");
        assert_eq!(logged("[INFO] +- a"), "+- a");
        assert_eq!(logged("12:30:01 [info]   +-a"), "  +-a");
        assert_eq!(logged("+- a [INFO] b"), "+- a [INFO] b");
    }
}
