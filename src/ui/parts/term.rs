//! A licence expression drawn term by term, the verdict under each.

use yew::prelude::*;

use super::icon::mark;
use crate::licenses::{ChosenBecause, EvaluatedTerm, TermTree, Verdict};
use crate::view::words::visible;

/// Deeper parts are written as text: a drawn tree of hostile depth helps nobody.
const DRAWN_DEPTH: usize = 8;

/// The whole expression.
pub fn expression(tree: &TermTree) -> Html {
    html! { <div class="expr">{ part(tree, true, "", 0) }</div> }
}

/// The expression with one licence marked as clashing with others.
pub fn clashing_expression(tree: &TermTree, license: &str, others: &str) -> Html {
    let mut tree = tree.clone();
    mark_clash(&mut tree, license, 0);
    html! { <div class="expr">{ part(&tree, true, &format!("with {others}"), 0) }</div> }
}

fn mark_clash(tree: &mut TermTree, license: &str, depth: usize) {
    match tree {
        TermTree::Term(term) if term.license == license => term.verdict = Verdict::Conflict,
        TermTree::Term(_) => {}
        TermTree::All { parts, .. } | TermTree::Any { parts, .. } if depth < DRAWN_DEPTH => {
            parts.iter_mut().for_each(|part| mark_clash(part, license, depth + 1));
        }
        TermTree::All { .. } | TermTree::Any { .. } => {}
    }
}

fn part(tree: &TermTree, chosen: bool, note: &str, depth: usize) -> Html {
    if depth == DRAWN_DEPTH {
        return html! { <span class="op">{ "…" }</span> };
    }
    match tree {
        TermTree::Term(evaluated) => term(evaluated, chosen, note),
        TermTree::All { parts, .. } => {
            joined("AND", parts.iter().map(|inner| part(inner, chosen, note, depth + 1)), depth)
        }
        TermTree::Any { parts, chosen: taken, because, .. } => {
            let why = match because {
                ChosenBecause::BestVerdict => "chosen".to_owned(),
                ChosenBecause::OtherComponent { license, .. } => format!("chosen because of {}", visible(license)),
                ChosenBecause::Preferred => "chosen as preferred".to_owned(),
                ChosenBecause::Settled(because) => format!("chosen: {}", visible(because)),
            };
            let drawn = parts.iter().enumerate().map(|(position, inner)| {
                let is_taken = position == *taken;
                part(inner, chosen && is_taken, if is_taken { &why } else { "" }, depth + 1)
            });
            joined("OR", drawn, depth)
        }
    }
}

fn joined(operator: &'static str, parts: impl Iterator<Item = Html>, depth: usize) -> Html {
    let bracket = |text: &'static str| {
        if depth > 0 {
            html! { <span class="op">{ text }</span> }
        } else {
            Html::default()
        }
    };
    let mut out = vec![bracket("(")];
    for (position, part) in parts.enumerate() {
        if position > 0 {
            out.push(html! { <span class="op">{ operator }</span> });
        }
        out.push(part);
    }
    out.push(bracket(")"));
    out.into_iter().collect()
}

fn term(evaluated: &EvaluatedTerm, chosen: bool, note: &str) -> Html {
    let verdict = evaluated.verdict;
    let words = match (note, verdict) {
        ("", _) => verdict.title().to_owned(),
        (note, Verdict::Conflict) if note.starts_with("with ") => format!("conflict {note}"),
        (note, _) if note.starts_with("with ") => verdict.title().to_owned(),
        (note, _) => format!("{}, {note}", verdict.title()),
    };
    html! {
        <span class={classes!("term", format!("v-{}", verdict.as_str()), (!chosen).then_some("unchosen"))} title={visible(&evaluated.reason)}>
            <code>{ visible(&evaluated.license) }</code>
            <span class={format!("vt v-{}", verdict.as_str())}>{ mark(verdict) }{ words }</span>
        </span>
    }
}
