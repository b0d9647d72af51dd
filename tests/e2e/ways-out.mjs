// Ways in which a page could send something away, and a server on loopback that writes down what arrives.
// Used under the page's policy, without it, and under policies with one directive changed.
import { createServer } from "node:http";
import { createSocket } from "node:dgram";

/** A server that notes every request, every WebSocket that is asked for and every packet of STUN. */
export async function canary() {
  const arrived = new Set();
  const note = (url) => url.includes("/out-") && arrived.add(url.split("/out-")[1].split(/[?#]/)[0]);
  const server = createServer((request, response) => {
    note(request.url);
    const type = request.url.includes("event") ? "text/event-stream" : "text/html";
    response.writeHead(200, { "Access-Control-Allow-Origin": "*", "Content-Type": type }).end("");
  });
  server.on("upgrade", (request, socket) => {
    note(request.url);
    socket.destroy();
  });
  let connections = 0;
  server.on("connection", () => connections++);
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  const udp = createSocket("udp4");
  udp.on("message", () => arrived.add("webrtc"));
  await new Promise((done) => udp.bind(port, "127.0.0.1", done));
  return {
    address: `http://127.0.0.1:${port}/`,
    arrived,
    get connections() {
      return connections;
    },
    close: () => {
      udp.close();
      return new Promise((done) => server.close(done));
    },
  };
}

/**
 * Tries every way to `base`, each under its own name, and gives their names. `own` is an address of the page's own
 * server. Runs in the page.
 */
export async function tryAll({ base, own }) {
  const to = (name) => `${base}out-${name}`;
  const element = (tag, fields, parent = document.body) => parent.appendChild(Object.assign(document.createElement(tag), fields));
  const drawing = (tag, fields) => {
    const svg = document.body.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "svg"));
    const inner = svg.appendChild(document.createElementNS("http://www.w3.org/2000/svg", tag));
    for (const [name, value] of Object.entries(fields)) inner.setAttribute(name, value);
  };
  const styled = (property, name) => {
    element("p", { textContent: "x" }).style[property] = `url(${to(name)})`;
  };
  const worker = (text) => {
    const script = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    return new Worker(script);
  };
  const ways = {
    fetch: () => fetch(to("fetch")),
    "fetch-post": () => fetch(to("fetch-post"), { method: "POST", body: "secret", mode: "no-cors" }),
    "fetch-keepalive": () => fetch(to("fetch-keepalive"), { keepalive: true, mode: "no-cors" }),
    xhr: () => {
      const request = new XMLHttpRequest();
      request.open("GET", to("xhr"));
      request.send();
    },
    beacon: () => navigator.sendBeacon(to("beacon"), "secret"),
    websocket: () => new WebSocket(to("websocket").replace("http", "ws")),
    eventsource: () => new EventSource(to("eventsource")),
    image: () => (new Image().src = to("image")),
    "image-set": () => element("img", { srcset: `${to("image-set")} 1x` }),
    "image-button": () => element("input", { type: "image", src: to("image-button") }),
    "svg-image": () => drawing("image", { href: to("svg-image"), width: "9", height: "9" }),
    icon: () => element("link", { rel: "icon", href: to("icon") }, document.head),
    style: () => element("link", { rel: "stylesheet", href: to("style") }, document.head),
    "style-import": () => element("style", { textContent: `@import "${to("style-import")}";` }, document.head),
    prefetch: () => element("link", { rel: "prefetch", href: to("prefetch") }, document.head),
    preload: () => element("link", { rel: "preload", as: "image", href: to("preload") }, document.head),
    "preload-font": () => element("link", { rel: "preload", as: "font", crossOrigin: "", href: to("preload-font") }, document.head),
    modulepreload: () => element("link", { rel: "modulepreload", href: to("modulepreload") }, document.head),
    manifest: () => element("link", { rel: "manifest", href: to("manifest") }, document.head),
    script: () => element("script", { src: to("script") }),
    "module-script": () => element("script", { type: "module", src: to("module-script") }),
    import: () => import(to("import")),
    worker: () => new Worker(`${own}out-worker`),
    "worker-fetch": () => worker(`fetch(${JSON.stringify(to("worker-fetch"))}, { mode: "no-cors" })`),
    "worker-import": () => worker(`importScripts(${JSON.stringify(to("worker-import"))})`),
    "shared-worker": () => new SharedWorker(`${own}out-shared-worker`),
    frame: () => element("iframe", { src: to("frame") }),
    object: () => element("object", { data: to("object"), type: "image/png" }),
    embed: () => element("embed", { src: to("embed"), type: "image/png" }),
    audio: () => element("audio", { src: to("audio"), preload: "auto" }),
    video: () => element("video", { poster: to("video") }),
    track: () => element("track", { src: to("track"), default: true, kind: "subtitles" }, element("video", { crossOrigin: "" })),
    font: () => new FontFace("out", `url(${to("font")})`).load(),
    "css-image": () => styled("backgroundImage", "css-image"),
    "css-cursor": () => styled("cursor", "css-cursor"),
    "css-list": () => styled("listStyleImage", "css-list"),
    "css-mask": () => styled("maskImage", "css-mask"),
    form: () => element("form", { action: to("form"), target: "_blank", method: "post" }).submit(),
    ping: () => element("a", { href: "#x", ping: to("ping"), textContent: "x" }).click(),
  };
  for (const way of Object.values(ways)) {
    try {
      Promise.resolve(way()).catch(() => {});
    } catch {
      // Refused at once (Trusted Types).
    }
    await new Promise((done) => setTimeout(done, 20));
  }
  await new Promise((done) => setTimeout(done, 800));
  return Object.keys(ways);
}

/** What no policy stops: the residue that README names. Runs in the page; the last one leaves it. */
export async function tryResidue({ base }) {
  const preconnect = document.createElement("link");
  Object.assign(preconnect, { rel: "preconnect", href: base });
  document.head.append(preconnect);
  const connection = new RTCPeerConnection({ iceServers: [{ urls: `stun:${new URL(base).host}` }] });
  connection.createDataChannel("out");
  await connection.setLocalDescription(await connection.createOffer());
  window.open(`${base}out-window`, "_blank");
  await new Promise((done) => setTimeout(done, 1000));
  location.href = `${base}out-navigation`;
}

/** What the page must be able to do, and what it must refuse. Runs in the page; gives what is wrong, in words. */
export async function wrongIn() {
  const wrong = [];
  const refused = async (words, way) => {
    try {
      await way();
      wrong.push(words);
    } catch {
      // As it should be.
    }
  };
  if (document.documentElement.dataset.state !== "running") wrong.push("the page does not run");
  if ([...document.styleSheets].every((sheet) => sheet.cssRules.length < 5)) wrong.push("the page has no style");
  const loaded = (address) => new Promise((done) => Object.assign(new Image(), { onload: () => done(true), onerror: () => done(false), src: address }));
  const dot = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/%3E";
  if (!(await loaded(dot))) wrong.push("pictures cannot be made");
  await refused("text becomes markup", () => (document.createElement("p").innerHTML = "<b>x</b>"));
  await refused("text becomes a script", () => (document.createElement("script").text = "1"));
  await refused("anyone makes a policy", () => trustedTypes.createPolicy("other", {}));
  await refused("text is run", () => (0, eval)("1"));
  const base = document.head.appendChild(Object.assign(document.createElement("base"), { href: "http://127.0.0.1:9/" }));
  if (document.baseURI.startsWith("http://127.0.0.1:9/")) wrong.push("addresses can be turned elsewhere");
  base.remove();
  const inline = document.createElement("p");
  inline.setAttribute("style", "color: rgb(1, 2, 3)");
  document.body.append(inline);
  if (getComputedStyle(inline).color === "rgb(1, 2, 3)") wrong.push("style attributes hold");
  return wrong;
}
