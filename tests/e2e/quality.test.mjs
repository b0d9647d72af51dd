// Vulnerabilities, hygiene and the quality of SBOMs, on the sealed page from disk.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { supply } from "./fixtures.mjs";
import { closeClean, drop, fileAddress, launch, open, running, saved, until } from "./support.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(async () => browser?.close());

const flat = (text) => text.replace(/\s+/g, " ").trim();
const part = (page, name) => page.locator(".view-quality .toolbar .seg").first().getByRole("button", { name });
const state = (page, name) => page.locator(`.qstate.${name}`);

async function qualityOf(files) {
  const session = await open(browser, fileAddress);
  await running(session.page);
  await drop(session.page, files);
  await session.page.locator(".stat").first().waitFor();
  await session.page.keyboard.press("7");
  await session.page.locator(".view-quality .seg").waitFor();
  return session;
}

/** Waits until a place says something. */
async function reads(place, words) {
  await until(async () => words.test(flat(await place.innerText())), async () => `no ${words} in: ${flat(await place.innerText())}`);
}

describe("known vulnerabilities", () => {
  test("three states, in the list and in the graph; a statement clears one and says who", async () => {
    const session = await qualityOf(supply.sbom);
    const { page } = session;
    await reads(state(page, "affected"), /^1 affected .*critical 1$/);
    await reads(state(page, "unaffected"), /^0 .*no export says so of any$/);
    await reads(state(page, "unchecked"), /^3 .*not checked No database of vulnerabilities was dropped$/);
    await drop(page, supply.database);
    await reads(state(page, "affected"), /^2 affected .*critical 1 .*high 1$/);
    await reads(state(page, "unaffected"), /^1 .*as it stood on 2026-05-02$/);
    await reads(state(page, "unchecked"), /^1 .*The data is not about its ecosystem or release$/);
    await reads(page.locator(".qsources"), /all\.zip 2 records, about npm 2026-05-02/);
    const looks = await page.locator(".qstate").evaluateAll((states) => states.map((state) => getComputedStyle(state).border + getComputedStyle(state).backgroundColor));
    assert.equal(new Set(looks).size, 3, "the three states look alike");
    const card = page.locator("article.vuln", { hasText: "CVE-2026-0002" });
    await card.locator(".f-toggle").click();
    await reads(card, /cup 1\.0\.0 affected fixed in 1\.0\.1 Named by all\.zip/);
    assert.match(flat(await card.innerText()), /Also called GHSA-cups/);
    const link = card.getByRole("link");
    assert.deepEqual([await link.getAttribute("href"), await link.getAttribute("rel")], ["https://advisories.example/cups", "noreferrer noopener"]);

    await drop(page, supply.vex);
    await reads(state(page, "affected"), /^1 affected/);
    const cleared = page.locator(".fgroup", { hasText: "Cleared by statements" });
    assert.equal(await cleared.locator("article").count(), 0);
    await cleared.getByRole("button", { name: "Show 1" }).click();
    await cleared.locator(".f-toggle").click();
    await reads(cleared, /kettle\.openvex\.json \(Harbour security\) says not affected: vulnerable_code_not_present/);

    await page.getByRole("button", { name: "In the graph", exact: true }).click();
    await page.locator("canvas.graph").waitFor();
    const legend = page.locator(".legend").first();
    await reads(legend, /high 1 1 .*not affected \d+ 2 .*not checked \d+ 1/);
    const dots = await legend.locator(".dot").evaluateAll((dots) => dots.map((dot) => ({ ground: getComputedStyle(dot).backgroundColor, line: getComputedStyle(dot).borderTopStyle })));
    const [unaffected, unchecked] = dots.slice(6);
    assert.equal(new Set(dots.slice(0, 6).map((dot) => dot.ground)).size, 6, "severities share a colour");
    assert.ok(dots.slice(0, 6).every((dot) => dot.ground !== unaffected.ground), "what is not affected is filled");
    assert.deepEqual([unaffected.line, unchecked.line], ["solid", "dotted"]);
    await closeClean(session, fileAddress);
  });

  test("lists are filtered by severity and by component; a wrong query leaves nothing out", async () => {
    const session = await qualityOf([supply.sbom, supply.database]);
    const { page } = session;
    const cards = page.locator("article.vuln");
    await until(async () => (await cards.count()) === 2, "two vulnerabilities");
    await page.getByRole("group", { name: "Severities" }).getByRole("button", { name: /critical/ }).click();
    await until(async () => (await cards.count()) === 1, "the critical one stays");
    await page.getByRole("group", { name: "Severities" }).getByRole("button", { name: /critical/ }).click();
    await page.locator("#vulnerability-query").fill("name:cup");
    await until(async () => (await cards.count()) === 1, "the query leaves nothing out");
    await page.locator("#vulnerability-query").fill("cup or");
    await reads(page.locator(".lic-filters .shown"), /At letter/);
    await until(async () => (await cards.count()) === 2, "a wrong query leaves something out");
    await closeClean(session, fileAddress);
  });

  test("an export that came first is read again by itself for what comes later", async () => {
    const session = await open(browser, fileAddress);
    const { page } = session;
    await running(page);
    await drop(page, supply.database);
    await reads(page.locator(".rail"), /0 of them about what is loaded/);
    await drop(page, supply.sbom);
    await reads(page.locator("nav.tabs"), /Quality 2/);
    await page.keyboard.press("7");
    await reads(state(page, "unaffected"), /^1 /);
    await closeClean(session, fileAddress);
  });

  test("the inventory has a column for it once there is data, and sorts by it", async () => {
    const session = await qualityOf([supply.sbom]);
    const { page } = session;
    const headings = async () => (await page.locator("table.inv thead th").allInnerTexts()).map(flat);
    const cell = (name) => page.locator("table.inv tbody tr", { has: page.locator(".cname", { hasText: name }) });
    await page.keyboard.press("3");
    await page.locator("table.inv tbody tr").first().waitFor();
    assert.ok((await headings()).includes("Vulnerabilities"), "an SBOM that names one is data");
    await drop(page, supply.database);
    await reads(cell(/^cup/), /high/);
    await page.getByRole("button", { name: "Vulnerabilities", exact: true }).click();
    await reads(page.locator("table.inv tbody tr").first(), /critical/);
    await closeClean(session, fileAddress);
  });

  test("without data it is not checked, on the overview and beside a component too", async () => {
    const session = await open(browser, fileAddress);
    const { page } = session;
    await running(page);
    await drop(page, supply.lock);
    const figures = page.locator(".stats.three");
    await reads(figures, /not checked vulnerabilities no data on them is loaded/);
    await page.locator("#search").fill("lamp");
    await page.locator("#hits [role=option]").first().waitFor();
    await page.keyboard.press("Enter");
    await reads(page.locator("#inspector"), /Not checked: No database of vulnerabilities was dropped/);
    await reads(page.locator("#inspector"), /Fetched over plain http \(high\)/);
    await page.locator("nav.tabs button", { hasText: "Overview" }).click();
    await figures.getByRole("button", { name: /hygiene/ }).click();
    await page.getByRole("heading", { name: "Fetched over plain http" }).waitFor();
    await closeClean(session, fileAddress);
  });
});

