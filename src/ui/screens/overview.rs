//! The overview: figures, what needs a person, what was not looked at.

use yew::prelude::*;

use crate::licenses::{LicenseClass, Verdict};
use crate::session::{Action, Dialog, QualityPart, Screen};
use crate::ui::hooks::later::use_later;
use crate::ui::hooks::ports::{Ports, use_ports};
use crate::ui::parts::bar::{BarPart, bar_row, stacked};
use crate::ui::parts::component_link::component_link;
use crate::ui::parts::icon::{icon, mark};
use crate::view::files::{FileView, WorkspaceView};
use crate::view::hygiene::CHECKED_UNASKED;
use crate::view::overview::{Ask, Opens, OverviewView, Stat};
use crate::view::quality_figures::QualityFigures;
use crate::view::query::verdict_query;
use crate::view::words::length;

/// How long after the figures the first panels are drawn, and the others below them, so that none of the three keeps the page for
/// long. Milliseconds.
const FIRST_PANELS: u32 = 20;
const OTHER_PANELS: u32 = 60;

#[derive(Properties, PartialEq)]
pub struct OverviewProps {
    pub view: std::rc::Rc<OverviewView>,
    pub workspace: std::rc::Rc<WorkspaceView>,
    /// Vulnerabilities, hygiene, SBOMs; `None` until they are asked for and known.
    pub figures: Option<std::rc::Rc<QualityFigures>>,
}

/// The overview screen.
#[component]
pub fn OverviewScreen(props: &OverviewProps) -> Html {
    let ports = use_ports();
    let view = &props.view;
    let (with_first, with_others) = (use_later(true, FIRST_PANELS), use_later(true, OTHER_PANELS));
    html! {
        <div class="pad">
            { verdict_band(view, &ports) }
            <section class="stats" aria-label="Figures">{ for view.stats.iter().map(|figure| stat(figure, &ports)) }</section>
            { quality(props, &ports) }
            { if with_first { first_panels(view, &ports) } else { Html::default() } }
            { if with_others { other_panels(props, &ports) } else { Html::default() } }
        </div>
    }
}

fn first_panels(view: &OverviewView, ports: &Ports) -> Html {
    html! {
        <div class="cols">
            { asks(view, ports) }
            { not_looked_at(view) }
        </div>
    }
}

fn other_panels(props: &OverviewProps, ports: &Ports) -> Html {
    let view = &props.view;
    html! {
        <>
            <div class="cols three">
                { classes_panel(view) }
                { licenses_panel(view, ports) }
                { depths_panel(view) }
            </div>
            { between_panel(view, ports) }
            <div class="cols">
                { files_panel(&props.workspace, ports) }
                { heaviest_panel(view, ports) }
            </div>
        </>
    }
}

fn verdict_band(view: &OverviewView, ports: &Ports) -> Html {
    let parts: Vec<BarPart> = view
        .verdicts
        .iter()
        .map(|(verdict, count)| BarPart {
            title: verdict.title(),
            fill: format!("f-{}", verdict.as_str()),
            pattern: pattern(*verdict),
            count: *count,
        })
        .collect();
    let judged: usize = view.verdicts.iter().map(|(_, count)| count).sum();
    html! {
        <section class="verdict-band" aria-label="Licences by verdict">
            <header class="sec-head">
                <h2>{ "Licences by verdict" }</h2>
                <span class="dim">{ format!("{} components, judged for: {}", length(judged), view.judged_for) }</span>
            </header>
            { stacked("Licences by verdict", &parts, true) }
            <ul class="bandkey">{ for view.verdicts.iter().map(|(verdict, count)| html! {
                <li><button type="button" class="link" onclick={open_query(ports, verdict_query(*verdict))}>
                    { mark(*verdict) }<span>{ verdict.title() }</span><b>{ length(*count) }</b>
                </button></li>
            }) }</ul>
        </section>
    }
}

