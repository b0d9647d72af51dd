// Hand-written documents for the end-to-end tests, generators of large ones, and packers. Every host is
// registry.example.
import { crc32, deflateRawSync } from "node:zlib";

/** A package-lock (version 3). `packages` maps a name to `{version, license, needs, dev, from}`. */
export function packageLock(name, needs, packages, { devNeeds = [], version = "1.0.0" } = {}) {
  const range = (names) => (names.length ? Object.fromEntries(names.map((needed) => [needed, "*"])) : undefined);
  const entries = Object.entries(packages).map(([key, entry]) => [
    `node_modules/${key}`,
    {
      version: entry.version ?? "1.0.0",
      resolved: `https://${entry.from ?? "registry.example"}/${key}/-/${key}-${entry.version ?? "1.0.0"}.tgz`,
      license: entry.license,
      dev: entry.dev,
      dependencies: range(entry.needs ?? []),
    },
  ]);
  const root = { name, version, license: "UNLICENSED", dependencies: range(needs), devDependencies: range(devNeeds) };
  return JSON.stringify({ name, version, lockfileVersion: 3, requires: true, packages: { "": root, ...Object.fromEntries(entries) } }, null, 2);
}

/** Two routes from one root to licences that cannot be combined, and some that can. */
export const clashingLock = packageLock("harbour-desk", ["web-frame", "chart-kit", "tiny-log"], {
  "web-frame": { version: "4.2.0", license: "MIT", needs: ["route-core", "tiny-log"] },
  "route-core": { version: "2.0.1", license: "ISC", needs: ["old-cipher"] },
  "old-cipher": { version: "0.9.3", license: "GPL-2.0-only" },
  "chart-kit": { version: "7.1.0", license: "BSD-3-Clause", needs: ["draw-core", "tiny-log"] },
  "draw-core": { version: "3.3.3", license: "MIT", needs: ["fast-shapes"] },
  "fast-shapes": { version: "1.4.0", license: "Apache-2.0" },
  "tiny-log": { version: "1.1.1", license: "MIT" },
});

/** Two releases of one project: an update with consequences, a licence that changed, one dependency in place of another. */
export const release = {
  before: packageLock(
    "harbour-desk",
    ["report-kit", "text-field", "sheet-writer", "clock-words"],
    {
      "report-kit": { version: "1.7.0", license: "MIT", needs: ["audit-trail", "lamp-core"] },
      "audit-trail": { version: "1.4.0", license: "MIT", needs: ["tiny-log"] },
      "lamp-core": { version: "1.0.0", license: "MIT" },
      "text-field": { version: "6.8.3", license: "MIT", needs: ["caret"] },
      caret: { version: "2.0.0", license: "ISC" },
      "sheet-writer": { version: "4.3.0", license: "MIT", needs: ["zip-pack", "set-shim"] },
      "zip-pack": { version: "3.7.1", license: "(MIT OR GPL-3.0-only)", needs: ["tiny-log"] },
      "set-shim": { version: "1.0.1", license: "MIT" },
      "clock-words": { version: "2.29.4", license: "MIT", needs: ["clock-face"] },
      "clock-face": { version: "1.0.0", license: "ISC" },
      "tiny-log": { version: "1.1.1", license: "MIT" },
      "strict-lint": { version: "8.56.0", license: "MIT", needs: ["lint-rules", "glob-walk"], dev: true },
      "lint-rules": { version: "1.0.0", license: "MIT", dev: true },
      "glob-walk": { version: "7.2.0", license: "ISC", needs: ["path-bits"], dev: true },
      "path-bits": { version: "1.0.0", license: "MIT", dev: true },
    },
    { devNeeds: ["strict-lint"], version: "3.3.0" },
  ),
  after: packageLock(
    "harbour-desk",
    ["report-kit", "text-field", "sheet-writer", "date-words"],
    {
      "report-kit": { version: "1.8.2", license: "MIT", needs: ["audit-trail", "page-press", "rate-store"] },
      "audit-trail": { version: "2.0.1", license: "MIT", needs: ["tiny-log", "wire-talk", "caret"] },
      "audit-trail/node_modules/caret": { version: "1.0.0", license: "ISC" },
      "page-press": { version: "1.3.0", license: "AGPL-3.0-or-later" },
      "rate-store": { version: "0.9.4", license: "MIT" },
      "wire-talk": { version: "8.0.35", license: "GPL-2.0-only", needs: ["fast-shapes"] },
      "fast-shapes": { version: "3.19.4", license: "Apache-2.0" },
      "text-field": { version: "7.3.0", license: "GPL-2.0-or-later", needs: ["caret"] },
      caret: { version: "2.0.0", license: "ISC", from: "mirror.registry.example" },
      "sheet-writer": { version: "4.4.0", license: "MIT", needs: ["zip-pack"] },
      "zip-pack": { version: "3.10.1", license: "(MIT OR GPL-3.0-or-later)", needs: ["tiny-log"] },
      "date-words": { version: "3.6.0", license: "MIT" },
      "tiny-log": { version: "1.1.1", license: "MIT" },
      "strict-lint": { version: "8.57.0", license: "MIT", needs: ["lint-rules", "glob-walk"], dev: true },
      "lint-rules": { version: "1.0.1", license: "MIT", dev: true },
      "glob-walk": { version: "7.2.0", license: "ISC", needs: ["path-bits"], dev: true },
      "path-bits": { version: "1.0.2", license: "MIT", dev: true },
    },
    { devNeeds: ["strict-lint"], version: "3.4.0" },
  ),
};

