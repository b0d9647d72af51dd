// A panic, an overflowing stack, a full memory and an endless loop, in the engine and in the page (see src/worker/self_test.rs).
// The engine is back with every other file; the page says why it stopped and starts again with what was open. How long each
// took is written down, and asserted nowhere.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { clashingLock, cycloneDx, zip, cargoLock } from "./fixtures.mjs";
import { drop, fileAddress, launch, open, outward, root, running, until } from "./support.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const good = [
  { name: "package-lock.json", buffer: clashingLock },
  { name: "signer.cdx.json", buffer: cycloneDx },
];
const flat = (text) => text.replace(/\s+/g, " ").trim();
const status = async (page) => flat(await page.locator("footer.status span").first().innerText());
const becomes = (page, wanted) => until(async () => (await status(page)) === wanted, async () => `"${await status(page)}" is not "${wanted}"`, 30_000);

/** Writes down when each engine says a word of its life and death; runs before the page's own scripts. */
function clocks() {
  window.words = [];
  const note = (word) => window.words.push([word, performance.now()]);
  const Browsers = Worker;
  window.Worker = class extends Browsers {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => ["ready", "died"].includes(data.kind) && note(data.kind));
      this.addEventListener("error", () => note("died"));
    }
    terminate() {
      note("ended");
      super.terminate();
    }
  };
}

/** Milliseconds from the first of these words after `since` to the next engine's first word. */
async function timeBack(page, word, since) {
  const words = await until(async () => {
    const words = (await page.evaluate(() => window.words)).slice(since);
    return words.at(-1)?.[0] === "ready" && words;
  }, "no engine comes back", 30_000);
  return words.at(-1)[1] - words.find(([said]) => said === word)[1];
}

async function sit() {
  const sitting = await open(browser, fileAddress, { context: { viewport: { width: 1440, height: 900 }, offline: true }, init: clocks });
  await running(sitting.page);
  await drop(sitting.page, good);
  await becomes(sitting.page, "12 components from 2 files");
  return sitting;
}

async function leave({ page, context, seen }) {
  assert.equal(await page.getAttribute("html", "data-state"), "running");
  assert.deepEqual(outward(seen.requests), [fileAddress]);
  assert.deepEqual(seen.violations, []);
  await context.close();
}

describe("in the engine", () => {
  for (const [order, reason] of [
    ["panic now", /recovery self-test/],
    ["trap now", /call stack|out of bounds/],
    ["fill the memory now", /Out of memory: it held [\d,]+ of the 1,536 MiB it may use/],
  ]) {
    test(`${order}: the file is named, the others come back`, async () => {
      const sitting = await sit();
      const { page } = sitting;
      const since = (await page.evaluate(() => window.words)).length;
      await drop(page, { name: "bad.lockscope-panic", buffer: `lockscope: ${order}` });
      const back = await timeBack(page, "died", since);
      const banner = page.locator(".banner[role=alert]", { hasText: "bad.lockscope-panic" });
      await banner.waitFor();
      assert.match(flat(await banner.innerText()), reason);
      await becomes(page, "12 components from 2 of 3 files");
      console.log(`# ${order}: another engine is ready ${back.toFixed(0)} ms after the last word of the first`);
      await leave(sitting);
    });
  }

  test("loop now: it is cancelled, the others come back", async () => {
    const sitting = await sit();
    const { page } = sitting;
    const since = (await page.evaluate(() => window.words)).length;
    await drop(page, { name: "bad.lockscope-panic", buffer: "lockscope: loop now" });
    await page.locator(".progress.floating").getByRole("button", { name: "Cancel" }).click({ timeout: 20_000 });
    const back = await timeBack(page, "ended", since);
    await becomes(page, "12 components from 2 of 3 files");
    assert.match(flat(await page.locator("ul.files > li.file", { hasText: "bad.lockscope-panic" }).innerText()), /Reading was stopped/);
    console.log(`# loop now: another engine is ready ${back.toFixed(0)} ms after the press`);
    await leave(sitting);
  });
});