/// The pattern that says a verdict without colour.
fn pattern(verdict: Verdict) -> Option<&'static str> {
    match verdict {
        Verdict::Allowed => None,
        Verdict::Duties => Some("p-duties"),
        Verdict::Review => Some("p-review"),
        Verdict::Conflict => Some("p-conflict"),
        Verdict::NoSource => Some("p-nosource"),
        Verdict::Unknown => Some("p-unknown"),
        Verdict::NotShipped => Some("p-notshipped"),
    }
}

fn open_query(ports: &Ports, query: String) -> Callback<MouseEvent> {
    let act = ports.act.clone();
    Callback::from(move |_: MouseEvent| {
        act.emit(Action::SetQuery(query.clone()));
        act.emit(Action::Show(Screen::Inventory));
    })
}

fn stat(figure: &Stat, ports: &Ports) -> Html {
    let onclick = match figure.opens {
        Opens::Inventory if figure.title.starts_with("duplicate") => open_query(ports, "duplicate:yes".to_owned()),
        Opens::Inventory => open_query(ports, String::new()),
        Opens::Graph => ports.on_act(Action::Show(Screen::Graph)),
        Opens::Licenses => ports.on_act(Action::Show(Screen::Licenses)),
        Opens::Files => ports.on_act(Action::FoldRail(false)),
        Opens::Vulnerabilities => ports.on_act(Action::ShowQuality(QualityPart::Vulnerabilities)),
        Opens::Hygiene => ports.on_act(Action::ShowQuality(QualityPart::Hygiene)),
        Opens::Sbom => ports.on_act(Action::ShowQuality(QualityPart::Sbom)),
    };
    html! {
        <button type="button" class="stat" {onclick}>
            <b>{ figure.value.clone() }</b><span>{ figure.title.clone() }</span><i>{ figure.note.clone() }</i>
        </button>
    }
}

/// The figures of the view Quality, or doors to it where they are not known yet.
fn quality(props: &OverviewProps, ports: &Ports) -> Html {
    let is_large = props.workspace.components > CHECKED_UNASKED;
    let door = |title: &str, opens| Stat {
        value: "…".to_owned(),
        title: title.to_owned(),
        note: if is_large { "press to check" } else { "checking" }.to_owned(),
        opens,
    };
    let stats = match &props.figures {
        Some(figures) => figures.stats.clone(),
        None => vec![
            door("known vulnerabilities", Opens::Vulnerabilities),
            door("findings of hygiene", Opens::Hygiene),
            door("SBOMs measured", Opens::Sbom),
        ],
    };
    html! { <section class="stats three" aria-label="Quality">{ for stats.iter().map(|figure| stat(figure, ports)) }</section> }
}

fn asks(view: &OverviewView, ports: &Ports) -> Html {
    let more = view.asks_total - view.asks.len();
    html! {
        <section class="panel wide">
            <header class="sec-head">
                <h2>{ "What needs a person" }</h2><span class="dim">{ "grouped by the place to fix" }</span><span class="grow" />
                <button type="button" class="link" onclick={ports.on_act(Action::Show(Screen::Licenses))}>{ "All findings" }</button>
            </header>
            { if view.asks.is_empty() { html! {
                <p class="nothing">{ "Nothing was found to need a person, by the sources and the context named above. What was not looked at stands beside it." }</p>
            } } else { html! {
                <table class="dense asks">
                    <thead><tr><th>{ "Place to fix" }</th><th>{ "Findings" }</th><th>{ "Why" }</th><th class="hide-m">{ "Where" }</th></tr></thead>
                    <tbody>{ for view.asks.iter().map(|entry| ask_row(entry, ports)) }</tbody>
                </table>
            } } }
            { if more > 0 { html! { <p class="dim small">{ format!("{} of {} places shown", view.asks.len(), length(view.asks_total)) }</p> } } else { Html::default() } }
        </section>
    }
}

