// The picture: what is drawn of the model, and what is under a point.
import { fitted, panned, revealing, zoomed } from './camera.js';
import { byId, visible } from './dom.js';
import { around, besides, bounds, boxOf, distanceTo, Grid, route, shape } from './geometry.js';
import { drawMinimap } from './minimap.js';
import { clusters, colourOfMark, colours, drawBadge, drawBlocks, drawDangling, drawFrame, drawGhost, drawMark, drawNames, drawNode, drawTimes, traceEdge } from './paint.js';
import { Pointer } from './pointer.js';
import { Proxies } from './proxies.js';
import { arrivals } from './types.js';

const MOVING_PIXELS = 1.3e6;
const REST_PIXELS = 8.3e6;
const SMALL = 0.25; // the zoom below which nodes are blocks without texts of their own

export class Stage {
  model = null;
  selected = null;
  hits = null;
  wheelZooms = false;
  ghosts = false; // whether nodes are also drawn where they are in the other version
  #camera = { x: 0, y: 0, k: 1 };
  #fitted = null;
  #grid = new Grid();
  #edgeGrid = new Grid();
  #extent = null;
  #version = 0; // the version of the model of which the sizes are
  #isStale = false; // whether the sizes are out of date for another reason
  #isFitting = false; // whether the next picture shows everything
  #dirty = false;
  #slow = 0;
  #sharpAt = 0;
  #lastDraw = 0;
  #proxies;

