//! A copy of everything with internal names replaced, from which any export is then made as usual.

use super::request::{ExportFormat, Response};
use super::workspace::Workspace;
use crate::export::redact::Redaction;
use crate::formats::advisories::Advisories;
use crate::model::{Document, ReadError, SafeUrl};
use crate::policy;
use crate::view::estate::EstateRequest;
use crate::view::facts::{
    Archive, Facts, LoadedDatabase, LoadedFile, LoadedMatrix, LoadedPolicy, ReadFile, RecordFile,
};
use crate::view::quality::LoadedProfile;
use crate::view::redaction::RedactionView;

impl Workspace {
    pub(super) fn export_redacted(&self, format: ExportFormat, internal: &[String]) -> Response {
        if matches!(format, ExportFormat::Redacted { .. }) {
            return Response::Refused("A redacted copy cannot be redacted again".to_owned());
        }
        let is_of_projects = |request: &EstateRequest| {
            let query = request.query.to_lowercase();
            request.project.is_some()
                || request.owner.is_some()
                || query.contains("owner:")
                || query.contains("project:")
        };
        if let ExportFormat::EstateCsv { request, .. } | ExportFormat::EstateXlsx(request) = &format
            && is_of_projects(request)
        {
            let why =
                "A redacted copy of the estate has other names of projects, and no owners: take those filters off";
            return Response::Refused(why.to_owned());
        }
        let redaction = redaction(&self.facts, internal);
        let format = redacted_format(format, &redaction);
        let copy = Self { facts: self.redacted_facts(&redaction), ..Self::default() };
        let mut response = copy.export(format);
        if let Response::File { name, .. } | Response::FileBytes { name, .. } = &mut response {
            *name = format!("redacted-{name}");
        }
        response
    }

    /// What would be replaced.
    pub(super) fn redaction_told(&self, internal: &[String]) -> RedactionView {
        redaction(&self.facts, internal).told(documents(&self.facts))
    }

    /// The same facts under other names. Costs what loading costs, reading aside.
    fn redacted_facts(&self, redaction: &Redaction) -> Facts {
        let facts = &self.facts;
        let mut out = Facts {
            files: facts.files.iter().map(|file| loaded(file, redaction)).collect(),
            archives: facts.archives.iter().map(|archive| redacted_archive(archive, redaction)).collect(),
            records: facts.records.iter().map(|record| redacted_record(record, redaction)).collect(),
            policies: facts.policies.iter().filter_map(|policy| redacted_policy(policy, redaction)).collect(),
            matrices: facts.matrices.iter().map(|matrix| redacted_matrix(matrix, redaction)).collect(),
            profiles: facts.profiles.iter().map(|profile| redacted_profile(profile, redaction)).collect(),
            databases: facts.databases.iter().map(|database| redacted_database(database, redaction)).collect(),
            texts: facts.texts.clone(),
            context: redaction.value(&facts.context).unwrap_or_default(),
            today: facts.today,
            decisions: facts.decisions.iter().filter_map(|decision| redaction.value(decision)).collect(),
            ..Facts::default()
        };
        out.rebuild();
        let told = redaction.value(&self.ledger.told).unwrap_or_default();
        let relations = self.ledger.relations(&facts.records);
        let relations: Vec<_> = relations.iter().filter_map(|rule| redaction.value(rule)).collect();
        let told = out.with_policy(&told);
        out.settle(&told, &relations);
        out.judge();
        out.decide();
        out
    }
}

/// What is asked for, in the other names: queries and names of sets. Every kind is named here, so that none that comes later is
/// forgotten.
fn redacted_format(mut format: ExportFormat, redaction: &Redaction) -> ExportFormat {
    match &mut format {
        ExportFormat::InventoryCsv(request) | ExportFormat::InventoryXlsx(request) => {
            request.query = redaction.text(&request.query);
        }
        ExportFormat::GraphSvg { request, .. } | ExportFormat::Graph { request, .. } => {
            request.query = redaction.text(&request.query);
            request.open_sets = request.open_sets.iter().map(|name| redaction.text(name)).collect();
        }
        ExportFormat::Comparison { request, .. } => request.query = redaction.text(&request.query),
        ExportFormat::EstateCsv { request, .. } | ExportFormat::EstateXlsx(request) => {
            request.query = redaction.text(&request.query);
        }
        ExportFormat::Quality { request, .. } => {
            request.own = request.own.as_ref().map(|text| redaction.text(text));
        }
        ExportFormat::FindingsMarkdown
        | ExportFormat::AuditCsv
        | ExportFormat::AuditMarkdown
        | ExportFormat::AuditHtml
        | ExportFormat::ThirdParty(_)
        | ExportFormat::Document { .. }
        | ExportFormat::Redacted { .. } => {}
    }
    format
}

