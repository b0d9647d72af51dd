// A workspace is saved, the page reloaded, the file dropped: all is as it was. A broken one says where. Copies without internal
// names hold none. One component stands on one page, by keyboard, copied and printed. `docs/workspace.md`, `docs/evaluation.md`
// and `docs/sbom.md` tell the same with pictures.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { inflateRawSync } from "node:zlib";
import { cargoLock, clashingLock, cycloneDx, packageLock, zip } from "./fixtures.mjs";
import { closeClean, drop, fileAddress, judgeForShipping, launch, open, outward, running, saved, says, serveDist, until } from "./support.mjs";

let browser, server;
before(async () => {
  browser = await launch();
  server = await serveDist();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const flat = (text) => text.replace(/\s+/g, " ").trim();
const files = [
  { name: "package-lock.json", buffer: clashingLock },
  { name: "signer.cdx.json", buffer: cycloneDx },
  { name: "Cargo.lock", buffer: cargoLock },
];
const tab = (page, name) => page.locator("nav.tabs button", { hasText: name });
const select = (page, label) => page.locator(".toolbar label.select-label", { has: page.getByText(label, { exact: true }) }).locator("select");
const status = (page) => page.locator("footer.status").innerText();
const gone = (page) => page.locator("dialog").waitFor({ state: "detached" });

async function sit(dropped = files) {
  const sitting = await open(browser, fileAddress, { context: { viewport: { width: 1440, height: 900 }, offline: true } });
  await running(sitting.page);
  await drop(sitting.page, dropped);
  await sitting.page.getByRole("heading", { name: "Licences by verdict" }).waitFor({ timeout: 30_000 });
  return sitting;
}

/** Runs a command by its words. */
async function command(page, words) {
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog", { name: "Commands" }).waitFor();
  await page.getByLabel("Command", { exact: true }).fill(words);
  await page.keyboard.press("Enter");
}

async function saveDialog(page) {
  await command(page, "Save…");
  const dialog = page.getByRole("dialog", { name: "Save" });
  await dialog.waitFor();
  return dialog;
}

async function find(page, words) {
  await page.keyboard.press("/");
  await page.keyboard.type(words);
  await page.locator("#hits [role=option]").first().waitFor();
  await page.keyboard.press("Enter");
  await page.locator("#inspector").waitFor();
}

async function decide(page) {
  await page.locator("#inspector").getByRole("button", { name: "Decide…" }).click();
  const dialog = page.getByRole("dialog", { name: "Decide" });
  await dialog.getByRole("radio", { name: /^Correct/ }).click();
  await dialog.getByLabel("SPDX expression").fill("LGPL-2.1-only");
  await dialog.getByLabel("Decided by").fill("licence desk");
  await dialog.getByLabel("Comment").fill("Asked its authors");
  await dialog.getByRole("button", { name: "Decide", exact: true }).click();
  await gone(page);
}

/** Everything that has to be the same again. */
async function told(page) {
  await tab(page, "Overview").click();
  await page.locator(".stat").first().waitFor();
  // Some figures come a moment after the others.
  let stats = [];
  await until(async () => {
    const before = stats;
    stats = (await page.locator(".stat").allInnerTexts()).map(flat);
    await page.waitForTimeout(250);
    return stats.length > 0 && stats.join() === before.join();
  }, "the figures keep changing");
  const ticks = await page.locator("ul.files li.file").evaluateAll((entries) => entries.map((entry) => [entry.querySelector(".trunc").textContent, entry.querySelector("input")?.checked ?? null]));
  const context = flat(await page.locator("button.context").innerText());
  await tab(page, "Licences").click();
  await page.locator(".toolbar .seg").first().getByRole("button", { name: "Decisions", exact: true }).click();
  await page.locator("table.decisions").waitFor();
  const decisions = flat(await page.locator("table.decisions").innerText());
  return { stats, ticks, context, decisions, status: flat(await status(page)) };
}

/** A sitting with a decision, a context, an unticked file and a view, saved. */
async function workspace() {
  const sitting = await sit();
  const { page } = sitting;
  await page.getByRole("checkbox", { name: "Count Cargo.lock" }).uncheck();
  await until(async () => /2 of 3 files/.test(await status(page)), () => status(page));
  await judgeForShipping(page);
  await find(page, "old-cipher");
  await decide(page);
  const before = await told(page);
  await tab(page, "Inventory").click();
  await page.getByLabel("Query", { exact: true }).fill("license:MIT*");
  // What is written is asked for after a pause: only then does the session know it.
  await until(async () => {
    const [fit, all] = (await page.locator(".queryline .shown").innerText()).match(/\d+/g);
    return fit !== all;
  }, "the query is not asked");
  await tab(page, "Graph").click();
  await page.locator("canvas.graph").waitFor();
  await select(page, "Layout").selectOption("map");
  await select(page, "Colour").selectOption("depth");
  await until(async () => /old-cipher/.test(await page.locator("#inspector").innerText()), "nothing is selected");
  const dialog = await saveDialog(page);
  const file = await saved(page, () => dialog.getByRole("button", { name: "Save workspace" }).click());
  await page.keyboard.press("Escape");
  await gone(page);
  return { sitting, before, file };
}

describe("a saved workspace", () => {
  test("is dropped after a reload, and figures, ticks, decisions and view are as they were", async () => {
    const { sitting, before, file } = await workspace();
    const { page } = sitting;
    assert.equal(file.name, "workspace.lockscope.json");
    const written = JSON.parse(file.bytes);
    assert.equal(written.schema, "lockscope-workspace/1");
    assert.deepEqual(written.files.map(({ name, included }) => [name, included]), [["Cargo.lock", false], ["package-lock.json", true], ["signer.cdx.json", true]]);
    assert.equal(inflateRawSync(Buffer.from(written.files[2].content, "base64")).toString(), cycloneDx);
    assert.equal(written.record.decisions.length, 1);

    await page.reload();
    await running(page);
    assert.equal(await page.locator("ul.files").count(), 0, "a reload forgets");
    await drop(page, { name: "any-name.json", buffer: file.bytes });
    await says(page, /any-name\.json opened as it was saved: 3 files, 1 decision/);
    await page.locator("canvas.graph").waitFor();
    assert.equal(await select(page, "Layout").inputValue(), "map");
    assert.equal(await select(page, "Colour").inputValue(), "depth");
    await until(async () => /old-cipher/.test(await page.locator("#inspector").innerText()), "the selection is not back");
    // Saved again at once it is the same file.
    const dialog = await saveDialog(page);
    const again = await saved(page, () => dialog.getByRole("button", { name: "Save workspace" }).click());
    assert.deepEqual(JSON.parse(again.bytes), written);
    await page.keyboard.press("Escape");
    await gone(page);
    await tab(page, "Inventory").click();
    assert.equal(await page.getByLabel("Query", { exact: true }).inputValue(), "license:MIT*");
    assert.deepEqual(await told(page), before);
    // Files that came out of a workspace are files as any others.
    await page.getByRole("checkbox", { name: "Count Cargo.lock" }).check();
    await until(async () => /from 3 files/.test(await status(page)), () => status(page));
    const { requests, errors, violations } = sitting.seen;
    assert.deepEqual([outward(requests).filter((url) => url !== fileAddress), errors, violations], [[], [], []]);
    await sitting.context.close();
  });

  test("that is broken says where, and what is loaded stays", async () => {
    const { sitting, file } = await workspace();
    await closeClean(sitting, fileAddress);
    const text = file.bytes.toString();
    const wrong = JSON.parse(text);
    wrong.files[2].sha256 = "0".repeat(64);
    const broken = [
      ["cut.json", text.slice(0, -60), /cut off.*line \d+, column \d+/],
      ["changed.json", JSON.stringify(wrong), /signer\.cdx\.json.*SHA-256.*files\[2\]\.sha256/],
      ["later.json", text.replace("lockscope-workspace/1", "lockscope-workspace/9"), /lockscope-workspace\/9.*schema/],
    ];
    const other = await sit([{ name: "Cargo.lock", buffer: cargoLock }]);
    const { page } = other;
    for (const [name, buffer, reason] of broken) {
      await drop(page, { name, buffer });
      const entry = page.locator("ul.files li.broken", { hasText: name });
      await entry.waitFor();
      assert.match(flat(await entry.innerText()), reason);
    }
    assert.match(await status(page), /2 components from 1 of 4 files/);
    assert.equal(await page.getByRole("dialog").count(), 0);
    await closeClean(other, fileAddress);
  });

  test("beside other files asks: in place of them, or added to them", async () => {
    const { sitting, before, file } = await workspace();
    await closeClean(sitting, fileAddress);
    const other = await sit([{ name: "go.sum", buffer: "registry.example/a v1.0.0 h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n" }, { name: "own-lock.json", buffer: packageLock("own", ["oak"], { oak: { license: "MIT" } }) }]);
    const { page } = other;
    const dialog = page.getByRole("dialog", { name: "Open a saved workspace" });
    await drop(page, { name: "w.json", buffer: file.bytes });
    await dialog.waitFor();
    assert.match(flat(await dialog.innerText()), /w\.json holds 3 files and 1 decision/);
    await page.keyboard.press("Escape");
    await gone(page);
    assert.match(await status(page), /from 2 files|1 of 2 files/);

    const context = flat(await page.locator("button.context").innerText());
    await drop(page, { name: "w.json", buffer: file.bytes });
    await dialog.getByRole("button", { name: "Add its files and decisions" }).click();
    await until(async () => (await page.locator("ul.files li.file").count()) === 5, "its files are not there");
    await until(async () => /4 of 5 files/.test(await status(page)), () => status(page));
    assert.equal(flat(await page.locator("button.context").innerText()), context);
    assert.equal(await page.getByRole("checkbox", { name: "Count Cargo.lock" }).isChecked(), false);

    await drop(page, { name: "w.json", buffer: file.bytes });
    await dialog.getByRole("button", { name: "Open in place of what is loaded" }).click();
    await until(async () => /2 of 3 files/.test(await status(page)), () => status(page));
    assert.equal(await page.locator("ul.files li.file").count(), 3);
    await page.locator("canvas.graph").waitFor();
    assert.equal(flat(await page.locator("button.context").innerText()), before.context);
    await closeClean(other, fileAddress);
  });
});

describe("replacing internal names", () => {
  const secret = ["harbour", "acme", "quayside", "lighthouse"];
  const lock = packageLock("harbour-desk", ["@acme/ui", "left-pad"], { "@acme/ui": { license: "GPL-2.0-only" }, "left-pad": { license: "MIT" } }).replaceAll("registry.example/@acme", "git.lighthouse.example/@acme");
  /** The text of a saved file; of a workbook, that of the files in it. */
  const textOf = ({ name, bytes }) => {
    if (!name.endsWith(".xlsx")) return `${name}\n${bytes}`;
    let [text, at] = ["", 0];
    while (bytes.readUInt32LE(at) === 0x04034b50) {
      const [size, length, extra] = [bytes.readUInt32LE(at + 18), bytes.readUInt16LE(at + 26), bytes.readUInt16LE(at + 28)];
      const start = at + 30 + length + extra;
      text += inflateRawSync(bytes.subarray(start, start + size));
      at = start + size;
    }
    return text;
  };
  const named = (file) => secret.filter((word) => textOf(file).toLowerCase().includes(word));

  test("leaves none in any file of the dialog, nor in those of the inventory and the graph", async () => {
    const sitting = await sit([{ name: "quayside/package-lock.json", buffer: lock }, { name: "quayside/signer.cdx.json", buffer: cycloneDx }]);
    const { page } = sitting;
    const dialog = await saveDialog(page);
    const buttons = dialog.locator(".save-part button:not([disabled])");
    const plain = await saved(page, () => dialog.locator(".save-part", { hasText: "Inventory" }).getByRole("button", { name: "CSV" }).click());
    assert.deepEqual(named(plain), ["harbour", "acme", "quayside"]);

    await dialog.getByRole("checkbox", { name: /Replace internal names/ }).check();
    await dialog.getByLabel(/Also internal/).fill("@acme git.lighthouse.example, com.nobody");
    await dialog.getByText("Nothing here lies under com.nobody").waitFor();
    await dialog.locator("summary").click();
    assert.match(flat(await dialog.locator("details").innerText()), /@acme\/ui internal-\d harbour-desk internal-\d/);
    assert.equal(await dialog.getByRole("button", { name: "Save workspace" }).isDisabled(), true);
    const count = await buttons.count();
    assert.ok(count > 20, `${count} files to save`);
    for (let position = 0; position < count; position++) {
      const file = await saved(page, () => buttons.nth(position).click());
      assert.match(file.name, /^redacted-/);
      assert.deepEqual(named(file), [], file.name);
      // Of some thirty files that are saved in quick succession Chromium may drop one.
      await page.waitForTimeout(250);
    }
    await page.keyboard.press("Escape");
    await gone(page);
    await page.getByRole("button", { name: "Internal names are replaced in what is saved" }).waitFor();

    await tab(page, "Inventory").click();
    for (const words of [/^Export these/, "As a workbook"]) {
      const file = await saved(page, () => page.getByRole("button", { name: words }).click());
      assert.deepEqual(named(file), [], file.name);
      assert.ok(textOf(file).includes("left-pad"), "third parties keep their names");
    }
    await tab(page, "Graph").click();
    await page.locator("canvas.graph").waitFor();
    assert.deepEqual(named(await saved(page, () => page.getByRole("button", { name: "Save as SVG" }).click())), []);
    await page.getByRole("button", { name: "PNG", exact: true }).click();
    await says(page, /Not saved: names would stay in it/);

    // Off again, and remembered by nobody: a reload begins without.
    await (await saveDialog(page)).getByRole("checkbox", { name: /Replace internal names/ }).uncheck();
    assert.deepEqual(named(await saved(page, () => dialog.locator(".save-part", { hasText: "Inventory" }).getByRole("button", { name: "CSV" }).click())), ["harbour", "acme", "quayside"]);
    assert.equal(await page.evaluate((words) => words.some((word) => JSON.stringify({ ...localStorage }).toLowerCase().includes(word)), secret), false);
    await closeClean(sitting, fileAddress);
  });
});

describe("a component on one page", () => {
  const osv = (id, name, versions) => JSON.stringify({ schema_version: "1.6.0", id, modified: "2026-05-01T00:00:00Z", summary: `${name} leaks`, affected: [{ package: { ecosystem: "npm", name }, versions }] });
  const database = zip([["GHSA-1.json", osv("GHSA-1", "route-core", ["2.0.1"])], ["GHSA-2.json", osv("GHSA-2", "kettle", ["1.0.0"])]]);
  const page_ = (page) => page.getByRole("dialog", { name: "A component on one page" });
  const section = (page, name) => page_(page).locator(".ev-section", { has: page.getByRole("heading", { name, exact: true }) });

  test("is opened by keyboard, leads to texts and decisions and back, and is copied", async () => {
    const sitting = await open(browser, server.address, { context: { viewport: { width: 1440, height: 900 } } });
    await sitting.context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const { page } = sitting;
    await running(page);
    await drop(page, files);
    await page.getByRole("heading", { name: "Licences by verdict" }).waitFor();
    await find(page, "web-frame");
    await page.getByRole("button", { name: "Judge it" }).focus();
    await page.keyboard.press("Enter");
    await section(page, "What it brings").waitFor();
    const brings = flat(await section(page, "What it brings").innerText());
    assert.match(brings, /It brings 2 components that nothing else needs/);
    assert.match(brings, /route-core/);
    assert.match(brings, /old-cipher/);
    assert.match(flat(await section(page, "Where it stands").innerText()), /direct dependency: 1 step/);
    assert.match(flat(await section(page, "Known vulnerabilities").innerText()), /Not checked: No database of vulnerabilities was dropped/);
    assert.match(flat(await section(page, "Where it already is").innerText()), /Used by 1 of \d projects?.*Files: package-lock\.json/);

    const text = section(page, "Licence").getByRole("button", { name: "Text of MIT" });
    await text.focus();
    await page.keyboard.press("Enter");
    await page.locator("pre.license-text").first().waitFor({ timeout: 30_000 });
    await page.keyboard.press("Escape");
    await section(page, "What it brings").waitFor();
    await page_(page).getByRole("button", { name: "Decide…" }).click();
    await page.getByRole("dialog", { name: "Decide" }).waitFor();
    await page.keyboard.press("Escape");
    await section(page, "What it brings").waitFor();

    await page_(page).getByRole("button", { name: "Copy as Markdown" }).focus();
    await page.keyboard.press("Enter");
    await says(page, "Copied");
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(copied, /^## `web-frame 4\.2\.0`/);
    assert.match(copied, /\*\*Known vulnerabilities\*\*: `Not checked/);

    await page_(page).getByRole("button", { name: "route-core" }).first().click();
    await until(async () => /^route-core/.test(flat(await page_(page).locator(".ev-head h3").innerText())), "the page of what it brings does not open");
    await page_(page).getByRole("button", { name: "Show in the graph" }).click();
    await gone(page);
    await page.locator("canvas.graph").waitFor();
    await closeClean(sitting, server.address);
  });

  test("says affected, not affected by which data, and not checked, each by itself; the numbers lead on", async () => {
    const sitting = await sit();
    const { page } = sitting;
    await drop(page, { name: "all.zip", buffer: database });
    await until(async () => /from 4 files/.test(await status(page)), () => status(page));
    for (const [name, words, look] of [
      ["route-core", /Affected by 1 vulnerability.*GHSA-1/, "found"],
      ["tiny-log", /Not affected by all\.zip of 2026-05-01/, "nothing-found"],
      ["byte-vault", /Not checked: The data is not about its ecosystem/, "not-checked"],
    ]) {
      await find(page, name);
      await command(page, "Judge the selection");
      const found = section(page, "Known vulnerabilities");
      await found.waitFor();
      assert.match(flat(await found.innerText()), words);
      assert.equal(await found.locator(`.ev-answer.${look}`).count(), 1, name);
      await page.keyboard.press("Escape");
      await gone(page);
    }
    await command(page, "Judge the selection");
    await page_(page).locator(".ev-stat", { hasText: /^Duties/ }).click();
    await gone(page);
    await page.getByRole("heading", { name: "Must ship with it" }).first().waitFor();
    await closeClean(sitting, fileAddress);
  });

  test("is printed alone", async () => {
    const sitting = await sit();
    const { page } = sitting;
    await find(page, "web-frame");
    await page.getByRole("button", { name: "Judge it" }).click();
    await section(page, "Licence").waitFor();
    await page.evaluate(() => (window.print = () => (window.wasPrinted = true)));
    await page_(page).getByRole("button", { name: "Print" }).click();
    assert.equal(await page.evaluate(() => window.wasPrinted), true);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator(".app").isVisible(), false);
    assert.equal(await section(page, "Where it already is").isVisible(), true);
    assert.equal(await page_(page).getByRole("button", { name: "Print" }).isVisible(), false);
    const box = await page_(page).boundingBox();
    const inside = await section(page, "Where it already is").boundingBox();
    assert.ok(inside.y + inside.height <= box.y + box.height + 1, "a part is cut off");
    await page.emulateMedia({ media: "screen" });
    await closeClean(sitting, fileAddress);
  });
});

describe("the report as one file", () => {
  test("is read with scripts off, light and dark, and prints", async () => {
    const sitting = await sit();
    const dialog = await saveDialog(sitting.page);
    const report = await saved(sitting.page, () => dialog.locator(".save-part", { hasText: "Figures, findings" }).getByRole("button", { name: "HTML" }).click());
    await closeClean(sitting, fileAddress);
    const grounds = new Set();
    for (const colorScheme of ["light", "dark"]) {
      const context = await browser.newContext({ javaScriptEnabled: false, colorScheme, offline: true });
      const page = await context.newPage();
      const requests = [];
      context.on("request", (request) => requests.push(request.url()));
      await page.setContent(report.bytes.toString());
      const text = await page.locator("body").innerText();
      for (const words of ["Findings", "old-cipher", "GPL-2.0-only", "Components", "SHA-256", "Information, not legal advice"]) assert.ok(text.includes(words), words);
      grounds.add(await page.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor + getComputedStyle(body).color));
      assert.ok((await page.pdf()).length > 5_000, "nothing is printed");
      assert.deepEqual(outward(requests).filter((url) => url !== "about:blank"), []);
      await context.close();
    }
    assert.equal(grounds.size, 2, "light and dark look the same");
  });
});