  /**
   * The area has a canvas, a list box over it for the nodes, and a minimap.
   * onSelect(node or null), onOpenFinding(finding), onView() when the camera has moved, onZoom(k) when it is drawn.
   */
  constructor(area, listener) {
    this.listener = listener;
    this.area = area;
    [this.canvas, this.list, this.minimap] = area.children;
    this.context = this.canvas.getContext('2d');
    this.#proxies = new Proxies(this.list);
    this.colour = colours();
    for (const query of ['(prefers-color-scheme: dark)', '(forced-colors: active)', '(prefers-contrast: more)']) {
      matchMedia(query).addEventListener('change', () => this.retheme());
    }
    addEventListener('theme', () => this.retheme());
    new ResizeObserver(() => this.invalidate()).observe(this.area);
    arrivals.addEventListener('arrived', () => this.#takeTypes());
    this.pointer = new Pointer(this);
  }

  retheme() {
    this.colour = colours();
    this.invalidate();
  }

  /** Shows a model; the camera stays if the model is another state of the same document. */
  show(model, keepView) {
    this.model = model;
    this.hits = null;
    this.selected = keepView && this.selected ? (model?.nodes.get(this.selected.id) ?? null) : null;
    this.#isStale = true;
    this.refresh(!keepView);
  }

  /** Draws what has changed in the next frame, in which the picture shows everything if it should fit. */
  refresh(isFitting) {
    this.#isFitting ||= isFitting;
    this.invalidate();
  }

  /** Brings sizes, ports and camera up to date: once for all changes before a picture, or when they are needed earlier. */
  settle() {
    if (this.#isStale || (this.model && this.model.version !== this.#version)) this.#rebuild();
    if (this.#isFitting) this.fit();
  }

  /** Sizes all nodes and sorts them into the grid. */
  #rebuild() {
    this.#isStale = false;
    this.#version = this.model?.version;
    this.#grid = new Grid();
    this.#edgeGrid = new Grid();
    this.#extent = null;
    if (this.model) {
      if (!this.model.isIndexed) this.model.index();
      if ([...this.model.nodes.values()].some((node) => !node.at)) this.model.layout();
      const boxes = [];
      for (const node of this.model.nodes.values()) {
        shape(node, node === this.selected);
        const box = boxOf(node);
        boxes.push(box);
        this.#grid.add(node, box);
      }
      for (const edge of this.model.edges) {
        if (!edge.times || (!edge.from && !edge.to)) continue;
        route(edge);
        const area = around(edge.curve);
        this.#edgeGrid.add(edge, area);
        if (!edge.from || !edge.to) boxes.push(besides(area, edge));
      }
      for (const frame of this.model.frames) boxes.push({ x: frame.at[0], y: frame.at[1] - 24, w: frame.size[0], h: frame.size[1] + 24 });
      this.#extent = bounds(boxes);
    }
  }

  /** Draws the ports of types that have arrived; a picture that fits still does. */
  #takeTypes() {
    if (!this.model) return;
    this.#isStale = true;
    this.refresh(this.#camera === this.#fitted);
  }

  get extent() {
    this.settle();
    return this.#extent;
  }

  get camera() {
    this.settle();
    return this.#camera;
  }

  get size() {
    return { w: this.area.clientWidth, h: this.area.clientHeight };
  }

  // ---- camera

  fit() {
    this.#isFitting = false;
    const { extent } = this;
    if (!extent) return this.invalidate();
    this.#fitted = fitted(extent, this.size);
    this.look(this.#fitted);
  }

  look(camera) {
    this.#isFitting = false;
    this.#camera = camera;
    this.invalidate();
    this.listener.onView();
  }

  /** Zooms around a point of the screen, which stays where it is. */
  zoomTo(k, px = this.area.clientWidth / 2, py = this.area.clientHeight / 2) {
    this.look(zoomed(this.camera, k, px, py, this.extent, this.size));
  }

  /** Keeps some nodes bright; all of them for null. */
  mark(nodes) {
    this.hits = nodes && new Set(nodes);
    this.invalidate();
  }

  pan(dx, dy) {
    this.look(panned(this.camera, dx, dy));
  }

  /** Brings a node into view, moving as little as possible. */
  reveal(node) {
    const { w, h } = this.size;
    const drawer = byId('inspector'); // covers a part of the picture where there is little room
    const covered = !drawer.hidden && getComputedStyle(drawer).position === 'absolute' ? drawer.offsetWidth : 0;
    const camera = revealing(this.camera, boxOf(node), { w: w - covered, h });
    if (camera) this.look(camera);
    else this.invalidate();
  }

  select(node, reveal = false) {
    this.#isStale ||= this.selected !== node; // all ports of the selected node are shown
    this.selected = node;
    if (node && reveal) this.reveal(node);
    this.invalidate();
  }

  // ---- drawing

  invalidate() {
    if (this.#dirty) return;
    this.#dirty = true;
    requestAnimationFrame((now) => {
      this.#dirty = false;
      this.#draw(now);
    });
  }

  #size(moving) {
    const { clientWidth: w, clientHeight: h } = this.area;
    let scale = Math.min(devicePixelRatio || 1, 2, Math.sqrt(REST_PIXELS / Math.max(1, w * h)));
    if (moving) scale = Math.min(scale, Math.sqrt(MOVING_PIXELS / Math.max(1, w * h)));
    const [cw, ch] = [Math.max(1, Math.round(w * scale)), Math.max(1, Math.round(h * scale))];
    if (this.canvas.width !== cw || this.canvas.height !== ch) {
      this.canvas.width = cw;
      this.canvas.height = ch;
    }
    return scale;
  }

  #draw(now) {
    const elapsed = now - this.#lastDraw;
    this.#lastDraw = now;
    if (elapsed < 100) this.#slow = elapsed > 20 ? this.#slow + 1 : 0;
    const coarse = this.#slow >= 2;
    if (coarse) {
      clearTimeout(this.#sharpAt);
      this.#sharpAt = setTimeout(() => {
        this.#slow = 0;
        this.invalidate();
      }, 120);
    }
    const { x, y, k } = this.camera; // with all changes
    const scale = this.#size(coarse);
    const c = this.context;
    c.setTransform(1, 0, 0, 1, 0, 0);
    c.fillStyle = this.colour.canvas;
    c.fillRect(0, 0, this.canvas.width, this.canvas.height);
    this.listener.onZoom(k);
    if (!this.model) {
      this.#proxies.clear();
      this.minimap.hidden = true;
      return;
    }
    c.setTransform(scale * k, 0, 0, scale * k, -x * k * scale, -y * k * scale);
    const view = { x, y, w: this.area.clientWidth / k, h: this.area.clientHeight / k };
    const seen = [...this.#grid.within({ x: view.x - 20, y: view.y - 20, w: view.w + 40, h: view.h + 40 })];
    for (const frame of this.model.frames) drawFrame(c, this.colour, frame, k);
    if (this.ghosts) for (const node of this.model.nodes.values()) if (node.ghost) drawGhost(c, this.colour, node, k);
    this.#drawEdges(c, view, k);
    const isDim = (node) => Boolean(this.hits && !this.hits.has(node));
    const isSmall = k < SMALL;
    if (isSmall) drawBlocks(c, this.colour, seen, k, isDim);
    for (const node of isSmall ? seen.filter((each) => each === this.selected) : seen) {
      drawNode(c, this.colour, node, k, { selected: node === this.selected, dim: isDim(node) });
    }
    for (const node of seen) if (node.mark) drawMark(c, this.colour, node, k);
    for (const each of k < 0.1 ? clusters(seen, k) : seen) drawBadge(c, this.colour, each, k);
    if (isSmall) drawNames(c, this.colour, seen, k, (node) => node === this.selected || this.hits?.has(node) || !node.in.length);
    this.#proxies.draw(this, seen, view, k);
    const all = this.#extent && this.#extent.x >= view.x && this.#extent.y >= view.y && this.#extent.x + this.#extent.w <= view.x + view.w && this.#extent.y + this.#extent.h <= view.y + view.h;
    this.minimap.hidden = Boolean(all) || !this.#extent;
    if (!this.minimap.hidden) drawMinimap(this.minimap, this.colour, this.model, this.#extent, view);
  }

  #drawEdges(c, view, k) {
    const groups = new Map();
    const dangling = [];
    for (const edge of this.#edgeGrid.within(view)) {
      if (!edge.from || !edge.to) {
        dangling.push(edge);
        continue;
      }
      const near = this.selected && (edge.from === this.selected || edge.to === this.selected);
      const key = `${edge.kind} ${near ? 'near' : ''} ${edge.mark ?? ''}`;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(edge);
    }
    for (const [key, edges] of groups) {
      const [kind, near, mark] = key.split(' ');
      c.globalAlpha = this.selected && !near && !mark ? 0.35 : 1;
      c.strokeStyle = this.colour[mark ? colourOfMark(mark) : kind === 'exec' ? 'edge' : `p-${kind}`];
      c.lineWidth = (near || mark ? 3 : kind === 'exec' ? 2 : 1.5) / Math.max(0.3, Math.min(1, k));
      c.setLineDash(mark === 'removed' ? [6 / k, 4 / k] : []);
      c.beginPath();
      const ends = edges.map((edge) => traceEdge(c, edge, k));
      c.stroke();
      c.setLineDash([]);
      if (kind === 'exec' && k >= 0.25) {
        c.fillStyle = c.strokeStyle;
        c.beginPath();
        for (const [ex, ey] of ends) {
          c.moveTo(ex - 14, ey - 5);
          c.lineTo(ex - 5, ey);
          c.lineTo(ex - 14, ey + 5);
          c.closePath();
        }
        c.fill();
      }
    }
    c.globalAlpha = 1;
    if (k >= SMALL) for (const edges of groups.values()) for (const edge of edges) if (edge.times > 1) drawTimes(c, this.colour, edge, k);
    for (const edge of dangling) drawDangling(c, this.colour, edge, k);
  }

  // ---- what is under a point

  #world([px, py]) {
    const { x, y, k } = this.camera;
    return [x + px / k, y + py / k];
  }

  /** Opens the finding, or selects the node or an end of the connection, under a point. */
  click(point, touch) {
    const badge = this.#badgeAt(point, touch ? 22 : 12);
    if (badge) return this.listener.onOpenFinding(badge.findings[0]);
    const edge = this.nodeAt(point) ? null : this.edgeAt(point, touch ? 16 : 6);
    this.listener.onSelect(edge ? (edge.from ?? edge.to) : this.nodeAt(point));
  }

  #badgeAt(point, reach) {
    const [wx, wy] = this.#world(point);
    const { k } = this.camera;
    const near = this.#grid.within({ x: wx - 40 / k, y: wy - 40 / k, w: 80 / k, h: 80 / k });
    return [...near].find(
      (node) => node.findings.length && Math.hypot((node.at[0] + node.w - wx) * k - 4, (node.at[1] - wy) * k + 2) < reach,
    );
  }

