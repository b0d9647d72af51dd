// Starts the engine inside a worker. It follows the same glue the page runs; the first message is
// the module's bytes. Rust then takes over `onmessage` and says that it is ready.
"use strict";
onmessage = (event) => {
  onmessage = null;
  const words = (fault) => String((fault && fault.message) || fault);
  let memory = null;
  let isDead = false;
  // A panic has said its own last words before. A trap has only the browser's, and where no memory is left those are
  // "unreachable". The limit stands in the module (`--max-memory` in .cargo/config.toml).
  const died = (fault) => {
    if (isDead) return;
    isDead = true;
    const reason = words(fault);
    const held = memory && Math.round(memory.buffer.byteLength / 2 ** 20).toLocaleString("en");
    const isFull = held && /unreachable/i.test(reason);
    postMessage({ kind: "died", reason: isFull ? `Out of memory: it held ${held} of the 1,536 MiB it may use` : reason });
  };
  // What left the module has been told; the page need not hear of it again.
  addEventListener("error", (event) => {
    event.preventDefault();
    died(event.error || event);
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
  lockscopeGlue(died)({ module_or_path: event.data }).then((module) => (memory = module.memory), died);
};
