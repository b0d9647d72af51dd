// Dependency graphs to measure with: one graph as package-lock.json, Cargo.lock and the documents of `documents.mjs`.
//
//   node benches/generate.mjs [--packages 1000,10000,50000] [--seed 1] [--out target/bench]
//
// n packages and 4n dependencies, the root's own included. Layers of growing, then shrinking size; most
// packages need only packages of later layers, and those that are needed are needed ever more (hubs); about
// one in a thousand points back (cycles). 14 % are a further version of a name, which npm nests below who asks
// for it. The same number and seed give the same bytes.
import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { cycloneDx, cycloneDxXml, pnpmLock, spdx, yarnLock } from "./documents.mjs";

const REGISTRY = "https://registry.example";
const EDGES_PER_PACKAGE = 4;
const DUPLICATES = 0.14;
const LEAVES = 0.45;
const MOST_NEEDS = 60;

const FIRST = `amber ash basalt beech birch brass cedar chalk clay cobalt copper coral dune elm ember fern flint frost
  garnet granite hazel heath ivory jade juniper lark linen maple marble meadow mica moss myrtle oak ochre onyx opal
  pearl pine plum quartz reed rowan rust sage sand shale silver slate spruce steel stone thorn tide topaz umber walnut
  willow wren yarrow`.split(/\s+/);
const SECOND = `batch bridge buffer cache chain clock codec color config core cursor date delta diff digest draft edge
  event field filter flag font form frame glob graph grid guard hash header heap index input iterator key layout lens
  list loader lock log map mark match merge mesh meta mix net node offset option order pack page parse path patch pipe
  plan point pool port proxy query queue range ratio reader ring route rule scan schema scope seed shape shift signal
  slot sort source span stack state step store stream style swap switch sync table tag task text tile timer token
  trace tree type unit url vector view walk watch wire word wrap zone`.split(/\s+/);
const SCOPES = "acorn-works bluefield driftwood eastgate fourwinds harbor ironbark kestrel northlight tollgate".split(" ");

/** Licences as they are stated, with their share in thousandths; what is left of 1000 states none. */
const LICENSES = [
  ["MIT", 672], ["ISC", 98], ["Apache-2.0", 88], ["BSD-3-Clause", 44], ["BSD-2-Clause", 26], ["(MIT OR Apache-2.0)", 14],
  ["0BSD", 9], ["CC0-1.0", 8], ["MPL-2.0", 7], ["(MIT OR GPL-3.0-or-later)", 5], ["LGPL-3.0-only", 4],
  ["GPL-3.0-or-later", 3], ["GPL-2.0-only", 2], ["AGPL-3.0-only", 1], ["SEE LICENSE IN LICENSE.txt", 4],
  ["Amber Public Terms", 2],
];

/** Numbers in 0..1 from a seed (xorshift32 over a scrambled start). */
function dice(seed) {
  let state = (Math.imul(seed + 1, 0x9e3779b1) ^ 0x5bd1e995) >>> 0 || 1;
  const roll = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 0x1_0000_0000;
  };
  for (let warm = 0; warm < 20; warm++) roll();
  return { roll, below: (limit) => Math.floor(roll() * limit), one: (list) => list[Math.floor(roll() * list.length)] };
}

/** Packages in layer order: the first `direct` of them are the root's own dependencies. */
export function makeGraph(count, seed = 1) {
  const { roll, below, one } = dice(seed * 7919 + count);
  const direct = Math.max(4, Math.min(Math.round(1.2 * Math.sqrt(count)), Math.floor(count / 2)));
  const layers = layerEnds(count, direct);
  const layerOf = new Uint8Array(count);
  layers.forEach((end, layer) => layerOf.fill(layer, layers[layer - 1] ?? 0, end));

  const names = [];
  const taken = new Set();
  const versionsOf = new Map();
  const packages = [];
  for (let at = 0; at < count; at++) {
    let name = at >= direct && roll() < DUPLICATES ? names[Math.floor(roll() ** 2 * names.length)] : undefined;
    if (name === undefined || versionsOf.get(name).length >= 4) {
      do {
        name = `${one(FIRST)}-${one(SECOND)}` + (roll() < 0.5 ? `-${one(SECOND)}` : "") + (count > 5000 && roll() < 0.4 ? `-${one(FIRST)}` : "");
        if (roll() < 0.2) name = `@${one(SCOPES)}/${name}`;
      } while (taken.has(name));
      taken.add(name);
      names.push(name);
      versionsOf.set(name, []);
    }
    const major = versionsOf.get(name).length + 1;
    versionsOf.get(name).push(at);
    packages.push({ name, version: `${major}.${below(20)}.${below(15)}`, license: licenseAt(roll() * 1000), needs: [], layer: layerOf[at], dev: true });
  }
  link(packages, { count, direct, layers, versionsOf, roll, below });

  const rootNeeds = packages.slice(0, direct).map((_, at) => ({ at, dev: at > 0 && roll() < 0.35 }));
  const ahead = rootNeeds.filter((need) => !need.dev).map((need) => need.at);
  ahead.forEach((at) => (packages[at].dev = false));
  while (ahead.length) {
    for (const to of packages[ahead.pop()].needs) {
      if (packages[to].dev) {
        packages[to].dev = false;
        ahead.push(to);
      }
    }
  }
  const edges = direct + packages.reduce((sum, entry) => sum + entry.needs.length, 0);
  return { count, seed, packages, rootNeeds, versionsOf, edges };
}

