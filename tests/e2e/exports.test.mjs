// The graph saved for other tools opens in real readers: Graphviz, the XML parser of Chromium, graphology, a CSV reader.
// Counts and names come back as they were, whatever the names try.
import test from "node:test";
import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import Graph from "graphology";
import { Graphviz } from "@hpcc-js/wasm-graphviz";
import { launch, root } from "./support.mjs";

const run = promisify(execFile);

/** A root, eight names that try to leave their place, a cycle among all but the root, and an island. */
const names = [
  "root",
  "a \"quoted\" 'name'",
  "two\nlines\r\n\tand a tab",
  "]]></data><script>alert(1)</script><!-- -->",
  "nul\0bell\u0007vt\u000b.",
  "over\u202egpj.exe",
  "<b>bold</b> &amp; &lt; {a|b}",
  "\"] --> n0; %%{init: {}}%% `x` #quot; -- style:a#b;",
  "back\\slash \\N \\G \\",
  "=cmd|' /C calc'!A0",
  "island",
];
const edges = names.slice(0, -1).map((_, at) => [at, at + 2 < names.length ? at + 1 : 1]);

const document = JSON.stringify({
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  metadata: { component: { type: "application", "bom-ref": "0", name: names[0], version: "1" } },
  components: names.slice(1).map((name, at) => ({ type: "library", "bom-ref": String(at + 1), name, version: "1", licenses: [{ expression: "MIT" }] })),
  dependencies: edges.map(([from, to]) => ({ ref: String(from), dependsOn: [String(to)] })),
});

/** Controls, marks of direction and the like are written out. */
const visible = (text) => text.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e]/g, (letter) => `\\u{${letter.charCodeAt(0).toString(16)}}`);
const seen = names.map(visible).sort();

let folder;
const saved = {};
test.before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "lockscope-"));
  const file = path.join(folder, "bom.cdx.json");
  await writeFile(file, document);
  for (const format of ["dot", "graphml", "gexf", "mermaid", "csv", "json"]) {
    const args = ["run", "--quiet", "--example", "inspect", "--", "--export", format, file];
    saved[format] = (await run("cargo", args, { cwd: root })).stdout;
  }
});
test.after(() => rm(folder, { recursive: true }));

test("Graphviz reads the DOT and draws every name", async () => {
  const graphviz = await Graphviz.load();
  const read = JSON.parse(graphviz.layout(saved.dot, "json", "dot"));
  assert.equal(read.objects.length, names.length);
  assert.equal(read.edges.length, edges.length);
  assert.equal(read.edges.filter((edge) => edge.in_cycle === "true").length, edges.length - 1);
  const svg = graphviz.layout(saved.dot, "svg", "dot");
  const drawn = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => entities(text));
  assert.deepEqual(drawn.sort(), seen.map((name) => `${name} 1`).sort());
  assert.ok(!/<script|<a |href/.test(svg));
});

function entities(text) {
  const named = { amp: "&", lt: "<", gt: ">", quot: '"' };
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (_, number, hex, name) => (name ? named[name] : String.fromCodePoint(number ? Number(number) : parseInt(hex, 16)))).replaceAll("\u00a0", " ");
}

test("an XML parser reads GraphML and GEXF, and every reference in them leads somewhere", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const page = await browser.newPage();
  const graphml = await page.evaluate((text) => {
    const read = new DOMParser().parseFromString(text, "application/xml");
    const all = (selector) => [...read.querySelectorAll(selector)];
    const keys = new Map(all("key").map((key) => [key.id, `${key.getAttribute("for")}.${key.getAttribute("attr.name")}`]));
    const told = (element) => Object.fromEntries([...element.children].map((data) => [keys.get(data.getAttribute("key")), data.textContent]));
    return {
      broken: all("parsererror").length,
      scripts: all("script").length,
      space: read.documentElement.namespaceURI,
      nodes: all("node").map((node) => ({ id: node.id, ...told(node) })),
      edges: all("edge").map((edge) => ({ from: edge.getAttribute("source"), to: edge.getAttribute("target"), ...told(edge) })),
    };
  }, saved.graphml);
  assert.deepEqual([graphml.broken, graphml.scripts, graphml.space], [0, 0, "http://graphml.graphdrawing.org/xmlns"]);
  same(graphml, "node.name", "edge.in_cycle");

  const gexf = await page.evaluate((text) => {
    const read = new DOMParser().parseFromString(text, "application/xml");
    const all = (selector) => [...read.querySelectorAll(selector)];
    const titles = (of) => new Map(all(`attributes[class=${of}] > attribute`).map((attribute) => [attribute.id, attribute.getAttribute("title")]));
    const told = (element, titles) => Object.fromEntries([...element.querySelectorAll("attvalue")].map((value) => [titles.get(value.getAttribute("for")), value.getAttribute("value")]));
    return {
      broken: all("parsererror").length,
      scripts: all("script").length,
      space: read.documentElement.namespaceURI,
      nodes: all("nodes > node").map((node) => ({ id: node.id, label: node.getAttribute("label"), ...told(node, titles("node")) })),
      edges: all("edges > edge").map((edge) => ({ from: edge.getAttribute("source"), to: edge.getAttribute("target"), ...told(edge, titles("edge")) })),
    };
  }, saved.gexf);
  assert.deepEqual([gexf.broken, gexf.scripts, gexf.space], [0, 0, "http://gexf.net/1.3"]);
  same(gexf, "name", "in_cycle");
  assert.ok(gexf.nodes.every((node) => node.label === `${node.name} 1` && node.label === node.title));
});

