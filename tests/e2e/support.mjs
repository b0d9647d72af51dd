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

const flags = [
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

/** Chromium, as root and without a screen. */
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
