//! What leaves if it goes: boxes, or the table that says the same.

use yew::prelude::*;

use super::ask;
use crate::licenses::Verdict;
use crate::session::{Action, Session};
use crate::ui::hooks::ports::Ports;
use crate::ui::parts::component_link::component_link;
use crate::view::complexity::{BoxKind, ComplexityRequest, ComplexityView, Picture, PictureBox, PictureKind};
use crate::view::words::{count, length};

/// The panel, with the choice of the form above.
pub fn panel(session: &Session, view: &ComplexityView, ports: &Ports) -> Html {
    let asked = &session.complexity_request;
    let hint = match asked.picture {
        PictureKind::Icicle => "height is the number of components that nothing else needs",
        PictureKind::Treemap => "area is the number of components that nothing else needs",
        PictureKind::Table => "direct dependencies, and what nothing else needs",
    };
    let form = |kind: &PictureKind| {
        let request = ComplexityRequest { picture: *kind, ..asked.clone() };
        html! {
            <button class="btn" type="button" aria-pressed={(*kind == asked.picture).to_string()} onclick={ask(ports, request)}><span>{ kind.title() }</span></button>
        }
    };
    html! {
        <section class="panel wide" aria-label="What leaves if it goes">
            <header class="sec-head">
                <h2>{ "What leaves if it goes" }</h2><span class="dim">{ hint }</span><span class="grow" />
                <div class="seg" role="group" aria-label="Shown as">{ for PictureKind::ALL.iter().map(form) }</div>
            </header>
            { if asked.picture == PictureKind::Table { table(view, ports) } else { html! {
                <>
                    { crumbs(&view.picture, asked, ports) }
                    { boxes(session, view, ports) }
                    { legend(session, view) }
                    <p class="dim small">{ view.picture.words.clone() }</p>
                </>
            } } }
        </section>
    }
}

/// The way from everything down to what is drawn.
fn crumbs(picture: &Picture, asked: &ComplexityRequest, ports: &Ports) -> Html {
    if picture.within.is_empty() {
        return Html::default();
    }
    let to = |within| ask(ports, ComplexityRequest { within, ..asked.clone() });
    html! {
        <nav class="crumbs" aria-label="Drawn part">
            <button type="button" class="link accent" onclick={to(None)}>{ "everything" }</button>
            { for picture.within.iter().map(|link| html! {
                <><span aria-hidden="true">{ "›" }</span><button type="button" class="link accent" onclick={to(Some(link.node))}>{ link.label() }</button></>
            }) }
        </nav>
    }
}

/// The boxes as a tree: arrows walk it, Enter looks into a box, Backspace out again.
fn boxes(session: &Session, view: &ComplexityView, ports: &Ports) -> Html {
    let picture = &view.picture;
    let selected = |found: &PictureBox| found.link.as_ref().is_some_and(|link| Some(link.node) == session.selected);
    let at = picture.boxes.iter().position(selected);
    let onkeydown = {
        let (boxes, asked, act) = (picture.boxes.clone(), session.complexity_request.clone(), ports.act.clone());
        let above = picture.within.iter().rev().nth(1).map(|link| link.node);
        Callback::from(move |event: KeyboardEvent| {
            let action = match event.key().as_str() {
                "Enter" => boxes.get(at.unwrap_or(0)).filter(|found| found.has_more).and_then(|found| {
                    let within = Some(found.link.as_ref()?.node);
                    Some(Action::Complexity(ComplexityRequest { within, ..asked.clone() }))
                }),
                "Backspace" => Some(Action::Complexity(ComplexityRequest { within: above, ..asked.clone() })),
                key => step(&boxes, at, key).map(|node| Action::Select(Some(node))),
            };
            if let Some(action) = action {
                event.prevent_default();
                act.emit(action);
            }
        })
    };
    let view_box = format!("0 0 {} {}", picture.width, picture.height);
    html! {
        <svg class="icicle" id="leaving" viewBox={view_box} role="tree" tabindex="0" {onkeydown}
            aria-label="What leaves with what. Arrows walk, Enter looks into a box, Backspace out again; the table says the same"
            aria-activedescendant={at.map(|at| format!("leaving-{at}"))}>
            { for picture.boxes.iter().enumerate().map(|(position, found)| one(position, found, selected(found), session, ports)) }
        </svg>
    }
}

