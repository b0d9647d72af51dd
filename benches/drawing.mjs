// Drawing a graph of given places, beside other drawers of graphs and what a browser needs at least.
//
//   node benches/drawing.mjs [--packages 10000] [--seconds 3] [--repeats 3] [--only "Lockscope;sigma"] [--no-build]
//
// Ours is `examples/drawing.rs`: the canvas of the page, compiled with the page's profile. All get the same nodes, edges
// and places; nothing is laid out. *First picture*: from the data in memory to the second frame after the picture was
// there. *Panning*: intervals of frames while the mouse drags, the clock of the screen included (16.7 ms at the least).
// The floors draw every line and dot and nothing else. Headless Chromium without a GPU; each in a page of its own, in turns.
import { createReadStream, existsSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { pipeline } from "node:stream";
import { fileURLToPath, pathToFileURL } from "node:url";
import { makeGraph } from "./generate.mjs";
import { buildExample, builtExample, launched, median, number, percentile, spread, table, task } from "./support.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const built = builtExample("drawing");
const [WIDTH, HEIGHT] = [1440, 900];

/** Who draws. Floors first. */
const SIDES = ["floor: redraw, 2D canvas", "floor: redraw, WebGL2", "floor: moved picture", "Lockscope", "force-graph", "vis-network", "sigma", "cytoscape"];

/** Names, edges and places of a generated graph: each package beside the first that needs it, further out with each step. */
export function placed(packages) {
  const { packages: list } = makeGraph(packages);
  const edges = [];
  const parent = new Int32Array(list.length + 1).fill(-1);
  const join = (from, to) => {
    edges.push(from, to);
    if (parent[to] < 0 && to !== 0) parent[to] = from;
  };
  const needsOf = (one) => one.needs.map((need) => need + 1);
  const direct = Math.max(4, Math.round(1.2 * Math.sqrt(packages)));
  for (let to = 1; to <= direct; to++) join(0, to);
  list.forEach((one, at) => needsOf(one).forEach((to) => to !== undefined && join(at + 1, to)));
  const places = new Float32Array(2 * (list.length + 1));
  const steps = new Uint16Array(list.length + 1);
  const side = 40 * Math.sqrt(list.length + 1);
  const place = (node) => {
    const chain = [];
    for (let at = node; at > 0 && !steps[at] && chain.length < 1000; at = parent[at] < 0 ? 0 : parent[at]) chain.push(at);
    for (const at of chain.reverse()) {
      const from = Math.max(parent[at], 0);
      steps[at] = steps[from] + 1;
      const [turn, reach] = [at * 2.399963, (side * 0.28 * (0.3 + ((at * 7919) % 1000) / 1000)) / (1 + steps[from] * 0.6)];
      places[2 * at] = places[2 * from] + Math.cos(turn) * reach;
      places[2 * at + 1] = places[2 * from + 1] + Math.sin(turn) * reach;
    }
  };
  for (let node = 1; node <= list.length; node++) place(node);
  const least = [0, 1].map((axis) => places.reduce((low, value, at) => (at % 2 === axis ? Math.min(low, value) : low), 0));
  for (let at = 0; at < places.length; at++) places[at] += 20 - least[at % 2];
  return { names: ["app", ...list.map((one) => one.name)], edges: Uint32Array.from(edges), places };
}

/** Runs in the page: every way to draw. */
async function inPage({ names, edges, places, width, height }) {
  const [ends, at] = [Uint32Array.from(edges), Float32Array.from(places)];
  const count = names.length;
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const box = Object.assign(document.createElement("div"), { id: "box" });
  box.style.cssText = `position:absolute;inset:0;width:${width}px;height:${height}px`;
  document.body.append(box);
  const script = (name) => new Promise((done, fail) => document.head.append(Object.assign(document.createElement("script"), { src: `/${name}`, onload: done, onerror: fail })));
  const longTasks = [];
  new PerformanceObserver((list) => longTasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ entryTypes: ["longtask"] });

  const extent = () => at.reduce(([x, y], value, place) => (place % 2 ? [x, Math.max(y, value)] : [Math.max(x, value), y]), [0, 0]);
  const scale = Math.min(width / extent()[0], height / extent()[1]);
  const canvas = (kind) => {
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    box.append(canvas);
    return [canvas, canvas.getContext(kind, { antialias: true })];
  };
  const lines2d = (pen, [x, y]) => {
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, width, height);
    pen.setTransform(scale, 0, 0, scale, x, y);
    pen.strokeStyle = "#8b93a0";
    pen.lineWidth = 1 / scale;
    for (let edge = 0; edge < ends.length; edge += 512) {
      pen.beginPath();
      for (let end = edge; end < Math.min(edge + 512, ends.length); end += 2) {
        pen.moveTo(at[2 * ends[end]], at[2 * ends[end] + 1]);
        pen.lineTo(at[2 * ends[end + 1]], at[2 * ends[end + 1] + 1]);
      }
      pen.stroke();
    }
    pen.fillStyle = "#01725e";
    for (let node = 0; node < count; node++) pen.fillRect(at[2 * node] - 2 / scale, at[2 * node + 1] - 2 / scale, 4 / scale, 4 / scale);
  };
  /** A floor redraws on every frame; where the mouse is says where. */
  const floor = (draw) => {
    let here = [0, 0];
    addEventListener("mousemove", (event) => (here = [event.clientX - width / 2, event.clientY - height / 2]));
    const tick = () => {
      draw(here);
      requestAnimationFrame(tick);
    };
    draw(here);
    requestAnimationFrame(tick);
  };
  const webgl = () => {
    const [, gl] = canvas("webgl2");
    const shader = (kind, text) => {
      const shader = gl.createShader(kind);
      gl.shaderSource(shader, text);
      gl.compileShader(shader);
      return shader;
    };
    const program = gl.createProgram();
    const head = "#version 300 es\nprecision highp float;\n";
    gl.attachShader(program, shader(gl.VERTEX_SHADER, `${head}in vec2 place; uniform vec4 camera; void main() { gl_Position = vec4(place * camera.xy + camera.zw, 0, 1); gl_PointSize = 4.0; }`));
    gl.attachShader(program, shader(gl.FRAGMENT_SHADER, `${head}out vec4 colour; uniform vec4 ink; void main() { colour = ink; }`));
    gl.linkProgram(program);
    gl.useProgram(program);
    const buffer = (target, data) => (gl.bindBuffer(target, gl.createBuffer()), gl.bufferData(target, data, gl.STATIC_DRAW));
    buffer(gl.ARRAY_BUFFER, at);
    buffer(gl.ELEMENT_ARRAY_BUFFER, ends);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
    const [camera, ink] = ["camera", "ink"].map((name) => gl.getUniformLocation(program, name));
    return ([x, y]) => {
      gl.clearColor(1, 1, 1, 1);
      gl.clear(gl.COLOR_BUFFER_BIT);
      gl.uniform4f(camera, (2 * scale) / width, (-2 * scale) / height, (2 * x) / width - 1, 1 - (2 * y) / height);
      gl.uniform4f(ink, 0.55, 0.58, 0.63, 1);
      gl.drawElements(gl.LINES, ends.length, gl.UNSIGNED_INT, 0);
      gl.uniform4f(ink, 0, 0.45, 0.37, 1);
      gl.drawArrays(gl.POINTS, 0, count);
    };
  };
  const colour = "#01725e";
  const sides = {
    "floor: redraw, 2D canvas": async () => () => floor(((pen) => (here) => lines2d(pen, here))(canvas("2d")[1])),
    "floor: redraw, WebGL2": async () => () => floor(webgl()),
    "floor: moved picture": async () => () => {
      const picture = new OffscreenCanvas(width, height);
      lines2d(picture.getContext("2d"), [0, 0]);
      const [, pen] = canvas("2d");
      floor(([x, y]) => (pen.clearRect(0, 0, width, height), pen.drawImage(picture, x, y)));
    },
    Lockscope: async () => {
      const { default: start, picture, Stage } = await import("/drawing.js");
      await start({ module_or_path: "/drawing_bg.wasm" });
      // the engine makes the picture, in another thread: it is not counted here, as no other's layout is
      const made = picture(names.join("\n"), ends, "given", at);
      const canvas = Object.assign(document.createElement("canvas"), { className: "graph" });
      canvas.style.cssText = "width:100%;height:100%;display:block";
      return () => {
        box.append(canvas);
        const stage = new Stage(canvas);
        stage.show(made, false);
        return { done: () => /Shown/.test(stage.told()), told: () => stage.told() };
      };
    },
    "force-graph": async () => {
      await script("force-graph.js");
      const nodes = names.map((name, id) => ({ id, name, x: at[2 * id], y: at[2 * id + 1], fx: at[2 * id], fy: at[2 * id + 1] }));
      const links = Array.from({ length: ends.length / 2 }, (_, edge) => ({ source: ends[2 * edge], target: ends[2 * edge + 1] }));
      return () => {
        const graph = new ForceGraph(box).width(width).height(height).cooldownTicks(0).enableNodeDrag(false).nodeColor(() => colour).nodeRelSize(3);
        graph.graphData({ nodes, links }).zoom(scale).centerAt(...extent().map((far) => far / 2));
      };
    },
    "vis-network": async () => {
      await script("vis-network.js");
      const nodes = names.map((label, id) => ({ id, label, x: at[2 * id], y: at[2 * id + 1], shape: "dot", size: 3 }));
      const edges = Array.from({ length: ends.length / 2 }, (_, edge) => ({ from: ends[2 * edge], to: ends[2 * edge + 1] }));
      const options = { physics: false, edges: { smooth: false }, layout: { improvedLayout: false }, interaction: { dragNodes: false } };
      return () => void new vis.Network(box, { nodes, edges }, options).fit();
    },
    sigma: async () => {
      await script("graphology.js");
      await script("sigma.js");
      const graph = new graphology.MultiDirectedGraph();
      names.forEach((label, node) => graph.addNode(node, { label, x: at[2 * node], y: -at[2 * node + 1], size: 2, color: colour }));
      for (let edge = 0; edge < ends.length; edge += 2) graph.addEdge(ends[edge], ends[edge + 1]);
      return () => void new Sigma(graph, box);
    },
    cytoscape: async () => {
      await script("cytoscape.js");
      const nodes = names.map((_, id) => ({ data: { id: `n${id}` }, position: { x: at[2 * id], y: at[2 * id + 1] } }));
      const links = Array.from({ length: ends.length / 2 }, (_, edge) => ({ data: { id: `e${edge}`, source: `n${ends[2 * edge]}`, target: `n${ends[2 * edge + 1]}` } }));
      const style = [{ selector: "node", style: { width: 6, height: 6, "background-color": colour } }, { selector: "edge", style: { width: 1, "line-color": "#8b93a0", "curve-style": "haystack" } }];
      return () => void cytoscape({ container: box, elements: [...nodes, ...links], style, layout: { name: "preset", fit: true }, autoungrabify: true });
    },
  };
  globalThis.bench = {
    sides: Object.keys(sides),
    /** Milliseconds until the picture is there, and the longest task meanwhile. */
    async first(side) {
      const start = await sides[side]();
      await frame();
      await frame();
      longTasks.length = 0;
      const began = performance.now();
      this.running = start();
      await frame();
      await frame();
      const usable = performance.now() - began;
      while (this.running?.done && !this.running.done() && performance.now() - began < 10_000) await frame();
      if (this.running?.done) await frame();
      const ms = performance.now() - began;
      await new Promise((done) => setTimeout(done, 200));
      return { ms, usable, longest: Math.max(0, ...longTasks), told: this.running?.told?.() };
    },
    watch() {
      const intervals = [];
      let [last, id] = [undefined, 0];
      const tick = (now) => {
        if (last !== undefined) intervals.push(now - last);
        last = now;
        id = requestAnimationFrame(tick);
      };
      longTasks.length = 0;
      id = requestAnimationFrame(tick);
      this.stop = async () => {
        cancelAnimationFrame(id);
        await new Promise((done) => setTimeout(done, 300));
        return { intervals, longest: Math.max(0, ...longTasks) };
      };
    },
    /** A picture as bytes and back: what the page's thread does, in milliseconds. */
    async crossing() {
      const { default: start, picture, read } = await import("/drawing.js");
      await start({ module_or_path: "/drawing_bg.wasm" });
      const made = picture(names.join("\n"), ends, "given", at);
      const timed = (json) => {
        const bytes = made.bytes(json);
        const times = [];
        for (let turn = 0; turn < 7; turn++) {
          const began = performance.now();
          if (read(bytes, json) < count) throw new Error("not all of it came back");
          times.push(performance.now() - began);
        }
        return { bytes: bytes.length, first: times[0], ms: times.sort((one, two) => one - two)[3] };
      };
      return { json: timed(true), packed: timed(false) };
    },
  };
}

