// What the timings share: the recorder inside the page, the sealed page opened from disk, figures and tables.
import { execFileSync } from "node:child_process";
import path from "node:path";
import { chromium } from "playwright-core";
import { open, fileAddress, launch, root, running } from "../tests/e2e/support.mjs";

/** 1440 × 900 at one device pixel each: a laptop's window. */
const VIEWPORT = { width: 1440, height: 900 };

/** Where `examples/NAME.rs` lies for a browser once it is compiled. */
export const builtExample = (name) => path.join(root, "target/bench", name);

/** Compiles `examples/NAME.rs` with the page's profile and flags. */
export function buildExample(name) {
  const run = (program, ...words) => execFileSync(program, words, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  const target = "wasm32-unknown-unknown";
  run("cargo", "build", "--quiet", "--release", "--locked", "--example", name, "--target", target);
  const module = path.join(root, "target", target, `release/examples/${name}.wasm`);
  run(path.join(root, "target/tools/bin/wasm-bindgen"), "--target", "web", "--no-typescript", "--out-dir", builtExample(name), module);
}

/**
 * Chromium as it starts by itself, which without a GPU means drawing with the processor; or, as the end-to-end
 * tests start it, with a GPU that is emulated.
 */
export function launched({ emulatedGpu = false } = {}) {
  if (emulatedGpu) return launch();
  return chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--headless=new", "--no-sandbox"],
    ignoreDefaultArgs: ["--headless"],
  });
}

/** How the browser draws a canvas, in its own words. */
export async function drawsWith(browser) {
  const session = await browser.newBrowserCDPSession();
  const { gpu } = await session.send("SystemInfo.getInfo");
  return gpu.featureStatus["2d_canvas"];
}

/**
 * Runs in the page before its own scripts. Counts what is painted on the graph's canvas (every label is one
 * `fillText`, a moved picture one `drawImage`), keeps long tasks, and notes when messages pass between page and engine.
 */
function recorder() {
  const bench = { painted: 0, longTasks: [], messages: [] };
  globalThis.bench = bench;
  new PerformanceObserver((list) => bench.longTasks.push(...list.getEntries())).observe({ entryTypes: ["longtask"] });

  const fillText = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (...words) {
    // a large picture is painted on a canvas that stands nowhere in the page
    if (this.canvas.className === "graph" || !this.canvas.isConnected) bench.painted++;
    return fillText.apply(this, words);
  };
  const drawImage = CanvasRenderingContext2D.prototype.drawImage;
  CanvasRenderingContext2D.prototype.drawImage = function (...words) {
    if (this.canvas.className === "graph") bench.painted++;
    return drawImage.apply(this, words);
  };

  globalThis.Worker = class extends Worker {
    constructor(...words) {
      super(...words);
      this.addEventListener("message", (event) => bench.messages.push([performance.now(), event.data.kind, event.data.body]));
    }
  };

  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const press = (key) => document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  const isOverview = () => document.querySelector(".view-overview .verdict-band") !== null;
  /** How many components the picture says it is of. */
  const drawn = () => (document.querySelector("canvas.graph") ? document.querySelector(".shown b:last-of-type")?.textContent ?? "" : "");

  bench.drop = async (file, pressed) => {
    const transfer = new DataTransfer();
    transfer.items.add(file);
    dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, cancelable: true }));
    while (pressed && !document.querySelector(".view-graph")) {
      press(pressed);
      await frame();
    }
  };

  /** Milliseconds from `start` to the frame after the one in which the wanted picture was drawn. */
  bench.time = async (wanted, start) => {
    const before = drawn();
    let armed;
    const look = () => {
      const there = wanted === "overview" ? isOverview() : drawn() !== "" && drawn() !== before;
      if (there) armed ??= bench.painted;
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true });
    bench.longTasks.length = bench.messages.length = 0;
    const began = performance.now();
    start();
    while (armed === undefined || (wanted === "picture" && bench.painted - armed < 3)) await frame();
    if (wanted === "overview") {
      await frame();
      await frame();
    }
    const ms = performance.now() - began;
    observer.disconnect();
    await new Promise((done) => setTimeout(done, 100)); // long tasks are told late
    const decoder = new TextDecoder();
    return {
      ms,
      longest: Math.max(0, ...bench.longTasks.map((task) => task.duration)),
      messages: bench.messages.map(([at, kind, body]) => [at - began, kind, body ? decoder.decode(body.subarray(0, 80)) : "", body?.length ?? 0]),
    };
  };
  bench.press = press;

  /** Counts frames until `stop`: their intervals, and the longest task meanwhile. */
  bench.watch = () => {
    const intervals = [];
    let [last, id] = [undefined, 0];
    const tick = (now) => {
      if (last !== undefined) intervals.push(now - last);
      last = now;
      id = requestAnimationFrame(tick);
    };
    bench.longTasks.length = 0;
    const painted = bench.painted;
    id = requestAnimationFrame(tick);
    bench.stop = async () => {
      cancelAnimationFrame(id);
      await new Promise((done) => setTimeout(done, 150));
      return { intervals, longest: Math.max(0, ...bench.longTasks.map((task) => task.duration)), painted: bench.painted - painted };
    };
  };
}

/** The sealed page from disk, up and with its engine ready, the recorder in place. */
export async function openPage(browser) {
  const opened = await open(browser, fileAddress, { context: { viewport: VIEWPORT, colorScheme: "light" }, init: recorder });
  await running(opened.page);
  await opened.page.waitForFunction(() => globalThis.bench.messages.some(([, kind]) => kind === "ready"));
  return opened;
}

/** A file on disk as a `File` of the page, ready to be dropped. */
export async function fileIn(page, path) {
  const input = await page.evaluateHandle(() => {
    const input = Object.assign(document.createElement("input"), { type: "file", hidden: true });
    document.body.append(input);
    return input;
  });
  await input.asElement().setInputFiles(path);
  return page.evaluateHandle((input) => {
    input.remove();
    return input.files[0];
  }, input);
}

/** Marks of the picture in view, groups counted. */
export async function marks(page) {
  const words = await page.locator("canvas.graph").getAttribute("aria-label");
  const [, components, groups] = words.match(/([\d,]+) components and ([\d,]+) groups/);
  return Number(components.replace(",", "")) + Number(groups.replace(",", ""));
}

/** Whether the canvas holds more than one colour. */
export function isPainted(page) {
  return page.evaluate(() => {
    const canvas = document.querySelector("canvas.graph");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const seen = new Set(new Uint32Array(data.buffer));
    return seen.size > 8;
  });
}

const sorted = (values) => [...values].sort((one, two) => one - two);
export const percentile = (values, share) => sorted(values)[Math.min(values.length - 1, Math.floor(values.length * share))];
export const median = (values) => percentile(values, 0.5);

/** `1.24 s (1.20–1.31)`, or milliseconds below a second. */
export function spread(values) {
  const all = sorted(values);
  if (median(all) >= 1000) {
    const seconds = (ms) => (ms / 1000).toFixed(2);
    return `${seconds(median(all))} s (${seconds(all[0])}–${seconds(all.at(-1))})`;
  }
  return `${median(all).toFixed(0)} ms (${all[0].toFixed(0)}–${all.at(-1).toFixed(0)})`;
}

/** Tasks under 50 ms are not told by the browser. */
export const task = (ms) => (ms < 50 ? "under 50 ms" : `${ms.toFixed(0)} ms`);
export const number = (count) => count.toLocaleString("en-GB");

export function table(heads, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(heads), line(heads.map((_, at) => (at ? "---:" : "---"))), ...rows.map(line)].join("\n");
}
