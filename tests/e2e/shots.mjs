// Pictures of every screen in both themes: `cargo xtask shots [OUTPUT-FOLDER]`. The README's picture is one of them, and so are
// those of docs/compliance.md, compare.md, evaluation.md, workspace.md, sbom.md, vulnerabilities.md,
// hygiene.md and quality.md.
import { copyFile, mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { attachment, clashingLock, cycloneDx, estate, pair, release, supply, zip } from "./fixtures.mjs";
import { drop, fileAddress, judgeForShipping, launch, open, root, running, saved } from "./support.mjs";

// `--architect FILE` makes those of docs/complexity.md from a lockfile of one's own, and no others.
const architect = process.argv.includes("--architect") ? process.argv[process.argv.indexOf("--architect") + 1] : undefined;
// `--estate` makes those of docs/estate.md and query.md, and no others.
const onlyEstate = process.argv.includes("--estate");
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

/** The walk of docs/complexity.md on a file: its pictures go to docs/ too. */
async function shootArchitect(file) {
  const { page, save, finish } = await sit("light", [1440, 900]);
  const choose = (label, value) => page.locator(".toolbar label.select-label", { has: page.getByText(label, { exact: true }) }).locator("select").selectOption(value);
  const keep = async (name) => {
    await page.waitForTimeout(1500);
    await save(name);
    await copyFile(path.join(out, `${name}-light-1440.png`), path.join(readme, `${name}.png`));
  };
  await drop(page, { name: path.basename(file).replace(/^.*(yarn[^/]*\.lock)$/, "yarn.lock"), buffer: await readFile(file) });
  await page.locator(".stat").first().waitFor();
  await page.keyboard.press("2");
  await page.locator("canvas.graph").waitFor();
  await keep("complexity-1-graph");
  await choose("Layout", "map");
  await choose("Colour", "depth");
  await keep("complexity-2-map");
  await choose("Layout", "layered");
  await choose("Colour", "verdict");
  await page.locator("#graph-query").fill("cycle");
  await page.getByRole("button", { name: /Fit everything/ }).click();
  await keep("complexity-3-cycles");
  await page.locator("#graph-query").fill("");
  await page.locator("nav.tabs button", { hasText: "Complexity" }).click();
  const heaviest = page.locator("section[aria-label='Heaviest direct dependencies'] tbody tr").first();
  await heaviest.locator("button").first().click();
  await page.getByRole("button", { name: "If it goes" }).click();
  await page.locator("#what-if").waitFor();
  await page.locator("#what-if").scrollIntoViewIfNeeded();
  await keep("complexity-4-leaves");
  await page.getByRole("button", { name: "Put all back" }).click();
  await page.keyboard.press("Escape");
  await page.locator("section[aria-label='Duplicates']").scrollIntoViewIfNeeded();
  await keep("complexity-5-duplicates");
  await finish();
}

/** The walk of docs/estate.md and query.md on a house of a dozen projects; in one theme and size its pictures go to docs/ too. */
async function shootEstate(theme, size, keeps) {
  const { page, save, finish } = await sit(theme, size);
  const keep = async (name) => {
    await save(name);
    if (keeps) await copyFile(path.join(out, `${name}-${theme}-${size[0]}.png`), path.join(readme, `${name}.png`));
  };
  await drop(page, { name: "house.zip", buffer: estate() });
  await page.getByRole("heading", { name: "Licences by verdict" }).waitFor();
  await page.locator("button.context").click();
  await page.getByLabel("Outbound licence").selectOption("proprietary");
  await page.keyboard.press("Escape");
  await page.locator("dialog").waitFor({ state: "detached" });
  await page.keyboard.press("8");
  const projects = page.locator("section[aria-label='Projects']");
  await projects.waitFor();
  for (const [project, owner] of [["billing", "Payments"], ["ledger", "Payments"], ["portal", "Web"], ["admin", "Web"]]) {
    const field = page.getByLabel(new RegExp(`^Owner of .*/${project}$`));
    await field.fill(owner);
    await field.press("Enter");
  }
  await keep("estate-1");
  await page.locator("#estate-query").fill("date-words<1.0.0");
  await page.locator(".shown", { hasText: /^1 of/ }).waitFor();
  await page.locator("table.packages tbody button").first().click();
  await page.getByRole("region", { name: "Uses of date-words" }).waitFor();
  await page.locator("section[aria-label='Packages']").scrollIntoViewIfNeeded();
  await keep("estate-2");
  await page.locator("#estate-query").fill("");
  await page.locator("section[aria-label='Version sprawl']").scrollIntoViewIfNeeded();
  await page.waitForTimeout(600);
  await keep("estate-3");
  await page.locator("section[aria-label='Packages by project']").scrollIntoViewIfNeeded();
  await keep("estate-4");
  await page.locator("#estate-query").fill("owner:payments licens:GPL*");
  await page.locator(".q-fault").waitFor();
  await save("estate-fault");
  await page.locator("#estate-query").fill("owner:payments license:GPL*");
  await page.locator(".estate-line").getByRole("button", { name: "Saved queries" }).click();
  await page.locator(".estate-line").getByLabel("Name of the query").fill("copyleft of payments");
  await page.locator(".estate-line").getByRole("button", { name: "Keep this query" }).click();
  await page.locator(".saved-list li").first().waitFor();
  await keep("estate-5");
  await page.keyboard.press("Escape");
  await page.locator("nav.tabs button", { hasText: "Inventory" }).click();
  await page.locator("#query").fill("date-words<1.0.0 or needed-by>=9 ");
  await page.locator("#query").press("End");
  await page.locator("#query").pressSequentially("sc");
  await page.locator(".queryline [role=option]").first().waitFor();
  await keep("query-1-completion");
  await page.locator("#query").fill("owner:payments licens:GPL*");
  await page.locator(".q-fault").waitFor();
  await keep("query-2-fault");
  await finish();
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
  await page.keyboard.press("Escape");
  await page.locator("dialog").waitFor({ state: "detached" });
  await page.keyboard.press("5");
  await page.getByRole("heading", { name: "What leaves if it goes" }).waitFor();
  await save("complexity");
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

/** What someone from compliance does with an SBOM that came by mail, step by step: docs/compliance.md. */
async function shootCompliance(theme, size) {
  const { page, save, finish } = await sit(theme, size);
  const part = async (name) => page.locator(".toolbar .seg").first().getByRole("button", { name, exact: true }).click();
  await drop(page, { name: "portal.cdx.json", buffer: attachment("2.1.0") });
  await page.getByRole("heading", { name: "Licences by verdict" }).waitFor();
  await judgeForShipping(page, () => save("compliance-1-judged-for"));
  await save("compliance-2-overview");
  await page.keyboard.press("4");
  const finding = page.locator("article.finding", { hasText: "cipher-core" }).first();
  await finding.locator(".f-toggle").click();
  await save("compliance-3-conflict");
  if (size[0] > 720) {
    await finding.getByRole("button", { name: "Show in graph" }).click();
    await page.locator("canvas.graph").waitFor();
    await save("compliance-4-routes");
    await page.keyboard.press("4");
    await finding.waitFor();
  }
  await part("Licences");
  await save("compliance-licences");
  await part("Matrix");
  await page.locator("table.lmatrix td button").first().waitFor();
  await page.locator("table.lmatrix td.v-conflict button").first().click();
  await save("compliance-5-matrix");
  await part("Findings");
  if (!(await finding.evaluate((card) => card.classList.contains("open")))) await finding.locator(".f-toggle").click();
  await finding.getByRole("button", { name: "Decide…" }).click();
  const decide = page.getByRole("dialog", { name: "Decide" });
  await decide.getByRole("radio", { name: /^Waive/ }).click();
  await decide.getByRole("combobox", { name: "Reason" }).selectOption("license-acquired");
  await decide.getByLabel("Decided by").fill("licence desk");
  await decide.getByLabel("Versions").fill(">=1 <2");
  await decide.getByLabel("Expires after").fill("2027-12-31");
  await decide.getByLabel("Comment").fill("A commercial licence is on file, contract 4711");
  await save("compliance-6-decide");
  await decide.getByRole("button", { name: "Decide", exact: true }).click();
  await page.locator("dialog").waitFor({ state: "detached" });
  await finding.locator(".tag.decided").waitFor();
  await part("Decisions");
  await page.locator("table.decisions").waitFor();
  await save("compliance-7-decisions");
  const record = await saved(page, () => page.getByRole("button", { name: "Save the record" }).click());
  await part("Duties");
  const texts = page.locator("details.duty", { hasText: /licence text/i }).first();
  await texts.locator("summary").click();
  await save("compliance-8-duties");
  await texts.locator(".tag").first().click();
  await page.locator("pre.license-text").first().waitFor({ timeout: 30_000 });
  await save("compliance-text");
  await page.keyboard.press("Escape");
  await page.locator("dialog").waitFor({ state: "detached" });
  await part("Policy");
  await page.getByLabel("Rules, in TOML").waitFor();
  const options = await page.getByLabel("Begin with").locator("option").evaluateAll((options) => options.map((option) => option.value).filter(Boolean));
  await page.getByLabel("Begin with").selectOption(options[0]);
  await page.getByRole("button", { name: "Use these rules" }).click();
  await page.getByRole("button", { name: "Use no policy" }).waitFor();
  await save("compliance-9-policy");
  await page.getByRole("button", { name: "Save…", exact: true }).click();
  await save("compliance-save");
  await finish();
  const later = await sit(theme, size);
  await drop(later.page, [{ name: "portal.cdx.json", buffer: attachment("2.2.0", { cipher: "2.0.0" }) }, { name: record.name, buffer: record.bytes }]);
  await later.page.getByRole("heading", { name: "Licences by verdict" }).waitFor();
  await judgeForShipping(later.page);
  await later.page.keyboard.press("4");
  await later.page.locator("article.finding .tag.decided").first().waitFor();
  await later.page.locator("article.finding", { has: later.page.locator(".tag.decided") }).first().locator(".f-toggle").click();
  await later.save("compliance-10-next-version");
  await later.finish();
}

/** The page on one component, saving and opening a workspace, copies without names: docs/evaluation.md, workspace.md, sbom.md. */
async function shootEvaluation(theme, size) {
  const { page, save, finish } = await sit(theme, size);
  const command = async (words) => {
    await page.keyboard.press("Control+k");
    await page.getByLabel("Command", { exact: true }).fill(words);
    await page.keyboard.press("Enter");
  };
  const gone = () => page.locator("dialog").waitFor({ state: "detached" });
  const osv = (id, name, score) => [`${id}.json`, JSON.stringify({ schema_version: "1.6.0", id, modified: "2026-11-20T00:00:00Z", summary: "Reads beyond what it was given", severity: [{ type: "CVSS_V3", score }], affected: [{ package: { ecosystem: "npm", name }, ranges: [{ type: "SEMVER", events: [{ introduced: "0" }, { fixed: "2.0.2" }] }] }] })];
  await drop(page, [{ name: "package-lock.json", buffer: clashingLock }, { name: "signer.cdx.json", buffer: cycloneDx }]);
  await page.getByRole("heading", { name: "Licences by verdict" }).waitFor();
  await judgeForShipping(page);
  const judge = async (name) => {
    await page.keyboard.press("/");
    await page.keyboard.type(name);
    await page.locator("#hits [role=option]").first().waitFor();
    await page.keyboard.press("Enter");
    await page.locator("#inspector").waitFor();
    await command("Judge the selection");
    await page.locator(".ev-sections").waitFor();
  };
  await judge("web-frame");
  await save("evaluation-1");
  await page.keyboard.press("Escape");
  await gone();
  await drop(page, { name: "all.zip", buffer: zip([osv("GHSA-rc20-0000-0001", "route-core", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N"), osv("GHSA-rc20-0000-0002", "kettle", "CVSS:3.1/AV:L/AC:H/PR:N/UI:N/S:U/C:L/I:N/A:N")]) });
  await page.locator("ul.files li", { hasText: "all.zip" }).waitFor({ state: "attached" });
  await judge("route-core");
  await page.locator(".ev-section", { has: page.getByRole("heading", { name: "Known vulnerabilities" }) }).scrollIntoViewIfNeeded();
  await save("evaluation-2");
  await page.keyboard.press("Escape");
  await gone();
  await command("Save…");
  const dialog = page.getByRole("dialog", { name: "Save" });
  await dialog.waitFor();
  await save("workspace-1");
  const workspace = await saved(page, () => dialog.getByRole("button", { name: "Save workspace" }).click());
  await dialog.locator(".save-part", { hasText: /^SBOM/ }).scrollIntoViewIfNeeded();
  await save("sbom-1");
  await dialog.getByRole("checkbox", { name: /Replace internal names/ }).check();
  await dialog.getByLabel(/Also internal/).fill("registry.example, com.nobody");
  await dialog.locator("summary").click();
  await dialog.getByText("Nothing here lies under").waitFor();
  await save("sbom-2");
  await dialog.getByRole("checkbox", { name: /Replace internal names/ }).uncheck();
  await page.keyboard.press("Escape");
  await gone();
  await drop(page, { name: workspace.name, buffer: workspace.bytes });
  await page.getByRole("dialog", { name: "Open a saved workspace" }).waitFor();
  await save("workspace-2");
  await finish();
}

/** Two releases of a lockfile side by side, step by step: docs/compare.md. */
async function shootCompare(theme, size) {
  const { page, save, finish } = await sit(theme, size);
  await drop(page, { name: "new/package-lock.json", buffer: release.after });
  await page.getByRole("heading", { name: "Licences by verdict" }).waitFor();
  await page.keyboard.press("6");
  await page.getByRole("heading", { name: "A comparison takes two files" }).waitFor();
  await save("compare-one-file");
  await drop(page, { name: "old/package-lock.json", buffer: release.before });
  await page.locator("details.cause").first().waitFor();
  await judgeForShipping(page);
  await page.locator("details.cause", { hasText: "new conflict" }).first().waitFor();
  await save("compare-1-causes");
  if (size[0] > 720) {
    await page.locator("details.cause", { hasText: "Same version" }).locator("summary").click();
    await page.locator("details.cause", { hasText: "Refresh" }).locator("summary").click();
    await page.locator("details.cause", { hasText: "Refresh" }).scrollIntoViewIfNeeded();
    await save("compare-2-unasked");
  }
  const shownAs = (name) => page.locator(".compare-bar").getByRole("button", { name }).click();
  await shownAs("List");
  await page.locator("table.changes tbody tr").first().waitFor();
  await page.getByRole("group", { name: "Kinds of change" }).getByRole("button", { name: /^licence/ }).click();
  await page.locator("table.changes").scrollIntoViewIfNeeded();
  await save("compare-3-list");
  if (size[0] > 720) {
    await shownAs("In the graph");
    await page.locator("canvas.graph").waitFor();
    await save("compare-4-graph");
  }
  await finish();
  const kinds = await sit(theme, size);
  await drop(kinds.page, [{ name: "quay/package-lock.json", buffer: pair.lock }, { name: "quay.cdx.json", buffer: pair.sbom }]);
  await kinds.page.getByRole("heading", { name: "Licences by verdict" }).waitFor();
  await kinds.page.keyboard.press("6");
  await kinds.page.locator("section[aria-label='Not compared']").waitFor();
  await kinds.page.locator("section[aria-label='Not compared']").scrollIntoViewIfNeeded();
  await kinds.save("compare-5-kinds");
  await kinds.finish();
}

/** Vulnerabilities, hygiene and the quality of an SBOM: docs/vulnerabilities.md, hygiene.md and quality.md. */
async function shootQuality(theme, size) {
  const { page, save, finish } = await sit(theme, size);
  const part = async (name) => page.locator(".view-quality .toolbar .seg").first().getByRole("button", { name }).click();
  await drop(page, [supply.lock, supply.sbom]);
  await page.locator(".stats.three").waitFor();
  await save("quality-overview");
  await page.keyboard.press("7");
  await page.locator(".howto").waitFor();
  await save("quality-without-data");
  await drop(page, [supply.database, supply.vex]);
  const card = page.locator("article.vuln").first();
  await card.locator(".f-toggle").click();
  await page.getByRole("button", { name: "Show 1", exact: true }).click();
  await page.locator("article.vuln").nth(1).waitFor();
  await save("quality-1-vulnerabilities");
  if (size[0] > 720) {
    await card.locator("tbody button").first().click();
    await page.locator("#inspector").waitFor();
    await page.getByRole("button", { name: "In the graph", exact: true }).click();
    await page.locator("canvas.graph").waitFor();
    await page.locator("#graph-query").fill("");
    await save("quality-2-severity");
    await page.locator("nav.tabs button", { hasText: "Quality" }).click();
  }
  await part(/Hygiene/);
  await page.locator("article.hyg").first().waitFor();
  await save("quality-3-hygiene");
  await part(/SBOMs/);
  await page.locator("table.qcover button").first().click();
  await page.locator(".qopen").waitFor();
  await save("quality-4-coverage");
  await page.getByLabel("Profile, in TOML").fill('name = "What we ask of suppliers"\n\n[[require]]\nelement = "supplier"\nat_least = 90\n\n[[require]]\nelement = "colour"\n');
  await page.locator("#profile-errors li").waitFor();
  await page.locator("#profile-errors li").scrollIntoViewIfNeeded();
  await save("quality-5-profile");
  await finish();
}

if (architect) {
  await shootArchitect(architect);
  await browser.close();
  process.exit();
}
if (onlyEstate) {
  for (const theme of ["light", "dark"]) {
    for (const size of sizes) await shootEstate(theme, size, theme === "light" && size[0] === 1440);
  }
  await browser.close();
  process.exit();
}
for (const theme of ["light", "dark"]) {
  for (const size of sizes) {
    await shootCompare(theme, size);
    await shootCompliance(theme, size);
    await shoot(theme, size);
    await shootFiles(theme, size);
    await shootEvaluation(theme, size);
    await shootQuality(theme, size);
  }
}
await browser.close();
await copyFile(path.join(out, "graph-selected-light-1440.png"), path.join(readme, "lockscope.png"));
const parts = ["1-vulnerabilities", "2-severity", "3-hygiene", "4-coverage", "5-profile"];
for (const part of parts) await copyFile(path.join(out, `quality-${part}-light-1440.png`), path.join(readme, `quality-${part}.png`));
const steps = ["1-judged-for", "2-overview", "3-conflict", "4-routes", "5-matrix", "6-decide", "7-decisions", "8-duties", "9-policy", "10-next-version"];
for (const step of steps) await copyFile(path.join(out, `compliance-${step}-light-1440.png`), path.join(readme, `compliance-${step}.png`));
for (const name of ["evaluation-1", "evaluation-2", "workspace-1", "workspace-2", "sbom-1", "sbom-2"]) await copyFile(path.join(out, `${name}-light-1440.png`), path.join(readme, `${name}.png`));
const compared = ["1-causes", "2-unasked", "3-list", "4-graph", "5-kinds"];
for (const step of compared) await copyFile(path.join(out, `compare-${step}-light-1440.png`), path.join(readme, `compare-${step}.png`));
console.log(`pictures in ${path.relative(root, out)}`);
