// Tasks of the main thread over 50 ms, from a drop of 100,000 packages to the map, and while it is moved.
//
//   node benches/tasks.mjs [--packages 100000] [--repeats 5]
//
// The browser tells which tasks took 50 ms or more; each repeat is a browser of its own.
import { pathToFileURL } from "node:url";
import { written } from "./generate.mjs";
import { fileIn, launched, number, openPage, table } from "./support.mjs";

/** So long the page is left alone after a step: what belongs to it may come late. Milliseconds. */
const REST = 3_000;

const layout = (page) => page.locator(".toolbar label.select-label", { has: page.getByText("Layout", { exact: true }) }).locator("select");

/** What is done, and until when its tasks are its own. */
const STEPS = {
  "drop → overview": async (page, file) => {
    await page.evaluate((file) => bench.time("overview", () => void bench.drop(file)), file);
  },
  "→ graph": async (page) => {
    await page.evaluate(() => bench.time("picture", () => bench.press("2")));
  },
  "→ map": async (page) => {
    await layout(page).selectOption("map");
    await page.locator(".shown b:last-of-type").waitFor();
    await page.waitForTimeout(REST);
  },
  wheel: async (page) => {
    await moveToMiddle(page);
    for (let step = 0; step < 24; step++) await page.mouse.wheel(0, step < 12 ? -120 : 120);
  },
  drag: async (page) => {
    const [x, y] = await moveToMiddle(page);
    await page.mouse.down();
    for (let step = 0; step < 40; step++) await page.mouse.move(x + step * 5, y + step * 3);
    await page.mouse.up();
  },
};

async function moveToMiddle(page) {
  const { x, y, width, height } = await page.locator("canvas.graph").boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  return [x + width / 2, y + height / 2];
}

/** By step: the long tasks of each repeat, in milliseconds. */
export async function tasks({ packages = 100_000, repeats = 5 } = {}) {
  const { files } = await written(packages, { names: ["package-lock.json"] });
  const found = Object.fromEntries(Object.keys(STEPS).map((step) => [step, []]));
  for (let repeat = 0; repeat < repeats; repeat++) {
    const browser = await launched();
    const { page, seen } = await openPage(browser);
    const file = await fileIn(page, files[0].path);
    await page.waitForTimeout(REST);
    for (const [step, run] of Object.entries(STEPS)) {
      await page.evaluate(() => void (bench.longTasks.length = 0));
      await run(page, file);
      await page.waitForTimeout(REST);
      found[step].push(await page.evaluate(() => bench.longTasks.map((task) => Math.round(task.duration))));
    }
    if (seen.errors.length || seen.violations.length) throw new Error(JSON.stringify(seen));
    await browser.close();
  }
  const told = (repeats) => repeats.map((tasks) => tasks.join(" + ") || "none").join(", ");
  return table([`${number(packages)} packages`, "tasks of 50 ms and more, by repeat"], Object.entries(found).map(([step, repeats]) => [step, told(repeats)]));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const option = (name, otherwise) => process.argv[process.argv.indexOf(`--${name}`) + 1 || Infinity] ?? otherwise;
  console.log(await tasks({ packages: Number(option("packages", 100_000)), repeats: Number(option("repeats", 5)) }));
}
