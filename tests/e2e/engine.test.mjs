// The page and its engine: both come up, from http and from disk, and the page outlives its engine.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { choose, fileAddress, launch, open, running, serveDist } from "./support.mjs";

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
      await page.waitForFunction(() => document.querySelector(".heard")?.textContent.includes("Ready"));
      assert.equal(page.workers().length, 1);
      assert.match(page.workers()[0].url(), /^blob:/);
      assert.deepEqual(seen.errors, []);
      assert.deepEqual(seen.violations, []);
      await context.close();
    });

    test("a file is read in the engine", async () => {
      const { page, context } = await open(browser, address());
      await running(page);
      await choose(page, { name: "Cargo.lock", buffer: "version = 4\n" });
      await page.waitForFunction(() => document.querySelector(".heard")?.textContent.includes("Cargo.lock"));
      await context.close();
    });

    test("an engine that panics is named with its file and replaced", async () => {
      const { page, context } = await open(browser, address());
      await running(page);
      await choose(page, [
        { name: "good.lock", buffer: "version = 4\n" },
        { name: "bad.lockscope-panic", buffer: "lockscope: panic now\n" },
      ]);
      const heard = (words) =>
        page.waitForFunction((words) => window.log?.some((line) => line.includes(words)), words, { timeout: 20_000 });
      await heard("recovery self-test");
      await heard("good.lock");
      assert.equal(page.workers().length, 1);
      await context.close();
    });
  });
}
