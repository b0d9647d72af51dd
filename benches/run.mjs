// Every timing, as Markdown.
//
//   node benches/run.mjs [--write] [--repeats 5]
//
// `--write` puts the tables between the two markers of benches/README.md.
import { readFile, writeFile } from "node:fs/promises";
import os from "node:os";
import { firstPicture } from "./first-picture.mjs";
import { pan } from "./pan.mjs";
import { reading } from "./reading.mjs";
import { buildExample, drawsWith, launched } from "./support.mjs";
import { tasks } from "./tasks.mjs";

const BEGIN = "<!-- figures: written by node benches/run.mjs --write -->";
const END = "<!-- end of figures -->";

const at = process.argv.indexOf("--repeats");
const repeats = at < 0 ? 5 : Number(process.argv[at + 1]);
const browser = await launched();
const version = browser.version();
const canvas = await drawsWith(browser);
await browser.close();
const date = new Date().toISOString().slice(0, 10);
const load = () => os.loadavg()[0].toFixed(1);
const loadBefore = load();

buildExample("reading");
const parts = [
  "### Reading, beside what reads the text alone",
  await reading(),
  "### First picture",
  await firstPicture({ repeats }),
  "### Long tasks of the main thread",
  await tasks({ repeats }),
  "### Panning and zooming, Chromium as it starts by itself",
  await pan(),
  "### Panning and zooming, emulated GPU",
  await pan({ emulatedGpu: true }),
];
const cores = `${os.cpus().length} cores (load ${loadBefore} at the start, ${load()} at the end)`;
const report = [
  `Measured ${date}, headless Chromium ${version}, ${cores}, canvas: ${canvas}; ${repeats} repeats.`,
  ...parts,
].join("\n\n");
console.log(report);

if (process.argv.includes("--write")) {
  const readme = new URL("README.md", import.meta.url);
  const words = await readFile(readme, "utf8");
  const [before, rest] = words.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error("benches/README.md has lost its markers");
  await writeFile(readme, `${before}${BEGIN}\n\n${report}\n\n${END}${after}`);
}
