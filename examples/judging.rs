//! What judging a large graph costs: run here, or in a browser by `benches/judging.mjs`.
//!
//! ```text
//! cargo run --release --example judging             # the best and the middle of several runs
//! cargo run --release --example judging -- profile  # the same turn again and again, for a profiler
//! ```
//!
//! The graph is made from a seed: 100,000 components, 500,000 dependencies, 60 licences, the common ones often. It measures
//! what the engine does after a change: what is settled, the judgement, and what has become of decisions and findings. It
//! shows nothing of what was found but how much.

use std::cell::RefCell;

use lockscope::graph;
use lockscope::licenses::decisions::{About, Date, Decision, DecisionKind, Reason};
use lockscope::licenses::{
    Context, FindingKind, Grounds, Outbound, Relation, RelationOf, RelationRule, Settlements, Subject, UseCase,
};
use lockscope::model::{Component, Dependency, Document, Ecosystem, PackageUrl, Scope, StatedLicense};
use lockscope::policy;
use lockscope::view::facts::{Facts, LoadedPolicy};

const COMPONENTS: u32 = 100_000;
const DEPENDENCIES: usize = 500_000;
const LICENSES: [&str; 60] = [
    "MIT",
    "Apache-2.0",
    "ISC",
    "BSD-3-Clause",
    "MIT OR Apache-2.0",
    "BSD-2-Clause",
    "0BSD",
    "Unlicense",
    "Zlib",
    "CC0-1.0",
    "MPL-2.0",
    "Python-2.0",
    "BlueOak-1.0.0",
    "Unicode-3.0",
    "BSL-1.0",
    "PSF-2.0",
    "X11",
    "Artistic-2.0",
    "WTFPL",
    "MIT-0",
    "EPL-2.0",
    "LGPL-2.1-only",
    "LGPL-2.1-or-later",
    "LGPL-3.0-only",
    "EPL-1.0",
    "CDDL-1.0",
    "MPL-1.1",
    "NCSA",
    "PostgreSQL",
    "curl",
    "OpenSSL",
    "Apache-1.1",
    "BSD-4-Clause",
    "AFL-2.1",
    "MIT OR GPL-3.0-only",
    "Ruby",
    "PHP-3.01",
    "W3C",
    "ICU",
    "HPND",
    "libpng-2.0",
    "TCL",
    "Zend-2.0",
    "ZPL-2.1",
    "CDDL-1.1",
    "MS-PL",
    "EUPL-1.2",
    "GPL-2.0-only WITH Classpath-exception-2.0",
    "CC-BY-4.0",
    "OFL-1.1",
    "BUSL-1.1",
    "GPL-3.0-only",
    "GPL-2.0-or-later",
    "GPL-3.0-or-later",
    "AGPL-3.0-only",
    "GPL-2.0-only",
    "NOASSERTION",
    "BSD",
    "CC-BY-SA-4.0",
    "SSPL-1.0",
];

/// What changes from turn to turn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Change {
    Context,
    /// The same with a list of rules of our own.
    ContextWithRules,
    /// A correction, then a choice, in turns.
    Decision,
    /// A finding is accepted: that settles nothing.
    Acceptance,
    /// How one component is joined to the work.
    Relation,
}

const CHANGES: [(&str, Change); 5] = [
    ("another context", Change::Context),
    ("another context, with rules of our own", Change::ContextWithRules),
    ("another decision", Change::Decision),
    ("another acceptance", Change::Acceptance),
    ("another relation", Change::Relation),
];

thread_local! {
    static FACTS: RefCell<Option<Facts>> = const { RefCell::new(None) };
}

/// A generator of numbers that are the same every time (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits ^ (bits >> 31)) % u64::from(limit.max(1))) as u32
    }
}

/// A licence, by its rank as rare as the words of a language are.
fn license(numbers: &mut Numbers) -> &'static str {
    let weights: Vec<u32> = (1..=LICENSES.len() as u32).map(|rank| 100_000 / rank).collect();
    let mut at = numbers.below(weights.iter().sum());
    for (weight, license) in weights.iter().zip(LICENSES) {
        if at < *weight {
            return license;
        }
        at -= weight;
    }
    "MIT"
}

fn document() -> Document {
    let mut numbers = Numbers(7);
    let mut document = Document { roots: vec![0], ..Document::default() };
    for at in 0..COMPONENTS {
        let name = format!("package-{at}");
        document.components.push(Component {
            package_url: PackageUrl::npm(&name, Some("1.0.0")),
            version: Some("1.0.0".to_owned()),
            ecosystem: Ecosystem::Npm,
            licenses: vec![StatedLicense::declared(license(&mut numbers))],
            own: at == 0,
            name,
            ..Component::default()
        });
    }
    // Each is needed by an earlier one; the rest join any two, three of four forwards.
    for to in 1..COMPONENTS {
        document.dependencies.push(Dependency::new(numbers.below(to.min(2_000)), to, scope(&mut numbers)));
    }
    while document.dependencies.len() < DEPENDENCIES {
        let (one, other) = (numbers.below(COMPONENTS), numbers.below(COMPONENTS));
        let (from, to) = if numbers.below(4) > 0 { (one.min(other), one.max(other)) } else { (one, other) };
        if from != to {
            document.dependencies.push(Dependency::new(from, to, scope(&mut numbers)));
        }
    }
    document
}

