// The larger documents of a graph: what SBOM tools and package managers write beyond a name and a version.
import { createHash } from "node:crypto";

const REGISTRY = "https://registry.example";
const ROOT = "bench-app";

const digest = (kind, entry, form) => createHash(kind).update(`${entry.name}@${entry.version}`).digest(form);
const tarball = ({ name, version }) => `${REGISTRY}/${name}/-/${name.split("/").pop()}-${version}.tgz`;
const text = (value) => `${JSON.stringify(value, null, 2)}\n`;
const label = ({ name, version }) => `${name}@${version}`;
const purl = ({ name, version }) => `pkg:npm/${name.replace("@", "%40")}@${version}`;
const byName = (packages) => (one, two) => (packages[one].name < packages[two].name ? -1 : packages[one].name > packages[two].name ? 1 : one - two);
const described = ({ name }) => `What ${name.split(/[/-]/).join(" and ")} need of each other`;

/** Positions in the order of their names. */
const ordered = ({ packages }) => packages.map((_, at) => at).sort(byName(packages));

function component(entry) {
  const [scope, name] = entry.name.includes("/") ? entry.name.split("/") : [undefined, entry.name];
  const place = `https://code.example/${name}/${name}`;
  return {
    type: "library", "bom-ref": label(entry), ...(scope && { group: scope }), name, version: entry.version,
    description: described(entry), scope: entry.dev ? "excluded" : "required",
    hashes: [{ alg: "SHA-512", content: digest("sha512", entry, "hex") }],
    ...stated(entry.license),
    purl: purl(entry),
    externalReferences: [
      { url: `git+${place}.git`, type: "vcs", comment: "as in the manifest's field \"repository.url\"" },
      { url: `${place}#readme`, type: "website", comment: "as in the manifest's field \"homepage\"" },
      { url: tarball(entry), type: "distribution", comment: "as in the lockfile", hashes: [{ alg: "SHA-512", content: digest("sha512", entry, "hex") }] },
    ],
    properties: [
      { name: "npm:package:path", value: `node_modules/${entry.name}` },
      ...(entry.dev ? [{ name: "npm:package:development", value: "true" }] : []),
    ],
  };
}

function stated(license) {
  if (!license) return {};
  if (license.startsWith("(")) return { licenses: [{ expression: license }] };
  return { licenses: [{ license: { ...(license.includes(" ") ? { name: license } : { id: license }), acknowledgement: "declared" } }] };
}

/** CycloneDX 1.6 JSON. */
export function cycloneDx(graph) {
  const { packages, rootNeeds } = graph;
  const root = { type: "application", name: ROOT, version: "1.0.0", "bom-ref": ROOT };
  const order = ordered(graph);
  const dependencies = [
    { ref: ROOT, dependsOn: rootNeeds.map((need) => label(packages[need.at])) },
    ...order.map((at) => ({ ref: label(packages[at]), dependsOn: packages[at].needs.map((to) => label(packages[to])) })),
  ];
  const components = order.map((at) => component(packages[at]));
  return text({ bomFormat: "CycloneDX", specVersion: "1.6", version: 1, metadata: { timestamp: "2026-01-01T00:00:00Z", component: root }, components, dependencies });
}

