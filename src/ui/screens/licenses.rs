//! The licences view: findings by the place to fix, the licences that are here, and each against each.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::licenses::{FindingKind, Verdict};
use crate::session::{Action, Dialog, GroupBy, LicensesPart, Session};
use crate::ui::hooks::ports::{Ask, Ports, use_ports};
use crate::ui::panels::decisions_list::decisions_list;
use crate::ui::panels::duties_list::duties_list;
use crate::ui::panels::finding_card::FindingCard;
use crate::ui::panels::license_matrix::LicenseMatrixPanel;
use crate::ui::panels::license_table::{choices, license_table};
use crate::ui::panels::licenses_side::side;
use crate::ui::panels::policy_editor::PolicyEditor;
use crate::ui::parts::button::{button, icon_button};
use crate::ui::parts::icon::{icon, mark};
use crate::view::licenses::{FindingGroup, FindingView, LicensesView};
use crate::view::words::{count, length};

#[derive(Properties, PartialEq)]
pub struct LicensesProps {
    pub session: Session,
    pub view: Rc<LicensesView>,
    pub status: AttrValue,
}

/// The licences screen.
#[component]
pub fn LicensesScreen(props: &LicensesProps) -> Html {
    let ports = use_ports();
    let view = &props.view;
    html! {
        <>
            <div class="print-head">
                <h1>{ "Licence findings" }</h1>
                <p>{ format!("Judged for: {}. {}. Licence data: {}, CC-BY-4.0. Information, not legal advice.", view.judged_for, props.status, view.matrix) }</p>
            </div>
            { toolbar(props, &ports) }
            { filters(props, &ports) }
            <div class="lic-grid">
                <div class="findings">{ part(props, &ports) }</div>
                { side(view, &ports) }
            </div>
        </>
    }
}

fn part(props: &LicensesProps, ports: &Ports) -> Html {
    let (session, view) = (&props.session, &props.view);
    match session.licenses_part {
        LicensesPart::Findings => html! { <>{ groups(props) }{ choices(view, ports) }</> },
        LicensesPart::Licenses => html! { <>{ license_table(view, ports) }{ choices(view, ports) }</> },
        LicensesPart::Matrix => match &session.license_matrix {
            Some(matrix) => html! { <LicenseMatrixPanel matrix={matrix.clone()} /> },
            None => waiting(),
        },
        LicensesPart::Duties => session.duties.as_ref().map_or_else(waiting, |duties| duties_list(duties, ports)),
        LicensesPart::Policy => match &session.policy {
            Some(policy) => html! {
                <PolicyEditor view={policy.clone()} edited={session.policy_text.clone()} checked={session.policy_checked.clone()} />
            },
            None => waiting(),
        },
        LicensesPart::Decisions => {
            session.decisions.as_ref().map_or_else(waiting, |decisions| decisions_list(decisions, ports))
        }
    }
}

fn waiting() -> Html {
    html! { <p class="dim">{ "Reading…" }</p> }
}

fn toolbar(props: &LicensesProps, ports: &Ports) -> Html {
    html! {
        <div class="toolbar">
            <div class="seg" role="group" aria-label="Part">
                { for LicensesPart::ALL.into_iter().map(|part| {
                    let pressed = props.session.licenses_part == part;
                    html! {
                        <button class="btn" type="button" aria-pressed={pressed.to_string()} onclick={ports.on_act(Action::ShowPart(part))}>
                            { icon(part.icon()) }<span>{ part.title() }</span>
                        </button>
                    }
                }) }
            </div>
            <span class="grow" />
            { button("download", "Save…", ports.on_act(Action::Open(Some(Dialog::Save)))) }
            { icon_button("print", "Print", ports.on_ask(Ask::Print)) }
        </div>
    }
}

/// The query line that graph, inventory and findings share, and what each part offers beside it.
fn filters(props: &LicensesProps, ports: &Ports) -> Html {
    let (session, view) = (&props.session, &props.view);
    if !matches!(session.licenses_part, LicensesPart::Findings | LicensesPart::Licenses) {
        return Html::default();
    }
    let act = ports.act.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
            act.emit(Action::FilterFindings(input.value()));
        }
    });
    html! {
        <div class="toolbar lic-filters">
            <label class="query">
                { icon("filter") }
                <input type="text" aria-label="Filter findings and licences" autocomplete="off" spellcheck="false" value={session.licenses_request.query.clone()} {oninput}
                    placeholder="license:AGPL*  scope:runtime  not:direct" aria-invalid={view.error.is_some().to_string()} />
            </label>
            <span class="shown" role="status">{ match &view.error {
                Some(error) => html! { <span class="bad">{ error.clone() }</span> },
                None if view.matching < view.total => html! { <><b>{ length(view.matching) }</b>{ format!(" of {}", count(view.total, "component")) }</> },
                None => Html::default(),
            } }</span>
            { if session.licenses_part == LicensesPart::Findings { finding_filters(props, ports) } else { Html::default() } }
        </div>
    }
}

