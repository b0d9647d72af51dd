//! A route, step by step.

use yew::prelude::*;

use super::component_link::select;
use super::icon::mark;
use crate::session::Action;
use crate::view::words::Link;

/// The steps of a route from a root to a component; `steps` says how each is joined, where that is known.
pub fn hops(route: &[Link], steps: &[String], act: &Callback<Action>) -> Html {
    let last = route.len().saturating_sub(1);
    html! {
        <ol class="hops">
            { for route.iter().enumerate().map(|(position, link)| html! {
                <li class={classes!("hop", (position == last).then_some("end"))}>
                    { if link.is_root { html! { <span class="rootmark" /> } } else { mark(link.verdict) } }
                    <button type="button" class="link" onclick={select(link, act)}>{ link.name.clone() }</button>
                    <span class="ver">{ link.version.clone() }</span>
                    { match position.checked_sub(1).and_then(|step| steps.get(step)) {
                        Some(step) => html! { <span class="how">{ step.clone() }</span> },
                        None if position == 1 => html! { <span class="how">{ "direct" }</span> },
                        None => Html::default(),
                    } }
                </li>
            }) }
        </ol>
    }
}

/// A route on one line, for print and screen readers.
pub fn route_line(route: &[Link]) -> String {
    route.iter().map(Link::label).collect::<Vec<_>>().join(" › ")
}
