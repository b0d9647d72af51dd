//! Two routes that share their beginning, drawn to the place where they part and on to their ends.

use yew::prelude::*;

use super::icon::mark;
use super::route::route_line;
use crate::view::licenses::Side;
use crate::view::text_width::{Weight, text_width};
use crate::view::words::{Link, count};

const HEIGHT: f32 = 40.0;
const GAP: f32 = 52.0;
const MIDDLE: f32 = 74.0;
/// Of names, in pixels.
const LETTERS: f32 = 12.0;

/// A box of the drawing: a component, or steps that are folded.
struct Stop<'a> {
    link: Option<&'a Link>,
    words: String,
    below: String,
    x: f32,
    width: f32,
}

/// The drawing; nothing where the two do not share a root.
pub fn meeting(a: &Side, b: &Side) -> Html {
    let shared = a.route.iter().zip(&b.route).take_while(|(a, b)| a.node == b.node).count();
    if shared == 0 {
        return Html::default();
    }
    let trunk = stops(a.route.get(..shared).unwrap_or_default(), 2.0, "");
    let fork = trunk.last().map_or(0.0, |stop| stop.x + stop.width);
    let upper = stops(a.route.get(shared..).unwrap_or_default(), fork + GAP, &a.license);
    let lower = stops(b.route.get(shared..).unwrap_or_default(), fork + GAP, &b.license);
    let width =
        [&trunk, &upper, &lower].into_iter().flatten().map(|stop| stop.x + stop.width).fold(0.0, f32::max) + 4.0;
    let title = format!("Route A: {}. Route B: {}", route_line(&a.route), route_line(&b.route));
    let meeting_x = trunk.last().map_or(0.0, |stop| stop.x + stop.width / 2.0);
    html! {
        <svg class="meet" viewBox={format!("0 0 {width:.0} 148")} role="img" aria-label={title}>
            <defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse" orient="auto">
                <path class="arrow" d="M0 .8 7.2 4 0 7.2z" /></marker></defs>
            { line(&trunk, MIDDLE, "redge") }
            { curve(fork, &upper, 34.0, "redge a") }{ line(&upper, 34.0, "redge a") }
            { curve(fork, &lower, 114.0, "redge b") }{ line(&lower, 114.0, "redge b") }
            { letter("A", fork, &upper, 20.0) }{ letter("B", fork, &lower, 138.0) }
            { boxes(&trunk, MIDDLE, true) }
            { if shared > 1 { html! { <text class="rmeet" x={format!("{meeting_x:.1}")} y="46">{ "they meet here" }</text> } } else { Html::default() } }
            { boxes(&upper, 34.0, false) }{ boxes(&lower, 114.0, false) }
        </svg>
    }
}

/// At most three boxes for a part of a route: its first, what is folded, its last.
fn stops<'a>(route: &'a [Link], start: f32, license: &str) -> Vec<Stop<'a>> {
    let mut x = start;
    let mut out = Vec::new();
    let last = route.len().saturating_sub(1);
    for (position, link) in route.iter().enumerate() {
        let folded = last > 2 && position > 0 && position < last;
        if folded && position > 1 {
            continue;
        }
        let (link, words, below) = match (folded, position == last && !license.is_empty()) {
            (true, _) => (None, count(last - 1, "more step"), String::new()),
            (false, true) => (Some(link), link.name.clone(), join(&link.version, license)),
            (false, false) => (Some(link), link.name.clone(), link.version.clone()),
        };
        let name = text_width(&words, LETTERS, Weight::Semibold) + 40.0;
        let width = name.max(below.chars().count() as f32 * 6.7 + 40.0).min(300.0);
        out.push(Stop { link, words, below, x, width });
        x += width + GAP;
    }
    out
}

fn join(version: &str, license: &str) -> String {
    if version.is_empty() { license.to_owned() } else { format!("{version} · {license}") }
}

fn line(stops: &[Stop], y: f32, class: &'static str) -> Html {
    stops
        .iter()
        .zip(stops.iter().skip(1))
        .map(|(from, to)| {
            let path = format!("M{:.1} {y}H{:.1}", from.x + from.width, to.x - 2.0);
            html! { <path {class} marker-end="url(#arrow)" d={path} /> }
        })
        .collect()
}

fn curve(fork: f32, stops: &[Stop], y: f32, class: &'static str) -> Html {
    let Some(first) = stops.first() else { return Html::default() };
    let (from, half) = (MIDDLE + if y < MIDDLE { -10.0 } else { 10.0 }, fork + GAP / 2.0);
    let path = format!("M{fork:.1} {from}C{half:.1} {from} {half:.1} {y} {:.1} {y}", first.x - 2.0);
    html! { <path {class} marker-end="url(#arrow)" d={path} /> }
}

fn letter(words: &'static str, fork: f32, stops: &[Stop], y: f32) -> Html {
    if stops.is_empty() {
        return Html::default();
    }
    html! { <text class="rroute" x={format!("{:.1}", fork + GAP / 2.0)} y={y.to_string()}>{ words }</text> }
}

fn boxes(stops: &[Stop], y: f32, is_trunk: bool) -> Html {
    let last = stops.len().saturating_sub(1);
    stops
        .iter()
        .enumerate()
        .map(|(position, stop)| {
            let is_root = stop.link.is_some_and(|link| link.is_root);
            let class = match (is_trunk, position == last) {
                (true, true) if !is_root => "rnode meeting",
                (false, true) => "rnode clash",
                _ if is_root => "rnode root",
                _ => "rnode",
            };
            let symbol = match stop.link {
                Some(link) if link.is_root => html! {
                    <rect class="rootshape" x={px(stop.x + 9.0)} y={px(y - 12.0)} width="10" height="10" rx="2" />
                },
                Some(link) => html! { <svg x={px(stop.x + 9.0)} y={px(y - 12.0)} width="11" height="11">{ mark(link.verdict) }</svg> },
                None => Html::default(),
            };
            html! {
                <g {class}>
                    <rect x={px(stop.x)} y={px(y - HEIGHT / 2.0)} width={px(stop.width)} height={px(HEIGHT)} rx="4" />
                    { symbol }
                    <text class="rname" x={px(stop.x + 26.0)} y={px(y - 2.5)}>{ cut(&stop.words, 38) }</text>
                    <text class="rver" x={px(stop.x + 26.0)} y={px(y + 12.0)}>{ cut(&stop.below, 38) }</text>
                </g>
            }
        })
        .collect()
}

fn px(value: f32) -> String {
    format!("{value:.1}")
}

fn cut(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        text.to_owned()
    } else {
        text.chars().take(letters - 1).chain(['…']).collect()
    }
}
