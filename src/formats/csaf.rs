//! CSAF 2.0 and 2.1: security advisories and VEX. Its products become references, not components.
//!
//! A product is called by its package URL where it has one, otherwise by its name. A product as part of another one
//! (a package of a distribution) is called as the product.
//!
//! Source: <https://docs.oasis-open.org/csaf/csaf/v2.0/csaf-v2.0.html>.

use std::collections::{HashMap, HashSet};

use super::support::json::{self, Json, JsonDocument};
use super::support::notices::Notices;
use super::support::osv::links;
use super::{Format, Holds, Input};
use crate::model::{Affected, Document, ReadError, Role, Vulnerability, VulnerabilityStatus};

pub const FORMAT: Format = Format {
    id: "csaf",
    title: "CSAF",
    family: "Vulnerabilities",
    file_names: &["*.csaf.json"],
    versions: "2.0, 2.1",
    holds: Holds { vulnerabilities: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    let document = input.sketch().and_then(|seen| seen.get("document"));
    document.is_some_and(|document| document.text("csaf_version").is_some())
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let document = json.root.get("document");
    let version = document.and_then(|document| document.filled_text("csaf_version"));
    if !matches!(version, Some("2.0" | "2.1")) {
        let message = format!("CSAF {} is not known; read as 2.1", version.unwrap_or("without a version"));
        notices.warning("unknown-version", None, message);
    }
    let products = Products::read(&json.root);
    let stated = json.root.list("vulnerabilities");
    let vulnerabilities = stated.iter().map(|stated| vulnerability(&json, stated, &products, &mut notices)).collect();
    let text = |path: &[&str]| {
        path.iter().try_fold(document?, |json, key| json.get(key)).and_then(Json::as_text).map(str::to_owned)
    };
    Ok(Document {
        format: FORMAT.id,
        format_version: version.map(str::to_owned),
        generator: text(&["tracking", "generator", "engine", "name"]).or_else(|| text(&["publisher", "name"])),
        created: text(&["tracking", "current_release_date"]),
        authors: text(&["publisher", "name"]).into_iter().collect(),
        role: Role::Supplement,
        vulnerabilities,
        notices: notices.finish(),
        ..Document::default()
    })
}

/// What products are called, by their ids.
#[derive(Default)]
struct Products<'a> {
    names: HashMap<&'a str, &'a str>,
    /// The product that stands for a product as part of another one.
    parts: HashMap<&'a str, &'a str>,
}

impl<'a> Products<'a> {
    fn read(root: &'a Json) -> Self {
        let mut products = Self::default();
        let Some(tree) = root.get("product_tree") else { return products };
        for product in tree.list("full_product_names") {
            products.add(product);
        }
        let mut waiting: Vec<&Json> = tree.list("branches").iter().collect();
        while let Some(branch) = waiting.pop() {
            if let Some(product) = branch.get("product") {
                products.add(product);
            }
            waiting.extend(branch.list("branches"));
        }
        for relationship in tree.list("relationships") {
            let Some(product) = relationship.get("full_product_name") else { continue };
            products.add(product);
            let part = product.filled_text("product_id").zip(relationship.filled_text("product_reference"));
            products.parts.extend(part);
        }
        products
    }

    fn add(&mut self, product: &'a Json) {
        let Some(id) = product.filled_text("product_id") else { return };
        let helper = product.get("product_identification_helper");
        let listed = || helper?.list("purls").first()?.as_text();
        let package_url = helper.and_then(|helper| helper.filled_text("purl")).or_else(listed);
        self.names.extend(package_url.or_else(|| product.filled_text("name")).map(|name| (id, name)));
    }

    /// The name of a product; of a part, that of the product it is, where that has a package URL.
    fn name(&self, id: &'a str) -> &'a str {
        let own = self.names.get(id).copied();
        let part = || self.names.get(self.parts.get(id)?).copied().filter(|name| name.starts_with("pkg:"));
        own.filter(|name| name.starts_with("pkg:")).or_else(part).or(own).unwrap_or(id)
    }
}

/// The lists of `product_status` in the order in which they are told.
const STATUSES: [(&str, VulnerabilityStatus); 7] = [
    ("first_affected", VulnerabilityStatus::Affected),
    ("known_affected", VulnerabilityStatus::Affected),
    ("last_affected", VulnerabilityStatus::Affected),
    ("known_not_affected", VulnerabilityStatus::NotAffected),
    ("first_fixed", VulnerabilityStatus::Fixed),
    ("fixed", VulnerabilityStatus::Fixed),
    ("under_investigation", VulnerabilityStatus::UnderInvestigation),
];

fn vulnerability(json: &JsonDocument, stated: &Json, products: &Products, notices: &mut Notices) -> Vulnerability {
    let other_ids = || stated.list("ids").iter().filter_map(|id| id.filled_text("text"));
    let id = stated.filled_text("cve").or_else(|| other_ids().next());
    let place = json.place(stated);
    if id.is_none() {
        notices.warning("missing-name", place.clone(), "A vulnerability has no id");
    }
    let reasons = reasons(stated);
    let mut affects = Vec::new();
    let mut seen = HashSet::new();
    let lists = stated.get("product_status");
    for (list, status) in STATUSES {
        for product in lists.map_or(&[][..], |lists| lists.list(list)).iter().filter_map(Json::as_text) {
            let name = products.name(product);
            if seen.insert((name, status)) {
                affects.push(Affected {
                    reference: Some(name.to_owned()),
                    status: Some(status),
                    justification: reasons.get(product).map(|reason| (*reason).to_owned()),
                    ..Affected::default()
                });
            }
        }
    }
    Vulnerability {
        id: id.unwrap_or("unnamed").to_owned(),
        aliases: other_ids().filter(|other| Some(*other) != id).map(str::to_owned).collect(),
        summary: summary(stated),
        ratings: ratings(stated),
        affects,
        links: links(stated),
        place,
    }
}

/// Why products are stated not to be affected: flags, and threats of the category `impact`.
fn reasons<'a>(stated: &'a Json) -> HashMap<&'a str, &'a str> {
    let flags = stated.list("flags").iter().map(|flag| (flag, "label"));
    let impacts = stated.list("threats").iter().filter(|threat| threat.text("category") == Some("impact"));
    let mut reasons = HashMap::new();
    for (entry, key) in flags.chain(impacts.map(|threat| (threat, "details"))) {
        let Some(reason) = entry.filled_text(key) else { continue };
        for product in entry.list("product_ids").iter().filter_map(Json::as_text) {
            reasons.entry(product).or_insert(reason);
        }
    }
    reasons
}

fn summary(stated: &Json) -> Option<String> {
    let notes = stated.list("notes");
    let note = |category: &str| notes.iter().find(|note| note.text("category") == Some(category))?.filled_text("text");
    let text = stated.filled_text("title").or_else(|| note("summary")).or_else(|| note("description"))?;
    text.lines().next().map(|line| line.trim().to_owned())
}

/// `scores` in 2.0, `metrics` in 2.1; each vector once.
fn ratings(stated: &Json) -> Vec<String> {
    let contents = stated.list("metrics").iter().filter_map(|metric| metric.get("content"));
    let mut ratings: Vec<String> = Vec::new();
    for score in stated.list("scores").iter().chain(contents) {
        for key in ["cvss_v4", "cvss_v3", "cvss_v2"] {
            let vector = score.get(key).and_then(|cvss| cvss.filled_text("vectorString"));
            if let Some(vector) = vector
                && ratings.last().is_none_or(|last| last != vector)
            {
                ratings.push(vector.to_owned());
            }
        }
    }
    ratings
}
