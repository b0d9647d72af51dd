//! What one can do with the picture: how it is placed, coloured and grouped; what is in it.

use yew::prelude::*;

use crate::engine::ExportFormat;
use crate::layout;
use crate::session::{Action, Dialog, Lit, Session};
use crate::ui::hooks::ports::{Ask, Ports};
use crate::ui::parts::button::{icon_button, icon_button_with, small_button};
use crate::ui::parts::choice::choice;
use crate::ui::parts::icon::icon;
use crate::ui::parts::query_field::QueryField;
use crate::view::graph::{Grouping, Reach};
use crate::view::scene::Palette;
use crate::view::words::{count, length};

/// The first row: tree or picture, layout, colour, grouping, what is open, undo, saving.
pub fn toolbar(session: &Session, dark: bool, ports: &Ports) -> Html {
    let shown_as = |as_tree: bool, name: &'static str, words: &'static str| {
        let pressed = session.as_tree == as_tree;
        html! {
            <button class="btn" type="button" aria-pressed={pressed.to_string()} title={words} onclick={ports.on_act(Action::AsTree(as_tree))}>
                { icon(name) }<span>{ words }</span>
            </button>
        }
    };
    html! {
        <div class="toolbar" role="toolbar" aria-label="Graph">
            <div class="seg" role="group" aria-label="Show as">
                { shown_as(false, "layers", "Graph") }{ shown_as(true, "tree", "Tree") }
            </div>
            { if session.as_tree { Html::default() } else { picture_tools(session, dark, ports) } }
            <span class="grow" />
            { shown(session) }
        </div>
    }
}

fn picture_tools(session: &Session, dark: bool, ports: &Ports) -> Html {
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
        <>
            { choices(session, ports) }
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
            <button class="btn small hide-m" type="button" title="Save as PNG" onclick={ports.on_ask(Ask::ExportPng(2))}><span>{ "PNG" }</span></button>
            <button class="btn small hide-m" type="button" title="Save in another format" onclick={ports.on_act(Action::Open(Some(Dialog::Save)))}><span>{ "More…" }</span></button>
        </>
    }
}

