// The page outlives its engine: a file that makes it panic, or a long read that is stopped, is named in the
// rail, and every other file comes back as it was.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { cargoLock, clashingLock, cycloneDx, largeLock, zip } from "./fixtures.mjs";
import { drop, fileAddress, launch, open, outward, running, serveDist, until } from "./support.mjs";

let browser, server;
before(async () => {
  browser = await launch();
  server = await serveDist();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const good = [
  { name: "package-lock.json", buffer: clashingLock },
  { name: "signer.cdx.json", buffer: cycloneDx },
];
const flat = (text) => text.replace(/\s+/g, " ").trim();
const entry = async (page, name) => flat(await page.locator("ul.files > li.file", { hasText: name }).innerText());
const status = async (page) => flat(await page.locator("footer.status span").first().innerText());

/** Both good files are read, with the counts they have on their own. */
async function goodFilesAreThere(page, files) {
  const wanted = files === 2 ? "12 components from 2 files" : `12 components from 2 of ${files} files`;
  await until(async () => (await status(page)) === wanted, async () => `"${await status(page)}" is not "${wanted}"`);
  assert.match(await entry(page, "package-lock.json"), /npm lockfile 3 8 components, 1 root 9 dependencies/);
  assert.match(await entry(page, "signer.cdx.json"), /CycloneDX JSON 1\.5 4 components, 1 root 3 dependencies/);
}

for (const place of ["http", "file"]) {
  const address = () => (place === "http" ? server.address : fileAddress);

  async function sit() {
    const sitting = await open(browser, address(), { context: { viewport: { width: 1440, height: 900 }, offline: place === "file" } });
    await running(sitting.page);
    return sitting;
  }

  /** Nothing was asked of the network and no policy broken; the engine's own last words may be in the console. */
  async function leave({ page, context, seen }) {
    assert.equal(await page.getAttribute("html", "data-state"), "running");
    assert.deepEqual(outward(seen.requests), [address()]);
    assert.deepEqual(seen.violations, []);
    await context.close();
  }

  describe(`over ${place}`, () => {
    test("after a panic the files of an archive come back, but for the one that was taken out", async () => {
      const sitting = await sit();
      const { page } = sitting;
      const archive = zip([["desk/package-lock.json", clashingLock], ["signer.cdx.json", cycloneDx], ["meter/Cargo.lock", cargoLock]]);
      await drop(page, [{ name: "release.zip", buffer: archive }]);
      await until(async () => (await status(page)) === "14 components from 3 files", async () => `"${await status(page)}"`);
      await page.locator("li.file.inside", { hasText: "Cargo.lock" }).hover();
      await page.getByRole("button", { name: "Remove release.zip/meter/Cargo.lock" }).click();
      await until(async () => (await status(page)) === "12 components from 2 files", async () => `"${await status(page)}"`);
      await drop(page, [{ name: "bad.lockscope-panic", buffer: "lockscope: panic now" }]);
      await page.waitForSelector("html[data-engine='2']");
      await goodFilesAreThere(page, 3);
      assert.match(await entry(page, "release.zip"), /Zip archive 2 files read/);
      assert.equal(await page.locator("li.file.inside").count(), 2);
      await leave(sitting);
    });

    test("a file that makes the engine panic is named; those beside it come back with the same counts", async () => {
      const sitting = await sit();
      const { page } = sitting;
      await drop(page, [good[0], { name: "bad.lockscope-panic", buffer: "lockscope: panic now" }, good[1]]);
      await page.waitForSelector("html[data-engine='2']");
      const banner = page.locator(".banner[role=alert]");
      await banner.waitFor();
      assert.match(flat(await banner.innerText()), /The engine stopped and was started anew\. .*bad\.lockscope-panic.*recovery self-test/);
      await goodFilesAreThere(page, 3);
      assert.match(await entry(page, "bad.lockscope-panic"), /not read Reading it stopped the engine .+ Remove$/);
      assert.equal(page.workers().length, 1);
      await banner.getByRole("button", { name: "Put this away" }).click();
      await banner.waitFor({ state: "detached" });
      await leave(sitting);
    });

    test("a panic later on leaves what was open, and the page goes on working", async () => {
      const sitting = await sit();
      const { page } = sitting;
      await drop(page, good);
      await goodFilesAreThere(page, 2);
      for (const round of [1, 2]) {
        await drop(page, { name: `bad-${round}.lockscope-panic`, buffer: "lockscope: panic now\n" });
        await page.waitForSelector(`html[data-engine='${round + 1}']`);
        await page.locator(".banner[role=alert]", { hasText: `bad-${round}.lockscope-panic` }).waitFor();
        await goodFilesAreThere(page, 2 + round);
      }
      await page.keyboard.press("4");
      await page.locator("article.finding", { hasText: "GPL-2.0-only and Apache-2.0" }).waitFor();
      await page.keyboard.press("3");
      await page.locator("table.inv tbody tr", { hasText: "old-cipher" }).waitFor();
      await leave(sitting);
    });

    test("a file that was unticked is unticked still after a panic", async () => {
      const sitting = await sit();
      const { page } = sitting;
      await drop(page, good);
      await goodFilesAreThere(page, 2);
      await page.getByRole("checkbox", { name: "Count signer.cdx.json" }).uncheck();
      await until(async () => (await status(page)) === "8 components from 1 of 2 files", "the tick does nothing");
      await drop(page, { name: "bad.lockscope-panic", buffer: "lockscope: panic now" });
      await page.waitForSelector("html[data-engine='2']");
      await until(async () => (await status(page)) === "8 components from 1 of 3 files", async () => `after the panic: "${await status(page)}"`);
      assert.equal(await page.getByRole("checkbox", { name: "Count signer.cdx.json" }).isChecked(), false);
      await leave(sitting);
    });

    test("the text alone, or the ending alone, stops nothing", async () => {
      const sitting = await sit();
      const { page } = sitting;
      await drop(page, [...good, { name: "note.txt", buffer: "lockscope: panic now" }, { name: "x.lockscope-panic", buffer: "harmless" }]);
      await goodFilesAreThere(page, 4);
      assert.equal(await page.getAttribute("html", "data-engine"), "1");
      assert.equal(await page.locator(".banner[role=alert]").count(), 0);
      await leave(sitting);
    });
  });
}

test("a long read shows how far it is and can be stopped; the other files stay", async () => {
  const { page, context } = await open(browser, fileAddress, { context: { viewport: { width: 1440, height: 900 }, offline: true } });
  await running(page);
  await drop(page, good);
  await goodFilesAreThere(page, 2);
  // The size that takes several seconds here; the page answers meanwhile.
  const text = largeLock(60_000, 4);
  const panel = page.locator(".progress.floating");
  // Pressed by the page itself as soon as it is there: reading may be over before a press from outside arrives.
  await page.evaluate(() => {
    const press = (_, watcher) => {
      const button = document.querySelector(".progress.floating button");
      if (!button) return;
      watcher.disconnect();
      window.told = document.querySelector(".progress.floating").innerText;
      button.click();
    };
    new MutationObserver(press).observe(document.body, { childList: true, subtree: true });
  });
  await drop(page, { name: "huge-lock.json", buffer: text });
  const told = await until(() => page.evaluate(() => window.told), "nothing is said of a long read", 10_000);
  assert.match(flat(told), /(Reading huge-lock\.json|Building the graph|Judging licences) \d+ % Cancel/);
  await page.waitForSelector("html[data-engine='2']");
  await until(async () => /not read Reading was stopped Drop it again to read it/.test(await entry(page, "huge-lock.json")), async () => `the stopped file says "${await entry(page, "huge-lock.json")}"`);
  await goodFilesAreThere(page, 3);
  await panel.waitFor({ state: "detached" });
  assert.equal(await page.getAttribute("html", "data-state"), "running");
  await context.close();
});
