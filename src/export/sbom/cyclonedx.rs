//! CycloneDX JSON, 1.6 and 1.7.
//!
//! What the standard has no word for stands in properties that begin with `lockscope:` (`docs/sbom.md`); Lockscope
//! reads them again. Containment is nesting; where a component cannot be nested (in several containers, in the
//! subject itself, in a circle, too deep) a property names its container.
//!
//! Source: <https://cyclonedx.org/docs/1.7/json/>.

use serde_json::{Map, Value, json};

use super::content::{Arrow, Part, Sbom, Statement};
use super::digests;
use super::{SbomFormat, references};
use crate::licenses::{full_name, is_spdx_expression};
use crate::model::{ComponentKind, DependencyKind, LicenseRole, ListMeaning, Scope};

pub const V1_6: SbomFormat = SbomFormat {
    id: "cyclonedx-1.6",
    title: "CycloneDX 1.6 (JSON)",
    file_name: "lockscope.cdx.json",
    media_type: "application/vnd.cyclonedx+json",
    hint: "What most tools read",
    write: |sbom| write(sbom, "1.6"),
};

pub const V1_7: SbomFormat = SbomFormat {
    id: "cyclonedx-1.7",
    title: "CycloneDX 1.7 (JSON)",
    file_name: "lockscope.cdx.json",
    media_type: "application/vnd.cyclonedx+json",
    hint: "The newest; several expressions side by side",
    write: |sbom| write(sbom, "1.7"),
};

/// How deep components are nested.
const DEEPEST: usize = 32;
/// The longest version that the standard allows, in characters.
const LONGEST_VERSION: usize = 1024;

fn write(sbom: &Sbom, version: &str) -> String {
    let nesting = Nesting::new(sbom);
    let writer = Writer { sbom, nesting: &nesting, has_mixed_lists: version == "1.7" };
    let mut components = Vec::new();
    let mut services = Vec::new();
    for (at, part) in sbom.parts.iter().enumerate() {
        if nesting.subject == Some(at) || nesting.parent.get(at).is_some_and(Option::is_some) {
            continue;
        }
        let list = if part.kind == ComponentKind::Service { &mut services } else { &mut components };
        list.push(writer.component(at).to_string());
    }
    let dependencies: Vec<String> =
        (0..sbom.parts.len()).filter_map(|at| dependencies(sbom, at)).map(|value| value.to_string()).collect();
    let mut out = String::from("{\n");
    let mut line = |key: &str, value: &str, end: &str| out.push_str(&format!("  \"{key}\": {value}{end}\n"));
    line("$schema", &format!("\"http://cyclonedx.org/schema/bom-{version}.schema.json\""), ",");
    line("bomFormat", "\"CycloneDX\"", ",");
    line("specVersion", &format!("\"{version}\""), ",");
    line("serialNumber", &format!("\"urn:uuid:{}\"", sbom.uuid()), ",");
    line("version", "1", ",");
    line("metadata", &writer.metadata().to_string(), ",");
    line("components", &list(&components), ",");
    if !services.is_empty() {
        line("services", &list(&services), ",");
    }
    line("dependencies", &list(&dependencies), "");
    out.push_str("}\n");
    out
}

/// One entry a line, so that two files can be compared line by line.
fn list(entries: &[String]) -> String {
    if entries.is_empty() {
        return "[]".to_owned();
    }
    format!("[\n    {}\n  ]", entries.join(",\n    "))
}

/// Where components are nested, and in which further containers they lie.
struct Nesting {
    /// What stands under `metadata.component`.
    subject: Option<usize>,
    is_root: Vec<bool>,
    parent: Vec<Option<usize>>,
    children: Vec<Vec<usize>>,
    /// Containers that nesting does not show.
    beside: Vec<Vec<usize>>,
}

impl Nesting {
    fn new(sbom: &Sbom) -> Self {
        let count = sbom.parts.len();
        let is_service = |at: usize| sbom.parts.get(at).is_some_and(|part| part.kind == ComponentKind::Service);
        let subject = match sbom.roots.as_slice() {
            [root] if !is_service(*root) => Some(*root),
            _ => None,
        };
        let mut nesting = Self {
            subject,
            is_root: Vec::new(),
            parent: vec![None; count],
            children: vec![Vec::new(); count],
            beside: vec![Vec::new(); count],
        };
        nesting.is_root.resize(count, false);
        for root in &sbom.roots {
            nesting.is_root.get_mut(*root).into_iter().for_each(|slot| *slot = true);
        }
        for arrow in sbom.arrows.iter().filter(|arrow| arrow.kind == DependencyKind::Contains) {
            let Arrow { from, to, .. } = *arrow;
            let fits = subject != Some(from)
                && subject != Some(to)
                && !is_service(from)
                && !is_service(to)
                && nesting.parent.get(to).is_some_and(Option::is_none)
                && nesting.may_hold(from, to);
            if fits {
                nesting.parent.get_mut(to).into_iter().for_each(|slot| *slot = Some(from));
                nesting.children.get_mut(from).into_iter().for_each(|list| list.push(to));
            } else {
                nesting.beside.get_mut(to).into_iter().for_each(|list| list.push(from));
            }
        }
        nesting
    }