fn ask_row(entry: &Ask, ports: &Ports) -> Html {
    html! {
        <tr>
            <td>{ match &entry.place {
                Some(link) => component_link(link, &ports.act),
                None => html! { <span class="comp">{ mark(entry.verdict) }<span>{ entry.place_words.clone() }</span></span> },
            } }</td>
            <td class={format!("v-{} vword", entry.verdict.as_str())}>{ entry.findings.clone() }</td>
            <td class="wrap">{ entry.why.clone() }</td>
            <td class="hide-m dim">{ entry.position.clone() }</td>
        </tr>
    }
}

fn not_looked_at(view: &OverviewView) -> Html {
    html! {
        <section class="panel">
            <header class="sec-head"><h2>{ "Not looked at" }</h2></header>
            <ul class="notes">{ for view.not_looked_at.iter().map(|line| html! {
                <li>{ icon(if line.contains("could not be read") { "notice" } else { "eye" }) }<span>{ line.clone() }</span></li>
            }) }</ul>
        </section>
    }
}

fn classes_panel(view: &OverviewView) -> Html {
    let parts: Vec<BarPart> = view
        .classes
        .iter()
        .map(|(class, count)| {
            let fill =
                if *class == LicenseClass::Unknown { "f-cunknown".to_owned() } else { format!("f-{}", class.as_str()) };
            BarPart { title: class.title(), fill, pattern: class_pattern(*class), count: *count }
        })
        .collect();
    html! {
        <section class="panel">
            <header class="sec-head"><h2>{ "Licence classes" }</h2></header>
            { stacked("Licence classes", &parts, false) }
            <ul class="classkey">{ for view.classes.iter().map(|(class, count)| html! {
                <li>
                    <span class={format!("cbadge c-{}", class.as_str())} aria-hidden="true">{ class.letter() }</span>
                    <span>{ class.title() }</span><b>{ length(*count) }</b>
                </li>
            }) }</ul>
        </section>
    }
}

fn class_pattern(class: LicenseClass) -> Option<&'static str> {
    match class {
        LicenseClass::Permissive => None,
        LicenseClass::PublicDomain => Some("p-nosource"),
        LicenseClass::WeakCopyleft => Some("p-duties"),
        LicenseClass::StrongCopyleft => Some("p-review"),
        LicenseClass::NetworkCopyleft => Some("p-conflict"),
        LicenseClass::Restricted => Some("p-unknown"),
        LicenseClass::Unknown => Some("p-notshipped"),
    }
}

fn licenses_panel(view: &OverviewView, ports: &Ports) -> Html {
    let most = view.licenses.first().map_or(0, |(_, uses)| *uses);
    html! {
        <section class="panel">
            <header class="sec-head">
                <h2>{ "Most used licences" }</h2><span class="grow" />
                <button type="button" class="link" onclick={ports.on_act(Action::Show(Screen::Licenses))}>{ format!("All {}", length(view.licenses_total)) }</button>
            </header>
            { if view.licenses.is_empty() { html! { <p class="nothing">{ "These files state no licence." }</p> } } else { html! {
                <table class="bars"><tbody>{ for view.licenses.iter().map(|(expression, uses)| {
                    bar_row(html! { <code class="trunc cut">{ expression.clone() }</code> }, *uses, most)
                }) }</tbody></table>
            } } }
        </section>
    }
}

