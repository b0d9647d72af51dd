// Starts the engine inside a worker. It follows the same glue the page runs; the first message is
// the module's bytes. Rust then takes over `onmessage` and says that it is ready.
"use strict";
onmessage = (event) => {
  onmessage = null;
  const words = (fault) => String((fault && fault.message) || fault);
  // WebKit's words where it keeps the true ones back, as it does for some faults inside the module.
  const UNTOLD = /^Script error\.?$/;
  const died = (reason) => postMessage({ kind: "died", reason });
  let memory = null;
  // A panic has said its own last words before. A trap has only the browser's, and where no memory is left those are
  // "unreachable". The limit stands in the module (`--max-memory` in .cargo/config.toml).
  addEventListener("error", (event) => {
    event.preventDefault();
    const told = words(event.error || event);
    const reason = UNTOLD.test(told) ? "a fault of which the browser says no more" : told;
    const held = memory && Math.round(memory.buffer.byteLength / 2 ** 20).toLocaleString("en");
    died(held && /unreachable/i.test(reason) ? `Out of memory: it held ${held} of the 1,536 MiB it may use` : reason);
  });
  // From disk, WebKit gives a worker no bytes of any file: there the page reads them, and hands them over.
  const [page] = event.ports;
  const readHere = Blob.prototype.arrayBuffer;
  Blob.prototype.arrayBuffer = async function () {
    try {
      return await readHere.call(this);
    } catch (fault) {
      const { port1, port2 } = new MessageChannel();
      page.postMessage(this, [port2]);
      const bytes = await new Promise((done) => (port1.onmessage = ({ data }) => done(data)));
      if (bytes) return bytes;
      throw fault;
    }
  };
  lockscopeGlue()({ module_or_path: event.data }).then(
    (module) => (memory = module.memory),
    (fault) => died(words(fault)),
  );
};
