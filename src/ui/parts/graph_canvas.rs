//! The graph in the page: a canvas, its minimap and its zoom buttons. Hover and camera stay in the
//! surface; the page hears of settled facts.

use std::rc::Rc;

use gloo::events::EventListener;
use web_sys::{Element, HtmlCanvasElement, KeyboardEvent, window as browser_window};
use yew::prelude::*;

use crate::canvas::{CanvasCommand, CanvasEvent, Drawing, Surface};
use crate::view::scene::{Direction, Highlight, Scene, flag, walk};

/// One press of a zoom button.
const ZOOM: f32 = 1.25;

/// What to show. Marks are positions in the scene.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct GraphCanvasProps {
    pub scene: Rc<Scene>,
    pub highlight: Rc<Highlight>,
    #[prop_or_default]
    pub selected: Option<u32>,
    /// Several selected marks; sorted.
    #[prop_or_default]
    pub chosen: Rc<Vec<u32>>,
    #[prop_or_default]
    pub focused: Option<u32>,
    /// Any text that changes when the theme does: the colours are read anew.
    #[prop_or_default]
    pub theme: AttrValue,
    /// Another scene of the same graph keeps the camera where it is; a new number looks from the start.
    #[prop_or_default]
    pub camera_epoch: u32,
    /// Who draws large scenes of points (a setting).
    #[prop_or_default]
    pub drawing: Drawing,
    pub on_event: Callback<CanvasEvent>,
    /// A new number carries the command out.
    #[prop_or_default]
    pub command: Option<(u32, CanvasCommand)>,
}

/// The drawing, for pointer and keyboard. Rows that say the same stand elsewhere (the tree).
#[component]
pub fn GraphCanvas(props: &GraphCanvasProps) -> Html {
    let canvas = use_node_ref();
    let minimap = use_node_ref();
    let surface = use_mut_ref(|| None::<Surface>);
    let scale = use_state_eq(|| 1.0_f32);

    // the listeners of the surface outlive a rendering: they call whatever is newest
    let on_event = use_mut_ref(|| props.on_event.clone());
    *on_event.borrow_mut() = props.on_event.clone();

    use_effect_with((), {
        let (canvas, minimap, surface, scale) = (canvas.clone(), minimap.clone(), surface.clone(), scale.setter());
        move |()| {
            let emit = Rc::new(move |event: CanvasEvent| {
                if let CanvasEvent::ViewChanged { scale: now } = event {
                    scale.set(now);
                }
                let on_event = on_event.borrow().clone();
                on_event.emit(event);
            });
            *surface.borrow_mut() = canvas
                .cast::<HtmlCanvasElement>()
                .and_then(|canvas| Surface::new(canvas, minimap.cast::<HtmlCanvasElement>(), emit));
            move || drop(surface.take())
        }
    });
    let shown_epoch = use_mut_ref(|| None::<u32>);
    use_effect_with((props.scene.clone(), props.camera_epoch), {
        let surface = surface.clone();
        move |(scene, epoch): &(Rc<Scene>, u32)| {
            let keep_camera = *shown_epoch.borrow() == Some(*epoch);
            *shown_epoch.borrow_mut() = Some(*epoch);
            tell(&surface.borrow(), |surface| surface.set_scene(scene.clone(), keep_camera));
        }
    });
    // a new scene forgets all three: they follow it, each time
    use_effect_with((props.scene.clone(), props.camera_epoch, props.highlight.clone()), {
        let surface = surface.clone();
        move |(_, _, highlight): &(Rc<Scene>, u32, Rc<Highlight>)| {
            tell(&surface.borrow(), |surface| surface.set_highlight(highlight.clone()));
        }
    });
    use_effect_with((props.scene.clone(), props.camera_epoch, props.selected), {
        let surface = surface.clone();
        move |(_, _, selected): &(Rc<Scene>, u32, Option<u32>)| {
            tell(&surface.borrow(), |surface| surface.set_selected(*selected));
        }
    });
    use_effect_with((props.scene.clone(), props.camera_epoch, props.chosen.clone()), {
        let surface = surface.clone();
        move |(_, _, chosen): &(Rc<Scene>, u32, Rc<Vec<u32>>)| {
            tell(&surface.borrow(), |surface| surface.set_chosen(chosen.clone()));
        }
    });
    use_effect_with((props.scene.clone(), props.camera_epoch, props.focused), {
        let surface = surface.clone();
        move |(_, _, focused): &(Rc<Scene>, u32, Option<u32>)| {
            tell(&surface.borrow(), |surface| surface.set_focused(*focused));
        }
    });
    use_effect_with(props.drawing, {
        let surface = surface.clone();
        move |drawing: &Drawing| tell(&surface.borrow(), |surface| surface.set_drawing(*drawing))
    });
    use_effect_with(props.theme.clone(), {
        let surface = surface.clone();
        move |_| tell(&surface.borrow(), Surface::refresh_look)
    });
    let paper = use_node_ref();
    use_effect_with((), {
        let (surface, paper) = (surface.clone(), paper.clone());
        move |()| {
            let listeners = browser_window().map(|window| {
                let (shown, emptied) = (paper.clone(), paper);
                (
                    EventListener::new(&window, "beforeprint", move |_| put_on_paper(&surface.borrow(), &shown)),
                    EventListener::new(&window, "afterprint", move |_| empty(&emptied)),
                )
            });
            move || drop(listeners)
        }
    });
    use_effect_with(props.command, {
        let (surface, on_event) = (surface.clone(), props.on_event.clone());
        move |command: &Option<(u32, CanvasCommand)>| {
            if let Some((_, command)) = command {
                tell(&surface.borrow(), |surface| obey(surface, *command, &on_event));
            }
        }
    });

    let press = |command: CanvasCommand| {
        let (surface, on_event) = (surface.clone(), props.on_event.clone());
        Callback::from(move |_: MouseEvent| tell(&surface.borrow(), |surface| obey(surface, command, &on_event)))
    };
    let on_keydown = {
        let (surface, props) = (surface.clone(), props.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() || event.meta_key() || event.alt_key() {
                return;
            }
            let is_known = on_key(&event.key(), &props, &surface.borrow());
            if is_known {
                event.prevent_default();
                event.stop_propagation();
            }
        })
    };
    html! {
        <>
            <canvas ref={canvas} class="graph" role="img" tabindex="0" aria-label={summary(&props.scene)} onkeydown={on_keydown} />
            <div ref={paper} class="paper" />
            <div class="corner">
                <div class="zoomers" role="group" aria-label="Zoom">
                    { button("Zoom out (-)", "#i-minus", press(CanvasCommand::ZoomOut)) }
                    <span class="zoom">{ format!("{:.0}%", *scale * 100.0) }</span>
                    { button("Zoom in (+)", "#i-plus", press(CanvasCommand::ZoomIn)) }
                    { button("Fit everything (0)", "#i-fit", press(CanvasCommand::Fit)) }
                </div>
                <div class="minimap"><canvas ref={minimap} aria-hidden="true" /></div>
            </div>
        </>
    }
}