/** CycloneDX 1.6 XML, with the same content. */
export function cycloneDxXml(graph) {
  const { packages, rootNeeds } = graph;
  const safe = (words) => words.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
  const field = (space, name, words) => `${space}<${name}>${safe(words)}</${name}>\n`;
  const hash = (space, [{ content }]) => `${space}<hashes>\n${space}  <hash alg="SHA-512">${content}</hash>\n${space}</hashes>\n`;
  const licenses = (all) => {
    if (!all) return "";
    const [{ expression, license }] = all;
    const inner = expression
      ? field("        ", "expression", expression)
      : `        <license acknowledgement="declared">\n${field("          ", license.id ? "id" : "name", license.id ?? license.name)}        </license>\n`;
    return `      <licenses>\n${inner}      </licenses>\n`;
  };
  const one = (entry) => {
    const made = component(entry);
    const references = made.externalReferences.map(
      (reference) =>
        `        <reference type="${reference.type}">\n${field("          ", "url", reference.url)}${field("          ", "comment", reference.comment)}` +
        `${reference.hashes ? hash("          ", reference.hashes) : ""}        </reference>\n`,
    );
    const properties = made.properties.map(({ name, value }) => `        <property name="${name}">${safe(value)}</property>\n`);
    return (
      `    <component type="library" bom-ref="${safe(made["bom-ref"])}">\n${made.group ? field("      ", "group", made.group) : ""}` +
      field("      ", "name", made.name) + field("      ", "version", made.version) + field("      ", "description", made.description) +
      field("      ", "scope", made.scope) + hash("      ", made.hashes) + licenses(made.licenses) + field("      ", "purl", made.purl) +
      `      <externalReferences>\n${references.join("")}      </externalReferences>\n      <properties>\n${properties.join("")}      </properties>\n    </component>\n`
    );
  };
  const needs = (reference, list) =>
    `    <dependency ref="${safe(reference)}">\n${list.map((at) => `      <dependency ref="${safe(label(packages[at]))}"/>\n`).join("")}    </dependency>\n`;
  const order = ordered(graph);
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<bom xmlns="http://cyclonedx.org/schema/bom/1.6" version="1">\n  <metadata>\n    <component type="application" bom-ref="${ROOT}">\n` +
    `${field("      ", "name", ROOT)}${field("      ", "version", "1.0.0")}    </component>\n  </metadata>\n  <components>\n${order.map((at) => one(packages[at])).join("")}  </components>\n` +
    `  <dependencies>\n${needs(ROOT, rootNeeds.map((need) => need.at))}${order.map((at) => needs(label(packages[at]), packages[at].needs)).join("")}  </dependencies>\n</bom>\n`
  );
}

/** SPDX 2.3 JSON. */
export function spdx(graph) {
  const { packages, rootNeeds } = graph;
  const id = ({ name, version }) => `SPDXRef-Package-npm-${name.replace("@", "").replaceAll("/", "-")}-${version}`;
  const locator = (reference) => [{ referenceCategory: "PACKAGE-MANAGER", referenceType: "purl", referenceLocator: reference }];
  const one = (entry) => ({
    name: entry.name, SPDXID: id(entry), versionInfo: entry.version, packageFileName: `node_modules/${entry.name}`, description: described(entry),
    downloadLocation: tarball(entry), filesAnalyzed: false, homepage: "NOASSERTION", licenseConcluded: "NOASSERTION",
    licenseDeclared: entry.license?.includes(" LICENSE") || !entry.license ? "NOASSERTION" : entry.license.replace("Amber Public Terms", "LicenseRef-amber"), copyrightText: "NOASSERTION",
    externalRefs: locator(purl(entry)), checksums: [{ algorithm: "SHA512", checksumValue: digest("sha512", entry, "hex") }],
  });
  const relation = (from, relationshipType, to) => ({ spdxElementId: from, relatedSpdxElement: to, relationshipType });
  const order = ordered(graph);
  const root = { name: ROOT, SPDXID: "SPDXRef-Package-root", versionInfo: "1.0.0", downloadLocation: "NOASSERTION", filesAnalyzed: false, externalRefs: locator(`pkg:npm/${ROOT}@1.0.0`) };
  const relationships = [
    relation("SPDXRef-DOCUMENT", "DESCRIBES", root.SPDXID),
    ...rootNeeds.map(({ at, dev }) => (dev ? relation(id(packages[at]), "DEV_DEPENDENCY_OF", root.SPDXID) : relation(root.SPDXID, "DEPENDS_ON", id(packages[at])))),
    ...order.flatMap((at) => packages[at].needs.map((to) => relation(id(packages[at]), "DEPENDS_ON", id(packages[to])))),
  ];
  const creationInfo = { created: "2026-01-01T00:00:00Z", creators: ["Tool: generate.mjs"] };
  return text({ spdxVersion: "SPDX-2.3", dataLicense: "CC0-1.0", SPDXID: "SPDXRef-DOCUMENT", name: ROOT, documentNamespace: "https://bench.example/spdx", creationInfo, packages: [root, ...order.map((at) => one(packages[at]))], relationships });
}

/** yarn.lock, version 1. */
export function yarnLock(graph) {
  const { packages, rootNeeds } = graph;
  const quoted = (words) => (/^[@0-9]|[ :]|^true|^false/.test(words) ? `"${words}"` : words);
  const ranges = packages.map(() => new Set());
  const range = (from, to) => ((from + to) % 3 ? "^" : "~") + packages[to].version;
  rootNeeds.forEach(({ at }) => ranges[at].add(range(0, at)));
  packages.forEach((entry, from) => entry.needs.forEach((to) => ranges[to].add(range(from, to))));
  const blocks = ordered(graph).map((at) => {
    const entry = packages[at];
    const asked = [...ranges[at]].sort().map((wanted) => quoted(`${entry.name}@${wanted}`)).join(", ");
    const needs = entry.needs.map((to) => `    ${quoted(packages[to].name)} "${range(at, to)}"\n`).join("");
    return (
      `\n${asked}:\n  version "${entry.version}"\n  resolved "${tarball(entry)}#${digest("sha1", entry, "hex")}"\n` +
      `  integrity sha512-${digest("sha512", entry, "base64")}\n${needs && `  dependencies:\n${needs}`}`
    );
  });
  return `# THIS IS AN AUTOGENERATED FILE. DO NOT EDIT THIS FILE DIRECTLY.\n# yarn lockfile v1\n\n${blocks.join("")}`;
}

/** pnpm-lock.yaml, version 9. */
export function pnpmLock(graph) {
  const { packages, rootNeeds } = graph;
  const quoted = (words) => (words.startsWith("@") ? `'${words}'` : words);
  const direct = (dev) => {
    const wanted = rootNeeds.filter((need) => need.dev === dev).map((need) => packages[need.at]);
    const lines = wanted.map((entry) => `      ${quoted(entry.name)}:\n        specifier: ^${entry.version}\n        version: ${entry.version}\n`);
    return lines.length ? `    ${dev ? "devDependencies" : "dependencies"}:\n${lines.join("")}` : "";
  };
  const order = ordered(graph);
  const listed = order.map((at) => {
    const engines = at % 5 ? `    engines: {node: '${at % 3 ? ">=12" : "^18.18.0 || ^20.9.0 || >=21.1.0"}'}\n` : "";
    return `\n  ${quoted(label(packages[at]))}:\n    resolution: {integrity: sha512-${digest("sha512", packages[at], "base64")}}\n${engines}`;
  });
  const snapshots = order.map((at) => {
    const needs = packages[at].needs.map((to) => `      ${quoted(packages[to].name)}: ${packages[to].version}\n`).join("");
    return `\n  ${quoted(label(packages[at]))}:${needs ? `\n    dependencies:\n${needs}` : " {}\n"}`;
  });
  return (
    `lockfileVersion: '9.0'\n\nsettings:\n  autoInstallPeers: true\n  excludeLinksFromLockfile: false\n\nimporters:\n\n  .:\n${direct(false)}${direct(true)}` +
    `\npackages:\n${listed.join("")}\nsnapshots:\n${snapshots.join("")}`
  );
}
