//! The graph: the picture or its twin, the tree; toolbar and legend.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::browser::media::is_narrow;
use crate::canvas::{CanvasCommand, CanvasEvent};
use crate::engine::ExportFormat;
use crate::session::{Action, Lit, Session};
use crate::ui::hooks::ports::{Ask, Ports, use_ports};
use crate::ui::panels::tree::Tree;
use crate::ui::parts::button::{icon_button, icon_button_with};
use crate::ui::parts::graph_canvas::GraphCanvas;
use crate::ui::parts::icon::icon;
use crate::view::graph::GraphView;
use crate::view::scene::{GROUP, Highlight, LegendKey, Palette, Scene, highlight_mark, highlight_routes};
use crate::view::words::{count, length};

#[derive(Properties, PartialEq)]
pub struct GraphProps {
    pub session: Session,
    pub dark: bool,
    pub command: Option<(u32, CanvasCommand)>,
    pub on_canvas: Callback<CanvasEvent>,
    pub on_command: Callback<CanvasCommand>,
}

/// The graph screen.
#[component]
pub fn GraphScreen(props: &GraphProps) -> Html {
    let ports = use_ports();
    let session = &props.session;
    let scene = use_memo(session.graph.clone(), |graph| graph.as_ref().map(|graph| Rc::new(graph.scene.clone())));
    let highlight = use_memo((scene.clone(), session.selected, session.lit.clone()), |(scene, selected, lit)| {
        Rc::new(scene.as_ref().as_ref().map(|scene| highlight(scene, *selected, lit)).unwrap_or_default())
    });
    {
        // A phone shows the tree: a picture of this size cannot be read there.
        let act = ports.act.clone();
        use_effect_with(session.as_tree, move |as_tree| {
            if !as_tree && is_narrow() {
                act.emit(Action::AsTree(true));
            }
        });
    }
    {
        let on_command = props.on_command.clone();
        use_effect_with((scene.clone(), session.located), move |(scene, located)| {
            if let Some(mark) = scene.as_ref().as_ref().and_then(|scene| mark_of(scene, *located)) {
                on_command.emit(CanvasCommand::FlyTo(mark));
            }
        });
    }
    // Where the keyboard stands; another picture has other marks.
    let focused = use_state_eq(|| None::<u32>);
    {
        let focused = focused.setter();
        use_effect_with(scene.clone(), move |_| focused.set(None));
    }
    let picture = match (&*scene, session.as_tree) {
        (_, true) => match &session.tree {
            Some(tree) => html! { <Tree view={tree.clone()} selected={session.selected} /> },
            None => Html::default(),
        },
        (Some(scene), false) => html! {
            <div class="stage">
                <GraphCanvas scene={scene.clone()} highlight={(*highlight).clone()} selected={mark_of(scene, session.selected)}
                    theme={if props.dark { "dark" } else { "light" }} focused={*focused} camera_epoch={session.generation} on_event={on_canvas(props, scene, focused.setter(), &ports)} command={props.command} />
            </div>
        },
        (None, false) => html! { <div class="stage" /> },
    };
    html! {
        <>
            { toolbar(session, props.dark, &ports) }
            { picture }
            { match (&session.graph, session.as_tree) {
                (Some(graph), false) => html! { <>{ legend(graph, session, &ports) }{ edge_legend() }</> },
                _ => Html::default(),
            } }
        </>
    }
}

fn highlight(scene: &Scene, selected: Option<u32>, lit: &Lit) -> Highlight {
    match (lit, mark_of(scene, selected)) {
        (Lit::Routes(routes), _) => highlight_routes(scene, routes),
        (Lit::Selection, Some(mark)) => highlight_mark(scene, mark),
        (Lit::Selection, None) => Highlight::default(),
    }
}

fn mark_of(scene: &Scene, node: Option<u32>) -> Option<u32> {
    node.and_then(|node| scene.mark_of(node))
}

