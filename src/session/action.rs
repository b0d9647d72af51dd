//! Everything a user or the engine can do to the session.

use super::{Beginning, Dialog, GroupBy, LicensesPart, Opening, QualityPart, Redacting, Screen, Waiting};
use crate::licenses::decisions::Decision;
use crate::licenses::{Context, FindingKind, Relation, RelationOf, Verdict};
use crate::session::Theme;
use crate::view::between::BetweenView;
use crate::view::compare::{CompareRequest, CompareView};
use crate::view::complexity::{ComplexityRequest, ComplexityView};
use crate::view::decisions::DecisionsView;
use crate::view::duties::DutiesView;
use crate::view::estate::{EstateRequest, EstateView};
use crate::view::evaluation::EvaluationView;
use crate::view::files::{NoticeView, WorkspaceView};
use crate::view::graph::{GraphView, Grouping, Reach};
use crate::view::hygiene::{HygieneRequest, HygieneView};
use crate::view::inspector::InspectorView;
use crate::view::inventory::{Column, InventoryPage};
use crate::view::license_matrix::{Joined, LicenseMatrix};
use crate::view::license_text::LicenseTextView;
use crate::view::licenses::LicensesView;
use crate::view::overview::OverviewView;
use crate::view::policy::PolicyView;
use crate::view::quality::{QualityRequest, QualityView};
use crate::view::quality_figures::QualityFigures;
use crate::view::query::Completion;
use crate::view::redaction::RedactionView;
use crate::view::report::ReportView;
use crate::view::scene::Palette;
use crate::view::search::Hit;
use crate::view::tree::TreeView;
use crate::view::vulnerabilities::{VulnerabilitiesRequest, VulnerabilitiesView};

/// One thing that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    Show(Screen),
    Open(Option<Dialog>),
    SetTheme(Theme),
    SetDrawing(String),
    FoldRail(bool),
    CloseBanner(String),

    /// Files were handed to the engine.
    Opening(Vec<Opening>),
    /// The engine read or refused a file.
    Opened {
        file: u32,
        readable: bool,
    },
    /// A file that was opened turned out to be none of the workspace.
    NoFile(u32),
    /// All that is loaded is closed; the files of a saved workspace follow.
    BeginAgain(Box<Beginning>),
    /// A saved workspace was opened beside loaded files: ask.
    Wait(Waiting),
    /// Files or their ticks changed in the engine.
    FilesChanged,
    SetContext(Context),
    /// How something is joined to the work; `None`: as it is by itself.
    Join(RelationOf, Option<Relation>),
    /// Something was decided or settled in the engine: what was judged is judged anew.
    Decided,
    /// Rules while they are written; `None`: back to those that hold.
    EditPolicy(Option<String>),
    /// Who decides.
    SetPerson(String),
    /// Replace internal names in what is saved.
    Redact(Redacting),
    /// Read the text of a licence term.
    ReadText(String),

    Select(Option<u32>),
    /// Select and show it in the graph, with a route.
    Locate(u32),
    /// Light these routes in the graph and show all their components.
    Light(Vec<Vec<u32>>),
    Expand(u32),
    Collapse(u32),
    /// Only what lies on routes through it; `None` shows all again.
    Focus(Option<u32>),
    /// How far the focus goes.
    Reach(Reach),
    /// Another way of placing, by its id.
    SetLayout(String),
    /// Draw sets as one; `None`: every component for itself.
    Group(Option<Grouping>),
    /// Draw the members of a set for themselves.
    OpenSet(String),
    /// Only what this query accepts, with the ways to it.
    FilterGraph(String),
    /// Take what the legend dims out of the picture, or show it dim.
    HideDimmed(bool),
    /// Take components out of the picture.
    Hide(Vec<u32>),
    /// The files (by id) whose difference is shown: before, after.
    Compare(u32, u32),
    /// One more component is chosen, or no longer.
    Toggle(u32),
    /// These join what is chosen; none: nothing is chosen any more.
    Choose(Vec<u32>),
    /// So many edges of so many in view are drawn.
    EdgesShown(u32, u32),
    ExpandAll(Vec<u32>),
    CollapseAll(Vec<u32>),
    SetPalette(Palette),
    /// Legend: dim or undim a hue.
    Dim(u8),
    Undo,
    Redo,
    ResetView,
    AsTree(bool),
    ToggleBranch(Vec<u32>),

    SetQuery(String),
    SortBy(Column),
    Scroll(usize),

    OpenFinding(Option<usize>),
    ShowPart(LicensesPart),
    GroupBy(GroupBy),
    /// A query line over findings and licences.
    FilterFindings(String),
    /// Leave out findings with this verdict, or show them again.
    ToggleVerdict(Verdict),
    /// What the Complexity view is to show; it is opened.
    Complexity(ComplexityRequest),
    /// Which two files stand side by side; the view is opened.
    CompareFiles(CompareRequest),
    /// A part of the quality view; it is opened.
    ShowQuality(QualityPart),
    Quality(QualityRequest),
    Vulnerabilities(VulnerabilitiesRequest),
    Hygiene(HygieneRequest),
    Estate(EstateRequest),
    /// Who answers for a project (by its key); an empty label takes the name back.
    SetOwner(String, String),
    /// A query under a name: name, query.
    KeepQuery(String, String),
    /// The name of a query that is kept no longer.
    ForgetQuery(String),
    SetJoined(Joined),
    ToggleKind(FindingKind),

    SetSearch(String),
    /// Show the first hit for this text, now or as soon as it is known.
    LocateFirst(String),

    Working(Option<(String, f32)>),
    /// Show it for a moment, and say it to a screen reader.
    Say(String),
    /// Say it to a screen reader only.
    Announce(String),
    /// The engine died and was started anew.
    Recovered(Option<String>),
    Answered(Box<Answer>),
}

/// An answer of the engine, as the session keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    Workspace(WorkspaceView),
    Overview(OverviewView),
    Graph(Box<GraphView>),
    Tree(TreeView),
    Inventory(InventoryPage),
    Licenses(LicensesView),
    Complexity(Box<ComplexityView>),
    Compare(Box<CompareView>),
    Quality(Box<QualityView>),
    QualityFigures(QualityFigures),
    Hygiene(Box<HygieneView>),
    Vulnerabilities(Box<VulnerabilitiesView>),
    Estate(Box<EstateView>),
    Evaluation(Option<Box<EvaluationView>>),
    LicenseMatrix(LicenseMatrix),
    Duties(DutiesView),
    Decisions(Box<DecisionsView>),
    Draft(Option<Box<Decision>>),
    Policy(Box<PolicyView>),
    PolicyChecked(Vec<NoticeView>),
    LicenseText(LicenseTextView),
    Inspector(Option<Box<InspectorView>>),
    Hits(String, Vec<Hit>),
    Completions(String, Vec<Completion>),
    Report(Option<Box<ReportView>>),
    Between(Option<Box<BetweenView>>),
    Redaction(Box<RedactionView>),
}
