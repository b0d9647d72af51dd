// The files that other graphs fail on, dropped on the sealed page: each is drawn, nothing is complained of, and the page
// says what is missing. With SHOTS=folder each is also pictured there, in both themes.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { diamonds } from "./fixtures.mjs";
import { closeClean, drop, fileAddress, launch, open, picture, running, until } from "./support.mjs";

const shots = process.env.SHOTS;
let browser;
before(async () => {
  browser = await launch();
  if (shots) await mkdir(shots, { recursive: true });
});
after(async () => browser?.close());

const flat = (text) => text.replace(/\s+/g, " ").trim();
const names = (count, prefix) => Array.from({ length: count }, (_, position) => `${prefix}-${position}`);

/** A CycloneDX document. `parts` maps a name to what it needs; `root` is what it describes; `licenses` has the ones that are not MIT. */
function bom({ root, parts, edges = true, licenses = {} }) {
  const component = (name) => ({
    type: name === root ? "application" : "library",
    "bom-ref": name,
    name,
    version: "1.0.0",
    ...(name === root ? {} : { purl: `pkg:npm/${name}@1.0.0` }),
    licenses: [{ expression: licenses[name] ?? "MIT" }],
  });
  return JSON.stringify({
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    ...(root ? { metadata: { component: component(root) } } : {}),
    components: Object.keys(parts).filter((name) => name !== root).map(component),
    ...(edges ? { dependencies: Object.entries(parts).map(([ref, dependsOn]) => ({ ref, dependsOn })) } : {}),
  });
}

/** An SPDX document; `relationships` are `[from, type, to]` by name, none of them where the list is empty. */
function spdx(packages, relationships) {
  const id = (name) => `SPDXRef-${name}`;
  return JSON.stringify({
    spdxVersion: "SPDX-2.3",
    SPDXID: "SPDXRef-DOCUMENT",
    name: "harbour",
    dataLicense: "CC0-1.0",
    documentNamespace: "https://registry.example/harbour",
    packages: packages.map((name) => ({ SPDXID: id(name), name, versionInfo: "1.0.0", downloadLocation: "NOASSERTION", licenseDeclared: "MIT" })),
    ...(relationships.length ? { relationships: relationships.map(([from, relationshipType, to]) => ({ spdxElementId: id(from), relationshipType, relatedSpdxElement: id(to) })) } : {}),
  });
}

/** Layers of `wide` parts, each needing all of the next: wide ^ (layers - 1) routes to each of the last. */
function layers(count, wide) {
  const layer = (at) => names(wide, `layer-${String(at).padStart(2, "0")}-part`);
  const parts = { app: layer(0) };
  for (let at = 0; at < count; at++) for (const name of layer(at)) parts[name] = at + 1 < count ? layer(at + 1) : [];
  return bom({ root: "app", parts });
}

function many(count) {
  const all = names(count, "part");
  const parts = { app: all.slice(0, 10) };
  all.forEach((name, position) => (parts[name] = [0, 1, 2].map((way) => all[position * 3 + 10 + way]).filter(Boolean)));
  return bom({ root: "app", parts, licenses: { [`part-${count - 1}`]: "GPL-2.0-only" } });
}

function ring(count) {
  const all = names(count, "ring");
  return Object.fromEntries(all.map((name, position) => [name, [all[(position + 1) % count]]]));
}

const inventory = "declares no dependency relationships; you see an inventory";
const flatParts = { app: [], cipher: [], shapes: [], log: [] };
const licenses = { cipher: "GPL-2.0-only", shapes: "Apache-2.0" };
const islands = Object.fromEntries(names(8, "isle").flatMap((name, at) => [[name, [`palm-${at}`]], [`palm-${at}`, []]]));
const members = names(5, "member");