    /// Is the container not inside the content, and is there depth left? Costs the depth allowed, and what the content
    /// holds is counted when it is nested itself.
    fn may_hold(&self, container: usize, content: usize) -> bool {
        let mut at = container;
        for _ in 0..DEEPEST / 2 {
            if at == content {
                return false;
            }
            match self.parent.get(at).copied().flatten() {
                Some(next) => at = next,
                None => return self.height(content, DEEPEST / 2) < DEEPEST / 2,
            }
        }
        false
    }

    /// Levels below a component, counted up to `most`.
    fn height(&self, at: usize, most: usize) -> usize {
        let mut level = vec![at];
        let mut height = 0;
        while height < most {
            level = level.iter().flat_map(|at| self.children.get(*at).into_iter().flatten().copied()).collect();
            if level.is_empty() {
                break;
            }
            height += 1;
        }
        height
    }
}

struct Writer<'s> {
    sbom: &'s Sbom,
    nesting: &'s Nesting,
    /// May an expression stand beside other licences?
    has_mixed_lists: bool,
}

impl Writer<'_> {
    fn metadata(&self) -> Value {
        let mut out = Map::new();
        if let Some(created) = &self.sbom.created {
            out.insert("timestamp".to_owned(), json!(created));
        }
        let tool = json!({ "type": "application", "name": "Lockscope", "version": self.sbom.tool_version });
        out.insert("tools".to_owned(), json!({ "components": [tool] }));
        if let Some(subject) = self.nesting.subject {
            out.insert("component".to_owned(), self.component(subject));
        }
        let mut properties = vec![property("lockscope:name", &self.sbom.name)];
        properties.extend(self.sbom.stamp.iter().map(|line| property("lockscope:made-from", line)));
        out.insert("properties".to_owned(), Value::Array(properties));
        Value::Object(out)
    }

    /// A component with what is nested in it, as deep as [`Nesting`] allows.
    fn component(&self, at: usize) -> Value {
        let Some(part) = self.sbom.parts.get(at) else { return Value::Null };
        let mut out = Map::new();
        let mut put = |key: &str, value: Value| _ = out.insert(key.to_owned(), value);
        let is_service = part.kind == ComponentKind::Service;
        let mut properties = Vec::new();
        put("bom-ref", json!(part.key));
        let (group, name) = split_name(part);
        if let Some(group) = group {
            put("group", json!(group));
        }
        put("name", json!(name));
        if let Some(version) = &part.version {
            let kept: String = version.chars().take(LONGEST_VERSION).collect();
            if kept.len() < version.len() {
                properties.push(property("lockscope:version", version));
            }
            put("version", json!(kept));
        }
        if let Some(supplier) = &part.supplier {
            put(if is_service { "provider" } else { "supplier" }, json!({ "name": supplier }));
        }
        let (licenses, evidence) = self.licenses(part);
        properties.extend(list_meaning(part).map(|word| property("lockscope:licenses-are", word)));
        if !licenses.is_empty() {
            put("licenses", Value::Array(licenses));
        }
        let (hashes, others) = digests::split(&part.hashes, |algorithm| algorithm.cyclonedx);
        if is_service {
            properties.extend(part.hashes.iter().map(|hash| property("lockscope:hash", hash)));
        } else {
            put("type", json!(kind(part.kind)));
            if !hashes.is_empty() {
                let hashes = hashes.iter().map(|(alg, content)| json!({ "alg": alg, "content": content }));
                put("hashes", hashes.collect());
            }
            properties.extend(others.iter().map(|hash| property("lockscope:hash", hash)));
            if let Some(url) = &part.package_url {
                put("purl", json!(url));
            }
            if let Some(copyright) = &part.copyright {
                put("copyright", json!(copyright));
            }
            if let Some(scope) = scope(part.scope) {
                put("scope", json!(scope));
            }
            if !evidence.is_empty() {
                put("evidence", json!({ "licenses": evidence }));
            }
            let children = self.nesting.children.get(at).into_iter().flatten();
            let nested: Vec<Value> = children.map(|child| self.component(*child)).collect();
            if !nested.is_empty() {
                put("components", Value::Array(nested));
            }
        }
        match part.source.as_deref() {
            Some(source) if is_address(source) => {
                let kind = if is_repository(source) { "vcs" } else { "distribution" };
                put("externalReferences", json!([{ "type": kind, "url": source }]));
            }
            Some(source) => properties.push(property("lockscope:source", source)),
            None => {}
        }
        self.properties(at, part, &mut properties);
        if !properties.is_empty() {
            put("properties", Value::Array(properties));
        }
        Value::Object(out)
    }

    fn properties(&self, at: usize, part: &Part, out: &mut Vec<Value>) {
        let is_subject = self.nesting.subject == Some(at);
        if part.own && !is_subject {
            out.push(property("lockscope:own", "true"));
        }
        if !part.own && is_subject {
            out.push(property("lockscope:own", "false"));
        }
        if !is_subject && self.nesting.is_root.get(at) == Some(&true) {
            out.push(property("lockscope:root", "true"));
        }
        if part.scope != Scope::Unknown {
            out.push(property("lockscope:scope", part.scope.as_str()));
        }
        if part.package_url.is_none() && !part.ecosystem.is_empty() {
            out.push(property("lockscope:ecosystem", part.ecosystem));
        }
        for container in self.nesting.beside.get(at).into_iter().flatten() {
            let key = self.sbom.parts.get(*container).map_or("", |part| &part.key);
            out.push(property("lockscope:contained-in", key));
        }
        out.extend(references::comments(part).iter().map(|text| property("lockscope:license", text)));
        out.extend(part.files.iter().map(|file| property("lockscope:file", file)));
    }

    /// Declared and concluded, and apart from them what was detected.
    fn licenses(&self, part: &Part) -> (Vec<Value>, Vec<Value>) {
        let (detected, mut stated): (Vec<_>, Vec<_>) =
            part.licenses.iter().cloned().partition(|statement| statement.role == LicenseRole::Detected);
        if let Some(settled) = &part.settled {
            stated.retain(|statement| statement.role != LicenseRole::Concluded);
            let list = ListMeaning::Single;
            stated.push(Statement { raw: settled.clone(), role: LicenseRole::Concluded, list, text: None });
        }
        (self.choices(&joined(stated, part)), self.choices(&joined(detected, part)))
    }

    fn choices(&self, stated: &[Statement]) -> Vec<Value> {
        let may_express = self.has_mixed_lists || stated.len() == 1;
        stated.iter().filter_map(|statement| choice(statement, may_express)).collect()
    }
}

