//! What every view is made from: the loaded files, their graph, and what was concluded about it.

use crate::analysis::{checksums, depth, duplicates, reconciliation};
use crate::formats::Format;
use crate::formats::packed::Unpacked;
use crate::graph::{self, Graph, NodeIndex};
use crate::licenses::{self, Context, Grounds, Judgement, Settlements};
use crate::model::{Document, ReadError};

/// One file of the workspace.
pub struct LoadedFile {
    /// Chosen by the page; stable while the file is there.
    pub id: u32,
    pub name: String,
    /// Bytes.
    pub size: usize,
    /// Of the bytes, in hexadecimal.
    pub sha256: String,
    /// Unticked files stay loaded and are not counted.
    pub included: bool,
    pub content: Result<ReadFile, ReadError>,
    /// The lockfiles this manifest sharpens.
    pub companion_of: Vec<String>,
    /// The archive it lies in.
    pub inside: Option<u32>,
}

/// A file that holds files: its own bytes are no document.
pub struct Archive {
    /// As for a file; the files inside have ids of their own.
    pub id: u32,
    pub name: String,
    /// Bytes, packed.
    pub size: usize,
    pub sha256: String,
    pub unpacked: Unpacked,
}

/// A file that could be read.
pub struct ReadFile {
    pub format: &'static Format,
    pub document: Document,
}

impl ReadFile {
    /// Can this document hold licences? Some formats cannot, and some old versions of those that can.
    pub fn holds_licenses(&self) -> bool {
        self.format.holds.licenses && !self.document.notices.iter().any(|notice| notice.code == "no-licenses")
    }
}

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
    /// Documents of one project, side by side.
    pub reconciliations: Vec<reconciliation::Reconciliation>,
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
        self.grounds = Grounds::new(&self.graph, &self.holds_licenses());
    }

    /// Judges anew, under the present context.
    pub fn judge(&mut self) {
        let before = std::mem::take(&mut self.judgement);
        let mut judgement =
            licenses::judge_again(&self.graph, &mut self.grounds, &self.context, &self.settlements, before);
        judgement.findings.extend(self.checksum_findings.iter().cloned());
        self.judgement = judgement;
    }

    /// The file a node was first met in.
    pub fn file_of(&self, node: NodeIndex) -> Option<&LoadedFile> {
        let (document, _) = self.graph.nodes.get(node as usize)?.members.first()?;
        self.file_of_document(*document)
    }

    /// The file of one of the graph's documents.
    pub fn file_of_document(&self, document: u32) -> Option<&LoadedFile> {
        self.files.get(*self.document_files.get(document as usize)?)
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
