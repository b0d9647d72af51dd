//! One component by the rules: AND is the worst of its parts, OR the best, and which rule decided is said.
//!
//! Works on the tree as judged, without expanding it. Which rules speak of a licence, first to last: its own name; for
//! one with an exception a pattern that names exceptions, then the rule for the licence alone; the pattern with the
//! most letters; `require.known`; the class in this use; the class; `unlisted`. A rule for a package comes before all.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::ids::{Named, base_of, fits, is_listed, named};
use super::model::{LicenseRule, Policy, Ruling, class_name};
use crate::licenses::{ChosenBecause, Evidence, LicenseClass, Subject, TermTree, UseCase, catalogue};
use crate::model::Component;

/// What the rules say of one component or one term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyVerdict {
    /// `None`: no rule speaks of it.
    pub ruling: Option<Ruling>,
    /// The term that decided; empty where no licence is stated.
    pub license: String,
    pub rule: RuleRef,
    /// One sentence without a full stop.
    pub because: String,
}

/// Which rule decided, by position in its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RuleRef {
    License(usize),
    Package(usize),
    Class(usize),
    Unlisted,
    RequireLicense,
    RequireKnown,
    /// Several rules, for the several meanings of a name.
    Several,
    NoRule,
}

impl PolicyVerdict {
    fn new(ruling: Option<Ruling>, license: &str, rule: RuleRef, because: String) -> Self {
        Self { ruling, license: license.to_owned(), rule, because }
    }

    /// From mild to grave. What no rule speaks of is never as good as allowed.
    fn rank(&self) -> u8 {
        match self.ruling {
            Some(Ruling::Allow) => 0,
            None => 1,
            Some(Ruling::Review) => 2,
            Some(Ruling::Deny) => 3,
        }
    }

    /// The words on screen.
    pub fn title(&self) -> &'static str {
        self.ruling.map_or("no rule", Ruling::title)
    }
}

impl Policy {
    /// Judges one expression. For many, keep a [`Rules`].
    pub fn judge(&self, terms: &TermTree, use_case: UseCase, component: Option<&Component>) -> PolicyVerdict {
        Rules::new(self, use_case).judge(terms, component)
    }
}

/// The rules made ready for one use, and which of them were of use.
pub struct Rules<'p> {
    policy: &'p Policy,
    use_case: UseCase,
    exact: HashMap<String, usize>,
    /// Positions of rules that are patterns, the ones with the most letters first.
    patterns: Vec<usize>,
    packages: HashMap<&'p str, Vec<usize>>,
    /// By what stands before the `*`.
    package_patterns: HashMap<&'p str, Vec<usize>>,
    known: BTreeMap<String, PolicyVerdict>,
    used: BTreeSet<RuleRef>,
}

