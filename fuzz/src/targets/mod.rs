//! Every fuzz target: bytes in, a panic where a promise is broken. Nothing here depends on the fuzzer, so `tests/fuzzing.rs`
//! runs the same targets on the inputs that were kept.

mod exports;
mod formats;
mod graphs;
mod licences;
mod packed;
mod readers;
mod small;
mod synthetic;
mod views;

/// A target.
#[derive(Clone, Copy)]
pub struct Target {
    pub name: &'static str,
    work: Work,
}

/// Tries one input.
type Try = fn(&[u8]);

#[derive(Clone, Copy)]
enum Work {
    Alone(Try),
    /// Reads as one format of a group.
    Group(&'static str),
}

/// Those that are not a group of formats.
const ALONE: &[(&str, Try)] = &[
    ("archives", packed::archives),
    ("bound_versions", small::bound_versions),
    ("detection", formats::detection),
    ("dominators", graphs::dominators),
    ("escapes", exports::escapes),
    ("export_files", exports::export_files),
    ("graph", graphs::graph),
    ("json", readers::json),
    ("jsonc", readers::jsonc),
    ("layouts", graphs::layouts),
    ("licence_expressions", licences::expressions),
    ("licence_matrix", licences::matrix),
    ("licence_texts", licences::texts),
    ("package_urls", small::package_urls),
    ("policies", licences::policies),
    ("policy_formats", licences::policy_formats),
    ("queries", views::queries),
    ("records", licences::records),
    ("routes", graphs::routes),
    ("subsets", graphs::subsets),
    ("toml", readers::toml),
    ("versions", small::versions),
    ("views", views::views),
    ("workspace", views::workspace),
    ("xml", readers::xml),
    ("yaml", readers::yaml),
];

const GROUPS: &str = include_str!("../../groups.txt");

/// The groups of formats: the target's name and the ids, in order.
pub fn groups() -> impl Iterator<Item = (&'static str, &'static str)> {
    GROUPS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "))
}

/// Every target, sorted by name.
pub fn all() -> Vec<Target> {
    let alone = ALONE.iter().map(|&(name, work)| Target { name, work: Work::Alone(work) });
    let mut all: Vec<Target> =
        alone.chain(groups().map(|(name, ids)| Target { name, work: Work::Group(ids) })).collect();
    all.sort_by_key(|target| target.name);
    all
}

/// The target of a name.
pub fn by_name(name: &str) -> Option<Target> {
    all().into_iter().find(|target| target.name == name)
}

impl Target {
    /// Tries one input.
    pub fn run(self, bytes: &[u8]) {
        match self.work {
            Work::Alone(work) => work(bytes),
            Work::Group(ids) => formats::group(ids, bytes),
        }
    }
}
