//! vendor/modules.txt: the modules whose packages lie in a Go project's `vendor` folder.
//!
//! It does not name the main module nor say what needs what. Modules that no package was taken from are
//! there for Go's own checks and left out.
//!
//! Source: <https://go.dev/ref/mod#vendoring>; `cmd/go/internal/modload/vendor.go`.

use super::support::go;
use super::support::notices::Notices;
use super::support::places::counted;
use super::{Format, Holds, Input};
use crate::model::{Component, Document, Place, ReadError};

pub const FORMAT: Format = Format {
    id: "go-vendor",
    title: "vendor/modules.txt",
    family: "Go",
    file_names: &["modules.txt"],
    versions: "",
    holds: Holds::NOTHING,
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    const LOOKED_AT: usize = 20;
    let mut lines = input.head().lines().map(str::trim_end).filter(|line| !line.is_empty()).take(LOOKED_AT);
    let is_known = |line: &str| line.starts_with("# ") || is_mark(line) || is_package(line);
    let first = lines.by_ref().find(|line| *line != "## workspace").unwrap_or("");
    Header::of(first).is_some_and(|header| header.version.is_some()) && lines.all(is_known)
}

/// `## explicit; go 1.21`: what go.mod asks for, and the module's own version of Go.
fn is_mark(line: &str) -> bool {
    line.starts_with("## ") && ["explicit", "go ", "workspace"].iter().any(|mark| line.contains(mark))
}

fn is_package(line: &str) -> bool {
    !line.is_empty() && !line.contains(char::is_whitespace)
}

/// `# path version`, `# path version => target version` or `# path => target version`.
struct Header<'a> {
    path: &'a str,
    version: Option<&'a str>,
    target: Option<(&'a str, Option<&'a str>)>,
}

impl<'a> Header<'a> {
    fn of(line: &'a str) -> Option<Self> {
        let line = line.strip_prefix("# ")?;
        let (module, target) = match line.split_once("=>") {
            Some((module, target)) => (module, Some(target)),
            None => (line, None),
        };
        let mut words = module.split_whitespace();
        let (path, version) = (words.next()?, words.next());
        if words.next().is_some() || version.is_some_and(|version| !version.starts_with('v')) {
            return None;
        }
        let target = target.and_then(|target| {
            let mut words = target.split_whitespace();
            Some((words.next()?, words.next()))
        });
        Some(Self { path, version, target })
    }

    /// A replaced module is what replaces it, as in go.mod.
    fn component(&self, place: Place, notices: &mut Notices) -> Component {
        let place = Some(place);
        let Some((target, target_version)) = self.target else {
            return Component { place, ..go::module(self.path, self.version) };
        };
        go::stand_in((self.path, self.version), (target, target_version), place, notices)
    }
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let mut notices = Notices::new(input.notices.clone());
    let mut components = Vec::new();
    let mut open: Option<(Header, Place)> = None;
    let mut without_packages = 0usize;
    for (line, number) in input.text.lines().map(str::trim_end).zip(1_u32..) {
        let place = Place::Line { line: number, column: 1 };
        if line.is_empty() || line.starts_with("## ") {
            continue;
        }
        if line.starts_with("# ") {
            without_packages += usize::from(open.as_ref().is_some_and(|(header, _)| header.version.is_some()));
            open = Header::of(line).map(|header| (header, place.clone()));
            if open.is_none() {
                notices.warning("skipped-entry", Some(place), "This line is not a module and its version");
            }
        } else if !is_package(line) {
            notices.warning("skipped-entry", Some(place), "This line is neither a module nor a package");
        } else if let Some((header, place)) = open.take() {
            components.push(header.component(place, &mut notices));
        }
    }
    without_packages += usize::from(open.is_some_and(|(header, _)| header.version.is_some()));
    let message = "This file declares no dependency relationships; you see an inventory; add go.mod to know the root";
    notices.info("no-dependencies", None, message);
    if without_packages > 0 {
        let message = format!(
            "{} listed without packages and left out: nothing of it lies in the folder",
            counted(without_packages, "module is", "modules are")
        );
        notices.info("not-vendored", None, message);
    }
    Ok(Document { format: FORMAT.id, components: components.into(), notices: notices.finish(), ..Document::default() })
}
