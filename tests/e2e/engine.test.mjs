// The page and its engine: both come up, over http and from disk, and the page outlives its engine.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { choose, fileAddress, launch, open, running, says, serveDist } from "./support.mjs";

let browser, server;
before(async () => {
  browser = await launch();
  server = await serveDist();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

for (const place of ["http", "file"]) {
  const address = () => (place === "http" ? server.address : fileAddress);

  describe(`over ${place}`, () => {
    test("the page comes up without a complaint, with an engine of its own", async () => {
      const { page, context, seen } = await open(browser, address());
      await running(page);
      await page.waitForSelector("html[data-engine='1']");
      assert.equal(page.workers().length, 1);
      assert.match(page.workers()[0].url(), /^blob:/);
      assert.deepEqual(seen.errors, []);
      assert.deepEqual(seen.violations, []);
      await context.close();
    });

    test("an engine that panics is named with its file and replaced; the other file is read", async () => {
      const { page, context } = await open(browser, address());
      await running(page);
      await choose(page, [
        { name: "Cargo.lock", buffer: "version = 4\n" },
        { name: "bad.lockscope-panic", buffer: "lockscope: panic now\n" },
      ]);
      await page.waitForSelector("html[data-engine='2']");
      await says(page, "bad.lockscope-panic");
      await says(page, "Cargo.lock");
      assert.equal(page.workers().length, 1);
      assert.equal(await page.getAttribute("html", "data-state"), "running");
      await context.close();
    });
  });
}

describe("when the page cannot go on", () => {
  test("a trap shows the recovery panel with its reason and a way to reload", async () => {
    const { page, context } = await open(browser, fileAddress);
    await running(page);
    await page.evaluate(() => void setTimeout(() => dispatchEvent(new CustomEvent("lockscope-self-test", { detail: "trap now" }))));
    const panel = page.getByRole("alert");
    await panel.waitFor();
    assert.match(await panel.innerText(), /call stack|recursion|out of bounds/i);
    await page.evaluate(() => lockscope.recover("a second reason"));
    assert.doesNotMatch(await panel.innerText(), /second reason/);
    await panel.getByRole("button", { name: "Reload the page" }).click();
    await running(page);
    await context.close();
  });
});
