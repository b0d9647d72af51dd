//! The matrix of the licences that are here: rows the work's licence, columns the component's.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::licenses::{LicenseClass, Verdict};
use crate::session::Action;
use crate::ui::hooks::ports::use_ports;
use crate::ui::parts::icon::{class_words, mark, verdict_words};
use crate::view::license_matrix::{Joined, LicenseMatrix};
use crate::view::words::{count, length};

#[derive(Properties, PartialEq)]
pub struct LicenseMatrixProps {
    pub matrix: Rc<LicenseMatrix>,
}

/// The matrix with a line that says what the cell in hand means.
#[component]
pub fn LicenseMatrixPanel(props: &LicenseMatrixProps) -> Html {
    let ports = use_ports();
    let picked = use_state(|| None::<usize>);
    let matrix = &props.matrix;
    let joined = |joined: Joined, words: &'static str| {
        html! {
            <button class="btn" type="button" aria-pressed={(matrix.joined == joined).to_string()} onclick={ports.on_act(Action::SetJoined(joined))}><span>{ words }</span></button>
        }
    };
    html! {
        <section class="fgroup">
            <header class="g-head">
                <h2>{ "Each licence that is here against each" }</h2><span class="grow" />
                <div class="seg" role="group" aria-label="How the code is joined">
                    { joined(Joined::Linked, "Linked") }
                    { joined(Joined::Merged, "Merged into one file or binary") }
                </div>
            </header>
            { if matrix.licenses.is_empty() { html! { <p class="nothing">{ "No component here has a licence that is known." }</p> } } else { html! {
                <>
                    <p class="lm-line" role="status">{ line(matrix, *picked) }</p>
                    <div class="scrollx">{ table(matrix, &picked) }</div>
                    <p class="dim small lm-line">{ legend(matrix) }</p>
                </>
            } } }
        </section>
    }
}

fn line(matrix: &LicenseMatrix, picked: Option<usize>) -> Html {
    let side = matrix.licenses.len();
    let found = picked.and_then(|at| {
        let (row, column) = (matrix.licenses.get(at / side)?, matrix.licenses.get(at % side)?);
        Some((row, column, matrix.cells.get(at)?))
    });
    match found {
        None => {
            html! { <span class="dim">{ "A row is the licence of the work, a column that of a component in it. Choose a cell to read why." }</span> }
        }
        Some((row, column, cell)) => html! {
            <>
                <code>{ column.license.clone() }</code>{ " into a work under " }<code>{ row.license.clone() }</code>{ " " }{ verdict_words(cell.verdict) }
                { if cell.reason.is_empty() { String::new() } else { format!(". {}", cell.reason) } }
                { if cell.clashes { ". A finding says that the two meet in one work here" } else { "" } }
            </>
        },
    }
}

fn table(matrix: &LicenseMatrix, picked: &UseStateHandle<Option<usize>>) -> Html {
    let side = matrix.licenses.len();
    // One cell is in the order of the Tab key; arrows go on from there.
    let onkeydown = {
        let picked = picked.clone();
        Callback::from(move |event: KeyboardEvent| {
            let at = picked.unwrap_or_default();
            let next = match event.key().as_str() {
                "ArrowRight" if at % side + 1 < side => at + 1,
                "ArrowLeft" if !at.is_multiple_of(side) => at - 1,
                "ArrowDown" if at + side < side * side => at + side,
                "ArrowUp" if at >= side => at - side,
                _ => return,
            };
            event.prevent_default();
            picked.set(Some(next));
            focus(next);
        })
    };
    html! {
        <table class="lmatrix" {onkeydown}>
            <caption class="unseen">{ "May the licence of the column go into a work under the licence of the row?" }</caption>
            <thead><tr>
                <td class="lm-corner">{ "work ↓ component →" }</td>
                { for matrix.licenses.iter().map(|license| html! { <th scope="col"><span class="lm-col"><code>{ license.license.clone() }</code></span></th> }) }
            </tr></thead>
            <tbody>{ for matrix.licenses.iter().enumerate().map(|(row, license)| html! {
                <>
                    { class_row(matrix, row) }
                    <tr>
                        <th scope="row"><code>{ license.license.clone() }</code><span class="dim">{ length(license.uses) }</span></th>
                        { for (0..side).map(|column| cell(matrix, row * side + column, picked)) }
                    </tr>
                </>
            }) }</tbody>
        </table>
    }
}

fn cell_id(at: usize) -> String {
    format!("lm-{at}")
}

fn focus(at: usize) {
    let cell = web_sys::window().and_then(|window| window.document()?.get_element_by_id(&cell_id(at)));
    if let Some(cell) = cell.and_then(|cell| cell.dyn_into::<HtmlElement>().ok()) {
        // A cell that is gone by now cannot take the focus; nothing to do then.
        let _ = cell.focus();
    }
}

/// A heading before the first licence of each class.
fn class_row(matrix: &LicenseMatrix, row: usize) -> Html {
    let class = |at: usize| matrix.licenses.get(at).map_or(LicenseClass::Unknown, |license| license.class);
    if row > 0 && class(row) == class(row - 1) {
        return Html::default();
    }
    let columns = (matrix.licenses.len() + 1).to_string();
    html! { <tr class="lm-class"><th scope="rowgroup" colspan={columns}>{ class_words(class(row)) }</th></tr> }
}

fn cell(matrix: &LicenseMatrix, at: usize, picked: &UseStateHandle<Option<usize>>) -> Html {
    let Some(cell) = matrix.cells.get(at) else { return html! { <td /> } };
    let choose = {
        let picked = picked.clone();
        Callback::from(move |_: MouseEvent| picked.set(Some(at)))
    };
    let over = {
        let picked = picked.clone();
        Callback::from(move |_: FocusEvent| picked.set(Some(at)))
    };
    let is_picked = **picked == Some(at);
    html! {
        <td class={classes!(format!("v-{}", cell.verdict.as_str()), cell.clashes.then_some("clash"), is_picked.then_some("picked"))}>
            <button type="button" id={cell_id(at)} tabindex={if picked.unwrap_or_default() == at { "0" } else { "-1" }} onclick={choose} onfocus={over} aria-label={cell.verdict.title()}>{ mark(cell.verdict) }</button>
        </td>
    }
}

fn legend(matrix: &LicenseMatrix) -> Html {
    let how = match matrix.joined {
        Joined::Linked => "Judged as linked at run time",
        Joined::Merged => "Judged as merged, which is what the OSADL matrix speaks of",
    };
    let kept = [Verdict::Allowed, Verdict::Duties, Verdict::Review, Verdict::Conflict, Verdict::NoSource];
    html! {
        <>
            { for kept.into_iter().map(|verdict| html! { <span class="lm-key">{ verdict_words(verdict) }</span> }) }
            { format!("{how}, for a product shipped as binary, nothing modified. A ring: a finding says the two meet in one work. {}. ", matrix.matrix) }
            { if matrix.left_out > 0 { format!("The {} most used licences of {} are shown. ", length(matrix.licenses.len()), length(matrix.licenses.len() + matrix.left_out)) } else { String::new() } }
            { if matrix.unnamed > 0 { format!("Left out: {} without a single licence of the SPDX list. ", count(matrix.unnamed, "term")) } else { String::new() } }
        </>
    }
}