describe("in the page", () => {
  const order = (page, detail) => page.evaluate((detail) => void setTimeout(() => dispatchEvent(new CustomEvent("lockscope-self-test", { detail }))), detail);
  const panel = (page) => page.locator("#recovery");

  for (const [what, reason, way] of [
    ["panic now", /recovery self-test/, "as it was"],
    ["trap now", /call stack|out of bounds/, "as it was"],
    ["fill the memory now", /Out of memory: the page held [\d,]+ of the 1,536 MiB it may use/, "with the files alone"],
  ]) {
    test(`${what}: the page says why, and starts again ${way}`, async () => {
      const sitting = await sit();
      const { page } = sitting;
      const archive = zip([["desk/Cargo.lock", cargoLock]]);
      await drop(page, [{ name: "release.zip", buffer: archive }]);
      await becomes(page, "14 components from 3 files");
      await page.getByRole("checkbox", { name: "Count signer.cdx.json" }).uncheck();
      await becomes(page, "10 components from 2 of 3 files");
      await page.locator("button.context").click();
      await page.getByRole("dialog").getByRole("radio", { name: "Hosted service" }).click();
      await page.keyboard.press("Escape");
      await page.locator("dialog").waitFor({ state: "detached" });
      await page.keyboard.press("3");
      await page.locator("table.inv tbody tr", { hasText: "old-cipher" }).getByRole("button", { name: "old-cipher" }).click();
      await page.locator("#inspector h2", { hasText: "old-cipher" }).waitFor();
      const context = flat(await page.locator("button.context").innerText());
      // An open dialog keeps every press from the rest of the page; the panel must not be among that.
      if (what === "trap now") {
        await page.keyboard.press("?");
        await page.locator("dialog").waitFor();
      }
      await order(page, what);
      await panel(page).waitFor();
      assert.match(flat(await panel(page).innerText()), reason);
      assert.equal(await page.locator("#app").isVisible(), false);
      assert.deepEqual(await panel(page).getByRole("button").allInnerTexts(), ["Start again as it was", "Start again with the files alone", "Start empty"]);
      assert.equal(await page.evaluate(() => document.activeElement.textContent), "Start again as it was");
      if (what === "panic now") await shot(page, "page-panic");
      const begun = await page.evaluate(() => performance.now());
      await panel(page).getByRole("button", { name: `Start again ${way}` }).click();
      await becomes(page, "10 components from 2 of 3 files");
      console.log(`# ${what}: the page is back with its files ${((await page.evaluate(() => performance.now())) - begun).toFixed(0)} ms after the press`);
      assert.equal(await panel(page).isVisible(), false);
      if (way === "as it was") await page.locator("#inspector h2", { hasText: "old-cipher" }).waitFor();
      assert.equal(await page.locator("table.inv").count(), way === "as it was" ? 1 : 0, "the wrong view");
      assert.equal(flat(await page.locator("button.context").innerText()), context);
      assert.equal(await page.getByRole("checkbox", { name: "Count signer.cdx.json" }).isChecked(), false);
      assert.equal(page.workers().length, 1, "the old engine lives");
      // The app that stopped hears nothing any more: a drop is taken once.
      await drop(page, [{ name: "Cargo.lock", buffer: cargoLock }]);
      await becomes(page, "10 components from 3 of 4 files");
      assert.equal(await page.locator("ul.files > li.file").count(), 5, "an archive with its file, and three others");
      await leave(sitting);
    });
  }

  test("a second stop is survived as the first", async () => {
    const sitting = await sit();
    const { page } = sitting;
    for (const round of [1, 2]) {
      await order(page, "panic now");
      await panel(page).getByRole("button", { name: "Start again as it was" }).click();
      await page.waitForSelector(`html[data-engine='${round + 1}']`);
      await becomes(page, "12 components from 2 files");
    }
    await leave(sitting);
  });

  test("Start empty is a page with nothing in it", async () => {
    const { page, context } = await sit();
    await order(page, "panic now");
    await panel(page).getByRole("button", { name: "Start empty" }).click();
    await page.getByRole("button", { name: "Open files…" }).waitFor();
    assert.equal(await page.getAttribute("html", "data-engine"), "1");
    await context.close();
  });
});

async function shot(page, name) {
  const folder = path.join(root, "target/shots");
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}
