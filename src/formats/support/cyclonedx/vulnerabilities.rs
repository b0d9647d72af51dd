//! `vulnerabilities`: what is known and what an analysis (VEX) says about it.

use std::borrow::Cow;

use super::component::filled;
use super::{Bom, Names, Text};
use crate::model::{Affected, Vulnerability, VulnerabilityStatus};

/// A vulnerability as stated.
#[derive(Default)]
pub struct StatedVulnerability<'a> {
    /// Where it begins.
    pub offset: usize,
    pub id: Text<'a>,
    /// `bom-ref`; what it is called by where it has no id.
    pub reference: Text<'a>,
    /// `references[].id`.
    pub aliases: Vec<Cow<'a, str>>,
    pub description: Text<'a>,
    pub detail: Text<'a>,
    /// Vectors and severities.
    pub ratings: Vec<(Text<'a>, Text<'a>)>,
    /// `analysis.state` as JSON writes it.
    pub state: Text<'a>,
    /// `analysis.justification`.
    pub justification: Text<'a>,
    /// `analysis.detail`.
    pub analysis: Text<'a>,
    pub affects: Vec<Target<'a>>,
    /// `source.url`.
    pub source: Text<'a>,
}

/// What a vulnerability concerns.
#[derive(Default)]
pub struct Target<'a> {
    pub reference: Text<'a>,
    /// Versions or ranges, and their status: `affected`, `unaffected`, `unknown`.
    pub versions: Vec<(Cow<'a, str>, Text<'a>)>,
}

impl Bom<'_> {
    pub(super) fn read_vulnerabilities(&mut self, names: &Names) -> Vec<Vulnerability> {
        let stated = std::mem::take(&mut self.vulnerabilities);
        let mut read = Vec::with_capacity(stated.len());
        for stated in stated {
            let place = self.place(stated.offset);
            let id = filled(&stated.id).or_else(|| filled(&stated.reference));
            if id.is_none() {
                self.notices.warning("missing-name", Some(place.clone()), "A vulnerability has no id");
            }
            read.push(Vulnerability {
                id: id.unwrap_or("unnamed").to_owned(),
                aliases: aliases(&stated),
                summary: summary(&stated),
                ratings: ratings(&stated),
                links: filled(&stated.source).map(str::to_owned).into_iter().collect(),
                affects: stated.affects.iter().flat_map(|target| affected(target, &stated, names)).collect(),
                place: Some(place),
            });
        }
        read
    }
}

fn aliases(stated: &StatedVulnerability) -> Vec<String> {
    let own = filled(&stated.id);
    let mut aliases: Vec<String> = Vec::new();
    for alias in stated.aliases.iter().map(|alias| alias.trim()) {
        if !alias.is_empty() && Some(alias) != own && aliases.last().is_none_or(|last| last != alias) {
            aliases.push(alias.to_owned());
        }
    }
    aliases
}

/// The first line of the description.
fn summary(stated: &StatedVulnerability) -> Option<String> {
    let text = filled(&stated.description).or_else(|| filled(&stated.detail))?;
    text.lines().next().map(|line| line.trim().to_owned())
}

/// CVSS vectors where stated, otherwise severities, otherwise vectors of other methods; each once.
fn ratings(stated: &StatedVulnerability) -> Vec<String> {
    let mut ratings: Vec<String> = Vec::new();
    for (vector, severity) in &stated.ratings {
        let is_cvss = |vector: &&str| vector.contains("AV:");
        let rating = filled(vector).filter(is_cvss).or_else(|| filled(severity)).or_else(|| filled(vector));
        if let Some(rating) = rating
            && ratings.last().is_none_or(|last| last != rating)
        {
            ratings.push(rating.to_owned());
        }
    }
    ratings
}

/// One statement on the versions that are affected or unclear, one on those that are stated not to be.
fn affected(target: &Target, stated: &StatedVulnerability, names: &Names) -> Vec<Affected> {
    let component = filled(&target.reference).and_then(|reference| names.find(reference));
    let reference = filled(&target.reference).filter(|_| component.is_none()).map(str::to_owned);
    let justification = filled(&stated.justification).or_else(|| filled(&stated.analysis)).map(str::to_owned);
    let is_unaffected = |status: &Text| matches!(status.as_deref(), Some("unaffected" | "not_affected"));
    let versions = |unaffected: bool| -> Vec<String> {
        let wanted = target.versions.iter().filter(|(_, status)| is_unaffected(status) == unaffected);
        wanted.map(|(version, _)| version.trim().to_owned()).filter(|version| !version.is_empty()).collect()
    };
    let (concerned, unaffected) = (versions(false), versions(true));
    let mut found = Vec::new();
    if !concerned.is_empty() || unaffected.is_empty() {
        found.push(Affected {
            component,
            reference: reference.clone(),
            versions: concerned,
            status: stated.state.as_deref().and_then(status),
            justification,
        });
    }
    if !unaffected.is_empty() {
        let status = Some(VulnerabilityStatus::NotAffected);
        found.push(Affected { component, reference, versions: unaffected, status, justification: None });
    }
    found
}

/// The states of `analysis` in the words of VEX.
fn status(state: &str) -> Option<VulnerabilityStatus> {
    match state.trim() {
        "exploitable" => Some(VulnerabilityStatus::Affected),
        "not_affected" | "false_positive" => Some(VulnerabilityStatus::NotAffected),
        "resolved" | "resolved_with_pedigree" => Some(VulnerabilityStatus::Fixed),
        "in_triage" => Some(VulnerabilityStatus::UnderInvestigation),
        _ => None,
    }
}
