//! The licences view: findings by the place to fix, and what the whole could go out under.

use std::rc::Rc;

use yew::prelude::*;

use crate::engine::ExportFormat;
use crate::licenses::{CLASS_DATE, FindingKind, MATRIX_DATE, Verdict};
use crate::session::{Action, GroupBy};
use crate::ui::hooks::ports::{Ask, Ports, use_ports};
use crate::ui::panels::finding_card::FindingCard;
use crate::ui::parts::button::{button, icon_button};
use crate::ui::parts::component_link::component_link;
use crate::ui::parts::icon::{class_words, icon, verdict_words};
use crate::ui::parts::term::expression;
use crate::view::licenses::{FindingGroup, FindingView, LicensesView};
use crate::view::words::{count, length, list};

#[derive(Properties, PartialEq)]
pub struct LicensesProps {
    pub view: Rc<LicensesView>,
    pub open: Option<usize>,
    pub group_by: GroupBy,
    pub hidden_kinds: Vec<FindingKind>,
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
                <p>{ format!("Judged for: {}. {}. Licence data: OSADL matrix {MATRIX_DATE}, CC-BY-4.0. Information, not legal advice.", view.judged_for, props.status) }</p>
            </div>
            { toolbar(props, &ports) }
            <div class="lic-grid">
                <div class="findings">
                    { if props.group_by == GroupBy::Expression { expressions(view) } else { groups(props) } }
                    { choices(view, &ports) }
                </div>
                { side(view) }
            </div>
        </>
    }
}

fn toolbar(props: &LicensesProps, ports: &Ports) -> Html {
    let group = |group_by: GroupBy, words: &'static str, name: &'static str| {
        let pressed = props.group_by == group_by;
        html! {
            <button class="btn" type="button" aria-pressed={pressed.to_string()} onclick={ports.on_act(Action::GroupBy(group_by))}>
                { icon(name) }<span>{ words }</span>
            </button>
        }
    };
    html! {
        <div class="toolbar">
            <div class="seg" role="group" aria-label="Group by">
                { group(GroupBy::Place, "Place to fix", "pin") }
                { group(GroupBy::Kind, "Kind", "filter") }
                { group(GroupBy::Expression, "Licence", "table") }
            </div>
            <div class="kinds" role="group" aria-label="Kinds of finding">
                { for props.view.kinds.iter().map(|(kind, number)| {
                    let shown = !props.hidden_kinds.contains(kind);
                    let off = *kind == FindingKind::Outbound && !props.view.outbound_decided;
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
                <span class="fkey off" title="No policy file is loaded">{ "Policy: not checked" }</span>
            </div>
            <span class="grow" />
            { button("download", "Export", ports.on_ask(Ask::Export(ExportFormat::FindingsMarkdown))) }
            { icon_button("print", "Print", ports.on_ask(Ask::Print)) }
        </div>
    }
}

fn groups(props: &LicensesProps) -> Html {
    let shown = |finding: &&FindingView| !props.hidden_kinds.contains(&finding.kind);
    let regrouped: Vec<FindingGroup> = match props.group_by {
        GroupBy::Kind => by_kind(&props.view),
        GroupBy::Place | GroupBy::Expression => props.view.groups.clone(),
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
                { "No finding to show, by the sources and the context named above. " }
                { "Nothing found is not the same as nothing there: policy and vulnerabilities are not checked." }
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
                        <FindingCard key={finding.position} finding={Rc::new((*finding).clone())} open={props.open == Some(finding.position)} judged_for={props.view.judged_for.clone()} />
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
            more: total - findings.len(),
            findings,
            ..FindingGroup::default()
        }
    };
    view.kinds.iter().filter(|(_, total)| *total > 0).map(of).collect()
}

fn expressions(view: &LicensesView) -> Html {
    html! {
        <section class="fgroup">
            <header class="g-head">
                { icon("table") }<h2>{ "Licences that are here" }</h2><span class="dim">{ format!("{} expressions", length(view.expressions.len())) }</span>
            </header>
            <div class="scrollx"><table class="dense">
                <thead><tr><th>{ "Expression" }</th><th>{ "Class" }</th><th>{ "Gravest verdict" }</th><th class="num">{ "Components" }</th></tr></thead>
                <tbody>{ for view.expressions.iter().map(|used| html! {
                    <tr>
                        <td><code class="trunc cut wide-cut">{ used.expression.clone() }</code></td>
                        <td>{ class_words(used.class) }</td>
                        <td>{ verdict_words(used.verdict) }</td>
                        <td class="num">{ length(used.uses) }</td>
                    </tr>
                }) }</tbody>
            </table></div>
        </section>
    }
}

fn choices(view: &LicensesView, ports: &Ports) -> Html {
    if view.choices.is_empty() {
        return Html::default();
    }
    let more = view.choices_total - view.choices.len();
    html! {
        <section class="fgroup">
            <header class="g-head">
                { icon("branch") }<h2>{ "Choices taken" }</h2><span class="dim">{ "where a licence may be chosen" }</span><span class="grow" />
                <span class="g-count v-allowed vword">{ count(view.choices_total, "choice") }</span>
            </header>
            <div class="choices">
                { for view.choices.iter().map(|(link, tree)| html! {
                    <div class="expr"><span class="expr-who">{ component_link(link, &ports.act) }</span>{ expression(tree) }</div>
                }) }
                { if more > 0 { html! { <p class="dim small">{ format!("{} of {} shown", view.choices.len(), length(view.choices_total)) }</p> } } else { Html::default() } }
            </div>
        </section>
    }
}

fn side(view: &LicensesView) -> Html {
    let possible = &view.possible_outbound;
    html! {
        <aside class="lic-side" aria-label="Summary">
            <section>
                <h2>{ "Could go out under" }</h2>
                { if possible.is_empty() { html! { <p class="lead">{ "Nothing: no outbound licence in the matrix accepts all that is shipped." }</p> } } else { html! {
                    <>
                        <p class="lead"><b>{ length(possible.len()) }</b>{ " of the 121 licences in the matrix" }</p>
                        <p class="dim small">{ list(possible, 12) }</p>
                    </>
                } } }
                <p class="dim small">{ "Computed from components whose licence is known. Unknown ones are left out, not taken as fine." }</p>
            </section>
            <section>
                <h2>{ "Not checked" }</h2>
                <p class="lead small">{ "Policy: no policy file is loaded." }</p>
                <p class="lead small">{ "Duties: listed with each verdict; a full list is not made yet." }</p>
            </section>
            <section>
                <p class="dim small">{ format!("Information, not legal advice. A project by the Open Source Automation Development Lab (OSADL) eG: licence compatibility matrix, {MATRIX_DATE}, CC-BY-4.0, reduced to verdict and reason codes. Class data: ScanCode LicenseDB, {CLASS_DATE}, CC-BY-4.0, nexB Inc. and others, with changes. Not affiliated.") }</p>
            </section>
        </aside>
    }
}
