//! An SBOM by a profile: coverage first, each number with the list that fails; the score second; the rules of its format.

use std::rc::Rc;

use yew::prelude::*;

use super::list_in_inventory;
use super::profile_editor::ProfileEditor;
use crate::session::{Action, Session};
use crate::ui::hooks::ports::{Ports, use_ports};
use crate::ui::parts::button::small_button;
use crate::ui::parts::choice::choice;
use crate::ui::parts::component_link::component_link;
use crate::ui::parts::icon::{classed_icon, icon};
use crate::ui::parts::outward::outward;
use crate::view::quality::{QualityLine, QualityRequest, QualityView, RuleLine};
use crate::view::words::{count, length};

/// The id of the profile that the page gives as text.
const OWN: &str = "own";

/// The part.
pub fn part(session: &Session, view: &Rc<QualityView>, ports: &Ports) -> Html {
    let asked = &session.quality_request;
    html! {
        <div class="pad qsbom">
            { if view.files.is_empty() { html! {
                <p class="nothing"><b>{ "No SBOM is loaded" }</b>{ ". Drop a CycloneDX, SPDX, Syft or Trivy file: lockfiles are not measured by what SBOMs should hold." }</p>
            } } else { choices(asked, view, ports) } }
            { if view.lines.is_empty() { Html::default() } else { html! {
                <div class="cols">
                    { coverage(view, ports) }
                    <div class="stackcol">{ score(view) }{ rules(view) }</div>
                </div>
            } } }
            <ProfileEditor request={asked.clone()} errors={view.errors.clone()} templates={view.templates.clone()} />
        </div>
    }
}

fn choices(asked: &QualityRequest, view: &QualityView, ports: &Ports) -> Html {
    let files: Vec<(String, String, bool)> =
        view.files.iter().map(|(id, name)| (id.to_string(), name.clone(), *id == view.file)).collect();
    let is_own = asked.own.is_some();
    let mut profiles: Vec<(String, String, bool)> =
        view.profiles.iter().map(|(id, title)| (id.clone(), title.clone(), !is_own && *id == view.profile)).collect();
    if is_own {
        profiles.push((OWN.to_owned(), "Own profile, as written below".to_owned(), true));
    }
    let on_file = {
        let asked = asked.clone();
        ports.act.reform(move |id: String| Action::Quality(QualityRequest { file: id.parse().ok(), ..asked.clone() }))
    };
    let on_profile = {
        let asked = asked.clone();
        ports.act.reform(move |profile: String| {
            Action::Quality(match profile.as_str() {
                OWN => asked.clone(),
                _ => QualityRequest { profile, own: None, ..asked.clone() },
            })
        })
    };
    html! {
        <div class="row qchoices">
            { choice("File", &files, on_file) }
            { choice("Measured by", &profiles, on_profile) }
            <span class="dim">{ view.about.clone() }</span>
        </div>
    }
}

