// Draws nodes, connections, ports, frames and badges on a canvas, in the colours of the style sheet.
import { HEADER, middleOf, PORT_ROW, TITLE, widthOf } from './geometry.js';

const SANS = 'system-ui, "Segoe UI", Roboto, sans-serif';
const SHORT = 40; // pixels within which a curve looks like a line
const CLUSTER = 24; // pixels in which findings share a badge in small pictures
const MOST_NAMES = 60;
const MOST_LOOKED_AT = 400;
const NAMES = [
  'bg', 'canvas', 'node', 'text', 'muted', 'accent', 'onAccent', 'error', 'warn', 'ok', 'border', 'edge', 'hairline',
  'p-exec', 'p-any', 'p-text', 'p-number', 'p-boolean', 'p-list', 'p-dict', 'p-handle',
  't-control', 't-browser', 't-desktop', 't-data', 't-file', 't-integration', 't-system', 't-error',
];

const TINTS = {
  basic: 'control', control_flow: 'control', General: 'control', workflow: 'control', variable: 'control', triggers: 'control',
  browser: 'browser', desktop: 'desktop', data: 'data', data_operation: 'data', text: 'data', scripts: 'data',
  file: 'file', document: 'file', database: 'file', http: 'integration', email: 'integration', google: 'integration',
  integration: 'integration', messaging: 'integration', llm: 'integration', system: 'system', utility: 'system', error_handling: 'error',
};

