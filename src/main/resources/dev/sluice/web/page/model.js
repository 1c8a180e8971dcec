// One workflow as it arrives: nodes, connections, findings, and where things are.
import { visible } from './dom.js';
import { isExec } from './types.js';

const COLUMN = 320;
const ROW = 160;
const ASPECT = 1.7; // of a picture that is laid out here

export class Model {
  nodes = new Map();
  edges = [];
  findings = [];
  metadata = {};
  variables = {};
  frames = [];
  settings = {};
  kind = '';
  complete = false;
  laidOut = false;
  order = [];
  version = 0;
  #indexed = -1; // the version of which the edges are linked
  #byNode = new Map();

  /** Takes one line of the server's stream; true if the picture changes. */
  take(line) {
    this.version++;
    const changes = this.#takes(line);
    if (!changes) this.version--;
    return changes;
  }

  #takes(line) {
    switch (line.t) {
      case 'header':
        this.metadata = line.metadata;
        return true;
      case 'nodes':
        for (const node of line.nodes) this.#addNode(node);
        return true;
      case 'connections':
        for (const connection of line.connections) this.edges.push(edgeOf(connection));
        return true;
      case 'withdrawn':
        this.#withdraw(line);
        return true;
      case 'finding':
        this.#addFinding(line);
        return true;
      case 'loaded':
        this.#finish(line);
        return true;
      case 'end':
        this.complete = true;
        return false;
      default:
        return false;
    }
  }

  #addNode(node) {
    node.at = place(node.position);
    node.title = node.name ?? node.config?.name ?? node.id;
    if (typeof node.title !== 'string' || !node.title) node.title = node.id;
    node.title = visible(node.title);
    node.findings = this.#byNode.get(node.id) ?? [];
    this.nodes.set(node.id, node);
  }

  #withdraw(line) {
    for (const id of line.nodes ?? []) this.nodes.delete(id);
    if (line.connections) {
      const gone = new Set(line.connections.map((connection) => JSON.stringify(connection)));
      this.edges = this.edges.filter((edge) => !gone.has(edge.key));
    }
  }

  #addFinding(finding) {
    finding.index = this.findings.length;
    this.findings.push(finding);
    finding.node = nodeOf(finding.pointer);
    for (const pointer of finding.related ?? [finding.pointer]) {
      const id = nodeOf(pointer);
      if (id === null) continue;
      if (!this.#byNode.has(id)) this.#byNode.set(id, []);
      this.#byNode.get(id).push(finding);
      const node = this.nodes.get(id);
      if (node) node.findings = this.#byNode.get(id);
    }
  }

  #finish(line) {
    this.kind = line.kind;
    this.variables = line.variables ?? {};
    this.settings = line.settings ?? {};
    this.frames = framesOf(line.frames);
    for (const [id, ports] of Object.entries(line.placeholders ?? {})) {
      const node = this.nodes.get(id);
      if (node) Object.assign(node, ports);
    }
    for (const node of line.added?.nodes ?? []) {
      node.added = true;
      this.#addNode(node);
    }
    for (const connection of line.added?.connections ?? []) this.edges.push(edgeOf(connection));
    const list = [...this.nodes.values()];
    for (const finding of this.findings) {
      // pointers into lists of nodes have numbers
      if (finding.node !== null && !this.nodes.has(finding.node) && /^\d+$/.test(finding.node)) {
        const node = list[Number(finding.node)];
        if (node && !node.findings.includes(finding)) node.findings = [...node.findings, finding];
        finding.node = node?.id ?? null;
      }
    }
    this.layout();
    if (!this.isIndexed) this.index();
  }

  /** Whether index() has linked all edges that have arrived. */
  get isIndexed() {
    return this.#indexed === this.version;
  }

  /** Links the edges to their nodes; one that occurs several times is one edge with a number. */
  index() {
    this.#indexed = this.version;
    for (const node of this.nodes.values()) {
      node.in = [];
      node.out = [];
    }
    const first = new Map();
    for (const edge of this.edges) {
      const same = first.get(edge.key);
      edge.times = same ? 0 : 1;
      if (same) {
        same.times++;
        continue;
      }
      first.set(edge.key, edge);
      edge.from = this.nodes.get(edge.source) ?? null;
      edge.to = this.nodes.get(edge.target) ?? null;
      edge.from?.out.push(edge);
      edge.to?.in.push(edge);
    }
    this.order = flowOrder(this);
    this.order.forEach((node, index) => (node.index = index));
  }

  /** Columns by the longest path, if positions are missing or all equal; nodes that were added stand before the others. */
  layout() {
    const nodes = [...this.nodes.values()];
    for (const node of nodes) node.at = place(node.position); // and not where a part of the workflow was laid out
    const own = nodes.filter((node) => !node.added);
    const placed = own.filter((node) => node.at);
    const spots = new Set(placed.map((node) => node.at.join()));
    this.laidOut = own.length > 1 && (placed.length < own.length || spots.size < own.length / 2);
    if (!this.laidOut) {
      const left = Math.min(...placed.map((node) => node.at[0]));
      const top = Math.min(...placed.map((node) => node.at[1]));
      for (const [index, node] of nodes.filter((node) => !node.at).entries()) node.at = placed.length ? [left - COLUMN, top + index * ROW] : [0, index * ROW];
      return;
    }
    if (!this.isIndexed) this.index();
    const depth = new Map();
    const waiting = new Map(nodes.map((node) => [node, node.in.filter((edge) => edge.from && edge.from !== node).length]));
    let front = nodes.filter((node) => waiting.get(node) === 0);
    while (depth.size < nodes.length) {
      if (!front.length) front = [nodes.find((node) => !depth.has(node))]; // a cycle is entered at its first node
      const next = [];
      for (const node of front) {
        if (depth.has(node)) continue;
        const before = node.in.map((edge) => depth.get(edge.from) ?? -1);
        depth.set(node, Math.max(-1, ...before) + 1);
        for (const edge of node.out) {
          if (!edge.to || edge.to === node) continue;
          waiting.set(edge.to, waiting.get(edge.to) - 1);
          if (waiting.get(edge.to) === 0) next.push(edge.to);
        }
      }
      front = next;
    }
    const heights = [];
    for (const node of nodes) {
      const column = depth.get(node);
      heights[column] ??= 0;
      node.at = [column, heights[column]];
      heights[column] += Math.max(ROW, 80 + 20 * Math.max(node.inputs?.length ?? 0, node.outputs?.length ?? 0));
    }
    const inBand = columnsOfABand(heights);
    const tops = [0];
    for (let from = 0; from < heights.length; from += inBand) tops.push(tops.at(-1) + Math.max(...heights.slice(from, from + inBand)) + ROW);
    for (const node of nodes) {
      const [column, y] = node.at;
      node.at = [(column % inBand) * COLUMN, tops[Math.floor(column / inBand)] + y];
    }
  }
}