/** Where each layer ends: the direct ones, then a hump, ten layers in all. */
function layerEnds(count, direct) {
  const weights = [3, 7, 12, 16, 18, 16, 12, 9, 7];
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const ends = [direct];
  for (const weight of weights) ends.push(Math.min(count, ends.at(-1) + Math.max(1, Math.round(((count - direct) * weight) / all))));
  ends[ends.length - 1] = count;
  return ends;
}

function licenseAt(thousandth) {
  for (const [license, share] of LICENSES) {
    thousandth -= share;
    if (thousandth < 0) return license;
  }
  return undefined;
}

function link(packages, { count, direct, layers, versionsOf, roll, below }) {
  const isLeaf = packages.map((entry) => entry.layer === layers.length - 1 || roll() < LEAVES);
  layers.forEach((_, layer) => layer < layers.length - 1 && (isLeaf[layers[layer - 1] ?? 0] = false));
  const givers = packages.map((_, at) => at).filter((at) => !isLeaf[at]);
  const giversBefore = (end) => {
    let [low, high] = [0, givers.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (givers[middle] < end) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const asked = packages.map(() => new Set());
  let edges = direct;
  const join = (from, to) => {
    const { name } = packages[to];
    if (packages[from].name === name || packages[from].needs.length >= MOST_NEEDS || asked[from].has(name)) return false;
    asked[from].add(name);
    packages[from].needs.push(to);
    edges++;
    return true;
  };
  // Everything is reached: each has one dependent in the layer before its own, or in any earlier one.
  for (let to = direct; to < count; to++) {
    const start = layers[packages[to].layer - 2] ?? 0;
    const end = layers[packages[to].layer - 1];
    const [low, high] = [giversBefore(start), giversBefore(end)];
    for (let tries = 0; tries < 200; tries++) {
      if (join(givers[tries < 100 ? low + below(high - low) : below(high)], to)) break;
    }
  }
  // A few are needed by very many, and what is needed already is needed more often. Further versions stay rare.
  const isFurther = (at) => versionsOf.get(packages[at].name)[0] !== at;
  const fame = () => Math.ceil(Math.min(count / 30, 1 / (1 - roll())));
  const urn = packages.flatMap((_, at) => (isFurther(at) ? [] : Array(fame()).fill(at)));
  const cycles = Math.max(1, Math.round(count / 1000));
  const target = count * EDGES_PER_PACKAGE - cycles;
  while (edges < target) {
    const from = givers[Math.floor(roll() ** 1.5 * givers.length)];
    const first = layers[packages[from].layer];
    const to = roll() < 0.6 ? urn[below(urn.length)] : first + below(count - first);
    if (to >= first && (!isFurther(to) || roll() < 0.3) && join(from, to) && !isFurther(to)) urn.push(to);
  }
  // Cycles only among names of one version: a nested one would nest for ever.
  const isAlone = (at) => versionsOf.get(packages[at].name).length === 1;
  while (edges < target + cycles) {
    const to = givers[below(givers.length)];
    const step = packages[to].needs[below(packages[to].needs.length)];
    if (step > to && isAlone(to) && isAlone(step)) join(step, to);
  }
  packages.forEach((entry) => entry.needs.sort((one, two) => (packages[one].name < packages[two].name ? -1 : 1)));
}

/** Where npm installs everything: the first version of a name at the top, others below who asks. */
function place({ packages, versionsOf, rootNeeds }) {
  const top = new Map([...versionsOf].map(([name, [first]]) => [name, first]));
  const folders = [...top.values()].map((at) => ({ at, path: `node_modules/${packages[at].name}`, above: null, inside: null }));
  for (let next = 0; next < folders.length; next++) {
    const folder = folders[next];
    for (const to of packages[folder.at].needs) {
      const { name } = packages[to];
      let found;
      for (let here = folder; here && found === undefined; here = here.above) found = here.at === to ? to : here.inside?.get(name);
      if ((found ?? top.get(name)) !== to) {
        (folder.inside ??= new Map()).set(name, to);
        folders.push({ at: to, path: `${folder.path}/node_modules/${name}`, above: folder, inside: null });
      }
    }
  }
  if (rootNeeds.some(({ at }) => top.get(packages[at].name) !== at)) throw new Error("a direct dependency is not at the top");
  return folders.sort((one, two) => (one.path < two.path ? -1 : 1));
}

const digest = (kind, entry, form) => createHash(kind).update(`${entry.name}@${entry.version}`).digest(form);
const tarball = ({ name, version }) => `${REGISTRY}/${name}/-/${name.split("/").pop()}-${version}.tgz`;
const text = (value) => `${JSON.stringify(value, null, 2)}\n`;

/** package-lock.json, version 3. */
export function packageLock(graph) {
  const { packages, rootNeeds } = graph;
  const range = (at) => [packages[at].name, `^${packages[at].version}`];
  const rootRanges = (dev) => Object.fromEntries(rootNeeds.filter((need) => need.dev === dev).map((need) => range(need.at)));
  const entries = { "": { name: "bench-app", version: "1.0.0", license: "MIT", dependencies: rootRanges(false), devDependencies: rootRanges(true) } };
  for (const { at, path: folder } of place(graph)) {
    const entry = packages[at];
    entries[folder] = {
      version: entry.version,
      resolved: tarball(entry),
      integrity: `sha512-${digest("sha512", entry, "base64")}`,
      ...(entry.dev && { dev: true }),
      ...(entry.license && { license: entry.license }),
      ...(entry.needs.length && { dependencies: Object.fromEntries(entry.needs.map(range)) }),
      ...(at % 3 && { engines: { node: ">=18" } }),
    };
  }
  return text({ name: "bench-app", version: "1.0.0", lockfileVersion: 3, requires: true, packages: entries });
}

/** Cargo.lock, version 4. Scopes become prefixes. */
export function cargoLock({ packages, rootNeeds, versionsOf }) {
  const crate = ({ name }) => name.replace("@", "").replace("/", "_");
  const wanted = (at) => (versionsOf.get(packages[at].name).length > 1 ? `${crate(packages[at])} ${packages[at].version}` : crate(packages[at]));
  const list = (needs) => (needs.length ? `dependencies = [\n${needs.map((at) => ` "${wanted(at)}",\n`).sort().join("")}]\n` : "");
  const blocks = packages.map((entry) => [
    `${crate(entry)} ${entry.version}`,
    `[[package]]\nname = "${crate(entry)}"\nversion = "${entry.version}"\nsource = "registry+${REGISTRY}/index"\nchecksum = "${digest("sha256", entry, "hex")}"\n${list(entry.needs)}`,
  ]);
  blocks.push(["bench-app 1.0.0", `[[package]]\nname = "bench-app"\nversion = "1.0.0"\n${list(rootNeeds.map((need) => need.at))}`]);
  blocks.sort(([one], [two]) => (one < two ? -1 : 1));
  return `# This file is automatically @generated by Cargo.\n# It is not intended for manual editing.\nversion = 4\n\n${blocks.map(([, block]) => block).join("\n")}`;
}

const FILES = {
  "package-lock.json": packageLock, "bom.cdx.json": cycloneDx, "bom.cdx.xml": cycloneDxXml, "bom.spdx.json": spdx,
  "pnpm-lock.yaml": pnpmLock, "yarn.lock": yarnLock, "Cargo.lock": cargoLock,
};
const folder = fileURLToPath(new URL("../target/bench", import.meta.url));

/** Writes one file of a graph (or all) below target/bench; gives its path back with the graph. */
export async function written(count, { seed = 1, out = folder, names = ["package-lock.json"] } = {}) {
  const graph = makeGraph(count, seed);
  const within = path.join(out, String(count));
  await mkdir(within, { recursive: true });
  const files = [];
  for (const name of names) {
    const content = FILES[name](graph);
    files.push({ path: path.join(within, name), bytes: Buffer.byteLength(content) });
    await writeFile(files.at(-1).path, content);
  }
  return { graph, files };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const option = (name, otherwise) => process.argv[process.argv.indexOf(`--${name}`) + 1 || Infinity] ?? otherwise;
  for (const count of option("packages", "1000,10000,50000").split(",").map(Number)) {
    const seed = Number(option("seed", 1));
    const { graph, files } = await written(count, { seed, out: option("out", folder), names: Object.keys(FILES) });
    const needed = graph.packages.flatMap((entry) => entry.needs).reduce((sums, to) => sums.set(to, (sums.get(to) ?? 0) + 1), new Map());
    console.log(`${count} packages, ${graph.edges} dependencies, most needed by ${Math.max(...needed.values())}: ${files.map((file) => `${path.basename(file.path)} ${file.bytes} bytes`).join(", ")}`);
  }
}
