//! The figures of the view Quality: how many vulnerabilities, findings of hygiene and SBOMs there are. Asked for apart
//! from the overview, since checking names takes a while where there are many.

use serde::{Deserialize, Serialize};

use super::facts::Facts;
use super::overview::{Opens, Stat};
use super::words::{length, plural};
use super::{hygiene, quality, vulnerabilities};
use crate::analysis::vulnerabilities::{Severity, Standing, State};

/// One figure for each part of the view.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QualityFigures {
    /// Vulnerabilities, hygiene, SBOMs.
    pub stats: Vec<Stat>,
}

/// The figures. Costs what hygiene costs, once for each set of files.
pub fn quality_figures(facts: &Facts) -> QualityFigures {
    QualityFigures { stats: vec![vulnerability_figure(facts), hygiene_figure(facts), sbom_figure(facts)] }
}

fn vulnerability_figure(facts: &Facts) -> Stat {
    if !vulnerabilities::has_data(facts) {
        return Stat {
            value: "not checked".to_owned(),
            title: "vulnerabilities".to_owned(),
            note: "no data on them is loaded".to_owned(),
            opens: Opens::Vulnerabilities,
        };
    }
    let known = vulnerabilities::known(facts);
    let open = || known.list.iter().filter(|known| known.standing().is_some_and(Standing::is_open));
    let by_severity = Severity::ALL.into_iter().map(|severity| {
        (severity.as_str().to_owned(), open().filter(|known| known.rating.severity == severity).count())
    });
    let mut note = vec![hygiene::in_words(&by_severity.collect::<Vec<_>>())];
    let is_unchecked = |state: &&State| matches!(state, State::NotChecked(_));
    let states = (0..).zip(&known.states).filter(|(node, _)| facts.is_third_party(*node)).map(|(_, state)| state);
    match states.filter(is_unchecked).count() {
        0 => {}
        unchecked => note.push(format!("{} not checked", length(unchecked))),
    }
    note.retain(|part| !part.is_empty());
    Stat {
        value: length(open().count()),
        title: plural(open().count(), "known vulnerability"),
        note: note.join(" · "),
        opens: Opens::Vulnerabilities,
    }
}

fn hygiene_figure(facts: &Facts) -> Stat {
    let found = &hygiene::checked(facts).findings;
    Stat {
        value: length(found.len()),
        title: format!("{} of hygiene", plural(found.len(), "finding")),
        note: match found.len() {
            0 => "see what was not checked".to_owned(),
            _ => hygiene::in_words(&hygiene::by_concern(found.iter())),
        },
        opens: Opens::Hygiene,
    }
}

fn sbom_figure(facts: &Facts) -> Stat {
    let scores = quality::scores(facts);
    let lowest = scores.iter().filter_map(|(_, score)| *score).min_by(f64::total_cmp);
    let title = quality::first_profile();
    Stat {
        value: length(scores.len()),
        title: if scores.len() == 1 { "SBOM measured".to_owned() } else { "SBOMs measured".to_owned() },
        note: match (lowest, scores.len()) {
            (_, 0) => "none is loaded".to_owned(),
            (None, _) => "nothing could be checked".to_owned(),
            (Some(score), 1) => format!("{} of 100 by {title}", score.floor()),
            (Some(score), _) => format!("lowest {} of 100 by {title}", score.floor()),
        },
        opens: Opens::Sbom,
    }
}
