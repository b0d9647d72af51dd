//! What every view is made from: the loaded files, their graph, and what was concluded about it.

mod loaded;

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::analysis::estate::{self, Estate};
use crate::analysis::hygiene::Hygiene;
use crate::analysis::vulnerabilities::Vulnerabilities;
use crate::analysis::{checksums, depth, duplicates, reconciliation};
use crate::formats;
use crate::graph::{self, DocumentIndex, Graph, NodeIndex};
use crate::licenses::decisions::{self, Date, Decision, Outcome};
use crate::licenses::{self, Basis, Context, Grounds, Judgement, RelationRule, Settlements};
use crate::model::{ComponentIndex, Document, Role};
use crate::policy;
use crate::view::query::Index;

pub use loaded::{
    Archive, LoadedDatabase, LoadedFile, LoadedMatrix, LoadedPolicy, ReadFile, RecordFile, RefusedPolicy,
};

/// Everything known. Views borrow it; it is rebuilt when files change, judged anew when the context does.
#[derive(Default)]
pub struct Facts {
    pub files: Vec<LoadedFile>,
    pub archives: Vec<Archive>,
    pub graph: Graph,
    /// Which file each of the graph's documents is.
    pub document_files: Vec<usize>,
    pub context: Context,
    /// What people settled; judged with the context.
    pub settlements: Settlements,
    pub judgement: Judgement,
    /// What the licences are judged on, whatever the context.
    pub grounds: Grounds,
    pub dominators: Vec<Option<NodeIndex>>,
    /// For each node, how many components would leave with it, itself not counted.
    pub leaves_with: Vec<u32>,
    pub depths: depth::DepthProfile,
    pub duplicates: Vec<duplicates::Duplicate>,
    /// Files that state different checksums for one package version: findings that no context changes.
    pub checksum_findings: Vec<licenses::Finding>,
    /// The texts of the SPDX list; empty until the page hands them over.
    pub texts: licenses::texts::Texts,
    /// Documents of one project, side by side.
    pub reconciliations: Vec<reconciliation::Reconciliation>,
    pub records: Vec<RecordFile>,
    /// Lists of rules in the order they came: the last included one holds.
    pub policies: Vec<LoadedPolicy>,
    /// The last one that could not be read.
    pub refused_policy: Option<RefusedPolicy>,
    /// Where rules say to act, whatever the rules; filled in at first use.
    pub places: OnceCell<policy::Places>,
    /// What queries look at; filled in at first use, anew when files change.
    pub index: OnceCell<Index>,
    /// Which project uses which package; filled in at first use, anew when files change.
    pub estate: OnceCell<Estate>,
    /// What the last answer on the estate chose; forgotten with what it rests on.
    pub estate_added: RefCell<Option<Rc<super::estate::Added>>>,
    /// Who answers for which project, by the project's key, as the page says.
    pub owners: BTreeMap<String, String>,
    /// What the Complexity view rests on; filled in at first use.
    pub questions: OnceCell<super::complexity::Questions>,
    /// The two files that were compared last; forgotten with the judgement.
    pub compared: RefCell<Option<super::compare::Compared>>,
    /// Licence matrices in the order they came: the last included one is judged by, else the packed one.
    pub matrices: Vec<LoadedMatrix>,
    /// Profiles of SBOMs in the order they came.
    pub profiles: Vec<super::quality::LoadedProfile>,
    /// Databases of vulnerabilities in the order they came.
    pub databases: Vec<LoadedDatabase>,
    /// What is known of vulnerabilities, and what is unclean in lockfiles; filled in at first use, anew when files change.
    pub vulnerabilities: OnceCell<Vulnerabilities>,
    pub hygiene: OnceCell<Hygiene>,
    /// What came of the rules that hold.
    pub by_policy: policy::Applied,
    /// Everything decided, sorted by date, each once.
    pub decisions: Vec<Decision>,
    /// What day it is; `None` where nobody said.
    pub today: Option<Date>,
    /// What has become of findings and decisions.
    pub outcome: Outcome,
}

impl Facts {
    /// The included documents, with their files' positions.
    pub fn included(&self) -> Vec<(usize, &Document)> {
        let is_document = |file: &&ReadFile| file.document.manifest.is_none();
        self.files
            .iter()
            .enumerate()
            .filter(|(_, file)| file.included)
            .filter_map(|(position, file)| {
                file.content.as_ref().ok().filter(is_document).map(|read| (position, &read.document))
            })
            .collect()
    }

