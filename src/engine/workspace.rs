//! The workspace: loaded files, their graph and judgement, and the answers to requests.

use std::collections::BTreeMap;

use super::advisory_file;
use super::companions;
use super::ledger::Ledger;
use super::opening;
use super::request::{Progress, Request, Response};
use crate::export;
use crate::licenses;
use crate::model::{Document, ReadError};
use crate::view::facts::{Facts, LoadedFile};
use crate::view::words::length;
use crate::view::{
    between, compare, complexity, decisions, duties, estate, evaluation, files, graph, hygiene, inspector, inventory,
    license_matrix, license_text, licenses as license_view, overview, policy as policy_view, quality, quality_figures,
    query, report, search, tree, vulnerabilities,
};

/// Hits of a search.
const MOST_HITS: usize = 30;

/// Everything that is loaded, and what follows from it.
#[derive(Default)]
pub struct Workspace {
    pub(super) facts: Facts,
    /// By file, documents as they were before a manifest sharpened them.
    pub(super) originals: BTreeMap<u32, Document>,
    /// Decisions and settlements, and where they come from.
    pub(super) ledger: Ledger,
    pub(super) stale: Stale,
    /// Where the nodes of the last picture stood; forgotten with the graph.
    pub(super) places: graph::Places,
}

/// What has to be computed before the next answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stale {
    #[default]
    Nothing,
    /// What was decided, and perhaps what is settled by it.
    Decisions,
    Judgement,
    Graph,
}

impl Workspace {
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads a file into the workspace; a file with the same id is replaced. Of an archive, the files inside
    /// become files of the workspace. A broken file is kept with its reason, and touches no other.
    pub fn open(&mut self, id: u32, name: &str, bytes: &[u8], progress: &mut dyn FnMut(Progress)) -> Response {
        self.open_with_digest(id, name, bytes, None, progress)
    }

    /// The same, where the SHA-256 of the bytes may be known already (in hexadecimal).
    pub fn open_with_digest(
        &mut self,
        id: u32,
        name: &str,
        bytes: &[u8],
        sha256: Option<String>,
        progress: &mut dyn FnMut(Progress),
    ) -> Response {
        self.remove(id);
        if advisory_file::is_export(name, bytes) {
            return self.open_export(id, name, bytes, sha256, progress);
        }
        let mut tell = |name: &str| progress(Progress { stage: format!("Reading {name}"), share: 0.1 });
        let opened = opening::open(id, name, bytes, sha256, &mut tell);
        let readable = opened.policy.is_some()
            || opened.matrix.is_some()
            || opened.profile.is_some()
            || !opened.records.is_empty()
            || opened.files.iter().any(|file| file.content.is_ok());
        if !opened.files.is_empty() {
            self.stale = Stale::Graph;
        }
        if opened.policy.is_some() {
            self.facts.refused_policy = None;
            self.stale = self.stale.max(Stale::Judgement);
        }
        self.facts.policies.extend(opened.policy);
        if opened.matrix.is_some() {
            self.facts.matrices.extend(opened.matrix);
            self.stale = self.stale.max(Stale::Judgement);
        }
        self.facts.profiles.extend(opened.profile);
        if opened.refused.is_some() {
            self.facts.refused_policy = opened.refused;
        }
        for (file, record) in opened.records {
            self.ledger.open(file.id, record);
            self.facts.records.push(file);
            self.stale = self.stale.max(Stale::Decisions);
        }
        let is_osv =
            |file: &LoadedFile| file.id == id && file.content.as_ref().is_ok_and(|read| read.format.id == "osv");
        if opened.files.iter().any(is_osv) {
            self.facts.databases.extend(advisory_file::single(id, name, bytes));
        }
        self.facts.files.extend(opened.files);
        self.facts.archives.extend(opened.archive);
        Response::Opened { file: id, readable }
    }

    /// Reads an export of a database of vulnerabilities for what is loaded.
    fn open_export(
        &mut self,
        id: u32,
        name: &str,
        bytes: &[u8],
        sha256: Option<String>,
        progress: &mut dyn FnMut(Progress),
    ) -> Response {
        self.refresh(progress);
        let sha256 = sha256.unwrap_or_else(|| opening::sha256(bytes));
        let mut tell = |read: usize, all: usize| {
            let stage = format!("Reading {name}: {} of {} records", length(read), length(all));
            progress(Progress { stage, share: read as f32 / all.max(1) as f32 });
        };
        let read = advisory_file::read(id, name, bytes, &self.facts.graph, &mut tell);
        let (content, database) = match read {
            Ok((file, database)) => (Ok(file), Some(database)),
            Err(error) => (Err(error), None),
        };
        let readable = content.is_ok();
        self.facts.databases.extend(database);
        self.facts.files.push(LoadedFile {
            id,
            name: name.to_owned(),
            size: bytes.len(),
            sha256,
            included: true,
            content,
            companion_of: Vec::new(),
            inside: None,
        });
        self.stale = Stale::Graph;
        Response::Opened { file: id, readable }
    }