const SCRIPTS = {
  "drawing.js": path.join(built, "drawing.js"),
  "drawing_bg.wasm": path.join(built, "drawing_bg.wasm"),
  "force-graph.js": path.join(root, "node_modules/force-graph/dist/force-graph.min.js"),
  "vis-network.js": path.join(root, "node_modules/vis-network/standalone/umd/vis-network.min.js"),
  "graphology.js": path.join(root, "node_modules/graphology/dist/graphology.umd.min.js"),
  "sigma.js": path.join(root, "node_modules/sigma/dist/sigma.min.js"),
  "cytoscape.js": path.join(root, "node_modules/cytoscape/dist/cytoscape.min.js"),
};

/** Serves the page and its scripts to this machine alone, with the page's colours. */
export async function served() {
  const server = createServer((request, response) => {
    const name = new URL(request.url, "http://127.0.0.1").pathname.slice(1);
    const from = name === "tokens.css" ? path.join(root, "www/style/10-tokens.css") : SCRIPTS[name];
    const type = name.endsWith(".css") ? "text/css" : name.endsWith(".wasm") ? "application/wasm" : "text/javascript";
    if (from && existsSync(from)) return void pipeline(createReadStream(from), response.writeHead(200, { "content-type": type }), () => {});
    response.writeHead(name === "" ? 200 : 404, { "content-type": "text/html; charset=utf-8" });
    response.end('<!doctype html><title>bench</title><link rel="stylesheet" href="/tokens.css"><body style="margin:0">');
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

export async function opened(browser, address, graph, { theme = "light" } = {}) {
  const page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT }, colorScheme: theme });
  page.on("pageerror", (fault) => console.error(String(fault)));
  await page.goto(address);
  const plain = { names: graph.names, edges: [...graph.edges], places: [...graph.places], width: WIDTH, height: HEIGHT };
  await page.evaluate(inPage, plain);
  return page;
}

