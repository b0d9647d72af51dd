//! go.mod: what a Go module requires, with its replacements and exclusions applied.
//!
//! The root needs every module that is not marked `// indirect`, and contains those that are: the file does
//! not say which module needs them. From Go 1.17 on the list is complete; `go mod graph` tells the rest.
//!
//! Source: <https://go.dev/ref/mod#go-mod-file>.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use super::support::arrows::Arrows;
use super::support::conflict::refuse_merge_conflict;
use super::support::go::{self, Directive, Replacement};
use super::support::notices::Notices;
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Dependency, DependencyKind, Document, Place, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "go-mod",
    title: "go.mod",
    family: "Go",
    file_names: &["go.mod"],
    versions: "",
    holds: Holds { dependencies: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

const VERBS: [&str; 10] =
    ["module", "go", "toolchain", "require", "replace", "exclude", "retract", "tool", "godebug", "ignore"];

fn identify(input: &Input) -> bool {
    let is_it = |line: Directive| line.verb == "module" && line.words.len() == 1;
    go::begins_with_only(input.head(), &VERBS) && go::directives(input.head()).take(VERBS.len()).any(is_it)
}

/// One `require`, the highest version where a module stands several times.
struct Requirement<'a> {
    path: &'a str,
    version: &'a str,
    indirect: bool,
    place: &'a Place,
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    refuse_merge_conflict(&input.text)?;
    let mut notices = Notices::new(input.notices.clone());
    let lines: Vec<Directive> = go::directives(&input.text).collect();
    let word =
        |verb: &str| lines.iter().find(|line| line.verb == verb).and_then(|line| Some((line.words.first()?, line)));
    let go_version = word("go").map(|(version, _)| version.to_string());
    note_go_version(go_version.as_deref(), word("go").map(|(_, line)| line.place.clone()), &mut notices);
    for line in lines.iter().filter(|line| !VERBS.contains(&line.verb)) {
        let message = format!("The directive `{}` is not known; it was passed over", line.verb);
        notices.warning("skipped-entry", Some(line.place.clone()), message);
    }
    let Some((path, line)) = word("module") else {
        let advice = "Check that the whole file was saved or downloaded";
        return Err(ReadError::new("invalid-go-mod", "A go.mod without a `module` line", None, advice));
    };
    let mut components = vec![Component { own: true, place: Some(line.place.clone()), ..go::module(path, None) }];
    let requirements = requirements(&lines, &mut notices);
    note_excluded(&lines, &requirements, &mut notices);
    let mut replacements = Replacements::read(&lines, &mut notices);
    let mut arrows = Arrows::default();
    let mut indirect = 0usize;
    for required in &requirements {
        let index = components.len() as ComponentIndex;
        components.push(component(required, &mut replacements, &mut notices));
        let kind = if required.indirect { DependencyKind::Contains } else { DependencyKind::DependsOn };
        indirect += usize::from(required.indirect);
        arrows.insert(Dependency { kind, ..Dependency::new(0, index, Scope::Unknown) });
    }
    go::note_indirect(indirect, &mut notices);
    replacements.note_unused(&mut notices);
    Ok(Document {
        format: FORMAT.id,
        format_version: go_version,
        roots: vec![0],
        components: components.into(),
        dependencies: arrows.finish(),
        notices: notices.finish(),
        ..Document::default()
    })
}

/// The `go` line decides whether indirect modules are listed at all.
fn note_go_version(version: Option<&str>, place: Option<Place>, notices: &mut Notices) {
    let before = "before Go 1.17 a go.mod leaves most indirect modules out; `go mod graph` lists them";
    match version {
        Some(version) if go::compare(version, "1.17") == Ordering::Less => {
            notices.warning("indirect-left-out", place, format!("Written for Go {version}: {before}"));
        }
        Some(_) => {}
        None => {
            let message = format!("Without a `go` line Go takes 1.16 for meant: {before}");
            notices.warning("indirect-left-out", place, message);
        }
    }
}

