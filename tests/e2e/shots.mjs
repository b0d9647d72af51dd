// Pictures of every screen in both themes: `cargo xtask shots [OUTPUT-FOLDER]`. The README's picture is one of them.
import { copyFile, mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { clashingLock, cycloneDx, pair, zip } from "./fixtures.mjs";
import { drop, fileAddress, launch, open, root, running } from "./support.mjs";

const out = process.argv[2] ?? path.join(root, "target/shots");
const readme = path.join(root, "docs");
const sizes = [[1440, 900], [1024, 768], [390, 844]];
await mkdir(out, { recursive: true });
await mkdir(readme, { recursive: true });
const browser = await launch();

async function sit(theme, [width, height]) {
  const options = { viewport: { width, height }, colorScheme: theme };
  const { page, context, seen } = await open(browser, fileAddress, { context: options });
  const save = async (name) => {
    await page.waitForTimeout(350);
    await page.screenshot({ path: path.join(out, `${name}-${theme}-${width}.png`) });
  };
  const finish = async () => {
    if (seen.errors.length || seen.violations.length) console.error(theme, width, seen.errors, seen.violations);
    await context.close();
  };
  await running(page);
  return { page, save, finish };
}

async function shoot(theme, [width, height]) {
  const { page, save, finish } = await sit(theme, [width, height]);
  await save("empty");
  await page.getByRole("button", { name: /ledger-portal/ }).click();
  await page.getByRole("heading", { name: "Licences by verdict" }).waitFor();
  await page.locator("button.context").click();
  await page.getByLabel("Outbound licence").selectOption("proprietary");
  await save("context");
  await page.keyboard.press("Escape");
  await save("overview");
  await page.keyboard.press("2");
  await page.locator(width > 720 ? "canvas" : "[role=tree]").first().waitFor();
  await save("graph");
  if (width > 720) {
    await page.locator("#search").fill("xdevapi");
    await page.locator("#hits [role=option]").first().waitFor();
    await page.keyboard.press("Enter");
    await page.locator("#inspector").waitFor();
    await save("graph-selected");
    await page.keyboard.press("t");
  }
  await save("tree");
  await page.keyboard.press("Escape");
  await page.keyboard.press("3");
  await page.locator("table.inv tbody tr").first().waitFor();
  await save("inventory");
  await page.keyboard.press("4");
  await page.locator("article.finding").first().waitFor();
  await page.locator(".f-toggle").first().click();
  await save("licences");
  await page.keyboard.press("?");
  await save("help");
  await finish();
}

/** What is said between files: an archive in the rail, two files of one project, and the reports. */
async function shootFiles(theme, size) {
  const { page, save, finish } = await sit(theme, size);
  await drop(page, [
    { name: "quay/package-lock.json", buffer: pair.lock },
    { name: "quay.cdx.json", buffer: pair.sbom },
    {
      name: "release.zip",
      buffer: zip([["harbour/desk/package-lock.json", clashingLock], ["harbour/signer.cdx.json", cycloneDx], ["harbour/main.rs", "fn main() {}"], ["harbour/README.md", "# Harbour"]]),
    },
    { name: "bom.xml", buffer: await readFile(path.join(root, "tests/fixtures/cyclonedx-xml/repaired-markup/bom.xml")) },
    { name: "cut.json", buffer: clashingLock.slice(0, 400) },
  ]);
  const between = page.locator("section.panel", { has: page.getByRole("heading", { name: "Between the files" }) });
  await between.waitFor();
  await save("files");
  await between.scrollIntoViewIfNeeded();
  await save("files-between");
  const dialogs = [
    ["report", page.locator("table.dense").getByRole("button", { name: "bom.xml" })],
    ["report-archive", page.getByRole("button", { name: /^Report.* on release\.zip$/ })],
    ["report-broken", page.locator("table.dense").getByRole("button", { name: "cut.json" })],
    ["report-beside", page.locator("table.dense").getByRole("button", { name: "quay.cdx.json" })],
    ["between", between.getByRole("button").first()],
  ];
  for (const [name, button] of dialogs) {
    if (!(await button.isVisible())) continue;
    await button.click();
    await page.locator("dialog .report-name").waitFor();
    await save(name);
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
  }
  if (size[0] <= 720) {
    await page.getByRole("button", { name: "Open the rail" }).click();
    await save("rail");
  } else {
    await page.keyboard.press("4");
    await page.locator("article.finding", { hasText: "Sources disagree" }).locator(".f-toggle").click();
    await save("evidence");
  }
  await finish();
}

for (const theme of ["light", "dark"]) {
  for (const size of sizes) {
    await shoot(theme, size);
    await shootFiles(theme, size);
  }
}
await browser.close();
await copyFile(path.join(out, "graph-selected-light-1440.png"), path.join(readme, "lockscope.png"));
console.log(`pictures in ${path.relative(root, out)}`);
