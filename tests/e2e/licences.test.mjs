// What someone from compliance does with an SBOM that came as an attachment: find what clashes with shipping a
// proprietary product, follow one conflict to its routes, write rules, decide, hand over the record and the
// third-party list, and meet the next version of the document. `docs/compliance.md` tells the same with pictures.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { attachment } from "./fixtures.mjs";
import { closeClean, drop, fileAddress, judgeForShipping, launch, open, running, saved, until } from "./support.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const flat = (text) => text.replace(/\s+/g, " ").trim();
const part = (page, name) => page.locator(".toolbar .seg").first().getByRole("button", { name, exact: true });
const finding = (page, words) => page.locator("article.finding", { hasText: words }).first();

/** Opens the page offline with the attachment (and more), judged for a proprietary product, at the licences. */
async function sit(files = [{ name: "portal.cdx.json", buffer: attachment("2.1.0") }]) {
  const sitting = await open(browser, fileAddress, { context: { viewport: { width: 1440, height: 900 }, offline: true } });
  const { page } = sitting;
  await running(page);
  await drop(page, files);
  await page.getByRole("heading", { name: "Licences by verdict" }).waitFor({ timeout: 30_000 });
  await judgeForShipping(page);
  await page.keyboard.press("4");
  await page.locator("article.finding").first().waitFor();
  return sitting;
}

async function openFinding(page, words) {
  const card = finding(page, words);
  if (!(await card.evaluate((card) => card.classList.contains("open")))) await card.locator(".f-toggle").click();
  await card.locator(".f-body").waitFor();
  return card;
}

async function waive(page, words) {
  const card = await openFinding(page, words);
  await card.getByRole("button", { name: "Decide…" }).click();
  const dialog = page.getByRole("dialog", { name: "Decide" });
  await dialog.getByRole("radio", { name: /^Waive/ }).click();
  await dialog.getByRole("combobox", { name: "Reason" }).selectOption("license-acquired");
  await dialog.getByLabel("Decided by").fill("licence desk");
  await dialog.getByLabel("Versions").fill(">=1 <2");
  await dialog.getByLabel("Expires after").fill("2099-12-31");
  await dialog.getByLabel("Comment").fill("A commercial licence is on file");
  await dialog.getByRole("button", { name: "Decide", exact: true }).click();
  await page.locator("dialog").waitFor({ state: "detached" });
  await finding(page, words).locator(".tag.decided").waitFor();
}

test("an attachment's conflicts are found, explained and lit", async () => {
  const sitting = await sit();
  const { page } = sitting;
  const card = await openFinding(page, "cipher-core");
  const told = flat(await card.innerText());
  assert.match(told, /conflict/);
  assert.match(told, /GPL-3\.0-only/);
  assert.match(told, /portal.*report-kit.*cipher-core/);
  assert.match(told, /OSADL|ScanCode/);
  assert.match(told, /conflict GPL-3\.0-only in a proprietary product: in conflict Error Outbound/);
  await card.getByRole("button", { name: /Show in graph/ }).click();
  await page.locator("canvas.graph").waitFor();
  await closeClean(sitting, fileAddress);
});

test("findings are filtered by a query, and a wrong query says so", async () => {
  const sitting = await sit();
  const { page } = sitting;
  const before = await page.locator("article.finding").count();
  const field = page.getByLabel("Filter findings and licences");
  await field.fill("license:GPL-3.0-only");
  await until(async () => (await page.locator("article.finding").count()) < before, "the query filters nothing");
  assert.equal(await finding(page, "cipher-core").count(), 1);
  await field.fill("colour:red");
  await page.locator(".lic-filters .bad", { hasText: "colour" }).waitFor();
  await closeClean(sitting, fileAddress);
});

test("the matrix says what each licence that is here means for each other, by keyboard too", async () => {
  const sitting = await sit();
  const { page } = sitting;
  await part(page, "Matrix").click();
  const table = page.locator("table.lmatrix");
  await table.waitFor();
  await table.locator("td button").first().focus();
  await page.keyboard.press("ArrowRight");
  await until(async () => /into a work under/.test(await page.locator(".lm-line[role=status]").innerText()), "no reason is said");
  await page.getByRole("button", { name: "Merged into one file or binary" }).click();
  await page.locator("button[aria-pressed=true]", { hasText: "Merged into" }).waitFor();
  await closeClean(sitting, fileAddress);
});