    /// How many of the included documents say what is there; the others tell of components that are elsewhere.
    pub fn inventories(&self) -> usize {
        self.included().iter().filter(|(_, document)| document.role == Role::Inventory).count()
    }

    /// Rebuilds the graph and what follows from it alone. Judging is a step of its own.
    pub fn rebuild(&mut self) {
        let included = self.included();
        let documents: Vec<&Document> = included.iter().map(|(_, document)| *document).collect();
        let graph = graph::build(&documents);
        let folders: Vec<&str> = included
            .iter()
            .map(|(position, _)| self.files.get(*position).map_or("", |file| folder_of(&file.name)))
            .collect();
        let reconciliations = reconciliation::reconciliations(&graph, &documents, &folders);
        let checksum_findings = checksums::disagreements(&graph, &documents);
        self.document_files = included.iter().map(|(position, _)| *position).collect();
        self.reconciliations = reconciliations;
        self.checksum_findings = checksum_findings;
        self.dominators = graph::dominators(&graph);
        let dominated = graph::dominated_counts(&self.dominators);
        self.leaves_with = dominated.into_iter().map(|with_itself| with_itself.saturating_sub(1)).collect();
        self.depths = depth::profile(&graph);
        self.duplicates = duplicates::duplicates(&graph);
        self.graph = graph;
        self.vulnerabilities = OnceCell::new();
        self.hygiene = OnceCell::new();
        self.places = OnceCell::new();
        self.questions = OnceCell::new();
        self.compared = RefCell::default();
        self.index = OnceCell::new();
        self.estate = OnceCell::new();
        self.estate_added = RefCell::default();
        self.grounds = Grounds::new(&self.graph, &self.holds_licenses(), self.context.evidence);
    }

    /// Judges anew, under the present context.
    pub fn judge(&mut self) {
        if self.grounds.view() != self.context.evidence {
            self.grounds = Grounds::new(&self.graph, &self.holds_licenses(), self.context.evidence);
        }
        let basis = self.basis();
        self.grounds.judge_by(&basis);
        let mut judgement = licenses::judge_on(&self.graph, &mut self.grounds, &self.context, &self.settlements);
        judgement.findings.extend(self.checksum_findings.iter().cloned());
        self.by_policy = policy::Applied::default();
        if let Some(rules) = self.policy() {
            let mut applied =
                policy::apply_on(&self.graph, &self.places, &judgement, &rules.read.policy, &self.context);
            judgement.findings.append(&mut applied.findings);
            judgement.findings.sort_by_key(|finding| std::cmp::Reverse(finding.verdict));
            self.by_policy = applied;
        }
        self.judgement = judgement;
        self.compared = RefCell::default();
        self.estate_added = RefCell::default();
    }

    /// Databases of ticked files, in the order they came.
    pub fn included_databases(&self) -> Vec<&LoadedDatabase> {
        let is_included = |id: u32| self.files.iter().any(|file| file.id == id && file.included);
        self.databases.iter().filter(|database| is_included(database.id)).collect()
    }

    /// The matrix that counts, where it came as a file.
    pub fn matrix_file(&self) -> Option<&LoadedMatrix> {
        self.matrices.iter().rev().find(|matrix| matrix.included)
    }

    /// What licences are judged by: the matrix of a file, else the packed one.
    pub fn basis(&self) -> Basis {
        self.matrix_file().map_or_else(Basis::packed, |file| file.basis.clone())
    }

    /// The rules that hold.
    pub fn policy(&self) -> Option<&LoadedPolicy> {
        self.policies.iter().rev().find(|policy| policy.included)
    }

    /// Is this file the list of rules that was refused last?
    pub fn is_refused_policy(&self, file: &LoadedFile) -> bool {
        file.content.is_err() && self.refused_policy.as_ref().is_some_and(|refused| refused.name == file.name)
    }

    /// What was told, and after it what the rules settle.
    pub fn with_policy(&self, told: &Settlements) -> Settlements {
        let mut all = told.clone();
        if let Some(rules) = self.policy() {
            let more = policy::settlements(&rules.read.policy);
            all.corrections.extend(more.corrections);
            all.choices.extend(more.choices);
            all.preferences.extend(more.preferences);
            all.refused.extend(more.refused);
            all.relations.extend(more.relations);
        }
        all
    }

    /// Adds what the rules waive to what was decided.
    pub fn add_waivers(&mut self) {
        let waived = self.policy().map(|rules| policy::decisions(&rules.read.policy)).unwrap_or_default();
        if !waived.is_empty() {
            self.decisions.extend(waived);
            self.decisions.sort();
            self.decisions.dedup();
        }
    }

