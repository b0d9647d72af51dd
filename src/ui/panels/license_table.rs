//! The expressions that are here with their counts, and the choices taken where a licence may be chosen.

use yew::prelude::*;

use crate::session::{Action, Screen};
use crate::ui::hooks::ports::Ports;
use crate::ui::parts::component_link::component_link;
use crate::ui::parts::icon::{class_words, icon, verdict_words};
use crate::ui::parts::term::expression;
use crate::view::licenses::LicensesView;
use crate::view::words::{count, length};

/// Every expression, most used first; a press lists its components in the inventory.
pub fn license_table(view: &LicensesView, ports: &Ports) -> Html {
    html! {
        <section class="fgroup">
            <header class="g-head">
                { icon("table") }<h2>{ "Licences that are here" }</h2><span class="dim">{ format!("{} expressions", length(view.expressions.len())) }</span>
            </header>
            <div class="scrollx"><table class="dense">
                <thead><tr><th>{ "Expression" }</th><th>{ "Class" }</th><th>{ "Gravest verdict" }</th><th class="num">{ "Components" }</th></tr></thead>
                <tbody>{ for view.expressions.iter().map(|used| html! {
                    <tr>
                        <td><code class="trunc cut wide-cut">{ used.expression.clone() }</code></td>
                        <td>{ class_words(used.class) }</td>
                        <td>{ verdict_words(used.verdict) }</td>
                        <td class="num"><button type="button" class="link" title="List them in the inventory" onclick={list_in_inventory(&used.expression, ports)}>{ length(used.uses) }</button></td>
                    </tr>
                }) }</tbody>
            </table></div>
        </section>
    }
}

fn list_in_inventory(license: &str, ports: &Ports) -> Callback<MouseEvent> {
    // A query's terms end at blanks: any letters may stand in their place.
    let pattern = license.split_whitespace().collect::<Vec<_>>().join("*");
    let act = ports.act.clone();
    Callback::from(move |_| {
        act.emit(Action::SetQuery(format!("license:{pattern}")));
        act.emit(Action::Show(Screen::Inventory));
    })
}

/// Every choice taken for an OR.
pub fn choices(view: &LicensesView, ports: &Ports) -> Html {
    if view.choices.is_empty() {
        return Html::default();
    }
    let more = view.choices_total - view.choices.len();
    html! {
        <section class="fgroup">
            <header class="g-head">
                { icon("branch") }<h2>{ "Choices taken" }</h2><span class="dim">{ "where a licence may be chosen" }</span><span class="grow" />
                <span class="g-count v-allowed vword">{ count(view.choices_total, "choice") }</span>
            </header>
            <div class="choices">
                { for view.choices.iter().map(|(link, tree)| html! {
                    <div class="expr"><span class="expr-who">{ component_link(link, &ports.act) }</span>{ expression(tree) }</div>
                }) }
                { if more > 0 { html! { <p class="dim small">{ format!("{} of {} shown", view.choices.len(), length(view.choices_total)) }</p> } } else { Html::default() } }
            </div>
        </section>
    }
}
