//! What an estate of many files costs, and queries on many components: run here, or in a browser by `benches/estate.mjs`.
//!
//! ```text
//! cargo run --release --example estate                  # 300 lockfiles with 1,500 components each; 100,000 to query
//! cargo run --release --example estate -- FILE...       # what it makes of files of one's own
//! ```
//!
//! The files are made from a seed: package-lock files as text, so that reading is what it is. A third of what a file holds
//! is everybody's, in one of nine versions; the rest are its own. The graph to query is one document of 100,000
//! components with 500,000 dependencies.

use std::cell::RefCell;
use std::fmt::Write as _;

use lockscope::engine::{Request, Response, Workspace};
use lockscope::graph;
use lockscope::licenses::Grounds;
use lockscope::model::{Component, Dependency, Document, Ecosystem, PackageUrl, Scope, StatedLicense};
use lockscope::view::estate::{Ecosystem as Filter, EstateRequest, PackageColumn};
use lockscope::view::facts::Facts;
use lockscope::view::inventory::{self, InventoryRequest};

const FILES: u32 = 300;
const COMPONENTS_OF_A_FILE: u32 = 1_500;
const COMPONENTS: u32 = 100_000;
const DEPENDENCIES: usize = 500_000;
/// Rows that the page asks for.
const WINDOW: usize = 120;
const LICENSES: [&str; 8] = [
    "MIT",
    "ISC",
    "Apache-2.0",
    "BSD-3-Clause",
    "MPL-2.0",
    "(MIT OR GPL-3.0-only)",
    "LGPL-2.1-or-later",
    "GPL-3.0-only",
];

/// A set of different queries: words, keys, globs, versions, numbers, routes, expressions.
const QUERIES: [&str; 10] = [
    "kit-77",
    "name:*-kit-1*",
    "license:GPL* -dev",
    "class:strong or verdict:review",
    "package-kit-4<1.5.0 or version:>=2.0.0",
    "name:/^package-(kit|core)-[0-9]+7$/",
    "/pkg:npm.*9@1\\.[0-4]\\./",
    "depth>3 needed-by>=5 not:direct",
    "needs:package-kit-99999 or brought-by:package-core-3",
    "hash:sha512* source:registry* (scope:runtime or direct)",
];

