// An estate of 300 lockfiles with 1,500 components each: putting it together, a page of it, each filter; and ten queries
// on 100,000 components with 500,000 dependencies.
//
//   node benches/estate.mjs [--repeats 12] [--no-build]
//
// `examples/estate.rs`, the same crate and profile as the page, in WebAssembly in headless Chromium. Files and graph are
// made from a seed; each figure is the middle of warm calls, with the range, and holds writing the answer as it crosses.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { buildExample, builtExample, launched, median, number, table } from "./support.mjs";

const built = builtExample("estate");
const ADDRESS = "https://bench.example/";

/** Milliseconds that a query may take, and a page of the estate. */
const QUERY_GOAL = 50;
const PAGE_GOAL = 100;

/** Runs in the page. */
async function inPage() {
  const module = await import("/estate.js");
  await module.default({ module_or_path: "/estate_bg.wasm" });
  globalThis.bench = {
    list: (name) => Array.from(module[name]()),
    timed(name, ...words) {
      const began = performance.now();
      const found = module[name](...words);
      return { ms: performance.now() - began, found: typeof found === "number" ? found : Array.from(found) };
    },
  };
}

const call = (page, name, ...words) => page.evaluate(([name, words]) => globalThis.bench.timed(name, ...words), [name, words]);

/** The runs of one call once the browser has compiled the module for speed. */
async function runs(page, repeats, name, word) {
  const found = [];
  for (let turn = -6; turn < repeats; turn++) {
    const run = await call(page, name, word);
    if (turn >= 0) found.push(run);
    await new Promise((done) => setTimeout(done, 30));
  }
  return found;
}

function row(title, found, goal) {
  const times = found.map((run) => run.ms);
  const middle = median(times);
  const spread = `${Math.round(middle)} ms (${Math.round(Math.min(...times))}–${Math.round(Math.max(...times))})`;
  const line = [title, spread, goal ? `${goal} ms${middle <= goal ? "" : ": missed"}` : "", number(found[0].found)];
  console.error(line.join(" | "));
  return line;
}

async function opened(browser) {
  const page = await browser.newPage();
  await page.route(`${ADDRESS}**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === "/") return route.fulfill({ contentType: "text/html", body: "<!doctype html><title>bench</title>" });
    const contentType = pathname.endsWith(".wasm") ? "application/wasm" : "text/javascript";
    return route.fulfill({ contentType, body: await readFile(path.join(built, path.basename(pathname))) });
  });
  await page.goto(ADDRESS);
  await page.evaluate(inPage);
  return page;
}

/** The table of all cases, as Markdown. */
export async function estate({ repeats = 12 } = {}) {
  const browser = await launched();
  const rows = [];
  const ofEstate = await opened(browser);
  const read = await call(ofEstate, "open_all");
  const [nodes, edges] = read.found;
  console.error(`300 files, ${number(nodes)} components, ${number(edges)} dependencies: read, built and judged in ${Math.round(read.ms)} ms`);
  rows.push(row("the first answer: putting the estate together", [await call(ofEstate, "estate", "a page")]));
  for (const title of await ofEstate.evaluate(() => globalThis.bench.list("asked"))) {
    rows.push(row(title, await runs(ofEstate, repeats, "estate", title), PAGE_GOAL));
  }
  await ofEstate.close();
  const ofQueries = await opened(browser);
  await call(ofQueries, "prepare_queries");
  for (const query of await ofQueries.evaluate(() => globalThis.bench.list("queries"))) {
    rows.push(row(`\`${query.replaceAll("|", "\\|")}\``, await runs(ofQueries, repeats, "query", query), QUERY_GOAL));
  }
  await browser.close();
  return table(["Asked", "middle (range)", "goal", "fit"], rows);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const option = (name, otherwise) => process.argv[process.argv.indexOf(`--${name}`) + 1 || Infinity] ?? otherwise;
  if (!process.argv.includes("--no-build")) buildExample("estate");
  console.log(await estate({ repeats: Number(option("repeats", 12)) }));
}