fn documents(facts: &Facts) -> impl Iterator<Item = &Document> {
    facts.files.iter().filter_map(|file| file.content.as_ref().ok()).map(|read| &read.document)
}

fn redaction(facts: &Facts, internal: &[String]) -> Redaction {
    let names = facts.files.iter().map(|file| file.name.as_str());
    let names = names.chain(facts.archives.iter().map(|archive| archive.name.as_str()));
    let names = names.chain(facts.records.iter().map(|record| record.name.as_str()));
    let names = names.chain(facts.policies.iter().map(|policy| policy.name.as_str()));
    let names = names.chain(facts.matrices.iter().map(|matrix| matrix.name.as_str()));
    let names = names.chain(facts.profiles.iter().map(|profile| profile.name.as_str()));
    Redaction::new(documents(facts), names, internal)
}

fn loaded(file: &LoadedFile, redaction: &Redaction) -> LoadedFile {
    let content = match &file.content {
        Ok(read) => Ok(ReadFile { format: read.format, document: redaction.document(&read.document) }),
        Err(error) => Err(ReadError { message: redaction.text(&error.message), place: None, ..error.clone() }),
    };
    LoadedFile {
        id: file.id,
        name: redaction.file(&file.name),
        size: file.size,
        sha256: file.sha256.clone(),
        included: file.included,
        content,
        companion_of: file.companion_of.iter().map(|name| redaction.file(name)).collect(),
        inside: file.inside,
    }
}

fn redacted_archive(archive: &Archive, redaction: &Redaction) -> Archive {
    let mut unpacked = archive.unpacked.clone();
    redaction.notices(&mut unpacked.notices);
    unpacked.installed.clear();
    let (size, sha256) = (archive.size, archive.sha256.clone());
    Archive { id: archive.id, name: redaction.file(&archive.name), size, sha256, unpacked }
}

fn redacted_record(record: &RecordFile, redaction: &Redaction) -> RecordFile {
    let judged_for = record.judged_for.as_ref().and_then(|context| redaction.value(context));
    let mut out = RecordFile { name: redaction.file(&record.name), judged_for, ..record.clone() };
    redaction.notices(&mut out.notices);
    out
}

/// The rules as they read under other names; rules that cannot be read then do not hold in the copy.
fn redacted_policy(policy: &LoadedPolicy, redaction: &Redaction) -> Option<LoadedPolicy> {
    let name = redaction.file(&policy.name);
    let text = redaction.text(&policy.text);
    let read = policy::read(&policy.name, &text).ok()?;
    let (size, sha256) = (policy.size, policy.sha256.clone());
    Some(LoadedPolicy { id: policy.id, name, size, sha256, included: policy.included, text, read })
}

fn redacted_matrix(matrix: &LoadedMatrix, redaction: &Redaction) -> LoadedMatrix {
    let (name, size, sha256) = (redaction.file(&matrix.name), matrix.size, matrix.sha256.clone());
    LoadedMatrix { id: matrix.id, name, size, sha256, included: matrix.included, basis: matrix.basis.clone() }
}

fn redacted_profile(loaded: &LoadedProfile, redaction: &Redaction) -> LoadedProfile {
    let mut profile = loaded.profile.clone();
    profile.title = redaction.text(&profile.title);
    profile.link = profile.link.and_then(|link| SafeUrl::parse(&redaction.text(link.as_str())));
    for requirement in &mut profile.requirements {
        requirement.title = redaction.text(&requirement.title);
    }
    let (name, size, sha256) = (redaction.file(&loaded.name), loaded.size, loaded.sha256.clone());
    LoadedProfile { id: loaded.id, name, size, sha256, included: loaded.included, profile }
}

/// Asked and kept are renamed alike, so that the same is found.
fn redacted_database(database: &LoadedDatabase, redaction: &Redaction) -> LoadedDatabase {
    let mut notices = database.advisories.notices.clone();
    redaction.notices(&mut notices);
    let kept = database.advisories.kept.iter().map(|advisory| redaction.advisory(advisory)).collect();
    let asked = database.asked.as_ref();
    LoadedDatabase {
        id: database.id,
        advisories: Advisories { kept, notices, ..database.advisories.clone() },
        asked: asked.map(|asked| asked.iter().map(|(of, name)| (of.clone(), redaction.text(name))).collect()),
    }
}
