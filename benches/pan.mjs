// Panning and zooming the graph of 10,000 packages: frames and the longest task of the main thread.
//
//   node benches/pan.mjs [--packages 10000] [--seconds 3] [--emulated-gpu]
import { pathToFileURL } from "node:url";
import { written } from "./generate.mjs";
import { fileIn, launched, marks, median, number, openPage, percentile, table, task } from "./support.mjs";

/** So many marks make a large picture. */
const MANY = 600;

async function middle(page) {
  const { x, y, width, height } = await page.locator("canvas.graph").boundingBox();
  return [x + width / 2, y + height / 2];
}

/** Drags to and fro, a step as often as the page takes one. */
async function drag(page, until) {
  const [x, y] = await middle(page);
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 0; performance.now() < until; step++) {
    const turn = (step * 8) % 1200;
    const along = turn < 600 ? turn - 300 : 900 - turn;
    await page.mouse.move(x + along, y + along / 2);
  }
  await page.mouse.up();
}

/** Turns the wheel in, then out, and so on. */
async function wheel(page, until) {
  await page.mouse.move(...(await middle(page)));
  for (let step = 0; performance.now() < until; step++) await page.mouse.wheel(0, step % 24 < 12 ? -60 : 60);
}

async function measured(page, gesture, seconds) {
  await page.waitForTimeout(500);
  await page.evaluate(() => bench.watch());
  await gesture(page, performance.now() + seconds * 1000);
  return page.evaluate(() => bench.stop());
}

/** Opens the packages with the most dependencies, until the picture is large. */
async function expand(page, graph) {
  const busiest = [...graph.packages].sort((one, two) => two.needs.length - one.needs.length);
  for (const { name } of busiest) {
    if ((await marks(page)) >= MANY) return;
    await page.locator("#search").fill(name);
    await page.locator("#hits [role=option]").first().waitFor();
    await page.keyboard.press("Enter");
    await page.locator("#inspector").waitFor();
    await page.locator("canvas.graph").focus();
    const before = await page.locator("canvas.graph").getAttribute("aria-label");
    await page.keyboard.press("e");
    const grown = (before) => document.querySelector("canvas.graph").getAttribute("aria-label") !== before;
    await page.waitForFunction(grown, before, { timeout: 2_000 }).catch(() => {});
  }
}

/** First view and a large picture, by drag and by wheel; the tables as Markdown. */
export async function pan({ packages = 10_000, seconds = 3, emulatedGpu = false } = {}) {
  const { graph, files } = await written(packages);
  const browser = await launched({ emulatedGpu });
  const { page, seen } = await openPage(browser);
  const file = await fileIn(page, files[0].path);
  await page.evaluate((file) => bench.time("picture", () => void bench.drop(file, "2")), file);
  const rows = [];
  const row = async (gesture, words) => {
    const { intervals, longest, painted } = await measured(page, gesture, seconds);
    if (!painted) throw new Error(`nothing was painted: ${words}`);
    const slow = (share) => `${percentile(intervals, share).toFixed(0)} ms`;
    rows.push([`${await marks(page)} marks, ${words}`, number(intervals.length), `${median(intervals).toFixed(0)} ms`, slow(0.95), slow(1), task(longest)]);
  };
  const rowsOf = async () => {
    await row(drag, "drag at 100 %");
    await row(wheel, "wheel");
    await page.locator("canvas.graph").focus();
    await page.keyboard.press("0");
    await row(drag, "drag with everything in view");
  };
  await rowsOf();
  await expand(page, graph);
  await row(drag, "drag with a selection");
  await page.keyboard.press("Escape");
  await rowsOf();
  if (seen.errors.length || seen.violations.length) throw new Error(JSON.stringify(seen));
  await browser.close();
  return table([`${number(packages)} packages`, "frames", "median frame", "95 % under", "longest frame", "longest main-thread task"], rows);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const option = (name, otherwise) => process.argv[process.argv.indexOf(`--${name}`) + 1 || Infinity] ?? otherwise;
  const [packages, seconds] = [Number(option("packages", 10_000)), Number(option("seconds", 3))];
  console.log(await pan({ packages, seconds, emulatedGpu: process.argv.includes("--emulated-gpu") }));
}