/** A CycloneDX 1.5 document of another product: a root and three components in a row. */
export const cycloneDx = JSON.stringify(
  {
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    version: 1,
    metadata: { component: { type: "application", name: "signer", version: "3.0.0", "bom-ref": "root" } },
    components: [
      { type: "library", name: "byte-vault", version: "0.4.0", purl: "pkg:cargo/byte-vault@0.4.0", "bom-ref": "a", licenses: [{ license: { id: "MPL-2.0" } }] },
      { type: "library", name: "clock-face", version: "2.1.0", purl: "pkg:cargo/clock-face@2.1.0", "bom-ref": "b", licenses: [{ expression: "MIT OR Apache-2.0" }] },
      { type: "library", name: "raw-wire", version: "1.0.0", purl: "pkg:cargo/raw-wire@1.0.0", "bom-ref": "c", licenses: [{ license: { id: "MIT" } }] },
    ],
    dependencies: [
      { ref: "root", dependsOn: ["a", "b"] },
      { ref: "a", dependsOn: ["c"] },
      { ref: "b", dependsOn: [] },
      { ref: "c", dependsOn: [] },
    ],
  },
  null,
  2,
);

/** An SBOM as it comes by mail: a product with a conflict two steps down, a choice, and a component without a licence. */
export function attachment(version, { cipher = "1.4.0" } = {}) {
  const parts = {
    "report-kit": ["3.1.0", { expression: "MIT" }, ["cipher-core", "tiny-log"]],
    "cipher-core": [cipher, { license: { id: "GPL-3.0-only" } }, ["tiny-log"]],
    "chart-draw": ["7.0.2", { license: { id: "Apache-2.0" } }, ["date-words", "glyph-set"]],
    "glyph-set": ["1.0.9", { license: { id: "LGPL-2.1-or-later" } }, []],
    "date-words": ["0.8.1", { expression: "MIT OR GPL-2.0-only" }, []],
    "tiny-log": ["1.1.1", { license: { name: "BSD" } }, []],
    "page-shell": ["5.5.0", null, ["tiny-log"]],
  };
  const component = ([name, [number, license]]) => ({
    type: "library",
    name,
    version: number,
    purl: `pkg:npm/${name}@${number}`,
    "bom-ref": name,
    ...(license ? { licenses: [license] } : {}),
  });
  return JSON.stringify({
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: { component: { type: "application", name: "portal", version, "bom-ref": "portal" } },
    components: Object.entries(parts).map(component),
    dependencies: [
      { ref: "portal", dependsOn: ["report-kit", "chart-draw", "page-shell"] },
      ...Object.entries(parts).map(([ref, [, , dependsOn]]) => ({ ref, dependsOn })),
    ],
  });
}

/** What the judging context decides: a network copyleft, a choice inside an AND, and a GPL tool for development. */
export const contextLock = packageLock(
  "harbour-api",
  ["remote-hub", "dual-parser"],
  {
    "remote-hub": { version: "5.0.0", license: "AGPL-3.0-only" },
    "dual-parser": { version: "2.2.0", license: "(MIT OR GPL-3.0-only) AND Apache-2.0" },
    "strict-lint": { version: "9.0.0", license: "GPL-3.0-only", dev: true },
  },
  { devNeeds: ["strict-lint"] },
);