// name, files, what the overview says, what the graph's toolbar says
const cases = [
  ["root-without-edges", bom({ root: "app", parts: flatParts, licenses }), [inventory, "3 without a route"], /^4 components/],
  ["two-trees", bom({ root: "app", parts: { app: ["web"], web: ["core"], core: [], other: ["left", "right"], left: [], right: [] }, licenses: { left: "GPL-2.0-only" } }), ["3 without a route"], /^6 components/],
  ["cyclonedx-without-dependencies", bom({ parts: flatParts, edges: false, licenses }), [inventory], /^4 components/],
  ["spdx-without-relationships", spdx(["rope", "oar", "sail"], []), [inventory], /^3 components/],
  ["flat-5000", bom({ parts: Object.fromEntries(names(5000, "part").map((name) => [name, []])), edges: false }), [inventory], / of 5,000/],
  ["self-loop", bom({ root: "app", parts: { app: ["ring"], ring: ["ring", "web"], web: [] } }), ["1 component in them"], /^3 components/],
  ["cycle-at-the-root", bom({ root: "app", parts: { app: ["ring"], ring: ["app", "web"], web: [] } }), ["2 components in them"], /^3 components/],
  ["cycle-nothing-needs", bom({ root: "app", parts: { app: ["web"], web: [], ring: ["rong"], rong: ["ring", "rung"], rung: [] } }), ["3 without a route", "2 components in them"], /^5 components/],
  ["large-cycle", bom({ root: "app", parts: { app: ["ring-0"], ...ring(3000) } }), ["3,000 components in them"], / of 3,001/],
  ["ladder", diamonds(40), ["1 direct · 120 transitive"], / of 122|^122/],
  ["lost-its-chart", layers(26, 20), ["20 direct · 500 transitive"], / of 521/],
  ["several-roots", spdx([...members, "core"], members.flatMap((name) => [["DOCUMENT", "DESCRIBES", name], [name, "DEPENDS_ON", "core"]])), ["5 roots"], /^6 components/],
  ["hub", bom({ root: "app", parts: { app: names(2000, "part"), ...Object.fromEntries(names(2000, "part").map((name) => [name, ["cipher"]])), cipher: [] }, licenses }), ["2,000 direct · 1 transitive"], / of 2,002/],
  ["islands", bom({ root: "app", parts: { app: ["web"], web: [], ...islands } }), ["16 without a route"], /^18 components/],
  ["one-component", bom({ root: "app", parts: { app: [] } }), ["1 root"], /^1 component/],
  ["one-package-in-two-files", [bom({ root: "desk", parts: { desk: ["web"], web: ["core"], core: [] } }), bom({ root: "shop", parts: { shop: ["core"], core: [] } })], ["2 roots"], /^4 components/],
  ["seventy-thousand", many(70_000), ["10 direct · 69,990 transitive"], / of 70,001/],
];

const files = (name, documents) => [documents].flat().map((buffer, position) => ({ name: `${name}${position || ""}.json`, buffer }));
const body = async (page) => flat(await page.locator("body").innerText());

/** Drops a case and goes to its graph, once the picture stands still. */
async function graphOf(name, documents, said, theme) {
  const session = await open(browser, fileAddress, { context: { viewport: { width: 1440, height: 900 }, colorScheme: theme } });
  const { page } = session;
  await running(page);
  const start = Date.now();
  await drop(page, files(name, documents));
  await page.locator(".stat").first().waitFor({ timeout: 60_000 });
  for (const words of said) await until(async () => (await body(page)).includes(words), async () => `“${words}” is not said: ${await body(page)}`);
  await page.keyboard.press("2");
  await page.locator("canvas.graph").waitFor();
  let last = await picture(page);
  await until(
    async () => {
      await page.waitForTimeout(150);
      const next = await picture(page);
      const still = next.print === last.print && next.drawn > 100;
      last = next;
      return still;
    },
    "the picture keeps changing, or stays blank",
    60_000,
  );
  return { ...session, took: Date.now() - start };
}

describe("files that other graphs fail on", () => {
  for (const [name, documents, said, shown] of cases) {
    test(name.replaceAll("-", " "), async () => {
      const { page, context, seen, took } = await graphOf(name, documents, said, "light");
      assert.ok(took < 60_000, `${took} ms`);
      const words = flat(await page.locator(".toolbar .shown").innerText());
      assert.match(words, shown);
      assert.ok(Number(words.match(/^[\d,]+/)[0].replace(",", "")) < 150, words);
      if (shots) await page.screenshot({ path: path.join(shots, `${name}-light.png`) });
      await closeClean({ page, context, seen }, fileAddress);
      if (!shots) return;
      const dark = await graphOf(name, documents, said, "dark");
      await dark.page.screenshot({ path: path.join(shots, `${name}-dark.png`) });
      await dark.context.close();
    });
  }
});
