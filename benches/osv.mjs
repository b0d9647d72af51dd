// An export of a vulnerability database, matched in the page's worker against a lockfile that is open already.
//
//   node benches/osv.mjs [--megabytes 200] [--packages 20000] [--repeats 3]
//
// The records are made from their numbers: the same options give the same bytes. Megabytes are those of the records,
// unpacked; one in fifty concerns a loaded package. A run begins with the drop and ends when the tab tells how many
// vulnerabilities there are. A last run is cancelled on the way. `examples/osv.rs` measures the same outside a browser.
import { createWriteStream, statSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { crc32, deflateRawSync } from "node:zlib";
import { fileIn, launched, number, openPage, spread, table, task } from "./support.mjs";

const folder = fileURLToPath(new URL("../target/bench/osv", import.meta.url));
/** Milliseconds that a run may take. */
const GOAL = 10_000;
const WORDS = ["input", "is", "not", "checked", "before", "it", "reaches", "the", "parser", "and", "may", "stop"];

function record(at, packages) {
  const name = at % 50 === 0 ? `package-${(at * 7) % packages}` : `elsewhere-${at}`;
  const details = Array.from({ length: 260 + (at % 400) }, (_, word) => WORDS[(word * 7 + at) % WORDS.length]).join(" ");
  return JSON.stringify(
    {
      schema_version: "1.6.0",
      id: `GHSA-${String(at).padStart(8, "0")}`,
      modified: `2026-0${(at % 9) + 1}-01T00:00:00Z`,
      aliases: [`CVE-2026-${at}`],
      summary: `Record ${at}`,
      details,
      severity: [{ type: "CVSS_V3", score: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N" }],
      affected: [{ package: { ecosystem: "npm", name }, ranges: [{ type: "SEMVER", events: [{ introduced: "0" }, { fixed: `1.${at % 40}.0` }] }] }],
      references: [{ type: "WEB", url: `https://advisories.example/${at}` }],
    },
    null,
    2,
  );
}

function lockfile(packages) {
  const entries = Array.from({ length: packages }, (_, at) => [`node_modules/package-${at}`, { version: `1.${at % 40}.0`, license: "MIT" }]);
  return JSON.stringify({ lockfileVersion: 3, packages: { "": { name: "app", version: "1.0.0" }, ...Object.fromEntries(entries) } });
}

/** Writes the archive (Zip64: there may be more entries than a plain one counts) and says how many records it holds. */
async function written(file, megabytes, packages) {
  const out = createWriteStream(file);
  const put = (bytes) => (out.write(bytes) ? undefined : new Promise((done) => out.once("drain", done)));
  const directory = [];
  let [at, records, unpacked] = [0, 0, 0];
  for (; unpacked < megabytes * 1e6; records++) {
    const bytes = Buffer.from(record(records, packages));
    const packed = deflateRawSync(bytes);
    const name = Buffer.from(`GHSA-${String(records).padStart(8, "0")}.json`);
    const shared = Buffer.alloc(26);
    [20, 0, 8, 0, 0x21].forEach((value, place) => shared.writeUInt16LE(value, place * 2));
    [crc32(bytes), packed.length, bytes.length].forEach((value, place) => shared.writeUInt32LE(value, 10 + place * 4));
    shared.writeUInt16LE(name.length, 22);
    await put(Buffer.concat([Buffer.from("PK\x03\x04"), shared, name, packed]));
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02"), Buffer.from([20, 0]), shared, rest, name]));
    at += 30 + name.length + packed.length;
    unpacked += bytes.length;
  }
  const list = Buffer.concat(directory);
  const [large, locator, end] = [Buffer.alloc(56), Buffer.alloc(20), Buffer.alloc(22)];
  large.write("PK\x06\x06");
  large.writeBigUInt64LE(44n, 4);
  large.writeUInt16LE(45, 12);
  large.writeUInt16LE(45, 14);
  [records, records, list.length, at].forEach((value, place) => large.writeBigUInt64LE(BigInt(value), 24 + place * 8));
  locator.write("PK\x06\x07");
  locator.writeBigUInt64LE(BigInt(at + list.length), 8);
  locator.writeUInt32LE(1, 16);
  end.write("PK\x05\x06");
  end.fill(0xff, 8, 20);
  out.end(Buffer.concat([list, large, locator, end]));
  await new Promise((done, fail) => out.once("close", done).once("error", fail));
  return { records, unpacked, packed: statSync(file).size };
}

/** A fresh page with the lockfile open. */
async function withLockfile(browser, lock) {
  const opened = await openPage(browser);
  const file = await fileIn(opened.page, lock);
  await opened.page.evaluate((file) => bench.drop(file), file);
  await opened.page.locator(".view-overview .stats.three").first().waitFor();
  return opened;
}

/** One run: milliseconds, words on progress, the longest silence, the page's longest task. */
async function matched(browser, lock, archive) {
  const { page, context, seen } = await withLockfile(browser, lock);
  const file = await fileIn(page, archive);
  const run = await page.evaluate(async (file) => {
    bench.longTasks.length = bench.messages.length = 0;
    const began = performance.now();
    await bench.drop(file);
    while (!document.querySelector(".tabcount.plain")) await new Promise((done) => setTimeout(done, 5));
    const ms = performance.now() - began;
    const words = bench.messages.filter(([, kind]) => kind === "progress").map(([at]) => at - began);
    const silences = words.map((at, place) => at - (words[place - 1] ?? 0));
    return { ms, words: words.length, silence: Math.max(...silences), longest: Math.max(0, ...bench.longTasks.map((task) => task.duration)) };
  }, file);
  const found = await page.locator(".tabcount.plain").innerText();
  if (seen.errors.length || seen.violations.length) throw new Error(JSON.stringify(seen));
  await context.close();
  return { ...run, found };
}

/** Stops a run on the way; milliseconds until the lockfile is there again. */
async function cancelled(browser, lock, archive) {
  const { page, context } = await withLockfile(browser, lock);
  const before = await page.locator(".status span").first().innerText();
  const file = await fileIn(page, archive);
  await page.evaluate((file) => void bench.drop(file), file);
  const cancel = page.getByRole("button", { name: "Cancel" });
  await cancel.waitFor();
  const words = await page.locator(".progress.floating b").innerText();
  const began = Date.now();
  await cancel.click();
  await page.locator(".file-error", { hasText: "Reading was stopped" }).waitFor();
  await page.locator(".status span", { hasText: before.split(" from ")[0] }).first().waitFor();
  const ms = Date.now() - began;
  await context.close();
  return { ms, words };
}

export async function osv({ megabytes = 200, packages = 20_000, repeats = 3 } = {}) {
  await mkdir(folder, { recursive: true });
  const [lock, archive] = [path.join(folder, "package-lock.json"), path.join(folder, "all.zip")];
  await writeFile(lock, lockfile(packages));
  const { records, unpacked, packed } = await written(archive, megabytes, packages);
  const browser = await launched();
  const runs = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    runs.push(await matched(browser, lock, archive));
    console.error(JSON.stringify(runs.at(-1)));
  }
  const stop = await cancelled(browser, lock, archive);
  await browser.close();
  const worst = Math.max(...runs.map((run) => run.ms));
  const row = [
    `${number(records)} records, ${(unpacked / 1e6).toFixed(0)} MB (${(packed / 1e6).toFixed(0)} MB packed), ${number(packages)} components`,
    spread(runs.map((run) => run.ms)),
    `${GOAL / 1000} s: ${worst <= GOAL ? "met" : "missed"}`,
    `${runs[0].words}, at most ${Math.max(...runs.map((run) => run.silence)).toFixed(0)} ms apart`,
    task(Math.max(...runs.map((run) => run.longest))),
    runs[0].found,
  ];
  const heads = ["Export matched in the worker", "drop → count in the tab", "goal", "words on progress", "longest main-thread task", "vulnerabilities"];
  return [table(heads, [row]), `Cancelled at “${stop.words}”: the lockfile was there again after ${stop.ms} ms.`].join("\n\n");
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const option = (name, otherwise) => process.argv[process.argv.indexOf(`--${name}`) + 1 || Infinity] ?? otherwise;
  console.log(await osv({ megabytes: Number(option("megabytes", 200)), packages: Number(option("packages", 20_000)), repeats: Number(option("repeats", 3)) }));
}