async function drag(page, until) {
  await page.mouse.move(WIDTH / 2, HEIGHT / 2 - 7);
  await page.mouse.down();
  for (let step = 0; performance.now() < until; step++) {
    const turn = (step * 6) % 480;
    const along = turn < 240 ? turn - 120 : 360 - turn;
    await page.mouse.move(WIDTH / 2 + along, HEIGHT / 2 - 7 + along / 2);
  }
  await page.mouse.up();
}

/** All sides; the table as Markdown. */
export async function drawing({ packages = 10_000, seconds = 3, repeats = 3, sides = SIDES } = {}) {
  const graph = placed(packages);
  const browser = await launched();
  const server = await served();
  const all = new Map(sides.map((side) => [side, { first: [], usable: [], frames: [], longestFirst: 0, longest: 0 }]));
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (const side of repeat % 2 ? sides.toReversed() : sides) {
      const page = await opened(browser, server.address, graph);
      const first = await page.evaluate((side) => globalThis.bench.first(side), side);
      await page.waitForTimeout(800);
      await page.evaluate(() => globalThis.bench.watch());
      await drag(page, performance.now() + seconds * 1000);
      const moved = await page.evaluate(() => globalThis.bench.stop());
      await page.close();
      const one = all.get(side);
      one.first.push(first.ms);
      one.usable.push(first.usable);
      one.frames.push(...moved.intervals);
      one.longestFirst = Math.max(one.longestFirst, first.longest);
      one.longest = Math.max(one.longest, moved.longest);
      one.told = first.told;
      console.error(side, Math.round(first.ms), first.told ?? "", Math.round(median(moved.intervals)), `${Math.round(moved.longest)}`);
    }
  }
  const page = await opened(browser, server.address, graph);
  const { json, packed } = await page.evaluate(() => globalThis.bench.crossing());
  await browser.close();
  server.close();
  const ours = all.get("Lockscope");
  const moved = all.get("floor: moved picture");
  const rows = sides.map((side) => {
    const one = all.get(side);
    const share = (mine, theirs) => (side === "Lockscope" || !ours ? "" : (median(mine) / median(theirs)).toFixed(2));
    return [side, spread(one.first), share(ours?.first ?? [0], one.first), task(one.longestFirst), `${median(one.frames).toFixed(0)} ms (95 % under ${percentile(one.frames, 0.95).toFixed(0)})`, share(ours?.frames ?? [0], one.frames), task(one.longest)];
  });
  const met = (is) => (is ? "met" : "missed");
  const goals = ours && moved ? [
    `First picture ≤ 0.2 s: ${median(ours.first).toFixed(0)} ms, ${met(median(ours.first) <= 200)} (something to see after ${median(ours.usable).toFixed(0)} ms).`,
    `A frame while panning ≤ 2 × a moved picture: ${(median(ours.frames) / median(moved.frames)).toFixed(2)} ×, ${met(median(ours.frames) <= 2 * median(moved.frames))}.`,
    `Edges drawn: ${ours.told}.`,
  ] : [];
  const crossing = `Crossing to the page (${number(graph.names.length)} marks, ${number(graph.edges.length / 2)} edges), read in the page's thread: JSON ${(json.bytes / 1e6).toFixed(1)} MB, ${json.ms.toFixed(1)} ms; packed ${(packed.bytes / 1e6).toFixed(1)} MB, ${packed.ms.toFixed(1)} ms (the first time ${packed.first.toFixed(1)} ms).`;
  const heads = [`${number(graph.names.length)} nodes, ${number(graph.edges.length / 2)} edges`, "first picture", "ours ÷ its", "longest task", "frame while panning", "ours ÷ its", "longest task"];
  return [table(heads, rows), ...goals, crossing].join("\n\n");
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const option = (name, otherwise) => process.argv[process.argv.indexOf(`--${name}`) + 1 || Infinity] ?? otherwise;
  if (!process.argv.includes("--no-build")) buildExample("drawing");
  const sides = option("only")?.split(";") ?? SIDES;
  console.log(await drawing({ packages: Number(option("packages", 10_000)), seconds: Number(option("seconds", 3)), repeats: Number(option("repeats", 3)), sides }));
}
