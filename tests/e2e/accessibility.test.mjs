// The page can be used by eye, ear and keyboard: axe finds no serious fault on any screen in either theme,
// a tour of the whole page needs no mouse and always shows where the focus is, a phone gets the tree, and
// paper gets the findings alone.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { clashingLock, cycloneDx, pair, release, supply, zip } from "./fixtures.mjs";
import { closeClean, drop, fileAddress, launch, open, running, until } from "./support.mjs";

let browser, axe;
before(async () => {
  browser = await launch();
  axe = await readFile(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
});
after(async () => {
  await browser?.close();
});

const files = [
  { name: "package-lock.json", buffer: clashingLock },
  { name: "signer.cdx.json", buffer: cycloneDx },
  { name: "letter.txt", buffer: "no lockfile\n" },
];

/** Two files of one project, an archive with two, and what no file of it is. */
const moreFiles = [
  { name: "package-lock.json", buffer: pair.lock },
  { name: "quay.cdx.json", buffer: pair.sbom },
  { name: "release-of-the-harbour-desk-2026.zip", buffer: zip([["harbour/desk/package-lock.json", clashingLock], ["harbour/signer.cdx.json", cycloneDx], ["harbour/main.rs", "fn main() {}"]]) },
  { name: "bom.xml", buffer: '<!DOCTYPE bom>\n<bom xmlns="http://cyclonedx.org/schema/bom/1.4" version="1">\n<components><component type="library" type="file"><name>oak & ash &wood;</name><version>1</version></component></components>\n</bom>\n' },
  { name: "letter.txt", buffer: "no lockfile\n" },
];

/** Goes to a part of the licences view. */
async function licencesPart(page, name, shows) {
  await page.locator(".toolbar .seg").first().getByRole("button", { name, exact: true }).click();
  await page.locator(shows).first().waitFor();
}

/** Opens a dialog from the overview, and waits until it is filled. */
async function openFilled(page, button) {
  await button.click();
  await page.locator("dialog .report-name").waitFor();
}

const betweenFiles = (page) => page.locator("section.panel", { has: page.getByRole("heading", { name: "Between the files" }) }).getByRole("button");
const fileOfOverview = (page, name) => page.locator("table.dense").getByRole("button", { name, exact: true });

async function sit({ width = 1440, height = 900, colorScheme = "light", read = true } = {}) {
  const options = { viewport: { width, height }, colorScheme, reducedMotion: "reduce", offline: true };
  const sitting = await open(browser, fileAddress, { context: options });
  await running(sitting.page);
  if (read) await takeFiles(sitting.page);
  return sitting;
}

async function takeFiles(page) {
  await drop(page, files);
  await page.getByRole("heading", { name: "Licences by verdict" }).waitFor();
}

/** The serious and critical faults that axe finds now, each with its rule, place and reason. */
async function faults(page) {
  if (!(await page.evaluate("typeof axe === 'object'"))) await page.evaluate(axe);
  return page.evaluate(async () => {
    // No preload: axe would ask for style sheets.
    const { violations } = await window.axe.run(document, { preload: false, resultTypes: ["violations"] });
    return violations
      .filter((found) => ["serious", "critical"].includes(found.impact))
      .flatMap((found) => found.nodes.slice(0, 3).map((node) => `${found.id} at ${node.target.join(" ")}: ${node.failureSummary.split("\n").slice(1).join(" ").trim()}`));
  });
}

/** What has the focus, and whether that can be seen. */
const focus = (page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    // A field may leave its outline to the frame around it.
    const outlined = (element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return outlineStyle !== "none" && parseFloat(outlineWidth) >= 1;
    };
    return {
      tag: element.tagName,
      words: (element.getAttribute("aria-label") ?? element.innerText ?? "").replace(/\s+/g, " ").trim(),
      outlined: outlined(element) || (element.tagName === "INPUT" && outlined(element.parentElement)),
      visible: style.visibility !== "hidden" && box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    };
  });