/** The colours of the page, resolved; read again when the theme changes. */
export function colours() {
  const probe = document.createElement('span');
  probe.style.forcedColorAdjust = 'none';
  document.body.append(probe);
  const found = {};
  for (const name of NAMES) {
    probe.style.color = `var(--${name})`;
    found[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return found;
}

export const tintOf = (category) => `t-${TINTS[category] ?? 'system'}`;

/** Draws a port of a kind around a point. */
export function drawPort(c, kind, x, y, r) {
  c.beginPath();
  const corners = { list: 4, handle: 5, dict: 6 }[kind];
  if (kind === 'exec') {
    c.moveTo(x - r, y - r);
    c.lineTo(x + r, y);
    c.lineTo(x - r, y + r);
    c.closePath();
  } else if (kind === 'number') {
    c.moveTo(x, y - r * 1.2);
    c.lineTo(x + r * 1.2, y);
    c.lineTo(x, y + r * 1.2);
    c.lineTo(x - r * 1.2, y);
    c.closePath();
  } else if (kind === 'boolean') {
    c.arc(x, y, r, Math.PI / 2, Math.PI * 1.5);
    c.closePath();
  } else if (corners) {
    const turn = kind === 'list' ? Math.PI / 4 : -Math.PI / 2;
    const size = kind === 'list' ? r * 1.3 : r * 1.15;
    for (let i = 0; i < corners; i++) {
      const angle = turn + (i * 2 * Math.PI) / corners;
      c.lineTo(x + size * Math.cos(angle), y + size * Math.sin(angle));
    }
    c.closePath();
  } else {
    c.arc(x, y, kind === 'any' ? r * 0.8 : r, 0, 2 * Math.PI);
  }
  if (kind === 'any') c.stroke();
  else c.fill();
}

/** A text cut to a width. */
export function cut(c, text, width) {
  if (c.measureText(text).width <= width) return text;
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (c.measureText(text.slice(0, middle) + '…').width <= width) low = middle;
    else high = middle - 1;
  }
  return low ? text.slice(0, low) + '…' : '';
}

export function drawFrame(c, colour, frame, k) {
  const [x, y] = frame.at;
  const [w, h] = frame.size;
  c.fillStyle = CSS.supports('color', String(frame.color)) ? String(frame.color) : colour.accent;
  c.globalAlpha = 0.12;
  c.fillRect(x, y, w, h);
  c.globalAlpha = 0.6;
  c.strokeStyle = c.fillStyle;
  c.lineWidth = 1 / k;
  c.strokeRect(x, y, w, h);
  c.globalAlpha = 1;
  const size = Math.max(12, 11 / k);
  c.font = `600 ${size}px ${SANS}`;
  c.fillStyle = colour.text;
  c.textBaseline = 'bottom';
  c.fillText(cut(c, frame.title, Math.max(w, 40 / k)), x, y - 4 / k);
}

/** The path of one edge, added to the current path: a short one that leads forward as a line, which takes less time. */
export function traceEdge(c, edge, k) {
  const [a, p, q, b] = edge.curve;
  c.moveTo(a[0], a[1]);
  if (b[0] >= a[0] && (b[0] - a[0] + Math.abs(b[1] - a[1])) * k < SHORT) c.lineTo(b[0], b[1]);
  else c.bezierCurveTo(p[0], p[1], q[0], q[1], b[0], b[1]);
  return b;
}

/** How often a connection occurs, in its middle. */
export function drawTimes(c, colour, edge, k) {
  const text = `×${edge.times.toLocaleString('en')}`;
  const [x, y] = middleOf(edge.curve);
  c.font = `600 ${11 / Math.min(1, k)}px ${SANS}`;
  c.textBaseline = 'middle';
  c.textAlign = 'center';
  const [w, h] = [c.measureText(text).width + 6 / k, 15 / Math.min(1, k)];
  c.fillStyle = colour.canvas;
  c.fillRect(x - w / 2, y - h / 2, w, h);
  c.fillStyle = colour.text;
  c.fillText(text, x, y);
  c.textAlign = 'left';
}

export function drawDangling(c, colour, edge, k) {
  c.setLineDash([6 / k, 4 / k]);
  c.strokeStyle = colour.error;
  c.lineWidth = 1.5 / k;
  c.beginPath();
  traceEdge(c, edge, k);
  c.stroke();
  c.setLineDash([]);
  const end = edge.curve[edge.to ? 0 : 3];
  const r = 5 / k;
  c.lineWidth = 2 / k;
  c.beginPath();
  c.moveTo(end[0] - r, end[1] - r);
  c.lineTo(end[0] + r, end[1] + r);
  c.moveTo(end[0] + r, end[1] - r);
  c.lineTo(end[0] - r, end[1] + r);
  c.stroke();
  if (k >= 0.4) {
    c.font = `${11 / Math.min(1, k)}px ${SANS}`;
    c.fillStyle = colour.error;
    c.textBaseline = 'middle';
    c.textAlign = edge.to ? 'right' : 'left';
    c.fillText(String((edge.to ? edge.source : edge.target) ?? ''), end[0] + (edge.to ? -8 / k : 8 / k), end[1]);
    c.textAlign = 'left';
  }
}

/** Nodes of pictures that are too small for texts: blocks in the tints of their categories, in one path for each tint. */
export function drawBlocks(c, colour, nodes, k, isDim) {
  const paths = new Map();
  for (const node of nodes) {
    const style = `${tintOf(node.category)} ${isDim(node) ? 0.35 : 1} ${node.placeholder ? 'error' : 'border'}`;
    let path = paths.get(style);
    if (!path) paths.set(style, (path = new Path2D()));
    path.rect(node.at[0], node.at[1], node.w, node.h);
  }
  c.lineWidth = 1 / k;
  for (const [style, path] of paths) {
    const [tint, alpha, border] = style.split(' ');
    c.globalAlpha = Number(alpha);
    c.fillStyle = colour[tint];
    c.fill(path);
    c.strokeStyle = colour[border];
    c.stroke(path);
  }
  c.globalAlpha = 1;
}

/** A node in full: header, ports and names. */
export function drawNode(c, colour, node, k, state) {
  const [x, y] = node.at;
  const { w, h } = node;
  c.globalAlpha = state.dim ? 0.35 : 1;
  c.beginPath();
  c.roundRect(x, y, w, h, 6);
  c.fillStyle = colour.node;
  c.fill();
  c.beginPath();
  c.roundRect(x, y, w, k < 0.25 ? h : HEADER, k < 0.25 ? 6 : [6, 6, 0, 0]);
  c.fillStyle = colour[tintOf(node.category)];
  c.fill();
  c.beginPath();
  c.roundRect(x, y, w, h, 6);
  c.setLineDash(node.placeholder ? [6, 4] : []);
  c.lineWidth = (state.selected ? 2.5 : 1) / Math.min(1, k);
  c.strokeStyle = state.selected ? colour.accent : node.placeholder ? colour.error : colour.border;
  c.stroke();
  c.setLineDash([]);
  if (k >= 0.55) drawInside(c, colour, node, x, y, w, h);
  else if (k >= 0.25) {
    c.font = `600 ${11 / k}px ${SANS}`;
    c.fillStyle = colour.text;
    c.textBaseline = 'middle';
    c.fillText(cut(c, node.title, w - 8), x + 4, y + Math.min(h / 2, HEADER / 2 + 6));
  }
  c.globalAlpha = 1;
}

function drawInside(c, colour, node, x, y, w, h) {
  const room = w - 20 - (node.findings.length ? 24 : 0);
  c.textBaseline = 'alphabetic';
  c.fillStyle = colour.text;
  c.font = `600 13px ${SANS}`;
  c.fillText(cut(c, node.title, room), x + 10, y + 17);
  c.fillStyle = colour.muted;
  c.font = `11px ${SANS}`;
  c.fillText(cut(c, node.placeholder ? `unknown type ${node.type}` : node.type, room), x + 10, y + 32);
  c.textBaseline = 'middle';
  for (const side of ['inputs', 'outputs']) {
    const left = side === 'inputs';
    const half = node.ports[left ? 'outputs' : 'inputs'].length ? w / 2 - 18 : w - 28;
    node.ports[side].forEach((port, row) => {
      const py = y + HEADER + row * PORT_ROW + PORT_ROW / 2;
      const px = left ? x : x + w;
      c.fillStyle = c.strokeStyle = port.missing ? colour.error : colour[`p-${port.kind}`];
      c.lineWidth = 2;
      drawPort(c, port.kind, px, py, 5);
      c.fillStyle = port.missing ? colour.error : colour.muted;
      const label = cut(c, port.name, half);
      c.fillText(label, left ? px + 12 : px - 12 - c.measureText(label).width, py);
    });
  }
  if (node.ports.folded) {
    c.fillStyle = colour.muted;
    c.fillText(`+${node.ports.folded} ports`, x + 12, y + h - 14);
  }
}

const MARKS = { added: ['ok', '+'], removed: ['error', '−'], changed: ['warn', '~'] };

/** The colour of a difference. */
export const colourOfMark = (mark) => MARKS[mark][0];

/** The difference of a node: a border in its colour, and its sign, 16 pixels on screen at any zoom. */
export function drawMark(c, colour, node, k) {
  const [name, sign] = MARKS[node.mark];
  c.strokeStyle = c.fillStyle = colour[name];
  c.lineWidth = 3 / Math.max(0.3, Math.min(1, k));
  c.setLineDash(node.mark === 'removed' ? [6 / k, 4 / k] : []);
  c.beginPath();
  c.roundRect(node.at[0], node.at[1], node.w, node.h, 6);
  c.stroke();
  c.setLineDash([]);
  c.beginPath();
  c.arc(node.at[0], node.at[1], 8 / k, 0, 2 * Math.PI);
  c.fill();
  c.fillStyle = colour.onAccent;
  c.font = `700 ${13 / k}px ${SANS}`;
  c.textAlign = 'center';
  c.textBaseline = 'middle';
  c.fillText(sign, node.at[0], node.at[1] + 0.5 / k);
  c.textAlign = 'left';
}

/** Where a node is in the other version. */
export function drawGhost(c, colour, node, k) {
  c.strokeStyle = colour.muted;
  c.lineWidth = 1.5 / k;
  c.setLineDash([3 / k, 3 / k]);
  c.beginPath();
  c.roundRect(node.ghost[0], node.ghost[1], node.w, node.h, 6);
  c.moveTo(node.ghost[0] + node.w / 2, node.ghost[1] + node.h / 2);
  c.lineTo(node.at[0] + node.w / 2, node.at[1] + node.h / 2);
  c.stroke();
  c.setLineDash([]);
}

/** The worst finding of a node as a shape with a sign, 16 pixels on screen at any zoom. */
export function drawBadge(c, colour, node, k) {
  const worst = worstOf(node.findings);
  if (!worst) return;
  const r = 8 / k;
  const x = node.at[0] + node.w - 4 / k;
  const y = node.at[1] + 2 / k;
  c.fillStyle = worst === 'ERROR' ? colour.error : worst === 'WARNING' ? colour.warn : colour.accent;
  c.beginPath();
  const corners = worst === 'ERROR' ? 8 : worst === 'WARNING' ? 3 : 4;
  const turn = worst === 'ERROR' ? Math.PI / 8 : worst === 'WARNING' ? -Math.PI / 2 : Math.PI / 4;
  for (let i = 0; i < corners; i++) {
    const angle = turn + (i * 2 * Math.PI) / corners;
    c.lineTo(x + r * 1.15 * Math.cos(angle), y + r * 1.15 * Math.sin(angle));
  }
  c.closePath();
  c.fill();
  c.fillStyle = colour.onAccent;
  c.font = `700 ${10 / k}px ${SANS}`;
  c.textAlign = 'center';
  c.textBaseline = 'middle';
  const sign = worst === 'ERROR' ? '×' : worst === 'WARNING' ? '!' : 'i';
  c.fillText(node.findings.length > 1 && worst !== 'WARNING' ? String(Math.min(99, node.findings.length)) : sign, x, y + (worst === 'WARNING' ? 2 / k : 0.5 / k));
  c.textAlign = 'left';
}

/** Names at constant size where nodes are too small to have them, as many as fit without touching. */
export function drawNames(c, colour, seen, k, isWanted) {
  const taken = [];
  c.save();
  c.scale(1 / k, 1 / k); // letters run into each other in units of very small pictures
  c.font = `600 11px ${SANS}`;
  c.textBaseline = 'bottom';
  for (const node of seen.filter(isWanted).slice(0, MOST_LOOKED_AT)) {
    node.titleWidth ??= widthOf(node.title);
    const box = { x: node.at[0] * k, y: node.at[1] * k - 16, w: (node.titleWidth * 11) / TITLE, h: 15 };
    if (taken.length >= MOST_NAMES || taken.some((t) => t.x < box.x + box.w && box.x < t.x + t.w && t.y < box.y + box.h && box.y < t.y + t.h)) continue;
    taken.push(box);
    c.fillStyle = colour.canvas;
    c.globalAlpha = 0.8;
    c.fillRect(box.x, box.y, box.w, box.h);
    c.globalAlpha = 1;
    c.fillStyle = colour.text;
    c.fillText(node.title, box.x, node.at[1] * k - 2);
  }
  c.restore();
  return taken.length;
}

/** The findings of nodes that are close to each other on screen, each group with its place. */
export function clusters(nodes, k) {
  const groups = new Map();
  for (const node of nodes) {
    if (!node.findings.length) continue;
    const [x, y] = [node.at[0] + node.w, node.at[1]];
    const key = `${Math.floor((x * k) / CLUSTER)},${Math.floor((y * k) / CLUSTER)}`;
    const group = groups.get(key);
    if (group) group.findings.push(...node.findings);
    else groups.set(key, { at: [x, y], w: 0, findings: [...node.findings] });
  }
  return [...groups.values()];
}

/** ERROR, WARNING, INFO, or nothing. */
export function worstOf(findings) {
  for (const severity of ['ERROR', 'WARNING', 'INFO']) if (findings.some((finding) => finding.severity === severity)) return severity;
  return null;
}
