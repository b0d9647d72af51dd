//! What pointer, wheel and system do to a surface. Listeners never keep it alive.

use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Event, EventTarget, HtmlElement, MouseEvent, PointerEvent, WheelEvent, window};

use super::event::CanvasEvent;
use super::minimap::scene_from_map;
use super::surface::{Shared, now};

/// Everything a surface listens to.
pub fn listeners(shared: &Rc<Shared>) -> Vec<EventListener> {
    let canvas: &EventTarget = &shared.canvas;
    let mut all = vec![
        on::<PointerEvent>(shared, canvas, "pointerdown", |shared, event| {
            if event.button() != 0 {
                return;
            }
            let _ = shared.canvas.set_pointer_capture(event.pointer_id());
            shared.gesture(|state, _| {
                let (x, y) = (event.offset_x() as f32, event.offset_y() as f32);
                state.press(event.pointer_id(), x, y, event.shift_key());
                false
            });
        }),
        on::<PointerEvent>(shared, canvas, "pointermove", |shared, event| {
            let (x, y) = (event.offset_x() as f32, event.offset_y() as f32);
            shared.gesture(|state, events| {
                let changed = state.drag(event.pointer_id(), x, y, now(), events);
                if state.is_dragging() {
                    shared.set_cursor(if state.lasso.is_some() { "crosshair" } else { "grabbing" });
                }
                changed
            });
        }),
        on::<PointerEvent>(shared, canvas, "pointerup", |shared, event| {
            let (x, y) = (event.offset_x() as f32, event.offset_y() as f32);
            shared.set_cursor("default");
            shared.gesture(|state, events| {
                state.release(event.pointer_id(), x, y, event.ctrl_key() || event.meta_key(), events);
                true
            });
        }),
        on::<PointerEvent>(shared, canvas, "pointercancel", |shared, event| {
            shared.gesture(|state, _| {
                state.cancel(event.pointer_id());
                true
            });
        }),
        on::<PointerEvent>(shared, canvas, "pointerleave", |shared, _| {
            shared.gesture(|state, events| state.set_hovered(None, events));
        }),
        on::<MouseEvent>(shared, canvas, "dblclick", |shared, event| {
            shared.gesture(|state, events| {
                let mark = state.mark_at(event.offset_x() as f32, event.offset_y() as f32);
                events.extend(mark.map(CanvasEvent::Open));
                false
            });
        }),
        on::<WheelEvent>(shared, canvas, "wheel", |shared, event| {
            event.prevent_default();
            let unit = if event.delta_mode() == WheelEvent::DOM_DELTA_LINE { 16.0 } else { 1.0 };
            let (x, y) = ((event.delta_x() * unit) as f32, (event.delta_y() * unit) as f32);
            shared.gesture(|state, _| {
                if event.shift_key() {
                    state.pan(-if x == 0.0 { y } else { x }, 0.0, now());
                } else {
                    // a pinch on a touchpad arrives as a wheel with ctrl, in small steps
                    let pace = if event.ctrl_key() { 0.01 } else { 0.0015 };
                    let factor = (-y.clamp(-240.0, 240.0) * pace).exp();
                    state.zoom(factor, event.offset_x() as f32, event.offset_y() as f32, now());
                }
                true
            });
        }),
    ];
    if let Some((map, _)) = &shared.minimap {
        for name in ["pointerdown", "pointermove"] {
            all.push(on::<PointerEvent>(shared, map, name, |shared, event| {
                if event.buttons() & 1 == 0 {
                    return;
                }
                if let Some(target) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) {
                    let _ = target.set_pointer_capture(event.pointer_id());
                }
                shared.gesture(|state, _| {
                    let (x, y) = scene_from_map(&state.scene, event.offset_x() as f32, event.offset_y() as f32);
                    state.centre(x, y, now());
                    true
                });
            }));
        }
    }
    for query in ["(prefers-color-scheme: dark)", "(forced-colors: active)"] {
        if let Some(list) = window().and_then(|window| window.match_media(query).ok().flatten()) {
            all.push(on::<Event>(shared, &list, "change", |shared, _| shared.refresh_look()));
        }
    }
    all
}

/// Listens without keeping the canvas alive.
fn on<E: JsCast>(
    shared: &Rc<Shared>,
    target: &EventTarget,
    name: &'static str,
    handle: impl Fn(&Rc<Shared>, &E) + 'static,
) -> EventListener {
    let shared = Rc::downgrade(shared);
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(target, name, options, move |event| {
        if let (Some(shared), Some(event)) = (shared.upgrade(), event.dyn_ref::<E>()) {
            handle(&shared, event);
        }
    })
}
