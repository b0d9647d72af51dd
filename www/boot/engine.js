// Starts the engine inside a worker. It follows the same glue the page runs; the first message is
// the module's bytes. Rust then takes over `onmessage` and says that it is ready.
"use strict";
onmessage = (event) => {
  onmessage = null;
  wasm_bindgen({ module_or_path: event.data }).catch((fault) => {
    postMessage({ kind: "died", reason: String((fault && fault.message) || fault) });
  });
};
