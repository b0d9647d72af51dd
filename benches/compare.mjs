// Comparing two files of 20,000 components: each judged by itself, causes, words, and the answer to the page.
//
//   node benches/compare.mjs [--packages 20000] [--repeats 12] [--no-build] [--write]
//
// `examples/compare.rs`, the same crate and profile as the page, in WebAssembly in headless Chromium. The second file is the
// first with one package in twenty in another version, some gone and some new. `--write` only writes the two files, for
// `cargo run --release --example compare`.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { makeGraph, packageLock } from "./generate.mjs";
import { buildExample, builtExample, launched, median, number, table } from "./support.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const built = builtExample("compare");
const ADDRESS = "https://bench.example/";
const GOAL = 300;
const CASES = [
  { title: "by cause", asList: false },
  { title: "as a list", asList: true },
];

/** The same graph some weeks later: one in twenty in another version, one leaf in fifty gone, as many new. */
export function later(graph) {
  const packages = graph.packages.map((entry, at) => {
    const [major, minor, patch] = entry.version.split(".");
    const version = at % 20 === 3 ? `${major}.${Number(minor) + 30}.${patch}` : entry.version;
    return { ...entry, version, needs: [...entry.needs] };
  });
  const direct = new Set(graph.rootNeeds.map((need) => need.at));
  const isGone = (entry, at) => at % 50 === 7 && entry.needs.length === 0 && !direct.has(at);
  const gone = new Set(packages.flatMap((entry, at) => (isGone(entry, at) ? [at] : [])));
  for (const entry of packages) entry.needs = entry.needs.filter((to) => !gone.has(to));
  const left = [...graph.versionsOf].map(([name, versions]) => [name, versions.filter((at) => !gone.has(at))]);
  const versionsOf = new Map(left.filter(([, versions]) => versions.length > 0));
  for (let at = 11; at < graph.count; at += 50) {
    const name = `newcomer-${at}`;
    if (gone.has(at)) continue;
    versionsOf.set(name, [packages.length]);
    packages[at].needs.push(packages.length);
    packages.push({ name, version: "1.0.0", license: at % 3 ? "MIT" : "GPL-3.0-only", needs: [], layer: packages[at].layer, dev: packages[at].dev });
  }
  return { ...graph, packages, versionsOf };
}

/** The two lockfiles. */
export function files(count) {
  const graph = makeGraph(count);
  return [packageLock(graph), packageLock(later(graph))];
}

/** Runs in the page. */
async function inPage() {
  const module = await import("/compare.js");
  await module.default({ module_or_path: "/compare_bg.wasm" });
  globalThis.bench = {
    async open(id) {
      const bytes = new Uint8Array(await (await fetch(`/${id}.json`)).arrayBuffer());
      if (!module.open(id, bytes)) throw new Error(`file ${id} cannot be read`);
    },
    prepare: () => module.prepare(),
    timed(turn, asList) {
      const began = performance.now();
      const found = Array.from(module.compare(turn, asList));
      return { ms: performance.now() - began, found };
    },
  };
}

/** The table of both ways, as Markdown. */
export async function comparing({ packages = 20_000, repeats = 12 } = {}) {
  const texts = files(packages);
  const browser = await launched();
  const page = await browser.newPage();
  await page.route(`${ADDRESS}**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === "/") return route.fulfill({ contentType: "text/html", body: "<!doctype html><title>bench</title>" });
    const file = /^\/(\d)\.json$/.exec(pathname);
    if (file) return route.fulfill({ contentType: "application/json", body: texts[Number(file[1])] });
    const contentType = pathname.endsWith(".wasm") ? "application/wasm" : "text/javascript";
    return route.fulfill({ contentType, body: await readFile(path.join(built, path.basename(pathname))) });
  });
  await page.goto(ADDRESS);
  await page.evaluate(inPage);
  for (const id of [0, 1]) await page.evaluate((id) => globalThis.bench.open(id), id);
  await page.evaluate(() => globalThis.bench.prepare());
  const rows = [];
  for (const { title, asList } of CASES) {
    const runs = [];
    let first;
    // Warm is when the browser has compiled the module for speed: it does so in the background, after some calls.
    for (let turn = -6; turn < repeats; turn++) {
      const run = await page.evaluate(([turn, asList]) => globalThis.bench.timed(turn, asList), [turn + 6, asList]);
      first ??= run.ms;
      if (turn >= 0) runs.push(run);
      await new Promise((done) => setTimeout(done, 30));
    }
    const times = runs.map((run) => run.ms);
    const middle = median(times);
    const [changes, causes] = runs[0].found;
    rows.push([
      `two files of ${number(packages)} packages, ${title}`,
      `${Math.round(middle)} ms (${Math.round(Math.min(...times))}–${Math.round(Math.max(...times))})`,
      `${Math.round(first)} ms`,
      `${GOAL} ms${middle <= GOAL ? "" : ": missed"}`,
      `${number(changes)} from ${number(causes)}`,
    ]);
    console.error(rows.at(-1).join(" | "));
  }
  await browser.close();
  return table(["Compared", "middle (range)", "first", "goal", "changes from causes"], rows);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const option = (name, otherwise) => process.argv[process.argv.indexOf(`--${name}`) + 1 || Infinity] ?? otherwise;
  const packages = Number(option("packages", 20_000));
  if (process.argv.includes("--write")) {
    await mkdir(built, { recursive: true });
    for (const [id, text] of files(packages).entries()) await writeFile(path.join(built, `${id}.json`), text);
    console.log(`two files in ${path.relative(root, built)}`);
  } else {
    if (!process.argv.includes("--no-build")) buildExample("compare");
    console.log(await comparing({ packages, repeats: Number(option("repeats", 12)) }));
  }
}