impl<'p> Rules<'p> {
    pub fn new(policy: &'p Policy, use_case: UseCase) -> Self {
        let mut exact: HashMap<String, usize> = HashMap::new();
        let mut patterns = Vec::new();
        for (at, rule) in policy.licenses.iter().enumerate() {
            if is_pattern(&rule.license) {
                patterns.push(at);
                continue;
            }
            // Of two rules for one licence the stricter counts.
            let slot = exact.entry(rule.license.to_ascii_lowercase()).or_insert(at);
            if policy.licenses.get(*slot).is_some_and(|other| other.ruling < rule.ruling) {
                *slot = at;
            }
        }
        patterns.sort_by_key(|at| {
            let rule = policy.licenses.get(*at);
            let letters = rule.map_or(0, |rule| rule.license.chars().filter(|letter| *letter != '*').count());
            (std::cmp::Reverse((letters, rule.map(|rule| rule.ruling))), *at)
        });
        let mut packages: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut package_patterns: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, rule) in policy.packages.iter().enumerate() {
            match rule.subject.package.strip_suffix('*') {
                Some(start) => package_patterns.entry(start).or_default().push(at),
                None => packages.entry(&rule.subject.package).or_default().push(at),
            }
        }
        Self {
            policy,
            use_case,
            exact,
            patterns,
            packages,
            package_patterns,
            known: BTreeMap::new(),
            used: BTreeSet::new(),
        }
    }

    /// Which rules decided or helped so far.
    pub fn used(&self) -> &BTreeSet<RuleRef> {
        &self.used
    }

    /// Judges an expression.
    pub fn judge(&mut self, terms: &TermTree, component: Option<&Component>) -> PolicyVerdict {
        let packages = component.map(|component| self.packages_of(component)).unwrap_or_default();
        self.judge_with(terms, &packages)
    }

    /// Judges an expression of a component that these rules for packages speak of.
    pub(super) fn judge_with(&mut self, terms: &TermTree, packages: &[usize]) -> PolicyVerdict {
        self.tree(terms, packages)
    }

    /// Judges a component without an expression.
    pub fn judge_missing(&mut self, evidence: &Evidence, component: Option<&Component>) -> PolicyVerdict {
        let packages = component.map(|component| self.packages_of(component)).unwrap_or_default();
        self.judge_missing_with(evidence, &packages)
    }

    /// Judges a component without an expression that these rules for packages speak of.
    pub(super) fn judge_missing_with(&mut self, evidence: &Evidence, packages: &[usize]) -> PolicyVerdict {
        let (word, words) = match evidence {
            Evidence::StatedNone => ("none", "the author states that there is no licence"),
            Evidence::NotStated => ("noassertion", "the author does not state the licence"),
            Evidence::FormatHoldsNone => ("", "the format of its file holds no licences"),
            Evidence::Unreadable(_) => ("", "what is stated names no licence"),
            _ => ("", "its file states no licence"),
        };
        let verdict = if let Some(at) = packages.iter().find(|at| self.allows(**at, word)) {
            self.package(*at, "")
        } else if let Some(at) =
            self.exact.get(word).or_else(|| (word == "none").then(|| self.exact.get("unlicensed")).flatten())
        {
            self.rule(*at, "", "")
        } else if self.policy.require.license {
            PolicyVerdict::new(
                Some(Ruling::Deny),
                "",
                RuleRef::RequireLicense,
                format!("A licence is required, and {words}"),
            )
        } else if self.policy.require.known && matches!(evidence, Evidence::Unreadable(_)) {
            PolicyVerdict::new(
                Some(Ruling::Deny),
                "",
                RuleRef::RequireKnown,
                format!("A known licence is required, and {words}"),
            )
        } else {
            self.by_class("", LicenseClass::Unknown, words)
        };
        self.used.insert(verdict.rule);
        verdict
    }

    fn tree(&mut self, terms: &TermTree, packages: &[usize]) -> PolicyVerdict {
        match terms {
            TermTree::Term(term) => {
                let verdict = self.term(&term.license, term.class, packages);
                self.used.insert(verdict.rule);
                verdict
            }
            TermTree::All { parts, .. } => {
                let judged: Vec<PolicyVerdict> = parts.iter().map(|part| self.tree(part, packages)).collect();
                let mut worst: Option<PolicyVerdict> = None;
                for part in judged {
                    if worst.as_ref().is_none_or(|found| part.rank() > found.rank()) {
                        worst = Some(part);
                    }
                }
                worst.unwrap_or_else(nothing)
            }
            TermTree::Any { parts, chosen, because, .. } => self.any(parts, *chosen, because, packages),
        }
    }

    /// The best alternative; where one was chosen for a reason, that one.
    fn any(&mut self, parts: &[TermTree], chosen: usize, because: &ChosenBecause, packages: &[usize]) -> PolicyVerdict {
        if matches!(because, ChosenBecause::Settled(_) | ChosenBecause::OtherComponent { .. })
            && let Some(part) = parts.get(chosen)
        {
            let mut verdict = self.tree(part, packages);
            verdict.because = format!("{}; of the alternatives this one is taken", verdict.because);
            return verdict;
        }
        let mut best: Option<PolicyVerdict> = None;
        for part in parts {
            let verdict = self.tree(part, packages);
            if best.as_ref().is_none_or(|found| verdict.rank() < found.rank()) {
                best = Some(verdict);
            }
        }
        best.unwrap_or_else(nothing)
    }

    fn term(&mut self, license: &str, class: LicenseClass, packages: &[usize]) -> PolicyVerdict {
        let allowed = packages.iter().find(|at| self.allows(**at, license));
        if let Some(at) = allowed {
            return self.package(*at, license);
        }
        if let Some(known) = self.known.get(license) {
            return known.clone();
        }
        let verdict = self.license(license, class);
        self.known.insert(license.to_owned(), verdict.clone());
        verdict
    }

    fn license(&mut self, license: &str, class: LicenseClass) -> PolicyVerdict {
        if let Some(at) = self.exact.get(&license.to_ascii_lowercase()) {
            return self.rule(*at, license, "");
        }
        let base = base_of(license);
        if base != license {
            let with = self.patterns.iter().find(|at| {
                self.of(**at).is_some_and(|rule| {
                    rule.license.to_ascii_uppercase().contains(" WITH ") && fits(&rule.license, license)
                })
            });
            if let Some(at) = with {
                return self.rule(*at, license, "");
            }
            if let Some(at) = self.exact.get(&base.to_ascii_lowercase()) {
                let exception = license.split_once(" WITH ").map_or("", |(_, exception)| exception);
                return self.rule(*at, license, &format!("; no rule names the exception {exception}"));
            }
        }
        if let Some(at) = self.patterns.iter().find(|at| self.of(**at).is_some_and(|rule| fits(&rule.license, license)))
        {
            return self.rule(*at, license, "");
        }
        if !is_listed(license) {
            if let Named::Ambiguous(candidates) = named(license) {
                return self.range(license, &candidates);
            }
            if self.policy.require.known {
                let because = format!("A known licence is required, and “{license}” is none");
                return PolicyVerdict::new(Some(Ruling::Deny), license, RuleRef::RequireKnown, because);
            }
        }
        self.by_class(license, class, "")
    }

    /// A name of several meanings: one ruling where all agree, else a person must look.
    fn range(&mut self, license: &str, candidates: &[String]) -> PolicyVerdict {
        let judged: Vec<PolicyVerdict> = candidates
            .iter()
            .map(|candidate| {
                let class = catalogue().find_license(candidate).map(|id| catalogue().license(id).class);
                self.license(candidate, class.unwrap_or_default())
            })
            .collect();
        let worst = judged.iter().max_by_key(|verdict| verdict.rank());
        let (Some(worst), Some(best)) = (worst, judged.iter().min_by_key(|verdict| verdict.rank())) else {
            return nothing();
        };
        if worst.ruling == best.ruling {
            let because = format!("Whichever of its meanings holds: {}", worst.because);
            return PolicyVerdict { license: license.to_owned(), because, ..worst.clone() };
        }
        let because = format!(
            "“{license}” may mean {} ({}) or {} ({})",
            best.license,
            best.title(),
            worst.license,
            worst.title()
        );
        PolicyVerdict::new(Some(Ruling::Review), license, RuleRef::Several, because)
    }

    fn by_class(&self, license: &str, class: LicenseClass, why: &str) -> PolicyVerdict {
        let why = if why.is_empty() { String::new() } else { format!(": {why}") };
        if let Some((at, ruling)) = self.policy.class_ruling(class, self.use_case) {
            let because = format!("The default for {} licences is {}{why}", class_name(class), ruling.as_str());
            return PolicyVerdict::new(Some(ruling), license, RuleRef::Class(at), because);
        }
        match self.policy.unlisted {
            Some(ruling) => {
                let because = format!("What no rule names is {} by default{why}", ruling.title());
                PolicyVerdict::new(Some(ruling), license, RuleRef::Unlisted, because)
            }
            None => PolicyVerdict::new(None, license, RuleRef::NoRule, format!("No rule speaks of it{why}")),
        }
    }

    fn of(&self, at: usize) -> Option<&'p LicenseRule> {
        self.policy.licenses.get(at)
    }

    fn rule(&self, at: usize, license: &str, more: &str) -> PolicyVerdict {
        let Some(rule) = self.of(at) else { return nothing() };
        let place = rule.place.as_ref().map(|place| format!(" ({place})")).unwrap_or_default();
        let note = if rule.note.is_empty() { String::new() } else { format!(": {}", rule.note) };
        let because = format!("The rule for {} says {}{place}{note}{more}", rule.license, rule.ruling.as_str());
        PolicyVerdict::new(Some(rule.ruling), license, RuleRef::License(at), because)
    }

    fn package(&self, at: usize, license: &str) -> PolicyVerdict {
        let Some(rule) = self.policy.packages.get(at) else { return nothing() };
        let place = rule.place.as_ref().map(|place| format!(" ({place})")).unwrap_or_default();
        let note = if rule.note.is_empty() { String::new() } else { format!(": {}", rule.note) };
        let because = format!("Allowed for {}{place}{note}", rule.subject.package);
        PolicyVerdict::new(Some(Ruling::Allow), license, RuleRef::Package(at), because)
    }

    fn allows(&self, at: usize, license: &str) -> bool {
        self.policy.packages.get(at).is_some_and(|rule| {
            rule.allow.iter().any(|allowed| {
                if is_pattern(allowed) { fits(allowed, license) } else { allowed.eq_ignore_ascii_case(license) }
            })
        })
    }

    /// The package rules that are about a component.
    /// The rules for packages that speak of a component, by position.
    pub(super) fn packages_of(&self, component: &Component) -> Vec<usize> {
        if self.policy.packages.is_empty() {
            return Vec::new();
        }
        let name = Subject::of(component).package;
        let mut found: Vec<usize> = self.packages.get(name.as_str()).into_iter().flatten().copied().collect();
        if !self.package_patterns.is_empty() {
            let ends = name.char_indices().map(|(at, _)| at).chain([name.len()]);
            for start in ends.filter_map(|end| name.get(..end)) {
                found.extend(self.package_patterns.get(start).into_iter().flatten());
            }
        }
        let policy = self.policy;
        found.retain(|at| policy.packages.get(*at).is_some_and(|rule| rule.subject.matches(component)));
        found.sort_unstable();
        found
    }
}

fn is_pattern(license: &str) -> bool {
    license.contains(['*', '?'])
}

fn nothing() -> PolicyVerdict {
    PolicyVerdict::new(None, "", RuleRef::NoRule, "No rule speaks of it".to_owned())
}
