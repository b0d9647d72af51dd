// What every end-to-end test needs: the sealed page over http and from disk, in Chromium, with
// everything it asks for and complains about written down.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import path from "node:path";
import { chromium } from "playwright-core";

export const root = fileURLToPath(new URL("../..", import.meta.url));
export const dist = path.join(root, "dist");
export const fileAddress = new URL("../../dist/index.html", import.meta.url).href;

/** How Chromium is started: as root, without a screen, with nothing of its own to ask the network. */
export const flags = [
  "--headless=new",
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--ignore-gpu-blocklist",
];

/** Chromium. */
export function launch(extraFlags = []) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: [...flags, ...extraFlags],
    ignoreDefaultArgs: ["--headless"],
  });
}

/**
 * Serves dist/ on loopback and keeps a log of every request it gets. `headers` are sent with each answer;
 * `pages` are further pages by path (`{"/name.html": "<!doctype html>…"}`).
 */
export async function serveDist({ headers = {}, pages = {} } = {}) {
  const log = [];
  const server = createServer(async (request, response) => {
    log.push(`${request.method} ${request.url}`);
    const name = request.url.split("?")[0].replace(/^\/$/, "/index.html");
    try {
      const body = pages[name] ?? (await readFile(path.join(dist, path.normalize(name))));
      response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", ...headers }).end(body);
    } catch {
      response.writeHead(404, headers).end("nothing here");
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { address: `http://127.0.0.1:${server.address().port}/`, log, close: () => new Promise((done) => server.close(done)) };
}

/**
 * Opens an address in a fresh context and writes down what happens:
 * `requests` (address), `errors` (console errors and page errors), `violations` (of the policy).
 */
export async function open(browser, address, { context: options = {}, init } = {}) {
  const context = await browser.newContext({ acceptDownloads: true, ...options });
  const page = await context.newPage();
  const seen = { requests: [], errors: [], violations: [] };
  // Routing every request would switch off what is being tested; listening does not.
  context.on("request", (request) => seen.requests.push(request.url()));
  page.on("console", (message) => message.type() === "error" && seen.errors.push(message.text()));
  page.on("pageerror", (fault) => seen.errors.push(String(fault)));
  await page.exposeFunction("reportViolation", (violation) => seen.violations.push(violation));
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) =>
      window.reportViolation({ directive: event.effectiveDirective, blocked: event.blockedURI, sample: event.sample }),
    );
  });
  if (init) await page.addInitScript(init);
  await page.goto(address);
  return { page, context, seen };
}

/** Waits until the app is up. */
export async function running(page) {
  await page.waitForSelector("html[data-state=running]", { timeout: 30_000 });
}

/** Waits until the page shows these words. */
export async function says(page, words) {
  await page.getByText(words).first().waitFor({ timeout: 20_000 });
}

/** Chooses files in the page's file input. A file is `{name, mimeType?, buffer}` or a path. */
export async function choose(page, files) {
  const list = (Array.isArray(files) ? files : [files]).map((file) =>
    typeof file === "string" ? file : { mimeType: "application/octet-stream", ...file, buffer: Buffer.from(file.buffer) },
  );
  await page.locator("input[type=file]").first().setInputFiles(list);
}

/** The requests that could have left the machine or reached a server: all but blob: and data:. */
export function outward(requests) {
  return requests.filter((url) => !url.startsWith("blob:") && !url.startsWith("data:"));
}

/** Drops files on the window, all in one go. A file is `{name, buffer}`; `buffer` is text or a Buffer. */
export async function drop(page, files) {
  const list = [files].flat().map(({ name, buffer }) => ({ name, text: typeof buffer === "string" ? buffer : null, bytes: typeof buffer === "string" ? null : [...buffer] }));
  const transfer = await page.evaluateHandle((list) => {
    const transfer = new DataTransfer();
    for (const { name, text, bytes } of list) transfer.items.add(new File([text ?? new Uint8Array(bytes)], name));
    return transfer;
  }, list);
  await page.evaluate((dataTransfer) => {
    for (const kind of ["dragenter", "dragover", "drop"]) {
      window.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
    }
  }, transfer);
  await transfer.dispose();
}

/** Waits until `probe` gives something true, and returns that. `what` is the complaint when it does not. */
export async function until(probe, what, limit = 15_000) {
  const end = Date.now() + limit;
  for (;;) {
    const found = await probe();
    if (found) return found;
    if (Date.now() > end) throw new Error(typeof what === "function" ? await what() : what);
    await new Promise((done) => setTimeout(done, 40));
  }
}

/** Sets the judging context: shipped as a binary, under a proprietary licence. `meanwhile` runs while the dialog is open. */
export async function judgeForShipping(page, meanwhile = async () => {}) {
  await page.locator("button.context").click();
  const dialog = page.getByRole("dialog", { name: "Judged for" });
  await dialog.getByRole("radio", { name: "Shipped product" }).click();
  await dialog.getByLabel("Outbound licence").selectOption("proprietary");
  await meanwhile();
  await page.keyboard.press("Escape");
  await page.locator("dialog").waitFor({ state: "detached" });
}

/** What a press or another act saves: its name and its bytes. */
export async function saved(page, act) {
  const [download] = await Promise.all([page.waitForEvent("download", { timeout: 15_000 }), act()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/**
 * The graph's picture as pixels: how many are not ground, in how many colours, how many are exactly
 * `colour` (`[r, g, b]`), and a print of all of them that changes with any.
 */
export function picture(page, colour = [-1, -1, -1]) {
  return page.locator("canvas.graph").evaluate((canvas, [red, green, blue]) => {
    const copy = document.createElement("canvas");
    Object.assign(copy, { width: canvas.width, height: canvas.height });
    const pen = copy.getContext("2d");
    pen.drawImage(canvas, 0, 0);
    const bytes = pen.getImageData(0, 0, Math.max(copy.width, 1), Math.max(copy.height, 1)).data;
    const pixels = new Uint32Array(bytes.buffer);
    const wanted = ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
    const ground = pixels[pixels.length - 1];
    const colours = new Set();
    let [drawn, exact, print] = [0, 0, 7];
    for (const pixel of pixels) {
      if (pixel === wanted) exact++;
      if (pixel === ground) continue;
      drawn++;
      colours.add(pixel);
      print = (Math.imul(print, 31) + pixel) | 0;
    }
    print = (Math.imul(print, 31) + ground) | 0;
    return { total: pixels.length, drawn, colours: colours.size, exact, print };
  }, colour);
}

/** Closes a context; fails if anything was asked of the network, complained of, or refused by the policy. */
export async function closeClean({ page, context, seen }, address) {
  const stopped = (await page.getAttribute("html", "data-state")) !== "running";
  await context.close();
  const { requests, errors, violations } = seen;
  const found = { stopped, requests: outward(requests).filter((url) => url !== address), errors, violations };
  if (stopped || found.requests.length + errors.length + violations.length) {
    throw new Error(`not clean: ${JSON.stringify(found, null, 1)}`);
  }
}
