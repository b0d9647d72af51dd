//! The Complexity view: what leaves with what, how deep, what holds it together, what is there twice.

mod lists;
mod picture;
mod what_if;

use std::rc::Rc;

use yew::prelude::*;

use crate::session::{Action, Session};
use crate::ui::hooks::ports::{Ports, use_ports};
use crate::view::complexity::{ComplexityRequest, ComplexityView};

#[derive(Properties, PartialEq)]
pub struct ComplexityProps {
    pub session: Session,
    pub view: Rc<ComplexityView>,
}

/// The screen.
#[component]
pub fn ComplexityScreen(props: &ComplexityProps) -> Html {
    let ports = use_ports();
    let (session, view) = (&props.session, &*props.view);
    let asked = &session.complexity_request;
    html! {
        <div class="pad">
            <div class="cols">
                { picture::panel(session, view, &ports) }
                <div class="stackcol">
                    { what_if::panel(session, view, &ports) }
                    { lists::depths(view, &ports) }
                    { lists::bridges(view, &ports) }
                </div>
            </div>
            <div class="cols">
                <div class="stackcol">
                    { lists::weights(view, asked, &ports) }
                    { lists::duplicates(view, asked, &ports) }
                    { lists::files(view) }
                </div>
                <div class="stackcol">
                    { lists::ranking("Most needed", "dependents, fan-in", &view.most_needed, view, &ports) }
                    { lists::ranking("Needs most", "dependencies, fan-out", &view.needs_most, view, &ports) }
                    { lists::cycles(view, asked, &ports) }
                </div>
            </div>
        </div>
    }
}

/// A press that asks the view for something else.
fn ask(ports: &Ports, request: ComplexityRequest) -> Callback<MouseEvent> {
    ports.on_act(Action::Complexity(request))
}