/** How many columns stand beside each other if long rows of them are broken like lines of text. */
function columnsOfABand(heights) {
  const bands = Math.sqrt((heights.length * COLUMN) / (ASPECT * (Math.max(...heights) + ROW)));
  return Math.max(4, Math.ceil(heights.length / Math.max(1, Math.round(bands))));
}

function edgeOf(connection) {
  const [source, sourcePort, target, targetPort] = connection;
  return { source, sourcePort, target, targetPort, key: JSON.stringify(connection), times: 1, from: null, to: null };
}

function place(position) {
  if (!Array.isArray(position) || position.length < 2) return null;
  const [x, y] = position;
  return Number.isFinite(x) && Number.isFinite(y) ? [x, y] : null;
}

function framesOf(frames) {
  const list = Array.isArray(frames) ? frames : [];
  return list
    .map((frame) => ({ title: String(frame?.title ?? ''), at: place(frame?.position), size: place(frame?.size), color: frame?.color }))
    .filter((frame) => frame.at && frame.size);
}

/** The id in a pointer to a node or into one, else null. */
function nodeOf(pointer) {
  const match = /^(?:\/[^/]+)*?\/nodes\/([^/]+)/.exec(pointer ?? '');
  return match ? match[1].replaceAll('~1', '/').replaceAll('~0', '~') : null;
}

/** Nodes from the entry points along the connections, then the others. */
function flowOrder(model) {
  const order = [];
  const seen = new Set();
  const nodes = [...model.nodes.values()];
  const visit = (start) => {
    const stack = [start];
    while (stack.length) {
      const node = stack.pop();
      if (seen.has(node)) continue;
      seen.add(node);
      order.push(node);
      for (const edge of [...node.out].reverse()) if (edge.to && isExec(edge.sourcePort)) stack.push(edge.to);
    }
  };
  nodes.filter((node) => !node.in.length).forEach(visit);
  nodes.forEach(visit);
  return order;
}
