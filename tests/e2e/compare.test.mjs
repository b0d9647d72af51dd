// Two files side by side, on the sealed page from disk: figures, causes, filter, swap, saving, the picture.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { pair, release } from "./fixtures.mjs";
import { closeClean, drop, fileAddress, judgeForShipping, launch, open, running, saved, until } from "./support.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(async () => browser?.close());

const flat = (text) => text.replace(/\s+/g, " ").trim();
const releases = [{ name: "new/package-lock.json", buffer: release.after }, { name: "old/package-lock.json", buffer: release.before }];

async function compareOf(files) {
  const session = await open(browser, fileAddress);
  await running(session.page);
  await drop(session.page, files);
  await session.page.locator(".stat").first().waitFor();
  await session.page.keyboard.press("6");
  await session.page.locator(".deltas-band, section[aria-label='Compare']").first().waitFor();
  return session;
}

const figures = async (page) => flat(await page.locator(".deltas-band").innerText());
const cause = (page, title) => page.locator("details.cause", { has: page.getByRole("heading", { name: title }) });
const bar = (page) => page.locator(".compare-bar");

describe("the Compare view", () => {
  test("two releases: the older stands first, figures and causes say what the update brought", async () => {
    const session = await compareOf(releases);
    const { page } = session;
    await judgeForShipping(page);
    await until(async () => /0 to 5 conflicts/.test(await figures(page)), () => figures(page));
    assert.match(await figures(page), /15 to 17 components \+6 added −4 removed ~8 version changed 2 licence changed/);
    assert.equal(await page.getByLabel("Before (A)").locator("option:checked").innerText(), "old/package-lock.json, harbour-desk 3.3.0");
    const first = page.locator("details.cause").first();
    assert.match(flat(await first.locator("summary").innerText()), /report-kit 1\.7\.0 to 1\.8\.2 direct, changed 4 new conflicts/);
    assert.match(flat(await first.innerText()), /page-press 1\.3\.0 AGPL-3\.0-or-later/);
    await cause(page, /^text-field/).locator("summary").click();
    await until(async () => /Licence MIT/.test(flat(await cause(page, /^text-field/).innerText())), "the cause does not open");
    assert.match(flat(await cause(page, /^text-field/).innerText()), /Licence MIT allowed to GPL-2\.0-or-later conflict/);
    assert.match(flat(await page.locator("section[aria-label='New conflicts']").innerText()), /New conflicts 5 .*page-press/);
    assert.match(flat(await page.locator("section[aria-label='New duplicates']").innerText()), /caret .*because of report-kit/);
    await closeClean(session, fileAddress);
  });

  test("a cause opens and closes by keyboard, and a component in it can be looked into", async () => {
    const session = await compareOf(releases);
    const { page } = session;
    const lint = cause(page, /^strict-lint/);
    assert.equal(await lint.evaluate((cause) => cause.open), false);
    await lint.locator("summary").focus();
    await page.keyboard.press("Enter");
    await until(() => lint.evaluate((cause) => cause.open), "Enter opens nothing");
    await lint.getByRole("button", { name: "lint-rules" }).click();
    await page.locator("#inspector").waitFor();
    assert.match(await page.locator("#inspector").innerText(), /lint-rules/);
    assert.equal(await lint.evaluate((cause) => cause.open), true, "it closes when something else changes");
    await closeClean(session, fileAddress);
  });

  test("the list is filtered by kind and by a query; a wrong query says so", async () => {
    const session = await compareOf(releases);
    const { page } = session;
    await bar(page).getByRole("button", { name: "List" }).click();
    const rows = page.locator("table.changes tbody tr");
    await until(async () => (await rows.count()) === 19, async () => `${await rows.count()} rows`);
    await page.getByRole("group", { name: "Kinds of change" }).getByRole("button", { name: /^licence/ }).click();
    await until(async () => (await rows.count()) === 2, "two licences changed");
    await page.getByRole("group", { name: "Kinds of change" }).getByRole("button", { name: /^licence/ }).click();
    await page.locator("#compare-query").fill("name:*lint*");
    await until(async () => (await rows.count()) === 2, async () => `${await rows.count()} of lint`);
    await page.locator("#compare-query").fill("(");
    await page.locator(".compare-filters .bad").waitFor();
    await closeClean(session, fileAddress);
  });

  test("swapped, what was added is removed; the lists show what stands where", async () => {
    const session = await compareOf(releases);
    const { page } = session;
    await bar(page).getByRole("button", { name: "Swap A and B" }).click();
    await until(async () => /\+4 added −6 removed/.test(await figures(page)), () => figures(page));
    assert.equal(await page.getByLabel("Before (A)").locator("option:checked").innerText(), "new/package-lock.json, harbour-desk 3.4.0");
    await page.getByLabel("After (B)").selectOption({ label: "new/package-lock.json, harbour-desk 3.4.0" });
    await until(async () => /nothing differs/.test(flat(await page.locator("main").innerText())), "one file beside itself differs");
    await bar(page).getByRole("button", { name: "Swap A and B" }).click();
    await closeClean(session, fileAddress);
  });

  test("it is saved as Markdown and as HTML that holds no script", async () => {
    const session = await compareOf(releases);
    const { page } = session;
    const markdown = await saved(page, () => bar(page).getByRole("button", { name: "Markdown" }).click());
    assert.equal(markdown.name, "lockscope-comparison.md");
    const text = markdown.bytes.toString();
    assert.match(text, /15 to 17 components/);
    assert.match(text, /`page-press`/);
    assert.match(text, /SHA-256/);
    const html = await saved(page, () => bar(page).getByRole("button", { name: "HTML" }).click());
    assert.equal(html.name, "lockscope-comparison.html");
    assert.match(html.bytes.toString(), /default-src 'none'/);
    assert.doesNotMatch(html.bytes.toString(), /<script/);
    await closeClean(session, fileAddress);
  });

  test("in the graph: the same two files, coloured by what changed", async () => {
    const session = await compareOf(releases);
    const { page } = session;
    await bar(page).getByRole("button", { name: "In the graph" }).click();
    await page.locator("canvas.graph").waitFor();
    const legend = async () => flat(await page.locator(".legend").first().innerText());
    await until(async () => /added 6/.test(await legend()), legend);
    const chosen = (label) => page.locator(".toolbar label.select-label, .tools label.select-label", { has: page.getByText(label, { exact: true }) }).locator("option:checked");
    assert.equal(await chosen("Before").innerText(), "old/package-lock.json");
    assert.equal(await chosen("After").innerText(), "new/package-lock.json");
    await closeClean(session, fileAddress);
  });

  test("a lockfile beside an SBOM says what was not compared; the dialog between files leads here", async () => {
    const session = await compareOf([{ name: "package-lock.json", buffer: pair.lock }, { name: "quay.cdx.json", buffer: pair.sbom }]);
    const { page } = session;
    assert.match(flat(await page.locator("section[aria-label='Not compared']").innerText()), /of two formats/);
    await page.keyboard.press("1");
    const between = page.locator("section.panel", { has: page.getByRole("heading", { name: "Between the files" }) });
    await between.getByRole("button").first().click();
    await page.getByRole("dialog").getByRole("button", { name: "Compare by cause" }).click();
    await page.locator("dialog").waitFor({ state: "detached" });
    await page.locator(".deltas-band").waitFor();
    await closeClean(session, fileAddress);
  });

  test("with one file it says what to do", async () => {
    const session = await compareOf([releases[0]]);
    const { page } = session;
    await page.getByRole("heading", { name: "A comparison takes two files" }).waitFor();
    await drop(page, releases[1]);
    await page.locator(".deltas-band").waitFor();
    await closeClean(session, fileAddress);
  });
});
