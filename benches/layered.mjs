// The layered layout beside its peers, at 300 to 10,000 components.
//
//   node benches/layered.mjs [--packages 300,1000,3000,10000] [--repeats 5] [--limit 120] [--only dagre,…] [--no-build]
//
// Ours is `examples/layered.rs`, the same crate and profile as the page, in WebAssembly. Peers: Graphviz dot (WebAssembly,
// with and without splines), dagre, and rust-sugiyama as `benches/peers` builds it. All in one headless Chromium, in turns, on
// the same graphs, with a larger stack than a page has (rust-sugiyama needs it). ELK is left out: its licence is none that we take a dependency under. A peer that takes longer than the
// limit (in seconds) is not asked for larger graphs; it runs in a worker, which is stopped.
//
// Crossings are counted in one way for all: each edge as it passes the layers (`heights.mjs`), straight from one layer to the
// next. "Of lines" counts stretches that lie on each other once, as they are seen; "of edges" counts every pair of edges.
import { execFileSync } from "node:child_process";
import { createReadStream } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { pipeline } from "node:stream";
import { fileURLToPath, pathToFileURL } from "node:url";
import { makeGraph } from "./generate.mjs";
import { chromium } from "playwright-core";
import { median, number, table } from "./support.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const built = path.join(root, "target/bench/layered");

const OURS = "ours";
const ALL_PEERS = ["rust-sugiyama", "Graphviz dot", "Graphviz dot, no splines", "dagre"];
/** Which take part; `--only` names some. */
let peers = ALL_PEERS;
/** How much of a peer's time ours may take, by the number of components. */
const GOALS = { 1_000: { "Graphviz dot": 1 / 30, fastest: 1 / 4 }, 10_000: { fastest: 1 / 4 } };

/** Compiles ours with the page's profile and flags, and the peer beside it. */
export function build() {
  const run = (folder, program, ...words) => execFileSync(program, words, { cwd: path.join(root, folder), stdio: ["ignore", "inherit", "inherit"] });
  const target = "wasm32-unknown-unknown";
  const bind = (module, name) => run(".", path.join(root, "target/tools/bin/wasm-bindgen"), "--target", "web", "--no-typescript", "--out-dir", built, "--out-name", name, module);
  run(".", "cargo", "build", "--quiet", "--release", "--locked", "--example", "layered", "--target", target);
  bind(path.join(root, "target", target, "release/examples/layered.wasm"), "layered");
  const peers = path.join(root, "target/peers");
  run("benches/peers", "cargo", "build", "--quiet", "--release", "--locked", "--target", target, "--target-dir", peers);
  bind(path.join(peers, target, "release/peers.wasm"), "peers");
}

/** What the worker runs: one tool, one graph at a time. */
const WORKER = `
const tools = {
  async "${OURS}"() {
    const module = await import("/layered.js");
    await module.default({ module_or_path: "/layered_bg.wasm" });
    return { place: (marks, edges) => module.place(marks, edges), heights: (marks, edges) => module.heights(marks, edges) };
  },
  "Graphviz dot": () => graphviz(""),
  "Graphviz dot, no splines": () => graphviz("splines=none;"),
  async dagre() {
    const { default: dagre } = await import("/dagre.js");
    const { polylineHeights } = await import("/heights.mjs");
    return {
      place(marks, edges) {
        const graph = new dagre.graphlib.Graph().setGraph({ rankdir: "LR", nodesep: 4, edgesep: 4, ranksep: 56 }).setDefaultEdgeLabel(() => ({}));
        for (let mark = 0; mark < marks; mark++) graph.setNode(String(mark), { width: 110, height: 22 });
        for (let at = 0; at < edges.length; at += 2) graph.setEdge(String(edges[at]), String(edges[at + 1]));
        dagre.layout(graph);
        return graph;
      },
      heights(marks, _, graph) {
        const node = (mark) => graph.node(String(mark));
        const numbers = Array.from({ length: marks }, (_, mark) => mark);
        const lines = graph.edges().map(({ v, w }) => ({ from: Number(v), to: Number(w), points: graph.edge(v, w).points.map(({ x, y }) => [x, y]) }));
        return polylineHeights(numbers.map((mark) => node(mark).x), numbers.map((mark) => node(mark).y), lines);
      },
    };
  },
};
async function graphviz(attributes) {
  const { Graphviz } = await import("/graphviz.js");
  const { dotHeights } = await import("/heights.mjs");
  const dot = await Graphviz.load();
  return {
    place(marks, edges) {
      let text = 'digraph { rankdir=LR; nodesep=0.05; ' + attributes + ' node [shape=box fixedsize=true width=1.5 height=0.3 label=""]; 0;';
      for (let at = 0; at < edges.length; at += 2) text += edges[at] + "->" + edges[at + 1] + ";";
      return dot.layout(text + "}", "plain", "dot");
    },
    heights: (marks, edges, plain) => (attributes ? undefined : dotHeights(plain, marks)),
  };
}
let ready;
onmessage = async ({ data: { tool, marks, edges, wantsHeights } }) => {
  try {
    const { place, heights } = await (ready ??= tools[tool]());
    const began = performance.now();
    const places = place(marks, edges);
    const ms = performance.now() - began;
    postMessage({ ms, heights: wantsHeights ? heights(marks, edges, places) : undefined });
  } catch (error) {
    postMessage({ failed: String(error) });
  }
};
`;