/** Presses Tab until something with these words has the focus; every stop on the way can be seen. */
async function tabTo(page, words, most = 60) {
  const stops = [];
  for (let press = 0; press < most; press++) {
    await page.keyboard.press("Tab");
    const now = await focus(page);
    stops.push(now.words);
    if (now.tag === "BODY") continue;
    assert.ok(now.outlined, `no outline on ${now.tag} "${now.words}"`);
    assert.ok(now.visible, `${now.tag} "${now.words}" has the focus and cannot be seen`);
    if (words.test(now.words)) return now;
  }
  assert.fail(`${words} is not reached by Tab: ${stops.join(" | ")}`);
}

for (const colorScheme of ["light", "dark"]) {
  describe(`axe, ${colorScheme}`, () => {
    /** All screens in one sitting; each is a test of its own. */
    let sitting;
    before(async () => {
      sitting = await sit({ colorScheme, read: false });
    });
    after(async () => {
      await closeClean(sitting, fileAddress);
    });

    const screens = [
      ["empty", async () => {}],
      ["paste dialog", (page) => page.getByRole("button", { name: "Paste…" }).click()],
      ["about dialog", (page) => page.getByRole("button", { name: "About this file" }).click()],
      ["overview", takeFiles],
      ["context dialog", (page) => page.locator("button.context").click()],
      ["help dialog", (page) => page.keyboard.press("?")],
      ["commands dialog", (page) => page.keyboard.press("Control+k")],
      ["search hits", async (page) => {
        await page.keyboard.press("/");
        await page.keyboard.type("core");
        await page.locator("#hits [role=option]").first().waitFor();
      }],
      ["graph", async (page) => {
        await page.keyboard.press("Escape");
        await page.keyboard.press("2");
        await page.locator("canvas.graph").waitFor();
      }],
      ["graph with inspector", async (page) => {
        await page.keyboard.press("/");
        await page.keyboard.type("old-cipher");
        await page.locator("#hits [role=option]").first().waitFor();
        await page.keyboard.press("Enter");
        await page.locator("#inspector").waitFor();
      }],
      ["component's page dialog", async (page) => {
        await page.getByRole("button", { name: "Judge it" }).click();
        await page.locator(".ev-sections").waitFor();
      }],
      ["tree", async (page) => {
        await page.keyboard.press("t");
        await page.locator("[role=treeitem]").first().waitFor();
      }],
      ["inventory", async (page) => {
        await page.keyboard.press("3");
        await page.locator("table.inv tbody tr").first().waitFor();
      }],
      ["licences with an open card", async (page) => {
        await page.keyboard.press("4");
        await page.locator(".f-toggle").first().click();
        await page.locator("article.finding.open").waitFor();
      }],
      ["decide dialog", (page) => page.locator("article.finding.open").getByRole("button", { name: "Decide…" }).click()],
      ["save dialog", (page) => page.getByRole("button", { name: "Save…", exact: true }).click()],
      ["names-are-replaced dialog", async (page) => {
        await page.getByRole("button", { name: "Save…", exact: true }).click();
        await page.getByRole("checkbox", { name: /Replace internal names/ }).check();
        await page.locator(".redaction summary").click();
      }],
      ["licences by expression", (page) => licencesPart(page, "Licences", ".fgroup table.dense")],
      ["licence matrix", (page) => licencesPart(page, "Matrix", "table.lmatrix")],
      ["duties", async (page) => {
        await licencesPart(page, "Duties", "details.duty");
        await page.locator("details.duty summary").first().click();
      }],
      ["policy", (page) => licencesPart(page, "Policy", ".policy-text")],
      ["decisions", (page) => licencesPart(page, "Decisions", ".fgroup")],
      ["compare by cause", async (page) => {
        await drop(page, [{ name: "old/package-lock.json", buffer: release.before }, { name: "new/package-lock.json", buffer: release.after }]);
        await page.keyboard.press("6");
        await page.getByLabel("Before (A)").selectOption({ label: "old/package-lock.json, harbour-desk 3.3.0" });
        await page.getByLabel("After (B)").selectOption({ label: "new/package-lock.json, harbour-desk 3.4.0" });
        await page.locator("details.cause", { hasText: "report-kit" }).waitFor();
      }],
      ["compare as a list", async (page) => {
        await page.locator(".compare-bar").getByRole("button", { name: "List" }).click();
        await page.locator("table.changes tbody tr").first().waitFor();
      }],
      ["archives and two files of one project", async (page) => {
        await drop(page, moreFiles);
        await page.keyboard.press("1");
        await betweenFiles(page).first().waitFor();
      }],
      ["report dialog", (page) => openFilled(page, page.getByRole("button", { name: /^Report.* on bom\.xml$/ }))],
      ["archive's report dialog", (page) => openFilled(page, page.getByRole("button", { name: /^Report.* on release-of-the-harbour-desk-2026\.zip$/ }))],
      ["broken file's report dialog", (page) => openFilled(page, fileOfOverview(page, "letter.txt").first())],
      ["comparison dialog", (page) => openFilled(page, betweenFiles(page).first())],
      ["vulnerabilities with an open card", async (page) => {
        await drop(page, [supply.sbom, supply.lock, supply.database, supply.vex]);
        await page.keyboard.press("7");
        await page.locator("article.vuln .f-toggle").first().click();
        await page.locator("table.vparts").waitFor();
      }],
      ["hygiene of lockfiles", async (page) => {
        await page.locator(".view-quality .seg").first().getByRole("button", { name: /Hygiene/ }).click();
        await page.locator("article.hyg").first().waitFor();
      }],
      ["quality of SBOMs with an open element", async (page) => {
        await page.locator(".view-quality .seg").first().getByRole("button", { name: /SBOMs/ }).click();
        await page.locator("table.qcover button[aria-expanded]").first().click();
        await page.locator(".qopen").waitFor();
      }],
    ];
    for (const [name, go] of screens) {
      test(name, async () => {
        const { page } = sitting;
        await go(page);
        if (name.endsWith("dialog")) await page.getByRole("dialog").waitFor();
        assert.deepEqual(await faults(page), []);
        if (name.endsWith("dialog")) {
          await page.keyboard.press("Escape");
          await page.locator("dialog").waitFor({ state: "detached" });
        }
      });
    }
  });
}

