// The smoke tour in Chromium, Firefox and WebKitGTK, as they are installed, over http and from disk: files picked and dropped,
// the graph, a conflict, what is saved, a cancelled read, a dead engine and a dead page. One sitting each; the steps build on
// each other. `BROWSERS=Firefox` tours one browser.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { clashingLock, cycloneDx, largeLock } from "../e2e/fixtures.mjs";
import { fileAddress, serveDist, until } from "../e2e/support.mjs";
import { browsers, sit } from "./webdriver.mjs";

const wanted = process.env.BROWSERS?.split(",") ?? browsers;
/** How long something may take that a quiet machine does in a second or two. Milliseconds. */
const PATIENCE = 90_000;
const flat = (text) => text?.replace(/\s+/g, " ").trim();

/** What the page says, by selector; "" where nothing is found. */
const words = async (sitting, selector) => flat(await sitting.run((selector) => document.querySelector(selector)?.innerText ?? "", selector));
const says = (sitting, selector, wanted) =>
  until(async () => wanted.test(await words(sitting, selector)), async () => `${selector} says "${await words(sitting, selector)}", not ${wanted}`, PATIENCE);
const press = (sitting, selector, text) =>
  until(
    () =>
      sitting.run(
        (selector, text) => {
          const found = [...document.querySelectorAll(selector)].find((element) => element.textContent.includes(text));
          found?.click();
          return Boolean(found);
        },
        selector,
        text,
      ),
    `there is no ${selector} with "${text}"`,
  );
const engines = (sitting) => sitting.run(() => Number(document.documentElement.dataset.engine));

/** Drops files on the window, all in one go. */
const drop = (sitting, files) =>
  sitting.run((files) => {
    const dataTransfer = new DataTransfer();
    for (const [name, text] of files) dataTransfer.items.add(new File([text], name));
    for (const kind of ["dragenter", "dragover", "drop"]) dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
  }, files);

/** How many of the canvas's pixels are not ground, in how many colours, and a number that changes with any. */
const picture = (sitting) =>
  sitting.run(() => {
    const canvas = document.querySelector("canvas.graph");
    if (!canvas?.width) return { drawn: 0, colours: 0, print: 0 };
    const copy = Object.assign(document.createElement("canvas"), { width: canvas.width, height: canvas.height });
    const pen = copy.getContext("2d");
    pen.drawImage(canvas, 0, 0);
    const pixels = new Uint32Array(pen.getImageData(0, 0, copy.width, copy.height).data.buffer);
    const drawn = pixels.filter((pixel) => pixel !== pixels[pixels.length - 1]);
    return { drawn: drawn.length, colours: new Set(drawn).size, print: drawn.reduce((print, pixel) => (Math.imul(print, 31) + pixel) | 0, 7) };
  });
const isDrawn = (sitting) =>
  until(async () => { const { drawn, colours } = await picture(sitting); return drawn > 800 && colours > 20; }, async () => JSON.stringify(await picture(sitting)));

/** The file that a press saves, once it is whole. */
async function saved(sitting, name, act) {
  await act();
  const file = path.join(sitting.folder, name);
  const size = async () => (await readFile(file).catch(() => "")).length;
  await until(async () => (await size()) > 0 && !(await readdir(sitting.folder)).some((other) => /\.(part|crdownload|wkdownload)$/.test(other)), async () => `${name} is not saved: ${await readdir(sitting.folder)}`);
  return readFile(file);
}

