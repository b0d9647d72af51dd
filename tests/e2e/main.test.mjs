// The main job, end to end: files dropped together are read, counted, drawn, searched, explained, judged,
// exported and closed again, over http and from disk with the network off. Each test fails if the page
// asked anything of the network, wrote an error to the console, or broke its policy.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { cargoLock, clashingLock, contextLock, cycloneDx, diamonds, largeLock, packageLock } from "./fixtures.mjs";
import { closeClean, drop, fileAddress, launch, open, picture, running, saved, says, serveDist, until } from "./support.mjs";

let browser, server;
before(async () => {
  browser = await launch();
  server = await serveDist();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const both = [
  { name: "package-lock.json", buffer: clashingLock },
  { name: "signer.cdx.json", buffer: cycloneDx },
];
const shown = (page) => page.locator(".toolbar .shown").innerText();
const number = (text) => Number(text.match(/[\d,]+/)[0].replaceAll(",", ""));
const flat = (text) => text.replace(/\s+/g, " ").trim();
const tab = (page, name) => page.locator("nav.tabs button", { hasText: name });
/** The screen may be drawn a moment before its tab. */
const current = (page, name) => page.locator("nav.tabs [aria-current=page]", { hasText: name }).waitFor();
const stat = (page, title) => page.locator("button.stat", { has: page.getByText(title, { exact: true }) });
const fileEntry = (page, name) => page.locator("ul.files > li.file", { hasText: name });

/** Waits until the graph's line says how many components it shows of how many. */
async function showsComponents(page, here, all) {
  const wanted = new RegExp(`^${here} .*of ${all}$`);
  await until(async () => wanted.test(flat(await shown(page))), async () => `"${flat(await shown(page))}" is not ${wanted}`);
}

/** The picture once it has stopped moving. */
async function settled(page, colour) {
  let last = await picture(page, colour);
  return until(async () => {
    await page.waitForTimeout(120);
    const next = await picture(page, colour);
    const same = next.print === last.print && next.drawn > 0;
    last = next;
    return same && next;
  }, "the picture keeps changing, or stays blank");
}

/** The legend's colour of a lit edge, as the canvas paints it. */
const litColour = (page) =>
  page.evaluate(() => {
    const pen = document.createElement("canvas").getContext("2d");
    pen.fillStyle = getComputedStyle(document.querySelector(".edges-key path.lit")).stroke;
    pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  });

async function find(page, words) {
  await page.keyboard.press("/");
  await page.keyboard.type(words);
  await page.locator("#hits [role=option]").first().waitFor();
  await page.keyboard.press("Enter");
  await page.locator("#inspector").waitFor();
}

/** One row of the open inventory, cell by cell, without its number; null where there is none. */
async function inventoryRow(page, name) {
  const rows = await page.locator("table.inv tbody tr:not(.spacer)").evaluateAll((rows) => rows.map((row) => [...row.cells].slice(1).map((cell) => (cell.querySelector("button") ?? cell).textContent.trim())));
  return rows.find((cells) => cells[1] === name) ?? null;
}

/** The verdict of a component in the open inventory, once it is `wanted`. */
async function verdictBecomes(page, name, wanted) {
  await until(async () => (await inventoryRow(page, name))?.[0] === wanted, async () => `${name} is "${(await inventoryRow(page, name))?.[0]}", not "${wanted}"`);
}

async function judgeFor(page, useCase, outbound) {
  await page.locator("button.context").click();
  const dialog = page.getByRole("dialog", { name: "Judged for" });
  await dialog.waitFor();
  if (useCase) await dialog.getByRole("radio", { name: useCase }).click();
  if (outbound) await dialog.getByLabel("Outbound licence").selectOption(outbound);
  await page.keyboard.press("Escape");
  // By selector: a closed dialog has lost its role before the page has heard of it.
  await page.locator("dialog").waitFor({ state: "detached" });
}

/** Takes a file out; its button shows while the pointer or the focus is on the file. */
async function remove(page, name) {
  await fileEntry(page, name).hover();
  await page.getByRole("button", { name: `Remove ${name}` }).click();
}

/** The fields of one CSV line. */
function fields(line) {
  return [...line.matchAll(/"((?:[^"]|"")*)"/g)].map((match) => match[1].replaceAll('""', '"'));
}

test("the check at the end of each test finds a request, an error and a refusal", async () => {
  const sitting = await open(browser, server.address);
  await running(sitting.page);
  await sitting.page.evaluate(() => fetch("/x").catch(() => {}));
  await until(() => sitting.seen.violations.length, "the refusal is not heard of");
  await assert.rejects(closeClean(sitting, server.address), /not clean.*connect-src/s);
  const empty = await open(browser, `${server.address}nowhere`);
  await assert.rejects(closeClean(empty, server.address), /nowhere/);
});

for (const place of ["http", "file"]) {
  const address = () => (place === "http" ? server.address : fileAddress);

  /** Opens the page, cuts the network, drops files and waits until they are read. */
  async function sit(files, { view = "overview" } = {}) {
    const options = { viewport: { width: 1440, height: 900 }, offline: place === "file" };
    const sitting = await open(browser, address(), { context: options });
    await running(sitting.page);
    await sitting.context.setOffline(true);
    if (files) {
      await drop(sitting.page, files);
      await sitting.page.getByRole("heading", { name: "Licences by verdict" }).waitFor({ timeout: 30_000 });
      if (view === "graph") await sitting.page.keyboard.press("2").then(() => sitting.page.locator("canvas.graph").waitFor());
      if (view === "inventory") await sitting.page.keyboard.press("3").then(() => sitting.page.locator("table.inv tbody tr").first().waitFor());
      if (view === "licences") await sitting.page.keyboard.press("4").then(() => sitting.page.locator(".lic-grid").waitFor());
    }
    return sitting;
  }

  describe(`over ${place}`, { concurrency: 1 }, () => {
    test("two files dropped together stand in the rail with format and counts; the overview adds them up", async () => {
      const sitting = await sit(both);
      const { page } = sitting;
      assert.equal(await page.locator("ul.files > li.file").count(), 2);
      assert.match(flat(await fileEntry(page, "package-lock.json").innerText()), /npm lockfile 3 8 components, 1 root 9 dependencies/);
      assert.match(flat(await fileEntry(page, "signer.cdx.json").innerText()), /CycloneDX JSON 1\.5 4 components, 1 root 3 dependencies/);
      assert.match(flat(await page.locator("ul.rootlist").innerText()), /harbour-desk 1\.0\.0 3 direct signer 3\.0\.0 2 direct/);
      assert.equal(flat(await stat(page, "components").innerText()), "12 components 5 direct · 5 transitive");
      assert.equal(flat(await stat(page, "dependencies").innerText()), "12 dependencies 2 roots");
      assert.equal(flat(await stat(page, "conflict").innerText()), "1 conflict at 1 place to fix");
      assert.equal(flat(await page.locator(".bandkey").innerText()), "allowed 7 with duties 1 needs review 0 conflict 2 no source states this 0 unknown 0 not shipped 0");
      assert.match(flat(await page.locator("table.asks").innerText()), /1 conflict GPL-2\.0-only and Apache-2\.0 cannot be in one shipped work/);
      assert.match(flat(await page.locator("footer.status").innerText()), /^12 components from 2 files .*Information, not legal advice/);
      await closeClean(sitting, address());
    });

    test("a number of the overview opens as many rows as it says", async () => {
      const sitting = await sit(both);
      const { page } = sitting;
      for (const verdict of ["allowed", "with duties", "conflict"]) {
        const key = page.locator(".bandkey button", { hasText: verdict });
        const said = number((await key.innerText()).replace(verdict, ""));
        await key.click();
        await page.locator("table.inv").waitFor();
        assert.match(await page.inputValue("#query"), /^verdict:/);
        const line = async () => flat(await page.locator(".queryline .shown").innerText());
        await until(async () => (await line()) === `${said} of 12 components`, async () => `${verdict} ${said} opens "${await line()}"`, 3000);
        await page.keyboard.press("1");
        await page.locator(".bandkey").waitFor();
      }
      await closeClean(sitting, address());
    });

    test("the graph is drawn, and search leads to a component with its licence, its reason and its routes", async () => {
      const sitting = await sit(both, { view: "graph" });
      const { page } = sitting;
      const before = await settled(page);
      assert.ok(before.colours > 20 && before.drawn > before.total / 200, JSON.stringify(before));
      await showsComponents(page, 12, 12);
      await find(page, "old-ciph");
      const inspector = page.locator("#inspector");
      assert.equal(await inspector.locator("h2").innerText(), "old-cipher");
      const words = flat(await inspector.innerText());
      assert.match(words, /GPL-2\.0-only with duties/);
      assert.match(words, /Cannot be in one shipped work: GPL-2\.0-only, Apache-2\.0/);
      assert.match(words, /Declared GPL-2\.0-only · package-lock\.json/);
      assert.match(words, /Introduced by 1 of 5 direct dependencies: web-frame 4\.2\.0/);
      assert.match(words, /1 route Draw them/);
      assert.deepEqual(await inspector.locator(".hops .link").allInnerTexts(), ["harbour-desk", "web-frame", "route-core", "old-cipher"]);
      assert.match(words, /package-lock\.json, line \d+/);
      await current(page, "Graph");
      assert.match(await page.locator("#app [role=status].unseen").innerText(), /old-cipher 0\.9\.3, 0 dependencies, GPL-2\.0-only, conflict/);
      await page.keyboard.press("Escape");
      await inspector.waitFor({ state: "detached" });
      await closeClean(sitting, address());
    });

    test("a conflict card names both sides, and lights both routes in the graph", async () => {
      const sitting = await sit(both, { view: "graph" });
      const { page } = sitting;
      const colour = await litColour(page);
      const before = await settled(page, colour);
      await page.keyboard.press("4");
      const card = page.locator("article.finding", { hasText: "GPL-2.0-only and Apache-2.0 cannot be in one shipped work" });
      await card.locator(".f-toggle").click();
      assert.equal(await card.locator(".f-toggle").getAttribute("aria-expanded"), "true");
      const words = flat(await card.innerText());
      assert.match(words, /OSADL matrix, \d{4}-\d\d-\d\d/);
      assert.match(words, /They meet at harbour-desk 1\.0\.0/);
      assert.match(words, /What could change this/);
      assert.deepEqual(await card.locator(".routebox .hops").evaluateAll((lists) => lists.map((list) => [...list.querySelectorAll(".link")].map((link) => link.textContent))), [
        ["harbour-desk", "web-frame", "route-core", "old-cipher"],
        ["harbour-desk", "chart-kit", "draw-core", "fast-shapes"],
      ]);
      await card.getByRole("button", { name: "Light both in the graph" }).click();
      await page.locator("canvas.graph").waitFor();
      await current(page, "Graph");
      const lit = await settled(page, colour);
      // The labels share the colour of a lit edge; two routes of three steps add hundreds of pixels to theirs.
      assert.ok(lit.exact > before.exact + 300, `${before.exact} pixels before, ${lit.exact} after`);
      await closeClean(sitting, address());
    });

    test("pressing the legend dims and shows again", async () => {
      const sitting = await sit(both, { view: "graph" });
      const { page } = sitting;
      const key = page.locator(".legend button.key", { hasText: "allowed" });
      assert.equal(await key.getAttribute("aria-pressed"), "true");
      assert.match(flat(await key.innerText()), /^allowed 7 7$/);
      const before = await settled(page);
      await key.click();
      await until(async () => (await key.getAttribute("aria-pressed")) === "false", "it is not dimmed");
      await until(async () => (await picture(page)).print !== before.print, "the picture is the same as before");
      await key.click();
      await until(async () => (await key.getAttribute("aria-pressed")) === "true", "it stays dimmed");
      await closeClean(sitting, address());
    });

    test("expand, collapse, focus, undo and redo by key", async () => {
      const sitting = await sit({ name: "package-lock.json", buffer: largeLock(600) }, { view: "graph" });
      const { page } = sitting;
      const first = number(await shown(page));
      assert.ok(first > 10 && first < 150, `${first} shown at first`);
      await find(page, "part-000040");
      await until(async () => (await shown(page)).includes("601"), "no count");
      const located = number(await until(async () => shown(page), "no count"));
      await page.keyboard.press("e");
      const expanded = await until(async () => { const now = number(await shown(page)); return now > located && now; }, "expanding shows no more");
      assert.equal(expanded, located + 3);
      await page.keyboard.press("c");
      await until(async () => number(await shown(page)) < expanded, "collapsing hides nothing");
      await page.keyboard.press("u");
      await until(async () => number(await shown(page)) === expanded, "undo does not bring back the expanded view");
      await page.keyboard.press("u");
      await until(async () => number(await shown(page)) === located, "undo does not bring back the view before");
      await page.keyboard.press("Shift+U");
      await until(async () => number(await shown(page)) === expanded, "redo does nothing");
      await page.keyboard.press("f");
      const focused = await until(async () => { const now = number(await shown(page)); return now < expanded && now; }, "focus hides nothing");
      assert.ok(focused >= 4, `${focused} in focus`);
      await page.keyboard.press("f");
      await until(async () => number(await shown(page)) === expanded, "focus does not end");
      await closeClean(sitting, address());
    });

    test("on the picture, arrows walk from mark to mark and Enter selects", async () => {
      const sitting = await sit(both, { view: "graph" });
      const { page } = sitting;
      await find(page, "harbour-desk");
      await page.locator("canvas.graph").focus();
      // Each step is said; three steps to the right lead from the root to a component of depth 3, one to the left back.
      const live = () => page.locator("#app [role=status].unseen").innerText();
      const said = [await live()];
      for (const key of ["ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft", "ArrowRight"]) {
        const last = said.at(-1);
        await page.keyboard.press(key);
        said.push(await until(async () => { const words = await live(); return words !== last && words; }, `${key} says nothing new after ${JSON.stringify(said)}`, 3000));
      }
      assert.equal(said.at(-1), said.at(-3), "left and right do not lead back");
      await page.keyboard.press("Enter");
      const name = said.at(-1).split(" ")[0];
      await page.locator("#inspector h2", { hasText: name }).waitFor({ timeout: 3000 });
      assert.ok((await page.locator("#inspector .tag").allInnerTexts()).includes("depth 3"), said.join(" | "));
      await closeClean(sitting, address());
    });

    test("the tree says the same by keyboard", async () => {
      const sitting = await sit(both, { view: "graph" });
      const { page } = sitting;
      await page.keyboard.press("t");
      await page.getByRole("tree").waitFor();
      const names = () => page.locator("[role=treeitem] .tname").allInnerTexts();
      const focused = () => page.evaluate(() => document.activeElement?.querySelector(".tname")?.textContent);
      assert.deepEqual(await names(), ["harbour-desk", "signer"]);
      await page.locator("[role=treeitem]").first().focus();
      await page.keyboard.press("ArrowRight");
      await until(async () => (await names()).length === 5, "the first branch does not open");
      assert.deepEqual(await names(), ["harbour-desk", "chart-kit", "tiny-log", "web-frame", "signer"]);
      await page.keyboard.press("ArrowRight");
      assert.equal(await focused(), "chart-kit");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowDown");
      assert.equal(await focused(), "web-frame");
      await page.keyboard.press("Enter");
      await page.locator("#inspector h2", { hasText: "web-frame" }).waitFor();
      assert.equal(await page.locator("[role=treeitem][aria-selected=true] .tname").innerText(), "web-frame");
      assert.equal(await focused(), "web-frame");
      await page.keyboard.press("ArrowLeft");
      assert.equal(await focused(), "harbour-desk");
      await page.keyboard.press("ArrowLeft");
      await until(async () => (await names()).length === 2, "the branch does not close");
      const row = page.locator("[role=treeitem]").first();
      assert.match(flat((await row.getAttribute("aria-label")) ?? (await row.textContent())), /^harbour-desk,? ?1\.0\.0,? 3 dependencies/);
      await closeClean(sitting, address());
    });

    test("the inventory filters, sorts and scrolls through 5,000 rows, drawing few of them", async () => {
      const sitting = await sit({ name: "data.txt", buffer: largeLock(5000) }, { view: "inventory" });
      const { page } = sitting;
      const rows = page.locator("table.inv tbody tr:not(.spacer)");
      const status = async () => flat(await page.locator(".queryline .shown").innerText());
      assert.equal(await status(), "5,001 of 5,001 components");
      assert.ok((await rows.count()) <= 130, `${await rows.count()} rows in the page`);
      await page.locator("th button", { hasText: "Component" }).click();
      await until(async () => (await page.locator("th[aria-sort=ascending]").allInnerTexts()).join() === "Component", "not sorted");
      await until(async () => flat(await rows.first().innerText()).includes("large"), "first by name is not the root");
      await page.locator(".tablewrap").evaluate((wrap) => (wrap.scrollTop = 2500 * 28));
      await until(async () => (await inventoryRow(page, "part-002500")) !== null, "scrolling to the middle shows no row of the middle");
      assert.ok((await rows.count()) <= 130);
      // The row stands where it is looked for: in the window that is scrolled into view.
      const seen = await rows.filter({ hasText: "part-002505" }).evaluate((row) => {
        const [box, wrap] = [row.getBoundingClientRect(), row.closest(".tablewrap").getBoundingClientRect()];
        return box.top >= wrap.top && box.bottom <= wrap.bottom;
      });
      assert.ok(seen, "part-002505 is not in view");
      await page.locator("th button", { hasText: "Component" }).click();
      await until(async () => flat(await rows.first().innerText()).includes("part-004999"), "a second press does not turn the order (or does not go back to the top)");
      await page.locator("#query").fill("license:MPL* name:part-0000* not:direct");
      await until(async () => (await status()) === "18 of 5,001 components", async () => `${await status()}`);
      for (const cells of await rows.evaluateAll((rows) => rows.map((row) => row.innerText))) assert.match(cells, /MPL-2\.0/);
      await page.locator("#query").fill("licens:MIT");
      await until(async () => /“licens:” is not a key/.test(await status()), "a wrong key is not named");
      await page.locator("#query").fill("no-such-thing");
      await says(page, "No component fits this query");
      await closeClean(sitting, address());
    });

    test("CSV holds exactly the rows shown, without formulas, and says what it is", async () => {
      const hostile = packageLock("sheet", ["=cmd|calc", "plain"], {
        "=cmd|calc": { version: "1.0.0", license: "MIT" },
        plain: { version: "+2", license: 'Odd "quoted"', needs: ["hidden"] },
        hidden: { version: "3.0.0", license: "ISC" },
      });
      const sitting = await sit({ name: "package-lock.json", buffer: hostile }, { view: "inventory" });
      const { page } = sitting;
      await page.locator("#query").fill("direct:yes");
      await until(async () => /^2 of 4/.test(await page.locator(".queryline .shown").innerText()), "the query is not taken");
      const { name, bytes } = await saved(page, () => page.getByRole("button", { name: /Export these 2/ }).click());
      assert.equal(name, "lockscope-inventory.csv");
      const lines = bytes.toString("utf8").trimEnd().split("\r\n");
      assert.deepEqual(fields(lines[0]).slice(0, 4), ["verdict", "component", "version", "licence"]);
      const rows = lines.slice(1, 3).map(fields);
      assert.deepEqual(rows.map((row) => row[1]).sort(), ["'=cmd|calc", "plain"]);
      assert.equal(rows.find((row) => row[1] === "plain")[2], "'+2");
      assert.match(rows.find((row) => row[1] === "plain")[3], /Odd "quoted"|not an SPDX|cannot|unknown/i);
      const stamp = lines.slice(3).map((line) => fields(line)[0]);
      assert.match(stamp[0], /^Lockscope \d/);
      assert.match(stamp[1], /^Judged for: shipped as binary/i);
      assert.match(stamp[2], /OSADL matrix \d{4}-\d\d-\d\d/);
      assert.match(stamp[3], /^File: package-lock\.json, [\d,]+ bytes, SHA-256 [0-9a-f]{64}$/);
      assert.equal(stamp.at(-1), "Information, not legal advice");
      for (const field of lines.flatMap(fields)) assert.doesNotMatch(field, /^\s*[=+\-@]/);
      await says(page, "Saved lockscope-inventory.csv");
      await closeClean(sitting, address());
    });

    test("the graph is saved as SVG and PNG", async () => {
      const sitting = await sit(both, { view: "graph" });
      const { page } = sitting;
      await settled(page);
      const svg = await saved(page, () => page.getByRole("button", { name: "Save as SVG" }).click());
      assert.equal(svg.name, "lockscope-graph.svg");
      const text = svg.bytes.toString("utf8");
      assert.match(text, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
      for (const words of ["harbour-desk", "old-cipher", "fast-shapes", "signer", "byte-vault", "Information, not legal advice", "OSADL matrix"]) {
        assert.ok(text.includes(words), `the SVG lacks ${words}`);
      }
      assert.doesNotMatch(text, /<script|href=|<style|url\(http|@import|<image/);
      // In a page of its own: here Trusted Types refuse the parser.
      const blank = await sitting.context.newPage();
      const well = await blank.evaluate((text) => new DOMParser().parseFromString(text, "image/svg+xml").querySelector("parsererror") === null, text);
      assert.ok(well, "the SVG is not well-formed");
      const png = await saved(page, () => page.getByTitle("Save as PNG").click());
      assert.equal(png.name, "lockscope-graph.png");
      assert.equal(png.bytes.subarray(0, 8).toString("hex"), "89504e470d0a1a0a");
      const size = [png.bytes.readUInt32BE(16), png.bytes.readUInt32BE(20)];
      assert.ok(size[0] >= 800 && size[1] >= 200, `the picture has ${size} pixels`);
      assert.ok(png.bytes.length > 5000, `${png.bytes.length} bytes: is it blank?`);
      await closeClean(sitting, address());
    });

    test("copying either works or says that it was refused", async () => {
      const sitting = await sit(both, { view: "graph" });
      const { page } = sitting;
      await find(page, "old-cipher");
      await page.locator("#inspector").getByRole("button", { name: "Markdown" }).click();
      const said = await until(async () => page.locator(".toast.shown").innerText().catch(() => ""), "copying says nothing");
      assert.match(said, /^(Copied|This browser offers no clipboard here|The browser refused to copy)$/);
      await closeClean(sitting, address());
    });

    test("the context decides: AGPL inside, hosted and shipped", async () => {
      const sitting = await sit({ name: "package-lock.json", buffer: contextLock }, { view: "inventory" });
      const { page } = sitting;
      await judgeFor(page, "Internal tool", "proprietary");
      assert.match(await page.locator("button.context").innerText(), /Used inside[\s\S]*Proprietary/);
      const inside = await until(async () => { const verdict = (await inventoryRow(page, "remote-hub"))?.[0]; return verdict !== "conflict" && verdict; }, "AGPL used inside is a conflict");
      assert.ok(["allowed", "with duties"].includes(inside), inside);
      await judgeFor(page, "Hosted service");
      await verdictBecomes(page, "remote-hub", "needs review");
      await judgeFor(page, "Shipped product");
      await verdictBecomes(page, "remote-hub", "conflict");
      await judgeFor(page, "Internal tool");
      await verdictBecomes(page, "remote-hub", inside);
      await closeClean(sitting, address());
    });

    test("a choice inside an expression is taken and drawn; a GPL tool is not shipped and not counted", async () => {
      const sitting = await sit({ name: "package-lock.json", buffer: contextLock });
      const { page } = sitting;
      await judgeFor(page, "Shipped product", "proprietary");
      await page.keyboard.press("3");
      await verdictBecomes(page, "dual-parser", "allowed");
      await verdictBecomes(page, "strict-lint", "not shipped");
      await page.locator("table.inv tbody tr", { hasText: "dual-parser" }).click();
      await page.locator("#inspector h2", { hasText: "dual-parser" }).waitFor();
      const terms = (await page.locator("#inspector .term").allInnerTexts()).map(flat);
      assert.deepEqual(terms.map((term) => term.split(" ")[0]), ["MIT", "GPL-3.0-only", "Apache-2.0"]);
      assert.match(terms[0], /^MIT allowed, chosen/);
      assert.doesNotMatch(terms[1], /chosen/);
      assert.match(flat(await page.locator("#inspector").innerText()), /MIT chosen|MIT allowed, chosen/);
      // The tool is in no finding: the only conflict is the AGPL dependency.
      await page.keyboard.press("1");
      await page.locator(".bandkey").waitFor();
      assert.match(flat(await page.locator(".bandkey").innerText()), /conflict 1 .*not shipped 1$/);
      assert.match(flat(await stat(page, "conflict").innerText()), /^1 conflict/);
      assert.equal(flat(await page.locator(".tabcount").innerText()), "1");
      await page.keyboard.press("4");
      await page.locator("article.finding").first().waitFor();
      assert.doesNotMatch(await page.locator(".findings").innerText(), /strict-lint/);
      await closeClean(sitting, address());
    });

    test("a Cargo.lock alone says once that its format holds no licences", async () => {
      const sitting = await sit({ name: "Cargo.lock", buffer: cargoLock });
      const { page } = sitting;
      const banner = page.locator(".banner");
      assert.equal(await banner.count(), 1);
      assert.match(flat(await banner.innerText()), /^Cargo\.lock holds no licences by format\. 1 component is not judged.*an SBOM or a licence list/);
      assert.match(flat(await fileEntry(page, "Cargo.lock").innerText()), /Cargo\.lock.*2 components, 1 root 1 dependency This format holds no licences/);
      assert.match(flat(await page.locator(".bandkey").innerText()), /conflict 0 .*unknown 1/);
      await banner.getByRole("button", { name: "Put this away" }).click();
      await banner.waitFor({ state: "detached" });
      await closeClean(sitting, address());
    });

    test("files that cannot be read are listed with what, where and what to do; the others stay", async () => {
      const sitting = await sit([
        ...both,
        { name: "broken.json", buffer: '{"lockfileVersion": 3, "packages": {"": {"name": "x",, }}}' },
        { name: "empty.json", buffer: "" },
        { name: "cut.json", buffer: clashingLock.slice(0, clashingLock.length / 2) },
        { name: "picture.bin", buffer: Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3, 0, 0, 255, 254]) },
        { name: "letter.txt", buffer: "Dear reader,\nthis is a letter and no lockfile.\n" },
      ]);
      const { page } = sitting;
      const entry = async (name) => flat(await fileEntry(page, name).innerText());
      assert.match(await entry("broken.json"), /not read .+\(line 1, column 5\d\).+ Remove$/);
      assert.match(await entry("empty.json"), /The file is empty Check that it was saved/);
      assert.match(await entry("cut.json"), /Ends inside .+ at byte [\d,]+ \(line \d+\); the copy may be cut off/);
      assert.match(await entry("picture.bin"), /This is not text: byte \d+ is NUL/);
      assert.match(await entry("letter.txt"), /No lockfile or SBOM that Lockscope knows: text, beginning "Dear reader,"/);
      assert.equal(await page.locator("li.file.broken").count(), 5);
      assert.equal(flat(await stat(page, "components").innerText()), "12 components 5 direct · 5 transitive");
      assert.match(flat(await stat(page, "notices").innerText()), /^5 notices 5 files could not be read/);
      assert.match(flat(await page.locator("footer.status").innerText()), /^12 components from 2 of 7 files/);
      await fileEntry(page, "letter.txt").getByRole("button", { name: "Remove" }).click();
      await until(async () => (await page.locator("li.file.broken").count()) === 4, "a broken file cannot be removed");
      await closeClean(sitting, address());
    });

    test("a file can be unticked and removed; the last one leads back to the empty page", async () => {
      const sitting = await sit(both);
      const { page } = sitting;
      const tick = page.getByRole("checkbox", { name: "Count signer.cdx.json" });
      const components = async () => number(await page.locator("button.stat").first().innerText());
      await tick.uncheck();
      await until(async () => (await components()) === 8, "an unticked file is still counted");
      assert.match(flat(await page.locator("footer.status").innerText()), /^8 components from 1 of 2 files/);
      await says(page, "signer.cdx.json is unticked and not counted");
      await tick.check();
      await until(async () => (await components()) === 12, "a file ticked again is not counted");
      await remove(page, "package-lock.json");
      await until(async () => (await components()) === 4, "a removed file is still counted");
      assert.equal(await page.locator("ul.files > li.file").count(), 1);
      await remove(page, "signer.cdx.json");
      await page.getByRole("button", { name: "Open files…" }).waitFor();
      await closeClean(sitting, address());
    });

    test("a ladder of 40 diamonds answers why at once", async () => {
      const sitting = await sit({ name: "package-lock.json", buffer: diamonds(40) }, { view: "graph" });
      const { page } = sitting;
      const begun = Date.now();
      await find(page, "end");
      await says(page, "1,099,511,627,776 routes; showing the 20 shortest");
      assert.ok(Date.now() - begun < 3000, `${Date.now() - begun} ms`);
      assert.equal(await page.locator("#inspector .routes > li").count(), 20);
      assert.match(flat(await page.locator("#inspector .why .lead").first().innerText()), /Introduced by 1 of 1 direct dependency: top-0/);
      assert.equal(await page.locator("#inspector .hops .hop").count(), 82);
      await closeClean(sitting, address());
    });

    test("every sample opens without a fault", async () => {
      const sitting = await sit();
      const { page } = sitting;
      const names = await page.locator("button.sample .s-name").allInnerTexts();
      assert.equal(names.length, 3);
      for (const name of names) {
        await page.locator("button.sample", { hasText: name }).click();
        await page.getByRole("heading", { name: "Licences by verdict" }).waitFor();
        await until(async () => number(await page.locator("button.stat").first().innerText()) > 5, `${name} has five components at most`);
        assert.equal(await page.locator("li.file.broken").count(), 0, name);
        for (const remaining of Array(await page.locator("li.file .remove").count()).keys()) {
          const left = await page.locator("li.file").count();
          await page.locator("li.file").first().hover();
          await page.locator("li.file .remove").first().click();
          await until(async () => (await page.locator("li.file").count()) < left, `file ${remaining} of ${name} stays`);
        }
        await page.getByRole("button", { name: "Open files…" }).waitFor();
      }
      await closeClean(sitting, address());
    });

    test("text can be pasted into the dialog, or onto the page", async () => {
      const sitting = await sit();
      const { page } = sitting;
      await page.getByRole("button", { name: "Paste…" }).click();
      const dialog = page.getByRole("dialog", { name: /Paste/ });
      await dialog.getByLabel("The document's text").fill(cycloneDx);
      await dialog.getByRole("button", { name: "Open", exact: true }).click();
      await page.getByRole("heading", { name: "Licences by verdict" }).waitFor();
      assert.equal(await dialog.count(), 0);
      assert.match(flat(await fileEntry(page, "pasted").innerText()), /CycloneDX JSON 1\.5 4 components/);
      await page.evaluate((text) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", text);
        document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
      }, cargoLock);
      await until(async () => (await page.locator("li.file").count()) === 2, "text pasted onto the page is not read");
      await closeClean(sitting, address());
    });

    test("the theme button goes through light and dark, and the choice is kept", async () => {
      const sitting = await sit(both, { view: "graph" });
      const { page } = sitting;
      const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const theme = () => page.getAttribute("html", "data-theme");
      const button = page.getByRole("button", { name: /^Theme:/ });
      const before = await settled(page);
      await button.click();
      await until(async () => (await theme()) === "light", "the first press is not light");
      const light = await ground();
      await button.click();
      await until(async () => (await theme()) === "dark", "the second press is not dark");
      assert.notEqual(await ground(), light);
      await until(async () => (await picture(page)).print !== before.print, "the picture keeps its light colours");
      await button.click();
      await until(async () => (await theme()) === null, "the third press does not follow the system");
      await button.click();
      await button.click();
      await until(async () => (await theme()) === "dark", "not dark again");
      if (place === "http") await sitting.context.setOffline(false);
      await page.reload();
      await running(page);
      await until(async () => (await theme()) === "dark", "the choice is not kept");
      await closeClean(sitting, address());
    });
  });
}