describe("hygiene of lockfiles", () => {
  test("plain http and git sources are found, with places and advice, and listed in the inventory", async () => {
    const session = await qualityOf(supply.lock);
    const { page } = session;
    await part(page, /Hygiene/).click();
    const http = page.locator(".fgroup", { hasText: "Fetched over plain http" });
    await reads(http, /Use https: .*registry\.example.*lamp 1\.0\.0 line \d+, column \d+/);
    await reads(page.locator(".fgroup", { hasText: "Fetched from git without a commit" }), /hook/);
    await reads(page.locator(".fgroup", { has: page.getByRole("heading", { name: "Fetched from git", exact: true }) }), /rope/);
    await page.getByRole("group", { name: "Severities" }).getByRole("button", { name: /high/ }).click();
    await until(async () => (await http.count()) === 0, "what is left out stays");
    await page.getByRole("group", { name: "Severities" }).getByRole("button", { name: /high/ }).click();
    await http.getByRole("button", { name: "List in the inventory" }).click();
    await page.locator("table.inv tbody tr").first().waitFor();
    await reads(page.locator(".queryline .shown"), /^1 of 4 components$/);
    await closeClean(session, fileAddress);
  });
});

describe("the quality of an SBOM", () => {
  test("coverage by a profile, the list that fails, and the same in the inventory", async () => {
    const session = await qualityOf(supply.sbom);
    const { page } = session;
    await part(page, /SBOMs/).click();
    const cover = page.locator("table.qcover");
    await reads(cover, /Supplier name .*0 .*lacking .*0 of 5 components have a supplier/);
    await page.getByLabel("Measured by").selectOption({ label: "CISA minimum elements (draft of August 2025)" });
    await reads(page.locator("section[aria-label='Coverage']"), /An approximation of CISA/);
    const standard = page.getByRole("link", { name: "Read the standard" });
    assert.match(await standard.getAttribute("href"), /^https:\/\//);
    assert.equal(await standard.getAttribute("rel"), "noreferrer noopener");
    await cover.getByRole("button", { name: "Software producer", exact: true }).click();
    await reads(cover.locator(".qopen"), /kettle 1\.0\.0/);
    await reads(page.locator("section[aria-label='Score']"), /of 100: the mean of/);
    await cover.getByRole("button", { name: /Show the 5 components/ }).click();
    await reads(page.locator(".queryline .shown"), /^5 of 5 components$/);
    await closeClean(session, fileAddress);
  });

  test("an own profile: its error at its place, then it is used, saved, and opened as a file", async () => {
    const session = await qualityOf(supply.sbom);
    const { page } = session;
    await part(page, /SBOMs/).click();
    const text = page.getByLabel("Profile, in TOML");
    await text.fill('name = "Ours"\n[[require]]\nelement = "colour"\n');
    const errors = page.locator("#profile-errors");
    await reads(errors, /1 error: it is not used Line 3, column 11 `colour` is no element/);
    assert.ok(await page.getByRole("button", { name: "Measure by this" }).isDisabled());
    await errors.getByRole("button", { name: "Line 3, column 11" }).click();
    assert.equal(await text.evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd)), '"colour"');
    await text.fill('name = "Ours"\n[[require]]\nelement = "identifier"\ntitle = "Package URL"\n');
    await reads(errors, /No error was found in it/);
    await page.getByRole("button", { name: "Measure by this" }).click();
    await reads(page.locator("section[aria-label='Coverage']"), /By Ours .*Package URL/);
    const file = await saved(page, () => page.getByRole("button", { name: "Save…", exact: true }).click());
    assert.equal(file.name, "sbom-profile.toml");
    await page.getByRole("button", { name: "Use no own profile" }).click();
    await drop(page, { name: "ours.toml", buffer: file.bytes });
    await reads(page.locator(".rail"), /Profile of SBOMs 1 requirement/);
    await page.getByLabel("Measured by").selectOption({ label: "Ours" });
    await reads(page.locator("section[aria-label='Coverage']"), /By Ours/);
    await closeClean(session, fileAddress);
  });
});

