// Many files as one estate, on the sealed page from disk: projects by folder, packages by use, labels, named queries, CSV.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { cargoLock, packageLock, zip } from "./fixtures.mjs";
import { closeClean, drop, fileAddress, launch, open, running, saved, until } from "./support.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(async () => browser?.close());

const flat = (text) => text.replace(/\s+/g, " ").trim();

/** Two services that share a library in two versions, and a tool of another ecosystem; as a zipped folder. */
const service = (name, version, cipher) =>
  packageLock(name, ["web-frame", "cipher-core"], {
    "web-frame": { version, license: "MIT", needs: ["tiny-log"] },
    "cipher-core": { version: cipher, license: "GPL-3.0-only" },
    "tiny-log": { version: "1.1.1", license: "MIT" },
  });
const house = zip([
  ["services/pay/package-lock.json", service("pay", "4.1.0", "1.0.0")],
  ["services/shop/package-lock.json", service("shop", "4.2.0", "1.0.0")],
  ["tools/meter/Cargo.lock", cargoLock],
]);

async function estateOf(files) {
  const session = await open(browser, fileAddress);
  await running(session.page);
  await drop(session.page, files);
  await session.page.locator(".stat").first().waitFor();
  await session.page.keyboard.press("8");
  await session.page.getByRole("heading", { name: "Projects", exact: true }).waitFor();
  return session;
}

const section = (page, name) => page.locator(`section[aria-label='${name}']`);
const shows = (locator, pattern) =>
  until(async () => pattern.test(flat(await locator.innerText())), async () => `${pattern} not in: ${flat(await locator.innerText())}`);

describe("the estate", () => {
  test("tells projects by folder, packages by use, sprawl, and what is shared", async () => {
    const session = await estateOf({ name: "house.zip", buffer: house });
    const { page } = session;
    const projects = section(page, "Projects");
    assert.equal(await projects.locator("tbody tr").count(), 3);
    await shows(projects, /house\.zip\/services\/pay pay 1\.0\.0 · npm 1 3 2/);
    const frame = section(page, "Packages").locator("tbody tr", { hasText: "web-frame" });
    await shows(frame, /web-frame npm 2 2 2/);
    await shows(section(page, "Version sprawl"), /web-frame 2 4\.2\.0 ?×1 4\.1\.0 ?×1 1 of 2 projects/);
    await shows(section(page, "Shared bottlenecks"), /tiny-log.*needed by 4 components near or far/);
    await shows(section(page, "Packages by project"), /web-frame/);
    await frame.locator("button").first().click();
    const uses = page.getByRole("region", { name: "Uses of web-frame" });
    await shows(uses, /services\/shop 4\.2\.0 runtime direct shop/);
    await uses.getByRole("button", { name: "4.1.0" }).click();
    await page.locator("#inspector").waitFor();
    await closeClean(session, fileAddress);
  });

  test("a query leaves the projects that are hit; a fault is marked letter by letter", async () => {
    const session = await estateOf({ name: "house.zip", buffer: house });
    const { page } = session;
    await page.locator("#estate-query").fill("web-frame<4.2.0");
    await until(async () => (await section(page, "Projects").locator("tbody tr").count()) === 1, "not one project");
    await shows(section(page, "Projects"), /services\/pay.*1 of 3 hold|1 of 3 hold.*services\/pay/);
    await page.locator("#estate-query").fill("web licens:MIT");
    await shows(page.locator(".queryline [role=status]"), /At letter 5: “licens:” is not a key/);
    assert.equal(await page.locator(".q-fault mark").innerText(), "licens");
    await closeClean(session, fileAddress);
  });

  test("an owner is named, kept while one looks elsewhere, and filters", async () => {
    const session = await estateOf({ name: "house.zip", buffer: house });
    const { page } = session;
    const owner = page.getByLabel("Owner of house.zip/services/pay");
    await owner.fill("Payments");
    await owner.press("Enter");
    // While the page still answers to the first label, the next is written.
    const next = page.getByLabel("Owner of house.zip/services/shop");
    await next.fill("Web");
    await next.press("Enter");
    await until(async () => (await page.locator("#owner-labels option").count()) === 2, "not two labels");
    assert.equal(await next.inputValue(), "Web");
    await page.locator("label.select-label", { hasText: "Owner" }).locator("select").selectOption({ label: "Payments (1)" });
    await until(async () => (await section(page, "Projects").locator("tbody tr").count()) === 1, "not one project");
    await page.locator("main").focus();
    await page.keyboard.press("3");
    await page.locator("#query").fill("owner:payments root");
    await shows(page.locator("table.inv tbody"), /pay 1\.0\.0/);
    await page.keyboard.press("Escape");
    await page.locator("nav.tabs button", { hasText: "Estate" }).click();
    assert.equal(await page.getByLabel("Owner of house.zip/services/pay").inputValue(), "Payments");
    assert.deepEqual(await page.evaluate(() => Object.values(localStorage).join(" ").includes("Payments")), false);
    await until(async () => page.url().endsWith("#estate"), () => page.url());
    await closeClean(session, fileAddress);
  });

  test("a query that is kept here is picked in the inventory", async () => {
    const session = await estateOf({ name: "house.zip", buffer: house });
    const { page } = session;
    await page.locator("#estate-query").fill("license:GPL*");
    const line = page.locator(".estate-line");
    await line.getByRole("button", { name: "Saved queries" }).click();
    await line.getByLabel("Name of the query").fill("copyleft");
    await line.getByRole("button", { name: "Keep this query" }).click();
    await line.getByRole("button", { name: /^copyleft/ }).waitFor();
    await page.locator("nav.tabs button", { hasText: "Inventory" }).click();
    await page.locator("#query").waitFor();
    await page.getByRole("button", { name: "Saved queries" }).click();
    await page.getByRole("button", { name: /^copyleft/ }).click();
    assert.equal(await page.locator("#query").inputValue(), "license:GPL*");
    await until(async () => (await page.locator("table.inv tbody tr").count()) === 1, "not one component");
    assert.equal(await page.evaluate(() => Object.values(localStorage).join(" ").includes("copyleft")), false);
    await closeClean(session, fileAddress);
  });

  test("what is shown is saved as CSV and as a workbook", async () => {
    const session = await estateOf({ name: "house.zip", buffer: house });
    const { page } = session;
    await page.locator("#estate-query").fill("ecosystem:npm");
    await shows(page.locator(".queryline [role=status]"), /3 of 4 packages in 2 projects/);
    const packages = await saved(page, () => section(page, "Packages").getByRole("button", { name: "Save as CSV", exact: true }).click());
    assert.equal(packages.name, "lockscope-estate-packages.csv");
    const text = packages.bytes.toString("utf8");
    assert.equal(text.split("\r\n").filter((line) => line.includes('"npm"')).length, 3);
    assert.match(text, /Filter: ecosystem:npm/);
    const workbook = await saved(page, () => page.getByRole("button", { name: "As a workbook" }).click());
    assert.equal(workbook.name, "lockscope-estate.xlsx");
    assert.equal(workbook.bytes.subarray(0, 2).toString(), "PK");
    await closeClean(session, fileAddress);
  });

  test("with one file it says what it is for", async () => {
    const session = await estateOf({ name: "package-lock.json", buffer: service("pay", "4.1.0", "1.0.0") });
    await shows(session.page.locator(".estate-alone"), /One project is loaded/);
    await shows(section(session.page, "Projects"), /pay/);
    await closeClean(session, fileAddress);
  });
});
