//! Advisories of a vulnerability database (OSV): which versions of which packages a vulnerability is in.

/// One record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Advisory {
    /// `GHSA-…`, `GO-2021-0053`; as written.
    pub id: String,
    /// Other ids of the same vulnerability.
    pub aliases: Vec<String>,
    /// One line about it, as written.
    pub summary: Option<String>,
    /// CVSS vectors or words, as written.
    pub ratings: Vec<String>,
    /// Addresses where more is told of it, as written; at most `MOST_LINKS`.
    pub links: Vec<String>,
    /// When it was last changed, as written.
    pub modified: String,
    /// Its authors have taken it back.
    pub is_withdrawn: bool,
    pub packages: Vec<AdvisoryPackage>,
}

/// One package that an advisory concerns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AdvisoryPackage {
    /// As written: `npm`, `Debian:12`.
    pub ecosystem: String,
    pub name: String,
    pub ranges: Vec<AdvisoryRange>,
    /// Versions that are affected, one by one.
    pub versions: Vec<String>,
    /// Vectors or words for this package alone.
    pub ratings: Vec<String>,
    /// Ranges of commits, which are not compared.
    pub git_ranges: usize,
}

/// Versions between events.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AdvisoryRange {
    /// In the order of semantic versions, whatever the ecosystem's own.
    pub is_semantic: bool,
    /// As written, in their order.
    pub events: Vec<(AdvisoryEvent, String)>,
}

/// What happens at a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AdvisoryEvent {
    /// This version and later ones are affected.
    Introduced,
    /// This version and later ones are not.
    Fixed,
    /// Later versions are not.
    LastAffected,
    /// Nothing from this version on is said anything about.
    Limit,
}