describe("what is broken", () => {
  test("a bad VEX, OSV or profile file is told with its place, and what was loaded stays", async () => {
    const session = await qualityOf([supply.sbom, supply.database]);
    const { page } = session;
    await reads(state(page, "affected"), /^2 affected/);
    await drop(page, [
      { name: "cut.openvex.json", buffer: supply.vex.buffer.slice(0, 300) },
      { name: "cut.osv.json", buffer: '{ "id": "GHSA-x", "modified": "2026-01-01T00:00:00Z", "affected": [' },
      { name: "bad-sbom-profile.toml", buffer: '[[require]]\nelement = "colour"\n' },
    ]);
    const broken = page.locator(".rail .file.broken");
    await until(async () => (await broken.count()) === 3, async () => flat(await page.locator(".rail").innerText()));
    assert.match(flat(await broken.nth(2).innerText()) + flat(await broken.nth(0).innerText()) + flat(await broken.nth(1).innerText()), /`colour` is no element.*line 2, column 11/);
    await reads(state(page, "affected"), /^2 affected/);
    await reads(page.locator(".status"), /5 components/);
    await closeClean(session, fileAddress);
  });
});

describe("what is taken away", () => {
  test("each part is saved as a table, no cell of it a formula", async () => {
    const session = await qualityOf([supply.sbom, supply.database, supply.lock]);
    const { page } = session;
    for (const [name, file, words] of [
      [/Vulnerabilities/, "lockscope-vulnerabilities.csv", /"CVE-2026-0002","GHSA-cups","high"/],
      [/Hygiene/, "lockscope-hygiene.csv", /"high","plain-http"/],
      [/SBOMs/, "lockscope-quality.csv", /"Supplier name","required","lacking"/],
    ]) {
      await part(page, name).click();
      const table = await saved(page, () => page.getByRole("button", { name: "Save as CSV" }).click());
      assert.equal(table.name, file);
      assert.match(table.bytes.toString(), words);
      assert.doesNotMatch(table.bytes.toString(), /(^|,)"[=+@-]/m);
    }
    await closeClean(session, fileAddress);
  });
});