fn depths_panel(view: &OverviewView) -> Html {
    const SHOWN: usize = 14;
    /// Of the bars, in pixels.
    const TALLEST: f64 = 110.0;
    let most = view.depths.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let words: Vec<String> = view.depths.iter().map(|(depth, count)| format!("{count} at depth {depth}")).collect();
    let bars = view.depths.iter().take(SHOWN).map(|(depth, count)| {
        html! {
            <div class="hcol">
                <span>{ length(*count) }</span>
                <svg height={format!("{:.1}", TALLEST * *count as f64 / most.max(1) as f64)}><rect class="barfill" width="100%" height="100%" /></svg>
                <span class="hx">{ *depth }</span>
            </div>
        }
    });
    html! {
        <section class="panel">
            <header class="sec-head">
                <h2>{ "Components by depth" }</h2>
                { if view.depths.len() > SHOWN { html! { <span class="dim">{ format!("first {SHOWN} of {}", view.depths.len()) }</span> } } else { Html::default() } }
            </header>
            { if view.depths.is_empty() { html! { <p class="nothing">{ "No component has a route from a root." }</p> } } else { html! {
                <div class="histo" role="img" aria-label={format!("Components by depth: {}", words.join(", "))}>{ for bars }</div>
            } } }
        </section>
    }
}

fn files_panel(workspace: &WorkspaceView, ports: &Ports) -> Html {
    html! {
        <section class="panel wide">
            <header class="sec-head"><h2>{ "Files" }</h2><span class="dim">{ "what each one tells" }</span></header>
            <div class="scrollx"><table class="dense">
                <thead><tr>
                    <th>{ "File" }</th><th>{ "Format" }</th><th class="num">{ "Components" }</th><th class="num">{ "Dependencies" }</th>
                    <th>{ "Licence stated" }</th><th>{ "Scope stated" }</th><th>{ "Hashes" }</th>
                </tr></thead>
                <tbody>{ for workspace.files.iter().map(|file| match &file.table {
                    Some(table) => html! {
                        <tr>
                            <td title={format!("{}, SHA-256 {}", file.name, file.sha256)}>{ file_link(file, ports) }</td><td>{ file.format.clone() }</td>
                            <td class="num">{ length(table.components) }</td><td class="num">{ length(table.dependencies) }</td>
                            <td>{ table.licenses.clone() }</td><td>{ table.scopes.clone() }</td><td>{ table.hashes.clone() }</td>
                        </tr>
                    },
                    None => html! {
                        <tr>
                            <td title={file.name.clone()}>{ file_link(file, ports) }</td><td>{ file.format.clone() }</td>
                            <td class="dim" colspan="5">{ match &file.error {
                                Some(error) => error.message.clone(),
                                None => file.lines.join(", "),
                            } }</td>
                        </tr>
                    },
                }) }</tbody>
            </table></div>
        </section>
    }
}

/// A file's name; a press opens the report on it.
fn file_link(file: &FileView, ports: &Ports) -> Html {
    html! {
        <button type="button" class="link accent trunc cut wide" aria-haspopup="dialog" onclick={ports.on_act(Action::Open(Some(Dialog::Report(file.id))))}>{ file.name.clone() }</button>
    }
}

fn between_panel(view: &OverviewView, ports: &Ports) -> Html {
    if view.between.is_empty() {
        return Html::default();
    }
    html! {
        <section class="panel wide">
            <header class="sec-head"><h2>{ "Between the files" }</h2><span class="dim">{ "of one project" }</span></header>
            <ul class="notes">{ for view.between.iter().map(|(position, sentence)| html! {
                <li>{ icon("file") }<button type="button" class="link accent" aria-haspopup="dialog" onclick={ports.on_act(Action::Open(Some(Dialog::Between(*position))))}>{ sentence.clone() }</button></li>
            }) }</ul>
        </section>
    }
}

fn heaviest_panel(view: &OverviewView, ports: &Ports) -> Html {
    let most = view.heaviest.first().map_or(0, |(_, weight)| *weight);
    html! {
        <section class="panel">
            <header class="sec-head"><h2>{ "Brings the most" }</h2><span class="dim">{ "and would leave with it" }</span></header>
            { if view.heaviest.is_empty() { html! { <p class="nothing">{ "No component brings another that nothing else needs." }</p> } } else { html! {
                <table class="bars"><tbody>{ for view.heaviest.iter().map(|(link, weight)| {
                    bar_row(component_link(link, &ports.act), *weight, most)
                }) }</tbody></table>
            } } }
        </section>
    }
}
