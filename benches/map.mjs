// The map of everything, beside others that place a whole graph by who needs whom.
//
//   node benches/map.mjs [--nodes 1000,10000] [--repeats 5] [--limit 60] [--only sfdp,forceatlas2,d3] [--no-build]
//
// Ours is `examples/map.rs`, the same crate and profile as the page, in WebAssembly. Beside it, on the same graph in
// the same page of headless Chromium, in turns: Graphviz sfdp (WebAssembly), ForceAtlas2 of graphology (100
// iterations, Barnes–Hut) and d3-force (until it stops by itself: 300 ticks). One code judges the positions of all
// (`examples/map/metrics.rs`): stress, crossings and spread, less is better. A peer that takes more than `--limit`
// seconds at one size is asked there no more than once, and not at all at a larger one unless `--patience` is given.
import { createReadStream } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { pipeline } from "node:stream";
import { fileURLToPath, pathToFileURL } from "node:url";
import { makeGraph } from "./generate.mjs";
import { buildExample, builtExample, launched, median, number, spread, table } from "./support.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const built = builtExample("map");
const PEERS = ["sfdp", "forceatlas2", "d3"];
/** Our share of sfdp's time that is to be met, and the first picture's of our own. */
const GOALS = { time: 0.1, first: 0.1 };

/** Runs in the page: each way to place, and the judge. */
async function inPage() {
  const { default: start, place, judge } = await import("/ours/map.js");
  await start();
  const { Graphviz } = await import("/modules/@hpcc-js/wasm-graphviz/dist/index.js");
  const load = (address) =>
    new Promise((done, failed) => document.head.append(Object.assign(document.createElement("script"), { src: address, onload: done, onerror: failed })));
  for (const name of ["d3-dispatch", "d3-quadtree", "d3-timer", "d3-force"]) await load(`/modules/${name}/dist/${name}.min.js`);
  await load("/modules/graphology/dist/graphology.umd.min.js");
  // Written for Node.js: the only module it asks for beside its own files tells a graph from other values.
  const texts = {};
  for (const name of ["helpers", "defaults", "iterate", "index"]) texts[name] = await (await fetch(`/modules/graphology-layout-forceatlas2/${name}.js`)).text();
  const own = {};
  const needed = (name) => {
    if (name === "graphology-utils/is-graph") return () => true;
    if (name === "graphology-utils/getters") return { createEdgeWeightGetter: () => ({ fromEntry: () => 1, fromGraph: () => 1, fromPartialEntry: () => 1 }) };
    const key = name.match(/([\w-]+?)(\.js)?$/)[1];
    if (!own[key]) {
      const module = (own[key] = { exports: {} });
      new Function("module", "exports", "require", texts[key])(module, module.exports, needed);
    }
    return own[key].exports;
  };
  const forceAtlas2 = needed("index");
  const { graphology, d3 } = globalThis;
  globalThis.bench = {
    async prepare(count, list) {
      Object.assign(this, { count, edges: new Uint32Array(list), graphviz: await Graphviz.load() });
    },
    /** Each tells its milliseconds, without what it takes to hand the graph over in words, and keeps its positions. */
    run(side) {
      const { count, edges } = this;
      const pairs = Array.from({ length: edges.length / 2 }, (_, at) => [edges[at * 2], edges[at * 2 + 1]]);
      const marks = Array.from({ length: count }, (_, at) => at);
      let work, read;
      if (side === "ours" || side === "first") {
        work = () => place("map", count, edges, side === "first" ? 1 : 24);
        read = (positions) => positions;
      } else if (side === "sfdp") {
        const text = `digraph{node[shape=point];${marks.join(";")};${pairs.map((pair) => pair.join("->")).join(";")}}`;
        work = () => this.graphviz.layout(text, "plain", "sfdp");
        read = (plain) => {
          const positions = new Float32Array(count * 2);
          for (const line of plain.split("\n").map((line) => line.split(" "))) if (line[0] === "node") positions.set([Number(line[2]), Number(line[3])], Number(line[1]) * 2);
          return positions;
        };
      } else if (side === "forceatlas2") {
        const graph = new graphology.MultiDirectedGraph();
        let seed = 1;
        const roll = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32;
        for (const mark of marks) graph.addNode(mark, { x: 1000 * roll(), y: 1000 * roll() });
        for (const [from, to] of pairs) graph.addEdge(from, to);
        work = () => forceAtlas2(graph, { iterations: 100, settings: { ...forceAtlas2.inferSettings(graph), barnesHutOptimize: true } });
        read = (positions) => Float32Array.from(marks.flatMap((mark) => [positions[mark].x, positions[mark].y]));
      } else {
        const nodes = marks.map((index) => ({ index }));
        const links = pairs.map(([source, target]) => ({ source, target }));
        work = () => d3.forceSimulation(nodes).force("charge", d3.forceManyBody()).force("link", d3.forceLink(links)).force("center", d3.forceCenter()).stop().tick(300);
        read = () => Float32Array.from(nodes.flatMap((node) => [node.x, node.y]));
      }
      const began = performance.now();
      const result = work();
      const ms = performance.now() - began;
      const [stress, crossings, spread] = judge(read(result), edges, 1);
      return { ms, stress, crossings, spread };
    },
  };
}