fn scope(numbers: &mut Numbers) -> Scope {
    if numbers.below(5) == 0 { Scope::Development } else { Scope::Runtime }
}

/// Makes the graph and gathers its facts: components and dependencies.
fn prepare() -> (usize, usize) {
    let graph = graph::build(&[&document()]);
    let grounds = Grounds::new(&graph, &[true], context(0).evidence);
    let counts = (graph.nodes.len(), graph.edges.len());
    let today = "2026-01-01".parse().ok();
    FACTS.with_borrow_mut(|facts| *facts = Some(Facts { graph, grounds, today, ..Facts::default() }));
    counts
}

fn context(turn: u32) -> Context {
    let (use_case, outbound) = match turn % 4 {
        0 => (UseCase::Binary, Outbound::Proprietary),
        1 => (UseCase::Binary, Outbound::License("MIT".to_owned())),
        2 => (UseCase::Library, Outbound::License("GPL-3.0-only".to_owned())),
        _ => (UseCase::Binary, Outbound::Undecided),
    };
    Context { use_case, outbound, ..Context::default() }
}

/// A package that differs with every turn.
fn subject(turn: u32) -> Subject {
    Subject { package: format!("pkg:npm/package-{}", 1 + turn % 50_000), versions: None }
}

fn decision(turn: u32, change: Change) -> Option<Decision> {
    let (subjects, kind) = match (change, turn.is_multiple_of(2)) {
        (Change::Decision, true) => (vec![subject(turn)], DecisionKind::Correct { expression: "MPL-2.0".to_owned() }),
        (Change::Decision, false) => {
            (Vec::new(), DecisionKind::Choose { given: None, choice: "Apache-2.0".to_owned() })
        }
        (Change::Acceptance, _) => (vec![subject(turn)], DecisionKind::Accept),
        _ => return None,
    };
    let finding = (change == Change::Acceptance).then_some(FindingKind::Outbound);
    Some(Decision {
        date: "2026-01-01".parse::<Date>().ok()?,
        about: About { finding, subjects, ..About::default() },
        kind,
        reason: Reason::Other,
        comment: String::new(),
        person: String::new(),
        expires: None,
        licenses_then: Vec::new(),
    })
}

fn rules() -> Option<LoadedPolicy> {
    let policy = policy::presets().into_iter().next()?.policy;
    let read = policy::Read { policy, format: policy::all().first()?, notices: Vec::new() };
    let (name, sha256, text) = Default::default();
    Some(LoadedPolicy { id: None, name, size: 0, sha256, included: true, text, read })
}

/// What the engine does after a change. How many findings.
fn judge(turn: u32, change: Change) -> usize {
    FACTS.with_borrow_mut(|facts| {
        let Some(facts) = facts else { return 0 };
        let is_context = matches!(change, Change::Context | Change::ContextWithRules);
        let context = context(if is_context { turn } else { 0 });
        let is_other = facts.context != context;
        facts.context = context;
        facts.policies = (change == Change::ContextWithRules).then(rules).flatten().into_iter().collect();
        facts.decisions = decision(turn, change).into_iter().collect();
        let relation = RelationRule { of: RelationOf::Component(subject(turn)), relation: Relation::Process };
        let relations: Vec<RelationRule> = (change == Change::Relation).then_some(relation).into_iter().collect();
        if facts.settle(&facts.with_policy(&Settlements::default()), &relations) || is_other {
            facts.judge();
        }
        facts.decide();
        facts.judgement.findings.len()
    })
}

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Makes the graph: components and dependencies.
    #[wasm_bindgen]
    pub fn prepare() -> Vec<u32> {
        let (nodes, edges) = super::prepare();
        vec![nodes as u32, edges as u32]
    }

    /// Judges after the change with this name; how many findings.
    #[wasm_bindgen]
    pub fn judge(turn: u32, title: &str) -> u32 {
        let change = super::CHANGES.iter().find(|(known, _)| *known == title);
        change.map_or(0, |(_, change)| super::judge(turn, *change) as u32)
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::disallowed_methods, reason = "this half runs outside a browser: it reads a clock")]
fn main() {
    let timed = |work: &mut dyn FnMut() -> usize| {
        let start = std::time::Instant::now();
        let found = work();
        (start.elapsed().as_secs_f64() * 1000.0, found)
    };
    let (gathered, _) = timed(&mut || prepare().0);
    eprintln!("{gathered:8.1} ms  graph and facts");
    let turns = if std::env::args().any(|argument| argument == "profile") { 60 } else { 12 };
    for (title, change) in CHANGES {
        let mut runs: Vec<(f64, usize)> = (0..turns).map(|turn| timed(&mut || judge(turn, change))).skip(4).collect();
        runs.sort_by(|one, other| one.0.total_cmp(&other.0));
        let (best, middle) =
            (runs.first().copied().unwrap_or_default(), runs.get(runs.len() / 2).copied().unwrap_or_default());
        eprintln!("{:8.1} ms at best, {:8.1} ms in the middle, {:6} findings  {title}", best.0, middle.0, middle.1);
    }
}
