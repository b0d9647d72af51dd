// A client for WebDriver (https://www.w3.org/TR/webdriver2/): as much of it as the tour needs. The libraries for it bring a
// program that fetches browsers; this asks a driver on loopback and nobody else.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { flags, root } from "../e2e/support.mjs";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** A free port on loopback. */
async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** The groups of processes that run, so that none outlives this one. */
const running = new Set();
process.once("exit", () => running.forEach((group) => end(group, "SIGKILL")));
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

function end(group, signal) {
  try {
    process.kill(-group, signal);
  } catch {
    // It has ended by itself.
  }
}

/** Starts a program that belongs to the sitting; `stop` ends it with everything it started. */
function start(line, args, env) {
  const child = spawn(line, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"], detached: true });
  let said = "";
  let gone = child.pid === undefined;
  if (!gone) running.add(child.pid);
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said = (said + text).slice(-4000)));
  child.on("error", (fault) => (said += String(fault)));
  child.on("exit", () => {
    gone = true;
    running.delete(child.pid);
  });
  return {
    said: () => said,
    gone: () => gone,
    stop: async () => {
      if (gone) return;
      end(child.pid, "SIGTERM");
      await Promise.race([once(child, "exit"), new Promise((done) => setTimeout(done, 3_000))]);
    },
  };
}

/** One order to a driver; its fault as an error. */
async function order(base, method, where, body) {
  const response = await fetch(`${base}${where}`, {
    method,
    headers: { "Content-Type": "application/json" },
    body: method === "POST" ? JSON.stringify(body ?? {}) : undefined,
  });
  const { value } = await response.json();
  if (!response.ok) throw Object.assign(new Error(`${value.error}: ${value.message}`), { kind: value.error });
  return value;
}

/** What each browser's driver is called, is started with and is asked for; `folder` is where downloads go. */
const BROWSERS = {
  Chromium: ({ folder }) => ({
    driver: [process.env.CHROMEDRIVER || "chromedriver", (port) => [`--port=${port}`]],
    wanted: {
      "goog:chromeOptions": {
        binary: process.env.CHROMIUM || "/usr/bin/chromium",
        args: [...flags, "--window-size=1440,900"],
        prefs: {
          "download.default_directory": folder,
          "download.prompt_for_download": false,
          // More than one file is saved without asking.
          "profile.default_content_setting_values.automatic_downloads": 1,
        },
      },
    },
  }),
  Firefox: ({ folder }) => ({
    driver: [process.env.GECKODRIVER || path.join(root, "target/tools/bin/geckodriver"), (port) => [`--port=${port}`, "--log=error"]],
    wanted: {
      "moz:firefoxOptions": {
        binary: process.env.FIREFOX || "/usr/bin/firefox-esr",
        args: ["-headless", "--width=1440", "--height=900"],
        prefs: { "browser.download.folderList": 2, "browser.download.dir": folder },
      },
    },
  }),
  WebKitGTK: () => ({
    driver: [process.env.WEBKITDRIVER || "WebKitWebDriver", (port) => [`--port=${port}`]],
    // The driver starts the browser it was built with.
    wanted: {},
  }),
};

export const browsers = Object.keys(BROWSERS);

/** Starts a browser with its driver, a screen and a home of their own. */
export async function sit(browser) {
  const home = await mkdtemp(path.join(tmpdir(), "lockscope-browser-"));
  const folder = path.join(home, "Downloads");
  await mkdir(path.join(home, ".config"), { recursive: true });
  await mkdir(folder);
  await writeFile(path.join(home, ".config/user-dirs.dirs"), 'XDG_DOWNLOAD_DIR="$HOME/Downloads"\n');
  const started = [];
  const stop = async () => {
    for (const program of started.reverse()) await program.stop();
    await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    const { driver, wanted } = BROWSERS[browser]({ folder });
    const display = `:${100 + (await freePort()) % 800}`;
    started.push(start(process.env.XVFB || "Xvfb", [display, "-screen", "0", "1440x900x24", "-nolisten", "tcp"]));
    const port = await freePort();
    started.push(start(driver[0], driver[1](port), { DISPLAY: display, HOME: home, XDG_CONFIG_HOME: path.join(home, ".config") }));
    const base = `http://127.0.0.1:${port}`;
    await ready(base, started[1]);
    const session = await order(base, "POST", "/session", { capabilities: { alwaysMatch: wanted } });
    return new Sitting(`${base}/session/${session.sessionId}`, session.capabilities, folder, stop);
  } catch (fault) {
    const said = started.map((program) => program.said()).join("\n");
    await stop();
    throw new Error(`${browser} does not start: ${fault.message}\n${said}`);
  }
}

async function ready(base, program) {
  const end = Date.now() + 20_000;
  for (;;) {
    const status = await order(base, "GET", "/status").catch(() => null);
    if (status?.ready) return;
    if (program.gone() || Date.now() > end) throw new Error("the driver is not ready");
    await new Promise((done) => setTimeout(done, 100));
  }
}

/** A browser with one page. */
class Sitting {
  constructor(base, capabilities, folder, stop) {
    Object.assign(this, { base, folder, stop });
    this.version = `${capabilities.browserName} ${capabilities.browserVersion}`;
  }

  go(address) {
    return order(this.base, "POST", "/url", { url: address });
  }

  /** Runs a function in the page and gives what it returns; it knows nothing but its arguments. */
  run(work, ...args) {
    return order(this.base, "POST", "/execute/sync", { script: `return (${work}).apply(null, arguments)`, args });
  }

  /** The element that a selector (CSS) finds. */
  async find(selector) {
    const element = await order(this.base, "POST", "/element", { using: "css selector", value: selector });
    return `/element/${element[ELEMENT]}`;
  }

  /** Presses keys in an element; in a file input, paths. */
  async type(selector, text) {
    await order(this.base, "POST", `${await this.find(selector)}/value`, { text });
  }

  async close() {
    await order(this.base, "DELETE", "").catch(() => {});
    await this.stop();
  }
}