/** Serves the page and its scripts to this machine alone. */
async function served() {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://127.0.0.1");
    const [, folder, name] = path.posix.normalize(pathname).match(/^\/(?:(ours|modules)\/)?(.*)$/);
    const type = name.endsWith("js") ? "text/javascript" : name.endsWith(".wasm") ? "application/wasm" : "text/html";
    const from = folder && path.join(folder === "ours" ? built : path.join(root, "node_modules"), name);
    if (from) return void pipeline(createReadStream(from), response.writeHead(200, { "content-type": type, "cache-control": "no-store" }), () => {});
    response.writeHead(name === "" ? 200 : 404, { "content-type": "text/html" }).end("<!doctype html><title>bench</title>");
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

/** The graph as marks and edges: the root, then each package. */
function edgesOf(count) {
  const { packages, rootNeeds } = makeGraph(count);
  const direct = rootNeeds.map(({ at }) => [0, at + 1]);
  return [...direct, ...packages.flatMap(({ needs }, at) => needs.map((to) => [at + 1, to + 1]))];
}

const judged = ({ stress, crossings, spread }) => [stress.toFixed(3), crossings.toFixed(4), spread.toFixed(3)];

/** One size: everybody in turns. */
async function measured(page, count, { peers, repeats, limit }) {
  const edges = edgesOf(count);
  await page.evaluate(([count, list]) => globalThis.bench.prepare(count, list), [count + 1, edges.flat()]);
  const found = Object.fromEntries(["ours", "first", ...peers].map((side) => [side, []]));
  for (let repeat = 0; repeat < repeats; repeat++) {
    const sides = Object.keys(found).filter((side) => repeat === 0 || found[side][0].ms < (1000 * limit) / repeats);
    // Ours run once before they count: the browser compiles for speed in the background.
    if (repeat === 0) for (const side of ["ours", "first"]) await page.evaluate((side) => globalThis.bench.run(side), side);
    for (const side of repeat % 2 ? sides.toReversed() : sides) {
      found[side].push(await page.evaluate((side) => globalThis.bench.run(side), side));
      const { ms, ...quality } = found[side].at(-1);
      console.error(`${number(count)} ${side} ${ms.toFixed(0)} ms ${judged(quality).join(" ")}`);
    }
  }
  return { found, edges: edges.length };
}

const NAMES = { ours: "ours", first: "ours, first picture (one round)", sfdp: "Graphviz sfdp", forceatlas2: "ForceAtlas2, 100 iterations", d3: "d3-force, 300 ticks" };

/** The tables of all sizes and what of the goals is met, as Markdown. */
export async function map({ nodes = [1000, 10_000], repeats = 5, limit = 60, only = PEERS, patience = false } = {}) {
  const server = await served();
  const browser = await launched();
  const parts = [];
  let peers = PEERS.filter((peer) => only.includes(peer));
  for (const count of nodes) {
    const page = await browser.newPage();
    await page.goto(server.address);
    await page.evaluate(inPage);
    const { found, edges } = await measured(page, count, { peers, repeats, limit });
    await page.close();
    const middle = (side) => median(found[side].map(({ ms }) => ms));
    const rows = Object.entries(found).map(([side, runs]) => [
      NAMES[side], spread(runs.map(({ ms }) => ms)), String(runs.length), side === "ours" ? "1" : (middle(side) / middle("ours")).toFixed(side === "first" ? 2 : 0), ...judged(runs[0]),
    ]);
    const lines = [];
    if (found.sfdp) {
      const [ours, theirs] = [found.ours[0], found.sfdp[0]];
      const ratio = middle("ours") / middle("sfdp");
      lines.push(`${ratio.toFixed(3)} of sfdp's time (at most ${GOALS.time}): ${ratio <= GOALS.time ? "met" : "missed"}`);
      for (const one of ["stress", "crossings", "spread"]) lines.push(`${one} no worse than sfdp's: ${ours[one] <= theirs[one] ? "met" : "missed"}`);
    }
    const share = middle("first") / middle("ours");
    lines.push(`first picture in ${share.toFixed(2)} of our own time (at most ${GOALS.first}): ${share <= GOALS.first ? "met" : "missed"}`);
    parts.push(
      `${number(count + 1)} components, ${number(edges)} dependencies\n`,
      table(["Placed by", "time, middle (range)", "runs", "× ours", "stress", "crossings", "spread"], rows),
      `\n${lines.map((line) => `* ${line}`).join("\n")}\n`,
    );
    if (!patience) peers = peers.filter((peer) => middle(peer) < 1000 * limit);
  }
  await browser.close();
  server.close();
  return parts.join("\n");
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const option = (name, otherwise) => process.argv[process.argv.indexOf(`--${name}`) + 1 || Infinity] ?? otherwise;
  if (!process.argv.includes("--no-build")) buildExample("map");
  const nodes = option("nodes", "1000,10000").split(",").map(Number);
  const only = option("only", PEERS.join(",")).split(",");
  console.log(await map({ nodes, repeats: Number(option("repeats", 5)), limit: Number(option("limit", 60)), only, patience: process.argv.includes("--patience") }));
}
