//! Long work: what is being done, how far it is, and the way to stop it. Shown after 200 ms.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::ui::hooks::ports::{Ask, use_ports};
use crate::ui::parts::button::small_button;

/// Work shorter than this shows nothing. Milliseconds.
const PATIENCE: u32 = 200;

#[derive(Properties, PartialEq)]
pub struct ProgressProps {
    pub stage: AttrValue,
    /// 0 to 1.
    pub share: f32,
}

/// The progress panel.
#[component]
pub fn ProgressPanel(props: &ProgressProps) -> Html {
    let ports = use_ports();
    let waited = use_state(|| false);
    {
        let setter = waited.setter();
        use_effect_with((), move |()| {
            let timeout = Timeout::new(PATIENCE, move || setter.set(true));
            move || drop(timeout)
        });
    }
    if !*waited {
        return Html::default();
    }
    let share = (props.share * 100.0).clamp(2.0, 100.0);
    html! {
        <div class="progress floating" role="status">
            <div class="pr-head">
                <b class="trunc">{ props.stage.clone() }</b><span class="dim">{ format!("{share:.0} %") }</span><span class="grow" />
                { small_button("Cancel", ports.on_ask(Ask::Cancel)) }
            </div>
            <svg class="bar" aria-hidden="true">
                <rect class="bartrack" width="100%" height="100%" /><rect class="barfill hot" width={format!("{share:.1}%")} height="100%" />
            </svg>
        </div>
    }
}