export const cargoLock = `# This file is automatically @generated by Cargo.
version = 4

[[package]]
name = "tide-meter"
version = "0.1.0"
dependencies = [
 "salt",
]

[[package]]
name = "salt"
version = "1.2.3"
source = "registry+https://registry.example/index"
checksum = "00000000000000000000000000000000000000000000000000000000000000aa"
`;

/** A chain of `steps` diamonds: 2^steps routes to `end`. */
export function diamonds(steps) {
  const packages = {};
  for (let step = 0; step < steps; step++) {
    const next = step + 1 === steps ? "end" : `top-${step + 1}`;
    packages[`top-${step}`] = { license: "MIT", needs: [`left-${step}`, `right-${step}`] };
    for (const side of ["left", "right"]) packages[`${side}-${step}`] = { license: "MIT", needs: [next] };
  }
  packages.end = { license: "MIT" };
  return packageLock("ladder", ["top-0"], packages);
}

/** A lock of `count` packages, ten direct ones, each needing up to `fan` later ones; no cycle. */
export function largeLock(count, fan = 3) {
  const licenses = ["MIT", "ISC", "Apache-2.0", "BSD-3-Clause", "MPL-2.0"];
  const name = (position) => `part-${String(position).padStart(6, "0")}`;
  const packages = {};
  for (let position = 0; position < count; position++) {
    const needs = [];
    for (let way = 1; way <= fan; way++) {
      const next = position * fan + way + 9;
      if (next < count) needs.push(name(next));
    }
    packages[name(position)] = { version: `1.${position % 7}.${position % 11}`, license: licenses[position % licenses.length], needs };
  }
  return packageLock("large", Array.from({ length: 10 }, (_, position) => name(position)), packages);
}

/** A zip archive of `[path, content, stored?]` entries, each deflated unless it is to be stored as it is. */
export function zip(entries) {
  const [bodies, directory] = [[], []];
  let at = 0;
  for (const [path, content, stored = false] of entries) {
    const [name, bytes] = [Buffer.from(path), Buffer.from(content)];
    const packed = stored ? bytes : deflateRawSync(bytes);
    // Version, flags (UTF-8 names), method, time, date, checksum, both sizes, the name's length, no extra field.
    const shared = Buffer.alloc(26);
    [20, 0x800, stored ? 0 : 8, 0, 0x21].forEach((number, position) => shared.writeUInt16LE(number, position * 2));
    [crc32(bytes), packed.length, bytes.length].forEach((number, position) => shared.writeUInt32LE(number, 10 + position * 4));
    shared.writeUInt16LE(name.length, 22);
    bodies.push(Buffer.from("PK\x03\x04"), shared, name, packed);
    const [made, rest] = [Buffer.from([20, 0]), Buffer.alloc(14)];
    rest.writeUInt32LE(at, 10);
    directory.push(Buffer.from("PK\x01\x02"), made, shared, rest, name);
    at += 30 + name.length + packed.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, list, end]);
}

