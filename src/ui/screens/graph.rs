//! The graph: the picture or its twin, the tree; toolbar and legend.

use std::rc::Rc;

use yew::prelude::*;

use crate::browser::media::is_narrow;
use crate::canvas::{CanvasCommand, CanvasEvent, Drawing};
use crate::layout;
use crate::session::{Action, Lit, Session};
use crate::ui::hooks::later::use_later;
use crate::ui::hooks::ports::{Ports, use_ports};
use crate::ui::panels::graph_tools::{filter_row, toolbar};
use crate::ui::panels::tree::Tree;
use crate::ui::parts::graph_canvas::GraphCanvas;
use crate::view::graph::GraphView;
use crate::view::scene::{
    GROUP, Highlight, LegendKey, Palette, Scene, highlight_mark, highlight_routes, hue_ink, letter,
};
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
    let scene = session.graph.as_ref().map(|graph| graph.scene.clone());
    let highlight = use_memo((scene.clone(), session.selected, session.lit.clone()), |(scene, selected, lit)| {
        Rc::new(scene.as_ref().map(|scene| highlight(scene, *selected, lit)).unwrap_or_default())
    });
    let chosen = use_memo((scene.clone(), session.chosen.clone()), |(scene, chosen)| {
        let marks: Option<Vec<u32>> =
            scene.as_ref().map(|scene| chosen.iter().filter_map(|node| scene.mark_of(*node)).collect());
        Rc::new(marks.unwrap_or_default())
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
            if let Some(mark) = scene.as_ref().and_then(|scene| mark_of(scene, *located)) {
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
    // The first picture has a task of its own, after what stands around it.
    let is_due = use_later(scene.is_some(), 0);
    let picture = match (scene.as_ref().filter(|_| is_due), session.as_tree) {
        (_, true) => match &session.tree {
            Some(tree) => html! { <Tree view={tree.clone()} selected={session.selected} /> },
            None => Html::default(),
        },
        (Some(scene), false) => html! {
            <div class="stage">
                <GraphCanvas scene={scene.clone()} highlight={(*highlight).clone()} selected={mark_of(scene, session.selected)} chosen={(*chosen).clone()}
                    drawing={Drawing::of(&session.drawing)} theme={if props.dark { "dark" } else { "light" }} focused={*focused} camera_epoch={epoch(session)} on_event={on_canvas(props, scene, focused.setter(), &ports)} command={props.command} />
            </div>
        },
        (None, false) => html! { <div class="stage" /> },
    };
    html! {
        <>
            <div class="print-head">
                <h1>{ "Dependency graph" }</h1>
                <p>{ session.workspace.as_ref().map(|view| view.status.clone()).unwrap_or_default() }</p>
            </div>
            { toolbar(session, props.dark, &ports) }
            { if session.as_tree { Html::default() } else { filter_row(session, &ports) } }
            { picture }
            { match (&session.graph, session.as_tree) {
                (Some(graph), false) => html! { <>{ legend(graph, session, &ports) }{ edge_legend() }</> },
                _ => Html::default(),
            } }
        </>
    }
}

/// Another number for other files and for a picture by another layout: then one looks from the start.
fn epoch(session: &Session) -> u32 {
    let present = session.graph.as_ref().map_or("", |graph| graph.layout.as_str());
    let position = layout::ALL.iter().position(|method| method.id == present).unwrap_or_default();
    session.generation.wrapping_mul(layout::ALL.len() as u32).wrapping_add(position as u32)
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
            CanvasEvent::Toggle(mark) => {
                if let Some(node) = node(*mark) {
                    act.emit(Action::Toggle(node));
                }
            }
            CanvasEvent::Lasso(marks) => {
                let nodes: Vec<u32> = marks.iter().filter_map(|mark| node(*mark)).collect();
                act.emit(Action::Announce(format!("{} chosen", count(nodes.len(), "component"))));
                act.emit(Action::Choose(nodes));
            }
            CanvasEvent::Shown { edges, of } => act.emit(Action::EdgesShown(*edges, *of)),
            CanvasEvent::Hover(_) | CanvasEvent::ViewChanged { .. } | CanvasEvent::Png(_) => {}
        }
        passed_on.emit(event);
    })
}

/// A set opens into its members; a folded group opens with the component it hangs on.
fn open_group(scene: &Scene, mark: u32, act: &Callback<Action>) {
    if let Some(name) = scene.set_of(mark) {
        act.emit(Action::OpenSet(name.to_owned()));
        return;
    }
    let parent = scene.from.iter().zip(&scene.to).find(|(_, to)| **to == mark).map(|(from, _)| *from);
    if let Some(node) = parent.and_then(|parent| scene.node.get(parent as usize)).filter(|node| **node != GROUP) {
        act.emit(Action::Expand(*node));
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
                    _ => html! { <span class={format!("dot ink{}", &hue_ink(graph.scene.palette, hue).token()[1..])} aria-hidden="true">{ letter(graph.scene.palette, hue).unwrap_or_default() }</span> },
                };
                html! {
                    <button class={format!("key {}", key.key)} type="button" aria-pressed={shown.to_string()} onclick={ports.on_act(Action::Dim(hue))}
                        title={format!("{}: {} in view of {}", key.title, length(key.in_view as usize), length(key.all as usize))}>
                        { symbol }<span>{ key.title.clone() }</span><b>{ length(key.in_view as usize) }</b><i>{ length(key.all as usize) }</i>
                    </button>
                }
            }) }
            { ring_key(&graph.scene.ring) }
            { if session.view.dimmed.is_empty() { Html::default() } else { html! {
                <label class="key"><input type="checkbox" checked={session.view.dimmed_are_hidden} onchange={ports.act.reform({
                    let hide = !session.view.dimmed_are_hidden;
                    move |_: Event| Action::HideDimmed(hide)
                })} />{ "leave out" }</label>
            } } }
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
