//! Lists of licences written as one text: `MIT, BSD`, `GPL-2 | GPL-3`, `MIT + file LICENSE`.
//!
//! conda recipes and R packages write so. `|` offers a choice, as R says; what a comma, semicolon, `&` or `+` means
//! nobody says, so all parts are taken to apply, and that is said. Only for texts that mean nothing else.

use super::expression::{Expression, Leaf};
use super::parser::TOKEN_LIMIT;
use super::reading::{Remarks, Way, names_a_license, plain, shortened};

/// The list as an expression; `None` where the text is none, or no part of it names a licence.
pub(super) fn list(text: &str) -> Option<(Expression, Remarks)> {
    let mut remarks = Remarks::default();
    let text = without_file(text, &mut remarks);
    if text.contains('|') {
        return joined(text.split('|'), "“|” read as OR", Expression::any, remarks);
    }
    if let Some(separator) = [',', ';', '&'].into_iter().find(|separator| text.contains(*separator)) {
        let how = format!("“{separator}” read as AND: the text does not say how its parts are meant");
        return joined(text.split(separator), &how, Expression::all, remarks);
    }
    if text.contains(" + ") {
        let how = "“+” read as AND: the text does not say how its parts are meant";
        return joined(text.split(" + "), how, Expression::all, remarks);
    }
    let (expression, read) = plain(text).ok().filter(|_| !remarks.is_empty())?;
    remarks.absorb(read);
    Some((expression, remarks))
}

/// R packages add the name of a file with the copyright line: `MIT + file LICENSE`.
fn without_file<'a>(text: &'a str, remarks: &mut Remarks) -> &'a str {
    let Some((before, file)) = text.rsplit_once(['+', '|']) else { return text };
    let mut words = file.split_whitespace();
    let is_file = words.next().is_some_and(|word| word.eq_ignore_ascii_case("file"));
    if !is_file || words.next().is_none() || words.next().is_some() || before.trim().is_empty() {
        return text;
    }
    remarks.add(Way::Rewritten, format!("“{}” left out: a file beside the licence", shortened(file.trim())));
    before.trim()
}

fn joined<'a>(
    parts: impl Iterator<Item = &'a str>,
    how: &str,
    join: fn(Vec<Expression>) -> Option<Expression>,
    mut remarks: Remarks,
) -> Option<(Expression, Remarks)> {
    let mut expressions = Vec::new();
    let mut named = false;
    for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
        let expression = match plain(part) {
            Ok((expression, read)) => {
                remarks.absorb(read);
                expression
            }
            Err(_) => Expression::Leaf(Leaf::Unread(shortened(part))),
        };
        named |= names_a_license(&expression);
        expressions.push(expression);
        if expressions.len() > TOKEN_LIMIT {
            return None;
        }
    }
    remarks.add(Way::Rewritten, how.to_owned());
    join(expressions).filter(|_| named).map(|expression| (expression, remarks))
}