  nodeAt(point) {
    const [wx, wy] = this.#world(point);
    const under = [...this.#grid.within({ x: wx, y: wy, w: 0, h: 0 })].filter(
      (node) => wx >= node.at[0] - 8 && wx <= node.at[0] + node.w + 8 && wy >= node.at[1] && wy <= node.at[1] + node.h,
    );
    return under.at(-1) ?? null;
  }

  /** The connection that passes within some pixels of a point, or null. */
  edgeAt(point, reach) {
    const [wx, wy] = this.#world(point);
    const most = reach / this.camera.k;
    let nearest = null;
    let least = most;
    for (const edge of this.#edgeGrid.within({ x: wx - most, y: wy - most, w: 2 * most, h: 2 * most })) {
      const distance = distanceTo(edge.curve, wx, wy);
      if (distance <= least) [nearest, least] = [edge, distance];
    }
    return nearest;
  }

  tooltip(point) {
    const node = this.model && this.nodeAt(point);
    if (node) return `${visible(node.title)}\n${visible(node.type)}\n${visible(node.id)}`;
    const edge = this.model && this.edgeAt(point, 6);
    if (!edge) return '';
    const end = (title, id, port) => `${visible(title ?? `${id} (does not exist)`)}, ${visible(port)}`;
    const times = edge.times > 1 ? ` (${edge.times.toLocaleString('en')} times)` : '';
    return `${end(edge.from?.title, edge.source, edge.sourcePort)} → ${end(edge.to?.title, edge.target, edge.targetPort)}${times}`;
  }
}
