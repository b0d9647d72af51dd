// Real drops, made by the browser's own input: files and a folder, over http and from disk. A drop event made
// by a script carries no entries and would prove nothing here.
import test from "node:test";
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileAddress, launch, open, outward, running, says, serveDist } from "./support.mjs";

const lock = (name) =>
  JSON.stringify({
    name,
    version: "1.0.0",
    lockfileVersion: 3,
    packages: { "": { name, version: "1.0.0", dependencies: { oak: "^1.0.0" } }, "node_modules/oak": { version: "1.2.0", license: "MIT" } },
  });

async function drop(page, paths) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await session.send("Input.dispatchDragEvent", { type, x: 200, y: 200, data });
  }
}

for (const [where, start] of [
  ["http", async () => serveDist()],
  ["disk", async () => ({ address: fileAddress, close: async () => {} })],
]) {
  test(`dropped files and folders are read (${where})`, async (t) => {
    const folder = await mkdtemp(path.join(tmpdir(), "lockscope-"));
    t.after(() => rm(folder, { recursive: true }));
    await writeFile(path.join(folder, "package-lock.json"), lock("single"));
    await mkdir(path.join(folder, "tree/inner/node_modules/x"), { recursive: true });
    await writeFile(path.join(folder, "tree/inner/package-lock.json"), lock("nested"));
    await writeFile(path.join(folder, "tree/inner/notes.txt"), "not a lockfile");
    await writeFile(path.join(folder, "tree/inner/node_modules/x/package-lock.json"), lock("installed"));
    const served = await start();
    const browser = await launch();
    t.after(async () => {
      await browser.close();
      await served.close();
    });
    const { page, seen } = await open(browser, served.address);
    await running(page);
    await drop(page, [path.join(folder, "package-lock.json")]);
    await says(page, "2 components from 1 file");
    await drop(page, [path.join(folder, "tree")]);
    await says(page, "from 2 files");
    await says(page, "tree/inner/package-lock.json");
    assert.equal(await page.getByText("installed", { exact: true }).count(), 0, "installed code is not read");
    assert.deepEqual(seen.errors, []);
    assert.deepEqual(outward(seen.requests).slice(1), []);
  });
}
