// From the drop of a generated package-lock.json to the overview and to the first picture of the graph.
//
//   node benches/first-picture.mjs [--packages 1000,10000,50000] [--repeats 5]
import { pathToFileURL } from "node:url";
import { written } from "./generate.mjs";
import { fileIn, isPainted, launched, marks, median, number, openPage, spread, table, task } from "./support.mjs";

/** A file this small is open already where another one is dropped beside it. */
const SMALL = 100;

/** Times one drop in a fresh page. */
async function dropped(browser, path, wanted, { pressed, beside } = {}) {
  const { page, context, seen } = await openPage(browser);
  const timed = async (path, wanted, pressed) => {
    const file = await fileIn(page, path);
    return page.evaluate(([file, wanted, pressed]) => bench.time(wanted, () => void bench.drop(file, pressed)), [file, wanted, pressed]);
  };
  if (beside) await timed(beside, "picture", "2");
  const first = await timed(path, wanted, pressed);
  let second;
  if (wanted === "overview") second = await page.evaluate(() => bench.time("picture", () => void bench.press("2")));
  const result = { ...first, picture: second?.ms, marks: await marks(page), painted: await isPainted(page) };
  if (seen.errors.length || seen.violations.length) throw new Error(JSON.stringify(seen));
  if (!result.painted) throw new Error("the canvas is blank");
  await context.close();
  return result;
}

/** The engine's stages of one drop with the graph asked for at once, in milliseconds. */
function stages({ ms, messages }) {
  const at = (wanted) => messages.find(([, kind, body]) => `${kind} ${body}`.includes(wanted))?.[0] ?? NaN;
  const [opened, building, judging, frame, picture] = ["Opened", "Building the graph", "Judging", '"Workspace"', "answer Graph"].map(at);
  return {
    "read the file": opened,
    "build the graph": judging - building,
    "judge the licences": frame - judging,
    "choose, lay out and describe the picture": picture - frame,
    "page: render and paint": ms - picture,
  };
}

/** All sizes; the tables as Markdown. */
export async function firstPicture({ packages = [1_000, 10_000, 50_000], repeats = 5 } = {}) {
  const browser = await launched();
  const small = (await written(SMALL)).files[0].path;
  const rows = [];
  const stageRows = new Map();
  for (const count of packages) {
    const { graph, files } = await written(count);
    const [{ path, bytes }] = files;
    const all = { overview: [], direct: [], beside: [] };
    for (let repeat = 0; repeat < repeats; repeat++) {
      all.overview.push(await dropped(browser, path, "overview"));
      all.direct.push(await dropped(browser, path, "picture", { pressed: "2" }));
      all.beside.push(await dropped(browser, path, "picture", { beside: small }));
    }
    const times = (runs, key = "ms") => spread(runs.map((run) => run[key]));
    const longest = Math.max(...Object.values(all).flat().map((run) => run.longest));
    rows.push([
      `${number(count)} / ${number(graph.edges)} (${(bytes / 1e6).toFixed(1)} MB)`,
      times(all.overview),
      times(all.overview, "picture"),
      times(all.direct),
      times(all.beside),
      task(longest),
      Math.max(...all.direct.map((run) => run.marks)),
    ]);
    for (const stage of Object.keys(stages(all.direct[0]))) {
      const row = stageRows.get(stage) ?? stageRows.set(stage, [stage]).get(stage);
      row.push(`${median(all.direct.map((run) => stages(run)[stage])).toFixed(0)} ms`);
    }
  }
  await browser.close();
  const heads = ["Packages / dependencies", "drop → overview", "then `2` → picture", "drop, `2` at once → picture", "drop beside an open file, graph open → picture", "longest main-thread task", "marks"];
  return [
    table(heads, rows),
    `Where the time of "drop, \`2\` at once" goes (median):`,
    table(["Stage", ...packages.map(number)], [...stageRows.values()]),
  ].join("\n\n");
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const option = (name, otherwise) => process.argv[process.argv.indexOf(`--${name}`) + 1 || Infinity] ?? otherwise;
  const packages = option("packages", "1000,10000,50000").split(",").map(Number);
  console.log(await firstPicture({ packages, repeats: Number(option("repeats", 5)) }));
}
