// Working with the picture: filters, layouts, colours, sets, two files in one picture, several components at once, and
// the address that says how one looks and never at what. On the sealed page, from disk.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { clashingLock, largeLock, packageLock } from "./fixtures.mjs";
import { closeClean, drop, fileAddress, launch, open, picture, running, until } from "./support.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(async () => browser?.close());

const flat = (text) => text.replace(/\s+/g, " ").trim();
const choice = (page, label) => page.locator(".toolbar label.select-label", { has: page.getByText(label, { exact: true }) }).locator("select");
const legend = async (page) => flat(await page.locator(".legend").first().innerText());
const leftOut = async (page) => flat(await page.locator(".left-out").innerText());
const address = (page) => page.evaluate(() => location.hash);

async function graphOf(files, options = {}) {
  const session = await open(browser, fileAddress + (options.hash ?? ""), options);
  await running(session.page);
  await drop(session.page, files);
  if (!options.hash) {
    await session.page.locator(".stat").first().waitFor();
    await session.page.keyboard.press("2");
  }
  await session.page.locator("canvas.graph").waitFor();
  await drawn(session.page);
  return session;
}

/** The picture once it stands still. */
async function drawn(page) {
  let last = await picture(page);
  return until(async () => {
    await page.waitForTimeout(150);
    const next = await picture(page);
    const same = next.print === last.print && next.drawn > 0;
    last = next;
    return same && next;
  }, "the picture keeps changing, or stays blank");
}

const lock = { name: "package-lock.json", buffer: clashingLock };

