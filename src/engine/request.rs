//! What the page may ask and what it is answered.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::export::comparison::ComparisonFormat;
use crate::export::third_party::ThirdPartyFormat;
use crate::graph::NodeIndex;
use crate::licenses::decisions::{Date, Decision};
use crate::licenses::{Context, Settlements};
use crate::model::ReadError;
use crate::view::between::BetweenView;
use crate::view::compare::{CompareRequest, CompareView};
use crate::view::complexity::{ComplexityRequest, ComplexityView};
use crate::view::decisions::{DecisionsView, DraftFor};
use crate::view::duties::DutiesView;
use crate::view::estate::{EstateRequest, EstateTable, EstateView};
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
use crate::view::policy::{PolicyTextView, PolicyView};
use crate::view::quality::{QualityRequest, QualityView};
use crate::view::quality_figures::QualityFigures;
use crate::view::query::Completion;
use crate::view::redaction::RedactionView;
use crate::view::report::ReportView;
use crate::view::search::Hit;
use crate::view::tree::{TreeRequest, TreeView};
use crate::view::vulnerabilities::{VulnerabilitiesRequest, VulnerabilitiesView};

/// A question. File contents travel beside it, see `Workspace::open`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    Remove {
        file: u32,
    },
    /// Keep a file only as "could not be read": it stopped the engine.
    Refuse {
        file: u32,
        name: String,
        reason: ReadError,
    },
    Include {
        file: u32,
        included: bool,
    },
    Judge {
        context: Context,
    },
    /// What people settled, by policy and decisions: all of it, in place of what was told before.
    Settle {
        settlements: Settlements,
    },
    /// Our own rules, in any format that is read: in place of those given as text before. The answer says what was
    /// wrong; with errors nothing changes.
    Policy {
        name: String,
        text: String,
    },
    /// Forgets all rules, those of dropped files too.
    ClearPolicy,
    /// What is to be said of rules while they are written; changes nothing.
    CheckPolicy {
        text: String,
    },
    /// The rules that hold, and what they met.
    PolicyView,
    /// The rules that hold, to be saved; by the id of a format (`lockscope-toml`, `cargo-deny`, …).
    PolicyText {
        format: String,
    },
    /// Who answers for which project, by the project's key: all of it, in place of what was told before.
    Owners(BTreeMap<String, String>),
    /// What day it is, for what expires.
    Today(Date),
    /// Takes a decision. One about the same of the same day is replaced; licences it does not note are noted.
    Decide(Box<Decision>),
    /// Takes decisions that were made before, with the licences they note.
    TakeDecisions(Vec<Decision>),
    /// Takes a decision back, wherever it came from.
    Withdraw(Box<Decision>),
    /// A first draft of a decision, for a dialog.
    Draft(DraftFor),
    /// All decisions, with what has become of them.
    Decisions,
    /// All decisions as the file one hands over.
    SaveRecord {
        today: Date,
    },
    /// The frame: files, roots, counts. Builds and judges what changed.
    Workspace,
    Overview,
    Graph(GraphRequest),
    Tree(TreeRequest),
    Inventory(InventoryRequest),
    Licenses(LicensesRequest),
    Complexity(ComplexityRequest),
    Compare(CompareRequest),
    Estate(EstateRequest),
    /// The licences that are here, each against each.
    LicenseMatrix(Joined),
    /// What must ship with the product.
    Duties,
    /// What is unclean in the lockfiles.
    Hygiene(HygieneRequest),
    /// How many vulnerabilities, findings of hygiene and SBOMs there are.
    QualityFigures,
    /// An SBOM by a standard.
    Quality(QualityRequest),
    /// Known vulnerabilities, and what was not checked.
    Vulnerabilities(VulnerabilitiesRequest),
    /// One component, judged before it is taken in; as Markdown by `CopyEvaluation`.
    Evaluation {
        node: NodeIndex,
    },
    CopyEvaluation {
        node: NodeIndex,
    },
    /// The text of a licence term.
    LicenseText {
        term: String,
    },
    Inspect {
        node: NodeIndex,
    },
    Search {
        text: String,
    },
    /// How a query that is being written may go on.
    Complete {
        text: String,
    },
    /// How a file was read.
    Report {
        file: u32,
    },
    /// Two files of one project side by side.
    Between {
        position: usize,
    },
    Export(ExportFormat),
    /// The same as text for the clipboard.
    CopyExport(ExportFormat),
    /// What a redacted copy would replace, with these scopes, namespaces and hosts.
    Redaction {
        internal: Vec<String>,
    },
    Copy {
        node: NodeIndex,
        format: CopyFormat,
    },
    CopyFinding {
        position: usize,
    },
}