/// Lists of which the format that was read says how they are meant, as one expression: CycloneDX leaves it open.
fn joined(stated: Vec<Statement>, part: &Part) -> Vec<Statement> {
    let mut out: Vec<Statement> = Vec::new();
    for role in [LicenseRole::Declared, LicenseRole::Concluded, LicenseRole::Detected] {
        let of_role: Vec<&Statement> = stated.iter().filter(|statement| statement.role == role).collect();
        let is_choice = of_role.iter().any(|statement| statement.list == ListMeaning::Any);
        let is_known = is_choice || of_role.iter().all(|statement| statement.list == ListMeaning::All);
        // Whoever reads takes these as choices by their ecosystem.
        let is_read_so = is_choice && matches!(part.ecosystem, "maven" | "composer");
        let is_plain = of_role.iter().all(|statement| is_spdx_expression(&statement.raw));
        if of_role.len() > 1 && is_known && !is_read_so && is_plain {
            let term = |raw: &str| if raw.contains(' ') { format!("({raw})") } else { raw.to_owned() };
            let terms: Vec<String> = of_role.iter().map(|statement| term(&statement.raw)).collect();
            let raw = terms.join(if is_choice { " OR " } else { " AND " });
            out.push(Statement { raw, role, list: ListMeaning::Single, text: None });
        } else {
            out.extend(of_role.into_iter().cloned());
        }
    }
    out
}

/// How lists of licences are meant, where whoever reads would take them otherwise.
fn list_meaning(part: &Part) -> Option<&'static str> {
    let is_read_as_choice = matches!(part.ecosystem, "maven" | "composer");
    let meant = part.licenses.iter().map(|statement| statement.list).find(|list| *list != ListMeaning::Single)?;
    match meant {
        ListMeaning::Any if !is_read_as_choice => Some("any"),
        ListMeaning::All => Some("all"),
        ListMeaning::Unstated if is_read_as_choice => Some("unstated"),
        _ => None,
    }
}