describe("the graph", () => {
  test("a filter keeps what fits and the ways to it, and says what it left out", async () => {
    const session = await graphOf(lock);
    const { page } = session;
    const before = await drawn(page);
    await page.locator("#graph-query").fill("license:GPL*");
    await until(async () => /1 fits, drawn with the ways to it, \d+ left out/.test(await leftOut(page)), () => leftOut(page));
    assert.notEqual((await drawn(page)).print, before.print);
    await page.locator("#graph-query").fill("depth>");
    await until(async () => /At letter 1: a value is missing after “depth”/.test(await leftOut(page)), () => leftOut(page));
    await page.locator("#graph-query").fill("");
    await until(async () => (await leftOut(page)) === "", () => leftOut(page));
    assert.equal((await drawn(page)).print, before.print);
    await closeClean(session, fileAddress);
  });

  test("a begun word is completed from the keyboard", async () => {
    const session = await graphOf(lock);
    const { page } = session;
    await page.locator("#graph-query").pressSequentially("lic");
    const options = page.locator("#graph-query-list [role=option]");
    await options.first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    assert.equal(await page.locator("#graph-query").inputValue(), "license:");
    await page.locator("#graph-query").pressSequentially("gp");
    await until(async () => /GPL/.test((await options.allInnerTexts()).join(" ")), "no licence is offered");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Tab");
    await until(async () => / fits?,/.test(await leftOut(page)), () => leftOut(page));
    await closeClean(session, fileAddress);
  });

  test("every layout draws, is undone, and stands in the address", async () => {
    const session = await graphOf(lock);
    const { page } = session;
    const first = await drawn(page);
    for (const layout of ["map", "radial", "treemap", "icicle", "matrix"]) {
      await choice(page, "Layout").selectOption(layout);
      await until(async () => (await address(page)) === `#graph?layout=${layout}`, () => address(page));
      await until(async () => (await picture(page)).print !== first.print, `${layout} looks like the layers`);
      await drawn(page);
      await page.keyboard.press("u");
      await until(async () => (await address(page)) === "#graph", () => address(page));
    }
    await until(async () => (await picture(page)).print === first.print, "the first picture does not come back");
    await closeClean(session, fileAddress);
  });

  test("colours and sets; a set opens at a press", async () => {
    const files = { name: "package-lock.json", buffer: packageLock("yard", ["@mast/one", "@mast/two"], {
      "@mast/one": { license: "MIT", needs: ["rope"] }, "@mast/two": { license: "MIT", needs: ["rope"] }, rope: { license: "MIT" } }) };
    const session = await graphOf(files);
    const { page } = session;
    await choice(page, "Colour").selectOption("depth");
    await until(async () => /depth 1 2 ?\/?2/.test(await legend(page)), () => legend(page));
    await choice(page, "As one").selectOption("namespace");
    await until(async () => /1 group/.test(flat(await page.locator(".toolbar .shown").innerText())), "nothing is drawn as one");
    assert.equal(await address(page), "#graph?colour=depth&group=namespace");
    await page.locator("canvas.graph").focus();
    // From the root to the set, and into it.
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await until(async () => !/group/.test(flat(await page.locator(".toolbar .shown").innerText())), "the set does not open");
    await closeClean(session, fileAddress);
  });

  test("two files in one picture say what was added and removed", async () => {
    const before = packageLock("yard", ["rope", "oar"], { rope: { license: "MIT" }, oar: { license: "MIT" } });
    const after = packageLock("yard", ["rope", "sail"], { rope: { license: "GPL-2.0-only" }, sail: { license: "MIT" } });
    const session = await graphOf([{ name: "before.json", buffer: before }, { name: "after.json", buffer: after }]);
    const { page } = session;
    await choice(page, "Colour").selectOption("difference");
    await until(async () => /added 1 ?\/?1/.test(await legend(page)) && /removed 1/.test(await legend(page)), () => legend(page));
    assert.match(await legend(page), /other licence 1/);
    await choice(page, "Before").selectOption({ label: "after.json" });
    await closeClean(session, fileAddress);
  });

  test("several are chosen with a frame, and hidden together", async () => {
    const session = await graphOf(lock);
    const { page } = session;
    const box = await page.locator("canvas.graph").boundingBox();
    await page.keyboard.down("Shift");
    await page.mouse.move(box.x + 6, box.y + 6);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 20, box.y + box.height - 20, { steps: 4 });
    await page.mouse.up();
    await page.keyboard.up("Shift");
    const tools = page.getByRole("group", { name: "What is chosen" });
    await tools.waitFor();
    assert.match(flat(await tools.innerText()), /^\d+ chosen/);
    await tools.getByRole("button", { name: "Hide" }).click();
    await until(async () => /\d+ left out/.test(await leftOut(page)), () => leftOut(page));
    await page.keyboard.press("u");
    await until(async () => (await leftOut(page)) === "", () => leftOut(page));
    await closeClean(session, fileAddress);
  });

  test("a focus goes as far as told", async () => {
    const session = await graphOf(lock);
    const { page } = session;
    await page.locator("#search").fill("chart-kit");
    await page.locator("#hits [role=option]").first().waitFor();
    await page.keyboard.press("Enter");
    await page.locator("#inspector").waitFor();
    await page.locator("canvas.graph").focus();
    await page.keyboard.press("f");
    await choice(page, "Focus on").selectOption("1");
    const near = await drawn(page);
    await choice(page, "Focus on").selectOption("needs");
    await until(async () => (await picture(page)).print !== near.print, "the focus goes as far as before");
    await closeClean(session, fileAddress);
  });

  test("an address opens the view it says, and holds nothing of a file", async () => {
    const session = await graphOf(lock, { hash: "#graph?layout=map&colour=scope" });
    const { page } = session;
    assert.equal(await choice(page, "Layout").inputValue(), "map");
    assert.equal(await choice(page, "Colour").inputValue(), "scope");
    await page.locator("#graph-query").fill("name:chart-kit");
    await until(async () => / fits?,/.test(await leftOut(page)), () => leftOut(page));
    assert.equal(await address(page), "#graph?layout=map&colour=scope");
    await closeClean(session, fileAddress);
  });

  test("the 2D canvas and WebGL draw the same map", async () => {
    const drawnBy = async (drawing) => {
      const init = `localStorage.setItem("lockscope.drawing", "${drawing}")`;
      const session = await graphOf({ name: "package-lock.json", buffer: largeLock(600) }, { hash: "#graph?layout=map", init });
      const found = await drawn(session.page);
      await closeClean(session, fileAddress);
      return found;
    };
    const [canvas, webgl] = [await drawnBy("canvas"), await drawnBy("webgl")];
    assert.notEqual(canvas.print, webgl.print, "both were drawn by one painter");
    const share = webgl.drawn / canvas.drawn;
    assert.ok(share > 0.7 && share < 1.4, `WebGL covers ${share.toFixed(2)} of what the canvas covers`);
  });

  test("five thousand components begin with fewer than 150 marks, and the map holds them all", async () => {
    const session = await graphOf({ name: "package-lock.json", buffer: largeLock(5000) });
    const { page } = session;
    const shown = async () => flat(await page.locator(".toolbar .shown").innerText());
    assert.ok(Number((await shown()).match(/^\d+/)[0]) < 150, await shown());
    await choice(page, "Layout").selectOption("map");
    await until(async () => /^5,00\d components shown of 5,00\d$/.test(await shown()), shown, 60_000);
    await drawn(page);
    await closeClean(session, fileAddress);
  });
});
