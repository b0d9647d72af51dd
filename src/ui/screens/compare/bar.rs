//! Which two files, how their difference is shown, and saving it.

use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::ask;
use crate::engine::{ComparisonFormat, ExportFormat};
use crate::session::{Action, Screen};
use crate::ui::hooks::ports::{Ask, Ports};
use crate::ui::parts::button::icon_button;
use crate::ui::parts::icon::icon;
use crate::view::compare::{CompareFile, CompareRequest, CompareView, ShownAs};

pub fn bar(view: &CompareView, asked: &CompareRequest, ports: &Ports) -> Html {
    let Some((before, after)) = view.pair else { return Html::default() };
    // Causes are counted anew for other files.
    let of = |before: u32, after: u32| CompareRequest {
        before: Some(before),
        after: Some(after),
        whole: Default::default(),
        all: false,
        ..asked.clone()
    };
    let choose = |with: fn(u32, u32, u32) -> (u32, u32)| {
        let (act, asked) = (ports.act.clone(), asked.clone());
        Callback::from(move |chosen: u32| {
            let (before, after) = with(chosen, before, after);
            act.emit(Action::CompareFiles(CompareRequest {
                before: Some(before),
                after: Some(after),
                whole: Default::default(),
                all: false,
                ..asked.clone()
            }));
        })
    };
    let shown_as = |shown_as: ShownAs, words: &'static str| {
        let is_pressed = asked.shown_as == shown_as;
        let request = CompareRequest { shown_as, ..asked.clone() };
        html! { <button class="btn" type="button" aria-pressed={is_pressed.to_string()} onclick={ask(ports, request)}><span>{ words }</span></button> }
    };
    let in_graph = {
        let act = ports.act.clone();
        Callback::from(move |_: MouseEvent| {
            act.emit(Action::Compare(before, after));
            act.emit(Action::AsTree(false));
            act.emit(Action::Show(Screen::Graph));
        })
    };
    html! {
        <div class="toolbar compare-bar">
            <Picker letter="A" label="Before (A)" files={view.files.clone()} present={before} on_choice={choose(|chosen, _, after| (chosen, after))} />
            { icon_button("swap", "Swap A and B", ask(ports, of(after, before))) }
            <Picker letter="B" label="After (B)" files={view.files.clone()} present={after} on_choice={choose(|chosen, before, _| (before, chosen))} />
            <span class="grow" />
            <div class="seg" role="group" aria-label="Show as">
                { shown_as(ShownAs::Causes, "By cause") }
                { shown_as(ShownAs::List, "List") }
                <button class="btn" type="button" title="Both files in one picture, coloured by what changed" onclick={in_graph}><span>{ "In the graph" }</span></button>
            </div>
            { for ComparisonFormat::ALL.map(|format| {
                let export = ExportFormat::Comparison { request: asked.clone(), format };
                html! {
                    <button class="btn hide-s" type="button" title={format!("Save this comparison as {}", format.title())} onclick={ports.on_ask(Ask::Export(export))}>
                        { icon("download") }<span>{ format.title() }</span>
                    </button>
                }
            }) }
            { icon_button("print", "Print", ports.on_ask(Ask::Print)) }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct PickerProps {
    letter: &'static str,
    label: &'static str,
    files: Vec<CompareFile>,
    present: u32,
    on_choice: Callback<u32>,
}

/// One of the two files. A choice by hand makes the list deaf to `selected`, so the value is set where the other is swapped in.
#[component]
fn Picker(props: &PickerProps) -> Html {
    let list = use_node_ref();
    {
        let list = list.clone();
        use_effect_with((props.present, props.files.clone()), move |(present, _)| {
            if let Some(list) = list.cast::<HtmlSelectElement>() {
                list.set_value(&present.to_string());
            }
        });
    }
    let on_choice = props.on_choice.clone();
    let onchange = Callback::from(move |event: Event| {
        let list = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
        if let Some(chosen) = list.and_then(|list| list.value().parse().ok()) {
            on_choice.emit(chosen);
        }
    });
    html! {
        <label class="select-label side">
            <span class="ab" aria-hidden="true">{ props.letter }</span>
            <select ref={list} aria-label={props.label} {onchange}>{ for props.files.iter().map(|file| html! {
                <option value={file.id.to_string()} selected={file.id == props.present}>{ file.label.clone() }</option>
            }) }</select>
        </label>
    }
}