fn choice(statement: &Statement, may_express: bool) -> Option<Value> {
    let raw = statement.raw.trim();
    if raw.is_empty() {
        return None;
    }
    let acknowledgement = match statement.role {
        LicenseRole::Concluded => Some("concluded"),
        LicenseRole::Declared => Some("declared"),
        LicenseRole::Detected => None,
    };
    let mut fields = Map::new();
    if let Some(word) = acknowledgement {
        fields.insert("acknowledgement".to_owned(), json!(word));
    }
    let is_id = full_name(raw).is_some() && !matches!(raw, "NONE" | "NOASSERTION");
    if !is_id && may_express && is_spdx_expression(raw) {
        fields.insert("expression".to_owned(), json!(raw));
        return Some(Value::Object(fields));
    }
    fields.insert(if is_id { "id" } else { "name" }.to_owned(), json!(raw));
    if let Some(text) = &statement.text {
        fields.insert("text".to_owned(), json!({ "contentType": "text/plain", "content": text }));
    }
    Some(json!({ "license": fields }))
}

/// What a component needs; `None` for those that are not looked at. Every component is listed: no entry would mean
/// that nothing is known.
fn dependencies(sbom: &Sbom, at: usize) -> Option<Value> {
    let part = sbom.parts.get(at)?;
    let needed = sbom.arrows_from(at).iter().filter(|arrow| arrow.kind == DependencyKind::DependsOn);
    let needed: Vec<&str> = needed.filter_map(|arrow| Some(sbom.parts.get(arrow.to)?.key.as_str())).collect();
    (!needed.is_empty()).then(|| json!({ "ref": part.key, "dependsOn": needed }))
}

/// Group and name, where the ecosystem splits names and whoever reads joins them again.
fn split_name(part: &Part) -> (Option<&str>, &str) {
    let name = part.name.as_str();
    let separator = match part.ecosystem {
        "maven" => ':',
        "npm" if name.starts_with('@') => '/',
        "composer" => '/',
        _ => return (None, name),
    };
    match name.split_once(separator) {
        Some((group, rest))
            if !group.trim().is_empty()
                && !rest.trim().is_empty()
                && !rest.contains(['/', ':'])
                && part.package_url.is_some() =>
        {
            (Some(group), rest)
        }
        _ => (None, name),
    }
}

fn kind(kind: ComponentKind) -> &'static str {
    match kind {
        ComponentKind::Library | ComponentKind::Service => "library",
        ComponentKind::Application => "application",
        ComponentKind::Container => "container",
        ComponentKind::OperatingSystem => "operating-system",
        ComponentKind::File => "file",
        ComponentKind::Firmware => "firmware",
        ComponentKind::Device => "device",
        ComponentKind::Data => "data",
    }
}

fn scope(scope: Scope) -> Option<&'static str> {
    match scope {
        Scope::Runtime => Some("required"),
        Scope::Optional | Scope::Peer | Scope::Provided => Some("optional"),
        Scope::Test | Scope::Development | Scope::Build => Some("excluded"),
        Scope::Unknown => None,
    }
}

fn property(name: &str, value: &str) -> Value {
    json!({ "name": name, "value": value })
}

/// Can the text stand where an address (RFC 3987, also a relative one) is wanted?
pub fn is_address(text: &str) -> bool {
    let has_scheme = text.split_once("://").is_some_and(|(scheme, rest)| {
        let is_scheme = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '+' | '-' | '.');
        scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
            && scheme.chars().all(is_scheme)
            && !rest.is_empty()
    });
    let host = text.split_once("://").map_or("", |(_, rest)| rest.split(['/', '?', '#']).next().unwrap_or(""));
    let is_letter = |letter: char| {
        letter.is_ascii_graphic() && !matches!(letter, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}')
    };
    let is_escaped = text
        .split('%')
        .skip(1)
        .all(|rest| rest.as_bytes().get(..2).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)));
    let port = host.rsplit_once(':').map_or("", |(_, port)| port);
    has_scheme
        && text.len() <= 2_000
        && text.chars().all(is_letter)
        && is_escaped
        && !text.contains(['[', ']'])
        && port.bytes().all(|digit| digit.is_ascii_digit())
        && text.matches('#').count() <= 1
        && host.matches('@').count() <= 1
}

fn is_repository(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    address.starts_with("git") || address.starts_with("svn") || address.starts_with("hg+") || path.ends_with(".git")
}
