//! The tabs of the views.

use yew::prelude::*;

use crate::session::{Action, Screen};
use crate::ui::hooks::ports::use_ports;
use crate::ui::parts::icon::icon;
use crate::view::words::length;

#[derive(Properties, PartialEq)]
pub struct TabsProps {
    pub screen: Screen,
    pub conflicts: usize,
    pub vulnerabilities: usize,
}

/// One tab a view; the licences tab counts conflicts, the quality tab known vulnerabilities.
#[component]
pub fn Tabs(props: &TabsProps) -> Html {
    let ports = use_ports();
    html! {
        <nav class="tabs" aria-label="Views"><ul>{ for Screen::ALL.iter().map(|screen| {
            let current = (*screen == props.screen).then_some("page");
            let badge = match screen {
                Screen::Licenses if props.conflicts > 0 => html! { <b class="tabcount v-conflict">{ length(props.conflicts) }</b> },
                Screen::Quality if props.vulnerabilities > 0 => html! {
                    <b class="tabcount plain" title="known vulnerabilities">{ length(props.vulnerabilities) }</b>
                },
                _ => Html::default(),
            };
            html! {
                <li><button type="button" class="tab" aria-current={current} title={format!("{} ({})", screen.title(), screen.key())} onclick={ports.on_act(Action::Show(*screen))}>
                    { icon(screen.icon()) }<span>{ screen.title() }</span>{ badge }
                </button></li>
            }
        }) }</ul></nav>
    }
}