    /// Works out what is settled: by decisions first, then by what was `told` (a policy), then by relations of records.
    /// True where it changed: judge anew then.
    pub fn settle(&mut self, told: &Settlements, relations: &[RelationRule]) -> bool {
        let mut settled = decisions::settlements_on(&self.graph, &self.grounds, &self.decisions, self.today);
        settled.corrections.extend(told.corrections.iter().cloned());
        settled.choices.extend(told.choices.iter().cloned());
        settled.relations = told.relations.iter().chain(relations).cloned().collect();
        settled.preferences.clone_from(&told.preferences);
        settled.refused.clone_from(&told.refused);
        let changed = settled != self.settlements;
        self.settlements = settled;
        changed
    }

    /// Works out what has become of findings and decisions.
    pub fn decide(&mut self) {
        let findings = &self.judgement.findings;
        self.outcome = decisions::apply_on(&self.graph, &self.grounds, findings, &self.decisions, self.today);
        self.compared = RefCell::default();
    }

    /// The file a node was first met in.
    pub fn file_of(&self, node: NodeIndex) -> Option<&LoadedFile> {
        let (document, _) = self.graph.nodes.get(node as usize)?.members.first()?;
        self.file_of_document(*document)
    }

    /// Every file a node was read from.
    pub fn files_of(&self, node: NodeIndex) -> impl Iterator<Item = &LoadedFile> {
        let members = self.graph.nodes.get(node as usize).map(|node| node.members.as_slice()).unwrap_or_default();
        members.iter().filter_map(|(document, _)| self.file_of_document(*document))
    }

    /// The node of each component of each of the graph's documents. Costs nodes.
    pub fn node_of_members(&self) -> BTreeMap<(DocumentIndex, ComponentIndex), NodeIndex> {
        let nodes = self.graph.nodes.iter().zip(0..);
        nodes.flat_map(|(node, at)| node.members.iter().map(move |member| (*member, at))).collect()
    }

    /// Names and package URLs in small letters, for queries.
    pub fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(&self.graph))
    }

    /// Which project uses which package.
    pub fn estate(&self) -> &Estate {
        self.estate.get_or_init(|| {
            let included = self.included();
            let documents: Vec<&Document> = included.iter().map(|(_, document)| *document).collect();
            let source = |(position, _): &(usize, &Document)| {
                let name = self.files.get(*position).map_or("", |file| file.name.as_str());
                estate::Source { name, is_fixed: formats::is_fixed_name(name) }
            };
            let sources: Vec<estate::Source<'_>> = included.iter().map(source).collect();
            estate::estate(&self.graph, &documents, &sources)
        })
    }

    /// The file of one of the graph's documents.
    pub fn file_of_document(&self, document: u32) -> Option<&LoadedFile> {
        self.files.get(*self.document_files.get(document as usize)?)
    }

    /// The graph's documents.
    pub fn documents(&self) -> Vec<&Document> {
        self.included().into_iter().map(|(_, document)| document).collect()
    }

    /// Whether each of the graph's documents is of a format that can hold licences.
    pub fn holds_licenses(&self) -> Vec<bool> {
        let holds = |position: &usize| {
            self.files.get(*position).and_then(|file| file.content.as_ref().ok()).is_some_and(ReadFile::holds_licenses)
        };
        self.document_files.iter().map(holds).collect()
    }

    /// Components that are neither roots nor own packages: what verdict counts are about.
    pub fn is_third_party(&self, node: NodeIndex) -> bool {
        self.judgement.components.get(node as usize).is_some_and(|judged| !judged.own)
    }

    /// `shipped as binary, outbound Proprietary, unmodified`.
    pub fn judged_for(&self) -> String {
        judged_for(&self.context)
    }
}

/// The context in one line.
pub fn judged_for(context: &Context) -> String {
    use crate::licenses::{Modified, Outbound, UseCase};
    let outbound = match &context.outbound {
        Outbound::Undecided => "outbound undecided".to_owned(),
        outbound => format!("outbound {}", outbound.title()),
    };
    let modified = match context.modified {
        Modified::Nothing => "unmodified",
        Modified::Everything => "modified",
    };
    let client = match (context.client_side, context.use_case) {
        (true, UseCase::Saas | UseCase::Binary) => " with a part sent to browsers",
        _ => "",
    };
    format!("{}{client}, {outbound}, {modified}", context.use_case.title().to_lowercase())
}

/// The folder of a file's name; empty where it has none.
pub fn folder_of(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}
