//! Bars: one stacked bar with patterns, and a table of bars. Widths are SVG attributes.

use yew::prelude::*;

/// One part of a stacked bar.
pub struct BarPart {
    pub title: &'static str,
    /// The class that fills it, such as `f-conflict`.
    pub fill: String,
    /// The pattern over it, such as `p-conflict`.
    pub pattern: Option<&'static str>,
    pub count: usize,
}

/// Parts side by side; every part that is there is at least as wide as a pattern.
pub fn stacked(label: &str, parts: &[BarPart], tall: bool) -> Html {
    const SMALLEST: f64 = 1.2;
    const GAP: f64 = 0.2;
    let present: Vec<&BarPart> = parts.iter().filter(|part| part.count > 0).collect();
    let total: usize = present.iter().map(|part| part.count).sum();
    let room = 100.0 - (SMALLEST + GAP) * present.len() as f64;
    let mut x = 0.0;
    let drawn: Html = present
        .iter()
        .map(|part| {
            let width = SMALLEST + room * part.count as f64 / total.max(1) as f64;
            let (left, wide) = (format!("{x:.2}%"), format!("{width:.2}%"));
            x += width + GAP;
            html! {
                <g>
                    <title>{ format!("{}: {}", part.title, part.count) }</title>
                    <rect class={part.fill.clone()} x={left.clone()} y="0" width={wide.clone()} height="100%" />
                    { part.pattern.map(|pattern| html! {
                        <rect fill={format!("url(#{pattern})")} x={left} y="0" width={wide} height="100%" />
                    }) }
                </g>
            }
        })
        .collect();
    html! { <svg class={classes!("stacked", tall.then_some("tall"))} role="img" aria-label={label.to_owned()}>{ drawn }</svg> }
}

/// One row of a table of bars.
pub fn bar_row(heading: Html, value: usize, most: usize) -> Html {
    let share = if most == 0 { 0.0 } else { value as f64 / most as f64 * 100.0 };
    html! {
        <tr>
            <th scope="row">{ heading }</th>
            <td class="barcell">
                <svg class="bar" aria-hidden="true">
                    <rect class="bartrack" width="100%" height="100%" />
                    <rect class="barfill" width={format!("{share:.1}%")} height="100%" />
                </svg>
            </td>
            <td class="num">{ crate::view::words::length(value) }</td>
        </tr>
    }
}
