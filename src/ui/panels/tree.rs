//! The graph as a tree, for the keyboard, the ear and narrow windows. A tree grid by the ARIA pattern.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::session::Action;
use crate::ui::hooks::ports::{Ports, use_ports};
use crate::ui::parts::icon::{icon, mark};
use crate::view::tree::{TreeRow, TreeView};
use crate::view::words::length;

#[derive(Properties, PartialEq)]
pub struct TreeProps {
    pub view: Rc<TreeView>,
    pub selected: Option<u32>,
}

/// The tree. Arrows walk it: right opens, left closes or goes up, Enter selects.
#[component]
pub fn Tree(props: &TreeProps) -> Html {
    let ports = use_ports();
    html! {
        <div class="tree-wrap">
            <ul class="tree open" role="tree" aria-label="Dependencies as a tree">
                { for props.view.rows.iter().enumerate().map(|(position, row)| tree_row(row, position, props.selected, &ports)) }
            </ul>
            { if props.view.cut { html! { <p class="dim more">{ format!("Cut at {} rows: close a branch to see more", length(props.view.rows.len())) }</p> } } else { Html::default() } }
        </div>
    }
}

fn tree_row(row: &TreeRow, position: usize, selected: Option<u32>, ports: &Ports) -> Html {
    let depth = row.route.len().saturating_sub(1);
    let can_open = row.children > 0 && !row.cycle;
    let node = row.link.node;
    let is_selected = selected == Some(node);
    let toggle = {
        let (act, route) = (ports.act.clone(), row.route.clone());
        Callback::from(move |event: MouseEvent| {
            event.stop_propagation();
            act.emit(Action::ToggleBranch(route.clone()));
        })
    };
    let classes = classes!("trow", format!("d{}", depth.min(12)), is_selected.then_some("selected"));
    let tab_index = if position == 0 { "0" } else { "-1" };
    html! {
        <li class={classes} role="treeitem" aria-level={(depth + 1).to_string()} aria-expanded={can_open.then(|| row.open.to_string())}
            aria-selected={is_selected.to_string()} tabindex={tab_index} key={key(&row.route)}
            onclick={ports.on_act(Action::Select(Some(node)))} onkeydown={on_key(row, ports)}>
            <span class="twist" onclick={toggle}>{ if can_open { icon(if row.open { "down" } else { "right" }) } else { Html::default() } }</span>
            { if row.link.is_root { html! { <span class="rootmark" /> } } else { mark(row.link.verdict) } }
            <span class="tname">{ row.link.name.clone() }</span><span class="ver">{ row.link.version.clone() }</span>{ unseen(", ") }
            { note(row) }
            <span class="grow" />
            { if row.children > 0 { html! { <span class="dim tcount">{ length(row.children) }{ unseen(" dependencies, ") }</span> } } else { Html::default() } }
            <span class="tlic" title={row.license.clone()}>{ row.license.clone() }</span>
            { unseen(format!(", {}", row.link.verdict.title())) }
        </li>
    }
}

fn key(route: &[u32]) -> String {
    route.iter().map(u32::to_string).collect::<Vec<_>>().join("-")
}

fn note(row: &TreeRow) -> Html {
    let words = match (row.cycle, row.also_above) {
        (true, _) => "cycle",
        (false, true) => "also above",
        (false, false) if !row.scope.is_empty() && row.scope != "runtime" => &row.scope,
        (false, false) => return Html::default(),
    };
    html! { <span class="tag">{ words.to_owned() }</span> }
}

/// Words that a screen reader needs and the eye does not.
fn unseen(words: impl Into<AttrValue>) -> Html {
    html! { <span class="unseen">{ words.into() }</span> }
}

fn on_key(row: &TreeRow, ports: &Ports) -> Callback<KeyboardEvent> {
    let (act, route, open, can_open) = (ports.act.clone(), row.route.clone(), row.open, row.children > 0 && !row.cycle);
    let node = row.link.node;
    Callback::from(move |event: KeyboardEvent| {
        // The row itself: the event's current target is where the framework listens.
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let here = target.and_then(|target| target.closest("[role=treeitem]").ok().flatten());
        let Some(here) = here.and_then(|row| row.dyn_into::<HtmlElement>().ok()) else { return };
        let beside = |next: bool| if next { here.next_element_sibling() } else { here.previous_element_sibling() };
        let focus = |element: Option<Element>| {
            if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
                let _ = element.focus();
            }
        };
        match event.key().as_str() {
            "ArrowDown" => focus(beside(true)),
            "ArrowUp" => focus(beside(false)),
            "ArrowRight" if can_open && !open => act.emit(Action::ToggleBranch(route.clone())),
            "ArrowRight" if open => focus(beside(true)),
            "ArrowLeft" if open => act.emit(Action::ToggleBranch(route.clone())),
            "ArrowLeft" => focus(parent_row(&here, route.len())),
            "Enter" | " " => act.emit(Action::Select(Some(node))),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    })
}

/// The row above that is one level higher.
fn parent_row(row: &HtmlElement, level: usize) -> Option<Element> {
    let wanted = (level.checked_sub(1)?).to_string();
    let mut above = row.previous_element_sibling();
    while let Some(candidate) = above {
        if candidate.get_attribute("aria-level").as_deref() == Some(&wanted) {
            return Some(candidate);
        }
        above = candidate.previous_element_sibling();
    }
    None
}
