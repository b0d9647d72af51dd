// Everything the page reads, end to end: a document of each family side by side, archives and envelopes, files
// that fill each other, two files of one project, and the report on how a file was read; over http and from
// disk with the network off. Each test fails if the page asked anything of the network, wrote an error to the
// console, or broke its policy.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { cargoLock, clashingLock, cycloneDx, packageLock, pair, tar, zip, zstd } from "./fixtures.mjs";
import { closeClean, drop, fileAddress, launch, open, root, running, says, serveDist, until } from "./support.mjs";

let browser, server;
before(async () => {
  browser = await launch();
  server = await serveDist();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const flat = (text) => text.replace(/\s+/g, " ").trim();
const number = (text) => Number(text.match(/[\d,]+/)[0].replaceAll(",", ""));
const entries = (page) => page.locator("ul.files > li.file");
const rail = async (page) => (await entries(page).allInnerTexts()).map(flat);
const fileEntry = (page, name) => entries(page).filter({ has: page.locator(".file-name .trunc", { hasText: new RegExp(`^${name.replaceAll(".", "\\.")}$`) }) });
const components = async (page) => number(await page.locator("button.stat").first().innerText());
const status = async (page) => flat(await page.locator("footer.status span").first().innerText());
const bandkey = async (page) => flat(await page.locator(".bandkey").innerText());

/** One document of each family: where it lies among the fixtures, and how the rail tells of it. */
const families = [
  ["cyclonedx-xml/every-part/bom.xml", "CycloneDX XML 1.6"],
  ["cyclonedx-protobuf/every-part-as-binary/bom.cdx", "CycloneDX Protocol Buffers 1.6"],
  ["spdx-tag-value/same-document/app.spdx", "SPDX tag-value 2.3"],
  ["spdx-yaml/same-document/app.spdx.yaml", "SPDX YAML 2.3"],
  ["spdx-rdf/same-document/app.spdx.rdf", "SPDX RDF/XML 2.3"],
  ["spdx-xml/same-document/app.spdx.xml", "SPDX XML 2.3"],
  ["spdx3-json/graph-and-scopes/app.spdx3.json", "SPDX 3 JSON-LD 3.0.1"],
  ["poetry-lock/v2.1-groups-and-markers/poetry.lock", "poetry.lock 2.1"],
  ["uv-lock/project-extras-and-groups/uv.lock", "uv.lock 1, revision 3"],
  ["requirements-txt/via-remarks/requirements.txt", "requirements.txt"],
  ["gemfile-lock/every-kind-of-source/Gemfile.lock", "Gemfile.lock"],
  ["composer-lock/licences-and-development/composer.lock", "composer.lock 2.6.0"],
  ["nuget-lock/v1-two-frameworks/packages.lock.json", "packages.lock.json 1"],
  ["nuget-assets/two-frameworks-and-a-runtime/project.assets.json", "project.assets.json 3"],
  ["gradle-dependencies/several-projects/gradle-dependencies.txt", "gradle dependencies"],
  ["maven-dependency-tree/text/dependency-tree.txt", "mvn dependency:tree text"],
  ["maven-pom/properties-and-management/pom.xml", "pom.xml 4.0.0"],
  ["go-mod/replacements-and-exclusions/go.mod", "go.mod 1.22.0"],
  ["go-mod-graph/highest-version-counts/go-mod-graph.txt", "go mod graph"],
  ["go-sum/more-than-is-used/go.sum", "go.sum"],
  ["bun-lock/v1-workspaces-and-sources/bun.lock", "Bun lockfile 1"],
  ["deno-lock/v5-workspace-and-links/deno.lock", "deno.lock 5"],
  ["podfile-lock/subspecs-and-sources/Podfile.lock", "Podfile.lock"],
  ["mix-lock/optional-and-renamed/mix.lock", "mix.lock"],
  ["conan-lock/v1-project-with-a-name/conan.lock", "conan.lock 0.4"],
  ["flake-lock/v7-follows/flake.lock", "flake.lock 7"],
  ["terraform-lock/two-providers/.terraform.lock.hcl", ".terraform.lock.hcl"],
  ["julia-manifest/v2-standard-library-and-weak/Manifest.toml", "Julia Manifest.toml 2.0"],
  ["renv-lock/requirements/renv.lock", "renv.lock"],
];

/** The real documents of many tools, where they lie beside the checkout. */
const corpus = ["../../shared/corpus", "../shared/corpus"].map((place) => path.join(root, place)).find(existsSync);

for (const place of ["http", "file"]) {
  const address = () => (place === "http" ? server.address : fileAddress);

  /** Opens the page, cuts the network, drops files and waits until they are read. */
  async function sit(files, { width = 1440, height = 900, context = {} } = {}) {
    const options = { viewport: { width, height }, offline: place === "file", ...context };
    const sitting = await open(browser, address(), { context: options });
    await running(sitting.page);
    await sitting.context.setOffline(true);
    if (files) await take(sitting.page, files);
    return sitting;
  }

  async function take(page, files) {
    await drop(page, files);
    await page.getByRole("heading", { name: "Licences by verdict" }).waitFor({ timeout: 30_000 });
    await read(page);
  }

  /** Waits until there are so many files, and none is being read any more. */
  async function read(page, count = 1) {
    const isRead = () => page.evaluate((count) => document.querySelectorAll("li.file").length >= count && document.querySelector("li.file .spin") === null, count);
    await until(isRead, "files stay unread", 60_000);
  }

  /** Opens the report on a file by its button in the rail. */
  async function report(page, name) {
    await page.getByRole("button", { name: new RegExp(`^Report.* on ${name.replaceAll(".", "\\.")}$`) }).click();
    const dialog = page.getByRole("dialog", { name: "How this file was read" });
    await dialog.locator(".report-name", { hasText: name }).waitFor();
    return dialog;
  }

  async function close(page) {
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
  }

  describe(`over ${place}`, { concurrency: 1 }, () => {
    test("a document of each family, all dropped together, stands in the rail with its format", async () => {
      const files = await Promise.all(families.map(async ([at]) => ({ name: path.basename(at), buffer: await readFile(path.join(root, "tests/fixtures", at)) })));
      const sitting = await sit(files);
      const { page } = sitting;
      await until(async () => (await entries(page).count()) === families.length, "not every file stands in the rail");
      assert.equal(await page.locator("li.file.broken").count(), 0);
      let told = 0;
      for (const [at, format] of families) {
        const name = path.basename(at);
        const entry = fileEntry(page, name);
        assert.equal(await entry.locator(".file-format").innerText(), format);
        const words = flat(await entry.innerText());
        assert.match(words, /\d+ components/, name);
        told += number(words.match(/(\d+) components/)[0]);
      }
      // The same component in two files is one: the sum of the files is more than the whole.
      const whole = await components(page);
      assert.ok(whole > 100 && whole < told, `${whole} of ${told} components`);
      assert.equal(await status(page), `${whole} components from ${families.length} files`);
      assert.match(flat(await page.locator("button.stat", { hasText: "notices" }).innerText()), /every file could be read$/);
      assert.equal(await page.locator(".tabcount.v-conflict").count(), 0, "there is no conflict to count");
      const verdicts = (await page.locator(".bandkey b").allInnerTexts()).map(number);
      const judged = number(await page.locator(".verdict-band .dim").first().innerText());
      assert.equal(verdicts.reduce((sum, count) => sum + count), judged, "every judged component has one verdict");
      assert.ok(judged > 100 && judged < whole, `${judged} of ${whole} components are judged`);
      await page.keyboard.press("3");
      await page.locator("table.inv").waitFor();
      await until(async () => flat(await page.locator(".queryline .shown").innerText()).startsWith(`${whole} `), "the inventory has another count");
      await closeClean(sitting, address());
    });

    test("an archive stands in the rail with its files below it, and leaves with them", async () => {
      const archive = zip([
        ["harbour/desk/package-lock.json", clashingLock],
        ["harbour/meter/Cargo.lock", cargoLock, true],
        ["harbour/meter/src/main.rs", "fn main() {}\n"],
        ["harbour/desk/node_modules/oak/package-lock.json", packageLock("oak", [], {})],
        ["harbour/desk/src/index.js", "export default 1;\n"],
        ["harbour/desk/src/routes.js", "export default [];\n"],
        ["harbour/reports/signer.cdx.json.gz", gzipSync(cycloneDx), true],
        ["harbour/README.md", "# Harbour\n"],
      ]);
      const sitting = await sit([{ name: "release.zip", buffer: archive }]);
      const { page } = sitting;
      const told = await rail(page);
      assert.equal(told.length, 4, told.join("\n"));
      assert.match(told[0], /^release\.zip Zip archive 3 files read Report, 2 remarks$/);
      assert.match(told[1], /^package-lock\.json harbour\/desk npm lockfile 3 8 components, 1 root/);
      assert.match(told[2], /^Cargo\.lock harbour\/meter Cargo\.lock \S+ 2 components, 1 root/);
      assert.match(told[3], /^signer\.cdx\.json harbour\/reports CycloneDX JSON 1\.5 4 components/);
      assert.equal(await page.locator("li.file.inside").count(), 3);
      assert.equal(await status(page), "14 components from 3 files");
      const dialog = await report(page, "release.zip");
      const words = flat(await dialog.innerText());
      assert.match(words, /Opened as a zip archive/);
      assert.match(words, /Files read 3/);
      assert.match(words, /Good to know ?2 1 file was passed over: installed code, or a tool's own/);
      assert.match(words, /4 files were passed over, not named like a lockfile or SBOM: 2 \*\.js, 1 \*\.md, 1 \*\.rs/);
      await close(page);
      // Unticking the archive unticks all of it.
      await page.getByRole("checkbox", { name: "Count release.zip", exact: true }).uncheck();
      await until(async () => (await status(page)).startsWith("0 components"), async () => `unticked, it still counts: ${await status(page)}`);
      await page.getByRole("checkbox", { name: "Count release.zip", exact: true }).check();
      await until(async () => (await components(page)) === 14, "ticked again, it is not counted");
      // One file of it can leave alone.
      await fileEntry(page, "Cargo.lock").hover();
      await page.getByRole("button", { name: "Remove release.zip/harbour/meter/Cargo.lock" }).click();
      await until(async () => (await components(page)) === 12, "a removed file is still counted");
      assert.equal(await entries(page).count(), 3);
      await entries(page).first().hover();
      await page.getByRole("button", { name: "Remove release.zip", exact: true }).click();
      await page.getByRole("button", { name: "Open files…" }).waitFor();
      await closeClean(sitting, address());
    });

    test("archives three deep and damaged ones are refused by name and number; the others stay", async () => {
      const inner = zip([["package-lock.json", clashingLock]]);
      const deep = zip([["two.zip", zip([["three.zip", inner]])], ["package-lock.json", clashingLock]]);
      const sitting = await sit([
        { name: "deep.zip", buffer: deep },
        { name: "cut.zip", buffer: inner.subarray(0, inner.length - 40) },
        { name: "pictures.zip", buffer: zip([["one.png", "x"], ["two.png", "y"]]) },
        { name: "twice.zip", buffer: zip([["inner.zip", inner]]) },
        { name: "signer.cdx.json", buffer: cycloneDx },
      ]);
      const { page } = sitting;
      const entry = async (name) => flat(await entries(page).filter({ hasText: name }).first().innerText());
      assert.match(await entry("deep.zip"), /not read .*three\.zip lies deeper than 2 archives in each other/);
      assert.match(await entry("cut.zip"), /not read .*cut\.zip is a damaged or cut off zip archive/);
      assert.match(await entry("pictures.zip"), /not read This is a zip archive without a lockfile or SBOM\. 2 files were passed over.*2 \*\.png/);
      assert.match(await entry("twice.zip"), /1 file read/);
      assert.match(flat(await fileEntry(page, "package-lock.json").innerText()), /^package-lock\.json inner\.zip npm lockfile 3/);
      assert.equal(await page.locator("li.file.broken").count(), 3);
      assert.equal(await components(page), 12);
      await closeClean(sitting, address());
    });

    test("compressed files, envelopes, lines of JSON and several YAML documents are opened", async () => {
      const statement = { _type: "https://in-toto.io/Statement/v1", subject: [], predicateType: "https://cyclonedx.org/bom", predicate: JSON.parse(cycloneDx) };
      const envelope = { payloadType: "application/vnd.in-toto+json", payload: Buffer.from(JSON.stringify(statement)).toString("base64"), signatures: [{ sig: "AAAA" }] };
      const line = (name) => JSON.stringify({ ...JSON.parse(cycloneDx), metadata: { component: { type: "application", name, version: "1.0.0", "bom-ref": "root" } } });
      const yaml = (name) => `spdxVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\nname: ${name}\npackages:\n- SPDXID: SPDXRef-p\n  name: ${name}\n  versionInfo: 1.0.0\n`;
      const sitting = await sit([
        { name: "desk.tar.gz", buffer: gzipSync(tar([["desk/package-lock.json", clashingLock], ["desk/notes.md", "notes\n"]])) },
        { name: "signer.cdx.json.zst", buffer: zstd(cycloneDx) },
        { name: "signer.intoto.json", buffer: JSON.stringify(envelope) },
        { name: "many.jsonl", buffer: `${line("bow")}\n${line("stern")}\n{"neither": 1}\n` },
        { name: "two.yaml", buffer: `${yaml("mast")}---\n${yaml("keel")}` },
        { name: "wide.json", buffer: Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(cycloneDx.replaceAll("\n", "\r\n"), "utf16le")]) },
      ]);
      const { page } = sitting;
      await until(async () => (await entries(page).count()) === 11, async () => (await rail(page)).join("\n"));
      assert.equal(await page.locator("li.file.broken").count(), 0);
      const told = await rail(page);
      const wanted = [
        /^desk\.tar\.gz Tar archive in a gzip file 1 file read Report, 1 remark$/,
        /^package-lock\.json desk npm lockfile 3 8 components, 1 root/,
        /^many\.jsonl File of JSON documents, one a line 2 files read Report, 1 warning$/,
        /^many\.jsonl line 1 CycloneDX JSON 1\.5 4 components/,
        /^many\.jsonl line 2 CycloneDX JSON 1\.5 4 components/,
        /^signer\.cdx\.json\.zst CycloneDX JSON 1\.5 4 components/,
        /^signer\.intoto\.json CycloneDX JSON 1\.5 4 components/,
        /^two\.yaml File of several YAML documents 2 files read/,
        /^two\.yaml line 1 SPDX YAML 2\.3 1 component/,
        /^two\.yaml line 9 SPDX YAML 2\.3 1 component/,
        /^wide\.json CycloneDX JSON 1\.5 4 components/,
      ];
      wanted.forEach((pattern, position) => assert.match(told[position], pattern));
      assert.equal(await status(page), "16 components from 8 files");
      assert.match(flat(await (await report(page, "signer.intoto.json")).innerText()), /The file is signed \(DSSE\); the signature was not checked/);
      await close(page);
      assert.match(flat(await (await report(page, "signer.cdx.json.zst")).innerText()), /Unpacked from a Zstandard file; [\d,]+ bytes/);
      await close(page);
      assert.match(flat(await (await report(page, "many.jsonl")).innerText()), /Left out or doubtful ?1 line 3 was left out: no format known to Lockscope/);
      await close(page);
      await closeClean(sitting, address());
    });

    test("a table of licences fills a lockfile, and both reports say so", async () => {
      const lock = packageLock("quay", ["crane", "rope"], { crane: { version: "2.0.0", needs: ["rope"] }, rope: { version: "1.0.0" } });
      const sitting = await sit([{ name: "package-lock.json", buffer: lock }]);
      const { page } = sitting;
      assert.match(await bandkey(page), /unknown 2/);
      await take(page, [{ name: "licences.csv", buffer: "component,licence\ncrane@2.0.0,MIT\nrope@1.0.0,Apache-2.0\nnowhere@1.0.0,GPL-3.0-only\n" }]);
      await until(async () => /allowed 2 .*unknown 0/.test(await bandkey(page)), async () => `not filled: ${await bandkey(page)}`);
      assert.equal(await components(page), 3, "a table adds no component");
      const lockfile = flat(await (await report(page, "package-lock.json")).innerText());
      assert.match(lockfile, /Beside other files Filled from licences\.csv: licences of 2 components/);
      await close(page);
      const table = flat(await (await report(page, "licences.csv")).innerText());
      assert.match(table, /Read as Licence table \(CSV\).*Used for Facts about components of other files/);
      assert.match(table, /Fills package-lock\.json: licences of 2 components/);
      await close(page);
      await page.keyboard.press("3");
      await page.locator("table.inv tbody tr", { hasText: "crane" }).click();
      await page.locator("#inspector h2", { hasText: "crane" }).waitFor();
      assert.match(flat(await page.locator("#inspector").innerText()), /Declared MIT · licences\.csv/);
      await closeClean(sitting, address());
    });

    test("a lockfile and an SBOM of one project: the numbers, the lists, and the way to a component", async () => {
      const sitting = await sit([
        { name: "package-lock.json", buffer: pair.lock },
        { name: "quay.cdx.json", buffer: pair.sbom },
      ]);
      const { page } = sitting;
      const panel = page.locator("section.panel", { has: page.getByRole("heading", { name: "Between the files" }) });
      const line = panel.getByRole("button");
      await line.first().waitFor();
      assert.equal(await line.count(), 1);
      assert.equal(
        flat(await line.innerText()),
        "package-lock.json and quay.cdx.json: 3 components in both, 1 only in package-lock.json (1 not shipped), 1 only in quay.cdx.json, 1 in other versions, 2 dependencies stated by only one",
      );
      await line.click();
      const dialog = page.getByRole("dialog", { name: "Two files of one project" });
      await dialog.locator(".report-name").waitFor();
      const lists = await dialog.locator("h3").evaluateAll((headings) => headings.map((heading) => [heading, ...heading.nextElementSibling.children].map((element) => element.innerText.replace(/\s+/g, " ").trim())));
      assert.deepEqual(lists, [
        ["Only in package-lock.json 1", "knot 0.5.0 development scope"],
        ["Only in quay.cdx.json 1", "tar-pitch 4.0.0"],
        ["In other versions 1", "chain 3.0.0 against chain 3.1.0 newer in quay.cdx.json"],
        ["Dependencies that only package-lock.json states 1", "crane 2.0.0 needs hook 1.1.0"],
        ["Dependencies that only quay.cdx.json states 1", "rope 1.0.0 needs hook 1.1.0"],
      ]);
      await dialog.getByRole("button", { name: /tar-pitch/ }).first().click();
      await page.locator("dialog").waitFor({ state: "detached" });
      await page.locator("#inspector h2", { hasText: "tar-pitch" }).waitFor();
      await page.locator("canvas.graph").waitFor();
      await page.locator("nav.tabs [aria-current=page]", { hasText: "Graph" }).waitFor();
      // The disagreement on a licence is a finding of its own kind.
      await page.keyboard.press("4");
      const kind = page.locator(".kinds button", { hasText: "Evidence" });
      assert.equal(flat(await kind.innerText()), "Evidence 1");
      const card = page.locator("article.finding", { hasText: "Sources disagree on the licence" });
      assert.equal(await card.count(), 1);
      await card.locator(".f-toggle").click();
      assert.match(flat(await card.innerText()), /^needs review Sources disagree on the licence To review Evidence .*GPL-3\.0-only.*LGPL-3\.0-only.*hook 1\.1\.0/);
      await kind.click();
      await card.waitFor({ state: "detached" });
      // The report on either file leads to the same list.
      const own = await report(page, "package-lock.json");
      assert.match(flat(await own.innerText()), /Fills quay\.cdx\.json: scopes of 3 components/);
      await own.getByRole("button", { name: /^Beside quay\.cdx\.json/ }).click();
      await page.getByRole("dialog", { name: "Two files of one project" }).locator(".report-name").waitFor();
      await close(page);
      // Without the SBOM nothing is left to compare.
      await page.getByRole("checkbox", { name: "Count quay.cdx.json" }).uncheck();
      await page.keyboard.press("1");
      await page.locator(".bandkey").waitFor();
      await panel.waitFor({ state: "detached" });
      await closeClean(sitting, address());
    });

    test("the report is reached by keyboard, tells what was read, and copies as Markdown", async () => {
      const sitting = await sit([
        { name: "bom.xml", buffer: await readFile(path.join(root, "tests/fixtures/cyclonedx-xml/repaired-markup/bom.xml")) },
        { name: "broken.json", buffer: '{"lockfileVersion": 3, "packages": {"": {"name": "x",, }}}' },
      ]);
      const { page } = sitting;
      if (place === "http") await sitting.context.grantPermissions(["clipboard-read", "clipboard-write"]);
      const words = () => page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? document.activeElement.innerText);
      const reach = async (wanted) => {
        for (let press = 0; press < 60; press++) {
          await page.keyboard.press("Tab");
          if (wanted.test(await words())) return;
        }
        assert.fail(`${wanted} is not reached by Tab`);
      };
      await reach(/^Report.* on bom\.xml$/);
      await page.keyboard.press("Enter");
      const dialog = page.getByRole("dialog", { name: "How this file was read" });
      await dialog.locator(".report-name", { hasText: "bom.xml" }).waitFor();
      const told = flat(await dialog.innerText());
      assert.match(told, /Read as CycloneDX XML 1\.4, recognised by its content Size 457 bytes SHA-256 [0-9a-f]{64} What it carries Components 1 Roots 0/);
      assert.match(told, /Left out or doubtful ?1 The document type declaration is passed over; its entities are not expanded · line 1, column 1/);
      assert.match(told, /Assumed ?1 The file does not say what it describes; you see an inventory without a root/);
      assert.match(told, /Repaired ?4 An attribute stands twice in one tag; the first one counts · line 4, column 5/);
      assert.match(told, /Good to know ?1 This file declares no dependency relationships; you see an inventory/);
      assert.ok(await page.evaluate(() => document.activeElement.closest("dialog") !== null), "the focus is not in the dialog");
      await reach(/^Copy as Markdown$/);
      await page.keyboard.press("Enter");
      await says(page, place === "http" ? "Copied" : /^(Copied|This browser offers no clipboard here|The browser refused to copy)$/);
      if (place === "http") {
        const copied = await page.evaluate(() => navigator.clipboard.readText());
        assert.match(copied, /^# How `bom\.xml` was read\n\n\* Read as: CycloneDX XML 1\.4, recognised by its content\n/);
        assert.match(copied, /\n## Repaired \(4\)\n\n\* An attribute stands twice in one tag; the first one counts \(`line 4, column 5`\)\n/);
      }
      await page.keyboard.press("Escape");
      await page.locator("dialog").waitFor({ state: "detached" });
      assert.match(await words(), /^Report.* on bom\.xml$/, "the focus does not return to the button");
      // A file that could not be read has a report as well: its name in the overview opens it.
      await reach(/^broken\.json$/);
      await page.keyboard.press("Enter");
      await dialog.locator(".report-name", { hasText: "broken.json" }).waitFor();
      assert.match(flat(await dialog.innerText()), /broken\.json Size 58 bytes SHA-256 [0-9a-f]{64} A key in quotes was expected here \(line 1, column 54\) Look at this place in an editor/);
      await close(page);
      await closeClean(sitting, address());
    });

    test("every file of the corpus is listed with a format or a reason, and the engine never restarts", { skip: !corpus && "no corpus beside this checkout", timeout: 170_000 }, async (t) => {
      const files = (await readdir(corpus, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
      let listed = 0;
      const begun = Date.now();
      for (let from = 0; from < files.length; from += 60) {
        const batch = files.slice(from, from + 60).map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
        const sitting = await sit();
        const { page } = sitting;
        await page.locator("input[type=file]").first().setInputFiles(batch);
        await read(page, batch.length);
        const told = await page.locator("li.file:not(.inside)").evaluateAll((items) =>
          items.map((item) => ({
            name: item.querySelector(".file-name .trunc").title,
            format: item.querySelector(".file-format").innerText,
            error: item.querySelector(".file-error")?.innerText ?? "",
          })),
        );
        assert.equal(told.length, batch.length);
        for (const { name, format, error } of told) {
          assert.ok(format !== "" && (format !== "not read" || error.length > 10), `${name}: "${format}" "${error}"`);
        }
        assert.equal(await page.getAttribute("html", "data-engine"), "1", batch.join("\n"));
        listed += told.length;
        await closeClean(sitting, address());
      }
      assert.equal(listed, files.length);
      t.diagnostic(`${listed} files in ${Date.now() - begun} ms`);
    });
  });
}
