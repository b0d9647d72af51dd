//! pyproject.toml: what a Python project declares, in the standard's words or in Poetry's. Sharpens a lockfile
//! beside it; resolves nothing itself.
//!
//! Source: <https://packaging.python.org/en/latest/specifications/pyproject-toml/> (PEP 621, PEP 639, PEP 735) and
//! <https://python-poetry.org/docs/pyproject/>.

use super::support::conflict::refuse_merge_conflict;
use super::support::notices::Notices;
use super::support::python::requirement::Requirement;
use super::support::python::{self, project};
use super::support::toml::{self, Table, Toml, Value};
use super::{Format, Holds, Input};
use crate::model::{Document, Manifest, ManifestDependency, ReadError, Scope, StatedLicense};

pub const FORMAT: Format = Format {
    id: "pyproject-toml",
    title: "pyproject.toml",
    family: "Python",
    file_names: &["pyproject.toml"],
    versions: "",
    holds: Holds { licenses: true, scopes: true, manifest: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    let mut found = false;
    for (section, _) in toml::outline(input.head()) {
        match section {
            "[[package]]" | "[[packages]]" | "[package]" | "[workspace]" => return false,
            "[project]" | "[build-system]" | "[dependency-groups]" => found = true,
            section => found |= ["[tool.poetry", "[tool.pdm", "[tool.uv"].iter().any(|tool| section.starts_with(tool)),
        }
    }
    found
}

/// What the file declares, while it is read.
struct Declared<'t> {
    file: &'t Toml<'t>,
    dependencies: Vec<ManifestDependency>,
    notices: Notices,
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    refuse_merge_conflict(&input.text)?;
    let file = toml::read(&input.text)?;
    let project = toml::table(&file.table, "project");
    let tool = toml::table(&file.table, "tool");
    let poetry = tool.and_then(|tool| toml::table(tool, "poetry"));
    let mut declared = Declared { file: &file, dependencies: Vec::new(), notices: Notices::new(input.notices.clone()) };
    if let Some(project) = project {
        declared.list(toml::get(project, "dependencies"), Scope::Runtime);
        for list in toml::table(project, "optional-dependencies").into_iter().flat_map(Table::values) {
            declared.list(Some(list.get_ref()), Scope::Optional);
        }
    }
    declared.groups();
    for (tool_name, section) in [("pdm", "dev-dependencies"), ("uv", "dev-dependencies")] {
        let stated = tool.and_then(|tool| toml::get(toml::table(tool, tool_name)?, section));
        match stated {
            Some(Value::Table(groups)) => {
                groups.values().for_each(|list| declared.list(Some(list.get_ref()), Scope::Development));
            }
            list => declared.list(list, Scope::Development),
        }
    }
    poetry.into_iter().for_each(|poetry| declared.poetry(poetry));
    let field = |key: &str| {
        let stated = [project, poetry].into_iter().flatten().find_map(|table| toml::text(table, key));
        stated.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let manifest = Manifest {
        name: field("name"),
        version: field("version"),
        license: field("license").or_else(|| license_text(project?)).or_else(|| only_classifier(project.or(poetry)?)),
        dependencies: declared.dependencies,
    };
    let place = ["project", "tool"].into_iter().find_map(|key| file.table.get(key)).map(|it| file.place(it.span()));
    let mut component =
        python::component(manifest.name.as_deref().unwrap_or(project::NAMELESS), manifest.version.as_deref(), place);
    component.own = true;
    component.licenses = manifest.license.iter().map(StatedLicense::declared).collect();
    if manifest.name.is_none() {
        component.package_url = None;
    }
    Ok(Document {
        format: FORMAT.id,
        roots: vec![0],
        components: vec![component].into(),
        manifest: Some(manifest),
        notices: declared.notices.finish(),
        ..Document::default()
    })
}

/// The old `license = { text = "…" }`, where the text is a name and not the whole licence.
fn license_text(project: &Table) -> Option<String> {
    let license = toml::table(project, "license")?;
    let text = toml::text(license, "text").map(str::trim).filter(|text| !text.is_empty() && !text.contains('\n'));
    text.map(str::to_owned).or_else(|| toml::text(license, "file").map(|file| format!("SEE LICENSE IN {file}")))
}

/// The licence among the classifiers, where it is one.
fn only_classifier(project: &Table) -> Option<String> {
    let classifiers = toml::get(project, "classifiers")?.as_array()?.iter();
    let mut names = classifiers.filter_map(|it| python::license_of_classifier(it.get_ref().as_str()?));
    names.next().filter(|_| names.next().is_none()).map(str::to_owned)
}

impl Declared<'_> {
    /// A list of requirements.
    fn list(&mut self, list: Option<&Value>, scope: Scope) {
        for wanted in list.and_then(Value::as_array).into_iter().flatten() {
            let Some(text) = wanted.get_ref().as_str() else { continue };
            match Requirement::parse(text) {
                Some(requirement) => self.dependencies.push(ManifestDependency {
                    name: requirement.name.to_owned(),
                    requirement: rest_of(text, &requirement),
                    scope,
                }),
                None => {
                    let message = format!("`{text}` is not a requirement and was left out");
                    self.notices.warning("skipped-entry", Some(self.file.place(wanted.span())), message);
                }
            }
        }
    }

    /// `[dependency-groups]`: lists of requirements. What a group takes in of another stands under that one.
    fn groups(&mut self) {
        for (name, list) in toml::table(&self.file.table, "dependency-groups").into_iter().flatten() {
            self.list(Some(list.get_ref()), python::group_scope(name.get_ref()));
        }
    }

    /// Poetry's own sections: `name = "^1"` or `name = { version = "^1", optional = true }`.
    fn poetry(&mut self, poetry: &Table) {
        self.poetry_section(toml::table(poetry, "dependencies"), Scope::Runtime);
        self.poetry_section(toml::table(poetry, "dev-dependencies"), Scope::Development);
        for (name, group) in toml::table(poetry, "group").into_iter().flatten() {
            let section = group.get_ref().as_table().and_then(|group| toml::table(group, "dependencies"));
            self.poetry_section(section, python::group_scope(name.get_ref()));
        }
    }

    fn poetry_section(&mut self, section: Option<&Table>, scope: Scope) {
        let named = section.into_iter().flatten().filter(|(name, _)| name.get_ref() != "python");
        for (name, value) in named {
            let value = value.get_ref();
            let alternatives: Vec<&Value> = match value.as_array() {
                Some(list) => list.iter().map(|value| value.get_ref()).collect(),
                None => vec![value],
            };
            for value in alternatives {
                self.dependencies.push(poetry_dependency(name.get_ref(), value, scope));
            }
        }
    }
}

fn poetry_dependency(name: &str, value: &Value, scope: Scope) -> ManifestDependency {
    let Some(table) = value.as_table() else {
        let requirement = value.as_str().unwrap_or("*").to_owned();
        return ManifestDependency { name: name.to_owned(), requirement, scope };
    };
    let stated = ["version", "git", "url", "path", "file"].into_iter().find_map(|key| toml::text(table, key));
    let requirement = stated.unwrap_or("*");
    let marker = toml::text(table, "markers").map(|marker| format!("; {marker}")).unwrap_or_default();
    let is_optional = scope == Scope::Runtime && toml::is_true(table, "optional");
    ManifestDependency {
        name: name.to_owned(),
        requirement: format!("{requirement}{marker}"),
        scope: if is_optional { Scope::Optional } else { scope },
    }
}

/// What a requirement says beside the name: `>=1; python_version < '3.9'`.
fn rest_of(text: &str, requirement: &Requirement) -> String {
    let rest = text.trim().get(requirement.name.len()..).unwrap_or("").trim();
    let rest = if rest.starts_with('[') { rest.split_once(']').map_or(rest, |(_, rest)| rest).trim() } else { rest };
    if rest.is_empty() { "*".to_owned() } else { rest.to_owned() }
}