fn one(position: usize, found: &PictureBox, is_selected: bool, session: &Session, ports: &Ports) -> Html {
    let verdict = found.link.as_ref().map(|link| link.verdict);
    let kind = match found.kind {
        BoxKind::Everything | BoxKind::Root => "head",
        BoxKind::Direct => "own",
        BoxKind::Leaving | BoxKind::Folded => "sub",
        BoxKind::Shared => "shared",
    };
    let clashes = verdict == Some(Verdict::Conflict);
    let classes = classes!("ice", kind, clashes.then_some("v-conflict"), is_selected.then_some("sel"));
    let words = format!(
        "{}: {}",
        found.link.as_ref().map_or(found.label.clone(), |link| link.label()),
        count(found.count, "component")
    );
    let (x, y) = (found.x + 1.0, found.y + 0.75);
    let (width, height) = ((found.width - 2.0).max(0.5), (found.height - 1.5).max(0.5));
    // A letter is about six units wide; what has no room says its name in the title.
    let is_upright = found.width < 40.0 && found.height > 60.0;
    let room = if is_upright { height } else { width };
    let letters = ((room - 12.0) / 6.2).max(0.0) as usize;
    let number = length(found.count);
    let has_number = !is_upright && letters > number.len() + 4;
    let shown: String = if found.label.chars().count() > letters.saturating_sub(number.len() + 1) {
        let cut: String = found.label.chars().take(letters.saturating_sub(number.len() + 2)).collect();
        if cut.chars().count() < 2 { String::new() } else { format!("{cut}…") }
    } else {
        found.label.clone()
    };
    // A box with boxes inside (a treemap) keeps its name at its upper edge.
    let text_y = if found.has_more && session.complexity_request.picture == PictureKind::Treemap {
        y + 12.0
    } else {
        y + height / 2.0 + 4.0
    };
    let text_class = classes!(
        "icet",
        clashes.then_some("clash"),
        matches!(found.kind, BoxKind::Everything | BoxKind::Root).then_some("strong")
    );
    let (onclick, ondblclick) = match &found.link {
        Some(link) => {
            let node = link.node;
            let within = ComplexityRequest { within: Some(node), ..session.complexity_request.clone() };
            let zoom = if found.has_more { ask(ports, within) } else { Callback::noop() };
            (ports.on_act(Action::Select(Some(node))), zoom)
        }
        None => (Callback::noop(), Callback::noop()),
    };
    html! {
        <g id={format!("leaving-{position}")} role="treeitem" aria-level={(found.level + 1).to_string()} aria-selected={is_selected.to_string()} aria-label={words.clone()} {onclick} {ondblclick}>
            <title>{ words }</title>
            <rect class={classes} x={format!("{x:.1}")} y={format!("{y:.1}")} width={format!("{width:.1}")} height={format!("{height:.1}")} />
            { if (if is_upright { width } else { height }) < 11.0 || shown.is_empty() { Html::default() } else if is_upright {
                let (middle, centre) = (x + width / 2.0 + 4.0, y + height / 2.0);
                html! { <text class={text_class} text-anchor="middle" transform={format!("translate({middle:.1} {centre:.1}) rotate(-90)")}>{ format!("{shown}, {number}") }</text> }
            } else { html! {
                <>
                    <text class={text_class} x={format!("{:.1}", x + 6.0)} y={format!("{text_y:.1}")}>{ shown }</text>
                    { if has_number { html! { <text class="icet dimt" text-anchor="end" x={format!("{:.1}", x + width - 6.0)} y={format!("{text_y:.1}")}>{ number }</text> } } else { Html::default() } }
                </>
            } } }
        </g>
    }
}

/// The component an arrow leads to: left the box it would leave with, right the first in it, up and down its neighbours.
fn step(boxes: &[PictureBox], at: Option<usize>, key: &str) -> Option<u32> {
    let node = |position: usize| boxes.get(position).and_then(|found| found.link.as_ref()).map(|link| link.node);
    let first_in =
        |parent: usize| (0..boxes.len()).find(|other| boxes[*other].parent == Some(parent) && node(*other).is_some());
    if !matches!(key, "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown") {
        return None;
    }
    let Some(at) = at else { return first_in(0).and_then(node) };
    let parent = boxes.get(at)?.parent;
    let is_neighbour = |other: &usize| boxes[*other].parent == parent && node(*other).is_some();
    match key {
        "ArrowLeft" => parent.and_then(node),
        "ArrowRight" => first_in(at).and_then(node),
        "ArrowUp" => (0..at).rev().find(is_neighbour).and_then(node),
        _ => (at + 1..boxes.len()).find(is_neighbour).and_then(node),
    }
}

fn legend(session: &Session, view: &ComplexityView) -> Html {
    let swatch = |classes: &'static str, words: &'static str| {
        html! {
            <span><svg class="sw" aria-hidden="true"><rect class={classes!("ice", classes)} x="0.5" y="0.5" width="13" height="9" /></svg>{ words }</span>
        }
    };
    let found = view.picture.boxes.iter().find_map(|found| {
        let link = found.link.as_ref().filter(|link| Some(link.node) == session.selected)?;
        Some((link.label(), found.count))
    });
    html! {
        <div class="icelegend">
            { swatch("own", "direct") }{ swatch("sub", "leaves with it") }{ swatch("shared", "shared, stays while one owner stays") }{ swatch("v-conflict", "conflict") }
            <span class="grow" />
            { match found {
                Some((label, all)) => html! { <span class="selnote"><b>{ label }</b>{ format!(": {} would leave", length(all)) }</span> },
                None => html! { <span class="selnote dim">{ "Press a box to select it, twice to look into it" }</span> },
            } }
        </div>
    }
}

fn table(view: &ComplexityView, ports: &Ports) -> Html {
    html! {
        <div class="scrollx"><table class="dense">
            <thead><tr><th>{ "Direct dependency" }</th><th class="num">{ "Would leave" }</th><th class="num">{ "Brings" }</th><th>{ "Licence" }</th></tr></thead>
            <tbody>{ for view.weights.iter().map(|row| html! {
                <tr><td>{ component_link(&row.link, &ports.act) }</td><td class="num">{ length(row.leaves + 1) }</td><td class="num">{ length(row.brings) }</td><td class="dim">{ row.license.clone() }</td></tr>
            }) }</tbody>
        </table></div>
    }
}
