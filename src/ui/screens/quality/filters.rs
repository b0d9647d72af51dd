//! What both lists of the view offer above: a query, and words that can be left out.

use std::collections::BTreeSet;

use yew::prelude::*;

use crate::session::Session;
use crate::ui::parts::query_field::QueryField;
use crate::view::words::length;

/// The query over components, and what was not understood of it.
pub fn query(
    id: &'static str,
    label: &'static str,
    (value, error): (&str, &str),
    shown: String,
    session: &Session,
    on_query: Callback<String>,
) -> Html {
    html! {
        <>
            <QueryField {id} {label} placeholder="scope:runtime  direct  needs:openssl" value={value.to_owned()} is_wrong={!error.is_empty()}
                completions={session.completions.clone()} {on_query} />
            <span class="shown" role="status">{ if error.is_empty() { html! { <>{ shown }</> } } else { html! { <span class="bad">{ error.to_owned() }</span> } } }</span>
        </>
    }
}

/// One button a word with how many there are; a press leaves them out, or shows them again.
pub fn keys(
    label: &'static str,
    words: &[(String, Html, usize)],
    hidden: &BTreeSet<String>,
    on_hidden: &Callback<BTreeSet<String>>,
) -> Html {
    html! {
        <div class="kinds" role="group" aria-label={label}>
            { for words.iter().map(|(word, shown, number)| {
                let (mut next, on_hidden, is_shown) = (hidden.clone(), on_hidden.clone(), !hidden.contains(word));
                if !next.remove(word) {
                    next.insert(word.clone());
                }
                html! {
                    <button class="fkey" type="button" aria-pressed={is_shown.to_string()} onclick={Callback::from(move |_: MouseEvent| on_hidden.emit(next.clone()))}>
                        { shown.clone() }<b>{ length(*number) }</b>
                    </button>
                }
            }) }
        </div>
    }
}