    /// Keeps a file that could not even be read as bytes, with the reason.
    pub fn refuse(&mut self, id: u32, name: &str, reason: ReadError) -> Response {
        self.remove(id);
        self.facts.files.push(LoadedFile {
            id,
            name: name.to_owned(),
            size: 0,
            sha256: String::new(),
            included: true,
            content: Err(reason),
            companion_of: Vec::new(),
            inside: None,
        });
        self.stale = Stale::Graph;
        Response::Opened { file: id, readable: false }
    }

    /// Takes the block of licence texts (`licenses::texts`). Until then lists name what lacks a text.
    ///
    /// # Errors
    /// In words: the block is damaged. What was taken before stays.
    pub fn take_texts(&mut self, block: &[u8]) -> Result<(), String> {
        self.facts.texts = licenses::texts::Texts::unpack(block)?;
        Ok(())
    }

    /// Answers a request. Work that takes long says how far it is.
    pub fn handle(&mut self, request: Request, progress: &mut dyn FnMut(Progress)) -> Response {
        match request {
            Request::Remove { file } => {
                self.remove(file);
                Response::Done
            }
            Request::Refuse { file, name, reason } => self.refuse(file, &name, reason),
            Request::Include { file, included } => {
                self.include(file, included);
                Response::Done
            }
            Request::Judge { context } => {
                if self.facts.context != context {
                    self.facts.context = context;
                    self.stale = self.stale.max(Stale::Judgement);
                }
                Response::Done
            }
            Request::Settle { settlements } => {
                if self.ledger.told != settlements {
                    self.ledger.told = settlements;
                    self.stale = self.stale.max(Stale::Decisions);
                }
                Response::Done
            }
            Request::Owners(owners) => {
                if self.facts.owners != owners {
                    self.facts.owners = owners;
                    self.facts.estate_added.take();
                }
                Response::Done
            }
            Request::Policy { name, text } => {
                self.set_policy(name, text);
                self.refresh(progress);
                Response::Policy(Box::new(policy_view::policy(&self.facts)))
            }
            Request::ClearPolicy => {
                self.facts.refused_policy = None;
                self.facts.policies.clear();
                self.stale = self.stale.max(Stale::Judgement);
                Response::Done
            }
            Request::CheckPolicy { text } => Response::PolicyChecked(policy_view::checked(&text)),
            Request::Today(today) => {
                if self.facts.today != Some(today) {
                    self.facts.today = Some(today);
                    self.stale = self.stale.max(Stale::Decisions);
                }
                Response::Done
            }
            Request::Decide(decision) => {
                if let Some(problem) = decision.problem() {
                    return Response::Refused(problem);
                }
                self.refresh(progress);
                self.ledger.decide(decisions::with_licenses(&self.facts, *decision));
                self.stale = self.stale.max(Stale::Decisions);
                Response::Done
            }
            Request::TakeDecisions(decisions) => {
                self.ledger.take(decisions);
                self.stale = self.stale.max(Stale::Decisions);
                Response::Done
            }
            Request::Withdraw(decision) => {
                self.ledger.withdraw(&decision.in_order());
                self.stale = self.stale.max(Stale::Decisions);
                Response::Done
            }
            Request::Graph(request) => {
                self.refresh(progress);
                let mut tell = |share| progress(Progress { stage: "Placing the graph".to_owned(), share });
                let view = graph::graph(&self.facts, &request, &self.places, &mut tell);
                // What a first look placed is no place to keep.
                self.places =
                    if request.quick { graph::Places::default() } else { graph::Places::new(&request, &view) };
                Response::Graph(Box::new(view))
            }
            request => {
                self.refresh(progress);
                self.answer(request)
            }
        }
    }

    /// What is known, brought up to date: for scripts that read more than a view shows.
    pub fn facts(&mut self, progress: &mut dyn FnMut(Progress)) -> &Facts {
        self.refresh(progress);
        &self.facts
    }

    /// Closes a file; with an archive, all that lies in it.
    fn remove(&mut self, id: u32) {
        let before = self.facts.files.len();
        self.facts.databases.retain(|database| database.id != id);
        self.facts.profiles.retain(|profile| profile.id != id);
        let rules = self.facts.policies.len() + self.facts.matrices.len();
        self.facts.policies.retain(|policy| policy.id != Some(id));
        self.facts.matrices.retain(|matrix| matrix.id != id);
        if self.facts.policies.len() + self.facts.matrices.len() != rules {
            self.stale = self.stale.max(Stale::Judgement);
        }
        if self.facts.files.iter().any(|file| file.id == id && self.facts.is_refused_policy(file)) {
            self.facts.refused_policy = None;
        }
        let records = self.facts.records.len();
        self.facts.records.retain(|record| record.id != id && record.inside != Some(id));
        if self.facts.records.len() != records {
            self.ledger.keep(&self.facts.records);
            self.stale = self.stale.max(Stale::Decisions);
        }
        self.facts.files.retain(|file| file.id != id && file.inside != Some(id));
        let (files, records) = (&self.facts.files, &self.facts.records);
        self.facts.archives.retain(|archive| {
            let inside = Some(archive.id);
            let has_file = files.iter().any(|file| file.inside == inside);
            archive.id != id && (has_file || records.iter().any(|record| record.inside == inside))
        });
        if self.facts.files.len() != before {
            self.stale = Stale::Graph;
        }
    }