/// The picture as it is shown, for print: on white, and whole where the screen's is still being painted.
fn put_on_paper(surface: &Option<Surface>, paper: &NodeRef) {
    empty(paper);
    let (Some(surface), Some(paper)) = (surface, paper.cast::<Element>()) else { return };
    let Some(root) = browser_window().and_then(|window| window.document()).and_then(|page| page.document_element())
    else {
        return;
    };
    let theme = root.get_attribute("data-theme");
    // Paper is light whatever the screen shows. A refusal leaves the colours of the screen.
    let _ = root.set_attribute("data-theme", "light");
    if let Some(picture) = surface.shown_picture() {
        let _ = paper.append_child(&picture);
    }
    let _ = match theme {
        Some(theme) => root.set_attribute("data-theme", &theme),
        None => root.remove_attribute("data-theme"),
    };
}

fn empty(paper: &NodeRef) {
    if let Some(paper) = paper.cast::<Element>() {
        paper.set_text_content(None);
    }
}

fn tell(surface: &Option<Surface>, words: impl FnOnce(&Surface)) {
    if let Some(surface) = surface {
        words(surface);
    }
}

fn obey(surface: &Surface, command: CanvasCommand, on_event: &Callback<CanvasEvent>) {
    match command {
        CanvasCommand::ZoomIn => surface.zoom_by(ZOOM),
        CanvasCommand::ZoomOut => surface.zoom_by(1.0 / ZOOM),
        CanvasCommand::Fit => surface.fit(),
        CanvasCommand::FlyTo(mark) => surface.fly_to(mark),
        CanvasCommand::ExportPng { scale } => {
            let on_event = on_event.clone();
            surface.export_png(f32::from(scale.clamp(1, 4)), move |blob| on_event.emit(CanvasEvent::Png(blob)));
        }
    }
}

/// True for a key that means something here.
fn on_key(key: &str, props: &GraphCanvasProps, surface: &Option<Surface>) -> bool {
    let here = props.focused.or(props.selected);
    let direction = match key {
        "ArrowRight" => Some(Direction::Right),
        "ArrowLeft" => Some(Direction::Left),
        "ArrowUp" => Some(Direction::Up),
        "ArrowDown" => Some(Direction::Down),
        _ => None,
    };
    if let Some(direction) = direction {
        if let Some(mark) = walk(&props.scene, here, direction) {
            props.on_event.emit(CanvasEvent::Focus(mark));
        }
        return true;
    }
    let command = match key {
        "+" | "=" => CanvasCommand::ZoomIn,
        "-" => CanvasCommand::ZoomOut,
        "0" => CanvasCommand::Fit,
        "Enter" => {
            // the first Enter selects, the next one opens
            match here {
                Some(mark) if props.selected == Some(mark) => props.on_event.emit(CanvasEvent::Open(mark)),
                Some(mark) => props.on_event.emit(CanvasEvent::Select(Some(mark))),
                None => return false,
            }
            return true;
        }
        _ => return false,
    };
    tell(surface, |surface| obey(surface, command, &props.on_event));
    true
}

fn summary(scene: &Scene) -> String {
    let groups = (0..scene.len() as u32).filter(|mark| scene.has(*mark, flag::GROUP)).count();
    let found: Vec<String> =
        scene.legend.iter().filter(|key| key.in_view > 0).map(|key| format!("{} {}", key.in_view, key.title)).collect();
    let mut words = format!(
        "Dependency graph, {} components and {groups} groups, roots at the left",
        scene.len().saturating_sub(groups)
    );
    if !found.is_empty() {
        words.push_str(". ");
        words.push_str(&found.join(", "));
    }
    words
}

fn button(title: &'static str, icon: &'static str, on_click: Callback<MouseEvent>) -> Html {
    html! {
        <button class="btn ghost small" type="button" title={title} aria-label={title} onclick={on_click}>
            <svg class="i" aria-hidden="true"><use href={icon} /></svg>
        </button>
    }
}
