// Nothing leaves the machine: the page asks for nothing after it has loaded, and the policy holds in the engine too. That it
// refuses every way out of the page, and that those would be ways, is in leaks.test.mjs.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { choose, dist, fileAddress, launch, open, outward, running, serveDist } from "./support.mjs";

let browser, server, listener;
before(async () => {
  browser = await launch();
  server = await serveDist();
  listener = await serveDist({ headers: { "Access-Control-Allow-Origin": "*" }, pages: {} });
});
after(async () => {
  await browser?.close();
  await server?.close();
  await listener?.close();
});

for (const place of ["http", "file"]) {
  const address = () => (place === "http" ? server.address : fileAddress);

  describe(`over ${place}`, () => {
    test("nothing is requested once the page has loaded, whatever is opened", async () => {
      server.log.length = 0;
      const { page, context, seen } = await open(browser, address());
      await running(page);
      await choose(page, { name: "package-lock.json", buffer: '{"lockfileVersion":3,"packages":{}}' });
      await page.waitForTimeout(1500);
      assert.deepEqual(outward(seen.requests), [address()]);
      assert.deepEqual(server.log, place === "http" ? ["GET /"] : []);
      assert.equal(await page.locator("link:not([rel=icon])").count(), 0);
      await context.close();
    });

    test("the policy refuses every attempt from the engine", async () => {
      listener.log.length = 0;
      const { page, context } = await open(browser, address());
      await running(page);
      const outcome = await page.workers()[0].evaluate(async (base) => {
        const tries = {
          fetch: () => fetch(`${base}out-worker-fetch`, { mode: "no-cors" }),
          xhr: () =>
            new Promise((done, fail) => {
              const request = new XMLHttpRequest();
              request.onload = done;
              request.onerror = fail;
              request.open("GET", `${base}out-worker-xhr`);
              request.send();
            }),
          websocket: () =>
            new Promise((done, fail) => {
              const socket = new WebSocket(`${base}out-worker-websocket`.replace("http", "ws"));
              socket.onopen = done;
              socket.onerror = fail;
            }),
          importScripts: async () => importScripts(`${base}out-worker-import`),
        };
        const got = [];
        for (const [name, way] of Object.entries(tries)) await way().then(() => got.push(name), () => {});
        return got;
      }, listener.address);
      assert.deepEqual(outcome, []);
      assert.deepEqual(listener.log, []);
      await context.close();
    });

    test("text cannot become markup, script or a worker", async () => {
      const { page, context } = await open(browser, address());
      await running(page);
      const refused = await page.evaluate(async () => {
        const tries = {
          innerHTML: () => (document.body.innerHTML += "<b>x</b>"),
          policy: () => trustedTypes.createPolicy("other", {}),
          "policy again": () => trustedTypes.createPolicy("lockscope", {}),
          "worker from an address": () => new Worker("worker.js"),
          "worker from data": () => new Worker("data:text/javascript,0"),
          "script text": () => (document.createElement("script").text = "window.ran = true"),
        };
        const refused = [];
        for (const [name, way] of Object.entries(tries)) {
          try {
            way();
          } catch {
            refused.push(name);
          }
        }
        // Style attributes are ignored rather than refused.
        const styled = document.body.appendChild(document.createElement("p"));
        styled.setAttribute("style", "color: rgb(1, 2, 3)");
        if (getComputedStyle(styled).color !== "rgb(1, 2, 3)") refused.push("style attribute");
        return refused;
      });
      assert.equal(refused.length, 7, refused.join(", "));
      await context.close();
    });
  });
}

test("the page comes up under the headers written for web servers, too", async () => {
  const lines = (await readFile(path.join(dist, "_headers"), "utf8")).split("\n").slice(1).filter(Boolean);
  const headers = Object.fromEntries(lines.map((line) => line.trim().split(/: (.*)/s).slice(0, 2)));
  assert.match(headers["Content-Security-Policy"], /connect-src 'none'.*frame-ancestors 'none'/);
  const strict = await serveDist({ headers });
  const { page, context, seen } = await open(browser, strict.address);
  await running(page);
  await page.waitForSelector("html[data-engine='1']");
  assert.deepEqual(seen.errors, []);
  assert.deepEqual(seen.violations, []);
  await context.close();
  await strict.close();
});