thread_local! {
    static ESTATE: RefCell<Workspace> = RefCell::new(Workspace::new());
    static TURN: RefCell<usize> = const { RefCell::new(0) };
    static FACTS: RefCell<Facts> = RefCell::new(Facts::default());
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

/// The package-lock of one service.
fn lockfile(number: u32) -> String {
    let mut numbers = Numbers(u64::from(number) + 1);
    let shared = COMPONENTS_OF_A_FILE / 3;
    let name = |at: u32| if at < shared { format!("shared-{at}") } else { format!("own-{number}-{at}") };
    let mut out = format!(
        "{{\"lockfileVersion\":3,\"packages\":{{\"\":{{\"name\":\"service-{number}\",\"version\":\"1.0.0\",\"dependencies\":{{"
    );
    for at in 0..40 {
        let comma = if at == 0 { "" } else { "," };
        let _ = write!(out, "{comma}\"{}\":\"*\"", name(at * 25));
    }
    out.push_str("}}");
    for at in 0..COMPONENTS_OF_A_FILE {
        let version = format!("{}.{}.0", 1 + numbers.below(3), numbers.below(3));
        let license = LICENSES[(at % 8).min(numbers.below(9) % 8) as usize];
        let _ = write!(
            out,
            ",\"node_modules/{0}\":{{\"version\":\"{version}\",\"resolved\":\"https://registry.example/{0}.tgz\",\"license\":\"{license}\",\"dependencies\":{{",
            name(at)
        );
        for need in 0..4 {
            let comma = if need == 0 { "" } else { "," };
            let to = if numbers.below(3) == 0 { numbers.below(shared) } else { numbers.below(COMPONENTS_OF_A_FILE) };
            let _ = write!(out, "{comma}\"{}\":\"*\"", name((to + need * 7) % COMPONENTS_OF_A_FILE));
        }
        out.push_str("}}");
    }
    out.push_str("}}");
    out
}

/// Reads all lockfiles, builds and judges their graph: components and dependencies of it.
fn open_all() -> (usize, usize) {
    ESTATE.with_borrow_mut(|workspace| {
        for number in 0..FILES {
            let name = format!("estate/team-{}/service-{number}/package-lock.json", number % 20);
            workspace.open(number, &name, lockfile(number).as_bytes(), &mut |_| {});
        }
        let facts = workspace.facts(&mut |_| {});
        (facts.graph.nodes.len(), facts.graph.edges.len())
    })
}

/// The same request, as one with other filters than the one before: what was added up for those is of no use to it.
fn afresh(request: EstateRequest) -> EstateRequest {
    let turn = TURN.with_borrow_mut(|turn| {
        *turn += 1;
        *turn % 50
    });
    EstateRequest { query: format!("{}{}", request.query, " ".repeat(turn)), ..request }
}

/// Asks the estate; how many packages fit. The answer is written as it crosses to the page.
fn estate(request: EstateRequest) -> usize {
    ESTATE.with_borrow_mut(|workspace| {
        let response = workspace.handle(Request::Estate(EstateRequest { limit: WINDOW, ..request }), &mut |_| {});
        let bytes = serde_json::to_vec(&response).unwrap_or_default();
        match response {
            Response::Estate(view) if !bytes.is_empty() => view.matching,
            _ => 0,
        }
    })
}

/// The first package that a query finds.
fn first_package(query: &str) -> Option<u32> {
    let request = EstateRequest { query: query.to_owned(), limit: 1, ..EstateRequest::default() };
    ESTATE.with_borrow_mut(|workspace| match workspace.handle(Request::Estate(request), &mut |_| {}) {
        Response::Estate(view) => view.packages.first().map(|row| row.package),
        _ => None,
    })
}

/// What is asked of the estate, by name.
fn asked(title: &str) -> EstateRequest {
    let base = EstateRequest::default();
    afresh(match title {
        "another page of the same" => return EstateRequest { offset: 90_000, ..base },
        "sorted by versions" => EstateRequest { sort: PackageColumn::Versions, ..base },
        "one project" => EstateRequest { project: Some("estate/team-3/service-3".to_owned()), ..base },
        "projects of one owner" => EstateRequest { query: "owner:team-3".to_owned(), ..base },
        "one ecosystem" => EstateRequest { ecosystem: Some(Filter::Npm), ..base },
        "an old version of a shared package" => EstateRequest { query: "shared-7<2.0.0".to_owned(), ..base },
        "licences and projects" => EstateRequest { query: "license:GPL* projects>200".to_owned(), ..base },
        "uses of a shared package" => {
            let query = "name:shared-7".to_owned();
            EstateRequest { open: first_package(&query), query, ..base }
        }
        _ => base,
    })
}

const ASKED: [&str; 9] = [
    "a page",
    "another page of the same",
    "sorted by versions",
    "one project",
    "projects of one owner",
    "one ecosystem",
    "an old version of a shared package",
    "licences and projects",
    "uses of a shared package",
];

/// Labels a twentieth of the projects.
fn label() {
    let of = |number: u32| (format!("estate/team-{}/service-{number}", number % 20), format!("team-{}", number % 20));
    let owners = (0..FILES).map(of).collect();
    ESTATE.with_borrow_mut(|workspace| workspace.handle(Request::Owners(owners), &mut |_| {}));
}

/// The graph that is queried: its components and dependencies.
fn prepare_queries() -> (usize, usize) {
    let mut numbers = Numbers(7);
    let mut document = Document { roots: vec![0], ..Document::default() };
    for at in 0..COMPONENTS {
        let name = format!("package-{}-{at}", if at % 3 == 0 { "kit" } else { "core" });
        let version = format!("{}.{}.{}", 1 + numbers.below(2), numbers.below(10), numbers.below(10));
        document.components.push(Component {
            package_url: PackageUrl::npm(&name, Some(&version)),
            version: Some(version),
            ecosystem: Ecosystem::Npm,
            licenses: vec![StatedLicense::declared(LICENSES[numbers.below(8) as usize])],
            hashes: vec![format!("sha512:{:032x}", numbers.below(u32::MAX))],
            source: Some(format!("https://registry.example/{name}.tgz")),
            own: at == 0,
            name,
            ..Component::default()
        });
    }
    for to in 1..COMPONENTS {
        document.dependencies.push(Dependency::new(numbers.below(to.min(2_000)), to, scope(&mut numbers)));
    }
    while document.dependencies.len() < DEPENDENCIES {
        let (one, other) = (numbers.below(COMPONENTS), numbers.below(COMPONENTS));
        if one != other {
            document.dependencies.push(Dependency::new(one.min(other), one.max(other), scope(&mut numbers)));
        }
    }
    let graph = graph::build(&[&document]);
    let counts = (graph.nodes.len(), graph.edges.len());
    let context = lockscope::licenses::Context::default();
    let grounds = Grounds::new(&graph, &[true], context.evidence);
    let mut facts = Facts { graph, grounds, ..Facts::default() };
    facts.judge();
    // Made once for each set of files.
    facts.index();
    FACTS.replace(facts);
    counts
}

fn scope(numbers: &mut Numbers) -> Scope {
    if numbers.below(5) == 0 { Scope::Development } else { Scope::Runtime }
}

/// Answers a query as the inventory does; how many components fit.
fn query(text: &str) -> usize {
    FACTS.with_borrow(|facts| {
        let request = InventoryRequest { query: text.to_owned(), limit: WINDOW, ..InventoryRequest::default() };
        let page = inventory::inventory(facts, &request);
        assert!(page.error.is_none(), "{text}");
        let bytes = serde_json::to_vec(&page).unwrap_or_default();
        if bytes.is_empty() { 0 } else { page.matching }
    })
}

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Reads all files: components and dependencies.
    #[wasm_bindgen]
    pub fn open_all() -> Vec<u32> {
        let (nodes, edges) = super::open_all();
        super::label();
        vec![nodes as u32, edges as u32]
    }

    #[wasm_bindgen]
    pub fn asked() -> Vec<String> {
        super::ASKED.iter().map(|title| (*title).to_owned()).collect()
    }

    /// Asks the estate by a title; how many packages fit. The first answer puts the estate together.
    #[wasm_bindgen]
    pub fn estate(title: &str) -> u32 {
        super::estate(super::asked(title)) as u32
    }

    #[wasm_bindgen]
    pub fn prepare_queries() -> Vec<u32> {
        let (nodes, edges) = super::prepare_queries();
        vec![nodes as u32, edges as u32]
    }

    #[wasm_bindgen]
    pub fn queries() -> Vec<String> {
        super::QUERIES.iter().map(|query| (*query).to_owned()).collect()
    }

    /// Answers a query; how many components fit.
    #[wasm_bindgen]
    pub fn query(text: &str) -> u32 {
        super::query(text) as u32
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::disallowed_methods, reason = "this half runs outside a browser: it reads a clock and files")]
fn main() {
    let files: Vec<String> = std::env::args().skip(1).collect();
    if !files.is_empty() {
        return native::tell(&files);
    }
    let timed = |work: &mut dyn FnMut() -> usize| {
        let start = std::time::Instant::now();
        let found = work();
        (start.elapsed().as_secs_f64() * 1000.0, found)
    };
    let row = |title: &str, work: &mut dyn FnMut() -> usize| {
        let mut runs: Vec<(f64, usize)> = (0..9).map(|_| timed(work)).collect();
        runs.sort_by(|one, other| one.0.total_cmp(&other.0));
        let (best, middle) = (runs[0], runs[runs.len() / 2]);
        eprintln!("{:8.1} ms at best, {:8.1} ms in the middle, {:7} fit  {title}", best.0, middle.0, middle.1);
    };
    let (read, nodes) = timed(&mut || open_all().0);
    eprintln!("{read:8.1} ms  {FILES} files read, their graph built and judged: {nodes} components");
    label();
    let (first, packages) = timed(&mut || estate(EstateRequest::default()));
    eprintln!("{first:8.1} ms  the first answer on the estate: {packages} packages");
    for title in ASKED {
        row(title, &mut || estate(asked(title)));
    }
    let (built, nodes) = timed(&mut || prepare_queries().0);
    eprintln!("{built:8.1} ms  the graph to query: {nodes} components");
    for text in QUERIES {
        row(text, &mut || query(text));
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use super::*;

    /// Prints what the estate makes of these files.
    #[expect(clippy::disallowed_methods, reason = "reads the files that are asked for")]
    pub fn tell(files: &[String]) {
        let mut workspace = Workspace::new();
        for (file, id) in files.iter().zip(0..) {
            match std::fs::read(file) {
                Ok(bytes) => _ = workspace.open(id, file.trim_start_matches("./"), &bytes, &mut |_| {}),
                Err(error) => eprintln!("{file}: {error}"),
            }
        }
        let request = EstateRequest { limit: 40, all_projects: true, ..EstateRequest::default() };
        let Response::Estate(view) = workspace.handle(Request::Estate(request), &mut |_| {}) else { return };
        eprintln!("{}", view.summary);
        for figure in &view.figures {
            eprintln!("  {} {} ({})", figure.value, figure.title, figure.note);
        }
        for row in &view.projects {
            eprintln!(
                "project {} [{}] root {}: {} files ({}), {}; {} components, {} direct, {} conflicts, {} unknown, {} duplicates, depth {}",
                row.name,
                row.key,
                row.root,
                row.files,
                row.file_names,
                row.ecosystems,
                row.components,
                row.direct,
                row.conflicts,
                row.unknown,
                row.duplicates,
                row.deepest
            );
        }
        for row in &view.packages {
            eprintln!(
                "package {} ({}): {} versions ({}), {} projects ({}), direct in {}, {}, {}, {}",
                row.name,
                row.ecosystem,
                row.versions_total,
                row.versions,
                row.projects_total,
                row.projects,
                row.direct,
                row.scopes,
                row.license,
                row.verdict.title()
            );
        }
        for row in &view.panels.sprawl {
            let versions: Vec<String> =
                row.versions.iter().map(|group| format!("{} ×{}", group.version, group.projects)).collect();
            eprintln!("sprawl {}: {}; newest in {} of {}", row.name, versions.join(", "), row.newest, row.projects);
        }
        for row in &view.panels.shared {
            eprintln!(
                "shared {}: {} projects, direct in {}, {} dependents",
                row.name, row.projects, row.direct, row.dependents
            );
        }
    }
}