fn choices(session: &Session, ports: &Ports) -> Html {
    let view = &session.view;
    let present = layout::method(&view.layout).id;
    let layouts = layout::ALL.map(|method| (method.id.to_owned(), method.title.to_owned(), method.id == present));
    let several = session.workspace.as_ref().is_some_and(|workspace| workspace.files.len() > 1);
    let palettes: Vec<(String, String, bool)> = Palette::ALL
        .into_iter()
        .filter(|palette| {
            several || !matches!(palette, Palette::Difference | Palette::File) || *palette == view.palette
        })
        .map(|palette| (palette.as_str().to_owned(), palette.title().to_owned(), palette == view.palette))
        .collect();
    let none = (String::new(), "nothing".to_owned(), view.grouping.is_none());
    let groupings = Grouping::ALL
        .map(|grouping| (grouping.as_str().to_owned(), grouping.title().to_owned(), view.grouping == Some(grouping)));
    let groupings: Vec<_> = std::iter::once(none).chain(groupings).collect();
    html! {
        <>
            { choice("Layout", &layouts, ports.act.reform(Action::SetLayout)) }
            { choice("Colour", &palettes, ports.act.reform(|word: String| {
                Action::SetPalette(Palette::ALL.into_iter().find(|palette| palette.as_str() == word).unwrap_or_default())
            })) }
            { choice("As one", &groupings, ports.act.reform(|word: String| {
                Action::Group(Grouping::ALL.into_iter().find(|grouping| grouping.as_str() == word))
            })) }
        </>
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

/// The second row: the filter and what it left out; what is focused, chosen or compared.
pub fn filter_row(session: &Session, ports: &Ports) -> Html {
    let graph = session.graph.as_ref();
    let error = graph.and_then(|graph| graph.error.clone());
    html! {
        <div class="toolbar filter-row">
            <QueryField id="graph-query" label="Show only" placeholder="Show only… license:GPL*  depth<4  needs:openssl" value={session.view.query.clone()}
                is_wrong={error.is_some()} completions={session.completions.clone()} saved={session.saved_queries.clone()} on_query={ports.act.reform(Action::FilterGraph)} />
            <span class="left-out" role="status">{ match error {
                Some(error) => html! { <span class="bad">{ error }</span> },
                None => html! { { left_out(session) } },
            } }</span>
            <span class="grow" />
            { focus_tools(session, ports) }
            { compare_tools(session, ports) }
            { chosen_tools(session, ports) }
        </div>
    }
}

fn left_out(session: &Session) -> String {
    let Some(graph) = &session.graph else { return String::new() };
    let mut words = Vec::new();
    if let Some(matching) = graph.matching {
        words.push(match matching {
            0 => "nothing fits".to_owned(),
            1 => "1 fits, drawn with the ways to it".to_owned(),
            _ => format!("{} fit, drawn with the ways to them", length(matching)),
        });
    }
    if graph.hidden > 0 {
        words.push(format!("{} left out", length(graph.hidden)));
    }
    if graph.cap > 0 {
        words.push(format!("the first {} are drawn", length(graph.cap)));
    }
    let (drawn, all) = session.edges_shown;
    if drawn < all {
        words.push(format!("{} of {} lines in view drawn", length(drawn as usize), length(all as usize)));
    }
    words.join(", ")
}

fn focus_tools(session: &Session, ports: &Ports) -> Html {
    if session.view.focus.is_none() {
        return Html::default();
    }
    let around = match session.view.reach {
        Reach::Around(edges) => edges,
        _ => 0,
    };
    let reaches = [
        ("through", "on a route through it", session.view.reach == Reach::Through),
        ("needed-by", "what it affects", session.view.reach == Reach::NeededBy),
        ("needs", "what it reaches", session.view.reach == Reach::Needs),
        ("1", "1 step around", around == 1),
        ("2", "2 steps around", around == 2),
        ("3", "3 steps around", around == 3),
    ];
    let reaches = reaches.map(|(value, words, is_present)| (value.to_owned(), words.to_owned(), is_present));
    let on_reach = ports.act.reform(|word: String| {
        Action::Reach(match word.as_str() {
            "needed-by" => Reach::NeededBy,
            "needs" => Reach::Needs,
            other => other.parse().map_or(Reach::Through, Reach::Around),
        })
    });
    html! {
        <span class="tools">
            { choice("Focus on", &reaches, on_reach) }
            { small_button("Show all", ports.on_act(Action::Focus(None))) }
        </span>
    }
}

fn compare_tools(session: &Session, ports: &Ports) -> Html {
    let Some(workspace) = session.workspace.as_ref().filter(|_| session.view.palette == Palette::Difference) else {
        return Html::default();
    };
    let files: Vec<(u32, String)> =
        workspace.files.iter().filter(|file| file.included).map(|file| (file.id, file.name.clone())).collect();
    let [first, second, ..] = files.as_slice() else {
        return html! { <span class="dim">{ "A difference takes two files" }</span> };
    };
    let (before, after) = session.view.compare.or(workspace.pair).unwrap_or((first.0, second.0));
    let options = |present: u32| -> Vec<(String, String, bool)> {
        files.iter().map(|(id, name)| (id.to_string(), name.clone(), *id == present)).collect()
    };
    let number = |word: String| word.parse::<u32>().unwrap_or_default();
    html! {
        <span class="tools">
            { choice("Before", &options(before), ports.act.reform(move |word| Action::Compare(number(word), after))) }
            { choice("After", &options(after), ports.act.reform(move |word| Action::Compare(before, number(word)))) }
        </span>
    }
}

fn chosen_tools(session: &Session, ports: &Ports) -> Html {
    let chosen: Vec<u32> = session.chosen.iter().copied().collect();
    if chosen.is_empty() {
        return Html::default();
    }
    html! {
        <span class="tools" role="group" aria-label="What is chosen">
            <span><b>{ length(chosen.len()) }</b>{ " chosen" }</span>
            { small_button("Expand", ports.on_act(Action::ExpandAll(chosen.clone()))) }
            { small_button("Collapse", ports.on_act(Action::CollapseAll(chosen.clone()))) }
            { small_button("Hide", ports.on_act(Action::Hide(chosen))) }
            { small_button("Clear", ports.on_act(Action::Choose(Vec::new()))) }
        </span>
    }
}