test("axe finds a fault where there is one", async () => {
  const sitting = await sit({ read: false });
  const { page } = sitting;
  await page.evaluate(() => document.querySelector("main").append(document.createElement("button")));
  assert.match((await faults(page)).join(), /button-name/);
  await closeClean(sitting, fileAddress);
});

describe("without a mouse", () => {
  test("from the empty page to files: Tab reaches every way in, visibly", async () => {
    const sitting = await sit({ read: false });
    const { page } = sitting;
    assert.equal((await tabTo(page, /./)).words, "Skip to the view");
    for (const words of [/^Theme/, /^Open files…/, /^Open folder…/, /^Paste…/, /^ledger-portal/, /^About this file/]) await tabTo(page, words);
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Licences by verdict" }).waitFor();
    await closeClean(sitting, fileAddress);
  });

  test("Enter on Open files asks the browser for files", async () => {
    const sitting = await sit({ read: false });
    const { page } = sitting;
    // Listening early: a chooser asked for while the listener is being set up is not heard of.
    let chooser = null;
    page.on("filechooser", (asked) => (chooser = asked));
    await tabTo(page, /^Open files…/);
    await page.keyboard.press("Enter");
    await until(() => chooser, "no chooser is asked for", 5000);
    assert.ok(chooser.isMultiple());
    await chooser.setFiles(files.map(({ name, buffer }) => ({ name, mimeType: "application/json", buffer: Buffer.from(buffer) })));
    await page.getByRole("heading", { name: "Licences by verdict" }).waitFor();
    await closeClean(sitting, fileAddress);
  });

  test("views by number, help, commands, and Escape back", async () => {
    const sitting = await sit();
    const { page } = sitting;
    const current = () => page.locator("nav.tabs [aria-current=page] span").first().innerText();
    for (const [key, name] of [["2", "Graph"], ["3", "Inventory"], ["4", "Licences"], ["1", "Overview"]]) {
      await page.keyboard.press(key);
      await until(async () => (await current()) === name, `${key} does not lead to ${name}`);
    }
    await page.keyboard.press("?");
    const help = page.getByRole("dialog", { name: "Keys and help" });
    await help.waitFor();
    assert.match(await help.innerText(), /Search[\s\S]*Undo the view/);
    assert.ok(await page.evaluate(() => document.activeElement.closest("dialog") !== null), "the focus is not in the dialog");
    await page.keyboard.press("3");
    assert.equal(await current(), "Overview", "a key behind the dialog was taken");
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("Control+k");
    const commands = page.getByRole("dialog", { name: "Commands" });
    await commands.waitFor();
    await until(async () => (await focus(page)).words === "Command", "the commands' field has no focus", 3000);
    await page.keyboard.type("inventory");
    await page.keyboard.press("Enter");
    await until(async () => (await current()) === "Inventory", "the command does not run");
    await page.locator("dialog").waitFor({ state: "detached" });
    // A key typed into a field is text.
    await page.locator("#query").focus();
    await page.keyboard.type("1");
    assert.equal(await current(), "Inventory");
    assert.equal(await page.inputValue("#query"), "1");
    await closeClean(sitting, fileAddress);
  });

  test("Tab goes through every view and shows where it is", async () => {
    const sitting = await sit();
    const { page } = sitting;
    const views = [
      ["1", ".bandkey button", /^allowed/],
      ["2", "canvas.graph[aria-label*=' components']", /^Dependency graph, \d+ components/],
      ["3", "table.inv tbody tr", /^Export these/],
      ["4", ".f-toggle", /^conflict GPL-2\.0-only/],
    ];
    for (const [key, filled, words] of views) {
      await page.keyboard.press(key);
      await page.locator(filled).first().waitFor();
      await tabTo(page, words);
    }
    await page.keyboard.press("Enter");
    await page.locator("article.finding.open").waitFor();
    await tabTo(page, /^Light both in the graph/);
    await page.keyboard.press("Enter");
    await page.locator("canvas.graph").waitFor();
    await closeClean(sitting, fileAddress);
  });

  test("a component is chosen in the inventory by keyboard", async () => {
    const sitting = await sit();
    const { page } = sitting;
    await page.keyboard.press("3");
    await page.locator("table.inv tbody tr").first().waitFor();
    await tabTo(page, /^old-cipher/);
    await page.keyboard.press("Enter");
    await page.locator("#inspector h2", { hasText: "old-cipher" }).waitFor();
    await page.keyboard.press("Escape");
    await page.locator("#inspector").waitFor({ state: "detached" });
    await closeClean(sitting, fileAddress);
  });
});