/** Runs in the page: a worker for each tool, stopped at the limit. */
async function inPage() {
  const { default: start, crossings } = await import("/layered.js");
  await start({ module_or_path: "/layered_bg.wasm" });
  const workers = new Map();
  globalThis.bench = {
    prepare(marks, edges) {
      this.graph = { marks, edges: Uint32Array.from(edges) };
    },
    /** On the page's own thread, whose stack is the largest; it is not stopped at the limit. */
    async recursive(wantsHeights) {
      const { marks, edges } = this.graph;
      try {
        const module = await import("/peers.js");
        await module.default({ module_or_path: "/peers_bg.wasm" });
        const began = performance.now();
        const places = module.sugiyama(marks, edges);
        const ms = performance.now() - began;
        if (!wantsHeights) return { ms };
        const { straightHeights } = await import("/heights.mjs");
        const side = (at) => Array.from({ length: marks }, (_, mark) => places[2 * mark + at]);
        const heights = straightHeights(side(1), side(0), edges);
        return { ms, crossings: { lines: crossings(heights, true), edges: crossings(heights, false) } };
      } catch (error) {
        return { failed: String(error) };
      }
    },
    run(tool, wantsHeights, limit) {
      if (tool === "rust-sugiyama") return this.recursive(wantsHeights);
      const worker = workers.get(tool) ?? new Worker("/worker.js", { type: "module" });
      workers.set(tool, worker);
      return new Promise((done) => {
        const end = (result) => {
          clearTimeout(timer);
          if (result.failed) {
            worker.terminate();
            workers.delete(tool);
          }
          done(result);
        };
        const timer = setTimeout(() => end({ failed: `not within ${limit} s` }), limit * 1000);
        worker.onerror = (error) => end({ failed: error.message || "error" });
        worker.onmessage = ({ data: { heights, ...result } }) => {
          if (heights) result.crossings = { lines: crossings(heights, true), edges: crossings(heights, false) };
          end(result);
        };
        worker.postMessage({ tool, ...this.graph, wantsHeights });
      });
    },
  };
}

const FILES = {
  "layered.js": path.join(built, "layered.js"),
  "layered_bg.wasm": path.join(built, "layered_bg.wasm"),
  "peers.js": path.join(built, "peers.js"),
  "peers_bg.wasm": path.join(built, "peers_bg.wasm"),
  "heights.mjs": path.join(root, "benches/heights.mjs"),
  "graphviz.js": path.join(root, "node_modules/@hpcc-js/wasm-graphviz/dist/index.js"),
  "dagre.js": path.join(root, "node_modules/@dagrejs/dagre/dist/dagre.esm.js"),
};

function served() {
  const server = createServer((request, response) => {
    const name = new URL(request.url, "http://127.0.0.1").pathname.slice(1);
    const type = /js$/.test(name) ? "text/javascript" : name.endsWith(".wasm") ? "application/wasm" : "text/html";
    if (FILES[name]) return void pipeline(createReadStream(FILES[name]), response.writeHead(200, { "content-type": type }), () => {});
    const body = name === "worker.js" ? WORKER : "<!doctype html><title>bench</title>";
    response.writeHead(name === "" || name === "worker.js" ? 200 : 404, { "content-type": type }).end(body);
  });
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done({ address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() })));
}

/** Marks (0 is the root) and edges as one list of pairs. */
function listed(count) {
  const graph = makeGraph(count);
  const edges = graph.rootNeeds.flatMap(({ at }) => [0, at + 1]);
  graph.packages.forEach((entry, at) => entry.needs.forEach((to) => edges.push(at + 1, to + 1)));
  return { marks: count + 1, edges };
}

const seconds = (times) => {
  const all = times.toSorted((one, two) => one - two).map((ms) => (ms / 1000).toFixed(ms < 1000 ? 3 : 2));
  return all.length === 1 ? `${all[0]} s` : `${all[Math.floor(all.length / 2)]} s (${all[0]}–${all.at(-1)})`;
};

