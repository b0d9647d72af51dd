//! The state of one sitting.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::{Redacting, SavedQuery, SavedView, Theme, Waiting};
use crate::licenses::decisions::Decision;
use crate::licenses::{Context, FindingKind, Settlements};
use crate::view::between::BetweenView;
use crate::view::compare::{CompareRequest, CompareView};
use crate::view::complexity::{ComplexityRequest, ComplexityView};
use crate::view::decisions::{DecisionsView, DraftFor};
use crate::view::duties::DutiesView;
use crate::view::estate::{EstateRequest, EstateView};
use crate::view::evaluation::EvaluationView;
use crate::view::files::{NoticeView, WorkspaceView};
use crate::view::graph::{GraphRequest, GraphView};
use crate::view::hygiene::{HygieneRequest, HygieneView};
use crate::view::inspector::InspectorView;
use crate::view::inventory::{InventoryPage, InventoryRequest};
use crate::view::license_matrix::{Joined, LicenseMatrix};
use crate::view::license_text::LicenseTextView;
use crate::view::licenses::{LicensesRequest, LicensesView};
use crate::view::overview::OverviewView;
use crate::view::policy::PolicyView;
use crate::view::quality::{QualityRequest, QualityView};
use crate::view::quality_figures::QualityFigures;
use crate::view::query::Completion;
use crate::view::redaction::RedactionView;
use crate::view::report::ReportView;
use crate::view::search::Hit;
use crate::view::tree::{TreeRequest, TreeView};
use crate::view::vulnerabilities::{VulnerabilitiesRequest, VulnerabilitiesView};

/// Everything the page knows of what the user is doing, and the answers it shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Session {
    pub screen: Screen,
    pub context: Context,
    /// What the page settles itself: how parts are joined.
    pub settlements: Settlements,
    /// Goes up with every change of files or context: answers of older generations are stale.
    pub generation: u32,
    pub selected: Option<u32>,
    pub lit: Lit,
    /// Brought into the picture's middle when the picture holds it.
    pub located: Option<u32>,
    pub view: GraphRequest,
    /// Components chosen together in the picture.
    pub chosen: BTreeSet<u32>,
    /// Edges drawn of those in view; equal where all are.
    pub edges_shown: (u32, u32),
    pub undo: Vec<GraphRequest>,
    pub redo: Vec<GraphRequest>,
    /// The graph's twin is shown in its place.
    pub as_tree: bool,
    pub tree_request: TreeRequest,
    pub inventory_request: InventoryRequest,
    pub licenses_part: LicensesPart,
    pub licenses_request: LicensesRequest,
    pub complexity_request: ComplexityRequest,
    pub compare_request: CompareRequest,
    pub quality_part: QualityPart,
    pub quality_request: QualityRequest,
    pub vulnerabilities_request: VulnerabilitiesRequest,
    pub hygiene_request: HygieneRequest,
    pub estate_request: EstateRequest,
    /// Queries under names, for every field.
    pub saved_queries: Vec<SavedQuery>,
    /// Who answers for which project, by the project's key.
    pub owners: BTreeMap<String, String>,
    /// How the matrix takes two licences to be joined.
    pub joined: Joined,
    /// The finding whose card is open.
    pub open_finding: Option<usize>,
    pub group_by: GroupBy,
    /// Who decided last: the next decision begins with it.
    pub person: String,
    pub hidden_kinds: Vec<FindingKind>,
    pub search: String,
    /// Enter was pressed for this text before its hits came: the first one is shown when they do.
    pub search_pending: Option<String>,
    pub theme: Theme,
    /// What draws the graph, in the word of the setting: `automatic`, `canvas` or `webgl`.
    pub drawing: String,
    /// `None`: folded where the window is narrow.
    pub rail_folded: Option<bool>,
    pub dialog: Option<Dialog>,
    /// What the open dialog lies over: it comes back when that one closes.
    pub dialog_below: Option<Dialog>,
    pub closed_banners: BTreeSet<String>,
    /// Files on their way into the engine.
    pub opening: Vec<Opening>,
    /// Some that came with them are in it already.
    pub has_new_files: bool,
    /// (stage, share) of work that takes long.
    pub working: Option<(String, f32)>,
    /// The last thing said to a screen reader alone.
    pub said: String,
    /// The last thing shown for a moment, with a number that goes up.
    pub shown: (u32, String),
    /// Why the engine had to be started anew.
    pub recovered: Option<String>,
    /// Whether internal names are replaced in what is saved.
    pub redacting: Redacting,
    /// What a saved workspace showed, until its files are open.
    pub beginning: Option<Box<SavedView>>,
    /// A saved workspace beside loaded files.
    pub waiting: Option<Waiting>,

    pub workspace: Option<Rc<WorkspaceView>>,
    pub overview: Option<Rc<OverviewView>>,
    pub graph: Option<Rc<GraphView>>,
    pub tree: Option<Rc<TreeView>>,
    pub inventory: Option<Rc<InventoryPage>>,
    pub licenses: Option<Rc<LicensesView>>,
    pub complexity: Option<Rc<ComplexityView>>,
    pub compare: Option<Rc<CompareView>>,
    pub quality: Option<Rc<QualityView>>,
    pub quality_figures: Option<Rc<QualityFigures>>,
    pub hygiene: Option<Rc<HygieneView>>,
    pub vulnerabilities: Option<Rc<VulnerabilitiesView>>,
    pub estate: Option<Rc<EstateView>>,
    /// Of the component whose page is open.
    pub evaluation: Option<Rc<EvaluationView>>,
    pub license_matrix: Option<Rc<LicenseMatrix>>,
    pub duties: Option<Rc<DutiesView>>,
    pub decisions: Option<Rc<DecisionsView>>,
    pub policy: Option<Rc<PolicyView>>,
    /// Rules while they are written; `None`: as they hold.
    pub policy_text: Option<String>,
    /// What is to be said of them.
    pub policy_checked: Rc<Vec<NoticeView>>,
    /// What the open dialog begins a decision with.
    pub draft: Option<Rc<Decision>>,
    /// The licence term whose text is open, and the text when it is known.
    pub text_term: String,
    pub license_text: Option<Rc<LicenseTextView>>,
    pub inspector: Option<Rc<InspectorView>>,
    pub hits: Option<Rc<(String, Vec<Hit>)>>,
    /// How the query being written may go on.
    pub completions: Option<Rc<(String, Vec<Completion>)>>,
    /// Of the file whose report is open.
    pub report: Option<Rc<ReportView>>,
    /// Of the comparison that is open.
    pub between: Option<Rc<BetweenView>>,
    /// What a redacted copy would replace.
    pub redaction: Option<Rc<RedactionView>>,
}