/// Marks become components here: the canvas knows only marks.
fn on_canvas(
    props: &GraphProps,
    scene: &Rc<Scene>,
    focused: UseStateSetter<Option<u32>>,
    ports: &Ports,
) -> Callback<CanvasEvent> {
    let (scene, act, passed_on) = (scene.clone(), ports.act.clone(), props.on_canvas.clone());
    let expanded = props.session.view.expanded.clone();
    Callback::from(move |event: CanvasEvent| {
        let node = |mark: u32| scene.node.get(mark as usize).copied().filter(|node| *node != GROUP);
        match &event {
            CanvasEvent::Select(None) => act.emit(Action::Select(None)),
            CanvasEvent::Select(Some(mark)) => match node(*mark) {
                Some(node) => act.emit(Action::Select(Some(node))),
                None => open_group(&scene, *mark, &act),
            },
            CanvasEvent::Open(mark) => match node(*mark) {
                Some(node) if expanded.contains(&node) => act.emit(Action::Collapse(node)),
                Some(node) => act.emit(Action::Expand(node)),
                None => open_group(&scene, *mark, &act),
            },
            CanvasEvent::Focus(mark) => {
                focused.set(Some(*mark));
                act.emit(Action::Announce(scene.describe(*mark)));
            }
            _ => {}
        }
        passed_on.emit(event);
    })
}

/// A folded group opens with the component it hangs on.
fn open_group(scene: &Scene, mark: u32, act: &Callback<Action>) {
    let parent = scene.from.iter().zip(&scene.to).find(|(_, to)| **to == mark).map(|(from, _)| *from);
    if let Some(node) = parent.and_then(|parent| scene.node.get(parent as usize)).filter(|node| **node != GROUP) {
        act.emit(Action::Expand(*node));
    }
}

fn toolbar(session: &Session, dark: bool, ports: &Ports) -> Html {
    let shown_as = |as_tree: bool, name: &'static str, words: &'static str| {
        let pressed = session.as_tree == as_tree;
        html! {
            <button class="btn" type="button" aria-pressed={pressed.to_string()} title={words} onclick={ports.on_act(Action::AsTree(as_tree))}>
                { icon(name) }<span>{ words }</span>
            </button>
        }
    };
    let tool = |name: &'static str, title: &'static str, action: Option<Action>| {
        let disabled = action.is_none();
        let onclick = action.map(|action| ports.on_act(action)).unwrap_or_else(Callback::noop);
        icon_button_with(name, title, onclick, disabled, "btn ghost")
    };
    let selected = session.selected;
    let focus = match (session.view.focus, selected) {
        (Some(_), _) => Some(Action::Focus(None)),
        (None, selected) => selected.map(|node| Action::Focus(Some(node))),
    };
    let lit = match &session.lit {
        Lit::Routes(routes) => routes.clone(),
        Lit::Selection => Vec::new(),
    };
    let svg = ports.on_ask(Ask::Export(ExportFormat::GraphSvg { request: session.view.clone(), dark, selected, lit }));
    html! {
        <div class="toolbar" role="toolbar" aria-label="Graph">
            <div class="seg" role="group" aria-label="Show as">
                { shown_as(false, "layers", "Graph") }{ shown_as(true, "tree", "Tree") }
            </div>
            { if session.as_tree { Html::default() } else { html! {
                <>
                    { palette_field(session.view.palette, ports) }
                    <span class="tool-div" />
                    { tool("focus", if session.view.focus.is_some() { "Show all again (f)" } else { "Focus on the selection (f)" }, focus) }
                    { tool("expand", "Expand (e)", selected.map(Action::Expand)) }
                    { tool("collapse", "Collapse (c)", selected.map(Action::Collapse)) }
                    <span class="tool-div" />
                    { tool("undo", "Undo view (u)", (!session.undo.is_empty()).then_some(Action::Undo)) }
                    { tool("redo", "Redo view (Shift u)", (!session.redo.is_empty()).then_some(Action::Redo)) }
                    { tool("overview", "First view again", (session.view != Default::default()).then_some(Action::ResetView)) }
                    <span class="tool-div" />
                    { icon_button("download", "Save as SVG", svg) }
                    <button class="btn small hide-m" type="button" title="Save as PNG" onclick={ports.on_ask(Ask::ExportPng)}><span>{ "PNG" }</span></button>
                </>
            } } }
            <span class="grow" />
            { shown(session) }
        </div>
    }
}

fn shown(session: &Session) -> Html {
    match (&session.graph, &session.tree, session.as_tree) {
        (_, Some(tree), true) => html! {
            <span class="shown" role="status"><b>{ length(tree.rows.len()) }</b>{ if tree.cut { " rows shown, more are cut: close a branch" } else { " rows" } }</span>
        },
        (Some(graph), _, false) => html! {
            <span class="shown" role="status">
                <b>{ length(graph.shown) }</b>
                <span class="hide-m">{ if graph.groups > 0 { format!(" components and {} shown", count(graph.groups, "group")) } else { " components shown".to_owned() } }</span>
                { " of " }<b>{ length(graph.total) }</b>
            </span>
        },
        _ => Html::default(),
    }
}