/** One table for each size, as Markdown, with what became of the goals. */
export async function layered({ packages = [300, 1_000, 3_000, 10_000], repeats = 5, limit = 120 } = {}) {
  const server = await served();
  // rust-sugiyama recurses: with the stack that a page has by itself it ends at 10,000 with a RangeError.
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--headless=new", "--no-sandbox", "--js-flags=--stack-size=7000"],
    ignoreDefaultArgs: ["--headless"],
  });
  const page = await browser.newPage();
  await page.goto(server.address);
  await page.evaluate(inPage);
  const given = new Set();
  const parts = [];
  for (const count of packages) {
    const { marks, edges } = listed(count);
    await page.evaluate(([marks, edges]) => globalThis.bench.prepare(marks, edges), [marks, edges]);
    const runs = new Map([OURS, ...peers].map((tool) => [tool, { times: [], crossings: undefined, failed: given.has(tool) ? "left out: a smaller one took too long" : undefined }]));
    // Warm is when the browser has compiled both for speed; who takes seconds is compiled in its first call.
    for (let repeat = -3; repeat < repeats; repeat++) {
      for (const tool of repeat % 2 ? runs.keys() : [...runs.keys()].toReversed()) {
        const run = runs.get(tool);
        const isSlow = run.slow && (repeat < 0 || run.times.length >= (run.slow > 10_000 ? 1 : 3));
        if (run.failed || isSlow) continue;
        const result = await page.evaluate((words) => globalThis.bench.run(...words), [tool, !run.crossings, limit]);
        if (result.failed) {
          [run.failed] = [run.times.length ? undefined : result.failed];
          given.add(tool);
          continue;
        }
        run.crossings ??= result.crossings;
        if (result.ms > 2_000) run.slow = result.ms;
        if (repeat >= 0 || result.ms > 2_000) run.times.push(result.ms);
        console.error(`${count} ${tool} ${Math.round(result.ms)} ms ${JSON.stringify(run.crossings)}`);
      }
    }
    parts.push(report(count, edges.length / 2, runs));
    console.error(parts.at(-1));
  }
  await browser.close();
  server.close();
  return parts.join("\n\n");
}

function report(count, edges, runs) {
  const ours = runs.get(OURS);
  const mine = median(ours.times);
  const rows = [...runs].map(([tool, { times, crossings, failed }]) => [
    tool, failed ?? seconds(times), failed || tool === OURS ? "" : (mine / median(times)).toFixed(4),
    crossings ? number(crossings.lines) : "", crossings ? number(crossings.edges) : "",
  ]);
  const done = peers.filter((tool) => runs.get(tool).times.length);
  const goals = [];
  for (const [whose, goal] of Object.entries(GOALS[count] ?? {})) {
    const against = whose === "fastest" ? done.toSorted((one, two) => median(runs.get(one).times) - median(runs.get(two).times))[0] : whose;
    if (!done.includes(against)) {
      goals.push(`${whose}: it did not end, so there is nothing to compare with`);
      continue;
    }
    const share = mine / median(runs.get(against).times);
    goals.push(`at most 1/${Math.round(1 / goal)} of ${against}: ${share <= goal ? "met" : "missed"} (1/${(1 / share).toFixed(1)})`);
  }
  for (const tool of GOALS[count] ? done.filter((tool) => runs.get(tool).crossings) : []) {
    const [own, other] = [ours.crossings, runs.get(tool).crossings];
    const word = (kind) => `${own[kind] <= other[kind] ? "fewer" : "more"} of ${kind} (${(own[kind] / other[kind]).toFixed(2)})`;
    goals.push(`crossings beside ${tool}: ${word("lines")}, ${word("edges")}`);
  }
  const heads = [`${number(count)} components, ${number(edges)} dependencies`, "middle (range)", "our share", "crossings of lines", "of edges"];
  return [table(heads, rows), ...goals.map((goal) => `* ${goal}`)].join("\n").replace("\n* ", "\n\n* ");
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const option = (name, otherwise) => process.argv[process.argv.indexOf(`--${name}`) + 1 || Infinity] ?? otherwise;
  if (!process.argv.includes("--no-build")) build();
  const only = option("only")?.split(",");
  if (only) peers = ALL_PEERS.filter((tool) => only.includes(tool));
  const packages = option("packages", "300,1000,3000,10000").split(",").map(Number);
  console.log(await layered({ packages, repeats: Number(option("repeats", 5)), limit: Number(option("limit", 120)) }));
}
