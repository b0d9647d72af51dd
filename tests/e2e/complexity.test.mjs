// The architect's questions, on the sealed page from disk: what leaves with what, what if it goes, how to be rid of it.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { packageLock } from "./fixtures.mjs";
import { closeClean, drop, fileAddress, launch, open, running, until } from "./support.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(async () => browser?.close());

const flat = (text) => text.replace(/\s+/g, " ").trim();
const yard = packageLock("yard", ["crane", "dock", "lamp"], {
  crane: { license: "MIT", needs: ["rope", "hook", "wheel"] },
  dock: { license: "MIT", needs: ["rope", "plank"] },
  lamp: { license: "MIT" },
  rope: { license: "MIT", needs: ["fibre"] },
  hook: { license: "GPL-2.0-only" },
  wheel: { license: "MIT", needs: ["axle"] },
  axle: { license: "MIT", needs: ["wheel"] },
  plank: { license: "MIT" },
  fibre: { license: "MIT" },
});

async function complexityOf(buffer) {
  const session = await open(browser, fileAddress);
  await running(session.page);
  await drop(session.page, { name: "package-lock.json", buffer });
  await session.page.locator(".stat").first().waitFor();
  await session.page.keyboard.press("5");
  await session.page.getByRole("heading", { name: "What leaves if it goes" }).waitFor();
  return session;
}

const panel = (page, name) => page.locator("section.panel", { has: page.getByRole("heading", { name, exact: true }) });

describe("the Complexity view", () => {
  test("says depth, cycles, what is heaviest, and draws what leaves with what; the table says the same", async () => {
    const session = await complexityOf(yard);
    const { page } = session;
    await until(async () => /crane/.test(await page.locator("#leaving").textContent()), "no box of crane");
    assert.match(flat(await panel(page, "Cycles").innerText()), /wheel/);
    await page.getByRole("button", { name: "Table", exact: true }).click();
    await until(async () => /crane/.test(flat(await page.locator("section[aria-label='What leaves if it goes'] table").innerText())), "no row of crane");
    await closeClean(session, fileAddress);
  });

  test("a removal is thought through, undone, and changes no file", async () => {
    const session = await complexityOf(yard);
    const { page } = session;
    await page.locator("#leaving").focus();
    await page.locator("#leaving text", { hasText: "crane" }).first().click({ force: true });
    await page.getByRole("button", { name: "If it goes" }).click();
    const found = page.locator("#what-if");
    await found.waitFor();
    // The root, crane, dock, lamp, rope, hook, wheel, axle, plank and fibre: without crane its hook, wheel and axle leave.
    assert.match(flat(await found.innerText()), /Components 10 6 −4/);
    assert.match(flat(await found.innerText()), /Leaves: 4 components/);
    await found.getByRole("button", { name: "Put all back" }).click();
    await until(async () => (await found.count()) === 0, "the removal stays");
    assert.match(flat(await page.locator(".status").innerText()), /10 components/);
    await closeClean(session, fileAddress);
  });

  test("the cheapest way to be rid of a component names the dependencies to cut", async () => {
    const session = await complexityOf(yard);
    const { page } = session;
    await page.locator("#search").fill("rope");
    await page.locator("#hits [role=option]").first().waitFor();
    await page.keyboard.press("Enter");
    await page.locator("#inspector").waitFor();
    await page.locator("nav.tabs button", { hasText: "Complexity" }).click();
    await page.getByRole("button", { name: "Get rid of it…" }).click();
    const found = page.locator("#rid");
    await found.waitFor();
    await until(async () => /2 dependencies/.test(flat(await found.innerText())), async () => flat(await found.innerText()));
    await closeClean(session, fileAddress);
  });

  test("by keyboard: arrows walk the boxes, Enter looks in, Backspace out again", async () => {
    const session = await complexityOf(yard);
    const { page } = session;
    await page.locator("#leaving").focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.locator("#inspector").waitFor();
    await closeClean(session, fileAddress);
  });
});
