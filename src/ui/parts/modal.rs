//! A dialog over the page: the browser's own, so that focus stays inside and Esc closes it.

use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ModalProps {
    pub title: AttrValue,
    /// Beside `modal`: `page` and `wide` are larger.
    #[prop_or_default]
    pub class: AttrValue,
    pub on_close: Callback<()>,
    pub children: Html,
}

/// A modal dialog with a heading and a close button.
#[component]
pub fn Modal(props: &ModalProps) -> Html {
    let dialog = use_node_ref();
    {
        let dialog = dialog.clone();
        use_effect_with((), move |()| {
            if let Some(element) = dialog.cast::<HtmlDialogElement>() {
                // A dialog that is open already refuses: nothing to do then.
                let _ = element.show_modal();
            }
        });
    }
    let close = props.on_close.reform(|_: MouseEvent| ());
    let onclose = props.on_close.reform(|_: Event| ());
    let outside = {
        let on_close = props.on_close.clone();
        Callback::from(move |event: MouseEvent| {
            let on_backdrop = event.target().and_then(|target| target.dyn_into::<HtmlDialogElement>().ok()).is_some();
            if on_backdrop {
                on_close.emit(());
            }
        })
    };
    html! {
        <dialog ref={dialog} class={classes!("modal", props.class.to_string())} aria-label={props.title.clone()} {onclose} onclick={outside}>
            <div class="modal-body">
                <header class="modal-head">
                    <h2>{ props.title.clone() }</h2>
                    <span class="grow" />
                    { super::button::icon_button_with("close", "Close (Esc)", close, false, "btn ghost small") }
                </header>
                { props.children.clone() }
            </div>
        </dialog>
    }
}
