// Sizes of nodes, places of ports, and a grid that finds what is on screen.
import { isExec, typeOf } from './types.js';

export const HEADER = 40;
export const PORT_ROW = 20;
export const TITLE = 13; // pixels of the letters of a title
const CELL = 512;
const MIN_WIDTH = 160;
const MAX_WIDTH = 280;
const UNDER = 24; // how far below their nodes connections that lead back run

const LIMIT = 2 ** 25; // cells from the origin in each direction

const measure = document.createElement('canvas').getContext('2d');
measure.font = `600 ${TITLE}px system-ui, "Segoe UI", Roboto, sans-serif`;
const widths = new Map();

/** About how wide a title is: measuring letters once takes less time than measuring a thousand titles. */
export function widthOf(text) {
  let all = 0;
  for (const letter of text) {
    if (letter > '~') return measure.measureText(text).width;
    let width = widths.get(letter);
    if (width === undefined) widths.set(letter, (width = measure.measureText(letter).width));
    all += width;
  }
  return all;
}

/** Gives a node its size and the ports to show; all of them if it is unfolded. */
export function shape(node, unfolded) {
  const type = node.placeholder ? null : typeOf(node.type);
  const state = [type, unfolded, node.inputs, node.outputs, node.in.map((edge) => edge.targetPort).join(), node.out.map((edge) => edge.sourcePort).join()];
  if (node.shaped?.every((part, i) => part === state[i])) return;
  node.shaped = state;
  const sides = ['inputs', 'outputs'].map((side) => {
    const edges = side === 'inputs' ? node.in : node.out;
    const connected = new Set(edges.map((edge) => (side === 'inputs' ? edge.targetPort : edge.sourcePort)));
    const names = [...new Set([...(node[side] ?? []), ...connected])].filter((name) => typeof name === 'string' && name);
    const described = names.map((name) => describe(node, type, side, name, connected.has(name)));
    const kept = unfolded ? described : described.filter((port) => port.exec || port.connected || port.required);
    return { ports: kept, folded: described.length - kept.length };
  });
  const folded = sides[0].folded + sides[1].folded;
  node.ports = { inputs: sides[0].ports, outputs: sides[1].ports, folded };
  const rows = Math.max(sides[0].ports.length, sides[1].ports.length);
  node.titleWidth ??= widthOf(node.title);
  node.w = Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, Math.ceil(node.titleWidth) + 48));
  node.h = HEADER + rows * PORT_ROW + (folded ? 18 : 0) + 8;
}

function describe(node, type, side, name, connected) {
  const port = type?.[side]?.find((each) => each.name === name);
  return {
    name,
    kind: kindOf(port?.dataType, name, type, side),
    exec: isExec(name, type, side),
    required: port?.required ?? false,
    missing: type !== null && !node.placeholder && !(node[side] ?? []).includes(name),
    connected,
  };
}

const KINDS = {
  EXEC: 'exec', STRING: 'text', INTEGER: 'number', FLOAT: 'number', NUMBER: 'number', BOOLEAN: 'boolean',
  LIST: 'list', ARRAY: 'list', DICT: 'dict', OBJECT: 'dict', JSON: 'dict', ANY: 'any',
};

function kindOf(dataType, name, type, side) {
  if (!dataType) return isExec(name, type, side) ? 'exec' : 'any';
  return KINDS[dataType] ?? 'handle';
}

/** Where a port is in the world; the header's edge if the node does not show it. */
export function portAt(node, name, side) {
  const row = node.ports[side].findIndex((port) => port.name === name);
  const x = side === 'inputs' ? node.at[0] : node.at[0] + node.w;
  return [x, node.at[1] + (row < 0 ? HEADER / 2 : HEADER + row * PORT_ROW + PORT_ROW / 2)];
}

/** Gives an edge its curve and the kind of its port, which stay as they are while its nodes do. */
export function route(edge) {
  edge.curve = curve(edge);
  const port = edge.from?.ports.outputs.find((each) => each.name === edge.sourcePort);
  edge.kind = port?.kind ?? (isExec(edge.sourcePort) ? 'exec' : 'any');
}

