// Starts the page: unpacks the inlined module, hands it to the glue, and gives Rust two doors
// (`lockscope.startEngine`, `lockscope.recover`) and the packed licence texts (`lockscope.licenceTexts`). Everything else is written in Rust.
// The scripts carry no `import`, no address and no call that could send: see `cargo xtask test imports`.
"use strict";
(() => {
  const text = (id) => document.getElementById(id).textContent;

  // Only blob: addresses may become worker scripts. A blob worker inherits this page's policy; a
  // worker loaded from an address would not, and could send data out.
  const blobOnly = (url) => {
    if (!url.startsWith("blob:")) throw new TypeError("Lockscope starts workers from blobs only");
    return url;
  };
  const policy = globalThis.trustedTypes
    ? trustedTypes.createPolicy("lockscope", { createScriptURL: blobOnly })
    : { createScriptURL: blobOnly };

  // The recovery panel lives outside the app's root and needs nothing of the module.
  function panel(title, reason, reload) {
    const box = document.getElementById("recovery");
    const line = (tag, words) => {
      const element = document.createElement(tag);
      element.textContent = words;
      return element;
    };
    box.replaceChildren(line("h1", title), ...reason.map((words) => line("p", words)));
    if (reload) {
      const button = line("button", "Reload the page");
      button.addEventListener("click", () => location.reload());
      box.append(button);
    }
    box.hidden = false;
    document.documentElement.dataset.state = "stopped";
  }

  let stopped = false;
  function recover(reason) {
    if (stopped) return;
    stopped = true;
    console.error(reason);
    panel(
      "The page has stopped",
      ["Lockscope met a fault of its own and cannot go on. Your files are untouched and were sent nowhere.", reason],
      true,
    );
  }

  // A trap that no panic hook sees (stack overflow, out of memory) arrives here.
  addEventListener("error", (event) => {
    const fault = event.error;
    if (globalThis.WebAssembly && fault instanceof WebAssembly.RuntimeError) recover(String(fault.message));
    else if (fault instanceof RangeError) recover(String(fault.message));
  });

  const bytes = (id) => Uint8Array.from(atob(text(id).trim()), (letter) => letter.charCodeAt(0));

  async function unpack() {
    const packed = bytes("lockscope-module");
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).arrayBuffer();
  }

  async function start() {
    if (typeof WebAssembly !== "object") {
      return panel("Lockscope needs WebAssembly", [
        "This browser has WebAssembly switched off, often because a policy turns the JavaScript compiler (JIT) off.",
        "Ask whoever manages the browser to allow WebAssembly for this page, or open it in another browser.",
      ]);
    }
    if (typeof DecompressionStream !== "function") {
      return panel("Lockscope needs a newer browser", [
        "This browser cannot unpack the page (no DecompressionStream). Chromium 80, Firefox 113 and Safari 16.4 can.",
      ]);
    }
    let engines = 0;
    const module = await unpack();
    const source = new Blob([text("lockscope-glue"), "\n", text("lockscope-engine")], { type: "text/javascript" });
    const address = URL.createObjectURL(source);
    globalThis.lockscope = Object.freeze({
      recover,
      // A fresh engine: a classic worker made of the same glue, given its own copy of the module's bytes.
      startEngine() {
        const worker = new Worker(policy.createScriptURL(address), { name: "lockscope-engine" });
        worker.postMessage(module);
        // How many engines this page has had: 1 until one is cancelled or dies.
        document.documentElement.dataset.engine = String(++engines);
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
    });
    await wasm_bindgen({ module_or_path: module });
    document.documentElement.dataset.state = "running";
  }

  start().catch((fault) => recover(String((fault && fault.message) || fault)));
})();
