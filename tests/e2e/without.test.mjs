// What the page is without what it wants: WebAssembly, JavaScript, WebGL, storage, or the newer parts of a browser. Either it
// works all the same, or it says readably what is missing. Pictures go to target/shots.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { clashingLock, largeLock } from "./fixtures.mjs";
import { dist, drop, fileAddress, launch, open, outward, picture, root, running, serveDist, until } from "./support.mjs";

let browser, server;
const shots = path.join(root, "target/shots");
before(async () => {
  await mkdir(shots, { recursive: true });
  browser = await launch();
  server = await serveDist();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const flat = (text) => text.replace(/\s+/g, " ").trim();
const lock = { name: "package-lock.json", buffer: clashingLock };
const shot = (page, name) => page.screenshot({ path: path.join(shots, `without-${name}.png`) });
const visible = async (page) => flat(await page.evaluate(() => document.body.innerText));

async function readsAFile(page) {
  await running(page);
  await drop(page, [lock]);
  await page.getByText("8 components from 1 file").first().waitFor();
}

/** The panel that stands in place of the app. */
async function saysInstead(page, title, words) {
  const panel = page.locator("#recovery");
  await panel.waitFor();
  assert.equal(await panel.getByRole("heading").innerText(), title);
  assert.match(flat(await panel.innerText()), words);
  assert.equal(await panel.getAttribute("role"), "alert");
}

test("without WebAssembly the page says so", async () => {
  const without = await launch(["--js-flags=--jitless"]);
  const { page, seen } = await open(without, fileAddress);
  assert.equal(await page.evaluate(() => typeof WebAssembly), "undefined");
  await saysInstead(page, "Lockscope needs WebAssembly", /policy turns the JavaScript compiler \(JIT\) off.*another browser/);
  assert.deepEqual(seen.violations, []);
  await shot(page, "webassembly");
  await without.close();
});

test("without JavaScript the page says so, and nothing else", async () => {
  const { page, context } = await open(browser, fileAddress, { context: { javaScriptEnabled: false } });
  await page.getByRole("heading", { name: "Lockscope needs JavaScript" }).waitFor();
  // What is said where scripts fail would come after three seconds.
  await page.waitForTimeout(3_500);
  await shot(page, "javascript");
  assert.equal(await page.locator("#boot").isVisible(), false);
  await context.close();
});

test("where the page's scripts do not run, it says so after a moment", async () => {
  const whole = await readFile(path.join(dist, "index.html"), "utf8");
  // One letter more, and the policy refuses the script: what a proxy that rewrites pages does.
  const changed = await serveDist({ pages: { "/index.html": whole.replace('"use strict";\n(() => {', '"use strict"; \n(() => {') } });
  const { page, context, seen } = await open(browser, changed.address);
  await page.locator("#boot").waitFor({ state: "visible", timeout: 10_000 });
  assert.match(await visible(page), /^Lockscope is starting\. If this stays, the browser is too old for the page, or something on the way has changed/);
  assert.ok(seen.violations.some(({ directive }) => directive === "script-src-elem"), JSON.stringify(seen.violations));
  await shot(page, "scripts");
  await context.close();
  await changed.close();
});

test("without WebGL a map is drawn by the 2D canvas, even where WebGL was chosen", async () => {
  const without = await launch(["--disable-gpu", "--disable-3d-apis"]);
  const init = () => localStorage.setItem("lockscope.drawing", "webgl");
  const sitting = await open(without, `${fileAddress}#graph?layout=map`, { init });
  const { page, seen } = sitting;
  assert.equal(await page.evaluate(() => document.createElement("canvas").getContext("webgl2")), null);
  await running(page);
  await drop(page, { name: "package-lock.json", buffer: largeLock(600) });
  await page.locator("canvas.graph").waitFor();
  await until(async () => { const { drawn, colours } = await picture(page); return drawn > 2_000 && colours > 20; }, "nothing is drawn");
  assert.deepEqual(seen.errors, []);
  await shot(page, "webgl");
  await without.close();
});

test("without storage the page works and keeps nothing", async () => {
  // The browser's own switch for cookies and site data, as an administrator or a wary user sets it.
  const profile = await mkdtemp(path.join(tmpdir(), "lockscope-profile-"));
  await mkdir(path.join(profile, "Default"), { recursive: true });
  const preferences = { profile: { default_content_setting_values: { cookies: 2 }, block_third_party_cookies: true } };
  await writeFile(path.join(profile, "Default/Preferences"), JSON.stringify(preferences));
  const { context, page, errors } = await openProfile(profile, server.address);
  assert.match(await page.evaluate(() => { try { return String(localStorage); } catch (fault) { return fault.name; } }), /SecurityError/);
  await readsAFile(page);
  // Settings hold while the page is open, and are not there in the next.
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme ?? "system");
  await page.keyboard.press("1");
  const before = await theme();
  await page.getByRole("button", { name: /^Theme/ }).first().click();
  await until(async () => (await theme()) !== before, "the theme stays");
  await shot(page, "storage");
  await page.reload();
  await running(page);
  assert.equal(await theme(), before);
  assert.deepEqual(errors, []);
  await context.close();
  await rm(profile, { recursive: true });
});

for (const [what, words, init] of [
  ["DecompressionStream", /lacks DecompressionStream\. Chromium 91, Firefox 113, Safari 16\.4/, () => delete window.DecompressionStream],
  ["SIMD", /lacks SIMD in WebAssembly\./, () => {
    WebAssembly.validate = () => false;
    WebAssembly.instantiate = async () => { throw new WebAssembly.CompileError("invalid opcode 0xfd"); };
  }],
]) {
  test(`an older browser, without ${what}, is told what it lacks`, async () => {
    for (const address of [fileAddress, server.address]) {
      const { page, context, seen } = await open(browser, address, { init });
      await saysInstead(page, "Lockscope needs a newer browser", words);
      assert.deepEqual(outward(seen.requests), [address]);
      await shot(page, what.toLowerCase());
      await context.close();
    }
  });
}

test("without Trusted Types, OffscreenCanvas, handles of folders and getHTML the page works", async () => {
  const init = () => {
    for (const name of ["trustedTypes", "OffscreenCanvas", "FinalizationRegistry"]) delete window[name];
    delete DataTransferItem.prototype.getAsFileSystemHandle;
    delete Element.prototype.getHTML;
  };
  // Firefox and Safari before 2025: no Trusted Types, so the policy asks for none.
  const whole = await readFile(path.join(dist, "index.html"), "utf8");
  const older = await serveDist({ pages: { "/index.html": whole.replace("; require-trusted-types-for 'script'; trusted-types lockscope", "") } });
  const { page, context, seen } = await open(browser, older.address, { init });
  await readsAFile(page);
  await page.keyboard.press("2");
  await until(async () => (await picture(page)).drawn > 2_000, "nothing is drawn");
  await page.keyboard.press("1");
  assert.deepEqual(seen.errors, []);
  await shot(page, "older");
  await context.close();
  await older.close();
});

/** A page in a profile of its own, on disk. */
async function openProfile(profile, address) {
  const context = await (await import("playwright-core")).chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--headless=new", "--no-sandbox", "--disable-background-networking", "--no-first-run"],
    ignoreDefaultArgs: ["--headless"],
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const errors = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (fault) => errors.push(String(fault)));
  await page.goto(address);
  return { context, page, errors };
}
