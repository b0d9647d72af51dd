// The graph itself in shapes that break careless algorithms, in a worker on the default stack.
//
//   node benches/graph.mjs [--sizes 1000,10000,100000,1000000] [--repeats 3] [--only chain,knot] [--no-build]
//
// `examples/graph.rs`, the same crate and profile as the page, in WebAssembly in a dedicated worker of headless Chromium,
// started with no flag that changes a stack. Each shape has a worker of its own: it makes the document, builds its graph
// and asks everything; a trap ends the run with what trapped. Sizes below 1,000,000 are run `--repeats` times, and the
// first of them is left out of the middle where there are several (the browser compiles for speed meanwhile).
import { readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { buildExample, builtExample, launched, median, number, table } from "./support.mjs";

const built = builtExample("graph");
const ADDRESS = "https://bench.example/";
const MIB = 1024 * 1024;

/** The worker's script: one shape at one size a message. */
const WORKER = `
  import start, { shapes, questions, prepare, build, size, ask } from "/graph.js";
  const { memory } = await start({ module_or_path: "/graph_bg.wasm" });
  const mib = () => memory.buffer.byteLength / ${MIB};
  const timed = (work) => {
    const began = performance.now();
    const answer = work();
    return { ms: performance.now() - began, answer };
  };
  onmessage = ({ data: [shape, count, repeats] }) => {
    let at = "making the document";
    try {
      prepare(shapes().indexOf(shape), count);
      const document = mib();
      const runs = [];
      for (let turn = 0; turn < repeats; turn++) {
        at = "build";
        const run = [["build", timed(build)]];
        const afterBuild = mib();
        for (const [position, name] of questions().entries()) run.push([at = name, timed(() => ask(position))]);
        runs.push({ run, afterBuild });
      }
      const [nodes, edges, ofNodes, ofEdges] = size();
      postMessage({ nodes, edges, ofNodes, ofEdges, document, afterBuild: runs[0].afterBuild, most: mib(), runs: runs.map((each) => each.run) });
    } catch (failure) {
      postMessage({ failure: at + ": " + failure });
    }
  };
  postMessage("ready");
`;

/** Runs in the page: a new worker for one shape at one size. */
function inWorker(words) {
  return new Promise((done) => {
    const worker = new Worker("/worker.js", { type: "module" });
    worker.onerror = (event) => done({ failure: event.message || "the worker ended" });
    worker.onmessage = ({ data }) => {
      if (data === "ready") return worker.postMessage(words);
      worker.terminate();
      done(data);
    };
  });
}

/** Both tables, as Markdown: bytes and memory; time of each step a component. */
export async function graph({ sizes = [1_000, 10_000, 100_000, 1_000_000], repeats = 3, only } = {}) {
  const browser = await launched();
  const page = await browser.newPage();
  await page.route(`${ADDRESS}**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === "/") return route.fulfill({ contentType: "text/html", body: "<!doctype html><title>bench</title>" });
    if (pathname === "/worker.js") return route.fulfill({ contentType: "text/javascript", body: WORKER });
    const contentType = pathname.endsWith(".wasm") ? "application/wasm" : "text/javascript";
    return route.fulfill({ contentType, body: await readFile(path.join(built, path.basename(pathname))) });
  });
  await page.goto(ADDRESS);
  const [memoryRows, timeRows] = [[], []];
  let steps = [];
  for (const shape of only ?? ["chain", "cycle", "star", "ladder", "dense", "knot"]) {
    for (const size of sizes) {
      const found = await page.evaluate(inWorker, [shape, size, size < 1_000_000 ? Math.max(repeats, Math.min(50, 20_000 / size)) : 1]);
      if (found.failure) {
        await browser.close();
        throw new Error(`${shape} of ${number(size)}: ${found.failure}`);
      }
      const { nodes, edges, ofNodes, ofEdges, document, afterBuild, most, runs } = found;
      steps = runs[0].map(([name]) => name);
      const warm = runs.length > 2 ? runs.slice(Math.ceil(runs.length / 3)) : runs;
      const times = steps.map((_, at) => median(warm.map((run) => run[at][1].ms)));
      memoryRows.push([
        `${shape}, ${number(nodes)} / ${number(edges)}`, (ofNodes / nodes).toFixed(1), (ofEdges / edges).toFixed(1),
        ...[document, afterBuild, most].map((mib) => `${Math.round(mib)} MiB`), `${(times.reduce((sum, ms) => sum + ms, 0) / 1000).toFixed(2)} s`,
      ]);
      timeRows.push([`${shape}, ${number(size)}`, ...times.map((ms) => ((ms * 1000) / (nodes + edges)).toFixed(2))]);
      console.error(memoryRows.at(-1).join(" | "), "\n   ", steps.map((name, at) => `${name} ${times[at].toFixed(1)} ms`).join(", "));
    }
  }
  await browser.close();
  const memory = table(["Shape, components / dependencies", "bytes a component", "bytes a dependency", "memory: document", "with graph", "at most", "everything asked"], memoryRows);
  return `${memory}\n\nMicroseconds a component and dependency:\n\n${table(["Shape, components", ...steps], timeRows)}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const option = (name) => process.argv[process.argv.indexOf(`--${name}`) + 1 || Infinity];
  if (!process.argv.includes("--no-build")) buildExample("graph");
  console.log(await graph({ sizes: option("sizes")?.split(",").map(Number), repeats: Number(option("repeats") ?? 3), only: option("only")?.split(",") }));
}