/** Points of the curve of an edge: two ends with their controls. */
export function curve(edge) {
  const from = edge.from ? portAt(edge.from, edge.sourcePort, 'outputs') : null;
  const to = edge.to ? portAt(edge.to, edge.targetPort, 'inputs') : null;
  const a = from ?? [to[0] - 60, to[1]];
  const b = to ?? [from[0] + 60, from[1]];
  const reach = Math.min(200, Math.max(40, Math.abs(b[0] - a[0]) / 2));
  const back = edge.from && edge.to && b[0] < a[0];
  const under = back ? controlAt(Math.max(edge.from.at[1] + edge.from.h, edge.to.at[1] + edge.to.h) + UNDER, a[1], b[1]) : 0;
  return back
    ? [a, [a[0] + reach, under], [b[0] - reach, under], b]
    : [a, [a[0] + reach, a[1]], [b[0] - reach, b[1]], b];
}

/** Where the controls of a curve are if its middle is to be at a height. */
function controlAt(middle, from, to) {
  return (8 * middle - from - to) / 6;
}

/** The point halfway along the parameter of a curve. */
export function middleOf([a, p, q, b]) {
  return [0, 1].map((i) => (a[i] + 3 * p[i] + 3 * q[i] + b[i]) / 8);
}

const STEPS = 24;

/** How far a point is from a curve. */
export function distanceTo([a, p, q, b], x, y) {
  let least = Infinity;
  let [fx, fy] = a;
  for (let step = 1; step <= STEPS; step++) {
    const t = step / STEPS;
    const u = 1 - t;
    const [tx, ty] = [0, 1].map((i) => u * u * u * a[i] + 3 * u * u * t * p[i] + 3 * u * t * t * q[i] + t * t * t * b[i]);
    const [dx, dy] = [tx - fx, ty - fy];
    const along = Math.min(1, Math.max(0, ((x - fx) * dx + (y - fy) * dy) / (dx * dx + dy * dy || 1)));
    least = Math.min(least, Math.hypot(x - fx - along * dx, y - fy - along * dy));
    [fx, fy] = [tx, ty];
  }
  return least;
}

/** The rectangle around the points of a curve. */
export function around([first, ...others]) {
  let [left, top] = first;
  let [right, bottom] = first;
  for (const [x, y] of others) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return { x: left, y: top, w: right - left, h: bottom - top };
}

/** The rectangle around boxes with x, y, w and h. */
export function bounds(boxes) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, w, h } of boxes) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + w);
    bottom = Math.max(bottom, y + h);
  }
  return left > right ? null : { x: left, y: top, w: right - left, h: bottom - top };
}

/** The area of a connection whose node is missing, with the name beside it. */
export function besides({ x, y, w, h }, edge) {
  const name = measure.measureText(String((edge.to ? edge.source : edge.target) ?? '')).width + 16;
  return { x: edge.to ? x - name : x, y: y - 8, w: w + name, h: h + 16 };
}

export const boxOf = (node) => ({ x: node.at[0], y: node.at[1], w: node.w, h: node.h });

/** The number of a cell; those beyond the limit share one, as larger numbers cannot be counted one by one. */
const cellOf = (at) => Math.max(-LIMIT, Math.min(LIMIT, Math.floor(at / CELL)));

/** Things in squares of the world. */
export class Grid {
  #cells = new Map();

  add(thing, box) {
    this.#each(box, (key) => {
      const cell = this.#cells.get(key);
      if (cell) cell.push(thing);
      else this.#cells.set(key, [thing]);
    });
  }

  /** The things whose squares touch a box. */
  within(box) {
    const found = new Set();
    const squares = (box.w / CELL + 2) * (box.h / CELL + 2);
    if (squares > this.#cells.size) {
      for (const cell of this.#cells.values()) for (const thing of cell) found.add(thing);
    } else {
      this.#each(box, (key) => this.#cells.get(key)?.forEach((thing) => found.add(thing)));
    }
    return found;
  }

  #each(box, use) {
    const right = cellOf(box.x + box.w);
    const bottom = cellOf(box.y + box.h);
    const left = Math.max(cellOf(box.x), right - 400); // a huge thing is found at its end
    const top = Math.max(cellOf(box.y), bottom - 400);
    for (let i = left; i <= right; i++) for (let j = top; j <= bottom; j++) use((i + LIMIT) * 2 ** 27 + j + LIMIT);
  }
}