describe("the dialogs on files, without a mouse", () => {
  test("Tab reaches the report and the comparison, and all that can be pressed in them; Escape leads back", async () => {
    const sitting = await sit({ read: false });
    const { page } = sitting;
    await drop(page, moreFiles);
    await betweenFiles(page).first().waitFor();
    await tabTo(page, /^Report.* on package-lock\.json$/);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "How this file was read" }).locator(".report-name").waitFor();
    await tabTo(page, /^Beside quay\.cdx\.json/);
    await tabTo(page, /^Copy as Markdown$/);
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
    assert.match((await focus(page)).words, /^Report.* on package-lock\.json$/);
    await tabTo(page, /^package-lock\.json and quay\.cdx\.json: /, 120);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Two files of one project" }).locator(".report-name").waitFor();
    await tabTo(page, /^tar-pitch/);
    await page.keyboard.press("Enter");
    await page.locator("dialog").waitFor({ state: "detached" });
    await page.locator("#inspector h2", { hasText: "tar-pitch" }).waitFor();
    await closeClean(sitting, fileAddress);
  });
});

describe("narrow", () => {
  test("the dialogs on files are no wider than a phone", async () => {
    const sitting = await sit({ width: 390, height: 844, read: false });
    const { page } = sitting;
    await drop(page, moreFiles);
    await betweenFiles(page).first().waitFor();
    for (const button of [fileOfOverview(page, "bom.xml"), fileOfOverview(page, "letter.txt"), betweenFiles(page).first()]) {
      await openFilled(page, button);
      const wide = await page.evaluate(() =>
        [...document.querySelectorAll("html, dialog, dialog *")].filter((element) => element.scrollWidth > Math.max(element.clientWidth, 1) + 1 && getComputedStyle(element).display !== "inline").map((element) => `${element.tagName}.${element.className}`),
      );
      assert.deepEqual(wide, []);
      const box = await page.locator("dialog").boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= 390, JSON.stringify(box));
      assert.deepEqual(await faults(page), []);
      await page.keyboard.press("Escape");
      await page.locator("dialog").waitFor({ state: "detached" });
    }
    await closeClean(sitting, fileAddress);
  });

  test("a phone shows the tree in place of the picture, and nothing is wider than the window", async () => {
    const sitting = await sit({ width: 390, height: 844 });
    const { page } = sitting;
    const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    assert.ok(await fits(), "the overview is wider than the window");
    await page.locator("nav.tabs button", { hasText: "Graph" }).click();
    await page.locator("[role=treeitem]").first().waitFor();
    assert.equal(await page.locator("canvas.graph").isVisible().catch(() => false), false);
    assert.ok(await fits(), "the tree is wider than the window");
    assert.deepEqual(await faults(page), []);
    for (const name of ["Inventory", "Licences"]) {
      await page.locator("nav.tabs button", { hasText: name }).click();
      await page.locator(name === "Inventory" ? "table.inv tbody tr" : ".lic-grid").first().waitFor();
      assert.ok(await fits(), `${name} is wider than the window`);
      assert.deepEqual(await faults(page), []);
    }
    await closeClean(sitting, fileAddress);
  });
});

