// Where each edge of a layered drawing passes each layer, so that crossings are counted in one way for every tool.
//
// An edge is a list in one flat array: how many layers it touches, the first of them, its height at each.

/** Of Graphviz's "plain" output of a drawing from left to right: the splines, looked at where they pass each rank. */
export function dotHeights(plain, count) {
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  const edges = [];
  for (const line of plain.split("\n")) {
    const words = line.split(" ");
    if (words[0] === "node") [x[words[1]], y[words[1]]] = [Number(words[2]), Number(words[3])];
    else if (words[0] === "edge") edges.push({ ends: [Number(words[1]), Number(words[2])], points: words.slice(4, 4 + 2 * words[3]).map(Number) });
  }
  const ranks = [...new Set(x)].sort((one, two) => one - two);
  const rankOf = new Map(ranks.map((at, rank) => [at, rank]));
  const heights = [];
  for (const { ends, points } of edges) {
    const [first, last] = ends.toSorted((one, two) => x[one] - x[two]);
    const [from, to] = [rankOf.get(x[first]), rankOf.get(x[last])];
    if (from === to) continue;
    heights.push(to - from + 1, from, y[first]);
    for (let rank = from + 1; rank < to; rank++) heights.push(splineAt(points, ranks[rank]));
    heights.push(y[last]);
  }
  return Float32Array.from(heights);
}

/** The height of a piecewise cubic at `x`, which it passes once. */
function splineAt(points, x) {
  for (let at = 0; at + 7 < points.length; at += 6) {
    const [x0, y0, x1, y1, x2, y2, x3, y3] = points.slice(at, at + 8);
    if ((x0 - x) * (x3 - x) > 0) continue;
    const cubic = (a, b, c, d, t) => (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t ** 2 * c + t ** 3 * d;
    let [low, high] = [0, 1];
    for (let step = 0; step < 30; step++) {
      const middle = (low + high) / 2;
      if ((cubic(x0, x1, x2, x3, middle) - x) * (x3 - x0) < 0) low = middle;
      else high = middle;
    }
    return cubic(y0, y1, y2, y3, low);
  }
  return points.at(-1);
}

/** Of a drawing whose edges are straight lines from mark to mark, with the layers at `across`, a coordinate of each mark. */
export function straightHeights(across, along, edges) {
  const layers = [...new Set(across)].sort((one, two) => one - two);
  const layerOf = new Map(layers.map((at, layer) => [at, layer]));
  const heights = [];
  for (let at = 0; at < edges.length; at += 2) {
    const [first, last] = [edges[at], edges[at + 1]].toSorted((one, two) => across[one] - across[two]);
    const [from, to] = [layerOf.get(across[first]), layerOf.get(across[last])];
    if (from === to) continue;
    heights.push(to - from + 1, from);
    for (let layer = from; layer <= to; layer++) {
      const share = (layers[layer] - across[first]) / (across[last] - across[first]);
      heights.push(along[first] + share * (along[last] - along[first]));
    }
  }
  return Float32Array.from(heights);
}

/** Of a drawing whose edges are lists of corners from layer to layer (dagre): looked at where they pass each layer. */
export function polylineHeights(across, along, edges) {
  const layers = [...new Set(across)].sort((one, two) => one - two);
  const layerOf = new Map(layers.map((at, layer) => [at, layer]));
  const heights = [];
  for (const { from: one, to: two, points } of edges) {
    const [first, last] = [one, two].toSorted((a, b) => across[a] - across[b]);
    const [from, to] = [layerOf.get(across[first]), layerOf.get(across[last])];
    if (from === to) continue;
    heights.push(to - from + 1, from, along[first]);
    for (let layer = from + 1; layer < to; layer++) {
      const at = layers[layer];
      const step = points.findIndex(([x], index) => index > 0 && (points[index - 1][0] - at) * (x - at) <= 0);
      const [[x0, y0], [x1, y1]] = step > 0 ? [points[step - 1], points[step]] : [points[0], points[0]];
      heights.push(x0 === x1 ? y1 : y0 + ((at - x0) / (x1 - x0)) * (y1 - y0));
    }
    heights.push(along[last]);
  }
  return Float32Array.from(heights);
}
