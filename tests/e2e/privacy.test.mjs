// Nothing leaves the machine: the page asks for nothing after it has loaded, and its policy refuses every
// way of asking. A page without the policy is tried first: if the attempts do not reach the listener
// there, the test proves nothing and fails.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { choose, dist, fileAddress, launch, open, outward, running, serveDist } from "./support.mjs";

let browser, server, listener;
before(async () => {
  browser = await launch();
  server = await serveDist({ pages: { "/open.html": "<!doctype html><title>no policy</title><p>open" } });
  listener = await serveDist({ headers: { "Access-Control-Allow-Origin": "*" }, pages: {} });
});
after(async () => {
  await browser?.close();
  await server?.close();
  await listener?.close();
});

/** Ways to send something to `base`, each under its own name. Runs in the page. */
async function attempt(base) {
  const to = (name) => `${base}out-${name}`;
  const element = (tag, fields, parent = document.body) => parent.appendChild(Object.assign(document.createElement(tag), fields));
  const frame = () => new Promise((done) => setTimeout(done, 30));
  const ways = {
    fetch: () => fetch(to("fetch")),
    "fetch-post": () => fetch(to("fetch-post"), { method: "POST", body: "secret", mode: "no-cors" }),
    xhr: () => {
      const request = new XMLHttpRequest();
      request.open("GET", to("xhr"));
      request.send();
    },
    beacon: () => navigator.sendBeacon(to("beacon"), "secret"),
    websocket: () => new WebSocket(to("websocket").replace("http", "ws")),
    eventsource: () => new EventSource(to("eventsource")),
    image: () => (new Image().src = to("image")),
    "svg-image": () => {
      const svg = document.body.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "svg"));
      svg.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "image")).setAttribute("href", to("svg-image"));
    },
    style: () => element("link", { rel: "stylesheet", href: to("style") }, document.head),
    prefetch: () => element("link", { rel: "prefetch", href: to("prefetch") }, document.head),
    preload: () => element("link", { rel: "preload", as: "image", href: to("preload") }, document.head),
    modulepreload: () => element("link", { rel: "modulepreload", href: to("modulepreload") }, document.head),
    manifest: () => element("link", { rel: "manifest", href: to("manifest") }, document.head),
    script: () => element("script", { src: to("script") }),
    import: () => import(to("import")),
    worker: () => new Worker(to("worker")),
    frame: () => element("iframe", { src: to("frame") }),
    object: () => element("object", { data: to("object"), type: "image/png" }),
    embed: () => element("embed", { src: to("embed"), type: "image/png" }),
    audio: () => element("audio", { src: to("audio"), preload: "auto" }),
    video: () => element("video", { poster: to("video") }),
    track: () => element("track", { src: to("track"), default: true, kind: "subtitles" }, element("video", { crossOrigin: "" })),
    font: () => new FontFace("out", `url(${to("font")})`).load(),
    "css-image": () => (element("p", { textContent: "x" }).style.backgroundImage = `url(${to("css-image")})`),
    form: () => {
      element("iframe", { name: "sink" });
      element("form", { action: to("form"), target: "sink", method: "post" }).submit();
    },
    ping: () => {
      const link = element("a", { href: "#x", ping: to("ping"), textContent: "x" });
      link.click();
    },
  };
  const begun = [];
  for (const [name, way] of Object.entries(ways)) {
    try {
      Promise.resolve(way()).catch(() => {});
      begun.push(name);
    } catch {
      // Refused at once (Trusted Types).
    }
    await frame();
  }
  await new Promise((done) => setTimeout(done, 1000));
  return Object.keys(ways).length;
}

const reached = () => new Set(listener.log.filter((line) => line.includes("/out-")).map((line) => line.split("/out-")[1]));

describe("the attempts themselves", () => {
  test("a page without the policy reaches the listener in at least 20 ways", async () => {
    listener.log.length = 0;
    const { page, context } = await open(browser, `${server.address}open.html`);
    await page.evaluate(attempt, listener.address);
    const ways = reached();
    assert.ok(ways.size >= 20, `only ${ways.size}: ${[...ways].sort()}`);
    await context.close();
  });
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

    test("the policy refuses every attempt from the page", async () => {
      listener.log.length = 0;
      const { page, context, seen } = await open(browser, address());
      await running(page);
      const tried = await page.evaluate(attempt, listener.address);
      assert.ok(tried >= 25);
      assert.deepEqual([...reached()], []);
      const directives = new Set(seen.violations.map((violation) => violation.directive));
      for (const directive of ["connect-src", "img-src", "style-src-elem", "script-src-elem", "frame-src", "form-action"]) {
        assert.ok(directives.has(directive), `${directive} was not reported: ${[...directives]}`);
      }
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
      assert.deepEqual([...reached()], []);
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
