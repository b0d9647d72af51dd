//! What must be said once above the views, until it is put away.

use std::collections::BTreeSet;

use yew::prelude::*;

use crate::session::Action;
use crate::ui::hooks::ports::use_ports;
use crate::ui::parts::button::icon_button_with;
use crate::ui::parts::icon::icon;
use crate::view::banners::Banner;

#[derive(Properties, PartialEq)]
pub struct BannersProps {
    pub banners: Vec<Banner>,
    pub closed: BTreeSet<String>,
    /// Why the engine was started anew.
    pub recovered: Option<String>,
}

/// The banners.
#[component]
pub fn Banners(props: &BannersProps) -> Html {
    let ports = use_ports();
    let close =
        |action: Action| icon_button_with("close", "Put this away", ports.on_act(action), false, "btn ghost small");
    html! {
        <div class="banners">
            { match &props.recovered {
                Some(reason) => html! {
                    <div class="banner bad-b" role="alert">
                        { icon("notice") }<span><b>{ "The engine stopped and was started anew. " }</b>{ reason.clone() }</span>{ close(Action::Recovered(None)) }
                    </div>
                },
                None => Html::default(),
            } }
            { for props.banners.iter().filter(|banner| !props.closed.contains(&banner.key)).map(|banner| html! {
                <div class="banner" role="note" key={banner.key.clone()}>
                    { icon("notice") }<span><b>{ banner.title.clone() }</b>{ ". " }{ banner.text.clone() }{ "." }</span>
                    { close(Action::CloseBanner(banner.key.clone())) }
                </div>
            }) }
        </div>
    }
}