test("a decision is recorded, saved, and carried over to the next version of the document", async () => {
  const sitting = await sit();
  const { page } = sitting;
  await waive(page, "cipher-core");
  await part(page, "Decisions").click();
  assert.match(flat(await page.locator("table.decisions").innerText()), /waived by licence desk .*licence acquired A commercial licence is on file .*GPL-3\.0-only.*Holds for 1 finding 2099-12-31/);
  const record = await saved(page, () => page.getByRole("button", { name: "Save the record" }).click());
  assert.equal(JSON.parse(record.bytes).schema, "lockscope-record/1");
  await page.getByRole("button", { name: "Save…", exact: true }).click();
  const audit = await saved(page, () => page.locator("dialog .save-part", { hasText: "Audit table" }).getByRole("button", { name: "CSV" }).click());
  assert.match(audit.bytes.toString(), /cipher-core.*waive.*licence desk/s);
  await closeClean(sitting, fileAddress);

  // The same package in a patch release: still waived. In a release outside the range: open again.
  for (const [version, state] of [["1.4.2", "decided"], ["2.0.0", "reopened"]]) {
    const later = await sit([
      { name: "portal.cdx.json", buffer: attachment("2.2.0", { cipher: version }) },
      { name: record.name, buffer: record.bytes },
    ]);
    const tag = finding(later.page, "cipher-core").locator(".tag.decided");
    await tag.waitFor();
    assert.equal(flat(await tag.innerText()), state, version);
    await closeClean(later, fileAddress);
  }
});

test("the third-party list holds every shipped component, with texts from this page alone", async () => {
  const sitting = await sit();
  const { page } = sitting;
  await part(page, "Duties").click();
  await page.getByRole("heading", { name: "Must ship with it" }).first().waitFor();
  const list = await saved(page, () => page.locator(".fgroup", { hasText: "Third-party list" }).getByRole("button", { name: "Text", exact: true }).click());
  const text = list.bytes.toString();
  for (const name of ["report-kit", "cipher-core", "chart-draw", "tiny-log", "date-words"]) assert.ok(text.includes(name), name);
  assert.match(text, /Permission is hereby granted, free of charge/);
  assert.match(text, /GNU GENERAL PUBLIC LICENSE/i);
  assert.match(text, /Information, not legal advice/);
  await closeClean(sitting, fileAddress);
});

test("rules are begun from a preset, checked while written, used, and saved for another tool", async () => {
  const sitting = await sit();
  const { page } = sitting;
  await part(page, "Policy").click();
  const text = page.getByLabel("Rules, in TOML");
  await text.waitFor();
  await text.fill('schema = "lockscope-policy/1"\n[licences]\n"GPL-3.0-only" = "deni"\n');
  await page.locator(".policy-side .bad").first().waitFor();
  const options = await page.getByLabel("Begin with").locator("option").evaluateAll((options) => options.map((option) => option.value).filter(Boolean));
  await page.getByLabel("Begin with").selectOption(options[0]);
  await until(async () => (await text.inputValue()).includes("schema"), "the preset is not in the editor");
  await page.getByRole("button", { name: "Use these rules" }).click();
  await page.getByRole("button", { name: "Use no policy" }).waitFor();
  await part(page, "Findings").click();
  await page.locator(".kinds button", { hasText: "Policy" }).waitFor();
  await part(page, "Policy").click();
  const deny = await saved(page, () => page.locator(".fgroup", { hasText: "Save the rules" }).getByRole("button", { name: /cargo-deny/ }).click());
  assert.match(deny.bytes.toString(), /\[licenses\]/);
  await closeClean(sitting, fileAddress);
});

test("how parts are joined is settled in the page and changes the verdict", async () => {
  const sitting = await sit();
  const { page } = sitting;
  await page.keyboard.press("/");
  await page.keyboard.type("cipher-core");
  await page.locator("#hits [role=option]").first().waitFor();
  await page.keyboard.press("Enter");
  const inspector = page.locator("#inspector");
  await inspector.waitFor();
  await inspector.locator(".joins summary").click();
  await inspector.getByLabel("How it is joined: All ways in").selectOption("separate program");
  await until(async () => !/conflict/.test(flat(await inspector.locator(".insp-sec").first().innerText())), "the verdict stays");
  await closeClean(sitting, fileAddress);
});