for (const browser of wanted) {
  for (const place of ["http", "file"]) {
    describe(`${browser} over ${place}`, () => {
      let server, sitting, folder;
      before(async () => {
        folder = await mkdtemp(path.join(tmpdir(), "lockscope-picked-"));
        await writeFile(path.join(folder, "package-lock.json"), clashingLock);
        server = await serveDist();
        sitting = await sit(browser);
      });
      after(async () => {
        await sitting?.close();
        await server?.close();
        await rm(folder, { recursive: true });
      });

      test("the page starts", async () => {
        console.log(`# ${browser}: ${sitting.version}`);
        const address = place === "http" ? server.address : fileAddress;
        const runs = () => until(() => sitting.run(() => document.documentElement.dataset.state === "running"), () => words(sitting, "body"), PATIENCE);
        await sitting.go(address);
        await runs();
        // A map is to be drawn with WebGL, if there is any; the setting counts from the next start.
        await sitting.run(() => localStorage.setItem("lockscope.drawing", "webgl"));
        await sitting.go(address);
        await runs();
        await sitting.run(() => {
          window.refused = [];
          addEventListener("securitypolicyviolation", (event) => window.refused.push(`${event.effectiveDirective} ${event.blockedURI}`));
        });
      });

      test("one file is picked, one is dropped", async () => {
        await sitting.type("#file-input", path.join(folder, "package-lock.json"));
        await says(sitting, "footer.status", /^8 components from 1 file/);
        await drop(sitting, [["signer.cdx.json", cycloneDx]]);
        await says(sitting, "footer.status", /^12 components from 2 files/);
      });

      test("the graph is drawn in layers and, with WebGL where there is any, as a map", async () => {
        await press(sitting, "nav.tabs button", "Graph");
        await isDrawn(sitting);
        const layers = await picture(sitting);
        await sitting.run(() => {
          const layout = [...document.querySelectorAll(".toolbar select")].find((select) => [...select.options].some(({ value }) => value === "map"));
          layout.value = "map";
          layout.dispatchEvent(new Event("change", { bubbles: true }));
        });
        await until(async () => (await picture(sitting)).print !== layers.print, "the map looks like the layers");
        await isDrawn(sitting);
        const has = await sitting.run(() => Boolean(document.createElement("canvas").getContext("webgl2")));
        console.log(`# ${browser}: WebGL2 ${has ? "yes" : "no"}`);
      });

      test("a conflict names both licences and where they meet", async () => {
        await press(sitting, "nav.tabs button", "Licences");
        await press(sitting, "article.finding .f-toggle", "GPL-2.0-only and Apache-2.0 cannot be in one shipped work");
        await says(sitting, "article.finding", /They meet at harbour-desk 1\.0\.0/);
      });

      test("the picture and the findings are saved", async () => {
        await press(sitting, "nav.tabs button", "Graph");
        await isDrawn(sitting);
        const svg = await saved(sitting, "lockscope-graph.svg", () => press(sitting, "button[title='Save as SVG'], button[aria-label='Save as SVG']", ""));
        assert.match(String(svg), /^<\?xml|^<svg/);
        const png = await saved(sitting, "lockscope-graph.png", () => press(sitting, "button[title='Save as PNG']", "PNG"));
        assert.equal(png.subarray(1, 4).toString(), "PNG");
      });

      test("a long read is cancelled; the other files stay", async () => {
        await sitting.run(() => {
          new MutationObserver((_, watcher) => {
            const button = document.querySelector(".progress.floating button");
            if (!button) return;
            watcher.disconnect();
            button.click();
          }).observe(document.body, { childList: true, subtree: true });
        });
        await drop(sitting, [["huge-lock.json", largeLock(60_000, 4)]]);
        await until(async () => (await engines(sitting)) === 2, "nothing was cancelled", PATIENCE);
        await says(sitting, "footer.status", /^12 components from 2 of 3 files/);
      });

      test("a file that stops the engine is named, by a panic, a full stack or a full memory; the others come back", async () => {
        for (const [round, [order, reason]] of Object.entries([
          ["panic now", /recovery self-test/],
          ["trap now", /call stack|recursion|out of bounds/i],
          ["fill the memory now", /Out of memory: it held [\d,]+ of the 1,536 MiB/],
        ])) {
          await drop(sitting, [[`bad-${round}.lockscope-panic`, `lockscope: ${order}`]]);
          await says(sitting, ".banner[role=alert]", new RegExp(`bad-${round}\\.lockscope-panic`));
          assert.match(await words(sitting, ".banner[role=alert]"), reason);
          await says(sitting, "footer.status", new RegExp(`^12 components from 2 of ${Number(round) + 4} files`));
        }
        assert.equal(await engines(sitting), 5);
      });

      test("a page that stops says why and starts again with its files", async () => {
        for (const [order, reason] of [
          ["panic now", /recovery self-test/],
          ["trap now", /call stack|recursion|out of bounds/i],
          ["fill the memory now", /Out of memory: the page held [\d,]+ of the 1,536 MiB/],
        ]) {
          await sitting.run((detail) => void setTimeout(() => dispatchEvent(new CustomEvent("lockscope-self-test", { detail }))), order);
          await says(sitting, "#recovery", /^The page has stopped/);
          assert.match(await words(sitting, "#recovery"), reason);
          await press(sitting, "#recovery button", "Start again as it was");
          await says(sitting, "footer.status", /^12 components from 2 of 6 files/);
        }
        assert.equal(await engines(sitting), 8);
      });

      test("nothing was asked of the network, and nothing refused", async () => {
        assert.deepEqual(server.log, place === "http" ? ["GET /", "GET /"] : []);
        assert.deepEqual(await sitting.run(() => window.refused), []);
        const asked = await sitting.run(() => performance.getEntriesByType("resource").map((entry) => entry.name).filter((name) => !/^(blob|data):/.test(name)));
        assert.deepEqual(asked, []);
        assert.equal(await sitting.run(() => document.documentElement.dataset.state), "running");
      });
    });
  }
}