impl Request {
    /// Is it answered better once the engine has the licence texts (`Workspace::take_texts`)?
    pub fn wants_texts(&self) -> bool {
        match self {
            Self::LicenseText { .. } => true,
            Self::Export(format) | Self::CopyExport(format) => format.wants_texts(),
            _ => false,
        }
    }
}

/// What to write.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ExportFormat {
    /// Exactly the rows the inventory shows, all of them.
    InventoryCsv(InventoryRequest),
    /// The picture as drawn: with what is lit.
    GraphSvg {
        request: GraphRequest,
        dark: bool,
        selected: Option<NodeIndex>,
        /// Routes that are lit in place of the selection's.
        lit: Vec<Vec<NodeIndex>>,
    },
    /// The graph for other tools, by the id of a format (`dot`, `graphml`, …).
    Graph {
        format: String,
        /// All of it, whatever the request shows.
        whole: bool,
        request: GraphRequest,
    },
    /// The findings as Markdown.
    FindingsMarkdown,
    /// Every component of every finding with what was decided on it.
    AuditCsv,
    AuditMarkdown,
    AuditHtml,
    /// The components that are shipped, with licences, texts and gaps.
    ThirdParty(ThirdPartyFormat),
    /// A document of `export::documents`, by its id; of one file alone where an SBOM of it is asked for.
    Document {
        id: String,
        file: Option<u32>,
    },
    /// The quality of SBOMs by a profile of one's choice, as a document of that part.
    Quality {
        id: String,
        request: QualityRequest,
    },
    /// Exactly the rows the inventory shows, all of them, with a sheet on what they were made from.
    InventoryXlsx(InventoryRequest),
    /// Two files side by side, every change under its cause.
    Comparison {
        request: CompareRequest,
        format: ComparisonFormat,
    },
    /// All rows of a table of the estate, as its request chooses and sorts them.
    EstateCsv {
        table: EstateTable,
        request: EstateRequest,
    },
    /// The tables of the estate, with a sheet on what they were made from.
    EstateXlsx(EstateRequest),
    /// Any of the others with internal names replaced: own ones, and those under these scopes, namespaces and hosts.
    Redacted {
        format: Box<ExportFormat>,
        internal: Vec<String>,
    },
}

impl ExportFormat {
    fn wants_texts(&self) -> bool {
        match self {
            Self::ThirdParty(_) => true,
            Self::Redacted { format, .. } => format.wants_texts(),
            _ => false,
        }
    }
}

/// How to copy a component's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CopyFormat {
    Text,
    Markdown,
    Mermaid,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Response {
    /// A change was taken; ask for `Workspace` when all changes are in.
    Done,
    /// A file was read or refused.
    Opened {
        file: u32,
        readable: bool,
    },
    Workspace(WorkspaceView),
    Overview(OverviewView),
    Graph(Box<GraphView>),
    Tree(TreeView),
    Inventory(InventoryPage),
    Licenses(LicensesView),
    Complexity(Box<ComplexityView>),
    Compare(Box<CompareView>),
    Estate(Box<EstateView>),
    LicenseMatrix(LicenseMatrix),
    Duties(DutiesView),
    Hygiene(Box<HygieneView>),
    Quality(Box<QualityView>),
    QualityFigures(QualityFigures),
    Vulnerabilities(Box<VulnerabilitiesView>),
    /// `None` where there is no such component (any more).
    Evaluation(Option<Box<EvaluationView>>),
    LicenseText(LicenseTextView),
    /// `None` where there is no such component (any more).
    Inspector(Option<Box<InspectorView>>),
    Hits {
        text: String,
        hits: Vec<Hit>,
    },
    Completions {
        text: String,
        completions: Vec<Completion>,
    },
    /// `None` where there is no such file (any more).
    Report(Option<Box<ReportView>>),
    Between(Option<Box<BetweenView>>),
    Redaction(Box<RedactionView>),
    Decisions(Box<DecisionsView>),
    Policy(Box<PolicyView>),
    PolicyChecked(Vec<NoticeView>),
    PolicyText(PolicyTextView),
    /// `None` where there is nothing to decide on (any more), or nobody said what day it is.
    Draft(Option<Box<Decision>>),
    /// Nothing was changed or saved: why, in one sentence.
    Refused(String),
    /// A file to save.
    File {
        name: String,
        media_type: String,
        text: String,
    },
    /// Text for the clipboard.
    Text(String),
    /// A file to save that is no text; the bytes in base64.
    FileBytes {
        name: String,
        media_type: String,
        base64: String,
    },
}

/// How far a long piece of work is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// `Reading package-lock.json`.
    pub stage: String,
    /// 0 to 1.
    pub share: f32,
}