    fn refresh(&mut self, progress: &mut dyn FnMut(Progress)) {
        if self.stale == Stale::Graph {
            progress(Progress { stage: "Building the graph".to_owned(), share: 0.4 });
            companions::pair(&mut self.facts.files, &mut self.originals);
            self.facts.rebuild();
            self.places = graph::Places::default();
        }
        if self.stale >= Stale::Decisions {
            self.facts.decisions = self.ledger.decisions(&self.facts.records);
            self.facts.add_waivers();
            let relations = self.ledger.relations(&self.facts.records);
            let told = self.facts.with_policy(&self.ledger.told);
            if self.facts.settle(&told, &relations) {
                self.stale = self.stale.max(Stale::Judgement);
            }
        }
        if self.stale >= Stale::Judgement {
            progress(Progress { stage: "Judging licences".to_owned(), share: 0.7 });
            self.facts.judge();
        }
        if self.stale >= Stale::Decisions {
            self.facts.decide();
        }
        self.stale = Stale::Nothing;
    }

    fn answer(&self, request: Request) -> Response {
        let facts = &self.facts;
        match request {
            Request::Workspace => Response::Workspace(files::workspace(facts)),
            Request::Overview => Response::Overview(overview::overview(facts)),
            Request::Tree(request) => Response::Tree(tree::tree(facts, &request)),
            Request::Inventory(request) => Response::Inventory(inventory::inventory(facts, &request)),
            Request::Licenses(request) => Response::Licenses(license_view::licenses(facts, &request)),
            Request::Complexity(request) => Response::Complexity(Box::new(complexity::complexity(facts, &request))),
            Request::Compare(request) => Response::Compare(Box::new(compare::compare(facts, &request))),
            Request::Estate(request) => Response::Estate(Box::new(estate::estate(facts, &request))),
            Request::LicenseMatrix(joined) => Response::LicenseMatrix(license_matrix::license_matrix(facts, joined)),
            Request::Duties => Response::Duties(duties::duties(facts)),
            Request::Hygiene(request) => Response::Hygiene(Box::new(hygiene::hygiene(facts, &request))),
            Request::Quality(request) => Response::Quality(Box::new(quality::quality(facts, &request))),
            Request::QualityFigures => Response::QualityFigures(quality_figures::quality_figures(facts)),
            Request::Vulnerabilities(request) => {
                Response::Vulnerabilities(Box::new(vulnerabilities::view(facts, &request)))
            }
            Request::Evaluation { node } => Response::Evaluation(evaluation::evaluation(facts, node).map(Box::new)),
            Request::CopyEvaluation { node } => {
                let view = evaluation::evaluation(facts, node);
                Response::Text(view.as_ref().map(export::evaluation::markdown).unwrap_or_default())
            }
            Request::LicenseText { term } => Response::LicenseText(license_text::license_text(facts, &term)),
            Request::Inspect { node } => Response::Inspector(inspector::inspector(facts, node).map(Box::new)),
            Request::Complete { text } => {
                let completions = query::complete(facts, &text);
                Response::Completions { text, completions }
            }
            Request::Search { text } => {
                let hits = search::search(facts, &text, MOST_HITS);
                Response::Hits { text, hits }
            }
            Request::Report { file } => {
                let told = |view| report::ReportView { markdown: export::reading::markdown(&view), ..view };
                Response::Report(report::report(facts, file).map(told).map(Box::new))
            }
            Request::Between { position } => Response::Between(between::between(facts, position).map(Box::new)),
            Request::PolicyView => Response::Policy(Box::new(policy_view::policy(facts))),
            Request::PolicyText { format } => match policy_view::text(facts, &format) {
                Ok(view) => Response::PolicyText(view),
                Err(why) => Response::Refused(why),
            },
            Request::Decisions => Response::Decisions(Box::new(decisions::decisions(facts))),
            Request::Draft(about) => Response::Draft(decisions::draft(facts, about).map(Box::new)),
            Request::SaveRecord { today } => self.save_record(today),
            Request::Export(format) => self.export(format),
            Request::Redaction { internal } => Response::Redaction(Box::new(self.redaction_told(&internal))),
            Request::CopyExport(format) => match self.export(format) {
                Response::File { text, .. } => Response::Text(text),
                other => other,
            },
            Request::Copy { node, format } => Response::Text(self.copy(node, format)),
            Request::CopyFinding { position } => Response::Text(self.finding_markdown(position)),
            Request::Graph(_)
            | Request::Remove { .. }
            | Request::Refuse { .. }
            | Request::Include { .. }
            | Request::Judge { .. }
            | Request::Settle { .. }
            | Request::Policy { .. }
            | Request::ClearPolicy
            | Request::CheckPolicy { .. }
            | Request::Owners(_)
            | Request::Today(_)
            | Request::Decide(_)
            | Request::TakeDecisions(_)
            | Request::Withdraw(_) => Response::Done,
        }
    }
}
