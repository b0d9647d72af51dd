// Reading a file and building its graph, beside what a page would use to read the text alone.
//
//   node benches/reading.mjs [--packages 10000,100000] [--repeats 9] [--only json,xml,yaml,yarn,toml]
//
// Ours is `examples/reading.rs`, the same crate and profile as the page, in WebAssembly: bytes in, graph out, the copy
// into its memory counted. The peer gets the text, already decoded. Both in the same page of headless Chromium,
// one after the other on the same bytes; the first call of each in a page of its own.
import { createReadStream } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { pipeline } from "node:stream";
import { fileURLToPath, pathToFileURL } from "node:url";
import { written } from "./generate.mjs";
import { buildExample, builtExample, launched, median, number, table } from "./support.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const built = builtExample("reading");

/** A file, who else reads its text, and our share of their time that is to be met: warm, on the first call. */
const CASES = [
  { kind: "json", name: "package-lock.json", peer: "JSON.parse", warm: 0.4, first: 0.8, large: true },
  { kind: "json", name: "bom.cdx.json", peer: "JSON.parse", warm: 0.4, first: 0.8, large: true },
  { kind: "json", name: "bom.spdx.json", peer: "JSON.parse", warm: 0.4, first: 0.8, large: true },
  { kind: "xml", name: "bom.cdx.xml", peer: "DOMParser", warm: 0.05 },
  { kind: "yaml", name: "pnpm-lock.yaml", peer: "js-yaml", warm: 0.1 },
  { kind: "yarn", name: "yarn.lock", peer: "@yarnpkg/lockfile", warm: 0.1 },
  { kind: "toml", name: "Cargo.lock", peer: "smol-toml", warm: 0.2 },
];

/** Runs in the page: what it takes to read `name`, by each side. */
async function inPage() {
  const { default: start, read, forget, check, model, again } = await import("/reading.js");
  const module = await WebAssembly.compileStreaming(fetch("/reading_bg.wasm"));
  const load = async (peer) => {
    if (peer === "JSON.parse") return JSON.parse;
    if (peer === "DOMParser") return (text) => new DOMParser().parseFromString(text, "application/xml");
    if (peer === "js-yaml") return (await import("/js-yaml.mjs")).load;
    if (peer === "smol-toml") return (await import("/smol-toml/index.js")).parse;
    // Built for Node.js: what it asks for is only used to write files and colours, never to parse.
    const absent = new Proxy(function () {}, { get: (_, key) => (key === "prototype" ? {} : absent), apply: () => absent, construct: () => absent });
    const commonJs = { exports: {} };
    const source = await (await fetch("/yarn-lockfile.js")).text();
    new Function("module", "exports", "require", "__filename", "__dirname", "process", source)(commonJs, commonJs.exports, () => absent, "", "", { env: {}, argv: [], platform: "linux", versions: {}, version: "v20.0.0", cwd: () => "/" });
    return commonJs.exports.parse;
  };
  let kept;
  const timed = (work) => {
    const began = performance.now();
    kept = work();
    return performance.now() - began;
  };
  globalThis.bench = {
    async prepare(name, peer) {
      const buffer = await (await fetch(`/files/${name}`)).arrayBuffer();
      this.bytes = new Uint8Array(buffer);
      this.text = peer ? new TextDecoder().decode(buffer) : "";
      this.peer = peer && (await load(peer));
      this.name = name;
      this.instance = await start({ module_or_path: module });
    },
    ours() {
      let counts;
      const ms = timed(() => (counts = read(this.name, this.bytes)));
      if (counts.length !== 2) throw new Error(`${this.name} could not be read`);
      return { ms, nodes: counts[0], edges: counts[1], memory: this.instance.memory.buffer.byteLength };
    },
    /** What no reader of JSON can do without: the copy, and the check that it is text and JSON. */
    alone() {
      let fine;
      const ms = timed(() => (fine = check(this.bytes)));
      if (!fine) throw new Error(`${this.name} is not JSON`);
      return { ms };
    },
    /** What no reader that keeps the same can do without: the copy, and what was read kept anew with its graph. */
    again() {
      let count;
      const ms = timed(() => (count = again(this.bytes)));
      if (!count) throw new Error(`${this.name} has no components`);
      return { ms };
    },
    /** Reads once, for `again`. */
    model() {
      model(this.name, this.bytes);
    },
    theirs() {
      const ms = timed(() => this.peer(this.text));
      return { ms };
    },
    async settle() {
      kept = undefined;
      forget();
      await new Promise((done) => setTimeout(done, 50));
    },
  };
}

const SCRIPTS = {
  "reading.js": path.join(built, "reading.js"),
  "reading_bg.wasm": path.join(built, "reading_bg.wasm"),
  "js-yaml.mjs": path.join(root, "node_modules/js-yaml/dist/browser/js-yaml.esm.min.mjs"),
  "yarn-lockfile.js": path.join(root, "node_modules/@yarnpkg/lockfile/index.js"),
};

