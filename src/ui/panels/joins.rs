//! How parts are joined to the work, each with a choice that settles it.

use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::licenses::Relation;
use crate::session::Action;
use crate::ui::hooks::ports::Ports;
use crate::view::joins::Join;

/// A folded table; nothing where there is nothing to join.
pub fn join_table(title: &str, joins: &[Join], ports: &Ports) -> Html {
    if joins.is_empty() {
        return Html::default();
    }
    let settled = joins.iter().filter(|join| join.is_settled).count();
    html! {
        <details class="duty joins">
            <summary><b>{ title.to_owned() }</b>{ if settled > 0 { html! { <span class="dim">{ format!("{settled} settled here") }</span> } } else { Html::default() } }</summary>
            <table class="dense"><tbody>{ for joins.iter().map(|join| html! {
                <tr><th scope="row">{ join.title.clone() }</th><td>{ choice(join, ports) }</td></tr>
            }) }</tbody></table>
            <p class="dim small">{ "A part is joined as loosely as the loosest step of its tightest route. A tool is not shipped; a separate program brings only its own duties." }</p>
        </details>
    }
}

fn choice(join: &Join, ports: &Ports) -> Html {
    const BY_ITSELF: &str = "default";
    let (act, of) = (ports.act.clone(), join.of.clone());
    let onchange = Callback::from(move |event: Event| {
        let Some(select) = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok()) else {
            return;
        };
        let relation = Relation::ALL.into_iter().find(|relation| relation.as_str() == select.value());
        act.emit(Action::Join(of.clone(), relation));
    });
    html! {
        <select aria-label={format!("How it is joined: {}", join.title)} {onchange}>
            <option value={BY_ITSELF} selected={!join.is_settled}>{ format!("{}, by itself", join.relation.as_str()) }</option>
            { for Relation::ALL.into_iter().filter(|relation| *relation != Relation::None).map(|relation| html! {
                <option value={relation.as_str()} selected={join.is_settled && join.relation == relation}>{ relation.as_str() }</option>
            }) }
        </select>
    }
}
