//! Which component answers a request, by Yarn berry's rules for ranges, patches and overrides.

use foldhash::{HashMap, HashSet};

use super::locator::inner_request;
use crate::formats::support::npm::split_descriptor;
use crate::model::{ComponentIndex, Requests as Stated};

/// The requests of a lockfile, ready for look-up.
pub(super) struct Requests<'a> {
    exact: HashMap<&'a str, ComponentIndex>,
    /// The patched package that takes the place of a request.
    patched: HashMap<String, ComponentIndex>,
    /// Every component requested by a name, without originals that a patch of that name replaces.
    by_name: HashMap<&'a str, Vec<ComponentIndex>>,
}

/// What look-up gave.
pub(super) enum Answer {
    Exact(ComponentIndex),
    /// Not requested like this, but the only component of that name: `resolutions` in `package.json`
    /// change what a package gets without a trace in its own ranges.
    Sole(ComponentIndex),
    Nothing(&'static str),
}

impl<'a> Requests<'a> {
    /// `asked` are the patches that a package asks for by name. They stay with those who ask; any other
    /// patch (one of Yarn's own, or one in `resolutions`) takes the place of what it patches everywhere.
    pub fn new(requests: &'a Stated, asked: &HashSet<String>) -> Self {
        let mut exact = HashMap::default();
        let mut patched = HashMap::default();
        let mut originals = HashSet::default();
        for (descriptor, index) in requests.iter() {
            exact.insert(descriptor, index);
            if let Some(plain) = without_parameters(descriptor) {
                exact.entry(plain).or_insert(index);
            }
            if let Some(patch) = split_descriptor(descriptor).1.strip_prefix("patch:") {
                let original = inner_request(patch);
                originals.insert(original.clone());
                if !asked.contains(without_parameters(descriptor).unwrap_or(descriptor)) {
                    patched.insert(original, index);
                }
            }
        }
        let originals: HashSet<ComponentIndex> =
            originals.iter().filter_map(|request| exact.get(request.as_str()).copied()).collect();
        let mut by_name: HashMap<&str, Vec<ComponentIndex>> = HashMap::default();
        for (descriptor, index) in requests.iter().filter(|(_, index)| !originals.contains(index)) {
            let named = by_name.entry(split_descriptor(descriptor).0).or_default();
            if named.last() != Some(&index) {
                named.push(index);
            }
        }
        Self { exact, patched, by_name }
    }

    /// The component for a request as a package or manifest writes it.
    pub fn find(&self, name: &str, range: &str) -> Answer {
        let as_npm = format!("{name}@npm:{range}");
        let as_written = format!("{name}@{range}");
        let found = [&as_npm, &as_written]
            .into_iter()
            .find_map(|request| self.patched.get(request))
            .or_else(|| [&as_written, &as_npm].into_iter().find_map(|request| self.exact.get(request.as_str())));
        if let Some(index) = found.or_else(|| self.exact.get(without_parameters(&as_written)?)) {
            return Answer::Exact(*index);
        }
        match self.by_name.get(name).map_or(&[][..], Vec::as_slice) {
            [] => Answer::Nothing("no entry of that name"),
            [only] => Answer::Sole(*only),
            _ => Answer::Nothing("several entries of that name"),
        }
    }

    /// The only component requested by this name.
    pub fn sole(&self, name: &str) -> Option<ComponentIndex> {
        match self.by_name.get(name).map_or(&[][..], Vec::as_slice) {
            [only] => Some(*only),
            _ => None,
        }
    }
}

/// `a@patch:…#./a.patch::locator=…` without what follows `::`.
fn without_parameters(descriptor: &str) -> Option<&str> {
    descriptor.split_once("::").map(|(plain, _)| plain)
}
