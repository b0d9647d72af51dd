// "Save this page" gives a file that is Lockscope again: opened from disk, it starts, reads a file and asks for nothing.
import test from "node:test";
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { choose, fileAddress, launch, open, outward, running, saved, says } from "./support.mjs";

test("the saved page is the page", async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), "lockscope-"));
  const browser = await launch();
  t.after(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });
  const first = await open(browser, fileAddress);
  await running(first.page);
  await first.page.getByRole("button", { name: "About this file" }).click();
  const { name, bytes } = await saved(first.page, () => first.page.getByRole("button", { name: "Save this page…" }).click());
  assert.equal(name, "lockscope.html");
  const copy = path.join(folder, name);
  await writeFile(copy, bytes);
  const again = await open(browser, pathToFileURL(copy).href, { context: { offline: true } });
  await running(again.page);
  await choose(again.page, { name: "Cargo.lock", buffer: 'version = 4\n\n[[package]]\nname = "oak"\nversion = "1.0.0"\n' });
  await says(again.page, "1 component from 1 file");
  assert.deepEqual(again.seen.errors, []);
  assert.deepEqual(again.seen.violations, []);
  assert.deepEqual(outward(again.seen.requests).slice(1), []);
});