describe("on paper", () => {
  test("the licences view prints its findings without rails and buttons, with what it was judged for", async () => {
    const sitting = await sit();
    const { page } = sitting;
    await page.keyboard.press("4");
    await page.locator(".f-toggle").first().click();
    await page.locator("article.finding.open").waitFor();
    assert.equal(await page.locator(".print-head").isVisible(), false);
    await page.emulateMedia({ media: "print" });
    for (const hidden of [".top", ".rail", "nav.tabs", ".toolbar", "footer.status", ".f-foot"]) {
      assert.equal(await page.locator(hidden).first().isVisible(), false, `${hidden} is printed`);
    }
    const head = await page.locator(".print-head").innerText();
    assert.match(head, /Judged for: shipped as binary.*12 components from 2 of 3 files.*OSADL matrix.*Information, not legal advice/is);
    assert.ok(await page.locator("article.finding.open .meet-text").isVisible(), "the routes are not printed as text");
    assert.match(await page.locator("article.finding.open .meet-text").innerText(), /harbour-desk 1\.0\.0 › web-frame 4\.2\.0 › route-core 2\.0\.1 › old-cipher 0\.9\.3/);
    // The whole page is as long as what it holds: nothing scrolls inside.
    const cut = await page.evaluate(() => [...document.querySelectorAll(".centre, main, .lic-grid, .findings")].filter((element) => getComputedStyle(element).overflowY !== "visible" && element.scrollHeight > element.clientHeight + 1).map((element) => element.className));
    assert.deepEqual(cut, []);
    await closeClean(sitting, fileAddress);
  });
});