fn requirements<'a>(lines: &'a [Directive], notices: &mut Notices) -> Vec<Requirement<'a>> {
    let mut found: Vec<Requirement> = Vec::new();
    let mut by_path: HashMap<&str, usize> = HashMap::new();
    for line in lines.iter().filter(|line| line.verb == "require") {
        let [path, version] = line.words.as_slice() else {
            let message = format!("`{}` is not a module and its version", line.words.join(" "));
            notices.warning("skipped-entry", Some(line.place.clone()), message);
            continue;
        };
        if !version.starts_with('v') {
            let message = format!("`{path}` asks for `{version}`, which is no version until Go writes it anew");
            notices.warning("range-as-version", Some(line.place.clone()), message);
        }
        let indirect = line.comment == "indirect" || line.comment.starts_with("indirect;");
        let required = Requirement { path, version, indirect, place: &line.place };
        match by_path.get(path.as_ref()).and_then(|at| found.get_mut(*at)) {
            Some(earlier) => {
                let message = format!("`{path}` is required twice; the higher version counts");
                notices.warning("repeated-reference", Some(line.place.clone()), message);
                if go::compare(version, earlier.version) == Ordering::Greater {
                    *earlier = required;
                }
            }
            None => {
                by_path.insert(path, found.len());
                found.push(required);
            }
        }
    }
    found
}

fn note_excluded(lines: &[Directive], requirements: &[Requirement], notices: &mut Notices) {
    let excluded: HashSet<(&str, &str)> = lines
        .iter()
        .filter(|line| line.verb == "exclude")
        .filter_map(|line| Some((line.words.first()?.as_ref(), line.words.get(1)?.as_ref())))
        .collect();
    for Requirement { path, version, place, .. } in requirements {
        if excluded.contains(&(*path, *version)) {
            let message = format!("`{path} {version}` is required and excluded; Go takes the next higher version");
            notices.warning("excluded", Some((*place).clone()), message);
        }
    }
}

/// Every `replace`, and whether it was of use.
struct Replacements<'a> {
    all: Vec<(Replacement<'a>, &'a Place, bool)>,
    by_path: HashMap<(&'a str, Option<&'a str>), usize>,
}

impl<'a> Replacements<'a> {
    fn read(lines: &'a [Directive], notices: &mut Notices) -> Self {
        let (mut all, mut by_path) = (Vec::new(), HashMap::new());
        for line in lines.iter().filter(|line| line.verb == "replace") {
            let Some(replacement) = go::replacement(&line.words) else {
                let message = format!("`{}` is not a replacement", line.words.join(" "));
                notices.warning("skipped-entry", Some(line.place.clone()), message);
                continue;
            };
            let earlier = by_path.insert((replacement.path, replacement.version), all.len());
            if earlier.is_some() {
                let message = format!("`{}` is replaced twice; the last line counts", replacement.path);
                notices.warning("repeated-reference", Some(line.place.clone()), message);
            }
            all.push((replacement, &line.place, earlier.is_some()));
        }
        Self { all, by_path }
    }

    /// What stands in for a module: a replacement of its version comes before one of all versions.
    fn find(&mut self, path: &str, version: &str) -> Option<&Replacement<'a>> {
        let at = self.by_path.get(&(path, Some(version))).or_else(|| self.by_path.get(&(path, None)))?;
        let (replacement, _, used) = self.all.get_mut(*at)?;
        *used = true;
        Some(replacement)
    }

    fn note_unused(&self, notices: &mut Notices) {
        for (replacement, place, _) in self.all.iter().filter(|(.., used)| !used) {
            let version = replacement.version.map(|version| format!(" {version}")).unwrap_or_default();
            let message =
                format!("The replacement of `{}{version}` fits nothing that is required here", replacement.path);
            notices.info("unused-replacement", Some((*place).clone()), message);
        }
    }
}

fn component(required: &Requirement, replacements: &mut Replacements, notices: &mut Notices) -> Component {
    let Requirement { path, version, place, .. } = required;
    let place = Some((*place).clone());
    let Some(replacement) = replacements.find(path, version) else {
        return Component { place, ..go::module(path, Some(version)) };
    };
    go::stand_in((path, Some(version)), (replacement.target, replacement.target_version), place, notices)
}
