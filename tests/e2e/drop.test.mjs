// Real drops, made by the browser's own input: files and a folder, over http and from disk. A drop event made
// by a script carries no entries and would prove nothing here.
import test from "node:test";
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { packageLock } from "./fixtures.mjs";
import { closeClean, fileAddress, launch, open, outward, running, says, serveDist, until } from "./support.mjs";

const lock = (name) =>
  JSON.stringify({
    name,
    version: "1.0.0",
    lockfileVersion: 3,
    packages: { "": { name, version: "1.0.0", dependencies: { oak: "^1.0.0" } }, "node_modules/oak": { version: "1.2.0", license: "MIT" } },
  });

const yarnLock = `# yarn lockfile v1


ash@^2.0.0:
  version "2.1.0"
  dependencies:
    elm "^1.0.0"

elm@^1.0.0:
  version "1.3.0"

fir@^4.0.0:
  version "4.4.0"
`;

/** Writes files below a folder: `{path: text}`. */
async function plant(folder, files) {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
}

const flat = (text) => text.replace(/\s+/g, " ").trim();
const rail = async (page) => (await page.locator("ul.files > li.file").allInnerTexts()).map(flat);
const status = async (page) => flat(await page.locator("footer.status span").first().innerText().catch(() => ""));
const statusBecomes = (page, wanted) => until(async () => (await status(page)) === wanted, async () => `"${await status(page)}" is not "${wanted}"`);

/** The words of the report on a file. */
async function report(page, name) {
  await page.getByRole("button", { name: new RegExp(`^Report.* on ${name.replaceAll(".", "\\.")}$`) }).click();
  const dialog = page.getByRole("dialog", { name: "How this file was read" });
  await dialog.locator(".report-name", { hasText: name }).waitFor();
  const words = flat(await dialog.innerText());
  await page.keyboard.press("Escape");
  await page.locator("dialog").waitFor({ state: "detached" });
  return words;
}

async function drop(page, paths) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await session.send("Input.dispatchDragEvent", { type, x: 200, y: 200, data });
  }
}

