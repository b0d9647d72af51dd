//! A window on the engine for scripts and tests: reads files as the page does and prints JSON, one object a
//! line, one line a file.
//!
//! ```text
//! cargo run --release --example inspect -- package-lock.json bom.json
//! cargo run --release --example inspect -- --use-case binary --outbound proprietary Cargo.lock
//! cargo run --release --example inspect -- --policy deny.toml bom.json
//! cargo run --release --example inspect -- --why serde@1.0.200 Cargo.lock
//! cargo run --release --example inspect -- --export dot package-lock.json
//! cargo run --release --example inspect -- --compare old/Cargo.lock new/Cargo.lock
//! ```
//!
//! Each document is read in a workspace of its own, together with the manifests (`package.json`, `Cargo.toml`)
//! among the files that lie in its folder. The exit status is 0 where at least one file could be read, 1 where
//! none could, 2 where the command line is not understood. It is no second product: it prints what the engine
//! knows and concludes nothing itself.

#[path = "inspect/compare.rs"]
mod compare;
#[path = "inspect/options.rs"]
mod options;
#[path = "inspect/report.rs"]
mod report;

use std::io::{self, Write};
use std::process::ExitCode;

use lockscope::engine::{ExportFormat, Request, Response, Workspace};
use lockscope::formats::{self, Input};
use lockscope::model::ReadError;
use lockscope::policy;
use lockscope::view::graph::GraphRequest;
use serde::Serialize;

use options::Options;

fn main() -> ExitCode {
    let options = match options::parse(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(options::Stop::Help) => {
            return code(print_line(options::HELP.as_bytes()).map(|()| 0));
        }
        Err(options::Stop::Wrong(message)) => {
            eprintln!("inspect: {message}\n\n{}", options::HELP);
            return ExitCode::from(2);
        }
    };
    let rules = match options.policy.as_deref().map(rules).transpose() {
        Ok(rules) => rules,
        Err(status) => return ExitCode::from(status),
    };
    let files: Vec<File> = options.files.iter().map(|path| File::open(path)).collect();
    code(if let Some(format) = &options.export {
        exported(&files, &options, rules.as_ref(), format)
    } else if options.compare {
        compared(&files, &options, rules.as_ref())
    } else {
        inspected(&files, &options, rules.as_ref())
    })
}

fn inspected(files: &[File], options: &Options, rules: Option<&Request>) -> io::Result<u8> {
    let mut readable = false;
    for file in files {
        let mut workspace = workspace(file, files, options, rules);
        let facts = workspace.facts(&mut |_| {});
        let Some(report) = report::report(facts, options) else { continue };
        readable |= report.is_readable();
        print_json(&report)?;
    }
    Ok(u8::from(!readable))
}

/// The graph of each file, as the page saves it.
fn exported(files: &[File], options: &Options, rules: Option<&Request>, format: &str) -> io::Result<u8> {
    for file in files.iter().filter(|file| file.manifest_of_folder.is_none()) {
        let (whole, request) = (!options.shown, GraphRequest::default());
        let graph = Request::Export(ExportFormat::Graph { format: format.to_owned(), whole, request });
        match workspace(file, files, options, rules).handle(graph, &mut |_| {}) {
            Response::File { text, .. } => io::stdout().lock().write_all(text.as_bytes())?,
            Response::Refused(reason) => {
                eprintln!("inspect: {reason}");
                return Ok(2);
            }
            _ => return Ok(1),
        }
    }
    Ok(0)
}

fn compared(files: &[File], options: &Options, rules: Option<&Request>) -> io::Result<u8> {
    let documents: Vec<&File> = files.iter().filter(|file| file.manifest_of_folder.is_none()).collect();
    let [before, after] = documents.as_slice() else {
        eprintln!(
            "inspect: --compare takes two files, the earlier first (manifests beside them do not count); got {}",
            documents.len()
        );
        return Ok(2);
    };
    let (mut before, mut after) = (workspace(before, files, options, rules), workspace(after, files, options, rules));
    let comparison = compare::compare(before.facts(&mut |_| {}), after.facts(&mut |_| {}));
    print_json(&comparison)?;
    Ok(u8::from(!comparison.is_readable()))
}

/// A file as it was found on disk.
struct File {
    name: String,
    bytes: Result<Vec<u8>, ReadError>,
    /// The folder it lies in, where it is a manifest.
    manifest_of_folder: Option<String>,
}

impl File {
    #[expect(clippy::disallowed_methods, reason = "an example runs where there are files")]
    fn open(path: &str) -> Self {
        let name = path.replace('\\', "/");
        let bytes = std::fs::read(path).map_err(|error| {
            let advice = "Check the path and the permissions";
            ReadError::new("unreadable-file", format!("The file cannot be opened: {error}"), None, advice)
        });
        let is_manifest = bytes.as_ref().is_ok_and(|bytes| {
            let input = Input::new(&name, bytes);
            input.and_then(|input| formats::identify(&input)).is_ok_and(|format| format.holds.manifest)
        });
        let manifest_of_folder = is_manifest.then(|| folder(&name).to_owned());
        Self { name, bytes, manifest_of_folder }
    }
}

/// A workspace with one file and, where it is no manifest itself, the manifests of its folder.
fn workspace(file: &File, files: &[File], options: &Options, rules: Option<&Request>) -> Workspace {
    let mut workspace = Workspace::new();
    let beside = files.iter().filter(|other| {
        let same_folder = other.manifest_of_folder.as_deref() == Some(folder(&file.name));
        match file.manifest_of_folder {
            None => same_folder,
            // A manifest is shown beside all its folder's files, to say which one it sharpens.
            Some(_) => other.name != file.name && folder(&other.name) == folder(&file.name),
        }
    });
    for (id, file) in (0..).zip(std::iter::once(file).chain(beside)) {
        match &file.bytes {
            Ok(bytes) => workspace.open(id, &file.name, bytes, &mut |_| {}),
            Err(reason) => workspace.refuse(id, &file.name, reason.clone()),
        };
    }
    if let Some(context) = &options.context {
        workspace.handle(Request::Judge { context: context.clone() }, &mut |_| {});
    }
    if let Some(rules) = rules {
        workspace.handle(rules.clone(), &mut |_| {});
    }
    workspace
}

/// The rules of a file, as they are given to every workspace; what is wrong with them is printed, and is status 2.
#[expect(clippy::disallowed_methods, reason = "an example runs where there are files")]
fn rules(path: &str) -> Result<Request, u8> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        eprintln!("inspect: {path} cannot be opened: {error}");
        2
    })?;
    let name = path.replace('\\', "/");
    match policy::read(&name, &text) {
        Ok(read) => {
            for notice in &read.notices {
                let place = notice.place.as_ref().map(|place| format!(" ({place})")).unwrap_or_default();
                eprintln!("inspect: {path}: {}{place}", notice.message);
            }
            Ok(Request::Policy { name, text })
        }
        Err(refused) => {
            for notice in &refused.notices {
                let place = notice.place.as_ref().map(|place| format!(" ({place})")).unwrap_or_default();
                eprintln!("inspect: {path}: {}{place}", notice.message);
            }
            Err(2)
        }
    }
}

fn folder(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn print_json(value: &impl Serialize) -> io::Result<()> {
    print_line(&serde_json::to_vec(value)?)
}

fn print_line(line: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(line)?;
    out.write_all(b"\n")
}

/// A reader that hangs up (`inspect … | head -1`) has what it wanted.
fn code(printed: io::Result<u8>) -> ExitCode {
    match printed {
        Ok(status) => ExitCode::from(status),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("inspect: {error}");
            ExitCode::FAILURE
        }
    }
}