/** A tar archive (ustar) of `[path, content]` entries. */
export function tar(entries) {
  const blocks = entries.flatMap(([path, content]) => {
    const bytes = Buffer.from(content);
    const header = Buffer.alloc(512);
    header.write(path, 0);
    header.write(`0000644\0${"0000000\0".repeat(2)}${bytes.length.toString(8).padStart(11, "0")}\0${"0".repeat(11)}\0        0`, 100);
    header.write("ustar\x0000", 257);
    header.write(`${header.reduce((sum, byte) => sum + byte).toString(8).padStart(6, "0")}\0 `, 148);
    return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

/** A Zstandard file of one block that is not compressed; for contents of 256 to 65,791 bytes. */
export function zstd(content) {
  const bytes = Buffer.from(content);
  const head = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x60, 0, 0, 0, 0, 0]);
  head.writeUInt16LE(bytes.length - 256, 5);
  head.writeUIntLE(bytes.length * 8 + 1, 7, 3);
  return Buffer.concat([head, bytes]);
}

const part = (name, version, kind = "npm") => ({ type: "library", name, version, purl: `pkg:${kind}/${name}@${version}`, "bom-ref": name });
const advisory = (id, fields) => JSON.stringify({ schema_version: "1.6.0", id, modified: "2026-05-01T00:00:00Z", ...fields });
const npm = (name, events) => [{ package: { ecosystem: "npm", name }, ranges: [{ type: "SEMVER", events }] }];
const severity = (vector) => [{ type: "CVSS_V3", score: `CVSS:3.1/${vector}` }];

/** What the Quality view is about: a lockfile with unclean sources, an SBOM that lists a vulnerability, a statement (VEX) on it,
 * and an export of a database that is about npm alone. */
export const supply = {
  lock: {
    name: "package-lock.json",
    buffer: JSON.stringify(
      {
        name: "quay-desk",
        version: "1.0.0",
        lockfileVersion: 3,
        packages: {
          "": { name: "quay-desk", version: "1.0.0", dependencies: { lamp: "1", rope: "1", hook: "1" } },
          "node_modules/lamp": { version: "1.0.0", resolved: "http://registry.example/lamp/-/lamp-1.0.0.tgz", integrity: "sha512-AAAA", license: "MIT" },
          "node_modules/rope": { version: "1.2.0", resolved: "git+ssh://git@code.example/quay/rope.git#0123456789abcdef0123456789abcdef01234567", license: "MIT" },
          "node_modules/hook": { version: "1.1.0", resolved: "git+https://code.example/quay/hook.git#main", license: "MIT" },
        },
      },
      null,
      2,
    ),
  },
  sbom: {
    name: "harbour.cdx.json",
    buffer: JSON.stringify(
      {
        bomFormat: "CycloneDX",
        specVersion: "1.5",
        version: 1,
        metadata: { timestamp: "2026-04-01T00:00:00Z", component: { type: "application", name: "harbour", version: "2.0.0", "bom-ref": "harbour" } },
        components: [part("kettle", "1.0.0"), part("cup", "1.0.0"), part("spoon", "2.0.0"), part("bolt", "0.3.0", "cargo")],
        dependencies: [
          { ref: "harbour", dependsOn: ["kettle", "bolt"] },
          { ref: "kettle", dependsOn: ["cup", "spoon"] },
        ],
        vulnerabilities: [
          { id: "CVE-2026-0001", description: "Kettles boil over", ratings: [{ method: "CVSSv31", vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" }], affects: [{ ref: "kettle" }] },
        ],
      },
      null,
      2,
    ),
  },
  vex: {
    name: "kettle.openvex.json",
    buffer: JSON.stringify(
      {
        "@context": "https://openvex.dev/ns/v0.2.0",
        "@id": "https://vex.example/kettle",
        author: "Harbour security",
        timestamp: "2026-06-01T00:00:00Z",
        version: 1,
        statements: [{ vulnerability: { name: "CVE-2026-0001" }, products: [{ "@id": "pkg:npm/kettle@1.0.0" }], status: "not_affected", justification: "vulnerable_code_not_present" }],
      },
      null,
      2,
    ),
  },
  get database() {
    const cups = { aliases: ["CVE-2026-0002"], summary: "Cups leak", references: [{ type: "WEB", url: "https://advisories.example/cups" }], severity: severity("AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N"), affected: npm("cup", [{ introduced: "0" }, { fixed: "1.0.1" }]) };
    const jugs = { modified: "2026-05-02T00:00:00Z", affected: npm("jug", [{ introduced: "0" }]) };
    return { name: "all.zip", buffer: zip([["GHSA-cups.json", advisory("GHSA-cups", cups)], ["GHSA-jugs.json", advisory("GHSA-jugs", jugs)]]) };
  },
};

/** A lockfile and an SBOM of one project that do not agree: `pair.lock` and `pair.sbom`. */
export const pair = {
  lock: packageLock("quay", ["crane", "rope"], {
    crane: { version: "2.0.0", license: "MIT", needs: ["hook", "chain"] },
    hook: { version: "1.1.0", license: "GPL-3.0-only" },
    chain: { version: "3.0.0", license: "ISC" },
    rope: { version: "1.0.0", license: "MIT" },
    knot: { version: "0.5.0", license: "MIT", dev: true },
  }, { devNeeds: ["knot"] }),
  sbom: JSON.stringify({
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    metadata: { component: { type: "application", name: "quay", version: "1.0.0", "bom-ref": "quay", purl: "pkg:npm/quay@1.0.0" } },
    components: [["crane", "2.0.0", "MIT"], ["hook", "1.1.0", "LGPL-3.0-only"], ["chain", "3.1.0", "ISC"], ["rope", "1.0.0", "MIT"], ["tar-pitch", "4.0.0", "BSD-2-Clause"]].map(
      ([name, version, id]) => ({ type: "library", name, version, purl: `pkg:npm/${name}@${version}`, "bom-ref": name, licenses: [{ license: { id } }] }),
    ),
    dependencies: [
      { ref: "quay", dependsOn: ["crane", "rope", "tar-pitch"] },
      { ref: "crane", dependsOn: ["chain"] },
      { ref: "rope", dependsOn: ["hook"] },
    ],
  }),
};

/** What the services of `estate` are made of: licence, needs, and the versions that are about. */
const shelf = {
  "web-frame": ["MIT", ["route-core", "header-set", "tiny-log"], ["4.1.0", "4.2.0", "4.2.3", "5.0.1"]],
  "route-core": ["MIT", ["path-words"], ["2.0.1", "2.1.0"]],
  "header-set": ["ISC", [], ["1.0.0"]],
  "path-words": ["MIT", [], ["0.9.2", "1.0.0", "6.2.1"]],
  "tiny-log": ["MIT", ["colour-line"], ["1.1.1", "1.2.0", "1.10.0"]],
  "colour-line": ["MIT", [], ["3.0.0", "4.1.2"]],
  "chart-kit": ["BSD-3-Clause", ["draw-core", "date-words"], ["7.0.2", "7.1.0"]],
  "draw-core": ["MIT", ["fast-shapes"], ["3.3.3"]],
  "fast-shapes": ["Apache-2.0", [], ["1.4.0", "1.5.0"]],
  "date-words": ["(MIT OR GPL-2.0-only)", [], ["0.8.1", "0.9.0", "1.0.0", "2.0.0"]],
  "cipher-core": ["GPL-3.0-only", ["big-sums"], ["1.0.0", "1.4.0"]],
  "big-sums": ["MIT", [], ["5.2.1"]],
  "queue-line": ["Apache-2.0", ["tiny-log", "retry-once"], ["2.2.0", "3.0.0"]],
  "retry-once": ["MIT", [], ["0.3.0", "0.4.0"]],
  "page-oak": ["MPL-2.0", ["escape-all"], ["2.0.0", "2.4.0"]],
  "escape-all": ["MIT", [], ["1.0.3", "1.0.4"]],
  "strict-lint": ["MIT", ["colour-line", "path-words"], ["8.1.0", "9.0.0"]],
  "test-bench": [undefined, ["colour-line", "date-words"], ["29.0.0", "29.7.0"]],
};
const services = {
  "services/billing": ["web-frame", "queue-line", "cipher-core"],
  "services/basket": ["web-frame", "queue-line"],
  "services/catalogue": ["web-frame", "chart-kit"],
  "services/ledger": ["web-frame", "cipher-core", "date-words"],
  "services/mailer": ["queue-line", "page-oak"],
  "services/search": ["web-frame", "tiny-log"],
  "sites/portal": ["web-frame", "chart-kit", "page-oak"],
  "sites/admin": ["web-frame", "chart-kit", "date-words"],
  "sites/status": ["page-oak", "tiny-log"],
  "jobs/reports": ["chart-kit", "queue-line", "page-oak"],
};

/** A house of a dozen projects as one zipped folder: ten by npm, two by Cargo. */
export function estate() {
  const locks = Object.entries(services).map(([path, needs], age) => {
    const packages = {};
    const take = (name, dev) => {
      if (packages[name]) return void (packages[name].dev &&= dev);
      const [license, needs, versions] = shelf[name];
      packages[name] = { version: versions[(age + name.length) % versions.length], license, needs, dev };
      needs.forEach((needed) => take(needed, dev));
    };
    needs.forEach((name) => take(name, undefined));
    ["strict-lint", "test-bench"].forEach((name) => take(name, true));
    return [`house/${path}/package-lock.json`, packageLock(path.split("/")[1], needs, packages, { devNeeds: ["strict-lint", "test-bench"] })];
  });
  const tools = ["meter", "signer"].map((name) => [`house/tools/${name}/Cargo.lock`, cargoLock.replace("tide-meter", name)]);
  return zip([...locks, ...tools]);
}
