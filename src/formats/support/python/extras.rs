//! Extras: parts of a package that are installed only where somebody asks for them (`name[extra]`).

use std::collections::HashSet;

use super::normalised;
use super::requirement::Requirement;

/// Extras that ask for further extras do so over this many steps at most.
const LONGEST_CHAIN: usize = 16;

/// Which extras are asked for.
#[derive(Default)]
pub struct Extras {
    asked: HashSet<(String, String)>,
}

impl Extras {
    /// What the requirements of some packages ask for, each given with the name of its package.
    pub fn of(packages: &[(&str, Vec<Requirement>)]) -> Self {
        let mut extras = Self::default();
        for _ in 0..LONGEST_CHAIN {
            let before = extras.asked.len();
            for (name, requirements) in packages {
                for requirement in requirements.iter().filter(|requirement| !requirement.extras.is_empty()) {
                    if extras.calls_for(name, requirement) {
                        requirement.extras.iter().for_each(|extra| extras.ask(requirement.name, extra));
                    }
                }
            }
            if extras.asked.len() == before {
                break;
            }
        }
        extras
    }

    /// Notes that somebody asks for an extra of a package.
    pub fn ask(&mut self, name: &str, extra: &str) {
        self.asked.insert((normalised(name).into_owned(), normalised(extra).into_owned()));
    }

    /// Does anybody ask for this extra of a package?
    pub fn has(&self, name: &str, extra: &str) -> bool {
        self.asked.contains(&(normalised(name).into_owned(), normalised(extra).into_owned()))
    }

    /// Does a requirement of this package hold: is it bound to no extra, or to one that is asked for?
    pub fn calls_for(&self, name: &str, requirement: &Requirement) -> bool {
        let needed = requirement.needed_extras();
        needed.is_empty() || needed.iter().any(|extra| self.has(name, extra))
    }
}
