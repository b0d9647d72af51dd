//! The Compare view: what changed from one file to another, by cause or as a list.

mod bar;
mod causes;
mod list;
mod top;

use std::rc::Rc;

use yew::prelude::*;

use crate::session::{Action, Session};
use crate::ui::hooks::ports::{Ask, Ports, use_ports};
use crate::ui::parts::button::button;
use crate::view::compare::{CompareRequest, CompareView, ShownAs};

#[derive(Properties, PartialEq)]
pub struct CompareProps {
    pub session: Session,
    pub view: Rc<CompareView>,
}

/// The screen.
#[component]
pub fn CompareScreen(props: &CompareProps) -> Html {
    let ports = use_ports();
    let (asked, view) = (&props.session.compare_request, &*props.view);
    if view.pair.is_none() {
        return too_few(view, &ports);
    }
    html! {
        <>
            <div class="print-head">
                <h1>{ "Comparison" }</h1>
                <p>{ format!("A: {}. B: {}. Judged for: {}. Information, not legal advice.", view.before, view.after, view.judged_for) }</p>
            </div>
            { bar::bar(view, asked, &ports) }
            <div class="pad">
                { top::figures(view) }
                { top::lists(view, asked, &ports) }
                { match asked.shown_as {
                    ShownAs::Causes => causes::causes(view, asked, &ports),
                    ShownAs::List => list::list(&props.session, view, &ports),
                } }
                { left_out(view) }
            </div>
        </>
    }
}

fn too_few(view: &CompareView, ports: &Ports) -> Html {
    let has = if view.files.is_empty() { "Open two" } else { "Open another one" };
    html! {
        <div class="pad">
            <section class="panel" aria-label="Compare">
                <header class="sec-head"><h2>{ "A comparison takes two files" }</h2></header>
                <p>{ format!("{has}: lockfiles or SBOMs, also of different kinds. A later version of a lockfile shows what an update brought; an SBOM beside a lockfile, what one has and the other lacks.") }</p>
                <p class="compare-open">{ button("plus", "Open files…", ports.on_ask(Ask::PickFiles)) }</p>
            </section>
        </div>
    }
}

fn left_out(view: &CompareView) -> Html {
    if view.left_out.is_empty() {
        return Html::default();
    }
    html! {
        <section class="panel" aria-label="Not compared">
            <header class="sec-head"><h2>{ "Not compared" }</h2><span class="dim">{ "what one of the files does not state is no change" }</span></header>
            <ul class="left-out">{ for view.left_out.iter().map(|words| html! { <li>{ words.clone() }</li> }) }</ul>
        </section>
    }
}

/// A press that asks the view for something else.
fn ask(ports: &Ports, request: CompareRequest) -> Callback<MouseEvent> {
    ports.on_act(Action::CompareFiles(request))
}