fn palette_field(palette: Palette, ports: &Ports) -> Html {
    const PALETTES: [(Palette, &str, &str); 3] = [
        (Palette::Verdict, "verdict", "Licence verdict"),
        (Palette::Class, "class", "Licence class"),
        (Palette::Scope, "scope", "Scope"),
    ];
    let act = ports.act.clone();
    let onchange = Callback::from(move |event: Event| {
        let value =
            event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok()).map(|select| select.value());
        if let Some((palette, _, _)) = PALETTES.iter().find(|(_, key, _)| Some(*key) == value.as_deref()) {
            act.emit(Action::SetPalette(*palette));
        }
    });
    html! {
        <label class="select-label"><span class="dim">{ "Colour" }</span>
            <select {onchange}>{ for PALETTES.iter().map(|(known, key, words)| html! { <option value={*key} selected={*known == palette}>{ *words }</option> }) }</select>
        </label>
    }
}

fn legend(graph: &GraphView, session: &Session, ports: &Ports) -> Html {
    html! {
        <div class="legend" role="group" aria-label="Legend. Press an entry to dim or show it">
            <span class="legend-title">{ "In view " }<i>{ "of all" }</i></span>
            { for graph.scene.legend.iter().enumerate().map(|(position, key)| {
                let hue = u8::try_from(position).unwrap_or(u8::MAX);
                let shown = !session.view.dimmed.contains(&hue);
                let symbol = match graph.scene.palette {
                    Palette::Verdict => html! { <svg class={format!("m {}", key.key.replacen('v', "m", 1))} aria-hidden="true"><use href={format!("#{}", key.key.replacen('v', "m", 1))} /></svg> },
                    _ => html! { <span class={format!("dot {}", key.key)} aria-hidden="true" /> },
                };
                html! {
                    <button class={format!("key {}", key.key)} type="button" aria-pressed={shown.to_string()} onclick={ports.on_act(Action::Dim(hue))}
                        title={format!("{}: {} in view of {}", key.title, length(key.in_view as usize), length(key.all as usize))}>
                        { symbol }<span>{ key.title.clone() }</span><b>{ length(key.in_view as usize) }</b><i>{ length(key.all as usize) }</i>
                    </button>
                }
            }) }
            { ring_key(&graph.scene.ring) }
        </div>
    }
}

/// What the thin ring says; it is no hue, so there is nothing to press.
fn ring_key(key: &LegendKey) -> Html {
    if key.in_view == 0 {
        return Html::default();
    }
    html! {
        <span class="key" title={format!("{}: {} in view of {}", key.title, length(key.in_view as usize), length(key.all as usize))}>
            <svg class="m" viewBox="0 0 14 14" aria-hidden="true"><circle class="involvedring" cx="7" cy="7" r="6" /></svg>
            <span>{ key.title.clone() }</span><b>{ length(key.in_view as usize) }</b><i>{ length(key.all as usize) }</i>
        </span>
    }
}

fn edge_legend() -> Html {
    let edge = |class: &'static str, words: &'static str| {
        html! {
            <span class="key"><svg class="edge-sample" aria-hidden="true"><path class={class} d="M1 6h26" /></svg><span>{ words }</span></span>
        }
    };
    html! {
        <div class="legend edges-key" aria-label="Edge styles">
            { edge("edge runtime", "runtime") }{ edge("edge dev", "development") }{ edge("edge optional", "optional") }
            { edge("edge contains", "contains") }{ edge("edge cycle", "in a cycle") }{ edge("edge runtime lit", "on a route of the selection") }
            <span class="key hide-m"><svg class="m" viewBox="0 0 14 14" aria-hidden="true"><circle class="ownring" cx="7" cy="7" r="6" /></svg><span>{ "own package" }</span></span>
            <span class="key hide-m"><svg class="m" viewBox="0 0 14 14" aria-hidden="true"><path class="stackshape" d="M4 2.5h8v8" /><rect class="groupshape" x="2" y="4.5" width="8" height="8" rx="1.5" /></svg><span>{ "folded group" }</span></span>
        </div>
    }
}
