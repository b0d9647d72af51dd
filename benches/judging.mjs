// Judging 100,000 components with 500,000 dependencies under 60 licences: another context, another decision.
//
//   node benches/judging.mjs [--repeats 12] [--no-build]
//
// `examples/judging.rs`, the same crate and profile as the page, in WebAssembly in headless Chromium. The graph is made
// from a seed; each figure is the middle of warm calls, with the range.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { buildExample, builtExample, launched, median, number, table } from "./support.mjs";

const built = builtExample("judging");
const ADDRESS = "https://bench.example/";

/** What is measured, and how many milliseconds it may take. */
const CASES = [
  { title: "another context", goal: 300 },
  { title: "another context, with rules of our own", goal: 300 },
  { title: "another decision", goal: 50 },
  { title: "another acceptance", goal: 50 },
  { title: "another relation", goal: 50 },
];

/** Runs in the page. */
async function inPage() {
  const module = await import("/judging.js");
  await module.default({ module_or_path: "/judging_bg.wasm" });
  globalThis.bench = {
    prepare: () => Array.from(module.prepare()),
    timed(title, turn) {
      const began = performance.now();
      const findings = module.judge(turn, title);
      return { ms: performance.now() - began, findings };
    },
  };
}

/** The table of all cases, as Markdown. */
export async function judging({ repeats = 12 } = {}) {
  const browser = await launched();
  const page = await browser.newPage();
  await page.route(`${ADDRESS}**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === "/") return route.fulfill({ contentType: "text/html", body: "<!doctype html><title>bench</title>" });
    const contentType = pathname.endsWith(".wasm") ? "application/wasm" : "text/javascript";
    return route.fulfill({ contentType, body: await readFile(path.join(built, path.basename(pathname))) });
  });
  await page.goto(ADDRESS);
  await page.evaluate(inPage);
  const [nodes, edges] = await page.evaluate(() => globalThis.bench.prepare());
  const rows = [];
  for (const { title, goal } of CASES) {
    const runs = [];
    // Warm is when the browser has compiled the module for speed: it does so in the background, after some calls.
    for (let turn = -8; turn < repeats; turn++) {
      const run = await page.evaluate(([title, turn]) => globalThis.bench.timed(title, turn), [title, turn + 8]);
      if (turn >= 0) runs.push(run);
      await new Promise((done) => setTimeout(done, 30));
    }
    const times = runs.map((run) => run.ms);
    const middle = median(times);
    rows.push([
      `${number(nodes)} components, ${number(edges)} dependencies: ${title}`,
      `${Math.round(middle)} ms (${Math.round(Math.min(...times))}–${Math.round(Math.max(...times))})`,
      `${goal} ms${middle <= goal ? "" : ": missed"}`, number(Math.max(...runs.map((run) => run.findings))),
    ]);
    console.error(rows.at(-1).join(" | "));
  }
  await browser.close();
  return table(["Judged again after", "middle (range)", "goal", "findings at most"], rows);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const option = (name, otherwise) => process.argv[process.argv.indexOf(`--${name}`) + 1 || Infinity] ?? otherwise;
  if (!process.argv.includes("--no-build")) buildExample("judging");
  console.log(await judging({ repeats: Number(option("repeats", 12)) }));
}