/** Serves the page, its scripts and the files to this machine alone: the largest are too long to be handed over in one message. */
export async function served(files) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://127.0.0.1");
    const [, folder, name] = pathname.match(/^\/(?:(files|smol-toml)\/)?(.*)$/);
    const from = folder === "files" ? files.get(name) : folder ? path.join(root, "node_modules/smol-toml/dist", path.basename(name)) : SCRIPTS[name];
    const type = /js$/.test(name) ? "text/javascript" : name.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
    if (from) return void pipeline(createReadStream(from), response.writeHead(200, { "content-type": type, "cache-control": "no-store" }), () => {});
    response.writeHead(name === "" ? 200 : 404, { "content-type": "text/html" }).end("<!doctype html><title>bench</title>");
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

export async function openPage(browser, address) {
  const page = await browser.newPage();
  await page.goto(address);
  await page.evaluate(inPage);
  return page;
}

const first = async (browser, address, { name, peer }, side) => {
  const page = await openPage(browser, address);
  await page.evaluate(([name, peer]) => globalThis.bench.prepare(name, peer), [name, peer]);
  const result = await page.evaluate((side) => globalThis.bench[side](), side);
  await page.close();
  return result;
};

/** Every figure of one case. */
async function measured(browser, address, one, repeats) {
  const firsts = { ours: [], theirs: [] };
  let memory = 0;
  for (let repeat = 0; repeat < Math.min(3, repeats); repeat++) {
    const ours = await first(browser, address, one, "ours");
    memory = ours.memory;
    firsts.ours.push(ours.ms);
    firsts.theirs.push((await first(browser, address, one, "theirs")).ms);
  }
  const page = await openPage(browser, address);
  await page.evaluate(([name, peer]) => globalThis.bench.prepare(name, peer), [one.name, one.peer]);
  await page.evaluate(() => globalThis.bench.model());
  const warm = { ours: [], theirs: [], alone: [], again: [] };
  const sides = one.kind === "json" ? ["alone", "again", "ours", "theirs"] : ["again", "ours", "theirs"];
  let counts;
  // Warm is when the browser has compiled both for speed: it does so in the background, after some calls.
  for (let repeat = one.large && repeats < 9 ? -4 : -12; repeat < repeats; repeat++) {
    for (const side of repeat % 2 ? sides : sides.toReversed()) {
      const result = await page.evaluate((side) => globalThis.bench[side](), side);
      counts = side === "ours" ? result : counts;
      if (repeat >= 0) warm[side].push(result.ms);
      await page.evaluate(() => globalThis.bench.settle());
    }
  }
  await page.close();
  return { ...one, firsts, warm, memory, counts };
}

const ms = (value) => (value < 10 ? value.toFixed(1) : number(Math.round(value)));
const share = (ours, theirs, goal) => {
  const ratio = ours / theirs;
  return `${ratio.toFixed(ratio < 0.1 ? 3 : 2)}${goal === undefined ? "" : ` (≤ ${goal}${ratio <= goal ? "" : ": missed"})`}`;
};

/** The table of all cases, as Markdown. */
export async function reading({ packages = [10_000, 100_000], repeats = 9, only } = {}) {
  const rows = [];
  const browser = await launched();
  for (const count of packages) {
    const cases = CASES.filter((one) => (count <= 10_000 || one.large) && (!only || only.includes(one.kind)));
    const { files } = await written(count, { names: cases.map((one) => one.name) });
    const server = await served(new Map(files.map((file) => [path.basename(file.path), file.path])));
    for (const one of cases) {
      const { bytes } = files.find((file) => path.basename(file.path) === one.name);
      const { firsts, warm, memory, counts } = await measured(browser, server.address, one, count > 10_000 ? 5 : repeats);
      const [ours, theirs] = [median(warm.ours), median(warm.theirs)];
      rows.push([
        `${one.name}, ${number(counts.nodes)} components, ${(bytes / 1e6).toFixed(1)} MB`, one.peer, ms(theirs), ms(ours), share(ours, theirs, one.warm),
        warm.alone.length ? share(median(warm.alone), theirs) : "", share(median(warm.again), theirs),
        share(median(firsts.ours), median(firsts.theirs), one.first), `${(memory / bytes).toFixed(1)} ×`,
      ]);
      console.error(rows.at(-1).join(" | "));
    }
    server.close();
  }
  await browser.close();
  return table(["File", "Peer", "its ms, warm", "our ms, warm", "our share, warm", "copy and check alone", "copy and keep alone", "our share, first call", "our memory / input"], rows);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const option = (name, otherwise) => process.argv[process.argv.indexOf(`--${name}`) + 1 || Infinity] ?? otherwise;
  if (!process.argv.includes("--no-build")) buildExample("reading");
  const packages = option("packages", "10000,100000").split(",").map(Number);
  console.log(await reading({ packages, repeats: Number(option("repeats", 9)), only: option("only")?.split(",") }));
}
