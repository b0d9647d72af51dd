// Proof that the policy is what holds: forty ways out are tried under it, without it, and under every policy with one
// directive changed. Without it at least 20 must arrive, or the run proves nothing; and each change must be noticed.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { choose, dist, fileAddress, launch, open, running, serveDist } from "./support.mjs";
import { canary, tryAll, tryResidue, wrongIn } from "./ways-out.mjs";

const POLICY = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/;

let browser, whole, policy;
before(async () => {
  browser = await launch();
  whole = await readFile(path.join(dist, "index.html"), "utf8");
  policy = whole.match(POLICY)[1];
});
after(() => browser?.close());

/** The page under another policy (`null`: none), every way out of it, and what is wrong with it. */
async function tried(changed, { address } = {}) {
  const out = await canary();
  const body = changed === null ? whole.replace(POLICY, "") : whole.replace(POLICY, (meta, old) => meta.replace(old, changed));
  const server = await serveDist({ pages: { "/index.html": body } });
  const { page, context } = await open(browser, address ?? server.address);
  await page.waitForSelector("html[data-state=running]", { timeout: 12_000 }).catch(() => {});
  const wrong = await page.evaluate(wrongIn);
  if (!wrong.includes("the page does not run")) {
    await choose(page, { name: "package-lock.json", buffer: '{"lockfileVersion":3,"packages":{"node_modules/cup":{"version":"1.0.0"}}}' });
    const read = page.locator("ul.files > li.file", { hasText: /\d components?/ });
    await read.waitFor({ timeout: 12_000 }).catch(() => wrong.push("the engine reads no file"));
  }
  const own = address ? "http://127.0.0.1:9/" : server.address;
  const ways = await page.evaluate(tryAll, { base: out.address, own });
  const arrived = new Set(out.arrived);
  for (const line of server.log) if (line.includes("/out-")) arrived.add(line.split("/out-")[1]);
  await context.close();
  await Promise.all([server.close(), out.close()]);
  return { ways, arrived: [...arrived].sort(), wrong };
}

test("without the policy at least 20 ways arrive", async () => {
  const { ways, arrived } = await tried(null);
  assert.ok(ways.length >= 30, `${ways.length} ways`);
  assert.ok(arrived.length >= 20, `only ${arrived.length} arrived: ${arrived}`);
  console.log(`# ${ways.length} ways out; ${arrived.length} arrive without the policy; not: ${ways.filter((way) => !arrived.includes(way))}`);
});

for (const place of ["http", "file"]) {
  test(`with the policy none arrives, over ${place}`, async () => {
    const { ways, arrived, wrong } = await tried(policy, place === "file" ? { address: fileAddress } : {});
    assert.ok(ways.length >= 30);
    assert.deepEqual(arrived, []);
    assert.deepEqual(wrong, []);
  });
}

test("what the policy cannot stop is what README says, and no more", async () => {
  const out = await canary();
  const server = await serveDist();
  const { page, context } = await open(browser, server.address);
  await running(page);
  await page.evaluate(tryResidue, { base: out.address }).catch(() => {});
  await page.waitForTimeout(1500);
  const known = ["navigation", "webrtc", "window"];
  assert.deepEqual([...out.arrived].filter((way) => !known.includes(way)), []);
  console.log(`# residue: ${[...out.arrived].sort()}; connections opened: ${out.connections}`);
  await context.close();
  await Promise.all([server.close(), out.close()]);
});

describe("a changed policy is noticed", () => {
  const anywhere = "http://127.0.0.1:* ws://127.0.0.1:*";
  const split = (text) => text.split(";").map((part) => part.trim()).filter(Boolean);
  const without = (name) => (text) => split(text).filter((part) => part.split(" ")[0] !== name).join("; ");
  const wider = (name, more) => (text) =>
    split(text).map((part) => (part.split(" ")[0] === name ? `${part.replace(" 'none'", "")} ${more}` : part)).join("; ");
  const less = (name, word) => (text) => split(text).map((part) => (part.startsWith(name) ? part.replace(word, "") : part)).join("; ");
  const typesAside = (text) => without("trusted-types")(without("require-trusted-types-for")(text));

  // Where leaving a directive out changes nothing, because `default-src 'none'` stands behind it, it is widened.
  const changes = [
    ["default-src", "left out", without("default-src")],
    ["default-src", "widened", wider("default-src", anywhere)],
    ["script-src", "left out", without("script-src")],
    ["script-src", "widened", wider("script-src", anywhere)],
    ["script-src", "without WebAssembly", less("script-src", "'wasm-unsafe-eval'")],
    ["script-src", "without its first hash", less("script-src", / 'sha256-[^']*'/)],
    ["style-src", "left out", without("style-src")],
    ["style-src", "widened", wider("style-src", anywhere)],
    ["worker-src", "left out", without("worker-src")],
    // Trusted Types refuse such a worker as well: without them, worker-src alone must hold.
    ["worker-src", "widened", (text) => wider("worker-src", anywhere)(typesAside(text)), typesAside],
    ["img-src", "left out", without("img-src")],
    ["img-src", "widened", wider("img-src", anywhere)],
    ["connect-src", "widened", wider("connect-src", anywhere)],
    ["frame-src", "widened", wider("frame-src", anywhere)],
    ["base-uri", "left out", without("base-uri")],
    ["form-action", "left out", without("form-action")],
    ["require-trusted-types-for", "left out", without("require-trusted-types-for")],
    ["trusted-types", "left out", without("trusted-types")],
    ["trusted-types", "widened", wider("trusted-types", "other")],
  ];

  test("every directive is among the changes", () => {
    const named = new Set(changes.map(([directive]) => directive));
    assert.deepEqual(split(policy).map((part) => part.split(" ")[0]).filter((name) => !named.has(name)), []);
  });

  for (const [directive, how, change, before = (text) => text] of changes) {
    test(`${directive} ${how}`, async () => {
      assert.notEqual(change(policy), before(policy), "nothing was changed");
      const base = before === change ? null : before(policy);
      const known = base === policy ? { arrived: [], wrong: [] } : await tried(base);
      const { arrived, wrong } = await tried(change(policy));
      const news = [...arrived, ...wrong].filter((what) => ![...known.arrived, ...known.wrong].includes(what));
      assert.ok(news.length > 0, "nobody noticed");
      console.log(`# ${directive} ${how}: ${news.join(", ")}`);
    });
  }

  test("frame-ancestors left out of the headers", async () => {
    const lines = (await readFile(path.join(dist, "_headers"), "utf8")).split("\n").slice(1).filter(Boolean);
    const headers = Object.fromEntries(lines.map((line) => line.trim().split(/: (.*)/s).slice(0, 2)));
    const framed = async (text) => {
      const inner = await serveDist({ headers: { ...headers, "Content-Security-Policy": text } });
      const outer = await serveDist({ pages: { "/index.html": `<!doctype html><iframe src="${inner.address}"></iframe>` } });
      const { page, context } = await open(browser, outer.address);
      await page.waitForTimeout(2_000);
      const shown = await Promise.all(page.frames().map((frame) => frame.evaluate(() => document.title).catch(() => "")));
      await context.close();
      await Promise.all([inner.close(), outer.close()]);
      return shown.includes("Lockscope");
    };
    const text = headers["Content-Security-Policy"];
    assert.equal(await framed(text), false);
    assert.equal(await framed(without("frame-ancestors")(text)), true);
  });
});