fn finding_filters(props: &LicensesProps, ports: &Ports) -> Html {
    let (session, view) = (&props.session, &props.view);
    let group = |group_by: GroupBy, words: &'static str| {
        let pressed = session.group_by == group_by;
        html! {
            <button class="btn" type="button" aria-pressed={pressed.to_string()} onclick={ports.on_act(Action::GroupBy(group_by))}><span>{ words }</span></button>
        }
    };
    html! {
        <>
            <div class="seg" role="group" aria-label="Group by">
                { group(GroupBy::Place, "Place to fix") }
                { group(GroupBy::Kind, "Kind") }
            </div>
            <div class="kinds" role="group" aria-label="Verdicts">
                { for view.verdicts.iter().map(|(verdict, number)| {
                    let shown = !session.licenses_request.hidden.contains(verdict);
                    html! {
                        <button class="fkey" type="button" aria-pressed={shown.to_string()} onclick={ports.on_act(Action::ToggleVerdict(*verdict))}>
                            { mark(*verdict) }{ verdict.title() }<b>{ length(*number) }</b>
                        </button>
                    }
                }) }
            </div>
            <div class="kinds" role="group" aria-label="Kinds of finding">
                { for view.kinds.iter().map(|(kind, number)| {
                    let shown = !session.hidden_kinds.contains(kind);
                    let off = *kind == FindingKind::Outbound && !view.outbound_decided;
                    if off {
                        html! { <span class="fkey off" title="No outbound licence is chosen: choose one in the judging context">{ "Outbound: not judged" }</span> }
                    } else {
                        html! {
                            <button class="fkey" type="button" aria-pressed={shown.to_string()} onclick={ports.on_act(Action::ToggleKind(*kind))}>
                                { kind.title() }<b>{ length(*number) }</b>
                            </button>
                        }
                    }
                }) }
            </div>
        </>
    }
}

fn groups(props: &LicensesProps) -> Html {
    let (session, view) = (&props.session, &props.view);
    let shown = |finding: &&FindingView| !session.hidden_kinds.contains(&finding.kind);
    let regrouped: Vec<FindingGroup> = match session.group_by {
        GroupBy::Kind => by_kind(view),
        GroupBy::Place => view.groups.clone(),
    };
    let visible: Vec<&FindingGroup> = regrouped
        .iter()
        .filter(|group| {
            group.findings.iter().any(|finding| shown(&finding)) || (group.findings.is_empty() && group.more > 0)
        })
        .collect();
    if visible.is_empty() {
        return html! {
            <p class="nothing">
                { "No finding to show, by the sources, the context and the filters named above. " }
                { "Nothing found is not the same as nothing there, and known vulnerabilities stand in the view Quality." }
            </p>
        };
    }
    visible
        .into_iter()
        .map(|group| {
            let findings: Vec<&FindingView> = group.findings.iter().filter(shown).collect();
            let more = group.more;
            html! {
                <section class="fgroup" key={group.title.clone()}>
                    <header class="g-head">
                        { icon("pin") }<h2>{ group.title.clone() }</h2><span class="dim">{ group.position.clone() }</span><span class="grow" />
                        <span class={format!("g-count v-{} vword", group.verdict.as_str())}>{ group.counts.clone() }</span>
                        { if group.place.is_some() { html! { <span class="g-ends">{ "all end here" }</span> } } else { Html::default() } }
                    </header>
                    { for findings.iter().map(|finding| html! {
                        <FindingCard key={finding.position} finding={Rc::new((*finding).clone())} open={session.open_finding == Some(finding.position)} judged_for={view.judged_for.clone()} />
                    }) }
                    { if more > 0 { html! { <p class="more dim">{ format!("and {} more of this group", length(more)) }</p> } } else { Html::default() } }
                </section>
            }
        })
        .collect()
}

fn by_kind(view: &LicensesView) -> Vec<FindingGroup> {
    let of = |(kind, total): &(FindingKind, usize)| {
        let findings: Vec<FindingView> = view
            .groups
            .iter()
            .flat_map(|group| &group.findings)
            .filter(|finding| finding.kind == *kind)
            .cloned()
            .collect();
        FindingGroup {
            title: kind.title().to_owned(),
            counts: count(*total, "finding"),
            verdict: findings.iter().map(|finding| finding.verdict).max().unwrap_or(Verdict::Allowed),
            more: total.saturating_sub(findings.len()),
            findings,
            ..FindingGroup::default()
        }
    };
    view.kinds.iter().filter(|(_, total)| *total > 0).map(of).collect()
}
