//! Licence sets (RDF and SPDX 3) as the expression they stand for: `MIT AND (Apache-2.0 OR GPL-2.0-only)`.
//!
//! A set has no order, so its members are sorted; everything else stays as written.

/// How deep sets may nest.
const DEEPEST: usize = 32;
/// How many licences one expression may name.
pub const MOST_TERMS: usize = 2_000;
/// How many licences all expressions of one document may name, sets that are named again and again included.
const MOST_TERMS_IN_ALL: usize = 2_000_000;

/// What a licence element is.
#[derive(Clone, Debug, PartialEq)]
pub enum Term {
    /// `MIT`, `LicenseRef-1`, or an expression as written.
    Text(String),
    /// All of them apply.
    All(Vec<usize>),
    /// Any one of them may be chosen.
    Any(Vec<usize>),
    /// A licence and its exception.
    With(usize, usize),
    /// This version or a later one.
    OrLater(usize),
}

/// Writes the expressions of one document, within the limits above.
pub struct Expressions {
    left: usize,
}

impl Default for Expressions {
    fn default() -> Self {
        Self { left: MOST_TERMS_IN_ALL }
    }
}

impl Expressions {
    /// The expression of a licence element; `None` where an element is missing, or past the limits. Of a set, `term`
    /// need not tell more than [`MOST_TERMS`] and one.
    pub fn write(&mut self, start: usize, term: &dyn Fn(usize) -> Option<Term>) -> Option<String> {
        let room = self.left.min(MOST_TERMS);
        let mut writer = Writer { term, left: room };
        let text = writer.write(start, 0, false);
        self.left -= room - writer.left;
        text
    }
}

struct Writer<'t> {
    term: &'t dyn Fn(usize) -> Option<Term>,
    left: usize,
}

impl Writer<'_> {
    fn write(&mut self, at: usize, depth: usize, inside: bool) -> Option<String> {
        self.left = self.left.checked_sub(1)?;
        if depth > DEEPEST {
            return None;
        }
        match (self.term)(at)? {
            Term::Text(text) if inside && text.contains(' ') && !is_enclosed(&text) => Some(format!("({text})")),
            Term::Text(text) => Some(text),
            Term::All(members) => self.set(&members, " AND ", depth, inside),
            Term::Any(members) => self.set(&members, " OR ", depth, inside),
            Term::With(license, exception) => {
                let license = self.write(license, depth + 1, true)?;
                Some(format!("{license} WITH {}", self.write(exception, depth + 1, true)?))
            }
            Term::OrLater(license) => Some(format!("{}+", self.write(license, depth + 1, true)?)),
        }
    }

    fn set(&mut self, members: &[usize], word: &str, depth: usize, inside: bool) -> Option<String> {
        if members.len() > self.left {
            self.left = 0;
            return None;
        }
        let members = members.iter().map(|member| self.write(*member, depth + 1, true));
        let mut members = members.collect::<Option<Vec<String>>>()?;
        members.sort();
        members.dedup();
        let text = members.join(word);
        Some(if inside && members.len() > 1 { format!("({text})") } else { text })
    }
}

/// Does the text begin and end with the brackets of one pair?
fn is_enclosed(text: &str) -> bool {
    let mut open = 0usize;
    text.starts_with('(')
        && text.char_indices().all(|(at, letter)| {
            match letter {
                '(' => open += 1,
                ')' => open = open.saturating_sub(1),
                _ => {}
            }
            open > 0 || at + 1 == text.len()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(terms: &[Term], expected: Option<&str>) {
        let written = Expressions::default().write(0, &|at| terms.get(at).cloned());
        assert_eq!(written.as_deref(), expected);
    }

    fn text(text: &str) -> Term {
        Term::Text(text.to_owned())
    }

    #[test]
    fn sets_become_expressions() {
        check(&[Term::All(vec![1, 2]), text("MIT"), Term::Any(vec![3, 1]), text("ISC")], Some("(ISC OR MIT) AND MIT"));
        check(
            &[Term::With(1, 2), Term::OrLater(3), text("Bison-2.2"), text("GPL-2.0")],
            Some("GPL-2.0+ WITH Bison-2.2"),
        );
        check(&[Term::Any(vec![1, 2]), text("MIT AND ISC"), text("(A OR B)")], Some("(A OR B) OR (MIT AND ISC)"));
    }

    #[test]
    fn circles_and_avalanches_are_given_up() {
        check(&[Term::All(vec![0])], None);
        let doubling: Vec<Term> = (1..31).map(|next| Term::All(vec![next, next])).collect();
        check(&doubling, None);
        check(&[Term::All(vec![7])], None);
        check(&[Term::All(vec![1; MOST_TERMS + 1]), text("MIT")], None);
    }
}