/// A file that is being read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    pub id: u32,
    pub name: String,
}

/// The views, in the order of their keys 1 to 8.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Screen {
    #[default]
    Overview,
    Graph,
    Inventory,
    Licenses,
    Complexity,
    Compare,
    Quality,
    Estate,
}

impl Screen {
    pub const ALL: [Self; 8] = [
        Self::Overview,
        Self::Graph,
        Self::Inventory,
        Self::Licenses,
        Self::Complexity,
        Self::Compare,
        Self::Quality,
        Self::Estate,
    ];

    pub fn title(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Graph => "Graph",
            Self::Inventory => "Inventory",
            Self::Licenses => "Licences",
            Self::Complexity => "Complexity",
            Self::Compare => "Compare",
            Self::Quality => "Quality",
            Self::Estate => "Estate",
        }
    }

    /// The icon's name.
    pub fn icon(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Graph => "layers",
            Self::Inventory => "table",
            Self::Licenses => "scales",
            Self::Complexity => "stack",
            Self::Compare => "compare",
            Self::Quality => "quality",
            Self::Estate => "folder",
        }
    }

    /// Its word in the address after `#`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Graph => "graph",
            Self::Inventory => "inventory",
            Self::Licenses => "licences",
            Self::Complexity => "complexity",
            Self::Compare => "compare",
            Self::Quality => "quality",
            Self::Estate => "estate",
        }
    }

    /// The view of a word in the address; the overview for any other.
    pub fn from_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|screen| screen.as_str() == word).unwrap_or_default()
    }

    /// The key that opens it.
    pub fn key(self) -> usize {
        Self::ALL.iter().position(|screen| *screen == self).map_or(0, |position| position + 1)
    }
}

/// What the graph lights.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lit {
    /// All routes to the selected component.
    #[default]
    Selection,
    /// Given routes, node by node: a finding's, or one from the inspector.
    Routes(Vec<Vec<u32>>),
}

/// How findings are grouped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum GroupBy {
    #[default]
    Place,
    Kind,
}

/// The parts of the licences view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum LicensesPart {
    #[default]
    Findings,
    Licenses,
    Matrix,
    Duties,
    Policy,
    Decisions,
}

impl LicensesPart {
    pub const ALL: [Self; 6] =
        [Self::Findings, Self::Licenses, Self::Matrix, Self::Duties, Self::Policy, Self::Decisions];

    pub fn title(self) -> &'static str {
        match self {
            Self::Findings => "Findings",
            Self::Licenses => "Licences",
            Self::Matrix => "Matrix",
            Self::Duties => "Duties",
            Self::Policy => "Policy",
            Self::Decisions => "Decisions",
        }
    }

    /// Its word in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Findings => "findings",
            Self::Licenses => "licences",
            Self::Matrix => "matrix",
            Self::Duties => "duties",
            Self::Policy => "policy",
            Self::Decisions => "decisions",
        }
    }

    /// The icon's name.
    pub fn icon(self) -> &'static str {
        match self {
            Self::Findings => "pin",
            Self::Licenses => "table",
            Self::Matrix => "overview",
            Self::Duties => "report",
            Self::Policy => "scales",
            Self::Decisions => "quality",
        }
    }
}

/// The parts of the quality view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum QualityPart {
    #[default]
    Vulnerabilities,
    Hygiene,
    Sbom,
}

impl QualityPart {
    pub const ALL: [Self; 3] = [Self::Vulnerabilities, Self::Hygiene, Self::Sbom];

    pub fn title(self) -> &'static str {
        match self {
            Self::Vulnerabilities => "Vulnerabilities",
            Self::Hygiene => "Hygiene of lockfiles",
            Self::Sbom => "Quality of SBOMs",
        }
    }

    /// Its word in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Vulnerabilities => "vulnerabilities",
            Self::Hygiene => "hygiene",
            Self::Sbom => "sbom",
        }
    }
}

/// What lies over the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialog {
    Context,
    Help,
    Commands,
    Paste,
    About,
    /// Everything that can be saved.
    Save,
    /// A decision on a finding or a component.
    Decide(DraftFor),
    /// The text of a licence.
    LicenseText,
    /// One component, judged before it is taken in.
    Evaluation(u32),
    /// What is to become of a saved workspace beside loaded files.
    Restore,
    /// How a file was read.
    Report(u32),
    /// Two files of one project side by side, by position.
    Between(usize),
}

impl Session {
    /// Are there files, or will there be?
    pub fn has_files(&self) -> bool {
        !self.opening.is_empty() || self.workspace.as_ref().is_some_and(|workspace| !workspace.files.is_empty())
    }
}
