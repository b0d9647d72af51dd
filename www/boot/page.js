// Starts the page: unpacks the inlined module, hands it to the glue, and gives Rust the few doors of `lockscope` below.
// Everything else is written in Rust.
// The scripts carry no `import`, no address and no call that could send: see `cargo xtask test imports`.
"use strict";
(() => {
  const text = (id) => document.getElementById(id).textContent;
  const bytes = (id) => Uint8Array.from(atob(text(id).trim()), (letter) => letter.charCodeAt(0));
  const page = document.documentElement.dataset;
  const recovery = document.getElementById("recovery");

  // Only blob: addresses may become worker scripts. A blob worker inherits this page's policy; a
  // worker loaded from an address would not, and could send data out.
  const blobOnly = (url) => {
    if (!url.startsWith("blob:")) throw new TypeError("Lockscope starts workers from blobs only");
    return url;
  };
  const policy = globalThis.trustedTypes
    ? trustedTypes.createPolicy("lockscope", { createScriptURL: blobOnly })
    : { createScriptURL: blobOnly };

  // What the next start takes over from an app that stopped: two texts of the app's own, and handles of files.
  const kept = { work: "", look: "", files: [] };
  let module, glue, memory, worker, asItWas;

  // The recovery panel lives outside the app's root and needs nothing of the module. `ways` are its buttons.
  function panel(title, reason, ways = []) {
    const line = (tag, words) => Object.assign(document.createElement(tag), { textContent: words });
    const buttons = ways.map(([words, press]) => {
      const button = line("button", words);
      button.addEventListener("click", press);
      return button;
    });
    // The app's elements go at once: an open dialog would keep every press from the panel.
    const root = document.getElementById("app");
    root.replaceWith(root.cloneNode(false));
    recovery.replaceChildren(line("h1", title), ...reason.map((words) => line("p", words)), ...buttons);
    recovery.hidden = false;
    page.state = "stopped";
    if (buttons.length) buttons[0].focus();
  }

  function recover(reason) {
    if (page.state === "stopped") return;
    console.error(reason);
    const again = [
      ["Start again as it was", () => startAgain(true)],
      // Should the view be what stops the page.
      ["Start again with the files alone", () => startAgain(false)],
      ["Start empty", () => location.reload()],
    ];
    panel(
      "The page has stopped",
      ["Lockscope met a fault of its own and cannot go on. Your files are untouched and were sent nowhere.", reason],
      kept.files.length ? again : [["Reload the page", () => location.reload()]],
    );
  }

  // A trap that no panic hook sees (stack overflow, out of memory) arrives here, on its way out of the module. Where no memory is
  // left, the browser's word is "unreachable"; the limit stands in the module (`--max-memory` in .cargo/config.toml).
  function trapped(fault) {
    const trap = globalThis.WebAssembly && fault instanceof WebAssembly.RuntimeError;
    // Firefox has a class of its own for a stack that is full.
    if (!trap && !(fault instanceof RangeError) && !(fault && fault.name === "InternalError")) return;
    const held = memory && Math.round(memory.buffer.byteLength / 2 ** 20).toLocaleString("en");
    const full = trap && held && /unreachable/i.test(fault.message);
    recover(full ? `Out of memory: the page held ${held} of the 1,536 MiB it may use` : String(fault.message));
  }

  // The app once more in this document. What still listens for the one that stopped is made deaf, and its engine ended.
  function startAgain(looks) {
    asItWas = looks;
    glue.stop();
    if (worker) worker.terminate();
    recovery.replaceChildren();
    recovery.hidden = true;
    delete page.state;
    run().catch(failed);
  }

  async function unpack() {
    const stream = new Blob([bytes("lockscope-module")]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).arrayBuffer();
  }

  async function run() {
    glue = lockscopeGlue(trapped);
    ({ memory } = await glue({ module_or_path: module }));
    if (page.state !== "stopped") page.state = "running";
  }

  const failed = (fault) => recover(String((fault && fault.message) || fault));

  // A function of one instruction that takes sixteen bytes at a time, as the module does.
  const SIMD = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];

  async function start() {
    if (typeof WebAssembly !== "object") {
      return panel("Lockscope needs WebAssembly", [
        "This browser has WebAssembly switched off, often because a policy turns the JavaScript compiler (JIT) off.",
        "Ask whoever manages the browser to allow WebAssembly for this page, or open it in another browser.",
      ]);
    }
    const missing = [
      typeof DecompressionStream === "function" ? "" : "DecompressionStream",
      WebAssembly.validate(Uint8Array.from(SIMD)) ? "" : "SIMD in WebAssembly",
    ].filter(Boolean);
    if (missing.length) {
      return panel("Lockscope needs a newer browser", [
        `This browser lacks ${missing.join(" and ")}. Chromium 91, Firefox 113, Safari 16.4 and newer have it.`,
        "Nothing was read and nothing was sent.",
      ]);
    }
    let engines = 0;
    module = await unpack();
    const source = new Blob([text("lockscope-glue"), "\n", text("lockscope-engine")], { type: "text/javascript" });
    const address = URL.createObjectURL(source);
    globalThis.lockscope = Object.freeze({
      recover,
      // A fresh engine: a classic worker made of the same glue, given its own copy of the module's bytes.
      startEngine() {
        worker = new Worker(policy.createScriptURL(address), { name: "lockscope-engine" });
        // What it cannot read itself (see engine.js) it asks for at the port.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data, ports: [answer] }) =>
          data.arrayBuffer().then((bytes) => answer.postMessage(bytes, [bytes]), () => answer.postMessage(null));
        worker.postMessage(module, [port2]);
        // How many engines this page has had: 1 until one is cancelled or dies.
        page.engine = String(++engines);
        return worker;
      },
      // The texts of the SPDX licences, still packed: the engine unpacks them when a text is first needed.
      licenceTexts: () => bytes("lockscope-licence-texts"),
      // The page as it was delivered, to be saved: without what the app drew since. Empty where the browser
      // cannot tell it.
      pageText() {
        const page = document.documentElement.cloneNode(true);
        page.querySelector("#app").replaceChildren();
        return page.getHTML ? `<!doctype html>\n<html lang="en">${page.getHTML()}</html>\n` : "";
      },
      keepWork: (work, files) => void Object.assign(kept, { work, files }),
      keepLook: (look) => void Object.assign(kept, { look }),
      leftBehind: () => (asItWas === undefined ? null : [kept.work, kept.look, kept.files, asItWas]),
    });
    await run();
  }

  start().catch(failed);
})();
