//! A workspace as the page sees it, and documents to put into it.

use lockscope::engine::{Request, Response, Workspace};
use lockscope::graph::NodeIndex;
use lockscope::licenses::{Context, Modified, Outbound, UseCase, Verdict};
use lockscope::view::facts::Facts;
use lockscope::view::files::WorkspaceView;
use lockscope::view::inspector::InspectorView;
use lockscope::view::inventory::{InventoryPage, InventoryRequest, Row};
use lockscope::view::overview::OverviewView;
use serde_json::{Map, Value, json};

/// A workspace; questions and answers cross as JSON, as they do between page and engine.
#[derive(Default)]
pub struct Door {
    workspace: Workspace,
    next_file: u32,
}

impl Door {
    /// A workspace with these files.
    pub fn with(files: &[(&str, &str)]) -> Self {
        let mut door = Self::default();
        for (name, text) in files {
            door.open(name, text.as_bytes());
        }
        door
    }

    /// Opens a file and gives its id.
    pub fn open(&mut self, name: &str, bytes: &[u8]) -> u32 {
        let id = self.next_file;
        self.next_file += 1;
        self.workspace.open(id, name, bytes, &mut |_| {});
        id
    }

    /// Hands over the licence texts.
    pub fn take_texts(&mut self, block: &[u8]) {
        self.workspace.take_texts(block).expect("a block of texts");
    }

    /// What is known, brought up to date.
    pub fn facts(&mut self) -> &Facts {
        self.workspace.facts(&mut |_| {})
    }

    /// Asks; what crosses comes through unchanged.
    pub fn ask(&mut self, request: Request) -> Response {
        let crossed = serde_json::to_vec(&request).expect("a request as JSON");
        let crossed: Request = serde_json::from_slice(&crossed).expect("a request from JSON");
        assert_eq!(crossed, request);
        let response = self.workspace.handle(crossed, &mut |_| {});
        let crossed = serde_json::to_vec(&response).expect("a response as JSON");
        let crossed: Response = serde_json::from_slice(&crossed).expect("a response from JSON");
        assert_eq!(crossed, response);
        crossed
    }

    pub fn judge(&mut self, use_case: UseCase, outbound: Outbound) {
        let context = Context { use_case, outbound, modified: Modified::Nothing, ..Context::default() };
        assert_eq!(self.ask(Request::Judge { context }), Response::Done);
    }

    pub fn frame(&mut self) -> WorkspaceView {
        match self.ask(Request::Workspace) {
            Response::Workspace(view) => view,
            other => panic!("{other:?}"),
        }
    }

    pub fn overview(&mut self) -> OverviewView {
        match self.ask(Request::Overview) {
            Response::Overview(view) => view,
            other => panic!("{other:?}"),
        }
    }

    pub fn inventory(&mut self, request: InventoryRequest) -> InventoryPage {
        match self.ask(Request::Inventory(request)) {
            Response::Inventory(page) => page,
            other => panic!("{other:?}"),
        }
    }

    /// All components, by name.
    pub fn rows(&mut self) -> Vec<Row> {
        self.inventory(InventoryRequest {
            sort: lockscope::view::inventory::Column::Name,
            limit: usize::MAX,
            ..InventoryRequest::default()
        })
        .rows
    }

    pub fn row(&mut self, name: &str) -> Row {
        self.rows().into_iter().find(|row| row.name == name).unwrap_or_else(|| panic!("no {name}"))
    }

    pub fn verdict(&mut self, name: &str) -> Verdict {
        self.row(name).verdict
    }

    pub fn node(&mut self, name: &str) -> NodeIndex {
        self.row(name).node
    }

    pub fn inspect(&mut self, name: &str) -> InspectorView {
        let node = self.node(name);
        match self.ask(Request::Inspect { node }) {
            Response::Inspector(Some(view)) => *view,
            other => panic!("{other:?}"),
        }
    }
}

/// A package-lock.json of version 3. A line is a package, all in version 1.0.0: `name | licence | what it needs`;
/// the first is the project. `dev:` before a need of the project makes it a development dependency.
pub fn package_lock(lines: &str) -> String {
    let mut packages = Map::new();
    for (position, line) in lines.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate() {
        let mut cells = line.split('|').map(str::trim);
        let mut cell = || cells.next().unwrap_or_default();
        let (name, license, needs) = (cell(), cell(), cell());
        let (mut runtime, mut development) = (Map::new(), Map::new());
        for need in needs.split_whitespace() {
            match need.strip_prefix("dev:") {
                Some(need) => development.insert(need.to_owned(), json!("^1.0.0")),
                None => runtime.insert(need.to_owned(), json!("^1.0.0")),
            };
        }
        let mut package = json!({ "version": "1.0.0", "dependencies": runtime, "devDependencies": development });
        if !license.is_empty() {
            package["license"] = json!(license);
        }
        let place = if position == 0 { String::new() } else { format!("node_modules/{name}") };
        if position == 0 {
            package["name"] = json!(name);
        }
        packages.insert(place, package);
    }
    json!({ "name": "app", "version": "1.0.0", "lockfileVersion": 3, "packages": packages }).to_string()
}

/// A CycloneDX document without dependencies: (name, licence) pairs of crates in version 1.0.0.
pub fn crates_bom(components: &[(&str, &str)]) -> String {
    let component = |(name, license): &(&str, &str)| -> Value {
        json!({
            "type": "library", "name": name, "version": "1.0.0", "purl": format!("pkg:cargo/{name}@1.0.0"),
            "licenses": [{ "expression": license }],
        })
    };
    let components: Vec<Value> = components.iter().map(component).collect();
    json!({ "bomFormat": "CycloneDX", "specVersion": "1.6", "components": components }).to_string()
}

/// An entry of a package-lock.json of version 3; `dev:` before a need makes it one for development.
pub fn npm_package(version: &str, license: &str, needs: &str) -> Value {
    let (mut runtime, mut development) = (Map::new(), Map::new());
    for need in needs.split_whitespace() {
        match need.strip_prefix("dev:") {
            Some(need) => development.insert(need.to_owned(), json!("*")),
            None => runtime.insert(need.to_owned(), json!("*")),
        };
    }
    let mut package = json!({ "version": version, "dependencies": runtime, "devDependencies": development });
    if !license.is_empty() {
        package["license"] = json!(license);
    }
    package
}

/// A workspace with one crate `signer` that needs `curve` and `hex`.
pub const CARGO_LOCK: &str = r#"version = 4

[[package]]
name = "curve"
version = "1.0.0"
source = "registry+https://registry.example/index"

[[package]]
name = "hex"
version = "1.0.0"
source = "registry+https://registry.example/index"

[[package]]
name = "signer"
version = "0.1.0"
dependencies = [
 "curve",
 "hex",
]
"#;
