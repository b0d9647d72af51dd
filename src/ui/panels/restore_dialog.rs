//! A saved workspace was opened while files are loaded: what is to become of it?

use yew::prelude::*;

use crate::session::{Action, Waiting};
use crate::ui::hooks::ports::{Ask, use_ports};
use crate::ui::hooks::workspace_file::Restore;
use crate::ui::parts::modal::Modal;
use crate::view::words::count;

#[derive(Properties, PartialEq)]
pub struct RestoreProps {
    pub waiting: Waiting,
    pub on_close: Callback<()>,
}

/// The question. Closing it opens nothing.
#[component]
pub fn RestoreDialog(props: &RestoreProps) -> Html {
    let ports = use_ports();
    let Waiting { name, files, decisions } = &props.waiting;
    let choose = |choice: Restore| {
        let (ask, act) = (ports.ask.clone(), ports.act.clone());
        Callback::from(move |_: MouseEvent| {
            act.emit(Action::Open(None));
            ask.emit(Ask::Restore(choice));
        })
    };
    let on_close = {
        let (ask, on_close) = (ports.ask.clone(), props.on_close.clone());
        Callback::from(move |()| {
            ask.emit(Ask::Restore(Restore::Leave));
            on_close.emit(());
        })
    };
    html! {
        <Modal title="Open a saved workspace" on_close={on_close}>
            <p><b>{ name.clone() }</b>{ format!(" holds {} and {}. Other files are open.", count(*files, "file"), count(*decisions, "decision")) }</p>
            <p class="row">
                <button class="btn primary" type="button" onclick={choose(Restore::InPlace)}><span>{ "Open in place of what is loaded" }</span></button>
                <button class="btn" type="button" onclick={choose(Restore::Beside)}><span>{ "Add its files and decisions" }</span></button>
            </p>
            <p class="dim small">{ "In place: what is loaded is closed, with decisions that were not saved; context, rules and views are as they were saved. Added: context, rules and views stay as they are here." }</p>
        </Modal>
    }
}
