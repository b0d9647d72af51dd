// A file of every class that means harm, one after the other in one page: each is read or refused, nothing runs, the engine
// stays the same one, and the next good file opens. The files are those of `cargo xtask hostile`.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { choose, dist, launch, open, outward, root, running, serveDist, until } from "./support.mjs";

let browser, server, folder;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "lockscope-hostile-"));
  execFileSync("cargo", ["xtask", "hostile", folder], { cwd: root, stdio: "ignore" });
  browser = await launch();
  server = await serveDist();
});
after(async () => {
  await browser?.close();
  await server?.close();
  if (folder) await rm(folder, { recursive: true });
});

/** Three files of a class: the first, the middle, the last. */
async function sample(name) {
  const titles = (await readdir(path.join(folder, name))).sort();
  const chosen = [...new Set([0, Math.floor(titles.length / 2), titles.length - 1])].map((at) => titles[at]);
  const file = async (title) => {
    const [file] = await readdir(path.join(folder, name, title));
    return { title: `${name}/${title}`, file: path.join(folder, name, title, file) };
  };
  return Promise.all(chosen.map(file));
}

const entries = (page) => page.locator("ul.files > li.file");

test("one page survives a sample of every class, and opens the next good file", async () => {
  const { page, context, seen } = await open(browser, server.address);
  await running(page);
  await page.evaluate(() => {
    window.blocked = [];
    new PerformanceObserver((list) => window.blocked.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: "longtask" });
  });
  const slow = [];
  const names = (await readdir(folder)).filter((name) => name !== "expected.txt").sort();
  assert.ok(names.length >= 20);
  for (const name of names) {
    for (const { title, file } of await sample(name)) {
      // From disk: bytes handed to the page by the test would block it themselves.
      await choose(page, file);
      await page.waitForTimeout(300);
      await until(async () => (await page.locator(".progress").count()) === 0, `${title} is still being read`, 60_000);
      assert.equal(await page.getAttribute("html", "data-state"), "running", title);
      assert.equal(await page.getAttribute("html", "data-engine"), "1", `${title} ended the engine`);
      const longest = await page.evaluate(() => Math.max(0, ...window.blocked.splice(0)));
      if (longest > 100) slow.push(`${title} ${Math.round(longest)} ms`);
      // Taken out again, so that what is measured is one file and not all of them.
      await page.evaluate(() => document.querySelectorAll("li.file:not(.inside) button[aria-label^='Remove ']").forEach((button) => button.click()));
    }
  }
  const before = await entries(page).count();
  await choose(page, { name: "Cargo.lock", buffer: 'version = 4\n\n[[package]]\nname = "last-and-good"\nversion = "1.0.0"\n' });
  await until(async () => (await entries(page).count()) > before, "the last file is not there", 60_000);
  assert.equal(await page.evaluate(() => window.ran), undefined);
  assert.deepEqual(seen.violations, []);
  assert.deepEqual(outward(seen.requests), [server.address]);
  console.log(`# the page was blocked for more than 100 ms by: ${slow.join(", ") || "none"}`);
  await context.close();
});

test("the page opens its own list of components", async () => {
  const list = path.join(dist, "lockscope.cdx.json");
  assert.ok((await stat(list)).size > 1_000);
  const { page, context } = await open(browser, server.address);
  await running(page);
  await choose(page, list);
  const entry = entries(page).filter({ hasText: "CycloneDX JSON 1.6" });
  await entry.waitFor({ timeout: 30_000 });
  const components = Number((await entry.innerText()).match(/([\d,]+) components/)[1].replace(",", ""));
  assert.ok(components > 30, `${components} components`);
  await context.close();
});
