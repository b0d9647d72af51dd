//! One file as JSON: what the engine knows of it, in the shape that scripts read.

use lockscope::graph::{Graph, NodeIndex, routes};
use lockscope::licenses::ComponentJudgement;
use lockscope::model::{Level, Notice, ReadError};
use lockscope::view::facts::Facts;
use lockscope::view::inspector::SHORTEST_ROUTES;
use serde::Serialize;

use crate::options::Options;

/// One line of the output. Ids are positions in `components`; fields are absent where nothing is known.
#[derive(Serialize)]
pub struct Report<'a> {
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    format_version: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    sha256: &'a str,
    /// For a manifest: the lockfile that it sharpened.
    #[serde(skip_serializing_if = "Option::is_none")]
    sharpens: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<ErrorReport<'a>>,
    roots: &'a [NodeIndex],
    components: Vec<ComponentReport<'a>>,
    dependencies: Vec<(NodeIndex, NodeIndex, &'static str)>,
    notices: Vec<NoticeReport<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    findings: Option<Vec<FindingReport<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<Option<WhyReport>>,
}

impl Report<'_> {
    pub fn is_readable(&self) -> bool {
        self.error.is_none()
    }
}

#[derive(Serialize)]
pub struct ErrorReport<'a> {
    code: &'a str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    advice: &'a str,
}

#[derive(Serialize)]
struct ComponentReport<'a> {
    id: NodeIndex,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    purl: Option<&'a str>,
    scope: &'static str,
    direct: bool,
    license: LicenseReport<'a>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    hashes: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<&'static str>,
}

#[derive(Serialize)]
struct LicenseReport<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    raw: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expression: Option<&'a str>,
    evidence: &'static str,
}

#[derive(Serialize)]
struct NoticeReport<'a> {
    level: &'static str,
    code: &'a str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
}

#[derive(Serialize)]
struct FindingReport<'a> {
    kind: &'static str,
    verdict: &'static str,
    components: &'a [NodeIndex],
    reason: &'a str,
    source: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix_point: Option<NodeIndex>,
    routes: &'a [Vec<NodeIndex>],
}

#[derive(Serialize)]
struct WhyReport {
    component: NodeIndex,
    introduced_by: Vec<NodeIndex>,
    /// As text: it may be larger than a number in JSON can be. `more than …` where it is beyond counting.
    routes: String,
    shortest: Vec<Vec<NodeIndex>>,
}

/// The report of the first file of a workspace; the others are there to sharpen it. `None` where there is no file.
pub fn report<'a>(facts: &'a Facts, options: &Options) -> Option<Report<'a>> {
    let file = facts.files.first()?;
    let mut out = Report {
        file: &file.name,
        format: None,
        format_version: None,
        sha256: &file.sha256,
        sharpens: file.companion_of.first().map(String::as_str),
        error: file.content.as_ref().err().map(error),
        roots: &[],
        components: Vec::new(),
        dependencies: Vec::new(),
        notices: Vec::new(),
        findings: None,
        why: None,
    };
    let Ok(read) = &file.content else { return Some(out) };
    out.format = Some(read.format.id);
    out.format_version = read.document.format_version.as_deref();
    out.notices = read.document.notices.iter().map(notice).collect();
    if !read.format.holds.manifest {
        document(&mut out, facts, options);
    }
    Some(out)
}

fn document<'a>(out: &mut Report<'a>, facts: &'a Facts, options: &Options) {
    let graph = &facts.graph;
    out.roots = &graph.roots;
    out.dependencies = graph.edges.iter().map(|edge| (edge.from, edge.to, edge.scope.as_str())).collect();
    out.components = (0..)
        .zip(graph.nodes.iter().zip(&facts.judgement.components))
        .map(|(id, (node, judged))| ComponentReport {
            id,
            name: &node.component.name,
            version: node.component.version.as_deref(),
            purl: node.component.package_url.as_ref().map(|url| url.as_str()),
            scope: node.scope.as_str(),
            direct: graph.is_direct(id),
            license: license(graph, id, judged),
            hashes: &node.component.hashes,
            source: node.component.source.as_deref(),
            verdict: options.context.as_ref().map(|_| judged.verdict.as_str()),
        })
        .collect();
    if options.context.is_some() {
        out.findings = Some(facts.judgement.findings.iter().map(finding).collect());
    }
    out.why = options.why.as_ref().map(|wanted| why(graph, wanted));
}

/// What a file that could not be read says of itself.
fn error(error: &ReadError) -> ErrorReport<'_> {
    ErrorReport {
        code: &error.code,
        message: &error.message,
        place: error.place.as_ref().map(ToString::to_string),
        advice: &error.advice,
    }
}

/// The error of a workspace's first file.
pub fn first_error(facts: &Facts) -> Option<ErrorReport<'_>> {
    facts.files.first().and_then(|file| file.content.as_ref().err()).map(error)
}

fn license<'a>(graph: &'a Graph, id: NodeIndex, judged: &'a ComponentJudgement) -> LicenseReport<'a> {
    let mut raw: Vec<&str> = Vec::new();
    for stated in graph.nodes.get(id as usize).into_iter().flat_map(|node| &node.component.licenses) {
        if !raw.contains(&stated.raw.as_str()) {
            raw.push(&stated.raw);
        }
    }
    LicenseReport {
        evidence: judged.evidence.word(),
        expression: judged.expression.as_deref(),
        raw: (!raw.is_empty()).then(|| raw.join("; ")),
    }
}

fn notice(notice: &Notice) -> NoticeReport<'_> {
    NoticeReport {
        level: match notice.level {
            Level::Info => "info",
            Level::Warning => "warning",
            Level::Error => "error",
        },
        code: &notice.code,
        message: &notice.message,
        place: notice.place.as_ref().map(ToString::to_string),
    }
}

fn finding(finding: &lockscope::licenses::Finding) -> FindingReport<'_> {
    FindingReport {
        kind: finding.kind.letter(),
        verdict: finding.verdict.as_str(),
        components: &finding.components,
        reason: &finding.reason,
        source: &finding.source,
        fix_point: finding.fix_point,
        routes: &finding.routes,
    }
}

/// Why the component of this name is there; of several that bear it, the one nearest to a root. `None` where none does.
fn why(graph: &Graph, wanted: &str) -> Option<WhyReport> {
    let (name, version) = match wanted.rsplit_once('@') {
        Some((name, version)) if !name.is_empty() => (name, Some(version)),
        _ => (wanted, None),
    };
    let bears = |position: &usize| {
        let component = &graph.nodes[*position].component;
        component.name == name && (version.is_none() || component.version.as_deref() == version)
    };
    let component = (0..graph.nodes.len())
        .filter(bears)
        .min_by_key(|position| graph.nodes[*position].depth.unwrap_or(u32::MAX))? as NodeIndex;
    let found = routes(graph, component, SHORTEST_ROUTES);
    let at_least = if found.count.exact { "" } else { "more than " };
    Some(WhyReport {
        component,
        introduced_by: found.introduced_by,
        routes: format!("{at_least}{}", found.count.routes),
        shortest: found.shortest,
    })
}