function same({ nodes, edges: read }, name, cycle) {
  assert.deepEqual(nodes.map((node) => node[name]).sort(), seen);
  assert.equal(read.length, edges.length);
  assert.equal(read.filter((edge) => edge[cycle] === "true").length, edges.length - 1);
  const ids = new Set(nodes.map((node) => node.id));
  assert.equal(ids.size, names.length);
  assert.ok(read.every(({ from, to }) => ids.has(from) && ids.has(to)));
  assert.ok([...nodes, ...read].every((told) => !("undefined" in told)), "an attribute is not declared");
}

test("graphology takes the JSON, names exactly as they were", () => {
  const read = JSON.parse(saved.json);
  const graph = new Graph({ type: "directed", multi: true });
  read.nodes.forEach(({ id, ...attributes }) => graph.addNode(id, attributes));
  read.links.forEach(({ source, target, ...attributes }) => graph.addEdge(source, target, attributes));
  assert.deepEqual(graph.mapNodes((_, { name }) => name).sort(), [...names].sort());
  const byName = (id) => names.indexOf(graph.getNodeAttribute(id, "name"));
  assert.deepEqual(graph.mapEdges((_, __, from, to) => [byName(from), byName(to)]).sort((one, two) => one[0] - two[0]), edges);
  assert.ok(read.graph.stamp.some((line) => /^File: .*SHA-256 [0-9a-f]{64}/.test(line)));
});

test("a CSV reader finds both ends of every edge, and no cell is a formula", async (t) => {
  const script = "import csv,io,json,sys; print(json.dumps(list(csv.reader(io.StringIO(sys.stdin.buffer.read().decode(), newline='')))))";
  const read = spawnSync("python3", ["-c", script], { input: saved.csv, encoding: "utf8" });
  if (read.error) return t.skip("there is no Python here");
  const [head, ...rows] = JSON.parse(read.stdout);
  assert.deepEqual(head.slice(0, 4), ["from", "from version", "from package URL", "to"]);
  const told = rows.slice(0, edges.length);
  assert.ok(rows.slice(edges.length).every((row) => row.length === 1), "only the stamp follows");
  assert.ok(rows.flat().every((cell) => !/^\s*[=+\-@]/.test(cell)));
  // An apostrophe stands before what a spreadsheet would compute.
  const name = (cell) => names.map(visible).indexOf(cell.replace(/^'(?==)/, ""));
  assert.deepEqual(told.map((row) => [name(row[0]), name(row[3])]).sort((one, two) => one[0] - two[0]), edges);
});

test("the Mermaid chart has a line for every name and edge, and nothing else", () => {
  const lines = saved.mermaid.split("\n").filter((line) => line && !line.startsWith("%% "));
  assert.equal(lines.shift(), "flowchart LR");
  const nodes = lines.map((line) => /^ {2}n\d+(?:\["([^"]*)"\]|\(\["([^"]*)"\]\))$/.exec(line)).filter(Boolean);
  const read = nodes.map(([, one, two]) => (one ?? two).replace(/#(\d+);/g, (_, number) => String.fromCodePoint(Number(number))));
  assert.deepEqual(read.sort(), seen.map((name) => `${name} 1`).sort());
  assert.equal(lines.filter((line) => /^ {2}n\d+ (-->|==>) n\d+$/.test(line)).length, edges.length);
  assert.equal(lines.length, names.length + edges.length);
});