for (const [where, start] of [
  ["http", async () => serveDist()],
  ["disk", async () => ({ address: fileAddress, close: async () => {} })],
]) {
  test(`dropped files and folders are read (${where})`, async (t) => {
    const folder = await mkdtemp(path.join(tmpdir(), "lockscope-"));
    t.after(() => rm(folder, { recursive: true }));
    await writeFile(path.join(folder, "package-lock.json"), lock("single"));
    await mkdir(path.join(folder, "tree/inner/node_modules/x"), { recursive: true });
    await writeFile(path.join(folder, "tree/inner/package-lock.json"), lock("nested"));
    await writeFile(path.join(folder, "tree/inner/notes.txt"), "not a lockfile");
    await writeFile(path.join(folder, "tree/inner/node_modules/x/package-lock.json"), lock("installed"));
    const served = await start();
    const browser = await launch();
    t.after(async () => {
      await browser.close();
      await served.close();
    });
    const { page, seen } = await open(browser, served.address);
    await running(page);
    await drop(page, [path.join(folder, "package-lock.json")]);
    await says(page, "2 components from 1 file");
    await drop(page, [path.join(folder, "tree")]);
    await says(page, "from 2 files");
    await says(page, "tree/inner/package-lock.json");
    assert.equal(await page.getByText("installed", { exact: true }).count(), 0, "installed code is not read");
    assert.deepEqual(seen.errors, []);
    assert.deepEqual(outward(seen.requests).slice(1), []);
  });

  /** A page, and a folder with these files. */
  async function sit(t, files) {
    const folder = await mkdtemp(path.join(tmpdir(), "lockscope-"));
    await plant(folder, files);
    const served = await start();
    const browser = await launch();
    t.after(async () => {
      await browser.close();
      await served.close();
      await rm(folder, { recursive: true });
    });
    const sitting = await open(browser, served.address);
    await running(sitting.page);
    return { ...sitting, folder, leave: () => closeClean(sitting, served.address) };
  }

  for (const [how, give] of [
    ["dropped", (page, folder) => drop(page, [folder])],
    ["opened by the button", (page, folder) => page.locator("input[webkitdirectory]").setInputFiles(folder)],
  ]) test(`of a project's folder, ${how}, the lockfiles are found, paired and told apart from the rest (${where})`, async (t) => {
    const { page, folder, leave } = await sit(t, {
      "harbour/package.json": JSON.stringify({ name: "harbour", version: "1.0.0", dependencies: { ash: "^2.0.0" }, devDependencies: { fir: "^4.0.0" } }),
      "harbour/yarn.lock": yarnLock,
      "harbour/services/api/package-lock.json": lock("api"),
      "harbour/services/meter/Cargo.lock": 'version = 4\n\n[[package]]\nname = "meter"\nversion = "0.1.0"\n',
      "harbour/services/meter/src/main.rs": "fn main() {}\n",
      "harbour/src/index.js": "export default 1;\n",
      "harbour/README.md": "# Harbour\n",
      "harbour/node_modules/ash/package-lock.json": lock("installed"),
      "harbour/.git/config": "[core]\n",
    });
    await give(page, path.join(folder, "harbour"));
    const toast = await until(async () => flat(await page.locator(".toast.shown").innerText().catch(() => "")), "nothing is said of what was passed over");
    assert.match(toast, /\.git was skipped/);
    assert.match(toast, /harbour\/node_modules was skipped: it holds installed code/);
    assert.match(toast, /3 files of the folder passed over: not named like a lockfile or SBOM/);
    await statusBecomes(page, "7 components from 4 files");
    const told = await rail(page);
    assert.equal(told.length, 4);
    assert.match(told[0], /^harbour\/package\.json package\.json Sharpens harbour\/yarn\.lock/);
    assert.match(told[1], /^harbour\/services\/api\/package-lock\.json npm lockfile 3 2 components, 1 root/);
    assert.match(told[2], /^harbour\/services\/meter\/Cargo\.lock Cargo\.lock 4 1 component, 1 root/);
    assert.match(told[3], /^harbour\/yarn\.lock Yarn classic lockfile 1 4 components, 1 root 3 dependencies/);
    assert.match(flat(await page.locator("ul.rootlist").innerText()), /harbour 1\.0\.0 2 direct/);
    assert.match(await report(page, "harbour/package.json"), /Tells harbour\/yarn\.lock what is direct and when it is needed/);
    // What the manifest says of development holds for the lockfile, which does not tell.
    await page.keyboard.press("3");
    await page.locator("table.inv tbody tr", { hasText: "fir" }).first().click();
    await page.locator("#inspector h2", { hasText: "fir" }).waitFor();
    assert.match(flat(await page.locator("#inspector").innerText()), /development/);
    await leave();
  });

  test(`dropped folders of installed code give a lockfile its licences, and no component (${where})`, async (t) => {
    const manifest = (name, version, license) => JSON.stringify({ name, version, license });
    const bare = packageLock("quay", ["crane", "rope"], { crane: { version: "2.0.0", needs: ["@dock/hook"] }, "@dock/hook": { version: "1.1.0" }, rope: { version: "1.0.0" } });
    const { page, folder, leave } = await sit(t, {
      "package-lock.json": bare,
      "node_modules/crane/package.json": manifest("crane", "2.0.0", "MIT"),
      "node_modules/crane/index.js": "export default 1;\n",
      "node_modules/@dock/hook/package.json": manifest("@dock/hook", "1.1.0", "Apache-2.0"),
      "node_modules/rope/package.json": manifest("rope", "1.0.0", "ISC"),
      "node_modules/stray/package.json": manifest("stray", "9.0.0", "GPL-3.0-only"),
      "site-packages/anchor-1.0.0.dist-info/METADATA": "Metadata-Version: 2.4\nName: anchor\nVersion: 1.0.0\nLicense-Expression: BSD-3-Clause\n\nAn anchor.\n",
      "site-packages/anchor/__init__.py": "",
      "requirements.txt": "anchor==1.0.0\n",
      "Cargo.lock": 'version = 4\n\n[[package]]\nname = "tide"\nversion = "0.1.0"\ndependencies = [\n "salt",\n]\n\n[[package]]\nname = "salt"\nversion = "1.2.3"\nsource = "registry+https://registry.example/index"\n',
      "vendor/salt/Cargo.toml": '[package]\nname = "salt"\nversion = "1.2.3"\nlicense = "Zlib"\n',
      "vendor/salt/src/lib.rs": "",
    });
    await drop(page, [path.join(folder, "package-lock.json"), path.join(folder, "Cargo.lock"), path.join(folder, "requirements.txt")]);
    const verdicts = async () => flat(await page.locator(".bandkey").innerText().catch(() => ""));
    await until(async () => /unknown 5/.test(await verdicts()), async () => `not all unknown: ${await verdicts()}`);
    const before = (await status(page)).split(" ")[0];
    await drop(page, ["node_modules", "site-packages", "vendor"].map((name) => path.join(folder, name)));
    await statusBecomes(page, `${before} components from 6 files`);
    await until(async () => /unknown 0/.test(await verdicts()), async () => `not filled: ${await verdicts()}`);
    for (const [name, count] of [["node_modules", 4], ["site-packages", 1], ["vendor", 1]]) {
      const told = (await rail(page)).find((words) => words.startsWith(name));
      assert.match(told, new RegExp(`^${name} Installed packages ${count} components?`));
    }
    assert.match(await report(page, "package-lock.json"), /Filled from node_modules: licences of 3 components/);
    assert.match(await report(page, "node_modules"), /Fills package-lock\.json: licences of 3 components/);
    assert.match(await report(page, "Cargo.lock"), /Filled from vendor: licences of 1 component/);
    assert.match(await report(page, "requirements.txt"), /Filled from site-packages: licences of 1 component/);
    await page.keyboard.press("3");
    await page.locator("table.inv tbody tr", { hasText: "@dock/hook" }).first().click();
    await page.locator("#inspector h2", { hasText: "hook" }).waitFor();
    assert.match(flat(await page.locator("#inspector").innerText()), /Declared Apache-2\.0 · node_modules/);
    await leave();
  });
}
