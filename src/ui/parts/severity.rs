//! How severe something is: a box with a letter, and the word. Filled where it is affected, empty where it is not by the
//! data, dotted where nobody looked: the three never look alike.

use yew::prelude::*;

/// The class and the letter of a severity or a state, as in the legend of the graph.
pub fn severity_look(word: &str) -> (&'static str, &'static str) {
    match word {
        "critical" => ("critical", "C"),
        "high" => ("high", "H"),
        "medium" => ("medium", "M"),
        "low" => ("low", "L"),
        "none" => ("none", "N"),
        "not affected" => ("unaffected", "–"),
        "not checked" => ("unchecked", "?"),
        _ => ("unknown", "U"),
    }
}

/// The box alone: the word stands beside it.
pub fn severity_box(word: &str) -> Html {
    let (class, letter) = severity_look(word);
    html! { <span class={format!("sevbox sev-{class}")} aria-hidden="true">{ letter }</span> }
}

/// Box and word.
pub fn severity_words(word: &str) -> Html {
    html! { <span class="sevwords">{ severity_box(word) }<span>{ word.to_owned() }</span></span> }
}