fn coverage(view: &QualityView, ports: &Ports) -> Html {
    html! {
        <section class="panel wide" aria-label="Coverage">
            <header class="sec-head">
                <h2>{ "Coverage" }</h2><span class="dim">{ view.label.clone() }</span>
                { view.link.as_ref().map(|link| outward(link, "Read the standard")).unwrap_or_default() }
            </header>
            <div class="scrollx"><table class="dense qcover">
                <caption class="unseen">{ "Elements that the profile asks for, how many components have them, and what to do" }</caption>
                <thead><tr><th scope="col">{ "Element" }</th><th scope="col">{ "There" }</th><th scope="col" class="num">{ "%" }</th><th scope="col">{ "State" }</th><th scope="col">{ "What was found" }</th></tr></thead>
                { for view.lines.iter().enumerate().map(|(at, line)| html! { <CoverageRow key={format!("{at} {}", line.title)} line={Rc::new(line.clone())} /> }) }
            </table></div>
            <p class="dim small">{ "A press on a number opens the list of what lacks it. " }
                <button type="button" class="link accent" onclick={list_in_inventory(ports, "lacks:*")}>{ "All that lacks anything, in the inventory" }</button></p>
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct CoverageRowProps {
    line: Rc<QualityLine>,
}

/// One element; a press opens what to do and those that lack it.
#[component]
fn CoverageRow(props: &CoverageRowProps) -> Html {
    let ports = use_ports();
    let is_open = use_state_eq(|| false);
    let line = &props.line;
    let onclick = {
        let is_open = is_open.clone();
        Callback::from(move |_: MouseEvent| is_open.set(!*is_open))
    };
    let has_more = !line.missing.is_empty() || !line.repair.is_empty();
    let class = match line.state.as_str() {
        "met" => "met",
        "lacking" => "lacking",
        _ => "unchecked",
    };
    html! {
        <tbody class={classes!(class, (!line.is_required).then_some("recommended"))}>
            <tr>
                <th scope="row">
                    <button type="button" class="link" aria-expanded={has_more.then(|| is_open.to_string())} disabled={!has_more} onclick={onclick.clone()}>
                        { if has_more { classed_icon(if *is_open { "down" } else { "right" }, "i chev") } else { html! { <span class="chev" /> } } }
                        <span>{ line.title.clone() }</span>
                    </button>
                    { if line.is_required { Html::default() } else { html! { <span class="tag">{ "recommended" }</span> } } }
                </th>
                <td class="barcell">{ match line.percent {
                    Some(percent) => html! { <svg class="bar" aria-hidden="true"><rect class="bartrack" width="100%" height="100%" /><rect class="barfill" width={format!("{percent}%")} height="100%" /></svg> },
                    None => Html::default(),
                } }</td>
                <td class="num">{ match line.percent {
                    Some(percent) if has_more => html! { <button type="button" class="link accent" title={format!("{}: list what lacks it", line.title)} onclick={onclick}>{ percent }</button> },
                    Some(percent) => html! { <>{ percent }</> },
                    None => html! { <span class="dim" aria-label="not known">{ "–" }</span> },
                } }</td>
                <td class="qstateword">{ icon(match class { "met" => "check", "lacking" => "notice", _ => "eye" }) }{ line.state.clone() }</td>
                <td class="wrap">{ line.words.clone() }</td>
            </tr>
            { if *is_open { html! { <tr class="qopen"><td colspan="5">{ lacking(line, &ports) }</td></tr> } } else { Html::default() } }
        </tbody>
    }
}

fn lacking(line: &QualityLine, ports: &Ports) -> Html {
    let more = line.missing.len().saturating_sub(line.components.len());
    html! {
        <>
            { if line.repair.is_empty() { Html::default() } else { html! { <p class="advice">{ icon("check") }<span>{ line.repair.clone() }</span></p> } } }
            { if line.components.is_empty() { Html::default() } else { html! {
                <>
                    <ul class="inline-list">{ for line.components.iter().map(|link| html! { <li key={link.node}>{ component_link(link, &ports.act) }</li> }) }</ul>
                    <p class="row">
                        { if more > 0 { html! { <span class="dim">{ format!("and {} more", length(more)) }</span> } } else { Html::default() } }
                        { small_button(&format!("Show the {} in the inventory", count(line.missing.len(), "component")), list_in_inventory(ports, &line.query)) }
                    </p>
                </>
            } } }
        </>
    }
}

fn score(view: &QualityView) -> Html {
    let counted = view.lines.iter().filter(|line| line.is_required && line.percent.is_some());
    html! {
        <section class="panel" aria-label="Score">
            <header class="sec-head"><h2>{ "Score" }</h2><span class="dim">{ "second to the coverage" }</span></header>
            <p class="lead">{ if view.score.is_empty() { "Nothing that is required could be checked".to_owned() } else { view.score.clone() } }</p>
            <details class="duty"><summary>{ "Its parts" }</summary>
                <table class="ship"><caption class="unseen">{ "Parts of the score" }</caption><tbody>{ for counted.map(|line| html! {
                    <tr><th scope="row">{ line.title.clone() }</th><td class="num">{ line.percent.map(|percent| percent.to_string()).unwrap_or_default() }</td></tr>
                }) }</tbody></table>
            </details>
            <p class="dim small">{ "Recommended elements are shown and not scored; what was not checked counts neither for nor against. A file that meets every line is not thereby as a standard or a law wants it: read the standard." }</p>
        </section>
    }
}

fn rules(view: &QualityView) -> Html {
    if view.rules.is_empty() {
        return Html::default();
    }
    html! {
        <section class="panel" aria-label="Rules of the format">
            <header class="sec-head"><h2>{ "Rules of the format" }</h2><span class="dim">{ "as far as reading shows them" }</span></header>
            <ul class="qrules">{ for view.rules.iter().map(rule) }</ul>
        </section>
    }
}

fn rule(rule: &RuleLine) -> Html {
    const SHOWN: usize = 20;
    let (class, name) = match rule.state.as_str() {
        "broken" => ("lacking", "notice"),
        "nothing found" => ("met", "check"),
        _ => ("unchecked", "eye"),
    };
    let more = rule.words.len().saturating_sub(SHOWN);
    html! {
        <li class={class}>
            { icon(name) }
            <div><p>{ rule.rule.clone() }<span class="dim">{ format!(" · {}", rule.state) }</span></p>
                { for rule.words.iter().take(SHOWN).map(|words| html! { <p class="dim small">{ words.clone() }</p> }) }
                { if more > 0 { html! { <p class="dim small">{ format!("and {} more", length(more)) }</p> } } else { Html::default() } }</div>
        </li>
    }
}
